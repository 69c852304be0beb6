"""Who is on whose side."""

from __future__ import annotations

import pytest

from stancekit.model.records import Actor, ActorKind, Participant
from stancekit.model.sides import own_side


@pytest.mark.parametrize(("kind", "expected"), [("international", True), ("person", False)])
def test_a_union_takes_no_side_for_or_against_its_own_commission(kind: ActorKind, expected: bool) -> None:
    union = Actor("European Union", "international")
    part = Actor("European Commission", kind, affiliation=union)
    assert own_side(union, Participant(part.name, actor=part)) is expected
    assert own_side(part, Participant(union.name, actor=union))
