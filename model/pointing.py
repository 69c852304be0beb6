"""Descriptions of somebody who was named before: "the activist", "the Fulham midfielder", "the 51-year-old baker".

News copy tells what more there is to tell of a speaker in place of the name, and says nowhere that both are one. Whom
such a description means is decided by who spoke before (``speakers``); here it is read, without a parser and by a
closed list of nouns (``told_role`` in ``titles.csv``): what bodies and the nameless are called as well, "the carmaker",
"the official", "the lawyer", points back to nobody.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .lexicon import Gender, words
from .records import Actor
from .titles import Line

__all__ = ["Description", "behind_age", "description_at", "head_of"]

#: "51-year-old"
_AGE = re.compile(r"\d+-year-old\b")
_AGE_TOKENS = 3
#: Who is told apart by these is another than the one who spoke: "the other senator", "the slain activist".
_OTHERS = frozenset(
    "other second third next same new unnamed unidentified anonymous average typical rival fellow previous late slain "
    "dead deceased accused arrested victorious losing opposing".split()
)


class Description(NamedTuple):
    """A definite noun phrase for one person.

    Attributes:
        noun: its head in lower case.
        is_telling: whether it tells more than the noun does: an age, what somebody was once, a word before the noun.
        is_age: whether it tells an age.
        of: the country, party or body that it names; None for none.
        gender: what the noun tells.
    """

    noun: str
    is_telling: bool
    is_age: bool = False
    of: Actor | None = None
    gender: Gender = ""


def head_of(line: Line, start: int, end: int) -> int:
    """Index of the noun of a phrase of tokens ``[start, end)``: what a comma or a function word follows."""
    behind = (i for i in range(start + 1, end) if line.low(i) in words("function") or not line.low(i)[0].isalnum())
    return next(behind, end) - 1


def behind_age(line: Line, start: int, end: int) -> int:
    """Where a source goes on behind an age: "51-year-old Ada Quill" is Ada Quill."""
    if not line.tokens[start].text[0].isdigit():
        return start
    stop = next((i + 1 for i in range(start, min(end, start + _AGE_TOKENS)) if line.low(i).endswith("year-old")), start)
    return stop if stop < end and line.names[stop] else start


def description_at(line: Line, text: str, start: int, end: int) -> Description | None:
    """Reads the tokens of a source as a description that may point back; None for anything else.

    Args:
        line: the sentence.
        text: the article's.
        start: first token.
        end: one past the last token.
    """
    if line.low(start) != "the" or end - start < 2:
        return None
    age = _AGE.match(text, line.tokens[start + 1].start)
    # "51-year-old" is three tokens, with a hyphen between them.
    first = line.indices(age.start(), age.end()).stop - 1 if age else start
    head = head_of(line, first, end) if first + 1 < end else first
    noun, before = line.low(head), range(first + 1, head)
    is_former = line.low(start + 1) in words("former_word")
    if not (age or is_former):
        is_plain = all(line.low(i) not in _OTHERS and line.low(i)[0].isalpha() for i in before)
        if noun not in words("told_role") or not is_plain or line.names[head] or line.matches[head]:
            return None
    match = next((found for i in before if (found := line.matches[i])), None)
    gender: Gender = "f" if noun in words("female_role") else "m" if noun in words("male_role") else ""
    is_telling = bool(age or before)
    return Description(noun, is_telling, is_age=bool(age), of=match.actor if match else None, gender=gender)
