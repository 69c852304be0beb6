"""Offices of a part of a state: "Ontario Premier Ada Quill", "the chief minister", "Saxony's interior minister".

Who holds one speaks for no state, and is often at odds with its own; a minister of whom nothing is told is taken for
one of the country that the report comes from (``home``), which is wrong of these.
"""

from __future__ import annotations

import re
from functools import cache

from .lexicon import table, words
from .records import Actor
from .titles import Line, Office

__all__ = ["governs_a_part", "heads_a_part_of", "is_of_a_part"]

#: A first minister heads a part, Scotland; the first deputy prime minister does not.
_OF_STATES = frozenset({"prime", "deputy", "vice"})
#: Where chief ministers do, also of a capital: Delhi's.
_WITH_CHIEF_MINISTERS = frozenset({"IND", "PAK", "MYS"})
#: Where a premier heads a province or a state.
_WITH_PREMIERS = frozenset({"CAN", "AUS", "DEU", "ZAF"})
_OF_PARTS = frozenset({"state", "provincial", "regional", "cantonal"})
_LOCAL = _OF_PARTS | {"local", "municipal", "city", "county"}
_GOVERNING = frozenset({"government", "administration", "parliament", "legislature", "assembly"})
#: What is of a part, beside the names of ``regions.csv``.
_ADJECTIVES = frozenset(
    "bavarian saxon thuringian hessian catalan basque galician andalusian flemish walloon scottish welsh victorian "
    "queensland tasmanian ontarian albertan manitoban quebec québec kurdistan kurdish sarawak sabah penang johor "
    "selangor gagauz chechen tatar dagestani crimean sindhi punjabi balochistan kashmir gibraltar".split()
)
#: From the end of a name to the part.
_BEHIND_NAME = 2


def heads_a_part_of(country: Actor, office: Office) -> bool:
    """Whether an office of which a country's name, or its capital's, tells is a part's: "Delhi Chief Minister"."""
    if office.role == "premier":  # "Western Australian Premier"
        return country.iso3 == "AUS" and not office.qualifiers.isdisjoint(("western", "south"))
    is_chief = office.role == "minister" and "chief" in office.qualifiers
    return is_chief and country.iso3 in _WITH_CHIEF_MINISTERS


def governs_a_part(line: Line, head: int) -> bool:
    """Whether a noun is of who governs a part: "the Saxon state government", "the provincial assembly"."""
    return line.low(head) in _GOVERNING and line.low(head - 1) in _LOCAL


def is_of_a_part(line: Line, office: Office, name_end: int, home: Actor | None) -> bool:
    """Whether somebody's office is one of a part of a state.

    Args:
        line: the sentence.
        office: an office whose words stand there before the name or behind it.
        name_end: one past the last token of the name.
        home: the country that the report comes from.
    """
    if office.role not in words("ruler") | {"minister"}:
        return False
    if office.role == "minister" and ("chief" in office.qualifiers or _is_first(office)):
        return True
    if office.role == "premier" and (office.qualifiers & _OF_PARTS or (home and home.iso3 in _WITH_PREMIERS)):
        return True
    start = office.start - 2 if line.low(office.start - 1) == "'s" else office.start
    told = " ".join(line.low(i) for i in range(max(start, 0), office.end))
    if line.low(name_end) == "of":
        told += " " + " ".join(line.low(i) for i in range(name_end + 1, name_end + 1 + _BEHIND_NAME))
    return _parts().search(told) is not None


def _is_first(office: Office) -> bool:
    return "first" in office.qualifiers and office.qualifiers.isdisjoint(_OF_STATES)


@cache
def _parts() -> re.Pattern[str]:
    names = {row["name"].lower() for row in table("regions.csv")} | _ADJECTIVES
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b")
