"""Export: the shipped folder is whole, its two backends agree, and a pair's result is its own."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from safetensors.torch import load_file, save_file

from stancekit.model.backends import Backend, open_backend
from stancekit.model.encoding import EncodedPair
from stancekit.model.errors import ModelError, UsageError
from stancekit.model.folder import file_sha256, open_folder
from stancekit.model.network import StanceModel
from stancekit.training import export as module
from stancekit.training.export import export

START, END, SPEAKER, TARGET, SPIKE = 2, 3, 10, 11, 12


def encoded_pairs(n: int, *, longest: int = 60, seed: int = 0) -> list[EncodedPair]:
    """Random pairs of all lengths; every tenth holds the token whose embedding is an outlier."""
    draw = random.Random(seed)
    pairs: list[EncodedPair] = []
    for i in range(n):
        ids = [START, *(draw.randrange(20, 150) for _ in range(draw.randint(8, longest))), END]
        if i % 10 == 0:
            ids[3] = SPIKE
        speaker, target = draw.sample(range(4, len(ids) - 1), 2)
        ids[speaker], ids[target] = SPEAKER, TARGET
        pairs.append(EncodedPair(tuple(ids), speaker, target))
    return pairs


def probabilities(backend: Backend, pairs: list[EncodedPair]) -> np.ndarray:
    powers = np.exp(backend.logits(pairs).astype(np.float64))
    return powers / powers.sum(1, keepdims=True)


@pytest.fixture(scope="module")
def wild_model(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model with decided labels and with outliers, as trained encoders have them.

    One dimension of every layer is 30 times as large as the others, and one token of
    the vocabulary is large in that dimension alone.
    """
    folder = tmp_path_factory.mktemp("wild") / "model"
    shutil.copytree(tiny_model, folder)
    weights = load_file(folder / "model.safetensors")
    for name, weight in weights.items():
        if name.endswith("LayerNorm.weight"):
            weight[5] *= 30
        elif weight.ndim == 2:
            weights[name] = 6 * weight
    weights["encoder.embeddings.word_embeddings.weight"][SPIKE] = 0
    weights["encoder.embeddings.word_embeddings.weight"][SPIKE, 5] = 60
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


@pytest.fixture(scope="module")
def shipped(wild_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped") / "model"
    export(wild_model, folder)
    return folder


def test_the_folder_holds_five_files_with_their_checksums(shipped: Path) -> None:
    names = {path.name for path in shipped.iterdir()}
    assert names == {"config.json", "tokenizer.json", "model.safetensors", "model.onnx", "checksums.json"}
    checksums = json.loads((shipped / "checksums.json").read_text())
    assert checksums == {name: file_sha256(shipped / name) for name in names - {"checksums.json"}}


def test_the_weights_are_the_trained_ones_on_a_grid_of_eight_bits(wild_model: Path, shipped: Path) -> None:
    trained, stored = load_file(wild_model / "model.safetensors"), load_file(shipped / "model.safetensors")
    assert {name for name in stored if not name.endswith(".step")} == trained.keys()
    loaded = StanceModel.from_folder(shipped).state_dict()
    for name, weight in trained.items():
        wide = weight.ndim == 2 and min(weight.shape) >= 16
        assert stored[name].dtype == (torch.int8 if wide else torch.float16)
        # Half a step of its row, or the rounding of float16.
        error = weight.abs().amax(-1, keepdim=True) / 254 if wide else weight.abs() * 2**-10
        assert ((loaded[name] - weight).abs() <= error * 1.001).all(), name
        assert loaded[name].dtype == torch.float32
    assert (shipped / "model.safetensors").stat().st_size < 0.4 * (wild_model / "model.safetensors").stat().st_size


def test_packed_weights_open_as_transformers_opens_them(shipped: Path) -> None:
    ours, theirs = StanceModel.from_folder(shipped), StanceModel.from_pretrained(shipped)
    for name, weight in ours.state_dict().items():
        assert (weight == theirs.state_dict()[name]).all(), name


def test_the_graph_has_open_axes_and_no_wide_float_matrix(shipped: Path) -> None:
    model = onnx.load(shipped / "model.onnx", load_external_data=False)
    shapes = {
        value.name: [axis.dim_param or axis.dim_value for axis in value.type.tensor_type.shape.dim]
        for value in (*model.graph.input, *model.graph.output)
    }
    assert shapes == {
        "input_ids": ["batch", "length"],
        "attention_mask": ["batch", "length"],
        "speaker_index": ["batch"],
        "target_index": ["batch"],
        "logits": ["batch", 3],
    }
    for tensor in model.graph.initializer:
        if len(tensor.dims) == 2 and min(tensor.dims) >= 16:
            assert tensor.data_type in (onnx.TensorProto.INT8, onnx.TensorProto.UINT8), tensor.name


def compared(folder: Path, pairs: list[EncodedPair]) -> tuple[float, float]:
    """Share of equal labels and largest difference of a probability between the two backends."""
    opened = open_folder(folder)
    onnx, torch = (probabilities(open_backend(opened, name, "cpu"), pairs) for name in ("onnx", "torch"))
    return float((onnx.argmax(1) == torch.argmax(1)).mean()), float(np.abs(onnx - torch).max())


def test_both_backends_give_the_same_labels(shipped: Path) -> None:
    same_label, difference = compared(shipped, encoded_pairs(200))
    assert same_label >= 0.97
    assert difference <= 0.1


def test_a_comparison_sees_backends_that_differ(shipped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(shipped, folder)
    weights = load_file(folder / "model.safetensors")
    weights["head.4.weight"] = -weights["head.4.weight"]
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "checksums.json").unlink()
    same_label, difference = compared(folder, encoded_pairs(40))
    assert same_label < 0.9
    assert difference > 0.1


@pytest.mark.parametrize("seed", range(3))
def test_a_pair_alone_and_among_63_others_gets_the_same_probabilities(shipped: Path, seed: int) -> None:
    backend = open_backend(open_folder(shipped), "onnx")
    pairs = encoded_pairs(64, seed=seed)
    together = probabilities(backend, pairs)
    alone = np.concatenate([probabilities(backend, [pair]) for pair in pairs])
    assert np.abs(together - alone).max() <= 0.01


def test_a_missing_weight_is_refused_before_anything_is_written(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model, folder)
    weights = load_file(folder / "model.safetensors")
    del weights["head.1.weight"]
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match=r"1 missing keys, first head\.1\.weight"):
        export(folder, tmp_path / "shipped")
    assert not (tmp_path / "shipped").exists()


def test_a_weight_beyond_float16_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model, folder)
    weights = load_file(folder / "model.safetensors")
    weights["head.1.bias"][0] = 1e5
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match=r"head\.1\.bias has values up to 1e\+05"):
        export(folder, tmp_path / "shipped")


def test_the_trained_folder_is_not_overwritten(tiny_model: Path) -> None:
    with pytest.raises(UsageError, match="give another folder"):
        export(tiny_model, tiny_model)


def test_a_folder_without_its_tokenizer_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_model, tmp_path / "model")
    (tmp_path / "model" / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing"):
        export(tmp_path / "model", tmp_path / "shipped")


def test_an_encoder_that_cannot_be_traced_is_one_clear_line(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("data-dependent control flow\nand a long trace")

    monkeypatch.setattr(module.torch.onnx, "export", refuse)
    with pytest.raises(
        ModelError, match=r"a 'bert' encoder cannot be exported .*\(data-dependent control flow\);"
    ) as caught:
        export(tiny_model, tmp_path / "shipped")
    assert "\n" not in str(caught.value)
