"""Whom a form of address means that stands for the name: "the sheikh", who was called Sheikh by name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from .people import Person
from .records import Actor

__all__ = ["Addressed"]


class Addressed:
    """Who is called how in an article.

    Args:
        text: the article.
        people: the people named in it.
    """

    def __init__(self, text: str, people: Sequence[Person]) -> None:
        #: by word before a name, where it stands and whose it is, in order
        self._called: dict[str, list[tuple[int, Actor]]] = {}
        named = [(m.name.start, m.span.start, person) for person in people for m in person.mentions]
        for start, title, person in sorted(named, key=lambda item: item[0]):
            for low in text[title:start].lower().split():
                self._called.setdefault(low, []).append((start, person.actor))

    def last(self, word: str, position: int) -> Actor | None:
        """Who was last called by a word in lower case before a place of the article."""
        called = self._called.get(word, [])
        at = bisect_left(called, position, key=lambda item: item[0])
        return called[at - 1][1] if at else None
