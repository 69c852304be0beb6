"""For whom a spokesperson speaks: for the country of the ruler or minister who is named beside the office.

"Putin's spokesman, Dmitry Peskov,", "Netanyahu spokesman Omer Dostri", "Ada Quill, a spokeswoman for Milei,": no
country stands there, but it does where Putin is introduced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .lexicon import words
from .people import NamedMention, Person
from .records import Actor, Span
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
        if person.assumed or any(mention.affiliation for mention in person.mentions):
            continue
        principals = (p for mention in person.mentions for p in _principals(lines, mention, person_of) if p != person)
        sides = (side for principal in principals if (side := _side_of(principal)) and side.kind == "country")
        person.assumed = next(sides, None)


def _principals(lines: Sequence[Line], mention: NamedMention, person_of: Mapping[Span, Person]) -> Iterator[Person]:
    if any(office.owner or office.body for office in mention.offices):
        return
    line = lines[mention.sentence]
    role = _spokes_word(line, line.indices(mention.name.start, mention.name.end))
    for index in (*_before(line, role), *_behind(line, role)) if role >= 0 else ():
        name = line.person(index)
        if name and name.span != mention.name and name.span in person_of:
            yield person_of[name.span]
            return


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


def _before(line: Line, role: int) -> Iterator[int]:
    """Where a name may stand: "Putin's spokesman", "Putin chief spokesman"."""
    index = role - 1
    while role - index <= _MAX_BETWEEN and (line.low(index) in words("modifier") or line.low(index) == "chief"):
        index -= 1
    yield index - 1 if line.low(index) == "'s" else index


def _behind(line: Line, role: int) -> Iterator[int]:
    """Where a name may stand: "spokesman for President Putin"."""
    if line.low(role + 1) in ("for", "of"):
        yield from range(role + 2, role + 3 + _MAX_BETWEEN)


def _side_of(person: Person) -> Actor | None:
    return next((mention.affiliation for mention in person.mentions if mention.affiliation), person.assumed)
