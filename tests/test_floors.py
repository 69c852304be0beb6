"""The quality gate itself, and the shipped model against it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from stancekit.eval.evaluate import measure, records_of
from stancekit.eval.fixture import fixture_examples
from stancekit.eval.floors import WATCHED, failures, read_floors, updated
from stancekit.model.records import LABELS
from stancekit.training.loaders import Example


def records(sha: str = "s", **values: float) -> list[dict[str, object]]:
    figures = {"f1": 0.5, "f1/article": 0.6, "precision/article": 0.7, "wrong_sign": 0.02} | values
    fixture = {"micro_f1": 0.9, "macro_f1": 0.9, "false_positive_rate": 0.1}
    return [
        {"benchmark": benchmark, "metric": metric, "value": value, "corpus_sha256": checksum}
        for benchmark, checksum, each in (
            ("seeds", sha, figures),
            ("stories", "t", figures),
            ("reports", "r", figures),
            ("dispatches", "d", figures),
            ("bulletins", "b", figures),
            ("fixture", "f", fixture),
            ("unseen", "u", fixture),
        )
        for metric, value in each.items()
    ]


PINNED = {"seeds": {"corpus_sha256": "s", "floors": {"f1": 0.48, "f1/article": 0.58, "wrong_sign": 0.04}}}


def test_nothing_to_say_above_the_floors() -> None:
    assert failures(records(), PINNED) == []


def test_a_fall_a_rise_and_changed_data_are_named() -> None:
    assert failures(records("t", f1=0.4, wrong_sign=0.05), PINNED) == [
        "seeds: f1 is 0.4000, below its floor 0.48",
        "seeds: wrong_sign is 0.0500, above its floor 0.04",
        "seeds: its text or gold changed; run python -m stancekit.eval.floors --update",
    ]


def test_floors_rise_but_do_not_fall_unasked() -> None:
    raised = updated(records(f1=0.9), PINNED, allow_lower=False)
    assert raised["seeds"]["floors"] == {"f1": 0.88, "f1/article": 0.58, "precision/article": 0.68, "wrong_sign": 0.04}
    assert raised["fixture"]["floors"] == {"micro_f1": 0.86, "macro_f1": 0.86, "false_positive_rate": 0.14}
    kept = updated(records(f1=0.49, wrong_sign=0.035), PINNED, allow_lower=False)
    assert kept["seeds"]["floors"] == {"f1": 0.48, "f1/article": 0.58, "precision/article": 0.68, "wrong_sign": 0.04}
    with pytest.raises(ValueError, match=r"seeds: f1 would go from 0\.48 to 0\.28; give --allow-lower"):
        updated(records(f1=0.3), PINNED, allow_lower=False)
    assert updated(records(f1=0.3), PINNED, allow_lower=True)["seeds"]["corpus_sha256"] == "s"


def test_the_shipped_model_stands_above_its_floors() -> None:
    pinned = read_floors()
    assert {name: set(pin["floors"]) for name, pin in pinned.items()} == {
        name: set(watched) for name, watched in WATCHED.items()
    }
    assert failures(records_of(*measure(list(WATCHED))), pinned) == []


def test_the_fixture_is_whole_and_apart_from_the_training_examples(wire: list[Example]) -> None:
    kinds = fixture_examples()
    examples = [example for each in kinds.values() for example in each]
    assert len(examples) == len({example.id for example in examples}) == 64
    assert len(kinds) == 9
    assert {example.label for example in examples} == set(LABELS)
    trained = {example.pair.text for example in wire}
    assert not trained & {example.pair.text for example in examples}


def test_the_unseen_sentences_are_whole_and_apart_from_the_training_examples(wire: list[Example]) -> None:
    kinds = fixture_examples("unseen")
    examples = [example for each in kinds.values() for example in each]
    assert set(kinds) == {"international", "domestic", "hard"}
    assert len(examples) == len({example.id for example in examples}) == 394
    assert all(example.pair.target.span for example in examples)
    assert {example.label for example in examples} == set(LABELS)
    trained = [example.pair.text for example in wire]
    assert not _word_runs(trained, 8) & _word_runs([example.pair.text for example in examples], 8)


def _word_runs(texts: Iterable[str], n: int) -> set[tuple[str, ...]]:
    """All runs of ``n`` words that the texts have."""
    words = [text.lower().split() for text in texts]
    return {tuple(each[i : i + n]) for each in words for i in range(len(each) - n + 1)}
