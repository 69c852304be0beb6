"""Pages of readers' letters: whose the paragraphs above a signature are."""

from __future__ import annotations

import pytest

from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.letters import signed_letters
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger import RuleTagger

PAGE = (
    "Peru should be ashamed.",
    "LETTERS.",
    "Peru has sold its ports. It will regret that.",
    "And nobody asked the sailors.",
    "Ada R. Quill.",
    "Arendal, Norway.",
    "TWITTER.",
    "We asked our readers about the ports of Peru.",
    "Well done, Peru!",
    "@tomlind.",
    "Chile would have paid more.",
    "Omar Haddad.",
)


def told(*paragraphs: str) -> list[tuple[str, str]]:
    text = "\n\n".join(paragraphs)
    found = signed_letters(text, split_sentences(Article("a", text)))
    return [(one.source.of(text) if one.source else "", one.content[0].of(text)) for one in found]


def test_a_signature_tells_whose_the_paragraphs_above_it_are() -> None:
    assert told(*PAGE) == [
        ("Ada R. Quill", "Peru has sold its ports."),
        ("Ada R. Quill", "It will regret that."),
        ("Ada R. Quill", "And nobody asked the sailors."),
        ("@tomlind", "Well done, Peru!"),
        ("Omar Haddad", "Chile would have paid more."),
    ]


def test_a_signature_may_stand_in_the_last_line_with_a_place() -> None:
    letters = (
        "Peru lied. It knows that.\nAda R. Quill, Arendal",
        "Chile lied.\nDr Tomas Lind, Vik",
        "We won.\nOmar Haddad, Ife",
    )
    assert told(*letters) == [
        ("Ada R. Quill", "Peru lied."),
        ("Ada R. Quill", "It knows that."),
        ("Dr Tomas Lind", "Chile lied."),
        ("Omar Haddad", "We won."),
    ]


def test_the_house_may_have_the_last_word() -> None:
    assert len(told(*PAGE, "Follow the talk about Peru.")) == 5


@pytest.mark.parametrize(
    "paragraphs",
    [
        # Names as headings: the article ends in what stands below the last one.
        ("Who runs?", "Three do.", "Ada Quill", "She left.", "Tomas Lind", "He stayed.", "Omar Haddad", "He won."),
        # A list of names has nothing between them.
        ("Who won?", "There are three.", "Ada Quill", "Tomas Lind", "Omar Haddad"),
        # One letter is signed by its writer, and no page.
        ("To the minister", "Peru slept.", "Ada Quill"),
        # Names are few among the paragraphs.
        ("Peru", *["Peru slept."] * 15, "Ada Quill", "Peru woke.", "Tomas Lind", "Peru slept.", "Omar Haddad"),
        (),
    ],
)
def test_other_articles_are_no_pages_of_letters(paragraphs: tuple[str, ...]) -> None:
    assert told(*paragraphs) == []


def test_what_is_asked_of_a_page() -> None:
    pairs = PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))(Article("a", "\n\n".join(PAGE))).pairs
    asked = {(pair.speaker.name if pair.speaker else "", pair.target.name) for pair in pairs}
    assert {("Ada R. Quill", "Peru"), ("@tomlind", "Peru"), ("Omar Haddad", "Chile")} <= asked
