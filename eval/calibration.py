"""How far a calibration holds on items that it was not fitted on.

``python -m stancekit.eval.calibration MODEL`` fits it on four fifths of each dev set and judges the fifth, five times,
and prints for each set what the fifths together show: with the power of ``Calibration`` and, for comparison, without.
The calibration in MODEL is that of the whole dev sets; it is not touched. Needs ``STANCEKIT_CORPORA`` and the extra
``train``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model.errors import run_command
from ..model.folder import find_model, open_folder
from ..training.calibrate import Asked, ask, fit_calibration
from ..training.run import DEV_SETS
from .items import Item
from .tasks import Classification

__all__ = ["N_FOLDS", "held_out", "scores_of"]

N_FOLDS = 5


def held_out(
    answered: Mapping[str, Asked], guides: Collection[str], *, power: float | None = None, seed: int = 1
) -> dict[str, NDArray[np.float64]]:
    """The probabilities of each dev set's classes, by calibrations fitted on other items than their own.

    Args:
        answered: the dev sets by their names.
        guides: the annotation guides that the model knows.
        power: as of ``fit_calibration``.
        seed: of the draw that parts each set.

    Returns:
        by name an array of shape (items, classes).
    """
    rng = np.random.default_rng(seed)
    folds = {name: rng.permutation(len(asked.gold)) % N_FOLDS for name, asked in answered.items()}
    found: dict[str, list[tuple[NDArray[np.bool_], NDArray[np.float64]]]] = {name: [] for name in answered}
    for fold in range(N_FOLDS):
        rest = [asked.of_items(folds[name] != fold) for name, asked in answered.items()]
        calibration = fit_calibration(rest, guides, power=power)
        for name, asked in answered.items():
            is_held = folds[name] == fold
            found[name].append((is_held, asked.of_items(is_held).probabilities(calibration)))
    return {name: _joined(parts) for name, parts in found.items()}


def _joined(parts: Iterable[tuple[NDArray[np.bool_], NDArray[np.float64]]]) -> NDArray[np.float64]:
    chosen, rows = zip(*parts, strict=True)
    joined = np.empty((len(chosen[0]), rows[0].shape[1]))
    for at, values in zip(chosen, rows, strict=True):
        joined[at] = values
    return joined


def scores_of(probabilities: NDArray[np.float64], gold: NDArray[np.int64]) -> dict[str, float]:
    """What probabilities are worth: ``cross_entropy`` and the metrics of ``Classification``; of numbered classes.

    Args:
        probabilities: shape (items, classes).
        gold: the right class of each item. Shape (items,).
    """
    names = [str(number) for number in range(probabilities.shape[1])]
    items = [
        Item(str(number), names[right], names[int(row.argmax())], tuple(map(float, row)))
        for number, (row, right) in enumerate(zip(probabilities, gold.tolist(), strict=True))
    ]
    task = Classification(names)
    entropy = float(-np.log(np.maximum(probabilities[np.arange(len(gold)), gold], 1e-12)).mean())
    return {"cross_entropy": entropy, **task.values(task.rows(items).sum(axis=0))}


def _lines(folder: Path) -> Iterator[str]:
    guides = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("guides", [])
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        answered = ask(Path(copy), DEV_SETS)
    yield "set\tpower\tcross-entropy\tcalibration error\tof chance\tmicro F1\tmacro F1\n"
    for told, power in (("fitted", None), ("1", 1.0)):
        for name, rows in held_out(answered, guides, power=power).items():
            scores = scores_of(rows, answered[name].gold)
            percent = ("calibration_error", "calibration_error/chance", "micro_f1", "macro_f1")
            shown = "\t".join(f"{scores[metric]:.1%}" for metric in percent)
            yield f"{name}\t{told}\t{scores['cross_entropy']:.4f}\t{shown}\n"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="a model folder; default: the shipped one")
    folder = open_folder(find_model(parser.parse_args().model)).path
    sys.stdout.writelines(_lines(folder))


if __name__ == "__main__":
    run_command(main)
