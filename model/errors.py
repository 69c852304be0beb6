"""The errors a user can meet.

Every message names the value that was wrong, the valid values and the next
thing to do; the command line prints it as one line and never as a traceback.

    StancekitError
    ├── ArticleError        an article could not be read (missing, empty, binary, refused URL)
    ├── ActorsFileError     a file given with ``--actors`` is malformed
    ├── ModelError          a model folder is missing, incomplete or corrupt
    ├── CorpusError         a corpus is missing, altered or not in its upstream layout
    ├── RecipeError         a training recipe has an unknown key or an impossible value
    ├── OutputError         results could not be written
    ├── MissingExtraError   an optional dependency is not installed
    └── UsageError          arguments that do not go together (exit code 2)
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn

__all__ = [
    "ActorsFileError",
    "ArticleError",
    "CorpusError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "RecipeError",
    "StancekitError",
    "UsageError",
    "run_command",
]


class StancekitError(Exception):
    """Base of every error that stancekit raises for a user's mistake."""


class ArticleError(StancekitError):
    """An article could not be read; the message names the file, line or address."""


class ActorsFileError(StancekitError):
    """An actors file is malformed; the message names the file, the line and the field."""


class ModelError(StancekitError):
    """A model folder is missing, incomplete, corrupt or of another version."""


class CorpusError(StancekitError):
    """A corpus is missing, differs from its checksum, or is not in its upstream layout."""


class RecipeError(StancekitError):
    """A recipe has an unknown key, a wrong type or an impossible value."""


class OutputError(StancekitError):
    """Results could not be written to the place that was asked for."""


class UsageError(StancekitError):
    """Arguments that do not go together; the command line exits with 2."""


class MissingExtraError(StancekitError):
    """An optional dependency is missing; the message is the ``pip install`` line.

    Args:
        package: the package that could not be imported, e.g. ``"torch"``.
        extra: the extra of stancekit that brings it, e.g. ``"train"``.
        purpose: what it is needed for, e.g. ``"training"``.
    """

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {package}: pip install 'stancekit[{extra}]'")
        self.package = package
        self.extra = extra


def run_command(command: Callable[[], int | None]) -> NoReturn:
    """Runs the command of a module (``python -m stancekit.…``) and leaves with its exit code.

    A user's mistake is told in one line, with exit code 1, or 2 for arguments that do not go together.

    Args:
        command: gives the exit code, or None for 0.

    Raises:
        SystemExit: always.
    """
    try:
        sys.exit(command())
    except StancekitError as error:
        sys.stderr.write(f"stancekit: {error}\n")
        sys.exit(2 if isinstance(error, UsageError) else 1)
