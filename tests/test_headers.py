"""What stands above the prose: headline, date lines, bylines, datelines; and what must not be taken for them."""

import pytest

from stancekit.model.headers import merge_spans, parse_date, read_header
from stancekit.model.records import Span

SENTENCE = "Officials rejected the plan on Monday."


def skipped(text: str, **known: str) -> list[str]:
    return [span.of(text) for span in read_header(text, **known).skip]


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "published"),
    [
        ("TEHRAN, Dec. 12 (Xinhua) --", "Tehran", "Xinhua", ""),
        ("LONDON (Reuters) -", "London", "Reuters", ""),
        ("WASHINGTON (AP) —", "Washington", "AP", ""),
        ("BEIRUT, Lebanon —", "Beirut, Lebanon", "", ""),
        ("PARIS, 3 March (AFP) -", "Paris", "AFP", ""),
        ("(CNN)", None, "CNN", ""),
        ("(CNN) --", None, "CNN", ""),
        ("Washington (CNN)", "Washington", "CNN", ""),
        ("Dec 29 (Reuters) -", None, "Reuters", ""),
        ("MOSCOW, December 12. /TASS/.", "Moscow", "TASS", ""),
        ("TEHRAN, Dec 12, IRNA –", "Tehran", "IRNA", ""),
        ("ISLAMABAD, Dec 12 (APP):", "Islamabad", "APP", ""),
        ("ISLAMABAD:", "Islamabad", "", ""),
        ("MANILA/TOKYO:", "Manila/Tokyo", "", ""),
        ("RALEIGH, N.C. (AP) —", "Raleigh, N.C.", "AP", ""),
        ("UNITED NATIONS, March 3, 2020 (AFP) -", "United Nations", "AFP", "2020-03-03"),
        ("NEW YORK Feb 3 (Reuters) -", "New York", "Reuters", ""),
        ("PORT-AU-PRINCE, Haiti (AP) —", "Port-au-Prince, Haiti", "AP", ""),
        ("SANA'A, Yemen —", "Sana'a, Yemen", "", ""),
        ("BRUSSELS/PARIS (Reuters) -", "Brussels/Paris", "Reuters", ""),
        ("SÃO PAULO —", "São Paulo", "", ""),
        ("WASHINGTON —", "Washington", "", ""),
        ("Tehran, Dec 12 -", "Tehran", "", ""),
        ("Harare -", "Harare", "", ""),
        ("Harare (zpn) -", "Harare", "", ""),
        ("Port Harcourt —", "Port Harcourt", "", ""),
        ("KYIV (Kyiv Post) –", "Kyiv", "", ""),
        ("Oslo (FJO) –", "Oslo", "", ""),
        ("Oslo (fjordnett) -", "Oslo", "", ""),
        ("GOTHA, Germany (trz) -", "Gotha, Germany", "", ""),
        ("THE HAGUE (Nordzee) -", "The Hague", "", ""),
        ("Bergen, May 6 (FjordWire)", "Bergen", "", ""),
        ("OSLO, May 6. /FJORDNETT/.", "Oslo", "", ""),
        ("DUBAI, Tuesday, 3 March 2020 (WAM) --", "Dubai", "WAM", "2020-03-03"),
    ],
)
def test_dateline_is_skipped_and_its_parts_are_kept(dateline, place, agency, published):
    text = f"{dateline} {SENTENCE}"
    header = read_header(text)
    assert skipped(text) == [f"{dateline} "]
    assert header.metadata.get("place") == place
    assert header.metadata["dateline"] == dateline
    assert (header.agency, header.published) == (agency, published)


def test_dateline_of_cnn_may_touch_the_prose():
    assert skipped(f"Washington (CNN){SENTENCE}") == ["Washington (CNN)"]


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance — said no.",
        "NATO — Iran says it is aggressive.",
        "IRAN — once a friend — said no.",
        "UN - EU talks failed.",
        "EU (Brussels) - The union said no.",
        "TRUMP: I will do it.",
        "SMITH--Well, I think so.",
        "TRUMP — I will.\n\nCLINTON — You will not.",
        "BREAKING NEWS — Iran said no.",
        "Zarif - the minister - said no.",
        "Harrow - The village said no.",
        "Harare- The city said no.",
        "Petrograd Hall (zpn) - The city said no.",
        "Harare - Lusaka trains stopped.",
        "Kremlin - The man said no.",
        "Sofia — We want peace.\n\nAnna — We do too.",
        "Harare - the city - said no.",
        "The Associated Press (AP) President Gary Pruitt said no.",
        "Syria (SANA) said on Monday that it won.",
        "US President Jane Doe (Republican) - The woman said no.",
        "Reuters reported on Monday that Iran said no.",
        "London, March 3 the talks ended.",
        "May 3 will be the day.",
        "March 3, 2020.",
        "By Monday, Iran had said no.",
        "By Jane Doe, who was there, the minister was called brave.",
        "Updated figures show a fall.",
        "Source: the ministry said so.",
        "Published reports say that he left.",
        "In March 3 (three) people died.",
        "A 10:22 train left.",
        "Iran rejects the offer",
        "Iran rejects the offer\nand says that talks are over.",
        '"We will not go\n\nThe talks are over.',
        "Iran rejects the offer.\n\nThe talks are over.",
        "Will Iran go on?\n\nThe talks are over.",
        "The minister said this:\n\nThe talks are over.",
        "one line in lower case\n\nThe talks are over.",
        "He left. She stayed\n\nThe talks are over.",
        "No stop here\n\nNor here",
        "Reporting by the paper suggests that it is so.",
        "",
        " \n\n ",
    ],
)
def test_prose_is_never_skipped(text):
    assert skipped(text) == []


@pytest.mark.parametrize(
    ("line", "published", "agency", "author", "updated"),
    [
        (
            "2016-12-12 22:20:03 GMT2016-12-13 06:20:03(Beijing Time) Xinhua English",
            "2016-12-12T22:20:03Z",
            "Xinhua",
            None,
            None,
        ),
        ("2016-12-12 22:20:03 GMT", "2016-12-12T22:20:03Z", "", None, None),
        ("2016-12-13 06:20:03 (Beijing Time)", "2016-12-13T06:20:03+08:00", "", None, None),
        ("Published: March 3, 2020 10:22 GMT", "2020-03-03T10:22:00Z", "", None, None),
        ("March 3, 2020 / 10:22 PM / Reuters", "2020-03-03T22:22:00", "Reuters", None, None),
        ("First published on Tue 3 Mar 2020 10.22 GMT", "2020-03-03T10:22:00Z", "", None, None),
        ("Updated 10:22 AM ET, Tue March 3, 2020", "", "", None, "2020-03-03T10:22:00"),
        ("Last updated on: 2020-03-03", "", "", None, "2020-03-03"),
        ("Published 3 March 2020, updated 4 March 2020 11:00 UTC", "2020-03-03", "", None, "2020-03-04T11:00:00Z"),
        ("0940 GMT, 3 March 2020", "2020-03-03T09:40:00Z", "", None, None),
        ("2020-03-03T10:22:00+0330", "2020-03-03T10:22:00+03:30", "", None, None),
        ("Source: Xinhua | 2020-03-03 10:22:11 | Editor: huaxia", "2020-03-03T10:22:11", "Xinhua", None, None),
        ("By Jane Doe, Reuters", "", "Reuters", "Jane Doe", None),
        ("By Jane Doe and John Q. Roe", "", "", "Jane Doe and John Q. Roe", None),
        ("By JANE DOE, Associated Press Writer", "", "AP", "JANE DOE", None),
        ("By Jane van der Doe in Cairo", "", "", "Jane van der Doe", None),
        ("By Jane Doe, foreign correspondent", "", "", "Jane Doe", None),
        ("By Jane Doe | March 3, 2020", "2020-03-03", "", "Jane Doe", None),
        ("By Reuters Staff", "", "Reuters", None, None),
        ("3 MIN READ", "", "", None, None),
    ],
)
def test_date_lines_and_bylines(line, published, agency, author, updated):
    text = f"{line}\n\n{SENTENCE}"
    header = read_header(text)
    assert skipped(text) == [line]
    assert (header.published, header.agency) == (published, agency)
    assert (header.metadata.get("author"), header.metadata.get("updated")) == (author, updated)


@pytest.mark.parametrize(
    "line", ["2020-13-45", "2020-02-30 10:00", "31 April 2020", "10:22", "Jane Doe", "25:70, 2020-03-03"]
)
def test_lines_that_only_resemble_a_header_stay(line):
    assert skipped(f"{line}\n{SENTENCE}") == []


WIRE = (
    "Neighbours agree on water, power\r\n\r\n"
    "2018-05-04 20:10:03 GMT2018-05-05 04:10:03(Beijing Time)\u00a0Xinhua English\r\n\r\n"
    "AMMAN, May 4 (Xinhua) -- The two ministers agreed on Friday to share a river.\r\n\r\n"
    '"It is a good day," one of them said.\r\n'
)


def test_whole_wire_story():
    header = read_header(WIRE)
    assert header.title == "Neighbours agree on water, power"
    assert header.published == "2018-05-04T20:10:03Z"
    assert header.agency == "Xinhua"
    assert header.metadata == {"place": "Amman", "dateline": "AMMAN, May 4 (Xinhua) --"}
    assert [span.of(WIRE)[:12] for span in header.skip] == ["Neighbours a", "2018-05-04 2", "AMMAN, May 4"]
    assert WIRE[header.skip[-1].end :].startswith("The two ministers")


def test_headline_before_prose_needs_a_blank_line_or_a_header():
    assert skipped(f"Neighbours agree on water\n\n{SENTENCE}") == ["Neighbours agree on water"]
    assert skipped(f"Neighbours agree on water\nBy Jane Doe\n{SENTENCE}") == [
        "Neighbours agree on water",
        "By Jane Doe",
    ]
    assert skipped(f"Neighbours agree on water\n{SENTENCE}") == []


def test_headline_may_end_in_an_abbreviation_or_be_a_question_above_a_dateline():
    assert skipped(f"Minister rejects talks with U.S.\n\n{SENTENCE}") == ["Minister rejects talks with U.S."]
    assert skipped(f"Will they talk?\n\nLONDON (Reuters) - {SENTENCE}") == ["Will they talk?", "LONDON (Reuters) - "]


def test_a_long_first_line_is_no_headline():
    assert skipped(f"{'Word ' * 40}\n\n{SENTENCE}") == []


def test_given_headline_is_kept_and_its_repetition_skipped():
    text = f"Neighbours agree on water.\n\n{SENTENCE}"
    assert skipped(text, title="Neighbours  agree on water.") == ["Neighbours agree on water."]
    assert read_header(text, title="Another headline").title == "Another headline"
    # A line without a stop under a known headline may be the first paragraph.
    assert skipped(f"Neighbours agree on water\n\n{SENTENCE}", title="Another headline") == []


def test_what_is_given_wins_and_a_year_is_never_guessed():
    dateline = f"AMMAN, May 4 (Xinhua) -- {SENTENCE}"
    assert read_header(dateline).published == ""
    assert read_header(dateline, published="2018").published == "2018-05-04"
    assert read_header(dateline, published="2018-05-06").published == "2018-05-06"
    assert read_header(f"AMMAN, May 4, 2018 (Xinhua) -- {SENTENCE}").published == "2018-05-04"


def test_agency_credits_at_the_end_are_skipped():
    credit = "(Reporting by Jane Doe; Editing by John Roe)"
    assert skipped(f"{SENTENCE}\n\n{credit}\n") == [credit]
    assert skipped(f"{SENTENCE}\nEnditem") == ["Enditem"]
    assert skipped(credit) == []


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2020-03-03", "2020-03-03"),
        ("March 3, 2020", "2020-03-03"),
        ("3 Mar 2020", "2020-03-03"),
        ("Tue, 03 Mar 2020 10:22:00 GMT", "2020-03-03T10:22:00Z"),
        ("2020-03-03 10:22:00", "2020-03-03T10:22:00"),
        ("2020-03-03T10:22:00.123456Z", "2020-03-03T10:22:00Z"),
        ("20200303", "2020-03-03"),
        ("2020-03", "2020-03"),
        ("2020", "2020"),
        ("03/04/2020", ""),
        ("2020-02-30", ""),
        ("20201399", ""),
        ("March 3", ""),
        ("Reuters", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_parse_date(printed, iso):
    assert parse_date(printed) == iso


def test_merge_spans_sorts_joins_and_drops_empty_ones():
    spans = [Span(5, 9), Span(0, 2), Span(2, 3), Span(8, 12), Span(20, 20)]
    assert merge_spans(spans) == (Span(0, 3), Span(5, 12))
