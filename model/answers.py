"""Whom an answer is about that names only what was said: "Peru accused Chile of theft. Chile called the charge absurd".

What somebody dismisses or welcomes is meant for who said it: the last one before, of another side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from .records import Actor, Attribution, Mention, Participant, Span
from .sides import own_side, says

__all__ = ["answered"]

_REMARK = re.compile(
    r"(?:the|that|those|these|this|such)\s+(?P<noun>(?:charge|accusation|allegation|claim|criticism|remark|comment"
    r"|suggestion|speech|insult|threat)s?)\b"
    r"(?!\s+(?:of|that|by|against|from|made|about|over|in|to|for|on|at)\b)(?!['’-])(?!\s+(?:sheet|office)\b)",
    re.IGNORECASE,
)
#: Cues that judge what was said, though they can tell what is said.
_JUDGES = re.compile(r"\b(?:call|describ|dismiss|brand|label)", re.IGNORECASE)
#: Who only denies a charge or rejects criticism says nothing of who made it.
_DENIES = re.compile(r"\b(?:den[iy]|reject)", re.IGNORECASE)


def answered(text: str, done: Sequence[Attribution], paragraph_at: Callable[[int], int]) -> Iterator[Mention]:
    """The nouns for what another has said, where somebody judges it, as mentions of that other.

    Args:
        text: the article.
        done: what is said in it, with the speakers.
        paragraph_at: the paragraph of a character.
    """
    seen: set[Span] = set()
    for number, attribution in enumerate(done):
        speaker, cue = attribution.speaker, attribution.cue
        if speaker is None or cue is None or not attribution.content:
            continue
        verb = cue.of(text)
        if _DENIES.search(verb) or (says(verb) and not _JUDGES.search(verb)):
            continue
        remark = _REMARK.match(text, attribution.content[0].start, attribution.content[0].end)
        place = Span(*remark.span("noun")) if remark else None
        if place is None or place in seen:
            continue
        meant = _last_other(done[:number], speaker, attribution, paragraph_at)
        if meant:
            seen.add(place)
            yield Mention(place.start, place.end, meant.kind, meant)


def _last_other(
    before: Sequence[Attribution], speaker: Actor, answer: Attribution, paragraph_at: Callable[[int], int]
) -> Actor | None:
    """Who spoke last before an answer, in its paragraph or the one before, for another side than who answers."""
    here = paragraph_at(answer.content[0].start)
    for attribution in reversed(before):
        if not attribution.content:
            continue
        content, actor = attribution.content[0], attribution.speaker
        if here - paragraph_at(content.start) > 1:
            return None
        if content.start >= answer.content[0].start or actor == speaker:
            continue
        if actor is None:
            return None
        if own_side(speaker, Participant(actor.name, None, actor)) or own_side(
            actor, Participant(speaker.name, None, speaker)
        ):
            continue
        return None if actor.is_unnamed or actor.kind == "group" else actor
    return None
