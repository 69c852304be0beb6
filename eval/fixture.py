"""The ``fixture`` benchmark: sentences of our own, some eight for each thing that is hard.

``fixture.jsonl`` was written for stancekit beside its gold labels, before any model had
read it, and is apart from the examples in ``training``. It needs no corpus: a stranger
can score any model on it at once, and the quality gate watches it. It is too small to
tell good models apart.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..model.records import Pair, Participant, Sentence, Span
from ..training.loaders import Example

__all__ = ["fixture_examples", "fixture_file"]


def fixture_file() -> Path:
    """Where the sentences stand."""
    return Path(__file__).with_name("fixture.jsonl")


def fixture_examples() -> dict[str, list[Example]]:
    """The pairs by what is hard about them: quotation, negation, ascribed and so on."""
    kinds: dict[str, list[Example]] = {}
    for line in fixture_file().read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["sentence"]
        speaker = _participant(row["speaker"], text) if row["speaker"] else None
        target = _participant(row["target"], text)
        pair = Pair(text, Sentence(0, 0, len(text)), speaker, target)
        kinds.setdefault(row["kind"], []).append(Example(row["id"], row["id"], "fixture", pair, row["label"]))
    return kinds


def _participant(name: str, text: str) -> Participant:
    start = text.find(name)
    return Participant(name, Span(start, start + len(name)) if start >= 0 else None)
