"""How the weights of a column's judgments are fitted."""

from __future__ import annotations

import random
from math import log

import pytest

from stancekit.model.judgments import Traits

pytest.importorskip("sklearn")

from stancekit.training.voices import Judged, fitted_weights, intercept_of, spread_of, weight_of_label


def test_what_tells_gets_a_weight_and_what_does_not_gets_none() -> None:
    chance = random.Random(1)
    judged: list[Judged] = []
    for number in range(400):
        is_right = number % 2 == 0
        same = 1.5 * is_right + chance.gauss(0, 1)
        judged.append(Judged(f"a{number % 20}", Traits(chance.gauss(0, 1), 0.0, 0.0, 0.0, same, 0.0, 0.0), is_right))
    first, *bounds = spread_of(judged, n_gold=300)
    assert first == "400 judgments in 20 columns, 200 right, of 300 in the gold"
    weights = fitted_weights(judged)
    assert weights.same > 1.0
    assert abs(weights.sure) < 0.3
    kept = [int(line.split(": ")[1].split()[0]) for line in bounds]
    assert kept == sorted(kept, reverse=True)


def test_the_intercept_expects_as_many_as_are_right() -> None:
    weights = Traits(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    judged = [Judged("a", Traits(2.0, 0, 0, 0, 0, 0, 0), is_right) for is_right in (True, False, False, False)]
    assert intercept_of(weights, judged) == pytest.approx(-2.0 - log(3))


def test_a_label_tells_what_knowing_a_column_would() -> None:
    weights = Traits(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    column = [Judged("column", Traits(0.0, 0, 0, 0, 0, 0, 0), is_right) for is_right in (True, False)]
    other = [
        Judged("news", Traits(0.0, 0, 0, 0, 0, 0, 0), is_right)
        for is_right in (True, False, False, False, False, False)
    ]
    assert weight_of_label(weights, column + other, {"column"}) == pytest.approx(log(3))
