"""Whole articles of the corpora with gold of ours: drawn as sheets, read, compared, packed, scored and learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from stancekit.eval.articles import press_items
from stancekit.model.analyzer import StanceAnalyzer
from stancekit.model.errors import CorpusError
from stancekit.model.records import Span
from stancekit.training import press
from stancekit.training.lessons import press_examples
from stancekit.training.packed import write_packed
from stancekit.training.press import PressStance, draw_articles, main, pack_press, press_articles
from stancekit.training.references import load_press_references

FIRST = """Two neighbours quarrel

Foreign Minister Ada Quill of Peru on Monday praised Chile for its patience.
"Bolivia lied to us," Quill said. "Such a neighbour is
a disgrace."
"""
SECOND = "A quiet day\n\nThe talks between Peru and Norway took an hour, and nobody spoke of the harvest.\n"
TEXTS = {
    "polnear": {"one": FIRST, "again": FIRST, "two": SECOND},
    "mpqa": {"three": SECOND},
    "seesaw": {"four": SECOND},
}
GOLD = (
    "1 | Ada Quill | Chile | F | Chile",
    "2 | Ada Quill | Bolivia | A | Bolivia",
    "3 | Ada Quill | Bolivia | A? | Such a neighbour",
)


@pytest.fixture(autouse=True)
def _corpora(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(corpus: str, split: str, folder: Path | None) -> dict[str, str]:
        assert split in ("train", "dev")
        return TEXTS[corpus]

    monkeypatch.setattr(press, "texts", read)


@pytest.fixture
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one sheet with both articles, the quarrel first."""
    monkeypatch.setattr("sys.argv", ["press", "draw", str(tmp_path), "--words", "5", "50", "--seed", "2"])
    main()
    return tmp_path


def write(folder: Path, suffix: str, *lines: str) -> Path:
    path = folder / f"polnear-001.{suffix}"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def packed(labels: Path, corpus: str, *stances: PressStance) -> None:
    for name in (f"{corpus}-press", f"{corpus}-press-dev"):
        write_packed(labels / f"{name}.csv.gz", PressStance._fields, stances)


def only_quarrel(monkeypatch: pytest.MonkeyPatch, sheets: Path) -> None:
    """Lets the gold of the sheet stand for that of all corpora."""
    write(sheets, "gold", *GOLD)
    stances = pack_press(sheets)[0]
    packed(sheets, "polnear", *stances)
    silent = {
        name: PressStance(article, 0, 0, "", "", "", 0, 0, "none", 0)
        for name, article in (("mpqa", "three"), ("seesaw", "four"))
    }
    for name, stance in silent.items():
        packed(sheets, name, stance)
    monkeypatch.setattr(press, "labels_file", lambda corpus, split: sheets / f"{corpus}-{split}.csv.gz")


def test_a_sheet_has_each_article_once_but_for_its_headline(sheets: Path) -> None:
    assert (sheets / "polnear-001.txt").read_text(encoding="utf-8").splitlines() == [
        "=== ARTICLE",
        "[1] Foreign Minister Ada Quill of Peru on Monday praised Chile for its patience.",
        '[2] "Bolivia lied to us," Quill said.',
        '[3] "Such a neighbour is a disgrace."',
        "=== ARTICLE",
        "[4] The talks between Peru and Norway took an hour, and nobody spoke of the harvest.",
    ]


def test_articles_are_drawn_by_their_length() -> None:
    assert set(draw_articles("polnear", "train", count=9, words=(25, 50)).values()) == {FIRST}
    assert set(draw_articles("polnear", "train", count=9, words=(5, 50)).values()) == {FIRST, SECOND}
    assert len(draw_articles("polnear", "train", count=1, words=(5, 50))) == 1


def test_a_sheet_read_once_is_kept_whole(sheets: Path) -> None:
    write(sheets, "gold", *GOLD, "", GOLD[0])
    stances, counts = pack_press(sheets)
    told = [stance for stance in stances if stance.label != "none"]
    surfaces = [" ".join(FIRST[s.start : s.end][s.target_start : s.target_end].split()) for s in told]
    assert surfaces == ["Chile", "Bolivia", "Such a neighbour"]
    assert [(s.speaker, s.target, s.label, s.doubtful) for s in told] == [
        ("Ada Quill", "Chile", "favor", 0),
        ("Ada Quill", "Bolivia", "against", 0),
        ("Ada Quill", "Bolivia", "against", 1),
    ]
    assert counts == {"sheets": 1}


def test_an_article_without_stances_is_kept_as_read(sheets: Path) -> None:
    write(sheets, "gold", *GOLD)
    assert [stance.article for stance in pack_press(sheets)[0] if stance.label == "none"] == ["two"]


def test_words_of_the_target_may_run_over_a_line(sheets: Path) -> None:
    write(sheets, "gold", "3 | Ada Quill | Bolivia | A | neighbour is a disgrace")
    stance = next(each for each in pack_press(sheets)[0] if each.label == "against")
    assert FIRST[stance.start : stance.end][stance.target_start : stance.target_end] == "neighbour is\na disgrace"


def test_of_two_readings_what_both_have_and_what_is_decided_is_kept(
    sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    norway = "4 | * | Norway | F | Norway"
    write(sheets, "gold", *GOLD[:2])
    write(sheets, "gold2", GOLD[0].replace("Chile |", "the Chile |"), GOLD[2], norway)
    with pytest.raises(CorpusError, match=r"polnear-001\.decided is missing.*compare"):
        pack_press(sheets)
    monkeypatch.setattr("sys.argv", ["press", "compare", str(sheets)])
    main()
    assert (sheets / "polnear-001.open").read_text(encoding="utf-8").splitlines() == [GOLD[1], GOLD[2], norway]
    write(sheets, "decided", GOLD[2])
    stances, counts = pack_press(sheets)
    assert [(s.target, s.label) for s in stances] == [("Chile", "favor"), ("Bolivia", "against"), ("", "none")]
    assert counts == {"sheets": 1, "twice": 1, "first": 2, "second": 3, "both": 1, "decided": 1}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 | Ada Quill | Chile | F", "expected sentence | speaker"),
        ("5 | Ada Quill | Chile | F | Chile", "no sentence 5; there are 1 to 4"),
        ("1 | Ada Quill | Chile | N | Chile", "'N' is none of F, A"),
        ("1 | Chile | the Chile | F | Chile", "a speaker and another for a target"),
        ("1 | Ada Quill | * | F | Chile", "a speaker and another for a target"),
        ("1 | Ada Quill | Chile | F | Bolivia", "'Bolivia' is not in the sentence"),
    ],
)
def test_a_line_that_does_not_fit_is_named(sheets: Path, line: str, message: str) -> None:
    write(sheets, "gold", GOLD[0], line)
    with pytest.raises(CorpusError) as raised:
        pack_press(sheets)
    assert "polnear-001.gold, line 2" in str(raised.value)
    assert message in str(raised.value)


def test_sheets_that_nobody_read_are_counted(sheets: Path) -> None:
    with pytest.raises(CorpusError, match=r"no sheet was read; write NAME\.gold"):
        pack_press(sheets)


def test_the_packed_gold_is_read_back_in_its_place(sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_quarrel(monkeypatch, sheets)
    articles = {article.id: article for article in press_articles("train")}
    assert articles.keys() == {"polnear/one", "polnear/two", "mpqa/three", "seesaw/four"} or "polnear/again" in articles
    gold = next(article.gold for article in articles.values() if article.text == FIRST)
    assert [(g.speaker, g.target, g.label, g.doubtful) for g in gold] == [
        ("ada quill", "chile", "favor", False),
        ("ada quill", "bolivia", "against", False),
        ("ada quill", "bolivia", "against", True),
    ]
    assert gold[2].target_words == Span(FIRST.index("Such"), FIRST.index(" is\n"))
    assert [article.gold for article in articles.values() if article.text == SECOND] == [(), (), ()]


def test_a_sentence_that_is_not_where_the_gold_says_is_an_error(sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_quarrel(monkeypatch, sheets)
    monkeypatch.setitem(TEXTS, "polnear", {name: f" {text}" for name, text in TEXTS["polnear"].items()})
    with pytest.raises(CorpusError, match=r"polnear-press\.csv\.gz, line 2: .* has another sentence at"):
        press_articles("train")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", 0, 1, "", "s", "t", 0, 1, "neutral", 0)], "line 2: label 'neutral'"),
        ([("a", "x", 1, "", "s", "t", 0, 1, "favor", 0)], "line 2: invalid literal"),
        ([("a", 0)], "line 2: not enough values"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, rows: Sequence[Sequence[object]], message: str) -> None:
    write_packed(tmp_path / "mpqa-press.csv.gz", PressStance._fields, rows)
    with pytest.raises(CorpusError, match=message):
        press_articles("train", corpora=("mpqa",), labels=tmp_path)


def test_articles_are_learnt_from_and_doubtful_gold_counts_half(sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_quarrel(monkeypatch, sheets)
    examples = press_examples().examples
    told = {(e.pair.speaker.name if e.pair.speaker else "", e.pair.target.name): e for e in examples}
    assert told["Ada Quill", "Chile"].label == "favor"
    assert told["", "Norway"].label == "neutral"
    assert {e.corpus for e in examples} == {"press"}
    assert {e.weight for e in examples if "neighbour is" in e.pair.text and e.label == "against"} == {0.5}
    assert told["Ada Quill", "Chile"].weight == 1.0


def test_words_without_a_name_are_learnt_from_them(sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_quarrel(monkeypatch, sheets)
    story = next(each for each in load_press_references() if each.text == FIRST)
    meant = {anchor.span.of(FIRST): anchor.actor for anchor in story.anchors}
    assert meant["Such a neighbour"] == "bolivia"


def test_an_analysis_is_scored_on_the_dev_articles(sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_quarrel(monkeypatch, sheets)
    items = {item.id: item for item in press_items(StanceAnalyzer.from_pretrained(), "dev")}
    quarrel = next(item for item in items.values() if item.counts["gold"])
    assert quarrel.counts["gold"] == 3
    assert quarrel.counts["correct"] >= 2
    assert quarrel.slices == {"corpus": "polnear"}
    assert items["mpqa/three"].counts["found"] == 0
