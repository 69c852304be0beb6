"""Writes down what trained models answer to the training pairs, for a student to learn from.

``python -m stancekit.training.teach OUTPUT MODEL [MODEL …]`` writes ``OUTPUT/CORPUS.csv.gz``
with the mean probabilities of the models, a line a pair; a recipe with ``teacher:
OUTPUT`` learns from them beside the gold labels. That is how a large encoder, or several
seeds, become one small model (Hinton et al., 2015, "Distilling the knowledge in a neural
network"). The answers are to the sentences as they stand: where training exchanges names,
the student has to say the same of the new ones.

``polnear`` gives pairs without gold: what stancekit would ask about PolNeAR's training
articles, found by the rules. Our own labels, ``found`` and the like, are asked as they stand and by the
annotation guides of the corpora (``guessed_examples``): how their annotators would have answered is not
known, a teacher that learnt their guides can guess it, and a recipe takes the guesses by ``guessed_shares``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import logging
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ..model.articles import article_from_text
from ..model.classifier import StanceClassifier
from ..model.errors import RecipeError, UsageError, run_command
from ..model.finder import PairFinder
from ..model.gazetteer import Gazetteer
from ..model.records import LABELS, Pair, Span
from ..model.resolver import RuleResolver
from ..model.tagger import RuleTagger
from .labelled import OWN_TEXTS, labelled_examples
from .loaders import LABELLED, LOADERS, OWN_LABELS, UNLABELLED, Example, load_corpus
from .packed import write_packed
from .polnear import load_polnear

__all__ = [
    "BATCH_SIZES",
    "GUESSED",
    "TAUGHT",
    "guessed_examples",
    "read_answers",
    "teach",
    "unlabelled_examples",
    "write_answers",
]

log = logging.getLogger("stancekit")

#: What a teacher is asked unless told otherwise; our own labels are asked where they are named.
TAUGHT = (*LOADERS, UNLABELLED)
_ALL_TAUGHT = (*TAUGHT, *OWN_LABELS)
#: Ends the id of a pair that only a teacher answers (``guessed_examples``).
GUESSED = "/guessed"
#: Whose guide a pair with a speaker is asked by first, where the corpus of its sentence has no stance of
#: speakers: both are political news of the United States, as SEESAW's articles are.
_GUIDES = {"polnear": "seesaw", "newsmtsc": "seesaw"}
#: A pair without a speaker is asked by the guide of the corpus that has no speakers.
_GUIDE_OF_NOBODY = "newsmtsc"
#: As further guide, DSE's is asked only where both sides stand in the sentence, as those of all its own pairs do.
_GUIDE_WITHIN_SENTENCE = "dse"
#: Whose guides every pair with a speaker is asked by.
_GUIDES_OF_SPEAKERS = ("seesaw", _GUIDE_WITHIN_SENTENCE)
_COLUMNS = ("id", *LABELS)
#: Pairs in a batch: a GPU needs larger ones, on a CPU they gain nothing.
BATCH_SIZES = {"cpu": 32, "cuda": 256}
#: Batches that are asked before their answers are written.
_BATCHES_AT_ONCE = 64


def unlabelled_examples(folder: Path | None = None) -> list[Example]:
    """What stancekit would ask about PolNeAR's training articles, in their order; all are called neutral.

    Args:
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: PolNeAR is missing, altered, or not in its layout.
    """
    find_pairs = PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))
    examples: list[Example] = []
    for gold in load_polnear("train", folder).articles:
        pairs = find_pairs(article_from_text(gold.text, id=gold.id)).pairs
        item = f"{UNLABELLED}/train/{gold.id}"
        examples += [Example(f"{item}/{_key(pair)}", item, UNLABELLED, pair, "neutral", gold.outlet) for pair in pairs]
    return examples


def guessed_examples(name: str, folder: Path | None = None) -> list[Example]:
    """Pairs that we labelled ourselves, asked by the guides of corpora; their labels are ours, which is no guide's.

    The first guide is that of the corpus whose sentence it is; where that has none for the pair, of
    SEESAW or, without a speaker, of NewsMTSC. A pair with a speaker is asked by the guides of SEESAW and DSE
    too, and its target without the speaker by NewsMTSC's, once a sentence however many speak of it. So a pair
    gives up to three questions, each with an id of its own.

    Args:
        name: one of ``OWN_LABELS``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: a corpus is missing, altered, or not in its layout.
    """
    return _guessed_of(_own_examples(name, folder))


def _own_examples(name: str, folder: Path | None) -> dict[str, list[Example]]:
    """Our own labels of one kind by the corpus whose train articles they are of."""
    split = "train" if name == LABELLED else name
    return {text: labelled_examples(folder, corpora=[text], split=split).examples for text in OWN_TEXTS[name]}


def _guessed_of(own: Mapping[str, Sequence[Example]]) -> list[Example]:
    """The questions of ``guessed_examples``, of examples by their corpus."""
    guessed: list[Example] = []
    asked_alone: set[tuple[str, Span]] = set()
    for text, examples in own.items():
        first_guide = _GUIDES.get(text, text)
        for example in examples:
            pair, target = example.pair, example.pair.target
            if not pair.speaker:
                guessed.append(_guessed(example, _GUIDE_OF_NOBODY))
                continue
            guessed.append(_guessed(example, first_guide))
            is_within = pair.speaker.span is not None and target.span is not None
            others = [guide for guide in _GUIDES_OF_SPEAKERS if is_within or guide != _GUIDE_WITHIN_SENTENCE]
            guessed += [_guessed(example, guide, f"/{guide}") for guide in others if guide != first_guide]
            if target.span and (example.item, target.span) not in asked_alone:
                asked_alone.add((example.item, target.span))
                nobody = replace(example, pair=replace(pair, speaker=None, is_incidental=False))
                guessed.append(_guessed(nobody, _GUIDE_OF_NOBODY, f"/{_GUIDE_OF_NOBODY}"))
    return guessed


def _guessed(example: Example, guide: str, mark: str = "") -> Example:
    """The example as asked by a guide; the mark tells apart what several guides are asked of one pair."""
    return replace(example, id=f"{example.id}{mark}{GUESSED}", pair=replace(example.pair, guide=guide))


def _key(pair: Pair) -> str:
    """What is asked, in 12 hexadecimal digits, so that answers stay with their pairs when the rules find others."""
    asked = (f"{who.name}@{who.span.start if who.span else ''}" if who else "" for who in (pair.speaker, pair.target))
    return hashlib.sha256("/".join((str(pair.sentence.start), *asked)).encode()).hexdigest()[:12]


def teach(
    output: Path,
    models: Sequence[Path],
    *,
    names: Sequence[str] = TAUGHT,
    corpora: Path | None = None,
    most: int = 0,
    bf16: bool = False,
) -> None:
    """Asks the models every training pair that ``output`` has no answer to yet.

    Answers are written as they come, so that a killed run goes on where it stopped, and a larger
    ``most`` adds to what is there. Who answered is not in the file: another teacher needs another folder.

    Args:
        output: the folder to write.
        models: model folders with ``model.safetensors``.
        names: the corpora, some of ``TAUGHT`` and ``OWN_LABELS``.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        most: at most this many questions of each of ``OWN_LABELS``, pairs as they stand and by the guides of
            corpora, with those answered before, drawn by its name; 0 for all.
        bf16: whether matrix products run in bfloat16.

    Raises:
        ModelError: a folder is no model.
        CorpusError: a corpus is missing, altered, or not in its layout.
        UsageError: a name is none of these, or ``most`` is negative.
        RecipeError: a file of answers in ``output`` is malformed; the message names the line.
    """
    if unknown := [name for name in names if name not in _ALL_TAUGHT]:
        raise UsageError(f"no pairs of {unknown[0]!r}; there are {', '.join(_ALL_TAUGHT)}")
    if most < 0:
        raise UsageError(f"--most is {most}; it must be at least 0")
    classifiers = [StanceClassifier.from_pretrained(model, backend="torch") for model in models]
    output.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    batch_size = BATCH_SIZES[device]
    for name in names:
        path = output / f"{name}.csv.gz"
        before = read_answers(output, name) if path.exists() else {}
        rows = [[item, *(f"{p:.3f}" for p in answer)] for item, answer in before.items()]
        # By length, so that a chunk's batches are of one length.
        examples = _asked(name, corpora, most, before)
        examples.sort(key=lambda example: example.pair.sentence.end - example.pair.sentence.start)
        log.info("%s: %d pairs to ask, %d answered before", name, len(examples), len(rows))
        for start in range(0, len(examples), _BATCHES_AT_ONCE * batch_size):
            chunk = examples[start : start + _BATCHES_AT_ONCE * batch_size]
            # A teacher's bias against incidental speakers is for its own decisions; the student gets one of its own.
            pairs = [replace(example.pair, is_incidental=False) for example in chunk]
            with torch.autocast(device, torch.bfloat16, enabled=bf16):
                answers = np.mean([c.probabilities(pairs, batch_size) for c in classifiers], axis=0)
            rows += [[e.id, *(f"{p:.3f}" for p in row)] for e, row in zip(chunk, answers, strict=True)]
            write_answers(path, rows)
            log.info("%s: %d of %d pairs", name, start + len(chunk), len(examples))


def _asked(name: str, corpora: Path | None, most: int, before: Collection[str]) -> list[Example]:
    """The questions of one name that have no answer yet, at most ``most`` of our own with those that have."""
    if name == UNLABELLED:
        examples = unlabelled_examples(corpora)
    elif name in OWN_LABELS:
        own = _own_examples(name, corpora)
        examples = [example for each in own.values() for example in each] + _guessed_of(own)
    else:
        examples = load_corpus(name, "train", corpora).examples
    if not most or name not in OWN_LABELS:
        return [example for example in examples if example.id not in before]
    # Always in the same order, so that what a killed run left out is what is asked first.
    random.Random(name).shuffle(examples)
    return [example for example in examples if example.id not in before][: max(0, most - len(before))]


def write_answers(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Writes a file of answers.

    Args:
        path: the file.
        rows: the pair's id and its three probabilities.
    """
    write_packed(path, _COLUMNS, rows)


def read_answers(folder: Path, corpus: str) -> Mapping[str, tuple[float, ...]]:
    """What ``teach`` wrote of one corpus: the probabilities of favor, neutral, against by the pair's id.

    Raises:
        RecipeError: there is no such file, or it is malformed; the message names the line.
    """
    path = folder / f"{corpus}.csv.gz"
    answers: dict[str, tuple[float, ...]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            lines = csv.reader(stream)
            if tuple(next(lines, ())) != _COLUMNS:
                raise RecipeError(f"{path}: the first line must be {','.join(_COLUMNS)}")
            for row in lines:
                name, favor, neutral, against = row
                answers[name] = float(favor), float(neutral), float(against)
    except (EOFError, gzip.BadGzipFile) as error:
        raise RecipeError(f"{path}: not a whole gzip file ({error})") from None
    except OSError as error:
        command = f"python -m stancekit.training.teach {folder} MODEL --names {corpus}"
        raise RecipeError(f"{path}: {error.strerror}; write it with '{command}'") from None
    except ValueError as error:
        raise RecipeError(f"{path}, line {len(answers) + 2}: not an id and three probabilities ({error})") from None
    return answers


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.training.teach", description=__doc__)
    names = f"some of {', '.join(_ALL_TAUGHT)}; default: {' '.join(TAUGHT)}"
    parser.add_argument("output", type=Path)
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL")
    parser.add_argument("--names", nargs="+", default=TAUGHT, metavar="CORPUS", help=names)
    parser.add_argument("--corpora", type=Path, help="default STANCEKIT_CORPORA")
    parser.add_argument(
        "--most",
        type=int,
        default=0,
        help="questions of each kind of our own labels, with those answered before; default all",
    )
    parser.add_argument("--bf16", action="store_true", help="only on hardware that has it")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    teach(
        options.output,
        options.models,
        names=options.names,
        corpora=options.corpora,
        most=options.most,
        bf16=options.bf16,
    )


if __name__ == "__main__":
    run_command(main)
