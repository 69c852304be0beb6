"""What is told in a sentence beside what somebody does there, and whether the deed is one.

"Peru left Chile, officials said" tells a deed; "Peru should leave Chile" tells none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .records import Actor, Attribution, Span
from .titles import Line

__all__ = ["Told", "is_fact", "is_official_of", "only_tells", "subordinate"]

_MODALS = frozenset("should must could may might would ought can will shall cannot".split())
#: What speaks for somebody: "her office said".
_OFFICES = frozenset({"office", "campaign", "team", "staff"})
#: Before a clause that is no part of what the subject before it says or does.
_SUBORDINATING = frozenset({"after", "as", "while", "when", "before", "because", "although", "though"})


@dataclass(slots=True)
class Told:
    """What is said in a sentence.

    Attributes:
        sources: the words for each who speaks there, with who that is.
        begins: where what is said and how it is told begin, or where it ends if it is only told.
        is_only_told: whether somebody without a name tells all of it: "Peru left, diplomats said".
    """

    sources: list[tuple[Span, Actor]] = field(default_factory=list[tuple[Span, Actor]])
    begins: list[int] = field(default_factory=list[int])
    is_only_told: bool = False


def is_fact(line: Line, verb: int) -> bool:
    """Whether something was done, not what should, could or would be."""
    return not any(line.low(at) in _MODALS for at in range(verb, verb + 3))


def only_tells(attribution: Attribution) -> bool:
    """Whether somebody without a name tells what others did, behind it: "Israel struck Gaza, officials said"."""
    cue, speaker = attribution.cue, attribution.speaker
    if cue is None or speaker is None or len(attribution.content) != 1 or attribution.quote_type == "direct":
        return False
    is_office = speaker.kind == "organisation" and speaker.name.rpartition(" ")[2] in _OFFICES
    is_unnamed = (speaker.kind in ("person", "group") and speaker.is_unnamed) or is_office
    return is_unnamed and attribution.content[0].end <= cue.start


def is_official_of(speaker: Actor, actor: Actor) -> bool:
    """Whether somebody without a name speaks for who acts: "Peru left, over what the government calls a lie"."""
    return speaker.affiliation == actor and speaker.is_unnamed


def subordinate(line: Line, verb: int, source: int) -> int:
    """Where the clause begins in which alone somebody speaks: "Peru left after Chile said …"; -1 if there is none.

    Args:
        line: the sentence.
        verb: index of the first word of what its subject does.
        source: where the words for the first speaker begin; -1 for none.
    """
    at = next((k for k in range(verb + 1, len(line)) if line.tokens[k].start >= source >= 0), 0) - 1
    at -= line.low(at) in ("the", "a", "an")
    return line.tokens[at].start if at > verb and line.low(at) in _SUBORDINATING else -1
