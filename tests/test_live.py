"""Teachers that are at hand answer what is shown, in their own vocabulary."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from stancekit.model.classifier import StanceClassifier
from stancekit.model.encoding import MARKERS, PairEncoder
from stancekit.model.errors import ModelError, RecipeError
from stancekit.model.network import StanceConfig, StanceModel
from stancekit.training.batches import EncodedPairs, encode_examples
from stancekit.training.draw import WeightedExample
from stancekit.training.live import LiveTeachers
from stancekit.training.loaders import Example


@pytest.fixture
def encoded(wire: list[Example], marked_tokenizer: Tokenizer) -> EncodedPairs:
    encoder = PairEncoder(marked_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=256)
    return encode_examples([WeightedExample(e, 1.0, None, 0.9) for e in wire[:12]], encoder)


def teacher(folder: Path, tokenizer: Tokenizer, *, seed: int, left_out: str = "") -> str:
    """A random model with the tokenizer's pieces in another order, and other names for the ends."""
    content = json.loads(tokenizer.to_str())
    names = {"[CLS]": "<s>", "[SEP]": "</s>"}
    pieces = [
        piece for piece in sorted(content["model"]["vocab"], reverse=True) if not left_out or left_out not in piece
    ]
    extra = [token["content"] for token in content["added_tokens"] if token["content"] not in pieces]
    vocabulary = {names.get(piece, piece): number for number, piece in enumerate([*pieces, *extra])}
    content["model"]["vocab"] = vocabulary
    for token in content["added_tokens"]:
        token["content"] = names.get(token["content"], token["content"])
        token["id"] = vocabulary[token["content"]]
    folder.mkdir()
    Tokenizer.from_str(json.dumps(content)).save(str(folder / "tokenizer.json"))
    torch.manual_seed(seed)
    encoder = {"model_type": "bert", "vocab_size": len(vocabulary), "hidden_size": 32, "num_hidden_layers": 2}
    encoder |= {"num_attention_heads": 2, "intermediate_size": 64, "initializer_range": 0.3}
    pad_id = vocabulary["[PAD]"]
    config = StanceConfig(encoder=encoder, start_token="<s>", end_token="</s>", pad_id=pad_id, max_pieces=256)
    model = StanceModel(config)
    torch.nn.init.normal_(model.get_parameter("head.4.weight"))  # so that answers differ
    model.save_pretrained(folder)
    return str(folder)


def live(folders: list[str], tokenizer: Tokenizer) -> LiveTeachers:
    return LiveTeachers(folders, tokenizer, pad_id=0, specials=("[CLS]", "[SEP]"))


def test_they_answer_as_they_do_alone_whatever_the_order_of_their_pieces(
    tmp_path: Path, wire: list[Example], marked_tokenizer: Tokenizer, encoded: EncodedPairs
) -> None:
    folders = [teacher(tmp_path / f"{seed}", marked_tokenizer, seed=seed) for seed in (1, 2)]
    answered = live(folders, marked_tokenizer)(encoded)
    alone = [
        StanceClassifier.from_pretrained(folder, backend="torch").probabilities(
            [replace(example.pair, is_incidental=False) for example in wire[:12]], 8
        )
        for folder in folders
    ]
    assert np.abs(alone[0] - alone[1]).max() > 0.05
    assert np.allclose(answered.weights[:, 1:4], np.mean(alone, axis=0), atol=1e-4)
    assert (answered.weights[:, [0, 4]] == encoded.weights[:, [0, 4]]).all()


def test_they_are_not_asked_where_their_answer_counts_for_nothing(
    tmp_path: Path, marked_tokenizer: Tokenizer, encoded: EncodedPairs
) -> None:
    weights = encoded.weights.copy()
    weights[::2, 4] = 0.0
    answered = live([teacher(tmp_path / "1", marked_tokenizer, seed=1)], marked_tokenizer)(
        replace(encoded, weights=weights)
    )
    assert (answered.weights[::2, 1:4] == 1.0).all()
    assert np.allclose(answered.weights[1::2, 1:4].sum(1), 1.0, atol=1e-4)


def test_a_teacher_of_another_vocabulary_is_refused(tmp_path: Path, marked_tokenizer: Tokenizer) -> None:
    folder = teacher(tmp_path / "1", marked_tokenizer, seed=1, left_out="a")
    with pytest.raises(RecipeError, match=r"lacks \d+ of the \d+ pieces .* first '##a'; write its answers down with"):
        live([folder], marked_tokenizer)


def test_a_teacher_that_is_not_there_is_one_clear_line(tmp_path: Path, marked_tokenizer: Tokenizer) -> None:
    with pytest.raises(ModelError, match=r"absent: no loadable stancekit model \(no config.json\)") as caught:
        live([str(tmp_path / "absent")], marked_tokenizer)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("guides", "max_length", "message"),
    [
        (("dse",), 256, "knows no guide; the recipe has max_length 256 and dse; train the teacher"),
        ((), 512, "reads 256 pieces .* the recipe has max_length 512 and no guide"),
    ],
)
def test_a_teacher_that_reads_less_than_the_student_is_refused(
    tmp_path: Path, marked_tokenizer: Tokenizer, guides: tuple[str, ...], max_length: int, message: str
) -> None:
    folder = teacher(tmp_path / "1", marked_tokenizer, seed=1)
    ends = ("[CLS]", "[SEP]")
    with pytest.raises(RecipeError, match=message):
        LiveTeachers([folder], marked_tokenizer, pad_id=0, specials=ends, guides=guides, max_length=max_length)


@pytest.mark.parametrize("marker", MARKERS)
def test_a_teacher_without_a_mark_is_refused(tmp_path: Path, marked_tokenizer: Tokenizer, marker: str) -> None:
    folder = Path(teacher(tmp_path / "1", marked_tokenizer, seed=1))
    content = (folder / "tokenizer.json").read_text()
    (folder / "tokenizer.json").write_text(content.replace(f'"{marker}"', f'"{marker[:-1]}-]"'))
    with pytest.raises(RecipeError, match=r"lacks 1 of the \d+ pieces"):
        live([str(folder)], marked_tokenizer)
