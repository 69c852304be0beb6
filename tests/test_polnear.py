"""PolNeAR: the reader on a small folder in the upstream layout, and the span scores on cases counted by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from stancekit.eval.attributions import ATTRIBUTION_TASK, attribution_items
from stancekit.model.errors import CorpusError
from stancekit.model.records import Article, Attribution, Sentence, Span
from stancekit.model.tagger import Tagging
from stancekit.training.polnear import (
    DISCUSSED,
    DROPPED,
    FURTHER_ANNOTATOR,
    LOOSE_SPAN,
    NO_CONTENT,
    NOTE,
    OTHER_TYPE,
    TEXT_LINE,
    AttributedArticle,
    GoldAttribution,
    load_polnear,
)

TEXT = "“We met,” Ada Quill said. “We agreed.” Critics doubt that it will rain.\nSubscribe now.\n"


def _place(words: str, text: str = TEXT) -> str:
    return f"{text.index(words)} {text.index(words) + len(words)}"


def _span_line(number: int, kind: str, *words: str) -> str:
    return f"T{number}\t{kind} {';'.join(map(_place, words))}\t{' '.join(words)}"


LINES = (
    _span_line(1, "Source", "Ada Quill"),
    _span_line(2, "Cue", "said"),
    _span_line(3, "Content", "“We met,”", "“We agreed.”"),
    _span_line(4, "Attribution", "said"),
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
    "",
    _span_line(5, "Content", "that it will"),
    _span_line(6, "Content", "rain"),
    _span_line(7, "Cue", "doubt"),
    _span_line(8, "Attribution-no-source", "doubt"),
    "E2\tAttribution-no-source:T8 Content:T5 Content2:T6 Cue:T7",
    _span_line(9, "Discard", "Subscribe now."),
    _span_line(10, "Discuss", "Critics"),
    "#1\tAnnotatorNotes T10\tIs this a source?",
    _span_line(11, "Attribution-no-source", "rain"),
    "E3\tAttribution-no-source:T11",
    _span_line(12, "Source", "Critics"),
    "E4\tAttribution:T4 Content:T12 Cue:T2 Source:T1",
    _span_line(13, "Cue", "rain"),
    "and a second line of its words",
)


def _write(folder: Path, annotations: dict[str, Sequence[str]], text: str = TEXT, article: str = "post_x") -> Path:
    split = folder / "polnear" / "data" / "dev"
    for name in ("text", "attributions"):
        (split / name).mkdir(parents=True, exist_ok=True)
    (split / "text" / f"{article}.txt").write_bytes(text.encode())
    for annotator, lines in annotations.items():
        (split / "attributions" / f"{article}_{annotator}.ann").write_bytes("\n".join(lines).encode())
    return folder


def _words(spans: Iterable[Span], text: str = TEXT) -> list[str]:
    return [span.of(text) for span in spans]


def test_reads_spans_in_pieces_and_counts_what_it_leaves_out(tmp_path: Path) -> None:
    loaded = load_polnear("dev", _write(tmp_path, {"a1": LINES}))
    (article,) = loaded.articles
    assert (article.id, article.annotator, article.outlet, article.text) == ("post_x", "a1", "post", TEXT)
    first, second = article.attributions
    assert (first.id, _words(first.source), _words(first.cue)) == ("E1", ["Ada Quill"], ["said"])
    assert _words(first.content) == ["“We met,”", "“We agreed.”"]
    assert (second.source, _words(second.content)) == ((), ["that it will", "rain"])
    assert _words(article.discarded) == ["Subscribe now."]
    once = {DISCUSSED, NOTE, NO_CONTENT, OTHER_TYPE, LOOSE_SPAN, TEXT_LINE}
    assert dict(loaded.dropped) == dict.fromkeys(once, 1)
    assert once | {FURTHER_ANNOTATOR} == set(DROPPED)


def test_one_annotator_an_article_unless_all_are_asked_for(tmp_path: Path) -> None:
    folder = _write(tmp_path, {"b2": LINES[:5], "a1": LINES[:5], "c3": ()})
    loaded = load_polnear("dev", folder)
    assert [article.annotator for article in loaded.articles] == ["a1"]
    assert loaded.dropped == {FURTHER_ANNOTATOR: 2}
    every = load_polnear("dev", folder, every_annotator=True)
    assert [(article.annotator, len(article.attributions)) for article in every.articles] == [
        ("a1", 1),
        ("b2", 1),
        ("c3", 0),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tSource 0 4\tAdam", r"post_x_a1\.ann, line 1: 'Adam' is not at 0 4"),
        ("T1\tSource zero 4\tAda", "line 1: invalid literal"),
        ("T1\tSource 0 4", "line 1"),
        ("R1\tRelation T1 T2", "line 1: no record of a known kind"),
        ("E1\tContent:T9", "E1 names T9, which is not there"),
    ],
)
def test_a_file_that_is_not_in_the_layout_is_refused(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        load_polnear("dev", _write(tmp_path, {"a1": [line]}))


def test_translated_line_ends_are_noticed(tmp_path: Path) -> None:
    text = "A title.\nAda said it rains.\n"
    line = f"T1\tContent {_place('it rains', text)}\tit rains"
    assert load_polnear("dev", _write(tmp_path / "whole", {"a1": [line]}, text)).articles
    with pytest.raises(CorpusError, match="line ends"):
        load_polnear("dev", _write(tmp_path / "altered", {"a1": [line]}, text.replace("\n", "\r\n")))


def test_an_empty_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no annotated article"):
        load_polnear("dev", _write(tmp_path, {}))


# --- Scores ------------------------------------------------------------------------------

STORY = "Ada Quill said that rain is near. Bo Finch said the sun will win, and Cy Marsh denied it all."


def _spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words if word)


def _gold(text: str, source: str, cue: str, *content: str) -> GoldAttribution:
    return GoldAttribution("E", _spans(text, source), _spans(text, cue), _spans(text, *content))


def _attribution(text: str, source: str, cue: str, *content: str) -> Attribution:
    who, how = _spans(text, source), _spans(text, cue)
    return Attribution(who[0] if who else None, how[0] if how else None, _spans(text, *content), "indirect")


def _scores(
    text: str, gold: Sequence[GoldAttribution], found: Sequence[Attribution], *discarded: str
) -> dict[str, float]:
    def tagger(article: Article, sentences: Sequence[Sentence]) -> Tagging:
        assert article.text == text
        assert sentences
        return Tagging(tuple(found))

    items = attribution_items(tagger, [AttributedArticle("post_x", "a1", text, tuple(gold), _spans(text, *discarded))])
    assert items[0].slices == {"outlet": "post"}
    return ATTRIBUTION_TASK.values(ATTRIBUTION_TASK.rows(items).sum(axis=0))


GOLD = (
    _gold(STORY, "Ada Quill", "said", "that rain is near"),
    _gold(STORY, "Bo Finch", "said the", "the sun will win"),
    _gold(STORY, "Cy Marsh", "denied", "it all"),
)
FOUND = (
    # Source cut short, one token more of content.
    _attribution(STORY, "Quill", "said", "that rain is near."),
    # Right content, wrong source.
    _attribution(STORY, "Cy Marsh", "said the", "the sun will win"),
)


def test_scores_counted_by_hand() -> None:
    scores = _scores(STORY, GOLD, FOUND)
    # Gold sources: Ada Quill, Bo Finch, Cy Marsh; found: Quill, Cy Marsh.
    assert scores["precision/source/exact"] == pytest.approx(1 / 2)
    assert scores["recall/source/exact"] == pytest.approx(1 / 3)
    assert scores["f1/source/exact"] == pytest.approx(2 / 5)
    assert scores["precision/source/overlap"] == 1
    assert scores["recall/source/overlap"] == pytest.approx(2 / 3)
    # Tokens: 6 gold, 3 found, all of them right.
    assert scores["f1/source/token"] == pytest.approx(2 * 3 / (6 + 3))
    # Contents: of 4, 4 and 2 tokens; found 5 and 4, of which 8 right.
    assert scores["f1/content/exact"] == pytest.approx(2 / 5)
    assert scores["f1/content/overlap"] == pytest.approx(0.8)
    assert scores["f1/content/token"] == pytest.approx(2 * 8 / (10 + 9))
    # Only the first has its source.
    assert scores["precision/attribution"] == pytest.approx(1 / 2)
    assert scores["f1/attribution"] == pytest.approx(2 / 5)


def test_scores_agree_with_an_independent_count_by_characters() -> None:
    """The same numbers from word positions, by string work alone."""
    words = [match.span() for match in re.finditer(r"\w+|[.,]", STORY)]

    def tokens(spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(
            i for i, (a, b) in enumerate(words) for s in spans if any(s.start <= c < s.end for c in range(a, b))
        )

    scores = _scores(STORY, GOLD, FOUND)
    sides = {
        "source": ({tokens(g.source) for g in GOLD}, {tokens([f.source]) for f in FOUND if f.source}),
        "cue": ({tokens(g.cue) for g in GOLD}, {tokens([f.cue]) for f in FOUND if f.cue}),
        "content": ({tokens(g.content) for g in GOLD}, {tokens(f.content) for f in FOUND}),
    }
    for role, (gold, found) in sides.items():
        exact = len(gold & found)
        assert scores[f"f1/{role}/exact"] == pytest.approx(2 * exact / (len(gold) + len(found)))
        assert scores[f"recall/{role}/overlap"] == pytest.approx(
            sum(any(g & f for f in found) for g in gold) / len(gold)
        )
        covered, told = frozenset[int]().union(*gold), frozenset[int]().union(*found)
        assert scores[f"f1/{role}/token"] == pytest.approx(2 * len(covered & told) / (len(covered) + len(told)))


QUOTE = "“Rain is near,” Ada Quill said on Monday. “Snow follows. So does hail.” Nobody else spoke. “Hail hurts.”"


def test_the_sentences_of_one_quotation_are_one_attribution() -> None:
    gold = [_gold(QUOTE, "Ada Quill", "said", "“Rain is near,”", "“Snow follows. So does hail.”")]
    found = [
        _attribution(QUOTE, "Ada Quill", "said", "“Rain is near,”"),
        _attribution(QUOTE, "", "", "“Snow follows."),
        _attribution(QUOTE, "", "", "So does hail.”"),
    ]
    scores = _scores(QUOTE, gold, found)
    assert scores["f1/attribution"] == scores["f1/content/exact"] == 1
    # Two sentences on, it is an attribution of its own, with the same source.
    scores = _scores(
        QUOTE,
        [*gold, _gold(QUOTE, "Ada Quill", "", "“Hail hurts.”")],
        [*found, _attribution(QUOTE, "", "", "“Hail hurts.”")],
    )
    assert scores["f1/attribution"] == 1


def test_two_cues_are_two_attributions() -> None:
    text = "“Rain is near,” Ada Quill said. “Snow follows,” Ada Quill added."
    who = _spans(text, "Ada Quill")[0]
    found = [
        Attribution(who, _spans(text, "said")[0], _spans(text, "“Rain is near,”"), "direct"),
        Attribution(who, _spans(text, "added")[0], _spans(text, "“Snow follows,”"), "direct"),
    ]
    gold = [GoldAttribution("E", (who,), (one.cue,) if one.cue else (), one.content) for one in found]
    assert _scores(text, gold, found)["f1/attribution"] == 1


@pytest.mark.parametrize(
    ("content", "right"),
    [("one two", 1), ("one", 0), ("one two three four", 1), ("one two three four five six seven eight nine", 0)],
)
def test_half_of_the_tokens_of_either_content(content: str, right: int) -> None:
    text = "Ada said one two three four five six seven eight nine."
    scores = _scores(
        text, [_gold(text, "Ada", "said", "one two three four")], [_attribution(text, "Ada", "said", content)]
    )
    assert scores["f1/attribution"] == right


@pytest.mark.parametrize(("gold", "found", "right"), [("", "", 1), ("Ada", "", 0), ("", "Ada", 0)])
def test_no_source_matches_no_source(gold: str, found: str, right: int) -> None:
    text = "Ada was there. It was reported that rain is near."
    scores = _scores(
        text,
        [_gold(text, gold, "reported", "that rain is near")],
        [_attribution(text, found, "reported", "that rain is near")],
    )
    assert scores["f1/attribution"] == right
    assert scores["f1/source/exact"] == 0


def test_a_match_is_used_once_and_the_closer_content_wins() -> None:
    text = "Ada said one two three four five."
    gold = [_gold(text, "Ada", "said", "one two three four")]
    found = [_attribution(text, "Ada", "said", content) for content in ("one two three", "one two three four")]
    scores = _scores(text, gold, found)
    assert (scores["recall/attribution"], scores["precision/attribution"]) == (1, 0.5)


@pytest.mark.parametrize(
    ("outer", "second"),
    [
        # Best first: the second takes the outer gold, which the first matches as well, and less.
        ("one two three four five six seven eight nine", "four five six seven eight nine"),
        # Once each: the first, on the inner gold, leaves the outer one to the second, which matches it less.
        ("one two three four five six seven eight", "four five six seven eight nine ten"),
    ],
)
def test_nested_contents_are_matched_best_first_and_once_each(outer: str, second: str) -> None:
    text = "Ada said one two three four five six seven eight nine ten."
    inner = "one two three four five"
    gold = [_gold(text, "Ada", "said", content) for content in (inner, outer)]
    found = [_attribution(text, "Ada", "said", content) for content in (inner, second)]
    assert _scores(text, gold, found)["f1/attribution"] == 1


def test_what_annotators_discarded_is_not_judged() -> None:
    text = "Ada said one two. Bo said buy now."
    gold = [_gold(text, "Ada", "said", "one two")]
    found = [_attribution(text, "Ada", "said", "one two"), _attribution(text, "Bo", "said", "buy now")]
    assert _scores(text, gold, found)["precision/attribution"] == 0.5
    assert _scores(text, gold, found, "Bo said buy now.")["precision/attribution"] == 1


def test_nothing_found_and_nothing_to_find_score_zero() -> None:
    assert set(_scores("Nobody spoke.", [], []).values()) == {0.0}


def test_counts_add_up_over_articles() -> None:
    def silent(article: Article, sentences: Sequence[Sentence]) -> Tagging:
        return Tagging(())

    article = AttributedArticle("post_x", "a1", STORY, GOLD)
    items = attribution_items(silent, [article, AttributedArticle("post_x", "b2", STORY, GOLD[:1])])
    assert [item.id for item in items] == ["post_x", "post_x_b2"]
    assert ATTRIBUTION_TASK.main_metric == "f1/attribution"
    assert sum(item.counts["attribution/gold"] for item in items) == 4
