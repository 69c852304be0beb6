"""Windows of the tagger: nothing lost, nothing twice, every piece where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

from stancekit.model.articles import article_from_text
from stancekit.model.records import Sentence
from stancekit.model.sentences import split_sentences
from stancekit.model.windows import Window, WindowEncoder

TEXT = "\n\n".join(f"Ada met Bo in May {n}. “We agreed,” she said. Zoë’s aides left." for n in range(12))


def _windows(tokenizer: Tokenizer, text: str, max_length: int, first: int = 0) -> list[Window]:
    encoder = WindowEncoder(tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=max_length)
    return encoder.encode(text, split_sentences(article_from_text(text)), first=first)


@pytest.mark.parametrize("first", [0, 1, 3])
@pytest.mark.parametrize("max_length", [64, 100, 4000])
def test_cores_tile_the_article_and_windows_fit(plain_tokenizer: Tokenizer, max_length: int, first: int) -> None:
    windows = _windows(plain_tokenizer, TEXT, max_length, first)
    assert all(len(window.input_ids) <= max_length for window in windows)
    cores = [window.core for window in windows]
    assert (cores[0].start, cores[-1].end) == (0, len(TEXT))
    assert all(TEXT[a.end : b.start].isspace() for a, b in pairwise(cores))
    assert (len(windows) > 1) == (max_length < 4000 or first > 0)


def test_every_character_but_blanks_is_in_the_piece_that_stands_for_it(plain_tokenizer: Tokenizer) -> None:
    for window in _windows(plain_tokenizer, TEXT, 100):
        covered = {i for span in window.spans for i in range(span.start, span.end)}
        core = range(window.core.start, window.core.end)
        assert {i for i in core if not TEXT[i].isspace()} <= covered
        assert not any(TEXT[i].isspace() for i in covered)


def test_a_sentence_has_neighbours_in_the_window_that_answers_for_it(plain_tokenizer: Tokenizer) -> None:
    windows = _windows(plain_tokenizer, TEXT, 100)
    for window in windows[1:]:
        assert min(span.start for span in window.spans if span.end) < window.core.start
    for window in windows[:-1]:
        assert max(span.end for span in window.spans) > window.core.end


def test_paragraphs_are_parted_by_the_end_token_and_words_are_known(plain_tokenizer: Tokenizer) -> None:
    (window,) = _windows(plain_tokenizer, "Ada said no.\n\nBo left.", 64)
    end = window.input_ids[-1]
    assert window.input_ids.count(end) == 2
    words = [span for span, continues in zip(window.spans, window.continues, strict=True) if span.end and not continues]
    assert len(words) == 7  # Ada said no . Bo left .
    assert all(len(window.input_ids) == len(part) for part in (window.spans, window.continues))


def test_a_sentence_longer_than_a_window_is_read_in_parts(plain_tokenizer: Tokenizer) -> None:
    text = "x" + ", y" * 500 + "."
    windows = _windows(plain_tokenizer, text, 64)
    covered = {i for window in windows for span in window.spans for i in range(span.start, span.end)}
    assert {i for i, c in enumerate(text) if c != " "} == covered
    assert windows[-1].core.end == len(text)


def test_blanks_that_byte_level_tokenizers_count_in_are_no_part_of_a_piece() -> None:
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer = Tokenizer(models.BPE({c: i for i, c in enumerate(["<s>", "</s>", *sorted(alphabet)])}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    text = "Ada met Bo."
    encoder = WindowEncoder(tokenizer, start_token="<s>", end_token="</s>", max_length=64)
    (window,) = encoder.encode(text, [Sentence(0, 0, len(text))])
    assert "".join(span.of(text) for span in window.spans) == "AdametBo."


def test_impossible_settings_are_refused(plain_tokenizer: Tokenizer) -> None:
    with pytest.raises(ValueError, match="max_length 8 is below 16"):
        WindowEncoder(plain_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=8)
    with pytest.raises(ValueError, match="lacks the token '<s>'"):
        WindowEncoder(plain_tokenizer, start_token="<s>", end_token="[SEP]", max_length=64)
