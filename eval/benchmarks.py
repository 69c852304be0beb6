"""The benchmarks as declarations: what is asked, of which data, and what is measured.

``dse``, ``seesaw-polarity``, ``newsmtsc-rw``, ``newsmtsc-mt`` and ``mpqa`` give a
system the speaker and the target. ``counterfactual`` asks some of these pairs again
with other names. ``labelled`` asks what stancekit finds in articles of PolNeAR and MPQA, with our
own labels, ``incidental`` what it asks about actors that are merely named in articles of PolNeAR and MPQA.
``fixture`` and ``unseen`` ask our own sentences. ``seeds``, ``stories``, ``reports``, ``dispatches``, ``bulletins``,
``practice``, ``press`` (real articles, with our own gold), ``seesaw-triples``, ``polnear``, ``mentions`` and
``resolution`` begin at the text of an article and need a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model.errors import UsageError
from ..model.records import LABELS
from ..training.corpora import corpora_folder, find_corpus
from ..training.decisions import dse_classes, polar_classes
from ..training.gold import seeds_folder
from ..training.labelled import HELD_OUT, INCIDENTAL_HELD_OUT, labelled_examples, labels_file
from ..training.loaders import INCIDENTAL, PRESS, Example, load_corpus
from ..training.polnear import load_polnear
from .articles import SEED_TASK, press_items, seed_files, seed_items
from .attributions import ATTRIBUTION_TASK, attribution_items
from .counterfactual import COUNTERFACTUAL_TASK, counterfactual_files, counterfactual_items
from .fixture import fixture_examples, fixture_file
from .items import Item
from .mentions import MENTION_TASK, mention_items
from .predictions import DSE_CLASSES
from .resolution import RESOLUTION_TASK, resolution_items
from .slices import slices_of
from .systems import Answers, ModelSystem, System
from .tasks import Classification, PolarClassification, Task
from .triples import TRIPLE_TASK, triple_items

__all__ = ["BENCHMARKS", "Benchmark", "corpus_files", "find_benchmarks", "item_ids"]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark.

    Attributes:
        name: its name on the command line.
        asked: what is asked, in a few words.
        task: what is measured.
        items: from a system, a split and the folder of the corpora to scored items.
        files: from a split and that folder to the files that the benchmark reads, for the
            checksum of its signature.
        corpus: the corpus it reads; empty for our own articles.
        needs_model: whether it begins at an article, so that only a model can answer.
        has_splits: whether ``dev`` and ``test`` differ.
        anchor: what published systems reach on the test split, in words.
    """

    name: str
    asked: str
    task: Task
    items: Callable[[System, str, Path | None], list[Item]]
    files: Callable[[str, Path | None], Sequence[Path]]
    corpus: str = ""
    needs_model: bool = False
    has_splits: bool = True
    anchor: str = ""

    @property
    def citation(self) -> str:
        """How to cite the corpus, and under which terms it comes."""
        if not self.corpus:
            return "stancekit's own articles, Apache-2.0"
        corpus = find_corpus(self.corpus)
        return f"{corpus.citation} ({corpus.licence}, revision {corpus.revision[:12]})"


# --- pairs -------------------------------------------------------------------------------

_Labeller = Callable[[Sequence[Example], Answers], Iterable[Item]]
_DSE = tuple(DSE_CLASSES)
_DSE_OF = {directions: name for name, directions in DSE_CLASSES.items()}


def _pairs(name: str, corpus: str, asked: str, task: Task, anchor: str, label: _Labeller) -> Benchmark:
    """A benchmark on a corpus of pairs, without the neutral ones that we derived for training."""

    def items(system: System, split: str, corpora: Path | None) -> list[Item]:
        examples = load_corpus(corpus, _SPLITS[name][split], corpora, neutrals=False).examples
        return list(label(examples, system.answers(examples)))

    def files(split: str, corpora: Path | None) -> list[Path]:
        return corpus_files(corpus, _SPLITS[name][split], corpora)

    return Benchmark(name, asked, task, items, files, corpus, anchor=anchor)


def corpus_files(corpus: str, split: str, corpora: Path | None) -> list[Path]:
    """The files that a split is read from."""
    return find_corpus(corpus).data_files(corpora_folder(corpora), split)


def _item(
    example: Example, gold: str, labels: Sequence[str], row: NDArray[np.float64], answers: Answers, id_: str
) -> Item:
    pair = example.pair
    speaker = pair.speaker.span if pair.speaker else None
    target = pair.target.span
    return Item(
        id=id_,
        gold=gold,
        predicted=labels[int(row.argmax())],
        probabilities=tuple(round(float(value), 6) for value in row) if answers.is_probabilistic else (),
        slices=slices_of(example),
        text=pair.text,
        speaker=(speaker.start, speaker.end) if speaker else None,
        target=(target.start, target.end) if target else None,
        speaker_name=pair.speaker.name if pair.speaker else "",
        target_name=pair.target.name,
    )


def _three_labels(examples: Sequence[Example], answers: Answers) -> Iterable[Item]:
    for example, row in zip(examples, answers.probabilities, strict=True):
        yield _item(example, example.label, LABELS, row, answers, example.id)


def _two_labels(examples: Sequence[Example], answers: Answers) -> Iterable[Item]:
    for example, row in zip(examples, polar_classes(answers.probabilities), strict=True):
        yield _item(example, example.label, ("favor", "against"), row, answers, example.id)


def _dse_classes(examples: Sequence[Example], answers: Answers) -> Iterable[Item]:
    forward = [i for i, example in enumerate(examples) if example.id.endswith("/pq")]
    backward = [i for i, example in enumerate(examples) if example.id.endswith("/qp")]
    rows = dse_classes(answers.probabilities[forward], answers.probabilities[backward])
    for i, j, row in zip(forward, backward, rows, strict=True):
        yield _item(examples[i], _DSE_OF[examples[i].label, examples[j].label], _DSE, row, answers, examples[i].item)


# --- all ---------------------------------------------------------------------------------


def _articles(name: str, asked: str, folder: Callable[[], Path]) -> Benchmark:
    """A benchmark of our own articles."""
    return Benchmark(
        name,
        asked,
        SEED_TASK,
        _of_model(lambda system, _split, _corpora: seed_items(system.analyzer, folder())),
        lambda _split, _corpora: seed_files(folder()),
        needs_model=True,
        has_splits=False,
    )


def _own(name: str, asked: str) -> Benchmark:
    """A benchmark of our own sentences, sliced by their kind."""

    def items(system: System, _split: str, _corpora: Path | None) -> list[Item]:
        kinds = fixture_examples(name)
        examples = [example for each in kinds.values() for example in each]
        kind_of = {example.id: kind for kind, each in kinds.items() for example in each}
        answered = _three_labels(examples, system.answers(examples))
        return [replace(item, slices={"kind": kind_of[item.id]} | dict(item.slices)) for item in answered]

    return Benchmark(
        name,
        asked,
        Classification(LABELS, background="neutral"),
        items,
        lambda _split, _corpora: [fixture_file(name)],
        has_splits=False,
    )


def _labelled(held_out: Sequence[str] = HELD_OUT, kind: str = "") -> Callable[[System, str, Path | None], list[Item]]:
    """The items of our own labels of dev articles; a kind other than ``labelled`` begins the name of the split."""

    def items(system: System, split: str, corpora: Path | None) -> list[Item]:
        examples = labelled_examples(corpora, corpora=held_out, split=kind + split).examples
        answered = _three_labels(examples, system.answers(examples))
        return [replace(item, slices={"text": item.id.split("/")[1]} | dict(item.slices)) for item in answered]

    return items


def _labelled_files(held_out: Sequence[str] = HELD_OUT, kind: str = "") -> Callable[[str, Path | None], Sequence[Path]]:
    """The files of the same."""
    return lambda split, corpora: [
        file for name in held_out for file in (labels_file(name, kind + split), *corpus_files(name, split, corpora))
    ]


def _of_model(
    items: Callable[[ModelSystem, str, Path | None], list[Item]],
) -> Callable[[System, str, Path | None], list[Item]]:
    def asked(system: System, split: str, corpora: Path | None) -> list[Item]:
        if not isinstance(system, ModelSystem):
            raise UsageError(f"{system.name} answers pairs only; this benchmark begins at an article and needs a model")
        return items(system, split, corpora)

    return asked


_PLAIN = {"dev": "dev", "test": "test"}
#: Pair benchmarks, with the corpus's own names of their splits.
_SPLITS: Mapping[str, Mapping[str, str]] = {
    "dse": _PLAIN,
    "seesaw-polarity": _PLAIN,
    "newsmtsc-rw": {"dev": "dev-rw", "test": "test-rw"},
    "newsmtsc-mt": {"dev": "dev-mt", "test": "test-mt"},
    "mpqa": _PLAIN,
}
_STANCE = "favor, neutral or against"
BENCHMARKS: Mapping[str, Benchmark] = {
    benchmark.name: benchmark
    for benchmark in (
        _pairs(
            "dse",
            "dse",
            "neutral, or who is for or against whom, of two entities",
            Classification(_DSE, background="neutral"),
            "TCCL, roberta-base: micro 85.2, macro 72.5",
            _dse_classes,
        ),
        _pairs(
            "seesaw-polarity",
            "seesaw",
            "favor or against, of a source toward a target",
            Classification(("favor", "against"), main_metric="micro_f1"),
            "TCCL, roberta-base: micro 84.1",
            _two_labels,
        ),
        _pairs(
            "newsmtsc-rw",
            "newsmtsc",
            f"{_STANCE} toward a mention, no speaker",
            Classification(LABELS),
            "GRU-TSC, roberta-base: macro 83.1",
            _three_labels,
        ),
        _pairs(
            "newsmtsc-mt",
            "newsmtsc",
            f"{_STANCE} toward a mention, no speaker",
            Classification(LABELS),
            "GRU-TSC, roberta-base: macro 82.5",
            _three_labels,
        ),
        _pairs(
            "mpqa",
            "mpqa",
            f"{_STANCE}, of a holder toward a target",
            PolarClassification(LABELS, main_metric="macro_f1"),
            "",
            _three_labels,
        ),
        Benchmark(
            "labelled",
            f"{_STANCE}, of what stancekit asks about news articles",
            Classification(LABELS, background="neutral"),
            _labelled(),
            _labelled_files(),
            "polnear",
        ),
        Benchmark(
            "incidental",
            f"{_STANCE}, of actors that are merely named in sentences of news",
            Classification(LABELS, background="neutral"),
            _labelled(INCIDENTAL_HELD_OUT, f"{INCIDENTAL}-"),
            _labelled_files(INCIDENTAL_HELD_OUT, f"{INCIDENTAL}-"),
            "polnear",
        ),
        Benchmark(
            "counterfactual",
            "does the label change when names are exchanged",
            COUNTERFACTUAL_TASK,
            lambda system, split, corpora: counterfactual_items(system, split, corpora=corpora),
            counterfactual_files,
            "dse",
        ),
        Benchmark(
            "seesaw-triples",
            "who is for or against whom, from an article's sentences",
            TRIPLE_TASK,
            _of_model(lambda system, split, corpora: triple_items(system.analyzer, split, corpora)),
            lambda split, corpora: corpus_files("seesaw", split, corpora),
            "seesaw",
            needs_model=True,
        ),
        Benchmark(
            "polnear",
            "who said what: sources, cues and contents of an article",
            ATTRIBUTION_TASK,
            _of_model(
                lambda system, split, corpora: attribution_items(
                    system.analyzer.tagger, load_polnear(split, corpora).articles
                )
            ),
            lambda split, corpora: corpus_files("polnear", split, corpora),
            "polnear",
            needs_model=True,
        ),
        Benchmark(
            "mentions",
            "which people, organisations, places and groups an article names",
            MENTION_TASK,
            _of_model(lambda system, split, corpora: mention_items(system.analyzer.tagger, split, corpora)),
            lambda split, corpora: corpus_files("polnear", split, corpora),
            "polnear",
            needs_model=True,
        ),
        Benchmark(
            "resolution",
            "are the speakers and the targets that are asked about who they should be",
            RESOLUTION_TASK,
            _of_model(lambda system, split, corpora: resolution_items(system.analyzer.find_pairs, split, corpora)),
            _labelled_files(),
            "polnear",
            needs_model=True,
        ),
        Benchmark(
            "press",
            "who stands where, from the text of a real article",
            SEED_TASK,
            _of_model(lambda system, split, corpora: press_items(system.analyzer, split, corpora)),
            _labelled_files(HELD_OUT, f"{PRESS}-"),
            "polnear",
            needs_model=True,
        ),
        _own("fixture", f"{_STANCE}, in our own sentences, one kind of difficulty each"),
        _own("unseen", f"{_STANCE}, in our own news sentences, by writers who saw no training example"),
        _articles("seeds", "who stands where, from the text of an article", seeds_folder),
        _articles(
            "stories",
            "the same of news stories by writers who saw nothing of stancekit",
            lambda: seeds_folder("stories"),
        ),
        _articles(
            "reports",
            "the same of news of states, parties, firms and towns, by such writers",
            lambda: seeds_folder("reports"),
        ),
        _articles(
            "dispatches",
            "the same of routine copy as agencies write it, by such writers",
            lambda: seeds_folder("dispatches"),
        ),
        _articles(
            "bulletins",
            "the same, of three more such writers, one of whom names actors by what they are",
            lambda: seeds_folder("bulletins"),
        ),
        _articles(
            "practice",
            "the same of stories with which rules were written: no blind test",
            lambda: seeds_folder("practice"),
        ),
    )
}


def find_benchmarks(names: Sequence[str]) -> list[Benchmark]:
    """The benchmarks of these names; ``all`` stands for every one.

    Raises:
        UsageError: a name is unknown; the message lists the valid ones.
    """
    if "all" in names or not names:
        return list(BENCHMARKS.values())
    for name in names:
        if name not in BENCHMARKS:
            raise UsageError(f"unknown benchmark {name!r}; valid: {', '.join(BENCHMARKS)}, all")
    return [BENCHMARKS[name] for name in dict.fromkeys(names)]


def item_ids(names: Sequence[str], split: str, corpora: Path | None) -> list[str]:
    """The ids that a file of predictions must answer, in order; see ``predictions``.

    Raises:
        UsageError: a benchmark is unknown or begins at an article.
    """
    ids: list[str] = []
    for benchmark in find_benchmarks(names):
        if benchmark.name not in _SPLITS:
            if "all" in names:
                continue
            raise UsageError(f"{benchmark.name} has no pairs to predict; valid: {', '.join(_SPLITS)}")
        examples = load_corpus(benchmark.corpus, _SPLITS[benchmark.name][split], corpora, neutrals=False).examples
        ids += [example.id for example in examples]
    return ids
