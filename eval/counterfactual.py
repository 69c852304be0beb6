"""The ``counterfactual`` benchmark: does the label follow from what is said, or from who is named?

Every marked name of the stance corpora is exchanged for another of its kind (see
``training.draw.NameSwapper``), the sentence is left as it is otherwise, and the two
labels are compared. The gold stays what it was, so a label that changes is wrong at
least once.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model.classifier import StanceClassifier
from ..model.records import LABELS
from ..training.draw import NameSwapper
from ..training.loaders import Example, load_corpus
from .scores import Score, resampled

__all__ = ["COUNTERFACTUAL_SETS", "score_counterfactual", "swapped_pairs"]

#: Corpora whose marked spans are names, with their split for ``dev`` and ``test``.
COUNTERFACTUAL_SETS: tuple[tuple[str, dict[str, str]], ...] = (
    ("dse", {"dev": "dev", "test": "test"}),
    ("seesaw", {"dev": "dev", "test": "test"}),
    ("newsmtsc", {"dev": "dev-rw", "test": "test-rw"}),
)


def swapped_pairs(examples: list[Example], seed: int) -> list[tuple[Example, Example]]:
    """Examples of which a name could be exchanged, each with its counterfactual."""
    swapper = NameSwapper(examples)
    rng = random.Random(seed)
    both = [(example, swapper.swapped(example, 1.0, rng)) for example in examples]
    return [(example, other) for example, other in both if other is not example]


def score_counterfactual(
    classifier: StanceClassifier, split: str, *, corpora: Path | None = None, seed: int = 1, batch_size: int = 64
) -> tuple[list[Score], int]:
    """Share of pairs whose label changes with the names.

    Args:
        classifier: what is measured.
        split: ``dev`` or ``test``.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        seed: of the exchange and of the bootstrap.
        batch_size: windows scored at once.

    Returns:
        ``flip_rate`` over all, ``sign_flip_rate`` (favor to against or back), and
        ``flip_rate/CORPUS``; and the number of pairs.
    """
    pairs: list[tuple[Example, Example]] = []
    for corpus, splits in COUNTERFACTUAL_SETS:
        examples = load_corpus(corpus, splits[split], corpora, neutrals=False).examples
        pairs += swapped_pairs(examples, seed)
    before, after = (
        classifier.probabilities([pair[side].pair for pair in pairs], batch_size).argmax(axis=1) for side in (0, 1)
    )
    flipped = before != after
    neutral = LABELS.index("neutral")
    signs = flipped & (before != neutral) & (after != neutral)
    of_corpus = np.array([pair[0].corpus for pair in pairs])

    def rates(chosen: NDArray[np.int64]) -> dict[str, float]:
        found = {"flip_rate": float(flipped[chosen].mean()), "sign_flip_rate": float(signs[chosen].mean())}
        for corpus, _ in COUNTERFACTUAL_SETS:
            here = chosen[of_corpus[chosen] == corpus]
            found[f"flip_rate/{corpus}"] = float(flipped[here].mean()) if len(here) else 0.0
        return found

    return resampled(len(pairs), rates, seed=seed), len(pairs)
