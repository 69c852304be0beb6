"""Quotations that run over several sentences have one speaker."""

from __future__ import annotations

import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Attribution, Span
from stancekit.model.resolver import RuleResolver
from stancekit.model.running_quotes import find_running_quotes
from stancekit.model.sentences import split_sentences


def quotes(text: str) -> list[list[str]]:
    """The parts of the running quotations of a text."""
    sentences = split_sentences(article_from_text(text))
    return [[part.of(text) for part in quote] for quote in find_running_quotes(text, sentences)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Peru lied. Chile left,” Quill said.", [["“Peru lied.", "Chile left,”"]]),
        ("“Peru lied.\n\n“Chile left,” Quill said.", [["“Peru lied.", "“Chile left,”"]]),
        # Marks that turn neither way.
        ('" Peru lied , yes .\nChile left , " Quill said .', [['" Peru lied , yes .', 'Chile left , "']]),
        # In one sentence, and left open.
        ("“Peru lied,” Quill said. Chile left.", []),
        ("“Peru lied.\n\nChile left,” Quill said.", []),
    ],
)
def test_parts(text: str, expected: list[list[str]]) -> None:
    assert quotes(text) == expected


def spoken(text: str, source: str, content: str) -> list[tuple[str, str]]:
    """Who says what in a text in which only one sentence is told as said."""
    at, begin = text.index(f"{source} said"), text.index(content)
    told = Attribution(
        Span(at, at + len(source)),
        Span(at + len(source) + 1, at + len(source) + 5),
        (Span(begin, begin + len(content)),),
        "indirect",
    )
    article = article_from_text(text)
    found = RuleResolver(Gazetteer.load())(article, split_sentences(article), [told]).attributions
    return [(one.speaker.name if one.speaker else "", one.content[0].of(text)) for one in found]


def test_every_sentence_has_the_speaker() -> None:
    text = 'Ada Quill spoke .\n" Omar Haddad lied , yes .\nChile left , " he said .\nPeru wept .'
    text = text.replace("Ada Quill", "Ivo Quill")
    assert spoken(text, "he", 'Chile left , "') == [
        ("Ivo Quill", '" Omar Haddad lied , yes .'),
        ("Ivo Quill", 'Chile left , "'),
    ]


def test_a_sentence_outside_has_none() -> None:
    text = "Ivo Quill spoke. “Chile left,” he said. Peru wept."
    assert spoken(text, "he", "“Chile left,”") == [("Ivo Quill", "“Chile left,”")]


def test_a_pronoun_in_a_quotation_is_not_who_speaks() -> None:
    text = "Ivo Quill spoke. “Omar Haddad failed. He blamed Peru,” Quill said."
    he = text.index("He blamed")
    inner = Attribution(Span(he, he + 2), Span(he + 3, he + 9), (Span(he + 10, he + 14),), "indirect")
    at = text.index("Quill said")
    outer = Attribution(Span(at, at + 5), Span(at + 6, at + 10), (Span(text.index("“"), at - 1),), "direct")
    article = article_from_text(text)
    found = RuleResolver(Gazetteer.load())(article, split_sentences(article), [outer, inner]).attributions
    assert {one.speaker.name for one in found if one.speaker} == {"Ivo Quill", "Omar Haddad"}
