"""Real articles with everybody's stances, annotated by reading: from the text of the corpora to who stands where.

``labelled`` has labels of single pairs; here an article's favor and against stances are complete, as in ``seeds/``
and by the same rules, so that an analysis can be scored on it (the benchmark ``press``, dev articles) and learnt from
(``lessons``, ``references``; train articles). ``labelled/CORPUS-press.csv.gz`` and ``CORPUS-press-dev.csv.gz`` say
where in the corpus's articles the stances stand; the text is the corpus's.

``python -m stancekit.training.press draw FOLDER`` writes articles as sheets, ``NAME.txt`` with numbered sentences and
``NAME.json`` with their places. Whoever reads writes ``NAME.gold``, a line a stance: the sentence, who, toward whom,
F or A (``?`` where a fair reader may see it otherwise), and the words of the sentence that mean the target; ``*`` is
the article's own voice::

    7 | Omar Haddad | Iran | A | his hosts

A second reader writes ``NAME.gold2``. ``compare`` then writes the lines that only one has to ``NAME.open``; a third
copies those that hold to ``NAME.decided``. ``pack`` keeps what both have and what was decided, of a sheet read once
all, and tells how far two readers agree.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import logging
import random
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from ..model.articles import article_from_text
from ..model.errors import CorpusError, UsageError, run_command
from ..model.records import Label, Span
from ..model.sentences import split_sentences
from .gold import Gold, GoldArticle, gold_name, place_of
from .labelled import HELD_OUT, OWN_TEXTS, check_sum, labels_file, texts
from .loaders import PRESS
from .packed import write_packed
from .sheets import LETTERS, write_sheet

__all__ = ["PressStance", "draw_articles", "pack_press", "press_articles"]

log = logging.getLogger("stancekit")

#: Stands for the article's own voice.
_VOICE = "*"
#: Stands for the label in the one line of an article without stances.
_NONE = "none"


class PressStance(NamedTuple):
    """A stance and where it stands: a line of the file.

    Attributes:
        article: the article's id in its corpus.
        start: offset of the sentence in the article.
        end: its end, exclusive.
        check: ``check_sum`` of the sentence, by which an altered corpus is noticed.
        speaker: canonical name; empty for the article's own voice.
        target: canonical name.
        target_start: where the words that mean the target stand in the sentence.
        target_end: their end there, exclusive.
        label: favor or against; ``none`` in the only line of an article that has no stance.
        doubtful: 1 where a fair reader may well see it otherwise, else 0.
    """

    article: str
    start: int
    end: int
    check: str
    speaker: str
    target: str
    target_start: int
    target_end: int
    label: str
    doubtful: int


class _Numbered(NamedTuple):
    """A sentence of a sheet: article, place ``[start, end)`` there, check sum and text."""

    article: str
    start: int
    end: int
    check: str
    text: str


def press_articles(
    split: str, folder: Path | None = None, *, corpora: Sequence[str] = (), labels: Path | None = None
) -> list[GoldArticle]:
    """The annotated articles of a split, each called ``CORPUS/ARTICLE``.

    Args:
        split: ``train`` or ``dev``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        corpora: some of ``OWN_TEXTS["press"]``; default all of the split.
        labels: the folder of the files; default the one in the package.

    Raises:
        CorpusError: a corpus is missing, or a sentence is not where a line says.
    """
    articles: list[GoldArticle] = []
    for corpus in corpora or (HELD_OUT if split == "dev" else OWN_TEXTS[PRESS]):
        name = f"{PRESS}-dev" if split == "dev" else PRESS
        path = labels / f"{corpus}-{name}.csv.gz" if labels else labels_file(corpus, name)
        text_of = texts(corpus, split, folder)
        rows: dict[str, list[Gold]] = {}
        for place, stance in _read(path):
            found = rows.setdefault(stance.article, [])
            if stance.label == _NONE:
                continue
            if check_sum(text_of.get(stance.article, "")[stance.start : stance.end]) != stance.check:
                raise CorpusError(f"{place}: {stance.article} has another sentence at {stance.start}")
            found.append(_gold(stance))
        articles += [GoldArticle(f"{corpus}/{id_}", text_of[id_], tuple(gold)) for id_, gold in rows.items()]
    return articles


def _gold(stance: PressStance) -> Gold:
    words = Span(stance.start + stance.target_start, stance.start + stance.target_end)
    names = gold_name(stance.speaker), gold_name(stance.target)
    sentence = Span(stance.start, stance.end)
    return Gold(*names, cast(Label, stance.label), sentence, words, stance.speaker, bool(stance.doubtful))


def _read(path: Path) -> Iterator[tuple[str, PressStance]]:
    """The lines of a file, each with its place for messages."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
    except (EOFError, OSError) as error:
        raise CorpusError(f"{path}: cannot be read ({error})") from None
    if not rows or tuple(rows[0]) != PressStance._fields:
        raise CorpusError(f"{path}: the first line must be {','.join(PressStance._fields)}")
    for number, row in enumerate(rows[1:], start=2):
        place = f"{path}, line {number}"
        try:
            article, start, end, check, speaker, target, first, last, label, doubtful = row
            stance = PressStance(
                article, int(start), int(end), check, speaker, target, int(first), int(last), label, int(doubtful)
            )
        except ValueError as error:
            raise CorpusError(f"{place}: {error}") from None
        if label not in ("favor", "against", _NONE):
            raise CorpusError(f"{place}: label {label!r}; it must be favor, against or {_NONE}")
        yield place, stance


# --- sheets ------------------------------------------------------------------------------


def draw_articles(
    corpus: str,
    split: str,
    folder: Path | None = None,
    *,
    count: int,
    words: tuple[int, int],
    seed: int = 1,
    skipped: Container[str] = (),
) -> dict[str, str]:
    """Draws articles by chance, each text once.

    Args:
        corpus: one of ``OWN_TEXTS["press"]``.
        split: ``train`` or ``dev``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        count: how many, at most.
        words: the fewest and the most words of one.
        seed: of the draw.
        skipped: articles that are left out, as they are in other sheets.
    """
    once = {text: name for name, text in reversed(texts(corpus, split, folder).items())}
    lengths = {name: len(text.split()) for text, name in once.items() if name not in skipped}
    fitting = sorted(name for name, length in lengths.items() if words[0] <= length <= words[1])
    drawn = random.Random(seed).sample(fitting, min(count, len(fitting)))
    text_of = {name: text for text, name in once.items()}
    return {name: text_of[name] for name in drawn}


def _write_sheets(articles: Mapping[str, str], folder: Path, name: str, size: int) -> int:
    """Writes sheets of ``size`` articles; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = list(articles)
    for number, at in enumerate(range(0, len(ids), size), start=1):
        places: list[_Numbered] = []
        lines: list[str] = []
        for id_ in ids[at : at + size]:
            text = articles[id_]
            lines.append("=== ARTICLE")
            end = 0
            for sentence in split_sentences(article_from_text(text, id=id_)):
                surface = sentence.span.of(text)
                places.append(_Numbered(id_, sentence.start, sentence.end, check_sum(surface), surface))
                if text[end : sentence.start].count("\n") > 1 and end:
                    lines.append("")
                lines.append(f"[{len(places)}] {' '.join(surface.split())}")
                end = sentence.end
        write_sheet(folder / f"{name}-{number:03}", lines, places)
    return -(-len(ids) // size)


@dataclass(slots=True)
class _Sheet:
    """A sheet with what its readers wrote: by sentence, names and label to the stance."""

    path: Path
    sentences: list[_Numbered]
    readings: list[dict[tuple[str, ...], PressStance]] = field(default_factory=list)


def _sheets(folder: Path) -> Iterator[_Sheet]:
    for path in sorted(folder.glob("*.json")):
        sheet = _Sheet(path, [_Numbered(*each) for each in json.loads(path.read_text(encoding="utf-8"))])
        for suffix in (".gold", ".gold2"):
            if (file := path.with_suffix(suffix)).exists():
                sheet.readings.append(_reading(file, sheet.sentences))
        yield sheet


def _reading(path: Path, sentences: Sequence[_Numbered]) -> dict[tuple[str, ...], PressStance]:
    read: dict[tuple[str, ...], PressStance] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            stance = _stance(line, sentences, f"{path}, line {number}")
            read.setdefault(_key(stance), stance)
    return read


def _stance(line: str, sentences: Sequence[_Numbered], place: str) -> PressStance:
    fields = [part.strip() for part in line.split("|")]
    if len(fields) != 5:
        raise CorpusError(f"{place}: expected sentence | speaker | target | label | words ({line!r})")
    number, speaker, target, label, words = fields
    if not number.isdigit() or not 1 <= int(number) <= len(sentences):
        raise CorpusError(f"{place}: no sentence {number}; there are 1 to {len(sentences)}")
    if label.removesuffix("?") not in ("F", "A"):
        raise CorpusError(f"{place}: {label!r} is none of F, A, F?, A?")
    if not speaker or target in ("", _VOICE) or gold_name(speaker) == gold_name(target):
        raise CorpusError(f"{place}: a speaker and another for a target are needed ({line!r})")
    sentence = sentences[int(number) - 1]
    span = place_of(words, sentence.text, 0, place) or place_of(target, sentence.text, 0, place)
    if span is None:
        raise CorpusError(f"{place}: words that mean the target are needed ({line!r})")
    who = "" if speaker == _VOICE else speaker
    letters = LETTERS[label[0]], int(label.endswith("?"))
    return PressStance(*sentence[:4], who, target, span.start, span.end, *letters)


def _key(stance: PressStance) -> tuple[str, ...]:
    return str(stance.start), stance.article, gold_name(stance.speaker), gold_name(stance.target), stance.label


def _write_open(folder: Path) -> None:
    """For each sheet that was read twice the lines that only one reader has."""
    for sheet in _sheets(folder):
        if len(sheet.readings) < 2:
            continue
        one, other = sheet.readings
        number_of = {(each.article, each.start): number for number, each in enumerate(sheet.sentences, start=1)}
        odd = [each for key, each in (one | other).items() if (key in one) != (key in other)]
        lines = [_line(each, number_of, sheet.sentences) for each in sorted(odd)]
        lines.sort(key=lambda line: int(line.split("|")[0]))
        sheet.path.with_suffix(".open").write_text("\n".join(lines) + "\n", encoding="utf-8")
        log.info("%s: both %d, only one %d", sheet.path.stem, len(one.keys() & other.keys()), len(odd))


def _line(stance: PressStance, number_of: Mapping[tuple[str, int], int], sentences: Sequence[_Numbered]) -> str:
    number = number_of[stance.article, stance.start]
    words = sentences[number - 1].text[stance.target_start : stance.target_end]
    letter = stance.label[0].upper() + "?" * stance.doubtful
    return f"{number} | {stance.speaker or _VOICE} | {stance.target} | {letter} | {' '.join(words.split())}"


def pack_press(folder: Path) -> tuple[list[PressStance], Counter[str]]:
    """Reads the annotated sheets of a folder.

    Returns:
        the stances, one line for an article that has none, sorted; and counts: ``sheets``, ``unread``, ``twice``
        (read twice), and of the stances of these ``first``, ``second``, ``both`` and ``decided``.

    Raises:
        CorpusError: a line does not fit its sheet; the message names file and line. Or nothing was read.
    """
    stances: list[PressStance] = []
    counts: Counter[str] = Counter()
    for sheet in _sheets(folder):
        counts["sheets"] += 1
        if not sheet.readings:
            counts["unread"] += 1
            continue
        kept = dict(sheet.readings[0])
        if len(sheet.readings) > 1:
            one, other = sheet.readings
            decided = _reading(_decided(sheet.path), sheet.sentences)
            kept = {key: one[key] for key in one if key in other} | decided
            counts += Counter(
                twice=1, first=len(one), second=len(other), both=len(one.keys() & other.keys()), decided=len(decided)
            )
        stances += kept.values()
        told = {stance.article for stance in kept.values()}
        silent = {each.article for each in sheet.sentences} - told
        stances += [PressStance(article, 0, 0, "", "", "", 0, 0, _NONE, 0) for article in silent]
    if not stances:
        raise CorpusError(f"{folder}: no sheet was read; write NAME.gold beside NAME.txt")
    return sorted(stances), counts


def _decided(path: Path) -> Path:
    decided = path.with_suffix(".decided")
    if not decided.exists():
        raise CorpusError(f"{decided} is missing: 'compare' writes what is open, a third reader decides")
    return decided


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.training.press", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw", help="write sheets")
    draw.add_argument("folder", type=Path)
    draw.add_argument("--corpus", choices=OWN_TEXTS[PRESS], default="polnear")
    draw.add_argument("--split", choices=("train", "dev"), default="train")
    draw.add_argument("--count", type=int, default=32, help="articles (default 32)")
    draw.add_argument("--size", type=int, default=8, help="articles of a sheet (default 8)")
    draw.add_argument("--words", type=int, nargs=2, default=(150, 1000), help="fewest and most of an article")
    draw.add_argument("--skip", type=Path, help="a folder of sheets whose articles are left out")
    draw.add_argument("--seed", type=int, default=1, help="of the draw (default 1)")
    draw.add_argument("--corpora", type=Path, help="default STANCEKIT_CORPORA")
    comparing = commands.add_parser("compare", help="write what only one of two readers has")
    comparing.add_argument("folder", type=Path)
    packing = commands.add_parser("pack", help="write the stances")
    packing.add_argument("folder", type=Path)
    packing.add_argument("output", type=Path, help="such as training/labelled/polnear-press.csv.gz")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if options.command == "draw":
        if options.size < 1:
            raise UsageError(f"--size {options.size}: a sheet has at least 1 article")
        articles = draw_articles(
            options.corpus,
            options.split,
            options.corpora,
            count=options.count,
            words=options.words,
            seed=options.seed,
            skipped={each.article for sheet in _sheets(options.skip) for each in sheet.sentences}
            if options.skip
            else (),
        )
        name = options.corpus if options.split == "train" else f"{options.corpus}-{options.split}"
        log.info("%d sheets in %s", _write_sheets(articles, options.folder, name, options.size), options.folder)
    elif options.command == "compare":
        _write_open(options.folder)
    else:
        stances, counts = pack_press(options.folder)
        write_packed(options.output, PressStance._fields, stances)
        labels = Counter(stance.label for stance in stances)
        log.info("%d articles, %s; %s", len({s.article for s in stances}), dict(labels), dict(counts))


if __name__ == "__main__":
    run_command(main)
