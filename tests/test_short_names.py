"""Short names that a country or a union fixes: "the Commission", "the Labour government"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.tagger import RuleTagger

Meanings = Callable[[str], set[tuple[str, str]]]


_PERU = "LIMA, Peru -- Peru and Peruvians wept. Peru wept. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The EU met. Quill blamed the EU. Quill blamed the Commission.", ("Commission", "European Union")),
        ("The African Union met. Quill blamed the AU.", ("AU", "African Union")),
        ("The EU met. Quill blamed the Europeans.", ("Europeans", "European Union")),
        ("Israel met. Quill blamed the Zionists.", ("Zionists", "Israel")),
        ("Quill said the Canadians had left the company.", ("Canadians", "Canada")),
        (_PERU + "Quill blamed the Liberal government.", ("Liberal government", "Peru")),
        (_PERU + "Quill blamed the Socialist government's plan.", ("Socialist government", "Peru")),
    ],
)
def test_short_names(meanings_of: Meanings, text: str, expected: tuple[str, str]) -> None:
    assert expected in meanings_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quill blamed the EU. Quill blamed the Commission.",
        "Quill blamed the AU, the Europeans and the Zionists.",
        "The EU met. Quill blamed the EU and the Fair Trade Commission. Quill blamed the Commission.",
        _PERU + "Quill blamed the Greens.",
        _PERU + "Quill blamed the previous Liberal government.",
        _PERU + "Quill blamed the Liberal government in Cusco.",
        _PERU + "Quill blamed a Liberal government.",
    ],
)
def test_short_names_of_others(meanings_of: Meanings, text: str) -> None:
    found = meanings_of(text)
    assert not {("Commission", "European Union"), ("Liberal government", "Peru")} & found
    assert not {words for words, _ in found} & {"AU", "Europeans", "Zionists"}


def test_a_state_with_a_premier_of_its_own_may_be_meant(meanings_of: Meanings) -> None:
    text = "OTTAWA, Canada -- Canada wept. Canadians wept. The premier of Yukon blamed the Liberal government."
    assert "Liberal government" not in {words for words, _ in meanings_of(text)}


@pytest.mark.parametrize(
    ("place", "party"), [("Ottawa", "Green Party of Canada"), ("Berlin", "Alliance 90/The Greens"), ("Lima", "")]
)
def test_the_greens_are_those_of_the_country(place: str, party: str) -> None:
    finder = PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))
    pairs = finder(Article("a", "Ada Quill blamed the Greens.", metadata={"place": place})).pairs
    assert {pair.target.name for pair in pairs if pair.speaker} == ({party} if party else set())
