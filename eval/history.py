"""One dated row a benchmark for every measurement: ``make benchmark``.

``python -m stancekit.eval.history [--corpora DIR] [--output history.csv]`` runs the
shipped model on the dev split of every benchmark and appends the main figures, so that
the course of the project can be read, and drawn, from one file.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from ..model.errors import run_command
from .evaluate import Run, measure, records_of

__all__ = ["COLUMNS", "append_rows"]

COLUMNS = (
    "date",
    "version",
    "model",
    "revision",
    "backend",
    "benchmark",
    "split",
    "n",
    "metric",
    "value",
    "ci_low",
    "ci_high",
    "corpus_sha256",
    "seed",
)


def append_rows(path: Path, runs: Sequence[Run]) -> int:
    """Appends the main figure of every run; makes the file if there is none.

    Returns:
        the number of rows.
    """
    main = [record for run in runs for record in records_of(run) if record["metric"] == run.benchmark.task.main_metric]
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows({column: record[column] for column in COLUMNS} for record in main)
    return len(main)


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.eval.history", description=__doc__)
    parser.add_argument("--corpora", type=Path, help="default STANCEKIT_CORPORA")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results" / "history.csv")
    options = parser.parse_args()
    append_rows(options.output, measure(["all"], corpora=options.corpora))


if __name__ == "__main__":
    run_command(main)
