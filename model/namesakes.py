"""Bodies whose name ends in a country's: "Cricket Australia", "Virgin Australia", "Athletics Kenya" are no countries.

A capitalised word right before a country's name, where it opens no sentence, makes another name of both. Adjectives of
place and of age do not ("Mainland China", "Soviet Russia"), nor titles, nor whom something is told ("told Reuters Iran
had lied"), nor what the gazetteer knows itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .gazetteer import GazetteerMatch
from .lexicon import in_headline, is_given_name, role_class, words
from .records import Mention, Span

__all__ = ["without_namesakes"]

#: The capitalised word before a name, behind a word in small letters, an article or a comma.
_BEFORE = re.compile(r"(?:[a-z’'][,;]? |\bThe |[A-Z][\w-]{2,} )([A-Z][a-z]{3,}) \Z")
_MORE = re.compile(r"(?<![\w’'-])([A-Z][\w-]{2,}) \Z")
#: Before whom something is told: "told Reuters Iran had lied", "warned Ada Quill Iran would leave".
_TELLS = re.compile(
    r"\b(?:told|tells|telling|warn\w*|assur\w*|remind\w*|inform\w*|ask\w*|said|says)\s+(?:[A-Z][\w.-]*\s+){0,3}\Z"
)
_LONGEST = 40
_MAX_WORDS = 3
#: They tell which part or which time of a country.
_OF_A_COUNTRY = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest central upper "
    "lower inner outer greater mainland metropolitan soviet nazi imperial colonial communist socialist republican "
    "ancient medieval modern rural urban coastal wartime occupied free united black white young little great poor "
    "dear neighbouring neighboring nearby via versus against team host hosts visa embassy ambassador port fort lake "
    "mount gulf camp river island".split()
)


def without_namesakes(text: str, matches: Sequence[GazetteerMatch]) -> tuple[list[GazetteerMatch], list[Mention]]:
    """The matches without countries that only end another's name, and those names as organisations.

    Args:
        text: the article.
        matches: what the gazetteer found in it, sorted.
    """
    taken = {match.span.end for match in matches}
    named: dict[str, None] = {}
    for match in matches:
        before = _word_before(text, match)
        if before is None or before.end in taken or not _may_begin(before.of(text)):
            continue
        if not in_headline(text, match.span.start, match.span.end):
            named[text[_begins(text, before.start) : match.span.end]] = None
    kept: list[GazetteerMatch] = []
    found: list[Mention] = []
    for match in matches:
        name = next((name for name in named if text.endswith(name, 0, match.span.end)), "") if _is_name(match) else ""
        if name:
            found.append(Mention(match.span.end - len(name), match.span.end, "organisation"))
        else:
            kept.append(match)
    return kept, found


def _is_name(match: GazetteerMatch) -> bool:
    return match.form == "name" and match.actor.kind == "country"


def _word_before(text: str, match: GazetteerMatch) -> Span | None:
    if not _is_name(match) or match.surface.isupper():
        return None
    before = _BEFORE.search(text, max(match.span.start - _LONGEST, 0), match.span.start)
    if before is None or _TELLS.search(text, max(before.start(1) - _LONGEST, 0), before.start(1)):
        return None
    return Span(*before.span(1))


def _begins(text: str, start: int) -> int:
    """Where a name begins whose word at ``start`` may not be its first: "Vask Copper Zambia"."""
    for _ in range(_MAX_WORDS):
        more = _MORE.search(text, max(start - _LONGEST, 0), start)
        if more is None or not _may_begin(more[1]):
            break
        start = more.start(1)
    return start


def _may_begin(word: str) -> bool:
    """Whether a word may begin a body's name."""
    low = word.lower()
    is_other = low in _OF_A_COUNTRY or low in words("function") or low in words("calendar") or low in words("modifier")
    return not (is_other or is_given_name(low) or role_class(low) or low in words("portfolio"))
