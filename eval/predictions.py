"""Scores the predictions of systems that are not ours, from a file.

Our own form is JSON lines, one pair or item each::

    {"id": "newsmtsc/dev-rw/1/0", "label": "favor"}
    {"id": "seesaw/TRIPLET_000_DOCUMENT_0/3/0", "p_favor": 0.7, "p_neutral": 0.2, "p_against": 0.1}
    {"id": "dse/dev/17", "label": "p against q"}

``stancekit evaluate --list-items`` prints the ids in order. Files of peers are read by
the order of the corpus's lines: ``newsmtsc`` is JSON lines with ``class_label``
(positive, neutral, negative) and perhaps ``class_prob``, as NewsSentiment returns
them, one a target; ``dse`` is one class from 0 to 4 a line, as the corpus itself
numbers them. Every item needs exactly one answer: a missing, doubled or unknown one
is an error, since dropping items would change the score.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..model.errors import UsageError
from ..model.records import LABELS
from ..training.loaders import Example
from .systems import Answers

__all__ = ["DSE_CLASSES", "PREDICTION_FORMATS", "PredictedSystem"]

PREDICTION_FORMATS = ("stancekit", "newsmtsc", "dse")
#: The classes of DSE as (p toward q, q toward p), in the order of the corpus's numbers.
DSE_CLASSES: Mapping[str, tuple[str, str]] = {
    "neutral": ("neutral", "neutral"),
    "p favors q": ("favor", "neutral"),
    "q favors p": ("neutral", "favor"),
    "p against q": ("against", "neutral"),
    "q against p": ("neutral", "against"),
}
_NEWSMTSC_LABELS = {"positive": "favor", "neutral": "neutral", "negative": "against"}
_COLUMNS = tuple(f"p_{label}" for label in LABELS)


class PredictedSystem:
    """Answers from a file.

    Args:
        path: the predictions.
        form: ``stancekit``, ``newsmtsc`` or ``dse``; see the module.

    Raises:
        UsageError: the form is unknown, or the file cannot be read or is malformed; the
            message names the line.
    """

    def __init__(self, path: Path, form: str = "stancekit") -> None:
        if form not in PREDICTION_FORMATS:
            raise UsageError(f"unknown form of predictions {form!r}; valid: {', '.join(PREDICTION_FORMATS)}")
        self.name = path.stem
        self._path = path
        self._form = form
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            problem = getattr(error, "strerror", None) or "not UTF-8"
            raise UsageError(f"{path}: {problem}; give a text file with a prediction a line") from None
        self._lines = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]

    def answers(self, examples: Sequence[Example]) -> Answers:
        """The answers to the pairs of one benchmark.

        Raises:
            UsageError: an item has no answer or two, or an answer belongs to no item.
        """
        if self._form == "stancekit":
            return self._by_id(examples)
        units = list(dict.fromkeys(example.item if self._form == "dse" else example.id for example in examples))
        if len(units) != len(self._lines):
            raise UsageError(f"{self._path}: {len(self._lines)} predictions for {len(units)} items of the benchmark")
        read = self._dse_class if self._form == "dse" else self._newsmtsc_label
        answers: dict[str, tuple[NDArray[np.float64], bool]] = {}
        for unit, (number, line) in zip(units, self._lines, strict=True):
            answers |= read(unit, line, f"{self._path}, line {number}")
        return _assembled(examples, answers, self._path)

    def _by_id(self, examples: Sequence[Example]) -> Answers:
        known = {example.id for example in examples} | {example.item for example in examples}
        answers: dict[str, tuple[NDArray[np.float64], bool]] = {}
        for number, line in self._lines:
            place = f"{self._path}, line {number}"
            values = _object(line, place)
            name = values.get("id")
            if name not in known:
                raise UsageError(f"{place}: no item {name!r} in the benchmark; --list-items prints their ids")
            label = values.get("label")
            found = _dse_answer(str(name), str(label)) if label in DSE_CLASSES and label not in LABELS else {}
            if not found and label == "neutral" and f"{name}/pq" in known:
                found = _dse_answer(str(name), "neutral")
            found = found or {str(name): _row(values, place)}
            if doubled := found.keys() & answers.keys():
                raise UsageError(f"{place}: a second answer for {min(doubled)!r}")
            answers |= found
        return _assembled(examples, answers, self._path)

    @staticmethod
    def _dse_class(unit: str, line: str, place: str) -> dict[str, tuple[NDArray[np.float64], bool]]:
        text = line.strip()
        if text not in ("0", "1", "2", "3", "4"):
            raise UsageError(f"{place}: {text!r} is no class of DSE; valid: 0, 1, 2, 3, 4")
        return _dse_answer(unit, list(DSE_CLASSES)[int(text)])

    @staticmethod
    def _newsmtsc_label(unit: str, line: str, place: str) -> dict[str, tuple[NDArray[np.float64], bool]]:
        values = _object(line, place)
        label = _NEWSMTSC_LABELS.get(str(values.get("class_label")))
        if label is None:
            raise UsageError(
                f"{place}: class_label is {values.get('class_label')!r}; valid: {', '.join(_NEWSMTSC_LABELS)}"
            )
        return {unit: (_one_hot(label), False)}


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{place}: not JSON ({error})") from None
    if not isinstance(values, dict):
        raise UsageError(f"{place}: not a JSON object")
    return values


def _row(values: Mapping[str, Any], place: str) -> tuple[NDArray[np.float64], bool]:
    """Probabilities of a line, or its label as ones and zeros; and which of the two."""
    if any(column in values for column in _COLUMNS):
        try:
            row = np.array([float(values[column]) for column in _COLUMNS])
        except (KeyError, TypeError, ValueError):
            raise UsageError(f"{place}: {', '.join(_COLUMNS)} must all be numbers") from None
        if not (row >= 0).all() or not math.isclose(row.sum(), 1, abs_tol=0.01):
            raise UsageError(f"{place}: the probabilities are {row.tolist()}; they must be at least 0 and sum to 1")
        return row / row.sum(), True
    if values.get("label") not in LABELS:
        valid = ", ".join([*LABELS, *(name for name in DSE_CLASSES if name not in LABELS)])
        raise UsageError(f"{place}: label is {values.get('label')!r}; valid: {valid} (of DSE)")
    return _one_hot(str(values["label"])), False


def _one_hot(label: str) -> NDArray[np.float64]:
    return np.eye(len(LABELS))[[*LABELS].index(label)]


def _dse_answer(unit: str, name: str) -> dict[str, tuple[NDArray[np.float64], bool]]:
    there, back = DSE_CLASSES[name]
    return {f"{unit}/pq": (_one_hot(there), False), f"{unit}/qp": (_one_hot(back), False)}


def _assembled(
    examples: Sequence[Example], answers: Mapping[str, tuple[NDArray[np.float64], bool]], path: Path
) -> Answers:
    missing = [example.id for example in examples if example.id not in answers]
    if missing:
        raise UsageError(f"{path}: no answer for {len(missing)} of {len(examples)} pairs, first {missing[0]!r}")
    rows = [answers[example.id] for example in examples]
    return Answers(np.array([row for row, _ in rows]), all(probabilistic for _, probabilistic in rows))
