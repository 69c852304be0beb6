"""The classifier network: any transformer encoder under a head that reads two markers.

Needs the ``train`` extra (torch, transformers). The light install runs the same
network exported to ONNX (see ``backends``).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar, cast

import torch
from safetensors import SafetensorError
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, AutoTokenizer, PreTrainedConfig, PreTrainedModel
from transformers.modeling_outputs import SequenceClassifierOutput

from .encoding import MARKERS
from .errors import ModelError
from .records import LABELS
from .weights import read_weights

__all__ = [
    "EncoderConfig",
    "StanceConfig",
    "StanceModel",
    "bare_encoder",
    "load_base",
    "load_trained",
    "load_weights",
    "make_room",
    "open_encoder",
    "output_tensors",
    "read_tokenizer",
    "set_dropout",
]

#: Dropout of attention probabilities in BERT, RoBERTa, ELECTRA, MPNet, DeBERTa and DistilBERT.
_ATTENTION = re.compile(r"attention\.((self|attn)\.\w*)?dropout$")


_Model = TypeVar("_Model", bound=PreTrainedModel)


class EncoderConfig(PreTrainedConfig):
    """What the configurations of both networks hold; ``config.json`` of a model folder.

    Args:
        encoder: configuration of the encoder, as a dictionary with ``model_type``.
        start_token: token that begins an input.
        end_token: token that ends an input.
        pad_id: id that fills short rows of a batch.
        max_pieces: longest input in pieces.
        head_dropout: dropout of the states that the heads read.
        revision: names the weights in every output row.
    """

    has_no_defaults_at_init = False

    def __init__(
        self,
        encoder: dict[str, Any] | None = None,
        start_token: str = "[CLS]",
        end_token: str = "[SEP]",
        pad_id: int = 0,
        max_pieces: int = 256,
        head_dropout: float = 0.1,
        revision: str = "",
        **kwargs: Any,
    ) -> None:
        self.encoder = encoder or {}
        self.start_token = start_token
        self.end_token = end_token
        self.pad_id = pad_id
        self.max_pieces = max_pieces
        self.head_dropout = head_dropout
        self.revision = revision
        super().__init__(**kwargs)


class StanceConfig(EncoderConfig):
    """Configuration of ``StanceModel``.

    Args:
        softmax_temperature: see ``Calibration``, as for the next six; the network itself applies none of them.
        margin_power: of the differences between scores.
        temperature_factors: by trait of a pair.
        guide_temperatures: by annotation guide.
        neutral_bias: where there is a speaker.
        guide_biases: by annotation guide.
        voice_bias: where there is none in a whole article.
        guides: names of the annotation guides that the network learnt; see ``PairEncoder``.
        **kwargs: fields of ``EncoderConfig``.
    """

    model_type = "stancekit"

    def __init__(
        self,
        softmax_temperature: float = 1.0,
        margin_power: float = 1.0,
        temperature_factors: dict[str, float] | None = None,
        guide_temperatures: dict[str, float] | None = None,
        neutral_bias: float = 0.0,
        guide_biases: dict[str, float] | None = None,
        voice_bias: float = 0.0,
        guides: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("id2label", dict(enumerate(LABELS)))
        kwargs.setdefault("label2id", {label: i for i, label in enumerate(LABELS)})
        self.softmax_temperature = softmax_temperature
        self.margin_power = margin_power
        self.temperature_factors = temperature_factors or {}
        self.guide_temperatures = guide_temperatures or {}
        self.neutral_bias = neutral_bias
        self.guide_biases = guide_biases or {}
        self.voice_bias = voice_bias
        self.guides = guides or []
        super().__init__(**kwargs)


class StanceModel(PreTrainedModel):
    """Classifies an encoded pair into favor, neutral, against.

    The states of the speaker's mark, of the target's mark and of the first token
    are concatenated and pass two linear layers.
    """

    config_class = StanceConfig
    base_model_prefix = "encoder"
    config: StanceConfig

    def __init__(self, config: StanceConfig, encoder: PreTrainedModel | None = None) -> None:
        super().__init__(config)
        self.encoder = bare_encoder(config, encoder)
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(
            nn.Dropout(config.head_dropout),
            nn.Linear(3 * width, width),
            nn.GELU(),
            nn.Dropout(config.head_dropout),
            nn.Linear(width, len(LABELS)),
        )
        self.post_init()

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        speaker_index: Tensor,
        target_index: Tensor,
        labels: Tensor | None = None,
        **_: Any,
    ) -> SequenceClassifierOutput:
        """Scores a batch of pairs.

        Args:
            input_ids: piece ids. Shape (batch, length).
            attention_mask: 1 for pieces, 0 for padding. Shape (batch, length).
            speaker_index: position of the speaker's opening mark. Shape (batch,).
            target_index: position of the target's opening mark. Shape (batch,).
            labels: indices into ``LABELS``, for the loss. Shape (batch,).

        Returns:
            ``logits`` of shape (batch, 3), not divided by the temperature, and the
            mean cross-entropy as ``loss`` if labels are given.
        """
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        marks = torch.stack([speaker_index, target_index, torch.zeros_like(target_index)], dim=1)
        picked = states.gather(1, marks.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        logits = self.head(picked.flatten(1)).float()
        loss = nn.functional.cross_entropy(logits, labels) if labels is not None else None
        return SequenceClassifierOutput(loss=cast(Any, loss), logits=logits)

    @classmethod
    def from_folder(cls, folder: Path) -> StanceModel:
        """Loads trained weights as float32 and refuses a folder that does not fill the whole network.

        Raises:
            ModelError: a weight is missing, unexpected or of another shape.
        """
        return load_weights(cls, StanceConfig, folder)

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path: Any, *args: Any, **kwargs: Any) -> Any:
        """As ``transformers`` does, and packed weights in a folder as ``from_folder`` does."""
        folder = Path(str(pretrained_model_name_or_path))
        if folder.is_dir() and not args and not kwargs:
            return cls.from_folder(folder)
        return super().from_pretrained(pretrained_model_name_or_path, *args, **kwargs)


def bare_encoder(config: EncoderConfig, encoder: PreTrainedModel | None) -> PreTrainedModel:
    """The encoder given, else a fresh one as configured, without a pooler: the heads read states, not a pooled one."""
    if encoder is None:
        encoder = cast(PreTrainedModel, AutoModel.from_config(AutoConfig.for_model(**dict(config.encoder))))
    if getattr(encoder, "pooler", None) is not None:
        setattr(encoder, "pooler", None)  # noqa: B010 - not every encoder declares one
    return encoder


def load_weights(
    kind: type[_Model], configuration: type[PreTrainedConfig], folder: Path, *, fresh: str = "", **settings: Any
) -> _Model:
    """Loads trained weights as float32 and refuses a folder that does not fill the whole network.

    Args:
        kind: the network's class, made from a configuration.
        configuration: its configuration's class.
        folder: with ``config.json`` and ``model.safetensors``.
        fresh: how the names of weights begin that may be missing, all of them, and then stay as they were drawn.
        **settings: fields of the configuration to change.

    Raises:
        ModelError: there is no such folder, or a weight is missing, unexpected or of another shape.
    """
    # Else transformers would take the folder's name for one on the hub, and say so.
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder}: no loadable stancekit model (no config.json); a run leaves one in RUN/model")
    try:
        model = kind(configuration.from_pretrained(folder, local_files_only=True, **settings))
        weights = read_weights(folder)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        first_line = str(error).strip().splitlines()[0]
        raise ModelError(f"{folder}: no loadable stancekit model ({first_line})") from error
    expected = model.state_dict()
    if fresh and not any(name.startswith(fresh) for name in weights):
        weights |= {name: tensor for name, tensor in expected.items() if name.startswith(fresh)}
    faults = {
        "missing keys": sorted(expected.keys() - weights.keys()),
        "unexpected keys": sorted(weights.keys() - expected.keys()),
        "mismatched keys": sorted(k for k in expected.keys() & weights.keys() if expected[k].shape != weights[k].shape),
    }
    for fault, names in faults.items():
        if names:
            raise ModelError(f"{folder}: {len(names)} {fault}, first {names[0]}; get the folder again")
    model.load_state_dict(weights)
    return model.eval()


def load_base(name_or_path: str, *, encoder_dropout: float = 0.1, **settings: Any) -> tuple[StanceModel, Tokenizer]:
    """Puts a fresh head on a pretrained encoder and teaches its tokenizer the markers.

    Args:
        name_or_path: a hub name or a folder, e.g. ``"roberta-base"``.
        encoder_dropout: probability for every dropout layer inside the encoder.
        **settings: further fields of ``StanceConfig``.

    Returns:
        the model and its tokenizer.

    Raises:
        ModelError: the encoder cannot be loaded or has no fast tokenizer.
    """
    encoder, tokenizer, found = open_encoder(name_or_path, encoder_dropout=encoder_dropout)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKERS)})
    _grow_embeddings(encoder, len(tokenizer))
    found["encoder"]["vocab_size"] = encoder.config.vocab_size
    return StanceModel(StanceConfig(**found, **settings), encoder), tokenizer.backend_tokenizer


def open_encoder(name_or_path: str, *, encoder_dropout: float = 0.1) -> tuple[Any, Any, dict[str, Any]]:
    """Opens a pretrained encoder.

    Args:
        name_or_path: a hub name or a folder, e.g. ``"roberta-base"``.
        encoder_dropout: probability for every dropout layer inside the encoder.

    Returns:
        the encoder in float32; its tokenizer, of ``transformers``; and what a
        configuration of ours records of both.

    Raises:
        ModelError: the encoder cannot be loaded or has no fast tokenizer.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(name_or_path, use_fast=True)
        encoder = AutoModel.from_pretrained(name_or_path, dtype=torch.float32)
    except (OSError, ValueError) as error:
        first_line = str(error).strip().splitlines()[0]
        reason = f"cannot be loaded ({first_line}); give a hub name or a folder"
        raise ModelError(f"encoder {name_or_path!r} {reason}") from error
    if not tokenizer.is_fast:
        raise ModelError(f"encoder {name_or_path!r} has no fast tokenizer; choose one with a tokenizer.json")
    start, end = tokenizer.cls_token or tokenizer.bos_token, tokenizer.sep_token or tokenizer.eos_token
    if start is None or end is None or tokenizer.pad_token_id is None:
        raise ModelError(f"encoder {name_or_path!r}: its tokenizer names no start, end or padding token")
    set_dropout(encoder, encoder_dropout)
    found = {
        "encoder": encoder.config.to_diff_dict() | {"model_type": encoder.config.model_type},
        "start_token": start,
        "end_token": end,
        "pad_id": tokenizer.pad_token_id,
    }
    return encoder, tokenizer, found


def load_trained(folder: Path, *, encoder_dropout: float = 0.1, **settings: Any) -> tuple[StanceModel, Tokenizer]:
    """Opens a trained model to train it further.

    Args:
        folder: a model folder with ``model.safetensors``.
        encoder_dropout: probability for every dropout layer inside the encoder.
        **settings: fields of ``StanceConfig`` to change.

    Raises:
        ModelError: the folder does not hold a whole model.
    """
    model = StanceModel.from_folder(folder)
    for key, value in settings.items():
        setattr(model.config, key, value)
    set_dropout(model.encoder, encoder_dropout)
    return model, read_tokenizer(folder)


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder.

    Raises:
        ModelError: there is none, or it cannot be read.
    """
    try:
        return Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:
        raise ModelError(f"{folder}: no usable tokenizer.json ({error})") from error


def set_dropout(encoder: nn.Module, probability: float) -> None:
    """Sets the dropout of an encoder's hidden states; attention probabilities are not dropped.

    With dropout, attention on a CPU leaves its fused kernel: 29.5 pairs/s for a
    training step of all-MiniLM-L6-v2 with both, 33.8 with hidden states alone, 36.5
    with none (2 AVX2 cores, 32 pairs of 44 pieces).
    """
    for name, module in encoder.named_modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0 if _ATTENTION.search(name) else probability
        # Encoders without a module for it read the number itself.
        if isinstance(getattr(module, "attention_dropout", None), float):
            setattr(module, "attention_dropout", 0.0)  # noqa: B010 - torch types attributes as tensors


def make_room(encoder: Any, n_tokens: int) -> None:
    """Lengthens the table of embeddings where the tokenizer knows more pieces than it has rows."""
    if encoder.get_input_embeddings().num_embeddings < n_tokens:
        encoder.resize_token_embeddings(n_tokens, mean_resizing=False)


def _grow_embeddings(encoder: Any, n_tokens: int) -> None:
    """Makes room for the markers, each beginning as the mean embedding with a little noise.

    Newer transformers draw new rows from the covariance of all embeddings, which
    costs seconds and warns; a mark that begins near the mean trains as well.
    """
    make_room(encoder, n_tokens)
    with torch.no_grad():
        rows = encoder.get_input_embeddings().weight
        old = rows[: n_tokens - len(MARKERS)]
        rows[n_tokens - len(MARKERS) : n_tokens] = old.mean(0) + 0.5 * old.std(0) * torch.randn(
            len(MARKERS), rows.shape[1]
        )


def output_tensors(output: Any) -> tuple[Tensor, ...]:
    """The tensors that a network of ours gives, in the order of its ONNX graph's outputs."""
    tensors = output if isinstance(output, tuple) else output.to_tuple()
    return tuple(tensor for tensor in tensors if tensor is not None)
