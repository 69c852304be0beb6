"""SEESAW end to end: reading, the matching of names, and the three steps on an article counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stancekit.eval.triples import (
    TRIPLE_TASK,
    Document,
    Names,
    Triple,
    joined_article,
    normal,
    read_documents,
    triple_item,
    triple_items,
)
from stancekit.model.analysis import Analysis
from stancekit.model.errors import CorpusError
from stancekit.model.records import Actor, Article, Label, Mention, Pair, Participant, Sentence, Span, Stance


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the White House", "White House"),
        ("Mr. Quill", "Quill"),
        ("Vice-Chair", "vice chair"),
        ("U.S.", "US"),
        ("Al-Noor", "Al Noor"),
        ("President Ada Quill", "ada quill"),
        ("Sen. José Peña", "Jose Pena"),
        ("Dick’s Sporting Goods", "Dick's Sporting Goods"),
        ("Lawmakers’", "lawmakers"),
        ("O'Hara", "O’Hara"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President of Oz", "of Oz"),
        ("The", ""),
        ("President", ""),
        ("House Republicans", "Republicans"),
        ("United States Congress", "Congress"),
    ],
)
def test_names_that_are_not_the_same(one: str, other: str) -> None:
    assert normal(one) != normal(other)


LISTED = {
    "Ada Quill": "People",
    "Bo Finch": "People",
    "Cy Finch": "People",
    "Dee B. Marsh Jr.": "People",
    "Robert Vale": "People",
    "Green Party": "People",
    "Department of Rivers": "Organization",
    "Quill administration": "Organization",
    "the dam bill": "Topic",
}


@pytest.mark.parametrize(
    ("name", "kind", "aliases", "listed"),
    [
        ("Ada Quill", "person", (), "ada quill"),
        ("Quill", "person", (), "ada quill"),
        ("Senator Quill", "person", (), "ada quill"),
        # Two persons of that name, or another first name.
        ("Finch", "person", (), "finch"),
        ("Eve Finch", "person", (), "eve finch"),
        ("Eve Quill", "person", (), "eve quill"),
        ("Ada M. Quill", "person", (), "ada quill"),
        ("Dee Marsh", "person", (), "dee b marsh jr"),
        ("Bob Vale", "person", (), "robert vale"),
        ("Richard Vale", "person", (), "richard vale"),
        # A surname is of a person; "Party" is none.
        ("Quill", "organisation", (), "quill"),
        ("Greens", "party", ("Greens", "The Green Party"), "green party"),
        ("River Ministry", "organisation", ("RM", "Department of Rivers"), "department of rivers"),
        ("River Ministry", "organisation", (), "river ministry"),
        # The own name goes before the aliases.
        ("Green Party", "party", ("Department of Rivers",), "green party"),
        ("Dam Bill", "organisation", (), "dam bill"),
    ],
)
def test_which_listed_entity_a_found_actor_is(name: str, kind: Any, aliases: tuple[str, ...], listed: str) -> None:
    assert Names(LISTED).of(name, Actor(name, kind, aliases=aliases)) == listed


def test_a_name_without_an_actor_is_matched_whole_only() -> None:
    names = Names(LISTED)
    assert names.of("the Green Party") == "green party"
    assert names.of("the party") == "party"
    assert names.participant(None) == normal("None")


# --- One article by hand -------------------------------------------------------------------

SENTENCES = {
    "0": "Ada Quill scorned the Greens.",
    "1": "“They waste our rivers,” Quill said of the Greens.",
    "3": "Somebody praised Bo Finch.",
    "4": "The Greens like Bo Finch and mock Oz.",
}
GOLD = {
    "0": frozenset({Triple("Ada Quill", "against", "Green Party")}),
    "1": frozenset({Triple("Ada Quill", "against", "Green Party"), Triple("Green Party", "against", "the dam bill")}),
    "3": frozenset({Triple("Not in the list", "favor", "Bo Finch")}),
    "4": frozenset({Triple("Green Party", "favor", "Bo Finch"), Triple("None", "favor", "Bo Finch")}),
}
DOCUMENT = Document("D0", "A title", SENTENCES, LISTED, GOLD)
QUILL = Actor("Quill", "person")
GREENS = Actor("Greens", "party", aliases=("Green Party",))
FINCH = Actor("Bo Finch", "person")
SOMEBODY = Actor("Somebody", "person")
OZ = Actor("Oz", "country")


def _analysis(*answers: tuple[str, Actor | None, Label, Actor, str]) -> Analysis:
    """Answers as (sentence id, speaker, label, target, its words), all actors named in the text as mentions."""
    article, starts = joined_article(DOCUMENT)
    named = {"Quill": QUILL, "Greens": GREENS, "Bo Finch": FINCH}
    mentions = [
        Mention(starts[i] + text.index(words), starts[i] + text.index(words) + len(words), actor.kind, actor)
        for i, text in SENTENCES.items()
        for words, actor in named.items()
        if words in text
    ]
    # One sentence over all of them, as a splitter may see it: what counts is where the target stands.
    sentence = Sentence(0, 0, len(article.text))
    stances: list[Stance] = []
    for i, speaker, label, target, words in answers:
        start = starts[i] + SENTENCES[i].index(words)
        span = Span(start, start + len(words))
        who = Participant(speaker.name, None, speaker) if speaker else None
        pair = Pair(article.text, sentence, who, Participant(target.name, span, target))
        p = {name: float(name == label) for name in ("favor", "neutral", "against")}
        stances.append(Stance(pair, label, p["favor"], p["neutral"], p["against"]))
    return Analysis(article, mentions=tuple(mentions), stances=tuple(stances))


def _values(*analyses: Analysis) -> dict[str, float]:
    items = [triple_item(DOCUMENT, analysis) for analysis in analyses]
    return TRIPLE_TASK.values(TRIPLE_TASK.rows(items).sum(axis=0))


ANSWERS: tuple[tuple[str, Actor | None, Label, Actor, str], ...] = (
    ("0", QUILL, "against", GREENS, "Greens"),  # right
    ("1", QUILL, "favor", GREENS, "Greens"),  # wrong polarity
    ("3", SOMEBODY, "favor", FINCH, "Bo Finch"),  # may be the unlisted source
    ("3", QUILL, "favor", FINCH, "Bo Finch"),  # is not: Quill is listed
    ("4", GREENS, "neutral", FINCH, "Bo Finch"),  # asked, and answered neutral
    ("4", None, "favor", FINCH, "Bo Finch"),  # right: the article's own voice
    ("4", GREENS, "against", OZ, "Oz"),  # target not listed: wrong
)


def test_steps_counted_by_hand() -> None:
    item = triple_item(DOCUMENT, _analysis(*ANSWERS))
    assert item.id == "D0"
    # Gold: 5 between known names; the dam bill is not found, all other targets are mentioned.
    assert item.counts == {
        "correct": 2,
        "found": 5,
        "gold": 5,
        "target": 4,
        "speaker": 4,
        "correct/actors": 2,
        "gold/actors": 4,
        "unlisted": 1,
        "left_out": 1,
        "found/own_voice": 1,
        "correct/own_voice": 1,
    }
    values = _values(_analysis(*ANSWERS))
    assert (values["precision/own_voice"], values["share/own_voice"]) == pytest.approx((1.0, 1 / 5))
    assert values["precision"] == pytest.approx(2 / 5)
    assert values["recall"] == values["recall/polarity"] == pytest.approx(2 / 5)
    assert values["f1"] == pytest.approx(2 * 2 / (5 + 5))
    assert (values["lost/target"], values["lost/speaker"], values["lost/polarity"]) == pytest.approx((0.2, 0, 0.4))
    assert values["recall/actors"] == pytest.approx(2 / 4)
    assert values["unlisted"] == pytest.approx(1 / 6)


def test_a_mention_finds_the_target_but_no_speaker() -> None:
    values = _values(_analysis())
    assert (values["recall/target"], values["recall/speaker"], values["f1"]) == pytest.approx((0.8, 0, 0))
    assert (values["lost/target"], values["lost/speaker"], values["lost/polarity"]) == pytest.approx((0.2, 0.8, 0))


def test_a_stance_counts_in_the_sentence_of_its_target_and_once() -> None:
    # The same answer twice is one triple; in another sentence it is another.
    once = triple_item(DOCUMENT, _analysis(ANSWERS[0])).counts
    assert triple_item(DOCUMENT, _analysis(ANSWERS[0], ANSWERS[0])).counts == once
    moved = triple_item(DOCUMENT, _analysis(("4", QUILL, "against", GREENS, "Greens"))).counts
    assert (moved["correct"], moved["found"]) == (0, 1)


def test_a_target_outside_its_sentence_counts_where_the_sentence_starts() -> None:
    article, starts = joined_article(DOCUMENT)
    sentence = Sentence(1, starts["1"], starts["3"])
    pair = Pair(article.text, sentence, Participant("Quill", None, QUILL), Participant("Greens", None, GREENS))
    item = triple_item(DOCUMENT, Analysis(article, stances=(Stance(pair, "against", 0, 0, 1),)))
    assert (item.counts["correct"], item.counts["target"], item.counts["found"]) == (1, 1, 1)


def test_the_articles_own_voice_is_no_unlisted_source() -> None:
    counts = triple_item(DOCUMENT, _analysis(("3", None, "favor", FINCH, "Bo Finch"))).counts
    assert (counts["found"], counts["left_out"]) == (1, 0)


def test_losses_and_recall_add_up_over_articles() -> None:
    values = _values(_analysis(*ANSWERS), _analysis())
    assert values["lost/target"] + values["lost/speaker"] + values["lost/polarity"] + values["recall"] == pytest.approx(
        1
    )
    assert TRIPLE_TASK.main_metric == "f1"


def test_offsets_of_the_joined_article() -> None:
    article, starts = joined_article(DOCUMENT)
    assert list(starts) == ["0", "1", "3", "4"]
    assert all(article.text.startswith(SENTENCES[i], start) for i, start in starts.items())
    assert (article.id, article.title) == ("D0", "A title")
    assert "\n" not in article.text


# --- Reading -----------------------------------------------------------------------------


def _write(folder: Path, *, sentiment: str = "NEG", sentence: str = "1", split: str = "valid") -> Path:
    files: dict[str, Any] = {
        "meta/TRIPLET_000.json": {"Split": split},
        "annotations/TRIPLET_000_DOCUMENT_0.json": {
            "entity lists": [
                ["Ada Quill", ["People", "People"], ["Main", "Main"], ["A", "B"]],
                ["the dam bill", ["Topic"], ["Main"], ["A"]],
            ],
            "sentence-level stances": {
                sentence: [
                    {"subject": "Ada Quill", "sentiment": sentiment, "object": "the dam bill", "annotators": ["A"]},
                    {"subject": "Ada Quill", "sentiment": sentiment, "object": "the dam bill", "annotators": ["B"]},
                ]
            },
        },
        "articles/TRIPLET_000_DOCUMENT_0.json": {
            "title": "A title",
            "text": [{"id": 0, "text": ""}, {"id": 1, "text": "Quill hates the dam bill."}],
        },
    }
    for name, content in files.items():
        path = folder / "seesaw" / "SEESAW" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_reads_the_upstream_layout(tmp_path: Path) -> None:
    folder = _write(tmp_path) / "seesaw" / "SEESAW"
    (document,) = read_documents(folder, "dev")
    assert document == Document(
        "TRIPLET_000_DOCUMENT_0",
        "A title",
        {"1": "Quill hates the dam bill."},
        {"Ada Quill": "People", "the dam bill": "Topic"},
        {"1": frozenset({Triple("Ada Quill", "against", "the dam bill")})},
    )
    with pytest.raises(CorpusError, match="no article of the train split"):
        list(read_documents(folder, "train"))


@pytest.mark.parametrize(
    ("changes", "message"), [({"sentence": "7"}, "sentence 7, which is not there"), ({"sentiment": "MIXED"}, "MIXED")]
)
def test_a_file_that_is_not_in_the_layout_is_refused(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    folder = _write(tmp_path, **changes) / "seesaw" / "SEESAW"
    with pytest.raises(CorpusError, match=message):
        list(read_documents(folder, "dev"))


def test_one_item_an_article_and_the_analyzer_reads_the_joined_article(tmp_path: Path) -> None:
    read: list[Article] = []

    def analyzer(article: Article) -> Analysis:
        read.append(article)
        return Analysis(article)

    (item,) = triple_items(analyzer, "dev", _write(tmp_path))
    assert (item.id, item.counts["gold"], item.counts["found"]) == ("TRIPLET_000_DOCUMENT_0", 1, 0)
    assert [(article.title, article.text.strip(), article.language) for article in read] == [
        ("A title", "Quill hates the dam bill.", "en")
    ]
