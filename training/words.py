"""Words of training sentences exchanged for their neighbours in the encoder's vocabulary, for a teacher to answer.

A small encoder knows its training sentences by heart (see ``EXPERIMENTS.md``), and so do the teachers: what they
answer to them is little more than the gold label. Of "The minister lauded Iraq" or "The minister criticized
Iraq", made of "The minister praised Iraq", nobody knows the label, but a teacher's answer is as good as to any
other sentence. After the data augmentation of TinyBERT (Jiao et al., 2020), whose words come from a masked language
model; those whose embeddings are nearest need none, and hold the opposite as often as the like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ..model.encoding import MARKERS
from .batches import EncodedPairs

__all__ = ["WordSwapper", "neighbours"]

#: Neighbours of a word, of which one is drawn.
_N_NEIGHBOURS = 10
#: Share of the words of a chosen pair that are exchanged, drawn for each: TinyBERT's 0.4 is the most.
_RATES = (0.1, 0.4)
#: Rows of the vocabulary that are compared with all others at once.
_ROWS = 1024
#: How tokenizers mark a piece that begins a word (byte-level, sentencepiece), and one that goes on with it.
_BEGINS, _GOES_ON = ("Ġ", "▁"), "##"
#: Share of the vocabulary above which the first kind of mark is one, and not a letter.
_LEAST_MARKED = 0.05


class WordSwapper:
    """Exchanges words of encoded pairs; marked names, guides and words of several pieces stay.

    Args:
        tokenizer: of the pairs, with the markers.
        embeddings: of its pieces. Shape (vocabulary, width).
        guides: what stands before pairs of some corpora.
        share: of the pairs that are changed, in [0, 1].
        seed: of the draws, with the epoch's number.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        embeddings: NDArray[np.float32],
        *,
        guides: Sequence[str],
        share: float,
        seed: int,
    ) -> None:
        is_word, self._goes_on = _kinds(tokenizer, len(embeddings))
        self._neighbours = neighbours(embeddings, is_word)
        self._markers = np.array([tokenizer.token_to_id(marker) for marker in MARKERS])
        self._guides = [tokenizer.encode(guide, add_special_tokens=False).ids for guide in guides]
        self._share = share
        self._seed = seed

    def __call__(self, encoded: EncodedPairs, epoch: int) -> EncodedPairs:
        """The pairs of an epoch, some of them changed; what a teacher answers to these is all of their loss."""
        rng = np.random.default_rng((self._seed, epoch))
        pieces, ends = encoded.pieces, encoded.ends
        lengths = encoded.lengths
        rates = rng.uniform(*_RATES, len(ends)) * (rng.random(len(ends)) < self._share)
        found = self._neighbours[pieces, rng.integers(self._neighbours.shape[1], size=len(pieces))]
        is_free = ~self._is_kept(encoded)
        changes = is_free & (found >= 0) & (rng.random(len(pieces)) < np.repeat(rates, lengths))
        weights = encoded.weights.copy()
        weights[np.add.reduceat(changes, ends - lengths) > 0, 4] = 1.0
        return replace(encoded, pieces=np.where(changes, found, pieces).astype(pieces.dtype), weights=weights)

    def _is_kept(self, encoded: EncodedPairs) -> NDArray[np.bool_]:
        """Which pieces stay: those between marks, of guides, and of words that go on. Shape (pieces,)."""
        pieces, lengths = encoded.pieces, encoded.lengths
        starts = encoded.ends - lengths
        steps = np.isin(pieces, self._markers[::2]).astype(np.int64) - np.isin(pieces, self._markers[1::2])
        depth = np.cumsum(steps)
        kept = depth > np.repeat(depth[starts] - steps[starts], lengths)  # than where the pair began
        kept[:-1] |= self._goes_on[pieces[1:]]
        for guide in self._guides:
            head = starts[lengths > len(guide) + 1, None] + np.arange(1, len(guide) + 1)
            kept[head[(pieces[head] == guide).all(1)]] = True
        return kept


def neighbours(embeddings: NDArray[np.float32], is_word: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The words whose embeddings have the smallest angles to a word's, measured from the mean of all words.

    Args:
        embeddings: of the pieces. Shape (vocabulary, width).
        is_word: which of them are words. Shape (vocabulary,).

    Returns:
        up to ten neighbours of each piece, the nearest first, -1 for one that is no word. Shape (vocabulary,
        neighbours).
    """
    words = np.flatnonzero(is_word)
    found = np.full((len(embeddings), max(1, min(_N_NEIGHBOURS, len(words) - 1))), -1, dtype=np.int32)
    if len(words) < 2:
        return found
    centred = embeddings[words] - embeddings[words].mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    for start in range(0, len(words), _ROWS):
        rows = words[start : start + _ROWS]
        likeness = centred[start : start + _ROWS] @ centred.T
        likeness[np.arange(len(rows)), np.arange(start, start + len(rows))] = -2.0  # a word is no neighbour of itself
        nearest = np.argpartition(-likeness, found.shape[1] - 1, axis=1)[:, : found.shape[1]]
        order = np.argsort(-np.take_along_axis(likeness, nearest, axis=1), axis=1)
        found[rows] = words[np.take_along_axis(nearest, order, axis=1)]
    return found


def _kinds(tokenizer: Tokenizer, size: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces are whole words of letters, and which go on with the word before. Shape (vocabulary,) each."""
    vocabulary = {piece: number for piece, number in tokenizer.get_vocab().items() if number < size}
    n_marked = {mark: sum(piece.startswith(mark) for piece in vocabulary) for mark in _BEGINS}
    mark = next((mark for mark, n in n_marked.items() if n > _LEAST_MARKED * len(vocabulary)), "")
    is_word, goes_on = np.zeros(size, bool), np.zeros(size, bool)
    for piece, number in vocabulary.items():
        if mark:
            begins = piece.startswith(mark)
            # A byte-level piece is no text: "Ã©" is "é", and part of a character is none at all.
            word = (tokenizer.decoder.decode([piece]) if tokenizer.decoder else piece.removeprefix(mark)).strip()
            goes_on[number] = not begins and (word.isalnum() or not word.isascii())
        else:
            word = piece.removeprefix(_GOES_ON)
            begins = word == piece
            goes_on[number] = not begins
        is_word[number] = begins and len(word) > 1 and word.isalpha()
    return is_word, goes_on
