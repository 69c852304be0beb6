"""The classifier's training pairs as arrays: encoded once an epoch, ahead of time where there are processes for it.

Drawing and encoding the 130,000 pairs and more of an epoch takes a processor longer than a large GPU takes to
learn from them. Both depend on the recipe and the epoch's number alone, so that other processes may do it
while the epochs before are trained on.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import DataLoader, Dataset

from ..model.encoding import PairEncoder
from ..model.records import LABELS
from .draw import TrainingDraw, WeightedExample

__all__ = ["DrawnPairs", "EncodedPairs", "PairDataset", "collate", "encode_examples"]

log = logging.getLogger("stancekit")

#: Of a pair that no teacher was asked; its share of the loss is 0.
_NOT_TAUGHT = (1.0, 1.0, 1.0)


class Feature(TypedDict):
    """An encoded pair with the index of its label; a dictionary, as the trainer's length sampler asks."""

    input_ids: NDArray[np.int32]
    speaker_index: int
    target_index: int
    label: int
    weight: float
    taught: NDArray[np.float32]
    taught_share: float


@dataclass(frozen=True, slots=True)
class EncodedPairs:
    """Encoded pairs, all in a few arrays, which another process hands over at once.

    Attributes:
        pieces: the input ids of all pairs, one behind the other.
        ends: where each pair's end in them. Shape (pairs,).
        places: the speaker's mark, the target's mark and the label. Shape (pairs, 3).
        weights: the weight, the teacher's three probabilities and its share. Shape (pairs, 5).
        n_windowed: how many pairs are longer than the network reads.
    """

    pieces: NDArray[np.int32]
    ends: NDArray[np.int64]
    places: NDArray[np.int64]
    weights: NDArray[np.float32]
    n_windowed: int

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The pieces of each pair. Shape (pairs,)."""
        return np.diff(self.ends, prepend=0)


def encode_examples(examples: Sequence[WeightedExample], encoder: PairEncoder) -> EncodedPairs:
    """Encodes examples.

    A sentence longer than the encoder's ``max_length`` gives its first window that holds the
    target; ``n_windowed`` counts them.
    """
    pieces: list[int] = []
    ends: list[int] = []
    places: list[tuple[int, int, int]] = []
    weights: list[tuple[float, ...]] = []
    n_windowed = 0
    windows_of = encoder.encode_all(weighted.example.pair for weighted in examples)
    for weighted, windows in zip(examples, windows_of, strict=True):
        n_windowed += len(windows) > 1
        window = windows[0]
        pieces += window.input_ids
        ends.append(len(pieces))
        places.append((window.speaker_index, window.target_index, LABELS.index(weighted.example.label)))
        weights.append((weighted.weight, *(weighted.taught or _NOT_TAUGHT), weighted.taught_share))
    return EncodedPairs(
        np.array(pieces, dtype=np.int32),
        np.array(ends, dtype=np.int64),
        np.array(places, dtype=np.int64).reshape(-1, 3),
        np.array(weights, dtype=np.float32).reshape(-1, 5),
        n_windowed,
    )


class PairDataset(Dataset[Feature]):
    """Encoded pairs, one by one."""

    def __init__(self, encoded: EncodedPairs) -> None:
        self._encoded = encoded

    @property
    def n_windowed(self) -> int:
        """How many sentences are longer than the network reads."""
        return self._encoded.n_windowed

    @property
    def lengths(self) -> list[int]:
        """The pieces of each pair."""
        return self._encoded.lengths.tolist()

    def __len__(self) -> int:
        return len(self._encoded.ends)

    def __getitem__(self, index: int) -> Feature:
        encoded = self._encoded
        start = encoded.ends[index - 1] if index else 0
        speaker, target, label = encoded.places[index].tolist()
        weights = encoded.weights[index]
        return Feature(
            input_ids=encoded.pieces[start : encoded.ends[index]],
            speaker_index=speaker,
            target_index=target,
            label=label,
            weight=float(weights[0]),
            taught=weights[1:4],
            taught_share=float(weights[4]),
        )


class _Epochs(Dataset[EncodedPairs]):
    """Epochs by their number."""

    def __init__(
        self, draw: TrainingDraw, encoder: PairEncoder, alter: Callable[[EncodedPairs, int], EncodedPairs] | None
    ) -> None:
        self._draw = draw
        self._encoder = encoder
        self._alter = alter

    def __getitem__(self, index: int) -> EncodedPairs:
        encoded = encode_examples(self._draw.epoch(index), self._encoder)
        return self._alter(encoded, index) if self._alter else encoded


class DrawnPairs(PairDataset):
    """The training pairs, drawn and encoded anew for every epoch.

    Args:
        draw: gives an epoch's pairs.
        encoder: encodes them.
        epochs: how many the run has.
        workers: processes that draw the coming epochs, each one epoch ahead; 0 to draw an epoch when it begins.
            Only where processes can be forked, else 0: a new one would load the corpora again.
        alter: changes the pairs of an epoch, by its number; where the epoch is drawn.
        answer: fills in what a teacher answers to an epoch's pairs; in this process, when the epoch begins.
    """

    def __init__(
        self,
        draw: TrainingDraw,
        encoder: PairEncoder,
        *,
        epochs: int,
        workers: int = 0,
        alter: Callable[[EncodedPairs, int], EncodedPairs] | None = None,
        answer: Callable[[EncodedPairs], EncodedPairs] | None = None,
    ) -> None:
        self._epochs = _Epochs(draw, encoder, alter)
        super().__init__(self._epochs[0])
        self._answer = answer
        self._is_answered = False
        self._n_epochs = epochs
        self._workers = workers
        if workers and "fork" not in multiprocessing.get_all_start_methods():
            log.warning("processes cannot be forked here: every epoch is drawn when it begins")
            self._workers = 0
        self._epoch = 0
        self._coming: Iterator[EncodedPairs] | None = None

    def set_epoch(self, epoch: int) -> None:
        """Goes on to an epoch, from 0; called by the trainer when one begins, also when it resumes."""
        if epoch == self._epoch:
            # Not before: a run that resumes goes on with another epoch.
            self._coming = self._coming or self._drawn_from(epoch + 1)
        else:
            if self._coming is None or epoch != self._epoch + 1:
                self._coming = self._drawn_from(epoch)
            self._encoded = next(self._coming)
            self._epoch = epoch
            self._is_answered = False
        if self._answer and not self._is_answered:
            self._encoded = self._answer(self._encoded)
            self._is_answered = True

    @property
    def epoch(self) -> int:
        """The epoch whose pairs these are."""
        return self._epoch

    def _drawn_from(self, first: int) -> Iterator[EncodedPairs]:
        loader = DataLoader(
            self._epochs,
            batch_size=None,
            sampler=range(first, self._n_epochs),
            collate_fn=cast(Any, _as_it_is),  # its type is that of batches
            num_workers=self._workers,
            prefetch_factor=1 if self._workers else None,
            multiprocessing_context="fork" if self._workers else None,
            worker_init_fn=_begin_worker,
            generator=torch.Generator(),  # else it would take a number from the one that shuffles
        )
        return iter(loader)


def _as_it_is(encoded: EncodedPairs) -> EncodedPairs:
    return encoded


def _begin_worker(_: int) -> None:
    # The tokenizer's threads do not outlive a fork; it warns of that in every process that does not say so first.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def collate(features: Sequence[Feature], pad_id: int) -> dict[str, torch.Tensor]:
    """Pads features into a batch.

    Returns:
        ``input_ids`` and ``attention_mask`` of shape (batch, longest), and
        ``speaker_index``, ``target_index``, ``labels``, ``weights``, ``taught_share`` of
        shape (batch,), and ``taught`` of shape (batch, 3).
    """
    longest = max(len(feature["input_ids"]) for feature in features)
    # Filled by numpy: a tensor for every row took 13 ms for 256 pairs, a fifth of what a GPU needs to learn from them.
    ids = np.full((len(features), longest), pad_id, dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, feature in enumerate(features):
        ids[row, : len(feature["input_ids"])] = feature["input_ids"]
        mask[row, : len(feature["input_ids"])] = 1
    arrays: dict[str, NDArray[Any]] = {
        "input_ids": ids,
        "attention_mask": mask,
        "speaker_index": np.array([feature["speaker_index"] for feature in features]),
        "target_index": np.array([feature["target_index"] for feature in features]),
        "labels": np.array([feature["label"] for feature in features]),
        "weights": np.array([feature["weight"] for feature in features], dtype=np.float32),
        "taught": np.stack([feature["taught"] for feature in features]),
        "taught_share": np.array([feature["taught_share"] for feature in features], dtype=np.float32),
    }
    return {name: torch.from_numpy(array) for name, array in arrays.items()}
