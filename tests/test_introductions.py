"""Whom a report opens with by a description and names only in the next sentences."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger import RuleTagger, with_sources


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


def first_speaker(resolver: RuleResolver, text: str) -> str:
    """Who speaks in the first sentence in which somebody does."""
    article = Article("test", text)
    sentences = split_sentences(article)
    found = with_sources(RuleTagger()(article, sentences).attributions)
    speaker = resolver(article, sentences, found).attributions[0].speaker
    return speaker.name if speaker else ""


@pytest.mark.parametrize(
    ("opening", "then", "expected"),
    [
        # a body
        ("A Dutch court said Norway lied.", "The Amsterdam District Court met.", "Amsterdam District Court"),
        ("Peru's largest dairy union said Norway lied.", "The Milkers' Union met.", "Milkers' Union"),
        ("A Dutch court said Norway lied.", "The Milkers' Union met.", "Dutch court"),
        ("A Dutch court said the High Court lied.", "The High Court met.", "Dutch court"),
        ("Peru's drug regulator said Norway lied.", "The Food Authority met.", "Peru's drug regulator"),
        # somebody
        ("A former British minister said Norway lied.", "Ada Quill, 51, told reporters that she left.", "Ada Quill"),
        (
            "Malawi's central bank governor said Norway lied.",
            "Governor Ada Quill told reporters that she left.",
            "Ada Quill",
        ),
        (
            "A former British minister said Norway lied.",
            "Senator Ada Quill told reporters that she left.",
            "former British minister",
        ),
        ("A former British minister said Norway lied.", "Rain fell on Ada Quill.", "former British minister"),
        ("A Peruvian official said Norway lied.", "Ada Quill, 51, told reporters that she left.", "Peruvian official"),
        (
            "A Peruvian spokeswoman said Norway lied.",
            "Bo Dane, 51, told reporters that he left.",
            "Peruvian spokeswoman",
        ),
        # a name of which nothing else is told
        ("Peru's justice minister said Norway lied.", "“We wept,” Ada Quill said in Lima.", "Ada Quill"),
        ("The head of Peru's Milkers' Union said Norway lied.", "“We wept,” Ada Quill said.", "Ada Quill"),
        ("Peru's envoy said Norway lied.", "“We wept,” Ambassador Ada Quill said.", "Ada Quill"),
        ("Peru's envoy said Norway lied.", "“We wept,” Senator Ada Quill said.", "Peru's envoy"),
        ("Peru's envoy said Norway lied.", "“We wept,” said Ada Quill, a poet.", "Peru's envoy"),
        ("Peru's minister said Ada Quill lied.", "“We wept,” Ada Quill said.", "Peru's minister"),
        (
            "The head of Peru's Milkers' Union said Norway lied.",
            "Chile said it wept. “We wept,” Ada Quill said.",
            "head of Peru's Milkers' Union",
        ),
        ("Two Peruvian ministers said Norway lied.", "“We wept,” Ada Quill said.", "Peruvian ministers"),
        # Who speaks of the office, or of whose it is, holds another.
        (
            "Peru's justice minister said Norway lied.",
            "“That minister wept,” Ada Quill said.",
            "Peru's justice minister",
        ),
        ("Peru's justice minister said Norway lied.", "“Peru wept,” Ada Quill said.", "Peru's justice minister"),
        ("The head of the World Bank said Norway lied.", "Ada Quill said the bank wept.", "head of the World Bank"),
    ],
)
def test_who_opens_a_report_is_named_next(resolver: RuleResolver, opening: str, then: str, expected: str) -> None:
    assert first_speaker(resolver, f"{opening}\n\n{then}") == expected


def test_only_the_first_sentence_introduces_somebody(resolver: RuleResolver) -> None:
    text = "Peru voted.\n\nA former British minister said Norway lied.\n\nAda Quill, 51, told reporters that she left."
    assert first_speaker(resolver, text) == "former British minister"
