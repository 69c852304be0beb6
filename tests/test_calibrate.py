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
from stancekit.training import calibrate as module
from stancekit.training.calibrate import calibrate, fit_temperature
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
    before = StanceClassifier.from_pretrained(folder).probabilities([e.pair for e in examples])
    temperature = calibrate(folder, Recipe(encoder="-", corpora=("mpqa",)))
    assert temperature is not None
    assert temperature > 1
    assert json.loads((folder / "config.json").read_text())["softmax_temperature"] == temperature
    after = StanceClassifier.from_pretrained(folder).probabilities([e.pair for e in examples])  # checksums hold
    assert (after.argmax(axis=1) == before.argmax(axis=1)).all()
    assert after.max(axis=1).mean() < before.max(axis=1).mean()
    assert calibrate(folder, Recipe(encoder="-", corpora=("mpqa",))) == temperature  # not fitted on top of itself


def _wrong(example: Example) -> Example:
    return replace(example, label="favor" if example.label != "favor" else "against")


def test_without_a_public_corpus_there_is_nothing_to_fit(tmp_path: Path) -> None:
    assert calibrate(tmp_path, Recipe(encoder="-", corpora=("wire",))) is None
