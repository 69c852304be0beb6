"""Words exchanged for their neighbours: only words, never names that are marked, and the teacher's to answer."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from stancekit.model.encoding import MARKERS, PairEncoder
from stancekit.model.records import Pair, Participant, Sentence, Span
from stancekit.training.batches import EncodedPairs, encode_examples
from stancekit.training.draw import WeightedExample
from stancekit.training.loaders import Example
from stancekit.training.words import WordSwapper, neighbours

TEXT = "friend praised talks with the threat in support"
GUIDES = ("met", "said that")  # of words that could be exchanged


def example(number: int) -> Example:
    speaker, target = (
        Participant(word, Span(TEXT.index(word), TEXT.index(word) + len(word))) for word in ("friend", "threat")
    )
    guide = GUIDES[number % 2]
    pair = Pair(TEXT, Sentence(0, 0, len(TEXT)), speaker, target, guide=guide)
    return Example(f"{number}", "item", "dse", pair, "favor")


@pytest.fixture
def encoder(marked_tokenizer: Tokenizer) -> PairEncoder:
    return PairEncoder(marked_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=96, guides=GUIDES)


@pytest.fixture
def encoded(encoder: PairEncoder) -> EncodedPairs:
    return encode_examples([WeightedExample(example(i), 2.0, None, 0.9) for i in range(400)], encoder)


@pytest.fixture
def swapper(marked_tokenizer: Tokenizer) -> WordSwapper:
    rng = np.random.default_rng(0)
    embeddings = rng.normal(size=(marked_tokenizer.get_vocab_size(), 8)).astype(np.float32)
    return WordSwapper(marked_tokenizer, embeddings, guides=GUIDES, share=0.5, seed=1)


def test_words_change_in_about_half_of_the_pairs_and_nothing_else_does(
    swapper: WordSwapper, encoded: EncodedPairs, marked_tokenizer: Tokenizer
) -> None:
    known = {piece for piece in marked_tokenizer.get_vocab() if piece.isalpha() and len(piece) > 1}
    changed = swapper(encoded, 0)
    starts = encoded.ends - encoded.lengths
    differs = np.add.reduceat(changed.pieces != encoded.pieces, starts) > 0
    assert 0.3 < differs.mean() < 0.5  # some chosen pairs have no luck
    assert (changed.weights[differs, 4] == 1.0).all()  # only the teacher knows
    assert (changed.weights[~differs, 4] == np.float32(0.9)).all()
    assert (changed.weights[:, 0] == 2.0).all()
    assert (changed.places == encoded.places).all()
    for number in range(len(encoded.ends)):
        pieces = changed.pieces[starts[number] : encoded.ends[number]]
        words = [marked_tokenizer.id_to_token(int(piece)) for piece in pieces]
        assert words[words.index("[SPK]") + 1] == "friend"
        assert words[words.index("[TGT]") + 1] == "threat"
        assert number % 2 == 0 or words[2] == "that"
        assert words[1] == ("met" if number % 2 == 0 else "said")
        before = [marked_tokenizer.id_to_token(int(p)) for p in encoded.pieces[starts[number] : encoded.ends[number]]]
        assert all({old, new} <= known for old, new in zip(before, words, strict=True) if old != new)


def test_an_epoch_is_drawn_alike_again_and_another_one_otherwise(swapper: WordSwapper, encoded: EncodedPairs) -> None:
    first = swapper(encoded, 3).pieces
    assert (first == swapper(encoded, 3).pieces).all()
    assert (first != swapper(encoded, 4).pieces).any()


def test_words_of_several_pieces_stay(swapper: WordSwapper, encoder: PairEncoder, marked_tokenizer: Tokenizer) -> None:
    text = "thex the metz"  # "thex" and "metz" begin with words that the vocabulary has
    pair = Pair(text, Sentence(0, 0, len(text)), None, Participant("it", None))
    example = WeightedExample(Example("0", "item", "dse", pair, "favor"), 1.0)
    encoded = encode_examples([example] * 300, encoder)
    changes = (swapper(encoded, 0).pieces != encoded.pieces).reshape(300, -1).any(0)
    row = [marked_tokenizer.id_to_token(int(piece)) for piece in encoded.pieces[: len(changes)]]
    assert [row[place] for place in np.flatnonzero(changes)] == ["the"]
    assert row[int(np.flatnonzero(changes)[0]) + 1] == "met"


def test_neighbours_are_words_the_nearest_first_and_never_the_word_itself() -> None:
    embeddings = np.array([[1, 0], [0.9, 0.1], [0, 1], [-1, 0], [1, 0.02]], dtype=np.float32)
    is_word = np.array([True, True, True, True, False])
    found = neighbours(embeddings, is_word)
    assert found.shape == (5, 3)
    assert found[0].tolist() == [1, 2, 3]
    assert found[4].tolist() == [-1, -1, -1]
    assert all(word not in found[word] for word in range(4))


@pytest.mark.parametrize("mark", ["Ġ", "▁"])
def test_tokenizers_that_mark_where_words_begin(mark: str) -> None:
    from tokenizers import models

    pieces = ["<s>", *MARKERS, f"{mark}praised", f"{mark}blamed", f"{mark}accept", "able", f"{mark}", "."]
    tokenizer = Tokenizer(models.WordLevel({piece: i for i, piece in enumerate(pieces)}, unk_token="<s>"))
    embeddings = np.random.default_rng(0).normal(size=(len(pieces), 4)).astype(np.float32)
    swapper = WordSwapper(tokenizer, embeddings, guides=(), share=1.0, seed=1)
    ids = [tokenizer.token_to_id(piece) for piece in ("<s>", *MARKERS, f"{mark}praised", f"{mark}accept", "able", ".")]
    n = 200
    encoded = EncodedPairs(
        np.array(ids * n, dtype=np.int32),
        np.arange(1, n + 1) * len(ids),
        np.zeros((n, 3), dtype=np.int64),
        np.ones((n, 5), dtype=np.float32),
        0,
    )
    seen = swapper(encoded, 0).pieces.reshape(n, -1)
    assert {tokenizer.id_to_token(int(piece)) for piece in seen[:, 5]} == {
        f"{mark}{w}" for w in ("praised", "blamed", "accept")
    }
    assert (np.delete(seen, 5, axis=1) == np.delete(np.array(ids), 5)).all()  # "acceptable" goes on


def test_byte_level_pieces_are_read_as_the_text_that_they_stand_for() -> None:
    from tokenizers import decoders, models

    pieces = ["<s>", *MARKERS, "Ġpraised", "Ġblamed", "Ġcaf", "Ã©", "ĠâĢľ", "ĠÃ©tat"]  # é, a quotation mark, état
    tokenizer = Tokenizer(models.WordLevel({piece: i for i, piece in enumerate(pieces)}, unk_token="<s>"))
    tokenizer.decoder = decoders.ByteLevel()
    embeddings = np.random.default_rng(0).normal(size=(len(pieces), 4)).astype(np.float32)
    swapper = WordSwapper(tokenizer, embeddings, guides=(), share=1.0, seed=1)
    text = ["<s>", *MARKERS, "ĠâĢľ", "Ġcaf", "Ã©", "ĠâĢľ", "Ġpraised"]
    n = 300
    encoded = EncodedPairs(
        np.array([tokenizer.token_to_id(piece) for piece in text] * n, dtype=np.int32),
        np.arange(1, n + 1) * len(text),
        np.zeros((n, 3), dtype=np.int64),
        np.ones((n, 5), dtype=np.float32),
        0,
    )
    seen = swapper(encoded, 0).pieces.reshape(n, -1)
    changed = [{tokenizer.id_to_token(int(piece)) for piece in column} for column in seen.T]
    assert [text[i] for i, found in enumerate(changed) if len(found) > 1] == ["Ġpraised"]
    assert changed[-1] == {"Ġpraised", "Ġblamed", "Ġcaf", "ĠÃ©tat"}
