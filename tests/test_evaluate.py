"""Benchmarks, systems, predictions and comparisons, on a handful of pairs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score

from stancekit.eval import benchmarks, evaluate, systems
from stancekit.eval.benchmarks import BENCHMARKS, item_ids
from stancekit.eval.compare import compare, items_path, render_comparison, to_records
from stancekit.eval.evaluate import Run, measure, records_of
from stancekit.eval.history import append_rows
from stancekit.eval.items import Item, read_items, write_items
from stancekit.eval.predictions import PredictedSystem
from stancekit.eval.rendering import rendered
from stancekit.eval.slices import slices_of
from stancekit.eval.systems import Answers, LexiconBaseline, MajorityBaseline, PriorBaseline
from stancekit.model.errors import CorpusError, UsageError
from stancekit.model.records import Label, Pair, Participant, Sentence, Span
from stancekit.training.loaders import Example, Loaded


def example(name: str, text: str, speaker: str | None, target: str, label: Label, corpus: str = "dse") -> Example:
    def marked(surface: str) -> Participant:
        start = text.find(surface)
        return Participant(surface, Span(start, start + len(surface)) if start >= 0 else None)

    pair = Pair(text, Sentence(0, 0, len(text)), marked(speaker) if speaker else None, marked(target))
    return Example(name, name.removesuffix("/pq").removesuffix("/qp"), corpus, pair, label)


def both(number: int, text: str, p: str, q: str, there: Label, back: Label) -> list[Example]:
    return [
        example(f"dse/dev/{number}/pq", text, p, q, there),
        example(f"dse/dev/{number}/qp", text, q, p, back),
    ]


DSE = [
    *both(1, "Peru praised Chile for its wonderful help.", "Peru", "Chile", "favor", "neutral"),
    *both(2, "Peru was attacked by Chile.", "Peru", "Chile", "neutral", "against"),
    *both(3, "Peru and Chile are on one map.", "Peru", "Chile", "neutral", "neutral"),
]
NEWS = [
    example("newsmtsc/dev-rw/1/0", "She is a wonderful friend.", None, "She", "favor", "newsmtsc"),
    example("newsmtsc/dev-rw/2/0", "Hobbs is a terrible liar.", None, "Hobbs", "against", "newsmtsc"),
    example("newsmtsc/dev-rw/3/0", "Hobbs was in town.", None, "Hobbs", "neutral", "newsmtsc"),
]


@pytest.fixture(autouse=True)
def corpora(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = tmp_path / "data.txt"
    data.write_text("data")

    def load(name: str, *_: object, **__: object) -> Loaded:
        return Loaded(list({"dse": DSE, "newsmtsc": NEWS}[name]))

    monkeypatch.setattr(benchmarks, "load_corpus", load)
    monkeypatch.setattr(systems, "load_corpus", load)
    monkeypatch.setattr(benchmarks, "corpus_files", lambda *_: [data])


class Fixed:
    """Answers with the given rows, whatever is asked."""

    name = "fixed"

    def __init__(self, *rows: tuple[float, float, float]) -> None:
        self._rows = np.array(rows)

    def answers(self, examples: object) -> Answers:
        return Answers(self._rows)


FAVOR, NEUTRAL, AGAINST = (0.8, 0.15, 0.05), (0.1, 0.8, 0.1), (0.05, 0.15, 0.8)


def scores(runs: list[Run]) -> dict[str, float]:
    return {str(r["metric"]): float(str(r["value"])) for run in runs for r in records_of(run)}


# --- benchmarks --------------------------------------------------------------------------


def test_dse_decides_one_class_from_both_directions() -> None:
    right = measure(["dse"], system=Fixed(FAVOR, NEUTRAL, NEUTRAL, AGAINST, NEUTRAL, NEUTRAL))
    assert [(item.gold, item.predicted) for item in right[0].items] == [
        ("p favors q", "p favors q"),
        ("q against p", "q against p"),
        ("neutral", "neutral"),
    ]
    found = scores(right)
    assert (found["micro_f1"], found["false_positive_rate"]) == (1.0, 0.0)
    # The five products of the first sentence, normalised by hand.
    products = np.array([0.15 * 0.8, 0.8 * 0.8, 0.15 * 0.1, 0.05 * 0.8, 0.15 * 0.1])
    assert right[0].items[0].probabilities == pytest.approx(products / products.sum(), abs=1e-5)
    wrong = scores(measure(["dse"], system=Fixed(NEUTRAL, FAVOR, FAVOR, NEUTRAL, AGAINST, NEUTRAL)))
    assert (wrong["micro_f1"], wrong["false_positive_rate"]) == (0.0, 1.0)


def test_polarity_ignores_neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    polar = [
        example("seesaw/1/0", "A praised B.", "A", "B", "favor"),
        example("seesaw/2/0", "A hit B.", "A", "B", "against"),
    ]
    monkeypatch.setattr(benchmarks, "load_corpus", lambda *_, **__: Loaded(polar))
    assert scores(measure(["seesaw-polarity"], system=Fixed((0.2, 0.7, 0.1), (0.1, 0.7, 0.2))))["micro_f1"] == 1.0


def test_a_system_of_pairs_cannot_be_asked_about_articles() -> None:
    with pytest.raises(UsageError, match="fixed answers pairs only"):
        measure(["seeds"], system=Fixed())


def test_a_run_is_signed() -> None:
    (record, *_) = records_of(measure(["newsmtsc-rw"], system=Fixed(FAVOR, AGAINST, NEUTRAL))[0])
    assert record["benchmark"] == "newsmtsc-rw"
    assert record["n"] == 3
    assert record["model"] == "fixed"
    assert len(str(record["corpus_sha256"])) == 64
    assert {"split", "revision", "backend", "version", "seed", "date", "ci_low", "ci_high"} <= record.keys()


def test_slices_come_worst_first_and_small_ones_are_left_out() -> None:
    (run,) = measure(["newsmtsc-rw"], system=Fixed(FAVOR, FAVOR, NEUTRAL))
    assert run.slices() == []
    found = [(kind, value, n) for kind, value, n, _ in run.slices(smallest=1)]
    assert ("target", "name", 2) in found
    assert ("target", "pronoun", 1) in found
    order = [score.value for *_, score in run.slices(smallest=1)]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (DSE[0], {"speaker": "in sentence", "target": "country", "quotation": "none", "length": "up to 20"}),
        (NEWS[0], {"speaker": "none", "target": "pronoun", "quotation": "none", "length": "up to 20"}),
        (
            example("x", "“Peru has failed,” he said of Lima.", "Ana", "Peru", "against"),
            {"speaker": "outside", "target": "country", "quotation": "inside", "length": "up to 20"},
        ),
        (
            example("x", "“We won,” the minister told Peru.", "minister", "the deal", "against"),
            {"speaker": "in sentence", "target": "outside", "quotation": "outside", "length": "up to 20"},
        ),
    ],
)
def test_slices_of_an_example(each: Example, expected: dict[str, str]) -> None:
    assert slices_of(each) == expected


# --- baselines ---------------------------------------------------------------------------


def test_majority_and_prior_know_the_training_split() -> None:
    assert MajorityBaseline().answers(DSE).probabilities.argmax(axis=1).tolist() == [1] * 6
    drawn = PriorBaseline(seed=1).answers(DSE * 200)
    assert not drawn.is_probabilistic
    assert drawn.probabilities.mean(axis=0) == pytest.approx([1 / 6, 4 / 6, 1 / 6], abs=0.05)
    again = PriorBaseline(seed=1).answers(DSE * 200)
    assert (again.probabilities == drawn.probabilities).all()


def test_the_lexicon_reads_the_sentence_or_what_is_quoted() -> None:
    found = LexiconBaseline().answers([*NEWS, *DSE[:2]]).probabilities.argmax(axis=1).tolist()
    assert found == [0, 2, 1, 0, 1]  # the reverse direction is neutral
    text = "“A wonderful friend,” said the terrible, awful, horrible liar of Peru."
    quoted = [example("x", text, "liar", "Peru", "favor")]
    assert LexiconBaseline().answers(quoted).probabilities.argmax() == 2
    assert LexiconBaseline(quoted=True).answers(quoted).probabilities.argmax() == 0


def test_baselines_stand_beside_the_system() -> None:
    runs = measure(["newsmtsc-rw"], system=Fixed(FAVOR, AGAINST, NEUTRAL), with_baselines=True)
    assert [(run.system, run.is_baseline) for run in runs] == [
        ("fixed", False),
        ("majority", True),
        ("random", True),
        ("lexicon", True),
        ("lexicon-quoted", True),
    ]
    table = rendered(runs, "table")
    assert "f1/favor" in table.split("majority")[0]
    assert table.count("f1/favor") == 1  # of a baseline only what it is compared by
    assert "GRU-TSC" in table


def test_a_missing_training_split_costs_a_baseline_and_no_more(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(*_: object, **__: object) -> Loaded:
        raise CorpusError("no train split")

    monkeypatch.setattr(systems, "load_corpus", missing)
    runs = measure(["newsmtsc-rw"], system=Fixed(FAVOR, AGAINST, NEUTRAL), with_baselines=True)
    assert [run.system for run in runs] == ["fixed", "lexicon", "lexicon-quoted"]
    assert "baseline majority left out (no train split)" in caplog.text


# --- predictions of others ---------------------------------------------------------------


def predicted(
    tmp_path: Path, lines: Sequence[object], form: str = "stancekit", benchmark: str = "dse"
) -> dict[str, float]:
    path = tmp_path / "theirs.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return scores(measure([benchmark], system=PredictedSystem(path, form)))


def test_ids_to_predict() -> None:
    assert item_ids(["newsmtsc-rw"], "dev", None) == [f"newsmtsc/dev-rw/{n}/0" for n in (1, 2, 3)]
    with pytest.raises(UsageError, match="seeds has no pairs to predict"):
        item_ids(["seeds"], "dev", None)


def test_planted_errors_are_counted(tmp_path: Path) -> None:
    lines = [
        {"id": "dse/dev/1", "label": "p favors q"},
        {"id": "dse/dev/2", "label": "p against q"},  # planted: the wrong direction
        {"id": "dse/dev/3", "label": "neutral"},
    ]
    found = predicted(tmp_path, lines)
    assert found["micro_f1"] == pytest.approx(2 / 3, abs=1e-5)
    assert found["f1/q against p"] == found["f1/p against q"] == 0
    assert "calibration_error" not in found  # labels are no probabilities


def test_the_same_predictions_in_three_forms_give_the_same_scores(tmp_path: Path) -> None:
    classes = predicted(tmp_path, ["1", "3", "0"], "dse")
    by_pair = [
        {"id": "dse/dev/1/pq", "label": "favor"},
        {"id": "dse/dev/1/qp", "label": "neutral"},
        {"id": "dse/dev/2/pq", "label": "against"},
        {"id": "dse/dev/2/qp", "label": "neutral"},
        {"id": "dse/dev/3/pq", "label": "neutral"},
        {"id": "dse/dev/3/qp", "label": "neutral"},
    ]
    classes_of = {1: "p favors q", 2: "p against q", 3: "neutral"}
    by_item = [{"id": f"dse/dev/{n}", "label": label} for n, label in classes_of.items()]
    assert classes == predicted(tmp_path, [*by_pair]) == predicted(tmp_path, [*by_item])


def test_newsmtsc_output(tmp_path: Path) -> None:
    lines = [{"class_label": label, "class_prob": 0.9} for label in ("positive", "negative", "negative")]
    found = predicted(tmp_path, [*lines], "newsmtsc", "newsmtsc-rw")
    gold, theirs = ["favor", "against", "neutral"], ["favor", "against", "against"]
    assert found["macro_f1"] == pytest.approx(f1_score(gold, theirs, average="macro"), abs=1e-5)


def test_probabilities_are_calibrated_against(tmp_path: Path) -> None:
    rows = [
        {"id": f"newsmtsc/dev-rw/{n}/0", "p_favor": f, "p_neutral": 0.1, "p_against": 0.9 - f}
        for n, f in ((1, 0.9), (2, 0.0), (3, 0.9))
    ]
    found = predicted(tmp_path, [*rows], benchmark="newsmtsc-rw")
    assert found["calibration_error"] == pytest.approx(0.9 - 2 / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([{"id": "dse/dev/9", "label": "neutral"}], "line 1: no item 'dse/dev/9' in the benchmark"),
        ([{"id": "dse/dev/1", "label": "positive"}], "line 1: label is 'positive'; valid: favor, neutral, against"),
        ([{"id": "dse/dev/1", "label": "neutral"}], "no answer for 4 of 6 pairs, first 'dse/dev/2/pq'"),
        (
            [{"id": "dse/dev/1", "label": "neutral"}, {"id": "dse/dev/1/pq", "label": "favor"}],
            "line 2: a second answer for 'dse/dev/1/pq'",
        ),
        (["{"], "line 1: not JSON"),
        (["[1]"], "line 1: not a JSON object"),
        ([{"id": "dse/dev/1/pq", "p_favor": 0.9}], "line 1: p_favor, p_neutral, p_against must all be numbers"),
        (
            [{"id": "dse/dev/1/pq", "p_favor": 0.9, "p_neutral": 0.9, "p_against": 0}],
            "line 1: the probabilities are .* must be at least 0 and sum to 1",
        ),
    ],
)
def test_wrong_predictions_are_refused(tmp_path: Path, lines: list[object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        predicted(tmp_path, lines)


@pytest.mark.parametrize(
    ("lines", "form", "message"),
    [
        (["1", "0"], "dse", "2 predictions for 3 items"),
        (["1", "0", "5"], "dse", "line 3: '5' is no class of DSE"),
        (['{"class_label": "good"}'] * 3, "newsmtsc", "line 1: class_label is 'good'; valid: positive"),
        ([], "conll", "unknown form of predictions 'conll'; valid: stancekit"),
    ],
)
def test_wrong_files_of_peers_are_refused(tmp_path: Path, lines: list[object], form: str, message: str) -> None:
    benchmark = "newsmtsc-rw" if form == "newsmtsc" else "dse"
    with pytest.raises(UsageError, match=message):
        predicted(tmp_path, lines, form, benchmark)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.jsonl: No such file"):
        PredictedSystem(tmp_path / "absent.jsonl")


# --- items and comparisons ---------------------------------------------------------------


def test_items_are_read_as_they_were_written(tmp_path: Path) -> None:
    items = [
        Item(
            "1", "favor", "against", (0.1, 0.2, 0.7), {}, {"speaker": "none"}, "A “quote”\n", (0, 1), (2, 3), "a", "b"
        ),
        Item("2", counts={"correct": 1.0}),
    ]
    write_items(tmp_path / "i.jsonl", {"mpqa": items, "seeds": items[1:]})
    assert read_items(tmp_path / "i.jsonl") == {"mpqa": items, "seeds": items[1:]}


@pytest.mark.parametrize("line", ["{", '{"id": "1"}', '{"benchmark": "dse", "colour": "red"}'])
def test_a_broken_line_of_items_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "i.jsonl").write_text(line)
    with pytest.raises(UsageError, match=r"i\.jsonl, line 1: no item"):
        read_items(tmp_path / "i.jsonl")


def stored(path: Path, *rows: tuple[float, float, float], benchmark: str = "newsmtsc-rw") -> Path:
    runs = measure([benchmark], system=Fixed(*rows))
    path.write_text(rendered(runs, "json"))
    write_items(items_path(path), {run.benchmark.name: run.items for run in runs})
    return path


def test_a_comparison_of_two_files(tmp_path: Path) -> None:
    first = stored(tmp_path / "a.json", FAVOR, AGAINST, NEUTRAL)
    second = stored(tmp_path / "b.json", AGAINST, FAVOR, FAVOR)
    (found,) = compare(first, second)
    assert (found.benchmark, found.n, found.difference.metric) == ("newsmtsc-rw", 3, "macro_f1")
    assert (found.difference.first, found.difference.second) == (1.0, 0.0)
    assert not found.is_beyond_chance  # three items prove nothing
    assert "may be chance" in render_comparison([found], ("a", "b"))
    assert to_records([found])[0]["beyond_chance"] is False
    every = compare(first, second, all_metrics=True)
    assert {each.difference.metric for each in every} >= {"micro_f1", "macro_f1", "f1/favor"}
    assert min(each.adjusted for each in every) >= min(each.difference.p_value for each in every)


def test_corrected_p_values_by_hand(tmp_path: Path) -> None:
    from stancekit.eval.compare import _holm

    assert _holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert _holm([0.9, 0.8]) == [1.0, 1.0]


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    first = stored(tmp_path / "a.json", FAVOR, AGAINST, NEUTRAL)
    other = stored(tmp_path / "b.json", FAVOR, NEUTRAL, FAVOR, NEUTRAL, FAVOR, NEUTRAL, benchmark="dse")
    with pytest.raises(UsageError, match="no benchmark in common"):
        compare(first, other)
    with pytest.raises(UsageError, match=r"c\.json: No such file"):
        compare(first, tmp_path / "c.json")
    (tmp_path / "c.json").write_text("{}")
    with pytest.raises(UsageError, match=r"c\.json: no scores"):
        compare(first, tmp_path / "c.json")
    records = json.loads(first.read_text())
    (tmp_path / "c.json").write_text(json.dumps([r | {"corpus_sha256": "x"} for r in records]))
    items_path(tmp_path / "c.json").write_bytes(items_path(first).read_bytes())
    with pytest.raises(UsageError, match=r"newsmtsc-rw: .* scored on different data"):
        compare(first, tmp_path / "c.json")
    items_path(other).unlink()
    with pytest.raises(UsageError, match=r"b\.items\.jsonl: No such file"):
        compare(first, other)


def test_the_course_of_the_project_is_appended(tmp_path: Path) -> None:
    runs = measure(["newsmtsc-rw"], system=Fixed(FAVOR, AGAINST, NEUTRAL))
    assert append_rows(tmp_path / "r" / "history.csv", records_of(*runs)) == 1
    assert append_rows(tmp_path / "r" / "history.csv", records_of(*runs)) == 1
    head, *rows = (tmp_path / "r" / "history.csv").read_text().splitlines()
    assert head.startswith("date,version,model")
    assert len(rows) == 2
    assert ",newsmtsc-rw,dev,3,macro_f1,1.0," in rows[0]


def test_the_table_shows_percent_and_signature() -> None:
    runs = measure(["newsmtsc-rw"], system=Fixed(FAVOR, AGAINST, NEUTRAL))
    lines = evaluate.render_table(records_of(runs[0])).splitlines()
    assert lines[1].split() == ["newsmtsc-rw", "dev", "3", "fixed", "micro_f1", "100.0", "100.0", "to", "100.0"]
    assert lines[-2].startswith("model fixed, stancekit ")
    assert BENCHMARKS["newsmtsc-rw"].anchor in lines[-1]


def test_of_all_benchmarks_those_without_data_are_named_and_left_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(name: str, *_: object, **__: object) -> Loaded:
        raise CorpusError(f"no {name} here")

    monkeypatch.setattr(benchmarks, "load_corpus", missing)
    monkeypatch.setattr("stancekit.eval.counterfactual.load_corpus", missing)
    runs = measure(["all"], system=LexiconBaseline())
    assert [run.benchmark.name for run in runs] == ["fixture", "unseen"]
    assert "dse left out: no dse here" in caplog.text
    with pytest.raises(CorpusError, match="no dse here"):
        measure(["dse"], system=LexiconBaseline())
