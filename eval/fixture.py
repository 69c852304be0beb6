"""Benchmarks of our own sentences, which need no corpus: a stranger can score any model on them at once.

Both files were written for stancekit beside their gold labels, before any model had read
them, and are apart from the examples in ``training``:

- ``fixture.jsonl``, some eight sentences for each thing that is hard. The quality gate
  watches it. It is too small to tell good models apart.
- ``unseen.jsonl``, news sentences of international, domestic and hard kinds, by writers who had
  seen neither the training examples nor an answer. Nothing is tuned on it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..model.records import Pair, Participant, Sentence, Span
from ..training.loaders import Example

__all__ = ["fixture_examples", "fixture_file"]


def fixture_file(name: str = "fixture") -> Path:
    """Where the sentences stand; ``name`` is ``fixture`` or ``unseen``."""
    return Path(__file__).with_name(f"{name}.jsonl")


def fixture_examples(name: str = "fixture") -> dict[str, list[Example]]:
    """The pairs by kind: in ``fixture`` what is hard about them, in ``unseen`` what they are about."""
    kinds: dict[str, list[Example]] = {}
    for line in fixture_file(name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["sentence"]
        speaker = _participant(row["speaker"], text) if row["speaker"] else None
        target = _participant(row["target"], text)
        pair = Pair(text, Sentence(0, 0, len(text)), speaker, target)
        kinds.setdefault(row["kind"], []).append(Example(row["id"], row["id"], name, pair, row["label"]))
    return kinds


def _participant(name: str, text: str) -> Participant:
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return Participant(name, Span(*found.span()) if found else None)
