"""Who speaks together where a source names several, or some of those who speak.

"Sens. Ada Quill (R-Ohio) and Tom Tanner, a Democrat," are two, as are "Ada Quill, along with Tom Tanner," and
"Ada Quill, Tom Tanner and others". Of a group only those are told who are named with it: "some lawmakers, including
Ada Quill", "her rivals — Ada Quill and Tom Tanner —"; a party speaks beside them ("Republicans, led by Ada Quill,").

Each name becomes one sign, and what only tells more of it is left out, so that a regular expression can read the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .records import Mention, Span

__all__ = ["listed_speakers"]

#: For a name in a source, and for one of a party.
_NAME, _PARTY = "\x01", "\x02"
#: Longer words for who speaks are no list; keeps them cheap.
_LONGEST = 400
#: Behind a name: "(R-Ohio)", ", R-Ohio,", "of Ohio", "of the League", ", a Democrat from Ohio,", ", head of a firm,".
_TOLD_BESIDE = (
    re.compile(rf"(?<={_NAME})\s*\([^()]{{1,40}}\)"),
    re.compile(rf"(?<={_NAME}),\s+[RDI]-[A-Z][\w.]*(?:\s+[A-Z][\w.]*){{0,2}}(?=,|\s+and\b|$)"),
    re.compile(rf"(?<={_NAME})\s+(?:of|from)\s+(?:the\s+)?(?:{_NAME}|[A-Z][\w.]*(?:\s+[A-Z][\w.]*){{0,2}})"),
    re.compile(rf"(?<={_NAME}),\s+(?:an?|the|who|whose)\s+[^,;:—–()]{{1,80}}(?=,|\s+[—–]|$)"),
    re.compile(
        rf"(?<={_NAME}),\s+(?!and\b|or\b|as\b|along\b|together\b|joined\b|followed\b)[a-z][^,;:—–()]{{1,80}}(?=,)"
    ),
)
#: A name that is known, or another: "Both Quill and Tanner".
_ONE = rf"(?:{_NAME}|[A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*){{0,4}})"
_AND = (
    r"(?:,?\s+(?:and|or|nor|as\s+well\s+as|(?:along|together)\s+with|joined\s+by|followed\s+by)\s+(?:also\s+)?"
    r"(?:the\s+)?)"
)
#: "and others", "and other Republicans", "and some of her fellow lawmakers"
_OTHERS = (
    rf"(?:,?\s+(?:and|or)\s+(?:[a-z’'-]+\s+){{0,6}}(?:others?|{_PARTY}|[a-z-]+s)"
    rf"(?:\s+(?!and\b)[A-Za-z{_PARTY}’'-]+){{0,5}})"
)
_LIST = rf"{_ONE}(?:(?:,\s+(?:the\s+)?|{_AND}){_ONE})*"
#: "A, B and C", "both A and B", "A, along with B,"; one name with "others" as well.
_TOGETHER = re.compile(
    rf"(?:(?:[Bb]oth|[Nn]either|[Ee]ither)\s+)?(?:[Tt]he\s+)?"
    rf"(?:{_ONE}(?:,\s+(?:the\s+)?{_ONE})*{_AND}{_ONE}{_OTHERS}?|{_LIST}{_OTHERS}),?"
)
#: Those of whom some are named: "some lawmakers", "a group of senators", "Republicans on Capitol Hill".
_GROUP = (
    rf"(?:[A-Za-z’'-]+\s+){{0,6}}(?:[A-Za-z-]+s|people|[Ss]everal|[Mm]any|[Ss]ome|group|{_PARTY})"
    rf"(?:\s+[A-Za-z’'-]+){{0,4}}"
)
_WITH_SOME = re.compile(
    rf"(?P<group>{_GROUP})(?:,|\s+[—–-]|\s*\()?\s*\b(?:including|among\s+them|such\s+as|like|led\s+by|notably)\s+"
    rf"(?:the\s+)?(?P<list>{_LIST}){_OTHERS}?\s*[,—–)-]?"
)
#: "Her rivals, A and B,"
_NAMED_ALL = re.compile(
    rf"(?P<group>(?:[A-Za-z’'-]+\s+){{1,6}}[a-z-]+s)(?:,|\s+[—–-])\s*"
    rf"(?P<list>{_ONE}(?:,\s+{_ONE})*{_AND}{_ONE})\s*[,—–-]?"
)


def listed_speakers(text: str, source: Span, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Those who speak together in a source, in order; none where it names only one, or nobody.

    Args:
        text: the article.
        source: the words for who speaks.
        mentions: the resolved mentions of its sentence, in order.
    """
    inside = [m for m in mentions if source.contains(m.span) and m.actor and m.kind not in ("place", "group")]
    if not inside or source.end - source.start > _LONGEST or any(a.end > b.start for a, b in pairwise(inside)):
        return ()
    reduced, kept = _reduced(text, source, inside)
    if _TOGETHER.fullmatch(reduced):
        return [m for m in kept if not _is_of_party(text, m)]
    match = _WITH_SOME.fullmatch(reduced) or _NAMED_ALL.fullmatch(reduced)
    if match is None:
        return ()
    before = sum(reduced.count(sign, 0, match.start("list")) for sign in (_NAME, _PARTY))
    parties = [m for m in kept[:before] if m.kind == "party" and not _is_of_party(text, m)]
    return (*parties, *kept[before:])


def _is_of_party(text: str, mention: Mention) -> bool:
    """Whether a party's name only tells which one somebody is of: "Republican senators", not "Republicans"."""
    actor = mention.actor
    return actor is not None and mention.kind == "party" and f"{mention.span.of(text)}s" in actor.aliases


def _reduced(text: str, source: Span, inside: Sequence[Mention]) -> tuple[str, Sequence[Mention]]:
    """A source with a sign for each name and without what only tells more of one, and the names that are left."""
    parts: list[str] = []
    at = source.start
    for mention in inside:
        parts += [text[at : mention.start], _PARTY if mention.kind == "party" else _NAME]
        at = mention.end
    reduced = "".join([*parts, text[at : source.end]])
    left = list(inside)
    for pattern in _TOLD_BESIDE:
        while match := pattern.search(reduced):
            first = sum(reduced.count(sign, 0, match.start()) for sign in (_NAME, _PARTY))
            gone = sum(match.group().count(sign) for sign in (_NAME, _PARTY))
            del left[first : first + gone]
            reduced = reduced[: match.start()] + reduced[match.end() :]
    return " ".join(reduced.split()), left
