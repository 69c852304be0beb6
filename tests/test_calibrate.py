"""Calibration: the fitted temperature is the one that made the scores, and is stored with the weights."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from stancekit.eval import calibration as held_out_module
from stancekit.eval.calibration import N_FOLDS, held_out, scores_of
from stancekit.model.calibration import TRAITS, Calibration
from stancekit.model.classifier import StanceClassifier
from stancekit.model.folder import find_model
from stancekit.model.records import LABELS
from stancekit.training import calibrate as module
from stancekit.training.calibrate import (
    MAX_FALSE_POSITIVES,
    Asked,
    calibrate,
    fit_neutral_bias,
    fit_temperatures,
)
from stancekit.training.decisions import polar_classes
from stancekit.training.export import write_checksums
from stancekit.training.loaders import Example
from stancekit.training.recipe import Recipe


def drawn(
    corpus: str, temperature: float, *, trait: int = -1, factor: float = 1.0, power: float = 1.0, n: int = 20_000
) -> Asked:
    """Scores whose probabilities hold at a temperature; times a factor where a pair has the trait, which half have.

    With a power, the differences to the highest score have to be raised to it first.
    """
    rng = np.random.default_rng(1)
    logits = rng.normal(size=(n, 3))
    rows = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if corpus == "seesaw":
        rows = polar_classes(rows)
    gold = (rng.random(n)[:, None] > rows.cumsum(axis=1)).sum(axis=1)
    traits = np.zeros((n, len(TRAITS)))
    if trait >= 0:
        traits[: n // 2, trait] = 1
    made = temperature * np.where(traits.any(axis=1), factor, 1.0)
    below = (logits.max(axis=1, keepdims=True) - logits) * made[:, None]
    return Asked(corpus, -(below ** (1 / power)), traits, gold, np.zeros(n))


@pytest.mark.parametrize("corpus", ["mpqa", "seesaw"])
@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_the_scores_is_found(corpus: str, temperature: float) -> None:
    found = fit_temperatures([drawn(corpus, temperature)])
    assert found.softmax_temperature == pytest.approx(temperature, rel=0.08)
    assert found.margin_power == pytest.approx(1.0, abs=0.06)
    assert set(found.temperature_factors.values()) == {1.0}


@pytest.mark.parametrize("power", [0.7, 2.0])
def test_the_power_that_made_the_scores_is_found(power: float) -> None:
    found = fit_temperatures([drawn("mpqa", 1.5, power=power)])
    assert found.margin_power == pytest.approx(power, rel=0.06)
    assert found.softmax_temperature == pytest.approx(1.5, rel=0.06)


def test_a_power_makes_near_scores_nearer_and_far_ones_farther_and_changes_no_label() -> None:
    scores = np.array([[1.0, 0.5, 0.0], [-3.0, 4.0, 0.0], [0.0, 0.0, 2.0]])
    plain = Calibration().scaled(scores, np.ones(3))
    raised = Calibration(margin_power=2.0).scaled(scores, np.ones(3))
    assert plain == pytest.approx(scores - scores.max(axis=1, keepdims=True))
    assert raised == pytest.approx(-(plain**2))
    assert (raised.argmax(axis=1) == scores.argmax(axis=1)).all()


@pytest.mark.parametrize("trait", range(len(TRAITS)))
def test_the_factor_of_a_trait_is_found(trait: int) -> None:
    found = fit_temperatures([drawn("mpqa", 1.5, trait=trait, factor=1.5)])
    factors = list(found.temperature_factors.values())
    assert factors[trait] == pytest.approx(1.5, rel=0.15)
    assert factors[:trait] + factors[trait + 1 :] == [1.0] * (len(TRAITS) - 1)


def test_the_factor_of_a_guide_is_found() -> None:
    sets = [drawn("mpqa", 2.0), drawn("dse_like", 1.0), drawn("labelled", 1.4)]
    found = fit_temperatures(sets, Calibration(guide_biases={"mpqa": 0.0, "dse_like": 0.0, "unseen": 0.0}))
    made = {name: found.softmax_temperature * factor for name, factor in found.guide_temperatures.items()}
    assert made == pytest.approx({"mpqa": 2.0, "dse_like": 1.0}, rel=0.1)
    assert found.softmax_temperature == pytest.approx(1.4, rel=0.06)


def test_the_power_makes_probabilities_hold_on_items_that_nothing_was_fitted_on() -> None:
    sets = {"mpqa": drawn("mpqa", 1.5, power=2.0, n=4_000), "seesaw": drawn("seesaw", 1.5, power=2.0, n=4_000)}
    fitted, plain = held_out(sets, ()), held_out(sets, (), power=1.0)
    for name, asked in sets.items():
        with_it, without = scores_of(fitted[name], asked.gold), scores_of(plain[name], asked.gold)
        assert with_it["calibration_error"] < without["calibration_error"]
        assert with_it["calibration_error"] < with_it["calibration_error/chance"] + 0.01
        assert with_it["cross_entropy"] < without["cross_entropy"]


def test_no_item_is_judged_by_a_calibration_that_saw_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[float]] = []

    def fit(answered: list[Asked], *_: object, **__: object) -> Calibration:
        seen.append(set(answered[0].logits.sum(axis=1).tolist()))
        return Calibration(softmax_temperature=len(seen))

    monkeypatch.setattr(held_out_module, "fit_calibration", fit)
    asked = drawn("mpqa", 1.0, n=103)
    rows = held_out({"mpqa": asked}, ())["mpqa"]
    assert len(seen) == N_FOLDS
    for row, logits in zip(rows, asked.logits, strict=True):
        # Each row has the temperature of the one fit that lacked its item.
        (lacking,) = [fold for fold, known in enumerate(seen, start=1) if logits.sum() not in known]
        expected = np.exp(logits / lacking) / np.exp(logits / lacking).sum()
        assert row == pytest.approx(expected)


def test_of_dse_whole_sentences_are_held_out() -> None:
    rng = np.random.default_rng(1)
    asked = Asked("dse", rng.normal(size=(60, 3)), np.zeros((60, len(TRAITS))), np.arange(30) % 5, np.ones(60))
    some = asked.of_items(np.arange(30) % 3 == 0)
    assert some.probabilities(Calibration()) == pytest.approx(asked.probabilities(Calibration())[::3])
    assert held_out({"dse": asked}, ("dse",))["dse"].sum(axis=1) == pytest.approx(np.ones(30))


def test_sets_count_the_same_however_long() -> None:
    small, large = drawn("mpqa", 2.0, n=2_000), drawn("mpqa", 1.0)
    both = fit_temperatures([small, large]).softmax_temperature
    assert 1.2 < both < 1.8


def test_dse_is_judged_by_both_directions_together() -> None:
    asked = Asked(
        "dse", np.log([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]]), np.zeros((2, len(TRAITS))), np.array([1]), np.ones(2)
    )
    # p favors q, of: neutral .3*.7, p favors q .6*.7, q favors p .3*.2, p against q .1*.7, q against p .3*.1
    expected = 0.42 / (0.21 + 0.42 + 0.06 + 0.07 + 0.03)
    assert asked.likelihoods(Calibration()) == pytest.approx([expected])
    assert asked.likelihoods(Calibration(neutral_bias=5.0))[0] < 0.05
    assert asked.likelihoods(Calibration(guide_biases={"dse": 5.0}))[0] < 0.05
    assert asked.likelihoods(Calibration(guide_temperatures={"dse": 1e9})) == pytest.approx([1 / 5])


def test_a_folder_is_calibrated_in_place(wire: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "model"
    shutil.copytree(find_model(None), folder)
    examples = wire[:120]
    # Labels that are wrong half the time: the shipped model is too sure of them.
    loaded = [*examples[:60], *map(_wrong, examples[60:])]
    monkeypatch.setattr(module, "load_dev", lambda *_, **__: loaded)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | asdict(Calibration())))
    write_checksums(folder)
    before = StanceClassifier.from_pretrained(folder).probabilities([e.pair for e in examples])
    calibration = calibrate(folder, Recipe(encoder="-", corpora=("mpqa",)))
    assert calibration is not None
    assert calibration.softmax_temperature > 1
    assert set(calibration.temperature_factors) == set(TRAITS)
    assert calibration.neutral_bias == 0  # DSE decides on it
    config = json.loads((folder / "config.json").read_text())
    assert Calibration.from_config(config) == calibration
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


def test_of_dse_the_false_positives_are_kept_low(
    wire: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(find_model(None), folder)
    # The shipped model is right about most of these; that they are called neutral makes false positives of them.
    examples = [e for e in wire if e.pair.speaker and e.label != "neutral"][:60]
    called = [replace(e, label="neutral", item=str(n // 2)) for n, e in enumerate(examples)]
    monkeypatch.setattr(module, "load_dev", lambda *_, **__: called)
    calibration = calibrate(folder, Recipe(encoder="-", corpora=("dse",)))
    assert calibration is not None
    assert calibration.neutral_bias > 0
    labels = StanceClassifier.from_pretrained(folder).probabilities([e.pair for e in called]).argmax(axis=1)
    wrong = (labels != LABELS.index("neutral")).reshape(-1, 2).any(axis=1)
    assert 0 < wrong.mean() <= MAX_FALSE_POSITIVES


def test_with_guides_each_has_a_bias_and_ours_is_that_of_our_articles(
    wire: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(find_model(None), folder)
    examples = [e for e in wire if e.pair.speaker and e.label != "neutral"][:60]
    polar = [replace(e, label="neutral", item=str(n // 2)) for n, e in enumerate(examples)]
    plain = [e for e in wire if e.pair.speaker and e.label == "neutral"][:60]
    monkeypatch.setattr(module, "load_dev", lambda name, *_, **__: polar if name == "dse" else plain)
    recipe = Recipe(encoder="-", corpora=("dse", "mpqa", "labelled"), guides=("dse", "mpqa"))
    calibration = calibrate(folder, recipe)
    assert calibration is not None
    assert calibration.guide_biases["dse"] > 0
    assert calibration.guide_biases["mpqa"] == 0
    assert calibration.neutral_bias < calibration.guide_biases["dse"]
    assert set(calibration.guide_temperatures) == {"dse", "mpqa"}
    config = json.loads((folder / "config.json").read_text())
    assert Calibration.from_config(config) == calibration


def _wrong(example: Example) -> Example:
    return replace(example, label="favor" if example.label != "favor" else "against")


def test_without_a_public_corpus_there_is_nothing_to_fit(tmp_path: Path) -> None:
    assert calibrate(tmp_path, Recipe(encoder="-", corpora=("wire",))) is None
