"""How far figures differ between runs of one recipe with different seeds."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..model.errors import UsageError
from ..training.card import Spread

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
    seeds: list[list[Mapping[str, object]]] = []
    for file in files:
        try:
            seeds.append(json.loads(file.read_text(encoding="utf-8")))
            spread_of(seeds[-1:])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{file} holds no results ({error}); write them with "
                "'python -m stancekit.eval.release RUN OUTPUT --results FILE'"
            ) from None
    return spread_of(seeds)


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
