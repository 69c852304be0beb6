"""The report of an evaluation: one page for the browser, or the same numbers as Markdown.

The page needs nothing but itself: styles, charts (SVG by matplotlib) and a few dozen
lines of script are in it, and its Content-Security-Policy lets it load nothing and run
no other script. Whatever comes from an article or a model goes through jinja2's
autoescape. All values are percentages, all intervals are the 95% ones of
``resampling``; both outputs are rendered from the same tables.

The reliability diagram follows Guo et al. (2017), the coverage curve El-Yaniv & Wiener
(2010): accuracy on the items whose confidence reaches a threshold, against their share.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..model.errors import MissingExtraError, UsageError
from .evaluate import MIN_SLICE, Run, records_of
from .items import Item
from .tasks import N_BINS, Classification

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["MAX_ERRORS", "Bin", "CoverageCurve", "coverage_curve", "reliability", "render_html", "render_markdown"]

#: Rows of the errors table for one system on one benchmark: 500 short sentences take 0.2 MB of page.
#: The page states how many errors there are in all.
MAX_ERRORS = 500
#: Points of a drawn curve; more cannot be told apart at the width of a page.
_MAX_POINTS = 300
#: A curve is drawn from this many answered items on; one item more or less moves the accuracy of fewer by 5 points.
_MIN_ANSWERED = 20
#: Rows of the coverage table, in percent.
_COVERAGES = (100, 90, 80, 70, 60, 50, 40, 30, 20, 10)
_LOWER_IS_BETTER = ("false_positive_rate", "calibration_error", "flip_rate", "sign_flip_rate", "wrong_sign", "lost/")
_INK, _FIRST, _SECOND = "#010101", "#2a7fd4", "#d9822b"
_STYLE: Mapping[str, object] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "stancekit",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
} | dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), _INK)
#: What neither HTML nor a reader wants in a sentence: control characters, and marks that reverse its direction.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


# --- what is computed --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bin:
    """Items of like confidence.

    Attributes:
        low: lower end of the confidences, included.
        high: upper end, excluded but for 1.
        count: number of items.
        confidence: their mean confidence, in [0, 1].
        accuracy: the share of them that is right, in [0, 1].
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class CoverageCurve:
    """Accuracy when the less confident items are left unanswered; from the highest threshold down.

    Attributes:
        threshold: the least confidence that is answered. Shape (points,), falling.
        coverage: share of the items that is answered, in (0, 1]. Shape (points,), rising to 1.
        accuracy: share of these that is right, in [0, 1]. Shape (points,).
    """

    threshold: NDArray[np.float64]
    coverage: NDArray[np.float64]
    accuracy: NDArray[np.float64]


def reliability(items: Sequence[Item]) -> list[Bin]:
    """Confidence against accuracy, in the equal-width bins of the calibration error.

    The calibration error is the mean of |confidence - accuracy| over the bins, weighted
    by their counts.

    Args:
        items: of a classification; those without probabilities are left out.

    Returns:
        the bins that hold items, in the order of confidence.
    """
    confidence, right = _answers(items)
    which = np.minimum((confidence * N_BINS).astype(int), N_BINS - 1)
    chosen = [(number, which == number) for number in range(N_BINS)]
    return [
        Bin(i / N_BINS, (i + 1) / N_BINS, int(of.sum()), float(confidence[of].mean()), float(right[of].mean()))
        for i, of in chosen
        if of.any()
    ]


def coverage_curve(items: Sequence[Item]) -> CoverageCurve:
    """Accuracy against coverage, when a system answers only what it is confident of.

    Items of the same confidence are answered together or not at all, so a curve has a
    point for every different confidence, and does not depend on the order of the items.

    Args:
        items: of a classification; those without probabilities are left out.

    Returns:
        the curve; of no points if no item has probabilities.
    """
    confidence, right = _answers(items)
    order = np.argsort(-confidence, kind="stable")
    confidence, right = confidence[order], right[order]
    answered = np.arange(1, len(order) + 1)
    last = np.append(confidence[1:] < confidence[:-1], True)[: len(order)]  # of those of the same confidence
    return CoverageCurve(
        confidence[last], (answered / max(len(order), 1))[last], (right.cumsum() / np.maximum(answered, 1))[last]
    )


def _answers(items: Sequence[Item]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Confidence and rightness (0 or 1) of the items with probabilities. Both of shape (items,)."""
    answered = [item for item in items if item.probabilities]
    confidence = np.array([item.confidence for item in answered], dtype=np.float64)
    return confidence, np.array([item.gold == item.predicted for item in answered], dtype=np.float64)


# --- what both outputs show --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of strings.

    Attributes:
        head: names of the columns.
        rows: a cell for each column.
        n_words: columns on the left that hold words, not figures.
        n_notes: columns on the right that do.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    n_words: int = 1
    n_notes: int = 0

    def is_figure(self, column: int) -> bool:
        """Whether a column holds figures."""
        return self.n_words <= column < len(self.head) - self.n_notes


@dataclass(frozen=True, slots=True)
class _Confusion:
    """Items by gold (rows) and predicted label (columns)."""

    system: str
    labels: Sequence[str]
    counts: Sequence[Sequence[int]]

    def share(self, row: int, column: int) -> float:
        """Share of the items of a gold label that got the predicted one, in [0, 1]."""
        return self.counts[row][column] / max(sum(self.counts[row]), 1)

    def table(self) -> _Table:
        """As figures with shares of the row."""
        rows = [
            [label, *(f"{count} ({_percent(self.share(i, j))}%)" for j, count in enumerate(self.counts[i]))]
            for i, label in enumerate(self.labels)
        ]
        return _Table(["gold ↓ predicted →", *self.labels], rows)


@dataclass(frozen=True, slots=True)
class _View:
    """What is shown of one system on one benchmark; without ``confusions`` it has counts, no labels.

    Attributes:
        key: begins the ids of its charts.
        system: its name.
        run: the run.
        slices: the main metric by slice, or None if the items have no slices.
        n_small: slices that are left out.
        confusions: of the system, then of the baselines.
        reliability: the bins, or None without probabilities.
        coverage: the curve at some points, or None without probabilities.
        n_errors: items that are wrong.
    """

    key: str
    system: str
    run: Run
    slices: _Table | None
    n_small: int
    confusions: Sequence[_Confusion] = ()
    reliability: _Table | None = None
    coverage: _Table | None = None
    n_errors: int = 0


@dataclass(frozen=True, slots=True)
class _Section:
    """A benchmark: its declaration, its scores, and each system that is no baseline."""

    key: str
    name: str
    split: str
    asked: str
    n: int
    anchor: str
    citation: str
    signatures: Sequence[str]
    metrics: _Table
    views: Sequence[_View]


@dataclass(frozen=True, slots=True)
class _Report:
    summary: _Table
    sections: Sequence[_Section]


def _report(runs: Sequence[Run]) -> _Report:
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.benchmark.name, run.split), []).append(run)
    records = {id(run): {str(record["metric"]): record for record in records_of(run)} for run in runs}
    columns = {system: None for system, _ in sorted(map(_column, runs), key=lambda each: each[1])}
    sections: list[_Section] = []
    summary: list[list[str]] = []
    for number, ((name, split), group) in enumerate(groups.items(), start=1):
        found = {_column(run)[0]: records[id(run)] for run in group}
        if len(found) < len(group):
            raise UsageError(f"two runs of one system on {name} ({split}); a report shows each once")
        benchmark = group[0].benchmark
        first = next(iter(found.values()))
        n = int(str(next(iter(first.values()))["n"]))
        for metric in (each for each in first if each in _main_metrics(group[0])):
            values = (_score(found[column].get(metric)) if column in found else "–" for column in columns)
            summary.append([f"{name}, {split}", _named(metric), f"{n:,}", *values, benchmark.anchor or "–"])
        metrics = dict.fromkeys(metric for scores in found.values() for metric in scores)
        rows = [[_named(metric), *(_score(scores.get(metric)) for scores in found.values())] for metric in metrics]
        sections.append(
            _Section(
                f"b{number}",
                name,
                split,
                benchmark.asked,
                n,
                benchmark.anchor,
                benchmark.citation,
                _signatures(group),
                _Table(["metric", *found], rows),
                [_view(run, group, f"b{number}s{i}") for i, run in enumerate(group, 1) if not run.is_baseline],
            )
        )
    head = ["benchmark", "metric", "items", *columns, "published, on the test split"]
    return _Report(_Table(head, summary, n_words=2, n_notes=1), sections)


def _column(run: Run) -> tuple[str, bool]:
    """The heading of a system's column, and whether it is a baseline."""
    return f"{run.system} (baseline)" if run.is_baseline else run.system, run.is_baseline


def _main_metrics(run: Run) -> tuple[str, ...]:
    """What systems are compared by, and what the literature gives besides."""
    task = run.benchmark.task
    return ("micro_f1", "macro_f1") if isinstance(task, Classification) else (task.main_metric,)


def _named(metric: str) -> str:
    return f"{metric} ↓" if metric.startswith(_LOWER_IS_BETTER) else metric


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _score(record: Mapping[str, object] | None) -> str:
    """A value with its interval, in percent."""
    if record is None:
        return "–"
    value, low, high = (_percent(float(str(record[key]))) for key in ("value", "ci_low", "ci_high"))
    return f"{value} ({low} to {high})"


def _signatures(runs: Sequence[Run]) -> list[str]:
    """One line for all systems that differ in name only."""
    named: dict[str, list[str]] = {}
    for run in runs:
        rest = {"split": run.split} | {key: value for key, value in run.signature.items() if key != "model"}
        line = " · ".join(f"{key} {value}" for key, value in rest.items() if value != "")
        named.setdefault(line, []).append(_column(run)[0])
    return [f"{', '.join(systems)}: {line}" for line, systems in named.items()]


def _view(run: Run, group: Sequence[Run], key: str) -> _View:
    baselines = [other for other in group if other.is_baseline]
    slices, n_small = _slices(run, baselines)
    if not isinstance(run.benchmark.task, Classification):
        return _View(key, run.system, run, slices, n_small)
    has_probabilities = any(item.probabilities for item in run.items)
    return _View(
        key,
        run.system,
        run,
        slices,
        n_small,
        [_confusion(each, run.benchmark.task.labels) for each in (run, *baselines)],
        _reliability_table(run) if has_probabilities else None,
        _coverage_table(run, baselines) if has_probabilities else None,
        sum(item.gold != item.predicted for item in run.items),
    )


def _slices(run: Run, baselines: Sequence[Run]) -> tuple[_Table | None, int]:
    """The main metric of every slice, the worst first, and how many slices are too small."""
    task, main = run.benchmark.task, run.benchmark.task.main_metric
    all_slices = {each for item in run.items for each in item.slices.items()}
    found = run.slices()
    if not found:
        return None, len(all_slices)
    found.sort(key=lambda each: each[3].value, reverse=main.startswith(_LOWER_IS_BETTER))

    def value(other: Run, kind: str, slice_: str) -> str:
        rows = task.rows([item for item in other.items if item.slices.get(kind) == slice_])
        return _percent(task.values(rows.sum(axis=0))[main]) if len(rows) else "–"

    rows = [
        [
            f"{kind}: {slice_}",
            f"{n:,}",
            f"{_percent(score.value)} ({_percent(score.low)} to {_percent(score.high)})",
            *(value(other, kind, slice_) for other in baselines),
        ]
        for kind, slice_, n, score in found
    ]
    names = (_column(other)[0] for other in (run, *baselines))
    return _Table([f"slice, by {_named(main)}", "items", *names], rows), len(all_slices) - len(found)


def _confusion(run: Run, labels: Sequence[str]) -> _Confusion:
    counts = [[0] * len(labels) for _ in labels]
    for item in run.items:
        counts[labels.index(item.gold)][labels.index(item.predicted)] += 1
    return _Confusion(_column(run)[0], labels, counts)


def _reliability_table(run: Run) -> _Table:
    rows = [
        [
            f"{_percent(each.low)} to {_percent(each.high)}",
            f"{each.count:,}",
            _percent(each.confidence),
            _percent(each.accuracy),
        ]
        for each in reliability(run.items)
    ]
    return _Table(["confidence between", "items", "mean confidence", "accuracy"], rows)


def _coverage_table(run: Run, baselines: Sequence[Run]) -> _Table:
    """The curve where it first reaches each tenth, then the baselines, which answer everything."""
    curve = coverage_curve(run.items)
    points = [int(np.searchsorted(curve.coverage, wanted / 100 - 1e-9)) for wanted in _COVERAGES]
    rows = [
        [
            run.system,
            _percent(float(curve.coverage[point])),
            f"at least {100 * curve.threshold[point]:.2f}",
            _percent(float(curve.accuracy[point])),
        ]
        for point in dict.fromkeys(points)
    ]
    rows += [[_column(other)[0], _percent(1), "any", _percent(_accuracy(other.items))] for other in baselines]
    return _Table(["system", "coverage", "confidence", "accuracy"], rows)


def _accuracy(items: Sequence[Item]) -> float:
    return sum(item.gold == item.predicted for item in items) / max(len(items), 1)


# --- errors ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Error:
    """A wrong item.

    Attributes:
        benchmark: its name.
        system: who answered.
        item: the item.
        parts: the sentence in pieces, each with ``speaker``, ``target``, both or neither.
        beside: participants that have no place in the sentence.
    """

    benchmark: str
    system: str
    item: Item
    parts: Sequence[tuple[str, str]]
    beside: Sequence[str]


def _errors(section: _Section) -> Iterator[_Error]:
    """The errors that are shown: of each system the most confident ones."""
    for view in section.views:
        if view.confusions:
            wrong = [item for item in view.run.items if item.gold != item.predicted]
            for item in sorted(wrong, key=lambda item: (-item.confidence, item.id))[:MAX_ERRORS]:
                spans = (("speaker", item.speaker, item.speaker_name), ("target", item.target, item.target_name))
                beside = [f"{role}: {_clean(name)}" for role, span, name in spans if span is None and name]
                yield _Error(section.name, view.system, item, _parts(item), beside)


def _parts(item: Item) -> list[tuple[str, str]]:
    """A sentence cut where a participant begins or ends; the two may overlap."""
    text = _clean(item.text)
    spans = [(role, span) for role, span in (("speaker", item.speaker), ("target", item.target)) if span]
    cuts = sorted({0, len(text), *(min(place, len(text)) for _, span in spans for place in span)})
    return [
        (text[start:end], " ".join(role for role, span in spans if span[0] <= start and end <= span[1]))
        for start, end in pairwise(cuts)
    ]


def _clean(text: str) -> str:
    """A text of the same length without the characters that do not belong on a page."""
    return _CONTROLS.sub(" ", text)


# --- Markdown ----------------------------------------------------------------------------------


def render_markdown(runs: Sequence[Run]) -> str:
    """The numbers of runs as Markdown; charts and the errors themselves are in the page only.

    Args:
        runs: of any systems on any benchmarks; baselines stand beside the systems.

    Raises:
        UsageError: two runs are of the same system on the same benchmark.
    """
    report = _report(runs)
    lines = [
        "# Evaluation",
        "",
        "Percentages with 95% bootstrap intervals; ↓: lower is better.",
        "",
        *_markdown(report.summary),
    ]
    for section in report.sections:
        lines += ["", f"## {_escaped(section.name)}, {section.split}", ""]
        lines += [f"{_escaped(section.asked)}. {section.n:,} items.", ""]
        lines += [f"Published on the test split: {_escaped(section.anchor)}.", ""] if section.anchor else []
        lines += _markdown(section.metrics)
        for view in section.views:
            lines += _markdown_of(view)
        lines += ["", f"Data: {_escaped(section.citation)}", "", *(f"- {_escaped(s)}" for s in section.signatures)]
    return "\n".join(lines) + "\n"


def _markdown_of(view: _View) -> list[str]:
    of = _escaped(view.system)
    parts: list[tuple[str, _Table | None]] = [(f"Slices of {of}, the worst first{_left_out(view)}", view.slices)]
    parts += [(f"Confusion matrix of {_escaped(each.system)}", each.table()) for each in view.confusions]
    parts += [(f"Reliability of {of}", view.reliability), (f"Accuracy of {of} when it may abstain", view.coverage)]
    lines = [line for title, table in parts if table for line in ("", f"### {title}", "", *_markdown(table))]
    if view.confusions:
        share = _percent(view.n_errors / max(len(view.run.items), 1))
        lines += ["", f"{view.n_errors:,} errors of {of} in {len(view.run.items):,} items ({share}%)."]
    return lines


def _left_out(view: _View) -> str:
    return f" ({view.n_small} of fewer than {MIN_SLICE} items left out)" if view.n_small else ""


def _markdown(table: _Table) -> list[str]:
    rule = ["---:" if table.is_figure(column) else "---" for column in range(len(table.head))]
    escaped = [[_escaped(cell) for cell in row] for row in (table.head, *table.rows)]
    return [f"| {' | '.join(row)} |" for row in (escaped[0], rule, *escaped[1:])]


def _escaped(text: str) -> str:
    """A text on one line without meaning in Markdown or HTML."""
    return re.sub(r"([\\`*\[\]|<&])", r"\\\1", _clean(text))


# --- the page ----------------------------------------------------------------------------------


def render_html(runs: Sequence[Run]) -> str:
    """Runs as one self-contained page.

    Args:
        runs: of any systems on any benchmarks; baselines stand beside the systems, without
            charts and errors of their own.

    Raises:
        UsageError: two runs are of the same system on the same benchmark.
        MissingExtraError: jinja2 or matplotlib is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError:
        raise MissingExtraError("jinja2", "train", "a report as HTML") from None
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["sha256"] = _sha256
    template = environment.from_string(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))
    report = _report(runs)
    errors = [error for section in report.sections for error in _errors(section)]
    views = [view for section in report.sections for view in section.views]
    return template.render(
        summary=report.summary,
        sections=report.sections,
        left_out=_left_out,
        charts={view.key: _charts(view) for view in views if view.reliability},
        errors=errors,
        max_errors=MAX_ERRORS,
        choices={
            "benchmark": _choices(error.benchmark for error in errors),
            "system": _choices(error.system for error in errors),
            "gold": _choices(error.item.gold for error in errors),
            "predicted": _choices(error.item.predicted for error in errors),
        },
    )


def _choices(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _sha256(script: str) -> str:
    """The checksum by which a Content-Security-Policy knows a script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


# --- charts ------------------------------------------------------------------------------------


def _charts(view: _View) -> list[str]:
    """Reliability diagram and coverage curve as SVG, safe to put into a page."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("matplotlib", "train", "a report as HTML") from None
    where = f"{view.system} on {view.run.benchmark.name}"
    style: dict[Any, Any] = dict(_STYLE)  # matplotlib's type of its keys came with 3.11
    with mpl.rc_context(style):
        figures = [Figure(figsize=(4.4, 4.0), layout="constrained") for _ in range(2)]
        _draw_reliability(figures[0], reliability(view.run.items))
        _draw_coverage(figures[1], view)
        names = (
            f"Reliability diagram of {where}: accuracy against confidence",
            f"Coverage curve of {where}: accuracy against the share of items answered",
        )
        return [
            _svg(figure, f"{view.key}c{i}", name) for i, (figure, name) in enumerate(zip(figures, names, strict=True))
        ]


def _draw_reliability(figure: Figure, bins: Sequence[Bin]) -> None:
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    middles = [(each.low + each.high) / 2 for each in bins]
    width = 0.9 / N_BINS
    upper.bar(middles, [each.accuracy for each in bins], width, color=_FIRST, alpha=0.35, label="accuracy of the bin")
    upper.plot([0, 1], [0, 1], color=_INK, linewidth=1, linestyle="--", label="confidence = accuracy")
    marks = ([each.confidence for each in bins], [each.accuracy for each in bins])
    upper.plot(*marks, "o", color=_FIRST, markersize=5, label="at its mean confidence")
    upper.set(ylim=(0, 1.02), ylabel="accuracy, %")
    upper.legend(frameon=False, fontsize=9, loc="upper left")
    lower.bar(middles, [each.count for each in bins], width, color=_FIRST)
    lower.set(xlim=(0, 1), ylabel="items", xlabel="confidence, %")
    for axis in (upper.yaxis, upper.xaxis):
        axis.set_major_formatter(lambda value, _: f"{100 * value:.0f}")


def _draw_coverage(figure: Figure, view: _View) -> None:
    axes: Axes = figure.subplots()
    curve = coverage_curve(view.run.items)
    n = len(view.run.items)
    first = int(np.searchsorted(curve.coverage, min(_MIN_ANSWERED / max(n, 1), 1)))
    shown = np.unique(np.linspace(first, len(curve.coverage) - 1, _MAX_POINTS).round().astype(int))
    axes.plot(
        100 * curve.coverage[shown],
        100 * curve.accuracy[shown],
        color=_FIRST,
        linewidth=2,
        label=_label("system", view.system),
    )
    axes.plot([100], [100 * curve.accuracy[-1]], "o", color=_FIRST, markersize=5)
    # Of the baselines the best alone: they answer everything, and their lines would lie upon each other.
    others = [(each.counts, each.system) for each in view.confusions[1:]]
    if others:
        counts, name = max(others, key=lambda each: _trace(each[0]))
        axes.axhline(
            100 * _trace(counts) / n, color=_SECOND, linewidth=1.5, linestyle="--", label=_label("answers all:", name)
        )
    axes.set(xlim=(0, 101), ylim=(None, 101), xlabel="coverage: items answered, %", ylabel="accuracy, %")
    axes.grid(alpha=0.2, color=_INK)
    axes.legend(frameon=False, fontsize=9, loc="best")


def _label(kind: str, name: str) -> str:
    """A name as it stands; matplotlib would take dollar signs for formulas."""
    return f"{kind} {name}".replace("$", r"\$")


def _trace(counts: Sequence[Sequence[int]]) -> int:
    return sum(row[i] for i, row in enumerate(counts))


def _svg(figure: Figure, key: str, name: str) -> str:
    """A figure as an SVG element whose ids begin with ``key``, in the colours of the page's text."""
    from markupsafe import Markup

    buffer = io.StringIO()
    metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", transparent=True, metadata=metadata)
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :].replace(_INK, "currentColor")
    # matplotlib's one style rule would hold for the whole page; the page has it for its charts.
    drawn = re.sub(r"<style[^>]*>.*?</style>", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{key}-", drawn)
    return Markup(drawn.replace("<svg", f'<svg role="img" aria-label="{html.escape(name)}"', 1))
