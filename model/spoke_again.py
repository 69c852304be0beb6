"""Who "the spokesman" and "the officials" are that speak again: whom the same noun told before, without a name.

"A spokesman for the Chilean navy said … The spokesman added …" is Chile twice. The rules for descriptions know
people with a name only (``descriptions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .lexicon import any_of, words
from .records import Actor, Attribution

__all__ = ["speakers_again"]

#: Who speaks for somebody and mostly has no name.
_NOUNS = words("spokes_role") | frozenset(
    "official officials diplomat diplomats envoy envoys aide aides source sources".split()
)
_NOUN = re.compile(rf"\b(?:{any_of(_NOUNS)})\b", re.IGNORECASE)
#: So many paragraphs later nobody knows any more who it was.
_MEMORY_PARAGRAPHS = 6


def speakers_again(
    text: str, attributions: Sequence[Attribution], paragraph_at: Callable[[int], int]
) -> list[Attribution]:
    """The attributions with those speakers that only such a noun names as whom it meant before.

    Args:
        text: the article.
        attributions: with their speakers, in order.
        paragraph_at: the paragraph of a character offset.
    """
    told: dict[str, tuple[Actor, int]] = {}
    found: list[Attribution] = []
    for attribution in attributions:
        speaker, anchor = attribution.speaker, _anchor(attribution)
        if speaker is None or anchor < 0:
            found.append(attribution)
            continue
        paragraph = paragraph_at(anchor)
        if speaker.name in _NOUNS and speaker.affiliation is None:
            noun, (known, last) = speaker.name, told.get(speaker.name, (speaker, paragraph))
            if paragraph - last <= _MEMORY_PARAGRAPHS:
                told[noun], speaker = (known, paragraph), known
        elif attribution.source and (match := _NOUN.search(attribution.source.of(text))):
            told[match.group().lower()] = speaker, paragraph
        found.append(replace(attribution, speaker=speaker))
    return found


def _anchor(attribution: Attribution) -> int:
    span = attribution.source or (attribution.content[0] if attribution.content else None)
    return span.start if span else -1
