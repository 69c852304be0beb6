"""How much each trait of a column's judgment counts (``model.judgments``), fitted on train articles with gold.

``python -m stancekit.training.voices MODEL`` prints what stands in ``model/judgments.py``, and how many of the
judgments that are kept would be right: each tenth of the articles is judged by what the others say. MODEL must not
have learnt from these articles, or the classifier looks surer than it is. Needs ``STANCEKIT_CORPORA`` and the extra
``train``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from ..model.analyzer import StanceAnalyzer
from ..model.articles import article_from_text
from ..model.columns import column_pairs, manner_of
from ..model.judgments import Traits, traits_of_judgments
from ..model.records import Stance
from .gold import Gold, GoldArticle, found_name, is_same_pair
from .press import press_articles

__all__ = ["Judged", "fitted", "judged_articles", "main"]

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


def fitted(judged: Sequence[Judged], n_gold: int) -> Iterator[str]:
    """Lines that tell what is fitted, after how it does on articles that it was not fitted on.

    Args:
        judged: at least ten articles', some right and some not.
        n_gold: how many stances of the article's voice the gold has.
    """
    traits = np.array([one.traits for one in judged])
    is_right = np.array([one.is_right for one in judged])
    groups = [one.article for one in judged]
    # Without a penalty that matters: seven weights, a thousand judgments.
    regression = LogisticRegression(C=10.0, max_iter=1_000)
    spread = cross_val_predict(regression, traits, is_right, groups=groups, cv=GroupKFold(10), method="predict_proba")
    yield f"{len(judged)} judgments in {len(set(groups))} columns, {is_right.sum()} right; gold has {n_gold}"
    for bound in _BOUNDS:
        kept = spread[:, 1] >= bound
        yield f"from {bound:.2f}: {kept.sum()} kept, {is_right[kept].sum()} right"
    regression.fit(traits, is_right)
    weights = Traits(*(round(float(weight), 2) for weight in regression.coef_[0]))
    yield f"{weights}, intercept {regression.intercept_[0]:.2f}"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a model folder that has not learnt from these articles")
    parser.add_argument("--tagger", help="a tagger's folder; default: the one in the model's folder")
    arguments = parser.parse_args()
    articles = press_articles("train")
    analyzer = StanceAnalyzer.from_pretrained(arguments.model, tagger=arguments.tagger)
    judged = list(judged_articles(analyzer, articles))
    n_gold = sum(not row.speaker for article in articles for row in article.gold)
    sys.stdout.writelines(f"{line}\n" for line in fitted(judged, n_gold))


if __name__ == "__main__":
    main()
