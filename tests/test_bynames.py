"""Who is called by what everybody knows, and who is somebody's husband or wife."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_Meanings = Callable[[str], set[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donald Trump met Ada Quill. Bo Roy mocked the real estate mogul.", ("real estate mogul", "Donald Trump")),
        ("Donald J. Trump slept. Bo Roy mocked the billionaire.", ("billionaire", "Donald J. Trump")),
        ("Hillary Clinton slept. Bo Roy mocked the former first lady.", ("former first lady", "Hillary Clinton")),
        ("Bernie Sanders slept. The democratic socialist won.", ("democratic socialist", "Bernie Sanders")),
    ],
)
def test_a_byname_is_known(meanings_of: _Meanings, text: str, expected: tuple[str, str]) -> None:
    assert expected in meanings_of(text)


@pytest.mark.parametrize(
    ("text", "byname"),
    [
        # Nobody who is named, or only later.
        ("Ada Quill slept. Bo Roy mocked the billionaire.", "billionaire"),
        ("Bo Roy mocked the billionaire. Donald Trump slept.", "billionaire"),
        # Others are called so.
        (
            "Donald Trump met the oil trader. Ada Quill, a billionaire, wept. Bo Roy mocked the billionaire.",
            "billionaire",
        ),
        ("Donald Trump met billionaire Ada Quill. Bo Roy mocked the billionaire.", "billionaire"),
        ("Hillary Clinton slept. Bo Roy mocked the first lady.", "first lady"),
        ("Donald Trump slept. Bo Roy mocked the billionaire class.", "billionaire"),
    ],
)
def test_a_byname_of_others(meanings_of: _Meanings, text: str, byname: str) -> None:
    assert not {(byname, who) for who in ("Donald Trump", "Hillary Clinton")} & meanings_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hillary Clinton met Bill Clinton. Hillary Clinton praised her husband.", ("husband", "Bill Clinton")),
        ("Eva Quill met her husband, Boris Dane. Ms Quill praised her husband.", ("husband", "Boris Dane")),
        ("Boris Dane's wife, Eva Quill, slept. Mr Dane praised his wife.", ("wife", "Eva Quill")),
    ],
)
def test_a_spouse_is_the_one_told(meanings_of: _Meanings, text: str, expected: tuple[str, str]) -> None:
    assert expected in meanings_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Eva Quill met Boris Dane. Ms Quill praised her husband.",
        "Hillary Clinton met Bill Clinton. Eva Quill praised her husband.",
    ],
)
def test_of_whose_spouse_nothing_is_told(meanings_of: _Meanings, text: str) -> None:
    assert "husband" not in {words for words, _ in meanings_of(text)}
