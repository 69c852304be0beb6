"""Pairs of real news that we labelled ourselves, where the corpora have text and no stance.

``labelled/CORPUS-SPLIT.csv.gz`` beside this module says where in a corpus's articles a pair
stands and what its label is; the text itself is the corpus's. The pairs are what
stancekit asks about these articles (``sheets`` draws them and packs the answers), so they
have its pronouns, its carried speakers and its share of neutral ones. How they were
labelled, and how well labellers agree with each other and with the corpora's own gold, is
told in ``labelled/README.md``.

``labelled/CORPUS-found.csv.gz`` holds pairs that readers found themselves in the train
articles (``open_sheets``): whoever takes a stance there, also towards laws, events and
issues, which stancekit does not ask about and SEESAW's annotators do. ``CORPUS-tone.csv.gz``
says how their sentences let somebody appear, whoever speaks, as NewsMTSC's do.

``labelled/CORPUS-incidental.csv.gz`` holds what stancekit asks about actors that are merely named in
a sentence (``Pair.is_incidental``), most of which take no stance there; ``CORPUS-incidental-dev.csv.gz`` the same of
dev articles, to measure on.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast, get_args

from ..model.errors import CorpusError
from ..model.records import Label, Pair, Participant, Sentence, Span
from .corpora import corpora_folder, find_corpus
from .loaders import FOUND, INCIDENTAL, LABELLED, OWN_LABELS, PRESS, TONE, Example, Loaded, load_corpus, seesaw_texts
from .packed import write_packed
from .polnear import load_polnear

__all__ = [
    "BROKEN",
    "BROKEN_LABEL",
    "DOUBTFUL_WEIGHT",
    "HELD_OUT",
    "INCIDENTAL_HELD_OUT",
    "OWN_TEXTS",
    "TEXTS",
    "THINNED",
    "TOLD",
    "LabelledPair",
    "check_sum",
    "labelled_examples",
    "labels_file",
    "read_labels",
    "texts",
    "write_labels",
]

#: Corpora whose articles hold such pairs.
TEXTS = ("polnear", "seesaw", "mpqa", "newsmtsc")
#: Those of them that are labelled in dev as well, to measure on.
HELD_OUT = ("polnear", "mpqa")
#: Those whose incidental pairs are labelled in dev as well.
INCIDENTAL_HELD_OUT = ("polnear", "mpqa")
#: For each kind of our own labels the corpora whose train articles have them.
OWN_TEXTS: Mapping[str, tuple[str, ...]] = {
    LABELLED: TEXTS,
    FOUND: (*TEXTS, "dse"),
    TONE: ("polnear", "seesaw"),
    INCIDENTAL: ("polnear", "seesaw", "mpqa"),
    PRESS: ("polnear", "mpqa", "seesaw"),
}
#: Corpora of single sentences: some of the stances found there have a label of the corpus's own, which counts.
_TOLD_IN = ("dse", "newsmtsc")
#: Of the neutral pairs one in so many is taken, by corpus. Three quarters of the names that
#: NewsMTSC's annotators passed over are neutral, of those that they marked a third: so they are alike.
_THINNED = {"newsmtsc": 4}
#: Stands for a label where the speaker or the target is not whom it should be.
BROKEN_LABEL = "broken"
_VALID = (*get_args(Label), BROKEN_LABEL)
THINNED = "one of too many neutral pairs"
BROKEN = "the question is wrong"
TOLD = "the corpus has its own label"
#: Weight of a pair that its labeller found doubtful, beside 1 for the others.
DOUBTFUL_WEIGHT = 0.5


class LabelledPair(NamedTuple):
    """Where a pair stands, and its label: a line of the file.

    Attributes:
        article: the article's id in its corpus.
        start: offset of the sentence in the article.
        end: its end, exclusive.
        check: ``check_sum`` of the sentence, by which an altered corpus is noticed.
        speaker: the speaker's name, empty where the sentence alone is asked about.
        speaker_start: where the speaker stands in the sentence, -1 for a speaker outside it.
        speaker_end: its end there, exclusive, or -1.
        target: the target's name.
        target_start: as of the speaker.
        target_end: as of the speaker.
        label: favor, neutral or against; ``broken`` where the speaker or the target is not whom it
            should be. Those are kept to measure what finds them, and never trained on.
        doubtful: 1 where a fair reader may well see it otherwise, else 0.
    """

    article: str
    start: int
    end: int
    check: str
    speaker: str
    speaker_start: int
    speaker_end: int
    target: str
    target_start: int
    target_end: int
    label: str
    doubtful: int


def check_sum(sentence: str) -> str:
    """Eight hexadecimal digits of a sentence's SHA-256."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:8]


def texts(corpus: str, split: str = "train", folder: Path | None = None) -> dict[str, str]:
    """The articles of a corpus by their id.

    SEESAW and MPQA come as sentences, tokenised in MPQA: of SEESAW they are joined by blanks,
    of MPQA each is a paragraph. Of NewsMTSC and DSE each sentence is an article, called by its line.

    Args:
        corpus: one of ``OWN_TEXTS["found"]``.
        split: ``train`` or ``dev``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: the corpus is missing, altered, or not in its layout.
    """
    if corpus == "polnear":
        return {article.id: article.text for article in load_polnear(split, folder).articles}
    declared = find_corpus(corpus)
    path = declared.path(corpora_folder(folder), split)
    if corpus == "seesaw":
        return seesaw_texts(path, split)
    if corpus == "dse":
        examples = load_corpus(corpus, split, folder).examples
        return {example.item.rpartition("/")[2]: example.pair.text for example in examples}
    declared.verify(path, split)
    if corpus == "newsmtsc":
        lines = path.read_text(encoding="utf-8").split("\n")
        return {str(n): json.loads(line)["sentence_normalized"] for n, line in enumerate(lines, start=1) if line}
    sentences: dict[str, list[str]] = {}
    for record in json.loads(path.read_text(encoding="utf-8")):
        sentences.setdefault(record["sent_id"].rpartition("-")[0], []).append(record["text"])
    return {name: "\n\n".join(found) for name, found in sentences.items()}


def labels_file(corpus: str, split: str) -> Path:
    """Where the labels of a corpus's split stand in the package.

    Args:
        corpus: one of those that ``OWN_TEXTS`` has for the kind of labels.
        split: ``train`` or ``dev``; ``found``, ``tone`` or ``incidental`` for these labels of the train
            articles, ``incidental-dev`` of the dev articles.

    Raises:
        CorpusError: we labelled none of that split.
    """
    path = Path(__file__).with_name("labelled") / f"{corpus}-{split}.csv.gz"
    if not path.exists():
        there = sorted(other.name.removesuffix(".csv.gz") for other in path.parent.glob("*.csv.gz"))
        raise CorpusError(f"no labels of our own for {corpus}-{split}; there are {', '.join(there)}")
    return path


def labelled_examples(
    folder: Path | None = None, *, corpora: Sequence[str] = TEXTS, split: str = "train", labels: Path | None = None
) -> Loaded:
    """Our labels with the sentences that they belong to.

    Args:
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        corpora: some of those that ``OWN_TEXTS`` has for the kind of labels.
        split: ``train`` or ``dev``; ``found``, ``tone`` or ``incidental`` for these labels of the train
            articles, ``incidental-dev`` of the dev articles.
        labels: the folder of the files; default the one in the package.

    Raises:
        CorpusError: a corpus is missing, or a sentence is not where the labels say.
    """
    loaded = Loaded()
    for corpus in corpora:
        pairs = read_labels(labels / f"{corpus}-{split}.csv.gz" if labels else labels_file(corpus, split))
        articles = texts(corpus, "dev" if split.endswith("dev") else "train", folder)
        place = f"{corpus}-{split}"
        told = _told(corpus, folder) if split == FOUND and corpus in _TOLD_IN else {}
        neutral = 0
        for line, pair in enumerate(pairs, start=2):
            neutral += pair.label == "neutral"
            if pair.label == BROKEN_LABEL:
                loaded.dropped[BROKEN] += 1
            elif any(_asks_the_same(pair, other) for other in told.get(pair.article, ())):
                loaded.dropped[TOLD] += 1
            elif split == "train" and pair.label == "neutral" and neutral % _THINNED.get(corpus, 1):
                loaded.dropped[THINNED] += 1
            else:
                loaded.examples.append(_example(place, line, pair, articles))
    return loaded


def _told(corpus: str, folder: Path | None) -> dict[str, list[Pair]]:
    """The pairs with a label of the corpus's own, by the number of their sentence."""
    told: dict[str, list[Pair]] = {}
    for example in load_corpus(corpus, "train", folder).examples:
        told.setdefault(example.item.split("/")[2], []).append(example.pair)
    return told


def _asks_the_same(found: LabelledPair, told: Pair) -> bool:
    """Whether the speakers, or nobody, and the targets of two questions stand at the same places."""
    sides = (
        (found.speaker_start, found.speaker_end, told.speaker),
        (found.target_start, found.target_end, told.target),
    )
    for start, end, other in sides:
        place = Span(found.start + start, found.start + end) if start >= 0 else None
        other_place = other.span if other else None
        is_same = place.overlaps(other_place) if place and other_place else place is other_place
        if not is_same:
            return False
    return bool(found.speaker) == bool(told.speaker)


def _example(place: str, line: int, pair: LabelledPair, articles: Mapping[str, str]) -> Example:
    text = articles.get(pair.article, "")[pair.start : pair.end]
    if check_sum(text) != pair.check:
        source = place.partition("-")[0]
        raise CorpusError(
            f"labelled/{place}.csv.gz, line {line}: {pair.article} has another sentence at {pair.start}; "
            f"is {source} complete and at revision {find_corpus(source).revision[:12]}?"
        )
    kind = place.split("-")[1]
    corpus = kind if kind in OWN_LABELS else LABELLED
    item = f"{corpus}/{place}/{pair.article}/{pair.start}"
    asked = Pair(
        text,
        Sentence(0, 0, len(text)),
        _participant(pair.speaker, pair.speaker_start, pair.speaker_end) if pair.speaker else None,
        _participant(pair.target, pair.target_start, pair.target_end),
        is_incidental=kind == INCIDENTAL,
    )
    weight = DOUBTFUL_WEIGHT if pair.doubtful else 1.0
    return Example(f"{item}/{line}", item, corpus, asked, cast(Label, pair.label), weight=weight)


def _participant(name: str, start: int, end: int) -> Participant:
    return Participant(name, Span(start, end) if start >= 0 else None)


def write_labels(path: Path, pairs: Sequence[LabelledPair]) -> None:
    """Writes a file of labels."""
    write_packed(path, LabelledPair._fields, pairs)


def read_labels(path: Path) -> list[LabelledPair]:
    """Reads what ``write_labels`` wrote.

    Raises:
        CorpusError: the file is missing or malformed; the message names the line.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            return list(_parsed(csv.reader(stream), path))
    except (EOFError, OSError) as error:
        raise CorpusError(f"{path}: cannot be read ({error})") from None


def _parsed(rows: Iterator[list[str]], path: Path) -> Iterator[LabelledPair]:
    if tuple(next(rows, ())) != LabelledPair._fields:
        raise CorpusError(f"{path}: the first line must be {','.join(LabelledPair._fields)}")
    for number, row in enumerate(rows, start=2):
        try:
            article, start, end, check, speaker, s0, s1, target, t0, t1, label, doubtful = row
            places = int(start), int(end), int(s0), int(s1), int(t0), int(t1), int(doubtful)
        except ValueError as error:
            raise CorpusError(f"{path}, line {number}: {error}") from None
        if label not in _VALID:
            raise CorpusError(f"{path}, line {number}: label {label!r}; it must be one of {', '.join(_VALID)}")
        yield LabelledPair(article, *places[:2], check, speaker, *places[2:4], target, *places[4:6], label, places[6])
