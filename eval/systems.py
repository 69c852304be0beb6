"""Who is scored: a model of ours, a baseline, or a file of somebody else's predictions.

A system answers pairs. The baselines stand in every table, so that a figure means
something: the commonest label of the training split, a label drawn by its prior, and a
sentiment lexicon on the sentence or on what of it is in quotation marks (VADER; Hutto &
Gilbert, 2014).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..model.analyzer import StanceAnalyzer
from ..model.records import LABELS
from ..training.labelled import HELD_OUT, INCIDENTAL_HELD_OUT, labelled_examples
from ..training.loaders import INCIDENTAL, LABELLED, LOADERS, Example, load_corpus

__all__ = ["Answers", "LexiconBaseline", "MajorityBaseline", "ModelSystem", "PriorBaseline", "System"]

_FAVOR, _NEUTRAL, _AGAINST = (LABELS.index(label) for label in ("favor", "neutral", "against"))
#: Below this the lexicon calls a text neutral, as its authors advise.
_VADER_NEUTRAL = 0.05
_QUOTED = re.compile(r"[\"“](.+?)[\"”]|''(.+?)''|``(.+?)''")


@dataclass(frozen=True, slots=True)
class Answers:
    """A system's answers to pairs.

    Attributes:
        probabilities: of favor, neutral, against; rows sum to 1. Shape (pairs, 3).
        is_probabilistic: whether they are more than the label in another form.
    """

    probabilities: NDArray[np.float64]
    is_probabilistic: bool = True


class System(Protocol):
    """Anything that answers pairs."""

    @property
    def name(self) -> str:
        """Names the system in records."""
        ...

    def answers(self, examples: Sequence[Example]) -> Answers:
        """Answers the pairs of one benchmark."""
        ...


class ModelSystem:
    """A trained model, alone on pairs and with tagger and resolver on articles.

    Args:
        analyzer: the model with its tagger and resolver.
        batch_size: windows scored at once.
    """

    def __init__(self, analyzer: StanceAnalyzer, *, batch_size: int = 64) -> None:
        self.analyzer = analyzer
        self._batch_size = batch_size

    @property
    def name(self) -> str:
        """Name of the model."""
        return self.analyzer.classifier.name

    def answers(self, examples: Sequence[Example]) -> Answers:
        """The classifier's probabilities."""
        return Answers(self.analyzer.classifier.probabilities([e.pair for e in examples], self._batch_size))


class _TrainingPrior:
    """The label distribution of a corpus's training split; uniform for our own sentences, which have none."""

    def __init__(self, corpora: Path | None) -> None:
        self._corpora = corpora
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, corpus: str) -> NDArray[np.float64]:
        if corpus == LABELLED:
            examples = labelled_examples(self._corpora, corpora=HELD_OUT).examples
        elif corpus == INCIDENTAL:
            examples = labelled_examples(self._corpora, corpora=INCIDENTAL_HELD_OUT, split=INCIDENTAL).examples
        elif corpus in LOADERS:
            examples = load_corpus(corpus, "train", self._corpora, neutrals=False).examples
        else:
            return np.full(len(LABELS), 1 / len(LABELS))
        counts = Counter(example.label for example in examples)
        shares = np.array([counts[label] for label in LABELS], dtype=np.float64)
        return shares / shares.sum()


class MajorityBaseline:
    """The commonest label of the training split, for every pair."""

    name = "majority"

    def __init__(self, corpora: Path | None = None) -> None:
        self._prior = _TrainingPrior(corpora)

    def answers(self, examples: Sequence[Example]) -> Answers:
        """The same label for all pairs of a corpus."""
        chosen = [int(self._prior.of(example.corpus).argmax()) for example in examples]
        return Answers(np.eye(len(LABELS))[chosen], is_probabilistic=False)


class PriorBaseline:
    """A label drawn by the label distribution of the training split.

    Args:
        corpora: the folder that holds the corpora.
        seed: fixes the draw.
    """

    name = "random"

    def __init__(self, corpora: Path | None = None, *, seed: int = 1) -> None:
        self._prior = _TrainingPrior(corpora)
        self._seed = seed

    def answers(self, examples: Sequence[Example]) -> Answers:
        """Labels drawn in the order of the pairs."""
        rng = np.random.default_rng(self._seed)
        chosen = [int(rng.choice(len(LABELS), p=self._prior.of(example.corpus))) for example in examples]
        return Answers(np.eye(len(LABELS))[chosen], is_probabilistic=False)


class LexiconBaseline:
    """The sentiment of the sentence, taken for a stance of whoever is named first.

    Args:
        quoted: read only what stands in quotation marks, where anything does.
    """

    def __init__(self, *, quoted: bool = False) -> None:
        self._quoted = quoted
        self.name = "lexicon-quoted" if quoted else "lexicon"

    @cached_property
    def _lexicon(self) -> Any:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        return SentimentIntensityAnalyzer()

    def answers(self, examples: Sequence[Example]) -> Answers:
        """The lexicon's compound score as favor or against; the reverse of a direction is neutral."""
        return Answers(np.array([self._answer(example) for example in examples]), is_probabilistic=False)

    def _answer(self, example: Example) -> list[float]:
        pair = example.pair
        text = pair.text[pair.sentence.start : pair.sentence.end]
        if self._quoted:
            text = " ".join("".join(found) for found in _QUOTED.findall(text)) or text
        compound = float(self._lexicon.polarity_scores(text)["compound"])
        speaker = pair.speaker.span if pair.speaker else None
        is_reverse = speaker is not None and pair.target.span is not None and speaker.start > pair.target.span.start
        row = [0.0, 0.0, 0.0]
        # Favor and against keep their order below the threshold, for tasks that ask for the sign alone.
        row[_FAVOR], row[_AGAINST] = (1 + compound) / 4, (1 - compound) / 4
        row[_NEUTRAL] = 0.5
        if abs(compound) >= _VADER_NEUTRAL and not is_reverse:
            row[_FAVOR], row[_AGAINST], row[_NEUTRAL] = (1 + compound) / 2, (1 - compound) / 2, 0.0
        return row


def baselines(corpora: Path | None = None) -> tuple[System, ...]:
    """All baselines, in the order of a table."""
    return (
        MajorityBaseline(corpora),
        PriorBaseline(corpora),
        LexiconBaseline(),
        LexiconBaseline(quoted=True),
    )
