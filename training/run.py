"""Trains the classifier: pairs from the corpora, one recipe, one folder that can be resumed.

Uses ``transformers.Trainer``, so one GPU, several (``accelerate launch``) and the
CPU run the same code. The run's folder holds the recipe, the checkpoints, the
training curve with the scores on dev after every epoch (``curve.jsonl``) and, at the
end, the last weights in ``model/``: none are chosen by their dev score.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import torch
from sklearn.metrics import f1_score
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import EvalPrediction, Trainer, TrainerCallback, TrainingArguments, set_seed

from ..model.encoding import PairEncoder
from ..model.errors import RecipeError
from ..model.records import LABELS
from ..model.network import StanceModel, load_base, load_trained
from ..model.tagger_network import TaggerModel
from .batches import DrawnPairs, PairDataset, collate
from .draw import TrainingDraw, WeightedExample
from .labelled import HELD_OUT, labelled_examples
from .loaders import LABELLED, Example, load_corpus
from .recipe import Recipe, RunSettings

__all__ = [
    "DEV_SETS",
    "Curve",
    "begin",
    "claim",
    "default_workers",
    "load_dev",
    "pair_losses",
    "train",
    "trainer_arguments",
]

log = logging.getLogger("stancekit")

#: Seed of the weights that no pretrained encoder brings.
_FIRST_SEED = 1
#: An epoch of 130,000 pairs is drawn in about 20 seconds and trained on in about 8 (one H100 GPU, 2026-11-26).
_MOST_WORKERS = 4
_Model = TypeVar("_Model", StanceModel, TaggerModel)

#: Dev sets watched during training: name in the curve → (corpus, split).
DEV_SETS: Mapping[str, tuple[str, str]] = {
    "dse": ("dse", "dev"),
    "seesaw": ("seesaw", "dev"),
    "newsmtsc-rw": ("newsmtsc", "dev-rw"),
    "newsmtsc-mt": ("newsmtsc", "dev-mt"),
    "mpqa": ("mpqa", "dev"),
    LABELLED: (LABELLED, "dev"),
}


def load_dev(name: str, corpora: Path | None = None, *, neutrals: bool = True) -> list[Example]:
    """The pairs of a dev set.

    Args:
        name: a key of ``DEV_SETS``.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        neutrals: as in ``load_corpus``.

    Raises:
        CorpusError: a corpus is missing, altered, or not in its layout.
    """
    corpus, split = DEV_SETS[name]
    if corpus == LABELLED:
        return labelled_examples(corpora, corpora=HELD_OUT, split=split).examples
    return load_corpus(corpus, split, corpora, neutrals=neutrals).examples


#: What a batch holds for the loss and not for the network.
_OF_THE_LOSS = frozenset({"labels", "weights", "taught", "taught_share"})


def _scores(prediction: EvalPrediction) -> dict[str, float]:
    predicted = np.asarray(prediction.predictions).argmax(-1)
    gold = np.asarray(prediction.label_ids)
    return {
        "accuracy": float((predicted == gold).mean()),
        "macro_f1": float(f1_score(gold, predicted, average="macro", labels=sorted(set(gold.tolist())))),
    }


class Curve(TrainerCallback):
    """Writes every logged value to ``curve.jsonl`` as it comes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def on_log(  # noqa: D102 - the signature is the trainer's
        self,
        args: Any,  # noqa: ARG002
        state: Any,
        control: Any,  # noqa: ARG002
        logs: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> None:
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"step": state.global_step, "epoch": state.epoch, **(logs or {})}) + "\n")


def pair_losses(
    logits: torch.Tensor, batch: Mapping[str, torch.Tensor], *, smoothing: float, temperature: float, focal: float = 0.0
) -> torch.Tensor:
    """The loss of each pair: its distance to the gold label, to the teacher's answer, or a mix of both.

    The second is the cross-entropy at the given temperature, times the temperature's
    square, which keeps its gradient as large as the other's (Hinton et al., 2015).

    Args:
        logits: the network's scores. Shape (batch, 3).
        batch: as ``collate`` gives it.
        smoothing: share of the gold label's mass spread over all.
        temperature: of both sides of the second.
        focal: exponent of the gold label's missing probability, by which the first is multiplied.

    Returns:
        the losses, not weighted. Shape (batch,).
    """
    gold = functional.cross_entropy(logits, batch["labels"], reduction="none", label_smoothing=smoothing)
    if focal:
        gold = gold * (1 - logits.softmax(-1).gather(1, batch["labels"][:, None])[:, 0]) ** focal
    answers = (batch["taught"].clamp_min(1e-5).log() / temperature).softmax(-1)
    taught = -(answers * (logits / temperature).log_softmax(-1)).sum(-1) * temperature**2
    return gold + batch["taught_share"] * (taught - gold)


def _disagreement(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """The mean of both divergences between two answers. Shapes (batch, 3) and (batch,)."""
    one, other = one.log_softmax(-1), other.log_softmax(-1)
    return ((one.exp() - other.exp()) * (one - other)).sum(-1) / 2


#: The number of a layer in the name of a weight of BERT-, RoBERTa-, DeBERTa- and ModernBERT-like encoders.
_LAYER = re.compile(r"\.layers?\.(\d+)\.")


class _WeightingTrainer(Trainer):
    """A trainer that weighs examples and logs the mean macro F1 over all dev sets."""

    #: The loss below is the mean of a batch.
    loss_is_scaled_for_ga = False

    def __init__(self, recipe: Recipe, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._recipe = recipe
        self._counts = torch.ones(len(LABELS))

    def create_optimizer(self, *_: Any, **__: Any) -> torch.optim.Optimizer:
        """As the trainer's, with a rate for each layer."""
        optimizer = super().create_optimizer()
        if self._recipe.layer_decay == 1:
            return optimizer
        names = {id(weight): name for name, weight in cast(torch.nn.Module, self.model).named_parameters()}
        depths = [int(found[1]) for name in names.values() if (found := _LAYER.search(name))]
        groups: list[dict[str, Any]] = []
        for group in optimizer.param_groups:
            by_depth: dict[int, list[torch.nn.Parameter]] = {}
            for weight in group["params"]:
                name = names[id(weight)]
                found = _LAYER.search(name)
                below = max(depths) + 1 if name.startswith("head") else int(found[1]) if found else -1
                by_depth.setdefault(max(depths) + 1 - below, []).append(weight)
            for steps, weights in by_depth.items():
                rate = group["lr"] * self._recipe.layer_decay**steps
                groups.append({**group, "params": weights, "lr": rate, "initial_lr": rate})
        optimizer.param_groups[:] = groups
        return optimizer

    def compute_loss(  # the signature is the trainer's
        self,
        model: torch.nn.Module,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: torch.Tensor | int | None = None,  # noqa: ARG002
    ) -> Any:
        asked = {key: value for key, value in inputs.items() if key not in _OF_THE_LOSS}
        outputs = model(**asked)
        smoothing = self._recipe.label_smoothing if model.training else 0.0
        temperature = self._recipe.teacher_temperature
        focal = self._recipe.focal if model.training else 0.0
        each = pair_losses(outputs.logits, inputs, smoothing=smoothing, temperature=temperature, focal=focal)
        if model.training and self._recipe.agreement:
            again = model(**asked).logits
            other = pair_losses(again, inputs, smoothing=smoothing, temperature=temperature, focal=focal)
            each = (each + other) / 2 + self._recipe.agreement * _disagreement(outputs.logits, again)
        weights = inputs["weights"]
        if model.training and self._recipe.class_weights:
            counts = self._counts.to(weights.device)
            counts += torch.bincount(inputs["labels"], minlength=len(LABELS))
            weights = weights * ((counts.mean() / counts) ** self._recipe.class_weights)[inputs["labels"]]
        loss = (each * weights).sum() / weights.sum()
        return (loss, outputs) if return_outputs else loss

    def evaluate(self, *args: Any, **kwargs: Any) -> dict[str, float]:
        metrics = super().evaluate(*args, **kwargs)
        each = [value for key, value in metrics.items() if key.endswith("_macro_f1")]
        if len(each) > 1:
            metrics["eval_mean"] = float(np.mean(each))
            self.log({"eval_mean": metrics["eval_mean"]})
        return metrics


def train(
    recipe: Recipe, output: Path, *, corpora: Path | None = None, resume: bool = False, workers: int | None = None
) -> Path:
    """Runs a recipe.

    Args:
        recipe: what to train.
        output: the run's folder; created.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        resume: go on from the last checkpoint in ``output``.
        workers: processes that draw the coming epochs, which changes nothing but the time; default none
            on a CPU, which they would take from the training, and up to four beside a GPU.

    Returns:
        the folder of the trained model, ``output / "model"``.

    Raises:
        RecipeError: ``output`` holds a run of another recipe, or has one and
            ``resume`` is not set.
    """
    claim(output, recipe, resume)
    model, tokenizer = begin(recipe, lambda: _open_start(recipe))
    config = model.config
    encoder = PairEncoder(
        tokenizer,
        start_token=config.start_token,
        end_token=config.end_token,
        max_length=recipe.max_length,
        guides=recipe.guides,
    )
    workers = default_workers() if workers is None else workers
    training = DrawnPairs(TrainingDraw(recipe, corpora), encoder, epochs=recipe.epochs, workers=workers)
    dev = {
        name: PairDataset([WeightedExample(e, 1.0) for e in load_dev(name, corpora)], encoder)
        for name, (corpus, _) in DEV_SETS.items()
        if corpus in recipe.corpora
    }
    log.info("%d pairs, %d of them longer than %d pieces", len(training), training.n_windowed, recipe.max_length)
    trainer = _WeightingTrainer(
        recipe,
        model=model,
        args=trainer_arguments(
            recipe,
            output,
            evaluates=bool(dev),
            per_device_eval_batch_size=64,
            label_names=["labels"],
        ),
        train_dataset=training,
        eval_dataset=cast(Any, dev) if dev else None,
        data_collator=lambda features: collate(features, config.pad_id),
        compute_metrics=_scores,
        callbacks=[Curve(output / "curve.jsonl")],
    )
    trainer.train(resume_from_checkpoint=resume and any(output.glob("checkpoint-*")))
    folder = output / "model"
    cast(StanceModel, trainer.model).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def default_workers() -> int:
    """How many processes draw the coming epochs where nobody says: of the CPUs that a GPU's run leaves, up to four."""
    if not torch.cuda.is_available():  # with Apple's GPUs a fork is not safe
        return 0
    runs = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))  # of one training on several GPUs
    return max(min(_MOST_WORKERS, (os.cpu_count() or 1) // runs - 1), 0)


def begin(recipe: RunSettings, opened: Callable[[], tuple[_Model, Tokenizer]]) -> tuple[_Model, Tokenizer]:
    """Opens what a run begins with, and sets the seed and the attention of the recipe.

    What no pretrained encoder brings, heads and markers, begins alike whatever the seed:
    weights of runs that began apart cannot be averaged (see ``EXPERIMENTS.md``, 2026-11-24).

    Args:
        recipe: of either task.
        opened: gives the model, which has an ``encoder``, and its tokenizer.
    """
    set_seed(_FIRST_SEED)
    model, tokenizer = opened()
    set_seed(recipe.seed)
    if recipe.attention:
        model.encoder.set_attn_implementation(recipe.attention)
    return model, tokenizer


def _open_start(recipe: Recipe) -> tuple[StanceModel, Tokenizer]:
    """A fresh head on the encoder, or the trained model that the recipe goes on from."""
    settings: dict[str, Any] = {
        "max_pieces": recipe.max_length,
        "head_dropout": recipe.dropout,
        "revision": recipe.name,
        "guides": list(recipe.guides),
    }
    if recipe.start:
        return load_trained(Path(recipe.start), encoder_dropout=recipe.encoder_dropout, **settings)
    return load_base(recipe.encoder, encoder_dropout=recipe.encoder_dropout, **settings)


def claim(output: Path, recipe: RunSettings, resume: bool) -> None:
    """Writes the recipe into the run's folder, or checks that the one there is the same.

    Raises:
        RecipeError: the folder holds a run of another recipe, or has one and ``resume`` is not set.
    """
    record = output / "recipe.json"
    if record.exists():
        if not resume:
            raise RecipeError(f"{output} already holds a run; give --resume, or another --output")
        if json.loads(record.read_text(encoding="utf-8")) != json.loads(json.dumps(recipe.to_dict())):
            raise RecipeError(f"{output} holds a run of another recipe; compare {record}, or give another --output")
        return
    output.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(recipe.to_dict(), indent=2) + "\n", encoding="utf-8")


def trainer_arguments(recipe: RunSettings, output: Path, *, evaluates: bool, **more: Any) -> TrainingArguments:
    """The recipe's settings as the trainer takes them.

    Args:
        recipe: of either task.
        output: the run's folder.
        evaluates: whether there is something to evaluate on after every epoch.
        **more: further arguments of the trainer.
    """
    return TrainingArguments(
        output_dir=str(output),
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.batch_size,
        gradient_accumulation_steps=recipe.accumulation,
        learning_rate=recipe.learning_rate,
        warmup_steps=recipe.warmup,
        weight_decay=recipe.weight_decay,
        lr_scheduler_type="linear",
        optim="adamw_torch_fused",
        # Said outright, since bf16 on a machine without a GPU is refused otherwise.
        use_cpu=not torch.accelerator.is_available(),
        bf16=recipe.bf16,
        train_sampling_strategy="group_by_length",
        remove_unused_columns=False,
        eval_strategy="epoch" if evaluates else "no",
        save_strategy="steps",
        save_steps=recipe.save_steps,
        save_total_limit=2,
        logging_steps=100,
        # The filter reads every step's loss, for which a GPU must finish all that was queued. A loss that is
        # no number is then seen in the curve as what it is.
        logging_nan_inf_filter=False,
        report_to=[],
        seed=recipe.seed,
        data_seed=recipe.seed,
        dataloader_pin_memory=torch.accelerator.is_available(),
        **more,
    )
