"""Teachers that answer an epoch's pairs when it begins, as they are then shown.

Answers that were written down once (``teach``) are to the sentences as they stand. Where names and words are
exchanged anew in every epoch, the teachers have to be at hand.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ..model.encoding import MARKERS
from ..model.errors import RecipeError
from ..model.network import StanceModel, load_trained
from .batches import EncodedPairs, PairDataset, collate
from .teach import BATCH_SIZES

__all__ = ["LiveTeachers"]

log = logging.getLogger("stancekit")

#: A teacher that lacks a larger share of the student's pieces would read another sentence.
_MOST_UNKNOWN = 0.01


class LiveTeachers:
    """Trained models that answer encoded pairs together, by the mean of their probabilities.

    They read the student's pieces, each by its name in their own vocabulary, so that the marks stay where they are:
    their tokenizers must be of one kind, as those of BERT, MiniLM and MPNet are. What they answer is not calibrated, as
    runs are not before their release. Of several GPUs each asks for itself.

    Args:
        folders: model folders with ``model.safetensors``.
        tokenizer: the student's.
        pad_id: the student's piece that fills short rows.
        specials: the student's pieces that begin and end an input.
        guides: what may stand before pairs, all of which the teachers must have learnt.
        max_length: longest input in pieces.
        bf16: whether matrix products run in bfloat16.

    Raises:
        ModelError: a folder is no model.
        RecipeError: a teacher's vocabulary is not the student's, or it reads shorter inputs or fewer guides.
    """

    def __init__(
        self,
        folders: Sequence[str],
        tokenizer: Tokenizer,
        *,
        pad_id: int,
        specials: tuple[str, str],
        guides: Collection[str] = (),
        max_length: int = 0,
        bf16: bool = False,
    ) -> None:
        # Of several GPUs each process has its own.
        gpu = f"cuda:{os.environ.get('LOCAL_RANK', '0')}"
        self._device = torch.device(gpu if torch.cuda.is_available() else "cpu")
        self._pad_id = pad_id
        self._bf16 = bf16
        self._teachers: list[tuple[StanceModel, torch.Tensor]] = []
        for folder in map(Path, folders):
            model, own = load_trained(folder)
            config = model.config
            if config.max_pieces < max_length or not set(guides) <= set(config.guides):
                known, needed = (", ".join(names) or "no guide" for names in (config.guides, guides))
                raise RecipeError(
                    f"{folder}: reads {config.max_pieces} pieces and knows {known}; the recipe has max_length "
                    f"{max_length} and {needed}; train the teacher with these"
                )
            ends = dict(zip(specials, (config.start_token, config.end_token), strict=True))
            numbers = _numbers(tokenizer, own, ends, folder)
            numbers[pad_id] = config.pad_id
            cast(Any, model).to(self._device)  # its type there is not the network's
            self._teachers.append((model.eval(), torch.from_numpy(numbers).to(self._device)))

    def __call__(self, encoded: EncodedPairs) -> EncodedPairs:
        """The pairs with the teachers' probabilities, for those whose loss has a share for them."""
        dataset = PairDataset(encoded)
        asked = np.flatnonzero(encoded.weights[:, 4] > 0)
        asked = asked[np.argsort(encoded.lengths[asked], kind="stable")]
        log.info("the teachers are asked about %d of %d pairs", len(asked), len(dataset))
        weights = encoded.weights.copy()
        size = BATCH_SIZES[self._device.type]
        for start in range(0, len(asked), size):
            chosen = asked[start : start + size]
            batch = collate([dataset[int(index)] for index in chosen], self._pad_id)
            weights[chosen, 1:4] = self._probabilities(batch)
        return replace(encoded, weights=weights)

    def _probabilities(self, batch: dict[str, torch.Tensor]) -> NDArray[np.float32]:
        ids, mask, speaker, target = (
            batch[name].to(self._device) for name in ("input_ids", "attention_mask", "speaker_index", "target_index")
        )
        answers: list[torch.Tensor] = []
        with torch.no_grad(), torch.autocast(self._device.type, torch.bfloat16, enabled=self._bf16):
            for model, numbers in self._teachers:
                logits = model(numbers[ids], mask, speaker, target).logits
                answers.append(logits.float().softmax(-1))
        return torch.stack(answers).mean(0).cpu().numpy()


def _numbers(student: Tokenizer, teacher: Tokenizer, ends: Mapping[str, str], folder: Path) -> NDArray[np.int64]:
    """The teacher's piece for each of the student's, by name; ``ends`` are what begins and ends an input, by both."""
    vocabulary = student.get_vocab()
    unknown = next((number for name in ("[UNK]", "<unk>") if (number := teacher.token_to_id(name)) is not None), 0)
    numbers = np.full(max(vocabulary.values()) + 1, unknown, dtype=np.int64)
    lacking: list[str] = []
    for piece, number in vocabulary.items():
        own = teacher.token_to_id(ends.get(piece, piece))
        if own is None:
            lacking.append(piece)
        else:
            numbers[number] = own
    if len(lacking) > _MOST_UNKNOWN * len(vocabulary) or {*MARKERS, *ends} & {*lacking}:
        raise RecipeError(
            f"{folder}: lacks {len(lacking)} of the {len(vocabulary)} pieces of the student's vocabulary, first "
            f"{min(lacking)!r}; write its answers down with 'python -m stancekit.training.teach OUTPUT {folder}' and "
            "name OUTPUT as teacher"
        )
    if lacking:
        log.info("%s: lacks %d of %d pieces, which it reads as unknown words", folder, len(lacking), len(vocabulary))
    return numbers
