"""Open sheets: articles are written to be read, and what readers find is checked, placed and packed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from stancekit.model.errors import CorpusError, UsageError
from stancekit.training import open_sheets
from stancekit.training.draw import TrainingDraw
from stancekit.training.labelled import LabelledPair, labelled_examples, write_labels
from stancekit.training.open_sheets import OpenSentence, open_articles, pack_found, write_open_sheets
from stancekit.training.recipe import Recipe

SENTENCES = (
    "The Quill administration praised Rui  Costa .",
    "Quill said the water\ntreaty had ruined Chile and Norway .",
    "Short one .",
    "Republicans mocked it all the same .",
)
TEXT = "\n\n".join(SENTENCES)


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two MPQA articles with one text, in a folder that stands for the corpora."""

    def read(corpus: str, split: str, folder: Path | None) -> dict[str, str]:
        assert (corpus, split, folder) == ("mpqa", "train", tmp_path)
        return {"one": TEXT, "again": TEXT}

    monkeypatch.setattr(open_sheets, "texts", read)
    monkeypatch.setattr("stancekit.training.labelled.texts", read)
    return tmp_path


@pytest.fixture
def sheets(corpora: Path) -> Path:
    """The folder of the one sheet of these articles."""
    folder = corpora / "sheets"
    assert write_open_sheets(open_articles("mpqa", corpora), folder, "mpqa") == 1
    return folder


def found(folder: Path, *lines: str, kind: str = "found") -> list[LabelledPair]:
    (folder / f"mpqa-001.{kind}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return pack_found(folder, kind)[0]


def surfaces(pairs: Sequence[LabelledPair]) -> list[tuple[str, str]]:
    def surface(pair: LabelledPair, start: int, end: int) -> str:
        return TEXT[pair.start : pair.end][start:end] if start >= 0 else "-"

    return [(surface(p, p.speaker_start, p.speaker_end), surface(p, p.target_start, p.target_end)) for p in pairs]


def test_a_sheet_has_each_article_once_and_no_short_sentence(sheets: Path) -> None:
    assert (sheets / "mpqa-001.txt").read_text(encoding="utf-8").splitlines() == [
        "=== ARTICLE",
        "[1] The Quill administration praised Rui Costa .",
        "[2] Quill said the water treaty had ruined Chile and Norway .",
        "[3] Republicans mocked it all the same .",
    ]
    places = [OpenSentence(*entry) for entry in json.loads((sheets / "mpqa-001.json").read_text(encoding="utf-8"))]
    assert [TEXT[place.start : place.end] for place in places] == [SENTENCES[i] for i in (0, 1, 3)]


def test_single_sentences_are_parted_by_a_line(tmp_path: Path) -> None:
    write_open_sheets([[OpenSentence("1", 0, 4, "", "Rui slept .")]], tmp_path, "dse")
    assert (tmp_path / "dse-001.txt").read_text(encoding="utf-8").splitlines() == ["---", "[1] Rui slept ."]


def test_sheets_end_with_an_article_and_hold_every_sentence(tmp_path: Path) -> None:
    articles = [[OpenSentence(f"a{n}", i, i + 1, "", f"sentence {i}") for i in range(n)] for n in range(1, 6)]
    assert write_open_sheets(articles, tmp_path, "x", size=4, seed=2) == 3
    read = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(tmp_path.glob("*.json"))]
    assert [len({place[0] for place in sheet}) for sheet in read] != [5]
    assert sorted(tuple(place) for sheet in read for place in sheet) == sorted(
        tuple(place) for article in articles for place in article
    )
    assert all(len(sheet) >= 4 for sheet in read[:-1])
    with pytest.raises(UsageError, match="--size 0"):
        write_open_sheets(articles, tmp_path, "x", size=0)


def test_names_are_found_in_their_sentence_or_stand_outside_it(sheets: Path) -> None:
    pairs = found(
        sheets,
        "1 | Quill administration | Rui Costa | F",
        "1 | Quill | Quill administration | N?",
        "2 | Quill | water treaty | A",
        "3 | Republican Party | Ada Quill | A?",
        "2 | * | Chile | A",
        "3 | US | WHO | A",
    )
    assert surfaces(pairs) == [
        ("Quill administration", "Rui  Costa"),
        ("-", "Quill administration"),
        ("Quill", "water\ntreaty"),
        ("Republicans", "-"),
        ("-", "Chile"),
        ("-", "-"),
    ]
    assert [(p.speaker, p.label, p.doubtful) for p in pairs] == [
        ("Quill administration", "favor", 0),
        ("Quill", "neutral", 1),
        ("Quill", "against", 0),
        ("Republican Party", "against", 1),
        ("", "against", 0),
        ("US", "against", 0),
    ]


def test_a_tone_has_no_speaker(sheets: Path) -> None:
    pairs = found(sheets, "2 | Chile | A?", "2 | Norway | N", kind="tone")
    assert [(p.speaker, p.target, p.label, p.doubtful) for p in pairs] == [
        ("", "Chile", "against", 1),
        ("", "Norway", "neutral", 0),
    ]
    with pytest.raises(CorpusError, match=r"no sheet was read; write NAME\.found beside"):
        pack_found(sheets)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1 | Quill | Chile", "expected sentence | speaker | target | label"),
        ("9 | Quill | Chile | A", "no sentence 9; there are 1 to 3"),
        ("x | Quill | Chile | A", "no sentence x"),
        ("1 | Quill | Chile | B", "'B' is none of F, N, A"),
        ("1 | He | Chile | A", "not a pronoun"),
        ("1 | Quill | * | A", "a target need a name"),
        ("1 | Quill | the very long name of a body that nobody knows | A", "at most 8 words"),
        ("1 | Quill | quill | F", "the speaker is the target"),
        ("1 | Ada | Chile | A\n1 | Ada | Chile | F", "line 2: said twice"),
    ],
)
def test_what_does_not_fit_its_sheet_is_told_with_file_and_line(sheets: Path, line: str, said: str) -> None:
    with pytest.raises(CorpusError) as raised:
        found(sheets, line)
    assert said in str(raised.value)
    assert "mpqa-001.found, line" in str(raised.value)


def test_sheets_that_nobody_has_read_are_named(sheets: Path) -> None:
    for suffix in (".txt", ".json"):
        (sheets / f"mpqa-002{suffix}").write_bytes((sheets / f"mpqa-001{suffix}").read_bytes())
    found(sheets, "1 | Quill | Rui Costa | F")
    assert pack_found(sheets)[1] == ["mpqa-002"]


def test_a_recipe_trains_on_both(corpora: Path, sheets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labels(corpora / "mpqa-found.csv.gz", found(sheets, "1 | Ada Quill | Rui Costa | F?"))
    write_labels(corpora / "polnear-tone.csv.gz", found(sheets, "2 | Chile | A", kind="tone"))
    monkeypatch.setattr("stancekit.training.labelled.labels_file", lambda *name: corpora / f"{'-'.join(name)}.csv.gz")
    monkeypatch.setattr("stancekit.training.labelled.texts", lambda *_: {"one": TEXT, "again": TEXT})
    recipe = Recipe(
        encoder="-", corpora=("found", "tone"), found_texts=("mpqa",), tone_texts=("polnear",), labelled_weight=3.0
    )
    drawn = TrainingDraw(recipe, corpora).epoch(0)
    assert [(w.example.corpus, w.example.label, w.weight) for w in drawn] == [
        ("found", "favor", 1.5),
        ("tone", "against", 3.0),
    ]
    assert drawn[0].example.pair.speaker is not None
    assert drawn[1].example.pair.speaker is None
    alone = replace(recipe, corpora=("found",))
    assert [w.example.corpus for w in TrainingDraw(alone, corpora).epoch(0)] == ["found"]
    assert len(labelled_examples(corpora, corpora=["mpqa"], split="found").examples) == 1
