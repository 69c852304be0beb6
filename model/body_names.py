"""What belongs to the name of a body beyond the capitals beside its last word.

"The Party of Labour and Peace", "the Migrants' Dignity Network", "the General Workers' League", "the Iowa Corn and Soy
Association", "Arms Watch Now"; and of whom a name is a body's though it has no word for one: "a spokesman for Northern
Crossways", "Brothers in Reserve, a group of former soldiers". Each function looks at the tokens of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import Token, is_given_name, nouns_of_bodies, role_class, words

__all__ = [
    "begins_field",
    "closes_name",
    "first_of_joined",
    "is_adjective_of_body",
    "is_ideal",
    "is_owned_ideal",
    "is_plural_of_members",
    "is_region_first",
    "owned_noun_at",
]

#: Adverbs that close the name of a campaign: Peace Now, Bread First.
_LAST_WORDS = frozenset({"now", "first", "together", "again"})
#: With these a region or a firm is named, hardly anybody.
_OF_REGIONS = frozenset(
    "northern southern eastern western northeastern northwestern southeastern southwestern northbound southbound "
    "eastbound westbound central upper lower".split()
)
#: Before "Workers' League" no office.
_NO_OFFICES = frozenset({"general", "major"})
#: How long the first half of a name is that "and" joins.
_MAX_FIRST_HALF = 4
#: They rank a body among others: Chile's main union.
_RANKS = frozenset({"only", "main", "leading", "top", "second", "third"})
#: Words of ", Vietnam's second largest maker of shoes,".
_MAX_OWNED = 4


def is_ideal(low: str) -> bool:
    """Whether a body may be for it: the Rally for Democracy and Progress."""
    return low in words("ideal") or low in words("portfolio")


def begins_field(line: Sequence[Token], index: int) -> bool:
    """Whether an aim stands alone behind "and" or an owner: "the Party of Labour and Peace boycotted"."""
    is_alone = index + 1 >= len(line) or not line[index + 1].is_capitalised
    return line[index].is_capitalised and line[index].low in words("ideal") and is_alone


def is_adjective_of_body(line: Sequence[Token], index: int) -> bool:
    """Whether what looks like an office belongs to the body that follows: the General Workers' League."""
    if line[index].low not in _NO_OFFICES or index + 2 >= len(line):
        return False
    following = line[index + 1]
    return following.is_capitalised and following.low.endswith("s") and line[index + 2].low == "'s"


def closes_name(line: Sequence[Token], index: int) -> bool:
    """Whether a capitalised adverb behind a capitalised word is the last of a name: Arms Watch Now."""
    if not index or line[index].low not in _LAST_WORDS or not line[index].text.istitle():
        return False
    is_last = index + 1 >= len(line) or not line[index + 1].is_capitalised  # not Pine Narrows First Nation
    return is_last and line[index - 1].is_capitalised and line[index - 1].low not in words("function")


def first_of_joined(line: Sequence[Token], last: int) -> int:
    """Where the capitals begin that end at ``last``, if "the" or "a" is before them; else ``last``."""
    if last < 1:
        return last
    first = last
    while first > max(last - _MAX_FIRST_HALF, 0) and line[first - 1].low not in ("the", "a"):
        first -= 1
        if not line[first].is_capitalised or line[first].low in words("function") or role_class(line[first].low):
            return last
    return first if first and line[first - 1].low in ("the", "a") else last


def is_owned_ideal(line: Sequence[Token], index: int) -> bool:
    """Whether a body is named after whose aim it is: the Dockers' Solidarity."""
    if index < 2 or line[index].low not in words("ideal") or line[index - 1].low != "'s":
        return False
    return line[index - 2].is_capitalised and line[index - 2].low.endswith("s") and line[index - 1].text in ("'", "’")


def is_region_first(line: Sequence[Token], start: int, end: int) -> bool:
    """Whether somebody speaks for a name that begins like a region's: "a spokesman for Northern Crossways"."""
    if start < 2 or end - start < 2 or line[start].low not in _OF_REGIONS:
        return False
    return line[start - 1].low == "for" and role_class(line[start - 2].low) == "spokes"


def is_plural_of_members(line: Sequence[Token], start: int, end: int) -> bool:
    """Whether one capitalised plural tells the members of a body: "Brothers in Reserve"."""
    low = line[start].low
    is_plural = end - start == 1 and low.endswith("s") and not is_given_name(low)
    return is_plural and any(low in words(kind) for kind in ("group", "private_role", "organisation"))


def owned_noun_at(line: Sequence[Token], comma: int) -> int:
    """Index of the noun that tells a body in ", Vietnam's largest shoemaker,"; -1 if there is none.

    The owner is one capitalised word, so that "Ada Quill, the union's company," tells nothing; an adjective stands
    before the noun.
    """
    if comma + 4 >= len(line) or line[comma].text != "," or line[comma + 2].low != "'s":
        return -1
    if not line[comma + 1].is_capitalised:
        return -1
    is_told = False
    for index in range(comma + 3, min(comma + 4 + _MAX_OWNED, len(line))):
        token = line[index]
        is_end = index + 1 == len(line) or not line[index + 1].text.isalpha()
        if is_told and is_end and token.text in nouns_of_bodies():
            return index
        if not token.text[0].islower() or token.low in words("function") - _RANKS:
            return -1
        is_told = is_told or token.low.endswith("est") or token.low in _RANKS
    return -1
