"""Offices of a part of a state: who holds one speaks for no country."""

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


@pytest.mark.parametrize(
    ("who", "place", "country"),
    [
        ("Ontario Premier Ada Quill", "Lima", ""),
        ("New South Wales Premier Ada Quill", "Lima", ""),
        ("Bavarian Premier Ada Quill", "Lima", ""),
        ("Premier Ada Quill of Ontario", "Lima", ""),
        ("State Premier Ada Quill", "Lima", ""),
        ("Karnataka Chief Minister Ada Quill", "Lima", ""),
        ("Deputy Chief Minister Ada Quill", "New Delhi", ""),
        ("Delhi Chief Minister Ada Quill", "New Delhi", ""),
        ("Western Australian Premier Ada Quill", "Canberra", ""),
        ("Premier Ada Quill", "Ottawa", ""),
        ("Saxony's interior minister Ada Quill", "Berlin", ""),
        ("Catalan President Ada Quill", "Madrid", ""),
        ("British Columbia Premier Ada Quill", "Lima", ""),
        # Of a board, a town's council, a club.
        ("Board president Ada Quill", "Lima", ""),
        ("Council President Ada Quill", "Lima", ""),
        ("County president Ada Quill", "Lima", ""),
        ("Foundation president Ada Quill", "Lima", ""),
        # Of the opposition.
        ("Shadow Foreign Secretary Ada Quill", "London", ""),
        ("Shadow chancellor Ada Quill", "London", ""),
        ("Foreign Secretary Ada Quill", "London", "GBR"),
        # Those of a state.
        ("President Ada Quill", "Lima", "PER"),
        ("Premier Ada Quill", "Lima", "PER"),
        ("Interior Minister Ada Quill", "Lima", "PER"),
        ("First Deputy Prime Minister Ada Quill", "Lima", "PER"),
        ("Gibraltar Chief Minister Ada Quill", "Madrid", "GIB"),
        ("Chinese Premier Ada Quill", "Ottawa", "CHN"),
        ("Malaysian Prime Minister Ada Quill", "Lima", "MYS"),
    ],
)
def test_for_whom_the_holder_of_an_office_speaks(finder: PairFinder, who: str, place: str, country: str) -> None:
    article = Article("a", f"{who} accused Norway of greed.", metadata={"place": place})
    speakers = {pair.speaker.actor for pair in finder(article).pairs if pair.speaker}
    assert {actor.country for actor in speakers if actor and actor.name == "Ada Quill"} == {country}


PUTIN = "Russian President Vladimir Putin and Bo Petru, a plumber, met. "


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Putin's spokesman, Ada Quill, accused Norway of greed.", "RUS"),
        ("Putin spokeswoman Ada Quill accused Norway of greed.", "RUS"),
        ("Ada Quill, a spokeswoman for President Putin, accused Norway of greed.", "RUS"),
        ("Ada Quill, Putin's chief spokeswoman, accused Norway of greed.", "RUS"),
        ("Petru's spokeswoman, Ada Quill, accused Norway of greed.", ""),
        ("Putin's lawyer, Ada Quill, accused Norway of greed.", ""),
    ],
)
def test_a_spokesperson_speaks_for_the_country_of_a_ruler(finder: PairFinder, sentence: str, country: str) -> None:
    speakers = {pair.speaker.actor for pair in finder(Article("a", PUTIN + sentence)).pairs if pair.speaker}
    assert {actor.country for actor in speakers if actor and actor.name == "Ada Quill"} == {country}


@pytest.mark.parametrize(
    ("who", "country"),
    [
        ("The Saxon state government", ""),
        ("The government", "PER"),
        ("The Peruvian government", "PER"),
    ],
)
def test_the_government_of_a_part_speaks_for_no_country(finder: PairFinder, who: str, country: str) -> None:
    article = Article("a", f"Peru met. {who} accused Ada Quill of greed.", metadata={"place": "Lima"})
    speakers = [pair.speaker.actor for pair in finder(article).pairs if pair.speaker]
    assert {actor.country for actor in speakers if actor} == {country}


@pytest.mark.parametrize(
    ("between", "country"), [("The Saxon state government met. ", ""), ("The Saxon guild met. ", "PER"), ("", "PER")]
)
def test_a_minister_behind_the_government_of_a_part_is_its(finder: PairFinder, between: str, country: str) -> None:
    article = Article("a", f"{between}Interior Minister Ada Quill accused Norway of greed.", metadata={"place": "Lima"})
    speakers = {pair.speaker.actor for pair in finder(article).pairs if pair.speaker}
    assert {actor.country for actor in speakers if actor and actor.name == "Ada Quill"} == {country}


@pytest.mark.parametrize(("whose", "praised"), [("his Chilean counterpart", "Bo Dane"), ("a baker", "Ada Quill")])
def test_a_counterpart_holds_the_same_office(finder: PairFinder, whose: str, praised: str) -> None:
    text = f"Peruvian President Ada Quill met {whose}, Bo Dane.\n\nCy Marsh praised the president."
    targets = {pair.target.name for pair in finder(Article("a", text)).pairs if pair.sentence.index == 1}
    assert targets == {praised}
