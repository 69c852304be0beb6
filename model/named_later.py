"""Who a report opens with whom it names only when that one speaks again.

"Poland's justice minister accused Peru. “They lied,” Ada Quill said.": agencies tell first what somebody is, then let
a name that was never heard before speak without a word of who that is. Only the same one can be meant. Further down
"a top adviser said so", too, is who is named and speaks in the very next sentence. And where a report opens with a bare
name, "Quill accused Peru", "the minister" who goes on is Quill.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .descriptions import OFTEN_UNNAMED
from .lexicon import role_class, words
from .noun_phrases import is_described
from .people import Person
from .records import Actor
from .spoke_before import SpokeBefore

__all__ = ["name_who_spoke"]

#: How many sentences after the opening one the name has come.
_MAX_DELAY = 4
_ANY = ("", "f", "m")
#: How many sentences after a description the next one speaks.
_MAX_NEXT = 2
#: A description without an office is of somebody special only in so many sentences of the opening.
_OPENING = 2
_SOMEBODY = frozenset({"woman", "man", "mother", "father", "teacher", "student", "farmer"})
#: Further down it may be one of many, or another one: "a judge", "the other senator".
_INDEFINITE = re.compile(r"(?:an?|one|another|some|other|the\s+(?:other|second))\b", re.IGNORECASE)
#: Words for offices that others are called by as well.
_LIKE = (
    frozenset({"ambassador", "envoy", "representative", "delegate"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"leader", "head", "chief", "chairman", "chairwoman", "president", "director", "chair"}),
)


def name_who_spoke(spoke: SpokeBefore) -> None:
    """Gives who speaks without a name the name that comes later, or that of who alone spoke before.

    Args:
        spoke: who speaks in the article; its attributions, and who spoke where, are changed.
    """
    opening = _named_later(spoke)
    if opening:
        _name_opening(spoke, *opening)
        return
    before = _named_before(spoke)
    if before:
        told, actor = before
        spoke.attributions = [replace(one, speaker=actor) if one.speaker == told else one for one in spoke.attributions]
    for told, actor, sentence in _named_next(spoke):
        for at, one in enumerate(spoke.attributions):
            if one.speaker == told and one.source and spoke.reading.line_at(one.source.start) <= sentence:
                spoke.attributions[at] = replace(one, speaker=actor)
        _tell_side(spoke, actor, told)


def _name_opening(spoke: SpokeBefore, opening: Actor, person: Person) -> None:
    role = opening.name.lower().rpartition(" ")[2]
    is_held = any(office.role == role for other in spoke.reading.people if other != person for office in other.offices)
    # "Its governor", later "the governor"
    speakers = {one.speaker for one in spoke.attributions if one.speaker and one.speaker.name == role and not is_held}
    same = speakers | {opening}
    spoke.attributions = [
        replace(one, speaker=person.actor) if one.speaker in same else one for one in spoke.attributions
    ]
    for spoken in spoke.spoken.values():
        spoken[:] = [person.actor if speaker in same else speaker for speaker in spoken]
    _tell_side(spoke, person.actor, opening)


def _tell_side(spoke: SpokeBefore, actor: Actor, told: Actor) -> None:
    if told.affiliation and actor.affiliation is None:
        spoke.party_of[actor] = told.affiliation


def _named_later(spoke: SpokeBefore) -> tuple[Actor, Person] | None:
    """Who without a name speaks in the opening, and who that is."""
    text, people, line_at = spoke.reading.text, spoke.person_of, spoke.reading.line_at
    opening: Actor | None = None
    begins = 0
    for attribution in spoke.attributions:
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


def _named_next(spoke: SpokeBefore) -> list[tuple[Actor, Actor, int]]:
    """Who speaks without a name and is named where the next one speaks, with the sentence of the name."""
    text, people, line_at = spoke.reading.text, spoke.person_of, spoke.reading.line_at
    found: list[tuple[Actor, Actor, int]] = []
    told, last, is_telling = None, -1, False  # who was described last, where, and whether by more than a noun
    for one in spoke.attributions:
        actor, source = one.speaker, one.source
        if actor is None or source is None:
            continue
        sentence = line_at(source.start)
        if actor not in people and actor.kind == "person" and _is_unnamed(actor):
            words_of = source.of(text)
            is_telling = (is_telling and actor == told) or " who " in words_of
            is_one = is_telling and actor.name.lower().split()[-1] not in words("plural_role")
            is_one = is_one and sentence <= _OPENING
            is_one = is_one or (_is_an_office(actor) and (sentence == 0 or not _INDEFINITE.match(words_of)))
            told, last = (actor if is_one else None), sentence
        elif told and sentence > last:
            person = people.get(actor)
            is_next = person is not None and person.mentions[0].sentence == sentence <= last + _MAX_NEXT
            is_other = any(_speaks_of(content.of(text), told) for content in one.content)
            if person and is_next and not is_other and _may_be(told, person):
                found.append((told, actor, sentence))
            told = None
    return found


def _named_before(spoke: SpokeBefore) -> tuple[Actor, Actor] | None:
    """Who goes on in the opening under an office, where only one spoke, of whom no office is told; with that one."""
    text, people, line_at = spoke.reading.text, spoke.person_of, spoke.reading.line_at
    first: Actor | None = None
    said = ""
    for one in spoke.attributions:
        actor, source = one.speaker, one.source
        if actor is None or source is None or actor.kind == "group":
            continue
        person = people.get(actor)
        if actor == first or (first is None and person and not any(office.role for office in person.offices)):
            first, said = actor, said + " ".join(content.of(text).lower() for content in one.content)
            continue
        role = actor.name.lower().split()[-1]
        is_office = _is_unnamed(actor) or role_class(role) != ""
        is_free = all(office.role != role for other in people.values() for office in other.offices)
        is_next = first is not None and line_at(source.start) <= _OPENING and source.of(text).lower().startswith("the ")
        is_one = is_next and person is None and actor.kind == "person" and is_office and is_free
        is_high = role_class(role) == "state" and role not in OFTEN_UNNAMED
        return (actor, first) if first and is_one and is_high and role not in said else None
    return None


def _is_unnamed(actor: Actor) -> bool:
    """Whether nobody is named by it, in a headline's capitals either: "Woman", "senior adviser"."""
    return is_described(actor) or actor.name.lower() in _SOMEBODY


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
    return all(
        office.role in may or role_class(office.role) == "honorific" or (office.former and not role)
        for office in person.mentions[0].offices
    )
