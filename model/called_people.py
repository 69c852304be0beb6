"""Whom a noun means that an article told of somebody once: "the author", "the bishop", "the apprentice".

Offices are read elsewhere (``titles``); here is what else somebody is said to be: right before the name ("novelist
Ada Quill", "Bishop Dane") or behind it ("Ada Quill, 41, a primary school teacher,"). The noun then means the one
of them who was named last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from .called import ends_there, is_verb_in_s
from .lexicon import words
from .people import Person
from .phrases import names_person
from .records import Span
from .titles import Line, ends_phrase
from .verbs import cue_forms

__all__ = ["people_called"]

#: What "Dr" and the like are written out as.
_TITLES_IN_FULL = {
    "dr": "doctor",
    "dr.": "doctor",
    "prof.": "professor",
    "rev.": "reverend",
    "fr.": "priest",
    "father": "priest",
    "cllr": "councillor",
    "coun.": "councillor",
}
#: As often somebody else: they tell nobody apart.
_NO_NOUNS = frozenset(
    "man woman boy girl person people one mother father son daughter brother sister wife husband friend neighbour "
    "neighbor member resident native time year day head part name voice face result way case thing number lot kind "
    "group party team family couple pair the and".split()
)
#: Before an office, of who is below its holder.
_SECOND = frozenset({"vice", "deputy", "assistant", "associate"})
# How many words a description behind a name is looked through.
_MAX_DESCRIPTION = 8


def people_called(
    lines: Sequence[Line], named: Iterable[tuple[int, Span, Span, Person]]
) -> Iterator[tuple[Span, Person]]:
    """The nouns that mean somebody, each with who that is.

    Args:
        lines: the sentences of the article.
        named: of each mention of a person by name the sentence, the bare name, the name with the title, and who it is;
            sorted by place.
    """
    told: dict[str, set[Person]] = {}
    places: dict[Person, list[int]] = {}
    for sentence, name, titled, person in named:
        places.setdefault(person, []).append(name.start)
        for noun in _told(lines[sentence], name, titled):
            told.setdefault(noun, set()).add(person)
    for line in lines:
        for index, token in enumerate(line.tokens):
            if token.text in told and _is_definite(line, index):
                last = [
                    (starts[at - 1], p)
                    for p in told[token.text]
                    if (at := bisect_left(starts := places[p], token.start))
                ]
                if last:
                    yield Span(token.start, token.end), max(last, key=lambda found: found[0])[1]


def _told(line: Line, name: Span, titled: Span) -> Iterator[str]:
    """The nouns that a sentence tells of somebody it names."""
    inside = line.indices(titled.start, name.end)
    # "the registrar, Ada Quill,"
    is_set_off = line.low(inside.start - 1) == "," and line.low(inside.start - 3) in ("the", "its", "their")
    is_set_off = is_set_off and line.low(inside.start - 4) not in words("function")  # "At the trial, Ada Quill wept"
    before = line.low(inside.start - (2 if is_set_off else 1))
    title = line.indices(titled.start, name.start)
    told = line.low(title[-1]) if title else before
    found = [_TITLES_IN_FULL.get(told, told)]
    first = inside.stop + 1
    if line.low(first).rstrip(",").isdigit():  # ", 41, a teacher"; the number's token may have its comma
        first += 1 if line.low(first).endswith(",") else 2
    if line.low(inside.stop) == "," and line.low(first) in ("a", "an", "the"):
        noun = ""
        for index in range(first + 1, min(first + 1 + _MAX_DESCRIPTION, len(line))):
            low = line.low(index)
            if not low[0].isalnum() or low in words("function") or low in ("who", "that", "which"):
                break
            # "A vice president" is no president.
            noun = "" if line.low(index - 1) in _SECOND else low
        found.append(noun)
    return (low for low in found if _is_noun(low))


def _is_noun(low: str) -> bool:
    """Whether a word is a noun for one person, and tells who: neither "week", "trial" and "hospital" nor "man"."""
    is_one = not low.endswith("s") or low.endswith("ss")
    return is_one and low not in _NO_NOUNS and (low in _TITLES_IN_FULL.values() or names_person(low))


def _is_definite(line: Line, index: int) -> bool:
    """Whether a noun is "the author" or "our bishop", and neither part of something longer nor told apart."""
    if line.names[index] or line.matches[index] or line.low(index - 1) not in ("the", "our"):
        return False
    is_told_here = index > 1 and line.low(index - 2) == "," and line.person(index - 3) is not None
    is_end = ends_there(line, index) and line.low(index + 1) not in ("of", "who", "from", "in", "at")
    following = line.low(index + 1)
    is_verb = ends_phrase(line, index) or is_verb_in_s(line, index + 1) or following in cue_forms()
    return is_end and is_verb and not is_told_here and line.person(index + 1) is None
