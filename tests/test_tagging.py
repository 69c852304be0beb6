"""From scores to spans: cues, sources, contents and mentions, on scores made by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from tokenizers import Tokenizer

from stancekit.model.articles import article_from_text
from stancekit.model.records import Span
from stancekit.model.sentences import split_sentences
from stancekit.model.tagging import (
    CUE_TAGS,
    LINKS,
    MENTION_TAGS,
    TOKEN_LABELS,
    LinkedCue,
    TaggedMention,
    link_scores,
    read_cues,
    read_mentions,
)
from stancekit.model.windows import Window, WindowEncoder

TEXT = "Ada said that Bo met Cy, with Di."


@pytest.fixture
def window(plain_tokenizer: Tokenizer) -> Window:
    encoder = WindowEncoder(plain_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=64)
    return encoder.encode(TEXT, split_sentences(article_from_text(TEXT)))[0]


def _pieces(window: Window, words: str) -> list[int]:
    place = Span(TEXT.index(words), TEXT.index(words) + len(words))
    return [i for i, span in enumerate(window.spans) if span.overlaps(place)]


def _scores(window: Window) -> np.ndarray:
    """Nothing tagged and nothing linked."""
    tokens = np.full((len(window.spans), len(TOKEN_LABELS) + len(LINKS)), -5.0, dtype=np.float32)
    tokens[:, 0] = tokens[:, len(CUE_TAGS)] = 5.0
    return tokens


def _tag(tokens: np.ndarray, pieces: list[int], first: int, further: int) -> None:
    for n, piece in enumerate(pieces):
        tokens[piece, further if n else first] = 9.0


def _read(tokens: np.ndarray, window: Window) -> list[LinkedCue]:
    nothing = np.zeros((len(tokens), len(LINKS) * 2), dtype=np.float32)
    return read_cues(tokens, nothing, nothing, window)


def test_a_cue_with_its_source_and_a_content_in_two_parts(window: Window) -> None:
    tokens = _scores(window)
    _tag(tokens, _pieces(window, "said"), 1, 2)
    links = {name: len(TOKEN_LABELS) + i for i, name in enumerate(LINKS)}
    for role, words in (("source", "Ada"), ("content", "that Bo"), ("content", "with Di")):
        pieces = _pieces(window, words)
        tokens[pieces, links[f"{role}/inside"]] = 4.0
        tokens[pieces[0], links[f"{role}/first"]] = tokens[pieces[-1], links[f"{role}/last"]] = 4.0
    (cue,) = _read(tokens, window)
    assert [cue.cue.of(TEXT), *(span.of(TEXT) for span in cue.source)] == ["said", "Ada"]
    assert [span.of(TEXT) for span in cue.content] == ["that Bo", "with Di"]


def test_words_stay_whole_where_only_some_of_their_pieces_score(window: Window) -> None:
    tokens = _scores(window)
    _tag(tokens, _pieces(window, "said"), 1, 2)
    ada = _pieces(window, "Ada")
    assert len(ada) == 3
    tokens[:, len(TOKEN_LABELS) + 1] = tokens[:, len(TOKEN_LABELS) + 2] = 0.0
    tokens[ada, len(TOKEN_LABELS)] = [9.0, -1.0, -1.0]
    (cue,) = _read(tokens, window)
    assert [span.of(TEXT) for span in cue.source] == ["Ada"]
    _tag(tokens, _pieces(window, "Bo")[:1], 3 + MENTION_TAGS.index("B-person"), 0)
    assert [m.span.of(TEXT) for m in read_mentions(tokens, window)] == ["Bo"]


def test_a_cue_outside_the_core_is_another_windows(window: Window) -> None:
    tokens = _scores(window)
    _tag(tokens, _pieces(window, "said"), 1, 2)
    elsewhere = Window(window.input_ids, window.spans, window.continues, Span(TEXT.index("Bo"), len(TEXT)))
    assert _read(tokens, elsewhere) == []
    assert len(_read(tokens, window)) == 1


def test_mentions_that_touch_and_the_kind_by_all_pieces(window: Window) -> None:
    tokens = _scores(window)
    tags = {name: len(CUE_TAGS) + i for i, name in enumerate(MENTION_TAGS)}
    _tag(tokens, _pieces(window, "Ada"), tags["B-person"], tags["I-person"])
    _tag(tokens, _pieces(window, "Bo met"), tags["B-organisation"], tags["I-organisation"])
    tokens[_pieces(window, "Bo met"), tags["I-place"]] = 8.0
    _tag(tokens, _pieces(window, "Cy"), tags["B-group"], tags["I-group"])
    assert read_mentions(tokens, window) == [
        TaggedMention(Span(0, 3), "person"),
        TaggedMention(Span(TEXT.index("Bo"), TEXT.index("Bo") + 6), "organisation"),
        TaggedMention(Span(TEXT.index("Cy"), TEXT.index("Cy") + 2), "group"),
    ]


def test_the_path_read_is_the_best_of_all_paths(plain_tokenizer: Tokenizer) -> None:
    rng = np.random.default_rng(3)
    text = "a b c d e f"
    encoder = WindowEncoder(plain_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=64)
    window = encoder.encode(text, split_sentences(article_from_text(text)))[0]
    n = len(window.spans) - 2
    for _ in range(30):
        tokens = _scores(window)
        tokens[1, 1] = 9.0
        tokens[:, len(TOKEN_LABELS) :] = rng.normal(0, 2, (len(tokens), len(LINKS)))
        (cue,) = _read(tokens, window)
        inside, first, last = tokens[1:-1, len(TOKEN_LABELS) : len(TOKEN_LABELS) + 3].T

        def worth(path: tuple[int, ...], inside=inside, first=first, last=last) -> float:
            padded = (0, *path, 0)
            score = sum(inside[i] for i in range(n) if path[i])
            score += sum(first[i] for i in range(n) if path[i] and not padded[i])
            return score + sum(last[i] for i in range(n) if path[i] and not padded[i + 2])

        best = max(itertools.product((0, 1), repeat=n), key=worth)
        found = tuple(int(any(part.overlaps(window.spans[i + 1]) for part in cue.source)) for i in range(n))
        assert worth(found) == pytest.approx(worth(best), abs=1e-4)


def test_link_scores_are_products_scaled_plus_what_a_piece_brings_alone() -> None:
    rng = np.random.default_rng(0)
    width = 4
    tokens = rng.normal(size=(5, len(TOKEN_LABELS) + len(LINKS))).astype(np.float32)
    anchors, pieces = (rng.normal(size=(5, len(LINKS) * width)).astype(np.float32) for _ in range(2))
    scores = link_scores(tokens, anchors, pieces, [3, 1])
    expected = anchors[1, 8:12] @ pieces[4, 8:12] / 2 + tokens[4, len(TOKEN_LABELS) + 2]
    assert scores.shape == (2, 5, len(LINKS))
    assert scores[1, 4, 2] == pytest.approx(expected, abs=1e-5)


def test_the_cue_read_is_the_best_path_and_never_begins_with_a_further_piece(window: Window) -> None:
    tokens = _scores(window)
    said, that = _pieces(window, "said")[0], _pieces(window, "that")[0]
    # Each piece alone would say: outside, further.
    tokens[that, :3] = (0.0, -5.0, 2.0)
    assert _read(tokens, window) == []
    # Together "first, further" scores more than "outside" twice.
    tokens[said, :3] = (1.0, 0.0, -5.0)
    assert [TEXT[one.cue.start : one.cue.end] for one in _read(tokens, window)] == ["said that"]
    tokens[said, :3] = (3.0, 0.0, -5.0)
    assert _read(tokens, window) == []
