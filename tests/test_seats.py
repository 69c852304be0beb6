"""Where a capital that stands as a place means its government: "the government in Tbilisi"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


def _mentions(resolver: RuleResolver, text: str) -> Iterator[tuple[str, str]]:
    article = Article("test", text)
    for mention in resolver(article, split_sentences(article), ()).mentions:
        if mention.actor:
            yield text[mention.start : mention.end], mention.actor.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quill blamed the crooks in Lima.", ("crooks in Lima", "Peru")),
        ("Quill blamed politicians in Lima.", ("politicians in Lima", "Peru")),
        ("Quill thanked our brothers in Lima.", ("brothers in Lima", "Peru")),
        ("Quill thanked her colleagues in Lima.", ("colleagues in Lima", "Peru")),
        ("Quill said somebody in Lima slept.", ("somebody in Lima", "Peru")),
        ("Quill said those who rule in Lima slept.", ("Lima", "Peru")),
        ("Quill said it was a lie made in Lima.", ("Lima", "Peru")),
        ("Quill said it was hatched in Lima and Quito.", ("Quito", "Ecuador")),
        ("Quill said it was cooked up in Lima.", ("Lima", "Peru")),
        ("Quill takes orders from Lima.", ("Lima", "Peru")),
        ("Quill said Washington talks of peace.", ("Washington", "United States")),
    ],
)
def test_seats_of_those_who_rule(resolver: RuleResolver, text: str, expected: tuple[str, str]) -> None:
    assert expected in list(_mentions(resolver, text))


@pytest.mark.parametrize(
    "text",
    [
        "Quill met students in Lima.",
        "Quill blamed opposition politicians in Lima.",
        "Quill met brothers in Lima.",
        "Quill took a train from Lima.",
        "Those who died in Lima slept.",
        "Quill was born in Lima.",
        "Washington talks failed.",
    ],
)
def test_capitals_that_are_places(resolver: RuleResolver, text: str) -> None:
    assert not {"Peru", "United States"} & {actor for _, actor in _mentions(resolver, text)}
