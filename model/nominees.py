"""Whom "the president", "the GOP nominee" and "the candidate" mean where the article gives nobody that title.

``nominees.csv`` lists who led a ticket or a government of the United States in the last decades: papers there write
"Trump" and "the Republican nominee" and leave it to the reader that both are one. A description means the only one of
them whom the article names; of several, as in a primary, nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .lexicon import table
from .people import Person
from .titles import Office

__all__ = ["CANDIDATES", "nominee_meant", "president_meant"]

CANDIDATES = frozenset({"candidate", "nominee", "front-runner", "frontrunner", "hopeful", "contender"})
#: Who runs for something else than the presidency, or ran once.
_OF_ELSEWHERE = frozenset(
    "senate house gubernatorial mayoral congressional vice vice-presidential judicial supreme court senatorial cabinet "
    "governor mayor secretary state assembly council oscar independent libertarian green".split()
)


def nominee_meant(office: Office, people: Sequence[Person], position: int) -> Person | None:
    """Who "the Democratic presidential nominee" is: the only one told to run for the party, or known to have.

    "The candidate" of no party points back: to one who is named before ``position``. In "Has the candidate led
    anything?" it may be anybody.
    """
    side = office.owner
    is_party = side is not None and side.kind == "party"
    if office.role not in CANDIDATES or office.former or office.body or not (is_party or side is None):
        return None
    if office.words & _OF_ELSEWHERE:
        return None
    told = {
        person
        for person in people
        for held in person.offices
        if held.role in CANDIDATES and not (held.former or held.words & _OF_ELSEWHERE)
        if side is None or (held.owner in (None, side) and person.actor.affiliation in (None, side))
    }
    parties = [side.name] if side else ["Democratic Party", "Republican Party"]
    known = {p for p in people if any(_is_one(p, "nominee", party) for party in parties) and not _governs(p)}
    found = known if office.role == "nominee" and known else known | told
    one = found.pop() if len(found) == 1 else None
    return one if one and (is_party or one.last_before(position) >= 0) else None


def president_meant(office: Office, people: Sequence[Person]) -> Person | None:
    """Who "the president" is in a report from the United States that calls nobody so: the only one known to be one."""
    if office.role != "president" or office.former or office.body or "vice" in office.words:
        return None
    found = [p for p in people if _is_one(p, "president", "") and not _governs(p, once=True)]
    found = [p for p in found if not any(held.role in CANDIDATES for held in p.offices)]
    return found[0] if len(found) == 1 else None


def _governs(person: Person, *, once: bool = False) -> bool:
    """Whether somebody is called president now, or (``once``) was before."""
    return any(held.role == "president" and "vice" not in held.words and held.former == once for held in person.offices)


def _is_one(person: Person, office: str, party: str) -> bool:
    """Whether somebody's name is that of a nominee or president, in full or, if the article says no more, a surname."""
    name = person.actor.name.split()
    if any(mark in name[-1] for mark in ("Jr", "III")):
        return False
    return any(
        name[-1] == known[-1] and (len(name) == 1 or (name[0] == known[0] and _middle(name) in ("", _middle(known))))
        for known in _known(office, party)
    )


def _middle(name: Sequence[str]) -> str:
    """An initial that tells two apart: "W." of George W. Bush; empty for any other middle name."""
    return name[1] if len(name) > 2 and name[0] == "George" else ""


@cache
def _known(office: str, party: str) -> tuple[tuple[str, ...], ...]:
    """The names of the holders of an office, of one party or, if none is given, of all."""
    rows = (row for row in table("nominees.csv") if row["office"] == office and party in ("", row["party"]))
    return tuple(tuple(name.split()) for row in rows for name in row["names"].split("|"))
