"""States of a federation as actors: "Ohio sued", "with Kerala"; mostly they are places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Meanings = Callable[[str], set[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quill said Ohio had kept its word.", ("Ohio", "Ohio")),
        ("Quill said Ohio was hiding the bill.", ("Ohio", "Ohio")),
        ("Quill said that Ohio, frankly, did not.", ("Ohio", "Ohio")),
        ("Ohio, leading a group of nine, sued him.", ("Ohio", "Ohio")),
        ("Quill left after Ohio abolished it.", ("Ohio", "Ohio")),
        ("He said he stood with Kerala.", ("Kerala", "Kerala")),
        ("Quill praised Utah for it.", ("Utah", "Utah")),
        ("He was sorry for the people of Utah.", ("people of Utah", "Utah")),
        ("He sued the state of Utah.", ("state of Utah", "Utah")),
        ("He thanked the Scottish government.", ("Scottish government", "Scotland")),
        ("He thanked Alberta's government.", ("Alberta's government", "Alberta")),
        ("They mock Albertans.", ("Albertans", "Alberta")),
        # By its capital only where it is named.
        ("Alberta is cold. Quill said Edmonton had lied.", ("Edmonton", "Alberta")),
        # What acts is also meant where something is held out to it.
        ("Quill held out a hand to Utah. Utah sued him.", ("Utah", "Utah")),
    ],
)
def test_regions_that_act_or_are_judged(meanings_of: Meanings, text: str, expected: tuple[str, str]) -> None:
    assert expected in meanings_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mill in Ohio had closed.",
        "Ohio, a wet land, sued him.",
        "He left after Ohio rain.",
        "He is from Ohio, and he said so.",
        "The plant in Austin, Texas, will close.",
        "Rain fell on Iowa and Ohio.",
        "They confirmed Ohio prosecutors.",
        "He won his home state of Utah.",
        "He took states like Ohio.",
        "They voted in Iowa and Ohio had rain.",
        "He left for Ohio.",
        "He moved to Utah. Others came to Utah.",
        "Some 300 Ohioans were hurt.",
        "Thousands of Ohioans were hurt.",
        "Ohio State had won.",
        "An Ohio-based firm had won.",
    ],
)
def test_regions_that_are_places(meanings_of: Meanings, text: str) -> None:
    regions = {"Ohio", "Utah", "Iowa", "Texas"}
    assert not regions & {actor for _, actor in meanings_of(text)}


def test_a_region_is_no_company(meanings_of: Meanings) -> None:
    text = "Quill said Utah had lied. Utah had paid. Utah will sue. The company wept."
    assert "company" not in {words for words, _ in meanings_of(text)}
