"""The order of an epoch's examples, by the seed and the epoch's number alone.

``transformers`` draws it from the process's own random numbers, which a run that resumes in a later epoch has not
drawn before: it would see some examples of that epoch twice and others never.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, cast

import torch
from torch.utils.data import Dataset, Sampler
from transformers import Trainer
from transformers.trainer_pt_utils import LengthGroupedSampler

__all__ = ["GroupingTrainer"]


class _Drawn(Protocol):
    """Examples that are other ones in every epoch."""

    @property
    def epoch(self) -> int:
        """The number of the epoch that is at hand, from 0."""
        ...

    def __len__(self) -> int: ...

    @property
    def lengths(self) -> Sequence[int]:
        """How many pieces each example has."""
        ...


class _ByLength(Sampler[int]):
    """Examples of about one length together, the batches in random order.

    It has no ``set_epoch``, or ``accelerate`` would call that one and not the data's.
    """

    def __init__(self, examples: _Drawn, size: int, seed: int) -> None:
        self._examples = examples
        self._size = size
        self._seed = seed

    def __len__(self) -> int:
        return len(self._examples)

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(1_000_003 * self._seed + self._examples.epoch)
        return iter(LengthGroupedSampler(self._size, lengths=[*self._examples.lengths], generator=generator))


class GroupingTrainer(Trainer):
    """A trainer whose batches are of one length and, in an epoch, the same whether it resumed or not."""

    def _get_train_sampler(self, train_dataset: Dataset[Any] | None = None) -> Sampler[int]:
        examples = cast(_Drawn, cast(object, self.train_dataset if train_dataset is None else train_dataset))
        size = self.args.train_batch_size * self.args.gradient_accumulation_steps
        return _ByLength(examples, size, self.args.seed)
