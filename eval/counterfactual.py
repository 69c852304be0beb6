"""The ``counterfactual`` benchmark: does the label follow from what is said, or from who is named?

Every marked name of the stance corpora is exchanged for another of its kind (see
``training.draw.NameSwapper``), the sentence is left as it is otherwise, and the two
labels are compared. The gold stays what it was, so a label that changes is wrong at
least once.
"""

from __future__ import annotations

import random
from pathlib import Path

from ..model.records import LABELS
from ..training.corpora import corpora_folder, find_corpus
from ..training.draw import NameSwapper
from ..training.loaders import Example, load_corpus
from .items import Item
from .systems import System
from .tasks import Counted

__all__ = ["COUNTERFACTUAL_TASK", "counterfactual_files", "counterfactual_items", "swapped_pairs"]

#: Corpora whose marked spans are names, with their split for ``dev`` and ``test``.
_SETS: tuple[tuple[str, dict[str, str]], ...] = (
    ("dse", {"dev": "dev", "test": "test"}),
    ("seesaw", {"dev": "dev", "test": "test"}),
    ("newsmtsc", {"dev": "dev-rw", "test": "test-rw"}),
)
#: Of the exchange, so that every system is asked the same.
_SEED = 1


COUNTERFACTUAL_TASK = Counted(
    ("asked", "flipped", "sign_flipped"),
    {
        "flip_rate": lambda total: total["flipped"] / max(total["asked"], 1),
        "sign_flip_rate": lambda total: total["sign_flipped"] / max(total["asked"], 1),
    },
    main_metric="flip_rate",
)


def swapped_pairs(examples: list[Example], seed: int) -> list[tuple[Example, Example]]:
    """Examples of which a name could be exchanged, each with its counterfactual."""
    swapper = NameSwapper(examples)
    rng = random.Random(seed)
    both = [(example, swapper.swapped(example, 1.0, rng)) for example in examples]
    return [(example, other) for example, other in both if other is not example]


def counterfactual_files(split: str, corpora: Path | None) -> list[Path]:
    """The files that a split is read from."""
    folder = corpora_folder(corpora)
    return [file for corpus, splits in _SETS for file in find_corpus(corpus).data_files(folder, splits[split])]


def counterfactual_items(system: System, split: str, *, corpora: Path | None = None) -> list[Item]:
    """Asks every pair twice.

    Args:
        system: what is measured.
        split: ``dev`` or ``test``.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Returns:
        one item a pair, sliced by corpus, whose label flipped, changed its sign (favor to
        against or back), or did neither.
    """
    pairs: list[tuple[Example, Example]] = []
    for corpus, splits in _SETS:
        pairs += swapped_pairs(load_corpus(corpus, splits[split], corpora, neutrals=False).examples, _SEED)
    before, after = (
        system.answers([pair[side] for pair in pairs]).probabilities.argmax(axis=1).tolist() for side in (0, 1)
    )
    neutral = LABELS.index("neutral")
    items: list[Item] = []
    for (original, swapped), first, second in zip(pairs, before, after, strict=True):
        flipped = first != second
        counts = {"asked": 1.0, "flipped": float(flipped)}
        counts["sign_flipped"] = float(flipped and neutral not in (first, second))
        items.append(
            Item(
                id=original.id,
                counts=counts,
                slices={"corpus": original.corpus},
                text=swapped.pair.text,
                speaker_name=swapped.pair.speaker.name if swapped.pair.speaker else "",
                target_name=swapped.pair.target.name,
            )
        )
    return items
