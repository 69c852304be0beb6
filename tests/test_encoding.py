"""A pair's input: markers around the right pieces, names outside, windows for long sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tokenizers import Tokenizer

from stancekit.model.encoding import MARKERS, PairEncoder
from stancekit.model.records import Pair, Participant, Sentence, Span


def encoder(tokenizer: Tokenizer, max_length: int = 96) -> PairEncoder:
    return PairEncoder(tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=max_length)


def participant(text: str, name: str, *, inside: bool = True) -> Participant:
    start = text.index(name) if inside else 0
    return Participant(name, Span(start, start + len(name)) if inside else None)


def pair(text: str, speaker: Participant | None, target: Participant) -> Pair:
    return Pair(text, Sentence(0, 0, len(text)), speaker, target)


def shown(tokenizer: Tokenizer, ids: tuple[int, ...]) -> str:
    words = " ".join(tokenizer.id_to_token(i) or "" for i in ids)
    return words.replace(" ##", "")


def test_markers_stand_around_speaker_and_target(marked_tokenizer: Tokenizer) -> None:
    text = "Zarif praised the friend of Iraq"
    (window,) = encoder(marked_tokenizer).encode(pair(text, participant(text, "Zarif"), participant(text, "Iraq")))
    assert shown(marked_tokenizer, window.input_ids) == (
        "[CLS] [SPK] zarif [/SPK] praised the friend of [TGT] iraq [/TGT] [SEP]"
    )
    assert marked_tokenizer.id_to_token(window.input_ids[window.speaker_index]) == "[SPK]"
    assert marked_tokenizer.id_to_token(window.input_ids[window.target_index]) == "[TGT]"


def test_whoever_is_outside_the_sentence_is_named_before_it(marked_tokenizer: Tokenizer) -> None:
    text = "Iraq is a friend"
    outside = participant(text, "Zarif", inside=False)
    (window,) = encoder(marked_tokenizer).encode(pair(text, outside, participant(text, "Iraq")))
    assert shown(marked_tokenizer, window.input_ids) == ("[CLS] [SPK] zarif [/SPK] [TGT] iraq [/TGT] is a friend [SEP]")


def test_no_speaker_leaves_the_speaker_marks_empty(marked_tokenizer: Tokenizer) -> None:
    text = "Iraq is a friend"
    (window,) = encoder(marked_tokenizer).encode(pair(text, None, participant(text, "Iraq")))
    assert shown(marked_tokenizer, window.input_ids).startswith("[CLS] [SPK] [/SPK] [TGT] iraq")


def test_a_guide_that_the_model_learnt_is_named_first(marked_tokenizer: Tokenizer) -> None:
    text = "Zarif praised Iraq"
    asked = replace(pair(text, participant(text, "Zarif"), participant(text, "Iraq")), guide="friend")
    knowing = PairEncoder(
        marked_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=96, guides=["friend", "talks"]
    )
    (window,) = knowing.encode(asked)
    assert shown(marked_tokenizer, window.input_ids) == (
        "[CLS] friend [SPK] zarif [/SPK] praised [TGT] iraq [/TGT] [SEP]"
    )
    assert marked_tokenizer.id_to_token(window.input_ids[window.target_index]) == "[TGT]"
    plain = encoder(marked_tokenizer).encode(replace(asked, guide=""))
    for other in (encoder(marked_tokenizer).encode(asked), knowing.encode(replace(asked, guide="unknown"))):
        assert other == plain


def test_with_a_guide_no_window_is_too_long(marked_tokenizer: Tokenizer) -> None:
    text = "Zarif praised Iraq " + "the friend of the talks " * 60
    asked = replace(pair(text, participant(text, "Zarif"), participant(text, "Iraq")), guide="friend")
    knowing = PairEncoder(marked_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=96, guides=["friend"])
    assert max(len(window.input_ids) for window in knowing.encode(asked)) <= 96


def test_the_sentence_is_cut_out_of_its_article(marked_tokenizer: Tokenizer) -> None:
    text = "The talks. Zarif praised Iraq. The talks."
    sentence = Sentence(1, 11, 30)
    who, whom = participant(text, "Zarif"), participant(text, "Iraq")
    (window,) = encoder(marked_tokenizer).encode(Pair(text, sentence, who, whom))
    assert shown(marked_tokenizer, window.input_ids) == ("[CLS] [SPK] zarif [/SPK] praised [TGT] iraq [/TGT] . [SEP]")


def test_adjacent_participants_close_before_the_next_opens(marked_tokenizer: Tokenizer) -> None:
    text = "Zarif Iraq"
    (window,) = encoder(marked_tokenizer).encode(pair(text, participant(text, "Zarif"), participant(text, "Iraq")))
    assert "zarif [/SPK] [TGT] iraq" in shown(marked_tokenizer, window.input_ids)


def test_a_span_inside_a_word_marks_the_pieces_it_touches(marked_tokenizer: Tokenizer) -> None:
    text = "friend of anti-Iraq talks"
    (window,) = encoder(marked_tokenizer).encode(pair(text, None, participant(text, "Iraq")))
    assert "- [TGT] iraq [/TGT] talks" in shown(marked_tokenizer, window.input_ids)


def test_every_window_of_a_long_sentence_that_holds_the_target_is_read(marked_tokenizer: Tokenizer) -> None:
    text = "the talks " * 100 + "Iraq is a friend " + "the talks " * 100 + "said Zarif"
    windows = encoder(marked_tokenizer).encode(pair(text, participant(text, "Zarif"), participant(text, "Iraq")))
    assert windows
    for window in windows:
        read = shown(marked_tokenizer, window.input_ids)
        assert len(window.input_ids) <= 96
        assert "[TGT] iraq [/TGT] is a friend" in read
        assert read.startswith("[CLS] [SPK] zarif [/SPK]")  # too far off, so named


def test_windows_cover_the_whole_sentence_when_the_target_is_outside(marked_tokenizer: Tokenizer) -> None:
    words = [f"x{i}" for i in range(120)]
    text = " ".join(words)
    windows = encoder(marked_tokenizer).encode(pair(text, None, Participant("Iraq")))
    read = " ".join(shown(marked_tokenizer, window.input_ids) for window in windows)
    assert all(f" {word} " in f" {read} " for word in words)


def test_a_sentence_of_exactly_the_limit_is_one_window(marked_tokenizer: Tokenizer) -> None:
    # 96 pieces: 2 special tokens, 4 marks, 90 words.
    fits = "Iraq " + "the " * (90 - 4)
    assert len(marked_tokenizer.encode("Iraq", add_special_tokens=False).ids) == 4
    assert len(encoder(marked_tokenizer).encode(pair(fits, None, participant(fits, "Iraq")))) == 1
    longer = fits + "the"
    (window, *_) = encoder(marked_tokenizer).encode(pair(longer, None, participant(longer, "Iraq")))
    assert len(window.input_ids) <= 96


def test_a_tokenizer_without_markers_is_refused(marked_tokenizer: Tokenizer) -> None:
    with pytest.raises(ValueError, match="lacks the token '<s>'"):
        PairEncoder(marked_tokenizer, start_token="<s>", end_token="[SEP]", max_length=96)
    with pytest.raises(ValueError, match="max_length 20 is below"):
        encoder(marked_tokenizer, 20)


def test_marker_order_is_the_contract_of_trained_weights() -> None:
    assert MARKERS == ("[SPK]", "[/SPK]", "[TGT]", "[/TGT]")
