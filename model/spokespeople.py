"""For whom a spokesperson speaks: for the country of the ruler or minister who is named beside the office.

"Putin's spokesman, Dmitry Peskov,", "Netanyahu spokesman Omer Dostri", "Ada Quill, a spokeswoman for Milei,": no
country stands there, but it does where Putin is introduced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .lexicon import words
from .people import NamedMention, Person
from .records import Span
from .titles import Line

__all__ = ["assume_principals"]

#: Words of an office that may stand before "spokesman", and titles before the name behind "spokesman for".
_MAX_BETWEEN = 2
#: Words of a description before "spokesman", behind a name and a comma.
_MAX_APPOSITION = 3


def assume_principals(lines: Sequence[Line], people: Iterable[Person], person_of: Mapping[Span, Person]) -> None:
    """Says for which country those speak who are only told to be the spokesperson of somebody of a state.

    Args:
        lines: the sentences of the article.
        people: its people; ``assumed`` is set where nothing else tells whom they speak for.
        person_of: whose each bare name is.
    """
    for person in people:
        if person.affiliation:
            continue
        principals = (_principal(lines, mention, person_of) for mention in person.mentions)
        sides = (principal.affiliation for principal in principals if principal and principal != person)
        person.assumed = next((side for side in sides if side and side.kind == "country"), None)


def _principal(lines: Sequence[Line], mention: NamedMention, person_of: Mapping[Span, Person]) -> Person | None:
    line = lines[mention.sentence]
    role = _spokes_word(line, line.indices(mention.name.start, mention.name.end))
    if role < 0 or any(office.owner or office.body for office in mention.offices):
        return None
    named = (line.person(index) for index in (_before(line, role), *_behind(line, role)))
    return next((person_of[name.span] for name in named if name and name.span in person_of), None)


def _spokes_word(line: Line, name: range) -> int:
    """Where the word for a spokesperson stands beside a name; -1 if nowhere.

    "spokesman Ada Quill", "spokesman, Ada Quill", "Ada Quill, a spokesman", "Ada Quill, the chief spokesman",
    "Ada Quill, Putin's spokesman".
    """
    before = name.start - 2 if line.low(name.start - 1) == "," else name.start - 1
    behind = range(name.stop + 1, name.stop + 2 + _MAX_APPOSITION) if line.low(name.stop) == "," else range(0)
    for index in (before, *behind):
        if line.low(index) in words("spokes_role"):
            return index
    return -1


def _before(line: Line, role: int) -> int:
    """Where a name may stand: "Putin's spokesman", "Putin chief spokesman"."""
    index = role - 1
    while role - index <= _MAX_BETWEEN and (line.low(index) in words("modifier") or line.low(index) == "chief"):
        index -= 1
    return index - 1 if line.low(index) == "'s" else index


def _behind(line: Line, role: int) -> range:
    """Where a name may stand: "spokesman for President Putin"."""
    return range(role + 2, role + 3 + _MAX_BETWEEN) if line.low(role + 1) in ("for", "of") else range(0)
