"""The benchmarks of whole articles, ``press``, ``seeds``, ``stories`` and so on: from the text to who stands where.

Gold and found stances, favor and against only, are matched one to one within an
article. A match needs the same label, overlapping sentences, and the same speaker
and target: a found actor is the gold one if its name, without case and a leading
"the", is the gold name; for others than people, if one of its aliases is. As in the
gold, a ministry, an army or officials count as the country or the union they act for. The
article's own voice is the empty name.

``f1`` counts (sentence, speaker, target); ``f1/article`` counts (speaker, target,
label) once an article, however many sentences say so. Intervals resample articles.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from ..model.analyzer import StanceAnalyzer
from ..model.articles import article_from_text
from ..training.gold import Gold, GoldArticle, found_name, is_same_pair, read_stories
from ..training.press import press_articles
from .items import Item
from .tasks import Counted, f1_of_counts

__all__ = [
    "SEED_TASK",
    "Tally",
    "press_items",
    "seed_files",
    "seed_items",
    "tally",
]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one article: stances of sentences, and (speaker, target, label) of the article."""

    correct: int
    found: int
    gold: int
    article_correct: int
    article_found: int
    article_gold: int
    wrong_sign: int


def tally(gold: Sequence[Gold], found: Sequence[Gold]) -> Tally:
    """Matches the found stances of one article with its gold ones, each used once."""
    open_gold = list(gold)
    correct = wrong = 0
    for stance in found:
        same = [g for g in open_gold if is_same_pair(g, stance)]
        match = next((g for g in same if g.label == stance.label), None)
        if match:
            open_gold.remove(match)
            correct += 1
        elif same:
            wrong += 1
    triples = [Counter({(g.speaker, g.target, g.label) for g in side}) for side in (gold, found)]
    return Tally(
        correct,
        len(found),
        len(gold),
        (triples[0] & triples[1]).total(),
        triples[1].total(),
        triples[0].total(),
        wrong,
    )


def seed_items(analyzer: StanceAnalyzer, folder: Path) -> list[Item]:
    """Analyzes every article of a folder: one item each with its counts, and with its field if the manifest has one."""
    records = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    field_of = {record["file"]: record["field"] for record in records if "field" in record}
    items: list[Item] = []
    for article in read_stories(folder):
        field = field_of.get(f"{article.id}.txt")
        items.append(_article_item(analyzer, article, {"field": field} if field else {}))
    return items


def press_items(analyzer: StanceAnalyzer, split: str, corpora: Path | None = None) -> list[Item]:
    """Analyzes the corpora's articles that have gold of ours (``training.press``), with their corpus as a slice.

    Raises:
        CorpusError: a corpus is missing, or a sentence is not where the gold says.
    """
    return [
        _article_item(analyzer, article, {"corpus": article.id.split("/")[0]})
        for article in press_articles(split, corpora)
    ]


def _article_item(analyzer: StanceAnalyzer, article: GoldArticle, slices: Mapping[str, str]) -> Item:
    known = frozenset(name for stance in article.gold for name in (stance.speaker, stance.target))
    found = [
        Gold(
            found_name(stance.pair.speaker, known),
            found_name(stance.pair.target, known),
            stance.label,
            stance.pair.sentence.span,
        )
        for stance in analyzer(article_from_text(article.text, id=article.id)).select()
    ]
    counts = {k: float(v) for k, v in asdict(tally(article.gold, found)).items()}
    return Item(id=article.id, counts=counts, slices=slices)


def seed_files(folder: Path) -> list[Path]:
    """The articles of a folder and their gold."""
    return sorted(folder.glob("*.jsonl")) + sorted(folder.glob("*.txt"))


def _ratio(part: str, whole: str) -> Callable[[Mapping[str, float]], float]:
    return lambda total: total[part] / total[whole] if total[whole] else 0.0


SEED_TASK = Counted(
    [field.name for field in fields(Tally)],
    {
        "precision": _ratio("correct", "found"),
        "recall": _ratio("correct", "gold"),
        "f1": lambda total: f1_of_counts(total["correct"], total["found"], total["gold"]),
        "precision/article": _ratio("article_correct", "article_found"),
        "recall/article": _ratio("article_correct", "article_gold"),
        "f1/article": lambda total: f1_of_counts(
            total["article_correct"], total["article_found"], total["article_gold"]
        ),
        "wrong_sign": _ratio("wrong_sign", "found"),
    },
    main_metric="f1",
)
