"""Quotation marks: what opens, what closes, and what is no quotation at all."""

from __future__ import annotations

import time

import pytest

from stancekit.model.quotes import find_quotations
from stancekit.model.records import Span


def quoted(text: str) -> list[str]:
    paragraphs: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    return [quotation.span.of(text) for quotation in find_quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," Petru said. "Come in."', ['"We are ready,"', '"Come in."']),
        ("“We are ready,” Petru said.", ["“We are ready,”"]),
        ("''We are ready,'' Petru said.", ["''We are ready,''"]),
        ("« Nous sommes prêts », said Petru.", ["« Nous sommes prêts »"]),
        ("»Wir sind bereit«, said Petru.", ["»Wir sind bereit«"]),
        ("„Wir sind bereit“, said Petru.", ["„Wir sind bereit“"]),
        ("'We won't go,' said Petru. The workers' rights matter.", ["'We won't go,'"]),
        ("‘It’s late,’ she said.", ["‘It’s late,’"]),
        ("“He called it a ‘fine mess’ again,” she said.", ["“He called it a ‘fine mess’ again,”"]),
        ("“She said “no” to me,” he said.", ["“She said “no” to me,”"]),
        ("", []),
    ],
)
def test_finds_each_kind_of_mark(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The voters' choice and the minister's plan don't match.",
        "Rock 'n' roll was big in the '70s, 'tis said.",
        'He stands 6\'2" tall and the board is 12" long.',
        "» A bullet before a line",
    ],
)
def test_apostrophes_inches_and_bullets_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_an_odd_mark_reaches_to_the_end_of_its_sentence_only() -> None:
    assert quoted('He spoke of "dark days. The mills stayed open. Nobody left.') == ['"dark days.']


def test_an_opening_mark_ends_a_quotation_that_was_never_closed() -> None:
    assert quoted("“It is late. Petru said: “Come in.”") == ["“It is late. Petru said:", "“Come in.”"]


def test_a_closing_mark_of_the_wrong_kind_ends_the_quotation() -> None:
    assert quoted("\"No deal,' he said.") == ["\"No deal,'"]


def test_each_paragraph_re_opens_a_long_quotation() -> None:
    text = "“We have waited.\n\n“We will wait again.\n\n“But not for long.”\n\nHe left."
    paragraphs = [Span(0, 16), Span(18, 38), Span(40, 59), Span(61, 69)]
    found = find_quotations(text, paragraphs)
    assert [(q.span.of(text), q.closed, q.continued) for q in found] == [
        ("“We have waited.", False, False),
        ("“We will wait again.", False, True),
        ("“But not for long.”", True, True),
    ]


def test_a_quotation_may_run_over_paragraphs_without_re_opening() -> None:
    assert quoted("“We have waited.\nWe will wait again,” he said.") == ["“We have waited.", "We will wait again,”"]


@pytest.mark.parametrize("unit", ["“", '" ', "'a ", "«", "”", "''"])
def test_time_is_linear_in_the_length_of_one_line(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    started = time.process_time()
    find_quotations(text, [Span(0, len(text))])
    assert time.process_time() - started < 2
