"""Files that hold an article a row: JSONL, CSV and Parquet, read row by row."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, cast

from .decoding import open_text
from .drafts import Draft, Origin, ReadOptions, make_article
from .errors import ArticleError, MissingExtraError
from .headers import parse_date
from .records import Article

__all__ = ["Rows", "read_csv", "read_jsonl", "read_parquet"]

logger = logging.getLogger("stancekit")


class Rows:
    """Makes articles of rows, and keeps count of what the file as a whole should be told about."""

    def __init__(self, origin: Origin, options: ReadOptions) -> None:
        self._origin: Origin = origin
        self._options: ReadOptions = options
        self._columns: set[str] = set()
        self._n_odd_dates: int = 0
        self._odd_date: str = ""

    def article(self, row: Mapping[str, object], number: int) -> Article:
        """Makes an article of one row.

        Args:
            row: the columns.
            number: the line of the file, or the row of a Parquet file, from 1.

        Raises:
            ArticleError: the row has no text.
        """
        column = self._options.text_column
        where = f"{self._origin.label}:{number}"
        if column not in row:
            raise ArticleError(_no_column(where, column, row))
        text = row[column]
        if text is not None and not isinstance(text, str):
            raise ArticleError(f"{where}: {column!r} must be text, not {type(text).__name__}")
        if text is None or not text.strip():
            raise ArticleError(f"{where}: {column!r} is empty")
        rest = {key: value for key, value in row.items() if key != column}
        article_id = _plain(rest.pop(self._options.id_column, None))
        self._columns.update(row)
        return self.fill(Draft(text), rest, article_id or f"{self._origin.file}:{number}")

    def fill(self, draft: Draft, row: Mapping[str, object], article_id: str) -> Article:
        """Fills a draft from further columns, of which those that mean nothing here become metadata."""
        options = self._options
        rest = dict(row)
        draft.title = _plain(rest.pop(options.title_column, None)) or draft.title
        draft.outlet = _plain(rest.pop(options.outlet_column, None))
        draft.url = _plain(rest.pop(options.url_column, None)) or self._origin.url
        date_column = options.date_column
        if date_column == "date" and date_column not in rest:
            date_column = "published"
        draft.published = self._published(rest, date_column)
        draft.metadata = rest
        return make_article(draft, article_id)

    def report(self) -> None:
        """Warns of columns that were asked for and never met, and of dates that were not understood."""
        self.report_dates()
        defaults = ReadOptions()
        for name in ("id_column", "title_column", "date_column", "outlet_column", "url_column"):
            wanted = cast("str", getattr(self._options, name))
            if wanted != getattr(defaults, name) and wanted not in self._columns and self._columns:
                logger.warning("%s: has no column %r (--%s)", self._origin.label, wanted, name.replace("_", "-"))

    def report_dates(self) -> None:
        """Warns of dates that were not understood."""
        if self._n_odd_dates:
            logger.warning(
                "%s: %d dates such as %r were not understood and stay in the metadata; use 2020-03-31",
                self._origin.label,
                self._n_odd_dates,
                self._odd_date,
            )

    def _published(self, rest: dict[str, object], column: str) -> str:
        """Takes the date out of a row; one that is not understood stays in it."""
        value = rest.get(column)
        published = value.isoformat() if isinstance(value, date) else parse_date(_plain(value))
        if published or not _plain(value):
            _ = rest.pop(column, None)
        else:
            self._n_odd_dates += 1
            self._odd_date = self._odd_date or _plain(value)
        return published


def _plain(value: object) -> str:
    """A cell as text; an empty one, and the NaN that data frames write for it, as nothing."""
    is_nan = isinstance(value, float) and value != value
    return "" if value is None or is_nan else str(value).strip()


def _no_column(where: str, column: str, present: Iterable[str]) -> str:
    """The message for a missing text column."""
    names = ", ".join(map(repr, present)) or "none"
    return f"{where}: has no column {column!r}; it has {names}; name the right one with --text-column"


def read_jsonl(stream: io.BufferedReader, origin: Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads one JSON object a line."""
    rows = Rows(origin, options)
    lines = open_text(stream, origin, "\n")
    n_lines = 0
    try:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            n_lines += 1
            try:
                yield rows.article(_json_object(line, f"{origin.label}:{number}"), number)
            except ArticleError as error:
                yield error
    finally:
        # The stream belongs to the caller; the wrapper would close it when collected.
        _ = lines.detach()
    rows.report()
    if not n_lines:
        raise ArticleError(f"{origin.label}: is empty")


def _json_object(line: str, where: str) -> dict[str, object]:
    """Parses a line of JSONL."""
    if not line.isascii() and re.search("[\udc80-\udcff]", line):
        raise ArticleError(f"{where}: the line is not valid in the file's encoding; save the file as UTF-8")
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise ArticleError(f"{where}: is not valid JSON ({reason}); each line must hold one object") from None
    if not isinstance(value, dict):
        raise ArticleError(f"{where}: is a JSON {type(value).__name__} and no object; each line must hold one object")
    return cast("dict[str, object]", value)


def read_csv(stream: io.BufferedReader, origin: Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads a CSV file with a header row; tabs, semicolons and bars between the columns are recognised."""
    # Process-wide, and the only switch there is: whole articles pass the default of 131,072 characters.
    _ = csv.field_size_limit(max(csv.field_size_limit(), 2**31 - 1))
    lines = open_text(stream, origin, "")
    rows = Rows(origin, options)
    n_rows = 0
    try:
        header_line = next(lines, "")
        if not header_line.strip():
            raise ArticleError(
                f"{origin.label}: begins with a blank line or is empty; the first line must name columns"
            )
        delimiter = _delimiter(header_line, options.text_column)
        # Strict: an unclosed quotation mark would otherwise swallow the rest of the file unnoticed.
        reader = csv.reader(chain([header_line], lines), delimiter=delimiter, strict=True)
        header = _unique([name.strip() for name in next(reader, [])])
        if options.text_column not in header:
            raise ArticleError(_no_column(origin.label, options.text_column, header))
        for number, cells in _csv_rows(reader):
            if isinstance(cells, list) and not cells:
                continue
            n_rows += 1
            try:
                yield rows.article(_csv_row(header, cells, f"{origin.label}:{number}"), number)
            except ArticleError as error:
                yield error
    except csv.Error as error:
        raise ArticleError(f"{origin.label}:1: the header is no valid CSV ({error})") from None
    finally:
        _ = lines.detach()
    rows.report()
    if not n_rows:
        raise ArticleError(f"{origin.label}: has a header and no rows")


def _csv_rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows of a CSV file with the line that each begins in; a broken one is returned as its error."""
    while True:
        number = cast("int", getattr(reader, "line_num")) + 1  # noqa: B009 - the type of csv.reader is private
        try:
            yield number, next(reader)
        except csv.Error as error:
            yield number, error
        except StopIteration:
            return


def _csv_row(header: list[str], cells: list[str] | csv.Error, where: str) -> dict[str, object]:
    """A row as columns; cells missing at its end are empty."""
    if isinstance(cells, csv.Error):
        raise ArticleError(f"{where}: is no valid CSV ({cells}); a quotation mark in a cell must be doubled")
    if len(cells) > len(header):
        raise ArticleError(
            f"{where}: has {len(cells)} cells and the header {len(header)}; put quotation marks around cells"
        )
    if any(not cell.isascii() and re.search("[\udc80-\udcff]", cell) for cell in cells):
        raise ArticleError(f"{where}: the row is not valid in the file's encoding; save the file as UTF-8")
    return dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))


def _unique(names: list[str]) -> list[str]:
    """Column names of which a second ``a`` becomes ``a#2``, so that no cell is lost."""
    seen: Counter[str] = Counter()
    unique: list[str] = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return unique


def _delimiter(header_line: str, text_column: str) -> str:
    """The separator under which the header has the text column, else the one that cuts it most often."""
    cuts = {mark: [cell.strip(' "\r\n') for cell in header_line.split(mark)] for mark in ",;\t|"}
    for mark, cells in cuts.items():
        if text_column in cells and len(cells) > 1:
            return mark
    return max(cuts, key=lambda mark: len(cuts[mark]))


def read_parquet(stream: io.BufferedReader, origin: Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads a Parquet file in batches of rows."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", "reading Parquet") from None
    # Parquet is read from its end: what cannot be wound back must be held in memory.
    source: Any = stream if stream.seekable() else pyarrow.BufferReader(stream.read())
    try:
        file = parquet.ParquetFile(source)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise ArticleError(f"{origin.label}: is no valid Parquet file ({str(error).splitlines()[0]})") from None
    names = list(file.schema_arrow.names)
    if options.text_column not in names:
        raise ArticleError(_no_column(origin.label, options.text_column, names))
    if not file.metadata.num_rows:
        raise ArticleError(f"{origin.label}: has no rows")
    rows = Rows(origin, options)
    number = 0
    try:
        for batch in file.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield rows.article(row, number)
                except ArticleError as error:
                    yield error
    except (pyarrow.ArrowException, OSError) as error:
        raise ArticleError(f"{origin.label}: is damaged after row {number} ({str(error).splitlines()[0]})") from None
    rows.report()
