"""How much each trait of a column's judgment counts (``model.judgments``), fitted on articles with gold.

``python -m stancekit.training.voices MODEL --shipped OTHER`` prints what stands in ``model/judgments.py``, and how many
of the judgments that are kept would be right: each tenth of the articles is judged by what the others say. MODEL must
not have learnt from the train articles, or the classifier looks surer there than it is. One that has is less easily
sure elsewhere: for OTHER, which is shipped, the intercept alone is fitted, on the dev articles. What a label
("OPINION:") tells is how much the intercept rises where the gold says that an article is a column. Needs
``STANCEKIT_CORPORA`` and the extra ``train``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from ..model.analyzer import StanceAnalyzer
from ..model.articles import article_from_text
from ..model.columns import column_pairs, manner_of
from ..model.judgments import Traits, traits_of_judgments
from ..model.records import Stance
from .gold import Gold, GoldArticle, found_name, is_same_pair
from .press import press_articles

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Judged", "fitted_weights", "intercept_of", "judged_articles", "main", "spread_of", "weight_of_label"]

#: From which probability judgments could be kept.
_BOUNDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


class Judged(NamedTuple):
    """A judgment of a column: its article, its traits, and whether the gold has it."""

    article: str
    traits: Traits
    is_right: bool


def judged_articles(analyzer: StanceAnalyzer, articles: Sequence[GoldArticle]) -> Iterator[Judged]:
    """What the columns among some articles are asked, as far as the answer takes a side."""
    for gold in articles:
        article = article_from_text(gold.text, id=gold.id)
        found = analyzer.find_pairs(article)
        manner = manner_of(article, found)
        if not manner.is_column:
            continue
        known = frozenset(name for row in gold.gold for name in (row.speaker, row.target))
        judged = analyzer.classifier.classify(column_pairs(article, found, manner), batch_size=analyzer.batch_size)
        for stance, traits in zip(judged, traits_of_judgments(judged, manner), strict=True):
            if stance.label != "neutral":
                yield Judged(gold.id, traits, _is_in(stance, gold, known))


def _is_in(stance: Stance, gold: GoldArticle, known: frozenset[str]) -> bool:
    found = Gold("", found_name(stance.pair.target, known), stance.label, stance.pair.sentence.span)
    return any(is_same_pair(row, found) and row.label == stance.label for row in gold.gold)


def spread_of(judged: Sequence[Judged], n_gold: int) -> Iterator[str]:
    """Lines that tell how many judgments would be kept and right, by weights from other articles than their own.

    Args:
        judged: at least ten articles', some right and some not.
        n_gold: how many stances of the articles' voice the gold has.
    """
    traits = np.array([one.traits for one in judged])
    is_right = np.array([one.is_right for one in judged], dtype=bool)
    groups = [one.article for one in judged]
    folds = GroupKFold(10)
    answers = cross_val_predict(_regression(), traits, is_right, groups=groups, cv=folds, method="predict_proba")
    probability = cast("NDArray[np.float64]", answers)[:, 1]
    yield _counted(judged, n_gold)
    for bound in _BOUNDS:
        kept = probability >= bound
        yield f"from {bound:.2f}: {kept.sum()} kept, {is_right[kept].sum()} right"


def _counted(judged: Sequence[Judged], n_gold: int) -> str:
    n_right = sum(one.is_right for one in judged)
    n_columns = len({one.article for one in judged})
    return f"{len(judged)} judgments in {n_columns} columns, {n_right} right, of {n_gold} in the gold"


def _regression() -> LogisticRegression:
    # Without a penalty that matters: seven weights, thousands of judgments.
    return LogisticRegression(C=10.0, max_iter=1_000)


def fitted_weights(judged: Sequence[Judged]) -> Traits:
    """What each trait adds to the logarithm of the odds, but for the label, which hardly any article has."""
    regression = _regression().fit([one.traits for one in judged], [one.is_right for one in judged])
    return Traits(*map(float, regression.coef_[0]))._replace(labelled=0.0)


def weight_of_label(weights: Traits, judged: Sequence[Judged], columns: Collection[str]) -> float:
    """How much likelier, in the logarithm of the odds, a judgment is where an article is known to be a column.

    Args:
        weights: what each trait adds.
        judged: some right and some not, of columns and of others.
        columns: the articles in whose gold their own voice takes more stances than all others.
    """
    known = [one for one in judged if one.article in columns]
    return intercept_of(weights, known) - intercept_of(weights, judged)


def intercept_of(weights: Traits, judged: Sequence[Judged]) -> float:
    """The intercept with which as many of some judgments are expected to be right as are.

    Args:
        weights: what each trait adds.
        judged: some right and some not.
    """
    told = np.array([one.traits for one in judged]) @ np.array(weights)
    n_right = sum(one.is_right for one in judged)
    return cast("float", brentq(lambda intercept: float(expit(told + intercept).sum()) - n_right, -50.0, 50.0))


def _judged(model: str, tagger: str | None, articles: Sequence[GoldArticle]) -> tuple[list[Judged], int]:
    """The judgments of the columns among some articles, and how many stances of the articles' voice their gold has."""
    analyzer = StanceAnalyzer.from_pretrained(model, tagger=tagger)
    n_gold = sum(_own_stances(article) for article in articles)
    return list(judged_articles(analyzer, articles)), n_gold


def _own_stances(article: GoldArticle) -> int:
    return sum(not row.speaker for row in article.gold)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a model folder that has not learnt from the train articles")
    parser.add_argument("--shipped", help="a model folder for which the intercept is fitted on the dev articles")
    parser.add_argument("--tagger", help="a tagger's folder; default: the one in the model's folder")
    arguments = parser.parse_args()
    articles = press_articles("train")
    judged, n_gold = _judged(arguments.model, arguments.tagger, articles)
    columns = {article.id for article in articles if 2 * _own_stances(article) > len(article.gold)}
    weights = fitted_weights(judged)
    told = weights._replace(labelled=weight_of_label(weights, judged, columns))
    lines = [*spread_of(judged, n_gold), str(Traits(*(round(weight, 2) for weight in told)))]
    if arguments.shipped:
        dev, n_dev = _judged(arguments.shipped, arguments.tagger, press_articles("dev"))
        lines.append(f"{_counted(dev, n_dev)}; intercept {intercept_of(weights, dev):.2f}")
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
