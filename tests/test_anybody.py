"""Whom nothing is asked of: speakers and targets that are nobody in particular."""

from __future__ import annotations

import pytest

from stancekit.model.anybody import between_somebodies
from stancekit.model.records import Actor, ActorKind, Pair, Participant, Sentence

PERU = Actor("Peru", "country", "PER")
PARTY = Actor("Republican Party", "party")
TEXT = "Young voters mocked Peru."
SENTENCE = Sentence(0, 0, len(TEXT), 0)


def is_asked(speaker: Participant | None, target: Participant) -> bool:
    return bool(between_somebodies([Pair(TEXT, SENTENCE, speaker, target)]))


def somebody(name: str, kind: ActorKind, side: Actor | None = None) -> Participant:
    return Participant(name, None, Actor(name, kind, affiliation=side))


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (None, True),
        (somebody("Young voters", "group"), False),
        (somebody("driver", "person"), False),
        (somebody("team", "organisation"), False),
        (Participant("Two percent of Peruvian voters", None), False),
        (Participant("The Harbour Forum 21", None), True),
        (somebody("Norrvik municipality", "organisation"), True),
        (somebody("Republican senators", "group", PARTY), True),
        (somebody("spokesman", "person", PERU), True),
        (somebody("Ada Quill", "person"), True),
    ],
)
def test_who_is_asked_about(speaker: Participant | None, expected: bool) -> None:
    assert is_asked(speaker, Participant("Peru", None, PERU)) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (somebody("Sri Lankan doctors", "group"), False),
        (somebody("local journalist", "person"), False),
        (somebody("Norrvik municipality", "organisation"), True),
        (somebody("Republican senators", "group", PARTY), True),
    ],
)
def test_of_whom_is_asked(target: Participant, expected: bool) -> None:
    assert is_asked(Participant("Peru", None, PERU), target) == expected
