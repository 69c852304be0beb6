"""How the weights of a column's judgments are fitted."""

from __future__ import annotations

import random

import pytest

from stancekit.model.judgments import Traits

pytest.importorskip("sklearn")

from stancekit.training.voices import Judged, fitted


def test_what_tells_gets_a_weight_and_what_does_not_gets_none() -> None:
    chance = random.Random(1)
    judged: list[Judged] = []
    for number in range(400):
        is_right = number % 2 == 0
        same = 1.5 * is_right + chance.gauss(0, 1)
        judged.append(Judged(f"a{number % 20}", Traits(chance.gauss(0, 1), 0.0, 0.0, 0.0, same, 0.0, 0.0), is_right))
    first, *bounds, last = fitted(judged, n_gold=300)
    assert first == "400 judgments in 20 columns, 200 right; gold has 300"
    weights = dict(part.split("=") for part in last[len("Traits(") : last.index(")")].split(", "))
    assert float(weights["same"]) > 1.0
    assert abs(float(weights["sure"])) < 0.3
    kept = [int(line.split(": ")[1].split()[0]) for line in bounds]
    assert kept == sorted(kept, reverse=True)
