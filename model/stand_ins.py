"""People without a name who are whom they speak for: "Republican lawmakers", "a Quill spokesman", a campaign's aides.

What they say and do is that of the party, the body, the campaign or the person, and so is what is said of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .campaigns import campaign_of
from .lexicon import role_class
from .people import Person
from .records import Actor

__all__ = ["only_judge", "whom_they_stand_for"]

#: They speak for a party or a body; its voters, fans and donors do not, nor those who left it.
_SPEAK_FOR = frozenset(
    "official officials leaders lawmaker lawmakers legislators congressmen senators governors aide aides "
    "adviser advisers advisor advisors strategist strategists operative operatives spokesman spokeswoman "
    "spokesperson spokesmen spokespeople spokespersons representatives executives directors lawyer lawyers "
    "attorney attorneys members politicians candidates hopefuls staffers partisans activists managers".split()
)
#: So do several of these: "two Green ministers".
_CLASSES_OF_MANY = frozenset({"state", "head", "spokes", "legislator", "local"})
#: They speak for a person; friends, allies and deputies say what they think themselves.
_VOICES = frozenset(
    "spokesman spokeswoman spokesperson spokesmen spokespeople spokespersons aide aides lawyers attorneys "
    "representatives staffers advisers advisors".split()
)
_BEHIND_HEAD = frozenset("for of at in from to with on who".split())
#: They belong no more, or stand against it.
_NOT_THEIRS = frozenset("former ex-officials rebel dissident renegade disgruntled moderate anti rank-and-file".split())
_BODIES = frozenset({"party", "organisation", "international", "armed_group"})
_JUDGES = frozenset({"judge", "justice"})
#: Before "judge", where no other judge is told apart.
_OF_JUDGES = frozenset("federal district u.s. us county state circuit trial high court supreme superior".split())


def whom_they_stand_for(actor: Actor) -> Actor:
    """The party, body, campaign or person for whom somebody without a name speaks; else the actor itself."""
    of = actor.affiliation
    lows = actor.name.lower().replace("’", "'").split()
    if of is None or _is_apart(lows):
        return actor
    head = next((i for i, low in enumerate(lows) if low in _BEHIND_HEAD), len(lows)) - 1
    noun = lows[head] if head >= 0 else ""
    if of.kind == "person":
        return campaign_of(of) if "campaign" in lows else of if noun in _VOICES else actor
    is_many = actor.kind == "group" and role_class(noun) in _CLASSES_OF_MANY
    return of if (noun in _SPEAK_FOR or is_many) and of.kind in _BODIES and not of.country else actor


def only_judge(people: Sequence[Person], unnamed: Iterable[Actor]) -> dict[Actor, Actor]:
    """Judges without a name, "a federal judge in Ohio", each with the only judge whom the article names."""
    named = [person.actor for person in people if any(office.role in _JUDGES for office in person.offices)]
    if len(named) != 1:
        return {}
    return {actor: named[0] for actor in unnamed if actor.kind == "person" and _is_a_judge(actor.name.lower().split())}


def _is_a_judge(lows: list[str]) -> bool:
    return lows[-1] == "judge" and all(low in _OF_JUDGES for low in lows[:-1])


def _is_apart(lows: list[str]) -> bool:
    return not _NOT_THEIRS.isdisjoint(lows) or any(low.startswith(("anti-", "ex-")) for low in lows)
