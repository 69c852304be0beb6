"""Who has no name in an article and speaks for nobody known: "the voters", "critics", "a federal judge".

Such people take no stance that could be told of anybody. Asked once everybody is known (``resolver``, ``pairs``); those
who speak for somebody are in ``stand_ins``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from .lexicon import words
from .records import Actor

__all__ = ["is_name_of_somebody", "is_nobody"]

#: As ``plural_role``.
_MANY = frozenset({"people", "groups"})
#: Bodies of a kind, as in headlines: "Major Companies Leave".
_BODIES = frozenset("companies firms groups pacs media papers businesses".split())
#: Laws and treaties.
_TEXTS = frozenset("bill act treaty convention protocol amendment".split())
#: Before a name that is another than who speaks.
_BEFORE_OTHERS = frozenset("like including led by under from among against who that which".split())


def is_nobody(actor: Actor | None) -> bool:
    """Whether an actor is only described, and speaks for no state: "many voters", "a Reed senator", "the committee"."""
    if actor is None or actor.iso3:
        return False
    if not actor.is_unnamed:  # "Lawmakers", as a sentence begins; not "Kurds"
        if actor.kind == "person" and actor.affiliation and actor.name in actor.affiliation.aliases:
            return True  # "the Republican"
        low = actor.name.lower()
        return actor.kind == "group" and not actor.affiliation and (low in words("plural_role") or low in _MANY)
    side = actor.affiliation
    if side and (side.kind not in ("party", "person", "organisation") or actor.kind == "organisation" or side.country):
        return False
    if actor.kind in ("person", "group"):
        return True
    return actor.kind == "organisation" and actor.name[:1].islower()


def is_name_of_somebody(phrase: Sequence[str]) -> bool:
    """Whether the words for an unknown speaker have a name as their head: "The poet Olenko", "University of Norrvik".

    Not "Major Companies", "the Fair Rents Bill", nor "candidates like Olenko", "a brief look by the Olenko
    Institute", "41 percent of the Reed voters".
    """
    behind = phrase[1:] if phrase[0].lower() in words("determiner") else phrase
    head = list(takewhile(lambda word: word.lower() not in words("function") | _BEFORE_OTHERS, behind))
    while head and head[-1].isdigit():  # "Forum 21"
        head.pop()
    last = head[-1].lower() if head else ""
    if last in words("plural_role") or last in words("group") or last in _BODIES or last in _TEXTS:
        return False
    return bool(head) and head[-1][:1].isupper() and not head[-1].endswith(("'s", "\u2019s", "s'", "s\u2019"))
