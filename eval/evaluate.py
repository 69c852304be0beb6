"""Scores systems on benchmarks: ``stancekit evaluate``.

A run is the items of one system on one benchmark, with the signature of everything
that decided them. Scores, slices and comparisons are computed from runs.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from ..model.analyzer import StanceAnalyzer
from ..model.backends import BackendName
from ..model.errors import CorpusError, UsageError
from ..model.folder import file_sha256
from .benchmarks import BENCHMARKS, Benchmark, find_benchmarks
from .items import Item
from .resampling import Score, scored
from .systems import ModelSystem, System, baselines

__all__ = ["Run", "latest_records", "measure", "read_records", "records_of", "render_table"]

log = logging.getLogger("stancekit")

#: Of the bootstrap; the models themselves are deterministic.
SEED = 1
#: A slice with fewer items says nothing.
MIN_SLICE = 30
#: Without these a record is no score.
_NEEDED = frozenset({"benchmark", "split", "metric", "value", "backend", "corpus_sha256"})


@dataclass(frozen=True, slots=True)
class Run:
    """One system on one benchmark.

    Attributes:
        benchmark: its declaration.
        split: ``dev``, ``test`` or, where there are no splits, ``all``.
        system: name of the system.
        items: every item with its answer.
        signature: what decided the answers: model, revision, backend, checksum of the
            data, version, seed, date.
        is_baseline: whether the system is there to compare with.
    """

    benchmark: Benchmark
    split: str
    system: str
    items: Sequence[Item]
    signature: Mapping[str, object]
    is_baseline: bool = False

    def scores(self) -> list[Score]:
        """Every metric with its 95% interval."""
        return scored(self.benchmark.task, self.benchmark.task.rows(self.items), seed=SEED)

    def slices(self, *, smallest: int = MIN_SLICE) -> list[tuple[str, str, int, Score]]:
        """The main metric of every slice, the worst first.

        Args:
            smallest: slices of fewer items are left out.

        Returns:
            kind of slice, its value, number of items, score.
        """
        task = self.benchmark.task
        found: list[tuple[str, str, int, Score]] = []
        for kind in sorted({kind for item in self.items for kind in item.slices}):
            for value in sorted({item.slices[kind] for item in self.items if kind in item.slices}):
                chosen = [item for item in self.items if item.slices.get(kind) == value]
                if len(chosen) >= smallest:
                    scores = scored(task, task.rows(chosen), seed=SEED)
                    main = next(score for score in scores if score.metric == task.main_metric)
                    found.append((kind, value, len(chosen), main))
        return sorted(found, key=lambda each: each[3].value)


def measure(
    benchmarks: Sequence[str],
    *,
    split: str = "dev",
    corpora: Path | None = None,
    model: str | Path | None = None,
    backend: BackendName = "auto",
    batch_size: int = 64,
    tagger: Path | str | None = None,
    system: System | None = None,
    with_baselines: bool = False,
) -> list[Run]:
    """Runs a system on benchmarks.

    Args:
        benchmarks: names, or ``all``: every one whose data are there, the others named in a
            warning.
        split: ``dev`` or ``test``; ``seeds`` has no splits.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        model: a folder or a hub id; default the shipped model.
        backend: ``auto``, ``onnx`` or ``torch``.
        batch_size: windows scored at once.
        tagger: a tagger's folder or ``rules``; default the one that goes with the model.
        system: score this instead of a model; benchmarks that begin at an article are
            left out of ``all`` then.
        with_baselines: whether the baselines are run beside it.

    Returns:
        one run a benchmark and system, the baselines behind the system.

    Raises:
        UsageError: a benchmark or split is unknown.
        CorpusError: a corpus is missing or altered.
        ModelError: the model cannot be opened.
    """
    if split not in ("dev", "test"):
        raise UsageError(f"unknown split {split!r}; valid: dev, test")
    wanted = find_benchmarks(benchmarks)
    if system is None:
        analyzer = StanceAnalyzer.from_pretrained(model, tagger=tagger, backend=backend, batch_size=batch_size)
        system = ModelSystem(analyzer, batch_size=batch_size)
    elif "all" in benchmarks:
        wanted = [benchmark for benchmark in wanted if not benchmark.needs_model]
    others = baselines(corpora) if with_baselines else ()
    checksums: dict[str, str] = {}
    for benchmark in wanted:  # a missing corpus is found before hours of work, not after
        try:
            checksums[benchmark.name] = _sha256_of(benchmark.files(split, corpora))
        except CorpusError as error:
            if "all" not in benchmarks:
                raise
            log.warning("%s left out: %s", benchmark.name, error)
    runs: list[Run] = []
    for benchmark in wanted:
        if benchmark.name not in checksums:
            continue
        data = _Data(split, corpora, checksums[benchmark.name])
        try:
            runs.append(_run(benchmark, system, data))
        except CorpusError as error:
            if "all" not in benchmarks:
                raise
            log.warning("%s left out: %s", benchmark.name, error)
            continue
        for other in () if benchmark.needs_model else others:
            try:
                runs.append(_run(benchmark, other, data, is_baseline=True))
            except CorpusError as error:  # a prior needs the training split, which a scored copy may lack
                log.warning("%s: baseline %s left out (%s)", benchmark.name, other.name, error)
    return runs


class _Data(NamedTuple):
    """What a benchmark reads."""

    split: str
    corpora: Path | None
    checksum: str


def _run(benchmark: Benchmark, system: System, data: _Data, *, is_baseline: bool = False) -> Run:
    items = benchmark.items(system, data.split, data.corpora)
    analyzer = system.analyzer if isinstance(system, ModelSystem) else None
    # What begins at an article rests on the tagger as well.
    part = analyzer if benchmark.needs_model or analyzer is None else analyzer.classifier
    signature = {
        "model": system.name,
        "revision": part.revision if part else "",
        "backend": analyzer.classifier.backend.name if analyzer else "",
        "corpus_sha256": data.checksum,
        "version": version("stancekit"),
        "seed": SEED,
        "date": datetime.now(timezone.utc).date().isoformat(),
    }
    return Run(benchmark, data.split if benchmark.has_splits else "all", system.name, items, signature, is_baseline)


def records_of(*runs: Run) -> list[dict[str, object]]:
    """The scores of runs as records, each with the whole signature."""
    return [record for run in runs for record in _records(run)]


def read_records(path: Path) -> list[dict[str, object]]:
    """Reads a file of scores, as ``stancekit evaluate --output`` and ``stancekit.eval.release --results`` write them.

    Raises:
        UsageError: it is missing, or holds none.
    """
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
        if not records or any(not record.keys() >= _NEEDED for record in records):
            raise ValueError("no scores")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; 'stancekit evaluate --output {path}' writes it") from None
    except (ValueError, TypeError, AttributeError):
        raise UsageError(f"{path}: no scores; 'stancekit evaluate --output {path}' writes them") from None
    return records


def latest_records(paths: Iterable[Path]) -> list[dict[str, object]]:
    """The records of several files of scores; those of a benchmark, split and backend from the last file with any.

    Raises:
        UsageError: a file is missing, or holds no scores.
    """
    found: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for path in paths:
        here: dict[tuple[object, ...], list[dict[str, object]]] = {}
        for record in read_records(path):
            here.setdefault((record["benchmark"], record["split"], record["backend"]), []).append(record)
        found |= here
    return [record for records in found.values() for record in records]


def _records(run: Run) -> list[dict[str, object]]:
    n = len(run.items)
    if run.benchmark.needs_model and not run.benchmark.has_splits:  # the seeds count their gold stances
        n = int(sum(item.counts.get("gold", 0) for item in run.items))
    return [
        {
            "benchmark": run.benchmark.name,
            "split": run.split,
            "n": n,
            "metric": score.metric,
            "value": round(score.value, 5),
            "ci_low": round(score.low, 5),
            "ci_high": round(score.high, 5),
            **run.signature,
        }
        for score in run.scores()
    ]


def _sha256_of(paths: Sequence[Path]) -> str:
    """The checksum of a file, or of the checksums of several in order."""
    if len(paths) == 1:
        return file_sha256(paths[0])
    return hashlib.sha256("".join(file_sha256(path) for path in paths).encode()).hexdigest()


def render_table(records: Sequence[Mapping[str, object]]) -> str:
    """The records as plain text, one line a score, in percent; signatures at the end."""
    lines = [f"{'benchmark':<16} {'split':<5} {'n':>6} {'system':<15} {'metric':<22} {'value':>6}  95% interval"]
    for record in records:
        value, low, high = (100 * float(str(record[key])) for key in ("value", "ci_low", "ci_high"))
        lines.append(
            f"{record['benchmark']:<16} {record['split']:<5} {record['n']:>6} {record['model']:<15} "
            f"{record['metric']:<22} {value:6.1f}  {low:.1f} to {high:.1f}"
        )
    keys = ("model", "revision", "backend", "version", "seed", "date")
    for signature in dict.fromkeys(tuple(str(record[key]) for key in keys) for record in records):
        named = dict(zip(keys, signature, strict=True))
        of = f", revision {named['revision']}, backend {named['backend']}" if named["revision"] else ""
        lines.append(
            f"model {named['model']}{of}, stancekit {named['version']}, bootstrap seed {named['seed']}, {named['date']}"
        )
    anchors = {name: BENCHMARKS[name].anchor for name in dict.fromkeys(str(r["benchmark"]) for r in records)}
    lines += [f"published on the test split of {name}: {anchor}" for name, anchor in anchors.items() if anchor]
    return "\n".join(lines)
