"""Speakers whom the words for them name beside their head: "the League's", "the Bridge group", "a paper from Kappel".

The head of such words is no name: an owner before what it takes or gives ("the European Union's rejection of"), the
noun for a body behind its name ("the Quill Watch network"), a mission or force of a state or body ("an OAU observer
team", "the representatives of the Israeli army"), or a text that a body put out ("a report by Harbour Watch").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from .records import Actor, Attribution, Mention

__all__ = ["speakers_named"]

_BODIES = frozenset({"party", "armed_group", "international", "organisation"})
_STATES = frozenset({"country"})
_ARTICLE = r"(?:(?:the|an?|one|this)\s+)?"
#: Before the name: an article and what describes the body in small words.
_LED = re.compile(rf"{_ARTICLE}(?:[a-z][\w-]*\s+){{0,2}}", re.IGNORECASE)
_OWNER = re.compile(r"\s?['’]s?\Z")
#: Behind the name of a body: what it is.
_KIND = re.compile(
    r"(?:\s\([A-Z]\w+\))?(?:\s+(?!of\b|in\b|and\b)[a-z][\w-]*){0,2}\s+(?:magazine|newspaper|group|campaign|movement|network|organi[sz]ation|club"
    r"|coalition|union|federation|foundation|newsroom|militia)\Z",
    re.IGNORECASE,
)
#: Behind the name of a body or a state: who acts for it somewhere, and where.
_MISSION = re.compile(
    r"(?:\s+(?!of\b|in\b|and\b)[a-z][\w-]*){0,2}\s+(?:teams?|missions?|delegations?|observers|monitors|forces|military)"
    r"(?:\s+(?:in|to|at)\s+(?:the\s+)?[A-Z]\w+)?\Z"
)
#: Before the name: who speaks for it, or the text that it put out.
_VOICE_OF = re.compile(
    rf"{_ARTICLE}(?:[a-z][\w-]*\s+){{0,2}}(?:representatives?|leadership|team|delegation|mission)\s+(?:of|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_TEXT_OF = re.compile(
    rf"{_ARTICLE}(?:[\w-]+\s+){{0,3}}(?:paper|report|study|analysis|survey|statement|release|brief|memo|letter)\s+"
    r"(?:from|by)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}",
    re.IGNORECASE,
)
_EDITORIAL = re.compile(rf"{_ARTICLE}(?:[\w-]+\s+){{0,2}}(?:editorial|leader)\s+in\s+(?:the\s+)?", re.IGNORECASE)
_ENDS = re.compile(r"(?:\s+(?:armed\s+)?(?:forces|army|military|government))?\s*,?\Z")


def speakers_named(
    text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[Attribution, ...]:
    """The attributions, those without a speaker or with a body without a name as one with whom their source names.

    Args:
        text: the article.
        attributions: its attributions, with their speakers.
        mentions: its resolved mentions, in order.
    """
    starts = [mention.start for mention in mentions]
    done: list[Attribution] = []
    for attribution in attributions:
        source, speaker = attribution.source, attribution.speaker
        named = None
        if source and (speaker is None or (speaker.is_unnamed and speaker.kind in ("organisation", "group"))):
            inside = mentions[bisect_left(starts, source.start) : bisect_left(starts, source.end)]
            known = [m for m in inside if m.actor and m.end <= source.end]
            named = _named(text[source.start : source.end], source.start, known[:1]) if known else None
        done.append(replace(attribution, speaker=named) if named else attribution)
    return tuple(done)


def _named(words_of: str, start: int, mentions: Sequence[Mention]) -> Actor | None:
    """Whom a source means by the first name in it."""
    mention = mentions[0]
    before, behind = words_of[: mention.start - start], words_of[mention.end - start :]
    is_named_group = mention.kind == "group" and mention.actor is not None and not mention.actor.is_unnamed
    is_body, is_state = mention.kind in _BODIES or is_named_group, mention.kind in _STATES
    if not (is_body or is_state):
        return None
    is_led = _LED.fullmatch(before) is not None
    if is_led and (_OWNER.fullmatch(behind) or _MISSION.fullmatch(behind) or (is_body and _KIND.fullmatch(behind))):
        return mention.actor
    if not _ENDS.fullmatch(behind):
        return None
    is_voice = _VOICE_OF.fullmatch(before) or (is_body and _TEXT_OF.fullmatch(before))
    return mention.actor if is_voice or (mention.kind == "organisation" and _EDITORIAL.fullmatch(before)) else None
