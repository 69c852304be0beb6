"""The package's frame: one version, documented commands, pinned requirements, and a light import."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import requires, version
from pathlib import Path
from pkgutil import iter_modules

import pytest

import stancekit
import stancekit.model

CHECKOUT = Path(__file__).parents[1]
NEEDS_TORCH = {"network", "tagger_network", "weights"}  # what training and GPU inference import and nothing else

IMPORT_EACH = """
import importlib, sys
heavy = {"torch", "transformers", "datasets", "sklearn", "pandas", "pyarrow", "trafilatura"}
for name in sys.argv[1:]:
    importlib.import_module(name)
    if found := heavy & sys.modules.keys():
        raise SystemExit(f"{name} imports {', '.join(sorted(found))}")
"""


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    assert found, f"nothing matches {pattern}"
    return found[1]


def commands(script: str) -> list[str]:
    """The script's commands, less comments and the lines that set up the shell."""
    lines = [line.strip() for line in script.splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]


def test_one_version_everywhere() -> None:
    declared = first(r'^version = "(.+)"$', read("pyproject.toml"))
    assert version("stancekit") == declared, "the environment is older than pyproject.toml: run make test"
    assert stancekit.__version__ == declared
    assert first(r"^## (\S+)", read("CHANGELOG.md")) == declared


def test_contributing_lists_exactly_what_ci_runs() -> None:
    documented = first(r"```console\n((?:.|\n)*?)```", read("CONTRIBUTING.md"))
    assert [line.removeprefix("$ ") for line in documented.splitlines()] == commands(read(".ci/run"))


def test_every_requirement_is_pinned() -> None:
    pins = {re.split(r"[=; ]", line)[0] for line in read("constraints.txt").splitlines() if not line.startswith("#")}
    wanted = {re.split(r"[<>=!~; \[]", line)[0].lower() for line in requires("stancekit") or []}
    assert len(wanted) > 10
    assert wanted <= pins


def test_pins_are_exact() -> None:
    pins = [line for line in read("constraints.txt").splitlines() if not line.startswith("#")]
    assert [line for line in pins if not re.match(r"[a-z0-9-]+==[\w.+]+( ; .+)?$", line)] == []


def test_light_modules_import_nothing_heavy() -> None:
    names = {module.name for module in iter_modules(stancekit.model.__path__)}
    assert names >= NEEDS_TORCH, "NEEDS_TORCH names a module that is gone"
    modules = ["stancekit", "stancekit.cli", *(f"stancekit.model.{name}" for name in sorted(names - NEEDS_TORCH))]
    done = subprocess.run([sys.executable, "-Ic", IMPORT_EACH, *modules], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", stancekit.__all__)
def test_public_names_resolve(name: str) -> None:
    assert getattr(stancekit, name) is not None
    assert name in dir(stancekit)


def test_unknown_public_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="StanceAnalyser"):
        stancekit.StanceAnalyser  # noqa: B018
