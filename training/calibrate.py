"""Makes the probabilities of a model folder trustworthy: one temperature, fitted on dev.

A temperature changes no label; it makes a probability of 0.8 mean "right four times
in five". Method: Guo et al. (2017, "On Calibration of Modern Neural Networks").
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from ..model.classifier import StanceClassifier
from ..model.records import LABELS
from .export import write_checksums
from .loaders import load_corpus
from .recipe import Recipe
from .run import DEV_SETS

__all__ = ["calibrate", "fit_temperature"]

#: A fit at a bound would mean that the model is broken, not overconfident.
_BOUNDS = (0.25, 8.0)


def calibrate(folder: Path, recipe: Recipe, *, corpora: Path | None = None) -> float | None:
    """Fits the temperature of a model folder and writes it there.

    Every dev set counts the same, however long: probabilities should hold for any
    kind of news.

    Args:
        folder: a model folder with an ONNX export; its ``config.json`` and checksums
            are rewritten.
        recipe: which corpora the model was trained on; their dev sets are read.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Returns:
        the temperature, or None if the recipe names no public corpus, so that there is
        nothing to fit it on.
    """
    sets = [(corpus, split) for corpus, split in DEV_SETS.values() if corpus in recipe.corpora]
    if not sets:
        return None
    _write_temperature(folder, 1.0)
    classifier = StanceClassifier.from_pretrained(folder, backend="onnx")
    logits: list[NDArray[np.float64]] = []
    gold: list[int] = []
    weights: list[float] = []
    for corpus, split in sets:
        examples = load_corpus(corpus, split, corpora).examples
        logits.append(np.log(np.maximum(classifier.probabilities([e.pair for e in examples], 64), 1e-12)))
        gold += [LABELS.index(example.label) for example in examples]
        weights += [1 / len(examples)] * len(examples)
    temperature = round(fit_temperature(np.concatenate(logits), gold, weights), 3)
    _write_temperature(folder, temperature)
    return temperature


def fit_temperature(logits: NDArray[np.float64], gold: Sequence[int], weights: Sequence[float]) -> float:
    """The temperature with the least weighted cross-entropy.

    Args:
        logits: scores at temperature 1. Shape (pairs, classes).
        gold: the right class of each pair.
        weights: weight of each pair.
    """
    rows = np.arange(len(gold))

    def cross_entropy(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        largest = scaled.max(axis=1)
        normaliser = largest + np.log(np.exp(scaled - largest[:, None]).sum(axis=1))
        return float(np.dot(weights, normaliser - scaled[rows, list(gold)]))

    fitted = minimize_scalar(cross_entropy, bounds=tuple(np.log(_BOUNDS)), method="bounded")
    return float(np.exp(fitted.x))


def _write_temperature(folder: Path, temperature: float) -> None:
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["softmax_temperature"] = temperature
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    write_checksums(folder)
