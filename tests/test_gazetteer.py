"""The gazetteer: every alias is itself, look-alikes are nobody, capitals act or are places."""

from __future__ import annotations

import csv
import re
import time
from importlib.resources import files
from pathlib import Path

import pytest

from stancekit.model.errors import ActorsFileError
from stancekit.model.gazetteer import Gazetteer, GazetteerMatch
from stancekit.model.records import ACTOR_KINDS

ISO_3166_1 = frozenset(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR
    BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP
    CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB
    GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN
    KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD
    MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN
    PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM
    SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR
    UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
    """.split()
)
#: What a form needs beside it to be its actor.
SETTING = {
    "IS": "IS militants",
    "Emirates": "the Emirates",
    "Number 10": "Number 10 said",
    "No. 10": "No. 10 said",
    "No 10": "No 10 said",
    "Number Ten": "Number Ten said",
    **{prefix: f"{prefix}-X" for prefix in ("Sino", "Indo", "Franco", "Russo", "Anglo", "Turko", "Hispano")},
}
#: The country that an article must name for a form of an actor without affiliation.
HOME = {
    "ETA": "Spain",
    "IRA": "Ireland",
    "SDF": "Syria",
    "FSA": "Syria",
    "HTS": "Syria",
    "RSF": "Sudan",
    "LRA": "Uganda",
    "MILF": "Philippines",
    "ELN": "Colombia",
    "National Liberation Army": "Colombia",
    "MEK": "Iran",
    "Northern Alliance": "Afghanistan",
    "PNG": "Papua New Guinea",
    "ROC": "Taiwan",
}


def table() -> list[dict[str, str]]:
    source = files("stancekit.model").joinpath("actors.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(source.splitlines()))


def forms_of(row: dict[str, str]) -> list[str]:
    lists = (row[column].split("|") for column in ("aliases", "demonyms", "metonyms") if row[column])
    return [row["name"], *(form for forms in lists for form in forms)]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str, str]]:
    return [(match.surface, match.actor.name, match.form) for match in gazetteer.find(text)]


def named(gazetteer: Gazetteer, text: str) -> list[str]:
    return [match.actor.name for match in gazetteer.find(text)]


# The table


def test_countries_are_exactly_iso_3166_1_and_kosovo() -> None:
    codes = [row["iso3"] for row in table() if row["kind"] == "country"]
    assert len(codes) == len(set(codes))
    assert set(codes) == ISO_3166_1 | {"XKX"}


def test_rows_are_well_formed() -> None:
    rows = table()
    owners = {row["iso3"] for row in rows if row["iso3"]} | {row["name"] for row in rows}
    for row in rows:
        assert row["kind"] in ACTOR_KINDS, row
        assert bool(row["iso3"]) == (row["kind"] == "country"), row
        assert not row["affiliation"] or row["affiliation"] in owners, row
        assert not (row["kind"] == "armed_group" and row["affiliation"]), row
        assert all(form == form.strip() and form for form in forms_of(row)), row


def test_no_form_belongs_to_two_actors() -> None:
    seen: dict[str, str] = {}
    for row in table():
        for form in forms_of(row):
            assert form not in seen, f"{form}: {seen.get(form)} and {row['name']}"
            seen[form] = row["name"]


def test_table_is_as_wide_as_promised() -> None:
    kinds = [row["kind"] for row in table()]
    assert kinds.count("international") >= 50
    assert kinds.count("armed_group") >= 60
    assert kinds.count("party") >= 120


def test_every_form_is_found_as_itself(gazetteer: Gazetteer) -> None:
    names = {row["iso3"]: row["name"] for row in table() if row["iso3"]}
    wrong: list[tuple[str, str, list[tuple[str, str, str]]]] = []
    for row in table():
        home = names.get(row["affiliation"], "")
        for form in forms_of(row):
            country = HOME.get(form) or home
            text = SETTING.get(form, form) + (f" spoke .\n\nLater , {country} ." if country else " spoke .")
            hits = found(gazetteer, text)
            if not hits or hits[0][:2] != (form, row["name"]):
                wrong.append((form, row["name"], hits))
    assert wrong == []


def test_lookup_gives_the_owner_of_a_form(gazetteer: Gazetteer) -> None:
    # Names with several owners give their usual one or None, never an actor that is not in the table.
    for row in table():
        for form in forms_of(row):
            actor = gazetteer.lookup(form)
            assert actor is None or actor.name == row["name"], form
    for name in (
        "Iran",
        "the Islamic republic",
        "Washington",
        "the White House",
        "NATO",
        "Hezbollah",
        "IRAN",
        "Iran's",
    ):
        assert gazetteer.lookup(name), name


def test_load_gives_the_affiliation_as_an_actor(gazetteer: Gazetteer) -> None:
    congress = gazetteer.lookup("U.S. Congress")
    assert congress and congress.affiliation is gazetteer.country("USA") and congress.country == "USA"
    hezbollah = gazetteer.lookup("Hezbollah")
    assert hezbollah and hezbollah.country == ""


# Finding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran's minister met Iraqis.", [("Iran", "Iran", "name"), ("Iraqis", "Iraq", "demonym")]),
        ("He blamed the U.S. The crowd left.", [("U.S.", "United States", "name")]),
        ("U.S.-backed forces and Iran-backed militias", [("U.S.", "United States", "name"), ("Iran", "Iran", "name")]),
        ("an anti-American mood", [("American", "United States", "demonym")]),
        ("Franco-German plans", [("Franco", "France", "demonym"), ("German", "Germany", "demonym")]),
        ("Sino-Russian trade", [("Sino", "China", "demonym"), ("Russian", "Russia", "demonym")]),
        ("the Islamic republic will help", [("Islamic republic", "Iran", "name")]),
        ("the Islamic Republic of Pakistan", [("Islamic Republic of Pakistan", "Pakistan", "name")]),
        ("IRAN AND IRAQ SIGN ACCORD", [("IRAN", "Iran", "name"), ("IRAQ", "Iraq", "name")]),
        ("Cote d’Ivoire and Türkiye", [("Cote d’Ivoire", "Ivory Coast", "name"), ("Türkiye", "Turkey", "name")]),
        ("the Elysee Palace objected", [("Elysee Palace", "France", "metonym")]),
        ("the State Department said", [("State Department", "United States", "metonym")]),
        ("Iranian Foreign Ministry", [("Iranian", "Iran", "demonym")]),
        ("Al-Qaeda claimed it", [("Al-Qaeda", "al-Qaeda", "name")]),
        ("he fought the West", [("the West", "the West", "name")]),
        ("he left the West Coast", []),
        ("the Whigs fell", [("Whigs", "Whig Party", "name")]),
        ("the National Iraqi Alliance", [("National Iraqi Alliance", "National Iraqi Alliance", "name")]),
        (
            "fighters of the Islamic State of Iraq and Syria",
            [("Islamic State of Iraq and Syria", "Islamic State", "name")],
        ),
        (
            "Niger and Nigeria and the Nigerien army",
            [("Niger", "Niger", "name"), ("Nigeria", "Nigeria", "name"), ("Nigerien", "Niger", "demonym")],
        ),
        (
            "Guinea-Bissau, Equatorial Guinea, Papua New Guinea and Guinea",
            [
                ("Guinea-Bissau", "Guinea-Bissau", "name"),
                ("Equatorial Guinea", "Equatorial Guinea", "name"),
                ("Papua New Guinea", "Papua New Guinea", "name"),
                ("Guinea", "Guinea", "name"),
            ],
        ),
        (
            "Dominica, not the Dominican Republic",
            [("Dominica", "Dominica", "name"), ("Dominican Republic", "Dominican Republic", "name")],
        ),
        (
            "North Korea and South Koreans",
            [("North Korea", "North Korea", "name"), ("South Koreans", "South Korea", "demonym")],
        ),
        (
            "Northern Ireland and Ireland",
            [("Northern Ireland", "Northern Ireland", "name"), ("Ireland", "Ireland", "name")],
        ),
        (
            "Great Britain and England",
            [("Great Britain", "United Kingdom", "name"), ("England", "United Kingdom", "name")],
        ),
        ("The US told us that it is over", [("US", "United States", "name")]),
        ("IS fighters fled; it is over", [("IS", "Islamic State", "name")]),
    ],
)
def test_forms(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Talks with\nSouth   Korea and the United\r\n States resumed.\n\nNew\n\nZealand stayed out.",
        "  “The People’s  Republic of\tChina” — and  U.S.  envoys",
        "Ünïcödé 🙂 text before the Czech Republic’s vote",
    ],
)
def test_offsets_hold_in_the_original_text(gazetteer: Gazetteer, text: str) -> None:
    matches = gazetteer.find(text)
    assert matches
    for match in matches:
        assert match.span.of(text) == match.surface
        assert gazetteer.lookup(match.surface) == match.actor
    assert "New" not in " ".join(match.surface for match in matches)


def test_a_part_is_judged_with_the_whole_text(gazetteer: Gazetteer) -> None:
    text = "Michael Jordan scored. Jordan then left. France won."
    start = text.index("Jordan then")
    assert gazetteer.find(text, start, start + 17) == ()
    part = gazetteer.find(text, start)
    assert [match.surface for match in part] == ["France"]
    assert part[0].span.start == text.index("France")
    assert gazetteer.find(text, 0, text.index("France") + 3) == ()


def test_matches_are_sorted_and_disjoint(gazetteer: Gazetteer) -> None:
    text = "Iran, Iraq, the U.S. State Department, the European Union, Hezbollah and the Republic of Korea. " * 3
    matches = gazetteer.find(text)
    assert len(matches) == 18
    assert all(matches[i].span.end <= matches[i + 1].span.start for i in range(len(matches) - 1))
    assert Gazetteer.load().find(text) == matches


# Look-alikes

NOBODY = [
    "New Mexico and New Jersey voted, as did West Virginia, New England and Indiana.",
    "Gov. Brian Kemp won Georgia voters over in Atlanta. Georgia will count again.",
    "He won in Georgia's 6th district.",
    "It polled Georgia, Florida and Ohio.",
    "It polled Alabama, Georgia and Ohio.",
    "A judge in Savannah, Georgia ruled.",
    "Georgia Gov. Nathan Deal agreed.",
    "a Georgia senator objected to Georgia Tech, and Georgia lawmakers agreed",
    "Michael Jordan and Jim Jordan disagree.",
    "Rep. Jim Jordan spoke first. Jordan was angry, and Jordan's allies left.",
    "Jordan Peterson wrote a book. Jordan sold it.",
    "Mr. Jordan declined.",
    "Chad Johnson and Israel Folau played.",
    "Lisa Monaco resigned.",
    "“It works,” said Vesna Turk, and Oduya K. Pole agreed.",
    "The Washington Post, the Washington Times and the Washington Examiner reported it.",
    "George Washington and Denzel Washington never met.",
    "Washington state and Washington, Oregon and Idaho",
    "Roast the Thanksgiving turkey. Turkey is dry without butter.",
    "a Turkey breast and a turkey sandwich",
    "Houses in China Grove",
    "ships in the South China Sea, the Gulf of Mexico, the Indian Ocean, the Persian Gulf and the Sea of Japan",
    "The New York Times and the Wall Street Journal",
    "the Bank of China, the Bank of Korea and Bank of America",
    "French fries, Russian roulette, Swiss cheese, Brussels sprouts and a Guinea pig",
    "American Airlines, Air France, British Airways, Turkish Airlines and Qatar Airways",
    "Latin America, South American coffee, Central America and North Americans",
    "African Americans, Native Americans and a Mexican-American judge",
    "Make America Great Again",
    "the two Koreas and Korean food",
    "the Republican Guard and the Democratic Republic",
    "the Japan Times",
    "the Communications Workers of America",
    "an un-American idea",
    "JOIN US TODAY",
    "WHAT IS GOING ON",
    "Paris, Texas, is small.",
    "Paris Hilton sang.",
    "Labour costs rose.",
    "the Texas Supreme Court and the state Senate",
    "the Library of Congress and the Party Congress",
    "a rank of No. 10",
    "She speaks French, and he answered in German.",
    "ethnic Albanians",
    "See https://www.example.com/Iran and mail press@Iran.example",
    "turkey, china, jordan and chad in lower case",
    "Irania, Chinatown, Jordanesque, Germany2",
]


@pytest.mark.parametrize("text", NOBODY)
def test_look_alikes_are_nobody(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Georgia joined the talks.", ["Georgia"]),
        (
            "Georgia and South Ossetia signed in Tbilisi; Georgian Dream cheered.",
            ["Georgia", "Georgia", "Georgian Dream"],
        ),
        ("Jim Jordan arrived in Jordan.", ["Jordan"]),
        (
            "Jim Jordan met Egypt. Jordan fell, Jordan said.\n\nAmman asked what Jordan did.",
            ["Egypt", "Jordan", "Jordan"],
        ),
        ("Amman wept.\n\nJim Jordan came. Syria, Jordan said, failed Egypt.", ["Jordan", "Syria", "Egypt"]),
        ("Amman wept.\n\nJim Jordan came. Syria, Jordan, Egypt failed.", ["Jordan", "Syria", "Jordan", "Egypt"]),
        ("Labour fears the Conservatives.", ["Labour Party", "Conservative Party"]),
        ("Labour fears the Greens.", []),
        (
            "The Conservatives and the Conservative Party fear the Liberals.",
            ["Conservative Party of Canada"] * 2 + ["Liberal Party of Canada"],
        ),
        ("Conservatives fear Liberals.", []),
        (
            "Amman wept. Jim Jordan met Egypt. Jordan left Syria, Jordan and Egypt.",
            ["Jordan", "Egypt", "Syria", "Jordan", "Egypt"],
        ),
        ("Israel Katz met Egypt. Israel wept in Tel Aviv.", ["Egypt", "Israel", "Israel"]),
        ("Jim Jordan went to Amman, where Jordan was glad.", ["Jordan", "Jordan"]),
        ("A Turk, an angry Pole and the Finn left. One Dane stayed.", ["Turkey", "Poland", "Finland", "Denmark"]),
        ("King Abdullah said Jordan would help.", ["Jordan"]),
        ("Michael Jordan flew to Amman. The Jordanian court said Jordan was glad.", ["Jordan", "Jordan", "Jordan"]),
        ("Neighbouring Jordan, Syria and Iraq", ["Jordan", "Syria", "Iraq"]),
        ("The prime minister of Israel Benjamin Netanyahu agreed.", ["Israel"]),
        ("Israel Prime Minister and Chad Foreign Minister", ["Israel", "Chad"]),
        ("ISRAEL\nIsrael Says Jordan Must Wait For Egypt", ["Israel", "Israel", "Jordan", "Egypt"]),
        ("Turkey accused Greece.", ["Turkey", "Greece"]),
        ("Ankara spoke at Thanksgiving. Turkey is a member.", ["Turkey", "Turkey"]),
        ("The Chinese government and the Iraqi army", ["China", "Iraq"]),
        ("the Central Bank of Iran", ["Iran"]),
        ("Iranian-American relations", ["Iran", "United States"]),
        (
            "the Democratic Republic of Congo and the Republic of Congo",
            ["Democratic Republic of the Congo", "Republic of the Congo"],
        ),
        ("Congo's army moved.", ["Democratic Republic of the Congo"]),
        ("Brazzaville: Congo's army moved.", ["Republic of the Congo", "Republic of the Congo"]),
        ("Republican lawmakers and Democratic senators", ["Republican Party", "Democratic Party"]),
        ("In India, the BJP beat Congress.", ["India", "Bharatiya Janata Party", "Indian National Congress"]),
        ("Congress passed the bill.", ["United States Congress"]),
        ("Labour promised change in Britain.", ["Labour Party", "United Kingdom"]),
        ("Britain's Conservative party lost.", ["United Kingdom", "Conservative Party"]),
        (
            "The Conservatives and Reform UK lost. Voters know what Reform is.",
            ["Conservative Party", *["Reform UK"] * 2],
        ),
        ("Reform UK lost. Reform said so. Reform of the law is due.", ["Reform UK"] * 2),
        ("Britain needs Reform.", ["United Kingdom"]),
        ("Reform UK lost. He mocked the Judicial Reform Bill and the Reform Act.", ["Reform UK"]),
        ("In Pakistan the PTI protested.", ["Pakistan", "Pakistan Tehreek-e-Insaf"]),
        ("PTI reported from the scene.", []),
        ("the Social Democrats in Germany", ["Social Democratic Party of Germany", "Germany"]),
        ("The Pakistani Taliban and the Taliban", ["Pakistani Taliban", "Taliban"]),
        ("Canadian Supreme Court", ["Canada"]),
        ("Crossing into the United States, Texas officials said", ["United States"]),
    ],
)
def test_context_decides(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert named(gazetteer, text) == names


# Capitals and seats

METONYMS = [
    "[Washington] has always been against it.",
    "It wants ties with [Tehran].",
    "[Beijing]'s response came late.",
    "He accused [Washington] of lying.",
    "a deal between [Moscow] and [Kyiv]",
    "relations between [Tehran] and [Baghdad]",
    "In [Washington]'s view, it failed.",
    "pressure from [Washington]",
    "the [White House] said",
    "The [Kremlin] denied it.",
    "[Downing Street] and [Whitehall] refused.",
    "a message to [Seoul]",
    "criticism of [Riyadh]",
    "He hit back at [Ankara].",
    "anger at the [Kremlin]",
]
PLACES = [
    "They held talks in [Tehran].",
    "He arrived in [Washington] late.",
    "a blast near [Baghdad]",
    "[TEHRAN], Dec. 12 (Agency) -- They met.",
    "[WASHINGTON] (AP) — They met.",
    "[Moscow], 5 July: They met.",
    "[Washington, D.C.] was calm.",
    "the streets of [Damascus]",
    "They flew to [Ankara] on Monday.",
    "the [Paris]-based agency",
    "a visit to [Berlin]",
    "They met at the [White House].",
    "He left for [Kabul].",
    "[Baghdad] residents fled.",
    "central [Cairo]",
    "the [Paris] attacks",
    "aides in [Moscow] and [Beijing]",
    "06:20:03([Beijing] Time)",
    "Aides met on [Capitol Hill].",
    "the race for the [White House]",
]


@pytest.mark.parametrize(
    ("marked", "form"), [(text, "metonym") for text in METONYMS] + [(text, "place") for text in PLACES]
)
def test_seats_act_or_are_places(gazetteer: Gazetteer, marked: str, form: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    expected = [(seat, form) for seat in re.findall(r"\[(.+?)\]", marked)]
    assert [(match.surface, match.form) for match in gazetteer.find(text)] == expected


def test_country_names_after_a_preposition_stay_names(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "They met in Iran.") == [("Iran", "Iran", "name")]


def test_brussels_stands_for_the_european_union(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "London warned Brussels.") == [
        ("London", "United Kingdom", "metonym"),
        ("Brussels", "European Union", "metonym"),
    ]


# The user's file

ACME = """name,kind,iso3,affiliation,aliases
Acme Front,armed_group,,,Acme|the Frontists
Iran,country,IRN,,Land of Aryans
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def names_in(matches: tuple[GazetteerMatch, ...]) -> list[str]:
    return [match.actor.name for match in matches]


def test_csv_file_adds_actors_and_extends_built_in_ones(tmp_path: Path) -> None:
    gazetteer = Gazetteer.load(written(tmp_path / "a.csv", ACME))
    matches = gazetteer.find("Acme and the Frontists left the Land of Aryans; Tehran and Iraq said nothing.")
    assert names_in(matches) == ["Acme Front", "Acme Front", "Iran", "Iran", "Iraq"]
    assert gazetteer.actors[-1].name == "Acme Front"


def test_restrict_keeps_only_the_file_s_actors(tmp_path: Path) -> None:
    gazetteer = Gazetteer.load(written(tmp_path / "a.csv", ACME), restrict=True)
    matches = gazetteer.find("Acme, Iraq, Iranians and the Islamic State in Iraq and Syria met in Tehran.")
    assert names_in(matches) == ["Acme Front", "Iran", "Iran"]
    assert [actor.name for actor in gazetteer.actors] == ["Iran", "Acme Front"]
    assert gazetteer.lookup("Iraq") is None
    assert gazetteer.country("IRQ") is not None


def test_yaml_file_can_restrict_and_name_a_person(tmp_path: Path) -> None:
    content = """
restrict: true
actors:
  - name: Jim Jordan
    kind: person
    affiliation: USA
    aliases: [Jordan, Rep. Jordan]
  - {name: Acme, kind: organisation, affiliation: Jim Jordan, aliases: A.C.|ACM}
"""
    gazetteer = Gazetteer.load(written(tmp_path / "a.yaml", content))
    matches = gazetteer.find("Jim Jordan spoke to ACM in Amman; Jordan then left.")
    assert names_in(matches) == ["Jim Jordan", "Acme", "Jim Jordan"]
    assert [match.actor.country for match in matches] == ["USA"] * 3


def test_yaml_list_overrides_a_built_in_alias(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.yml", "- {name: The White House, kind: organisation, affiliation: USA, aliases: [White House]}"
    )
    gazetteer = Gazetteer.load(path)
    matches = gazetteer.find("Aides at the White House warned Washington.")
    assert names_in(matches) == ["The White House", "United States"]
    country = gazetteer.country("USA")
    assert country and "White House" not in country.aliases


def test_country_listed_by_the_user_keeps_its_guards(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "name,kind,iso3\nGeorgia,country,GEO\nJordan,country,JOR\n")
    gazetteer = Gazetteer.load(path, restrict=True)
    assert gazetteer.find("Georgia Gov. Deal met Michael Jordan.") == ()
    assert names_in(gazetteer.find("Tbilisi and Jordan agreed.")) == ["Georgia", "Jordan"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.csv",
            "name,kind,colour\nX,person,red\n",
            r"a\.csv, line 1: unknown column 'colour'; valid columns: name, kind",
        ),
        (
            "a.csv",
            "name,kind\nX,planet\n",
            r"line 2: kind 'planet' of X is unknown; valid kinds: country, international",
        ),
        ("a.csv", "name,kind,iso3\nX,country,IR\n", r"line 2: iso3 'IR' of X"),
        ("a.csv", "name,kind,iso3\nX,country,ABC\n", r"line 2: iso3 'ABC' of X"),
        ("a.csv", "name,kind,iso3\nX,country,\n", r"line 2: iso3 of the country X is empty"),
        ("a.csv", "name,kind\n,person\n", r"line 2: name is empty"),
        ("a.csv", "name,kind,aliases\nX,person,Z\nY,person,Q|Z\n", r"line 3: alias 'Z' already stands at line 2"),
        ("a.csv", "name,kind,affiliation\nX,person,Atlantis\n", r"a\.csv, line 2: affiliation 'Atlantis' of X"),
        ("a.csv", "name,kind,affiliation\nX,person,Y\nY,person,X\n", r"leads back to itself"),
        ("a.csv", "name,kind\nX,person,extra\n", r"line 2: has more values"),
        ("a.csv", "name,kind\n", r"lists no actor"),
        ("a.yaml", "- {name: X, kind: person, role: y}", r"a\.yaml, entry 1: unknown column 'role'"),
        (
            "a.yaml",
            "- {name: X, kind: person}\n- {name: Y, kind: person, aliases: [NO]}",
            r"entry 2: aliases False is not text",
        ),
        ("a.yaml", "actors: []\nrestrct: true", r"unknown key 'restrct' at the top; valid keys: actors, restrict"),
        ("a.yaml", "restrict: 7\nactors: []", r"restrict is 7"),
        ("a.yaml", "just words", r"must hold a list of actors"),
        ("a.yaml", "- [unclosed", r"not valid YAML"),
        ("a.txt", "x", r"must end in \.csv, \.yaml or \.yml"),
    ],
)
def test_malformed_files_are_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(ActorsFileError, match=message):
        Gazetteer.load(written(tmp_path / name, content))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActorsFileError, match=r"none\.yaml: cannot be read"):
        Gazetteer.load(tmp_path / "none.yaml")


def test_built_in_table_is_a_valid_actors_file(tmp_path: Path) -> None:
    copy = written(tmp_path / "copy.csv", files("stancekit.model").joinpath("actors.csv").read_text(encoding="utf-8"))
    text = "Tehran accused Hezbollah, the GOP and the Swiss of it."
    assert names_in(Gazetteer.load(copy).find(text)) == names_in(Gazetteer.load().find(text))


def test_cost_stays_linear(gazetteer: Gazetteer) -> None:
    # About 3 ms of processor time for 500 words on a laptop; the bound catches only a change of order.
    text = (
        "Iran and Iraq told Washington that the Kremlin, the European Union and Mr. Smith of Georgia agreed in Paris. "
        * 300
    )
    began = time.process_time()
    assert gazetteer.find(text)
    assert time.process_time() - began < 2.0


def test_peoples_and_faiths_are_groups_without_a_state(gazetteer: Gazetteer) -> None:
    text = "Iraqi Kurds and Shi'ites met Muslims of the American Jewish Committee."
    found = [(match.surface, match.actor.name, match.actor.kind, match.actor.country) for match in gazetteer.find(text)]
    assert found[:3] == [
        ("Iraqi Kurds", "Kurds", "group", ""),
        ("Shi'ites", "Shiites", "group", ""),
        ("Muslims", "Muslims", "group", ""),
    ]
