"""Cuts an article into the tagger's windows: the one place for training and inference.

A window is a run of whole sentences that fits the encoder, with the end token between
paragraphs::

    [CLS] sentence sentence [SEP] sentence … [SEP]

Neighbouring windows share two sentences, and each sentence is answered for by one
window, in which it has a neighbour on both sides. So an article has no largest length,
and an attribution is cut only where it reaches over more than its window. A sentence
longer than half a window stands in pieces that are handled as sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .records import Sentence, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["Window", "WindowEncoder"]

#: Sentences that two neighbouring windows share.
_SHARED = 2


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the tagger.

    Attributes:
        input_ids: piece ids, with special tokens.
        spans: for each piece its characters in the article, without blanks; an empty
            span at 0 for a special token.
        continues: for each piece whether it goes on with the word of the piece before.
        core: characters of the article that this window, and no other, answers for.
    """

    input_ids: tuple[int, ...]
    spans: tuple[Span, ...]
    continues: tuple[bool, ...]
    core: Span


class _Unit(NamedTuple):
    """A sentence, or a part of a very long one, in pieces."""

    paragraph: int
    ids: Sequence[int]
    spans: Sequence[Span]


class WindowEncoder:
    """Cuts articles into windows.

    Args:
        tokenizer: a ``tokenizers.Tokenizer``.
        start_token: the token that begins an input.
        end_token: the token that ends an input, and a paragraph in it.
        max_length: longest window in pieces, special tokens included.

    Raises:
        ValueError: the vocabulary lacks a special token, or ``max_length`` is below 16.
    """

    def __init__(self, tokenizer: Tokenizer, *, start_token: str, end_token: str, max_length: int) -> None:
        start, end = (tokenizer.token_to_id(token) for token in (start_token, end_token))
        if start is None or end is None:
            raise ValueError(f"the tokenizer lacks the token {start_token if start is None else end_token!r}")
        if max_length < 16:
            raise ValueError(f"max_length {max_length} is below 16")
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._start, self._end = start, end
        self.max_length = max_length

    def encode(self, text: str, sentences: Sequence[Sentence], *, first: int = 0) -> list[Window]:
        """Cuts an article.

        Args:
            text: its text.
            sentences: its sentences, in order.
            first: the first window holds at most this many sentences, so that training
                sees other windows in every epoch; 0 for no such limit.
        """
        units = list(self._units(text, sentences))
        ranges = list(_ranges([len(unit.ids) + 1 for unit in units], self.max_length - 2, first))
        windows: list[Window] = []
        answered = 0
        for number, (start, stop) in enumerate(ranges):
            # Of two shared sentences the first has its next one here, the second its last one there.
            shared = stop - ranges[number + 1][0] if number + 1 < len(ranges) else 0
            end = stop - shared // 2
            core = Span(units[answered].spans[0].start, units[end - 1].spans[-1].end)
            windows.append(self._window(text, units[start:stop], core))
            answered = end
        return windows

    def _units(self, text: str, sentences: Sequence[Sentence]) -> Iterator[_Unit]:
        longest = (self.max_length - 2) // 2 - 1
        surfaces = [text[sentence.start : sentence.end] for sentence in sentences]
        encodings = self._tokenizer.encode_batch(surfaces, add_special_tokens=False)
        for sentence, surface, encoding in zip(sentences, surfaces, encodings, strict=True):
            spans = [_trimmed(surface, start, end, sentence.start) for start, end in encoding.offsets]
            for at in range(0, len(spans), longest):
                yield _Unit(sentence.paragraph, encoding.ids[at : at + longest], spans[at : at + longest])

    def _window(self, text: str, units: Sequence[_Unit], core: Span) -> Window:
        ids, spans = [self._start], [Span(0, 0)]
        for number, unit in enumerate(units):
            if number and units[number - 1].paragraph != unit.paragraph:
                ids.append(self._end)
                spans.append(Span(0, 0))
            ids += unit.ids
            spans += unit.spans
        ids.append(self._end)
        spans.append(Span(0, 0))
        continues = (False, *(_is_one_word(text, one, other) for one, other in pairwise(spans)))
        return Window(tuple(ids), tuple(spans), continues, core)


def _is_one_word(text: str, one: Span, other: Span) -> bool:
    """Whether two pieces touch inside a run of letters and digits."""
    return one.start < one.end == other.start and text[one.end - 1].isalnum() and text[one.end].isalnum()


def _trimmed(surface: str, start: int, end: int, shift: int) -> Span:
    """A piece's characters without the blank that byte-level and sentencepiece tokenizers count in."""
    while start < end and surface[start].isspace():
        start += 1
    return Span(shift + start, shift + end)


def _ranges(sizes: Sequence[int], room: int, first: int) -> Iterator[tuple[int, int]]:
    """Runs ``[start, stop)`` of units that fit into ``room`` pieces, each sharing units with the last."""
    start = 0
    while start < len(sizes):
        stop, total = start, 0
        while stop < len(sizes) and total + sizes[stop] <= room and not (first and start == 0 and stop >= first):
            total += sizes[stop]
            stop += 1
        yield start, stop
        if stop == len(sizes):
            return
        start = max(start + 1, stop - _SHARED) if stop - start > 1 else stop
