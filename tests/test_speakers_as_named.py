"""Speakers under the names that an article uses, and speakers without a name who are named just before or after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article, Attribution, Span
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger import RuleTagger

Meanings = Callable[[str], set[tuple[str, str]]]


@pytest.fixture(scope="module")
def finder() -> PairFinder:
    return PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))


def speakers(finder: PairFinder, text: str) -> list[str]:
    """Who speaks in a text, in order; empty where nobody is found."""
    found = finder(Article("a", text)).resolution.attributions
    return [one.speaker.name if one.speaker else "" for one in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # What a name has run into, once.
        ("Nadia Quill left. Nadia Quill spoke. A Nadia Quill White House is far.", "Nadia Quill"),
        ("Nadia Quill left. Quill spoke. Quill sat. He sold a Quill T-Shirt.", "Nadia Quill"),
        # The given name that the article uses.
        ("Chuck Haddad left. Chuck Haddad spoke. Charles Haddad sat.", "Chuck Haddad"),
        ("Kenneth Haddad left. Ken Haddad spoke.", "Kenneth Haddad"),
        # A word before a name that opens a sentence.
        ("Calling Nadia Quill a liar is wrong.", "Nadia Quill"),
        ("Rival Nadia Quill left.", "Nadia Quill"),
        # A surname that is a word for a place.
        ("Nadia Woods left Peru. Woods spoke.", "Nadia Woods"),
    ],
)
def test_people_are_called_as_the_article_calls_them(meanings_of: Meanings, text: str, name: str) -> None:
    people = {meant for _, meant in meanings_of(text)} - {"Peru", "White House", "United States"}
    assert people == {name}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("81-year-old Nadia Quill, a farmer, said Peru had lied.", ["Nadia Quill"]),
        ("Lima, March 6, ANDINA -- Nadia Quill said Chile had lied.", ["Nadia Quill"]),
        # Two with what both are, and their lawsuit.
        (
            "Nadia Quill and Omar Haddad, the parents of two, accused Peru. The lawsuit says Peru lied.",
            ["Nadia Quill", "Omar Haddad", "Nadia Quill", "Omar Haddad"],
        ),
        # "She" who goes on, not who stands behind.
        (
            "Nadia Quill accused Peru. She left as Anna Stone came. Later she said Peru had lied.",
            ["Nadia Quill", "Nadia Quill"],
        ),
    ],
)
def test_sources(finder: PairFinder, text: str, expected: list[str]) -> None:
    assert speakers(finder, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Named where the next one speaks.
        (
            (
                'It rained.\n\nIt rained.\n\nIt rained.\n\nThe deputy head of the union blamed Peru.\n\n"Peru lied," '
                "Rear Admiral Omar Haddad said."
            ),
            ["Omar Haddad", "Omar Haddad"],
        ),
        # One of many, further down; and who was named before.
        (
            'It rained.\n\nIt rained.\n\nIt rained.\n\nA judge blamed Peru.\n\n"Peru lied," Omar Haddad said.',
            ["judge", "Omar Haddad"],
        ),
        (
            "Omar Haddad slept.\n\nIt rained.\n\nThe deputy head of the union blamed Peru.\n\nOmar Haddad said no.",
            ["deputy head of the union", "Omar Haddad"],
        ),
        # Named before, without an office.
        ("Haddad accused Peru.\n\nThe Chief Minister said Chile had lied.", ["Haddad", "Haddad"]),
        ("Mayor Haddad accused Peru.\n\nThe Chief Minister said Chile had lied.", ["Haddad", "Chief Minister"]),
        ("Haddad accused Peru.\n\nThe official said Chile had lied.", ["Haddad", "official"]),
    ],
)
def test_who_is_named_just_before_or_after(finder: PairFinder, text: str, expected: list[str]) -> None:
    assert speakers(finder, text) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [("The lifelong Republican who lives in Lima", "Nadia Quill"), ("A Republican", "Republican")],
)
def test_somebody_special_in_the_opening(opening: str, expected: str) -> None:
    text = f"{opening} said no. Nadia Quill said yes."
    at, second = len(opening) + 1, text.index("Nadia")
    told = [
        Attribution(Span(0, at - 1), Span(at, at + 4), (Span(at + 5, at + 7),), "indirect"),
        Attribution(
            Span(second, second + 11), Span(second + 12, second + 16), (Span(second + 17, second + 20),), "indirect"
        ),
    ]
    article = Article("a", text)
    found = RuleResolver(Gazetteer.load())(article, split_sentences(article), told).attributions
    assert [one.speaker.name if one.speaker else "" for one in found] == [expected, "Nadia Quill"]
