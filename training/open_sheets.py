"""Has stances found by reading: writes articles as open sheets, and packs what readers found.

``sheets`` asks about given pairs; here a reader finds the pairs too, as SEESAW's annotators
did, towards laws, events and issues as well as actors. ``python -m
stancekit.training.open_sheets draw FOLDER`` writes ``NAME.txt``, whole train articles with
their sentences numbered, and ``NAME.json``, where these stand. Whoever reads writes
``NAME.found``, a line a stance: the sentence, who, toward what, and F favor, N neutral or A
against, with ``?`` where a fair reader may see it otherwise; ``*`` is the author::

    7 | Omar Haddad | Iran | A
    7 | Omar Haddad | water treaty | F?

A name stands as in the sentence, or, for whoever the sentence only implies, as in the
article. ``NAME.tone`` tells instead how each sentence lets somebody in it appear, whoever
speaks, which is what NewsMTSC's annotators were asked::

    7 | Iran | A

``python -m stancekit.training.open_sheets pack FOLDER OUTPUT`` checks all lines of either kind and
writes the labels that the corpora ``found`` and ``tone`` of a recipe read.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..model.articles import article_from_text
from ..model.errors import CorpusError, UsageError, run_command
from ..model.records import Span
from ..model.sentences import split_sentences
from .labelled import OWN_TEXTS, LabelledPair, check_sum, texts, write_labels
from .loaders import FOUND, TONE, find_name
from .sheets import LETTERS, write_sheet

__all__ = ["OpenSentence", "open_articles", "pack_found", "write_open_sheets"]

log = logging.getLogger("stancekit")

#: Stands for the author.
_AUTHOR = "*"
#: Sentences of fewer words, mostly headings and by-lines, are not read.
_FEWEST_WORDS = 4
_MOST_WORDS = 8
_PRONOUNS = frozenset("he she they it we i you him her them us his their who this that these those".split())


class OpenSentence(NamedTuple):
    """A sentence of an open sheet: article, place ``[start, end)`` there, check sum and text."""

    article: str
    start: int
    end: int
    check: str
    text: str


def open_articles(corpus: str, folder: Path | None = None) -> list[list[OpenSentence]]:
    """The train articles of a corpus as sentences, each article once however often it was annotated.

    Args:
        corpus: one of ``OWN_TEXTS["found"]``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: the corpus is missing, altered, or not in its layout.
    """
    articles = {text: name for name, text in reversed(texts(corpus, "train", folder).items())}
    return [
        [
            OpenSentence(name, sentence.start, sentence.end, check_sum(surface), surface)
            for sentence in split_sentences(article_from_text(text, id=name))
            if len((surface := sentence.span.of(text)).split()) >= _FEWEST_WORDS
        ]
        for text, name in articles.items()
    ]


def write_open_sheets(
    articles: Sequence[Sequence[OpenSentence]], folder: Path, name: str, *, size: int = 110, seed: int = 1
) -> int:
    """Writes sheets ``NAME-001`` and so on, of whole articles in random order.

    Args:
        articles: their sentences.
        folder: where to; created.
        name: begins the sheets' names.
        size: a sheet ends with the article that brings it to as many sentences.
        seed: of the articles' order.

    Returns:
        how many sheets there are.

    Raises:
        UsageError: ``size`` is below 1.
    """
    if size < 1:
        raise UsageError(f"--size {size}: a sheet has at least 1 sentence")
    folder.mkdir(parents=True, exist_ok=True)
    written, sheet, lines = 0, list[OpenSentence](), list[str]()
    order = random.Random(seed).sample(range(len(articles)), len(articles))
    for place, number in enumerate(order, start=1):
        lines.append("=== ARTICLE" if len(articles[number]) > 1 else "---")
        for sentence in articles[number]:
            sheet.append(sentence)
            lines.append(f"[{len(sheet)}] {' '.join(sentence.text.split())}")
        if sheet and (len(sheet) >= size or place == len(order)):
            written += 1
            write_sheet(folder / f"{name}-{written:03}", lines, sheet)
            sheet, lines = [], []
    return written


def pack_found(folder: Path, kind: str = FOUND) -> tuple[list[LabelledPair], list[str]]:
    """Reads what was found in all sheets of a folder.

    Args:
        folder: the sheets and what was written beside them.
        kind: ``found`` or ``tone``.

    Returns:
        the pairs, and the names of sheets that nobody has read.

    Raises:
        CorpusError: a line does not fit its sheet; the message names file and line.
    """
    pairs: list[LabelledPair] = []
    unread: list[str] = []
    for path in sorted(folder.glob("*.json")):
        found = path.with_suffix(f".{kind}")
        if not found.exists():
            unread.append(path.stem)
            continue
        sentences = [OpenSentence(*sentence) for sentence in json.loads(path.read_text(encoding="utf-8"))]
        pairs += _found_pairs(found, sentences)
    if not pairs:
        raise CorpusError(f"{folder}: no sheet was read; write NAME.{kind} beside NAME.txt")
    return pairs, unread


def _found_pairs(path: Path, sentences: Sequence[OpenSentence]) -> Iterator[LabelledPair]:
    seen: set[tuple[str, ...]] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        fields = tuple(field.strip() for field in line.split("|"))
        if path.suffix == f".{TONE}":
            fields = (*fields[:1], _AUTHOR, *fields[1:])
        if mistake := _mistake(fields, len(sentences)) or ("said twice" if fields[:3] in seen else ""):
            raise CorpusError(f"{path}, line {number}: {mistake} ({line!r})")
        seen.add(fields[:3])
        place, speaker, target, label = fields
        sentence = sentences[int(place) - 1]
        speaker = "" if speaker == _AUTHOR else speaker
        who, whom = _places(sentence.text, speaker, target)
        yield LabelledPair(*sentence[:4], speaker, *who, target, *whom, LETTERS[label[0]], int(label.endswith("?")))


def _mistake(fields: Sequence[str], n_sentences: int) -> str:
    """What is wrong with a line, or nothing."""
    if len(fields) != 4:
        return "expected sentence | speaker | target | label, of a tone sentence | target | label"
    place, speaker, target, label = fields
    if not place.isdigit() or not 1 <= int(place) <= n_sentences:
        return f"no sentence {place}; there are 1 to {n_sentences}"
    if label.removesuffix("?") not in ("F", "N", "A"):
        return f"{label!r} is none of F, N, A, F?, N?, A?"
    if not speaker or target in ("", _AUTHOR) or any(map(_is_pronoun, (speaker, target))):
        return "a speaker and a target need a name, not a pronoun"
    if max(len(speaker.split()), len(target.split())) > _MOST_WORDS:
        return f"a name has at most {_MOST_WORDS} words"
    return "the speaker is the target" if speaker.lower() == target.lower() else ""


def _is_pronoun(name: str) -> bool:
    """Whether a name is none; "US" and "WHO" are names."""
    return name.lower() in _PRONOUNS and not (len(name) > 1 and name.isupper())


def _places(text: str, speaker: str, target: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where speaker and target stand in the sentence, (-1, -1) for who does not; never one in the other.

    The longer name is looked up first: "Obama" is not the one of "the Obama administration".
    """
    taken: list[Span] = []
    spans: dict[str, Span | None] = {}
    for name in sorted((speaker, target), key=len, reverse=True):
        spans[name] = span = _place(text, name, taken)
        if span:
            taken.append(span)

    def offsets(name: str) -> tuple[int, int]:
        span = spans[name]
        return (span.start, span.end) if span else (-1, -1)

    return offsets(speaker), offsets(target)


def _place(text: str, name: str, taken: Iterable[Span]) -> Span | None:
    if not name:
        return None
    words = r"\s+".join(re.escape(word) for word in name.split())
    literal = (Span(*match.span()) for match in re.finditer(rf"(?<!\w){words}(?!\w)", text))
    known = find_name(text, name, set())
    return next((s for s in (*literal, *((known,) if known else ())) if not any(s.overlaps(t) for t in taken)), None)


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.training.open_sheets", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw", help="write sheets")
    draw.add_argument("folder", type=Path)
    draw.add_argument("--corpus", choices=OWN_TEXTS[FOUND], default=OWN_TEXTS[FOUND][0])
    draw.add_argument("--size", type=int, default=110, help="sentences of a sheet (default 110)")
    draw.add_argument("--seed", type=int, default=1, help="of the articles' order (default 1)")
    draw.add_argument("--corpora", type=Path, help="default STANCEKIT_CORPORA")
    packing = commands.add_parser("pack", help="read what was found and write the labels")
    packing.add_argument("folder", type=Path)
    packing.add_argument("output", type=Path, help="such as training/labelled/polnear-found.csv.gz")
    packing.add_argument("--kind", choices=(FOUND, TONE), default=FOUND, help="default found")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if options.command == "draw":
        articles = open_articles(options.corpus, options.corpora)
        written = write_open_sheets(articles, options.folder, options.corpus, size=options.size, seed=options.seed)
        log.info("%d sheets in %s", written, options.folder)
        return
    pairs, unread = pack_found(options.folder, options.kind)
    write_labels(options.output, sorted(pairs))
    log.info("%d pairs %s", len(pairs), dict(Counter(pair.label for pair in pairs)))
    if unread:
        log.info("%d sheets that nobody has read: %s", len(unread), ", ".join(unread))


if __name__ == "__main__":
    run_command(main)
