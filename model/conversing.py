"""Who talks with whom: the interviewer is no "he" of what is said to him.

"“He founded it,” Quill told Haddad", "in an interview with Haddad", "on Haddad's show": whoever is spoken to would be
"you" in what is said. Somebody may be spoken to in one place ("told Haddad"), which is no place where "he" finds
him, or all the time: who asked a speaker something is an interviewer throughout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from .records import Actor, Attribution, Span

__all__ = ["interviewers", "is_spoken_to"]

#: Before the name of whom somebody speaks to, with what is said of that one: "told NBC's anchor Ada Quill".
_SPOKEN_TO = re.compile(
    r"\b(?:told|tells?|telling|asked|speaking\s+(?:to|with)|spoke\s+(?:to|with)|talk(?:ed|ing)\s+(?:to|with)"
    r"|interview(?:ed|s)?(?:\s+\w+)?\s+(?:with|by)|conversation\s+with|sat\s+down\s+with|appear(?:ed|ing|ance)\s+(?:on|with))"
    r"\s+(?:the\s+)?(?:(?!(?:that|about|and|to|if|whether|why|how|what|when|where|who)\b)(?:[\w’'&-]|\.(?=\w))+\s+){0,4}[\"“‘']*\Z",
    re.IGNORECASE,
)
#: Behind such a name: not "told reporters Quill had lied".
_ENDS_THERE = re.compile(
    r"\s*(?:[.,;:\"“”—–-]|\Z|['’]s\b|(?:that|on|in|at|about|during|after|last|this|of|to|and|whether|if|why|how|by|for|as|who)\b"
    r"|\w+day\b)"
)
#: Before the name of a programme: "on CNBC’s “Squawk Box” program".
_ON_AIR = re.compile(r"[\"”’']*(?:['’]s)?\s+(?:[\w-]+\s+){0,2}(?:show|program(?:me)?|podcast|broadcast|newscast)\b")
_LONGEST_BEFORE = 80
#: What an interviewer does, and before whom: "asked Quill whether", "asked him".
_ASKS = re.compile(r"\b(?:asked|asks|interviewed|pressed)\Z")
_ASKED_WHAT = re.compile(r"\s*(?:about|if|whether|why|how|what|who|when|where|[.,:;\"“”—–-])", re.IGNORECASE)
_PRONOUN_ASKED = re.compile(r"\s+(?:him|her)\b")


def is_spoken_to(text: str, name: Span) -> bool:
    """Whether a name is that of whom somebody only speaks to there, or whose show it is."""
    before = text[max(name.start - _LONGEST_BEFORE, 0) : name.start]
    is_told = _SPOKEN_TO.search(before) is not None and _ENDS_THERE.match(text, name.end) is not None
    return is_told or _ON_AIR.match(text, name.end) is not None


def interviewers(
    text: str, attributions: Iterable[Attribution], person_at: Callable[[int], tuple[Span, Actor] | None]
) -> Iterator[tuple[Actor, Actor | None]]:
    """Who asks a speaker something, each with that speaker, or None for whoever is asked by pronoun.

    Args:
        text: the article.
        attributions: who said what.
        person_at: the person named first at or behind a place of a sentence, with the name.
    """
    for attribution in attributions:
        cue, asker = attribution.cue, attribution.speaker
        if cue is None or asker is None or asker.kind != "person" or not _ASKS.search(cue.of(text)):
            continue
        if _PRONOUN_ASKED.match(text, cue.end):
            yield asker, None
            continue
        asked = person_at(cue.end)
        if asked and text[cue.end : asked[0].start].strip().count(" ") < 2 and _ASKED_WHAT.match(text, asked[0].end):
            yield asker, asked[1]
