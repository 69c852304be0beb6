"""Our own labels: sheets are written, answered and packed; labels find their sentences again or say why not."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from stancekit.model.errors import CorpusError, UsageError
from stancekit.model.records import LABELS
from stancekit.training import draw
from stancekit.training.draw import TrainingDraw
from stancekit.training.labelled import (
    BROKEN,
    DOUBTFUL_WEIGHT,
    HELD_OUT,
    INCIDENTAL_HELD_OUT,
    OWN_TEXTS,
    TOLD,
    LabelledPair,
    check_sum,
    labelled_examples,
    labels_file,
    read_labels,
    texts,
    write_labels,
)
from stancekit.training.recipe import Recipe
from stancekit.training.sheets import SheetSentence, pack, write_sheets

SENTENCES = ("Ada Quill praised Norway .", "She said Chile had lied to Norway .", "Rui Costa met Ada Quill .")
TEXT = "\n\n".join(SENTENCES)


def pair(
    sentence: str, speaker: str, target: str, *, name: str = "", label: str = "", doubtful: int = 0
) -> LabelledPair:
    start = TEXT.index(sentence)

    def place(surface: str) -> tuple[int, int]:
        at = sentence.find(surface)
        return (at, at + len(surface)) if at >= 0 else (-1, -1)

    return LabelledPair(
        "20020101/one",
        start,
        start + len(sentence),
        check_sum(sentence),
        name or speaker,
        *place(speaker),
        target,
        *place(target),
        label,
        doubtful,
    )


ASKED = (
    SheetSentence(SENTENCES[0], "", (pair(SENTENCES[0], "Ada Quill", "Norway"),)),
    SheetSentence(
        SENTENCES[1],
        SENTENCES[0],
        (
            pair(SENTENCES[1], "She", "Chile", name="Ada Quill"),
            pair(SENTENCES[1], "She", "Norway", name="Ada Quill"),
        ),
    ),
    SheetSentence(SENTENCES[2], "Nothing else was said .", (pair(SENTENCES[2], "Ben Ode", "Ada Quill"),)),
)


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with MPQA in its layout, of one article with three sentences."""
    (tmp_path / "mpqa").mkdir()
    records = [{"sent_id": f"20020101/one-{i}", "text": text, "opinions": []} for i, text in enumerate(SENTENCES)]
    (tmp_path / "mpqa" / "train.json").write_text(json.dumps(records), encoding="utf-8")
    monkeypatch.setattr("stancekit.training.corpora.Corpus.verify", lambda *_: None)
    return tmp_path


def answered(folder: Path, answers: str, again: str = "") -> Path:
    write_sheets(ASKED, folder, "s", size=10)
    (folder / "s-001.answers").write_text(answers, encoding="utf-8")
    if again:
        (folder / "s-001.answers2").write_text(again, encoding="utf-8")
    return folder


def test_a_sheet_shows_each_sentence_its_pairs_and_the_one_before_unless_just_shown(tmp_path: Path) -> None:
    assert write_sheets(ASKED, tmp_path, "s", size=10) == 1
    assert (tmp_path / "s-001.txt").read_text(encoding="utf-8").splitlines() == [
        "[1] Ada Quill praised Norway .",
        "    Ada Quill -> Norway",
        "[2] She said Chile had lied to Norway .",
        "    Ada Quill (She) -> Chile",
        "    Ada Quill (She) -> Norway",
        "[3] Before: Nothing else was said .",
        "    Rui Costa met Ada Quill .",
        "    Ben Ode -> Ada Quill",
    ]


def test_sheets_end_after_a_sentence_and_hold_every_pair(tmp_path: Path) -> None:
    assert write_sheets(ASKED, tmp_path, "s", size=2) == 2
    sizes = [len(json.loads(path.read_text())) for path in sorted(tmp_path.glob("*.json"))]
    assert sizes == [2, 1]
    with pytest.raises(UsageError, match="--size 0: a sheet has at least 1 pair"):
        write_sheets(ASKED, tmp_path, "s", size=0)


def test_answers_become_labels_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    packed = pack(answered(tmp_path, "1 F\n2 A? X\n3 N\n"))
    assert [(p.target, p.label, p.doubtful) for p in packed.pairs] == [
        ("Norway", "favor", 0),
        ("Chile", "against", 1),
        ("Norway", "broken", 0),
        ("Ada Quill", "neutral", 0),
    ]
    assert packed.dropped == Counter()


def test_two_readers_who_differ_leave_no_label_and_give_the_agreement(tmp_path: Path) -> None:
    packed = pack(answered(tmp_path, "1 F\n2 A N\n3 N\n", "1 F?\n2 A F\n3 N\n"))
    assert [(p.target, p.label, p.doubtful) for p in packed.pairs] == [
        ("Norway", "favor", 1),
        ("Chile", "against", 0),
        ("Ada Quill", "neutral", 0),
    ]
    assert packed.dropped == Counter({"two readers differ": 1})
    # By hand: 3 of 4 agree; by chance (1·2 + 2·1 + 1·1) / 16 would.
    assert packed.kappa == pytest.approx((3 / 4 - 5 / 16) / (1 - 5 / 16))


def test_a_sheet_without_answers_is_named(tmp_path: Path) -> None:
    write_sheets(ASKED, tmp_path, "s", size=2)
    (tmp_path / "s-001.answers").write_text("1 F\n2 A N\n", encoding="utf-8")
    assert pack(tmp_path).unanswered == ["s-002"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("1 F\n2 A N\n", "2 answered sentences; its sheet has 3"),
        ("1 F\n2 A\n3 N\n", "line 2: expected 2 and 2 labels, not '2 A'"),
        ("1 F\n3 A N\n2 N\n", "line 2: expected 2 and 2 labels"),
        ("1 F\n2 A P\n3 N\n", "line 2: 'P' is none of F, N, A"),
    ],
)
def test_wrong_answers_are_told_with_file_and_line(tmp_path: Path, answers: str, said: str) -> None:
    with pytest.raises(CorpusError, match=r"s-001\.answers") as raised:
        pack(answered(tmp_path, answers))
    assert said in str(raised.value)


def test_labels_find_their_sentences(corpora: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    labels.mkdir()
    packed = pack(answered(tmp_path / "sheets", "1 F\n2 A? X\n3 N\n"))
    write_labels(labels / "mpqa-train.csv.gz", packed.pairs)
    assert read_labels(labels / "mpqa-train.csv.gz") == packed.pairs
    loaded = labelled_examples(corpora, corpora=["mpqa"], labels=labels)
    examples = loaded.examples
    assert loaded.dropped == Counter({BROKEN: 1})
    assert [(e.pair.text, e.label, e.weight) for e in examples] == [
        (SENTENCES[0], "favor", 1.0),
        (SENTENCES[1], "against", DOUBTFUL_WEIGHT),
        (SENTENCES[2], "neutral", 1.0),
    ]
    asked = examples[1].pair
    assert asked.speaker is not None
    assert asked.speaker.name == "Ada Quill"
    assert asked.speaker.span is not None
    assert asked.speaker.span.of(asked.text) == "She"
    outside = examples[2].pair.speaker
    assert outside is not None
    assert (outside.name, outside.span) == ("Ben Ode", None)
    assert len({e.id for e in examples}) == 3


def test_incidental_pairs_are_known_as_such(corpora: Path, tmp_path: Path) -> None:
    asked = pair(SENTENCES[2], "Rui Costa", "Ada Quill", label="neutral")
    for split in ("incidental", "train"):
        write_labels(tmp_path / f"mpqa-{split}.csv.gz", [asked])
    kinds = {}
    for split in ("incidental", "train"):
        (example,) = labelled_examples(corpora, corpora=["mpqa"], split=split, labels=tmp_path).examples
        kinds[example.corpus] = example.pair.is_incidental
    assert kinds == {"incidental": True, "labelled": False}


def test_an_altered_corpus_is_noticed(corpora: Path, tmp_path: Path) -> None:
    moved = pair(SENTENCES[0], "Ada Quill", "Norway", label="favor")._replace(start=1)
    write_labels(tmp_path / "mpqa-train.csv.gz", [moved])
    with pytest.raises(CorpusError, match=r"mpqa-train.csv.gz, line 2: 20020101/one has another sentence at 1"):
        labelled_examples(corpora, corpora=["mpqa"], labels=tmp_path)


def found_in(text: str, speaker: str, target: str, article: str = "1") -> LabelledPair:
    places = [
        (text.index(name), text.index(name) + len(name)) if name in text and name else (-1, -1)
        for name in (speaker, target)
    ]
    return LabelledPair(article, 0, len(text), check_sum(text), speaker, *places[0], target, *places[1], "against", 0)


def test_where_a_corpus_has_its_own_label_what_readers_found_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stancekit.training.corpora.Corpus.verify", lambda *_: None)
    text = "Ana mocked Bo and Cy."
    (tmp_path / "dse" / "dataset").mkdir(parents=True)
    (tmp_path / "dse" / "dataset" / "train.txt").write_text("[Ana] mocked [Bo] and Cy.\tAna\tBo\t2\n", encoding="utf-8")
    assert texts("dse", "train", tmp_path) == {"1": text}
    pairs = [("Ana", "Bo"), ("Bo", "Ana"), ("Ana", "Cy"), ("Cy", "Bo"), ("Dora", "Bo"), ("", "Bo")]
    write_labels(tmp_path / "dse-found.csv.gz", [found_in(text, *names) for names in pairs])
    loaded = labelled_examples(tmp_path, corpora=["dse"], split="found", labels=tmp_path)
    kept = [(e.pair.speaker.name if e.pair.speaker else "", e.pair.target.name) for e in loaded.examples]
    assert kept == pairs[2:]
    assert loaded.dropped == Counter({TOLD: 2})


def test_of_a_target_without_speaker_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancekit.training.corpora.Corpus.verify", lambda *_: None)
    text = "Ana mocked Bo and Cy."
    path = tmp_path / "newsmtsc" / "newsmtsc-rw" / "train.jsonl"
    path.parent.mkdir(parents=True)
    target = {"mention": "Bo", "from": 11, "to": 13, "polarity": 2.0}
    path.write_text(json.dumps({"sentence_normalized": text, "targets": [target]}) + "\n", encoding="utf-8")
    write_labels(
        tmp_path / "newsmtsc-found.csv.gz",
        [found_in(text, *names) for names in (("", "Bo"), ("", "Cy"), ("Ana", "Bo"))],
    )
    loaded = labelled_examples(tmp_path, corpora=["newsmtsc"], split="found", labels=tmp_path)
    kept = [(e.pair.speaker.name if e.pair.speaker else "", e.pair.target.name) for e in loaded.examples]
    assert kept == [("", "Cy"), ("Ana", "Bo")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,1,2,c,s,0,1,t,0,1,pro,0", "line 2: label 'pro'; it must be one of"),
        ("a,1,2,c,s,0,1,t,0,1,favor", "line 2: not enough values"),
        ("a,one,2,c,s,0,1,t,0,1,favor,0", "line 2: invalid literal"),
    ],
)
def test_malformed_labels_are_told_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "mpqa-train.csv.gz"
    path.write_bytes(gzip.compress(f"{','.join(LabelledPair._fields)}\n{line}\n".encode()))
    with pytest.raises(CorpusError) as raised:
        read_labels(path)
    assert said in str(raised.value)
    path.write_bytes(b"no gzip")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_labels(path)


@pytest.mark.parametrize(
    ("corpus", "split"),
    [
        *((corpus, "train") for corpus in OWN_TEXTS["labelled"]),
        *((corpus, "dev") for corpus in HELD_OUT),
        *((corpus, "found") for corpus in OWN_TEXTS["found"]),
        *((corpus, "tone") for corpus in OWN_TEXTS["tone"]),
        *((corpus, "incidental") for corpus in OWN_TEXTS["incidental"]),
        *((corpus, "incidental-dev") for corpus in INCIDENTAL_HELD_OUT),
    ],
)
def test_shipped_labels_are_whole(corpus: str, split: str) -> None:
    pairs = read_labels(labels_file(corpus, split))
    assert len({pair[:10] for pair in pairs}) == len(pairs)
    assert {pair.label for pair in pairs} == {*LABELS, *(() if split in ("found", "tone") else ("broken",))}
    assert not any(pair.speaker for pair in pairs if split == "tone")
    for found in pairs:
        length = found.end - found.start
        for start, end in ((found.speaker_start, found.speaker_end), (found.target_start, found.target_end)):
            assert (start, end) == (-1, -1) or 0 <= start < end <= length


def test_a_recipe_weighs_them(corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labels(
        tmp_path / "mpqa-train.csv.gz",
        [
            pair(SENTENCES[0], "Ada Quill", "Norway", label="favor"),
            pair(SENTENCES[1], "She", "Chile", label="against", doubtful=1),
        ],
    )
    examples = labelled_examples(corpora, corpora=["mpqa"], labels=tmp_path)
    taken: list[object] = []
    monkeypatch.setattr(
        draw, "labelled_examples", lambda _, corpora, split: taken.append((*corpora, split)) or examples
    )
    recipe = Recipe(encoder="-", corpora=("labelled",), labelled_texts=("mpqa",), labelled_weight=1.5)
    drawn = TrainingDraw(recipe).epoch(0)
    assert taken == [("mpqa", "train")]
    assert [(w.weight, w.taught, w.taught_share) for w in drawn] == [(1.5, None, 0.0), (0.75, None, 0.0)]
    halved = replace(recipe, corpus_shares={"labelled": 0.5})
    assert len(TrainingDraw(halved).epoch(0)) == 1
