"""The seed articles and their gold: complete, unaltered, and valid by the rules of ``seeds/README.md``.

Reads the committed files only; nothing here runs a model. Whether a label is right
is for a reader to judge, not for these tests.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import TypedDict, cast

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"


class ManifestRecord(TypedDict):
    """One article in ``seeds/manifest.json``."""

    file: str
    title: str
    subject: str
    region: str
    origin: str
    licence: str
    written: str
    words: int
    n_gold: int
    sha256: str
    gold_sha256: str


MANIFEST = cast(list[ManifestRecord], json.loads((SEEDS / "manifest.json").read_text(encoding="utf-8")))
SLUGS = [record["file"].removesuffix(".txt") for record in MANIFEST]
GOLD_FIELDS = ["speaker", "speaker_affiliation", "target", "target_iso3", "label", "sentence"]
LABELS = {"favor", "neutral", "against"}
NEUTRAL_ARTICLE = "jakarta-trade-meeting"
N_SHARED_WORDS = 12

each_article = pytest.mark.parametrize("slug", SLUGS)
each_record = pytest.mark.parametrize("record", MANIFEST, ids=SLUGS)


def read_article(slug: str) -> str:
    return (SEEDS / f"{slug}.txt").read_bytes().decode("utf-8")


def read_gold(slug: str) -> list[dict[str, str]]:
    lines = (SEEDS / f"{slug}.gold.jsonl").read_bytes().decode("utf-8").splitlines()
    return [cast(dict[str, str], json.loads(line)) for line in lines]


def word_sequences(text: str, n: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def test_manifest_names_every_file_once() -> None:
    assert len(SLUGS) == len(set(SLUGS)) >= 12
    assert {path.name for path in SEEDS.glob("*.txt")} == {f"{slug}.txt" for slug in SLUGS}
    assert {path.name for path in SEEDS.glob("*.jsonl")} == {f"{slug}.gold.jsonl" for slug in SLUGS}


@each_record
def test_manifest_record_describes_its_files(record: ManifestRecord) -> None:
    slug = record["file"].removesuffix(".txt")
    text = read_article(slug)
    assert list(record) == list(ManifestRecord.__annotations__)
    assert all(record.values())
    assert record["title"] == text.split("\n", 1)[0]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", record["written"])
    assert record["words"] == len(text.split())
    assert record["n_gold"] == len(read_gold(slug))


@each_record
def test_checksums_hold(record: ManifestRecord) -> None:
    gold_file = record["file"].removesuffix(".txt") + ".gold.jsonl"
    assert hashlib.sha256((SEEDS / record["file"]).read_bytes()).hexdigest() == record["sha256"]
    assert hashlib.sha256((SEEDS / gold_file).read_bytes()).hexdigest() == record["gold_sha256"]


@each_article
def test_article_has_headline_and_paragraphs(slug: str) -> None:
    text = read_article(slug)
    assert "\r" not in text
    assert 250 <= len(text.split()) <= 450
    assert len(text.split("\n\n")) >= 6


@each_article
def test_gold_rows_are_valid(slug: str) -> None:
    for row in read_gold(slug):
        assert list(row) == GOLD_FIELDS
        assert row["label"] in LABELS
        assert row["target"] == row["target"].strip() != ""
        assert row["speaker"] == row["speaker"].strip()
        assert row["speaker"] != row["target"]
        for code in (row["speaker_affiliation"], row["target_iso3"]):
            assert re.fullmatch(r"([A-Z]{3})?", code), code


@each_article
def test_gold_sentences_stand_once_in_one_paragraph(slug: str) -> None:
    headline, body = read_article(slug).split("\n", 1)
    for row in read_gold(slug):
        assert body.count(row["sentence"]) == 1, row["sentence"]
        assert row["sentence"] != headline
        assert "\n" not in row["sentence"]
        assert row["sentence"] == row["sentence"].strip()


@each_article
def test_gold_has_no_duplicates(slug: str) -> None:
    counts = Counter((row["speaker"], row["target"], row["sentence"]) for row in read_gold(slug))
    assert [key for key, n in counts.items() if n > 1] == []


@each_article
def test_gold_has_stances_and_neutral_pairs(slug: str) -> None:
    counts = Counter(row["label"] for row in read_gold(slug))
    assert counts["neutral"] >= 5
    if slug == NEUTRAL_ARTICLE:
        assert set(counts) == {"neutral"}
    else:
        assert counts["favor"] >= 2
        assert counts["against"] >= 2


def test_one_name_has_one_code_and_one_affiliation() -> None:
    codes: dict[str, set[str]] = {}
    affiliations: dict[str, set[str]] = {}
    for slug in SLUGS:
        for row in read_gold(slug):
            # "Jordan" the country and people of that name keep apart: persons carry their full names.
            codes.setdefault(row["target"], set()).add(row["target_iso3"])
            affiliations.setdefault(row["speaker"], set()).add(row["speaker_affiliation"])
    assert {name: seen for name, seen in codes.items() if len(seen) > 1} == {}
    assert {name: seen for name, seen in affiliations.items() if len(seen) > 1} == {}
    for name in codes.keys() & affiliations.keys():
        if codes[name] != {""}:
            assert affiliations[name] == codes[name], name


def test_the_article_itself_has_no_affiliation() -> None:
    rows = [row for slug in SLUGS for row in read_gold(slug) if row["speaker"] == ""]
    assert rows
    assert {row["speaker_affiliation"] for row in rows} == {""}
    assert {row["label"] for row in rows} == LABELS


def test_no_two_articles_share_a_long_word_sequence() -> None:
    first_seen: dict[tuple[str, ...], str] = {}
    for slug in SLUGS:
        for words in word_sequences(read_article(slug), N_SHARED_WORDS):
            assert first_seen.setdefault(words, slug) == slug, (
                f"{slug} and {first_seen[words]} share {' '.join(words)!r}"
            )


# --- the stories by writers who saw nothing -----------------------------------------------

STORY_SETS = ("stories", "reports", "dispatches", "bulletins", "practice")
STORY_RECORDS = [
    (name, record)
    for name in STORY_SETS
    for record in json.loads((SEEDS / name / "manifest.json").read_text(encoding="utf-8"))
]
each_story = pytest.mark.parametrize(
    ("name", "record"), STORY_RECORDS, ids=[f"{name}/{record['file']}" for name, record in STORY_RECORDS]
)


@pytest.mark.parametrize("name", STORY_SETS)
def test_the_stories_are_named(name: str) -> None:
    named = {record["file"] for of, record in STORY_RECORDS if of == name}
    assert {path.name for path in (SEEDS / name).glob("*.txt")} == named


@each_story
def test_the_stories_are_unaltered(name: str, record: dict[str, object]) -> None:
    text = SEEDS / name / str(record["file"])
    gold = text.with_suffix(".gold.jsonl")
    assert hashlib.sha256(text.read_bytes()).hexdigest() == record["sha256"]
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == record["gold_sha256"]
    assert text.read_text(encoding="utf-8").split("\n", 1)[0] == record["title"]


@each_story
def test_gold_of_stories_is_valid(name: str, record: dict[str, object]) -> None:
    path = SEEDS / name / str(record["file"])
    headline, body = path.read_text(encoding="utf-8").split("\n", 1)
    rows = [json.loads(line) for line in path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        assert list(row) == ["speaker", "target", "label", "sentence"]
        assert row["label"] in LABELS
        assert row["speaker"] != row["target"] != ""
        assert body.count(row["sentence"]) == 1
        assert row["sentence"] != headline
    counts = Counter(row["label"] for row in rows)
    assert min(counts[label] for label in LABELS) >= (4 if name == "stories" else 1)
    assert len({(row["speaker"], row["target"], row["sentence"]) for row in rows}) == len(rows) == record["n_gold"]
    assert counts["favor"] + counts["against"] == record["n_stances"]
    assert cast(int, record["n_stances"]) >= 6
    both = cast(int, record.get("n_stances_both", 0))
    assert both <= min(cast(int, record["n_stances"]), cast(int, record.get("n_stances_second", 0)))


def test_the_reports_tell_their_field() -> None:
    fields = Counter(record["field"] for name, record in STORY_RECORDS if name == "reports")
    assert fields == {"world": 12, "politics": 12, "society": 12}
