"""Training: a whole run on our own examples with a tiny encoder; killed and resumed, it ends the same."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from stancekit.model.classifier import StanceClassifier
from stancekit.model.encoding import PairEncoder
from stancekit.model.errors import CorpusError, ModelError, RecipeError
from stancekit.model.records import LABELS
from stancekit.training import draw, run
from stancekit.training.batches import EncodedPairs, PairDataset, collate, encode_examples
from stancekit.training.draw import TrainingDraw, WeightedExample
from stancekit.training.live import LiveTeachers
from stancekit.training.loaders import Example
from stancekit.training.recipe import Recipe
from stancekit.training.run import train
from stancekit.training.wire import wire_examples


@pytest.fixture
def recipe(tiny_encoder: Path) -> Recipe:
    return Recipe(
        name="test",
        encoder=str(tiny_encoder),
        corpora=("wire",),
        wire_fills=1,
        epochs=1,
        batch_size=16,
        learning_rate=1e-3,
        max_length=96,
        save_steps=4,
    )


@pytest.fixture
def few_examples(wire: list[Example], monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    examples = wire[:128]
    monkeypatch.setattr(draw, "wire_examples", lambda **_: examples)
    return examples


@pytest.mark.usefixtures("few_examples")
def test_a_run_writes_a_model_that_loads_and_a_curve(recipe: Recipe, wire: list[Example], tmp_path: Path) -> None:
    folder = train(recipe, tmp_path / "run")
    stances = StanceClassifier.from_pretrained(folder).classify([e.pair for e in wire[-5:]])
    assert len(stances) == 5
    assert json.loads((tmp_path / "run" / "recipe.json").read_text())["name"] == "test"
    steps = [json.loads(line)["step"] for line in (tmp_path / "run" / "curve.jsonl").read_text().splitlines()]
    assert steps[-1] == 8


@pytest.mark.usefixtures("few_examples")
def test_a_killed_run_resumes_to_the_same_weights(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_file(train(recipe, tmp_path / "whole") / "model.safetensors")

    steps = 0

    def killed(*args: object, **kwargs: object) -> dict[str, torch.Tensor]:
        nonlocal steps
        steps += 1
        if steps > 6:  # after the checkpoint of step 4
            raise KeyboardInterrupt
        return collate(*args, **kwargs)  # pyright: ignore[reportArgumentType]

    with monkeypatch.context() as patch:
        patch.setattr(run, "collate", killed)
        with pytest.raises(KeyboardInterrupt):
            train(recipe, tmp_path / "cut")
    resumed = load_file(train(recipe, tmp_path / "cut", resume=True) / "model.safetensors")
    for name, weight in whole.items():
        assert torch.allclose(weight, resumed[name], atol=1e-6), name


def _cut_at(run_folder: Path, step: int) -> None:
    """Leaves of a run what it had when it was killed after that step's checkpoint."""
    shutil.rmtree(run_folder / "model")
    checkpoints = [path for path in run_folder.glob("checkpoint-*") if path.name != f"checkpoint-{step}"]
    assert checkpoints  # the one at the end, from which nothing would be left to do
    for path in checkpoints:
        shutil.rmtree(path)
    assert (run_folder / f"checkpoint-{step}").exists()


@pytest.mark.filterwarnings("ignore:This DataLoader will create")  # on a machine with one core
@pytest.mark.usefixtures("few_examples")
def test_epochs_drawn_ahead_by_other_processes_are_the_same(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = replace(recipe, epochs=3, save_steps=20)  # a checkpoint within the last epoch, and one at its end
    inline = load_file(train(recipe, tmp_path / "inline", workers=0) / "model.safetensors")
    drawn_here: list[int] = []
    epoch_of = TrainingDraw.epoch
    monkeypatch.setattr(TrainingDraw, "epoch", lambda self, n: drawn_here.append(n) or epoch_of(self, n))
    ahead = load_file(train(recipe, tmp_path / "ahead", workers=2) / "model.safetensors")
    assert drawn_here == [0]  # the others were drawn elsewhere
    _cut_at(tmp_path / "ahead", 20)
    resumed = load_file(train(recipe, tmp_path / "ahead", resume=True, workers=1) / "model.safetensors")
    for name, weight in inline.items():
        assert torch.equal(weight, ahead[name]), name
        assert torch.allclose(weight, resumed[name], atol=1e-6), name


def test_what_a_worker_cannot_draw_stops_the_run(
    recipe: Recipe, wire: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = wire[:32]

    def broken(*, seed: str, **_: object) -> list[Example]:
        if seed.endswith("/1"):
            raise CorpusError("wire_a.jsonl, line 7: bad stance")
        return first

    monkeypatch.setattr(draw, "wire_examples", broken)
    with pytest.raises(CorpusError, match="line 7: bad stance"):
        train(replace(recipe, epochs=2), tmp_path / "run", workers=1)


def test_a_folder_is_not_overwritten_nor_resumed_with_another_recipe(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "recipe.json").write_text(json.dumps(recipe.to_dict() | {"seed": 99}))
    with pytest.raises(RecipeError, match="already holds a run; give --resume"):
        train(recipe, tmp_path)
    with pytest.raises(RecipeError, match="holds a run of another recipe"):
        train(recipe, tmp_path, resume=True)


def test_an_encoder_that_cannot_be_loaded_is_one_clear_line(tmp_path: Path, recipe: Recipe) -> None:
    with pytest.raises(ModelError, match=r"encoder '.*absent' cannot be loaded") as caught:
        run.load_base(str(tmp_path / "absent"))
    assert "\n" not in str(caught.value)


def test_a_batch_is_padded_and_keeps_marks_and_labels(wire: list[Example], marked_tokenizer: Tokenizer) -> None:
    encoder = PairEncoder(marked_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=96)
    examples = wire[:6]
    data = PairDataset(encode_examples([WeightedExample(example, 0.5) for example in examples], encoder))
    batch = collate([data[i] for i in range(6)], pad_id=0)
    assert batch["input_ids"].shape == batch["attention_mask"].shape
    assert batch["attention_mask"].sum(1).tolist() == [len(data[i]["input_ids"]) for i in range(6)]
    marks = batch["input_ids"].gather(1, batch["target_index"][:, None]).squeeze(1)
    assert {marked_tokenizer.id_to_token(i) for i in marks.tolist()} == {"[TGT]"}
    assert [LABELS[i] for i in batch["labels"].tolist()] == [example.label for example in examples]
    assert batch["weights"].tolist() == [0.5] * 6


def test_wire_examples_are_the_same_for_a_seed_and_other_names_for_another(wire: list[Example]) -> None:
    one = wire_examples(fills=1, seed=1)
    other = wire_examples(fills=1, seed=2)
    assert one == wire
    assert [e.label for e in one] == [e.label for e in other]
    assert sum(a.pair.text != b.pair.text for a, b in zip(one, other, strict=True)) > len(one) / 2


def test_wire_slots_are_all_filled(wire: list[Example]) -> None:
    for example in wire:
        assert "{" not in example.pair.text
        for participant in (example.pair.speaker, example.pair.target):
            if participant and participant.span:
                surface = participant.span.of(example.pair.text)
                assert surface == surface.strip() != ""


def test_unknown_corpora_folder_stops_before_training(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpora folder at"):
        TrainingDraw(replace(recipe, corpora=("dse",)), tmp_path / "absent")


@pytest.mark.usefixtures("few_examples")
def test_a_run_goes_on_from_a_trained_model(recipe: Recipe, tmp_path: Path, tiny_model: Path) -> None:
    slow = replace(recipe, start=str(tiny_model), learning_rate=1e-7, batch_size=128, name="second")
    folder = train(slow, tmp_path / "second")
    before, after = (load_file(path / "model.safetensors") for path in (tiny_model, folder))
    assert all(torch.allclose(before[name], weight, atol=1e-5) for name, weight in after.items())
    assert StanceClassifier.from_pretrained(folder).folder.config["revision"] == "second"


@pytest.mark.usefixtures("few_examples")
def test_new_weights_begin_alike_with_every_seed(recipe: Recipe, tmp_path: Path) -> None:
    """So that runs of several seeds can be averaged; after a vanishing step the seed shows nowhere but in the order."""
    still = replace(recipe, learning_rate=1e-12, weight_decay=0.0)
    first, second = (
        load_file(train(replace(still, seed=seed), tmp_path / str(seed)) / "model.safetensors") for seed in (1, 2)
    )
    assert all(torch.allclose(first[name], weight, atol=1e-6) for name, weight in second.items())


@pytest.mark.usefixtures("few_examples")
def test_a_run_learns_from_teachers_that_are_at_hand_and_resumes_to_the_same(
    recipe: Recipe, tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own examples are the teachers' to answer where words were exchanged."""
    taught = replace(recipe, live_teachers=(str(tiny_model),), swap_words=0.9, epochs=2, save_steps=12)
    asked: list[int] = []
    answer = LiveTeachers.__call__

    def counted(self: LiveTeachers, encoded: EncodedPairs) -> EncodedPairs:
        asked.append(int((encoded.weights[:, 4] == 1.0).sum()))
        return answer(self, encoded)

    def checked(*args: object, **kwargs: object) -> dict[str, torch.Tensor]:
        batch = collate(*args, **kwargs)  # pyright: ignore[reportArgumentType]
        sums = batch["taught"].sum(1)
        assert torch.allclose(sums[batch["taught_share"] > 0], torch.tensor(1.0), atol=1e-4)
        assert (sums[batch["taught_share"] == 0] == 3.0).all()  # nobody was asked
        return batch

    monkeypatch.setattr(LiveTeachers, "__call__", counted)
    monkeypatch.setattr(run, "collate", checked)
    whole = load_file(train(taught, tmp_path / "whole", workers=1) / "model.safetensors")
    assert len(asked) == 2  # once an epoch
    assert all(8 < n < 128 for n in asked)  # the tiny vocabulary has few words
    alone = load_file(
        train(replace(taught, live_teachers=(), swap_words=0.0), tmp_path / "alone") / "model.safetensors"
    )
    assert any(not torch.allclose(whole[name], weight, atol=1e-4) for name, weight in alone.items())
    _cut_at(tmp_path / "whole", 12)
    asked.clear()
    resumed = load_file(train(taught, tmp_path / "whole", resume=True) / "model.safetensors")
    assert len(asked) == 1  # of the last epoch alone
    for name, weight in whole.items():
        assert torch.allclose(weight, resumed[name], atol=1e-6), name
