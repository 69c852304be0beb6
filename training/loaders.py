"""Reads the stance corpora into the pairs that training and evaluation share.

Each loader yields ``Example`` records and counts every record it drops under a
named reason. Labels are mapped to favor, neutral, against; a corpus that scores
another unit than a pair (DSE: five classes per sentence) ties its pairs together
by ``Example.item``.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..model.errors import CorpusError
from ..model.records import Label, Pair, Participant, Sentence, Span
from .corpora import corpora_folder, find_corpus

__all__ = [
    "FOUND",
    "INCIDENTAL",
    "LABELLED",
    "LESSONS",
    "LOADERS",
    "OWN_LABELS",
    "PRESS",
    "TONE",
    "UNLABELLED",
    "Example",
    "Loaded",
    "find_name",
    "load_corpus",
    "seesaw_texts",
]

#: Gives pairs without gold, for which a teacher has to answer (see ``teach``).
UNLABELLED = "polnear"
#: Pairs of the corpora's articles that we labelled ourselves (see ``labelled``).
LABELLED = "labelled"
#: Stances that readers found in the corpora's articles (see ``open_sheets``).
FOUND = "found"
#: How sentences of these articles let somebody appear, whoever speaks: more of what NewsMTSC asks.
TONE = "tone"
#: Actors that are merely named in a sentence of these articles, with its other ones (``Pair.is_incidental``).
INCIDENTAL = "incidental"
#: Whole stories of our own with their gold (see ``lessons``).
LESSONS = "lessons"
#: Whole articles of the corpora with gold of our own (see ``press``).
PRESS = "press"
#: Everything that we labelled ourselves in the corpora's articles.
OWN_LABELS = (LABELLED, FOUND, TONE, INCIDENTAL)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its gold label.

    Attributes:
        id: unique within corpus and split.
        item: the unit that the corpus scores; the pairs of one unit share it.
        corpus: name of the corpus.
        pair: what the classifier is asked.
        label: the gold stance.
        outlet: who published the sentence, where the corpus says so.
        weight: of its loss in training, beside other pairs of its corpus.
    """

    id: str
    item: str
    corpus: str
    pair: Pair
    label: Label
    outlet: str = ""
    weight: float = 1.0


@dataclass(slots=True)
class Loaded:
    """Examples of a corpus split, and how many records were dropped for which reason."""

    examples: list[Example] = field(default_factory=list[Example])
    dropped: Counter[str] = field(default_factory=Counter[str])


def load_corpus(name: str, split: str, folder: Path | None = None, *, neutrals: bool = True) -> Loaded:
    """Loads a split of a corpus.

    Args:
        name: ``dse``, ``seesaw``, ``newsmtsc`` or ``mpqa``.
        split: ``train``, ``dev`` or ``test``; NewsMTSC has ``dev-rw``, ``dev-mt``,
            ``test-rw`` and ``test-mt``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        neutrals: whether SEESAW, which annotates no neutral pairs, gets derived ones.

    Raises:
        CorpusError: the corpus is unknown, missing, altered, or not in its layout.
    """
    if name not in LOADERS:
        raise CorpusError(f"no stance loader for {name!r}; there are {', '.join(LOADERS)}")
    corpus = find_corpus(name)
    path = corpus.path(corpora_folder(folder), split)
    corpus.verify(path, split)
    loaded = Loaded()
    for example in LOADERS[name](path, split, loaded.dropped):
        if neutrals or not example.id.endswith(_DERIVED):
            loaded.examples.append(replace(example, pair=replace(example.pair, guide=name)))
    if not loaded.examples:
        raise CorpusError(f"{path}: no usable record of {name} {split} (dropped: {dict(loaded.dropped)})")
    return loaded


def _sentence_pair(text: str, speaker: Participant | None, target: Participant) -> Pair:
    return Pair(text, Sentence(0, 0, len(text)), speaker, target)


# --- DSE ---------------------------------------------------------------------------------

#: class → (stance of p toward q, stance of q toward p); see the README of the corpus.
_DSE_LABELS: Mapping[str, tuple[Label, Label]] = {
    "0": ("neutral", "neutral"),
    "1": ("favor", "neutral"),
    "2": ("neutral", "favor"),
    "3": ("against", "neutral"),
    "4": ("neutral", "against"),
}
_BRACKETS = re.compile(r"[\[\]]")


def _load_dse(path: Path, split: str, dropped: Counter[str]) -> Iterator[Example]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            columns = line.rstrip("\r\n").split("\t")
            if len(columns) != 4 or columns[3] not in _DSE_LABELS:
                raise CorpusError(f"{path}, line {number}: not sentence, entity, entity, class 0-4 in four columns")
            parsed = _unbracket(columns[0])
            if parsed is None:
                dropped["not two bracketed entities"] += 1
                continue
            text, p, q = parsed
            item = f"dse/{split}/{number}"
            forward, backward = _DSE_LABELS[columns[3]]
            sides = Participant(p.of(text), p), Participant(q.of(text), q)
            yield Example(f"{item}/pq", item, "dse", _sentence_pair(text, *sides), forward)
            yield Example(f"{item}/qp", item, "dse", _sentence_pair(text, sides[1], sides[0]), backward)


def _unbracket(marked: str) -> tuple[str, Span, Span] | None:
    """Removes the brackets around two entities and joins a cut-off tail back on (``[Trump]'s``)."""
    kinds = [match.group() for match in _BRACKETS.finditer(marked)]
    if kinds != ["[", "]", "[", "]"]:
        return None
    pieces = _BRACKETS.split(marked)
    text = "".join(pieces)
    ends = [len("".join(pieces[: i + 1])) for i in range(4)]
    spans = [Span(ends[0], ends[1]), Span(ends[2], ends[3])]
    first, second = (_whole_words(text, span) for span in spans)
    # Brackets around marks alone, or both inside one word (``[Trump]-[Clinton]`` is fine): kept as annotated.
    if first.start == first.end or second.start == second.end or first.overlaps(second):
        first, second = spans
    return text, first, second


def _whole_words(text: str, span: Span) -> Span:
    """Extends a span over the letters it was cut from, and drops a possessive or blank at its end."""
    start, end = span.start, span.end
    while end < len(text) and text[end].isalnum() and end > start and text[end - 1].isalnum():
        end += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    return Span(start, end)


# --- SEESAW ------------------------------------------------------------------------------

_DERIVED = "/derived"
_UNLISTED = "Not in the list"
#: Surface forms of the commonest canonical names that are not their own last word.
_SEESAW_FORMS: Mapping[str, tuple[str, ...]] = {
    "Republican Party": ("Republicans", "Republican", "GOP"),
    "Democratic Party": ("Democrats", "Democratic", "Democrat"),
    "House Democrats": ("Democrats",),
    "Republican lawmakers": ("Republicans",),
    "United States": ("United States", "U.S.", "US", "America"),
    "United States Congress": ("Congress",),
    "United States House of Representatives": ("House",),
    "United States Senate": ("Senate",),
    "United States Department of Justice": ("Justice Department", "Department of Justice", "DOJ"),
    "Federal Bureau of Investigation": ("FBI",),
    "Affordable Care Act": ("Obamacare", "ObamaCare", "health care law"),
    "National Rifle Association": ("NRA",),
    "Internal Revenue Service": ("IRS",),
    "Obama administration": ("administration",),
    "Trump administration": ("administration",),
    "Russia": ("Russian", "Moscow", "Kremlin"),
    "Iran": ("Iranian", "Tehran"),
}


def _load_seesaw(path: Path, split: str, dropped: Counter[str]) -> Iterator[Example]:
    for meta_path in sorted((path / "meta").glob("TRIPLET_*.json")):
        meta = _read_json(meta_path)
        if _SEESAW_SPLITS.get(meta.get("Split", "")) != split:
            continue
        for annotation_path in sorted((path / "annotations").glob(f"{meta_path.stem}_DOCUMENT_*.json")):
            article_path = path / "articles" / annotation_path.name
            number = annotation_path.stem.rpartition("_")[2]
            outlet = str(meta.get(f"Meta info for article {number}", {}).get("source", ""))
            read = _seesaw_article(_read_json(annotation_path), _read_json(article_path), article_path, dropped)
            yield from (replace(example, outlet=outlet) for example in read)


def seesaw_texts(path: Path, split: str) -> dict[str, str]:
    """The articles of a split by their file's name, their sentences joined by blanks, without the title.

    Args:
        path: the corpus's folder.
        split: ``train``, ``dev`` or ``test``.

    Raises:
        CorpusError: a file is not in the corpus's layout.
    """
    found: dict[str, str] = {}
    for meta_path in sorted((path / "meta").glob("TRIPLET_*.json")):
        if _SEESAW_SPLITS.get(_read_json(meta_path).get("Split", "")) == split:
            for article in sorted((path / "articles").glob(f"{meta_path.stem}_DOCUMENT_*.json")):
                found[article.stem] = " ".join(sentence["text"] for sentence in _read_json(article)["text"])
    return found


_SEESAW_SPLITS = {"train": "train", "valid": "dev", "dev": "dev", "test": "test"}
_SEESAW_LABELS: Mapping[str, Label] = {"POS": "favor", "NEG": "against"}


def _seesaw_article(
    annotation: Mapping[str, Any], article: Mapping[str, Any], path: Path, dropped: Counter[str]
) -> Iterator[Example]:
    sentences = {str(sentence["id"]): sentence["text"] for sentence in article["text"]}
    people = {entity[0] for entity in annotation["entity lists"] if "People" in entity[1]}
    names = [entity[0] for entity in annotation["entity lists"]]
    before = _sentences_before(article)
    for sentence_id, triples in annotation["sentence-level stances"].items():
        if sentence_id not in sentences:
            raise CorpusError(f"{path}: the annotation names sentence {sentence_id}, which is not there")
        text = sentences[sentence_id]
        item = f"seesaw/{path.stem}/{sentence_id}"
        for number, triple in enumerate(triples):
            # Nothing is dropped here: the benchmark scores every annotated triple.
            pair = _seesaw_pair(text, triple["subject"], triple["object"], people)
            pair = _behind(pair, before[sentence_id])
            yield Example(f"{item}/{number}", f"{item}/{number}", "seesaw", pair, _SEESAW_LABELS[triple["sentiment"]])
        for example in _seesaw_neutrals(text, triples, names, people, item):
            yield replace(example, pair=_behind(example.pair, before[sentence_id]))
    dropped["sentence without an annotated stance"] += len(sentences) - len(annotation["sentence-level stances"])


def _sentences_before(article: Mapping[str, Any]) -> dict[str, str]:
    """By a sentence's id the sentence before it, of the first one the headline."""
    numbers = [str(sentence["id"]) for sentence in article["text"]]
    texts = [str(article.get("title", "")), *(str(sentence["text"]) for sentence in article["text"])]
    return dict(zip(numbers, texts, strict=False))


def _behind(pair: Pair, before: str) -> Pair:
    """The pair with the sentence before its own, in which often stands who is meant."""
    n_before = len(before) + 1 if before else 0

    def moved(one: Participant) -> Participant:
        return replace(one, span=Span(one.span.start + n_before, one.span.end + n_before)) if one.span else one

    text = f"{before} {pair.text}" if before else pair.text
    speaker = moved(pair.speaker) if pair.speaker else None
    return Pair(text, Sentence(0, 0, len(text)), speaker, moved(pair.target))


def _seesaw_pair(text: str, source: str, target: str, people: set[str]) -> Pair:
    """Names stand for whoever is not in the sentence; ``None`` and unlisted sources are no speaker."""
    speaker = None if source in ("None", _UNLISTED) else Participant(source, find_name(text, source, people))
    target_name = "" if target in ("None", _UNLISTED) else target
    return _sentence_pair(text, speaker, Participant(target_name, find_name(text, target_name, people)))


def _seesaw_neutrals(
    text: str, triples: Iterable[Mapping[str, Any]], names: Iterable[str], people: set[str], item: str
) -> Iterator[Example]:
    """Pairs that annotators of this sentence left out although both names stand in it.

    Only literal mentions count, the direction must be unannotated, and one pair is
    drawn per sentence: an annotator may have overlooked a pair, and neutral must
    not drown what was annotated.
    """
    annotated = {(triple["subject"], triple["object"]) for triple in triples}
    speakers = sorted({subject for subject, _ in annotated})
    present = {name: span for name in names if (span := find_name(text, name, people))}
    candidates = [
        (source, target)
        for source in speakers
        for target in present
        if source in present and source != target and (source, target) not in annotated
        if not present[source].overlaps(present[target])
    ]
    # An annotated direction makes its reverse a candidate as well.
    candidates += [
        (target, source)
        for source, target in sorted(annotated)
        if source in present and target in present and source != target and (target, source) not in annotated
        if not present[source].overlaps(present[target])
    ]
    if candidates:
        source, target = random.Random(item).choice(candidates)
        yield Example(
            f"{item}/neutral{_DERIVED}", item, "seesaw", _seesaw_pair(text, source, target, people), "neutral"
        )


def find_name(text: str, name: str, people: set[str]) -> Span | None:
    """The first literal mention of a canonical name, by full name, surname or a known form.

    Args:
        text: the sentence.
        name: as SEESAW's annotators write it, ``Barack Obama`` or ``Republican Party``.
        people: those of the names whose last word stands for them.
    """
    if not name:
        return None
    forms = [name, *_SEESAW_FORMS.get(name, ())]
    if name in people and " " in name:
        forms.append(name.split()[-1])
    for form in forms:
        if match := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            return Span(*match.span())
    return None


# --- NewsMTSC ----------------------------------------------------------------------------

_NEWSMTSC_LABELS: Mapping[float, Label] = {2.0: "against", 4.0: "neutral", 6.0: "favor"}


def _load_newsmtsc(path: Path, split: str, dropped: Counter[str]) -> Iterator[Example]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            record = _parse_json(line, f"{path}, line {number}")
            text = record["sentence_normalized"]
            for place, target in enumerate(record["targets"]):
                label = _NEWSMTSC_LABELS.get(target["polarity"])
                span = Span(target["from"], target["to"])
                if label is None:
                    dropped[f"polarity {target['polarity']}"] += 1
                elif span.of(text) != target["mention"] or not span.of(text).strip():
                    dropped["target not at its offsets"] += 1
                else:
                    item = f"newsmtsc/{split}/{number}/{place}"
                    pair = _sentence_pair(text, None, Participant(target["mention"], span))
                    yield Example(item, item, "newsmtsc", pair, label)


# --- MPQA --------------------------------------------------------------------------------

_MPQA_LABELS: Mapping[str | None, Label] = {"Positive": "favor", "Neutral": "neutral", "Negative": "against"}


def _load_mpqa(path: Path, split: str, dropped: Counter[str]) -> Iterator[Example]:
    for sentence in _read_json(path):
        text = sentence["text"]
        labels: dict[tuple[Span | None, Span], set[Label]] = {}
        for opinion in sentence["opinions"]:
            source, target = (_mpqa_span(opinion[role]) for role in ("Source", "Target"))
            polarity = _MPQA_LABELS.get(opinion["Polarity"])
            if target is None:
                dropped["opinion without a target"] += 1
            elif polarity is None:
                dropped["opinion without a polarity"] += 1
            else:
                labels.setdefault((source, target), set()).add(polarity)
        for number, ((source, target), found) in enumerate(labels.items()):
            if {"favor", "against"} <= found:
                dropped["opposite polarities for one holder and target"] += 1
                continue
            # One polar expression beside a neutral one decides the pair.
            label: Label = "favor" if "favor" in found else "against" if "against" in found else "neutral"
            item = f"mpqa/{split}/{sentence['sent_id']}/{number}"
            speaker = Participant(source.of(text), source) if source else None
            pair = _sentence_pair(text, speaker, Participant(target.of(text), target))
            yield Example(item, item, "mpqa", pair, label)


def _mpqa_span(role: tuple[list[str], list[str]]) -> Span | None:
    """The first part of a holder or target (``[texts, ["76:272", …]]``), or None if implicit."""
    if not role[1]:
        return None
    start, end = role[1][0].split(":")
    return Span(int(start), int(end))


# -----------------------------------------------------------------------------------------

LOADERS: Mapping[str, Callable[[Path, str, Counter[str]], Iterator[Example]]] = {
    "dse": _load_dse,
    "seesaw": _load_seesaw,
    "newsmtsc": _load_newsmtsc,
    "mpqa": _load_mpqa,
}


def _read_json(path: Path) -> Any:
    try:
        return _parse_json(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}; is the corpus complete?") from error


def _parse_json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{place}: not JSON ({error})") from error
