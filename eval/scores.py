"""Scores of a benchmark, with bootstrap intervals, all from per-item records.

A classification score depends on its items only through the table of gold by
predicted label, so a resampled score is the same formula on a resampled table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Score",
    "accuracy",
    "calibration_error",
    "calibration_score",
    "classification_scores",
    "f1_of_counts",
    "label_f1",
    "macro_f1",
    "resampled",
]

#: Resamples of an interval: the bounds of a macro F1 on 300 items move by under 0.2 points beyond this.
N_RESAMPLES = 1000
#: Equal-width bins of the calibration error, as in Guo et al. (2017).
N_BINS = 15
Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """A value with its 95% percentile bootstrap interval, all in [0, 1]."""

    metric: str
    value: float
    low: float
    high: float


def accuracy(table: Table) -> float:
    """Share of items on the diagonal: micro F1 of a single-label task. ``table``: gold by predicted."""
    return float(np.trace(table) / max(table.sum(), 1))


def label_f1(table: Table, label: int) -> float:
    """F1 of one label; 0 where it is neither gold nor predicted."""
    return f1_of_counts(int(table[label, label]), int(table[:, label].sum()), int(table[label].sum()))


def macro_f1(table: Table) -> float:
    """Mean F1 over all labels of the table, as scikit-learn's with ``labels`` given."""
    return float(np.mean([label_f1(table, label) for label in range(len(table))]))


def f1_of_counts(correct: int, predicted: int, gold: int) -> float:
    """F1 from the numbers of correct, predicted and gold units; 0 where there is nothing."""
    return 2 * correct / (predicted + gold) if predicted + gold else 0.0


def classification_scores(
    gold: Sequence[int], predicted: Sequence[int], labels: Sequence[str], *, seed: int
) -> list[Score]:
    """Micro F1, macro F1 and the F1 of each label.

    Args:
        gold: indices into ``labels``, one an item.
        predicted: likewise.
        labels: names of the labels.
        seed: of the bootstrap.
    """
    formulas: dict[str, Callable[[Table], float]] = {"micro_f1": accuracy, "macro_f1": macro_f1}
    for index, label in enumerate(labels):
        formulas[f"f1/{label}"] = lambda table, index=index: label_f1(table, index)
    cells = np.asarray(gold) * len(labels) + np.asarray(predicted)
    shape = (len(labels), len(labels))

    def table_of(chosen: NDArray[np.int64]) -> Table:
        return np.bincount(cells[chosen], minlength=shape[0] * shape[1]).reshape(shape)

    return resampled(len(cells), lambda chosen: _apply(formulas, table_of(chosen)), seed=seed)


def _apply(formulas: Mapping[str, Callable[[Table], float]], table: Table) -> dict[str, float]:
    return {name: formula(table) for name, formula in formulas.items()}


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error: how far confidence and accuracy lie apart, in [0, 1].

    Items are put into ``N_BINS`` bins of confidence; the gap between mean confidence and
    accuracy of a bin counts by its share of the items. Method: Guo et al. (2017).

    Args:
        confidence: probability of the predicted label, in (0, 1]. Shape (items,).
        right: whether the label is the gold one. Shape (items,).
    """
    bins = np.minimum((confidence * N_BINS).astype(np.int64), N_BINS - 1)
    gaps = np.bincount(bins, weights=confidence - right, minlength=N_BINS)
    return float(np.abs(gaps).sum() / max(len(confidence), 1))


def calibration_score(probabilities: NDArray[np.float64], gold: Sequence[int], *, seed: int) -> Score:
    """The calibration error of the likeliest label. ``probabilities``: shape (items, labels)."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == np.asarray(gold)

    def score(chosen: NDArray[np.int64]) -> dict[str, float]:
        return {"calibration_error": calibration_error(confidence[chosen], right[chosen])}

    (found,) = resampled(len(right), score, seed=seed)
    return found


def resampled(n: int, score: Callable[[NDArray[np.int64]], Mapping[str, float]], *, seed: int) -> list[Score]:
    """Scores all items and ``N_RESAMPLES`` samples of them, drawn with replacement.

    Args:
        n: number of items.
        score: from indices of items, of shape (n,), to values by name.
        seed: fixes the samples.
    """
    values = score(np.arange(n))
    rng = np.random.default_rng(seed)
    samples = [score(rng.integers(0, n, n)) for _ in range(N_RESAMPLES)] if n else []
    scores: list[Score] = []
    for name, value in values.items():
        low, high = np.percentile([sample[name] for sample in samples], [2.5, 97.5]) if samples else (value, value)
        scores.append(Score(name, value, float(low), float(high)))
    return scores
