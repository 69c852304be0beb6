"""Averaging models: the mean of their weights, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from stancekit.model.classifier import StanceClassifier
from stancekit.model.errors import ModelError, UsageError
from stancekit.model.network import StanceModel
from stancekit.model.tagger_network import TaggerModel, load_tagger_base
from stancekit.training.average import average, parse_shares


@pytest.fixture
def run(tiny_model: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    shutil.copytree(tiny_model, folder / "model")
    (folder / "recipe.json").write_text(json.dumps({"name": "tiny", "corpora": ["wire"], "seed": 7, "notes": ""}))
    return folder


@pytest.fixture
def other(tiny_model: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "other"
    shutil.copytree(tiny_model, folder)
    weights = {name: 3 * weight + 1 for name, weight in load_file(folder / "model.safetensors").items()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def test_the_mean_of_two(run: Path, other: Path, tmp_path: Path) -> None:
    folder = average(tmp_path / "mean", [(run / "model", 0.75), (other, 0.25)])
    first, found = (StanceModel.from_folder(path).state_dict() for path in (run / "model", folder))
    for name, weight in first.items():
        if weight.is_floating_point():
            assert (found[name] - (1.5 * weight + 0.25)).abs().max() < 1e-5, name
    notes = json.loads((tmp_path / "mean" / "recipe.json").read_text())["notes"]
    assert notes.startswith("weights averaged: 0.75 ") and notes.count("(seed 7)") == 1
    assert StanceClassifier.from_pretrained(folder).probabilities([]).shape == (0, 3)


def test_what_cannot_be_averaged_is_said(run: Path, other: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"the shares sum to 1\.5; they must sum to 1"):
        average(tmp_path / "mean", [(run / "model", 1.0), (other, 0.5)])
    with pytest.raises(UsageError, match="exists; give another folder"):
        average(run, [(run / "model", 1.0)])
    with pytest.raises(ModelError, match="no record of a run"):
        average(tmp_path / "mean", [(other, 1.0)])
    weights = load_file(other / "model.safetensors")
    config = json.loads((other / "config.json").read_text())
    config["encoder"]["vocab_size"] -= 1
    name = "encoder.embeddings.word_embeddings.weight"
    weights[name] = weights[name][:-1].contiguous()
    (other / "config.json").write_text(json.dumps(config))
    save_file(weights, other / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="is of another encoder than"):
        average(tmp_path / "mean", [(run / "model", 0.5), (other, 0.5)])


def test_taggers_are_averaged_too_but_not_with_a_classifier(tiny_encoder: Path, run: Path, tmp_path: Path) -> None:
    folders: list[Path] = []
    for number in (0, 1):
        model, tokenizer = load_tagger_base(str(tiny_encoder), max_pieces=64, link_width=16, revision=f"t{number}")
        folder = tmp_path / f"run{number}" / "model"
        model.save_pretrained(folder)
        tokenizer.save(str(folder / "tokenizer.json"))
        (folder.parent / "recipe.json").write_text(json.dumps({"name": "tiny", "link_width": 16, "notes": ""}))
        folders.append(folder)
    mean = TaggerModel.from_folder(average(tmp_path / "mean", [(folder, 0.5) for folder in folders])).state_dict()
    first, second = (TaggerModel.from_folder(folder).state_dict() for folder in folders)
    assert (first["anchors.weight"] != second["anchors.weight"]).any()
    for name, weight in mean.items():
        assert (weight - (first[name] + second[name]) / 2).abs().max() < 1e-6, name
    with pytest.raises(ModelError, match="is of another encoder than"):
        average(tmp_path / "both", [(folders[0], 0.5), (run / "model", 0.5)])


def test_a_tagger_without_references_leaves_them_to_the_first(tiny_encoder: Path, run: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    paths: list[Path] = []
    for name, knows in (("new", True), ("old", False)):
        tagger, tokenizer = load_tagger_base(str(tiny_encoder), references=knows)
        path = tmp_path / name / "model"
        tagger.save_pretrained(path)
        tokenizer.save(str(path / "tokenizer.json"))
        shutil.copyfile(run / "recipe.json", path.parent / "recipe.json")
        paths.append(path)
    mean = load_file(average(tmp_path / "mean", [(paths[0], 0.75), (paths[1], 0.25)]) / "model.safetensors")
    new, old = (load_file(path / "model.safetensors") for path in paths)
    assert torch.allclose(mean["tokens.weight"], 0.75 * new["tokens.weight"] + 0.25 * old["tokens.weight"])
    assert torch.allclose(mean["references.weight"], new["references.weight"])


def test_shares_may_be_left_out_of_all_or_of_none() -> None:
    assert parse_shares(["a=0.6", "x/c=0.4"]) == [(Path("a"), 0.6), (Path("x/c"), 0.4)]
    assert parse_shares(["a", "b", "c"]) == [(Path(name), pytest.approx(1 / 3)) for name in "abc"]
    for entries in (["a=0.5", "b"], ["a=half"]):
        with pytest.raises(UsageError, match=r"(b|a=half): expected FOLDER=SHARE"):
            parse_shares(entries)
