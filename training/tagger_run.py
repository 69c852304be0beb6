"""Trains the tagger on PolNeAR and on articles with gold of our own: one recipe, one folder that can be resumed.

As in ``run``, ``transformers.Trainer`` does the work and the last weights are kept. The
loss is the sum of four means: over the pieces the cross-entropies of the cue tags and
of the mention tags, over cues and pieces the binary cross-entropies of all links, and over
words that may mean somebody the negative logarithm of the probability of whom they mean.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from ..model.tagger_network import (
    TaggerModel,
    TaggerOutput,
    link_scores,
    load_tagger_base,
    load_tagger_shared,
    load_tagger_trained,
    reference_scores,
)
from ..model.tagging import CUE_TAGS, TOKEN_LABELS
from ..model.windows import WindowEncoder
from .order import GroupingTrainer
from .recipe import TaggerRecipe
from .references import load_press_references, load_references
from .run import Curve, begin, claim, trainer_arguments
from .tagging_data import IGNORED, TaggingDataset, collate_windows, load_tagged

__all__ = ["tagging_losses", "train_tagger"]

log = logging.getLogger("stancekit")


def tagging_losses(output: TaggerOutput, batch: dict[str, Tensor], link_width: int) -> dict[str, Tensor]:
    """The four means of a batch: ``cue``, ``mention``, ``link`` and ``reference``.

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
        "reference": output.tokens.sum() * 0.0,
    }
    if len(batch["rows"]):
        scores = link_scores(output, batch["rows"], batch["cues"], link_width).float()
        each = functional.binary_cross_entropy_with_logits(scores, batch["links"], reduction="none").sum(-1)
        known = batch["cue_tags"][batch["rows"]] != IGNORED
        losses["link"] = (each * known).sum() / known.sum().clamp_min(1)
    if len(batch["word_rows"]):
        losses["reference"] = _reference_loss(reference_scores(output, batch, link_width).float(), batch)
    return losses


def _reference_loss(scores: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """The mean surprise at whom words mean: at any of the mentions of that actor, or at nobody."""
    answers, weights = batch["answers"], batch["weights"]
    scores = torch.cat([scores.masked_fill(answers < 0, -torch.inf), scores.new_zeros(len(scores), 1)], dim=1)
    is_nobody = ~(answers == 1).any(dim=1, keepdim=True)
    likely = torch.log_softmax(scores, dim=1).masked_fill(~torch.cat([answers == 1, is_nobody], dim=1), -torch.inf)
    return -(weights * torch.logsumexp(likely, dim=1)).sum() / weights.sum()


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
        loss = loss + self._recipe.reference_weight * losses["reference"]
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
        CorpusError: PolNeAR is missing, altered, or not in its layout; or a story's gold does not fit it.
        ModelError: the recipe begins with a tagger or a classifier that is not whole.
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
    stories = load_references() if recipe.stories else []
    stories += load_press_references(corpora) if recipe.press else []
    training = TaggingDataset(articles, encoder, recipe.seed, stories, recipe.article_share)
    dev = TaggingDataset(load_tagged("dev", corpora), encoder, None)
    log.info("%d windows of %d articles and %d stories", len(training), len(articles), len(stories))
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
        "references": recipe.stories or recipe.press,
    }
    if recipe.shared:
        return load_tagger_shared(Path(recipe.shared), **settings)
    if recipe.start:
        return load_tagger_trained(Path(recipe.start), encoder_dropout=recipe.encoder_dropout, **settings)
    return load_tagger_base(recipe.encoder, encoder_dropout=recipe.encoder_dropout, **settings)
