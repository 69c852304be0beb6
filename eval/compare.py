"""Says which differences between two evaluated systems are beyond chance: ``stancekit compare``.

Reads the items that ``stancekit evaluate --output`` wrote beside the scores. Both
systems must have answered the same items of the same data; whatever only one of them
has is named and left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import UsageError
from .benchmarks import BENCHMARKS
from .evaluate import read_records
from .items import Item, read_items
from .resampling import Difference, compared

__all__ = ["Comparison", "compare", "items_path", "render_comparison", "to_records"]

#: A p-value below this is called a difference, after Holm's correction over all that are compared.
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """A difference on one benchmark.

    Attributes:
        benchmark: its name.
        n: number of items.
        difference: both values, the interval of the difference and the p-value.
        adjusted: the p-value after Holm's correction (1979) for the number of tests.
    """

    benchmark: str
    n: int
    difference: Difference
    adjusted: float

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the difference is significant at 5% over all tests together."""
        return self.adjusted < ALPHA


def items_path(scores: Path) -> Path:
    """Where the items of a score file lie: ``A.items.jsonl`` beside ``A.json``."""
    return scores.with_suffix(".items.jsonl")


def compare(first: Path, second: Path, *, all_metrics: bool = False, seed: int = 1) -> list[Comparison]:
    """Compares two score files.

    Args:
        first: what ``stancekit evaluate --format json --output`` wrote.
        second: likewise, of another system.
        all_metrics: test every metric and not only the main one of each benchmark.
        seed: fixes resamples and permutations.

    Raises:
        UsageError: a file is missing or malformed, the data differ, or nothing can be
            compared.
    """
    sums = [_checksums(path) for path in (first, second)]
    runs = [read_items(items_path(path)) for path in (first, second)]
    common = [name for name in runs[0] if name in runs[1] and name in BENCHMARKS]
    if not common:
        raise UsageError(f"{first} and {second} have no benchmark in common")
    found: list[tuple[str, int, Difference]] = []
    for name in common:
        if sums[0].get(name) != sums[1].get(name):
            raise UsageError(f"{name}: {first} and {second} were scored on different data or splits")
        one, other = _aligned(name, runs[0][name], runs[1][name], (first, second))
        task = BENCHMARKS[name].task
        metrics = None if all_metrics else [task.main_metric]
        differences = compared(task, task.rows(one), task.rows(other), seed=seed, metrics=metrics)
        found += [(name, len(one), difference) for difference in differences]
    adjusted = _holm([difference.p_value for _, _, difference in found])
    return [Comparison(name, n, difference, p) for (name, n, difference), p in zip(found, adjusted, strict=True)]


def _checksums(path: Path) -> dict[str, tuple[str, str]]:
    """Checksum and split of the data of each benchmark of a score file."""
    return {str(r["benchmark"]): (str(r["corpus_sha256"]), str(r["split"])) for r in read_records(path)}


def _aligned(
    name: str, first: Sequence[Item], second: Sequence[Item], paths: tuple[Path, Path]
) -> tuple[list[Item], list[Item]]:
    by_id = {item.id: item for item in second}
    if len(first) != len(second) or any(item.id not in by_id for item in first):
        raise UsageError(f"{name}: {items_path(paths[0])} and {items_path(paths[1])} do not hold the same items")
    return list(first), [by_id[item.id] for item in first]


def _holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction: the smallest p-value times the number of tests, the next times one less."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, p_values[index] * (len(p_values) - rank)))
        adjusted[index] = largest
    return adjusted


def render_comparison(comparisons: Sequence[Comparison], names: Sequence[str]) -> str:
    """A plain table, in percent, with a verdict a line."""
    head = f"{'benchmark':<16} {'n':>6} {'metric':<20} {names[0]:>10} {names[1]:>10}  difference"
    lines = [head]
    for each in comparisons:
        d = each.difference
        verdict = "beyond chance" if each.is_beyond_chance else "may be chance"
        lines.append(
            f"{each.benchmark:<16} {each.n:>6} {d.metric:<20} {100 * d.first:>10.1f} {100 * d.second:>10.1f}  "
            f"{100 * (d.second - d.first):+.1f} ({100 * d.low:+.1f} to {100 * d.high:+.1f}), "
            f"p {d.p_value:.4f}, corrected {each.adjusted:.4f}: {verdict}"
        )
    return "\n".join(lines)


def to_records(comparisons: Sequence[Comparison]) -> list[Mapping[str, object]]:
    """The comparisons as plain values."""
    return [
        {
            "benchmark": each.benchmark,
            "n": each.n,
            "metric": each.difference.metric,
            "first": round(each.difference.first, 5),
            "second": round(each.difference.second, 5),
            "ci_low": round(each.difference.low, 5),
            "ci_high": round(each.difference.high, 5),
            "p_value": round(each.difference.p_value, 5),
            "p_adjusted": round(each.adjusted, 5),
            "beyond_chance": each.is_beyond_chance,
        }
        for each in comparisons
    ]
