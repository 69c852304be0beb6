"""Bodies that end in a country's name."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.namesakes import without_namesakes


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("text", "countries", "bodies"),
    [
        ("He sued Cricket Australia in Peru.", ["Peru"], ["Cricket Australia"]),
        ("So he sued Cricket Australia. Cricket Australia won.", [], ["Cricket Australia"] * 2),
        ("Cricket Australia won.", ["Australia"], []),  # its first word opens the sentence
        ("He sued Vask Copper Zambia.", [], ["Vask Copper Zambia"]),
        ("He praised Wartime China and Soviet Russia.", ["China", "Russia"], []),
        ("He told Reuters Iran had lied.", ["Iran"], []),
        ("She warned Bo Dane Iran would leave.", ["Iran"], []),
        ("On Monday Iran left.", ["Iran"], []),
        ("In Peru Israel left.", ["Peru", "Israel"], []),
        ("He met President Peru.", ["Peru"], []),
        ("He praised cricket in Australia and the Cricket Australians.", ["Australia", "Australians"], []),
        ("Harbour Towns Praise Virgin Australia Again", ["Australia"], []),
    ],
)
def test_a_body_that_ends_in_a_country_is_not_the_country(
    gazetteer: Gazetteer, text: str, countries: list[str], bodies: list[str]
) -> None:
    kept, found = without_namesakes(text, gazetteer.find(text))
    assert [match.surface for match in kept] == countries
    assert [mention.span.of(text) for mention in found] == bodies
