"""The benchmarks of our own articles, ``seeds``, ``stories`` and so on: from the text to who stands where.

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
from ..training.gold import Gold, found_name, is_same_pair, read_gold
from .items import Item
from .tasks import Counted, f1_of_counts

__all__ = [
    "SEED_TASK",
    "Tally",
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
    items: list[Item] = []
    records = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    field_of = {record["file"]: record["field"] for record in records if "field" in record}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        analysis = analyzer(article_from_text(text, id=path.stem))
        gold = read_gold(path.with_suffix(".gold.jsonl"), text)
        known = frozenset(name for stance in gold for name in (stance.speaker, stance.target))
        found = [
            Gold(
                found_name(stance.pair.speaker, known),
                found_name(stance.pair.target, known),
                stance.label,
                stance.pair.sentence.span,
            )
            for stance in analysis.select()
        ]
        counts = {k: float(v) for k, v in asdict(tally(gold, found)).items()}
        slices = {"field": field_of[path.name]} if path.name in field_of else {}
        items.append(Item(id=path.stem, counts=counts, slices=slices))
    return items


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
