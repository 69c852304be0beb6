"""What stands beside a name in capitals and is none of it, and names that are nobody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Meanings = Callable[[str], set[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nadia Quill left. Certainly Nadia Quill lied.", ("Nadia Quill", "Nadia Quill")),
        ("Nadia Quill left. Peru wept. Hail Quill for that.", ("Quill", "Nadia Quill")),
        ("Nadia Quill left, said Bo Dane. He put it so: Nadia Quill Put off.", ("Nadia Quill", "Nadia Quill")),
    ],
)
def test_a_name_without_what_stands_beside_it(meanings_of: Meanings, text: str, expected: tuple[str, str]) -> None:
    found = meanings_of(text)
    assert expected in found
    assert {name for _, name in found} <= {"Nadia Quill", "Bo Dane", "Peru"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nadia Quill left. Ivo Quill spoke.", "Ivo Quill"),  # of another
        ("Reza Karimi left. Mohammad Reza Karimi spoke.", "Mohammad Reza Karimi"),  # the fuller name
        ("Hail Quill left. He met Nadia Quill. Hail Quill spoke.", "Hail Quill"),  # called so twice
    ],
)
def test_a_first_word_that_is_part_of_a_name(meanings_of: Meanings, text: str, name: str) -> None:
    assert name in {meant for _, meant in meanings_of(text)}


@pytest.mark.parametrize("thing", ["Ebola", "Jim Crow", "Obamacare", "Rust Belt"])
def test_names_of_diseases_laws_and_usages_are_nobodys(meanings_of: Meanings, thing: str) -> None:
    assert meanings_of(f"Quill fought {thing} in Peru. {thing} was feared, Quill said.") >= {("Peru", "Peru")}
    assert thing not in {words for words, _ in meanings_of(f"Quill fought {thing}. {thing} was feared, Quill said.")}


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Nadia Quill Pins The Harbour Crisis On Bo Dane.", {"Nadia Quill", "Dane"}),
        ("Dane Aide Screams At Harbour Rally, Instantly Has Everyone’s Attention.", {"Dane"}),
        ("Nadia Bosch: ‘Harbour People Want More Of That Plan.’", {"Nadia Bosch"}),
    ],
)
def test_headlines_that_close_with_a_mark(meanings_of: Meanings, headline: str, expected: set[str]) -> None:
    found = {name for _, name in meanings_of(f"{headline}\n\nNadia Quill left. Marcus Dane wept.")}
    assert found <= {"Nadia Quill", "Marcus Dane", "Nadia Bosch"}
    assert all(any(each in name for name in found) for each in expected)


def test_titles_make_no_headline(meanings_of: Meanings) -> None:
    text = "Foreign Minister Nadia Quill met Chancellor Marcus Dane. The foreign minister left."
    assert {("Foreign Minister Nadia Quill", "Nadia Quill"), ("Chancellor Marcus Dane", "Marcus Dane")} <= meanings_of(
        text
    )


def test_a_surname_that_is_an_adjective_of_nationality(meanings_of: Meanings) -> None:
    found = meanings_of("The owner, Mark Cuban, left.\n\nLater Cuban wept, and Cuban also praised Peru.")
    assert ("Cuban", "Mark Cuban") in found
    assert "Cuba" not in {name for _, name in found}
    assert "Mark Cuban" not in {name for _, name in meanings_of("Mark Quill left. Cuban Mark Dane wept.")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bo Dane blamed Senate Republicans for it.", ("Senate Republicans", "Republican Party")),
        ("Bo Dane blamed the House Democrats for it.", ("House Democrats", "Democratic Party")),
        ("Nadia Quill left. Bo Dane blamed the Quill campaign.", ("Quill campaign", "Quill campaign")),
        ("Nadia Quill left. Bo Dane backed Quill's campaign.", ("Quill", "Nadia Quill")),
        ("Nadia Quill left. Bo Dane backed the Quill campaign against smoking.", ("Quill", "Nadia Quill")),
    ],
)
def test_members_of_a_party_and_campaigns(meanings_of: Meanings, text: str, expected: tuple[str, str]) -> None:
    assert expected in meanings_of(text)


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        ("Ken Quill left. Kenneth Quill wept.", "Kenneth Quill"),
        ("Patrick Quill left. Pat Quill wept.", "Patrick Quill"),
        ("Lois Quill left. Lois G. Quill wept.", "Lois G. Quill"),
        ("Under Secretary for Management Patrick Quill left. Pat Quill wept.", "Patrick Quill"),
        ("President Daniel arap Quill left. Quill wept.", "Daniel arap Quill"),
    ],
)
def test_the_fullest_form_is_the_name(meanings_of: Meanings, forms: str, name: str) -> None:
    assert {meant for _, meant in meanings_of(f"{forms} Quill spoke.")} == {name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rival Nadia Quill left.", "Nadia Quill"),
        ("Entrusting Nadia Quill with it is a risk.", "Nadia Quill"),
        ("He wore a Nadia Quill T-Shirt there.", "Nadia Quill"),
        ("Life in a Nadia Quill White House is dull.", "Nadia Quill"),
        ("Senator Nadia White left the House.", "Nadia White"),
    ],
)
def test_a_name_without_a_word_that_is_of_none(meanings_of: Meanings, text: str, name: str) -> None:
    assert name in {meant for _, meant in meanings_of(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nadia Quill left. Will Quill come back?", "Nadia Quill"),
        ("Nadia Quill left. Will Quill left as well.", "Will Quill"),
    ],
)
def test_will_asks_where_a_question_follows(meanings_of: Meanings, text: str, expected: str) -> None:
    assert expected in {meant for surface, meant in meanings_of(text) if surface in ("Quill", "Will Quill")}


@pytest.mark.parametrize(
    "text",
    [
        "She won the Nadia Quill Award.",
        "He voted for the Nadia Quill Memorial Act.",
        "They read “Make Peru Great Again” on it.",
        "He hailed the Peru Fair Trade Act.",
        "A super PAC spent more. PACs spent it.",
    ],
)
def test_prizes_slogans_and_laws_are_nobodys(meanings_of: Meanings, text: str) -> None:
    assert meanings_of(text) == set()


def test_an_adjective_is_no_part_of_a_body(meanings_of: Meanings) -> None:
    found = {meant for _, meant in meanings_of("He fought the Reed-led Harbour Guild in Lima.")}
    assert "Harbour Guild" in found and "Reed-led Harbour Guild" not in found


def test_a_person_is_called_as_the_article_mostly_does(meanings_of: Meanings) -> None:
    often = "Senator Ken Quill left. Ken Quill wept. Kenneth Quill slept."
    assert {meant for _, meant in meanings_of(often)} == {"Ken Quill"}
    once = "Senator Ken Quill left. Kenneth Quill slept."
    assert {meant for _, meant in meanings_of(once)} == {"Kenneth Quill"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Boris and Nadia Quill left Lima.", {"Boris Quill", "Nadia Quill"}),
        ("Senator Omar Boris fell. Boris and Nadia Quill left.", {"Omar Boris", "Nadia Quill"}),
    ],
)
def test_two_who_share_a_surname(meanings_of: Meanings, text: str, names: set[str]) -> None:
    assert names == {meant for _, meant in meanings_of(text)} - {"Peru"}


def test_the_plural_of_a_surname_means_each_of_them(meanings_of: Meanings) -> None:
    opening = "Senator Nadia Quill left. Judge Bo Quill wept. "
    assert {("the", "Bo Quill"), ("Quills", "Nadia Quill")} <= meanings_of(f"{opening}He fought the Quills.") or {
        ("the", "Nadia Quill"),
        ("Quills", "Bo Quill"),
    } <= meanings_of(f"{opening}He fought the Quills.")
    assert not any(surface == "Quills" for surface, _ in meanings_of(f"{opening}He saw the Quills of Lima."))


def test_whose_campaign_is_told_with_a_place(meanings_of: Meanings) -> None:
    opening = "Senator Nadia Quill left. "
    assert ("the Quill campaign", "Quill campaign") in {
        (f"the {surface}", meant) for surface, meant in meanings_of(f"{opening}It hurt the Quill campaign in Ohio.")
    }
    assert "Quill campaign" not in {m for _, m in meanings_of(f"{opening}It hurt the Quill campaign in favor of it.")}
