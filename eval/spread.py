"""How far figures differ between runs of one recipe with different seeds."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..model.errors import UsageError
from ..training.card import Spread
from .evaluate import read_records

__all__ = ["read_spread", "spread_of"]


def read_spread(files: Sequence[Path]) -> Spread:
    """Reads what ``stancekit.eval.release --results`` wrote for each seed.

    Args:
        files: one of each seed, at least two.

    Raises:
        UsageError: fewer than two files, or one that is missing or holds no records.
    """
    if len(files) < 2:
        raise UsageError(f"--spread takes the results of at least 2 seeds, not of {len(files)}")
    return spread_of([read_records(file) for file in files])


def spread_of(seeds: Sequence[Sequence[Mapping[str, object]]]) -> Spread:
    """Mean and standard deviation of every figure that all seeds have from the ONNX backend.

    Args:
        seeds: the records of each seed, as ``stancekit evaluate`` gives them.

    Returns:
        shares in [0, 1]; the standard deviation is the sample's (n - 1), 0 of a single seed.
    """
    values = [
        {
            (str(record["benchmark"]), str(record["split"]), str(record["metric"])): float(str(record["value"]))
            for record in records
            if record["backend"] == "onnx"
        }
        for records in seeds
    ]
    common = [key for key in values[0] if all(key in each for each in values)]
    figures: dict[tuple[str, str, str], tuple[float, float]] = {}
    for key in common:
        found = [each[key] for each in values]
        figures[key] = (statistics.fmean(found), statistics.stdev(found) if len(found) > 1 else 0.0)
    return Spread(len(seeds), figures)
