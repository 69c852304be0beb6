"""stancekit: who stands where in news articles.

The public names are imported when they are first used, so that ``import
stancekit`` costs nothing and needs none of the optional packages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model.analysis import Analysis, Cell
    from .model.analyzer import StanceAnalyzer
    from .model.articles import read_articles
    from .model.classifier import StanceClassifier
    from .model.errors import StancekitError
    from .model.records import (
        LABELS,
        Actor,
        Article,
        Attribution,
        Mention,
        Pair,
        Participant,
        Sentence,
        Span,
        Stance,
    )

__all__ = [
    "LABELS",
    "Actor",
    "Analysis",
    "Article",
    "Attribution",
    "Cell",
    "Mention",
    "Pair",
    "Participant",
    "Sentence",
    "Span",
    "Stance",
    "StanceAnalyzer",
    "StanceClassifier",
    "StancekitError",
    "read_articles",
]

_HOMES = {
    "Analysis": "analysis",
    "Cell": "analysis",
    "StanceAnalyzer": "analyzer",
    "StanceClassifier": "classifier",
    "StancekitError": "errors",
    "read_articles": "articles",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("stancekit")
    if name not in __all__:
        raise AttributeError(f"module 'stancekit' has no attribute {name!r}")
    return getattr(import_module(f".model.{_HOMES.get(name, 'records')}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
