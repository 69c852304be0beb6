"""Where a capital that stands as a place means its government: "the government in Tbilisi"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Meanings = Callable[[str], set[tuple[str, str]]]


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
def test_seats_of_those_who_rule(meanings_of: Meanings, text: str, expected: tuple[str, str]) -> None:
    assert expected in meanings_of(text)


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
def test_capitals_that_are_places(meanings_of: Meanings, text: str) -> None:
    assert not {"Peru", "United States"} & {actor for _, actor in meanings_of(text)}
