"""A training run as one validated object, read from a YAML recipe.

Defaults live here and nowhere else; ``--set key=value`` and the recipe override
them, and an unknown key or an impossible value fails before anything is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from ..model.errors import RecipeError
from .labelled import OWN_TEXTS
from .loaders import FOUND, INCIDENTAL, LABELLED, LOADERS, OWN_LABELS, TONE, UNLABELLED
from .wire import WIRE_PARTS

__all__ = ["Recipe", "RunSettings", "TaggerRecipe", "read_recipe"]

#: Trained on where a recipe names none; our own templates are a corpus of their own.
_CORPORA = (*LOADERS, "wire")
#: What a recipe may name: also our own labels, and pairs that only a teacher answers.
_ALL_CORPORA = (*LOADERS, *OWN_LABELS, UNLABELLED, "wire")
_ATTENTION = ("", "eager", "sdpa")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """What every training run has.

    Attributes:
        name: names the weights (``revision``) and the run's folder.
        encoder: hub name or folder of the pretrained encoder.
        epochs: passes over the training data.
        batch_size: examples in a step, on each device.
        accumulation: steps whose gradients are summed before the weights move.
        learning_rate: peak of the linear schedule.
        warmup: share of the steps over which the learning rate rises, in [0, 1).
        weight_decay: AdamW's.
        max_length: longest input in pieces, in training and in the shipped model.
        save_steps: steps between two checkpoints from which a killed run resumes.
        seed: fixes the order, the dropout and every draw of data. New weights begin alike
            with every seed, so that runs can be averaged.
        bf16: whether matrix products run in bfloat16; only on hardware that has it
            (a CPU without avx512_bf16 emulates it, over ten times slower than float32).
        attention: transformers' attention kernel, ``eager`` or ``sdpa``; empty for the
            library's choice. In bfloat16 on a CPU, pairs of 48 pieces train at 68 a second
            with ``eager`` and at 50 with ``sdpa`` (2 AVX-512 cores).
        dropout: dropout of the head, in [0, 1).
        encoder_dropout: dropout of the encoder's hidden states, in [0, 1). Attention
            probabilities are not dropped: a step would take 15% longer on a CPU.
        notes: for the reader.
    """

    name: str = "base"
    encoder: str = ""
    epochs: int = 6
    batch_size: int = 32
    accumulation: int = 1
    learning_rate: float = 8e-5
    warmup: float = 0.06
    weight_decay: float = 0.01
    max_length: int = 256
    save_steps: int = 1000
    seed: int = 1
    bf16: bool = False
    attention: str = ""
    dropout: float = 0.1
    encoder_dropout: float = 0.1
    notes: str = field(default="", compare=False)

    def checks(self) -> tuple[tuple[str, bool, str], ...]:
        """Each checked field: its name, whether its value is possible, and what is."""
        return (
            ("encoder", self.encoder != "", "the name or the folder of an encoder"),
            ("epochs", self.epochs >= 1, "at least 1"),
            ("batch_size", self.batch_size >= 1, "at least 1"),
            ("accumulation", self.accumulation >= 1, "at least 1"),
            ("learning_rate", 0 < self.learning_rate < 1, "in (0, 1)"),
            ("warmup", 0 <= self.warmup < 1, "in [0, 1)"),
            ("weight_decay", self.weight_decay >= 0, "at least 0"),
            ("max_length", self.max_length >= 64, "at least 64"),
            ("save_steps", self.save_steps >= 1, "at least 1"),
            ("attention", self.attention in _ATTENTION, f"one of {', '.join(_ATTENTION[1:])}, or empty"),
            ("dropout", 0 <= self.dropout < 1, "in [0, 1)"),
            ("encoder_dropout", 0 <= self.encoder_dropout < 1, "in [0, 1)"),
        )

    def __post_init__(self) -> None:
        for key, valid, expected in self.checks():
            if not valid:
                raise RecipeError(f"recipe: {key} is {getattr(self, key)!r}; it must be {expected}")

    def to_dict(self) -> dict[str, Any]:
        """The recipe as plain values, for the run's record and the model card."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe(RunSettings):
    """Everything that decides what a run of the classifier produces.

    Attributes:
        start: folder of a trained model to go on from, instead of a fresh head on
            ``encoder``; empty for a first run.
        corpora: training corpora, any of dse, seesaw, newsmtsc, mpqa, wire; labelled: pairs of
            other articles with our own labels; found: stances that readers found; tone: how
            sentences let somebody appear; incidental: actors that are merely named; and, with a
            teacher, polnear: pairs without gold from its articles.
        labelled_texts: the corpora whose articles ``labelled`` takes, any of polnear, seesaw,
            mpqa, newsmtsc.
        found_texts: as ``labelled_texts`` for ``found``, any of polnear, seesaw, mpqa, newsmtsc, dse.
        tone_texts: as ``labelled_texts`` for ``tone``, any of polnear, seesaw.
        incidental_texts: as ``labelled_texts`` for ``incidental``, any of polnear, seesaw, mpqa.
        labelled_weight: weight of the loss of a pair of all four; a doubtful one has half of it.
        teacher: folder that ``stancekit.training.teach`` wrote: what larger or several
            models answer to the pairs; empty for gold labels alone. Our own labels are taught too,
            those of them that the teacher was asked; our own examples are not.
        teacher_weight: share of a pair's loss that is the distance to the teacher's
            answer, in (0, 1]; of a pair without gold it is all.
        teacher_temperature: the teacher's and the student's scores are divided by it for
            that distance, at least 1; what is wrong but likely then counts for more.
        label_smoothing: share of the gold label's mass spread over all, in [0, 1).
        focal: exponent of the focal loss (Lin et al., 2017), which makes less of what is answered right with
            confidence; at least 0, which is the plain loss.
        agreement: weight of the distance between the answers of two passes with other dropout (R-Drop, Liang et
            al., 2021), at least 0.
        class_weights: exponent of a label's rarity, by which the loss of its pairs is multiplied: (mean count of a label /
            its count) to that power, counted over the batches so far; 0 is the plain loss.
        layer_decay: the learning rate of each layer of the encoder is that of the one above it times this, in (0, 1].
        dse_neutral_directions: of a DSE sentence with no stance both directions (2), or
            one in turn at twice the weight (1), are trained on in an epoch; such
            sentences are two thirds of DSE.
        guides: corpora whose pairs are marked as following their own annotation guide, any of
            dse, seesaw, newsmtsc, mpqa.
        guide_share: probability that such a pair is marked in an epoch, in (0, 1]; without the mark
            it teaches the model's own guide.
        guessed_shares: of each kind of our own labels the share of the questions that an epoch asks by the
            guides of corpora too, for which the teacher's answer is all that is known (``guessed_examples``); in
            (0, 1], of what the teacher was asked.
        swap_names: probability that a marked name is exchanged for another of its kind,
            drawn anew in every epoch, in [0, 1).
        corpus_shares: share of a corpus's pairs that an epoch takes, in (0, 1], by corpus;
            the next epoch goes on where it stopped. A corpus that is not named is taken whole.
        max_pairs: at most this many training pairs of each public corpus, drawn by seed;
            0 for all.
        wire_parts: which files of our own examples, any of a to k.
        wire_fills: how often each template of our own is filled with names, in every epoch.
        wire_weight: weight of the loss of such an example; others have 1.
    """

    start: str = ""
    corpora: tuple[str, ...] = _CORPORA
    teacher: str = ""
    teacher_weight: float = 0.7
    teacher_temperature: float = 2.0
    label_smoothing: float = 0.0
    focal: float = 0.0
    agreement: float = 0.0
    class_weights: float = 0.0
    layer_decay: float = 1.0
    dse_neutral_directions: int = 1
    guides: tuple[str, ...] = ()
    guide_share: float = 0.7
    guessed_shares: Mapping[str, float] = field(default_factory=dict[str, float])
    swap_names: float = 0.0
    corpus_shares: Mapping[str, float] = field(default_factory=dict[str, float])
    max_pairs: int = 0
    labelled_texts: tuple[str, ...] = OWN_TEXTS[LABELLED]
    found_texts: tuple[str, ...] = OWN_TEXTS[FOUND]
    tone_texts: tuple[str, ...] = OWN_TEXTS[TONE]
    incidental_texts: tuple[str, ...] = OWN_TEXTS[INCIDENTAL]
    labelled_weight: float = 1.0
    wire_parts: tuple[str, ...] = WIRE_PARTS
    wire_fills: int = 2
    wire_weight: float = 1.0

    def checks(self) -> tuple[tuple[str, bool, str], ...]:
        """As ``RunSettings``, with the classifier's own fields."""
        shares = self.corpus_shares
        return (
            *RunSettings.checks(self),
            ("corpora", self._has_corpora(), f"some of {', '.join(_ALL_CORPORA)}; {UNLABELLED} only with a teacher"),
            ("teacher_weight", 0 < self.teacher_weight <= 1, "in (0, 1]"),
            ("teacher_temperature", self.teacher_temperature >= 1, "at least 1"),
            ("label_smoothing", 0 <= self.label_smoothing < 1, "in [0, 1)"),
            ("focal", self.focal >= 0, "at least 0"),
            ("agreement", self.agreement >= 0, "at least 0"),
            ("class_weights", self.class_weights >= 0, "at least 0"),
            ("layer_decay", 0 < self.layer_decay <= 1, "in (0, 1]"),
            ("dse_neutral_directions", self.dse_neutral_directions in (1, 2), "1 or 2"),
            ("max_pairs", self.max_pairs >= 0, "at least 0"),
            (
                "corpus_shares",
                set(shares) <= {*_ALL_CORPORA} - {"wire"} and all(0 < share <= 1 for share in shares.values()),
                f"shares in (0, 1] of some of {', '.join(_ALL_CORPORA[:-1])}",
            ),
            (
                "guessed_shares",
                self._has_guessed_shares(),
                f"shares in (0, 1] of some of {', '.join(OWN_LABELS)}, with a teacher and guides",
            ),
            *(
                (f"{kind}_texts", set(self.own_texts(kind)) <= set(known), f"some of {', '.join(known)}")
                for kind, known in OWN_TEXTS.items()
            ),
            ("labelled_weight", self.labelled_weight > 0, "above 0"),
            ("wire_parts", set(self.wire_parts) <= set(WIRE_PARTS), f"some of {', '.join(WIRE_PARTS)}"),
            ("wire_fills", self.wire_fills >= 1, "at least 1"),
            ("wire_weight", self.wire_weight > 0, "above 0"),
            ("guides", set(self.guides) <= set(LOADERS), f"some of {', '.join(LOADERS)}"),
            ("guide_share", 0 < self.guide_share <= 1, "in (0, 1]"),
            ("swap_names", 0 <= self.swap_names < 1, "in [0, 1)"),
        )

    def _has_guessed_shares(self) -> bool:
        shares = self.guessed_shares
        valid = set(shares) <= set(OWN_LABELS) and all(0 < share <= 1 for share in shares.values())
        return valid and bool(not shares or (self.teacher and self.guides))

    def own_texts(self, kind: str) -> tuple[str, ...]:
        """The corpora whose articles a kind of our own labels takes.

        Args:
            kind: one of ``OWN_LABELS``.
        """
        texts: tuple[str, ...] = getattr(self, f"{kind}_texts")
        return texts

    def _has_corpora(self) -> bool:
        known = set(_ALL_CORPORA) - (set() if self.teacher else {UNLABELLED})
        return bool(self.corpora) and set(self.corpora) <= known


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggerRecipe(RunSettings):
    """Everything that decides what a run of the tagger produces; it learns from PolNeAR.

    Attributes:
        link_width: size of the projections whose product links a piece to a cue; even.
        mention_weight: weight of the loss of the mentions; those of cues and links have 1.
        max_articles: at most this many training articles, the first ones; 0 for all.
        clean_names: whether the silver names are cleaned; otherwise they are learnt as CoreNLP gives them.
        shared: folder of a trained classifier whose encoder is taken instead of ``encoder``
            and stays as it is, so that one encoder could serve both; empty for an own one.
    """

    link_width: int = 64
    mention_weight: float = 1.0
    max_articles: int = 0
    clean_names: bool = True
    shared: str = ""

    def checks(self) -> tuple[tuple[str, bool, str], ...]:
        """As ``RunSettings``, with the tagger's own fields."""
        return (
            *RunSettings.checks(self),
            ("link_width", self.link_width >= 2 and self.link_width % 2 == 0, "even, at least 2"),
            ("mention_weight", self.mention_weight >= 0, "at least 0"),
            ("max_articles", self.max_articles >= 0, "at least 0"),
        )


#: What a recipe trains, by its key ``task``.
_TASKS: Mapping[str, type[Recipe] | type[TaggerRecipe]] = {"classifier": Recipe, "tagger": TaggerRecipe}


def read_recipe(path: Path, overrides: Sequence[str] = ()) -> Recipe | TaggerRecipe:
    """Reads a recipe file and applies ``key=value`` overrides.

    Raises:
        RecipeError: the file is missing or not YAML, a key is unknown (the message
            lists the valid ones), or a value has the wrong type or range.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecipeError(f"recipe {path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise RecipeError(f"recipe {path} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(content, dict):
        raise RecipeError(f"recipe {path}: expected key: value lines")
    values: dict[str, Any] = {str(key): value for key, value in content.items()}
    for override in overrides:
        key, separator, value = override.partition("=")
        if not separator:
            raise RecipeError(f"--set {override}: expected key=value")
        values[key] = yaml.safe_load(value)
    return _from_values(values, str(path))


def _from_values(values: Mapping[str, Any], place: str) -> Recipe | TaggerRecipe:
    values = dict(values)
    task = values.pop("task", "classifier")
    if task not in _TASKS:
        raise RecipeError(f"recipe {place}: task is {task!r}; it must be one of {', '.join(_TASKS)}")
    kind = _TASKS[task]
    names = [f.name for f in fields(kind)]
    if unknown := [key for key in values if key not in names]:
        raise RecipeError(f"recipe {place}: unknown key {unknown[0]!r}; valid keys: {', '.join(['task', *names])}")
    types = get_type_hints(kind)
    converted = {key: _convert(key, value, types[key], place) for key, value in values.items()}
    try:
        return replace(kind(encoder="-"), **converted)
    except RecipeError as error:
        raise RecipeError(str(error).replace("recipe:", f"recipe {place}:")) from None


def _convert(key: str, value: Any, kind: Any, place: str) -> Any:
    """YAML's value as the field's type; YAML 1.1 reads ``8e-5`` as a string, which is taken as the number."""
    wrong = RecipeError(f"recipe {place}: {key} is {value!r}; it must be of type {getattr(kind, '__name__', kind)}")
    if kind == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(value)
        raise RecipeError(f"recipe {place}: {key} is {value!r}; it must be a list of names")
    if kind == Mapping[str, float]:
        if isinstance(value, Mapping):
            return {str(name): _convert(f"{key}.{name}", entry, float, place) for name, entry in value.items()}
        raise RecipeError(f"recipe {place}: {key} is {value!r}; it must map names to numbers")
    if kind is bool or isinstance(value, bool):
        if kind is bool and isinstance(value, bool):
            return value
        raise wrong
    if kind is str:
        if isinstance(value, str):
            return value
        raise wrong
    try:
        number = kind(value)
    except (TypeError, ValueError):
        raise wrong from None
    if kind is int and number != float(value):
        raise wrong
    return number
