"""Scores: small enough to check by hand, and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score

from stancekit.eval.articles import Gold, tally
from stancekit.eval.benchmarks import BENCHMARKS, find_benchmarks
from stancekit.eval.evaluate import render_table
from stancekit.eval.scores import classification_scores
from stancekit.model.errors import UsageError
from stancekit.model.records import LABELS, Label, Pair, Participant, Sentence, Span
from stancekit.training.loaders import Example


def test_scores_by_hand() -> None:
    # favor: 1 of 2 found, 1 false; neutral: 1 of 1 found, 1 false.
    scores = {s.metric: s.value for s in classification_scores([0, 0, 1], [0, 1, 1], ("favor", "neutral"), seed=1)}
    assert scores["micro_f1"] == pytest.approx(2 / 3)
    assert scores["f1/favor"] == pytest.approx(2 / 3)
    assert scores["f1/neutral"] == pytest.approx(2 / 3)


def test_scores_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    gold, predicted = rng.integers(0, 3, 200).tolist(), rng.integers(0, 3, 200).tolist()
    scores = {s.metric: s for s in classification_scores(gold, predicted, LABELS, seed=1)}
    assert scores["micro_f1"].value == pytest.approx(accuracy_score(gold, predicted))
    assert scores["macro_f1"].value == pytest.approx(f1_score(gold, predicted, average="macro"))
    for index, label in enumerate(LABELS):
        expected = f1_score(gold, predicted, labels=[index], average="macro")
        assert scores[f"f1/{label}"].value == pytest.approx(expected)
    assert scores["micro_f1"].low < scores["micro_f1"].value < scores["micro_f1"].high


def test_intervals_are_the_same_for_a_seed_and_hold_no_doubt_where_all_is_right() -> None:
    first, again = (classification_scores([0, 1, 0, 1], [0, 1, 1, 1], ("a", "b"), seed=5) for _ in range(2))
    assert first == again
    (perfect, *_) = classification_scores([0] * 20, [0] * 20, ("a", "b"), seed=5)
    assert (perfect.low, perfect.high) == (1.0, 1.0)


def example(name: str, label: Label) -> Example:
    pair = Pair("x", Sentence(0, 0, 1), None, Participant("x", Span(0, 1)))
    return Example(name, name.rsplit("/", 1)[0], "dse", pair, label)


def test_dse_decides_one_class_from_both_directions() -> None:
    examples = [
        example("1/pq", "against"),
        example("1/qp", "neutral"),
        example("2/pq", "neutral"),
        example("2/qp", "favor"),
        example("3/pq", "neutral"),
        example("3/qp", "neutral"),
    ]
    favor, neutral, against = np.eye(3) * 0.8 + 0.1 * (1 - np.eye(3))
    right = np.array([against, neutral, neutral, favor, neutral, neutral])
    scores, n = BENCHMARKS["dse"].score(examples, right, 1)
    values = {s.metric: s.value for s in scores}
    assert (n, values["micro_f1"], values["false_positive_rate"]) == (3, 1.0, 0.0)
    assert (values["f1/p against q"], values["f1/q favors p"], values["f1/neutral"]) == (1.0, 1.0, 1.0)
    swapped = np.array([neutral, against, favor, neutral, against, neutral])
    values = {s.metric: s.value for s in BENCHMARKS["dse"].score(examples, swapped, 1)[0]}
    assert (values["micro_f1"], values["false_positive_rate"]) == (0.0, 1.0)


def test_polarity_ignores_neutral() -> None:
    examples = [example("1/0", "favor"), example("2/0", "against")]
    mostly_neutral = np.array([[0.2, 0.7, 0.1], [0.1, 0.7, 0.2]])
    values = {s.metric: s.value for s in BENCHMARKS["seesaw-polarity"].score(examples, mostly_neutral, 1)[0]}
    assert values["micro_f1"] == 1.0


def gold(speaker: str, target: str, label: str, start: int = 0) -> Gold:
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


def test_benchmark_names() -> None:
    assert find_benchmarks(["all"]) == [*BENCHMARKS, "counterfactual", "seeds"]
    assert find_benchmarks(["dse", "dse"]) == ["dse"]
    with pytest.raises(UsageError, match="unknown benchmark 'glue'; valid: dse, seesaw-polarity"):
        find_benchmarks(["glue"])


def test_the_table_shows_percent_and_signature() -> None:
    record: dict[str, object] = {
        "benchmark": "dse",
        "split": "dev",
        "n": 3,
        "metric": "micro_f1",
        "value": 0.8215,
        "ci_low": 0.8,
        "ci_high": 0.84,
        "model": "shipped",
        "revision": "base-1234",
        "backend": "onnx",
        "version": "0.1.0",
        "seed": 1,
        "date": "2026-11-23",
    }
    assert render_table([record]).splitlines() == [
        "benchmark        split      n metric                  value  95% interval",
        "dse              dev        3 micro_f1                 82.2  80.0 to 84.0",
        "model shipped, revision base-1234, backend onnx, stancekit 0.1.0, bootstrap seed 1, 2026-11-23",
    ]
