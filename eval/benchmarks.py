"""The benchmarks: what is asked of the classifier, and how its answers are scored.

``dse``, ``seesaw-polarity``, ``newsmtsc-rw``, ``newsmtsc-mt`` and ``mpqa`` give the
classifier the speaker and the target; ``counterfactual`` asks some of them again with
other names; ``seeds`` (see ``articles``) begins at the text of an article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model.errors import UsageError
from ..model.records import LABELS
from ..training.loaders import Example, load_corpus
from .scores import Score, calibration_score, classification_scores

__all__ = ["BENCHMARKS", "Benchmark", "find_benchmarks"]

Probabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark on a corpus of pairs.

    Attributes:
        name: its name on the command line.
        corpus: the corpus it reads.
        splits: ``dev`` and ``test`` to the corpus's own split.
        score: from the examples and their probabilities, shape (examples, 3), to scores
            and the number of items.
    """

    name: str
    corpus: str
    splits: Mapping[str, str]
    score: Callable[[Sequence[Example], Probabilities, int], tuple[list[Score], int]]

    def examples(self, split: str, corpora: Path | None) -> list[Example]:
        """The pairs of a split, without the neutral ones that we derived for training."""
        return load_corpus(self.corpus, self.splits[split], corpora, neutrals=False).examples


#: The classes of DSE as (p toward q, q toward p); see ``training.loaders``.
_DSE_CLASSES = ("neutral", "p favors q", "q favors p", "p against q", "q against p")
_FAVOR, _NEUTRAL, _AGAINST = (LABELS.index(label) for label in ("favor", "neutral", "against"))


def _score_dse(examples: Sequence[Example], probabilities: Probabilities, seed: int) -> tuple[list[Score], int]:
    """One of five classes from both directions of a sentence.

    The two directions are taken as independent, and a stance in both is no class of
    the corpus: a class's score is the product of the two directions' probabilities.
    ``false_positive_rate`` is the share of neutral sentences not called neutral;
    ``calibration_error`` is that of the single directions.
    """
    forward = np.array([i for i, example in enumerate(examples) if example.id.endswith("/pq")])
    backward = np.array([i for i, example in enumerate(examples) if example.id.endswith("/qp")])
    there, back = probabilities[forward], probabilities[backward]
    products = np.stack(
        [
            there[:, _NEUTRAL] * back[:, _NEUTRAL],
            there[:, _FAVOR] * back[:, _NEUTRAL],
            there[:, _NEUTRAL] * back[:, _FAVOR],
            there[:, _AGAINST] * back[:, _NEUTRAL],
            there[:, _NEUTRAL] * back[:, _AGAINST],
        ],
        axis=1,
    )
    gold = [_dse_class(examples[i].label, examples[j].label) for i, j in zip(forward, backward, strict=True)]
    predicted = products.argmax(axis=1)
    scores = classification_scores(gold, predicted.tolist(), _DSE_CLASSES, seed=seed)
    wrong = [int(label != 0) for label, true in zip(predicted, gold, strict=True) if true == 0]
    labels = [LABELS.index(example.label) for example in examples]
    calibration = calibration_score(probabilities, labels, seed=seed)
    return [*scores, *_rate("false_positive_rate", wrong, seed), calibration], len(gold)


def _dse_class(forward: str, backward: str) -> int:
    if forward != "neutral":
        return 1 if forward == "favor" else 3
    if backward != "neutral":
        return 2 if backward == "favor" else 4
    return 0


def _rate(name: str, hits: Sequence[int], seed: int) -> list[Score]:
    """Share of ones, as the accuracy of a task whose right answer is always one."""
    (accuracy, *_) = classification_scores([1] * len(hits), hits, ("miss", "hit"), seed=seed)
    return [Score(name, accuracy.value, accuracy.low, accuracy.high)]


def _score_polarity(examples: Sequence[Example], probabilities: Probabilities, seed: int) -> tuple[list[Score], int]:
    """Favor or against, whichever is likelier: neutral is no answer here."""
    polar = probabilities[:, [_FAVOR, _AGAINST]]
    polar = polar / polar.sum(axis=1, keepdims=True)
    gold = [int(example.label == "against") for example in examples]
    scores = classification_scores(gold, polar.argmax(axis=1).tolist(), ("favor", "against"), seed=seed)
    return [*scores, calibration_score(polar, gold, seed=seed)], len(gold)


def _score_three(examples: Sequence[Example], probabilities: Probabilities, seed: int) -> tuple[list[Score], int]:
    gold = [LABELS.index(example.label) for example in examples]
    scores = classification_scores(gold, probabilities.argmax(axis=1).tolist(), LABELS, seed=seed)
    return [*scores, calibration_score(probabilities, gold, seed=seed)], len(gold)


def _score_mpqa(examples: Sequence[Example], probabilities: Probabilities, seed: int) -> tuple[list[Score], int]:
    """Three classes; and favor or against alone, on the pairs that are either (``…/polar``)."""
    scores, n = _score_three(examples, probabilities, seed)
    polar = [i for i, example in enumerate(examples) if example.label != "neutral"]
    found, _ = _score_polarity([examples[i] for i in polar], probabilities[polar], seed)
    return [*scores, *(Score(f"{s.metric}/polar", s.value, s.low, s.high) for s in found)], n


_PLAIN = {"dev": "dev", "test": "test"}
BENCHMARKS: Mapping[str, Benchmark] = {
    benchmark.name: benchmark
    for benchmark in (
        Benchmark("dse", "dse", _PLAIN, _score_dse),
        Benchmark("seesaw-polarity", "seesaw", _PLAIN, _score_polarity),
        Benchmark("newsmtsc-rw", "newsmtsc", {"dev": "dev-rw", "test": "test-rw"}, _score_three),
        Benchmark("newsmtsc-mt", "newsmtsc", {"dev": "dev-mt", "test": "test-mt"}, _score_three),
        Benchmark("mpqa", "mpqa", _PLAIN, _score_mpqa),
    )
}

#: The benchmark that begins at the text of an article; it needs no corpus.
SEEDS = "seeds"
#: The benchmark that exchanges names; it needs three corpora.
COUNTERFACTUAL = "counterfactual"


def find_benchmarks(names: Sequence[str]) -> list[str]:
    """Checks names of benchmarks; ``all`` stands for every one.

    Raises:
        UsageError: a name is unknown; the message lists the valid ones.
    """
    valid = [*BENCHMARKS, COUNTERFACTUAL, SEEDS]
    if "all" in names or not names:
        return valid
    for name in names:
        if name not in valid:
            raise UsageError(f"unknown benchmark {name!r}; valid: {', '.join(valid)}, all")
    return list(dict.fromkeys(names))
