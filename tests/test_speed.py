"""The speed benchmark: its arithmetic and the form of its records, on tiny models and by a clock of our own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from stancekit.eval import speed
from stancekit.eval.speed import REFERENCE, Arithmetic, Figure, NetworkBackend, System
from stancekit.model.backends import pad
from stancekit.model.classifier import StanceClassifier
from stancekit.model.encoding import EncodedPair
from stancekit.model.errors import StancekitError, UsageError
from stancekit.model.folder import find_model, open_folder
from stancekit.model.network import StanceModel
from stancekit.model.records import Pair

TINY = {"num_hidden_layers": 2, "hidden_size": 16, "num_attention_heads": 2, "intermediate_size": 32}
ARTICLE = "France praised Japan on Monday. Prime Minister Anna Berg of Norway warned Sweden in Oslo."
FACTS = {
    "cpus": 2,
    "threads": 2,
    "instructions": "AVX2",
    "model": "m",
    "revision": "r",
    "version": "0",
    "torch": "1",
    "onnxruntime": "1",
    "date": "2026-01-01",
}


@pytest.fixture(scope="module")
def network(tiny_model: Path) -> StanceModel:
    return StanceModel.from_folder(tiny_model)


@pytest.fixture(scope="module")
def pairs(tiny_model: Path) -> list[Pair]:
    return speed.seed_pairs(open_folder(tiny_model), {"a": ARTICLE}, 8)


@pytest.fixture(scope="module")
def systems(tiny_model: Path, network: StanceModel) -> list[System]:
    folder = open_folder(tiny_model)
    own = StanceClassifier(folder, NetworkBackend(network, 0))
    other = speed.random_encoder(folder, **TINY)
    large = StanceClassifier(folder, NetworkBackend(other, 0))
    arithmetic = Arithmetic.of(network)
    return [System(REFERENCE, own, arithmetic), System("large", large, Arithmetic.of(other), 1, "random")]


def windows(*lengths: int) -> list[EncodedPair]:
    return [EncodedPair((2, *range(10, 8 + length), 3), 1, 2) for length in lengths]


def clock_of(*seconds: float) -> Callable[[], float]:
    """A clock by which the first task takes the first number of seconds, and so on."""
    ticks = [tick for wait in seconds for tick in (0.0, wait)]
    return iter(ticks).__next__


# --- arithmetic -----------------------------------------------------------------------------


def test_operations_are_counted_by_the_formula() -> None:
    # 2 x 10 x (3 + 5) for the matrices, 4 x 7 x (9 + 25) for attention, 2 x 2 for each head.
    assert Arithmetic(matrices=10, attention=7, head=2).operations([3, 5]) == 160 + 952 + 8
    assert Arithmetic(10, 7, 2).operations([]) == 0


@pytest.mark.parametrize("length", [12, 40])
def test_operations_are_those_that_torch_counts(tiny_model: Path, length: int) -> None:
    model = StanceModel.from_folder(tiny_model)
    # torch counts the products of attention only where they are written out.
    model.encoder.set_attn_implementation("eager")
    tensors = {key: torch.from_numpy(value) for key, value in pad(windows(length, length), 0).items()}
    with torch.inference_mode(), FlopCounterMode(display=False) as counter:
        model(**tensors)
    assert Arithmetic.of(model).operations([length, length]) == counter.get_total_flops()


def test_the_larger_encoder_has_the_size_of_roberta_base(tiny_model: Path) -> None:
    with torch.device("meta"):
        model = speed.random_encoder(open_folder(tiny_model))
    # 12 layers of 4 x 768 x 768 for attention and 2 x 768 x 3072 behind it.
    assert Arithmetic.of(model) == Arithmetic(84_934_656, 12 * 768, 3 * 768 * 768 + 3 * 768)


def test_the_larger_encoder_reads_the_longest_window(tiny_model: Path) -> None:
    folder = open_folder(tiny_model)
    backend = NetworkBackend(speed.random_encoder(folder, **TINY), 0)
    assert backend.logits(windows(folder.config["max_pieces"], 20)).shape == (2, 3)


def test_precisions_agree(tiny_model: Path, network: StanceModel) -> None:
    batch = windows(12, 30)
    exact = NetworkBackend(network, 0).logits(batch)
    half = NetworkBackend(StanceModel.from_folder(tiny_model), 0, torch.bfloat16).logits(batch)
    assert half.dtype == np.float32
    assert np.abs(half - exact).max() < 0.05
    assert (half != exact).any()


# --- rounds ---------------------------------------------------------------------------------


def test_tasks_take_turns_and_each_is_timed_alone() -> None:
    done: list[str] = []
    tasks = {name: lambda name=name: done.append(name) for name in "ABC"}
    seconds = speed.interleaved(tasks, 2, clock_of(1, 2, 3, 4, 5, 6))
    assert done == list("ABCABC")
    assert seconds == {"A": [1, 4], "B": [2, 5], "C": [3, 6]}


def test_figures_of_a_network_follow_from_its_seconds(systems: list[System], pairs: list[Pair]) -> None:
    # One round: the ceiling, the pairs of both systems, the articles of both.
    figures = speed.network_figures(
        systems, pairs, {"a": ARTICLE}, rounds=1, matrix=8, clock=clock_of(0.5, 2, 4, 0.25, 0.1)
    )
    found = {(figure.system, figure.metric): figure for figure in figures}
    assert len(found) == len(figures) == 9
    assert found[REFERENCE, "pairs_per_second"].rounds == (len(pairs) / 2,)
    assert found["large", "pairs_per_second"].rounds == (len(pairs) / 4,)
    assert found["large", "articles_per_second"].rounds == (10,)
    assert found["matrix product", "gigaflops"].rounds == pytest.approx((2 * 8**3 * 4 / 0.5 / 1e9,))
    tokens = found[REFERENCE, "tokens_per_second"].rounds[0] * 2
    assert found["large", "tokens_per_second"].rounds == (tokens / 4,)
    lengths = speed._window_lengths(systems[0], pairs)
    assert tokens == sum(lengths)
    share = systems[1].arithmetic.operations(lengths) / 4 / (2 * 8**3 * 4 / 0.5)
    assert found["large", "utilisation"].rounds == pytest.approx((share,))
    assert (found["large", "utilisation"].batch_size, found["large", "utilisation"].note) == (1, "random")


def test_pairs_repeat_from_the_first(tiny_model: Path, pairs: list[Pair]) -> None:
    distinct = list(dict.fromkeys(pairs))
    assert 1 < len(distinct) < 8 == len(pairs)
    assert pairs == (distinct * 8)[:8]
    with pytest.raises(UsageError, match="no pair in 1 articles"):
        speed.seed_pairs(open_folder(tiny_model), {"a": "It rained."}, 8)


# --- the machine ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cpu", "obstacle"),
    [
        ("model name\t: avx512_bf16\nflags\t\t: fpu sse avx2 avx512f\n", "neither avx512_bf16 nor amx_bf16"),
        ("flags\t\t: fpu avx512_bf16\n", ""),
        ("flags\t\t: fpu amx_tile amx_bf16\n", ""),
        ("Features\t: fp asimd bf16 i8mm\n", ""),
        ("", "does not say"),
    ],
)
def test_bfloat16_is_measured_where_the_cpu_has_it(cpu: str, obstacle: str) -> None:
    reason = speed.bfloat16_obstacle(cpu)
    assert obstacle in reason and bool(obstacle) == bool(reason)


def test_torch_gets_the_threads_that_onnxruntime_takes() -> None:
    before = torch.get_num_threads()
    with speed._torch_threads(3):
        assert torch.get_num_threads() == 3
    assert torch.get_num_threads() == before


def test_memory_is_that_of_the_command_alone() -> None:
    # This process holds torch, some hundred megabytes; a bare Python takes about ten.
    _, peak = speed.launch([sys.executable, "-Ic", "pass"])
    _, larger = speed.launch([sys.executable, "-Ic", "b'x' * 80_000_000"])
    assert 2 < peak < 60
    assert 70 < larger - peak < 90


def test_a_command_that_fails_is_named() -> None:
    with pytest.raises(StancekitError, match=r"import nothing_of_that_name ended with 1 \(ModuleNotFoundError"):
        speed.launch([sys.executable, "-Ic", "import nothing_of_that_name"])


def test_commands_are_started_in_turn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[str] = []
    seconds = count(1)

    def launch(command: list[str]) -> tuple[float, float]:
        started.append(" ".join(command[2:]))
        return float(next(seconds)), 50.0

    monkeypatch.setattr(speed, "launch", launch)
    figures = speed.command_figures(tmp_path / "a.txt", tmp_path, starts=2)
    analyze = f"stancekit analyze {tmp_path / 'a.txt'} --model {tmp_path} --quiet"
    cycle = ["stancekit --help", f"{analyze} --backend onnx", f"{analyze} --backend torch --device cpu"]
    assert started == cycle * 2
    assert {(f.system, f.metric): f.rounds for f in figures} == {
        ("command line", "help_seconds"): (1, 4),
        ("command line", "help_peak_megabytes"): (50, 50),
        (REFERENCE, "analyze_seconds"): (2, 5),
        (REFERENCE, "analyze_peak_megabytes"): (50, 50),
        ("torch fp32", "analyze_seconds"): (3, 6),
        ("torch fp32", "analyze_peak_megabytes"): (50, 50),
    }
    assert str(tmp_path) not in json.dumps(speed.records(figures, FACTS))


# --- records --------------------------------------------------------------------------------

FIGURES = [
    Figure(REFERENCE, "pairs_per_second", 300, (100.0, 200.0, 160.0), 32),
    Figure("large", "pairs_per_second", 300, (10.0, 40.0, 20.123456), 1, "random"),
    Figure("torch bf16", "pairs_per_second", 300, (), 32, "left out: reason"),
    Figure("matrix product", "gigaflops", 4, (90.0, 80.0, 100.0)),
]


def test_a_record_holds_median_extremes_and_ratio() -> None:
    shipped, large, left_out, ceiling = speed.records(FIGURES, FACTS)
    assert large == {
        "benchmark": "speed",
        "system": "large",
        "metric": "pairs_per_second",
        "n": 300,
        "rounds": 3,
        "batch_size": 1,
        "value": 20.123,
        "low": 10.0,
        "high": 40.0,
        "ratio": 0.12577,  # the median of 0.1, 0.2 and 0.12577, not 20.123 of 160
        "note": "random",
        **FACTS,
    }
    assert (shipped["value"], shipped["ratio"]) == (160, 1)
    assert (ceiling["value"], ceiling["ratio"]) == (90, None)
    assert [left_out[key] for key in ("rounds", "value", "low", "high", "ratio")] == [0, None, None, None, None]


def test_the_table_shows_every_record_with_its_threads() -> None:
    lines = speed.render_table(speed.records(FIGURES, FACTS)).splitlines()
    assert lines[2].split() == "pairs_per_second large 300 20.123 0.126 10 to 40".split()
    assert lines[3].split() == "pairs_per_second torch bf16 300 - - left out: reason".split()
    assert "2 threads of 2 cores" in lines[-1]
    assert len(lines) == len(FIGURES) + 2


@pytest.mark.parametrize("name", ["pairs", "articles", "rounds"])
def test_numbers_below_one_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is 0; it must be at least 1"):
        speed.measure(**{name: 0})  # pyright: ignore[reportArgumentType]


def test_everything_is_measured_and_no_record_holds_a_path(
    systems: list[System], tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(ARTICLE)
    monkeypatch.setattr(speed, "seeds_folder", lambda: tmp_path)
    monkeypatch.setattr(speed, "open_systems", lambda folder: (systems, "left out: reason"))
    monkeypatch.setattr(speed, "launch", lambda command: (1.0, 50.0))
    monkeypatch.setattr(speed, "usable_cores", lambda: 1)  # several threads wait for each other on a busy machine
    rows = speed.measure(2, articles=1, rounds=2, model=tiny_model, matrix=8)
    assert {row["metric"] for row in rows} == {
        "gigaflops",
        "pairs_per_second",
        "tokens_per_second",
        "utilisation",
        "articles_per_second",
        "help_seconds",
        "help_peak_megabytes",
        "analyze_seconds",
        "analyze_peak_megabytes",
    }
    keys = set(rows[0])
    assert all(set(row) == keys for row in rows)
    assert keys >= {"cpus", "threads", "torch", "onnxruntime", "version", "revision", "date", "corpus_sha256"}
    assert [row["system"] for row in rows if row["value"] is None] == ["torch bf16"]
    assert {row["n"] for row in rows if row["metric"] == "articles_per_second"} == {1}
    assert {row["rounds"] for row in rows if row["metric"] == "pairs_per_second"} == {2, 0}
    written = json.dumps(rows)
    assert str(tmp_path) not in written and str(tiny_model) not in written


def test_the_shipped_model_opens_as_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    # With a CPU that has the instructions on paper only: bfloat16 is emulated for two pairs.
    monkeypatch.setattr(speed, "_cpu_description", lambda: "flags: avx512_bf16")
    folder = open_folder(find_model())
    systems, left_out = speed.open_systems(folder, **TINY)
    assert not left_out
    assert [system.name for system in systems] == [
        REFERENCE,
        f"{REFERENCE}, one by one",
        "torch fp32",
        "torch bf16",
        "roberta-base size",
        "roberta-base size, one by one",
    ]
    asked = speed.seed_pairs(folder, {"a": ARTICLE}, 2)
    for system in systems:
        assert system.classifier.probabilities(asked, system.batch_size).shape == (2, 3)
