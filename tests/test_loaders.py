"""Corpora: each upstream layout becomes pairs; what is dropped is counted, what is altered is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from stancekit.model.errors import CorpusError
from stancekit.training import corpora
from stancekit.training.corpora import CORPORA, corpora_folder, find_corpus
from stancekit.training.loaders import Example, load_corpus

Corpora = Callable[[dict[str, str]], Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpora:
    """Writes files of our own in an upstream layout; their checksums are of course others."""
    monkeypatch.setattr(corpora, "CORPORA", {name: replace(c, sha256={}) for name, c in CORPORA.items()})

    def write(files: dict[str, str]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return tmp_path

    return write


def seen(example: Example) -> tuple[str, str, str, str]:
    """(speaker, target, label) with the surface forms that the spans give."""
    pair = example.pair
    speaker = "" if pair.speaker is None else pair.speaker.span.of(pair.text) if pair.speaker.span else "outside"
    target = pair.target.span.of(pair.text) if pair.target.span else "outside"
    return speaker, target, example.label, example.id.rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[Ana] blamed [Bo].\tAna\tBo\t3", [("Ana", "Bo", "against", "pq"), ("Bo", "Ana", "neutral", "qp")]),
        ("[Ana] was blamed by [Bo].\tAna\tBo\t4", [("Ana", "Bo", "neutral", "pq"), ("Bo", "Ana", "against", "qp")]),
        ("[Ana] likes [Bo].\tAna\tBo\t1", [("Ana", "Bo", "favor", "pq"), ("Bo", "Ana", "neutral", "qp")]),
        ("[Ana] is liked by [Bo].\tAna\tBo\t2", [("Ana", "Bo", "neutral", "pq"), ("Bo", "Ana", "favor", "qp")]),
        ("[Ana] met [Bo].\tAna\tBo\t0", [("Ana", "Bo", "neutral", "pq"), ("Bo", "Ana", "neutral", "qp")]),
        # Brackets that cut a word: the tail is joined on, a possessive is not.
        (
            "[Los Angele]s met [Bo’]s.\tx\ty\t0",
            [("Los Angeles", "Bo", "neutral", "pq"), ("Bo", "Los Angeles", "neutral", "qp")],
        ),
        ("The [U. S.] met [Bo].\tx\ty\t0", [("U. S.", "Bo", "neutral", "pq"), ("Bo", "U. S.", "neutral", "qp")]),
    ],
)
def test_dse_gives_both_directions(folder: Corpora, line: str, expected: list[tuple[str, ...]]) -> None:
    loaded = load_corpus("dse", "train", folder({"dse/dataset/train.txt": line + "\n"}))
    assert [seen(example) for example in loaded.examples] == expected
    assert "[" not in loaded.examples[0].pair.text
    assert len({example.item for example in loaded.examples}) == 1


def test_dse_counts_what_it_drops_and_refuses_another_layout(folder: Corpora) -> None:
    good = "[Ana] met [Bo].\tAna\tBo\t0\n"
    loaded = load_corpus("dse", "train", folder({"dse/dataset/train.txt": good + "Ana met [Bo].\tAna\tBo\t0\n"}))
    assert (len(loaded.examples), dict(loaded.dropped)) == (2, {"not two bracketed entities": 1})
    with pytest.raises(CorpusError, match=r"train\.txt, line 2: not sentence, entity, entity, class 0-4"):
        load_corpus("dse", "train", folder({"dse/dataset/train.txt": good + "[Ana] met [Bo].\tAna\tBo\t7\n"}))


def seesaw(
    split: str, stances: dict[str, list[dict[str, str]]], sentences: list[str], title: str = ""
) -> dict[str, str]:
    entities = [["Ana Gomez", ["People"]], ["Bo Larsen", ["People"]], ["Republican Party", ["Organization"]]]
    return {
        "seesaw/SEESAW/meta/TRIPLET_000.json": json.dumps({"Split": split}),
        "seesaw/SEESAW/annotations/TRIPLET_000_DOCUMENT_0.json": json.dumps(
            {"entity lists": entities, "sentence-level stances": stances}
        ),
        "seesaw/SEESAW/articles/TRIPLET_000_DOCUMENT_0.json": json.dumps(
            {"title": title, "text": [{"id": i, "text": text} for i, text in enumerate(sentences)]}
        ),
    }


def triple(source: str, sentiment: str, target: str) -> dict[str, str]:
    return {"subject": source, "sentiment": sentiment, "object": target}


def test_seesaw_finds_names_by_surname_and_alias(folder: Corpora) -> None:
    files = seesaw("train", {"0": [triple("Ana Gomez", "NEG", "Republican Party")]}, ["Gomez mocked the GOP."])
    (example, *derived) = load_corpus("seesaw", "train", folder(files)).examples
    assert seen(example)[:3] == ("Gomez", "GOP", "against")
    assert [seen(d)[:3] for d in derived] == [("GOP", "Gomez", "neutral")]


def test_seesaw_names_whoever_is_not_in_the_sentence(folder: Corpora) -> None:
    triples = [triple("Ana Gomez", "POS", "Bo Larsen"), triple("None", "NEG", "Not in the list")]
    loaded = load_corpus("seesaw", "dev", folder(seesaw("valid", {"1": triples}, ["One.", "She likes him."])))
    listed, unlisted = loaded.examples
    assert listed.pair.speaker is not None
    assert (listed.pair.speaker.name, listed.pair.target.name) == ("Ana Gomez", "Bo Larsen")
    assert seen(listed)[:3] == ("outside", "outside", "favor")
    assert (unlisted.pair.speaker, unlisted.pair.target.name, unlisted.label) == (None, "", "against")
    assert loaded.dropped["sentence without an annotated stance"] == 1


@pytest.mark.parametrize(("number", "before"), [("0", "Gomez in Lima"), ("1", "Larsen was late.")])
def test_seesaw_has_the_sentence_before_and_of_the_first_one_the_headline(
    folder: Corpora, number: str, before: str
) -> None:
    triples = {number: [triple("Ana Gomez", "NEG", "Bo Larsen")]}
    sentences = ["Larsen was late.", "Gomez mocked Larsen."] if number == "1" else ["Gomez mocked Larsen."]
    (example, derived) = load_corpus("seesaw", "train", folder(seesaw("train", triples, sentences, before))).examples
    for one in (example, derived):
        assert one.pair.sentence.span.of(one.pair.text) == f"{before} Gomez mocked Larsen."
    # What is marked stands in the sentence itself.
    assert example.pair.target.span is not None
    assert example.pair.target.span.start > len(before)
    assert seen(example)[:3] == ("Gomez", "Larsen", "against")


def test_derived_neutral_pairs_can_be_left_out(folder: Corpora) -> None:
    files = seesaw("train", {"0": [triple("Ana Gomez", "NEG", "Bo Larsen")]}, ["Gomez mocked Larsen."])
    assert len(load_corpus("seesaw", "train", folder(files)).examples) == 2
    assert len(load_corpus("seesaw", "train", folder(files), neutrals=False).examples) == 1


def test_newsmtsc_has_targets_without_a_speaker(folder: Corpora) -> None:
    targets = [
        {"from": 0, "to": 3, "mention": "Ana", "polarity": 6.0},
        {"from": 10, "to": 12, "mention": "Bo", "polarity": 2.0},
        {"from": 0, "to": 2, "mention": "Ana", "polarity": 4.0},
        {"from": 0, "to": 3, "mention": "Ana", "polarity": 5.0},
    ]
    line = json.dumps({"sentence_normalized": "Ana shamed Bo.", "targets": targets})
    loaded = load_corpus("newsmtsc", "train", folder({"newsmtsc/newsmtsc-rw/train.jsonl": line}))
    assert [seen(e)[:3] for e in loaded.examples] == [("", "Ana", "favor")]
    assert dict(loaded.dropped) == {"target not at its offsets": 2, "polarity 5.0": 1}


def test_newsmtsc_is_read_from_an_upstream_clone_as_well(folder: Corpora) -> None:
    line = json.dumps(
        {"sentence_normalized": "Ana.", "targets": [{"from": 0, "to": 3, "mention": "Ana", "polarity": 4.0}]}
    )
    path = "newsmtsc/NewsSentiment/experiments/default/datasets/newsmtsc-mt/dev.jsonl"
    assert len(load_corpus("newsmtsc", "dev-mt", folder({path: line})).examples) == 1


def opinion(source: str, target: str, polarity: str | None) -> dict[str, object]:
    return {"Source": [["s"], [source]] if source else [[], []], "Target": [["t"], [target]], "Polarity": polarity}


def test_mpqa_merges_opinions_of_one_holder_and_target(folder: Corpora) -> None:
    opinions = [
        opinion("0:3", "10:12", "Neutral"),
        opinion("0:3", "10:12", "Negative"),
        opinion("", "0:3", "Positive"),
        opinion("10:12", "0:3", "Positive"),
        opinion("10:12", "0:3", "Negative"),
        opinion("0:3", "0:3", None),
        {"Source": [[], []], "Target": [[], []], "Polarity": "Positive"},
    ]
    files = {"mpqa/dev.json": json.dumps([{"sent_id": "a/b-1", "text": "Ana shamed Bo .", "opinions": opinions}])}
    loaded = load_corpus("mpqa", "dev", folder(files))
    assert [seen(e)[:3] for e in loaded.examples] == [("Ana", " B", "against"), ("", "Ana", "favor")]
    assert dict(loaded.dropped) == {
        "opposite polarities for one holder and target": 1,
        "opinion without a polarity": 1,
        "opinion without a target": 1,
    }


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dse" / "dataset" / "train.txt"
    path.parent.mkdir(parents=True)
    path.write_text("[Ana] met [Bo].\tAna\tBo\t0\n")
    with pytest.raises(CorpusError, match=r"has sha256 .* but dse at revision 6a1275f070e4"):
        load_corpus("dse", "train", tmp_path)


def test_errors_name_the_valid_values_and_the_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STANCEKIT_CORPORA", raising=False)
    with pytest.raises(CorpusError, match="set STANCEKIT_CORPORA=FOLDER"):
        corpora_folder()
    with pytest.raises(CorpusError, match="no corpora folder at"):
        corpora_folder(tmp_path / "absent")
    with pytest.raises(CorpusError, match=r"clone https://github\.com/launchnlp/SEESAW at aeb7bac2d1fa"):
        load_corpus("seesaw", "train", tmp_path)
    with pytest.raises(CorpusError, match="no stance loader for 'polnear'; there are dse, seesaw, newsmtsc, mpqa"):
        load_corpus("polnear", "train", tmp_path)
    with pytest.raises(CorpusError, match="has no split 'valid'; it has train, dev, test"):
        load_corpus("dse", "valid", tmp_path)
    with pytest.raises(CorpusError, match="unknown corpus 'conll'; known: dse"):
        find_corpus("conll")


@pytest.mark.parametrize("corpus", CORPORA.values(), ids=str)
def test_every_declaration_is_complete(corpus: corpora.Corpus) -> None:
    assert corpus.upstream.startswith("https://")
    assert len(corpus.revision) == 40
    assert all(len(checksum) == 64 for checksum in corpus.sha256.values())
    assert set(corpus.sha256) <= set(corpus.files.values())
    assert corpus.title and corpus.licence and corpus.citation and corpus.roots
