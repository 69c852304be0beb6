"""How a pair becomes the classifier's input: the one place for training and inference.

The sentence is cut into word pieces once; the pieces of the speaker and of the
target are then enclosed in four marker tokens, and whoever does not stand in the
sentence is named, in the same markers, before it::

    [CLS] [SPK] Ali Khamenei [/SPK] the [TGT] United States [/TGT] is not in favor … [SEP]
    [CLS] [SPK] Zarif [/SPK] praised [TGT] Iraq [/TGT] …                             [SEP]
    [CLS] [SPK] [/SPK] [TGT] Iraq [/TGT] has raised its exports …                    [SEP]   (no speaker)

A model that learnt the annotation guides of several corpora is told which one is asked for by
its name in front of all that: ``[CLS] dse [SPK] …``; without a name its own is.

Markers are inserted between pieces, never into the text, so a sentence has the
same pieces whoever is asked about, with any tokenizer (word-piece, byte-level,
sentencepiece). Marked entities follow Zhou & Chen (2022, "An Improved Baseline
for Sentence-level Relation Extraction").

A sentence longer than ``max_length`` pieces is read in windows that overlap by
half; every window that holds the whole target (or, for a target as long as a
window, its beginning) is read, so nothing near the target is ever cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from .records import Pair, Participant, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    #: Piece ids of a text, and the characters ``[start, end)`` of each.
    _Pieces = tuple[Sequence[int], Sequence[tuple[int, int]]]

__all__ = ["MARKERS", "EncodedPair", "PairEncoder"]

#: Opening and closing marks of the speaker, then of the target.
MARKERS = ("[SPK]", "[/SPK]", "[TGT]", "[/TGT]")

#: A name outside the sentence is cut after this many pieces: canonical names have
#: under 12 in every corpus; only a user's table can hold a longer one.
_MAX_NAME_PIECES = 24
#: Pairs whose texts are cut in one call; enough for many cores, and a few megabytes.
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """One window of one pair.

    Attributes:
        input_ids: piece ids with special tokens and markers; at most ``max_length``.
        speaker_index: position of the mark that opens the speaker, in ``input_ids``.
        target_index: position of the mark that opens the target.
    """

    input_ids: tuple[int, ...]
    speaker_index: int
    target_index: int


class PairEncoder:
    """Encodes pairs with a tokenizer that knows the four markers.

    Args:
        tokenizer: a ``tokenizers.Tokenizer`` whose vocabulary holds ``MARKERS``.
        start_token: the token that begins every input (``[CLS]``, ``<s>``).
        end_token: the token that ends every input (``[SEP]``, ``</s>``).
        max_length: longest input in pieces, special tokens included.
        guides: names of the guides that the model learnt; those of other pairs are passed over.

    Raises:
        ValueError: the vocabulary lacks a marker or a special token, or
            ``max_length`` leaves no room for a sentence.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        *,
        start_token: str,
        end_token: str,
        max_length: int,
        guides: Collection[str] = (),
    ) -> None:
        names = (start_token, end_token, *MARKERS)
        ids: list[int] = []
        for name in names:
            number = tokenizer.token_to_id(name)
            if number is None:
                raise ValueError(f"the tokenizer lacks the token {name!r}")
            ids.append(number)
        if max_length < 2 * _MAX_NAME_PIECES + 16:
            raise ValueError(f"max_length {max_length} is below {2 * _MAX_NAME_PIECES + 16}")
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._start, self._end, *markers = ids
        self._speaker_marks = (markers[0], markers[1])
        self._target_marks = (markers[2], markers[3])
        self.max_length = max_length
        self._guides = frozenset(guides)
        # The pairs of one sentence follow each other, so a small memory is enough.
        self._pieces = lru_cache(maxsize=256)(self._cut)

    def encode(self, pair: Pair) -> list[EncodedPair]:
        """Encodes a pair: one window, or several for a sentence longer than ``max_length``."""
        return self._encode(pair, self._pieces)

    def encode_all(self, pairs: Iterable[Pair]) -> Iterator[list[EncodedPair]]:
        """Encodes many pairs, each as ``encode`` does; their texts are cut on all cores, by the tokenizer's threads."""
        pairs = iter(pairs)
        while block := list(islice(pairs, _BLOCK)):
            texts = list(dict.fromkeys(text for pair in block for text in self._texts(pair)))
            encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
            cut = {text: (each.ids, each.offsets) for text, each in zip(texts, encodings, strict=True)}
            for pair in block:
                yield self._encode(pair, lambda text, cut=cut: cut.get(text) or self._pieces(text))

    def _encode(self, pair: Pair, pieces: Callable[[str], _Pieces]) -> list[EncodedPair]:
        sentence = pair.sentence
        ids, offsets = pieces(pair.text[sentence.start : sentence.end])
        head = [self._start]
        if pair.guide in self._guides:
            head += pieces(pair.guide)[0]
        both = (pair.speaker, pair.target)
        speaker, target = (_Place(_piece_range(who, sentence.start, offsets), _name(who, pieces)) for who in both)
        fixed = len(head) + 5  # the end and the four markers
        if fixed + speaker.n_outside + target.n_outside + len(ids) <= self.max_length:
            windows = [(0, len(ids))]
        else:
            # A speaker in the sentence may fall outside a window, and is then named.
            width = self.max_length - fixed - len(speaker.name()) - target.n_outside
            windows = _windows(len(ids), width, target.inside)
        return [self._assemble(list(head), ids, window, speaker, target) for window in windows]

    def _texts(self, pair: Pair) -> Iterator[str]:
        """What a pair's encoding cuts into pieces, but for the names that only a long sentence asks for."""
        yield pair.sentence.span.of(pair.text)
        if pair.guide in self._guides:
            yield pair.guide
        for who in (pair.speaker, pair.target):
            if who and who.span is None and who.name:
                yield who.name

    def _cut(self, text: str) -> _Pieces:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def _assemble(
        self, head: list[int], ids: Sequence[int], window: tuple[int, int], speaker: _Place, target: _Place
    ) -> EncodedPair:
        first, last = window
        marks: dict[int, list[int]] = {}
        for place, (opens, closes) in ((speaker, self._speaker_marks), (target, self._target_marks)):
            inside = place.inside
            if inside and first <= inside[0] < last:
                marks.setdefault(inside[0], []).append(opens)
                # Before any mark that opens at the same piece: "[SPK] he [/SPK] [TGT] …".
                marks.setdefault(min(inside[1], last), []).insert(0, closes)
            else:
                head += [opens, *place.name(), closes]
        body: list[int] = []
        at = first
        for mark in sorted(marks):
            body += ids[at:mark]
            body += marks[mark]
            at = mark
        input_ids = (*head, *body, *ids[at:last], self._end)
        return EncodedPair(input_ids, input_ids.index(self._speaker_marks[0]), input_ids.index(self._target_marks[0]))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a participant stands.

    Attributes:
        inside: its pieces ``[first, last)`` of the sentence; None where it is outside.
        name: gives the pieces of its name.
    """

    inside: tuple[int, int] | None
    name: Callable[[], Sequence[int]]

    @property
    def n_outside(self) -> int:
        """How many pieces stand before the sentence for it."""
        return 0 if self.inside else len(self.name())


def _name(participant: Participant | None, pieces: Callable[[str], _Pieces]) -> Callable[[], Sequence[int]]:
    name = participant.name if participant else ""
    return lambda: pieces(name)[0][:_MAX_NAME_PIECES] if name else ()


def _piece_range(
    participant: Participant | None, sentence_start: int, offsets: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Pieces ``[first, last)`` that share a character with the participant's span."""
    if participant is None or participant.span is None:
        return None
    span = Span(participant.span.start - sentence_start, participant.span.end - sentence_start)
    inside = [i for i, (start, end) in enumerate(offsets) if start < span.end and span.start < end]
    return (inside[0], inside[-1] + 1) if inside else None


def _windows(n_pieces: int, width: int, target: tuple[int, int] | None) -> list[tuple[int, int]]:
    """Windows of ``width`` pieces, half overlapping, that hold the target (all, if it is outside)."""
    step = width // 2
    starts = list(range(0, max(n_pieces - width, 0) + step, step))
    windows = [(start, min(start + width, n_pieces)) for start in starts if start < n_pieces]
    if target is None:
        return windows
    first, last = target[0], min(target[1], target[0] + step)
    return [(a, b) for a, b in windows if a <= first and last <= b]
