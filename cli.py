"""The command line: ``stancekit analyze``, ``classify``, ``train``, ``evaluate``, ``corpora``.

Three steps, each of them a function: ``parse`` reads the arguments, ``validate``
refuses those that do not go together, ``run`` does the work. Results go to
standard output or ``--output``; warnings, errors and progress go to standard error,
one line each. The exit code is 0 only if all went well, 2 for bad usage, else 1.

Whatever a command needs is imported when it runs: ``--help`` must not wait for it.
"""

# pyright: reportUninitializedInstanceVariable=false

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from .model.errors import ArticleError, MissingExtraError, OutputError, StancekitError, UsageError

if TYPE_CHECKING:
    from .model.analysis import Analysis, Cell, Grouping
    from .model.analyzer import StanceAnalyzer
    from .model.articles import InputFormat
    from .model.backends import BackendName
    from .model.output import Output, OutputFormat, Selection
    from .model.records import Stance
    from .training.corpora import Corpus

__all__ = ["Arguments", "main", "parse", "run", "validate"]

log = logging.getLogger("stancekit")

# The choices stand here once more because importing the modules that define them costs
# more than all of --help may; a test holds the two equal.
_OUTPUT_FORMATS = ("table", "jsonl", "csv", "parquet", "html")
_INPUT_FORMATS = ("auto", "text", "markdown", "html", "jsonl", "csv", "parquet")
_GROUPINGS = ("speaker", "affiliation")
_PREDICTION_FORMATS = ("stancekit", "newsmtsc", "dse")
_BACKENDS = ("auto", "onnx", "torch")

#: Ending of ``--output`` to format.
_SUFFIXES: Mapping[str, OutputFormat] = {
    "": "table",
    ".txt": "table",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".html": "html",
    ".htm": "html",
}

#: Ending of ``evaluate --output`` to format.
_SCORE_FORMATS: Mapping[str, str] = {".txt": "table", ".json": "json", ".md": "markdown", ".html": "html"}
_COMPARE_DETAILS = """
Each difference is tested by exchanging the two systems' answers at random (5,000 times)
and corrected for the number of tests (Holm)."""

#: Columns that ``classify`` reads, and those that it adds.
_TRIPLE_COLUMNS = ("speaker", "target", "sentence")
_ANSWER_COLUMNS = ("label", "p_favor", "p_neutral", "p_against")

#: Rows that ``classify`` sorts by length and answers together; finished blocks survive Ctrl-C.
_BLOCK = 512

#: Progress is shown from this many articles on.
_FEW_ARTICLES = 4

_EXIT_CODES = """
exit codes:
  0  all went well
  1  something did not: an article could not be read or is not in English, a row had
     no target, the run was interrupted …; standard error says what, and the good
     results are written all the same
  2  bad usage
"""


class Arguments(argparse.Namespace):
    """What was asked for; a command sets the attributes of its own options."""

    # argparse sets them; a value given here would keep it from setting the default.

    command: str
    action: str
    version: bool
    quiet: bool
    verbose: bool
    sources: list[str]
    file: str
    format: str | None
    output: Path | None
    actors: Path | None
    only_actors: bool
    by: Grouping | None
    all: bool
    min_probability: float
    model: str | None
    backend: BackendName
    device: str
    batch_size: int
    input_format: InputFormat
    text_column: str
    id_column: str
    title_column: str
    date_column: str
    outlet_column: str
    recipe: Path
    set: list[str]
    resume: bool
    workers: int | None
    corpora: Path | None
    benchmark: list[str]
    split: str
    predictions: Path | None
    predictions_form: str
    no_baselines: bool
    list_items: bool
    scores: list[Path]
    all_metrics: bool
    names: list[str]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program.

    Args:
        argv: the arguments, without the program's name; None for the process's own.

    Returns:
        the exit code.
    """
    try:
        arguments = parse(argv)
        with _logging_to_stderr(arguments):
            try:
                validate(arguments)
                return run(arguments)
            except StancekitError as error:
                log.error("%s", error)
                return 2 if isinstance(error, UsageError) else 1
            except KeyboardInterrupt:
                log.error("interrupted")
                return 1
    except SystemExit as stop:  # argparse, after --help and after bad usage
        return stop.code if isinstance(stop.code, int) else 1
    except BrokenPipeError:
        return 1
    finally:
        _leave_stdout()


# --- parse ----------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, like all others."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **options)

    def error(self, message: str) -> Any:
        self.exit(2, f"stancekit: error: {message}; see {self.prog} --help\n")


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Reads the arguments.

    Raises:
        SystemExit: after ``--help`` (code 0) and for arguments that cannot be read (2).
    """
    parser = _Parser(
        prog="stancekit",
        description="Reads news articles and says who stands where: each speaker's stance toward each actor.",
        epilog=_EXIT_CODES,
    )
    parser.add_argument("--version", action="store_true", help="show the version and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_analyze(commands)
    _add_classify(commands)
    _add_train(commands)
    _add_evaluate(commands)
    _add_compare(commands)
    _add_corpora(commands)
    arguments = parser.parse_args(argv, Arguments())
    if arguments.version:
        from importlib.metadata import version

        _ = sys.stdout.write(f"stancekit {version('stancekit')}\n")
        parser.exit(0)
    if not arguments.command:
        parser.print_help(sys.stderr)
        parser.exit(2)
    return arguments


def _command(commands: Any, name: str, summary: str, details: str = "") -> _Parser:
    parser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.{details}")
    chatter = parser.add_mutually_exclusive_group()
    chatter.add_argument("-q", "--quiet", action="store_true", help="only errors on standard error")
    chatter.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    return parser


def _add_analyze(commands: Any) -> None:
    details = """

  stancekit analyze article.txt
  stancekit analyze articles/ https://example.org/news.html --output stances.csv
  stancekit analyze corpus.jsonl --by affiliation --format csv > countries.csv"""
    parser = _command(commands, "analyze", "find the stances in articles", details)
    parser.epilog = _EXIT_CODES
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="PATH|URL|-",
        help="text, Markdown, HTML, JSONL, CSV or Parquet; a folder, a pattern, an address, or - for standard input",
    )
    output = parser.add_argument_group("output")
    output.add_argument("--format", choices=_OUTPUT_FORMATS, help="default: by the ending of --output, else table")
    output.add_argument("--output", type=Path, metavar="FILE", help="write to this file; default standard output")
    output.add_argument(
        "--by", choices=_GROUPINGS, help="sum all articles up: names with names, or countries with countries"
    )
    output.add_argument("--all", action="store_true", help="also show neutral pairs")
    output.add_argument(
        "--min-probability",
        type=float,
        default=0.0,
        metavar="P",
        help="leave out answers with a probability below P, in [0, 1]; default 0",
    )
    reading = parser.add_argument_group("input")
    reading.add_argument("--input-format", choices=_INPUT_FORMATS, default="auto", help="default: by name and content")
    for name, holds in (
        ("text", "the article"),
        ("id", "its name in the output"),
        ("title", "its headline"),
        ("date", "its date"),
        ("outlet", "the newspaper or agency"),
    ):
        reading.add_argument(
            f"--{name}-column", default=name, metavar="NAME", help=f"column or key with {holds}; default {name}"
        )
    actors = parser.add_argument_group("actors")
    actors.add_argument("--actors", type=Path, metavar="FILE", help="further actors to know, a YAML or CSV file")
    actors.add_argument("--only-actors", action="store_true", help="know only the actors of --actors")
    _add_model(parser)


def _add_classify(commands: Any) -> None:
    details = """

Reads CSV with the columns sentence, speaker and target; an empty speaker is the
article's own voice. Keeps all columns, adds label, p_favor, p_neutral, p_against,
and writes commas between them. A row without a sentence or a target gets no label."""
    parser = _command(commands, "classify", "answer pairs of speaker and target that are already known", details)
    parser.epilog = _EXIT_CODES
    parser.add_argument("file", metavar="FILE.csv|-", help="UTF-8; commas, semicolons, tabs or bars between cells")
    parser.add_argument("--format", choices=("csv", "jsonl"), help="default: by the ending of --output, else csv")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to this file; default standard output")
    _add_model(parser)


def _add_train(commands: Any) -> None:
    parser = _command(commands, "train", "train a classifier by a recipe")
    parser.add_argument("recipe", type=Path, metavar="RECIPE.yaml", help="what to train; see training/recipes")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change a value of the recipe; repeatable"
    )
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="the run's folder; default runs/NAME")
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes that draw a classifier's coming epochs; default none on a CPU, up to 4 beside a GPU",
    )
    _add_corpora_folder(parser)


def _add_evaluate(commands: Any) -> None:
    parser = _command(commands, "evaluate", "score a model on benchmarks")
    parser.add_argument(
        "--benchmark", nargs="+", default=["all"], metavar="NAME", help="which ones; default all of them"
    )
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="default dev")
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="score these predictions of another system instead of a model"
    )
    parser.add_argument(
        "--predictions-form",
        choices=_PREDICTION_FORMATS,
        default="stancekit",
        help="form of that file; default stancekit: JSON lines with id and label, or id, p_favor, p_neutral, p_against",
    )
    parser.add_argument("--list-items", action="store_true", help="print the ids that predictions must name, and stop")
    parser.add_argument("--no-baselines", action="store_true", help="leave the baselines out of the tables")
    parser.add_argument(
        "--format", choices=tuple(_SCORE_FORMATS.values()), help="default: by the ending of --output, else table"
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write to this file, and with json every item to FILE's name with .items.jsonl; default standard output",
    )
    _add_corpora_folder(parser)
    _add_model(parser, device=False)


def _add_compare(commands: Any) -> None:
    parser = _command(
        commands, "compare", "say which differences between two evaluations are beyond chance", _COMPARE_DETAILS
    )
    parser.add_argument("scores", nargs=2, type=Path, metavar="SCORES.json", help="what evaluate --output wrote")
    parser.add_argument("--all-metrics", action="store_true", help="test every metric, not only the main ones")
    parser.add_argument("--format", choices=("table", "json"), help="default: by the ending of --output, else table")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to this file; default standard output")


def _add_corpora(commands: Any) -> None:
    parser = _command(commands, "corpora", "list, fetch and count the corpora")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    listing = _command(actions, "list", "show all corpora with their terms, and whether they are there")
    fetch = _command(actions, "fetch", "clone corpora at the revision that all figures refer to")
    fetch.add_argument("names", nargs="+", metavar="NAME", help="which corpora")
    stats = _command(actions, "stats", "count pairs and dropped records of the stance corpora")
    for action in (listing, fetch, stats):
        _add_corpora_folder(action)


def _add_corpora_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corpora", type=Path, metavar="FOLDER", help="where the corpora are; default $STANCEKIT_CORPORA"
    )


def _add_model(parser: argparse.ArgumentParser, *, device: bool = True) -> None:
    group = parser.add_argument_group("model")
    group.add_argument(
        "--model", metavar="FOLDER", help="a model folder or hub id; default $STANCEKIT_MODEL, else the shipped model"
    )
    group.add_argument(
        "--tagger", metavar="FOLDER", help="a tagger's folder, or 'rules'; default the one that goes with the model"
    )
    group.add_argument("--backend", choices=_BACKENDS, default="auto", help="what runs the networks; default auto")
    if device:
        group.add_argument("--device", default="auto", metavar="NAME", help="auto, cpu, cuda, cuda:1 …; default auto")
    group.add_argument("--batch-size", type=int, default=32, metavar="N", help="windows scored at once; default 32")


# --- validate -------------------------------------------------------------------------------


def validate(arguments: Arguments) -> None:
    """Refuses arguments that do not go together, and fills in the format that follows from ``--output``.

    Raises:
        UsageError: they do not.
    """
    if "batch_size" in arguments and arguments.batch_size < 1:
        raise UsageError(f"--batch-size is {arguments.batch_size}; it must be at least 1")
    if arguments.command == "analyze":
        _validate_analyze(arguments)
    elif arguments.command == "classify":
        arguments.format = arguments.format or _format_of(arguments.output, {"": "csv", ".csv": "csv"} | _JSONL)
        _refuse_overwriting(arguments.output, [arguments.file])
    elif arguments.command == "evaluate":
        arguments.format = arguments.format or _format_of(arguments.output, {"": "table", **_SCORE_FORMATS})
        if arguments.predictions and arguments.model:
            raise UsageError("--predictions and --model are two systems; give one of them")
    elif arguments.command == "compare":
        formats = {"": "table", ".txt": "table", ".json": "json"}
        arguments.format = arguments.format or _format_of(arguments.output, formats)


_JSONL = {".jsonl": "jsonl", ".ndjson": "jsonl"}


def _validate_analyze(arguments: Arguments) -> None:
    if not 0 <= arguments.min_probability <= 1:
        raise UsageError(f"--min-probability is {arguments.min_probability:g}; it must be in [0, 1]")
    if arguments.only_actors and not arguments.actors:
        raise UsageError("--only-actors needs --actors FILE")
    if arguments.sources.count("-") > 1:
        raise UsageError("- stands for standard input, which can be read only once")
    arguments.format = arguments.format or _format_of(arguments.output, _SUFFIXES)
    if arguments.by and arguments.format in ("parquet", "html"):
        raise UsageError(f"--by cannot be written as {arguments.format}; valid: table, jsonl, csv")
    if arguments.format == "parquet" and not arguments.output:
        raise UsageError("--format parquet needs --output FILE.parquet")
    _refuse_overwriting(arguments.output, arguments.sources)


def _format_of(output: Path | None, formats: Mapping[str, str]) -> str:
    """The format that goes with the ending of a file; without a file, the one for no ending."""
    suffix = output.suffix.lower() if output else ""
    if suffix not in formats:
        known = ", ".join(filter(None, formats))
        raise UsageError(f"--output {output}: no format goes with {suffix!r} (but with {known}); give --format")
    return formats[suffix]


def _refuse_overwriting(output: Path | None, sources: Sequence[str]) -> None:
    """Results over an input would destroy it; inside a folder that is read, they would be read as articles."""
    if output is None or (output.exists() and not output.is_file()):
        return
    for source in sources:
        path = Path(source)
        if source == "-" or not path.exists():
            continue
        if output.exists() and path.samefile(output):
            raise UsageError(f"--output {output} is read as input as well; choose another file")
        if path.is_dir() and path.resolve() in output.resolve().parents:
            raise UsageError(f"--output {output} lies in {path}, which is read as input; choose another folder")


# --- run ------------------------------------------------------------------------------------


def run(arguments: Arguments) -> int:
    """Does what was asked for.

    Returns:
        the exit code, 0 or 1.

    Raises:
        StancekitError: it could not be done; what was finished is written.
    """
    commands: Mapping[str, Callable[[Arguments], int]] = {
        "analyze": _run_analyze,
        "classify": _run_classify,
        "train": _run_train,
        "evaluate": _run_evaluate,
        "compare": _run_compare,
        "corpora": _run_corpora,
    }
    return commands[arguments.command](arguments)


def _run_analyze(arguments: Arguments) -> int:
    from .model.articles import ReadOptions, read_articles
    from .model.output import Output, Selection, counted, open_writer

    options = ReadOptions(
        text_column=arguments.text_column,
        id_column=arguments.id_column,
        title_column=arguments.title_column,
        date_column=arguments.date_column,
        outlet_column=arguments.outlet_column,
        input_format=arguments.input_format,
    )
    n_done = n_failed = 0
    interrupted = False
    with Output(arguments.output) as output:
        analyzer = _open_analyzer(arguments)
        selection = Selection(arguments.all, arguments.min_probability)
        output_format = cast("OutputFormat", arguments.format)
        matrix = _MatrixWriter(arguments.by, output_format, output, selection) if arguments.by else None
        writer = matrix or open_writer(output_format, output, selection)
        progress = _Progress(arguments)
        try:
            for article in read_articles(arguments.sources, options):
                if isinstance(article, ArticleError):
                    n_failed += 1
                    log.error("%s", article)
                    continue
                analysis = analyzer(article)
                writer.write(analysis)
                n_done += 1
                # An article in another language is not analyzed; the analyzer has warned of it.
                n_failed += bool(analysis.notes)
                if arguments.quiet:
                    for note in analysis.notes:
                        log.error("%s", note)
                found = counted(len(analysis.sentences), "sentence"), counted(len(analysis.stances), "pair")
                log.info("%s: %s, %s", article.id, *found)
                progress.show(n_done)
        except KeyboardInterrupt:
            interrupted = True
            log.error("interrupted; the results of %s are kept", counted(n_done, "article"))
        finally:
            progress.clear()
            writer.close()
    if n_failed and n_done + n_failed >= _FEW_ARTICLES:
        log.warning("%s analyzed; %s named above", counted(n_done, "article"), counted(n_failed, "problem"))
    return 1 if n_failed or interrupted else 0


def _open_analyzer(arguments: Arguments) -> StanceAnalyzer:
    from .model.analyzer import StanceAnalyzer

    return StanceAnalyzer.from_pretrained(
        arguments.model,
        actors=getattr(arguments, "actors", None),
        restrict_actors=getattr(arguments, "only_actors", False),
        tagger=arguments.tagger,
        device=arguments.device,
        backend=arguments.backend,
        batch_size=arguments.batch_size,
    )


class _MatrixWriter:
    """Gathers the stances of all articles and writes their matrix at the end."""

    def __init__(self, by: Grouping, output_format: OutputFormat, output: Output, selection: Selection) -> None:
        self._by: Grouping = by
        self._format: OutputFormat = output_format
        self._output = output
        self._selection = selection
        self._stances: list[Stance] = []
        self._n_left_out = 0

    def write(self, analysis: Analysis) -> None:
        """Keeps of every stance what the matrix needs, so that a corpus fits into memory."""
        from dataclasses import replace

        for stance in analysis.select(neutral=True, min_probability=self._selection.min_probability):
            if self._has_both_sides(stance):
                self._stances.append(replace(stance, pair=replace(stance.pair, text="", attribution=None)))
            else:
                self._n_left_out += stance.label != "neutral"

    def close(self) -> None:
        """Writes the matrix, and says what is not in it."""
        from .model.analysis import matrix
        from .model.output import counted, write_cells

        cells: list[Cell] = matrix(self._stances, self._by)
        write_cells(
            [cell for cell in cells if self._selection.neutral or cell.label != "neutral"], self._format, self._output
        )
        if self._n_left_out:
            lacks = "a country on one side" if self._by == "affiliation" else "a speaker's name"
            log.warning("left out for want of %s: %s", lacks, counted(self._n_left_out, "favor or against stance"))

    def _has_both_sides(self, stance: Stance) -> bool:
        speaker, target = stance.pair.speaker, stance.pair.target
        if self._by == "speaker":
            return bool(speaker and speaker.name)
        return bool(speaker and speaker.actor and speaker.actor.country and target.actor and target.actor.country)


class _Progress:
    """A counter on standard error while rows go elsewhere; nothing where nobody watches."""

    def __init__(self, arguments: Arguments) -> None:
        from time import monotonic

        rows_on_screen = arguments.output is None and arguments.by is None and sys.stdout.isatty()
        self._on = sys.stderr.isatty() and not arguments.quiet and not arguments.verbose and not rows_on_screen
        self._clock = monotonic
        self._start = monotonic()
        self._shown = 0.0

    def show(self, n_done: int) -> None:
        """Shows how far the run is, at most five times a second."""
        now = self._clock()
        if self._on and n_done >= _FEW_ARTICLES and now - self._shown > 0.2:
            self._shown = now
            rate = n_done / (now - self._start)
            _to_stderr(f"\r\x1b[K{n_done:,} articles, {rate:.1f} a second")

    def clear(self) -> None:
        """Takes the counter away."""
        if self._shown:
            _to_stderr("\r\x1b[K")


# --- classify -------------------------------------------------------------------------------


def _run_classify(arguments: Arguments) -> int:
    from .model.output import Output, counted

    with _open_triples(arguments.file) as stream, Output(arguments.output) as output:
        table = _TripleTable(stream, "standard input" if arguments.file == "-" else arguments.file)
        analyzer = _open_analyzer(arguments)
        output.begin()
        if arguments.format == "csv":
            _write_answers(output, [[*table.header, *_ANSWER_COLUMNS]])
        n_done = 0
        try:
            for block in table.blocks():
                answered = [*_answered(analyzer, block)]
                _write_answers(output, answered, None if arguments.format == "csv" else table.header)
                n_done += len(answered)
        except KeyboardInterrupt:
            log.error("interrupted; the answers to %s are kept", counted(n_done, "row"))
            return 1
    return 1 if table.n_bad else 0


@contextmanager
def _open_triples(file: str) -> Generator[TextIO, None, None]:
    """Opens a CSV file or standard input; bytes that are no UTF-8 show as lone surrogates."""
    from io import TextIOWrapper

    try:
        binary = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise StancekitError(f"{file}: could not be read ({error.strerror}); check the path") from error
    stream = TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield stream
    finally:
        _ = stream.detach()
        if file != "-":
            binary.close()


class _TripleTable:
    """The rows of a CSV file of triples; bad rows are named, counted and kept without an answer."""

    def __init__(self, stream: TextIO, name: str) -> None:
        import csv

        # Process-wide, and the only switch there is; the default refuses cells over 131,072 characters.
        _ = csv.field_size_limit(2**31 - 1)
        self._name = name
        self.n_bad = 0
        first = stream.readline()
        delimiter = max(",;\t|", key=first.count)
        # Strict: an unclosed quotation mark would otherwise swallow the rest of the file unnoticed.
        self._reader = csv.reader(stream, delimiter=delimiter, strict=True)
        self._error: type[Exception] = csv.Error
        self.header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
        self._check_header()

    def _check_header(self) -> None:
        present = ", ".join(map(repr, self.header)) or "none"
        if missing := [name for name in _TRIPLE_COLUMNS if name not in self.header]:
            raise StancekitError(
                f"{self._name}: has no column {missing[0]!r}; it has {present}; rename one in its header"
            )
        if len(set(self.header)) < len(self.header):
            raise StancekitError(f"{self._name}: a column name stands twice in {present}; rename one")
        if taken := [name for name in _ANSWER_COLUMNS if name in self.header]:
            raise StancekitError(
                f"{self._name}: has a column {taken[0]!r} already, which would be overwritten; rename it"
            )

    def blocks(self) -> Iterator[list[tuple[list[str], tuple[str, str, str] | None]]]:
        """Blocks of rows: the cells, and (speaker, target, sentence) of a good row, None of a bad one."""
        block: list[tuple[list[str], tuple[str, str, str] | None]] = []
        columns = [self.header.index(name) for name in _TRIPLE_COLUMNS]
        for number, found in self._rows():
            cells = found + [""] * (len(self.header) - len(found))
            speaker, target, sentence = (cells[column] for column in columns)
            problem = self._problem(cells, target, sentence)
            if problem:
                self._bad(number, problem)
            block.append((cells[: len(self.header)], None if problem else (speaker, target, sentence)))
            if len(block) == _BLOCK:
                yield block
                block = []
        if block:
            yield block

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are CSV, each with the line that it begins in."""
        while True:
            # One line for the header, which was read apart.
            number = self._reader.line_num + 2
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except self._error as error:
                self._bad(number, f"is no valid CSV ({error}) and is left out; double a quotation mark in a cell")
                continue
            if cells:
                yield number, cells

    def _problem(self, cells: Sequence[str], target: str, sentence: str) -> str:
        if len(cells) > len(self.header):
            return f"has {len(cells)} cells and the header {len(self.header)}; put quotation marks around cells"
        if any("\udc80" <= character <= "\udcff" for cell in cells for character in cell if not cell.isascii()):
            return "is not valid UTF-8; save the file as UTF-8"
        empty = [name for name, value in (("sentence", sentence), ("target", target)) if not value.strip()]
        return f"{empty[0]!r} is empty; its label stays empty" if empty else ""

    def _bad(self, number: int, problem: str) -> None:
        self.n_bad += 1
        log.error("%s:%d: %s", self._name, number, problem)


def _answered(
    analyzer: StanceAnalyzer, block: Sequence[tuple[list[str], tuple[str, str, str] | None]]
) -> Iterator[list[object]]:
    """The rows of a block with their answers; those of a bad row are None."""
    stances = iter(analyzer.classify([triple for _, triple in block if triple]))
    for cells, triple in block:
        if triple is None:
            yield [*cells, None, None, None, None]
            continue
        stance = next(stances)
        probabilities = (stance.p_favor, stance.p_neutral, stance.p_against)
        yield [*cells, stance.label, *(round(value, 4) for value in probabilities)]


def _write_answers(output: Output, rows: Sequence[list[object]], header: Sequence[str] | None = None) -> None:
    """Writes rows as CSV, or with a header as JSONL."""
    from .model.output import csv_text, jsonl_text

    if header is None:
        output.write(csv_text(rows))
    else:
        output.write(jsonl_text(dict(zip([*header, *_ANSWER_COLUMNS], row, strict=True)) for row in rows))


# --- train and evaluate ---------------------------------------------------------------------


def _run_train(arguments: Arguments) -> int:
    from .training.recipe import Recipe, read_recipe

    if arguments.workers is not None and arguments.workers < 0:
        raise UsageError(f"--workers is {arguments.workers}; it must be at least 0")
    recipe = read_recipe(arguments.recipe, arguments.set)
    folder = arguments.output or Path("runs", recipe.name)
    try:
        if isinstance(recipe, Recipe):
            with _extra("train", "training"):
                from .training.run import train
            model = train(recipe, folder, corpora=arguments.corpora, resume=arguments.resume, workers=arguments.workers)
        else:
            with _extra("train", "training"):
                from .training.tagger_run import train_tagger
            model = train_tagger(recipe, folder, corpora=arguments.corpora, resume=arguments.resume)
    except KeyboardInterrupt:
        log.error("interrupted; 'stancekit train %s --resume' goes on from the last checkpoint", arguments.recipe)
        return 1
    except OSError as error:
        if error.filename is None:
            raise
        raise OutputError(f"{error.filename}: {error.strerror}; choose another --output") from error
    _ = sys.stdout.write(f"{model}\n")
    return 0


def _run_evaluate(arguments: Arguments) -> int:
    from .model.output import Output

    with _extra("train", "the evaluation"):
        from .eval.benchmarks import find_benchmarks, item_ids
        from .eval.compare import items_path
        from .eval.evaluate import measure
        from .eval.items import write_items
        from .eval.predictions import PredictedSystem
        from .eval.rendering import rendered
    with Output(arguments.output) as output:
        if arguments.list_items:
            ids = item_ids(arguments.benchmark, arguments.split, arguments.corpora)
            output.begin()
            output.write("".join(f"{each}\n" for each in ids))
            return 0
        system = PredictedSystem(arguments.predictions, arguments.predictions_form) if arguments.predictions else None
        runs = measure(
            arguments.benchmark,
            split=arguments.split,
            corpora=arguments.corpora,
            model=arguments.model,
            backend=arguments.backend,
            batch_size=arguments.batch_size,
            tagger=arguments.tagger,
            system=system,
            with_baselines=not arguments.no_baselines,
        )
        text = rendered(runs, arguments.format or "table")
        output.begin()
        output.write(text)
        if arguments.output and arguments.format == "json":
            own = {run.benchmark.name: run.items for run in runs if not run.is_baseline}
            write_items(items_path(arguments.output), own)
    done = {run.benchmark.name for run in runs}
    # What was left out for want of data has been named; a caller must see it too.
    wanted = [each for each in find_benchmarks(arguments.benchmark) if not (system and each.needs_model)]
    return int(any(benchmark.name not in done for benchmark in wanted))


def _run_compare(arguments: Arguments) -> int:
    from .model.output import Output

    with _extra("train", "the comparison"):
        from .eval.compare import compare, render_comparison, to_records
    with Output(arguments.output) as output:
        first, second = arguments.scores
        found = compare(first, second, all_metrics=arguments.all_metrics)
        output.begin()
        if arguments.format == "json":
            import json

            output.write(json.dumps(to_records(found), indent=1) + "\n")
        else:
            output.write(render_comparison(found, (first.stem, second.stem)) + "\n")
    return 0


@contextmanager
def _extra(name: str, purpose: str) -> Generator[None, None, None]:
    """Answers the import of a package that is not installed with the line that installs it."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "stancekit"):
            raise
        raise MissingExtraError(package, name, purpose) from error


# --- corpora --------------------------------------------------------------------------------


def _run_corpora(arguments: Arguments) -> int:
    actions: Mapping[str, Callable[[Arguments], int]] = {
        "list": _list_corpora,
        "fetch": _fetch_corpora,
        "stats": _count_corpora,
    }
    return actions[arguments.action](arguments)


def _list_corpora(arguments: Arguments) -> int:
    from .training.corpora import CORPORA, CORPORA_VARIABLE, corpora_folder

    try:
        folder = corpora_folder(arguments.corpora)
    except StancekitError:
        if arguments.corpora:
            raise
        folder = None
    lines: list[str] = []
    for corpus in CORPORA.values():
        state = "unknown" if folder is None else _presence(corpus, folder)
        lines += (
            f"{corpus.name:<9} {state}: {corpus.title}",
            f"{'':<9} licence: {corpus.licence}",
            f"{'':<9} {corpus.upstream} at {corpus.revision[:12]}",
        )
    _ = sys.stdout.write("\n".join(lines) + "\n")
    if folder is None:
        log.warning("to see which corpora are present, set %s=FOLDER or give --corpora FOLDER", CORPORA_VARIABLE)
    return 0


def _presence(corpus: Corpus, folder: Path) -> str:
    """Whether the files of a corpus are there: all, none, or which splits."""
    found: list[str] = []
    for split in corpus.files:
        try:
            _ = corpus.path(folder, split)
        except StancekitError:
            continue
        found.append(split)
    if not found:
        return "missing"
    return "present" if len(found) == len(corpus.files) else f"{', '.join(found)} only"


def _fetch_corpora(arguments: Arguments) -> int:
    from .training.corpora import CORPORA, CORPORA_VARIABLE

    if unknown := [name for name in arguments.names if name not in CORPORA]:
        raise UsageError(f"unknown corpus {unknown[0]!r}; valid: {', '.join(CORPORA)}")
    variable = os.environ.get(CORPORA_VARIABLE)
    folder = arguments.corpora or (Path(variable) if variable else None)
    if folder is None:
        raise UsageError(f"where to? set {CORPORA_VARIABLE}=FOLDER or give --corpora FOLDER")
    n_failed = 0
    for name in arguments.names:
        try:
            _fetch(CORPORA[name], folder)
        except StancekitError as error:
            n_failed += 1
            log.error("%s", error)
    return 1 if n_failed else 0


def _fetch(corpus: Corpus, folder: Path) -> None:
    """Clones a corpus at its revision; it gets its name only once it is whole and its checksums hold."""
    import shutil
    import tempfile

    place = folder / corpus.name
    if place.exists():
        _verify(corpus, folder)
        _ = sys.stdout.write(f"{corpus.name}: already whole at {place}\n")
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{corpus.name}-", dir=folder))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); choose another --corpora") from error
    try:
        clone = partial / corpus.name
        _git("clone", "--quiet", "--no-checkout", corpus.upstream, str(clone))
        _git("-C", str(clone), "checkout", "--quiet", "--detach", corpus.revision)
        _verify(corpus, partial)
        _ = clone.rename(place)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _ = sys.stdout.write(f"{corpus.name}: {place}\n")


def _verify(corpus: Corpus, folder: Path) -> None:
    for split in corpus.files:
        corpus.verify(corpus.path(folder, split), split)


def _git(*arguments: str) -> None:
    """Runs git, naming the command.

    Raises:
        StancekitError: git is not installed, or the command failed; with git's own reason.
    """
    import subprocess

    command = ["git", *arguments]
    log.info("%s", " ".join(command))
    try:
        # Without a terminal to ask for passwords at, a repository that is gone fails at once.
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
        )
    except FileNotFoundError:
        raise StancekitError("git is not installed; install it, or clone the corpora by hand") from None
    if done.returncode:
        reasons = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        reason = next((line for line in reasons if line.startswith("fatal:")), reasons[-1])
        raise StancekitError(f"{' '.join(command)} failed ({reason}); check the network, or clone it by hand")


def _count_corpora(arguments: Arguments) -> int:
    from collections import Counter

    from .model.records import LABELS
    from .training.corpora import corpora_folder, find_corpus
    from .training.loaders import LOADERS, load_corpus

    folder = corpora_folder(arguments.corpora)
    _ = sys.stdout.write(
        f"{'corpus':<9} {'split':<8} {'pairs':>7} {''.join(f'{label:>8}' for label in LABELS)}  dropped\n"
    )
    n_failed = 0
    for name in LOADERS:
        for split in find_corpus(name).files:
            try:
                loaded = load_corpus(name, split, folder)
            except StancekitError as error:
                n_failed += 1
                log.error("%s", error)
                continue
            labels = Counter(example.label for example in loaded.examples)
            counts = "".join(f"{labels[label]:>8}" for label in LABELS)
            dropped = ", ".join(f"{reason} {count}" for reason, count in loaded.dropped.items()) or "none"
            _ = sys.stdout.write(f"{name:<9} {split:<8} {len(loaded.examples):>7} {counts}  {dropped}\n")
    return 1 if n_failed else 0


# --- standard streams -----------------------------------------------------------------------


class _LineHandler(logging.Handler):
    """Writes ``stancekit: warning: …`` to standard error, each record on one line."""

    def emit(self, record: logging.LogRecord) -> None:
        from .model.output import printable

        level = "" if record.levelno < logging.WARNING else f"{record.levelname.lower()}: "
        # A counter may stand in the line; see _Progress.
        clear = "\r\x1b[K" if sys.stderr and sys.stderr.isatty() else ""
        _to_stderr(f"{clear}stancekit: {level}{printable(record.getMessage())}\n")


@contextmanager
def _logging_to_stderr(arguments: Arguments) -> Generator[None, None, None]:
    """Shows what the package logs while a command runs, and nothing twice."""
    # Fetching and training take long, and say what they are at.
    talks = arguments.verbose or arguments.command == "train" or getattr(arguments, "action", "") == "fetch"
    handler = _LineHandler()
    before = log.level, log.propagate
    log.setLevel(logging.ERROR if arguments.quiet else logging.INFO if talks else logging.WARNING)
    log.propagate = False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.level, log.propagate = before


def _to_stderr(text: str) -> None:
    try:
        _ = sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, AttributeError):
        # Closed or gone: there is nowhere left to complain to, and results matter more.
        return


def _leave_stdout() -> None:
    """Drops what can no longer be written, else the interpreter complains about it as it ends."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
