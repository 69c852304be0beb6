"""What is trained on in an epoch: directions in turn, weights, names exchanged and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from stancekit.model.records import Label, Pair, Participant, Sentence, Span
from stancekit.training import draw
from stancekit.training.draw import NameSwapper, TrainingDraw
from stancekit.training.loaders import Example, Loaded
from stancekit.training.recipe import Recipe

RECIPE = Recipe(encoder="-", corpora=("dse",), swap_names=0.0)


def example(text: str, speaker: str | None, target: str, label: Label, name: str = "1/pq") -> Example:
    def marked(surface: str) -> Participant:
        return Participant(surface, Span(text.index(surface), text.index(surface) + len(surface)))

    pair = Pair(text, Sentence(0, 0, len(text)), marked(speaker) if speaker else None, marked(target))
    return Example(f"dse/train/{name}", f"dse/train/{name.split('/')[0]}", "dse", pair, label)


def both(text: str, p: str, q: str, labels: tuple[Label, Label], number: int) -> list[Example]:
    return [
        example(text, p, q, labels[0], f"{number}/pq"),
        example(text, q, p, labels[1], f"{number}/qp"),
    ]


CORPUS = [
    *both("Ana Silva met Rui Costa .", "Ana Silva", "Rui Costa", ("neutral", "neutral"), 1),
    *both("Norway and Chile signed .", "Norway", "Chile", ("neutral", "neutral"), 2),
    *both("Ghana condemned Peru .", "Ghana", "Peru", ("against", "neutral"), 3),
]


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "corpora_folder", lambda _: None)
    monkeypatch.setattr(draw, "load_corpus", lambda *_: Loaded(list(CORPUS)))


@pytest.mark.usefixtures("corpus")
def test_directions_of_a_neutral_sentence_take_turns_at_twice_the_weight() -> None:
    training = TrainingDraw(RECIPE)
    first, second = (training.epoch(number) for number in (0, 1))
    assert len(first) == len(second) == 4
    turns = [{w.example.id for w in drawn if w.example.item != "dse/train/3"} for drawn in (first, second)]
    assert turns[0] | turns[1] == {e.id for e in CORPUS[:4]}
    assert not turns[0] & turns[1]
    for drawn in (first, second):
        weights = Counter[str]()
        for weighted in drawn:
            weights[weighted.example.label] += int(weighted.weight)
        assert weights == Counter(e.label for e in CORPUS)


def test_some_of_a_guides_pairs_are_marked_in_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    guided = [replace(e, pair=replace(e.pair, guide="dse")) for e in CORPUS for _ in range(40)]
    monkeypatch.setattr(draw, "corpora_folder", lambda _: None)
    monkeypatch.setattr(draw, "load_corpus", lambda *_: Loaded(guided))

    def share(**changes: object) -> float:
        drawn = TrainingDraw(replace(RECIPE, dse_neutral_directions=2, **changes)).epoch(0)
        return sum(w.example.pair.guide == "dse" for w in drawn) / len(drawn)

    assert 0.6 < share(guides=("dse",), guide_share=0.7) < 0.8
    assert share(guides=("dse",), guide_share=1.0) == 1
    assert share(guides=("mpqa",)) == 1  # left as it is; the encoder passes over it


def test_every_epoch_of_a_share_has_equally_many(monkeypatch: pytest.MonkeyPatch) -> None:
    # The trainer asks for as many as the first epoch had; a run with a share of DSE ended for want of some.
    neutral = [
        pair
        for number in range(40)
        for pair in both(
            f"Ana{number} met Rui{number} .", f"Ana{number}", f"Rui{number}", ("neutral", "neutral"), number
        )
    ]
    monkeypatch.setattr(draw, "corpora_folder", lambda _: None)
    monkeypatch.setattr(draw, "load_corpus", lambda *_: Loaded(neutral))
    training = TrainingDraw(replace(RECIPE, corpus_shares={"dse": 0.5}))
    drawn = [training.epoch(number) for number in range(4)]
    assert [len(epoch) for epoch in drawn] == [20, 20, 20, 20]
    items = [[w.example.item for w in epoch] for epoch in drawn]
    assert len(set(items[0] + items[1])) == 40
    assert {w.weight for epoch in drawn for w in epoch} == {2.0}


@pytest.mark.usefixtures("corpus")
def test_both_directions_in_every_epoch() -> None:
    drawn = TrainingDraw(replace(RECIPE, dse_neutral_directions=2)).epoch(0)
    assert [(w.example, w.weight) for w in drawn] == [(e, 1.0) for e in CORPUS]


@pytest.mark.usefixtures("corpus")
def test_an_epoch_is_the_same_for_a_seed_and_differs_from_the_next() -> None:
    recipe = replace(RECIPE, swap_names=0.5, corpora=("dse", "wire"), wire_fills=1, wire_weight=2.0)
    epochs = [TrainingDraw(recipe).epoch(number) for number in (0, 0, 1)]
    assert epochs[0] == epochs[1]
    assert len(epochs[0]) == len(epochs[2])
    differing = sum(a.example.pair.text != b.example.pair.text for a, b in zip(epochs[0], epochs[2], strict=True))
    assert differing > len(epochs[0]) / 2
    assert {w.weight for w in epochs[0] if w.example.corpus == "wire"} == {2.0}


def test_live_teachers_have_a_share_of_every_loss_but_of_our_own_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [replace(e, id=f"found/{e.id}/guessed", item=f"found/{e.item}", corpus="found") for e in CORPUS]
    monkeypatch.setattr(draw, "corpora_folder", lambda _: None)
    monkeypatch.setattr(draw, "load_corpus", lambda *_: Loaded(list(CORPUS)))
    monkeypatch.setattr(draw, "guessed_examples", lambda *_: found)
    recipe = replace(
        RECIPE,
        corpora=("dse", "wire"),
        live_teachers=("large",),
        teacher_weight=0.8,
        guides=("dse",),
        guessed_shares={"found": 1.0},
        wire_parts=("k",),
    )
    drawn = TrainingDraw(recipe).epoch(0)
    shares = {w.example.corpus if not w.example.id.endswith("/guessed") else "guessed": w.taught_share for w in drawn}
    assert shares == {"dse": 0.8, "guessed": 1.0, "wire": 0.0}
    assert all(w.taught is None for w in drawn)  # they are asked when the epoch begins
    assert sum(w.example.id.endswith("/guessed") for w in drawn) == len(found)


def test_seeds_of_one_draw_seed_learn_from_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "corpora_folder", lambda _: None)
    monkeypatch.setattr(draw, "load_corpus", lambda *_: Loaded(list(CORPUS) * 20))
    recipe = replace(RECIPE, corpora=("dse", "wire"), swap_names=0.5, wire_parts=("c",), max_pairs=60)
    recipe = replace(recipe, corpus_shares={"dse": 0.5})
    one, other = (TrainingDraw(replace(recipe, seed=seed)).epoch(1) for seed in (1, 2))
    assert one != other
    one, other = (TrainingDraw(replace(recipe, seed=seed, draw_seed=3)).epoch(1) for seed in (1, 2))
    assert one == other


def test_of_a_public_corpus_a_share_can_be_drawn(wire: list[Example], monkeypatch: pytest.MonkeyPatch) -> None:
    examples = wire[:50]
    monkeypatch.setattr(draw, "corpora_folder", lambda _: None)
    monkeypatch.setattr(draw, "load_corpus", lambda *_: Loaded(examples))
    drawn = TrainingDraw(replace(RECIPE, max_pairs=20)).epoch(0)
    assert len(drawn) == 20
    assert drawn == TrainingDraw(replace(RECIPE, max_pairs=20)).epoch(0)
    assert len(TrainingDraw(RECIPE).epoch(0)) == 50


NAMES = [
    example("Ana Silva praised Norway .", "Ana Silva", "Norway", "favor"),
    example("Rui Costa left Chile .", "Rui Costa", "Chile", "neutral"),
    example("Norwegian talks with he .", "Norwegian", "he", "neutral"),
]


def swapped(original: Example, seed: int = 1) -> Example:
    return NameSwapper(NAMES).swapped(original, 1.0, random.Random(seed))


def test_a_name_gives_way_to_another_of_its_kind_wherever_it_stands() -> None:
    original = example("“Norway is no friend,” Ana Silva said of Norway .", "Ana Silva", "Norway", "against")
    texts = {swapped(original, seed).pair.text for seed in range(20)}
    assert "“Chile is no friend,” Rui Costa said of Chile ." in texts
    for seed in range(20):
        pair = swapped(original, seed).pair
        assert pair.speaker and pair.speaker.span and pair.target.span
        assert pair.speaker.span.of(pair.text) == pair.speaker.name in {"Ana Silva", "Rui Costa"}
        assert pair.target.span.of(pair.text) == pair.target.name in {"Norway", "Chile"}
        assert swapped(original, seed).label == "against"


def test_what_is_no_name_stays() -> None:
    original = NAMES[2]
    assert swapped(original).pair.target == original.pair.target
    assert swapped(original).pair.text == original.pair.text  # the only adjective of a country


def test_a_speaker_outside_the_sentence_is_renamed_too() -> None:
    original = replace(NAMES[0], pair=replace(NAMES[0].pair, speaker=Participant("Rui Costa", None)))
    found = {swapped(original, seed).pair.speaker for seed in range(9)}
    assert Participant("Rui Costa", None) in found  # "Ana Silva" stands in the sentence already
    original = replace(original, pair=replace(NAMES[1].pair, speaker=Participant("Max Roth", None)))
    assert Participant("Ana Silva", None) in {swapped(original, seed).pair.speaker for seed in range(9)}


def test_a_name_inside_the_other_mark_is_left_alone() -> None:
    text = "Norway and the Norway Fund met ."
    pair = Pair(text, Sentence(0, 0, len(text)), Participant("Norway", Span(0, 6)), Participant("Fund", Span(15, 26)))
    original = Example("dse/train/9/pq", "dse/train/9", "dse", pair, "neutral")
    for seed in range(9):
        new = swapped(original, seed).pair
        assert new.target.span
        assert new.target.span.of(new.text) in {"Norway Fund", "Ana Silva", "Rui Costa"}  # never "Chile Fund"


@pytest.mark.usefixtures("corpus")
def test_a_share_of_a_corpus_goes_on_where_the_epoch_before_stopped() -> None:
    recipe = replace(RECIPE, corpus_shares={"dse": 0.5}, dse_neutral_directions=2)
    training = TrainingDraw(recipe)
    epochs = [[w.example for w in training.epoch(number)] for number in range(4)]
    assert [len(epoch) for epoch in epochs] == [3, 3, 3, 3]
    ids = [{e.id for e in epoch} for epoch in epochs]
    assert ids[0] | ids[1] == {e.id for e in CORPUS}
    assert ids[0] == ids[2] != ids[1]
