"""Names of people and organisations, found by shape."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.merged_names import merge_names
from stancekit.model.name_parts import name_keys, organisation_kind, surname_key
from stancekit.model.names import find_names
from stancekit.model.not_actors import without_texts
from stancekit.model.records import ActorKind, Article, Mention, Sentence, Span
from stancekit.model.sentences import split_sentences


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def names(gazetteer: Gazetteer, *sentences: str) -> dict[str, list[str]]:
    """Surface forms by kind in an article of these sentences."""
    text = " ".join(sentences)
    spans: list[Sentence] = []
    start = 0
    for index, sentence in enumerate(sentences):
        spans.append(Sentence(index, start, start + len(sentence)))
        start += len(sentence) + 1
    found: dict[str, list[str]] = {}
    for mention in find_names(Article("test", text), spans, gazetteer):
        assert mention.actor is None
        found.setdefault(mention.kind, []).append(text[mention.start : mention.end])
    return found


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Talks with Foreign Minister Ahmad Reza Karimi began.", ["Ahmad Reza Karimi"]),
        ("Senator Maria de la Cruz and Gen. John O'Hara met.", ["Maria de la Cruz", "John O'Hara"]),
        ("Envoy Haider al-Tamimi met Mohammed bin Rashid.", ["Haider al-Tamimi", "Mohammed bin Rashid"]),
        (
            "It was J.R. Holt, Anna-Lena Weber and Robert K. Stone Jr. who left.",
            ["J.R. Holt", "Anna-Lena Weber", "Robert K. Stone Jr."],
        ),
        ("Angela van der Berg's office closed.", ["Angela van der Berg"]),
        ("Bashing Karimi is what Reza Karimi hates.", ["Karimi", "Reza Karimi"]),
        ("Secretary of State Henry Alder arrived.", ["Henry Alder"]),
        ("Rep. Dutch Fairlie and Mr. German Osorio arrived.", ["Dutch Fairlie", "German Osorio"]),
        ("Homeland Security Secretary Janet Moor arrived.", ["Janet Moor"]),
        ("Kerrigan said so, but Oduya denied it.", ["Kerrigan", "Oduya"]),
        ("He met spokesman Olenko on Monday.", ["Olenko"]),
        ("The prime minister, Theresa May, met Jack White.", ["Theresa May", "Jack White"]),
        ("Iranian President Rostam Behrouzi spoke.", ["Rostam Behrouzi"]),
        ("Republican Donald Ashcombe won.", ["Donald Ashcombe"]),
        ("A film with Michael Jordan and Denzel Washington opened.", ["Michael Jordan", "Denzel Washington"]),
        ("The bank robber Xilo Karvanto fled.", ["Xilo Karvanto"]),
        ("I’ve met Envoy Oduya. We’re Democrats. Don't Miss It.", ["Oduya"]),
        ("Orlando Reyes spoke. The fire in Orlando was out.", ["Orlando Reyes"]),
        ("In Reyes they met Orlando Reyes. Reyes spoke.", ["Reyes", "Orlando Reyes", "Reyes"]),
        ("Latino Decisions asked them.", []),
        ("The Brenton Farmers' Union met Ana Reyes.", ["Ana Reyes"]),
        (
            "Trustee Xilo Karvanto, geologist Ana Reyes and Virologist Bo Oduya met.",
            ["Xilo Karvanto", "Ana Reyes", "Bo Oduya"],
        ),
        ("The chairman, Xilo Karvanto KC, met Ana Reyes MP.", ["Xilo Karvanto", "Ana Reyes"]),
        ("The Brenton Sentinel and the Federal Mirror praised Ana Reyes.", ["Ana Reyes"]),
    ],
)
def test_people(gazetteer: Gazetteer, sentence: str, people: list[str]) -> None:
    assert names(gazetteer, sentence).get("person", []) == people


@pytest.mark.parametrize(
    ("sentence", "organisations"),
    [
        ("The Russian Defense Ministry objected.", ["Russian Defense Ministry"]),
        ("The Ministry of Foreign Affairs objected.", ["Ministry of Foreign Affairs"]),
        ("The Women's League of Peru left the Fishermen's Union.", ["Women's League of Peru", "Fishermen's Union"]),
        ("They met Karen Bowmen's son.", []),
        ("It was the Department of Fisheries and Rural Lands again.", ["Department of Fisheries and Rural Lands"]),
        ("Officials of the Bank of Borduria and Gulf Steel Corp. met.", ["Bank of Borduria", "Gulf Steel Corp."]),
        (
            "He told Channel Delta TV and the Meridian News Agency about it.",
            ["Channel Delta TV", "Meridian News Agency"],
        ),
        ("Russian Defense Ministry spokesman Igor Malin left.", ["Russian Defense Ministry"]),
        ("Secretary of the Supreme Water Council Ali Rahmani left.", ["Supreme Water Council"]),
        ("The KQRT reported it.", ["KQRT"]),
        ("It was said by Reuters.", ["Reuters"]),
        ("The student group Harrow League in Blockade marched.", ["Harrow League in Blockade"]),
        ("The opposition Green Convention marched.", ["Green Convention"]),
        ("They met the ferry operator Harrow Star Lines.", ["Harrow Star Lines"]),
        ("Harrow Air, a budget airline, sued.", ["Harrow Air"]),
        ("The Compagnie Harrow sued.", ["Compagnie Harrow"]),
        ("They met the separatist group Vaskan.", ["Vaskan"]),
        ("They bought the airline Vask Air in March.", ["Vask Air"]),
        ("They praised the retailer Vask Stores in Germany.", ["Vask Stores"]),
        ("They blamed ferry operator Vaskan.", ["Vaskan"]),
        ("Vaskan, a union that represents farmers, sued.", ["Vaskan"]),
        ("Vaskan Odrik, one of Norway's oldest makers, sued.", ["Vaskan Odrik"]),
        ("It was told by the regulator, Vaskan, in May.", ["Vaskan"]),
        ("The Association of Federal Judges sued.", ["Association of Federal Judges"]),
        ("The Harrow Forum for Migrant Dignity sued.", ["Harrow Forum for Migrant Dignity"]),
    ],
)
def test_organisations(gazetteer: Gazetteer, sentence: str, organisations: list[str]) -> None:
    assert names(gazetteer, sentence).get("organisation", []) == organisations


@pytest.mark.parametrize(
    "sentence",
    [
        "Meanwhile, However and Critics agreed.",
        "On Monday, in late March, Christmas shopping began.",
        "Western and Muslim countries of the Middle East met in Palo Alto on Good Friday.",
        "The Prime Minister and the Supreme Leader met.",
        "Former President and Deputy Minister are titles.",
        "Iran and the United Nations met in the White House.",
        "Pundits said nothing. We’re done.",
        "The CEO said OK at 5 PM GMT.",
        "A U.S.-led and Saudi-backed force came.",
        "Supportive Democrats agreed.",
    ],
)
def test_no_names(gazetteer: Gazetteer, sentence: str) -> None:
    assert names(gazetteer, sentence) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "They praised the company Odran Vask founded.",
        "They left the party Nadia Rivas leads.",
        "The union President Odran Vask left.",
        "Odran Vask, the union's delegate, left.",
        "Odran Vask, a company director, left.",
        "Odran Vask, the opposition, left.",
        "They left the group Tuesday Night.",
        "They left the party Vaskan.",
        "The leader of Kenya's opposition, Odran Vask, left.",
        "However, the union that marched won.",
        "They met the regulator, Odran Vask of Lima.",
        "The ruling coalition Vaskan leads lost.",
        "After the court ruling Vaskan said no.",
        "According to the company, Vaskan, 52, was dismissed.",
        "Odran Vask, a gold miner who lost a leg, sued.",
        "The crane operator Odran Vask, 52, fell.",
    ],
)
def test_a_noun_for_a_body_may_be_of_somebody_else(gazetteer: Gazetteer, sentence: str) -> None:
    assert "organisation" not in names(gazetteer, sentence)


def test_a_body_that_a_noun_tells_is_one_everywhere(gazetteer: Gazetteer) -> None:
    text = "Odran Vask praised Harrow Star.\nIt was the ferry operator Harrow Star Lines.\nHarrow Star Lines sued."
    found = names(gazetteer, text)
    assert found["organisation"] == ["Harrow Star", "Harrow Star Lines", "Harrow Star Lines"]
    assert found["person"] == ["Odran Vask"]


def test_a_told_bodys_first_word_stands_for_it_unless_it_is_a_word(gazetteer: Gazetteer) -> None:
    text = "Odran Vask praised Harrow.\nIt was the ferry operator Harrow Star Lines.\nHarrow sued."
    assert names(gazetteer, text)["organisation"] == ["Harrow", "Harrow Star Lines", "Harrow"]
    for word, company in (
        ("Federal", "Federal Star Lines"),
        ("Norway", "Norway Star Lines"),
        ("Ada", "Ada Star Lines"),
    ):
        text = f"It was the ferry operator {company}.\nThey met {word} twice."
        assert names(gazetteer, text)["organisation"] == [company]


@pytest.mark.parametrize(
    ("first", "later", "kind"),
    [
        ("The conglomerate Dangote Industries lost.", "Aliko Dangote", "person"),
        ("The ferry operator Kessler sued.", "Piotr Kessler", "person"),
        ("The utility San Diego Gas lost.", "San Diego", ""),
    ],
)
def test_a_short_form_that_is_a_person_or_a_place_is_no_body(
    gazetteer: Gazetteer, first: str, later: str, kind: str
) -> None:
    text = f"{first}\n{later} opposed the tax.\nThey met in {later.split()[-1] if kind else later}."
    found = names(gazetteer, text)
    assert later in found.get("person", []) or not kind
    assert not {later, later.split()[-1]} & set(found.get("organisation", []))


def test_a_told_body_of_one_word_is_one_when_it_speaks(gazetteer: Gazetteer) -> None:
    found = names(gazetteer, "The ferry operator Kessler sued.\nKessler said it would win.")
    assert found == {"organisation": ["Kessler", "Kessler"]}


def test_two_letters_are_a_name_where_brackets_explain_them(gazetteer: Gazetteer) -> None:
    text = "The Harrow Alliance (HA) met.\nThey praised the HA."
    assert names(gazetteer, text)["organisation"].count("HA") == 2
    other = text.replace("(HA)", "(OK)").replace("the HA", "the OK")
    assert "OK" not in names(gazetteer, other).get("organisation", [])


def test_single_word_is_a_name_where_the_article_has_it_in_full(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "They praised Karimi.", "Then Ahmad Karimi left.")["person"] == ["Karimi", "Ahmad Karimi"]
    assert names(gazetteer, "They praised Karimi.") == {}


def test_word_that_the_article_also_writes_small_is_no_name(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "Solar Quotas fell.", "They want solar quotas.") == {}


def test_headline_capitals_yield_only_known_names(gazetteer: Gazetteer) -> None:
    headline = "Karimi Slams Bold Water Plan Before Big Vote"
    assert names(gazetteer, headline, "So Ahmad Karimi left the room.")["person"] == ["Karimi", "Ahmad Karimi"]
    assert names(gazetteer, headline.upper(), "So Ahmad Karimi left.")["person"] == ["KARIMI", "Ahmad Karimi"]
    assert names(gazetteer, headline) == {}


def test_gazetteer_wins_unless_it_lies_inside_a_longer_name(gazetteer: Gazetteer) -> None:
    found = names(gazetteer, "The United Nations and the University of Tehran met Paris Holloway.")
    assert found == {"organisation": ["University of Tehran"], "person": ["Paris Holloway"]}


def test_spans_are_sorted_and_disjoint(gazetteer: Gazetteer) -> None:
    text = "Secretary of the Supreme Water Council Ali Rahmani met Igor Malin of the Ministry of Energy."
    mentions = find_names(Article("a", text), [Sentence(0, 0, len(text))], gazetteer)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert len(mentions) == 4


@pytest.mark.parametrize(
    ("name", "kind"),
    [("People's Harvest Party", "party"), ("Red Dawn Brigades", "armed_group"), ("Ministry of Energy", "organisation")],
)
def test_kind_of_an_organisation(name: str, kind: str) -> None:
    assert organisation_kind(name) == kind


@pytest.mark.parametrize(
    ("name", "key"), [("Haider al-Tamimi", "tamimi"), ("Robert Stone Jr.", "stone"), ("Zarif", "zarif"), ("", "")]
)
def test_surname(name: str, key: str) -> None:
    assert surname_key(name) == key


@pytest.mark.parametrize(
    ("by_shape", "tagged", "expected"),
    [
        ([("Ada Quill", "person")], [], []),
        ([("Harrow Herald", "organisation")], [], [("Harrow Herald", "organisation")]),
        ([], [("Ada Quill", "person")], [("Ada Quill", "person")]),
        ([("Quill", "person")], [("Ada Quill", "person")], [("Quill", "person")]),
        ([("Harrow", "person")], [("Harrow", "place")], [("Harrow", "person")]),
        ([], [("Quill", "person")], []),
        ([], [("Harrow Herald", "organisation")], []),
        (
            [("Harrow Herald", "organisation")],
            [("Ada Quill", "person")],
            [("Ada Quill", "person"), ("Harrow Herald", "organisation")],
        ),
        ([], [("in Iraq", "person")], []),
        ([], [("Iraq", "person")], []),
    ],
)
def test_names_by_shape_and_by_the_tagger_become_one_list(
    by_shape: list[tuple[str, ActorKind]], tagged: list[tuple[str, ActorKind]], expected: list[tuple[str, str]]
) -> None:
    text = "Ada Quill of Harrow Herald met the Harvest Party in Iraq."

    def mentions(names: list[tuple[str, ActorKind]]) -> list[Mention]:
        return [Mention(text.index(name), text.index(name) + len(name), kind) for name, kind in names]

    merged = merge_names(text, mentions(by_shape), mentions(tagged), Gazetteer.load().find(text))
    assert [(m.span.of(text), m.kind) for m in merged] == expected


@pytest.mark.parametrize(
    ("name", "kind", "stays"),
    [
        ("Optional Protocols", "person", False),
        ("TDM", "organisation", False),
        ("Martha Protocols", "person", True),
        ("Harrow", "person", True),
        ("TDM Bank", "organisation", True),
    ],
)
def test_a_name_by_shape_alone_needs_the_tagger_once_in_the_article(name: str, kind: ActorKind, *, stays: bool) -> None:
    text = f"The {name} began. Then {name} and Ada Quill left."
    places = [Mention(at, at + len(name), kind) for at in (text.index(name), text.rindex(name))]
    ada = Mention(text.index("Ada"), text.index(" left"), "person")
    kept = merge_names(text, [*places, ada], [ada], ())
    assert (places[0] in kept) == (places[1] in kept) == stays
    seen = merge_names(text, [*places, ada], [replace(places[1], kind="group"), ada], ())
    assert set(places) <= set(seen)


@pytest.mark.parametrize(
    ("text", "source", "stays"),
    [
        ("Harrow left.", "Harrow", True),
        ("Harrow, the Swedish firm, left.", "Harrow, the Swedish firm,", True),
        ("Harrow sources left.", "Harrow sources", True),
        ("Harrow streets left.", "Harrow streets", False),
        ("Harrow boss Ada Quill left.", "Harrow boss Ada Quill", True),
        ("Harrow Chief Executive Ada Quill left.", "Harrow Chief Executive Ada Quill", True),
        ("Harrow's safety chief left.", "", True),
        ("Harrow left.", "", False),
        ("Harrow host Ada Quill left.", "", False),
    ],
)
def test_a_body_that_only_the_tagger_sees_has_to_speak_or_to_have_a_head(
    text: str, source: str, *, stays: bool
) -> None:
    name = Mention(0, len("Harrow"), "organisation")
    merged = merge_names(text, (), [name], (), [Span(0, len(source))] if source else ())
    assert merged == ((name,) if stays else ())


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("Harrow slept. They fined Harrow.", ["Harrow Vask", "Harrow", "Harrow"]),
        ("Harrow slept.", []),
        ("Harrow slept. They fined Harrow for a harrow.", []),
    ],
)
def test_a_body_that_only_the_tagger_sees_may_come_again_by_its_first_word(rest: str, found: list[str]) -> None:
    text = f"Harrow Vask has lost. {rest}"
    merged = merge_names(text, (), (Mention(0, len("Harrow Vask"), "organisation"),), ())
    assert [text[m.start : m.end] for m in merged] == found


def test_an_adjective_or_a_common_noun_is_no_name() -> None:
    for text in ("European chief left.", "Africa bureau chief left."):
        name = Mention(0, text.index(" chief"), "organisation")
        assert merge_names(text, (), [name], ()) == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("The IG Kessel union met.", "organisation", ["IG Kessel"]),
        ("It was the Harbour and Carriers' Union.", "organisation", ["Harbour and Carriers' Union"]),
        ("The Senate and Carriers' Union met.", "organisation", ["Carriers' Union"]),
        ("Norrvik municipality met.", "organisation", ["Norrvik municipality"]),
        ("They met in Leeds city council.", "organisation", ["Leeds city council"]),
        ("The Norrvik County school board met.", "organisation", ["Norrvik County school board"]),
        ("The Norrvik housing authority met.", "organisation", ["Norrvik housing authority"]),
        ("The Norrvik school met.", "organisation", None),
        ("Norrvik coach Ada Quill left. Norrvik met.", "organisation", ["Norrvik", "Norrvik"]),
        ("Norrvik teacher Ada Quill left. Norrvik met.", "organisation", None),
        ("It was Kessel & Dane Railways.", "organisation", ["Kessel & Dane Railways"]),
        ("So said the Fuerza Vieja legislator.", "party", ["Fuerza Vieja"]),
        ("So said a Kessel Werke director.", "organisation", ["Kessel Werke"]),
        ("Former striker Sunday Ekpo met them.", "person", ["Sunday Ekpo"]),
        ("The minister Sunday met them.", "person", None),
        ("Mary Achieng' Owuor met them.", "person", ["Mary Achieng' Owuor"]),
        ("Claire d'Aubigny met them.", "person", ["Claire d'Aubigny"]),
        ("Deputy Minister Oh Jae-min met them.", "person", ["Oh Jae-min"]),
        ("The mayor of Gdolin met them.", "person", None),
    ],
)
def test_names_of_less_usual_shapes(gazetteer: Gazetteer, sentence: str, kind: str, expected: list[str] | None) -> None:
    assert names(gazetteer, sentence).get(kind) == expected


def merged(text: str, *sources: str, person: str = "") -> dict[str, str]:
    """Kind by surface form, of what only sources and how often it is named tell; ``person`` has that shape."""
    spans = [Span(text.index(source), text.index(source) + len(source)) for source in sources]
    by_shape = [
        Mention(i, i + len(person), "person") for i in range(len(text)) if person and text.startswith(person, i)
    ]
    found = merge_names(text, by_shape, by_shape, (), spans)
    return {text[m.start : m.end]: m.kind for m in found}


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Fifkal, the players' union, wept.", "Fifkal, the players' union,", {"Fifkal": "organisation"}),
        ("So the League, a partner, wept.", "the League, a partner,", {"League": "organisation"}),
        ("Critics wept.", "Critics", {}),
        ("A Fulham midfielder wept.", "A Fulham midfielder", {}),
        ("A member from Mosgiel wept.", "A member from Mosgiel", {}),
        (
            "On Monday the left-wing Juntos por el Sur wept.",
            "the left-wing Juntos por el Sur",
            {"Juntos por el Sur": "organisation"},
        ),
    ],
)  # fmt: skip
def test_a_body_may_be_named_by_a_source_alone(text: str, source: str, expected: dict[str, str]) -> None:
    assert merged(text, source) == expected


def test_what_goes_on_with_its_is_a_body() -> None:
    text = "Kessel Sur wept. Its owner left."
    assert merged(text, person="Kessel Sur") == {"Kessel Sur": "organisation"}
    assert merged(text.replace("Its", "His"), person="Kessel Sur") == {"Kessel Sur": "person"}


def test_what_is_named_in_full_again_and_again_is_a_firm() -> None:
    text = "It was Kessel Sur. Kessel Sur wept. Quill sued the company."
    assert merged(text, person="Kessel Sur") == {"Kessel Sur": "organisation"}
    assert merged(text.replace("the company", "them"), person="Kessel Sur") == {"Kessel Sur": "person"}
    assert merged(text.replace("Kessel Sur.", "Kessel Sur, 45, wept.", 1), person="Kessel Sur") == {
        "Kessel Sur": "person"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So Hanbit did not call. He blamed Hanbit.", ["Hanbit", "Hanbit"]),
        ("He sued Hanbit Sur. So Hanbit's lawyers wept.", ["Hanbit Sur", "Hanbit"]),
        ("He sued the online seller Hanbit. To Hanbit she wrote.", ["Hanbit", "Hanbit"]),
        ("So Hanbit did not call.", []),  # once
        ("So Hanbit did not call. He lives in Hanbit.", []),
        ("So Hanbit did not call. He has a stake in Hanbit.", ["Hanbit", "Hanbit"]),
        ("The Hanbit did rise. He fears the Hanbit.", []),
        ("Unions Still Fear Hanbit\n\nHarbour Towns Praise Hanbit's Peace\n\nHe left.", []),  # headlines
        ("He saw the village Hanbit. To Hanbit she went.", []),
        ("So Mutual did call. He wants mutual aid of Mutual.", []),
        ("He took Hanbit 14. So Hanbit 15 was late.", []),
    ],
)  # fmt: skip
def test_what_an_article_comes_back_to_is_a_body(text: str, expected: list[str]) -> None:
    found = merge_names(text, (), (), ())
    assert [text[m.start : m.end] for m in found] == expected
    assert {m.kind for m in found} <= {"organisation"}


def test_the_first_word_of_a_body_known_in_full_is_that_body() -> None:
    text = "Kelvinbrae Housing Association wept. So thank Kelvinbrae."
    full = Mention(0, 30, "organisation")
    found = merge_names(text, (full,), (full,), ())
    assert [text[m.start : m.end] for m in found] == [text[:30], "Kelvinbrae"]
    text = text.replace("Kelvinbrae", "John")
    full = Mention(0, 24, "organisation")
    assert [text[m.start : m.end] for m in merge_names(text, (full,), (full,), ())] == [text[:24]]


def test_the_next_sentence_tells_the_airline() -> None:
    text = "Kessel Sur left. The airline wept."
    assert merged(text, person="Kessel Sur") == {"Kessel Sur": "organisation"}
    assert merged(text.replace("airline", "poet"), person="Kessel Sur") == {"Kessel Sur": "person"}
    assert merged(f"Quill sued {text}", person="Kessel Sur") == {"Kessel Sur": "person"}


def test_an_island_is_not_its_association() -> None:
    text = "The Rothmore Association wept. He lives on Rothmore. So thank Rothmore."
    full = Mention(4, 24, "organisation")
    assert [text[m.start : m.end] for m in merge_names(text, (full,), (full,), ())] == [text[4:24]]


def test_whom_the_tagger_takes_for_a_person_is_no_body() -> None:
    text = "So Hanbit did not call. He blamed Hanbit."
    tagged = [Mention(i, i + 6, "person") for i in (3, 34)]
    assert merge_names(text, (), tagged, ()) == ()


def test_a_surname_alone_is_whom_only_the_tagger_knows_in_full() -> None:
    text = "PC Oda Stubbs wept. So thank Stubbs and Vask."
    tagged = [Mention(3, 13, "person"), Mention(29, 35, "person"), Mention(40, 44, "person")]
    assert [text[m.start : m.end] for m in merge_names(text, (), tagged, ())] == ["Oda Stubbs", "Stubbs"]


def test_an_occupation_is_no_part_of_a_name() -> None:
    text = "Dairyman Orville Haack wept."
    (name,) = merge_names(text, (), (Mention(0, 22, "person"),), ())
    assert text[name.start : name.end] == "Orville Haack"


def test_a_body_known_in_full_is_no_person_by_its_first_word() -> None:
    text = "So thank Tri-Delta. Tri-Delta Marine wept."
    full = Mention(20, 36, "organisation")
    found = merge_names(text, (full,), (Mention(9, 18, "person"), full), ())
    assert [(text[m.start : m.end], m.kind) for m in found] == [
        ("Tri-Delta", "organisation"),
        ("Tri-Delta Marine", "organisation"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The teachers' union Sindesul met.", "Sindesul"),
        ("The union Sindesul met.", None),
        ("The Mining and Energy Union met.", "Mining and Energy Union"),
        ("It beat Deportivo Tacna.", "Deportivo Tacna"),
        ("It beat Deportivo President Ada Quill.", None),
        ("It sued Banca Popolare.", "Banca Popolare"),
        ("Whenever Vask Sur met, it rained.", None),
    ],
)
def test_more_shapes_of_bodies(text: str, expected: str | None) -> None:
    article = Article("test", text)
    found = find_names(article, split_sentences(article), Gazetteer.load())
    assert next((text[m.start : m.end] for m in found if m.kind == "organisation"), None) == expected
    assert not any(text[m.start : m.end].startswith("Whenever") for m in found)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Party leader No Hye-rin left. Critics said No was late.", ["No Hye-rin", "No"]),
        ("Whip An Bo-mi left. An said so. An aide waited.", ["An Bo-mi", "An"]),
        ("Whip Do Bo-ra left. Do, Vask said, was late. Do not go.", ["Do Bo-ra", "Vask", "Do"]),
        ("So Ji-su left. So, he wrote, did So's aide.", ["So Ji-su", "So"]),
        ("The head, Dinh So Thuy, told them so.", ["Dinh So Thuy"]),
        ("No Long-term plan exists. So Co-ops ask. Do Anti-war groups?", []),
    ],
)
def test_names_that_are_small_words(gazetteer: Gazetteer, text: str, people: list[str]) -> None:
    sentences = [f"{sentence}." for sentence in text.removesuffix(".").split(". ")]
    found = names(gazetteer, *sentences).get("person", [])
    assert sorted(found) == sorted(people)


def test_a_small_surname_stands_for_its_bearer() -> None:
    assert name_keys("Do Bo-ra") >= {"do"}
    assert "do" not in name_keys("Do Carmo")


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Front of Labour and Hope boycotted it.", ["Front of Labour and Hope"]),
        ("The Ministry of Labour and Hope Party members met.", ["Ministry of Labour", "Hope Party"]),
        ("The Network for Farmers' Dignity met.", ["Network for Farmers' Dignity"]),
        ("The General Dockers' League met.", ["General Dockers' League"]),
        ("General Dockery's League met.", []),
        ("The Vask Corn and Soy Association met.", ["Vask Corn and Soy Association"]),
        ("Lise Vask and Health Ministry staff met.", ["Health Ministry"]),
        ("Ada Quill of the group Arms Forum Now said it.", ["Arms Forum Now"]),
        ("A spokesman for Northern Vaskways left. It sued Northern Vaskways.", ["Northern Vaskways"] * 2),
        ("A spokesman for Northern Minister Vask left.", []),
        ("Brothers in Mission, a group of friends, met.", ["Brothers in Mission"]),
        ("Passenger body Vask Voice met.", ["Vask Voice"]),
        ("Chile's main union, the Frente Sur, met.", ["Frente Sur"]),
        ("Vask Delta, Chile's largest shoe retailer, fell.", ["Vask Delta"]),
        ("Vask Delta, Chile's company lawyer, fell.", []),
        ("The Federación Obrera Vaskina met.", ["Federación Obrera Vaskina"]),
        ("He will address the Vask Commission on Dec. 10 or later.", ["Vask Commission"]),
    ],
)
def test_all_of_a_body_s_name(gazetteer: Gazetteer, text: str, bodies: list[str]) -> None:
    sentences = [f"{sentence}." for sentence in text.removesuffix(".").split(". ")]
    if "Dec." in text:
        sentences = [text]
    found = names(gazetteer, *sentences)
    assert [name for kind in found for name in found[kind] if kind != "person"] == bodies


def test_a_town_named_after_a_saint_is_nobody(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "He left San Pedro Vask.") == {}
    assert names(gazetteer, "Minister San Pedro Vask left.") == {"person": ["Pedro Vask"]}


def test_a_body_called_by_its_aim(gazetteer: Gazetteer) -> None:
    found = names(gazetteer, "Dockers' Solidarity met.", "He said Solidarity was late.")
    assert found == {"organisation": ["Dockers' Solidarity", "Solidarity"]}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The chief executive of Vask left. Vask said so.", "organisation"),
        ("Shares in Vask Kreditas fell. It fined Vask Kreditas 8 million.", "organisation"),
        ("Vask said so. Vask's share price fell.", "organisation"),
        ("Vask said so. Then Vask, which is based in Peru, fell.", "organisation"),
        ("Vask said so. A rival of Vask left.", "person"),
        ("Shares in Vask fell. Lise Vask, who owns it, left.", "person"),
        ("Shares in Vask fell. Minister Vask said so.", "person"),
    ],
)
def test_a_name_with_a_head_or_shares_is_a_firm(text: str, kind: str) -> None:
    name = "Vask Kreditas" if "Kreditas" in text else "Vask"
    by_shape = [Mention(at, at + len(name), "person") for at in range(len(text)) if text.startswith(name, at)]
    if "Lise" in text:
        by_shape[-1] = replace(by_shape[-1], start=by_shape[-1].start - len("Lise "))
    assert {mention.kind for mention in merge_names(text, by_shape, by_shape, ())} == {kind}


def test_what_is_more_often_a_body_is_one() -> None:
    text = "He sued Vask Lith. It built, Vask brought a mill. So Vask has paid, and Vask owes."
    places = [at for at in range(len(text)) if text.startswith("Vask", at)]
    tagged = [Mention(at, at + 4, "person" if at == places[1] else "organisation") for at in places]
    full = Mention(places[0], places[0] + 9, "organisation")
    found = merge_names(text, (full,), tagged, ())
    assert [mention.start for mention in found] == places


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The tanker Lady Vask sank. The Lady Vask burned.", []),
        ("The ferry operator Vask Star sank.", ["Vask Star"]),
        ("On the ship Captain Vask Star slept.", ["Vask Star"]),
        ("VILNIUS, May 4 (Vask Star) – It burned.", []),
        ("Vask Star (ELTA) – It burned.", ["Vask Star"]),
        ("It sued a party (Vask Star) – and lost.", ["Vask Star"]),
        ("Typhoon Vask Star came. Vask Star went.", []),
        ("USS Vask Star fired. The Vask Star sank.", []),
        ("A storm hit Vask Star.", ["Vask Star"]),
        ("The HMS Captain Vask Star slept.", ["Vask Star"]),
    ],
)
def test_ships_storms_and_agencies_in_datelines_are_no_actors(text: str, left: list[str]) -> None:
    names = [Mention(at, at + 9, "person") for at in range(len(text)) if text.startswith("Vask Star", at)]
    names += [Mention(at, at + 9, "person") for at in range(len(text)) if text.startswith("Lady Vask", at)]
    found = merge_names(text, names, names, ())
    assert [text[mention.start : mention.end] for mention in found] == left


def test_a_number_is_nobody(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "Judges of the 6th Vaskit said so. Nineteen states asked.") == {}


@pytest.mark.parametrize("text", ["Trade Union", "Health Ministry"])
def test_a_line_of_two_words_may_be_a_body(gazetteer: Gazetteer, text: str) -> None:
    assert names(gazetteer, text)["organisation"] == [text]


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("Utility Workers Local 88, which is big, sued Ana Reyes.", "Utility Workers Local 88"),
        ("The Dock Workers Local 12 sued Ana Reyes.", "Dock Workers Local 12"),
        ("The National Federation of Park Staff sued Ana Reyes.", "National Federation of Park Staff"),
    ],
)
def test_a_union_is_named_to_its_end(gazetteer: Gazetteer, sentence: str, body: str) -> None:
    assert names(gazetteer, sentence)["organisation"] == [body]


@pytest.mark.parametrize(
    ("name", "is_left"),
    [
        ("Vask Protocol", False),
        ("Fair Vask Act (FVA)", False),
        ("Third Geneva Convention", False),
        ("Vask Baptist Convention", True),
        ("Vask Bill Club", True),
    ],
)
def test_treaties_and_laws_are_no_actors(name: str, is_left: bool) -> None:
    text = f"He blamed the {name} again."
    names = [Mention(14, 14 + len(name), "organisation")]
    assert bool(without_texts(text, names)) is is_left
    assert without_texts(text, [Mention(14, 14 + len(name), "person")])
