"""A recipe is validated before anything is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from stancekit.model.errors import RecipeError
from stancekit.training.recipe import Recipe, read_recipe

RECIPES = Path(__file__).parent.parent / "training" / "recipes"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "recipe.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_values_and_overrides(tmp_path: Path) -> None:
    path = written(tmp_path, "encoder: some/encoder\nepochs: 2\nlearning_rate: 8e-5\ncorpora: [dse, wire]\n")
    recipe = read_recipe(path, ["epochs=3", "bf16=true", "name=mine"])
    assert recipe == Recipe(
        name="mine", encoder="some/encoder", epochs=3, learning_rate=8e-5, corpora=("dse", "wire"), bf16=True
    )


@pytest.mark.parametrize(
    ("text", "overrides", "message"),
    [
        ("encoder: e\nepoch: 3\n", [], "unknown key 'epoch'; valid keys: task, name, encoder, epochs"),
        ("encoder: e\n", ["lr=1"], "unknown key 'lr'"),
        ("encoder: e\n", ["epochs"], "--set epochs: expected key=value"),
        ("encoder: e\nepochs: many\n", [], "epochs is 'many'; it must be of type int"),
        ("encoder: e\nepochs: 2.5\n", [], "epochs is 2.5; it must be of type int"),
        ("encoder: e\nepochs: true\n", [], "epochs is True; it must be of type int"),
        ("encoder: e\nepochs: 0\n", [], "epochs is 0; it must be at least 1"),
        ("encoder: e\nbf16: 1\n", [], "bf16 is 1; it must be of type bool"),
        ("encoder: 7\n", [], "encoder is 7; it must be of type str"),
        ("encoder: ''\n", [], "encoder is ''; it must be the name or the folder of an encoder"),
        ("encoder: e\ncorpora: dse\n", [], "corpora is 'dse'; it must be a list of names"),
        ("encoder: e\ntask: parser\n", [], "task is 'parser'; it must be one of classifier, tagger"),
        ("task: tagger\nencoder: e\ncorpora: [dse]\n", [], "unknown key 'corpora'; valid keys: task, name"),
        ("task: tagger\nencoder: e\nlink_width: 3\n", [], "link_width is 3; it must be even"),
        ("encoder: e\ncorpus_shares: {dse: 2}\n", [], r"corpus_shares is .* shares in \(0, 1\]"),
        ("encoder: e\ncorpus_shares: 2\n", [], "corpus_shares is 2; it must map names to numbers"),
        ("encoder: e\nattention: flash\n", [], "attention is 'flash'; it must be one of eager, sdpa"),
        ("encoder: e\naccumulation: 0\n", [], "accumulation is 0; it must be at least 1"),
        (
            "encoder: e\ncorpora: [conll]\n",
            [],
            "mpqa, labelled, found, tone, incidental, polnear, lessons, press, wire; polnear only",
        ),
        (
            "encoder: e\nteacher: a\nlive_teachers: [b]\n",
            [],
            "live_teachers is .* must be empty where there is a teacher",
        ),
        (
            "encoder: e\nswap_words: 0.5\n",
            [],
            r"swap_words is 0.5; it must be in \[0, 1\), and 0 without live_teachers",
        ),
        ("encoder: e\ndraw_seed: -1\n", [], "draw_seed is -1; it must be at least 0"),
        ("encoder: e\nlive_teachers: [b]\nswap_words: 1\n", [], "swap_words is 1.0"),
        ("encoder: e\nlearning_rate: 2\n", [], r"learning_rate is 2.0; it must be in \(0, 1\)"),
        ("- encoder\n", [], "expected key: value lines"),
        ("encoder: [\n", [], "is not YAML"),
    ],
)
def test_a_wrong_recipe_is_refused(tmp_path: Path, text: str, overrides: list[str], message: str) -> None:
    with pytest.raises(RecipeError, match=message) as caught:
        read_recipe(written(tmp_path, text), overrides)
    assert "\n" not in str(caught.value)


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"absent\.yaml: No such file"):
        read_recipe(tmp_path / "absent.yaml")


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.yaml")), ids=lambda path: path.name)
def test_the_committed_recipes_are_valid(path: Path) -> None:
    assert read_recipe(path).name == path.stem
