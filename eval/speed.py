"""Speed and memory of the shipped model, beside an encoder of the usual size: ``python -m stancekit.eval.speed``.

All systems answer the same pairs in one process: those that the analyzer builds from the
articles in ``seeds/``, repeated up to the number asked for. A round lets every system
answer them once (A B C, A B C …), so that whatever else the machine does falls on all
of them; a value is the median of the rounds, and a ratio the median of each round's
quotient with ``REFERENCE``. Every system gets a thread for each core that this process may use.

The encoder beside it has the size of roberta-base and random weights under our own
head: its arithmetic is what systems built on roberta-base (GRU-TSC, TCCL) spend on a
pair at the least. It reads the pieces of the shipped tokenizer, so that all systems
have the same tokens, and its table of embeddings is as small as that vocabulary: a
look-up costs nothing to speak of. Its answers mean nothing and are thrown away.

What is left out: first-time costs (caches of tokenizer and rules are warm) but for the
commands, which start anew each time; GPUs; padding, which counts as no token, so that
``utilisation`` falls with it. The ceiling is that of float32: int8 and bfloat16 may pass 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, TypeVar, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import RobertaConfig

from ..model.analyzer import StanceAnalyzer
from ..model.articles import article_from_text
from ..model.backends import pad, usable_cores
from ..model.classifier import StanceClassifier
from ..model.encoding import EncodedPair
from ..model.errors import StancekitError, UsageError, run_command
from ..model.folder import ModelFolder, file_sha256, find_model, open_folder
from ..model.gazetteer import Gazetteer
from ..model.network import StanceConfig, StanceModel
from ..model.records import LABELS, Pair
from ..model.resolver import RuleResolver
from ..model.tagger import Tagger
from ..model.trained_tagger import open_tagger
from ..training.gold import seeds_folder

__all__ = [
    "REFERENCE",
    "Arithmetic",
    "Figure",
    "NetworkBackend",
    "System",
    "bfloat16_obstacle",
    "command_figures",
    "interleaved",
    "launch",
    "measure",
    "network_figures",
    "open_systems",
    "random_encoder",
    "records",
    "render_table",
    "seed_pairs",
]

log = logging.getLogger("stancekit")

#: The system that ratios refer to: what a light install runs.
REFERENCE = "onnx int8"
_TORCH, _BFLOAT16 = "torch fp32", "torch bf16"
_LARGE = "roberta-base size"
_CEILING, _COMMANDS = "matrix product", "command line"

#: Batch of the batched systems, the default of ``stancekit analyze``.
_BATCH = 32
#: Side of the square matrices of the ceiling: each is 16 MB, far more than a core's own cache holds.
_MATRIX = 2048
#: Products a round, some tenths of a second on two cores.
_PRODUCTS = 4
#: Starts of each command.
_STARTS = 5
#: Pairs that every system answers before the first round: threads, kernels and buffers are set up by then.
_WARM_UP = 8
#: roberta-base, as its authors configured it; the vocabulary is set by the tokenizer.
_ROBERTA = {"num_hidden_layers": 12, "hidden_size": 768, "num_attention_heads": 12, "intermediate_size": 3072}

#: x86 with a bfloat16 product, or Arm with it, as Linux names them.
_BFLOAT16_FLAGS = frozenset(("avx512_bf16", "amx_bf16", "bf16"))

#: Starts a command and says how long it took and how much memory it held. On Linux a process begins its life with the
#: peak of the one that starts it: "pass" alone seemed to hold as much as the torch process that started it. So a small
#: process stands between.
_LAUNCHER = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - begin
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
sys.exit(done.returncode)
"""

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What a network multiplies.

    Attributes:
        matrices: entries of the encoder's matrices; each is used once a token.
        attention: width of the states, summed over layers.
        head: entries of the head's matrices; each is used once a window.
    """

    matrices: int
    attention: int
    head: int

    @classmethod
    def of(cls, model: StanceModel) -> Arithmetic:
        """Reads it off a network; embeddings are looked up, not multiplied."""
        config: Any = model.encoder.config
        return cls(
            _matrix_entries(model.encoder), config.num_hidden_layers * config.hidden_size, _matrix_entries(model.head)
        )

    def operations(self, lengths: Sequence[int]) -> int:
        """Multiplications and additions for windows of these lengths in tokens.

        A matrix costs two a token and entry; attention two products of (length, width)
        with (width, length) a layer. Norms, softmax and activations are not counted.
        """
        return sum(2 * self.matrices * n + 4 * self.attention * n * n + 2 * self.head for n in lengths)


def _matrix_entries(module: nn.Module) -> int:
    return sum(layer.weight.numel() for layer in module.modules() if isinstance(layer, nn.Linear))


@dataclass(frozen=True, slots=True)
class System:
    """What is measured.

    Attributes:
        name: as in the records.
        classifier: answers the pairs.
        arithmetic: what its network computes.
        batch_size: windows scored at once.
        note: what a reader of the record should know.
    """

    name: str
    classifier: StanceClassifier
    arithmetic: Arithmetic
    batch_size: int = _BATCH
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured quantity.

    Attributes:
        system: what was measured.
        metric: the quantity, with its unit in its name.
        n: pairs, articles or runs in one round.
        rounds: its value in each round; empty if the system was left out.
        batch_size: windows scored at once; None where there are none.
        note: what a reader should know.
    """

    system: str
    metric: str
    n: int
    rounds: tuple[float, ...]
    batch_size: int | None = None
    note: str = ""


class NetworkBackend:
    """A network on torch, on the CPU, in a given precision."""

    name = "torch"

    def __init__(self, model: StanceModel, pad_id: int, dtype: torch.dtype = torch.float32) -> None:
        # torch types this method as if it were called on the class.
        self._model: Any = cast(Any, model).to(dtype).eval()
        self._pad_id = pad_id

    def logits(self, batch: Sequence[EncodedPair]) -> NDArray[np.float32]:
        """Scores a batch of encoded pairs; shape (batch, 3)."""
        tensors = {key: torch.from_numpy(value) for key, value in pad(batch, self._pad_id).items()}
        with torch.inference_mode():
            return self._model(**tensors).logits.float().numpy()


class _LengthBackend:
    """No network: notes the lengths of the windows that it is asked about."""

    name = "none"

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def logits(self, batch: Sequence[EncodedPair]) -> NDArray[np.float32]:
        """Zeros; shape (batch, 3)."""
        self.lengths += [len(window.input_ids) for window in batch]
        return np.zeros((len(batch), len(LABELS)), dtype=np.float32)


def measure(
    pairs: int = 300,
    *,
    articles: int | None = None,
    rounds: int = 5,
    model: str | Path | None = None,
    matrix: int = _MATRIX,
) -> list[dict[str, object]]:
    """Measures everything.

    Args:
        pairs: how many each system answers a round.
        articles: how many of the seed articles each system analyzes a round; None for all.
        rounds: how often.
        model: a folder with both the ONNX and the torch weights; default the shipped model.
        matrix: side of the square matrices whose product gives the ceiling.

    Returns:
        records, see ``records``.

    Raises:
        UsageError: a number is below 1.
        CorpusError: the package was installed without its repository.
        ModelError: the model cannot be opened.
    """
    for name, number in (("pairs", pairs), ("articles", articles), ("rounds", rounds)):
        if number is not None and number < 1:
            raise UsageError(f"{name} is {number}; it must be at least 1")
    paths = sorted(seeds_folder().glob("*.txt"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    folder = open_folder(find_model(model))
    with _torch_threads(usable_cores()):
        systems, left_out = open_systems(folder)
        asked = seed_pairs(folder, texts, pairs)
        figures = network_figures(systems, asked, dict(islice(texts.items(), articles)), rounds=rounds, matrix=matrix)
    if left_out:
        figures.append(Figure(_BFLOAT16, "pairs_per_second", pairs, (), _BATCH, left_out))
    figures += command_figures(paths[0], folder.path)
    reference = systems[0].classifier
    facts: dict[str, object] = {
        "corpus_sha256": hashlib.sha256("".join(file_sha256(path) for path in paths).encode()).hexdigest(),
        "model": reference.name,
        "revision": reference.revision,
    }
    return records(figures, facts | _machine())


# --- systems --------------------------------------------------------------------------------


def open_systems(folder: ModelFolder, **size: int) -> tuple[list[System], str]:
    """Opens the model on every backend, and the larger encoder.

    Args:
        folder: a folder with ``model.onnx`` and ``model.safetensors``.
        **size: fields of ``RobertaConfig`` to change in the larger encoder.

    Returns:
        the systems, ``REFERENCE`` first, and why bfloat16 is not among them, else "".

    Raises:
        ModelError: the folder lacks a file, or one is corrupt.
    """
    onnx, fp32 = (
        StanceClassifier.from_pretrained(folder.path, backend=name, device="cpu") for name in ("onnx", "torch")
    )
    network = StanceModel.from_folder(folder.path)
    small = Arithmetic.of(network)
    large_network = random_encoder(folder, **size)
    large = Arithmetic.of(large_network)
    pad_id = int(folder.config["pad_id"])
    classifier = StanceClassifier(folder, NetworkBackend(large_network, pad_id))
    random = "random weights under our head, fp32, pieces of the shipped tokenizer"
    systems = [
        System(REFERENCE, onnx, small),
        System(f"{REFERENCE}, one by one", onnx, small, 1),
        System(_TORCH, fp32, small),
        System(_LARGE, classifier, large, note=random),
        System(f"{_LARGE}, one by one", classifier, large, 1, random),
    ]
    obstacle = bfloat16_obstacle(_cpu_description())
    if not obstacle:
        half = StanceClassifier(folder, NetworkBackend(network, pad_id, torch.bfloat16))
        systems.insert(3, System(_BFLOAT16, half, small))
    return systems, obstacle


def random_encoder(folder: ModelFolder, **size: int) -> StanceModel:
    """An encoder of the size of roberta-base, with random weights, under the head of ``StanceModel``.

    Args:
        folder: whose vocabulary and padding it takes.
        **size: fields of ``RobertaConfig`` to change.
    """
    pad_id = int(folder.config["pad_id"])
    vocabulary = int(folder.config["encoder"]["vocab_size"])
    # RoBERTa counts positions from the one after that of padding.
    positions = int(folder.config["max_pieces"]) + pad_id + 1
    dimensions: dict[str, Any] = {**_ROBERTA, **size}
    encoder = RobertaConfig(
        **dimensions,
        vocab_size=vocabulary,
        max_position_embeddings=positions,
        type_vocab_size=1,
        pad_token_id=pad_id,
    )
    config = StanceConfig(encoder=encoder.to_diff_dict() | {"model_type": encoder.model_type}, pad_id=pad_id)
    return StanceModel(config)


def bfloat16_obstacle(cpu: str) -> str:
    """Why bfloat16 is not measured on a CPU; empty if it is.

    Without instructions for it, torch converts to float32 and back around every
    product, and the figure would be one of that.

    Args:
        cpu: ``/proc/cpuinfo``, or an empty string where there is none.
    """
    if not cpu:
        return "left out: this system does not say whether the CPU multiplies bfloat16"
    lists = [line for line in cpu.splitlines() if line.lower().startswith(("flags", "features"))]
    flags = {flag for line in lists for flag in line.split()}
    if flags & _BFLOAT16_FLAGS:
        return ""
    return "left out: the CPU has neither avx512_bf16 nor amx_bf16, bfloat16 would be emulated"


def _cpu_description() -> str:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@contextmanager
def _torch_threads(threads: int) -> Generator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)


# --- work -----------------------------------------------------------------------------------


def seed_pairs(folder: ModelFolder, texts: Mapping[str, str], n: int) -> list[Pair]:
    """The pairs that the analyzer asks about articles, from the first again when they run out.

    Args:
        folder: whose tokenizer is used; its network is not run.
        texts: article id to text.
        n: how many, at least 1.

    Raises:
        UsageError: the articles hold no pair.
    """
    analyzer = _analyzer(StanceClassifier(folder, _LengthBackend()), _BATCH)
    found = [stance.pair for name, text in texts.items() for stance in _analyze(analyzer, name, text)]
    if not found:
        raise UsageError(f"no pair in {len(texts)} articles; give English articles that name actors")
    return list(islice(cycle(found), n))


def _analyzer(classifier: StanceClassifier, batch_size: int) -> StanceAnalyzer:
    return StanceAnalyzer(classifier, tagger=_tagger(), resolver=_resolver(), batch_size=batch_size)


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    """The shipped one for all systems: what differs is the classifier."""
    return open_tagger(None, find_model(None))


@lru_cache(maxsize=1)
def _resolver() -> RuleResolver:
    """One for all systems, so that none of them pays for filling its caches."""
    return RuleResolver(Gazetteer.load(None))


def _analyze(analyzer: StanceAnalyzer, name: str, text: str) -> tuple[Any, ...]:
    return analyzer(article_from_text(text, id=name)).stances


def interleaved(
    tasks: Mapping[_Key, Callable[[], object]], rounds: int, clock: Callable[[], float] = perf_counter
) -> dict[_Key, list[float]]:
    """Does every task once a round, in the same order.

    Args:
        tasks: what is done.
        rounds: how often, at least 1.
        clock: gives the time in seconds.

    Returns:
        the seconds of every task, one value a round.
    """
    seconds: dict[_Key, list[float]] = {key: [] for key in tasks}
    for number in range(1, rounds + 1):
        for key, task in tasks.items():
            begin = clock()
            task()
            seconds[key].append(clock() - begin)
        log.info("round %d of %d done", number, rounds)
    return seconds


def network_figures(
    systems: Sequence[System],
    pairs: Sequence[Pair],
    texts: Mapping[str, str],
    *,
    rounds: int,
    matrix: int = _MATRIX,
    clock: Callable[[], float] = perf_counter,
) -> list[Figure]:
    """Pairs, tokens and articles a second, and how much of the machine's arithmetic is used.

    Args:
        systems: what is measured; all use the same tokenizer.
        pairs: what each of them answers a round.
        texts: article id to text; what each of them analyzes a round.
        rounds: how often.
        matrix: side of the square matrices whose product gives the ceiling.
        clock: gives the time in seconds.
    """
    lengths = _window_lengths(systems[0], pairs)
    tasks: dict[tuple[str, str], Callable[[], object]] = {(_CEILING, ""): _matrix_products(matrix)}
    for system in systems:
        system.classifier.probabilities(pairs[:_WARM_UP], system.batch_size)
        tasks[system.name, "pairs"] = _answering(system, pairs)
    for system in systems:
        tasks[system.name, "articles"] = _analyzing(system, texts)
    tasks[_CEILING, ""]()
    seconds = interleaved(tasks, rounds, clock)
    ceiling = _rates(2 * matrix**3 * _PRODUCTS, seconds[_CEILING, ""])
    note = f"float32, {matrix} x {matrix}, {_PRODUCTS} products a round"
    figures = [Figure(_CEILING, "gigaflops", _PRODUCTS, tuple(rate / 1e9 for rate in ceiling), note=note)]
    for system in systems:
        answering = seconds[system.name, "pairs"]
        achieved = _rates(system.arithmetic.operations(lengths), answering)
        for metric, n, values in (
            ("pairs_per_second", len(pairs), _rates(len(pairs), answering)),
            ("tokens_per_second", len(pairs), _rates(sum(lengths), answering)),
            ("utilisation", len(pairs), tuple(a / c for a, c in zip(achieved, ceiling, strict=True))),
            ("articles_per_second", len(texts), _rates(len(texts), seconds[system.name, "articles"])),
        ):
            figures.append(Figure(system.name, metric, n, values, system.batch_size, system.note))
    return figures


def _window_lengths(system: System, pairs: Sequence[Pair]) -> list[int]:
    counter = _LengthBackend()
    StanceClassifier(system.classifier.folder, counter).probabilities(pairs)
    return counter.lengths


def _rates(amount: float, seconds: Sequence[float]) -> tuple[float, ...]:
    return tuple(amount / each for each in seconds)


def _matrix_products(side: int) -> Callable[[], object]:
    left, right, result = (torch.rand(side, side) for _ in range(3))

    def multiply() -> None:
        for _ in range(_PRODUCTS):
            torch.mm(left, right, out=result)

    return multiply


def _answering(system: System, pairs: Sequence[Pair]) -> Callable[[], object]:
    return lambda: system.classifier.probabilities(pairs, system.batch_size)


def _analyzing(system: System, texts: Mapping[str, str]) -> Callable[[], object]:
    analyzer = _analyzer(system.classifier, system.batch_size)
    return lambda: [_analyze(analyzer, name, text) for name, text in texts.items()]


# --- commands -------------------------------------------------------------------------------


def launch(command: Sequence[str]) -> tuple[float, float]:
    """Runs a command to its end, its standard output thrown away.

    Returns:
        its seconds, and the most memory that it held, in megabytes of a million bytes.

    Raises:
        UsageError: this system has no ``resource``.
        StancekitError: the command failed.
    """
    if sys.platform == "win32":
        raise UsageError("memory is measured with the module resource, which Windows lacks; use Linux or macOS")
    with tempfile.TemporaryDirectory() as elsewhere:  # not the checkout, whose folders could be imported
        done = subprocess.run(
            [sys.executable, "-Ic", _LAUNCHER, *command], capture_output=True, text=True, check=False, cwd=elsewhere
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise StancekitError(f"{' '.join(command)} ended with {done.returncode} ({last}); run it alone to see why")
    seconds, peak = json.loads(done.stdout)
    return seconds, peak * (1 if sys.platform == "darwin" else 1024) / 1e6


def command_figures(article: Path, model: Path, *, starts: int = _STARTS) -> list[Figure]:
    """Start-up time and peak memory of the command line, each start a new process.

    Args:
        article: what ``analyze`` reads.
        model: the model folder that it uses.
        starts: how often each command is run; the commands take turns.
    """
    stancekit = [sys.executable, "-Im", "stancekit"]
    analyze = [*stancekit, "analyze", str(article.resolve()), "--model", str(model.resolve()), "--quiet"]
    commands = {
        (_COMMANDS, "help"): [*stancekit, "--help"],
        (REFERENCE, "analyze"): [*analyze, "--backend", "onnx"],
        (_TORCH, "analyze"): [*analyze, "--backend", "torch", "--device", "cpu"],
    }
    runs: dict[tuple[str, str], list[tuple[float, float]]] = {key: [] for key in commands}
    for _ in range(starts):
        for key, command in commands.items():
            runs[key].append(launch(command))
    figures: list[Figure] = []
    for (system, name), results in runs.items():
        note = "stancekit --help" if name == "help" else "stancekit analyze, one article"
        seconds, peaks = zip(*results, strict=True)
        figures += [
            Figure(system, f"{name}_seconds", 1, seconds, note=note),
            Figure(system, f"{name}_peak_megabytes", 1, peaks, note=note),
        ]
    return figures


# --- records --------------------------------------------------------------------------------


def records(figures: Sequence[Figure], facts: Mapping[str, object]) -> list[dict[str, object]]:
    """The figures as records.

    Args:
        figures: what was measured.
        facts: what every record says besides: machine, versions, model, date.

    Returns:
        records with ``benchmark, system, metric, n, rounds, batch_size, value, low, high,
        ratio, note`` and the facts. ``value`` is the median of the rounds, ``low`` and
        ``high`` its extremes; ``ratio`` is the median of each round's quotient with the
        same metric of ``REFERENCE``, None if that has none. All four are None for what
        was left out.
    """
    references = {figure.metric: figure.rounds for figure in figures if figure.system == REFERENCE}
    return [
        {
            "benchmark": "speed",
            "system": figure.system,
            "metric": figure.metric,
            "n": figure.n,
            "rounds": len(figure.rounds),
            "batch_size": figure.batch_size,
            "value": _five_digits(median(figure.rounds)) if figure.rounds else None,
            "low": _five_digits(min(figure.rounds)) if figure.rounds else None,
            "high": _five_digits(max(figure.rounds)) if figure.rounds else None,
            "ratio": _ratio(figure.rounds, references.get(figure.metric, ())),
            "note": figure.note,
            **facts,
        }
        for figure in figures
    ]


def _ratio(rounds: Sequence[float], reference: Sequence[float]) -> float | None:
    if not rounds or not reference:
        return None
    return _five_digits(median(mine / other for mine, other in zip(rounds, reference, strict=True)))


def _five_digits(value: float) -> float:
    return float(f"{value:.5g}")


def _machine() -> dict[str, object]:
    """What the figures depend on, with nothing that names the machine."""
    return {
        "cpus": os.cpu_count(),
        "threads": usable_cores(),
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "python": platform.python_version(),
        "torch": version("torch"),
        "onnxruntime": version("onnxruntime"),
        "transformers": version("transformers"),
        "version": version("stancekit"),
        "date": datetime.now(timezone.utc).date().isoformat(),
    }


def render_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The records as plain text, one line a figure, grouped by metric."""
    lines = [f"{'metric':<22} {'system':<31} {'n':>5} {'value':>10} {'ratio':>7}  lowest to highest round"]
    metrics = list(dict.fromkeys(row["metric"] for row in rows))
    for row in sorted(rows, key=lambda row: metrics.index(row["metric"])):
        start = f"{row['metric']:<22} {row['system']:<31} {row['n']:>5}"
        if row["value"] is None:
            lines.append(f"{start} {'-':>10} {'-':>7}  {row['note']}")
            continue
        ratio = "-" if row["ratio"] is None else f"{row['ratio']:.3f}"
        lines.append(f"{start} {row['value']:>10.5g} {ratio:>7}  {row['low']:.5g} to {row['high']:.5g}")
    if rows:
        first = rows[0]
        lines.append(
            f"ratio to {REFERENCE}; {first['threads']} threads of {first['cpus']} cores, {first['instructions']}; "
            f"model {first['model']}, revision {first['revision']}, stancekit {first['version']}, "
            f"torch {first['torch']}, onnxruntime {first['onnxruntime']}, {first['date']}"
        )
    return "\n".join(lines)


def main() -> int:
    """The command line of this module."""
    summary = "Measures the speed and memory of the shipped model, beside an encoder of the usual size."
    parser = argparse.ArgumentParser(prog="python -m stancekit.eval.speed", description=summary)
    parser.add_argument("--pairs", type=int, default=300, metavar="N", help="pairs a round; default 300")
    parser.add_argument("--articles", type=int, metavar="N", help="articles a round; default all in seeds/")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default 5")
    parser.add_argument("--model", metavar="FOLDER", help="default the shipped model")
    parser.add_argument("--output", type=Path, metavar="FILE.json", help="write the records here, too")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    log.setLevel(logging.INFO)
    rows = measure(options.pairs, articles=options.articles, rounds=options.rounds, model=options.model)
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(render_table(rows) + "\n")
    return 0


if __name__ == "__main__":
    run_command(main)
