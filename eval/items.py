"""The stored unit of every score: what one item of a benchmark asked, and what a system answered.

Every metric, interval, comparison and slice is computed from these records, so that a
result can be looked into, and compared with another, long after the model is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..model.errors import UsageError

__all__ = ["Item", "read_items", "write_items"]


@dataclass(frozen=True, slots=True)
class Item:
    """One scored unit.

    Attributes:
        id: unique within benchmark and split.
        gold: the right label; empty where the unit has counts.
        predicted: the system's label; empty where the unit has counts.
        probabilities: of the task's labels, in their order, summing to 1; empty if the
            system gives none.
        counts: named numbers that add up over items ("correct", "found", "gold"), for
            tasks that are no classification.
        slices: what kind of item it is, as kind to value ("speaker": "outside").
        text: the sentence, to show.
        speaker: half-open place of the speaker in ``text``, or None.
        target: half-open place of the target in ``text``, or None.
        speaker_name: the speaker that was asked about.
        target_name: the target that was asked about.
    """

    id: str
    gold: str = ""
    predicted: str = ""
    probabilities: tuple[float, ...] = ()
    counts: Mapping[str, float] = field(default_factory=dict[str, float])
    slices: Mapping[str, str] = field(default_factory=dict[str, str])
    text: str = ""
    speaker: tuple[int, int] | None = None
    target: tuple[int, int] | None = None
    speaker_name: str = ""
    target_name: str = ""

    @property
    def confidence(self) -> float:
        """Probability of the predicted label, in [0, 1]; 1 if the system gives none."""
        return max(self.probabilities, default=1.0)


def write_items(path: Path, runs: Mapping[str, Sequence[Item]]) -> None:
    """Writes the items of several benchmarks as JSON lines, each with its ``benchmark``."""
    with path.open("w", encoding="utf-8") as stream:
        for benchmark, items in runs.items():
            for item in items:
                values = {key: value for key, value in asdict(item).items() if value not in ("", (), {}, None)}
                stream.write(json.dumps({"benchmark": benchmark} | values, ensure_ascii=False) + "\n")


def read_items(path: Path) -> dict[str, list[Item]]:
    """Reads what ``write_items`` wrote.

    Raises:
        UsageError: the file is missing, or a line is no item.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}; 'stancekit evaluate --output' writes it beside the scores"
        ) from None
    runs: dict[str, list[Item]] = {}
    for number, line in enumerate(lines, start=1):
        try:
            values: dict[str, Any] = json.loads(line)
            runs.setdefault(values.pop("benchmark"), []).append(_item(values))
        except (ValueError, TypeError, KeyError) as error:
            raise UsageError(f"{path}, line {number}: no item of a benchmark ({error})") from None
    return runs


def _item(values: dict[str, Any]) -> Item:
    for key in ("probabilities", "speaker", "target"):
        if key in values:
            values[key] = _numbers(values[key])
    return Item(**values)


def _numbers(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(values)
