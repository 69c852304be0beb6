"""The quality gate itself, and the shipped model against it."""

from __future__ import annotations

import pytest

from stancekit.eval.evaluate import evaluate
from stancekit.eval.floors import WATCHED, failures, read_floors, updated


def records(sha: str = "s", **values: float) -> list[dict[str, object]]:
    figures = {"f1": 0.5, "f1/article": 0.6, "precision/article": 0.7, "wrong_sign": 0.02} | values
    return [{"metric": metric, "value": value, "corpus_sha256": sha} for metric, value in figures.items()]


PINNED = {"corpus_sha256": "s", "floors": {"f1": 0.48, "f1/article": 0.58, "wrong_sign": 0.04}}


def test_nothing_to_say_above_the_floors() -> None:
    assert failures(records(), PINNED) == []


def test_a_fall_a_rise_and_changed_data_are_named() -> None:
    assert failures(records("t", f1=0.4, wrong_sign=0.05), PINNED) == [
        "seeds: f1 is 0.4000, below its floor 0.48",
        "seeds: wrong_sign is 0.0500, above its floor 0.04",
        "seeds: the articles or their gold changed; run python -m stancekit.eval.floors --update",
    ]


def test_floors_rise_but_do_not_fall_unasked() -> None:
    raised = updated(records(f1=0.9), PINNED, allow_lower=False)
    assert raised["floors"] == {"f1": 0.88, "f1/article": 0.58, "precision/article": 0.68, "wrong_sign": 0.04}
    with pytest.raises(ValueError, match=r"f1 would go from 0\.48 to 0\.28; give --allow-lower"):
        updated(records(f1=0.3), PINNED, allow_lower=False)
    assert updated(records(f1=0.3), PINNED, allow_lower=True)["corpus_sha256"] == "s"


def test_the_shipped_model_stands_above_its_floors() -> None:
    pinned = read_floors()
    assert set(pinned["floors"]) == set(WATCHED)
    assert failures(evaluate(["seeds"]), pinned) == []
