"""Tiny models and what the rules resolve, built once a session: most tests need no download and no shipped weights."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from stancekit.model.encoding import MARKERS
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.training.loaders import Example
from stancekit.training.wire import wire_examples

# Two threads wait for each other longer than they reckon in a tiny network: with one the slowest tests take a tenth.
torch.set_num_threads(1)

WORDS = "said that the praised warned accused of is a friend threat talks met in with for his support".split()


def tiny_tokenizer(extra: tuple[str, ...] = ()) -> Tokenizer:
    """A word-piece tokenizer that knows a few words and spells out all others."""
    letters = string.ascii_lowercase + string.digits + string.punctuation
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters), *WORDS]
    tokenizer = Tokenizer(
        models.WordPiece({piece: i for i, piece in enumerate(dict.fromkeys(pieces))}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(["[PAD]", "[CLS]", "[SEP]", *extra])
    return tokenizer


@pytest.fixture(scope="session")
def wire() -> list[Example]:
    """Our own examples, one of each template; they take seconds to fill."""
    return wire_examples(fills=1, seed=1)


@pytest.fixture(scope="session")
def plain_tokenizer() -> Tokenizer:
    """The tiny tokenizer without markers."""
    return tiny_tokenizer()


@pytest.fixture(scope="session")
def marked_tokenizer() -> Tokenizer:
    """The tiny tokenizer with the four markers."""
    return tiny_tokenizer(MARKERS)


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random two-layer BERT and its tokenizer, as a hub would give it."""
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("encoder")
    tokenizer = tiny_tokenizer()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_model(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder as a run leaves it, with random weights."""
    from stancekit.model.network import load_base

    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(1)
    model, tokenizer = load_base(str(tiny_encoder), max_pieces=96, revision="tiny")
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="session")
def meanings_of() -> Callable[[str], set[tuple[str, str]]]:
    """Gives the mentions of a text by the rules alone: what stands there, and the name of the actor."""
    resolver = RuleResolver(Gazetteer.load())

    def read(text: str) -> set[tuple[str, str]]:
        article = Article("test", text)
        mentions = resolver(article, split_sentences(article), ()).mentions
        return {(text[mention.start : mention.end], mention.actor.name) for mention in mentions if mention.actor}

    return read
