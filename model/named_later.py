"""Who a report opens with whom it names only when that one speaks again.

"Poland's justice minister accused Peru. “They lied,” Ada Quill said.": agencies tell first what somebody is, then let
a name that was never heard before speak without a word of who that is. Only the same one can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .descriptions import OFTEN_UNNAMED
from .lexicon import role_class, words
from .noun_phrases import is_described
from .people import Person
from .records import Actor, Attribution

__all__ = ["named_later"]

#: How many sentences after the opening one the name has come.
_MAX_DELAY = 4
_ANY = ("", "f", "m")
#: Words for offices that others are called by as well.
_LIKE = (
    frozenset({"ambassador", "envoy", "representative", "delegate"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"leader", "head", "chief", "chairman", "chairwoman", "president", "director", "chair"}),
)


def named_later(
    text: str, done: Sequence[Attribution], people: dict[Actor, Person], line_at: Callable[[int], int]
) -> tuple[Actor, Person] | None:
    """Who without a name speaks in the opening, and who that is.

    Args:
        text: the article.
        done: what is said in the article, with the speakers.
        people: the people named in it, by actor.
        line_at: the index of the sentence of a character.
    """
    opening: Actor | None = None
    begins = 0
    for attribution in done:
        actor, source = attribution.speaker, attribution.source
        if actor is None or source is None or actor == opening:
            continue
        sentence = line_at(source.start)
        if opening is None or sentence <= begins:
            if sentence > 0:
                return None
            if _is_an_office(actor):
                opening, begins = actor, sentence
            continue
        person = people.get(actor)
        first = person.mentions[0].sentence if person else -1
        if person is None or not begins < first <= min(sentence, begins + _MAX_DELAY):
            return None
        is_only = all(other is person or other.mentions[0].sentence != first for other in people.values())
        is_other = any(_speaks_of(content.of(text), opening) for content in attribution.content)
        return (opening, person) if is_only and not is_other and _may_be(opening, person) else None
    return None


def _speaks_of(said: str, opening: Actor) -> bool:
    """Whether somebody speaks of another, the one of the opening: "the prime minister was a coward", "Brazil lost"."""
    lows = re.findall(r"[\w’'-]+", said.lower())
    side = opening.affiliation
    names = {form.lower() for form in (side.name, *side.aliases)} if side else set[str]()
    called = {_role_of(opening), opening.name.lower().split()[-1]}
    is_of_side = any(re.search(rf"\b{re.escape(name)}\b", said.lower()) for name in names)
    return is_of_side or not called.isdisjoint(lows) or bool(lows and lows[0].strip('“"') in ("he", "she"))


def _is_an_office(actor: Actor) -> bool:
    """Whether a description is of one who is likely named: not "a senior official", not "ministers"."""
    head = actor.name.lower().split()[-1]
    is_many = head in words("plural_role") or head in OFTEN_UNNAMED
    return actor.kind == "person" and is_described(actor) and bool(_role_of(actor)) and not is_many


def _role_of(actor: Actor) -> str:
    """The office that a description tells: "head of the Green Union", "Peru's foreign minister"."""
    before = actor.name.lower().partition(" of ")[0].partition(" for ")[0].split()
    return before[-1] if before and role_class(before[-1]) else ""


def _may_be(opening: Actor, person: Person) -> bool:
    """Whether a name that is told nothing, or the same, can be of who was described before."""
    side, own = opening.affiliation, person.actor.affiliation
    if side and own and side.country != own.country:
        return False
    lows = set(opening.name.lower().split())
    # "A spokeswoman" needs a name that is known for a woman's: of them there are many.
    if person.gender not in (("f",) if lows & words("female_role") else ("m",) if lows & words("male_role") else _ANY):
        return False
    role = _role_of(opening)
    may = lows | next((like for like in _LIKE if role in like), frozenset()) | words("rank") | {""}
    return all(office.role in may or role_class(office.role) == "honorific" for office in person.mentions[0].offices)
