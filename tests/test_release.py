"""Figures of several seeds in a card, and how the commands of modules end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from stancekit.eval.evaluate import latest_records
from stancekit.eval.release import release, score_seed
from stancekit.eval.spread import read_spread, spread_of
from stancekit.model.errors import ModelError, RecipeError, StancekitError, UsageError, run_command
from stancekit.training.card import Spread, model_card
from stancekit.training.recipe import Recipe


def _record(value: float, *, metric: str = "micro_f1", backend: str = "onnx") -> dict[str, object]:
    return {
        "benchmark": "dse",
        "split": "dev",
        "n": 10,
        "metric": metric,
        "value": value,
        "ci_low": value,
        "ci_high": value,
        "backend": backend,
        "corpus_sha256": "x",
        "version": "1",
        "date": "2026-11-25",
        "seed": 1,
    }


def test_mean_and_deviation_of_what_all_seeds_have() -> None:
    seeds = [[_record(value), _record(0.1, backend="torch")] for value in (0.8, 0.82, 0.87)]
    seeds[0].append(_record(0.5, metric="macro_f1"))
    spread = spread_of(seeds)
    assert spread.n_seeds == 3
    assert spread.figures == {("dse", "dev", "micro_f1"): (pytest.approx(0.83), pytest.approx(0.036056, abs=1e-6))}


def test_the_card_shows_them_beside_the_shipped_figure() -> None:
    scores = [_record(0.84), _record(0.5, metric="macro_f1")]
    recipe = Recipe(encoder="x", corpora=("wire",))
    spread = Spread(3, {("dse", "dev", "micro_f1"): (0.831, 0.012)})
    card = model_card(recipe, revision="r", pairs={}, scores=scores, facts={}, spread=spread)
    assert "| 95% interval | backend | 3 seeds, each alone |" in card
    assert "| dse | dev | 10 | micro_f1 | 84.0 | 84.0 to 84.0 | onnx | 83.1 ± 1.2 |" in card
    assert "| dse | dev | 10 | macro_f1 | 50.0 | 50.0 to 50.0 | onnx |  |" in card
    assert "one training seed" not in card
    alone = model_card(recipe, revision="r", pairs={}, scores=scores, facts={})
    assert "one training seed" in alone and "seeds, each alone" not in alone


def test_results_that_are_none_are_named(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps([_record(0.8)]))
    bad.write_text("[{}]")
    assert read_spread([good, good]).figures[("dse", "dev", "micro_f1")] == (0.8, 0.0)
    with pytest.raises(UsageError, match="at least 2 seeds, not of 1"):
        read_spread([good])
    for file, fault in ((bad, "no scores"), (tmp_path / "missing.json", "No such file")):
        with pytest.raises(UsageError, match=f"{file.name}: {fault}"):
            read_spread([good, file])


def test_a_seed_is_scored_without_a_card(tiny_model: Path, tmp_path: Path) -> None:
    run, output = tmp_path / "run", tmp_path / "seed"
    shutil.copytree(tiny_model, run / "model")
    with pytest.raises(RecipeError, match="holds no run"):
        score_seed(run, output, ["fixture"])
    (run / "recipe.json").write_text(json.dumps({"encoder": "x", "corpora": ["wire"], "wire_parts": ["a"]}))
    records = score_seed(run, output, ["fixture"])
    assert {(record["benchmark"], record["backend"]) for record in records} == {("fixture", "onnx")}
    assert (output / "model.onnx").is_file() and not (output / "README.md").exists()


def test_figures_of_other_weights_make_no_card(tiny_model: Path, tmp_path: Path) -> None:
    run, output, scored = tmp_path / "run", tmp_path / "model", tmp_path / "scored.json"
    shutil.copytree(tiny_model, run / "model")
    (run / "recipe.json").write_text(json.dumps({"encoder": "x", "corpora": ["wire"], "wire_parts": ["a"]}))
    scored.write_text(json.dumps([_record(0.5) | {"revision": "other-12+tagger-34"}]))
    with pytest.raises(UsageError, match=r"dse was measured with other-12, the run's weights are "):
        release(run, output, scored=[scored])
    assert not (output / "README.md").exists()
    with pytest.raises(UsageError, match="No such file"):
        release(run, output, scored=[tmp_path / "nothing.json"])


def test_of_a_benchmark_in_two_files_the_later_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    first.write_text(json.dumps([_record(0.5), _record(0.6, backend="torch"), _record(0.7, metric="macro_f1")]))
    second.write_text(json.dumps([_record(0.8)]))
    found = {(r["backend"], r["metric"]): r["value"] for r in latest_records([first, second])}
    assert found == {("onnx", "micro_f1"): 0.8, ("torch", "micro_f1"): 0.6}


def test_a_missing_teacher_is_told_before_anything_is_scored(tiny_model: Path, tmp_path: Path) -> None:
    run, output = tmp_path / "run", tmp_path / "model"
    shutil.copytree(tiny_model, run / "model")
    recipe = Recipe(
        encoder="tiny",
        corpora=("wire",),
        guides=("newsmtsc",),
        teacher=str(tmp_path / "nobody"),
        guessed_shares={"tone": 0.5},
    )
    (run / "recipe.json").write_text(json.dumps(recipe.to_dict()))
    with pytest.raises(RecipeError, match=r"nobody.*No such file"):
        release(run, output)
    assert not output.exists()


@pytest.mark.parametrize(("error", "code"), [(UsageError("no such share"), 2), (ModelError("no such folder"), 1)])
def test_a_mistake_ends_a_module_with_one_line(
    error: StancekitError, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> int:
        raise error

    with pytest.raises(SystemExit) as stop:
        run_command(command)
    assert stop.value.code == code
    assert capsys.readouterr().err == f"stancekit: {error}\n"
    with pytest.raises(SystemExit) as stop:
        run_command(lambda: None)
    assert stop.value.code is None
