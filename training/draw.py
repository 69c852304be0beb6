"""What a recipe trains on, drawn anew for every epoch.

Three draws keep a small encoder from learning the training sentences by heart (four
epochs over fixed pairs ended at a training loss of 0.03 and a dev loss four times
that of the second epoch):

- of a DSE sentence with no stance, one direction an epoch, at twice the weight: the
  same class prior as both directions, for a third less work;
- marked names, some of which are exchanged for others of their kind, so that a
  stance follows from what is said and not from who is named;
- the names in our own wire examples.
"""

from __future__ import annotations

import logging
import math
import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..model.errors import RecipeError
from ..model.gazetteer import Gazetteer
from ..model.records import LABELS, Pair, Participant, Sentence, Span
from .corpora import corpora_folder
from .labelled import labelled_examples
from .lessons import lesson_examples, press_examples
from .loaders import LABELLED, LESSONS, OWN_LABELS, PRESS, UNLABELLED, Example, Loaded, load_corpus
from .recipe import Recipe
from .teach import GUESSED, guessed_examples, read_answers, unlabelled_examples
from .wire import wire_examples

__all__ = ["NameSwapper", "TrainingDraw", "WeightedExample"]

log = logging.getLogger("stancekit")


@dataclass(frozen=True, slots=True)
class WeightedExample:
    """An example and what its loss is made of.

    Attributes:
        example: the pair with its label.
        weight: of the whole loss.
        taught: the teacher's probabilities of favor, neutral, against; None where it was not asked, or is
            asked when the epoch begins.
        taught_share: share of the loss that is the distance to them, in [0, 1].
    """

    example: Example
    weight: float
    taught: tuple[float, ...] | None = None
    taught_share: float = 0.0


class TrainingDraw:
    """The training pairs of a recipe.

    Args:
        recipe: what to train on.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: a corpus is missing, altered, or not in its layout.
        RecipeError: the teacher's answers are missing, malformed or not to these pairs.
    """

    def __init__(self, recipe: Recipe, folder: Path | None = None) -> None:
        self._recipe = recipe
        self._seed = recipe.seed_of_draws
        self._public = {name: _public(name, recipe, folder) for name in recipe.corpora if name != "wire"}
        every = [example for examples in self._public.values() for example in examples]
        self._neutral_items = _neutral_items(every)
        self._taught = _taught(self._public, recipe.guessed_shares, Path(recipe.teacher)) if recipe.teacher else {}
        if UNLABELLED in self._public and recipe.teacher:
            answered = [e for e in self._public[UNLABELLED] if e.id in self._taught]
            dropped = len(self._public[UNLABELLED]) - len(answered)
            self._public[UNLABELLED] = [_labelled(e, self._taught[e.id]) for e in answered]
            _log_counts(UNLABELLED, self._public[UNLABELLED], {"without an answer": dropped})
        for name in recipe.guessed_shares:
            self._public[_guessed(name)] = self._guessed(name, folder)
        self._swapper = NameSwapper(every) if recipe.swap_names else None
        _log_counts("wire", self._wire(0))

    def epoch(self, number: int) -> list[WeightedExample]:
        """The pairs of an epoch; every epoch has equally many.

        Args:
            number: 0 for the first epoch.
        """
        rng = random.Random(f"{self._seed}/epoch/{number}")
        drawn: list[WeightedExample] = []
        for example in self._shares(number):
            weight, shown = example.weight, example
            if example.corpus in OWN_LABELS:
                weight *= self._recipe.labelled_weight
            if self._takes_turns(example):
                weight = 2.0
            if self._swapper:
                shown = self._swapper.swapped(example, self._recipe.swap_names, rng)
            is_guessed = example.corpus == UNLABELLED or example.id.endswith(GUESSED)
            if not is_guessed and shown.pair.guide in self._recipe.guides and rng.random() >= self._recipe.guide_share:
                shown = replace(shown, pair=replace(shown.pair, guide=""))
            taught = self._taught.get(example.id)
            share = self._recipe.teacher_weight if taught or self._recipe.live_teachers else 0.0
            drawn.append(WeightedExample(shown, weight, taught, 1.0 if is_guessed else share))
        return drawn + [WeightedExample(example, self._recipe.wire_weight) for example in self._wire(number)]

    def _guessed(self, name: str, folder: Path | None) -> list[Example]:
        """Our own pairs asked by the guides of corpora; if answers were written down, those with one, as it says."""
        every = guessed_examples(name, folder)
        if self._recipe.live_teachers:
            log.info("%s: %d questions", _guessed(name), len(every))
            return every
        answered = [_labelled(e, self._taught[e.id]) for e in every if e.id in self._taught]
        _log_counts(_guessed(name), answered, {"without an answer": len(every) - len(answered)})
        return answered

    def _shares(self, epoch: int) -> Iterator[Example]:
        """The public corpora, of some of them only a share: in turn all their pairs."""
        shares = {**self._recipe.corpus_shares, **{_guessed(n): s for n, s in self._recipe.guessed_shares.items()}}
        for name, every in self._public.items():
            # The directions are drawn first: of every epoch's they are equally many, of a share's they are not.
            examples = [example for example in every if self._is_drawn(example, epoch)]
            size = math.ceil(len(examples) * shares.get(name, 1.0))
            if size == len(examples):
                yield from examples
                continue
            order = random.Random(f"{self._seed}/{name}/order").sample(range(len(examples)), len(examples))
            yield from (examples[order[(epoch * size + i) % len(order)]] for i in range(size))

    def _takes_turns(self, example: Example) -> bool:
        return self._recipe.dse_neutral_directions == 1 and example.item in self._neutral_items

    def _is_drawn(self, example: Example, epoch: int) -> bool:
        drawn = _drawn_direction(self._seed, epoch, example.item) if self._takes_turns(example) else ""
        return example.id.endswith(drawn)

    def _wire(self, epoch: int) -> list[Example]:
        if "wire" not in self._recipe.corpora:
            return []
        return wire_examples(fills=self._recipe.wire_fills, seed=f"{self._seed}/{epoch}", parts=self._recipe.wire_parts)


def _guessed(name: str) -> str:
    return f"{name}{GUESSED}"


def _public(name: str, recipe: Recipe, folder: Path | None) -> list[Example]:
    if name == UNLABELLED:
        loaded = Loaded(unlabelled_examples(folder))
    elif name == LESSONS:
        loaded = lesson_examples()
    elif name == PRESS:
        loaded = press_examples(folder)
    elif name in OWN_LABELS:
        split = "train" if name == LABELLED else name
        loaded = labelled_examples(folder, corpora=recipe.own_texts(name), split=split)
    else:
        loaded = load_corpus(name, "train", corpora_folder(folder))
    examples = loaded.examples
    if 0 < recipe.max_pairs < len(examples):
        examples = random.Random(f"{recipe.seed_of_draws}/{name}").sample(examples, recipe.max_pairs)
    if name != UNLABELLED:  # its labels are the teacher's
        _log_counts(name, examples, loaded.dropped)
    return examples


def _taught(
    public: Mapping[str, Sequence[Example]], guessed: Collection[str], folder: Path
) -> dict[str, tuple[float, ...]]:
    """The teacher's answers by the pair's id; every pair with a corpus's gold label must have one.

    Two kinds of pairs may have none: what the rules find, which may be others by now, and our own labels that
    the teacher was not asked. Of a kind of our own labels with guesses (``guessed``) there must be a file.
    """
    answers: dict[str, tuple[float, ...]] = {}
    for name in dict.fromkeys((*public, *guessed)):
        if name in (LESSONS, PRESS) or (
            name in OWN_LABELS and name not in guessed and not (folder / f"{name}.csv.gz").exists()
        ):
            continue
        examples = public.get(name, ())
        found = read_answers(folder, name)
        missing = [example.id for example in examples if example.id not in found]
        log.info("%s: the teacher answered %d of %d pairs", name, len(examples) - len(missing), len(examples))
        if missing and name not in OWN_LABELS and (name != UNLABELLED or len(missing) == len(examples)):
            raise RecipeError(
                f"{folder}: no answer to {len(missing)} of {len(examples)} pairs of {name}, first {missing[0]}; "
                f"delete {name}.csv.gz there and write it again with 'python -m stancekit.training.teach'"
            )
        answers |= found
    return answers


def _labelled(example: Example, answer: Sequence[float]) -> Example:
    """The example with the label that the teacher finds likeliest."""
    return replace(example, label=LABELS[max(range(len(LABELS)), key=answer.__getitem__)])


def _log_counts(name: str, examples: Sequence[Example], dropped: Mapping[str, int] | None = None) -> None:
    labels = Counter(example.label for example in examples)
    log.info("%s train: %d pairs %s, dropped %s", name, len(examples), dict(labels), dict(dropped or {}))


def _neutral_items(examples: Sequence[Example]) -> frozenset[str]:
    """DSE sentences of which both directions are at hand and neutral."""
    labels: dict[str, list[str]] = {}
    for example in examples:
        if example.corpus == "dse":
            labels.setdefault(example.item, []).append(example.label)
    return frozenset(item for item, found in labels.items() if found == ["neutral", "neutral"])


def _drawn_direction(seed: int, epoch: int, item: str) -> str:
    """``pq`` or ``qp``: drawn for the first epoch, then in turn."""
    first = random.Random(f"{seed}/{item}").randrange(2)
    return ("pq", "qp")[(first + epoch) % 2]


# --- names -------------------------------------------------------------------------------

#: Corpora whose marked spans are mostly names. MPQA marks noun phrases and pronouns, and
#: our own examples draw their names anyway.
_NAMED_CORPORA = ("dse", "seesaw", "newsmtsc", LESSONS, PRESS, *OWN_LABELS)
_NAME_SHAPE = re.compile(r"[A-Z][\w.'’-]*(?: (?:(?:of|the|and|for|de|al|bin) )?[A-Z][\w.'’-]*){0,4}")
_PRONOUNS = frozenset("He She It They We You I His Her Its Their Our My This That These Those The Who".split())


class NameSwapper:
    """Exchanges marked names for others of the same kind that a corpus marks.

    The kind is the gazetteer's (country, country's adjective, body, group, …), and for
    other names the honorific, if one is marked with it, and the number of words.

    Args:
        examples: where names are collected, each once however often it is marked.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        self._gazetteer = Gazetteer.load()
        self._kind = lru_cache(maxsize=None)(self._find_kind)
        names: dict[str, dict[str, None]] = {}
        for example in examples:
            for participant in (example.pair.speaker, example.pair.target):
                surface = _surface(example, participant)
                if surface and (kind := self._kind(surface)):
                    names.setdefault(kind, {})[surface] = None
        self._names = {kind: list(found) for kind, found in names.items()}

    def swapped(self, example: Example, probability: float, rng: random.Random) -> Example:
        """The example with its speaker, its target or both renamed, each with ``probability``.

        Every whole-word occurrence in the sentence is renamed; a name whose kind has no
        other member stays.
        """
        pair = example.pair
        for role in ("speaker", "target"):
            surface = _surface(example, getattr(pair, role))
            kind = self._kind(surface) if surface and rng.random() < probability else ""
            if surface and kind:
                new = rng.choice(self._names.get(kind, [surface]))
                if new not in pair.text:
                    pair = _renamed(pair, role, new)
        return example if pair is example.pair else replace(example, pair=pair)

    def _find_kind(self, surface: str) -> str:
        if not _NAME_SHAPE.fullmatch(surface) or surface in _PRONOUNS:
            return ""
        matches = self._gazetteer.find(surface)
        if len(matches) == 1 and matches[0].span == Span(0, len(surface)):
            return f"{matches[0].actor.kind}/{matches[0].form}"
        words = surface.split()
        honorific = words[0] if words[0].endswith(".") and len(words) > 1 else ""
        return f"name/{honorific}/{len(words)}"


def _surface(example: Example, participant: Participant | None) -> str:
    """The marked name as it stands in the sentence, or the bare name of who is not in it; "" for none."""
    if participant is None or example.corpus not in _NAMED_CORPORA:
        return ""
    return participant.span.of(example.pair.text) if participant.span else participant.name


def _whole_words(words: str, text: str) -> Iterator[Span]:
    """Where the words stand in the text; without a pattern, of which another name every time costs half of a draw."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        is_whole = not _is_of_a_word(text[at - 1 : at]) and not _is_of_a_word(text[end : end + 1])
        if is_whole:
            yield Span(at, end)
        at = text.find(words, end if is_whole else at + 1)


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _renamed(pair: Pair, role: str, new: str) -> Pair:
    """The pair with the name of one role exchanged wherever it stands outside the other's span."""
    here: Participant | None = getattr(pair, role)
    there = pair.target if role == "speaker" else pair.speaker
    assert here is not None  # the caller has its surface
    if here.span is None:
        return replace(pair, **{role: Participant(new, None)})
    old = here.span.of(pair.text)
    places = list(_whole_words(old, pair.text))
    kept = there.span if there else None
    places = [place for place in places if place == here.span or not (kept and place.overlaps(kept))]
    if here.span not in places or (kept and here.span.overlaps(kept)):
        return pair
    text, last = "", 0
    moved: dict[Span, Span] = {}
    for place in places:
        text += pair.text[last : place.start]
        moved[place] = Span(len(text), len(text) + len(new))
        text += new
        last = place.end
    text += pair.text[last:]
    other = there
    if there and kept:
        shift = (len(new) - len(old)) * sum(place.end <= kept.start for place in places)
        other = Participant(there.name, Span(kept.start + shift, kept.end + shift))
    own = Participant(new, moved[here.span])
    speaker, target = (own, other) if role == "speaker" else (other, own)
    assert target is not None
    return replace(pair, text=text, sentence=Sentence(0, 0, len(text)), speaker=speaker, target=target)
