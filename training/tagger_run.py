"""Trains the tagger on PolNeAR: one recipe, one folder that can be resumed.

As in ``run``, ``transformers.Trainer`` does the work and the last weights are kept. The
loss is the sum of three means: over the pieces the cross-entropies of the cue tags and
of the mention tags, and over cues and pieces the binary cross-entropies of all links.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from ..model.tagger_network import TaggerModel, TaggerOutput, link_scores, load_tagger_base, load_tagger_shared
from ..model.tagging import CUE_TAGS, TOKEN_LABELS
from ..model.windows import WindowEncoder
from .order import GroupingTrainer
from .recipe import TaggerRecipe
from .run import Curve, begin, claim, trainer_arguments
from .tagging_data import IGNORED, TaggingDataset, collate_windows, load_tagged

__all__ = ["tagging_losses", "train_tagger"]

log = logging.getLogger("stancekit")


def tagging_losses(output: TaggerOutput, batch: dict[str, Tensor], link_width: int) -> dict[str, Tensor]:
    """The three means of a batch: ``cue``, ``mention`` and ``link``.

    Args:
        output: of the network for the batch.
        batch: as ``collate_windows`` gives it.
        link_width: as configured.
    """
    n_cue = len(CUE_TAGS)
    losses = {
        "cue": _cross_entropy(output.tokens[..., :n_cue], batch["cue_tags"]),
        "mention": _cross_entropy(output.tokens[..., n_cue : len(TOKEN_LABELS)], batch["mention_tags"]),
        "link": output.tokens.sum() * 0.0,
    }
    if len(batch["rows"]):
        scores = link_scores(output, batch["rows"], batch["cues"], link_width).float()
        each = functional.binary_cross_entropy_with_logits(scores, batch["links"], reduction="none").sum(-1)
        known = batch["cue_tags"][batch["rows"]] != IGNORED
        losses["link"] = (each * known).sum() / known.sum()
    return losses


def _cross_entropy(logits: Tensor, tags: Tensor) -> Tensor:
    each = functional.cross_entropy(logits.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, reduction="sum")
    return each / (tags != IGNORED).sum().clamp_min(1)


class _TaggingTrainer(GroupingTrainer):
    """A trainer with the loss of ``tagging_losses``."""

    #: The loss below is the mean of a batch.
    loss_is_scaled_for_ga = False

    def __init__(self, recipe: TaggerRecipe, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._recipe = recipe

    def compute_loss(  # the signature is the trainer's
        self,
        model: torch.nn.Module,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: Tensor | int | None = None,  # noqa: ARG002
    ) -> Any:
        output = model(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"])
        losses = tagging_losses(output, inputs, self._recipe.link_width)
        loss = losses["cue"] + self._recipe.mention_weight * losses["mention"] + losses["link"]
        return (loss, output) if return_outputs else loss


def train_tagger(recipe: TaggerRecipe, output: Path, *, corpora: Path | None = None, resume: bool = False) -> Path:
    """Runs a recipe.

    Args:
        recipe: what to train.
        output: the run's folder; created.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        resume: go on from the last checkpoint in ``output``.

    Returns:
        the folder of the trained tagger, ``output / "model"``.

    Raises:
        CorpusError: PolNeAR is missing, altered, or not in its layout.
        RecipeError: ``output`` holds a run of another recipe, or has one and
            ``resume`` is not set.
    """
    claim(output, recipe, resume)
    model, tokenizer = begin(recipe, lambda: _open_start(recipe))
    config = model.config
    encoder = WindowEncoder(
        tokenizer, start_token=config.start_token, end_token=config.end_token, max_length=recipe.max_length
    )
    articles = load_tagged("train", corpora, cleaned=recipe.clean_names)[: recipe.max_articles or None]
    training = TaggingDataset(articles, encoder, recipe.seed)
    dev = TaggingDataset(load_tagged("dev", corpora), encoder, None)
    log.info("%d windows of %d articles", len(training), len(articles))
    trainer = _TaggingTrainer(
        recipe,
        model=model,
        args=trainer_arguments(
            recipe,
            output,
            evaluates=True,
            per_device_eval_batch_size=16,
            prediction_loss_only=True,
            label_names=["cue_tags"],
        ),
        train_dataset=training,
        eval_dataset=cast(Any, dev),
        data_collator=lambda features: collate_windows(features, config.pad_id),
        callbacks=[Curve(output / "curve.jsonl")],
    )
    trainer.train(resume_from_checkpoint=resume and any(output.glob("checkpoint-*")))
    folder = output / "model"
    cast(TaggerModel, trainer.model).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _open_start(recipe: TaggerRecipe) -> tuple[TaggerModel, Tokenizer]:
    settings: dict[str, Any] = {
        "max_pieces": recipe.max_length,
        "head_dropout": recipe.dropout,
        "link_width": recipe.link_width,
        "revision": recipe.name,
    }
    if recipe.shared:
        return load_tagger_shared(Path(recipe.shared), **settings)
    return load_tagger_base(recipe.encoder, encoder_dropout=recipe.encoder_dropout, **settings)
