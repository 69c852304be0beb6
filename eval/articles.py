"""The benchmarks ``seeds``, ``stories``, ``reports`` and ``practice``: from the text of an article to its stances.

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
from ..model.errors import CorpusError
from ..model.records import Participant, Span
from .items import Item
from .tasks import Counted, f1_of_counts

#: Kinds that count as whom they act for: officials, a ministry, the European Commission.
_PARTS = ("group", "organisation", "international")

__all__ = [
    "SEED_TASK",
    "Gold",
    "Tally",
    "read_gold",
    "seed_files",
    "seed_items",
    "seeds_folder",
    "stories_folder",
    "tally",
]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold or a found stance, comparable with the other kind."""

    speaker: str
    target: str
    label: str
    sentence: Span


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


def seeds_folder() -> Path:
    """The folder of our own articles, beside the package in a checkout.

    Raises:
        CorpusError: the package was installed without its repository.
    """
    folder = Path(__file__).resolve().parent.parent / "seeds"
    if not (folder / "manifest.json").is_file():
        raise CorpusError("this benchmark needs the repository: clone it and install with 'pip install -e .'")
    return folder


def stories_folder(name: str) -> Path:
    """A folder of stories by writers who saw nothing of stancekit.

    Args:
        name: ``stories`` or ``reports``, which nobody read to write a rule, or ``practice``.

    Raises:
        CorpusError: the package was installed without its repository.
    """
    return seeds_folder() / name


def read_gold(path: Path, text: str) -> list[Gold]:
    """The favor and against rows of a ``.gold.jsonl``, placed in the article's text.

    Raises:
        CorpusError: a sentence does not stand in the article.
    """
    rows: list[Gold] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        start = text.find(row["sentence"])
        if start < 0:
            raise CorpusError(f"{path}, line {number}: the sentence is not in the article")
        if row["label"] != "neutral":
            place = Span(start, start + len(row["sentence"]))
            rows.append(Gold(_normal(row["speaker"]), _normal(row["target"]), row["label"], place))
    return rows


def _normal(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ").strip()


def _found_name(participant: Participant, known: frozenset[str]) -> str:
    """The gold name that a found actor answers to, else its own."""
    actor = participant.actor
    # Unnamed people ("Russian foreign ministry spokesman") are whom they speak for, as in the gold.
    is_part = actor and (actor.kind in _PARTS or actor.name.split()[-1].islower())
    if actor and is_part and actor.affiliation and actor.affiliation.kind in ("country", "international"):
        return _normal(actor.affiliation.name)
    own = _normal(participant.name)
    if own in known or actor is None or actor.kind == "person":
        return own
    return next((alias for alias in map(_normal, actor.aliases) if alias in known), own)


def tally(gold: Sequence[Gold], found: Sequence[Gold]) -> Tally:
    """Matches the found stances of one article with its gold ones, each used once."""
    open_gold = list(gold)
    correct = wrong = 0
    for stance in found:
        same = [g for g in open_gold if _same_pair(g, stance)]
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


def _same_pair(gold: Gold, found: Gold) -> bool:
    return (gold.speaker, gold.target) == (found.speaker, found.target) and gold.sentence.overlaps(found.sentence)


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
                _found_name(stance.pair.speaker, known) if stance.pair.speaker else "",
                _found_name(stance.pair.target, known),
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
