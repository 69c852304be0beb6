"""Names found by their shape, joined with those that only a trained tagger finds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .extents import with_extents
from .firms import with_firms
from .gazetteer import GazetteerMatch
from .insistent import insistent_names
from .lexicon import is_given_name, is_titled, role_class, words
from .name_parts import disjoint, may_be_short, organisation_kind
from .not_actors import without_datelines, without_texts, without_things
from .places import without_places
from .records import Mention, Span
from .told import overlaps_any, with_told

__all__ = ["merge_names"]

# Behind a name: "'s" and two words.
_NEXT_WORDS = re.compile(r"(?:['’]s)? ([\w-]+)(?: ([\w-]+))?")
_LOWER_WORD = re.compile(r"(?<![\w-])[^\W\dA-Z_][\w-]*")
_LONE_CAPITAL = re.compile(r"(?:(?<=[a-z,;:] )|(?<![\w-] )(?<![\w.-]))([A-Z][\w]+)(?![\w-])(?! [A-Z])")
#: A source up to the end of the capitals that head it, behind an article and words in small letters.
_HEAD_OF_SOURCE = re.compile(
    r"(?:[Tt]he|[Aa]n?)?\s*(?P<before>(?:[a-z][a-z-]+\s+){0,2})"
    r"(?P<name>[^\W\d_a-z][\w&.-]*(?:\s+(?:of|for|de|du|del|la|le|por|und|e)(?:\s(?:the|la|el|los|las))?(?=\s[^\W\d_a-z])|\s+[^\W\d_a-z][\w&.-]*)*)"
    r"(?=\s*(?:$|[,(]|\s(?:in|at|who|which|and)\s))"
)
_OPENS = re.compile(r"(?:^|[.!?:\n]|[\"“”'’)])\s*\Z")
_LONGEST_OPENING = 4
_MIN_SPEAKING = 3


def merge_names(
    text: str,
    by_shape: Sequence[Mention],
    tagged: Sequence[Mention],
    matches: Sequence[GazetteerMatch],
    sources: Sequence[Span] = (),
) -> tuple[Mention, ...]:
    """Names found by shape, and of those that only a trained tagger found, people's full names and some bodies.

    A body is taken where it speaks or has a head ("Apple boss Tim Cook"), or where it comes again by its
    first word ("Wessmere Water", "Wessmere"). A name that shares a word with what the gazetteer knows
    ("Supportive Democrats") is none. Nothing else is taken from a tagger: other organisations, lone
    surnames, its kinds and its extents cost precision end to end, since it learnt its names from a
    silver layer.

    Args:
        text: the article.
        by_shape: as ``read_names`` gives them.
        tagged: of any kind, sorted and disjoint.
        matches: what the gazetteer knows in the text.
        sources: of the attributions.
    """
    by_shape = _supported(text, with_extents(text, by_shape, tagged, matches), tagged)
    ends = {source.start: source.end for source in sources}
    trusted = {
        text[name.start : name.end]
        for name in tagged
        if name.kind == "organisation"
        and _is_proper(text[name.start : name.end])
        and (_speaks(text, name, ends.get(name.start, 0)) or _has_a_head(text, name.end))
    }
    taken = sorted([*(mention.span for mention in by_shape), *(match.span for match in matches)])
    added: list[Mention] = []
    told: list[Mention] = []
    for name in tagged:
        is_new = not overlaps_any(taken, name.span)
        surface = text[name.start : name.end]
        # "Second Thomas Shoal" is no person.
        is_full = name.kind == "person" and " " in surface and surface.split()[-1].lower() not in _no_surnames()
        is_full &= surface[0].isupper()  # not "do Jacuí"
        if is_new and (is_full or (name.kind == "organisation" and surface in trusted)):
            added.append(_untitled(text, name) if is_full else name)
    taken = sorted([*taken, *(name.span for name in added)])
    # "Ellie Stubbs", whom only the tagger sees, comes again as "Stubbs".
    full_names = (text[name.start : name.end].split() for name in (*by_shape, *added) if name.kind == "person")
    surnames = {" ".join(parts[at:]) for parts in full_names for at in range(1, len(parts))}
    added += [
        name
        for name in tagged
        if name.kind == "person" and text[name.start : name.end] in surnames and not overlaps_any(taken, name.span)
    ]
    taken = sorted({*taken, *(name.span for name in added)})
    for source in sources:
        speaking = _speaking(text, source)
        if speaking.end > speaking.start and not overlaps_any(taken, speaking):
            added.append(Mention(speaking.start, speaking.end, organisation_kind(text[speaking.start : speaking.end])))
            told.append(added[-1])
    alone = _alone(text)
    salient = [name for name in tagged if name.kind == "organisation" and _is_salient(text, name, taken, alone)]
    every = with_told(text, [*by_shape, *added], [*told, *salient], lambda word: alone[word] > 1)
    every = without_places(text, with_firms(text, every), tagged, sources)
    # Whom the tagger takes for a person by one name is left out, unless a body is called so in full.
    votes = Counter((text[name.start : name.end], name.kind) for name in tagged)
    people = [name.span for name in tagged if name.kind == "person" and not _is_rather_a_body(text, name, votes)]
    taken = sorted([*(mention.span for mention in every), *(match.span for match in matches)])
    bodies = {text[mention.start : mention.end] for mention in every if mention.kind != "person"}
    lower = frozenset(_LOWER_WORD.findall(text))
    insistent = insistent_names(text, taken, people, bodies, lambda word: not may_be_short(word, lower))
    every += [Mention(span.start, span.end, organisation_kind(span.of(text))) for span in insistent]
    return disjoint(without_things(text, without_texts(text, without_datelines(text, every))), matches)


def _untitled(text: str, name: Mention) -> Mention:
    """A person's full name without an occupation before it: "Dairyman Orville Haack"."""
    first, *rest = re.finditer(r"\S+", text[name.start : name.end])
    low = first.group().lower()
    is_occupation = low in words("modifier") or bool(role_class(low))
    return replace(name, start=name.start + rest[0].start()) if is_occupation and len(rest) > 1 else name


def _is_rather_a_body(text: str, name: Mention, votes: Mapping[tuple[str, str], int]) -> bool:
    """Whether a tagger takes what is somebody here more often for a body."""
    surface = text[name.start : name.end]
    return votes.get((surface, "organisation"), 0) > votes.get((surface, "person"), 0)


def _is_salient(text: str, name: Mention, taken: Sequence[Span], alone: Mapping[str, int]) -> bool:
    """Whether a body that only the tagger sees, of several words, comes again by its first one: Wessmere Water."""
    parts = text[name.start : name.end].split()
    is_free = not overlaps_any(taken, name.span)
    is_name = len(parts) > 1 and all(part[0].isupper() and part.isalpha() for part in parts)
    return is_free and is_name and alone[parts[0]] > 1


def _alone(text: str) -> Counter[str]:
    """How often each word that can be nothing but a name stands beside no other capitalised word."""
    lower = frozenset(_LOWER_WORD.findall(text))
    counted = Counter(_LONE_CAPITAL.findall(text))
    return Counter({word: count for word, count in counted.items() if may_be_short(word, lower)})


def _is_proper(name: str) -> bool:
    """Whether a name ends in a capitalised word and is no adjective: neither "Africa bureau" nor "European"."""
    return name.split()[-1][0].isupper() and name.lower() not in words("not_person")


def _speaks(text: str, name: Mention, source_end: int) -> bool:
    """Whether a source is the name, with nothing or a description behind it: "Spotify, the Swedish company,"."""
    return name.end <= source_end and text[name.end : source_end][:1] in ("", ",", "(")


def _speaking(text: str, source: Span) -> Span:
    """The capitals that head a source of which nothing else tells a name: "The League, a partner"; empty for none.

    What opens a sentence is none if it stands there alone ("Critics said"), unless it comes again in one or a
    description follows ("Fifpro, the players' union,").
    """
    nothing = Span(source.start, source.start)
    match = _HEAD_OF_SOURCE.match(text, source.start, source.end)
    if match is None:
        return nothing
    name = match["name"]
    opens = match.start("name") == source.start and _OPENS.search(
        text, max(source.start - _LONGEST_OPENING, 0), source.start
    )
    is_described = text[match.end() : match.end() + 2] in (", ", " (")
    is_told = not opens or " " in name or is_described
    if not is_told and re.search(rf"[a-z,] {re.escape(name)}\b", text) is None:
        return nothing
    lows = name.lower().split()
    before = match["before"].split()
    is_other = any(low in words("function") or role_class(low) for low in before) or is_given_name(lows[0])
    is_kind = len(lows) == 1 and lows[0] in words("organisation") | words("organisation_state")
    is_other = is_other or (is_kind and not is_described)
    is_other = is_other or any(low in words("function") or role_class(low) or low in words("calendar") for low in lows)
    is_other = is_other or lows[0] in words("not_person") or lows[-1] in words("group") or len(name) < _MIN_SPEAKING
    return nothing if is_other else Span(match.start("name"), match.end("name"))


def _has_a_head(text: str, end: int) -> bool:
    """Whether one of the next two words is an office: "TikTok Chief Executive", "Boeing's safety chief"."""
    following = _NEXT_WORDS.match(text, end)
    return following is not None and any(
        role_class(word.lower()) in ("state", "head", "spokes") for word in following.groups() if word
    )


def _supported(text: str, by_shape: Sequence[Mention], tagged: Sequence[Mention]) -> list[Mention]:
    """What has the shape of a name, without names that only their shape tells and that the tagger nowhere sees.

    "Optional Protocols" and "TDM" are no actors. Names that begin with a given name or stand
    behind a title, that have a word of organisations or that are one word are certain
    enough by themselves.
    """
    starts = [mention.start for mention in tagged]
    seen: set[str] = set()
    doubtful: set[str] = set()
    for mention in by_shape:
        name = text[mention.start : mention.end]
        near = tagged[max(bisect_right(starts, mention.start) - 1, 0) : bisect_left(starts, mention.end)]
        if any(mention.span.overlaps(other.span) for other in near):
            seen.add(name)
        first = name.split()[0].lower()
        has_title = is_titled(text, mention.start)
        by_shape_alone = mention.kind == "person" and " " in name and not is_given_name(first) and not has_title
        if by_shape_alone or (mention.kind == "organisation" and name.isupper() and " " not in name):
            doubtful.add(name)
    return [mention for mention in by_shape if text[mention.start : mention.end] not in doubtful - seen]


def _no_surnames() -> frozenset[str]:
    """Last words of a name that is nobody's: of places, deeds and things."""
    return words("not_person") - words("surname_word")
