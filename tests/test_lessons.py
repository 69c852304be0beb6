"""Stories of our own that are trained on: what is asked about them, with their gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stancekit.model.errors import CorpusError
from stancekit.model.records import Actor, Participant, Span
from stancekit.training.gold import Gold, found_name, read_gold, seeds_folder
from stancekit.training.lessons import ANOTHERS, UNPLACED, lesson_examples
from stancekit.training.loaders import Example, Loaded

STORY = """Two neighbours quarrel

Foreign Minister Ada Quill of Peru on Monday praised Chile for its patience.
"Bolivia lied to us," Quill said. "The harvest was poor."
The talks with Norway took an hour.
"""


def row(speaker: str, target: str, label: str, sentence: str, words: str = "") -> dict[str, str]:
    made = {"speaker": speaker, "target": target, "label": label, "sentence": sentence}
    return made | ({"target_words": words} if words else {})


PRAISE = row("Ada Quill", "Chile", "favor", STORY.split("\n")[2], "Chile")
BLAME = row("Ada Quill", "Bolivia", "against", '"Bolivia lied to us," Quill said.', "Bolivia")


def write(folder: Path, *rows: dict[str, str]) -> Path:
    (folder / "quarrel.txt").write_text(STORY, encoding="utf-8")
    lines = "".join(json.dumps(each) + "\n" for each in rows)
    (folder / "quarrel.gold.jsonl").write_text(lines, encoding="utf-8")
    return folder / "quarrel.gold.jsonl"


def lessons(folder: Path, *rows: dict[str, str]) -> Loaded:
    write(folder, *rows)
    return lesson_examples(folder)


def asked(examples: list[Example]) -> dict[tuple[str, str], str]:
    return {
        (e.pair.speaker.name if e.pair.speaker else "", e.pair.target.name): e.label
        for e in examples
        if not e.pair.is_incidental
    }


def test_what_is_asked_has_its_gold_and_else_is_neutral(tmp_path: Path) -> None:
    found = asked(lessons(tmp_path, PRAISE, BLAME).examples)
    assert found["Ada Quill", "Chile"] == "favor"
    assert found["Ada Quill", "Bolivia"] == "against"
    assert found["", "Norway"] == "neutral"


def test_a_pair_has_its_sentence_for_a_text(tmp_path: Path) -> None:
    for example in lessons(tmp_path, PRAISE, BLAME).examples:
        pair = example.pair
        assert pair.text == pair.sentence.span.of(pair.text)
        assert pair.target.span is not None
        assert pair.target.span.of(pair.text) in ("Chile", "Bolivia", "Peru", "Norway")
        assert example.item == "lessons/quarrel"


def test_every_pair_has_an_id_of_its_own(tmp_path: Path) -> None:
    ids = [example.id for example in lessons(tmp_path, PRAISE, BLAME).examples]
    assert len(ids) == len(set(ids)) > 2


def test_gold_that_nothing_asks_about_is_taken_at_its_words(tmp_path: Path) -> None:
    harvest = row("Ada Quill", "Harvest Board", "against", '"The harvest was poor."', "The harvest")
    found = lessons(tmp_path, PRAISE, BLAME, harvest)
    taken = next(e for e in found.examples if e.label == "against" and "harvest" in e.pair.text)
    assert taken.pair.target.span == Span(1, 12)
    assert taken.pair.speaker == Participant("Ada Quill", None)
    del harvest["target_words"]
    assert lessons(tmp_path, PRAISE, BLAME, harvest).dropped[UNPLACED] == 1


def test_a_stance_of_somebody_else_is_no_neutral_pair(tmp_path: Path) -> None:
    found = lessons(tmp_path, PRAISE | {"speaker": "Rui Costa"}, BLAME)
    assert ("Ada Quill", "Chile") not in asked(found.examples)
    assert found.dropped[ANOTHERS] >= 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sentence": "Chile wept."}, "line 1: the sentence is not in the article"),
        ({"label": "pro"}, "line 1: label 'pro'; it must be one of favor, neutral, against"),
        ({"target_words": "Ghana"}, "line 1: 'Ghana' is not in the sentence"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, change: dict[str, str], message: str) -> None:
    path = write(tmp_path, PRAISE | change)
    with pytest.raises(CorpusError, match=message):
        read_gold(path, STORY)


@pytest.mark.parametrize(
    ("line", "message"), [("{", "line 1: not JSON"), ('{"speaker": ""}', "target, label, sentence is missing")]
)
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path)
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_gold(path, STORY)


def test_a_folder_without_stories_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no stories at"):
        lesson_examples(tmp_path)


def test_words_are_found_as_whole_words(tmp_path: Path) -> None:
    (gold,) = read_gold(write(tmp_path, BLAME | {"target_words": "us"}), STORY)
    assert gold.target_words is not None
    assert STORY[gold.target_words.start - 1 : gold.target_words.end + 1] == " us,"


def test_neutral_rows_are_read_where_they_are_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, row("", "Norway", "neutral", "The talks with Norway took an hour."), BLAME)
    assert [gold.label for gold in read_gold(path, STORY)] == ["against"]
    assert [gold.label for gold in read_gold(path, STORY, neutrals=True)] == ["neutral", "against"]


def test_nobody_is_the_articles_own_voice() -> None:
    assert found_name(None, frozenset()) == ""


def test_a_state_body_is_its_country_unless_the_gold_names_it() -> None:
    kenya = Actor("Kenya", "country", "KEN")
    senate = Participant("Senate of Kenya", None, Actor("Senate of Kenya", "organisation", affiliation=kenya))
    assert found_name(senate, frozenset({"kenya"})) == "kenya"
    assert found_name(senate, frozenset({"kenya", "senate of kenya"})) == "senate of kenya"
    body = Actor("Senate of Kenya", "organisation", aliases=("Senate",), affiliation=kenya)
    assert found_name(Participant("Senate of Kenya", None, body), frozenset({"kenya", "senate"})) == "senate"


def test_a_body_answers_to_its_alias_and_a_partys_senators_to_the_party() -> None:
    states, party = Actor("United States", "country", "USA"), Actor("Republican Party", "party")
    congress = Actor("United States Congress", "organisation", aliases=("Congress",), affiliation=states)
    assert found_name(Participant(congress.name, None, congress), frozenset({"congress"})) == "congress"
    senators = Actor("Republican senators", "group", affiliation=party)
    assert found_name(Participant(senators.name, None, senators), frozenset()) == "republican party"
    one = Actor("Republican senator", "person", affiliation=party)
    assert found_name(Participant(one.name, None, one), frozenset()) == "republican senator"


def test_a_name_answers_to_the_gold_that_has_its_title() -> None:
    quill = Participant("Ada Quill", None, Actor("Ada Quill", "person"))
    assert found_name(quill, frozenset({"general ada quill", "peru"})) == "general ada quill"
    assert found_name(quill, frozenset({"general bo dane"})) == "ada quill"


def test_the_lessons_share_no_story_with_what_is_measured_on() -> None:
    titles = {
        name: {record["title"] for record in json.loads((seeds_folder(name) / "manifest.json").read_text("utf-8"))}
        for name in ("", "stories", "reports", "dispatches", "bulletins", "practice", "lessons")
    }
    assert len(titles["lessons"]) > 250
    measured = titles.keys() - {"lessons"}
    assert not titles["lessons"] & set[str]().union(*(titles[name] for name in measured))


def test_the_gold_of_the_lessons_fits_them() -> None:
    folder = seeds_folder("lessons")
    records = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {path.name for path in folder.glob("*.txt")} == {record["file"] for record in records}
    for record in records:
        path = folder / record["file"]
        rows: list[Gold] = read_gold(path.with_suffix(".gold.jsonl"), path.read_text("utf-8"), neutrals=True)
        assert len(rows) == record["n_gold"]
        assert sum(gold.label != "neutral" for gold in rows) == record["n_stances"]
        assert all(gold.target_words and gold.sentence.contains(gold.target_words) for gold in rows)
