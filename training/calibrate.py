"""Makes the probabilities of a model folder trustworthy: temperatures, a power and biases, fitted on dev.

Temperatures and power (``Calibration``) alone change no label. The biases make neutral likelier
where there is a speaker, so that two actors who merely stand together seldom get a stance: they are as
large as keep false positives on DSE's sentences without a stance at ``MAX_FALSE_POSITIVES`` and, for
a model that knows DSE's annotation guide from its own, on the neutral pairs of our labelled
articles at ``MAX_FALSE_POSITIVES_OF_ARTICLES``; never below 0.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ..model.calibration import TRAITS, Calibration, traits_of
from ..model.classifier import StanceClassifier
from ..model.records import LABELS
from .decisions import dse_classes, polar_classes
from .export import write_checksums
from .loaders import LABELLED, Example
from .recipe import Recipe
from .run import DEV_SETS, load_dev

__all__ = [
    "INCIDENTAL_BIAS",
    "MAX_FALSE_POSITIVES",
    "MAX_FALSE_POSITIVES_OF_ARTICLES",
    "VOICE_BIAS",
    "Asked",
    "ask",
    "calibrate",
    "fit_calibration",
    "fit_neutral_bias",
    "fit_temperatures",
]

#: Share of DSE's dev sentences without a stance that may get one. The aim is 8% on test; dev has 955
#: such sentences, so that chance alone moves the share by 0.9 points: this is two of these below the aim.
MAX_FALSE_POSITIVES = 0.062

#: The same of the neutral pairs of our labelled dev articles. The weights of 0.11.0 give whole articles more right
#: stances and fewer wrong ones with it than with 0.12, which those of 0.10.0 needed (``EXPERIMENTS.md``).
MAX_FALSE_POSITIVES_OF_ARTICLES = 0.1

#: Of NewsMTSC's sentences, on which the answers without a speaker rest, 65% take a side; of the sentences without
#: a speaker in 70 training articles of SEESAW 9 of 520 do. Without it 286 of them got a side, 9 of these rightly,
#: with it 63 and 7; what else was tried stands in ``EXPERIMENTS.md``. 4.1 asks of the shipped weights, with their
#: power of 2.0, for as much as the 3.0 of before asked without one.
VOICE_BIAS = 4.1

#: In the same way, for the 0.4 of before.
INCIDENTAL_BIAS = 0.28

#: A fit at a bound would mean that the model is broken, not overconfident.
_BOUNDS = (0.25, 8.0)
#: The same of the power of differences.
_POWERS = (0.5, 3.0)
#: Pulls the factors of traits and guides towards 1, so that a trait of which dev has few pairs gets none.
_PULL = 0.02
#: The temperatures depend on the bias, and it on them; both stand still after two rounds.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A dev set as it was answered.

    Attributes:
        corpus: whose classes are decided on, and whose guide it was asked by where the model knows it.
        logits: scores at temperature 1. Shape (pairs, 3).
        traits: which traits the pairs have. Shape (pairs, traits).
        gold: the right class of each pair; of a DSE sentence, in the order of ``dse_classes``.
        spoken: 1 where a pair has a speaker. Shape (pairs,).
    """

    corpus: str
    logits: NDArray[np.float64]
    traits: NDArray[np.float64]
    gold: NDArray[np.int64]
    spoken: NDArray[np.float64]

    def probabilities(self, calibration: Calibration) -> NDArray[np.float64]:
        """The probability of each class of each item.

        Args:
            calibration: temperatures, power and biases; those of the corpus's guide, if it has them.

        Returns:
            an array of shape (items, classes).
        """
        scores = calibration.scaled(self.logits, calibration.temperatures_at(self.traits, self.corpus))
        bias = calibration.guide_biases.get(self.corpus, calibration.neutral_bias)
        scores[:, LABELS.index("neutral")] += bias * self.spoken
        rows = np.exp(scores - scores.max(axis=1, keepdims=True))
        rows /= rows.sum(axis=1, keepdims=True)
        if self.corpus == "dse":
            return dse_classes(rows[0::2], rows[1::2])
        return polar_classes(rows) if self.corpus == "seesaw" else rows

    def likelihoods(self, calibration: Calibration) -> NDArray[np.float64]:
        """The probability of each item's right class; shape (items,)."""
        return self.probabilities(calibration)[np.arange(len(self.gold)), self.gold]

    def of_items(self, chosen: NDArray[np.bool_]) -> Asked:
        """Some of the items.

        Args:
            chosen: which. Shape (items,).
        """
        pairs = np.repeat(chosen, len(self.logits) // len(self.gold))
        return Asked(self.corpus, self.logits[pairs], self.traits[pairs], self.gold[chosen], self.spoken[pairs])


def calibrate(folder: Path, recipe: Recipe, *, corpora: Path | None = None) -> Calibration | None:
    """Fits the calibration of a model folder and writes it there.

    Every dev set counts the same, however long: probabilities should hold for any kind of
    news. Each is judged by its own decision, as in the benchmarks.

    Args:
        folder: a model folder with an ONNX export; its ``config.json`` and checksums
            are rewritten.
        recipe: which corpora the model was trained on; their dev sets are read.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Returns:
        what was fitted, or None if the recipe names no public corpus, so that there is
        nothing to fit it on. Without DSE there is no bias.
    """
    names = [name for name, (corpus, _) in DEV_SETS.items() if corpus in recipe.corpora]
    if not names:
        return None
    calibration = fit_calibration(list(ask(folder, names, corpora=corpora).values()), recipe.guides)
    _write(folder, calibration)
    return calibration


def ask(folder: Path, names: Iterable[str], *, corpora: Path | None = None) -> dict[str, Asked]:
    """What a model answers to dev sets, without any calibration.

    Args:
        folder: a model folder with an ONNX export; the calibration in its ``config.json`` is taken out.
        names: keys of ``DEV_SETS``.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
    """
    _write(folder, Calibration())
    classifier = StanceClassifier.from_pretrained(folder, backend="onnx")
    return {name: _asked(classifier, DEV_SETS[name][0], load_dev(name, corpora, neutrals=False)) for name in names}


def fit_calibration(answered: Sequence[Asked], guides: Iterable[str], *, power: float | None = None) -> Calibration:
    """The calibration that some dev sets ask for.

    Args:
        answered: the dev sets; those of a corpus among the guides are of questions by its guide.
        guides: the annotation guides that the model knows.
        power: of the differences between scores; fitted if None.
    """
    calibration = Calibration(
        guide_biases=dict.fromkeys(guides, 0.0), voice_bias=VOICE_BIAS, incidental_bias=INCIDENTAL_BIAS
    )
    for _ in range(_ROUNDS):
        calibration = _fit_biases(answered, fit_temperatures(answered, calibration, power=power))
    return calibration


def _fit_biases(answered: Sequence[Asked], calibration: Calibration) -> Calibration:
    """The calibration with the biases that the dev sets ask for."""
    rates = {"dse": MAX_FALSE_POSITIVES}
    if "dse" in calibration.guide_biases:
        rates[LABELLED] = MAX_FALSE_POSITIVES_OF_ARTICLES
    fitted = {
        asked.corpus: _bias_of(asked, calibration, rates[asked.corpus]) for asked in answered if asked.corpus in rates
    }
    guides = {name: fitted.get(name, 0.0) for name in calibration.guide_biases}
    own = max((bias for name, bias in fitted.items() if name not in guides), default=0.0)
    return replace(calibration, neutral_bias=own, guide_biases=guides)


def _asked(classifier: StanceClassifier, corpus: str, examples: Sequence[Example]) -> Asked:
    pairs = [example.pair for example in examples]
    logits = np.log(np.maximum(classifier.probabilities(pairs, 64), 1e-12))
    labels = [LABELS.index(example.label) for example in examples]
    if corpus == "dse":
        # Of a sentence both directions stand together, pq first.
        classes = np.zeros((len(examples) // 2, 3, 2))
        for side in (0, 1):
            classes[np.arange(len(classes)), labels[side::2], side] = 1
        gold = dse_classes(classes[:, :, 0], classes[:, :, 1]).argmax(axis=1)
    elif corpus == "seesaw":
        gold = np.array([int(label == LABELS.index("against")) for label in labels])
    else:
        gold = np.array(labels)
    return Asked(corpus, logits, traits_of(pairs), gold, np.array([pair.speaker is not None for pair in pairs], float))


def _bias_of(asked: Asked, calibration: Calibration, rate: float) -> float:
    """The bias that items without a stance ask for; rounded up, so that the one that decides stays out."""
    scaled = calibration.scaled(asked.logits, calibration.temperatures_at(asked.traits, asked.corpus))
    n_pairs, no_stance = (2, 0) if asked.corpus == "dse" else (1, LABELS.index("neutral"))
    neutral = [scaled[n_pairs * i : n_pairs * (i + 1)] for i, gold in enumerate(asked.gold) if gold == no_stance]
    return math.ceil(1e6 * fit_neutral_bias(neutral, rate)) / 1e6


def fit_neutral_bias(items: Sequence[NDArray[np.float64]], rate: float) -> float:
    """The least bias, at least 0, with which no more than a share of items without a stance gets one.

    Args:
        items: of each item the scores of all its pairs, in the order of ``LABELS``. Each of shape (pairs, 3).
        rate: that share.
    """
    favor, neutral, against = (LABELS.index(label) for label in ("favor", "neutral", "against"))
    margins = [float((rows[:, [favor, against]].max(1) - rows[:, neutral]).max()) for rows in items]
    return max(0.0, float(np.quantile(margins, 1 - rate, method="higher")))


def fit_temperatures(
    answered: Sequence[Asked], calibration: Calibration | None = None, *, power: float | None = None
) -> Calibration:
    """The temperature, its factors and the power with the least mean cross-entropy, each dev set counting the same.

    Args:
        answered: the dev sets.
        calibration: whose biases are taken as given; None for none. Each guide with a bias gets a factor.
        power: taken as given; fitted if None.

    Returns:
        the calibration with these temperatures and this power.
    """
    given = calibration or Calibration()
    guides = sorted({asked.corpus for asked in answered} & set(given.guide_biases))

    def at(values: NDArray[np.float64]) -> Calibration:
        temperature, raised, *factors = values.tolist()
        traits = dict(zip(TRAITS, factors, strict=False))
        asked_by = dict(zip(guides, factors[len(TRAITS) :], strict=True))
        return replace(
            given,
            softmax_temperature=temperature,
            margin_power=raised,
            temperature_factors=traits,
            guide_temperatures=asked_by,
        )

    def cross_entropy(weights: NDArray[np.float64]) -> float:
        tried = at(np.exp(weights))
        each = [-np.log(asked.likelihoods(tried) + 1e-12).mean() for asked in answered]
        return float(np.mean(each) + _PULL * (weights[2:] ** 2).sum() / len(each))

    size = 2 + len(TRAITS) + len(guides)
    start = np.zeros(size)
    bounds = [np.log(_BOUNDS)] * size
    start[1], bounds[1] = (np.log(power), np.log([power, power])) if power else (0.0, np.log(_POWERS))
    fitted = minimize(cross_entropy, start, method="L-BFGS-B", bounds=bounds)
    return at(np.exp(fitted.x).round(3))


def _write(folder: Path, calibration: Calibration) -> None:
    path = folder / "config.json"
    fields: Mapping[str, object] = asdict(calibration)
    config = json.loads(path.read_text(encoding="utf-8")) | fields
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    write_checksums(folder)
