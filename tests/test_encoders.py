"""Any encoder: BERT-, RoBERTa-, DeBERTa-v3- and ModernBERT-like, each tiny, with the tokenizer of its kind.

Both tasks are trained for a few steps on each, from a folder as a hub would give it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from stancekit.model.articles import article_from_text
from stancekit.model.classifier import StanceClassifier
from stancekit.model.encoding import MARKERS, PairEncoder
from stancekit.model.network import load_base
from stancekit.model.records import Pair, Participant, Sentence, Span
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger_network import load_tagger_base
from stancekit.model.windows import WindowEncoder
from stancekit.training import draw
from stancekit.training.export import export
from stancekit.training.loaders import Example
from stancekit.training.recipe import Recipe
from stancekit.training.run import train
from stancekit.training.wire import wire_examples

_DEBERTA: dict[str, Any] = {
    "relative_attention": True,
    "position_buckets": 16,
    "norm_rel_ebd": "layer_norm",
    "share_att_key": True,
    "pos_att_type": "p2c|c2p",
    "position_biased_input": False,
    "type_vocab_size": 0,
}
_SIZE: dict[str, Any] = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
TEXT = "Zoë Lund's aides praised the “rivals” of Côte d'Ivoire, Mali and Iraq."


def _trained(tokenizer: Tokenizer, kind: type[trainers.Trainer], special: list[str], **more: Any) -> Tokenizer:
    texts = [example.pair.text for example in wire_examples(fills=1, seed=1)[:200]]
    # Names of classes in this package are made at run time, which type checkers cannot see.
    trainer: Any = kind(vocab_size=400, special_tokens=special, **more)  # pyright: ignore[reportCallIssue]
    tokenizer.train_from_iterator([*texts, TEXT], trainer)
    return tokenizer


def _word_pieces() -> tuple[Tokenizer, dict[str, Any]]:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    named = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    return _trained(tokenizer, trainers.WordPieceTrainer, special), named


def _byte_level(*, modern: bool) -> tuple[Tokenizer, dict[str, Any]]:
    start, end, pad = ("[CLS]", "[SEP]", "[PAD]") if modern else ("<s>", "</s>", "<pad>")
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    _trained(tokenizer, trainers.BpeTrainer, [start, pad, end], initial_alphabet=alphabet)
    ids = {token: tokenizer.token_to_id(token) or 0 for token in (start, end)}
    tokenizer.post_processor = processors.RobertaProcessing((end, ids[end]), (start, ids[start]))
    if modern:
        return tokenizer, {"cls_token": start, "sep_token": end, "pad_token": pad}
    return tokenizer, {"bos_token": start, "eos_token": end, "pad_token": pad}


def _sentence_pieces() -> tuple[Tokenizer, dict[str, Any]]:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]"]
    _trained(tokenizer, trainers.UnigramTrainer, special, unk_token="[UNK]")
    return tokenizer, {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}


def _encoder(kind: str, size: int, pad: int) -> Any:
    import transformers

    common: dict[str, Any] = {"vocab_size": size, "pad_token_id": pad, **_SIZE}
    configs: dict[str, Callable[[], Any]] = {
        "bert": lambda: transformers.BertModel(transformers.BertConfig(**common)),
        "roberta": lambda: transformers.RobertaModel(
            transformers.RobertaConfig(max_position_embeddings=130, type_vocab_size=1, **common)
        ),
        "deberta-v3": lambda: transformers.DebertaV2Model(transformers.DebertaV2Config(**common, **_DEBERTA)),
        "modernbert": lambda: transformers.ModernBertModel(
            transformers.ModernBertConfig(local_attention=32, cls_token_id=0, sep_token_id=2, **common)
        ),
    }
    return configs[kind]()


_TOKENIZERS: dict[str, Callable[[], tuple[Tokenizer, dict[str, Any]]]] = {
    "bert": _word_pieces,
    "roberta": lambda: _byte_level(modern=False),
    "deberta-v3": _sentence_pieces,
    "modernbert": lambda: _byte_level(modern=True),
}


@pytest.fixture(scope="module", params=list(_TOKENIZERS))
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny random encoder of one kind and its tokenizer."""
    folder = tmp_path_factory.mktemp(request.param)
    tokenizer, named = _TOKENIZERS[request.param]()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **named)
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    # As in published encoders of this kind, the table has a few rows more than the tokenizer has pieces.
    size = len(fast) + (40 if request.param == "deberta-v3" else 0)
    _encoder(request.param, size, tokenizer.token_to_id(named["pad_token"]) or 0).save_pretrained(folder)
    return folder


def _pair(speaker: str, target: str) -> Pair:
    def place(name: str) -> Participant:
        return Participant(name, Span(TEXT.index(name), TEXT.index(name) + len(name)))

    return Pair(TEXT, Sentence(0, 0, len(TEXT)), place(speaker), place(target))


@pytest.mark.parametrize(("speaker", "target"), [("Zoë Lund", "Côte d'Ivoire"), ("rivals", "Mali")])
def test_markers_enclose_the_names(encoder: Path, speaker: str, target: str) -> None:
    model, tokenizer = load_base(str(encoder), max_pieces=96)
    config = model.config
    pairs = PairEncoder(tokenizer, start_token=config.start_token, end_token=config.end_token, max_length=96)
    (window,) = pairs.encode(_pair(speaker, target))
    ids = list(window.input_ids)
    marks = [tokenizer.token_to_id(marker) or -1 for marker in MARKERS]
    assert [ids.count(mark) for mark in marks] == [1, 1, 1, 1]
    assert max(ids) < len(model.encoder.get_input_embeddings().weight)  # pyright: ignore[reportArgumentType]
    encoding = tokenizer.encode(TEXT, add_special_tokens=False)
    assert [i for i in ids[1:-1] if i not in marks] == encoding.ids
    for opens, closes, name in ((*marks[:2], speaker), (*marks[2:], target)):
        before, inside = (
            sum(i not in marks for i in ids[a:b])
            for a, b in ((1, ids.index(opens)), (ids.index(opens), ids.index(closes)))
        )
        offsets = encoding.offsets[before : before + inside]
        assert TEXT[offsets[0][0] : offsets[-1][1]].strip() == name


def test_a_run_trains_saves_and_answers(
    encoder: Path, wire: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = wire[:24]
    monkeypatch.setattr(draw, "wire_examples", lambda **_: examples)
    recipe = Recipe(
        encoder=str(encoder),
        corpora=("wire",),
        epochs=1,
        batch_size=4,
        accumulation=2,
        max_length=96,
        learning_rate=1e-3,
    )
    folder = train(recipe, tmp_path / "run")
    pairs = [_pair("Zoë Lund", "Iraq"), _pair("Zoë Lund", "Mali")]
    expected = StanceClassifier.from_pretrained(folder).probabilities(pairs)
    assert expected.sum(axis=1) == pytest.approx(1.0)
    export(folder, tmp_path / "shipped")
    shipped = StanceClassifier.from_pretrained(tmp_path / "shipped", backend="onnx")
    assert shipped.probabilities(pairs) == pytest.approx(expected, abs=0.1)


def test_the_tagger_reads_every_character(encoder: Path) -> None:
    model, tokenizer = load_tagger_base(str(encoder), max_pieces=64, references=True)
    config = model.config
    windows = WindowEncoder(tokenizer, start_token=config.start_token, end_token=config.end_token, max_length=64)
    text = f"{TEXT} {TEXT}\n\n{TEXT}"
    covered: set[int] = set()
    for window in windows.encode(text, split_sentences(article_from_text(text))):
        ids = torch.tensor([window.input_ids])
        output = model(ids, torch.ones_like(ids))
        assert output.tokens.shape[:2] == ids.shape
        assert all(torch.isfinite(scores).all() for scores in output)
        covered |= {i for span in window.spans for i in range(span.start, span.end)}
    assert {i for i, letter in enumerate(text) if not letter.isspace()} == covered
    assert not any(text[i].isspace() for i in covered)
