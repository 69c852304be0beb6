"""Titles that are no part of a name, and firms by the word for what they make."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quill thanked Administrator Clyde Rook. Rook wept.", "Clyde Rook"),
        ("Quill thanked Supervisor Ana Rook. Rook wept.", "Ana Rook"),
        ("Quill blamed Vast Refining for it. He met Gulf Vast Refining.", "Gulf Vast Refining"),
    ],
)
def test_names_with_titles_and_trades(text: str, name: str) -> None:
    article = Article("test", text)
    found = RuleResolver(Gazetteer.load())(article, split_sentences(article), ()).mentions
    assert name in {mention.actor.name for mention in found if mention.actor}
