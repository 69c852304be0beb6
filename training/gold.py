"""Articles and who they say stands where: the gold of ``seeds/`` and its folders, and what gold has in common.

A line of ``<slug>.gold.jsonl`` beside ``<slug>.txt`` has ``speaker``, ``target``, ``label`` and
``sentence``, in ``seeds/lessons`` also ``target_words``; what they mean is told in ``seeds/README.md``.
Training (``lessons``) and the benchmarks of whole articles read them here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..model.errors import CorpusError
from ..model.records import LABELS, Actor, Label, Participant, Span

__all__ = [
    "Gold",
    "GoldArticle",
    "found_name",
    "gold_name",
    "is_same_pair",
    "place_of",
    "read_gold",
    "read_stories",
    "seeds_folder",
]

#: Kinds that count as whom they act for: officials, a ministry, the European Commission.
_PARTS = ("group", "organisation", "international")
_FIELDS = ("speaker", "target", "label", "sentence")


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold or a found stance, comparable with the other kind.

    Attributes:
        speaker: as ``found_name`` gives it; empty for the article's own voice.
        target: as ``speaker``.
        label: favor, neutral or against.
        sentence: its place in the article.
        target_words: where the words that mean the target stand in the article; None where the gold has none.
        speaker_name: the speaker as the gold writes it.
        doubtful: whether a fair reader may well see it otherwise.
    """

    speaker: str
    target: str
    label: Label
    sentence: Span
    target_words: Span | None = None
    speaker_name: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its gold.

    Attributes:
        id: its name, unique in its set.
        text: all of it.
        gold: its stances; favor and against are complete.
    """

    id: str
    text: str
    gold: tuple[Gold, ...]


def seeds_folder(name: str = "") -> Path:
    """The folder of our own articles, beside the package in a checkout, or a folder of stories in it.

    Args:
        name: ``stories``, ``reports``, ``dispatches`` or ``bulletins``, which nobody read to write a rule,
            ``practice``, or ``lessons``, which is trained on; empty for the seeds themselves.

    Raises:
        CorpusError: the package was installed without its repository.
    """
    folder = Path(__file__).resolve().parent.parent / "seeds"
    if not (folder / "manifest.json").is_file():
        raise CorpusError("our own articles need the repository: clone it and install with 'pip install -e .'")
    return folder / name


def read_stories(folder: Path, *, neutrals: bool = False) -> list[GoldArticle]:
    """The articles of a folder with their gold, by their names.

    Args:
        folder: ``<slug>.txt`` beside ``<slug>.gold.jsonl``.
        neutrals: as of ``read_gold``.

    Raises:
        CorpusError: there are no articles, or a row does not fit its article.
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise CorpusError(f"no stories at {folder}; get the repository again")
    articles: list[GoldArticle] = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        gold = read_gold(path.with_suffix(".gold.jsonl"), text, neutrals=neutrals)
        articles.append(GoldArticle(path.stem, text, tuple(gold)))
    return articles


def read_gold(path: Path, text: str, *, neutrals: bool = False) -> list[Gold]:
    """The rows of a ``.gold.jsonl``, placed in the article's text.

    Args:
        path: the file.
        text: the article's text.
        neutrals: whether the neutral rows are read too, which are a sample.

    Raises:
        CorpusError: a row is malformed, or its sentence or target does not stand where it should.
    """
    rows: list[Gold] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        place = f"{path}, line {number}"
        row = _fields(line, place)
        start = text.find(row["sentence"])
        if start < 0:
            raise CorpusError(f"{place}: the sentence is not in the article")
        if row["label"] not in LABELS:
            raise CorpusError(f"{place}: label {row['label']!r}; it must be one of {', '.join(LABELS)}")
        sentence = Span(start, start + len(row["sentence"]))
        label = row["label"]
        if neutrals or label != "neutral":
            words = place_of(row.get("target_words", ""), row["sentence"], start, place)
            names = gold_name(row["speaker"]), gold_name(row["target"])
            rows.append(Gold(*names, label, sentence, words, row["speaker"]))
    return rows


def _fields(line: str, place: str) -> dict[str, str]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{place}: not JSON ({error.msg})") from None
    lacking = [name for name in _FIELDS if not isinstance(row, dict) or name not in row]
    if lacking:
        raise CorpusError(f"{place}: each of {', '.join(_FIELDS)} is needed; {', '.join(lacking)} is missing")
    return cast(dict[str, str], row)


def place_of(words: str, sentence: str, start: int, place: str) -> Span | None:
    """Where words of a sentence stand in the article, as whole words if they do so anywhere.

    Args:
        words: with any white space between them; None is returned where there are none.
        sentence: the sentence.
        start: where it begins in the article.
        place: file and line, for the message.

    Raises:
        CorpusError: the sentence does not have them.
    """
    if not words.strip():
        return None
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", sentence) or re.search(pattern, sentence)
    if found is None:
        raise CorpusError(f"{place}: {words!r} is not in the sentence")
    return Span(start + found.start(), start + found.end())


def gold_name(name: str) -> str:
    """A name as the gold's names are compared: without case and a leading "the"."""
    return name.casefold().replace("’", "'").removeprefix("the ").strip()


def found_name(participant: Participant | None, known: frozenset[str]) -> str:
    """The gold name that a found actor answers to, else its own; empty for the article's own voice.

    Names are compared without case and a leading "the"; of others than people, aliases are as good. A ministry, an
    army or officials count as the country or the union they act for, a party's senators as the party, unless the gold
    itself names them, as it does courts and parliaments.

    Args:
        participant: the speaker or target that was found.
        known: the names of the article's gold.
    """
    if participant is None:
        return ""
    actor = participant.actor
    own = gold_name(participant.name)
    if actor and actor.kind in _PARTS:
        # The gold's "Congress" is found as "United States Congress".
        named = next((name for name in (own, *map(gold_name, actor.aliases)) if name in known), "")
        if named:
            return named
    # Unnamed people ("Russian foreign ministry spokesman") are whom they speak for, as in the gold.
    is_part = actor and (actor.kind in _PARTS or actor.is_unnamed)
    if actor and is_part and actor.affiliation and _counts_as_whole(actor.affiliation, actor):
        return gold_name(actor.affiliation.name)
    if own in known or actor is None:
        return own
    if actor.kind == "person":
        # "General Ada Quill" in the gold: a title and a full name.
        return next((name for name in known if " " in own and name.endswith(f" {own}")), own)
    return next((alias for alias in map(gold_name, actor.aliases) if alias in known), own)


def _counts_as_whole(whole: Actor, part: Actor) -> bool:
    """Whether what a part does is the whole's doing in the gold: of a party, only what its unnamed people do."""
    return whole.kind in ("country", "international") or (whole.kind == "party" and part.kind == "group")


def is_same_pair(gold: Gold, found: Gold) -> bool:
    """Whether two stances are of the same speaker toward the same target in overlapping sentences."""
    return (gold.speaker, gold.target) == (found.speaker, found.target) and gold.sentence.overlaps(found.sentence)
