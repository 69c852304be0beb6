"""Turns a trained model folder into the one that is shipped.

Matrices and embedding tables are rounded to 8 bits (see ``model.weights``), the rest to
float16; the ONNX graph of the light install is made from those same rounded weights.
Not done here: training, the model card, and the softmax temperature (see
``calibrate``), which every backend reads from ``config.json``.

Quantisation: each column of a matrix and each row of an embedding table has its own
scale. Activations are quantised as they come, each token by its own largest value:
one scale for a whole tensor would let an outlier anywhere in a batch move the
probabilities of every pair in it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from safetensors.torch import save_file
from torch import Tensor, nn

from ..model.errors import ModelError, UsageError
from ..model.folder import CHECKSUMS, TAGGER, file_sha256, open_folder
from ..model.network import StanceModel, output_tensors
from ..model.tagger_network import TaggerModel
from ..model.weights import NARROWEST, pack_weights

__all__ = ["export", "write_checksums"]

#: Opset 20 has Gelu as one operation; onnxruntime runs it since 1.17.
_OPSET = 20
_Model = StanceModel | TaggerModel


class _Graph(NamedTuple):
    """What a network's graph takes and gives: the varying axes of each input, and the outputs' names."""

    inputs: Mapping[str, dict[int, str]]
    outputs: Sequence[str]


_WINDOW = {
    "input_ids": {0: "batch", 1: "length"},
    "attention_mask": {0: "batch", 1: "length"},
}
_GRAPHS: Mapping[type[_Model], _Graph] = {
    StanceModel: _Graph(_WINDOW | {"speaker_index": {0: "batch"}, "target_index": {0: "batch"}}, ["logits"]),
    TaggerModel: _Graph(_WINDOW, ["tokens", "anchors", "pieces", "references"]),
}
#: Unsigned on both sides: with signed weights AVX2 adds two products in 16 bits, where only 7 bits of weight fit,
#: and 7 bits agreed with float32 on 98.6% of dev labels; 8 bits, of weights snapped for both backends, on 99.0%.
_ZERO = np.uint8(128)
_LARGEST_WEIGHT = 127
_UNIT_STEP = np.float32(1 / 127)
_TINY = np.finfo(np.float32).tiny
#: Domain of onnxruntime's own operations.
_MICROSOFT = "com.microsoft"


def export(model_folder: Path, output: Path) -> None:
    """Writes the shipped form of a trained model.

    Writes ``config.json``, ``tokenizer.json``, ``model.safetensors`` (8 bits),
    ``model.onnx`` (int8) and ``checksums.json`` (the sha256 of every file of the
    folder but the model card).

    Args:
        model_folder: what training left: configuration, weights, tokenizer.
        output: another folder; created, files of these names are replaced.

    Raises:
        ModelError: a file or a weight is missing, a weight does not fit float16, or
            the encoder cannot be expressed in ONNX.
        UsageError: ``output`` is ``model_folder``.
    """
    if output.resolve() == model_folder.resolve():
        raise UsageError(f"{output} is the trained model itself; give another folder to export to")
    if not (model_folder / "tokenizer.json").is_file():
        raise ModelError(f"{model_folder}: tokenizer.json is missing; give the folder that training wrote")
    kind = _kind_of(model_folder)
    model = kind.from_folder(model_folder)
    output.mkdir(parents=True, exist_ok=True)
    _write_weights(model, model_folder, output)
    model = kind.from_folder(output)
    graph = _trace(model)
    _check_graph(graph, model)
    (output / "model.onnx").write_bytes(_quantise(graph).SerializeToString())
    shutil.copyfile(model_folder / "tokenizer.json", output / "tokenizer.json")
    write_checksums(output)


def _kind_of(folder: Path) -> type[_Model]:
    """The class of the network in a folder, by its configuration."""
    try:
        open_folder(folder, TAGGER)
    except ModelError:
        return StanceModel
    return TaggerModel


def _write_weights(model: _Model, model_folder: Path, output: Path) -> None:
    """Writes the packed weights and the configuration that belongs to them."""
    weights = pack_weights(model.state_dict())
    for name, tensor in weights.items():
        if tensor.is_floating_point() and not torch.isfinite(tensor).all():
            largest = model.state_dict()[name.removesuffix(".step")].abs().max().item()
            raise ModelError(
                f"{model_folder}: {name} has values up to {largest:.3g}, and float16 ends at 65504; "
                "train again with a smaller learning_rate"
            )
    save_file(weights, output / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((model_folder / "config.json").read_text(encoding="utf-8"))
    config["dtype"] = "float32"
    (output / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def write_checksums(folder: Path) -> None:
    """Writes ``checksums.json``: the sha256 of every file of a model folder but the card."""
    names = sorted(
        path.name for path in folder.iterdir() if path.is_file() and path.name not in (CHECKSUMS, "README.md")
    )
    sums = {name: file_sha256(folder / name) for name in names}
    (folder / CHECKSUMS).write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")


# --- from torch to ONNX --------------------------------------------------------------------


class _Plain(nn.Module):
    """The network with plain tensors in and out, as the exporter asks."""

    def __init__(self, model: _Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        return output_tensors(self.model(*inputs))


def _trace(model: _Model) -> onnx.ModelProto:
    """The network as a float32 graph, batch and length left open."""
    kind = model.config.encoder.get("model_type")
    graph = _GRAPHS[type(model)]
    sample = _sample(model, batch=3, length=11)
    # Written out, attention is half as many operations as torch's fused one, which guards against empty rows.
    model.encoder.set_attn_implementation("eager")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                _Plain(model).eval(),
                sample,
                input_names=list(graph.inputs),
                output_names=list(graph.outputs)[: len(output_tensors(model(*sample)))],
                dynamic_shapes=(tuple(graph.inputs.values()),),
                opset_version=_OPSET,
                dynamo=True,
                verbose=False,
            )
    except Exception as error:
        # The exporter raises whatever an encoder's code raises under tracing; no base class covers it.
        raise _not_exported(kind, str(error)) from error
    assert program is not None  # only a call with a file name returns None
    return program.model_proto


def _sample(model: _Model, batch: int, length: int) -> tuple[Tensor, ...]:
    """A batch for tracing and checking: every second row is padded, marks stand apart."""
    generator = torch.Generator().manual_seed(batch * length)
    ids = torch.randint(model.config.encoder["vocab_size"], (batch, length), generator=generator)
    mask = torch.ones_like(ids)
    mask[1::2, length // 2 :] = 0
    ids[mask == 0] = model.config.pad_id
    if isinstance(model, TaggerModel):
        return ids, mask
    speaker = torch.randint(length // 2, (batch,), generator=generator)
    target = torch.randint(length // 2, (batch,), generator=generator)
    return ids, mask, speaker, target


def _check_graph(graph: onnx.ModelProto, model: _Model) -> None:
    """Refuses a graph that bakes in a batch size or a length, or computes something else."""
    kind = model.config.encoder.get("model_type")
    for batch, length in ((1, 6), (5, 64)):
        inputs = _sample(model, batch, length)
        with torch.inference_mode():
            expected = [output.numpy() for output in output_tensors(model(*inputs))]
        names = _GRAPHS[type(model)].inputs
        try:
            found = _session(graph).run(None, {name: t.numpy() for name, t in zip(names, inputs, strict=True)})
        except Exception as error:
            raise _not_exported(kind, str(error)) from error
        for one, other in zip(found, expected, strict=True):
            difference = float(np.abs(np.asarray(one) - other).max())
            if not difference < 1e-3 * max(1.0, float(np.abs(other).max())):
                raise _not_exported(kind, f"scores differ by {difference:.3g} at batch {batch}, length {length}")


def _not_exported(kind: object, reason: str) -> ModelError:
    first_line = (reason.strip() or "no reason given").splitlines()[0]
    return ModelError(
        f"a {kind!r} encoder cannot be exported to ONNX ({first_line}); "
        "use the trained folder with the torch backend, or train a bert, roberta or modernbert encoder"
    )


def _session(graph: onnx.ModelProto, options: onnxruntime.SessionOptions | None = None, **more: Any) -> Any:
    return onnxruntime.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"], **more)


# --- from float32 to int8 ------------------------------------------------------------------


def _optimised(graph: onnx.ModelProto, level: str, *skipped: str) -> onnx.ModelProto:
    """The graph after onnxruntime's rewriting.

    Args:
        graph: any graph.
        level: ``BASIC`` folds constants, ``EXTENDED`` also fuses; neither depends on the processor.
        *skipped: names of rewritings to leave out.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, f"ORT_ENABLE_{level}")
        options.optimized_model_filepath = str(path)
        _session(graph, options, disabled_optimizers=list(skipped))
        return onnx.load(path)


def _quantise(graph: onnx.ModelProto) -> onnx.ModelProto:
    """Rewrites matrix products with constant matrices, and embedding tables, to int8."""
    # The two rewritings would hide a product in a sum, or one matrix behind another's name.
    folded = _optimised(graph, "BASIC", "MatMulAddFusion", "ConstantSharing")
    rewritten = _Quantiser(folded).run()
    # One operation for sum and normalisation runs 3.3 ms on 1,488 tokens, the two by themselves 0.8 ms
    # (onnxruntime 1.32, AVX2); profile again before leaving this out.
    return _optimised(rewritten, "EXTENDED", "SkipLayerNormFusion")


class _Quantiser:
    """Rewrites a graph in one pass over its nodes."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model = model
        self._weights = {
            tensor.name: tensor
            for tensor in model.graph.initializer
            if tensor.data_type == onnx.TensorProto.FLOAT and len(tensor.dims) == 2 and min(tensor.dims) >= NARROWEST
        }
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        #: input of a product → its uint8 form and the largest absolute value of each of its rows
        self._rows: dict[str, tuple[str, str]] = {}

    def run(self) -> onnx.ModelProto:
        """The rewritten model; the given one is used up."""
        graph = self._model.graph
        for node in graph.node:
            self._rewrite(node)
        used = {name for node in self._nodes for name in node.input}
        kept = [tensor for tensor in graph.initializer if tensor.name in used]
        del graph.node[:], graph.initializer[:], graph.value_info[:]
        graph.node.extend(self._nodes)
        graph.initializer.extend([*kept, *self._constants.values()])
        if _MICROSOFT not in {domain.domain for domain in self._model.opset_import}:
            self._model.opset_import.append(helper.make_opsetid(_MICROSOFT, 1))
        return self._model

    def _rewrite(self, node: onnx.NodeProto) -> None:
        attributes = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        if node.op_type == "Gather" and node.input[0] in self._weights and attributes.get("axis", 0) == 0:
            self._look_up(node.input[0], node.input[1], node.output[0])
        elif node.op_type == "MatMul" and node.input[1] in self._weights:
            self._multiply(node.input[0], node.input[1], node.output[0])
        elif node.op_type == "Gemm" and node.input[1] in self._weights and _is_plain(attributes):
            product = f"{node.output[0]}_product"
            self._multiply(node.input[0], node.input[1], product, transposed=bool(attributes.get("transB", 0)))
            bias = [name for name in node.input[2:] if name]
            self._add("Add" if bias else "Identity", [product, *bias], node.output[0])
        else:
            self._nodes.append(node)

    def _add(self, operation: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:
        self._nodes.append(helper.make_node(operation, inputs, [output], domain=domain, **attributes))
        return output

    def _constant(self, name: str, value: NDArray[Any] | np.generic) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def _look_up(self, table: str, ids: str, output: str) -> None:
        """Rows of a table: int8, with a scale for each row."""
        values = numpy_helper.to_array(self._weights[table])
        scales = np.maximum(np.abs(values).max(1, keepdims=True) / 127, _TINY)
        whole = self._constant(f"{table}_int8", np.round(values / scales).astype(np.int8))
        scale = self._constant(f"{table}_scale", scales.astype(np.float32))
        rows = self._add("Gather", [whole, ids], f"{output}_int8")
        row_scales = self._add("Gather", [scale, ids], f"{output}_scale")
        floats = self._add("Cast", [rows], f"{output}_float", to=onnx.TensorProto.FLOAT)
        self._add("Mul", [floats, row_scales], output)

    def _multiply(self, rows: str, matrix: str, output: str, *, transposed: bool = False) -> None:
        """A product of uint8 rows and a uint8 matrix, summed in int32, scaled by column and then by row."""
        values = numpy_helper.to_array(self._weights[matrix])
        values = values.T if transposed else values
        scales = np.maximum(np.abs(values).max(0) / _LARGEST_WEIGHT, _TINY)
        whole, largest = self._quantised_rows(rows)
        inputs = [
            whole,
            self._constant(f"{matrix}_uint8", (np.round(values / scales) + _ZERO).astype(np.uint8)),
            self._constant("unit_step", _UNIT_STEP),
            self._constant(f"{matrix}_scale", scales.astype(np.float32)),
            self._constant("zero", _ZERO),
            self._constant("zero", _ZERO),
        ]
        product = self._add("MatMulIntegerToFloat", inputs, f"{output}_unit", domain=_MICROSOFT)
        self._add("Mul", [product, largest], output)

    def _quantised_rows(self, rows: str) -> tuple[str, str]:
        """Brings each row to [-1, 1] by its own largest value, then to uint8 with the fixed step 1/127.

        The operation that multiplies takes one step for all rows; with the range
        made equal beforehand that is a step for each row.
        """
        if rows not in self._rows:
            sizes = self._add("Abs", [rows], f"{rows}_abs")
            axis = self._constant("last_axis", np.array([-1], dtype=np.int64))
            largest = self._add("ReduceMax", [sizes, axis], f"{rows}_max", keepdims=1)
            largest = self._add("Max", [largest, self._constant("tiny", _TINY)], f"{rows}_range")
            unit = self._add("Div", [rows, largest], f"{rows}_unit")
            step, zero = self._constant("unit_step", _UNIT_STEP), self._constant("zero", _ZERO)
            self._rows[rows] = (self._add("QuantizeLinear", [unit, step, zero], f"{rows}_uint8"), largest)
        return self._rows[rows]


def _is_plain(attributes: dict[str, Any]) -> bool:
    """Whether a Gemm is a product and a sum, unscaled."""
    return attributes.get("alpha", 1.0) == 1.0 == attributes.get("beta", 1.0) and not attributes.get("transA", 0)
