"""One dated row a benchmark for every measurement: ``make benchmark``.

``python -m stancekit.eval.history [--corpora DIR] [--output history.csv]`` runs the
shipped model on the dev split of every benchmark and appends the main figures, so that
the course of the project can be read, and drawn, from one file. ``--results FILE`` takes
what ``stancekit.eval.release --results`` has just measured.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..model.errors import run_command
from .benchmarks import BENCHMARKS
from .evaluate import measure, read_records, records_of

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


def append_rows(path: Path, records: Sequence[Mapping[str, object]]) -> int:
    """Appends the main figure of every benchmark; makes the file if there is none.

    Args:
        path: a CSV file.
        records: of the shipped form, as ``records_of`` gives them.

    Returns:
        the number of rows.
    """
    main = [r for r in records if r["metric"] == BENCHMARKS[str(r["benchmark"])].task.main_metric]
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
    parser.add_argument("--results", type=Path, metavar="FILE", help="take these records instead of measuring")
    options = parser.parse_args()
    if options.results:
        records = [record for record in read_records(options.results) if record["backend"] == "onnx"]
    else:
        records = records_of(*measure(["all"], corpora=options.corpora))
    append_rows(options.output, records)


if __name__ == "__main__":
    run_command(main)
