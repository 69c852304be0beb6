"""Makes the probabilities of a model folder trustworthy: a temperature and a bias, fitted on dev.

The temperature changes no label; it makes a probability of 0.8 mean "right four times
in five" (Guo et al., 2017, "On Calibration of Modern Neural Networks"). The bias makes
neutral likelier where there is a speaker, so that two actors who merely stand together
seldom get a stance: it is as large as keeps false positives on DSE's sentences without
a stance at ``MAX_FALSE_POSITIVES``, and never below 0.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from ..model.classifier import StanceClassifier
from ..model.records import LABELS
from .export import write_checksums
from .loaders import load_corpus
from .recipe import Recipe
from .run import DEV_SETS

__all__ = ["MAX_FALSE_POSITIVES", "Calibration", "calibrate", "fit_neutral_bias", "fit_temperature"]

#: Share of DSE's dev sentences without a stance that may get one. The aim is 8% on test; dev has 955
#: such sentences, so that chance alone moves the share by 0.9 points.
MAX_FALSE_POSITIVES = 0.075

#: A fit at a bound would mean that the model is broken, not overconfident.
_BOUNDS = (0.25, 8.0)


class Calibration(NamedTuple):
    """What is written into a model's configuration; see ``StanceConfig``."""

    softmax_temperature: float = 1.0
    neutral_bias: float = 0.0
    voice_bias: float = 0.0


def calibrate(folder: Path, recipe: Recipe, *, corpora: Path | None = None) -> Calibration | None:
    """Fits the calibration of a model folder and writes it there.

    For the temperature every dev set counts the same, however long: probabilities should
    hold for any kind of news.

    Args:
        folder: a model folder with an ONNX export; its ``config.json`` and checksums
            are rewritten.
        recipe: which corpora the model was trained on; their dev sets are read.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Returns:
        what was fitted, or None if the recipe names no public corpus, so that there is
        nothing to fit it on. Without DSE there is no bias.
    """
    sets = [(corpus, split) for corpus, split in DEV_SETS.values() if corpus in recipe.corpora]
    if not sets:
        return None
    _write(folder, Calibration())
    classifier = StanceClassifier.from_pretrained(folder, backend="onnx")
    logits: list[NDArray[np.float64]] = []
    gold: list[int] = []
    weights: list[float] = []
    neutral: dict[str, list[NDArray[np.float64]]] = {}
    for corpus, split in sets:
        examples = load_corpus(corpus, split, corpora).examples
        rows = np.log(np.maximum(classifier.probabilities([e.pair for e in examples], 64), 1e-12))
        logits.append(rows)
        gold += [LABELS.index(example.label) for example in examples]
        weights += [1 / len(examples)] * len(examples)
        if corpus == "dse":
            stances = {example.item for example in examples if example.label != "neutral"}
            for example, row in zip(examples, rows, strict=True):
                if example.item not in stances:
                    neutral.setdefault(example.item, []).append(row)
    temperature = round(fit_temperature(np.concatenate(logits), gold, weights), 3)
    by_item = [np.array(rows) / temperature for rows in neutral.values()]
    # Rounded up: the item that decides must not slip through.
    bias = math.ceil(1000 * fit_neutral_bias(by_item, MAX_FALSE_POSITIVES)) / 1000 if by_item else 0.0
    calibration = Calibration(temperature, bias)
    _write(folder, calibration)
    return calibration


def fit_neutral_bias(items: Sequence[NDArray[np.float64]], rate: float) -> float:
    """The least bias, at least 0, with which no more than a share of items without a stance gets one.

    Args:
        items: of each item the scores of all its pairs, in the order of ``LABELS``. Each of shape (pairs, 3).
        rate: that share.
    """
    favor, neutral, against = (LABELS.index(label) for label in ("favor", "neutral", "against"))
    margins = [float((rows[:, [favor, against]].max(1) - rows[:, neutral]).max()) for rows in items]
    return max(0.0, float(np.quantile(margins, 1 - rate, method="higher")))


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


def _write(folder: Path, calibration: Calibration) -> None:
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) | calibration._asdict()
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    write_checksums(folder)
