"""Bodies whose name has not the shape of one, but of which an article tells once what they are.

"The ferry operator Visayan Star Lines", "Zuma Air, a budget airline," and "the regulator, Ofwat," are
no people, wherever they come again, and neither is "Visayan Star". Acronyms of two letters are names
where brackets explain them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from .gazetteer import GazetteerMatch
from .lexicon import any_of
from .records import ActorKind, Mention, Span

__all__ = ["LINKS", "overlaps_any", "with_short_acronyms", "with_told"]

#: Small words inside a body's name.
LINKS = frozenset({"of", "for", "in", "without", "against"})
_TWO_LETTERS = re.compile(r"\s*\(([A-Z]{2})\)")
#: Short forms of one word have more letters than most words that are no name.
_MIN_SHORT = 4


def with_told(
    text: str, found: Sequence[Mention], told: Sequence[Mention], may_stand_alone: Callable[[str], bool]
) -> list[Mention]:
    """The mentions with all those of the bodies that a noun tells once, also by the first words of their names.

    A short form that is also of somebody's name (Dangote Industries, Aliko Dangote) or where something is ("in San
    Diego") is none, and what is told of one word that is somebody's surname is that person.

    Args:
        text: the article.
        found: mentions of any kind; people that have the shape of one of these bodies are left out.
        told: the mentions, all in ``found`` or none, at which a noun tells what a body is.
        may_stand_alone: whether a word can only be a name, so that "Wessmere" is Wessmere Water.
    """
    full: dict[str, ActorKind] = {text[mention.start : mention.end]: mention.kind for mention in told}
    people = [m for m in found if m.kind == "person" and not any(_begins(text[m.start : m.end], name) for name in full)]
    shared = {word for m in people for word in text[m.start : m.end].split() if " " in text[m.start : m.end]}
    kinds: dict[str, ActorKind] = {name: kind for name, kind in full.items() if name not in shared}
    for name, kind in list(kinds.items()):
        parts = name.split()
        for length in range(1, len(parts)):
            short = " ".join(parts[:length])
            is_name = length > 1 or (len(short) >= _MIN_SHORT and short not in shared and may_stand_alone(short))
            is_place = re.search(rf"\b(?:in|near|across|around)\s+{re.escape(short)}\b(?! [A-Z]|['’]s)", text)
            if is_name and not is_place and parts[length - 1].lower() not in LINKS:
                kinds.setdefault(short, kind)
    others = [m for m in found if m.kind != "person" and text[m.start : m.end] not in full]
    # "Wessmere Council" is another than Wessmere Water.
    taken = sorted(m.span for m in (*people, *others))
    again = [
        Mention(*span, kinds[text[span[0] : span[1]]])
        for span in _occurrences(text, kinds)
        if not overlaps_any(taken, Span(*span))
    ]
    bodies = [mention.span for mention in again]
    mended = (replace(m, kind="person") if text[m.start : m.end] in full.keys() - kinds.keys() else m for m in found)
    return [*(m for m in mended if not overlaps_any(bodies, m.span)), *again]


def _begins(short: str, name: str) -> bool:
    return name == short or name.startswith(f"{short} ")


def overlaps_any(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the sorted spans, which are no longer than a name and overlap but few others, overlaps another."""
    near = spans[max(bisect_right(spans, span) - 3, 0) : bisect_left(spans, Span(span.end, span.end))]
    return any(other.overlaps(span) for other in near)


def with_short_acronyms(
    text: str, found: Sequence[Mention], matches: Iterable[Sequence[GazetteerMatch]]
) -> list[Mention]:
    """The mentions with those of acronyms of two letters that brackets explain: "the Democratic Alliance (DA)".

    Longer ones have the shape of a name by themselves.
    """
    bodies: list[Span] = [mention.span for mention in found if mention.kind != "person"]
    bodies += [match.span for line in matches for match in line if match.actor.kind not in ("country", "place")]
    names: set[str] = set()
    for span in bodies:
        short = _TWO_LETTERS.match(text, span.end)
        if short and text[span.start] == short[1][0] and short[1][1] in text[span.start + 1 : span.end]:
            names.add(short[1])
    taken = {mention.start for mention in found}
    return [*found, *(Mention(*span, "organisation") for span in _occurrences(text, names) if span[0] not in taken)]


def _occurrences(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of the names stands as whole words, the longer first, in order."""
    every = any_of(names)
    return [m.span() for m in re.finditer(rf"(?<![\w-])(?:{every})(?![\w-])", text)] if every else []
