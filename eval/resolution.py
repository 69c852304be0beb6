"""The ``resolution`` benchmark: of the pairs that stancekit asks about an article, how many are questions at all.

Our own labels (``training/labelled``) say of each pair that version 0.4.0 asked about the dev
articles whether its speaker and its target are who they should be; where not, it is
``broken``. A pair is asked again where sentence, speaker's name and target's name are the
same. ``precision`` is the share of whole pairs among those asked again, ``kept`` the share of
whole pairs that are asked again. Pairs that no reader has seen count nowhere, so that this
is no figure of a version's precision over all that it asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..model.articles import article_from_text
from ..model.finder import PairFinder
from ..model.pairs import PRONOUNS
from ..model.records import Pair
from ..training.labelled import BROKEN_LABEL, HELD_OUT, LabelledPair, labels_file, read_labels, texts
from .items import Item
from .tasks import Counted

__all__ = ["RESOLUTION_TASK", "resolution_items"]

#: By what the speaker and the target are called in the sentence.
_GROUPS = ("names", "pronouns", "outside")
_Question = tuple[int, str, str]


def resolution_items(find_pairs: PairFinder, split: str, corpora: Path | None = None) -> list[Item]:
    """Asks about the labelled articles of a split again, without answering.

    Raises:
        CorpusError: a corpus is missing, or we labelled none of that split.
    """
    items: list[Item] = []
    for corpus in HELD_OUT:
        labelled: dict[str, list[LabelledPair]] = {}
        for pair in read_labels(labels_file(corpus, split)):
            labelled.setdefault(pair.article, []).append(pair)
        articles = texts(corpus, split, corpora)
        for name, pairs in labelled.items():
            article = article_from_text(articles[name], id=name)
            pairs_asked = find_pairs(article).pairs
            # The labelled pairs are of who speaks or acts; an actor that is merely named is another question.
            asked = {_question(pair) for pair in pairs_asked if not pair.is_incidental}
            items.append(Item(f"{corpus}/{name}", counts=_counts(article.text, pairs, asked), slices={"text": corpus}))
    return items


def _question(pair: Pair) -> _Question:
    return pair.sentence.start, pair.speaker.name if pair.speaker else "", pair.target.name


def _counts(text: str, pairs: Iterable[LabelledPair], asked: set[_Question]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for pair in pairs:
        is_whole = pair.label != BROKEN_LABEL
        is_asked = (pair.start, pair.speaker, pair.target) in asked
        for group in ("", _group(text[pair.start : pair.end], pair)):
            counts[f"{group}/whole"] += is_whole
            counts[f"{group}/asked"] += is_asked
            counts[f"{group}/whole asked"] += is_whole and is_asked
    return {name: float(counts[name]) for name in _COUNTS}


def _group(sentence: str, pair: LabelledPair) -> str:
    spans = ((pair.speaker_start, pair.speaker_end), (pair.target_start, pair.target_end))
    if any(sentence[start:end].lower() in PRONOUNS for start, end in spans if start >= 0):
        return "pronouns"
    return "outside" if pair.speaker_start < 0 else "names"


def _share(part: str, whole: str) -> Callable[[Mapping[str, float]], float]:
    return lambda counts: counts[part] / counts[whole] if counts[whole] else 0.0


_COUNTS = tuple(f"{group}/{name}" for group in ("", *_GROUPS) for name in ("whole", "asked", "whole asked"))
#: What is measured of the items.
RESOLUTION_TASK = Counted(
    _COUNTS,
    {"precision": _share("/whole asked", "/asked"), "kept": _share("/whole asked", "/whole")}
    | {f"precision/{group}": _share(f"{group}/whole asked", f"{group}/asked") for group in _GROUPS}
    | {f"kept/{group}": _share(f"{group}/whole asked", f"{group}/whole") for group in _GROUPS},
    main_metric="precision",
)
