"""Calibration: the fitted temperature is the one that made the scores, and it is stored with the weights."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stancekit.model.classifier import StanceClassifier
from stancekit.model.folder import find_model
from stancekit.model.records import LABELS
from stancekit.training import calibrate as module
from stancekit.training.calibrate import MAX_FALSE_POSITIVES, Calibration, calibrate, fit_neutral_bias, fit_temperature
from stancekit.training.export import write_checksums
from stancekit.training.loaders import Example, Loaded
from stancekit.training.recipe import Recipe
from stancekit.training.wire import wire_examples


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_the_scores_is_found(temperature: float) -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(size=(20_000, 3))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    gold = (rng.random(20_000)[:, None] > shares.cumsum(axis=1)).sum(axis=1)
    found = fit_temperature(logits * temperature, gold.tolist(), [1.0] * 20_000)
    assert found == pytest.approx(temperature, rel=0.05)


def test_weights_decide_between_sets_that_differ() -> None:
    logits = np.tile([2.0, 0.0, 0.0], (100, 1))
    gold = [0] * 50 + [0] * 25 + [1] * 25  # the first half always right, the second half the time
    sure = fit_temperature(logits, gold, [1.0] * 50 + [0.01] * 50)
    unsure = fit_temperature(logits, gold, [0.01] * 50 + [1.0] * 50)
    assert sure < 1 < unsure


def test_a_folder_is_calibrated_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "model"
    shutil.copytree(find_model(None), folder)
    examples = wire_examples(fills=1, seed=3)[:120]
    # Labels that are wrong half the time: the shipped model is too sure of them.
    monkeypatch.setattr(module, "load_corpus", lambda *_: Loaded([*examples[:60], *map(_wrong, examples[60:])]))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | Calibration()._asdict()))
    write_checksums(folder)
    before = StanceClassifier.from_pretrained(folder).probabilities([e.pair for e in examples])
    calibration = calibrate(folder, Recipe(encoder="-", corpora=("mpqa",)))
    assert calibration is not None
    assert calibration.softmax_temperature > 1
    assert calibration.neutral_bias == 0  # DSE decides on it
    config = json.loads((folder / "config.json").read_text())
    assert Calibration(config["softmax_temperature"], config["neutral_bias"]) == calibration
    after = StanceClassifier.from_pretrained(folder).probabilities([e.pair for e in examples])  # checksums hold
    assert (after.argmax(axis=1) == before.argmax(axis=1)).all()
    assert after.max(axis=1).mean() < before.max(axis=1).mean()
    assert calibrate(folder, Recipe(encoder="-", corpora=("mpqa",))) == calibration  # not fitted on top of itself


def test_the_bias_is_the_least_that_keeps_false_positives_low() -> None:
    rng = np.random.default_rng(1)
    items = [rng.normal(size=(2, 3)) for _ in range(400)]

    def rate(bias: float) -> float:
        return float(np.mean([any(max(r[0], r[2]) > r[1] + bias for r in rows) for rows in items]))

    bias = fit_neutral_bias(items, 0.1)
    assert rate(bias) <= 0.1 < rate(bias - 0.1)
    assert fit_neutral_bias([np.array([[0.0, 1.0, 0.0]])] * 9, 0.1) == 0.0


def test_of_dse_the_false_positives_are_kept_low(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "model"
    shutil.copytree(find_model(None), folder)
    # The shipped model is right about most of these; that they are called neutral makes false positives of them.
    examples = [e for e in wire_examples(fills=1, seed=3) if e.pair.speaker and e.label != "neutral"][:60]
    called = [replace(e, label="neutral", item=str(n)) for n, e in enumerate(examples)]
    monkeypatch.setattr(module, "load_corpus", lambda *_: Loaded(called))
    calibration = calibrate(folder, Recipe(encoder="-", corpora=("dse",)))
    assert calibration is not None
    assert calibration.neutral_bias > 0
    labels = StanceClassifier.from_pretrained(folder).probabilities([e.pair for e in called]).argmax(axis=1)
    assert 0 < (labels != LABELS.index("neutral")).mean() <= MAX_FALSE_POSITIVES


def _wrong(example: Example) -> Example:
    return replace(example, label="favor" if example.label != "favor" else "against")


def test_without_a_public_corpus_there_is_nothing_to_fit(tmp_path: Path) -> None:
    assert calibrate(tmp_path, Recipe(encoder="-", corpora=("wire",))) is None
