"""Compares sentence splitters on news sentences of the corpora: why ``model/sentences.py`` is our own.

    python -m stancekit.eval.sentence_splitting --corpora DIR [--n 100] [--seed 13]

Draws ``n`` sentences, half from SEESAW and a quarter each from NewsMTSC and PolNeAR, and
asks every splitter to cut the document that each stands in. A sentence counts as
recovered only if the splitter returns exactly its ``[start, end)``. The documents are
SEESAW stories with their sentences joined by a blank, NewsMTSC sentences on their own
(each must stay whole) and PolNeAR articles as they are.

Limits: nobody cut these sentences by hand. SEESAW's and PolNeAR's are other systems'
output, so a splitter can lose a sentence by being right. Sentences that no splitter
could find (no end mark, a lower-case start, a line end inside, a quotation mark cut off)
are left out and counted.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..model.errors import CorpusError, StancekitError
from ..model.records import Article
from ..model.sentences import split_sentences

__all__ = ["Document", "Score", "compare", "load_documents", "main", "sample", "score"]

Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]

_SHARES = {"seesaw": 0.5, "newsmtsc": 0.25, "polnear": 0.25}
_OPENING = "“„‘"
_CLOSING = "”»"
_MARKS = "\"“”„«»'‘’"


@dataclass(frozen=True)
class Document:
    """A text and the spans of the sentences that a splitter should find in it."""

    corpus: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Score:
    """What one splitter did with the sample.

    Attributes:
        recovered: sampled sentences returned with exactly their span.
        n: sampled sentences.
        round_trips: documents whose spans are sorted, disjoint and hold every non-blank
            character.
        documents: documents cut.
        detached: of the sentences returned for the sampled ones, those that begin with a
            closing quotation mark, end with an opening one or are nothing but marks.
    """

    recovered: int
    n: int
    round_trips: int
    documents: int
    detached: int


def _ours(text: str) -> Spans:
    return [(sentence.start, sentence.end) for sentence in split_sentences(Article("", text))]


def _pysbd() -> Splitter:
    segmenter: Any = importlib.import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)

    def split(text: str) -> Spans:
        return [_trim(text, span.start, span.end) for span in segmenter.segment(text)]

    return split


def _sentencex() -> Splitter:
    boundaries: Any = importlib.import_module("sentencex").get_sentence_boundaries

    def split(text: str) -> Spans:
        spans = [_trim(text, found["start_index"], found["end_index"]) for found in boundaries("en", text)]
        return [(start, end) for start, end in spans if start < end]

    return split


#: Name of the splitter: a function that loads it, or raises ImportError.
SPLITTERS: dict[str, Callable[[], Splitter]] = {
    "stancekit": lambda: _ours,
    "sentencex": _sentencex,
    "pysbd": _pysbd,
}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the blanks at either end."""
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip())


def load_documents(corpora: Path) -> list[Document]:
    """Reads the train and dev parts of SEESAW, NewsMTSC and PolNeAR below ``corpora``.

    Raises:
        CorpusError: a corpus is not there.
    """
    documents = [*_seesaw(corpora), *_newsmtsc(corpora), *_polnear(corpora)]
    missing = sorted(set(_SHARES) - {document.corpus for document in documents})
    if missing:
        raise CorpusError(
            f"no sentences of {', '.join(missing)} below {corpora}: fetch the corpora or give --corpora DIR"
        )
    return documents


def _seesaw(corpora: Path) -> Iterator[Document]:
    for path in sorted((corpora / "seesaw" / "SEESAW" / "articles").glob("*.json")):
        text, spans = "", list[tuple[int, int]]()
        for line in json.loads(path.read_text(encoding="utf-8"))["text"]:
            sentence = " ".join(line["text"].split())
            if sentence:
                spans.append((len(text), len(text) + len(sentence)))
                text += sentence + " "
        yield Document("seesaw", text, tuple(spans))


def _newsmtsc(corpora: Path) -> Iterator[Document]:
    for part in ("rw/train", "rw/dev", "mt/dev"):
        path = corpora / "newsmtsc" / f"newsmtsc-{part}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            text = json.loads(line)["sentence_normalized"].strip()
            yield Document("newsmtsc", text, ((0, len(text)),))


def _polnear(corpora: Path) -> Iterator[Document]:
    for part in ("train", "dev"):
        layer = corpora / "polnear" / f"corenlp_{part}.jsonl.gz"
        for line in gzip.decompress(layer.read_bytes()).splitlines() if layer.is_file() else ():
            record = json.loads(line)
            path = corpora / "polnear" / "data" / part / "text" / f"{record['doc']}.txt"
            text = path.read_bytes().decode("utf-8")  # read_text would change line ends and with them offsets
            yield Document("polnear", text, tuple(_trim(text, start, end) for start, end in record["sentences"]))


def _findable(document: Document, index: int) -> bool:
    """Whether the sentence and the one before it end with an end mark, and it starts like a sentence."""
    start, end = document.sentences[index]
    text = document.text[start:end]
    before = document.text[max(0, start - 8) : document.sentences[index - 1][1]] if index else "."
    first = text.lstrip(_MARKS)[:1]
    # A straight mark with a blank on its inner side was cut off its own sentence upstream.
    whole = not text.startswith(('" ', "' ")) and not text.endswith((' "', " '"))
    return whole and "\n" not in text and not first.islower() and _has_end_mark(text) and _has_end_mark(before)


def _has_end_mark(text: str) -> bool:
    return text[-6:].rstrip(_MARKS + ")] ")[-1:] in tuple(".!?…")


def sample(documents: list[Document], n: int, seed: int) -> tuple[list[tuple[Document, int]], int]:
    """Draws ``n`` sentences in the shares of ``_SHARES``, each as its document and its index there.

    Args:
        documents: from ``load_documents``.
        n: how many to draw; 0 takes all.
        seed: of the draw.

    Returns:
        The sentences, and how many of the corpora were left out as unfindable.
    """
    rng = random.Random(seed)
    drawn: list[tuple[Document, int]] = []
    left_out = 0
    for corpus, share in _SHARES.items():
        every = [(doc, i) for doc in documents if doc.corpus == corpus for i in range(len(doc.sentences))]
        findable = [(doc, i) for doc, i in every if _findable(doc, i)]
        left_out += len(every) - len(findable)
        drawn += rng.sample(findable, min(round(n * share), len(findable))) if n else findable
    return drawn, left_out


def score(splitter: Splitter, drawn: list[tuple[Document, int]]) -> Score:
    """Cuts the documents of the sampled sentences and counts."""
    documents = {id(document): document for document, _ in drawn}
    found = {key: splitter(document.text) for key, document in documents.items()}
    return Score(
        recovered=sum(document.sentences[i] in set(found[id(document)]) for document, i in drawn),
        n=len(drawn),
        round_trips=sum(_round_trips(documents[key].text, spans) for key, spans in found.items()),
        documents=len(documents),
        detached=sum(
            _is_detached(doc.text, *span) for doc, i in drawn for span in _over(found[id(doc)], doc.sentences[i])
        ),
    )


def _over(spans: Spans, gold: tuple[int, int]) -> Spans:
    """The spans that share a character with ``gold``."""
    return [(start, end) for start, end in spans if start < gold[1] and gold[0] < end]


def _round_trips(text: str, spans: Spans) -> bool:
    at = 0
    for start, end in spans:
        if not at <= start < end or text[at:start].strip():
            return False
        at = end
    return not text[at:].strip()


def _is_detached(text: str, start: int, end: int) -> bool:
    sentence = text[start:end]
    if not sentence.strip(_MARKS + " "):
        return True
    starts_closed = sentence[0] in _CLOSING or (sentence[0] in "\"'" and sentence[1].isspace())
    ends_open = sentence[-1] in _OPENING or (sentence[-1] == '"' and sentence[-2].isspace())
    return starts_closed or ends_open


def compare(drawn: list[tuple[Document, int]]) -> dict[str, Score | None]:
    """The score of every splitter by name; None where it is not installed."""
    scores: dict[str, Score | None] = {}
    for name, load in SPLITTERS.items():
        try:
            splitter = load()
        except ImportError:
            scores[name] = None
        else:
            scores[name] = score(splitter, drawn)
    return scores


def _table(drawn: list[tuple[Document, int]]) -> str:
    groups: dict[str, list[tuple[Document, int]]] = {"all": drawn}
    for corpus in _SHARES:
        groups[corpus] = [(doc, i) for doc, i in drawn if doc.corpus == corpus]
    groups["with quotes"] = [(doc, i) for doc, i in drawn if set(doc.text[slice(*doc.sentences[i])]) & set('"“”')]
    rows = [f"{'splitter':<12}{'sentences':<14}{'recovered':>14}{'offsets round-trip':>22}{'quotes detached':>18}"]
    for group, members in groups.items():
        for name, result in compare(members).items():
            if result is None:
                rows.append(f"{name:<12}{group:<14}{'not installed':>14}")
                continue
            recovered, trips = f"{result.recovered}/{result.n}", f"{result.round_trips}/{result.documents}"
            rows.append(f"{name:<12}{group:<14}{recovered:>14}{trips:>22}{result.detached:>18}")
    return "\n".join(rows)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m stancekit.eval.sentence_splitting", description="Compare sentence splitters."
    )
    parser.add_argument(
        "--corpora",
        type=Path,
        default=os.environ.get("STANCEKIT_CORPORA"),
        help="folder of the corpora (default: $STANCEKIT_CORPORA)",
    )
    parser.add_argument("--n", type=int, default=100, help="sentences to draw, 0 for all (default: 100)")
    parser.add_argument("--seed", type=int, default=13, help="of the draw (default: 13)")
    options = parser.parse_args(arguments)
    if options.corpora is None:
        parser.error("no corpora: give --corpora DIR or set STANCEKIT_CORPORA")
    if options.n < 0:
        parser.error(f"--n is {options.n}; it must be 0 (all) or more")
    try:
        drawn, left_out = sample(load_documents(options.corpora), options.n, options.seed)
    except StancekitError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write(
        f"stancekit {_version('stancekit')}, sentencex {_version('sentencex')}, pysbd {_version('pysbd')}\n"
        f"n {len(drawn)}, seed {options.seed}; {left_out} sentences of the corpora left out as unfindable\n"
        f"{_table(drawn)}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
