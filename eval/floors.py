"""The quality gate: figures of the shipped model on ``seeds/`` may not fall.

``floors.json`` pins the checksum of the seeds and a floor for every figure that the
gate watches. ``python -m stancekit.eval.floors`` checks them, ``--update`` raises
them to what the shipped model reaches now, and refuses to lower any unless
``--allow-lower`` is given too.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .evaluate import evaluate

__all__ = ["WATCHED", "failures", "read_floors", "updated"]

_PATH = Path(__file__).parent / "floors.json"
#: Figures that may not fall, and those that may not rise.
WATCHED = {"f1": "min", "f1/article": "min", "precision/article": "min", "wrong_sign": "max"}
#: One stance of some 180 moves these figures by about 0.005; floating-point and
#: kernel differences between machines flip at most a few.
_SLACK = 0.02


def read_floors() -> Mapping[str, Any]:
    """The pinned floors: ``corpus_sha256`` and ``floors``."""
    return json.loads(_PATH.read_text(encoding="utf-8"))


def failures(records: Sequence[Mapping[str, object]], pinned: Mapping[str, Any]) -> list[str]:
    """What is wrong with records of the ``seeds`` benchmark, one sentence each; empty if nothing is."""
    values = {str(record["metric"]): float(str(record["value"])) for record in records}
    found = [
        f"seeds: {metric} is {values[metric]:.4f}, {'below' if WATCHED[metric] == 'min' else 'above'} its floor {floor}"
        for metric, floor in pinned["floors"].items()
        if (values[metric] < floor if WATCHED[metric] == "min" else values[metric] > floor)
    ]
    if any(record["corpus_sha256"] != pinned["corpus_sha256"] for record in records):
        found.append("seeds: the articles or their gold changed; run python -m stancekit.eval.floors --update")
    return found


def updated(
    records: Sequence[Mapping[str, object]], pinned: Mapping[str, Any], *, allow_lower: bool
) -> dict[str, object]:
    """The floors that the records allow, with some slack for other machines.

    Raises:
        ValueError: a floor would be lowered and ``allow_lower`` is not set.
    """
    values = {str(record["metric"]): float(str(record["value"])) for record in records}
    floors: dict[str, float] = {}
    for metric, direction in WATCHED.items():
        sign = 1 if direction == "min" else -1
        new = sign * math.floor(round(sign * (values[metric] - sign * _SLACK) * 100, 6)) / 100
        old = pinned["floors"].get(metric)
        if old is not None and sign * new < sign * old and not allow_lower:
            raise ValueError(f"{metric} would go from {old} to {new}; give --allow-lower if that is meant")
        floors[metric] = max(new, 0.0)
    return {"corpus_sha256": str(records[0]["corpus_sha256"]), "floors": floors}


def main() -> int:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.eval.floors")
    parser.add_argument("--update", action="store_true", help="pin what the shipped model reaches now")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: lower floors, too")
    options = parser.parse_args()
    records = evaluate(["seeds"])
    pinned = read_floors()
    if options.update:
        try:
            new = updated(records, pinned, allow_lower=options.allow_lower)
        except ValueError as error:
            sys.exit(str(error))
        _PATH.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
        return 0
    found = failures(records, pinned)
    sys.stderr.writelines(f"{failure}\n" for failure in found)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
