"""From the network's scores to probabilities that hold: a temperature by what is asked, and two biases.

A temperature makes a probability of 0.8 mean "right four times in five" (Guo et al., 2017,
"On Calibration of Modern Neural Networks"). One temperature for all questions is a
compromise: of pronouns and common nouns, and of speakers who do not stand in the sentence, the
network is surer than it may be. So each trait of a pair, and the annotation guide that it is asked
by, multiply the temperature by a factor of their own. Before it divides them, the differences of the scores to
the highest are raised to a power: a network that learnt from soft answers is too sure where its scores lie near
each other and not sure enough where they lie far apart. ``training.calibrate`` fits all these,
``training/EXPERIMENTS.md`` says what they bring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import ModelError
from .records import LABELS, Pair, Participant

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TRAITS", "Calibration", "traits_of"]

_NEUTRAL = LABELS.index("neutral")
_PRONOUNS = frozenset("he she it they we you i him her them us me his its their our my this that these who".split())


def _is_common(participant: Participant | None, pair: Pair) -> bool:
    """Whether somebody is called by a pronoun or a common noun, and not by a name."""
    if participant is None:
        return False
    surface = participant.span.of(pair.text) if participant.span else participant.name
    return not surface[:1].isupper() or surface.split()[0].lower() in _PRONOUNS


#: What a temperature may depend on: names in the configuration, and when they hold of a pair.
TRAITS: Mapping[str, Callable[[Pair], bool]] = {
    "no_speaker": lambda pair: pair.speaker is None,
    "speaker_outside": lambda pair: pair.speaker is not None and pair.speaker.span is None,
    "speaker_common": lambda pair: _is_common(pair.speaker, pair),
    "target_common": lambda pair: _is_common(pair.target, pair),
}


def traits_of(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Which traits each pair has, 0 or 1; shape (pairs, traits), in the order of ``TRAITS``."""
    return np.array([[has(pair) for has in TRAITS.values()] for pair in pairs], dtype=np.float64).reshape(
        len(pairs), len(TRAITS)
    )


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes a model's scores probabilities; the fields are those of its ``config.json``.

    Attributes:
        softmax_temperature: the scores are divided by it, above 0.
        margin_power: how far a score lies below the highest is raised to it before, above 0; 1 changes nothing.
        temperature_factors: what it is multiplied by for each trait that a pair has; 1 for
            traits that are not named.
        guide_temperatures: what it is multiplied by for the guide that the question follows; 1 for
            others, and for stancekit's own.
        neutral_bias: then added to the score of neutral where there is a speaker and the question
            follows stancekit's own guide, or one without a bias of its own.
        guide_biases: the same by the guide that the question follows.
        voice_bias: the same for an article's own voice, where a whole article is read.
        incidental_bias: the same, besides ``neutral_bias``, for a speaker who is merely named
            there; see ``model/pairs.py``.
    """

    softmax_temperature: float = 1.0
    margin_power: float = 1.0
    temperature_factors: Mapping[str, float] = field(default_factory=dict[str, float])
    guide_temperatures: Mapping[str, float] = field(default_factory=dict[str, float])
    neutral_bias: float = 0.0
    guide_biases: Mapping[str, float] = field(default_factory=dict[str, float])
    voice_bias: float = 0.0
    incidental_bias: float = 0.4

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Calibration:
        """Reads the fields of a model's configuration; those that are missing change nothing.

        Raises:
            ModelError: a factor is of no known trait, or a temperature is not above 0.
        """
        factors = _numbers(config, "temperature_factors")
        guide_factors = _numbers(config, "guide_temperatures")
        temperature, power = (float(config.get(name, 1.0)) for name in ("softmax_temperature", "margin_power"))
        if unknown := sorted(set(factors) - set(TRAITS)):
            raise ModelError(
                f"config.json: temperature_factors has {unknown[0]!r}; valid: {', '.join(TRAITS)}; "
                "a newer stancekit may know it"
            )
        if not min((temperature, power, *factors.values(), *guide_factors.values())) > 0:
            raise ModelError(
                "config.json: a temperature, one of its factors or margin_power is not above 0; get the folder again"
            )
        names = ("neutral_bias", "voice_bias", "incidental_bias")
        biases = {name: float(config[name]) for name in names if name in config}
        return cls(temperature, power, factors, guide_factors, guide_biases=_numbers(config, "guide_biases"), **biases)

    def temperatures(self, pairs: Sequence[Pair]) -> NDArray[np.float64]:
        """The temperature of each pair; shape (pairs,)."""
        return self.temperatures_at(traits_of(pairs)) * [self.guide_temperatures.get(pair.guide, 1.0) for pair in pairs]

    def temperatures_at(self, traits: NDArray[np.float64], guide: str = "") -> NDArray[np.float64]:
        """The temperature of pairs with these traits that are asked by one guide; shape (pairs,).

        Args:
            traits: as ``traits_of`` gives them. Shape (pairs, traits).
            guide: a corpus's guide, or stancekit's own.
        """
        factors = np.log([self.temperature_factors.get(name, 1.0) for name in TRAITS])
        return self.softmax_temperature * self.guide_temperatures.get(guide, 1.0) * np.exp(traits @ factors)

    def scaled(self, scores: NDArray[Any], temperatures: NDArray[np.float64]) -> NDArray[np.float64]:
        """The network's scores as probabilities need them, without biases; the highest becomes 0.

        Args:
            scores: of favor, neutral and against. Shape (pairs, 3).
            temperatures: of each pair. Shape (pairs,).

        Returns:
            an array of the same shape, whose softmax are the probabilities.
        """
        below = scores.max(axis=1, keepdims=True) - scores
        return -(below**self.margin_power) / temperatures[:, None]

    def biases(self, pairs: Sequence[Pair], *, of_articles: bool) -> NDArray[np.float64]:
        """What is added to the scores of each pair; shape (pairs, 3).

        Args:
            pairs: the questions.
            of_articles: whether they are all that whole articles ask.
        """
        added = np.zeros((len(pairs), len(LABELS)))
        unspoken = self.voice_bias if of_articles else 0.0
        added[:, _NEUTRAL] = [
            (self.guide_biases.get(pair.guide, self.neutral_bias) if pair.speaker else unspoken)
            + self.incidental_bias * pair.is_incidental
            for pair in pairs
        ]
        return added


def _numbers(config: Mapping[str, Any], name: str) -> dict[str, float]:
    return {str(key): float(value) for key, value in config.get(name, {}).items()}
