"""Speakers and targets that are nobody in particular: "young voters", "41 percent of those polled", "a driver".

A stance is somebody's who has a name, or who speaks for somebody who has: "Peruvian officials", "the Quill campaign".
"""

from __future__ import annotations

from collections.abc import Iterable

from .records import Actor, Pair, Participant

__all__ = ["between_somebodies"]


def between_somebodies(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs whose speaker, if any, and whose target have a name or belong to who has one."""
    return [pair for pair in pairs if not (_speaks_for_nobody(pair.speaker) or _is_anybody(pair.target.actor))]


def _speaks_for_nobody(speaker: Participant | None) -> bool:
    if speaker is None:
        return False
    if speaker.actor is None:  # "Seventy-four percent of Peruvian voters"
        return speaker.name.rpartition(" ")[2].islower()
    return _is_anybody(speaker.actor) or (speaker.actor.affiliation is None and speaker.actor.name.islower())


def _is_anybody(actor: Actor | None) -> bool:
    """Whether unnamed people are nobody's: "experts", "Sri Lankan doctors", not "Republican senators"."""
    is_people = actor is not None and actor.kind in ("group", "person") and actor.is_unnamed
    return is_people and actor is not None and actor.affiliation is None
