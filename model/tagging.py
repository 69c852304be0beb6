"""From the tagger's scores to cues with their sources and contents, and to mentions.

Numpy only, so that every backend is read alike. A window's mentions are the best tag of
each piece; its cues are the best path through their tags; the source and the content of
a cue are the best path through "inside" and "outside", scored by the links of ``LINKS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from .records import Span
from .windows import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CUE_TAGS",
    "LINKS",
    "MENTION_KINDS",
    "MENTION_TAGS",
    "TOKEN_LABELS",
    "LinkedCue",
    "MentionKind",
    "TaggedMention",
    "link_scores",
    "read_cues",
    "read_mentions",
]

#: Kinds of mentions that the tagger knows; a country is a place, its people and adjective a group.
MentionKind = Literal["person", "organisation", "place", "group"]
MENTION_KINDS: tuple[MentionKind, ...] = get_args(MentionKind)

#: Tags of a piece: outside, first, further.
CUE_TAGS = ("O", "B", "I")
MENTION_TAGS = ("O", *(f"{prefix}-{kind}" for kind in MENTION_KINDS for prefix in "BI"))
TOKEN_LABELS = (*(f"cue/{tag}" for tag in CUE_TAGS), *(f"mention/{tag}" for tag in MENTION_TAGS))

#: What a piece is asked about a cue: inside, first and last piece of a part of its source, then of its content.
LINKS = (
    "source/inside",
    "source/first",
    "source/last",
    "content/inside",
    "content/first",
    "content/last",
)


#: A score that no path takes.
_NEVER = -1e6
#: Added to "outside" when cues are read. PolNeAR dev with 0, 0.3, 0.5 and 1 (the tagger without
#: rules): cue exact F1 72.3, 72.8, 73.3, 72.9, and 70.4 with the best tag of each piece alone. With
#: 0.5 attributions lose 0.2 points, since fewer are found.
_CUE_BIAS = 0.3


@dataclass(frozen=True, slots=True)
class LinkedCue:
    """A cue with what belongs to it, in the article's characters.

    Attributes:
        cue: the words that report.
        source: parts of the source; empty where nobody is named.
        content: parts of the content, in order; may be empty.
    """

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TaggedMention:
    """A name in the article, with its kind."""

    span: Span
    kind: MentionKind


def link_scores(
    tokens: NDArray[np.float32], anchors: NDArray[np.float32], pieces: NDArray[np.float32], cues: Sequence[int]
) -> NDArray[np.float32]:
    """How each piece of a window belongs to some of its cues.

    Args:
        tokens: of the network. Shape (length, labels and links).
        anchors: of the network. Shape (length, links * width).
        pieces: of the network. The same shape.
        cues: first pieces of the cues.

    Returns:
        logits of shape (cues, length, ``len(LINKS)``).
    """
    n = len(LINKS)
    width = anchors.shape[1] // n
    from_cue = anchors[list(cues)].reshape(len(cues), n, width)
    of_piece = pieces.reshape(len(pieces), n, width)
    products = np.einsum("ckd,lkd->clk", from_cue, of_piece, optimize=True) / np.sqrt(np.float32(width))
    return products + tokens[None, :, len(TOKEN_LABELS) :]


def read_cues(
    tokens: NDArray[np.float32], anchors: NDArray[np.float32], pieces: NDArray[np.float32], window: Window
) -> list[LinkedCue]:
    """The cues of a window that begin in its core, with their sources and contents.

    Args:
        tokens: the network's scores. Shape (length, labels and links).
        anchors: the same. Shape (length, links * width).
        pieces: the same.
        window: what the network read.
    """
    found = list(_runs(_best_cue_tags(tokens[:, : len(CUE_TAGS)]), window))
    if not found:
        return []
    scores = link_scores(tokens, anchors, pieces, [a for a, _ in found])
    parts = _best_parts(np.concatenate([scores[:, :, :3], scores[:, :, 3:]]), window)
    cues: list[LinkedCue] = []
    for (a, b), source, content in zip(found, parts[: len(found)], parts[len(found) :], strict=True):
        cues.append(LinkedCue(_place(a, b, window), _places(source, window), _places(content, window)))
    return cues


def read_mentions(tokens: NDArray[np.float32], window: Window) -> list[TaggedMention]:
    """The mentions of a window that begin in its core, each of the kind that its pieces score highest.

    Args:
        tokens: the network's scores. Shape (length, labels and links).
        window: what the network read.
    """
    scores = tokens[:, len(CUE_TAGS) : len(TOKEN_LABELS)]
    tags = scores.argmax(1)
    kinds = (tags + 1) // 2
    # Another kind begins another mention.
    first = (tags % 2 == 1) | (kinds != np.concatenate([[0], kinds[:-1]]))
    mentions: list[TaggedMention] = []
    for a, b in _runs(np.where(tags == 0, 0, np.where(first, 1, 2)), window):
        by_kind = scores[a:b, 1:].reshape(b - a, len(MENTION_KINDS), 2).max(2).sum(0)
        mentions.append(TaggedMention(_place(a, b, window), MENTION_KINDS[int(by_kind.argmax())]))
    return mentions


def _best_cue_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best path (Viterbi) through outside, first and further, in which further follows first or further.

    Args:
        scores: logits of ``CUE_TAGS``. Shape (length, 3).
    """
    biased = scores.astype(np.float64) + np.array([_CUE_BIAS, 0.0, 0.0])
    best = biased[0] + np.array([0.0, 0.0, _NEVER])
    #: the best tag before each piece but the first, for each of its tags
    came_from = np.zeros((len(scores), len(CUE_TAGS)), dtype=np.int64)
    for t in range(1, len(scores)):
        any_tag, in_cue = int(best.argmax()), int(best[1:].argmax()) + 1
        came_from[t] = any_tag, any_tag, in_cue
        best = best[came_from[t]] + biased[t]
    tags = np.zeros(len(scores), dtype=np.int64)
    tags[-1] = best.argmax()
    for t in range(len(scores) - 1, 0, -1):
        tags[t - 1] = came_from[t, tags[t]]
    return tags


def _runs(tags: NDArray[np.int64], window: Window) -> Iterator[tuple[int, int]]:
    """Runs of pieces tagged 1 (first) or 2 (further) that begin in the core, words kept whole."""
    start = -1
    for i, span in enumerate((*window.spans, Span(0, 0))):
        if start >= 0:
            if i < len(tags) and window.continues[i]:
                continue
            if i == len(tags) or span.start == span.end or tags[i] != 2:
                if window.core.start <= window.spans[start].start < window.core.end:
                    yield start, i
                start = -1
        if start < 0 and span.start < span.end and tags[i] != 0 and not window.continues[i]:
            start = i


def _best_parts(scores: NDArray[np.float32], window: Window) -> list[list[tuple[int, int]]]:
    """For each row the runs of pieces on the best path (Viterbi) through outside and inside.

    A path scores, against one that stays outside, the ``inside`` logit of every piece
    inside, the ``first`` logit where it goes in and the ``last`` logit of the piece
    before it goes out. Words stay whole.

    Args:
        scores: logits of inside, first, last. Shape (rows, length, 3).
        window: what the network read.
    """
    rows, length = scores.shape[:2]
    inside = np.where([span.start < span.end for span in window.spans], scores[:, :, 0], _NEVER)
    out, within = np.zeros(rows), np.full(rows, _NEVER)
    #: whether the best path to "outside" before piece t, and to "inside" at piece t, was inside at piece t - 1
    from_inside = np.zeros((length + 1, 2, rows), dtype=bool)
    for t in range(length + 1):
        if t < length and window.continues[t]:
            from_inside[t, 1] = True
            within = within + inside[:, t]
            continue
        leaving = within + (scores[:, t - 1, 2] if t else 0.0)
        entering = out + scores[:, t, 1] if t < length else out
        from_inside[t] = leaving > out, within > entering
        if t < length:
            out, within = np.maximum(out, leaving), np.maximum(within, entering) + inside[:, t]
    return [_run_back(from_inside[:, :, row]) for row in range(rows)]


def _run_back(from_inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs of one best path, read from its end."""
    runs: list[tuple[int, int]] = []
    stop, is_inside = 0, False
    for t in range(len(from_inside) - 1, -1, -1):
        was_inside = bool(from_inside[t, int(is_inside)])
        if was_inside and not is_inside:
            stop = t
        elif is_inside and not was_inside:
            runs.append((t, stop))
        is_inside = was_inside
    return runs[::-1]


def _place(first: int, stop: int, window: Window) -> Span:
    return Span(window.spans[first].start, window.spans[stop - 1].end)


def _places(runs: Sequence[tuple[int, int]], window: Window) -> tuple[Span, ...]:
    return tuple(_place(first, stop, window) for first, stop in runs)
