"""Runs the classifier network: on onnxruntime (light install) or on torch.

Both take the same encoded pairs and give the same logits within quantisation.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import numpy as np

from .encoding import EncodedPair
from .errors import MissingExtraError, ModelError, UsageError
from .folder import ModelFolder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BACKENDS", "Backend", "BackendName", "open_backend", "pad", "usable_cores"]

BackendName = Literal["auto", "onnx", "torch"]
BACKENDS: tuple[BackendName, ...] = ("auto", "onnx", "torch")


class Backend(Protocol):
    """The network, ready to run."""

    name: str

    def logits(self, batch: Sequence[EncodedPair]) -> NDArray[np.float32]:
        """Scores a batch of encoded pairs; shape (batch, 3), in the order of ``LABELS``."""
        ...


def open_backend(folder: ModelFolder, name: BackendName = "auto", device: str = "auto") -> Backend:
    """Opens the network of a folder.

    Args:
        folder: the model folder.
        name: ``onnx``, ``torch``, or ``auto``: torch for a device other than the CPU or
            where the folder holds no ONNX export, else onnx.
        device: a torch device such as ``cuda`` or ``cpu``; ``auto`` is the GPU if torch is
            installed and sees one, else the CPU.

    Raises:
        UsageError: the backend's name is unknown, or ONNX is asked for on a GPU.
        MissingExtraError: torch is needed and not installed.
        ModelError: the folder lacks the weights, or they are corrupt.
    """
    if name not in BACKENDS:
        raise UsageError(f"unknown backend {name!r}; valid: {', '.join(BACKENDS)}")
    if name == "onnx" and device not in ("auto", "cpu"):
        raise UsageError(f"the onnx backend runs on the CPU, not on {device!r}; use --backend torch")
    if name == "onnx" or (name == "auto" and device in ("auto", "cpu") and folder.has("model.onnx")):
        return OnnxBackend(folder)
    return TorchBackend(folder, device)


def pad(batch: Sequence[EncodedPair], pad_id: int) -> dict[str, NDArray[np.int64]]:
    """Pads a batch to its longest member.

    Returns:
        ``input_ids`` and ``attention_mask`` of shape (batch, longest), and
        ``speaker_index`` and ``target_index`` of shape (batch,).
    """
    longest = max(len(pair.input_ids) for pair in batch)
    ids = np.full((len(batch), longest), pad_id, dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, pair in enumerate(batch):
        ids[row, : len(pair.input_ids)] = pair.input_ids
        mask[row, : len(pair.input_ids)] = 1
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "speaker_index": np.array([pair.speaker_index for pair in batch], dtype=np.int64),
        "target_index": np.array([pair.target_index for pair in batch], dtype=np.int64),
    }


class OnnxBackend:
    """The int8 export on onnxruntime, on the CPU."""

    name = "onnx"

    def __init__(self, folder: ModelFolder) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Only the cores this process may use: onnxruntime otherwise counts those of the machine.
        options.intra_op_num_threads = usable_cores()
        # Spinning threads would take the other cores of a shared machine while nothing is scored.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = folder.checked("model.onnx")
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            first_line = str(error).strip().splitlines()[0]
            raise ModelError(f"{path} cannot be opened ({first_line}); install stancekit again") from error
        self._pad_id = int(folder.config["pad_id"])

    def logits(self, batch: Sequence[EncodedPair]) -> NDArray[np.float32]:
        """Scores a batch of encoded pairs; shape (batch, 3)."""
        (logits,) = self._session.run(["logits"], pad(batch, self._pad_id))
        return np.asarray(logits, dtype=np.float32)


class TorchBackend:
    """The safetensors weights on torch, on any device; bfloat16 on a GPU, float32 on the CPU."""

    name = "torch"

    def __init__(self, folder: ModelFolder, device: str) -> None:
        try:
            import torch

            from .network import StanceModel
        except ImportError as error:
            raise MissingExtraError(error.name or "torch", "train", "the torch backend") from error
        self._torch: Any = torch
        self._device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        folder.checked("model.safetensors")
        model = StanceModel.from_folder(folder.path)
        try:
            # torch types this method as if it were called on the class.
            self._model: Any = cast(Any, model).to(self._device)
        except (RuntimeError, AssertionError) as error:
            first_line = str(error).strip().splitlines()[0]
            valid = "auto, cpu, cuda, cuda:0 …"
            raise UsageError(f"device {device!r} cannot be used ({first_line}); valid: {valid}") from error
        self._pad_id = int(folder.config["pad_id"])

    def logits(self, batch: Sequence[EncodedPair]) -> NDArray[np.float32]:
        """Scores a batch of encoded pairs; shape (batch, 3)."""
        torch = self._torch
        tensors = {key: torch.from_numpy(value).to(self._device) for key, value in pad(batch, self._pad_id).items()}
        on_gpu = not str(self._device).startswith("cpu")
        with torch.inference_mode(), torch.autocast(str(self._device).split(":")[0], torch.bfloat16, enabled=on_gpu):
            return self._model(**tensors).logits.float().cpu().numpy()


def usable_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
