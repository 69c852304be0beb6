"""Who "the spokesman" is that speaks again."""

from __future__ import annotations

import pytest

from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.tagger import RuleTagger

_REPORT = "Peru wept. Chile wept. "


@pytest.fixture(scope="module")
def finder() -> PairFinder:
    return PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))


def sides(finder: PairFinder, text: str) -> list[str]:
    """For whom the speakers of a text speak, in order; the speaker's name where it speaks for itself."""
    found = finder(Article("a", text)).resolution.attributions
    return [a.speaker.affiliation.name if a.speaker.affiliation else a.speaker.name for a in found if a.speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Chilean navy spokesman blamed Peru. The spokesman said Peru had lied.", ["Chile", "Chile"]),
        ('A US official blamed Peru. "Peru lied," the official said.', ["United States", "United States"]),
        ("Chilean diplomats blamed Peru. The diplomats said Peru had lied.", ["Chile", "Chile"]),
        # Another noun, and who was told of last.
        ("A Chilean navy spokesman blamed Peru. The spokeswoman said Peru had lied.", ["Chile", "spokeswoman"]),
        (
            "A Chilean official blamed Peru. A US official blamed Peru. The official said Peru had lied.",
            ["Chile", "United States", "United States"],
        ),
        ("The official said Peru had lied. A US official blamed Peru.", ["official", "United States"]),
        (
            "A US official blamed Peru.\n\n" + "Peru wept.\n\n" * 7 + "The official said Peru had lied.",
            ["United States", "official"],
        ),
    ],
)
def test_speakers_again(finder: PairFinder, text: str, expected: list[str]) -> None:
    assert sides(finder, _REPORT + text) == expected
