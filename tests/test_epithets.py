"""Countries, bodies and armed groups that are called by what they are or where they lie."""

from __future__ import annotations

import pytest

from stancekit.model.epithets import with_epithets
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.lexicon import table
from stancekit.model.records import Article
from stancekit.model.sentences import split_sentences


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saudi Arabia wept. The kingdom said it would stay.", [("kingdom", "Saudi Arabia")]),
        ("Saudi Arabia wept. The oil-rich\nGulf kingdom stayed.", [("oil-rich\nGulf kingdom", "Saudi Arabia")]),
        ("Mali and Italy met. The poor, hot Sahel state wept.", [("poor, hot Sahel state", "Mali")]),
        # The first of the nearest sentence that names one.
        ("Kenya and Ghana met. Ghana praised Mali. This African country wept.", [("African country", "Ghana")]),
        ("Qatari Emir Tamim wept. Iran fears the Gulf emirate's gas.", [("Gulf emirate", "Qatar")]),
        ("Peru wept. The kingdom fell.", []),
        ("The kingdom fell. Saudi Arabia wept.", []),
        ("Mali wept. The country fell. The state fell.", []),
        ("Mali wept. The African state television fell.", []),
        ("The United Kingdom wept. The Kingdom fell.", []),
        ("Morocco wept. The kingdom of God came.", []),
        ("The EU wept. The 27-nation bloc and the alliance left.", [("27-nation bloc", "European Union")]),
        ("The IMF wept. The lender left.", [("lender", "International Monetary Fund")]),
        ("NATO wept. The ruling alliance left. The Western alliance left.", [("Western alliance", "NATO")]),
        ("Peru and Chile met. Peru fears its southern neighbour.", [("southern neighbour", "Chile")]),
        ("Peru fears Chile. Its neighbour is strong.", []),
        ("South Korea wept. The North fled. The South's army left.", []),
        ("North Korea fears South Korea. The South's army left.", [("South", "South Korea")]),
        # In a paragraph of its own: the country that the article is about; of two named together the other one.
        ("Peru fears Chile.\n\nChile wept.\n\nKenya lent its neighbour jets.", [("neighbour", "Chile")]),
        ("Peru fears Chile. Kenya met Peru and its neighbour. Chile wept.", [("neighbour", "Chile")]),
        ("RIYADH (Tern) - Jordan wept. Saudi Arabia sang. He thanked the Kingdom.", [("Kingdom", "Saudi Arabia")]),
        ("The EU met. He said Europe had lied.", [("Europe", "European Union")]),
        ("The EU met. He fears the Europeans.", [("Europeans", "European Union")]),
        ("The EU met. “Europe pays us.”", [("Europe", "European Union")]),
        ("The EU met. Europe has been cold. Central Europe has snow. In Europe, Peru is liked. Europe shivers.", []),
        ("Peru met. He said Europe had lied to the Europeans.", []),
        ("Jordan wept. The Kingdom Tower and the Kingdom of God fell.", []),
        ("North Korea met South Korea. The North Sea and the North coast froze.", []),
        ("Hamas militants fled. The militants left.", [("militants", "Hamas")]),
        ("Hamas fled. The tiny armed group wept.", [("tiny armed group", "Hamas")]),
        ("He fears Hamas, a tiny militia. The militia left.", [("militia", "Hamas")]),
        ("Hamas fought a militia. The militia left.", []),
        ("Hamas militants fled. The Syrian militants left. The Israeli rights group and the German group left.", []),
        ("Hamas fled. The militant group Fatah wept.", []),
        ("Qatar wept. The other Gulf state, the richest Gulf state and the Gulf state, Oman, left.", []),
        ("North Korea and Japan wept. The hermit kingdom left.", [("hermit kingdom", "North Korea")]),
        ("Spain wept. The animal kingdom left. He fears the monarchy.", []),
        ("Kazakhstan wept. The Central Asian nation left.", [("Central Asian nation", "Kazakhstan")]),
        ("Grenada wept. The Caribbean island nation left.", [("Caribbean island nation", "Grenada")]),
        ("Hamas fled. The militants left.", []),
        ("Hamas militants and Hezbollah fled. The militants left.", []),
        ("He fears Hamas. The group and the rights group left with the Hezbollah militants.", []),
        ("The rebels left. He fears Hamas.", []),
    ],
)  # fmt: skip
def test_epithets_mean_who_was_named(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    named = gazetteer.find(text)
    found = with_epithets(text, split_sentences(Article("a", text)), named)
    assert [(m.surface, m.actor.name) for m in found if m not in named] == expected
    assert list(found) == sorted(found, key=lambda match: match.span)


def test_every_actor_of_the_table_is_known(gazetteer: Gazetteer) -> None:
    codes = {code for row in table("epithets.csv") if row["part"] != "body" for code in row["actors"].split()}
    assert [code for code in sorted(codes) if gazetteer.country(code) is None] == []
    names = {name for row in table("epithets.csv") if row["part"] == "body" for name in row["actors"].split("|")}
    assert names
    assert [name for name in sorted(names) if gazetteer.lookup(name) is None] == []


@pytest.mark.parametrize("words", [words for row in table("epithets.csv") for words in row["words"].split("|")])
def test_each_epithet_alone_means_all_actors_of_its_row(gazetteer: Gazetteer, words: str) -> None:
    row = next(row for row in table("epithets.csv") if words in row["words"].split("|"))
    noun = " nation" if row["part"] == "region" else ""
    for name in row["actors"].split("|" if row["part"] == "body" else " "):
        country = gazetteer.country(name)
        text = f"{country.name if country else name} wept. The {words}{noun} left."
        found = with_epithets(text, split_sentences(Article("a", text)), gazetteer.find(text))[-1]
        assert (found.surface, found.actor.name) == (words + noun, country.name if country else name)
