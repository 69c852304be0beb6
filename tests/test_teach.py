"""Learning from a teacher: its answers are written down once, and the student moves towards them."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from stancekit.model import finder
from stancekit.model.classifier import StanceClassifier
from stancekit.model.errors import CorpusError, RecipeError, UsageError
from stancekit.model.records import LABELS, Pair, Participant
from stancekit.training import draw, teach
from stancekit.training.draw import TrainingDraw
from stancekit.training.loaders import Example, Loaded
from stancekit.training.recipe import Recipe
from stancekit.training.run import pair_losses

ARTICLE = "Norway's foreign minister Ana Silva said on Monday that Chile had behaved well .\nGhana condemned Peru .\n"


@pytest.fixture
def corpus(wire: list[Example], monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    """A corpus of twelve pairs in the place of DSE."""
    examples = [
        replace(example, id=f"dse/train/{n}/pq", item=f"dse/train/{n}", corpus="dse")
        for n, example in enumerate(wire[:12])
    ]
    for module in (teach, draw):
        monkeypatch.setattr(module, "load_corpus", lambda *_, **__: Loaded(list(examples)))
    monkeypatch.setattr(draw, "corpora_folder", lambda folder: folder)
    return examples


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    split = tmp_path / "corpora" / "polnear" / "data" / "train"
    for folder, name, text in (
        ("text", "a_1.txt", ARTICLE),
        ("attributions", "a_1_x.ann", "#1\tAnnotatorNotes T1\tnone\n"),
    ):
        (split / folder).mkdir(parents=True)
        (split / folder / name).write_text(text)
    return tmp_path / "corpora"


def write(folder: Path, text: str) -> None:
    (folder / "dse.csv.gz").write_bytes(gzip.compress(text.encode()))


def recipe(folder: Path, **settings: object) -> Recipe:
    return replace(Recipe(encoder="-", corpora=("dse",), teacher=str(folder)), **settings)


def test_answers_are_read_back_and_only_what_is_missing_is_asked_again(
    corpus: list[Example], tiny_model: Path, tmp_path: Path
) -> None:
    teach.teach(tmp_path / "t", [tiny_model, tiny_model], names=["dse"])
    answers = teach.read_answers(tmp_path / "t", "dse")
    assert answers.keys() == {example.id for example in corpus}
    assert all(abs(sum(answer) - 1) < 2e-3 and len(answer) == len(LABELS) for answer in answers.values())
    kept = corpus[1].id
    write(tmp_path / "t", f"id,favor,neutral,against\n{kept},1,0,0\n")
    teach.teach(tmp_path / "t", [tiny_model, tiny_model], names=["dse"])
    assert teach.read_answers(tmp_path / "t", "dse") == {**answers, kept: (1.0, 0.0, 0.0)}


def test_a_killed_run_keeps_what_was_answered(
    corpus: list[Example], tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teach, "_BATCHES_AT_ONCE", 2)
    monkeypatch.setattr(teach, "BATCH_SIZES", {"cpu": 2, "cuda": 2})
    answer = StanceClassifier.probabilities
    asked = []

    def killed(classifier: StanceClassifier, pairs: list[Pair], batch_size: int) -> np.ndarray:
        asked.append(len(pairs))
        if len(asked) == 3:
            raise KeyboardInterrupt
        return answer(classifier, pairs, batch_size)

    monkeypatch.setattr(StanceClassifier, "probabilities", killed)
    with pytest.raises(KeyboardInterrupt):
        teach.teach(tmp_path, [tiny_model], names=["dse"])
    assert len(teach.read_answers(tmp_path, "dse")) == 8
    teach.teach(tmp_path, [tiny_model], names=["dse"])
    assert teach.read_answers(tmp_path, "dse").keys() == {example.id for example in corpus}
    assert sum(asked) == len(corpus) + 4


def test_every_pair_brings_its_answer(corpus: list[Example], tiny_model: Path, tmp_path: Path) -> None:
    teach.teach(tmp_path, [tiny_model], names=["dse"])
    answers = teach.read_answers(tmp_path, "dse")
    for weighted in TrainingDraw(recipe(tmp_path, teacher_weight=0.4)).epoch(0):
        assert weighted.taught == answers[weighted.example.id]
        assert weighted.taught_share == 0.4
    lines = gzip.decompress((tmp_path / "dse.csv.gz").read_bytes()).decode().splitlines()
    write(tmp_path, "\n".join(lines[:-1]) + "\n")
    with pytest.raises(RecipeError, match=r"no answer to 1 of 12 pairs of dse, first dse/train/\d+/pq; delete"):
        TrainingDraw(recipe(tmp_path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, r"dse\.csv\.gz: No such file or directory; write it with 'python -m stancekit\.training\.teach"),
        ("a,b\n", r"dse\.csv\.gz: the first line must be id,favor,neutral,against"),
        ("id,favor,neutral,against\nx,0.1,0.2,0.7\ny,0.1,much,0.7\n", r"dse\.csv\.gz, line 3: not an id and three"),
        ("id,favor,neutral,against\nx,0.1,0.9\n", r"dse\.csv\.gz, line 2: not an id and three"),
    ],
)
def test_answers_that_cannot_be_read_are_named(text: str | None, message: str, tmp_path: Path) -> None:
    if text is not None:
        write(tmp_path, text)
    with pytest.raises(RecipeError, match=message):
        teach.read_answers(tmp_path, "dse")


def test_articles_without_gold_give_pairs_that_only_the_teacher_labels(
    polnear: Path, tiny_model: Path, tmp_path: Path
) -> None:
    found = teach.unlabelled_examples(polnear)
    asked = {(e.pair.speaker.name if e.pair.speaker else "", e.pair.target.name) for e in found}
    assert asked == {("Ana Silva", "Chile"), ("Ghana", "Peru")}
    teach.teach(tmp_path, [tiny_model], names=["polnear"], corpora=polnear)
    answers = teach.read_answers(tmp_path, "polnear")
    drawn = TrainingDraw(recipe(tmp_path, corpora=("polnear",)), polnear).epoch(0)
    assert [weighted.taught_share for weighted in drawn] == [1.0] * 2
    for weighted in drawn:
        answer = answers[weighted.example.id]
        assert weighted.example.label == LABELS[answer.index(max(answer))]


def test_what_cannot_be_taught_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match="no pairs of 'wire'; there are dse, seesaw, newsmtsc, mpqa, polnear, labelled"
    ):
        teach.teach(tmp_path, [tiny_model], names=["wire"])
    with pytest.raises(UsageError, match="--most is -1; it must be at least 0"):
        teach.teach(tmp_path, [tiny_model], names=["found"], most=-1)
    with pytest.raises(CorpusError, match="polnear"):
        teach.teach(tmp_path, [tiny_model], names=["polnear"], corpora=tmp_path)
    with pytest.raises(RecipeError, match="polnear only with a teacher"):
        Recipe(encoder="-", corpora=("dse", "polnear"))


def test_the_loss_is_of_gold_of_the_teacher_or_of_both() -> None:
    logits = torch.tensor([[2.0, 0.0, -1.0]]).repeat(3, 1)
    answer = logits[0].softmax(-1)
    batch = {
        "labels": torch.tensor([2, 2, 2]),
        "taught": answer.repeat(3, 1),
        "taught_share": torch.tensor([0.0, 1.0, 0.25]),
    }
    losses = pair_losses(logits.requires_grad_(), batch, smoothing=0.0, temperature=2.0)
    assert losses[0].item() == pytest.approx(-float(answer[2].log()), abs=1e-5)
    assert losses[2].item() == pytest.approx(0.75 * losses[0].item() + 0.25 * losses[1].item(), abs=1e-5)
    losses[1].backward()
    assert logits.grad is not None
    # A student that answers as the teacher does is not moved, whatever the gold.
    assert logits.grad.abs().max() < 1e-6


def test_an_answer_stays_with_its_pair_whatever_else_is_asked(polnear: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = teach.unlabelled_examples(polnear)
    assert len({example.id for example in every}) == len(every) > 1
    build = finder.build_pairs
    monkeypatch.setattr(finder, "build_pairs", lambda *parts: build(*parts)[1:])
    fewer = teach.unlabelled_examples(polnear)
    pairs = {example.id: example.pair for example in every}
    assert len(fewer) < len(every)
    assert all(pairs[example.id] == example.pair for example in fewer)


def test_answers_that_are_cut_off_are_named(tmp_path: Path) -> None:
    write(tmp_path, "id,favor,neutral,against\n" + "x,0.1,0.2,0.7\n" * 50)
    path = tmp_path / "dse.csv.gz"
    for damaged in (path.read_bytes()[:-9], b"id,favor,neutral,against\n"):
        path.write_bytes(damaged)
        with pytest.raises(RecipeError, match=r"dse\.csv\.gz: not a whole gzip file"):
            teach.read_answers(tmp_path, "dse")


def test_answers_with_an_unlabelled_pair_that_was_not_asked(polnear: Path, tiny_model: Path, tmp_path: Path) -> None:
    teach.teach(tmp_path, [tiny_model], names=["polnear"], corpora=polnear)
    answers = list(teach.read_answers(tmp_path, "polnear"))
    teach.write_answers(tmp_path / "polnear.csv.gz", [[answers[0], "0.1", "0.2", "0.7"]])
    drawn = TrainingDraw(recipe(tmp_path, corpora=("polnear",)), polnear).epoch(0)
    assert [(one.example.id, one.example.label) for one in drawn] == [(answers[0], "against")]


@pytest.fixture
def found(wire: list[Example], monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    """Our own labels of three pairs each in PolNeAR's, NewsMTSC's and DSE's sentences; of the third nobody speaks."""
    every: list[Example] = []

    def labelled(_: object, *, corpora: list[str], split: str) -> Loaded:
        loaded = Loaded()
        for corpus in corpora:
            examples = [
                replace(example, id=f"found/{corpus}-{split}/{n}", item=f"{corpus}/{n}", corpus="found")
                for n, example in enumerate(wire[:3])
            ]
            examples[2] = replace(examples[2], pair=replace(examples[2].pair, speaker=None))
            loaded.examples.extend(examples)
        every.extend(example for example in loaded.examples if example not in every)
        return loaded

    monkeypatch.setattr(teach, "labelled_examples", labelled)
    monkeypatch.setattr(teach, "OWN_TEXTS", {"found": ("polnear", "newsmtsc", "dse")})
    labelled(None, corpora=["polnear", "newsmtsc", "dse"], split="found")
    return every


def test_our_own_pairs_are_asked_by_the_guide_of_their_corpus_and_by_others(found: list[Example]) -> None:
    guessed = teach.guessed_examples("found")
    asked = [[(e.pair.guide, e.pair.speaker) for e in guessed if e.id.startswith(f"{own.id}/")] for own in found]
    speaker = found[0].pair.speaker
    assert speaker
    assert asked[0] == [("seesaw", speaker), ("dse", speaker), ("newsmtsc", None)]  # PolNeAR's
    assert asked[2] == [("newsmtsc", None)]  # nobody speaks
    assert asked[3] == asked[0]  # NewsMTSC's, which has no speakers of its own
    assert asked[6] == [("dse", speaker), ("seesaw", speaker), ("newsmtsc", None)]  # DSE's
    assert all(replace(e.pair, guide="", speaker=speaker) == found[0].pair for e in guessed[:3])
    # The older files of answers know the first guide's question by this id.
    assert guessed[0].id == f"{found[0].id}{teach.GUESSED}"
    ids = [example.id for example in (*guessed, *found)]
    assert len(set(ids)) == len(ids)


def test_dse_is_asked_only_where_both_stand_in_the_sentence_and_a_target_alone_once(
    found: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = found[0].pair
    outside = replace(found[0], id="found/x", pair=replace(pair, speaker=Participant("Somebody", None)))
    unmarked = replace(found[0], id="found/y", pair=replace(pair, target=Participant("Somebody", None)))
    monkeypatch.setattr(teach, "OWN_TEXTS", {"found": ("polnear",)})
    monkeypatch.setattr(teach, "labelled_examples", lambda *_, **__: Loaded([found[0], outside, unmarked]))
    guides = [e.pair.guide for e in teach.guessed_examples("found")]
    assert guides == ["seesaw", "dse", "newsmtsc", "seesaw", "seesaw"]


def test_our_own_labels_are_learnt_with_what_the_teacher_answered_to_them(
    found: list[Example], tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach.teach(tmp_path, [tiny_model], names=["found"])
    answers = teach.read_answers(tmp_path, "found")
    assert {example.id for example in found} < answers.keys()
    monkeypatch.setattr(draw, "labelled_examples", lambda *_, **__: Loaded(list(found)))
    learning = recipe(tmp_path, corpora=("found",), teacher_weight=0.4)
    drawn = TrainingDraw(learning).epoch(0)
    assert [(one.taught, one.taught_share) for one in drawn] == [(answers[e.id], 0.4) for e in found]
    assert [one.example.label for one in drawn] == [example.label for example in found]
    # Of what the teacher was not asked, the label alone is learnt; so is all of it where there are no answers.
    rows = [[name, *(f"{p:.3f}" for p in answer)] for name, answer in answers.items() if name != found[0].id]
    teach.write_answers(tmp_path / "found.csv.gz", rows)
    shares = [one.taught_share for one in TrainingDraw(learning).epoch(0)]
    assert shares == [0.0] + [0.4] * 8
    (tmp_path / "found.csv.gz").unlink()
    assert {one.taught_share for one in TrainingDraw(learning).epoch(0)} == {0.0}


def test_guesses_are_learnt_under_the_guide_and_only_where_the_teacher_answered(
    found: list[Example], wire: list[Example], tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw, "wire_examples", lambda **_: wire[:64])
    teach.teach(tmp_path, [tiny_model], names=["found"], most=14)
    answers = teach.read_answers(tmp_path, "found")
    assert len(answers) == 14
    teach.teach(tmp_path, [tiny_model], names=["found"], most=3)
    assert teach.read_answers(tmp_path, "found") == answers
    settings = {"corpora": ("wire",), "guides": ("dse", "seesaw", "newsmtsc"), "guide_share": 0.01, "swap_names": 0.9}
    learning = recipe(tmp_path, guessed_shares={"found": 1.0}, **settings)
    guesses = [one for one in TrainingDraw(learning).epoch(0) if one.example.corpus == "found"]
    guessed = {name for name in answers if name.endswith(teach.GUESSED)}
    assert 0 < len(guessed) < len(answers)
    assert {one.example.id for one in guesses} == guessed
    for one in guesses:
        answer = answers[one.example.id]
        assert one.taught == answer
        assert one.taught_share == 1.0
        assert one.example.label == LABELS[answer.index(max(answer))]
        assert one.example.pair.guide
    teach.teach(tmp_path, [tiny_model], names=["found"], most=18)
    more = teach.read_answers(tmp_path, "found")
    at_once = tmp_path / "at-once"
    teach.teach(at_once, [tiny_model], names=["found"], most=18)
    assert teach.read_answers(at_once, "found") == more
    assert len(more) == 18
    assert more.items() >= answers.items()
    teach.teach(tmp_path, [tiny_model], names=["found"], most=18)
    assert teach.read_answers(tmp_path, "found") == more
    halved = TrainingDraw(replace(learning, guessed_shares={"found": 0.5})).epoch(0)
    n_guessed = sum(name.endswith(teach.GUESSED) for name in more)
    assert sum(one.example.corpus == "found" for one in halved) == -(-n_guessed // 2)


@pytest.mark.parametrize(
    "settings",
    [
        {"guessed_shares": {"found": 1.5}},
        {"guessed_shares": {"dse": 0.5}},
        {"guessed_shares": {"found": 0.5}, "teacher": ""},
        {"guessed_shares": {"found": 0.5}, "guides": ()},
    ],
)
def test_shares_of_guesses_need_a_teacher_and_guides(settings: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"guessed_shares is .*labelled, found, tone, incidental, with a teacher and"):
        recipe(tmp_path, **{"guides": ("dse",), **settings})
