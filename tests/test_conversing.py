"""Whom "he" and "they" mean where somebody speaks to somebody, and where a speaker goes on."""

from __future__ import annotations

import pytest

from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.tagger import RuleTagger


@pytest.fixture(scope="module")
def finder() -> PairFinder:
    return PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))


def last(finder: PairFinder, text: str, word: str) -> str:
    """Who is meant by a word where it stands last; empty for nobody."""
    at = text.rindex(word)
    mentions = finder(Article("a", text)).resolution.mentions
    return next((m.actor.name for m in mentions if m.actor and m.start <= at < m.end), "")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Boris Quill is mayor. Ada Roy spoke to Tomas Dane. "He lied," Ms Roy said.', "Boris Quill"),
        ('Boris Quill is mayor. Tomas Dane asked Ada Roy about it. "He lied," Ms Roy said.', "Boris Quill"),
        ('Boris Quill is mayor. "And why?" Tomas Dane asked her. "He lied," Ada Roy said.', "Boris Quill"),
        # Who is only told of is not spoken to.
        ('Boris Quill is mayor. Ada Roy told reporters Tomas Dane slept. "He lied," Ms Roy said.', "Tomas Dane"),
        ('Boris Quill is mayor. Ada Roy voted for Tomas Dane. "He lied," Ms Roy said.', "Tomas Dane"),
        ('Boris Quill is mayor. Tomas Dane asked Ada Roy to go. "He lied," Ms Roy said.', "Tomas Dane"),
    ],
)
def test_who_is_spoken_to_is_no_he(finder: PairFinder, text: str, who: str) -> None:
    assert last(finder, text, "He") == who


def test_a_speaker_goes_on(finder: PairFinder) -> None:
    said = 'Boris Quill is mayor.\n\nMr Quill met Tomas Dane.\n\n"He lied," Ms Ada Roy said.'
    gap = "\n\nPeru slept.\n\nChile slept.\n\n"
    assert last(finder, f'{said}{gap}"He stole it," Ms Roy said.', "He") == "Boris Quill"
    assert last(finder, f'{said}{gap}"He stole it," Eva Lind said.', "He") == ""


def test_a_contraction_is_a_pronoun(finder: PairFinder) -> None:
    text = 'Boris Quill is mayor. "I think {}," Ada Roy said.'
    assert last(finder, text.format("he'd lied"), "he'd") == "Boris Quill"
    assert last(finder, text.format("he’ll lie"), "he’ll") == "Boris Quill"


def test_a_body_goes_on(finder: PairFinder) -> None:
    text = '"NATO lied," Ada Roy said. "They {}. They\'ve lost."'
    assert last(finder, text.format("knew it"), "They've") == "NATO"
    assert last(finder, text.format("shot at soldiers"), "They've") == ""
