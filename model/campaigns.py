"""The campaigns of those who stand for office, one body each: "the Quill campaign", "Ada Quill's campaign"."""

from __future__ import annotations

from .name_parts import surname_key
from .people import NamedMention
from .records import Actor, ActorKind, Span
from .titles import Line, ends_phrase

__all__ = ["campaign_at", "campaign_of"]

_NOUN = "campaign"
#: What campaigns are called as well, behind a name: "the Quill camp".
_NOUNS = frozenset({_NOUN, "camp"})
#: What a drive for an aim goes on with, not who stands for office: "Quill's campaign against smoking".
_DRIVES = frozenset({"against", "to", "of", "on", "in", "around", "over", "with"})


def campaign_of(owner: Actor) -> Actor:
    """The campaign of a person, called by the surname: "Quill campaign" of Ada Quill."""
    key = surname_key(owner.name)
    surname = next((part for part in reversed(owner.name.split()) if key in part.lower()), owner.name)
    return Actor(f"{surname} {_NOUN}", "organisation", affiliation=owner)


def campaign_at(line: Line, mention: NamedMention, owner: Actor) -> tuple[Span, Span, ActorKind, Actor | None] | None:
    """The campaign that a name stands before, as a reading takes it: "the Quill campaign".

    What is said of "Quill's campaign" is mostly said of Quill.
    """
    noun = line.indices(mention.name.start, mention.name.end).stop
    # "the Quill campaign in Ohio", not "the Quill campaign in support of whales"
    is_there = line.low(noun + 1) == "in" and noun + 2 < len(line.tokens) and line.tokens[noun + 2].is_capitalised
    is_drive = line.low(noun + 1) in _DRIVES and not is_there
    if line.low(noun) not in _NOUNS or not ends_phrase(line, noun) or is_drive:
        return None
    span = Span(mention.span.start, line.tokens[noun].end)
    return span, span, "organisation", campaign_of(owner)
