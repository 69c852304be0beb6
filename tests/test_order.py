"""The order of an epoch's examples depends on the seed and the epoch alone."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from transformers import TrainingArguments

from stancekit.training.order import GroupingTrainer


@dataclass
class Examples:
    """As many examples as lengths."""

    lengths: list[int]
    epoch: int = 0

    def __len__(self) -> int:
        return len(self.lengths)


def order(examples: Examples, *, seed: int = 1) -> list[int]:
    arguments = TrainingArguments(output_dir="unused", use_cpu=True, per_device_train_batch_size=4, seed=seed)
    trainer = GroupingTrainer(nn.Linear(1, 1), arguments)
    return list(trainer._get_train_sampler(examples))  # pyright: ignore[reportArgumentType]


def test_an_epoch_has_its_order_whatever_was_drawn_before() -> None:
    lengths = [number % 13 for number in range(200)]
    first = order(Examples(lengths, epoch=2))
    torch.rand(100)
    assert order(Examples(lengths, epoch=2)) == first
    assert sorted(first) == list(range(200))
    assert order(Examples(lengths, epoch=3)) != first
    assert order(Examples(lengths, epoch=2), seed=2) != first


def test_batches_are_of_about_one_length_in_this_epoch() -> None:
    lengths = [number % 50 for number in range(400)]
    drawn = order(Examples(lengths))
    spreads = [max(batch) - min(batch) for i in range(4, 400, 4) if (batch := [lengths[j] for j in drawn[i : i + 4]])]
    assert sum(spreads) / len(spreads) < 3  # of shuffled ones about 30
