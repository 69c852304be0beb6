"""The tagger's network: one encoder under heads for cues, mentions, and what belongs to a cue.

Every attribution has one cue, and no word is in two cues (PolNeAR: all of 22,022
attributions but one). So cues are tagged, and for each cue every piece is asked whether
it is in its source and in its content: nested attributions, contents in several parts
and sources in another sentence need nothing more. The scores of a cue and a piece are
products of projected states, rotated by position as in GlobalPointer (Su et al., 2022,
"Global Pointer: Novel Efficient Span-based Approach for Named Entity Recognition"), so
that they depend on the distance of the two. Words that mean an actor without naming it ("the
department") are linked to the mentions of actors in the same way (see ``references``).

Needs the ``train`` extra; the light install runs the same network from ONNX.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import PreTrainedModel

from .network import (
    EncoderConfig,
    bare_encoder,
    load_trained,
    load_weights,
    make_room,
    open_encoder,
    read_tokenizer,
    set_dropout,
)
from .tagging import LINKS, TOKEN_LABELS

__all__ = [
    "TaggerConfig",
    "TaggerModel",
    "TaggerOutput",
    "link_scores",
    "load_tagger_base",
    "load_tagger_shared",
    "load_tagger_trained",
    "reference_scores",
]


class TaggerConfig(EncoderConfig):
    """Configuration of ``TaggerModel``.

    Args:
        link_width: size of the projections whose product links a piece to a cue, or words to whom they mean; even.
        references: whether it tells whom words without a name mean; taggers from before 0.20.0 do not.
        **kwargs: fields of ``EncoderConfig``.
    """

    model_type = "stancekit-tagger"

    def __init__(self, link_width: int = 64, references: bool = False, **kwargs: Any) -> None:
        self.link_width = link_width
        self.references = references
        super().__init__(**kwargs)


class TaggerOutput(NamedTuple):
    """What the network says of each piece.

    Attributes:
        tokens: logits of the cue tags and the mention tags, then what each piece
            brings to every link score by itself. Shape
            (batch, length, ``len(TOKEN_LABELS)`` + ``len(LINKS)``).
        anchors: each piece as a cue. Shape (batch, length, ``len(LINKS)`` * link_width).
        pieces: each piece as a part of an attribution. The same shape.
        references: each piece as one of words that mean somebody, then as one of a mention, then what it brings to
            either by itself. Shape (batch, length, 2 * link_width + 2). None where the tagger does not tell them.
    """

    tokens: Tensor
    anchors: Tensor
    pieces: Tensor
    references: Tensor | None = None


class TaggerModel(PreTrainedModel):
    """Tags cues and mentions, and gives every piece the two vectors that link it to cues."""

    config_class = TaggerConfig
    base_model_prefix = "encoder"
    config: TaggerConfig

    def __init__(self, config: TaggerConfig, encoder: PreTrainedModel | None = None) -> None:
        super().__init__(config)
        self.encoder = bare_encoder(config, encoder)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(config.head_dropout)
        self.tokens = nn.Linear(width, len(TOKEN_LABELS) + len(LINKS))
        self.anchors = nn.Linear(width, len(LINKS) * config.link_width)
        self.pieces = nn.Linear(width, len(LINKS) * config.link_width)
        self.references = nn.Linear(width, 2 * config.link_width + 2) if config.references else None
        self.post_init()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> TaggerOutput:
        """Reads a batch of windows.

        Args:
            input_ids: piece ids. Shape (batch, length).
            attention_mask: 1 for pieces, 0 for padding. Shape (batch, length).
        """
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        states = self.dropout(states)
        positions = torch.arange(input_ids.shape[1], device=input_ids.device, dtype=torch.float32)
        references = None
        if self.references is not None:
            vectors, alone = self.references(states).float().split([2 * self.config.link_width, 2], dim=-1)
            references = torch.cat([self._rotated(vectors, positions), alone], dim=-1)
        return TaggerOutput(
            self.tokens(states).float(),
            self._rotated(self.anchors(states).float(), positions),
            self._rotated(self.pieces(states).float(), positions),
            references,
        )

    def _rotated(self, vectors: Tensor, positions: Tensor) -> Tensor:
        """Turns each pair of numbers by an angle that grows with the position (rotary embedding)."""
        half = self.config.link_width // 2
        frequencies = 10000.0 ** (-torch.arange(half, device=vectors.device, dtype=torch.float32) / half)
        angles = positions[:, None, None] * frequencies
        parts = vectors.unflatten(-1, (-1, 2, half))
        first, second = parts[..., 0, :], parts[..., 1, :]
        turned = torch.stack(
            [first * angles.cos() - second * angles.sin(), second * angles.cos() + first * angles.sin()], dim=-2
        )
        return turned.flatten(-3)

    @classmethod
    def from_folder(cls, folder: Path) -> TaggerModel:
        """Loads trained weights as float32 and refuses a folder that does not fill the whole network.

        Raises:
            ModelError: a weight is missing, unexpected or of another shape.
        """
        return load_weights(cls, TaggerConfig, folder)


def link_scores(output: TaggerOutput, rows: Tensor, cues: Tensor, link_width: int) -> Tensor:
    """The scores of every piece for some cues; ``tagging.link_scores`` for tensors.

    Args:
        output: of the network.
        rows: which window each cue stands in. Shape (cues,).
        cues: the cue's first piece. Shape (cues,).
        link_width: as configured.

    Returns:
        logits of shape (cues, length, ``len(LINKS)``).
    """
    anchors = output.anchors[rows, cues].unflatten(-1, (len(LINKS), link_width))
    pieces = output.pieces[rows].unflatten(-1, (len(LINKS), link_width))
    products = torch.einsum("ckd,clkd->clk", anchors, pieces) / link_width**0.5
    return products + output.tokens[rows][..., len(TOKEN_LABELS) :]


def reference_scores(output: TaggerOutput, batch: Mapping[str, Tensor], link_width: int) -> Tensor:
    """How well each mention fits words that may mean it; ``references.References`` for tensors.

    Args:
        output: of the network.
        batch: with ``word_rows``, ``words``, ``mention_rows`` and ``mentions``, as training has them.
        link_width: as configured.

    Returns:
        scores of shape (references, mentions); that of "nobody" is 0.

    Raises:
        ValueError: the network has no references.
    """
    if output.references is None:
        raise ValueError("the tagger has no references; train it with 'stories: true'")
    words = torch.einsum("rl,rlk->rk", batch["words"], output.references[batch["word_rows"]])
    mentions = torch.einsum("ml,mlk->mk", batch["mentions"], output.references[batch["mention_rows"]])
    products = words[:, :link_width] @ mentions[:, link_width : 2 * link_width].T / link_width**0.5
    return products + words[:, -2:-1] + mentions[:, -1]


def load_tagger_base(
    name_or_path: str, *, encoder_dropout: float = 0.1, **settings: Any
) -> tuple[TaggerModel, Tokenizer]:
    """Puts fresh heads on a pretrained encoder.

    Args:
        name_or_path: a hub name or a folder, e.g. ``"roberta-base"``.
        encoder_dropout: probability for every dropout layer inside the encoder.
        **settings: further fields of ``TaggerConfig``.

    Returns:
        the model and its tokenizer.

    Raises:
        ModelError: the encoder cannot be loaded or has no fast tokenizer.
    """
    encoder, tokenizer, found = open_encoder(name_or_path, encoder_dropout=encoder_dropout)
    make_room(encoder, len(tokenizer))
    found["encoder"]["vocab_size"] = encoder.config.vocab_size
    return TaggerModel(TaggerConfig(**found, **settings), encoder), tokenizer.backend_tokenizer


def load_tagger_shared(folder: Path, **settings: Any) -> tuple[TaggerModel, Tokenizer]:
    """Puts fresh heads on the encoder of a trained classifier, which is not trained further.

    Args:
        folder: the classifier's.
        **settings: further fields of ``TaggerConfig``.

    Returns:
        the model and its tokenizer.

    Raises:
        ModelError: the folder does not hold a whole model.
    """
    classifier, tokenizer = load_trained(folder, encoder_dropout=0.0)
    own = classifier.config
    found = {"encoder": own.encoder, "start_token": own.start_token, "end_token": own.end_token, "pad_id": own.pad_id}
    model = TaggerModel(TaggerConfig(**found, **settings), classifier.encoder)
    model.encoder.requires_grad_(requires_grad=False)
    return model, tokenizer


def load_tagger_trained(
    folder: Path, *, encoder_dropout: float = 0.1, **settings: Any
) -> tuple[TaggerModel, Tokenizer]:
    """Opens a trained tagger to train it further.

    Args:
        folder: a tagger's, also one from before there were references, whose head for them begins afresh.
        encoder_dropout: probability for every dropout layer inside the encoder.
        **settings: fields of ``TaggerConfig`` to change.

    Raises:
        ModelError: the folder does not hold a whole tagger.
    """
    model = load_weights(TaggerModel, TaggerConfig, folder, fresh="references.", references=True)
    for key, value in settings.items():
        setattr(model.config, key, value)
    set_dropout(model.encoder, encoder_dropout)
    return model, read_tokenizer(folder)
