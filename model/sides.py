"""Whose side a speaker is on: its own, its country's, or that of somebody for whom it only speaks.

A speaker toward itself, or toward the country, party or body that it speaks for, is no question about a stance, but
that a person with a name may judge the own country ("Tunisia is not racist, it is exhausted"), and that what such a
person tells the country to think is the person's stance.
"""

from __future__ import annotations

from .lexicon import is_known_place, words
from .records import Actor, Attribution, Participant
from .rulers import countries_ruled_by
from .verbs import cue_forms

__all__ = ["is_voice_of", "may_fight_party", "may_judge", "own_side", "says", "speaks_by_name_for"]


def is_voice_of(speaker: Actor, actor: Actor) -> bool:
    """Whether a ministry or an official without a name speaks, who says what the country itself thinks."""
    is_named = speaker.kind == "person" and not speaker.is_unnamed
    return not is_named and own_side(speaker, Participant(actor.name, None, actor))


def says(cue: str) -> bool:
    """Whether a cue tells what somebody says, not what somebody thinks or does: "had told", not "supports"."""
    forms = (cue_forms().get(word) for word in cue.lower().split())
    return any(form is not None and not form.verb.takes.isdisjoint(("any", "clause", "hearer")) for form in forms)


def speaks_by_name_for(speaker: Actor, country: Actor) -> bool:
    """Whether a person with a name speaks for a country."""
    side = speaker.affiliation
    is_named = speaker.kind == "person" and not speaker.is_unnamed
    return is_named and country.kind == "country" and side is not None and side.name == country.name


def ruled_by_another(name: str, surface: str) -> bool:
    """Whether words for a country, "the Biden administration", name another of its rulers than somebody who is one."""
    ruler = [
        word.removesuffix("'s").removesuffix("’s") for word in surface.split() if word.lower() not in words("ruled")
    ]
    if not ruler or name.endswith(ruler[-1]):
        return False
    return not set(countries_ruled_by(name.rpartition(" ")[2])).isdisjoint(countries_ruled_by(ruler[-1]))


def own_side(speaker: Actor | None, target: Participant, surface: str = "") -> bool:
    """Whether the target is the speaker or whom the speaker speaks for.

    Not a country that is called by who ruled it before the speaker: "Trump blamed the Biden administration".

    Args:
        speaker: who speaks.
        target: whom it may be said of.
        surface: the words for the target.
    """
    if speaker is None or target.actor is None:
        return False
    if speaker.name == target.name:
        return True
    if speaker.kind == "person" and ruled_by_another(speaker.name, surface):
        return False
    whole = target.actor.affiliation
    # The European Union and its Commission
    if whole and whole.name == speaker.name and speaker.kind == target.actor.kind == "international":
        return True
    side = speaker.affiliation
    return side is not None and (side.name == target.name or (bool(side.iso3) and side.iso3 == target.actor.iso3))


def may_judge(speaker: Actor | None, target: Participant, attribution: Attribution, text: str) -> bool:
    """Whether a speaker can take sides for or against the country or the party that it speaks for: a named person can.

    Not where it says something of the capital: "Petru said that Chisinau would wait" tells where the country stands;
    nor where the party's name only tells who is of it: "my Republican colleagues".
    """
    if speaker is None or target.actor is None or speaker.kind != "person" or speaker.is_unnamed:
        return False
    if target.actor.kind == "party":
        return may_fight_party(speaker, target, text)
    surface = target.span.of(text) if target.span else ""
    is_said = attribution.cue is None or says(attribution.cue.of(text))
    return target.actor.kind == "country" and not (is_said and is_known_place(surface))


def may_fight_party(actor: Actor, target: Participant, text: str) -> bool:
    """Whether somebody with a name may do something to the own party: "Ada Quill broke with the Democrats"."""
    party, surface = target.actor, target.span.of(text) if target.span else ""
    if party is None or party.kind != "party" or actor.kind != "person" or actor.is_unnamed:
        return False
    return not _is_of_party(surface, party)


def _is_of_party(surface: str, party: Actor) -> bool:
    """Whether a word tells only that somebody is of a party: "Republican" and "Democratic", not "Democrats"."""
    members = (alias for alias in party.aliases if f"{alias}s" in party.aliases)
    return surface.isalpha() and any(surface.startswith(one) and surface != f"{one}s" for one in members)
