"""The ``resolution`` benchmark counts which labelled pairs are asked again, and how many of them are whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stancekit.eval import resolution
from stancekit.eval.resolution import RESOLUTION_TASK, resolution_items
from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.resolver import RuleResolver
from stancekit.model.tagger import RuleTagger
from stancekit.training.labelled import LabelledPair, check_sum, write_labels

SENTENCES = ("Ada Quill praised Norway.", "She said Chile had lied to Norway.", "Peru fell silent.")
TEXT = "\n\n".join(SENTENCES)


def pair(sentence: int, speaker: str, words: str, target: str, label: str) -> LabelledPair:
    text = SENTENCES[sentence]
    start = TEXT.index(text)
    at, to = text.find(words), text.find(target)
    spans = (speaker, at, at + len(words) if at >= 0 else -1, target, to, to + len(target) if to >= 0 else -1)
    return LabelledPair("20020101/one", start, start + len(text), check_sum(text), *spans, label, 0)


def test_pairs_are_asked_again_or_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mpqa").mkdir()
    records = [{"sent_id": f"20020101/one-{i}", "text": text, "opinions": []} for i, text in enumerate(SENTENCES)]
    (tmp_path / "mpqa" / "dev.json").write_text(json.dumps(records), encoding="utf-8")
    monkeypatch.setattr("stancekit.training.corpora.Corpus.verify", lambda *_: None)
    monkeypatch.setattr(resolution, "HELD_OUT", ("mpqa",))
    monkeypatch.setattr(resolution, "labels_file", lambda corpus, split: tmp_path / f"{corpus}-{split}.csv.gz")
    write_labels(
        tmp_path / "mpqa-dev.csv.gz",
        [
            pair(0, "Ada Quill", "Ada Quill", "Norway", "favor"),
            pair(1, "Ada Quill", "She", "Chile", "against"),
            pair(1, "Ada Quill", "She", "Norway", "broken"),
            pair(1, "Norway", "She", "Chile", "broken"),
            pair(2, "Ada Quill", "nowhere", "Peru", "neutral"),
        ],
    )
    items = resolution_items(PairFinder(RuleTagger(), RuleResolver(Gazetteer.load())), "dev", tmp_path)
    assert [item.id for item in items] == ["mpqa/20020101/one"]
    values = RESOLUTION_TASK.values(RESOLUTION_TASK.rows(items).sum(axis=0))
    assert values == pytest.approx(
        {
            "precision": 2 / 3,
            "kept": 2 / 3,
            "precision/names": 1.0,
            "precision/pronouns": 1 / 2,
            "precision/outside": 0.0,
            "kept/names": 1.0,
            "kept/pronouns": 1.0,
            "kept/outside": 0.0,
        }
    )
