"""Model folders and the classifier: refused when not whole, the same answer in any batch."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file, save_file

from stancekit.model.classifier import StanceClassifier
from stancekit.model.errors import ModelError, UsageError
from stancekit.model.folder import file_sha256, find_model, open_folder
from stancekit.model.network import StanceModel
from stancekit.model.records import LABELS, Pair, Participant, Sentence, Span

PAIRS = [
    Pair(text, Sentence(0, 0, len(text)), Participant("Zarif", Span(0, 5)), Participant("Iraq", Span(14, 18)))
    for text in ("Zarif praised Iraq" + " and the talks" * n for n in range(40))
]


@pytest.fixture
def model_copy(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


def test_probabilities_are_rows_that_sum_to_one(tiny_model: Path) -> None:
    classifier = StanceClassifier.from_pretrained(tiny_model)
    stances = classifier.classify(PAIRS)
    assert [stance.pair for stance in stances] == PAIRS
    for stance in stances:
        row = dict(zip(LABELS, (stance.p_favor, stance.p_neutral, stance.p_against), strict=True))
        assert sum(row.values()) == pytest.approx(1)
        assert stance.label == max(row, key=lambda label: row[label])
        assert stance.probability == row[stance.label]


def test_a_pair_has_the_same_probabilities_in_any_batch(tiny_model: Path) -> None:
    classifier = StanceClassifier.from_pretrained(tiny_model)
    together = classifier.probabilities(PAIRS, batch_size=64)
    alone = np.concatenate([classifier.probabilities([pair]) for pair in PAIRS])
    assert np.abs(together - alone).max() < 1e-5


def test_nothing_to_classify_gives_nothing(tiny_model: Path) -> None:
    assert StanceClassifier.from_pretrained(tiny_model).classify([]) == []


def test_temperature_is_applied(model_copy: Path) -> None:
    sharp = StanceClassifier.from_pretrained(model_copy).probabilities(PAIRS)
    config = json.loads((model_copy / "config.json").read_text())
    (model_copy / "config.json").write_text(json.dumps(config | {"softmax_temperature": 50.0}))
    flat = StanceClassifier.from_pretrained(model_copy).probabilities(PAIRS)
    assert np.abs(flat - 1 / 3).max() < np.abs(sharp - 1 / 3).max()
    assert (flat.argmax(1) == sharp.argmax(1)).all()


def test_the_bias_makes_neutral_likelier_where_there_is_a_speaker(model_copy: Path) -> None:
    own_voice = [replace(pair, speaker=None) for pair in PAIRS]
    before = [StanceClassifier.from_pretrained(model_copy).probabilities(pairs) for pairs in (PAIRS, own_voice)]
    config = json.loads((model_copy / "config.json").read_text())
    (model_copy / "config.json").write_text(json.dumps(config | {"neutral_bias": 2.0}))
    after = [StanceClassifier.from_pretrained(model_copy).probabilities(pairs) for pairs in (PAIRS, own_voice)]
    spoken = np.array([pair.speaker is not None for pair in PAIRS])
    odds = [rows[spoken][:, 1] / rows[spoken][:, 0] for rows in (before[0], after[0])]
    assert odds[1] == pytest.approx(odds[0] * np.exp(2.0), rel=1e-3)
    assert np.abs(after[1] - before[1]).max() < 1e-6


def test_in_articles_an_own_voice_is_likelier_neutral(model_copy: Path) -> None:
    pairs = [*PAIRS, *(replace(pair, speaker=None) for pair in PAIRS)]
    config = json.loads((model_copy / "config.json").read_text())
    (model_copy / "config.json").write_text(json.dumps(config | {"neutral_bias": 0.5, "voice_bias": 2.0}))
    classifier = StanceClassifier.from_pretrained(model_copy)
    alone, read = (classifier.probabilities(pairs, of_articles=of_articles) for of_articles in (False, True))
    unspoken = np.array([pair.speaker is None for pair in pairs])
    assert np.abs(read - alone)[~unspoken].max() < 1e-6
    odds = [rows[unspoken][:, 1] / rows[unspoken][:, 2] for rows in (alone, read)]
    assert odds[1] == pytest.approx(odds[0] * np.exp(2.0), rel=1e-3)
    stances = classifier.classify(pairs, of_articles=True)
    assert [stance.p_neutral for stance in stances] == pytest.approx(read[:, 1].tolist())


def test_who_is_merely_named_has_to_be_surer(model_copy: Path) -> None:
    named = [replace(pair, is_incidental=True) for pair in PAIRS]
    rows = [StanceClassifier.from_pretrained(model_copy).probabilities(pairs) for pairs in (PAIRS, named)]
    odds = [row[:, 1] / row[:, 0] for row in rows]
    assert odds[1] == pytest.approx(odds[0] * np.exp(0.4), rel=1e-3)
    config = json.loads((model_copy / "config.json").read_text())
    (model_copy / "config.json").write_text(json.dumps(config | {"incidental_bias": 0.0}))
    assert StanceClassifier.from_pretrained(model_copy).probabilities(named) == pytest.approx(rows[0], rel=1e-5)


def test_a_guide_has_its_own_bias(model_copy: Path) -> None:
    config = json.loads((model_copy / "config.json").read_text())
    settings = {"guides": ["dse"], "neutral_bias": 0.5, "guide_biases": {"dse": 2.0}}
    (model_copy / "config.json").write_text(json.dumps(config | settings | {"guide_biases": {}}))
    pairs = [replace(pair, guide=guide) for guide in ("dse", "mpqa", "") for pair in PAIRS if pair.speaker]
    before = StanceClassifier.from_pretrained(model_copy).probabilities(pairs)
    (model_copy / "config.json").write_text(json.dumps(config | settings))
    after = StanceClassifier.from_pretrained(model_copy).probabilities(pairs)
    odds = [rows[:, 1] / rows[:, 0] for rows in (before, after)]
    ratio = np.where([pair.guide == "dse" for pair in pairs], np.exp(1.5), 1.0)
    assert odds[1] == pytest.approx(odds[0] * ratio, rel=1e-3)
    third = len(pairs) // 3
    assert np.abs(before[:third] - before[third : 2 * third]).max() > 1e-4  # the guide is read
    assert before[third : 2 * third] == pytest.approx(before[2 * third :], abs=1e-6)


def test_a_batch_size_of_zero_is_refused(tiny_model: Path) -> None:
    with pytest.raises(UsageError, match="batch_size 0 is below 1"):
        StanceClassifier.from_pretrained(tiny_model).classify(PAIRS, batch_size=0)


def test_saved_weights_load_unchanged(tiny_model: Path, tmp_path: Path) -> None:
    model = StanceModel.from_folder(tiny_model)
    model.save_pretrained(tmp_path)
    again = StanceModel.from_folder(tmp_path)
    for name, weight in model.state_dict().items():
        assert (weight == again.state_dict()[name]).all(), name


@pytest.mark.parametrize("gone", ["head.1.weight", "encoder.embeddings.word_embeddings.weight"])
def test_a_checkpoint_with_a_missing_weight_is_refused(model_copy: Path, gone: str) -> None:
    path = model_copy / "model.safetensors"
    weights = load_file(path)
    del weights[gone]
    save_file(weights, path, metadata={"format": "pt"})
    with pytest.raises(ModelError, match=f"1 missing keys, first {gone}"):
        StanceClassifier.from_pretrained(model_copy)


def test_a_corrupt_file_is_named(model_copy: Path) -> None:
    checksums = {name: file_sha256(model_copy / name) for name in ("model.safetensors", "tokenizer.json")}
    (model_copy / "checksums.json").write_text(json.dumps(checksums))
    StanceClassifier.from_pretrained(model_copy)
    with (model_copy / "model.safetensors").open("r+b") as stream:
        stream.seek(-1, 2)
        stream.write(b"\x7f")
    with pytest.raises(ModelError, match=r"model\.safetensors is corrupt: sha256"):
        StanceClassifier.from_pretrained(model_copy)


def test_a_truncated_file_without_checksums_is_an_error_of_ours(model_copy: Path) -> None:
    path = model_copy / "model.safetensors"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ModelError, match="no loadable stancekit model"):
        StanceClassifier.from_pretrained(model_copy)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / "config.json").unlink(), "no readable config.json"),
        (lambda folder: (folder / "config.json").write_text("{"), "config.json is corrupt"),
        (lambda folder: (folder / "config.json").write_text('{"model_type": "bert"}'), "of a 'bert' model"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "tokenizer.json is missing"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "not a usable tokenizer"),
        (lambda folder: (folder / "model.safetensors").unlink(), "model.safetensors is missing"),
    ],
)
def test_an_incomplete_folder_is_refused(model_copy: Path, damage, message: str) -> None:
    damage(model_copy)
    with pytest.raises(ModelError, match=message):
        StanceClassifier.from_pretrained(model_copy)


def test_a_model_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model folder at"):
        find_model(tmp_path / "absent")


def test_the_environment_names_the_model(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCEKIT_MODEL", str(tiny_model))
    assert find_model() == tiny_model
    assert open_folder(find_model()).config["revision"] == "tiny"


def test_backend_and_device_must_go_together(tiny_model: Path) -> None:
    with pytest.raises(UsageError, match="onnx backend runs on the CPU"):
        StanceClassifier.from_pretrained(tiny_model, backend="onnx", device="cuda")
    with pytest.raises(UsageError, match="unknown backend 'tpu'"):
        StanceClassifier.from_pretrained(tiny_model, backend="tpu")  # pyright: ignore[reportArgumentType]
    with pytest.raises(UsageError, match="device 'cuda:99' cannot be used"):
        StanceClassifier.from_pretrained(tiny_model, backend="torch", device="cuda:99")
