"""What is measured of a benchmark's items: additive statistics, and formulas over their sum.

A task turns every item into a row of numbers. A score is a formula over the sum of the
rows; the score of a slice is the same formula over fewer rows, a bootstrap interval
over rows drawn with replacement, a permutation test over rows exchanged between two
systems. There is no other way to a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .items import Item

__all__ = ["N_BINS", "Classification", "Counted", "PolarClassification", "Rows", "Task", "f1_of_counts"]

#: One row an item, or one row in all.
Rows = NDArray[np.float64]
#: Equal-width bins of the calibration error, as in Guo et al. (2017).
N_BINS = 15


class Task(Protocol):
    """What is measured of items."""

    @property
    def main_metric(self) -> str:
        """The metric that systems are compared by."""
        ...

    def rows(self, items: Sequence[Item]) -> Rows:
        """The statistics of each item. Shape (items, statistics)."""
        ...

    def values(self, total: Rows) -> dict[str, float]:
        """Every metric, from the sum of rows. ``total``: shape (statistics,)."""
        ...


def f1_of_counts(correct: float, predicted: float, gold: float) -> float:
    """F1 from the numbers of correct, predicted and gold units; 0 where there is nothing."""
    return float(2 * correct / (predicted + gold)) if predicted + gold else 0.0


class Classification:
    """One label an item.

    Metrics: ``micro_f1`` (the accuracy), ``macro_f1`` (mean over all labels, also those
    that do not occur), ``f1/LABEL``; with probabilities ``calibration_error``, and
    ``calibration_error/chance``, what perfect probabilities as sure as these would show on
    as many items (each bin's gap is then about normal, with the binomial's variance); with a
    ``background`` label ``false_positive_rate``, the share of its items that get another.

    Args:
        labels: all labels, in the order of an item's probabilities.
        main_metric: the metric that systems are compared by.
        background: the label of items in which there is nothing to find.
    """

    def __init__(self, labels: Sequence[str], *, main_metric: str = "macro_f1", background: str = "") -> None:
        self.labels = tuple(labels)
        self.main_metric = main_metric
        self._background = background

    def rows(self, items: Sequence[Item]) -> Rows:
        """Confusion cells; by bin confidence less rightness, and its variance; whether there are probabilities."""
        n = len(self.labels)
        rows = np.zeros((len(items), n * n + 2 * N_BINS + 1))
        index = {label: i for i, label in enumerate(self.labels)}
        for row, item in zip(rows, items, strict=True):
            gold, predicted = index[item.gold], index[item.predicted]
            row[gold * n + predicted] = 1
            if item.probabilities:
                at = n * n + _bin(item.confidence)
                row[at] = item.confidence - (gold == predicted)
                row[at + N_BINS] = item.confidence * (1 - item.confidence)
                row[-1] = 1
        return rows

    def values(self, total: Rows) -> dict[str, float]:
        """See the class."""
        n = len(self.labels)
        found = table_scores(total[: n * n].reshape(n, n), self.labels)
        if self._background:
            row = total[: n * n].reshape(n, n)[self.labels.index(self._background)]
            right = row[self.labels.index(self._background)]
            found["false_positive_rate"] = float(1 - right / row.sum()) if row.sum() else 0.0
        if total[-1]:
            gaps, variances = total[n * n : -1].reshape(2, N_BINS)
            found["calibration_error"] = float(np.abs(gaps).sum() / total[-1])
            # The mean of |x| of a normal x is the root of 2/pi times its variance.
            found["calibration_error/chance"] = float(np.sqrt(2 / np.pi * variances).sum() / total[-1])
        return found


class PolarClassification(Classification):
    """A classification with a neutral label that also asks for the sign alone.

    The further metrics ``micro_f1/polar``, ``macro_f1/polar`` are over items whose gold
    is not neutral, of which the likelier of the other two labels is taken.

    Args:
        labels: favor, neutral, against, in the order of an item's probabilities.
    """

    def rows(self, items: Sequence[Item]) -> Rows:
        """The statistics of ``Classification``, then four cells of favor and against."""
        polar = np.zeros((len(items), 4))
        first, last = self.labels[0], self.labels[-1]
        for row, item in zip(polar, items, strict=True):
            if item.gold in (first, last):
                sign = item.predicted == last
                if item.probabilities:
                    sign = item.probabilities[-1] > item.probabilities[0]
                row[2 * (item.gold == last) + sign] = 1
        return np.hstack([polar, super().rows(items)])

    def values(self, total: Rows) -> dict[str, float]:
        """See the class."""
        polar = table_scores(total[:4].reshape(2, 2), (self.labels[0], self.labels[-1]))
        named = {f"{metric}/polar": polar[metric] for metric in ("micro_f1", "macro_f1")}
        return super().values(total[4:]) | named


class Counted:
    """Items that bring counts, such as articles with the stances found in them.

    Args:
        counts: names of the counts, in a fixed order.
        formulas: metric to formula over the summed counts by name.
        main_metric: the metric that systems are compared by.
    """

    def __init__(
        self,
        counts: Sequence[str],
        formulas: Mapping[str, Callable[[Mapping[str, float]], float]],
        *,
        main_metric: str,
    ) -> None:
        self._counts = tuple(counts)
        self._formulas = dict(formulas)
        self.main_metric = main_metric

    def rows(self, items: Sequence[Item]) -> Rows:
        """The counts of each item."""
        return np.array([[item.counts.get(name, 0.0) for name in self._counts] for item in items]).reshape(
            len(items), len(self._counts)
        )

    def values(self, total: Rows) -> dict[str, float]:
        """The formulas over the sum."""
        summed = dict(zip(self._counts, total.tolist(), strict=True))
        return {metric: float(formula(summed)) for metric, formula in self._formulas.items()}


def table_scores(table: Rows, labels: Sequence[str]) -> dict[str, float]:
    """Micro F1, macro F1 and the F1 of each label.

    Args:
        table: items by gold and predicted label. Shape (labels, labels).
        labels: their names.
    """
    right, predicted, gold = table.diagonal(), table.sum(axis=0), table.sum(axis=1)
    each = [f1_of_counts(*counts) for counts in zip(right, predicted, gold, strict=True)]
    scores = {"micro_f1": float(right.sum() / max(table.sum(), 1)), "macro_f1": float(np.mean(each))}
    return scores | {f"f1/{label}": value for label, value in zip(labels, each, strict=True)}


def _bin(confidence: float) -> int:
    return min(int(confidence * N_BINS), N_BINS - 1)
