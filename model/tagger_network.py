"""The tagger's network: one encoder under heads for cues, mentions, and what belongs to a cue.

Every attribution has one cue, and no word is in two cues (PolNeAR: all of 22,022
attributions but one). So cues are tagged, and for each cue every piece is asked whether
it is in its source and in its content: nested attributions, contents in several parts
and sources in another sentence need nothing more. The scores of a cue and a piece are
products of projected states, rotated by position as in GlobalPointer (Su et al., 2022,
"Global Pointer: Novel Efficient Span-based Approach for Named Entity Recognition"), so
that they depend on the distance of the two.

Needs the ``train`` extra; the light install runs the same network from ONNX.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import PreTrainedModel

from .network import EncoderConfig, bare_encoder, load_trained, load_weights, make_room, open_encoder
from .tagging import LINKS, TOKEN_LABELS

__all__ = ["TaggerConfig", "TaggerModel", "TaggerOutput", "link_scores", "load_tagger_base", "load_tagger_shared"]


class TaggerConfig(EncoderConfig):
    """Configuration of ``TaggerModel``.

    Args:
        link_width: size of the projections whose product links a piece to a cue; even.
        **kwargs: fields of ``EncoderConfig``.
    """

    model_type = "stancekit-tagger"

    def __init__(self, link_width: int = 64, **kwargs: Any) -> None:
        self.link_width = link_width
        super().__init__(**kwargs)


class TaggerOutput(NamedTuple):
    """What the network says of each piece.

    Attributes:
        tokens: logits of the cue tags and the mention tags, then what each piece
            brings to every link score by itself. Shape
            (batch, length, ``len(TOKEN_LABELS)`` + ``len(LINKS)``).
        anchors: each piece as a cue. Shape (batch, length, ``len(LINKS)`` * link_width).
        pieces: each piece as a part of an attribution. The same shape.
    """

    tokens: Tensor
    anchors: Tensor
    pieces: Tensor


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
        return TaggerOutput(
            self.tokens(states).float(),
            self._rotated(self.anchors(states).float(), positions),
            self._rotated(self.pieces(states).float(), positions),
        )

    def _rotated(self, vectors: Tensor, positions: Tensor) -> Tensor:
        """Turns each pair of numbers by an angle that grows with the position (rotary embedding)."""
        half = self.config.link_width // 2
        frequencies = 10000.0 ** (-torch.arange(half, device=vectors.device, dtype=torch.float32) / half)
        angles = positions[:, None, None] * frequencies
        parts = vectors.unflatten(-1, (len(LINKS), 2, half))
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
