"""Which two people speak together without their names: "both presidents condemned Israel", "the two ministers".

They are the last two who were named before with such an office, each for another country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .lexicon import Gender, words
from .people import Person
from .records import Actor
from .titles import Line, ends_phrase

__all__ = ["couple_called", "two_called", "two_of_them"]

_COUPLE = re.compile(
    r"(?:both|(?:the\s+)?two)\s+(?:[a-z]+\s+){0,2}?(?P<role>president|prime\s+minister|premier|chancellor|leader|minister"
    r"|ambassador|envoy)s",
    re.IGNORECASE,
)
#: What the two may be who are called leaders.
_LEADERS = frozenset({"president", "premier", "chancellor", "leader", "minister", "king", "emir", "sultan"})
#: What two people are called besides.
_PEOPLE: dict[str, Gender] = {
    "men": "m",
    "women": "f",
    "rivals": "",
    "dissenters": "",
    "comrades": "",
    "colleagues": "",
    "guests": "",
    "of": "",
    **dict.fromkeys(("politicians", "lawmakers", "candidates", "leaders", "ministers", "senators", "mayors"), ""),
}
_OWNERS_OF_TWO = frozenset({"the", "these", "those", "our"})


def two_called(line: Line, inside: Sequence[int]) -> Iterator[tuple[int, int, Gender]]:
    """The words "both men", "both of them", "the two of them", "the two rivals" of two people.

    Args:
        line: the sentence.
        inside: the indices of its tokens in question.

    Returns:
        for each the index of the first and of the last word, and the gender that they tell.
    """
    for index in inside:
        low, noun = line.low(index), line.low(index + 1)
        is_both = low == "both" or (low == "two" and line.low(index - 1) in _OWNERS_OF_TWO)
        if not is_both or noun not in _PEOPLE:
            continue
        if noun == "of":
            if line.low(index + 2) == "them":
                yield index, index + 2, ""
        elif ends_phrase(line, index + 1) or line.low(index + 2) in words("determiner"):
            yield index, index + 1, _PEOPLE[noun]


def couple_called(source: str) -> str:
    """The office that "both presidents" or "the two foreign ministers" have, or an empty string."""
    match = _COUPLE.fullmatch(source.strip())
    return match["role"].split()[-1].lower() if match else ""


def two_of_them(role: str, named: Iterable[Person]) -> tuple[Actor, ...]:
    """The two of those named last who hold an office, for two countries; empty if that is not clear.

    Args:
        role: of ``couple_called``.
        named: the people named before, the last ones first.
    """
    wanted = _LEADERS if role == "leader" else {role}
    found: list[Actor] = []
    for person in dict.fromkeys(named):  # each once: an article names somebody again and again
        actor = person.actor
        side = actor.affiliation
        is_one = any(office.role in wanted and not office.former for office in person.offices)
        # "his Egyptian counterpart, Tarek el-Shenawy"
        is_one = is_one or any("counterpart" in (office.role, *office.words) for office in person.offices)
        if actor in found or side is None or side.kind != "country" or not is_one:
            continue
        if any(one.affiliation == side for one in found):
            return ()
        found.append(actor)
        if len(found) == 2:
            return tuple(reversed(found))
    return ()
