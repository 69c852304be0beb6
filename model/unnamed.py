"""Who has no name in an article: the body that such people speak for, or nobody.

"Republican senators" and "a Democratic aide" are their party, as "Iranian officials" are Iran; "the voters", "critics"
and "a federal judge" are nobody of whom the article tells who they are, and take no stance that could be told of
anybody. Asked once everybody is known (``resolver``, ``pairs``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from .lexicon import role_class, words
from .records import Actor

__all__ = ["body_spoken_for", "is_name_of_somebody", "is_nobody"]

#: Who stands for a party or a body where several of them are told of; not its voters, fans or opponents.
_CLASSES_OF_MANY = frozenset({"state", "head", "spokes", "legislator", "local"})
#: Who does so alone: "a Democratic aide said". Of senators and nominees each is somebody else.
_VOICES = frozenset("official aide adviser advisor staffer strategist operative source".split())
#: Follow somebody, or are against it.
_NOT_OF_IT = frozenset("supporters supporter allies ally critics opponents rivals members member soldiers".split())
#: Before a name that is another than who speaks.
_BEFORE_OTHERS = frozenset("like including led by under from among against who that which".split())
_BODIES = frozenset({"party", "organisation"})


def body_spoken_for(actor: Actor) -> Actor:
    """The party or body that people without a name stand for: "House Democratic leaders"; else the actor itself."""
    side = actor.affiliation
    if side is None or side.kind not in _BODIES or side.is_unnamed or not actor.is_unnamed:
        return actor
    noun = actor.name.rpartition(" ")[2].lower()
    if actor.kind == "group":
        is_many = role_class(noun) in _CLASSES_OF_MANY or noun in words("state_group") or noun in ("aides", "staffers")
        return side if is_many and noun not in _NOT_OF_IT else actor
    is_voice = actor.kind == "person" and (noun in _VOICES or role_class(noun) == "spokes")
    return side if is_voice else actor


def is_nobody(actor: Actor | None) -> bool:
    """Whether an actor is only described, and speaks for no state: "many voters", "a Reed senator", "the committee"."""
    if actor is None or actor.iso3 or not actor.is_unnamed:
        return False
    side = actor.affiliation
    if side and (side.kind not in ("party", "person", "organisation") or actor.kind == "organisation" or side.country):
        return False
    if actor.kind in ("person", "group"):
        return True
    return actor.kind == "organisation" and actor.name[:1].islower()


def is_name_of_somebody(phrase: Sequence[str]) -> bool:
    """Whether the words for an unknown speaker have a name as their head: "The poet Olenko", "University of Norrvik".

    Not "candidates like Olenko", "a brief look by the Olenko Institute", "41 percent of the Reed voters".
    """
    behind = phrase[1:] if phrase[0].lower() in words("determiner") else phrase
    head = list(takewhile(lambda word: word.lower() not in words("function") | _BEFORE_OTHERS, behind))
    while head and head[-1].isdigit():  # "Forum 21"
        head.pop()
    return bool(head) and head[-1][:1].isupper() and not head[-1].endswith(("'s", "\u2019s", "s'", "s\u2019"))
