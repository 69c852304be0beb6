"""Tables that the repository keeps packed: CSV in gzip, the same bytes for the same rows."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["write_packed"]


def write_packed(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes a table at once, so that a killed run leaves none that is cut off.

    Args:
        path: the file, ``NAME.csv.gz``.
        columns: its first line.
        rows: the others.
    """
    unfinished = path.with_suffix(".unfinished")
    # Without a time in its head, so that the same rows are the same file.
    with (
        unfinished.open("wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
    unfinished.replace(path)
