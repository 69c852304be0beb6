"""The ``mentions`` benchmark: how far a tagger's names agree with PolNeAR's silver layer.

Silver, not gold: a 2014 system named people, organisations and places. Two figures a
kind, both of exact spans: against the layer as cleaned for training (``f1/KIND``; see
``training.silver``), and against the layer as it is (``f1/as_is/KIND``, its MISC left out).
Names that overlap what the cleaning found unclear count for neither side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from ..model.articles import article_from_text
from ..model.gazetteer import Gazetteer
from ..model.records import Span
from ..model.sentences import split_sentences
from ..model.tagger import Tagger
from ..model.tagging import MENTION_KINDS
from ..training.polnear import load_polnear
from ..training.silver import KINDS, clean_names, load_silver
from .items import Item
from .tasks import Counted, f1_of_counts

__all__ = ["MENTION_TASK", "mention_items"]

_Names = Collection[tuple[Span, str]]
_LAYERS = ("", "as_is/")


def mention_items(tagger: Tagger, split: str, corpora: Path | None = None) -> list[Item]:
    """Tags the articles of a split and counts the names that agree; no items for a tagger without names.

    Raises:
        CorpusError: the corpus is missing, has no such split or no silver layer for it.
    """
    gazetteer = Gazetteer.load()
    silver = load_silver(split, corpora)
    items: list[Item] = []
    for gold in load_polnear(split, corpora).articles:
        if gold.id not in silver:
            continue
        article = article_from_text(gold.text, id=gold.id)
        names = tagger(article, split_sentences(article)).names
        if names is None:
            return []
        cleaned = clean_names(gold.text, silver[gold.id], gazetteer)
        found = {(m.span, str(m.kind)) for m in names}
        found = {name for name in found if not any(name[0].overlaps(span) for span in cleaned.unclear)}
        as_is = {(span, str(kind)) for span, label in silver[gold.id] if (kind := KINDS[label])}
        counts = _counts("", found, {(m.span, str(m.kind)) for m in cleaned.mentions})
        counts |= _counts("as_is/", found, as_is)
        items.append(Item(gold.id, counts=counts, slices={"outlet": gold.outlet}))
    return items


def _counts(layer: str, found: _Names, gold: _Names) -> dict[str, float]:
    counts: dict[str, float] = {}
    for kind in MENTION_KINDS:
        ours, theirs = ({span for span, other in names if other == kind} for names in (found, gold))
        for name, spans in (("correct", ours & theirs), ("found", ours), ("gold", theirs)):
            counts[f"{layer}{kind}/{name}"] = len(spans)
    return counts


def _f1(layer: str, kinds: Sequence[str]) -> Callable[[Mapping[str, float]], float]:
    def value(counts: Mapping[str, float]) -> float:
        correct, found, gold = (
            sum(counts[f"{layer}{kind}/{name}"] for kind in kinds) for name in ("correct", "found", "gold")
        )
        return f1_of_counts(correct, found, gold)

    return value


_FORMULAS = {"f1": _f1("", MENTION_KINDS)} | {
    f"f1/{layer}{kind}": _f1(layer, [kind])
    for layer in _LAYERS
    for kind in MENTION_KINDS
    if not (layer and kind == "group")  # the layer has no such kind
}

#: What is measured of the items.
MENTION_TASK = Counted(
    tuple(
        f"{layer}{kind}/{name}" for layer in _LAYERS for kind in MENTION_KINDS for name in ("correct", "found", "gold")
    ),
    _FORMULAS,
    main_metric="f1",
)
