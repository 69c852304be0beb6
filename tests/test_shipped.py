"""The shipped weights: whole, alike in both backends, the same answer in any batch, right on plain cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stancekit import StanceAnalyzer
from stancekit.eval.release import MAX_BATCH_DIFFERENCE, MIN_AGREEMENT, agreement, batch_independence
from stancekit.model.classifier import StanceClassifier
from stancekit.model.folder import file_sha256, find_model
from stancekit.training.loaders import Example

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def shipped() -> StanceClassifier:
    return StanceClassifier.from_pretrained(find_model(), backend="onnx")


def test_every_file_has_its_checksum() -> None:
    folder = find_model()
    checksums = json.loads((folder / "checksums.json").read_text())
    assert set(checksums) == {"config.json", "tokenizer.json", "model.onnx", "model.safetensors"}
    for name, expected in checksums.items():
        assert file_sha256(folder / name) == expected, name
    assert sum(path.stat().st_size for path in folder.iterdir()) < 100e6


def test_the_card_names_weights_data_licence_and_figures(shipped: StanceClassifier) -> None:
    card = (find_model() / "README.md").read_text()
    for part in (shipped.revision, "CC BY-NC-SA 4.0", "dse | dev", "newsmtsc-rw | dev", "How to cite", "Limits"):
        assert part in card, part


def test_a_batch_does_not_move_a_probability(shipped: StanceClassifier, wire: list[Example]) -> None:
    pairs = [example.pair for example in wire]
    assert batch_independence(shipped, pairs) <= MAX_BATCH_DIFFERENCE


def test_both_backends_give_the_same_labels(shipped: StanceClassifier, wire: list[Example]) -> None:
    pairs = [example.pair for example in wire[::60]]
    other = StanceClassifier.from_pretrained(find_model(), backend="torch")
    assert agreement(shipped, other, pairs) >= MIN_AGREEMENT


@pytest.mark.parametrize(
    ("speaker", "target", "sentence", "label"),
    [
        ("Rahmani", "Sweden", "Rahmani praised Sweden for sheltering the families.", "favor"),
        ("Rahmani", "Sweden", "Rahmani accused Sweden of betraying the families.", "against"),
        ("Rahmani", "Sweden", "Rahmani flew to Sweden on Monday for two days of talks.", "neutral"),
        ("Rahmani", "Sweden", "“Sweden has stood by us in our darkest hour.”", "favor"),
        ("Rahmani", "Sweden", "Rahmani said Sweden had never been serious about peace.", "against"),
        ("", "Sweden", "Sweden exported 4 percent more timber in May.", "neutral"),
    ],
)
def test_plain_cases(shipped: StanceClassifier, speaker: str, target: str, sentence: str, label: str) -> None:
    analyzer = StanceAnalyzer.from_pretrained()
    (stance,) = analyzer.classify([(speaker, target, sentence)])
    assert stance.label == label, stance
    assert stance.pair.text == sentence
    assert shipped.backend.name == "onnx"


def test_the_first_seed_article_end_to_end() -> None:
    analysis = StanceAnalyzer.from_pretrained()((SEEDS / "tehran-baghdad-visit.txt").read_text(encoding="utf-8"))
    by_speaker = {(cell.source, cell.target): cell.label for cell in analysis.matrix(by="speaker")}
    assert by_speaker["Ali Khamenei", "United States"] == "against"
    assert by_speaker["Mohammad Javad Zarif", "Iraq"] == "favor"
    assert by_speaker["Ammar Hakim", "Iran"] == "favor"


def test_a_wire_story_by_country() -> None:
    story = (
        "TEHRAN, March 3 (Tern) -- Iranian Foreign Minister Reza Moradi on Monday praised Iraq for its victory.\n\n"
        "Moradi accused the United States of arming the militants. He also hailed the Iraqi army.\n"
    )
    analysis = StanceAnalyzer.from_pretrained()(story)
    assert {s.pair.speaker and s.pair.speaker.name for s in analysis.stances} == {"Reza Moradi"}
    by_country = {(cell.source, cell.target): cell.label for cell in analysis.matrix(by="affiliation")}
    assert by_country == {("IRN", "IRQ"): "favor", ("IRN", "USA"): "against"}


def test_nothing_is_fetched() -> None:
    code = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('network')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from stancekit import StanceAnalyzer\n"
        "print(len(StanceAnalyzer.from_pretrained()('Sweden praised Norway.').stances))\n"
    )
    environment = os.environ | {"HF_HUB_OFFLINE": "1"}
    done = subprocess.run([sys.executable, "-Ic", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr
