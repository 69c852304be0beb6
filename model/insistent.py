"""Names that nothing tells the kind of, but that an article comes back to as to somebody: "Kelvinbrae", "Hyper Galion".

A capitalised name that is no person, no place and no word is a body's where it comes twice, in full or by its first
words, and at least once owns or does something ("Hanbit did not call back", "Hyper Galion's depot"). What something
is in ("in Kuopio"), what mostly has an article ("the Selke") and what is also written in small letters is none. The
first word of a body that is known in full ("Kelvinbrae Housing Association") needs not come twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from .lexicon import in_headline
from .records import Span
from .told import overlaps_any

__all__ = ["insistent_names"]

_WORD = r"[^\W\d_a-z]\w*[^\W\d_](?:-[^\W\d_a-z]\w*)*"
_NAME = re.compile(rf"(?<![\w’'&-]){_WORD}(?: (?:& )?{_WORD}){{0,3}}(?![\w-]|['’]\w\w| \d)")
#: Behind a name of somebody who owns or does something.
_ACTS = re.compile(
    r"(?:['’]s? [a-z]|,? (?:which |who )?(?:did|does|has|had|have|was|were|is|are|will|would|could|can|must|should|"
    r"isn['’]t|doesn['’]t|didn['’]t|hasn['’]t|won['’]t|said|says|runs?|owns?|holds?|wants?|knows?|pays?|paid|sells?|sold|"
    r"makes?|made|gave|gives?|took|takes?|sent|called|declined|denied|refused|bought|opened|closed|"
    r"employs|promised|asked|told|keeps?|kept|lost|won|cut|raised|put|let|lets)\b)"
)
#: Before a place, and before a body in which one has a stake.
_SOMEWHERE = re.compile(r"\b(?:in|near|across|around|outside|throughout|north of|south of|east of|west of) \Z")
_HELD = re.compile(
    r"\b(?:stakes?|shares?|shareholders?|holdings?|interests?|invest(?:ed|ing|ments?|ors?)?|"
    r"confidence|trust|faith) in \Z"
)
#: Before a place where the name is also the first word of a body's: "on Rothmore", "at Lomnička".
_AT = re.compile(r"\b(?:in|near|across|around|on|at|to|from) \Z")
#: Before a river, a ship, a region or a paper.
_WITH_ARTICLE = re.compile(r"\b(?:the|a|an) \Z", re.IGNORECASE)
#: Before who does something or has a kind: "was bought by", "the online seller".
_TOLD = re.compile(r"\b(?:by|against|(?:the|an?) (?:[a-z][\w-]* ){0,2}(?P<noun>[a-z][\w-]*)) \Z")
#: What is no body, of which the name follows.
_NO_BODIES = frozenset(
    "river lake sea mount mountain village town city suburb district island islet province region port hamlet street "
    "ship vessel ferry boat tanker frigate trawler film novel play song opera book word name hurricane typhoon storm "
    "operation project language months month day night".split()
)
#: How the names of places begin.
_OF_PLACES = frozenset({"New ", "North ", "South ", "East ", "West ", "Old ", "Great "})
_OPENS = re.compile(r"(?:\A|[.!?:\n]|[.!?]?[\"“”’'])\s*\Z")
_LONGEST_BEFORE = 40
_MIN_LETTERS = 4


def insistent_names(
    text: str, taken: Sequence[Span], people: Sequence[Span], bodies: Collection[str], is_word: Callable[[str], bool]
) -> list[Span]:
    """The names that nothing else explains, wherever they stand.

    Args:
        text: the article.
        taken: what is explained, sorted.
        people: what may be somebody, by a tagger that knows the names of bodies less well, sorted.
        bodies: the names of bodies among that.
        is_word: whether a capitalised word may be something else than a name.

    Returns:
        their places, sorted.
    """
    found: dict[str, list[Span]] = {}
    for match in _NAME.finditer(text):
        start = match.start()
        # "To Hanbit she wrote"
        while " " in text[start : match.end()] and is_word(text[start : match.end()].split()[0]):
            start += text[start : match.end()].index(" ") + 1
        if text[match.start() : start] in _OF_PLACES:  # "New Mexico" is no Mexico
            continue
        span = Span(start, match.end())
        if not overlaps_any(taken, span) and not in_headline(text, span.start, span.end):
            found.setdefault(span.of(text), []).append(span)
    names: list[Span] = []
    for family in _families(found):
        places = sorted(span for name in family for span in found[name])
        is_known = any(body.startswith(f"{family[0]} ") for body in bodies)
        if not is_known:
            places = [span for span in places if not overlaps_any(people, span)]
        before = [text[max(span.start - _LONGEST_BEFORE, 0) : span.start] for span in places]
        is_place = any((_AT if is_known else _SOMEWHERE).search(words) and not _HELD.search(words) for words in before)
        with_article = sum(_WITH_ARTICLE.search(words) is not None for words in before)
        is_short = len(family[0]) < _MIN_LETTERS
        if is_short or is_place or 2 * with_article > len(places) or is_word(family[0].split()[0]):
            continue
        is_inside = any(not _OPENS.search(words) for words in before)
        acts = any(_ACTS.match(text, span.end) for span in places) or any(map(_is_told, before))
        if is_known or (len(places) > 1 and is_inside and acts):
            names += places
    return sorted(names)


def _is_told(before: str) -> bool:
    told = _TOLD.search(before)
    return told is not None and told["noun"] not in _NO_BODIES


def _families(found: dict[str, list[Span]]) -> list[list[str]]:
    """The names with those that begin with them: Hanbit, Hanbit Partners."""
    families: list[list[str]] = []
    for name in sorted(found):
        if families and name.startswith(f"{families[-1][0]} "):
            families[-1].append(name)
        else:
            families.append([name])
    return families
