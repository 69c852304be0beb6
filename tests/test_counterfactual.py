"""The counterfactual benchmark tells a classifier that reads from one that knows names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from stancekit.eval import counterfactual
from stancekit.eval.counterfactual import COUNTERFACTUAL_TASK, counterfactual_items, swapped_pairs
from stancekit.eval.systems import Answers
from stancekit.model.records import Pair, Participant, Sentence, Span
from stancekit.training.loaders import Example, Loaded


def example(corpus: str, number: int, speaker: str, verb: str, target: str) -> Example:
    text = f"{speaker} {verb} {target} ."
    sides = [Participant(name, Span(text.index(name), text.index(name) + len(name))) for name in (speaker, target)]
    pair = Pair(text, Sentence(0, 0, len(text)), sides[0], sides[1])
    return Example(f"{corpus}/dev/{number}", f"{corpus}/dev/{number}", corpus, pair, "favor")


def corpus(name: str) -> list[Example]:
    return [
        example(name, 1, "Ana Silva", "praised", "Norway"),
        example(name, 2, "Rui Costa", "blamed", "Chile"),
        example(name, 3, "they", "praised", "them"),
    ]


class Rule:
    """Gives each pair the label that a rule gives it."""

    name = "rule"

    def __init__(self, label: Callable[[Pair], int]) -> None:
        self._label = label

    def answers(self, examples: Sequence[Example]) -> Answers:
        return Answers(np.eye(3)[[self._label(example.pair) for example in examples]])


@pytest.fixture(autouse=True)
def corpora(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counterfactual, "load_corpus", lambda name, *_, **__: Loaded(corpus(name)))


def scores(label: Callable[[Pair], int]) -> tuple[dict[str, float], int]:
    found = counterfactual_items(Rule(label), "dev")
    return COUNTERFACTUAL_TASK.values(COUNTERFACTUAL_TASK.rows(found).sum(axis=0)), len(found)


def test_only_sentences_with_names_are_asked_again() -> None:
    pairs = swapped_pairs(corpus("dse"), seed=1)
    assert [before.id for before, _ in pairs] == ["dse/dev/1", "dse/dev/2"]
    for before, after in pairs:
        assert before.pair.text.split()[-3] == after.pair.text.split()[-3]  # the verb
        assert before.pair.text != after.pair.text


def test_who_reads_the_verb_never_flips() -> None:
    found, n = scores(lambda pair: 0 if "praised" in pair.text else 2)
    assert n == 6
    assert found == {"flip_rate": 0.0, "sign_flip_rate": 0.0}


def test_who_goes_by_the_name_always_flips() -> None:
    found, _ = scores(lambda pair: 0 if pair.target.name == "Norway" else 2)
    assert found == {"flip_rate": 1.0, "sign_flip_rate": 1.0}


def test_a_flip_to_neutral_changes_no_sign() -> None:
    found, _ = scores(lambda pair: 0 if pair.target.name == "Norway" else 1)
    assert found == {"flip_rate": 1.0, "sign_flip_rate": 0.0}
