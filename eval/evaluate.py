"""Scores a model on benchmarks: ``stancekit evaluate``.

One record a score, with everything that decides it: benchmark, split, model,
revision, checksum of the data, version, seed, date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

from ..model.analyzer import StanceAnalyzer
from ..model.backends import BackendName
from ..model.classifier import StanceClassifier
from ..model.errors import UsageError
from ..model.folder import file_sha256
from ..training.corpora import corpora_folder, find_corpus
from .articles import score_seeds, seeds_folder
from .benchmarks import BENCHMARKS, COUNTERFACTUAL, SEEDS, find_benchmarks
from .counterfactual import COUNTERFACTUAL_SETS, score_counterfactual
from .scores import Score

__all__ = ["evaluate", "render_table"]

#: Of the bootstrap; the models themselves are deterministic.
SEED = 1


def evaluate(
    benchmarks: Sequence[str],
    *,
    split: str = "dev",
    corpora: Path | None = None,
    model: str | Path | None = None,
    backend: BackendName = "auto",
    batch_size: int = 64,
) -> list[dict[str, object]]:
    """Scores a model.

    Args:
        benchmarks: names, or ``all``.
        split: ``dev`` or ``test``; ``seeds`` has no splits.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        model: a folder or a hub id; default the shipped model.
        backend: ``auto``, ``onnx`` or ``torch``.
        batch_size: windows scored at once.

    Returns:
        records with ``benchmark, split, n, metric, value, ci_low, ci_high, model,
        revision, backend, corpus_sha256, version, seed, date``.

    Raises:
        UsageError: a benchmark or split is unknown.
        CorpusError: a corpus is missing or altered.
        ModelError: the model cannot be opened.
    """
    if split not in ("dev", "test"):
        raise UsageError(f"unknown split {split!r}; valid: dev, test")
    names = find_benchmarks(benchmarks)
    analyzer = StanceAnalyzer.from_pretrained(model, backend=backend, batch_size=batch_size)
    records: list[dict[str, object]] = []
    for name in names:
        if name == SEEDS:
            folder = seeds_folder()
            scores, n = score_seeds(analyzer, folder, seed=SEED)
            checksum = _sha256_of(sorted(folder.glob("*.jsonl")) + sorted(folder.glob("*.txt")))
            records += _records(name, "all", n, scores, analyzer.classifier, checksum)
        elif name == COUNTERFACTUAL:
            scores, n = score_counterfactual(
                analyzer.classifier, split, corpora=corpora, seed=SEED, batch_size=batch_size
            )
            data = [_data_of(corpus, splits[split], corpora) for corpus, splits in COUNTERFACTUAL_SETS]
            records += _records(
                name, split, n, scores, analyzer.classifier, _sha256_of([path for paths in data for path in paths])
            )
        else:
            benchmark = BENCHMARKS[name]
            examples = benchmark.examples(split, corpora)
            probabilities = analyzer.classifier.probabilities([example.pair for example in examples], batch_size)
            scores, n = benchmark.score(examples, probabilities, SEED)
            checksum = _sha256_of(_data_of(benchmark.corpus, benchmark.splits[split], corpora))
            records += _records(name, split, n, scores, analyzer.classifier, checksum)
    return records


def _records(
    benchmark: str, split: str, n: int, scores: Iterable[Score], classifier: StanceClassifier, checksum: str
) -> list[dict[str, object]]:
    return [
        {
            "benchmark": benchmark,
            "split": split,
            "n": n,
            "metric": score.metric,
            "value": round(score.value, 5),
            "ci_low": round(score.low, 5),
            "ci_high": round(score.high, 5),
            "model": classifier.name,
            "revision": classifier.revision,
            "backend": classifier.backend.name,
            "corpus_sha256": checksum,
            "version": version("stancekit"),
            "seed": SEED,
            "date": datetime.now(timezone.utc).date().isoformat(),
        }
        for score in scores
    ]


def _data_of(corpus: str, split: str, corpora: Path | None) -> list[Path]:
    """The files that a split is read from."""
    path = find_corpus(corpus).path(corpora_folder(corpora), split)
    return [path] if path.is_file() else sorted(path.rglob("*.json"))


def _sha256_of(paths: Sequence[Path]) -> str:
    """The checksum of a file, or of the checksums of several in order."""
    if len(paths) == 1:
        return file_sha256(paths[0])
    return hashlib.sha256("".join(file_sha256(path) for path in paths).encode()).hexdigest()


def render_table(records: Sequence[dict[str, object]]) -> str:
    """The records as plain text, one line a score, in percent."""
    lines = [f"{'benchmark':<16} {'split':<5} {'n':>6} {'metric':<22} {'value':>6}  95% interval"]
    for record in records:
        value, low, high = (100 * float(str(record[key])) for key in ("value", "ci_low", "ci_high"))
        lines.append(
            f"{record['benchmark']:<16} {record['split']:<5} {record['n']:>6} {record['metric']:<22} "
            f"{value:6.1f}  {low:.1f} to {high:.1f}"
        )
    if records:
        first = records[0]
        lines.append(
            f"model {first['model']}, revision {first['revision']}, backend {first['backend']}, "
            f"stancekit {first['version']}, bootstrap seed {first['seed']}, {first['date']}"
        )
    return "\n".join(lines)
