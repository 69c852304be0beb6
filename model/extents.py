"""Where names begin and end that their shape tells otherwise than the trained tagger.

"Peronist leader Carolina Rosales" is more than Rosales, "Ambassador to China Vask Orban" less than China Vask Orban,
and "the Union Paysanne du Val (UPV)" one body, whatever its words look like. In text whose words were set apart a name
goes on behind its hyphen: "Lin Mei - hua", "Ada Ros - Quill".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from .gazetteer import GazetteerMatch
from .lexicon import is_given_name, is_titled, role_class, words
from .records import Mention, Span
from .small_words import is_two_syllables

__all__ = ["with_extents"]

#: States that people are called after.
_STATES = frozenset({"carolina", "florida", "montana", "dakota", "indiana", "nevada"})
#: No words of anybody's name, unless they are given names too.
_NO_NAMES = ("modifier", "group", "portfolio", "not_person", "calendar", "organisation", "organisation_state", "media")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BRACKETED = re.compile(r" \((?P<short>[A-Z][A-Za-z]{1,7})\)")
_MAX_ADDED = 2
#: Words set apart from their marks: "Quill , the mayor , said".
_SET_APART = re.compile(r"\w ,(?=\s)")
_BEHIND_HYPHEN = re.compile(r" - (?P<next>[^\W\d_][\w'’]+)(?! - )(?![\w-])")


def with_extents(
    text: str, by_shape: Sequence[Mention], tagged: Sequence[Mention], matches: Sequence[GazetteerMatch]
) -> list[Mention]:
    """The names by shape, with the extents of the tagger where they are the better ones.

    Args:
        text: the article.
        by_shape: sorted and disjoint.
        tagged: of any kind, sorted and disjoint.
        matches: what the gazetteer knows in the text.
    """
    bodies = [name for name in tagged if name.kind == "organisation" and _is_shortened(text, name)]
    covered = [name for name in bodies if sum(name.span.overlaps(other.span) for other in _near(by_shape, name)) > 1]
    places = {match.span for match in matches if match.actor.kind == "country"}
    places.update(name.span for name in tagged if name.kind == "place")
    kept = [_mended(text, name, tagged, places) for name in by_shape]
    if _SET_APART.search(text):
        kept = [_hyphenated(text, name) for name in kept]
    spans = [body.span for body in covered]
    return sorted(
        [*covered, *(name for name in kept if not any(name.span.overlaps(span) for span in spans))],
        key=lambda name: name.span,
    )


def _near(names: Sequence[Mention], name: Mention) -> Sequence[Mention]:
    first = bisect_left(names, name.start, key=lambda other: other.end)
    return names[first : bisect_right(names, name.end, key=lambda other: other.start)]


def _is_shortened(text: str, name: Mention) -> bool:
    """Whether the initials of a body stand in brackets behind its name."""
    behind = _BRACKETED.match(text, name.end)
    capitals = "".join(word[0] for word in _WORD.findall(text[name.start : name.end]) if word[0].isupper())
    return behind is not None and len(capitals) > 1 and behind["short"].upper() == capitals


def _mended(text: str, name: Mention, tagged: Sequence[Mention], places: set[Span]) -> Mention:
    if name.kind != "person":
        return name
    for other in _near(tagged, name):
        if other.kind != "person" or other.end != name.end:
            continue
        if other.start < name.start and _is_first_name(text, other.start, name.start):
            return replace(name, start=other.start)
        is_part = other.start > name.start + 1 and " " in text[other.start : other.end]
        is_sent_to = text.endswith(" to ", 0, name.start)
        if is_part and is_sent_to and Span(name.start, other.start - 1) in places:
            return replace(name, start=other.start)
    return name


def _hyphenated(text: str, name: Mention) -> Mention:
    """A person's name with what follows a hyphen that stands apart, unless a dash stands there: "Quill - Peru 's"."""
    behind = _BEHIND_HYPHEN.match(text, name.end) if name.kind == "person" else None
    if behind is None:
        return name
    last, more = text[name.start : name.end].split()[-1], behind["next"]
    low = more.lower()
    is_name = more[0].isupper() and not more.isupper() and not _is_no_name(low) and low not in words("function")
    return replace(name, end=behind.end()) if is_name or is_two_syllables(f"{last}-{more}") else name


def _is_first_name(text: str, start: int, end: int) -> bool:
    """Whether a title stands before one or two words that can be first names, places too: "leader Carolina Rosales"."""
    if not is_titled(text, start) or text.endswith(", ", 0, start):  # "the leader, Sultan Vask"
        return False
    found = text[start:end].split()
    return len(found) <= _MAX_ADDED and all(
        word[0].isupper() and (is_given_name(low := word.lower()) or low in _STATES or not _is_no_name(low))
        for word in found
    )


def _is_no_name(low: str) -> bool:
    return bool(role_class(low)) or not low.isalpha() or any(low in words(kind) for kind in _NO_NAMES)
