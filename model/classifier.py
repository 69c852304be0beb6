"""Answers pairs: encodes them, runs the network in length-sorted batches, gives stances.

The one entrance to the classifier for the analyzer, ``stancekit classify`` and
the evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .backends import Backend, BackendName, open_backend
from .calibration import Calibration
from .encoding import EncodedPair, PairEncoder
from .errors import UsageError
from .folder import ModelFolder, find_model, open_folder
from .records import LABELS, Pair, Stance

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["StanceClassifier"]


class StanceClassifier:
    """A trained network with its tokenizer and its calibration.

    Args:
        folder: an opened model folder.
        backend: the network of that folder.
    """

    def __init__(self, folder: ModelFolder, backend: Backend) -> None:
        self.folder = folder
        self.backend = backend
        self._encoder = folder.open_encoder(PairEncoder)
        self._calibration = Calibration.from_config(folder.config)

    @classmethod
    def from_pretrained(
        cls, name: str | Path | None = None, *, device: str = "auto", backend: BackendName = "auto"
    ) -> StanceClassifier:
        """Opens a model: the shipped one, a folder, or a hub id.

        Raises:
            ModelError: it cannot be found or is not whole.
            UsageError: device and backend do not go together.
            MissingExtraError: torch is needed and not installed.
        """
        folder = open_folder(find_model(name))
        return cls(folder, open_backend(folder, backend, device))

    @property
    def name(self) -> str:
        """Names the model in output rows: the folder's name, ``stancekit`` for the shipped one."""
        return "stancekit" if self.folder.is_shipped else self.folder.path.resolve().name

    @property
    def revision(self) -> str:
        """Names the weights; see ``ModelFolder.revision``."""
        return self.folder.revision

    def classify(self, pairs: Iterable[Pair], *, batch_size: int = 32, of_articles: bool = False) -> list[Stance]:
        """Gives the stance of every pair, in the order of the pairs.

        A sentence too long for one window is read in several; their probabilities are
        averaged.

        Args:
            pairs: the questions.
            batch_size: windows scored at once, at least 1.
            of_articles: whether they are all that whole articles ask. Of sentences without a
                speaker few take a stance there, and most of those that were picked for a corpus
                (NewsMTSC, 65%); a bias towards neutral makes up for that.

        Raises:
            UsageError: ``batch_size`` is below 1.
        """
        pairs = list(pairs)
        rows = self.probabilities(pairs, batch_size, of_articles=of_articles)
        return [_stance(pair, row) for pair, row in zip(pairs, rows, strict=True)]

    def probabilities(
        self, pairs: Sequence[Pair], batch_size: int = 32, *, of_articles: bool = False
    ) -> NDArray[np.float64]:
        """Probabilities of favor, neutral, against; shape (pairs, 3), rows sum to 1; calibrated."""
        if batch_size < 1:
            raise UsageError(f"batch_size {batch_size} is below 1")
        windows: list[EncodedPair] = []
        owners: list[int] = []
        for number, pair in enumerate(pairs):
            encoded = self._encoder.encode(pair)
            windows += encoded
            owners += [number] * len(encoded)
        # Rows of like length stand together, so that little is computed on padding.
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].input_ids))
        sums = np.zeros((len(pairs), len(LABELS)))
        temperatures = self._calibration.temperatures(pairs)
        biases = self._calibration.biases(pairs, of_articles=of_articles)
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            logits = self.backend.logits([windows[i] for i in chosen])
            asked = [owners[i] for i in chosen]
            np.add.at(sums, asked, _softmax(self._calibration.scaled(logits, temperatures[asked]) + biases[asked]))
        counts = np.bincount(np.array(owners, dtype=np.int64), minlength=len(pairs))
        return sums / np.maximum(counts, 1)[:, None]


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def _stance(pair: Pair, row: NDArray[np.float64]) -> Stance:
    favor, neutral, against = (float(value) for value in row)
    return Stance(pair, LABELS[int(row.argmax())], favor, neutral, against)
