"""Bodies whose name has not the shape of one, but of which an article tells once what they are.

"The ferry operator Visayan Star Lines", "Zuma Air, a budget airline," and "the regulator, Ofwat," are
no people, wherever they come again, and neither is "Visayan Star". Acronyms of two letters are names
where brackets explain them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from .gazetteer import GazetteerMatch
from .records import ActorKind, Mention, Span

__all__ = ["LINKS", "with_short_acronyms", "with_told"]

#: Small words inside a body's name.
LINKS = frozenset({"of", "for", "in", "without", "against"})
_TWO_LETTERS = re.compile(r"\s*\(([A-Z]{2})\)")
#: Short forms of one word have more letters than most words that are no name.
_MIN_SHORT = 4


def with_told(
    text: str, found: Sequence[Mention], told: Sequence[Mention], may_stand_alone: Callable[[str], bool]
) -> list[Mention]:
    """The mentions with all those of the bodies that a noun tells once, also by the first words of their names.

    Args:
        text: the article.
        found: mentions of any kind; those that overlap one of these bodies are left out.
        told: the mentions at which a noun tells what a body is.
        may_stand_alone: whether a word can only be a name, so that "Wessmere" is Wessmere Water.
    """
    kinds: dict[str, ActorKind] = {}
    for mention in told:
        name = text[mention.start : mention.end].split()
        for length in range(1, len(name) + 1):
            short = " ".join(name[:length])
            is_word = length == len(name) or (len(short) >= _MIN_SHORT and may_stand_alone(short))
            if name[length - 1].lower() not in LINKS and (length > 1 or is_word):
                kinds.setdefault(short, mention.kind)
    if not kinds:
        return list(found)
    again = [Mention(*span, kinds[text[span[0] : span[1]]]) for span in _occurrences(text, kinds)]
    starts = [mention.start for mention in again]

    def is_free(mention: Mention) -> bool:
        near = again[max(bisect_right(starts, mention.start) - 1, 0) : bisect_left(starts, mention.end)]
        return not any(mention.span.overlaps(other.span) for other in near)

    # "Wessmere Council" is another than Wessmere Water.
    longer = [m for m in found if m.kind != "person" and text[m.start : m.end] not in kinds]
    again = [m for m in again if not any(other.span.contains(m.span) for other in longer)]
    starts = [mention.start for mention in again]
    return [*filter(is_free, found), *again]


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
    every = sorted(map(re.escape, names), key=len, reverse=True)
    return [m.span() for m in re.finditer(rf"(?<![\w-])(?:{'|'.join(every)})(?![\w-])", text)] if every else []
