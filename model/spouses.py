"""Whom "her husband" and "his wife" mean: one whom the article names as married to the one named last before.

That two are married the article tells ("his wife, Ada Quill", "Haddad's husband Bo") or everybody knows, of those who
led a ticket or a government (``nominees.csv``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .lexicon import Gender, table
from .people import Person
from .records import Actor, Span
from .titles import Line

__all__ = ["spouses_called"]

_SPOUSES: dict[str, Gender] = {"wife": "f", "husband": "m"}
_OWNERS: dict[str, Gender] = {"her": "f", "his": "m"}
_OTHER: dict[Gender, Gender] = {"f": "m", "m": "f"}
#: How many sentences back the other one of a couple may be named.
_MEMORY = 2

#: The people of a sentence with where they are named, in order.
_PeopleIn = Callable[[int], Sequence[tuple[int, Person]]]


class _Couple(NamedTuple):
    spouse: Person
    gender: Gender
    other: Person


def spouses_called(
    lines: Sequence[Line], people: Sequence[Person], people_in: _PeopleIn
) -> Iterator[tuple[Span, Actor]]:
    """The nouns "husband" and "wife", each with who it is.

    Args:
        lines: the sentences of the article.
        people: who is named in it.
        people_in: who is named in a sentence, and where.
    """
    couples = [*_known(people), *_told(lines, people_in)]
    for number, line in enumerate(lines) if couples else ():
        for index, token in enumerate(line.tokens):
            gender = _SPOUSES.get(token.text)
            owner = _OWNERS.get(line.low(index - 1), "")
            if not gender or not owner or _person_at(line, index + 1, people_in(number)):
                continue
            for couple in couples:
                last = _last_named(number, token.start, owner, couple.spouse, people_in)
                if couple.gender == gender and last is couple.other:
                    yield Span(token.start, token.end), couple.spouse.actor
                    break


def _last_named(number: int, position: int, gender: Gender, spouse: Person, people_in: _PeopleIn) -> Person | None:
    """Who was named last before a place, of those who may be "her" or "his" and are not the spouse."""
    for index in range(number, max(number - _MEMORY, 0) - 1, -1):
        before = [person for at, person in people_in(index) if at < position and person is not spouse]
        fitting = [person for person in before if person.gender in ("", gender)]
        if fitting:
            return fitting[-1]
    return None


def _person_at(line: Line, index: int, named: Sequence[tuple[int, Person]]) -> Person | None:
    """Who is named right behind "his wife", also behind a comma: "her husband, former President Bo Dane"."""
    at = index + 1 if line.low(index) == "," else index
    if at >= len(line):
        return None
    start = line.tokens[at].start
    return next((person for place, person in named if place == start), None)


def _told(lines: Sequence[Line], people_in: _PeopleIn) -> Iterator[_Couple]:
    """The couples of whom the article tells it, each from both sides."""
    for number, line in enumerate(lines):
        for index, token in enumerate(line.tokens):
            gender = _SPOUSES.get(token.text)
            spouse = _person_at(line, index + 1, people_in(number)) if gender else None
            if gender is None or spouse is None:
                continue
            owner = _OWNERS.get(line.low(index - 1), "")
            is_owned = line.low(index - 1) in ("'s", "’s", "'", "’")
            before = [p for at, p in people_in(number) if at < token.start and p is not spouse]
            fitting = [p for p in before if not owner or p.gender in ("", owner)]
            if fitting and (owner or is_owned):
                yield from _both(spouse, gender, fitting[-1])


def _both(one: Person, gender: Gender, other: Person) -> Iterator[_Couple]:
    yield _Couple(one, gender, other)
    yield _Couple(other, _OTHER[gender], one)


def _known(people: Sequence[Person]) -> Iterator[_Couple]:
    """The couples that everybody knows, of those whom the article names in full."""
    by_name = {name: person for person in people for name in (person.actor.name, *person.actor.aliases)}
    for wife, husband in _known_couples():
        if wife in by_name and husband in by_name and by_name[wife] is not by_name[husband]:
            yield from _both(by_name[wife], "f", by_name[husband])


@cache
def _known_couples() -> tuple[tuple[str, str], ...]:
    rows = (row["names"].split("|") for row in table("nominees.csv") if row["office"] == "couple")
    return tuple((wife, husband) for wife, husband in rows)
