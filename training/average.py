"""Averages the weights of several trained models into one: classifiers, or taggers.

``python -m stancekit.training.average OUTPUT FOLDER FOLDER …`` writes a run folder that
``stancekit.eval.release`` takes; ``FOLDER=SHARE`` for shares that are not equal. Models
that grew from the same pretrained encoder can be averaged although they were trained
apart, and the mean is often better than each (Wortsman et al., 2022, "Model soups");
whether it is here stands in ``training/EXPERIMENTS.md``.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from ..model.errors import ModelError, UsageError, run_command
from ..model.folder import TAGGER
from ..model.network import StanceModel
from ..model.tagger_network import TaggerModel

__all__ = ["average", "parse_shares"]


def average(output: Path, models: Sequence[tuple[Path, float]]) -> Path:
    """Writes the weighted mean of models.

    Args:
        output: the run's folder to write; its ``recipe.json`` is that of the first model,
            with a note of what was averaged.
        models: model folders with their shares, which must sum to 1. The first must lie in
            the folder of its run; configuration and tokenizer are its, and so is a tagger's head for references
            in the place of one that has none.

    Returns:
        the folder of the averaged model, ``output / "model"``.

    Raises:
        UsageError: the shares do not sum to 1, or ``output`` exists.
        ModelError: a folder is no model, or not of the same encoder as the first.
    """
    total = sum(share for _, share in models)
    if abs(total - 1) > 1e-6:
        raise UsageError(f"the shares sum to {total:g}; they must sum to 1")
    if output.exists():
        raise UsageError(f"{output} exists; give another folder")
    first = _open(models[0][0])
    record = models[0][0].parent / "recipe.json"
    try:
        recipe = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{record}: no record of a run ({error}); the first model must be what a run wrote") from None
    mean = {name: torch.zeros_like(weight) for name, weight in first.state_dict().items()}
    notes: list[str] = []
    for folder, share in models:
        model = _open(folder)
        weights = model.state_dict()
        if isinstance(model, TaggerModel) and model.references is None:
            # What it does not know it leaves to the first.
            weights |= {n: w for n, w in first.state_dict().items() if n.startswith("references.")}
        if {n: w.shape for n, w in weights.items()} != {n: w.shape for n, w in mean.items()}:
            raise ModelError(f"{folder} is of another encoder than {models[0][0]}; only the same can be averaged")
        for name, weight in weights.items():
            mean[name] += weight * share if weight.is_floating_point() else 0
        notes.append(f"{share:.3g} {_named(folder, model.config.revision)}")
    mean |= {name: weight for name, weight in first.state_dict().items() if not weight.is_floating_point()}
    first.load_state_dict(mean)
    first.save_pretrained(output / "model")
    shutil.copyfile(models[0][0] / "tokenizer.json", output / "model" / "tokenizer.json")
    recipe["notes"] = f"weights averaged: {' + '.join(notes)}"
    (output / "recipe.json").write_text(json.dumps(recipe, indent=2) + "\n", encoding="utf-8")
    return output / "model"


def _named(folder: Path, revision: str) -> str:
    """The revision, and the seed where the folder lies in its run's."""
    try:
        seed = json.loads((folder.parent / "recipe.json").read_text(encoding="utf-8"))["seed"]
    except (OSError, ValueError, KeyError):
        return revision
    return f"{revision} (seed {seed})"


def _open(folder: Path) -> StanceModel | TaggerModel:
    """The network of a model folder, of the kind that its configuration names."""
    try:
        kind = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("model_type")
    except (OSError, ValueError):
        kind = None  # what opens the folder says what is wrong with it
    return TaggerModel.from_folder(folder) if kind == TAGGER else StanceModel.from_folder(folder)


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.training.average", description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("models", nargs="+", metavar="FOLDER[=SHARE]")
    options = parser.parse_args()
    average(options.output, parse_shares(options.models))


def parse_shares(entries: Sequence[str]) -> list[tuple[Path, float]]:
    """Reads ``FOLDER=SHARE`` entries; folders without any share have equal ones.

    Raises:
        UsageError: only some have a share, or one is no number.
    """
    pairs = [entry.rpartition("=") for entry in entries]
    if not any(equals for _, equals, _ in pairs):
        return [(Path(entry), 1 / len(entries)) for entry in entries]
    shares: list[tuple[Path, float]] = []
    for entry, (folder, _, share) in zip(entries, pairs, strict=True):
        try:
            shares.append((Path(folder), float(share)))
        except ValueError:
            raise UsageError(f"{entry}: expected FOLDER=SHARE, as 'runs/base/model=0.6', or no share at all") from None
    return shares


if __name__ == "__main__":
    run_command(main)
