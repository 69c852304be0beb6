"""Has pairs labelled by reading: writes them as sheets of plain text, and packs the answers.

``python -m stancekit.training.sheets draw FOLDER`` writes what stancekit asks about the
articles of a corpus (of NewsMTSC, whose targets have no speaker, the names that
nobody annotated in its sentences): ``NAME.txt``, for whoever reads, and ``NAME.json``, the
places of its pairs. A sheet is::

    [1] Before: Haddad came to Amman on Monday.
        He thanked Jordan and accused Iran of …
        Omar Haddad (He) -> Jordan
        Omar Haddad (He) -> Iran

Whoever reads writes ``NAME.answers``, a line a sentence, a label a pair in their order:
F favor, N neutral, A against, with ``?`` where a fair reader may see it otherwise, and X
where the question itself is wrong::

    1 F A?

``python -m stancekit.training.sheets pack FOLDER OUTPUT`` checks all answers and writes the
labels that ``labelled`` reads. A sheet answered twice (``NAME.answers2``) gives the
agreement; a pair of which the two say different things is dropped.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..model.analyzer import StanceAnalyzer
from ..model.articles import article_from_text
from ..model.errors import CorpusError, MissingExtraError, UsageError, run_command
from ..model.records import Mention, Pair, Participant, Span
from .labelled import BROKEN_LABEL, TEXTS, LabelledPair, check_sum, texts, write_labels
from .loaders import load_corpus

__all__ = ["LETTERS", "Packed", "SheetSentence", "asked_sentences", "pack", "write_sheet", "write_sheets"]

log = logging.getLogger("stancekit")

_BROKEN = "X"
#: What readers write for a label.
LETTERS = {"F": "favor", "N": "neutral", "A": "against", _BROKEN: BROKEN_LABEL}
#: Stands for the speaker of a pair that has none.
_NOBODY = "*"
#: Kinds of actors that are asked about in a sentence without a speaker.
_FURTHER = frozenset({"person", "party", "organisation", "armed_group", "international"})
#: A sentence with more pairs is a list of names ("signed by …"): one judgement, which would count as often.
_MOST_PAIRS = 12
#: Characters of the sentence before that are shown, its end.
_BEFORE = 240


@dataclass(frozen=True, slots=True)
class SheetSentence:
    """A sentence of a sheet.

    Attributes:
        text: the sentence.
        before: the one before it, or empty.
        pairs: what is asked about it, not yet labelled (``label`` is empty).
    """

    text: str
    before: str
    pairs: tuple[LabelledPair, ...]


def asked_sentences(
    corpus: str,
    analyzer: StanceAnalyzer,
    folder: Path | None = None,
    *,
    split: str = "train",
    incidental: bool = False,
) -> Iterator[SheetSentence]:
    """What stancekit asks about the articles of a corpus, but for the article's own voice.

    Of NewsMTSC the people, parties and organisations that its annotators passed over.

    Args:
        corpus: one of ``TEXTS``.
        analyzer: finds the pairs.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        split: ``train``, or ``dev`` where the corpus has one.
        incidental: what is asked about actors that are merely named, instead of all else.

    Raises:
        CorpusError: the corpus is missing, altered, or not in its layout.
    """
    if corpus == "newsmtsc":
        yield from _further_targets(analyzer, folder, split)
        return
    for name, text in texts(corpus, split, folder).items():
        article = article_from_text(text, id=name)
        found = analyzer.find_pairs(article)
        by_sentence: dict[int, list[LabelledPair]] = {}
        for pair in found.pairs:
            if pair.speaker is not None and pair.is_incidental == incidental:
                by_sentence.setdefault(pair.sentence.index, []).append(_place(name, pair))
        before = ""
        for sentence in found.sentences:
            if pairs := by_sentence.get(sentence.index):
                yield SheetSentence(sentence.span.of(text), before, tuple(pairs))
            before = sentence.span.of(text)


def _further_targets(analyzer: StanceAnalyzer, folder: Path | None, split: str) -> Iterator[SheetSentence]:
    annotated: dict[str, list[Span]] = {}
    for example in load_corpus("newsmtsc", split, folder).examples:
        if span := example.pair.target.span:
            annotated.setdefault(example.id.split("/")[2], []).append(span)
    for line, text in texts("newsmtsc", split, folder).items():
        article = article_from_text(text, id=line)
        resolution = analyzer.find_pairs(article).resolution
        names = {m.actor.name for m in resolution.mentions if m.actor and _touches(m, annotated.get(line, ()))}
        pairs: dict[str, LabelledPair] = {}
        for mention in resolution.mentions:
            actor = mention.actor
            if (
                actor
                and actor.kind in _FURTHER
                and actor.name not in names
                and not _touches(mention, annotated.get(line, ()))
            ):
                where = (line, 0, len(text), check_sum(text), "", -1, -1, actor.name, mention.start, mention.end)
                pairs.setdefault(actor.name, LabelledPair(*where, "", 0))
        if pairs:
            yield SheetSentence(text, "", tuple(pairs.values()))


def _touches(mention: Mention, spans: Iterable[Span]) -> bool:
    return any(mention.span.overlaps(span) for span in spans)


def _place(article: str, pair: Pair) -> LabelledPair:
    start, end = pair.sentence.start, pair.sentence.end

    def inside(who: Participant | None) -> tuple[str, int, int]:
        if who is None or who.span is None:
            return (who.name if who else "", -1, -1)
        return who.name, who.span.start - start, who.span.end - start

    check = check_sum(pair.text[start:end])
    return LabelledPair(article, start, end, check, *inside(pair.speaker), *inside(pair.target), "", 0)


def write_sheets(sentences: Iterable[SheetSentence], folder: Path, name: str, *, size: int = 200, seed: int = 1) -> int:
    """Writes sheets ``NAME-001`` and so on; articles come in random order, their sentences in their own.

    Args:
        sentences: what is asked.
        folder: where to; created.
        name: begins the sheets' names.
        size: a sheet ends with the sentence that brings it to as many pairs.
        seed: of the articles' order.

    Returns:
        how many sheets there are.

    Raises:
        UsageError: ``size`` is below 1.
    """
    if size < 1:
        raise UsageError(f"--size {size}: a sheet has at least 1 pair")
    articles: dict[str, list[SheetSentence]] = {}
    for sentence in sentences:
        articles.setdefault(sentence.pairs[0].article, []).append(sentence)
    order = random.Random(seed).sample(sorted(articles), len(articles))
    folder.mkdir(parents=True, exist_ok=True)
    written, sheet = 0, list[SheetSentence]()
    for sentence in (sentence for article in order for sentence in articles[article]):
        sheet.append(sentence)
        if sum(len(asked.pairs) for asked in sheet) >= size:
            written += 1
            _write_sheet(folder / f"{name}-{written:03}", sheet)
            sheet = []
    if sheet:
        written += 1
        _write_sheet(folder / f"{name}-{written:03}", sheet)
    return written


def _write_sheet(path: Path, sentences: Sequence[SheetSentence]) -> None:
    lines: list[str] = []
    last = ""  # a sentence that was just shown is not shown again as the one before
    for number, sentence in enumerate(sentences, start=1):
        shown = " ".join(sentence.text.split())
        before = " ".join(sentence.before.split())[-_BEFORE:] if sentence.before != last else ""
        last = sentence.text
        if before:
            lines += [f"[{number}] Before: {before}", f"    {shown}"]
        else:
            lines.append(f"[{number}] {shown}")
        for pair in sentence.pairs:
            speaker = _shown(sentence.text, pair.speaker, pair.speaker_start, pair.speaker_end) or _NOBODY
            lines.append(f"    {speaker} -> {_shown(sentence.text, pair.target, pair.target_start, pair.target_end)}")
    write_sheet(path, lines, [sentence.pairs for sentence in sentences])


def write_sheet(path: Path, lines: Iterable[str], places: Sequence[object]) -> None:
    """Writes ``NAME.txt``, what is read, and ``NAME.json``, where it stands.

    Args:
        path: both without their suffix.
        lines: of the text.
        places: as JSON takes them, tuples as lists.
    """
    path.with_suffix(".txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.with_suffix(".json").write_text(json.dumps(places) + "\n", encoding="utf-8")


def _shown(sentence: str, name: str, start: int, end: int) -> str:
    words = sentence[start:end] if start >= 0 else ""
    return name if words in ("", name) else f"{name} ({words})"


@dataclass(slots=True)
class Packed:
    """What the answered sheets hold.

    Attributes:
        pairs: the labelled pairs.
        dropped: how many others were left out, by reason.
        unanswered: sheets without answers.
        twice: the two labels of every pair that two readers answered, X among them.
    """

    pairs: list[LabelledPair] = field(default_factory=list[LabelledPair])
    dropped: Counter[str] = field(default_factory=Counter[str])
    unanswered: list[str] = field(default_factory=list[str])
    twice: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @property
    def kappa(self) -> float:
        """Cohen's kappa of the pairs that two readers answered, of favor, neutral and against; nan for none.

        Raises:
            MissingExtraError: scikit-learn is not installed.
        """
        try:
            from sklearn.metrics import cohen_kappa_score
        except ImportError:
            raise MissingExtraError("scikit-learn", "train", "the agreement of two readers") from None
        both = [labels for labels in self.twice if _BROKEN not in labels]
        return float(cohen_kappa_score(*zip(*both, strict=True))) if both else float("nan")


def pack(folder: Path) -> Packed:
    """Reads all answered sheets of a folder.

    Raises:
        CorpusError: an answer does not fit its sheet; the message names file and line.
    """
    packed = Packed()
    for path in sorted(folder.glob("*.json")):
        answers = path.with_suffix(".answers")
        if not answers.exists():
            packed.unanswered.append(path.stem)
            continue
        asked = [[LabelledPair(*pair) for pair in pairs] for pairs in json.loads(path.read_text(encoding="utf-8"))]
        first = _read_answers(answers, asked)
        again = path.with_suffix(".answers2")
        second = _read_answers(again, asked) if again.exists() else first
        if again.exists():
            packed.twice += [(a[0], b[0]) for a, b in zip(first, second, strict=True)]
        flat = [(pair, len(pairs) > _MOST_PAIRS) for pairs in asked for pair in pairs]
        for (pair, is_list), answer, other in zip(flat, first, second, strict=True):
            if is_list:
                packed.dropped["a list of names"] += 1
            elif answer[0] != other[0]:
                packed.dropped["two readers differ"] += 1
            else:
                doubtful = int("?" in answer + other)
                packed.pairs.append(pair._replace(label=LETTERS[answer[0]], doubtful=doubtful))
    if not packed.pairs:
        raise CorpusError(f"{folder}: no answered sheet; write NAME.answers beside NAME.txt")
    return packed


def _read_answers(path: Path, asked: Sequence[Sequence[LabelledPair]]) -> list[str]:
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if len(lines) != len(asked):
        raise CorpusError(f"{path}: {len(lines)} answered sentences; its sheet has {len(asked)}")
    answers: list[str] = []
    for number, (line, pairs) in enumerate(zip(lines, asked, strict=True), start=1):
        if line[0] != str(number) or len(line) != len(pairs) + 1:
            raise CorpusError(
                f"{path}, line {number}: expected {number} and {len(pairs)} labels, not {' '.join(line)!r}"
            )
        for answer in line[1:]:
            if answer.removesuffix("?") not in LETTERS:
                raise CorpusError(f"{path}, line {number}: {answer!r} is none of F, N, A, F?, N?, A?, X")
        answers += line[1:]
    return answers


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.training.sheets", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw", help="write sheets")
    draw.add_argument("folder", type=Path)
    draw.add_argument("--corpus", choices=TEXTS, default=TEXTS[0])
    draw.add_argument("--split", default="train", help="train (default) or dev")
    draw.add_argument("--incidental", action="store_true", help="actors that are merely named, instead of all else")
    draw.add_argument("--model", type=Path, help="finds the pairs; default: the shipped one")
    draw.add_argument("--size", type=int, default=200, help="pairs of a sheet (default 200)")
    draw.add_argument("--seed", type=int, default=1, help="of the articles' order (default 1)")
    draw.add_argument("--corpora", type=Path, help="default STANCEKIT_CORPORA")
    packing = commands.add_parser("pack", help="read the answers and write the labels")
    packing.add_argument("folder", type=Path)
    packing.add_argument("output", type=Path, help="such as training/labelled/polnear-train.csv.gz")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if options.command == "draw":
        analyzer = StanceAnalyzer.from_pretrained(options.model)
        asked = asked_sentences(
            options.corpus, analyzer, options.corpora, split=options.split, incidental=options.incidental
        )
        written = write_sheets(asked, options.folder, options.corpus, size=options.size, seed=options.seed)
        log.info("%d sheets in %s", written, options.folder)
        return
    packed = pack(options.folder)
    write_labels(options.output, sorted(packed.pairs))
    labels = Counter(pair.label for pair in packed.pairs)
    log.info("%d pairs %s, dropped %s", len(packed.pairs), dict(labels), dict(packed.dropped))
    if packed.twice:
        log.info("%d pairs answered twice, Cohen's kappa %.2f", len(packed.twice), packed.kappa)
    if packed.unanswered:
        log.info("%d sheets without answers: %s", len(packed.unanswered), ", ".join(packed.unanswered))


if __name__ == "__main__":
    run_command(main)
