"""Writes results: a table and a page for people; JSONL, CSV and Parquet for machines.

Rows have the columns ``ROW_FIELDS`` in every format. What is found in an article
is written and flushed in one piece as soon as the article is done, so whoever
stops a run keeps the articles that were finished; Parquet, whose files are only
readable once closed, gathers rows and is closed properly in that case too.

JSONL, CSV and Parquet hold every value unaltered, so that they join back to the
corpus they came from. That includes values that begin with ``=`` or ``+``, which a
spreadsheet would take for a formula: import such a CSV as text. The table and the
page take control characters out, since an article could otherwise steer the
terminal it is shown in.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol, final, get_args

from .analysis import ROW_FIELDS, Analysis, Cell
from .errors import MissingExtraError, OutputError, UsageError
from .records import Stance

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = [
    "CELL_FIELDS",
    "OUTPUT_FORMATS",
    "Output",
    "OutputFormat",
    "Selection",
    "Writer",
    "counted",
    "csv_text",
    "jsonl_text",
    "open_writer",
    "printable",
    "write_cells",
]

OutputFormat = Literal["table", "jsonl", "csv", "parquet", "html"]
OUTPUT_FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)

#: Columns of a matrix, the same names in every format.
CELL_FIELDS = tuple(field.name for field in fields(Cell))

#: Rows gathered before Parquet writes a row group: one for each article would make the
#: file several times larger and slow to read.
ROW_GROUP = 10_000

#: Widths of the table in columns: when the terminal's is unknown, and the widest that is still easy to read.
DEFAULT_WIDTH = 100
MAX_WIDTH = 120


@final
class Output:
    """Where results go: a file, or standard output.

    Opened before the work starts, so that a place that cannot be written is found at
    once; a file that is there already stays as it is until ``begin``. As a context
    manager it closes the file, and removes one that it created and never began.

    Args:
        path: the file; None is standard output.

    Raises:
        OutputError: the file cannot be opened for writing.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.name = str(path) if path else "standard output"
        self._created = path is not None and not os.path.lexists(path)
        self._begun = False
        self._file: BinaryIO | None = self._open(path) if path else None
        if path is None and sys.stdout is None:  # None under >&-
            raise OutputError("standard output is closed; give --output FILE")

    @staticmethod
    def _open(path: Path) -> BinaryIO:
        try:
            return path.open("ab")
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another --output") from error

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._file:
                self._file.close()
        except OSError as close_error:
            # After a failed write, closing fails once more; the first error is the one to tell.
            if error is None:
                raise self.failure(close_error) from close_error
        if self.path and self._created and not self._begun:
            self.path.unlink(missing_ok=True)

    def begin(self, *, text_encoding: str | None = "utf-8") -> None:
        """Empties the file, or sets standard output up.

        Args:
            text_encoding: encoding of text on standard output; None keeps the terminal's.
                A file is always UTF-8.
        """
        self._begun = True
        if self._file is None:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding=text_encoding, errors="backslashreplace")
        elif stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):  # pipes and devices have nothing to empty
            _ = self._file.seek(0)
            _ = self._file.truncate()

    def write(self, text: str) -> None:
        """Writes a text and flushes it; what UTF-8 cannot hold becomes a backslash escape.

        Raises:
            OutputError: the disk is full or gone.
            BrokenPipeError: the reader of standard output has left.
        """
        try:
            if self._file is None:
                _ = sys.stdout.write(text)
                sys.stdout.flush()
            else:
                _ = self._file.write(text.encode("utf-8", "backslashreplace"))
                self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self.failure(error) from error

    def binary(self) -> BinaryIO:
        """The file, for a format that is no text.

        Raises:
            UsageError: there is none, results go to standard output.
        """
        if self._file is None:
            raise UsageError("parquet cannot be written to standard output; give --output FILE.parquet")
        return self._file

    def failure(self, error: OSError) -> OutputError:
        """What to raise when writing has failed."""
        return OutputError(f"{self.name}: could not be written ({error.strerror or error}); what came before is kept")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which stances are written.

    Attributes:
        neutral: whether neutral ones are.
        min_probability: the least probability of a stance's label, in [0, 1].
    """

    neutral: bool = False
    min_probability: float = 0.0

    def stances(self, analysis: Analysis) -> tuple[Stance, ...]:
        """The stances of an article that are written."""
        return analysis.select(neutral=self.neutral, min_probability=self.min_probability)

    def rows(self, analysis: Analysis) -> list[dict[str, object]]:
        """The same as rows with the columns ``ROW_FIELDS``, in the same order."""
        return analysis.to_dicts(neutral=self.neutral, min_probability=self.min_probability)


class Writer(Protocol):
    """Writes analyses, one after the other."""

    def write(self, analysis: Analysis) -> None:
        """Writes what was found in one article."""
        ...

    def close(self) -> None:
        """Writes what belongs at the end; also after a run that was stopped."""
        ...


def open_writer(output_format: OutputFormat, output: Output, selection: Selection) -> Writer:
    """Begins an output in a format.

    Raises:
        MissingExtraError: Parquet is asked for and pyarrow is not installed.
        UsageError: Parquet is asked for on standard output.
    """
    writers = {
        "table": _TableWriter,
        "jsonl": _JsonlWriter,
        "csv": _CsvWriter,
        "parquet": _ParquetWriter,
        "html": _HtmlWriter,
    }
    return writers[output_format](output, selection)


def printable(text: str) -> str:
    """A text on one line, without characters that would steer a terminal.

    Control characters, line separators and the marks that reverse the direction of
    text become spaces; runs of white space become one space.
    """
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", " ", text).split())


def jsonl_text(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as JSON, one object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV: commas, quotation marks where needed, a line feed at the end; None is an empty cell."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


# --- machines -------------------------------------------------------------------------------


class _JsonlWriter:
    def __init__(self, output: Output, selection: Selection) -> None:
        self._output = output
        self._selection = selection
        output.begin()

    def write(self, analysis: Analysis) -> None:
        self._output.write(jsonl_text(self._selection.rows(analysis)))

    def close(self) -> None:
        """Nothing belongs at the end of JSONL."""


class _CsvWriter:
    def __init__(self, output: Output, selection: Selection) -> None:
        self._output = output
        self._selection = selection
        output.begin()
        output.write(csv_text([ROW_FIELDS]))

    def write(self, analysis: Analysis) -> None:
        self._output.write(csv_text(list(row.values()) for row in self._selection.rows(analysis)))

    def close(self) -> None:
        """Nothing belongs at the end of CSV."""


class _ParquetWriter:
    """Row groups of ``ROW_GROUP`` rows; empty strings stay empty strings, as in the other formats."""

    def __init__(self, output: Output, selection: Selection) -> None:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise MissingExtraError("pyarrow", "parquet", "writing Parquet") from None
        self._output = output
        self._selection = selection
        self._arrow: Any = pyarrow
        file = output.binary()
        output.begin()
        kinds = {"sentence_index": "int32", "start": "int64", "end": "int64", "target_start": "int64"}
        kinds |= {"target_end": "int64", "p_favor": "float64", "p_neutral": "float64", "p_against": "float64"}
        self._schema: Any = pyarrow.schema([(name, kinds.get(name, "string")) for name in ROW_FIELDS])
        self._parquet: Any = parquet.ParquetWriter(file, self._schema)
        self._rows: list[dict[str, object]] = []

    def write(self, analysis: Analysis) -> None:
        self._rows += self._selection.rows(analysis)
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        try:
            self._parquet.close()
        except OSError as error:
            raise self._output.failure(error) from error

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        # File names may hold bytes that are no UTF-8, which pyarrow refuses.
        clean = [{name: _encodable(value) for name, value in row.items()} for row in rows]
        try:
            if clean:
                self._parquet.write_table(self._arrow.Table.from_pylist(clean, schema=self._schema))
        except OSError as error:
            raise self._output.failure(error) from error


def _encodable(value: object) -> object:
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def write_cells(cells: Sequence[Cell], output_format: OutputFormat, output: Output) -> None:
    """Writes a matrix as a table, JSONL or CSV.

    Raises:
        UsageError: the format is another one.
    """
    rows = [asdict(cell) for cell in cells]
    if output_format == "jsonl":
        output.begin()
        output.write(jsonl_text(rows))
    elif output_format == "csv":
        output.begin()
        output.write(csv_text([CELL_FIELDS, *(list(row.values()) for row in rows)]))
    elif output_format == "table":
        output.begin(text_encoding=None)
        output.write(_cell_table(cells))
    else:
        raise UsageError(f"a matrix cannot be written as {output_format}; valid: table, jsonl, csv")


# --- people: the table ----------------------------------------------------------------------

_STYLES = {"favor": "green", "neutral": "dim", "against": "red"}

#: Shown for a pair without a speaker: nobody is quoted, or the article leaves open who is.
ARTICLE_VOICE = "(article)"
UNNAMED_SPEAKER = "(unnamed speaker)"


class _TableWriter:
    """Stances by speaker, in reading order; the article's own voice last."""

    def __init__(self, output: Output, selection: Selection) -> None:
        self._output = output
        self._selection = selection
        self._console = _console(output)
        self._n_articles = 0
        output.begin(text_encoding=None)

    def write(self, analysis: Analysis) -> None:
        with self._console.capture() as capture:
            for line in self._lines(analysis):
                self._console.print(line, soft_wrap=True)
        self._output.write(capture.get())
        self._n_articles += 1

    def close(self) -> None:
        """Every article has its own footer; nothing belongs at the end."""

    def _lines(self, analysis: Analysis) -> Iterable[Text]:
        from rich.text import Text

        width = self._console.width
        if self._n_articles:
            yield from (Text(), Text())
        yield from self._heading(analysis)
        stances = self._selection.stances(analysis)
        yield from self._groups(analysis, stances)
        if not stances and analysis.sentences:
            yield from self._wrap("No stances to show." if analysis.stances else "Nobody takes a stance here.", width)
        yield from self._wrap(_footer(analysis, self._selection), width, "dim")

    def _heading(self, analysis: Analysis) -> Iterable[Text]:
        from rich.text import Text

        width, article = self._console.width, analysis.article
        about = (article.id if article.title else "", article.published, article.outlet)
        yield from self._wrap(article.title or article.id, width, "bold")
        if any(about):
            yield from self._wrap(" · ".join(filter(None, about)), width, "dim")
        yield Text()
        for note in analysis.notes:
            yield from self._wrap(note, width)

    def _groups(self, analysis: Analysis, stances: Sequence[Stance]) -> Iterable[Text]:
        from rich.cells import cell_len
        from rich.text import Text

        # Target, label and probability leave at least half of 80 columns to the sentence.
        longest = max((cell_len(printable(stance.pair.target.name)) for stance in stances), default=0)
        target_width = min(longest, max(16, self._console.width // 4))
        for speaker, group in _by_speaker(stances).items():
            yield from self._wrap(speaker, self._console.width, "bold")
            previous = -1
            for stance in group:
                sentence = stance.pair.sentence
                repeated = sentence.index == previous
                previous = sentence.index
                evidence = "(same sentence)" if repeated else sentence.span.of(analysis.article.text)
                yield from self._stance(stance, evidence, target_width)
            yield Text()

    def _stance(self, stance: Stance, evidence: str, target_width: int) -> Iterable[Text]:
        """The lines of one stance: arrow, target, label, probability, sentence."""
        from rich.text import Text

        targets = self._wrap(stance.pair.target.name, target_width)
        # Below 24 columns a sentence falls into single words; a terminal so narrow wraps by itself.
        sentences = self._wrap(evidence, max(24, self._console.width - target_width - 20))
        answer = Text(f"{stance.label:<7} {stance.probability:.2f}", _STYLES[stance.label])
        for number, (target, sentence) in enumerate(zip_longest(targets, sentences, fillvalue=Text())):
            left = Text("  → " if number == 0 else "    ") + target
            left.append(" " * (target_width + 6 - left.cell_len))
            line = left + (answer if number == 0 else Text(" " * 12)) + Text("  ") + sentence
            line.rstrip()
            yield line

    def _wrap(self, text: str, width: int, style: str = "") -> list[Text]:
        from rich.text import Text

        lines = list(Text(printable(text), style).wrap(self._console, max(width, 1), overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines


def _console(output: Output) -> Console:
    """Renders for standard output, coloured if that is a terminal, or plainly for a file."""
    from rich.console import Console

    file = io.StringIO() if output.path else sys.stdout
    # COLUMNS wins, then the terminal's width; a pipe has none.
    width = min(shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns, MAX_WIDTH)
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


def _by_speaker(stances: Sequence[Stance]) -> dict[str, list[Stance]]:
    """Stances under their speakers in order of appearance, the article's own voice last."""
    groups: dict[str, list[Stance]] = {}
    for stance in stances:
        groups.setdefault(_speaker(stance), []).append(stance)
    if ARTICLE_VOICE in groups:
        groups[ARTICLE_VOICE] = groups.pop(ARTICLE_VOICE)
    return groups


def _speaker(stance: Stance) -> str:
    pair = stance.pair
    if pair.speaker is None:
        return UNNAMED_SPEAKER if pair.attribution else ARTICLE_VOICE
    country = pair.speaker.actor.country if pair.speaker.actor else ""
    return f"{pair.speaker.name} ({country})" if country else pair.speaker.name


def _footer(analysis: Analysis, selection: Selection) -> str:
    """What was read and judged, and why some of it is not shown."""
    shown = len(selection.stances(analysis))
    neutral = sum(stance.label == "neutral" for stance in analysis.stances) if not selection.neutral else 0
    speakers = {entry.speaker.name for entry in analysis.attributions if entry.speaker}
    counts = (
        counted(len(analysis.sentences), "sentence"),
        counted(len(speakers), "speaker"),
        f"{counted(len(analysis.stances), 'pair')} judged",
        f"{shown} shown",
    )
    footer = ", ".join(counts)
    if unsure := len(analysis.stances) - shown - neutral:
        footer += f"; {unsure} below --min-probability {selection.min_probability:g}"
    if neutral:
        footer += f"; --all shows the {neutral} neutral {'one' if neutral == 1 else 'ones'}"
    return footer


def counted(number: int, noun: str) -> str:
    """A number with its noun, as in ``1 article`` and ``2,000 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _cell_table(cells: Sequence[Cell]) -> str:
    """A matrix as aligned columns."""
    if not cells:
        return "No stances to show.\n"
    rows = [CELL_FIELDS]
    for cell in cells:
        counts = (str(cell.favor), str(cell.neutral), str(cell.against))
        rows.append((printable(cell.source), printable(cell.target), cell.label, *counts, f"{cell.score:+.2f}"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            value.ljust(width) if number < 3 else value.rjust(width)
            for number, (value, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


# --- people: the page -----------------------------------------------------------------------

_PAGE_START = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Who stands where</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
article { margin-bottom: 4rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.about, .footer { opacity: .75; font-size: .9rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #8884;
  overflow-wrap: anywhere; }
mark { color: inherit; border-radius: .2em; padding: .05em 0; text-decoration: underline .12em; }
mark:target { outline: .15em solid; }
.favor { background: #2e9e4f44; text-decoration-color: #2e9e4f; }
.against { background: #d6403a44; text-decoration-color: #d6403a; text-decoration-style: dashed; }
.neutral { background: #88888844; text-decoration-color: #888; text-decoration-style: dotted; }
.mixed { background: #d9a02144; text-decoration-color: #d9a021; text-decoration-style: double; }
td span, p span { padding: 0 .3em; border-radius: .2em; }
@media (max-width: 34rem) {
  thead { display: none; }
  tr { display: block; border-bottom: 1px solid #8884; padding: .4rem 0; }
  td { display: inline; border: 0; padding: 0 .3rem 0 0; }
}
</style>
</head>
<body>
<h1>Who stands where</h1>
<p>Evidence: <span class="favor">favor</span> <span class="against">against</span>
<span class="neutral">neutral</span> <span class="mixed">several stances in one sentence</span></p>
"""
_PAGE_END = "</body>\n</html>\n"


class _HtmlWriter:
    """One self-contained page: of each article the stances and the text with its evidence marked."""

    def __init__(self, output: Output, selection: Selection) -> None:
        self._output = output
        self._selection = selection
        self._n_articles = 0
        output.begin()
        output.write(_PAGE_START)

    def write(self, analysis: Analysis) -> None:
        self._n_articles += 1
        self._output.write(_section(analysis, self._selection, f"a{self._n_articles}"))

    def close(self) -> None:
        self._output.write(_PAGE_END)


def _section(analysis: Analysis, selection: Selection, key: str) -> str:
    """An article as HTML; ``key`` begins the ids of its rows and sentences."""
    article = analysis.article
    about = [_escape(part) for part in (article.id, article.published, article.outlet) if part]
    if article.url.startswith(("http://", "https://")):
        about.append(f'<a href="{_escape(article.url)}" rel="noreferrer">{_escape(article.url)}</a>')
    stances = [stance for group in _by_speaker(selection.stances(analysis)).values() for stance in group]
    parts = [
        f'<article id="{key}">',
        f"<h2>{_escape(article.title or article.id)}</h2>",
        f'<p class="about">{" · ".join(about)}</p>',
        *(f"<p><strong>{_escape(note)}</strong></p>" for note in analysis.notes),
        _stance_table(stances, key) if stances else "<p>No stances to show.</p>",
        f'<div class="text">{_marked_text(analysis, stances, key)}</div>',
        f'<p class="footer">{_escape(_footer(analysis, selection))}</p>',
        "</article>",
    ]
    return "\n".join(parts) + "\n"


def _stance_table(stances: Sequence[Stance], key: str) -> str:
    """The stances as a table; each row links to its sentence."""
    rows = [
        f'<tr id="{key}r{number}"><td>{number}</td><td>{_escape(_speaker(stance))}</td>'
        f"<td>→ {_escape(stance.pair.target.name)}</td>"
        f'<td><span class="{stance.label}">{stance.label}</span></td><td>{stance.probability:.2f}</td>'
        f'<td><a href="#{key}s{stance.pair.sentence.index}">sentence {stance.pair.sentence.index + 1}</a></td></tr>'
        for number, stance in enumerate(stances, start=1)
    ]
    head = (
        "<thead><tr><th></th><th>speaker</th><th>target</th><th>stance</th><th>probability</th><th></th></tr></thead>"
    )
    return f"<table>\n{head}\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _marked_text(analysis: Analysis, stances: Sequence[Stance], key: str) -> str:
    """The article's text; a sentence with stances is marked, and its notes link to the rows."""
    text, position = analysis.article.text, 0
    numbers: dict[int, list[int]] = {}
    for number, stance in enumerate(stances, start=1):
        numbers.setdefault(stance.pair.sentence.index, []).append(number)
    parts: list[str] = []
    for index in sorted(numbers):
        sentence = stances[numbers[index][0] - 1].pair.sentence
        labels = {stances[number - 1].label for number in numbers[index]}
        notes = ", ".join(f'<a href="#{key}r{number}">{number}</a>' for number in numbers[index])
        parts += (
            _escape(text[position : sentence.start]),
            f'<mark id="{key}s{index}" class="{labels.pop() if len(labels) == 1 else "mixed"}">',
            _escape(text[sentence.start : sentence.end]),
            f"</mark><sup>{notes}</sup>",
        )
        position = sentence.end
    parts.append(_escape(text[position:]))
    return "".join(parts)


def _escape(text: str) -> str:
    """Text for HTML, without the control characters that HTML does not allow; line ends stay."""
    return html.escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", " ", text))
