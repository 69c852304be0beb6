"""Statistics and metrics: small enough to check by hand, and against independent implementations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

from stancekit.eval import resampling
from stancekit.eval.articles import tally
from stancekit.eval.benchmarks import BENCHMARKS, find_benchmarks
from stancekit.eval.items import Item
from stancekit.eval.resampling import compared, scored
from stancekit.eval.tasks import Classification, Counted, PolarClassification, Task, f1_of_counts
from stancekit.model.errors import UsageError
from stancekit.model.records import LABELS, Label, Span
from stancekit.training.gold import Gold


def items(gold: Sequence[str], predicted: Sequence[str], rows: Sequence[Sequence[float]] | None = None) -> list[Item]:
    given = rows or [()] * len(gold)
    return [Item(str(i), g, p, tuple(row)) for i, (g, p, row) in enumerate(zip(gold, predicted, given, strict=True))]


def values(task: Task, found: list[Item]) -> dict[str, float]:
    return task.values(task.rows(found).sum(axis=0))


def test_classification_by_hand() -> None:
    # favor: 1 of 2 found, none false; neutral: 1 of 1 found, 1 false.
    found = values(
        Classification(("favor", "neutral")), items(["favor", "favor", "neutral"], ["favor", "neutral", "neutral"])
    )
    assert found == {
        "micro_f1": pytest.approx(2 / 3),
        "macro_f1": pytest.approx(2 / 3),
        "f1/favor": pytest.approx(2 / 3),
        "f1/neutral": pytest.approx(2 / 3),
    }


def test_classification_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    gold, predicted = ([LABELS[i] for i in rng.integers(0, 3, 200)] for _ in range(2))
    found = values(Classification(LABELS, background="neutral"), items(gold, predicted))
    assert found["micro_f1"] == pytest.approx(accuracy_score(gold, predicted))
    assert found["macro_f1"] == pytest.approx(f1_score(gold, predicted, average="macro"))
    for label in LABELS:
        assert found[f"f1/{label}"] == pytest.approx(f1_score(gold, predicted, labels=[label], average="macro"))
    table = confusion_matrix(gold, predicted, labels=LABELS)
    assert found["false_positive_rate"] == pytest.approx(1 - table[1, 1] / table[1].sum())


def test_a_label_that_never_occurs_counts_as_zero() -> None:
    assert values(Classification(("a", "b", "c")), items(["a"], ["a"]))["macro_f1"] == pytest.approx(1 / 3)


def test_calibration_error_by_hand() -> None:
    # Two bins: 0.95 right once of two (gap 0.45), 0.55 right twice of two (gap 0.45), each half the items.
    rows = [[0.95, 0.05], [0.05, 0.95], [0.55, 0.45], [0.45, 0.55]]
    found = values(Classification(("a", "b")), items(["a", "a", "a", "b"], ["a", "b", "a", "b"], rows))
    assert found["calibration_error"] == pytest.approx(0.45)


def test_chance_is_the_calibration_error_of_probabilities_that_hold() -> None:
    rng = np.random.default_rng(1)
    sure = rng.uniform(0.5, 1, size=400)
    found: list[dict[str, float]] = []
    for _ in range(60):
        right = rng.random(400) < sure
        answered = items(np.where(right, "a", "b").tolist(), ["a"] * 400, [(p, 1 - p) for p in sure.tolist()])
        found.append(values(Classification(("a", "b")), answered))
    errors = [each["calibration_error"] for each in found]
    assert found[0]["calibration_error/chance"] == pytest.approx(np.mean(errors), rel=0.1)


def test_calibration_error_agrees_with_bins_counted_one_by_one() -> None:
    rng = np.random.default_rng(7)
    rows = rng.dirichlet([1, 1, 1], 500)
    gold = [LABELS[i] for i in rng.integers(0, 3, 500)]
    predicted = [LABELS[i] for i in rows.argmax(axis=1)]
    expected = 0.0
    for low in np.arange(15) / 15:
        inside = [i for i in range(500) if low <= rows[i].max() < low + 1 / 15]
        if inside:
            right = np.mean([gold[i] == predicted[i] for i in inside])
            expected += len(inside) / 500 * abs(right - np.mean([rows[i].max() for i in inside]))
    found = values(Classification(LABELS), items(gold, predicted, rows.tolist()))
    assert found["calibration_error"] == pytest.approx(expected)


def test_the_sign_alone_is_asked_of_polar_items() -> None:
    rows = [[0.3, 0.6, 0.1], [0.1, 0.7, 0.2], [0.2, 0.5, 0.3], [0.1, 0.2, 0.7]]
    gold = ["favor", "favor", "neutral", "against"]
    found = values(PolarClassification(LABELS), items(gold, ["neutral"] * 3 + ["against"], rows))
    assert found["micro_f1/polar"] == pytest.approx(2 / 3)
    assert found["micro_f1"] == pytest.approx(2 / 4)
    without = values(PolarClassification(LABELS), items(gold, ["neutral"] * 3 + ["against"]))
    assert without["micro_f1/polar"] == pytest.approx(1.0)  # a label alone that is not against counts as favor


def test_counts_add_up() -> None:
    task = Counted(
        ("correct", "found", "gold"),
        {"f1": lambda total: f1_of_counts(total["correct"], total["found"], total["gold"])},
        main_metric="f1",
    )
    articles = [Item("1", counts={"correct": 1, "found": 2, "gold": 1}), Item("2", counts={"found": 1, "gold": 3})]
    assert values(task, articles) == {"f1": pytest.approx(2 / 7)}
    assert values(task, []) == {"f1": 0.0}


# --- intervals and tests -----------------------------------------------------------------

TASK = Classification(("a", "b"), main_metric="micro_f1")


def answered(right: Sequence[bool]) -> np.ndarray:
    return TASK.rows(items(["a"] * len(right), ["a" if good else "b" for good in right]))


def test_an_interval_covers_the_binomial_one() -> None:
    rng = np.random.default_rng(1)
    (micro, *_) = scored(TASK, answered((rng.random(400) < 0.8).tolist()), seed=1)
    error = 1.96 * (micro.value * (1 - micro.value) / 400) ** 0.5
    assert micro.low == pytest.approx(micro.value - error, abs=0.01)
    assert micro.high == pytest.approx(micro.value + error, abs=0.01)


def test_intervals_are_the_same_for_a_seed_and_hold_no_doubt_where_all_is_right() -> None:
    rows = answered([True, False, True, True])
    assert scored(TASK, rows, seed=5) == scored(TASK, rows, seed=5)
    (perfect, *_) = scored(TASK, answered([True] * 20), seed=5)
    assert (perfect.low, perfect.value, perfect.high) == (1.0, 1.0, 1.0)


def test_a_real_difference_is_found_and_its_sign_is_right() -> None:
    rng = np.random.default_rng(2)
    worse, better = rng.random(300) < 0.6, rng.random(300) < 0.8
    (micro,) = compared(TASK, answered(worse.tolist()), answered(better.tolist()), seed=1, metrics=["micro_f1"])
    assert micro.p_value < 0.001
    assert 0 < micro.low < micro.second - micro.first < micro.high


def test_systems_that_differ_by_chance_are_called_different_no_more_often_than_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resampling, "N_PERMUTATIONS", 400)
    monkeypatch.setattr(resampling, "N_RESAMPLES", 20)
    rng = np.random.default_rng(4)
    p_values = []
    for _ in range(60):
        first, second = (answered((rng.random(80) < 0.7).tolist()) for _ in range(2))
        p_values.append(compared(TASK, first, second, seed=1, metrics=["micro_f1"])[0].p_value)
    assert sum(p < 0.05 for p in p_values) <= 6  # 3 expected; 7 or more in 3 of 100 such tests
    assert min(p_values) > 0


def test_the_same_answers_differ_with_a_p_value_of_one() -> None:
    rows = answered([True, False, True])
    (micro,) = compared(TASK, rows, rows, seed=1, metrics=["micro_f1"])
    assert (micro.p_value, micro.low, micro.high) == (1.0, 0.0, 0.0)


def test_a_permutation_test_by_enumeration() -> None:
    # Three items that the second system alone gets right: of the 8 exchanges 2 are as extreme.
    (micro,) = compared(TASK, answered([False] * 3), answered([True] * 3), seed=1, metrics=["micro_f1"])
    assert micro.p_value == pytest.approx(2 / 8, abs=0.02)


def test_different_items_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="3 items against 2"):
        compared(TASK, answered([True] * 3), answered([True] * 2), seed=1)


# --- declarations ------------------------------------------------------------------------


def test_benchmark_names() -> None:
    assert [benchmark.name for benchmark in find_benchmarks(["all"])] == list(BENCHMARKS)
    assert [benchmark.name for benchmark in find_benchmarks(["dse", "dse"])] == ["dse"]
    with pytest.raises(UsageError, match="unknown benchmark 'glue'; valid: dse, seesaw-polarity"):
        find_benchmarks(["glue"])


def test_every_benchmark_says_what_it_is() -> None:
    for benchmark in BENCHMARKS.values():
        assert benchmark.asked and benchmark.citation and benchmark.task.main_metric


# --- the seeds ---------------------------------------------------------------------------


def gold(speaker: str, target: str, label: Label, start: int = 0) -> Gold:
    return Gold(speaker, target, label, Span(start, start + 10))


def test_a_found_stance_matches_by_names_label_and_overlapping_sentence() -> None:
    truth = [gold("a", "x", "favor"), gold("a", "y", "against"), gold("b", "x", "against", 50)]
    found = [
        gold("a", "x", "favor", 5),  # right, sentences overlap
        gold("a", "y", "favor"),  # wrong sign
        gold("b", "x", "against", 90),  # right, but of another sentence
        gold("c", "x", "favor"),  # nobody's
    ]
    result = tally(truth, found)
    assert (result.correct, result.found, result.gold, result.wrong_sign) == (1, 4, 3, 1)
    assert (result.article_correct, result.article_found, result.article_gold) == (2, 4, 3)


def test_a_gold_stance_is_used_once() -> None:
    assert tally([gold("a", "x", "favor")], [gold("a", "x", "favor"), gold("a", "x", "favor")]).correct == 1
