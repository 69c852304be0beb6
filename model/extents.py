"""Where names begin and end that their shape tells otherwise than the trained tagger.

"Peronist leader Carolina Rosales" is more than Rosales, "Ambassador to China Vask Orban" less than China Vask Orban,
and "the Union Paysanne du Val (UPV)" one body, whatever its words look like.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from .gazetteer import GazetteerMatch
from .lexicon import is_given_name, is_titled, role_class, words
from .name_parts import organisation_kind
from .records import Mention, Span

__all__ = ["with_extents"]

#: States that people are called after.
_STATES = frozenset({"carolina", "florida", "montana", "dakota", "indiana", "nevada"})
#: No words of anybody's name, unless they are given names too.
_NO_NAMES = ("modifier", "group", "portfolio", "not_person", "calendar", "organisation", "organisation_state", "media")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BRACKETED = re.compile(r" \((?P<short>[A-Z][A-Za-z]{1,7})\)")
#: Before a court: "the 6th Circuit Court", "the U.S. 6th Circuit Court".
_NUMBER = re.compile(r"\b\d{1,2}(?:st|nd|rd|th) \Z")
_LONGEST_NUMBER = 5
_LONGEST_BODY = 90
#: What the initials of a body stand for, and what they leave out.
_INITIALS = re.compile(r" \((?P<short>[A-Z]{3,7})\)")
_LEFT_OUT = frozenset({"of", "for", "and", "the", "in", "on", "&"})
#: The second half of a name, where the words of an article stand apart from its marks: "Lin Po - chih said".
_SPACED_HALF = re.compile(r" - (?P<half>[^\W\d_]{2,12})(?= )")
_APART = re.compile(r"\w ,(?= )")
_MIN_APART = 3
_MAX_ADDED = 2


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
    spelled = _spelled_out(text, matches)
    covered += [body for body in spelled if not any(body.span.overlaps(other.span) for other in covered)]
    places = {match.span for match in matches if match.actor.kind == "country"}
    places.update(name.span for name in tagged if name.kind == "place")
    kept = [_mended(text, name, tagged, places) for name in by_shape]
    if sum(1 for _ in islice(_APART.finditer(text), _MIN_APART)) == _MIN_APART:
        kept = [_with_spaced_half(text, name) for name in kept]
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


def _with_spaced_half(text: str, name: Mention) -> Mention:
    """A person's full name with what a spaced hyphen joins to it, no "led" or "based"."""
    half = _SPACED_HALF.match(text, name.end) if name.kind == "person" else None
    if half is None or " " not in text[name.start : name.end]:
        return name
    low = half["half"].lower()
    is_other = low in words("compound_tail") or low in words("function") or bool(role_class(low))
    return name if is_other else replace(name, end=half.end())


def _spelled_out(text: str, matches: Sequence[GazetteerMatch]) -> Iterator[Mention]:
    """The bodies whose initials stand in brackets behind them, whatever their words: "Walk Run and Swim (WRS)"."""
    known = [match.span for match in matches]
    for behind in _INITIALS.finditer(text):
        line = text.rfind("\n", 0, behind.start()) + 1
        before = list(_WORD.finditer(text, max(line, behind.start() - _LONGEST_BODY), behind.start()))
        letters = list(behind["short"])
        start = behind.start()
        while before and letters:
            word = before.pop()
            if word.group()[0] == letters[-1]:
                letters.pop()
            elif word.group() not in _LEFT_OUT:
                break
            start = word.start()
        body = Span(start, behind.start())
        if not letters and body.end > start and not any(body.overlaps(span) for span in known):
            yield Mention(body.start, body.end, organisation_kind(body.of(text)))


def _mended(text: str, name: Mention, tagged: Sequence[Mention], places: set[Span]) -> Mention:
    if name.kind != "person":
        number = _NUMBER.search(text, max(name.start - _LONGEST_NUMBER, 0), name.start)
        return replace(name, start=number.start()) if number and text.startswith("Circuit", name.start) else name
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
