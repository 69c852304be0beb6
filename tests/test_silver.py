"""PolNeAR's silver names: what the cleaning takes from the alias table and from the rest of the article."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from stancekit.model.errors import CorpusError
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Span
from stancekit.model.tagging import TaggedMention
from stancekit.training.silver import clean_names, load_silver, names_as_they_are


def _cleaned(text: str, *silver: tuple[str, str]) -> dict[str, list[str]]:
    names = [(Span(text.index(surface), text.index(surface) + len(surface)), label) for surface, label in silver]
    found = clean_names(text, names, Gazetteer.load())
    kinds: dict[str, list[str]] = {}
    for mention in found.mentions:
        kinds.setdefault(mention.kind, []).append(mention.span.of(text))
    for span in found.unclear:
        kinds.setdefault("unclear", []).append(span.of(text))
    return kinds


@pytest.mark.parametrize(
    ("text", "silver", "expected"),
    [
        ("Iran and the Iranian envoy.", [("Iranian", "LOCATION")], {"place": ["Iran"], "group": ["Iranian"]}),
        ("He ran the Bank of Iran.", [("the Bank of Iran", "ORGANIZATION")], {"organisation": ["Bank of Iran"]}),
        ("It is Ada Quill’s.", [("Ada Quill’s", "PERSON")], {"person": ["Ada Quill"]}),
        ("Ada Quill left. Quill ran.", [("Ada Quill", "PERSON")], {"person": ["Ada Quill", "Quill"]}),
        ("Will Hay met Ada. Hay will go. Will he?", [("Will Hay", "PERSON")], {"person": ["Will Hay", "Hay"]}),
        ("They held the Spring Cup.", [("Spring Cup", "MISC")], {"unclear": ["Spring Cup"]}),
    ],
)
def test_cleaning(text: str, silver: list[tuple[str, str]], expected: dict[str, list[str]]) -> None:
    assert _cleaned(text, *silver) == expected


def test_a_surname_is_a_person_wherever_the_full_name_is() -> None:
    text = "Ada Quill spoke. Then Quill left."
    quill = text.rindex("Quill")
    names = [(Span(0, 9), "PERSON"), (Span(quill, quill + 5), "LOCATION")]
    assert [m.kind for m in clean_names(text, names, Gazetteer.load()).mentions] == ["person", "person"]


def test_reads_the_layer_and_names_the_broken_line(tmp_path: Path) -> None:
    folder = tmp_path / "polnear"
    (folder / "data" / "dev").mkdir(parents=True)
    path = folder / "corenlp_dev.jsonl.gz"
    record = json.dumps({"doc": "a", "sentences": [], "entities": [[0, 3, "PERSON"]], "coref": []})
    path.write_bytes(gzip.compress(f"{record}\n".encode()))
    assert load_silver("dev", tmp_path) == {"a": [(Span(0, 3), "PERSON")]}
    path.write_bytes(gzip.compress(f"{record}\nnot json\n".encode()))
    with pytest.raises(CorpusError, match=r"corenlp_dev\.jsonl\.gz, line 2"):
        load_silver("dev", tmp_path)
    path.unlink()
    with pytest.raises(CorpusError, match="is the corpus complete"):
        load_silver("dev", tmp_path)


def test_names_as_they_are_are_neither_cut_nor_completed() -> None:
    text = "The Obama's aide met Obama and Ohioans."
    layer = [(Span(0, 11), "PERSON"), (Span(31, 38), "MISC")]
    assert names_as_they_are(layer).mentions == (TaggedMention(Span(0, 11), "person"),)
    assert names_as_they_are(layer).unclear == (Span(31, 38),)
    assert len(clean_names(text, layer, Gazetteer.load()).mentions) == 2
