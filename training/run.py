"""Trains the classifier: pairs from the corpora, one recipe, one folder that can be resumed.

Uses ``transformers.Trainer``, so one GPU, several (``accelerate launch``) and the
CPU run the same code. The run's folder holds the recipe, the checkpoints, the
training curve with the scores on dev after every epoch (``curve.jsonl``) and, at the
end, the last weights in ``model/``: none are chosen by their dev score.
"""

from __future__ import annotations

import json
import logging
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict, cast

import numpy as np
import torch
from sklearn.metrics import f1_score
from tokenizers import Tokenizer
from transformers import EvalPrediction, Trainer, TrainerCallback, TrainingArguments, set_seed

from ..model.encoding import PairEncoder
from ..model.errors import RecipeError
from ..model.network import StanceModel, load_base, load_trained
from ..model.records import LABELS
from .corpora import corpora_folder
from .loaders import Example, load_corpus
from .recipe import Recipe
from .wire import wire_examples

__all__ = ["DEV_SETS", "PairDataset", "collate", "train", "training_examples"]

log = logging.getLogger("stancekit")

#: Dev sets watched during training: name in the curve → (corpus, split).
DEV_SETS: Mapping[str, tuple[str, str]] = {
    "dse": ("dse", "dev"),
    "seesaw": ("seesaw", "dev"),
    "newsmtsc-rw": ("newsmtsc", "dev-rw"),
    "newsmtsc-mt": ("newsmtsc", "dev-mt"),
    "mpqa": ("mpqa", "dev"),
}


class Feature(TypedDict):
    """An encoded pair with the index of its label; a dictionary, as the trainer's length sampler asks."""

    input_ids: Sequence[int]
    speaker_index: int
    target_index: int
    label: int


class PairDataset(torch.utils.data.Dataset[Feature]):
    """Examples, encoded once.

    A sentence longer than ``max_length`` gives its first window that holds the
    target; ``n_windowed`` counts them.
    """

    def __init__(self, examples: Sequence[Example], encoder: PairEncoder) -> None:
        self.n_windowed = 0
        self.features: list[Feature] = []
        for example in examples:
            windows = encoder.encode(example.pair)
            self.n_windowed += len(windows) > 1
            window = windows[0]
            label = LABELS.index(example.label)
            self.features.append(
                Feature(
                    input_ids=window.input_ids,
                    speaker_index=window.speaker_index,
                    target_index=window.target_index,
                    label=label,
                )
            )

    def __len__(self) -> int:
        return len(self.features)

    def __getitem__(self, index: int) -> Feature:
        return self.features[index]


def collate(features: Sequence[Feature], pad_id: int) -> dict[str, torch.Tensor]:
    """Pads features into a batch.

    Returns:
        ``input_ids`` and ``attention_mask`` of shape (batch, longest), and
        ``speaker_index``, ``target_index``, ``labels`` of shape (batch,).
    """
    longest = max(len(feature["input_ids"]) for feature in features)
    ids = torch.full((len(features), longest), pad_id)
    mask = torch.zeros_like(ids)
    for row, feature in enumerate(features):
        ids[row, : len(feature["input_ids"])] = torch.tensor(feature["input_ids"])
        mask[row, : len(feature["input_ids"])] = 1
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "speaker_index": torch.tensor([feature["speaker_index"] for feature in features]),
        "target_index": torch.tensor([feature["target_index"] for feature in features]),
        "labels": torch.tensor([feature["label"] for feature in features]),
    }


def training_examples(recipe: Recipe, folder: Path | None = None) -> list[Example]:
    """The training pairs of a recipe, with counts and dropped records logged."""
    examples: list[Example] = []
    for name in recipe.corpora:
        dropped: Counter[str] = Counter()
        if name == "wire":
            found = wire_examples(fills=recipe.wire_fills, seed=recipe.seed, parts=recipe.wire_parts)
        else:
            loaded = load_corpus(name, "train", corpora_folder(folder))
            found, dropped = loaded.examples, loaded.dropped
        if name == "dse" and recipe.dse_neutral_directions == 1:
            found = _one_direction(found, recipe.seed)
        if name != "wire" and 0 < recipe.max_pairs < len(found):
            found = random.Random(f"{recipe.seed}/{name}").sample(found, recipe.max_pairs)
        labels = Counter(example.label for example in found)
        log.info("%s train: %d pairs %s, dropped %s", name, len(found), dict(labels), dict(dropped))
        examples += found
    return examples


def _one_direction(examples: Sequence[Example], seed: int) -> list[Example]:
    """Drops one direction, drawn by seed, of every DSE sentence that is neutral both ways."""
    labels: dict[str, set[str]] = {}
    for example in examples:
        labels.setdefault(example.item, set()).add(example.label)
    dropped = {
        f"{item}/{random.Random(f'{seed}/{item}').choice(('pq', 'qp'))}"
        for item, found in labels.items()
        if found == {"neutral"}
    }
    return [example for example in examples if example.id not in dropped]


def _scores(prediction: EvalPrediction) -> dict[str, float]:
    predicted = np.asarray(prediction.predictions).argmax(-1)
    gold = np.asarray(prediction.label_ids)
    return {
        "accuracy": float((predicted == gold).mean()),
        "macro_f1": float(f1_score(gold, predicted, average="macro", labels=sorted(set(gold.tolist())))),
    }


class _Curve(TrainerCallback):
    """Writes every logged value to ``curve.jsonl`` as it comes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def on_log(  # the signature is the trainer's
        self,
        args: Any,  # noqa: ARG002
        state: Any,
        control: Any,  # noqa: ARG002
        logs: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> None:
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"step": state.global_step, "epoch": state.epoch, **(logs or {})}) + "\n")


class _MeanTrainer(Trainer):
    """A trainer that also logs the mean macro F1 over all dev sets."""

    def evaluate(self, *args: Any, **kwargs: Any) -> dict[str, float]:
        metrics = super().evaluate(*args, **kwargs)
        each = [value for key, value in metrics.items() if key.endswith("_macro_f1")]
        if len(each) > 1:
            metrics["eval_mean"] = float(np.mean(each))
            self.log({"eval_mean": metrics["eval_mean"]})
        return metrics


def train(recipe: Recipe, output: Path, *, corpora: Path | None = None, resume: bool = False) -> Path:
    """Runs a recipe.

    Args:
        recipe: what to train.
        output: the run's folder; created.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        resume: go on from the last checkpoint in ``output``.

    Returns:
        the folder of the trained model, ``output / "model"``.

    Raises:
        RecipeError: ``output`` holds a run of another recipe, or has one and
            ``resume`` is not set.
    """
    _claim(output, recipe, resume)
    set_seed(recipe.seed)
    model, tokenizer = _open_start(recipe)
    config = model.config
    encoder = PairEncoder(
        tokenizer,
        start_token=config.start_token,
        end_token=config.end_token,
        max_length=recipe.max_length,
    )
    training = PairDataset(training_examples(recipe, corpora), encoder)
    dev = {
        name: PairDataset(load_corpus(corpus, split, corpora).examples, encoder)
        for name, (corpus, split) in DEV_SETS.items()
        if corpus in recipe.corpora
    }
    log.info("%d pairs, %d of them longer than %d pieces", len(training), training.n_windowed, recipe.max_length)
    trainer = _MeanTrainer(
        model=model,
        args=_arguments(recipe, output, select=len(dev) > 1),
        train_dataset=training,
        eval_dataset=cast(Any, dev) if dev else None,
        data_collator=lambda features: collate(features, config.pad_id),
        compute_metrics=_scores,
        callbacks=[_Curve(output / "curve.jsonl")],
    )
    trainer.train(resume_from_checkpoint=resume and any(output.glob("checkpoint-*")))
    folder = output / "model"
    cast(StanceModel, trainer.model).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _open_start(recipe: Recipe) -> tuple[StanceModel, Tokenizer]:
    """A fresh head on the encoder, or the trained model that the recipe goes on from."""
    settings: dict[str, Any] = {
        "max_pieces": recipe.max_length,
        "head_dropout": recipe.dropout,
        "revision": recipe.name,
    }
    if recipe.start:
        return load_trained(Path(recipe.start), encoder_dropout=recipe.encoder_dropout, **settings)
    return load_base(recipe.encoder, encoder_dropout=recipe.encoder_dropout, **settings)


def _claim(output: Path, recipe: Recipe, resume: bool) -> None:
    """Writes the recipe into the run's folder, or checks that the one there is the same."""
    record = output / "recipe.json"
    if record.exists():
        if not resume:
            raise RecipeError(f"{output} already holds a run; give --resume, or another --output")
        if json.loads(record.read_text(encoding="utf-8")) != json.loads(json.dumps(recipe.to_dict())):
            raise RecipeError(f"{output} holds a run of another recipe; compare {record}, or give another --output")
        return
    output.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(recipe.to_dict(), indent=2) + "\n", encoding="utf-8")


def _arguments(recipe: Recipe, output: Path, *, select: bool) -> TrainingArguments:
    every = "epoch" if select else "no"
    return TrainingArguments(
        output_dir=str(output),
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.batch_size,
        per_device_eval_batch_size=64,
        learning_rate=recipe.learning_rate,
        warmup_steps=recipe.warmup,
        weight_decay=recipe.weight_decay,
        label_smoothing_factor=recipe.label_smoothing,
        lr_scheduler_type="linear",
        optim="adamw_torch_fused",
        bf16=recipe.bf16,
        train_sampling_strategy="group_by_length",
        remove_unused_columns=False,
        label_names=["labels"],
        eval_strategy=every,
        save_strategy="steps",
        save_steps=recipe.save_steps,
        save_total_limit=2,
        logging_steps=100,
        report_to=[],
        seed=recipe.seed,
        data_seed=recipe.seed,
        dataloader_pin_memory=torch.accelerator.is_available(),
    )
