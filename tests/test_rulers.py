"""Countries that are called by who rules them: "the Biden administration"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.lexicon import table
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.rulers import with_rulers
from stancekit.model.sentences import split_sentences


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He blamed the Biden administration.", [("Biden", "United States")]),
        ("He blamed the Biden Administration.", [("Biden Administration", "United States")]),
        ("He blamed Netanyahu's government.", [("Netanyahu", "Israel")]),
        ("He blamed Lula’s cabinet.", [("Lula", "Brazil")]),
        ("He blamed the López Obrador administration.", [("López Obrador", "Mexico")]),
        ("He blamed Biden, the administration and the Bidens' government.", []),
        ("He blamed the Quill administration and the non-Biden administration.", []),
        ("He blamed the Joe Biden administration.", [("Joe Biden", "United States")]),
        ("He blamed the National Obama administration and the dos Modi government.", []),
        ("Talks of Putin\nGovernment officials left.", []),
        # A common surname means a country that is named.
        ("He blamed the Khan government.", []),
        ("Pakistan wept. He blamed the Khan government.", [("Pakistan", "Pakistan"), ("Khan", "Pakistan")]),
        # An administration is the American one, a government another's.
        (
            "Britain and America wept over the Johnson administration.",
            [("Britain", "United Kingdom"), ("America", "United States"), ("Johnson", "United States")],
        ),
        (
            "Britain and America wept over the Johnson government.",
            [("Britain", "United Kingdom"), ("America", "United States"), ("Johnson", "United Kingdom")],
        ),
        ("Honduras wept. He blamed the Castro government.", [("Honduras", "Honduras"), ("Castro", "Honduras")]),
    ],
)
def test_rulers_mean_their_countries(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    found = with_rulers(text, gazetteer.find(text), gazetteer)
    assert [(match.surface, match.actor.name) for match in found] == expected


def test_every_country_of_the_table_is_known(gazetteer: Gazetteer) -> None:
    codes = [row["iso3"] for row in table("rulers.csv")]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if gazetteer.country(code) is None] == []


def _targets(gazetteer: Gazetteer, text: str) -> Iterator[tuple[str, str]]:
    article = Article("test", text)
    for mention in RuleResolver(gazetteer)(article, split_sentences(article), ()).mentions:
        if mention.actor:
            yield text[mention.start : mention.end], mention.actor.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru met. Cruz blamed the Obama administration.", ("Obama administration", "United States")),
        # Of rulers that the table does not know the article tells.
        (
            "President Bo Dane of Peru met bishops. Chile blamed the Dane government.",
            ("Dane government", "Peru"),
        ),
        ("President Bo Dane of Peru met bishops. Chile blamed Dane's cabinet.", ("Dane's cabinet", "Peru")),
        ("President Bo Dane of Peru met bishops. Chile blamed Dane government forces.", ("Dane", "Bo Dane")),
        ("Lima wept. President Bo Dane met bishops. Chile blamed the Dane government.", ("Dane", "Bo Dane")),
        ("Bo Dane met bishops. Chile blamed the Dane government.", ("Dane", "Bo Dane")),
        # A president's administration is a state's also where only the report tells which.
        (
            "In Lima, President Bo Dane met bishops. Quill blamed the Dane administration.",
            ("Dane administration", "Peru"),
        ),
        (
            "President Bo Dane met Sen. Al Rook in Washington. Rook blamed the Dane administration.",
            ("Dane administration", "United States"),
        ),
        ("President Bo Dane of Peru met bishops. Chile blamed Dane's wife.", ("Dane", "Bo Dane")),
    ],
)
def test_a_government_called_by_a_name_is_the_country(
    gazetteer: Gazetteer, text: str, expected: tuple[str, str]
) -> None:
    assert list(_targets(gazetteer, text))[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France, France and France condemned the coup in Togo. Chad blamed the junta.", ["Togo"]),
        ("France, France and France condemned the Togolese putsch. Chad blamed the junta.", ["Togo"]),
        ("France fears coup plotters in Niger. Chad blamed the junta.", []),
        ("Myanmar met Chad. Chad and Myanmar. Myanmar and Myanmar blamed the junta.", ["Myanmar"]),
    ],
)
def test_a_junta_is_of_the_country_of_the_coup(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert [actor for words, actor in _targets(gazetteer, text) if words == "junta"] == expected
