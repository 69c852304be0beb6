"""Runs the networks, the classifier's and the tagger's: on onnxruntime (light install) or on torch.

Both take the same arrays and give the same scores within quantisation.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import numpy as np

from .encoding import EncodedPair
from .errors import MissingExtraError, ModelError, UsageError
from .folder import TAGGER, ModelFolder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "BACKENDS",
    "Backend",
    "BackendName",
    "Network",
    "open_backend",
    "open_network",
    "pad",
    "pad_rows",
    "usable_cores",
]

BackendName = Literal["auto", "onnx", "torch"]
BACKENDS: tuple[BackendName, ...] = ("auto", "onnx", "torch")


class Network(Protocol):
    """A network, ready to run."""

    name: str

    def run(self, inputs: Mapping[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        """Its outputs for a batch of inputs, each of shape (batch, …)."""
        ...


class Backend(Protocol):
    """The classifier's network, ready to run."""

    name: str

    def logits(self, batch: Sequence[EncodedPair]) -> NDArray[np.float32]:
        """Scores a batch of encoded pairs; shape (batch, 3), in the order of ``LABELS``."""
        ...


class PairBackend:
    """The classifier's network on any backend.

    Args:
        network: as ``open_network`` gives it.
        pad_id: id that fills short rows.
    """

    def __init__(self, network: Network, pad_id: int) -> None:
        self.name = network.name
        self._network = network
        self._pad_id = pad_id

    def logits(self, batch: Sequence[EncodedPair]) -> NDArray[np.float32]:
        """Scores a batch of encoded pairs; shape (batch, 3), in the order of ``LABELS``."""
        (logits,) = self._network.run(pad(batch, self._pad_id))
        return logits


def open_backend(folder: ModelFolder, name: BackendName = "auto", device: str = "auto") -> Backend:
    """Opens the classifier of a folder; see ``open_network``."""
    return PairBackend(open_network(folder, name, device), int(folder.config["pad_id"]))


def open_network(folder: ModelFolder, name: BackendName = "auto", device: str = "auto") -> Network:
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
        return OnnxNetwork(folder)
    return TorchNetwork(folder, device)


def pad(batch: Sequence[EncodedPair], pad_id: int) -> dict[str, NDArray[np.int64]]:
    """Pads a batch to its longest member.

    Returns:
        ``input_ids`` and ``attention_mask`` of shape (batch, longest), and
        ``speaker_index`` and ``target_index`` of shape (batch,).
    """
    return pad_rows([pair.input_ids for pair in batch], pad_id) | {
        "speaker_index": np.array([pair.speaker_index for pair in batch], dtype=np.int64),
        "target_index": np.array([pair.target_index for pair in batch], dtype=np.int64),
    }


def pad_rows(rows: Sequence[Sequence[int]], pad_id: int) -> dict[str, NDArray[np.int64]]:
    """Pads rows of piece ids to the longest: ``input_ids`` and ``attention_mask`` of shape (rows, longest)."""
    ids = np.full((len(rows), max(map(len, rows))), pad_id, dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return {"input_ids": ids, "attention_mask": mask}


class OnnxNetwork:
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

    def run(self, inputs: Mapping[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        """The outputs of the graph, in its order."""
        return [np.asarray(output, dtype=np.float32) for output in self._session.run(None, dict(inputs))]


class TorchNetwork:
    """The safetensors weights on torch, on any device; bfloat16 on a GPU, float32 on the CPU."""

    name = "torch"

    def __init__(self, folder: ModelFolder, device: str) -> None:
        try:
            import torch

            from .network import StanceModel, output_tensors
            from .tagger_network import TaggerModel
        except ImportError as error:
            raise MissingExtraError(error.name or "torch", "train", "the torch backend") from error
        self._torch: Any = torch
        self._tensors = output_tensors
        self._device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        folder.checked("model.safetensors")
        kind = TaggerModel if folder.config["model_type"] == TAGGER else StanceModel
        model = kind.from_folder(folder.path)
        try:
            # torch types this method as if it were called on the class.
            self._model: Any = cast(Any, model).to(self._device)
        except (RuntimeError, AssertionError) as error:
            first_line = str(error).strip().splitlines()[0]
            valid = "auto, cpu, cuda, cuda:0 …"
            raise UsageError(f"device {device!r} cannot be used ({first_line}); valid: {valid}") from error

    def run(self, inputs: Mapping[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        """The outputs of the network, in the order of the ONNX graph's."""
        torch = self._torch
        tensors = {key: torch.from_numpy(value).to(self._device) for key, value in inputs.items()}
        on_gpu = not str(self._device).startswith("cpu")
        with torch.inference_mode(), torch.autocast(str(self._device).split(":")[0], torch.bfloat16, enabled=on_gpu):
            outputs = self._tensors(self._model(**tensors))
        return [output.float().cpu().numpy() for output in outputs]


def usable_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
