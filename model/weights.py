"""The weights of the network on disk: matrices as 8-bit integers with a step for each row.

The shipped matrices lie on the 8-bit grid that the ONNX graph multiplies with, so that
both backends have the very same weights; written as integers they take half the room
of float16 and lose nothing. A folder of training holds float32 as
``transformers`` writes it; ``read_weights`` reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

__all__ = ["NARROWEST", "on_grid", "pack_weights", "read_weights"]

#: Narrower matrices and tables stay as they are, such as the head's last layer: they cost neither time nor room.
NARROWEST = 16
#: Largest integer of a row; unsigned in the ONNX graph, with 128 for zero.
_LARGEST = 127
#: Ending of the name under which the steps of a matrix stand beside it.
_STEP = ".step"


def on_grid(weight: Tensor) -> bool:
    """Whether a weight is stored as integers: a matrix or table that is no narrow one."""
    return weight.ndim == 2 and weight.is_floating_point() and min(weight.shape) >= NARROWEST


def pack_weights(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Rounds matrices to 8 bits, each row by its own largest value, and the rest to float16.

    Args:
        weights: float32 tensors by name.

    Returns:
        for a matrix of shape (rows, columns) its integers (int8, same shape) and, under
        the name with ``.step``, its steps (float32, shape (rows, 1)); other tensors as
        float16, integers as they are.
    """
    packed: dict[str, Tensor] = {}
    for name, weight in weights.items():
        if on_grid(weight):
            step = weight.abs().amax(1, keepdim=True).clamp_min(1e-12) / _LARGEST
            packed[name] = (weight / step).round().to(torch.int8)
            packed[name + _STEP] = step
        else:
            packed[name] = weight.half().contiguous() if weight.is_floating_point() else weight.clone()
    return packed


def read_weights(folder: Path) -> dict[str, Tensor]:
    """All weights of a model folder as float32, packed or not, in one file or in several.

    Raises:
        FileNotFoundError: the folder holds no weights.
        safetensors.SafetensorError: a file is corrupt.
    """
    files = sorted(folder.glob("model*.safetensors"))
    if not files:
        raise FileNotFoundError(f"{folder / 'model.safetensors'} is missing")
    stored: dict[str, Tensor] = {}
    for file in files:
        stored |= load_file(file)
    weights: dict[str, Tensor] = {}
    for name, weight in stored.items():
        if name.endswith(_STEP):
            continue
        if (step := stored.get(name + _STEP)) is not None:
            weights[name] = weight.float() * step
        else:
            weights[name] = weight.float() if weight.is_floating_point() else weight
    return weights
