"""Attitudes that nouns and forms of verbs tell wherever they stand, and what a speaker says of the own state."""

from __future__ import annotations

import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.resolver import RuleResolver
from stancekit.model.tagger import RuleTagger


@pytest.fixture(scope="module")
def finder() -> PairFinder:
    return PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))


def told(finder: PairFinder, text: str) -> set[tuple[str, str]]:
    """Whose attitudes toward whom a text tells."""
    found = finder(article_from_text(text))
    return {
        (act.actor.name, mention.actor.name)
        for act in found.resolution.attitudes
        for mention in found.resolution.mentions
        if mention.actor and mention.actor != act.actor and act.predicate.contains(mention.span)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill welcomed Norway's harsh criticism of Peru.",
        "Norwegian arms sales to Peru have angered Ada Quill.",
        "Ada Quill spoke of Norway's new plan to isolate Peru.",
        "Ada Quill spoke of Norway's bombing Peru.",
        "It is wrong for Norway to attack Peru, Ada Quill said.",
        "Ada Quill left when Peru faced criticism from Norway.",
        "Ada Quill left after Norway refused to recognise Peru.",
        "Ada Quill met Norway, which aims to topple Peru.",
    ],
)
def test_an_attitude_is_told_wherever_it_stands(finder: PairFinder, text: str) -> None:
    assert ("Norway", "Peru") in told(finder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill welcomed Norway's talks with Peru.",
        "Ada Quill welcomed Norway's criticism and left for Peru.",
        "Ada Quill spoke of Norway's plan to visit Peru.",
        "It is cold for Norway, Peru and Chile to begin in May.",
        "Ada Quill left when Peru got post from Norway.",
        "A guild that met envoys of Norway attacked Peru.",
        "Some envoys who met Norway attacked Peru.",
    ],
)
def test_what_tells_no_attitude(finder: PairFinder, text: str) -> None:
    assert ("Norway", "Peru") not in told(finder, text)


def test_several_have_an_attitude_to_several(finder: PairFinder) -> None:
    text = "Ada Quill welcomed Norwegian and Swedish sanctions on Peru, Chile and Ghana, but met Mali."
    expected = {(owner, of) for owner in ("Norway", "Sweden") for of in ("Peru", "Chile", "Ghana")}
    assert told(finder, text) == expected


def test_a_pronoun_owns_an_attitude(finder: PairFinder) -> None:
    text = "Ada Quill said no. Peru hopes that she will end her attacks on Chile."
    assert ("Ada Quill", "Chile") in told(finder, text)


def test_the_attitude_is_asked_in_what_another_says(finder: PairFinder) -> None:
    found = finder(article_from_text("Ada Quill welcomed Norway's sanctions against Peru."))
    asked = {(p.speaker.name, p.target.name) for p in found.pairs if p.speaker and not p.is_incidental}
    assert {("Ada Quill", "Norway"), ("Ada Quill", "Peru"), ("Norway", "Peru")} <= asked


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("her country rejects Peru", True),
        ("that her government will cut aid to Peru", True),
        ("Norway will meet Peru", False),  # called by its name, it is asked of what it does alone
        ("her country's ports reject Peru", False),
        ("his friends reject Peru", False),
    ],
)
def test_what_somebody_says_of_the_own_state_is_its_stance_too(
    finder: PairFinder, said: str, *, expected: bool
) -> None:
    text = f"Norwegian Foreign Minister Ada Quill said {said}."
    assert (("Norway", "Peru") in told(finder, text)) == expected
