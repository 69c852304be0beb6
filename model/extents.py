"""Where names begin and end that their shape tells otherwise than the trained tagger.

"Peronist leader Carolina Rosales" is more than Rosales, "Ambassador to China Vask Orban" less than China Vask Orban,
and "the Union Paysanne du Val (UPV)" one body, whatever its words look like; so is "the Rail, Maritime and Dock
Workers Union", as far as its words are of trades. A nickname stands inside a name: "Ada “Chip” Quill". In
text whose words were set apart a name goes on behind its hyphen: "Lin Mei - hua", "Ada Ros - Quill".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .gazetteer import GazetteerMatch
from .lexicon import are_set_apart, is_given_name, is_titled, role_class, words
from .name_parts import organisation_kind
from .records import Mention, Span
from .small_words import is_two_syllables

__all__ = ["with_extents"]

#: States that people are called after.
_STATES = frozenset({"carolina", "florida", "montana", "dakota", "indiana", "nevada"})
#: No words of anybody's name, unless they are given names too.
_NO_NAMES = ("modifier", "group", "portfolio", "not_person", "calendar", "organisation", "organisation_state", "media")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BRACKETED = re.compile(r" [(\[] ?(?P<short>[A-Z][A-Za-z]{1,7}) ?[)\]]")
#: A body whose initials are told has a name of this many characters at most, and initials of this many at least.
_LONGEST_NAME = 120
_FEWEST_INITIALS = 3
_PART = re.compile(r"[^\W\d_][\w’'-]*")
_GAP = re.compile(r"\s?,?\s(?:&\s)?")
_SMALL = frozenset("and of for the in on to de la du des et y".split())
#: Before a court: "the 6th Circuit Court", "the U.S. 6th Circuit Court".
_NUMBER = re.compile(r"\b\d{1,2}(?:st|nd|rd|th) \Z")
_LONGEST_NUMBER = 5
_MAX_ADDED = 2
#: A union of several trades or a ministry of several fields: they stand before its last word, or behind its first.
_LIST = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}(?:, [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}){1,4},? (?:and|&) [A-Z][\w’'-]*"
_OF_FIELDS = re.compile(
    rf"(?<=[Tt]he )(?P<before>{_LIST}(?: [A-Z][\w’'-]*)??) "
    r"(?:(?:International|National|General) )?(?:Union|Association|Federation|Guild|League|Confederation|Society)\b"
    r"|\b(?:Ministry|Department|Committee|Commission|Bureau|Office|Agency|Secretariat) (?:of|for|on) "
    rf"(?P<behind>{_LIST}(?: Affairs| Development| Resources| Services)?)"
)
_FIELD_BREAK = re.compile(r", |,? and |,? & ")
#: Trades that are no plural, beside the fields of ministers.
_TRADES = frozenset(
    "rail bakery confectionery longshore telegraph retail wholesale forestry chemical atomic allied industry".split()
)
#: A nickname between a first name and a surname: "Ada “Chip” Quill", "Ada P. (Chip) de la Quill".
_NICKNAMED = re.compile(
    r"(?P<first>[A-Z][\w’'-]+)(?: [A-Z]\.)? (?:[\"“‘'][A-Z][\w ’'-]{0,20}[^\W_][\"”’']|\([A-Z][\w-]{1,15}\)) "
    r"(?:(?:[a-z]{2,5} ){0,2})(?P<last>(?:[A-Z][’'])?[A-Z][\w-]+)"
)
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
    if are_set_apart(text):
        kept = [_hyphenated(text, name) for name in kept]
    known = [match.span for match in matches if match.actor.kind != "place"]
    told = [body for body in _told_by_initials(text) if not _is_known(body, kept, known)]
    told += [one for one in _nicknamed(text) if any(one.span.overlaps(other.span) for other in kept)]
    told += [body for body in _of_fields(text) if not any(body.span.overlaps(other.span) for other in told)]
    covered = [body for body in covered if not any(body.span.overlaps(other.span) for other in told)]
    spans = [body.span for body in (*covered, *told)]
    return sorted(
        [*covered, *told, *(name for name in kept if not any(name.span.overlaps(span) for span in spans))],
        key=lambda name: name.span,
    )


def _told_by_initials(text: str) -> Iterator[Mention]:
    """The bodies before their initials in brackets: "the Harbour, Fishing and Ports League (HFPL)"."""
    for bracket in _BRACKETED.finditer(text):
        left = list(bracket["short"].upper())
        end = start = bracket.start()
        parts = list(_PART.finditer(text, max(end - _LONGEST_NAME, 0), end))
        after = end
        for part in reversed(parts):
            gap = text[part.end() : after]
            is_joined = part.end() == end if after == end else _GAP.fullmatch(gap) is not None
            is_initial = bool(left) and part[0][0] == left[-1]
            if not is_joined or not (is_initial or part[0] in _SMALL) or not left:
                break
            after = part.start()
            if is_initial:
                left.pop()
                start = part.start()
        if not left and len(bracket["short"]) >= _FEWEST_INITIALS and " " in text[start:end]:
            yield Mention(start, end, organisation_kind(text[start:end]))


def _nicknamed(text: str) -> Iterator[Mention]:
    """The people whose nickname stands inside their name."""
    for match in _NICKNAMED.finditer(text):
        is_first = is_given_name(match["first"].lower()) or is_titled(text, match.start())
        if (
            is_first
            and not _is_no_name(re.sub(r"\W", "", match["last"].lower()))
            and not role_class(match["first"].lower())
        ):
            yield Mention(match.start(), match.end(), "person")


def _of_fields(text: str) -> Iterator[Mention]:
    """The unions of several trades and the ministries of several fields."""
    for match in _OF_FIELDS.finditer(text):
        fields = _FIELD_BREAK.split(match["before"] or match["behind"])
        if all(_is_a_field(field.rpartition(" ")[2].lower()) for field in fields):
            yield Mention(match.start(), match.end(), "organisation")


def _is_a_field(low: str) -> bool:
    return low.endswith("s") or low in _TRADES or low in words("portfolio") or low in words("firm_word")


def _is_known(body: Mention, names: Sequence[Mention], known: Sequence[Span]) -> bool:
    """Whether a body is a name already, also one of the gazetteer's, or the names in it are no parts of one."""
    inside = [name.span for name in names if name.span.overlaps(body.span)]
    is_part = all(body.span.contains(span) for span in inside)
    return not is_part or body.span in inside or any(body.start <= span.start < span.end == body.end for span in known)


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
