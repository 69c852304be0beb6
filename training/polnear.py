"""Reads PolNeAR: news articles in which annotators marked who is reported to say what.

A split is a folder with ``text/ARTICLE.txt`` and ``attributions/ARTICLE_ANNOTATOR.ann``
(brat standoff). ``T`` lines are spans, pieces of a discontinuous one joined by ``;``;
``E`` lines tie the source, cue and content of one attribution together. Two spans of one
role (``Content``, ``Content2``) are read as one discontinuous span.

Most articles have one annotator; 18 of 924 in train and dev have five or six, who were
compared there. Of these the first by the annotator's id is read and the others are
counted, so that no article weighs more than another; ``every_annotator`` gives all of
them, for agreement between people. Whatever else is left out is counted as well, under
the reasons in ``DROPPED``. The corpus's ``corenlp`` files are read by ``silver``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model.errors import CorpusError
from ..model.records import Span
from .corpora import corpora_folder, find_corpus

__all__ = ["DROPPED", "AttributedArticle", "GoldAttribution", "LoadedAttributions", "load_polnear"]

NO_CONTENT = "attribution without content"
OTHER_TYPE = "attribution with a span of another type than its role"
LOOSE_SPAN = "span in no attribution"
DISCUSSED = "span that an annotator wanted discussed"
NOTE = "annotator's note"
TEXT_LINE = "further line of a span's text"
FURTHER_ANNOTATOR = "annotation of an article by a further annotator"
#: Everything that is not read, by the reason it is counted under.
DROPPED = (NO_CONTENT, OTHER_TYPE, LOOSE_SPAN, DISCUSSED, NOTE, TEXT_LINE, FURTHER_ANNOTATOR)

_ROLES = ("Source", "Cue", "Content")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One annotated attribution; each role is a sorted tuple of spans into the article's text.

    Attributes:
        id: the event's id in its file (``E3``).
        source: who is reported to have said it; empty where nobody is named.
        cue: the words that report; empty where there are none.
        content: what was said, never empty.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AttributedArticle:
    """An article as one annotator read it.

    Attributes:
        id: the name of its text file; shared by all annotators of the article.
        annotator: the annotator's id.
        text: the article, unaltered.
        attributions: in the order of their contents.
        discarded: parts that are no article (adverts, captions, biographies) and were not annotated.
    """

    id: str
    annotator: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    discarded: tuple[Span, ...] = ()

    @property
    def outlet(self) -> str:
        """The publisher, as the file name gives it (``usa-today``)."""
        return self.id.partition("_")[0]


@dataclass(slots=True)
class LoadedAttributions:
    """The articles of a split, and how many records were left out for which reason (``DROPPED``)."""

    articles: list[AttributedArticle] = field(default_factory=list[AttributedArticle])
    dropped: Counter[str] = field(default_factory=Counter[str])


def load_polnear(split: str, folder: Path | None = None, *, every_annotator: bool = False) -> LoadedAttributions:
    """Loads a split of PolNeAR.

    Args:
        split: ``train``, ``dev`` or ``test``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        every_annotator: give an article once for each of its annotators.

    Raises:
        CorpusError: the corpus is missing, has no such split, or is not in its layout.
    """
    path = find_corpus("polnear").path(corpora_folder(folder), split)
    loaded = LoadedAttributions()
    previous = ""
    for annotation in sorted((path / "attributions").glob("*.ann")):
        name, _, annotator = annotation.stem.rpartition("_")
        if name == previous and not every_annotator:
            loaded.dropped[FURTHER_ANNOTATOR] += 1
            continue
        previous = name
        text = _read(path / "text" / f"{name}.txt")
        loaded.articles.append(_read_annotation(annotation, name, annotator, text, loaded.dropped))
    if not loaded.articles:
        raise CorpusError(f"{path}: no annotated article; expected attributions/ARTICLE_ANNOTATOR.ann beside text/")
    return loaded


def _read(path: Path) -> str:
    try:
        # As bytes: translated line ends would move every offset behind them.
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); is the corpus complete?") from error


@dataclass(slots=True)
class _Standoff:
    """The lines of one annotation file: spans by id, and events with their roles and span ids."""

    spans: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict[str, tuple[str, tuple[Span, ...]]])
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict[str, list[tuple[str, str]]])


def _read_annotation(path: Path, name: str, annotator: str, text: str, dropped: Counter[str]) -> AttributedArticle:
    standoff = _Standoff()
    for number, line in enumerate(_read(path).split("\n"), start=1):
        try:
            _read_line(line.removesuffix("\r"), text, standoff, dropped)
        except (ValueError, IndexError) as error:
            raise CorpusError(f"{path}, line {number}: {error}") from None
    tied = {span for roles in standoff.events.values() for _, span in roles}
    for identifier, (kind, _) in standoff.spans.items():
        if kind in _ROLES and identifier not in tied:
            dropped[LOOSE_SPAN] += 1
    attributions = sorted(_attributions(standoff, path, dropped), key=lambda gold: (gold.content, gold.cue, gold.id))
    discarded = sorted(span for kind, spans in standoff.spans.values() if kind == "Discard" for span in spans)
    return AttributedArticle(name, annotator, text, tuple(attributions), tuple(discarded))


def _read_line(line: str, text: str, standoff: _Standoff, dropped: Counter[str]) -> None:
    """Adds one line of a file.

    Raises:
        ValueError: its offsets are none, or are not where its words stand in the text.
        IndexError: it lacks a column.
    """
    columns = line.split("\t")
    if not line.strip():
        return
    if len(columns) == 1:
        # Three texts of train spans hold a line end, which brat itself would have written as a blank.
        dropped[TEXT_LINE] += 1
    elif line.startswith("T"):
        kind, _, offsets = columns[1].partition(" ")
        if kind == "Discuss":
            dropped[DISCUSSED] += 1
        standoff.spans[columns[0]] = kind, _spans(offsets, columns[2], text)
    elif line.startswith("E"):
        parts = [part.partition(":") for part in columns[1].split()]
        standoff.events[columns[0]] = [(role.rstrip("0123456789"), span) for role, _, span in parts]
    elif line.startswith("#"):
        dropped[NOTE] += 1
    else:
        raise ValueError(f"no record of a known kind (T, E, #): {line[:40]!r}")


def _spans(offsets: str, shown: str, text: str) -> tuple[Span, ...]:
    """The spans of ``"12 20;25 31"``, checked against the words that the line shows."""
    pieces = [piece.split() for piece in offsets.split(";")]
    spans = tuple(sorted(Span(int(start), int(end)) for start, end in pieces))
    in_text = "".join("".join(text[int(start) : int(end)] for start, end in pieces).split())
    words = "".join(shown.split())
    if not words or not in_text.startswith(words):
        raise ValueError(f"{shown[:40]!r} is not at {offsets} of the text; was the text altered, or its line ends?")
    return spans


def _attributions(standoff: _Standoff, path: Path, dropped: Counter[str]) -> Iterator[GoldAttribution]:
    for event, roles in standoff.events.items():
        filled: dict[str, list[Span]] = {role: [] for role in _ROLES}
        matching = True
        for role, identifier in roles:
            if identifier not in standoff.spans:
                raise CorpusError(f"{path}: {event} names {identifier}, which is not there")
            kind, spans = standoff.spans[identifier]
            if role in filled:
                filled[role] += spans
                matching = matching and kind == role
        if not matching:
            dropped[OTHER_TYPE] += 1
        elif not filled["Content"]:
            dropped[NO_CONTENT] += 1
        else:
            yield _gold(event, filled)


def _gold(event: str, filled: Mapping[str, list[Span]]) -> GoldAttribution:
    source, cue, content = (tuple(sorted(set(filled[role]))) for role in _ROLES)
    return GoldAttribution(event, source, cue, content)
