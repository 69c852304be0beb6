"""What a column's own voice judges: which of the answers to its questions are kept.

How sure the classifier is of one sentence tells next to nothing there. Who writes does: the more a text judges and
argues and the less it reports, and the more often it says the same of an actor, the likelier a judgment is one. How
much each of these counts is fitted, by logistic regression on train articles with gold (``training.voices``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log, log1p
from typing import NamedTuple

from .columns import Manner, is_note
from .records import Pair, Stance

__all__ = ["Traits", "traits_of_judgments", "with_own_voice"]


class Traits(NamedTuple):
    """What tells whether a judgment is one; logarithms are natural.

    Attributes:
        sure: the logarithm of how much likelier the likelier side is than neutral.
        judging: the logarithm of the mean probability of a side in all of the article's answers.
        arguing: ``Manner.arguing``.
        reporting: ``Manner.reporting``.
        same: the logarithm of one more than how many other sentences judge the actor so.
        otherwise: the same of those that judge it the other way.
        against: 1 where the likelier side is against, else 0.
        labelled: 1 where the article is told to be an opinion, else 0.
    """

    sure: float
    judging: float
    arguing: float
    reporting: float
    same: float
    otherwise: float
    against: float
    labelled: float = 0.0


#: What each trait adds to the logarithm of the odds (``python -m stancekit.training.voices``). The intercept is that of
#: the dev articles with the shipped weights: the train articles' is too low, since their gold was read once.
#: What a label tells is fitted apart, since hardly any of these articles has one: see ``training.voices``.
_WEIGHTS = Traits(0.68, 1.01, 3.91, 0.18, 0.69, -0.15, 0.94, 0.69)
_INTERCEPT = -2.94
#: How likely a judgment is at least that is kept: likelier right than not. Of 1,445 stances of the article's voice in
#: 864 train articles this keeps 216, with 120 others (each tenth of the articles by weights from the rest).
_MIN_PROBABILITY = 0.5
#: How much likelier than neutral is what a note of the editor says, in the logarithm.
_SURE = log(2.0)
#: No probability counts as less; else one sentence could outweigh all others.
_LEAST = 0.01


def traits_of_judgments(judged: Sequence[Stance], manner: Manner) -> list[Traits]:
    """The traits of each answer to ``column_pairs`` of one article.

    Args:
        judged: the answers, without a leaning to neutral.
        manner: how the article is written.
    """
    judging = log(max(sum(1 - stance.p_neutral for stance in judged) / max(len(judged), 1), _LEAST))
    counted = Counter((stance.pair.target.name, stance.label) for stance in judged)

    def traits(stance: Stance) -> Traits:
        is_against = stance.p_against > stance.p_favor
        side, other = ("against", "favor") if is_against else ("favor", "against")
        name = stance.pair.target.name
        return Traits(
            sure=log(max(stance.p_favor, stance.p_against, _LEAST) / max(stance.p_neutral, _LEAST)),
            judging=judging,
            arguing=manner.arguing,
            reporting=manner.reporting,
            same=log1p(counted[name, side] - (stance.label == side)),
            otherwise=log1p(counted[name, other]),
            against=float(is_against),
            labelled=float(manner.is_labelled),
        )

    return [traits(stance) for stance in judged]


def with_own_voice(stances: Iterable[Stance], judged: Sequence[Stance], manner: Manner) -> list[Stance]:
    """The stances of an article with those of its own voice as a column takes them.

    Args:
        stances: as news would be answered.
        judged: the answers to ``column_pairs``, without a leaning to neutral.
        manner: how the article is written.
    """
    stances = list(stances)
    told = {(s.pair.sentence.index, s.pair.target.name, s.label) for s in stances if s.pair.speaker}
    traits = traits_of_judgments(judged, manner)
    kept = {
        _key(stance.pair): stance
        for stance, trait in zip(judged, traits, strict=True)
        if _is_kept(stance, trait) and (stance.pair.sentence.index, stance.pair.target.name, stance.label) not in told
    }
    merged = [kept.pop(_key(stance.pair), stance) for stance in stances]
    return sorted((*merged, *kept.values()), key=lambda stance: stance.pair.sentence.index)


def _is_kept(stance: Stance, traits: Traits) -> bool:
    if stance.label == "neutral":
        return False
    if is_note(stance.pair.text, stance.pair.sentence):
        return traits.sure >= _SURE
    return _probability(traits) >= _MIN_PROBABILITY


def _probability(traits: Traits) -> float:
    odds = _INTERCEPT + sum(weight * trait for weight, trait in zip(_WEIGHTS, traits, strict=True))
    return 1 / (1 + exp(-odds))


def _key(pair: Pair) -> tuple[int, str, str]:
    return pair.sentence.index, pair.speaker.name if pair.speaker else "", pair.target.name
