"""The quality gate: figures of the shipped model on our own articles and sentences may not fall.

These are ``seeds/``, ``seeds/stories``, ``seeds/reports``, ``fixture.jsonl`` and ``unseen.jsonl``. ``floors.json`` pins
the checksum of each and a floor for every figure that the gate watches. ``python -m
stancekit.eval.floors`` checks them, ``--update`` raises them to what the shipped model reaches
now, and refuses to lower any unless ``--allow-lower`` is given too.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..model.errors import run_command
from .evaluate import measure, records_of

__all__ = ["WATCHED", "failures", "read_floors", "updated"]

_PATH = Path(__file__).parent / "floors.json"
#: By benchmark, figures that may not fall, and those that may not rise.
WATCHED: Mapping[str, Mapping[str, str]] = {
    "seeds": {"f1": "min", "f1/article": "min", "precision/article": "min", "wrong_sign": "max"},
    "stories": {"f1": "min", "f1/article": "min", "precision/article": "min", "wrong_sign": "max"},
    "reports": {"f1": "min", "f1/article": "min", "precision/article": "min", "wrong_sign": "max"},
    "dispatches": {"f1": "min", "f1/article": "min", "precision/article": "min", "wrong_sign": "max"},
    "bulletins": {"f1": "min", "f1/article": "min", "precision/article": "min", "wrong_sign": "max"},
    "fixture": {"micro_f1": "min", "macro_f1": "min", "false_positive_rate": "max"},
    "unseen": {"micro_f1": "min", "macro_f1": "min", "false_positive_rate": "max"},
}
#: One stance of some 180 moves these figures by about 0.005, of 291 (stories, dispatches) by 0.003, of 518 and 621 by
#: 0.002, one of 64 by 0.016, one of 394 by 0.003 and a neutral one of these by 0.008; floating-point and
#: kernel differences between machines flip at most a few.
_SLACK = {
    "seeds": 0.02,
    "stories": 0.02,
    "reports": 0.02,
    "dispatches": 0.02,
    "bulletins": 0.02,
    "fixture": 0.04,
    "unseen": 0.02,
}
_Pinned = Mapping[str, Mapping[str, Any]]


def read_floors() -> _Pinned:
    """The pinned floors: benchmark to ``corpus_sha256`` and ``floors``."""
    return json.loads(_PATH.read_text(encoding="utf-8"))


def failures(records: Sequence[Mapping[str, object]], pinned: _Pinned) -> list[str]:
    """What is wrong with records of the watched benchmarks, one sentence each; empty if nothing is."""
    found: list[str] = []
    for name, pin in pinned.items():
        own = [record for record in records if record["benchmark"] == name]
        values = {str(record["metric"]): float(str(record["value"])) for record in own}
        for metric, floor in pin["floors"].items():
            is_min = WATCHED[name][metric] == "min"
            if values[metric] < floor if is_min else values[metric] > floor:
                side = "below" if is_min else "above"
                found.append(f"{name}: {metric} is {values[metric]:.4f}, {side} its floor {floor}")
        if any(record["corpus_sha256"] != pin["corpus_sha256"] for record in own):
            found.append(f"{name}: its text or gold changed; run python -m stancekit.eval.floors --update")
    return found


def updated(
    records: Sequence[Mapping[str, object]], pinned: _Pinned, *, allow_lower: bool
) -> dict[str, dict[str, object]]:
    """The floors that the records allow, with some slack for other machines.

    A floor that a figure still keeps, with less slack than usual, stays as it is.

    Raises:
        ValueError: a figure no longer keeps its floor and ``allow_lower`` is not set.
    """
    new: dict[str, dict[str, object]] = {}
    for name, watched in WATCHED.items():
        own = [record for record in records if record["benchmark"] == name]
        values = {str(record["metric"]): float(str(record["value"])) for record in own}
        floors: dict[str, float] = {}
        for metric, direction in watched.items():
            sign = 1 if direction == "min" else -1
            floor = sign * math.floor(round(sign * (values[metric] - sign * _SLACK[name]) * 100, 6)) / 100
            old = pinned.get(name, {}).get("floors", {}).get(metric)
            if old is not None and not allow_lower and sign * floor < sign * old:
                if sign * values[metric] < sign * old:
                    raise ValueError(
                        f"{name}: {metric} would go from {old} to {floor}; give --allow-lower if that is meant"
                    )
                floor = old
            floors[metric] = max(floor, 0.0)
        new[name] = {"corpus_sha256": str(own[0]["corpus_sha256"]), "floors": floors}
    return new


def main() -> int:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.eval.floors")
    parser.add_argument("--update", action="store_true", help="pin what the shipped model reaches now")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: lower floors, too")
    options = parser.parse_args()
    records = records_of(*measure(list(WATCHED)))
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
    run_command(main)
