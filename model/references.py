"""Whom words without a name mean, by the trained tagger: "the department", "its leader", "they".

For words and each mention of an actor in the same window the network gives a score; against the score 0 of
"nobody of these" they become probabilities (softmax), as in end-to-end coreference (Lee et al., 2017, "End-to-end
Neural Coreference Resolution"). The mentions of one actor add up. Numpy only, so that every backend is read alike.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .records import Actor, Mention, Span
from .windows import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Meant", "References"]


class Meant(NamedTuple):
    """Whom words mean, and how likely that is.

    Attributes:
        actor: the likeliest.
        probability: in [0, 1].
    """

    actor: Actor
    probability: float


class References:
    """What the tagger says of an article's references.

    Args:
        windows: of the article, in order.
        scores: for each window the network's ``references``. Shape (length, 2 * width + 2).
    """

    def __init__(self, windows: Sequence[Window], scores: Sequence[NDArray[np.float32]]) -> None:
        self._windows = [_Read(window, rows) for window, rows in zip(windows, scores, strict=True)]
        self._starts = [window.core.start for window in windows]

    def meant(self, words: Span, mentions: Sequence[Mention]) -> Meant | None:
        """Whom words mean among the actors mentioned around them.

        Args:
            words: characters of the article.
            mentions: of the article, sorted by position. Those without an actor, and those that share a
                character with the words, are passed over.

        Returns:
            the likeliest actor, also where nobody is likelier; None where the window has no actor.
        """
        index = bisect_right(self._starts, words.start) - 1
        return self._windows[index].meant(words, mentions) if index >= 0 else None


class _Read:
    """One window: sums over its pieces, so that the mean of a span is a difference."""

    def __init__(self, window: Window, rows: NDArray[np.float32]) -> None:
        self._width = (rows.shape[1] - 2) // 2
        self._sums = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])
        # Special tokens have no characters.
        places = [(i, span) for i, span in enumerate(window.spans) if span.start < span.end]
        self._pieces = [i for i, _ in places]
        self._starts = [span.start for _, span in places]
        self._ends = [span.end for _, span in places]
        # All words of a window are compared with the same mentions.
        self._means: dict[Span, NDArray[np.float64] | None] = {}

    def meant(self, words: Span, mentions: Sequence[Mention]) -> Meant | None:
        anchor = self._mean(words)
        first = bisect_left(mentions, self._starts[0], key=lambda mention: mention.start)
        last = bisect_left(mentions, self._ends[-1], key=lambda mention: mention.start)
        known = [
            (mention.actor, place)
            for mention in mentions[first:last]
            if mention.actor and not mention.span.overlaps(words) and (place := self._mean(mention.span)) is not None
        ]
        if anchor is None or not known:
            return None
        width = self._width
        referred = np.stack([place for _, place in known])
        scores = referred[:, width : 2 * width] @ anchor[:width] / np.sqrt(width) + anchor[-2] + referred[:, -1]
        top = max(scores.max(), 0.0)
        likely = np.exp(scores - top)
        likely /= likely.sum() + np.exp(-top)
        by_actor: defaultdict[Actor, float] = defaultdict(float)
        for (actor, _), probability in zip(known, likely.tolist(), strict=True):
            by_actor[actor] += probability
        return Meant(*max(by_actor.items(), key=lambda item: item[1]))

    def _mean(self, span: Span) -> NDArray[np.float64] | None:
        """The mean over the pieces that share a character with a span; None if none does."""
        if span not in self._means:
            self._means[span] = self._computed(span)
        return self._means[span]

    def _computed(self, span: Span) -> NDArray[np.float64] | None:
        first, stop = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        if first >= stop:
            return None
        a, b = self._pieces[first], self._pieces[stop - 1] + 1
        return (self._sums[b] - self._sums[a]) / (b - a)
