"""How the classes of a corpus follow from the probabilities of its pairs: for calibration and for the benchmarks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.records import LABELS

__all__ = ["dse_classes", "polar_classes"]

_FAVOR, _NEUTRAL, _AGAINST = (LABELS.index(label) for label in ("favor", "neutral", "against"))


def dse_classes(there: NDArray[np.float64], back: NDArray[np.float64]) -> NDArray[np.float64]:
    """One of DSE's five classes from both directions between two entities p and q.

    The two directions are taken as independent, and a stance in both is no class of
    the corpus: a class's probability is the product of the two directions'
    probabilities, normalised over the five.

    Args:
        there: probabilities of the stance of p toward q. Shape (sentences, 3).
        back: the same of q toward p.

    Returns:
        probabilities of neutral, p favors q, q favors p, p against q, q against p. Shape (sentences, 5).
    """
    rows = np.stack(
        [
            there[:, _NEUTRAL] * back[:, _NEUTRAL],
            there[:, _FAVOR] * back[:, _NEUTRAL],
            there[:, _NEUTRAL] * back[:, _FAVOR],
            there[:, _AGAINST] * back[:, _NEUTRAL],
            there[:, _NEUTRAL] * back[:, _AGAINST],
        ],
        axis=1,
    )
    return _normalised(rows)


def polar_classes(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Favor or against, whichever is likelier: neutral is no answer.

    Of a pair that is neutral beyond doubt there is no preference; the first label is then taken.

    Args:
        rows: probabilities of favor, neutral, against. Shape (pairs, 3).

    Returns:
        probabilities of favor, against. Shape (pairs, 2).
    """
    return _normalised(rows[:, [_FAVOR, _AGAINST]])


def _normalised(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    rows = rows + 1e-12
    return rows / rows.sum(axis=1, keepdims=True)
