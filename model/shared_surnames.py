"""Two people with one surname, told once: "Ivo and Ada Quill wrote" is of Ivo Quill and Ada Quill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .lexicon import is_given_name
from .name_parts import surname_key
from .records import Mention

__all__ = ["SharedSurnames"]

_CAPITAL = r"[^\W\d_a-z][^\W\d_]+"
#: "Ivo and Ada Quill", not behind another word of a name: "Jan Ivo and Ada Quill".
_PAIR = re.compile(rf"(?<![\w.'’-])(?P<first>{_CAPITAL}) (?:and|&) (?={_CAPITAL} )")
_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-z][\w.'’-]*\s\Z")
_LONGEST_BEFORE = 30


class SharedSurnames:
    """The first names of an article that share the surname of the full name behind them.

    Args:
        text: the article.
        names: what was found in it, sorted and disjoint.
    """

    def __init__(self, text: str, names: Sequence[Mention]) -> None:
        full = {n.start: text[n.start : n.end] for n in names if n.kind == "person" and " " in text[n.start : n.end]}
        surnames = {surname_key(name) for name in full.values()}
        #: by where the first name begins, the name with its surname
        self._full: dict[int, tuple[int, str]] = {}
        for pair in _PAIR.finditer(text):
            other, low = full.get(pair.end()), pair["first"].lower()
            if other is None or not is_given_name(low) or not is_given_name(other.split()[0].lower()):
                continue
            opens = _CAPITAL_BEFORE.search(text, max(pair.start() - _LONGEST_BEFORE, 0), pair.start()) is None
            # "Clinton and Ada Quill" are not of one name where the article has Bo Clinton.
            if opens and low not in surnames:
                self._full[pair.start()] = (pair.end("first"), f"{pair['first']} {other.split()[-1]}")

    def added(self, names: Iterable[Mention]) -> Iterator[Mention]:
        """The first names that are not among the names yet."""
        taken = [name.span for name in names]
        for start, (end, _) in self._full.items():
            name = Mention(start, end, "person")
            if not any(name.span.overlaps(span) for span in taken):
                yield name

    def surface(self, name: Mention) -> str:
        """The first name that a mention is with the surname that it shares; empty for others."""
        end, full = self._full.get(name.start, (0, ""))
        return full if end == name.end else ""
