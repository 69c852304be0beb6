"""Names that an article only has of places: "the people of Orval", "in Orval", though their shape tells no place.

A town, a river or a region does nothing by itself. Where it speaks, holds an office or lends its name to somebody it
stays the name that it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lexicon import is_given_name, is_titled, words
from .records import Mention, Span

__all__ = ["without_places"]

#: Before a place; before a firm of several words stand the others too: "customers of Vask Gold".
_WHERE = re.compile(r"\b(?:(?P<sure>in|near|across|around|outside)|from|of|at|to|through|towards?|between)\s\Z")
_GOES_ON = re.compile(r"[- ][^\W\d_a-z]")
_LONGEST_WHERE = 10
#: Of no place: what brings to mind a body, a firm or somebody's work.
_NOT_OF_PLACES = ("organisation", "organisation_state", "organisation_party", "media", "firm_word")


def without_places(
    text: str, names: Sequence[Mention], tagged: Sequence[Mention], sources: Sequence[Span] = ()
) -> list[Mention]:
    """The names without those that the tagger takes for a place wherever it sees them.

    Args:
        text: the article.
        names: people and bodies by shape and otherwise.
        tagged: what the trained tagger sees, of any kind.
        sources: of the attributions.
    """
    kinds: dict[str, set[str]] = {}
    for name in tagged:
        kinds.setdefault(text[name.start : name.end], set()).add(name.kind)
    places = {surface for surface, found in kinds.items() if found == {"place"}}
    #: Words of longer names: Lake is somebody's surname where Ada Lake comes too.
    surfaces = {text[m.start : m.end] for m in names}
    shared = {word for surface in surfaces if " " in surface for word in surface.split()[1:]}
    starts = {source.start for source in sources}
    located = {text[name.start : name.end] for name in names if _is_located(text, name)}
    kept = {
        surface
        for name in names
        if (surface := text[name.start : name.end]) in places
        and (surface in shared or name.start in starts or not _may_be_place(text, name))
    }
    kept |= {surface for surface in places if " " in surface and not surfaces.isdisjoint(surface.split())}
    places = (places & located) - kept
    return [
        name
        for name in names
        if name.kind not in ("person", "organisation") or text[name.start : name.end] not in places
    ]


def _is_located(text: str, name: Mention) -> bool:
    where = _WHERE.search(text, max(name.start - _LONGEST_WHERE, 0), name.start)
    is_whole = _GOES_ON.match(text, name.end) is None
    return where is not None and is_whole and (where["sure"] is not None or " " not in text[name.start : name.end])


def _may_be_place(text: str, name: Mention) -> bool:
    """Whether neither a title before a name nor one of its words tells anything but a place."""
    lows = text[name.start : name.end].lower().split()
    is_told = any(low in words(kind) for low in lows for kind in _NOT_OF_PLACES)
    return not (is_titled(text, name.start) or is_told or (len(lows) > 1 and is_given_name(lows[0])))
