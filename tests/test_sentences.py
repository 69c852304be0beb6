"""Sentences: where they are cut, and that no character is lost or moved."""

from __future__ import annotations

import random
import textwrap
import time

import pytest

from stancekit.model.records import Article, Span
from stancekit.model.sentences import split_sentences


def cut(text: str, skip: tuple[Span, ...] = ()) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(Article("a", text, skip=skip))]


def paragraphs(text: str) -> list[int]:
    return [s.paragraph for s in split_sentences(Article("a", text))]


# "|" marks where the sentence should be cut; the text handed over has a blank there.
@pytest.mark.parametrize(
    "marked",
    [
        # plain ends
        "Talks failed.|Both sides blamed the other.",
        "Talks failed!|Why now?|Nobody knows?!|Really.",
        "He left.|20 ministers stayed.|$5 was paid.",
        '"No," he wrote on X.|Chad had asked.|He wrote on X that P. Chad and X. Vask met.',
        "Prices rose 5.5 percent to 1,200.50.|Analysts were surprised.",
        "She was born in 1990.|Turkey joined later.",
        # quotation marks
        '"We will help.|They know it," he said.',
        "“We will help.|They know it,” he said.|Nobody did.",
        '"Is it?" he asked.',
        '"No!" cried Smith.',
        '"No!" Smith cried.|Nobody heard.',
        "“Is it over?” Sen. Ann Lee asked.|It was not.",
        "“We cannot stay.|Is it over?” Lee asked reporters.",
        '"Is it over?"|Lee said she did not know.',
        'He wrote: "Is it over?"|Lee asked for more.',
        'The envoy agreed, he said."|Next came the vote.',
        'It was a "grave error."|The envoy agreed.',
        "It was ‘a grave error.’|The envoy agreed.",
        "He said: 'We go.'|They went.",
        "«Wir gehen.»|Er ging.",
        "« Oui. »|Il partit.",
        "„Wir gehen.“|Er ging.",
        "»Wir gehen.«|Er ging.",
        "''We go.''|''They stay,'' he said.",
        'He said: " We go. "|They went.',
        'He left.|" We go.',
        "“A shame for all of us.” — Jane Doe",
        "“He said ‘Go home.’”|They went.",
        "The workers' choice.|The owners' loss.",
        # abbreviations
        "TEHRAN, Dec. 12 (Wire) was quiet.|They met in Dec.|The talks began.",
        "Sen. J. D. Vance met Gen. He Lei and Lt. Gov. Ann Lee.",
        "The U.S. Army left.|He lives in the U.S.|He said so.",
        "It was No. 5 on the list.|He said no.|They agreed.",
        '"No."|5 people had said it.',
        "Talks start at 5 p.m. Monday and at 6 a.m. EST.|Police closed the road at 7 p.m.|Drivers waited.",
        "Talks ended at 5 p.m. Moscow time.",
        "Gas Inc. Chief Executive Lee left Oil Co. on May 3.|Apple Inc.|The firm was sold.",
        "He lives on Main St.|The house in St. Paul burnt.",
        "Samuel I. Lee, Martin King Jr. and Ann Ph.D. Student met.",
        "Rep. Lee (D-Calif.) spoke to Mr. de Boer.|al-Nusra replied.",
        "It happened in Albany, N.Y.|Mr. Lee was there.",
        "Update: 3:40 p.m. -- The vote is over.",
        "Critics, e.g. Iran, and others, i.e. Turkey vs. Iraq, object.",
        "I don't.|Trump does.",
        # ellipses
        "We ... will see.|Wait... what?|Wait…|Then it came.",
        "We must ... America knows it.",
        "... And then it came.",
        "And then nothing. ...|The end.",
        # brackets, lists, bullets
        "(They left.)|The rest stayed (it was late).|Then they slept.",
        "1. The economy grew.|2. Exports fell.",
        "• The economy grew.|• Exports fell.",
        "[They left.]|[Lee] stayed.",
        # names, addresses, glued sentences
        "Yahoo! News and Jeb! Bush met.",
        "See https://example.com/a.B?x=Y.Z and write to a.b@Example.com.|Then call.",
        "It was “the law.”|The end came.",
        "Visit Example.Com today.|It is free.",
    ],
)
def test_cuts_where_a_reader_would(marked: str) -> None:
    assert cut(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize("glued", ["It is the law.The end.", "It is “the law.”The end.", 'He said "so."The end.'])
def test_cuts_where_the_blank_was_lost(glued: str) -> None:
    first, second = cut(glued)
    assert (first + second, second) == (glued, "The end.")


def test_straight_mark_between_two_words_opens_or_closes_by_what_came_before() -> None:
    assert cut('He agreed."We go," he said.') == ["He agreed.", '"We go," he said.']
    assert cut('"We go."He agreed.') == ['"We go."', "He agreed."]


def test_unbalanced_mark_swallows_nothing() -> None:
    text = 'He said "we go. They stay. ' + "Talks failed. " * 20
    assert len(cut(text)) == 22


def test_blank_line_ends_a_paragraph_and_a_missing_full_stop_does_not_join() -> None:
    text = "Talks fail\n\nBoth sides left. Nobody spoke\n \t\r\n\r\nThe end."
    assert cut(text) == ["Talks fail", "Both sides left.", "Nobody spoke", "The end."]
    assert paragraphs(text) == [0, 1, 1, 2]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_one_paragraph_per_line(line_end: str) -> None:
    lines = [
        "Talks fail in Geneva",
        "Both sides left on Monday. Nobody spoke.",
        "“We tried,” said the envoy",
        "The end.",
    ]
    text = line_end.join(lines)
    assert cut(text) == [lines[0], "Both sides left on Monday.", "Nobody spoke.", *lines[2:]]
    assert paragraphs(text) == [0, 1, 1, 2, 3]


_PROSE = (
    "The foreign minister said on Monday that his government would spare no effort to help its neighbour restore "
    "stability. Talks between the two sides had broken down in Geneva a week before, when the envoy of the Union, "
    "Maria Keller, left the room. “We have tried everything,” she told reporters on Dec. 12. The delegation from "
    "Jakarta stayed."
)


@pytest.mark.parametrize("width", [60, 66, 72, 80])
@pytest.mark.parametrize("upper", [False, True])
def test_hard_wrapped_lines_are_no_paragraphs(width: int, upper: bool) -> None:
    prose = _PROSE.upper() if upper else _PROSE
    wrapped = textwrap.fill(prose, width)
    text = f"{wrapped}\n\n{wrapped}"
    assert [" ".join(sentence.split()) for sentence in cut(text)] == cut(prose) * 2
    assert paragraphs(text) == [0] * 4 + [1] * 4


def test_hard_wrapped_article_without_blank_lines_keeps_paragraphs_lists_and_indents() -> None:
    text = textwrap.fill(_PROSE, 72) + "\n* Exports fell\n* Imports grew\nShort end\n    " + textwrap.fill(_PROSE, 72)
    sentences = cut(text)
    assert sentences[4:7] == ["* Exports fell", "* Imports grew", "Short end"]
    assert paragraphs(text) == [0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4]


def test_skipped_parts_yield_no_sentence_and_none_runs_over_them() -> None:
    text = "Headline here\n\nTEHRAN (Wire) -- Talks failed [photo] on Monday. Nobody spoke.\n\nWire desk"
    parts = ("Headline here", "TEHRAN (Wire) -- ", "[photo]", "Wire desk")
    skip = tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)
    sentences = split_sentences(Article("a", text, skip=skip))
    assert [text[s.start : s.end] for s in sentences] == ["Talks failed", "on Monday.", "Nobody spoke."]
    assert [(s.index, s.paragraph) for s in sentences] == [(0, 0), (1, 0), (2, 0)]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\r\n", "\u00a0\u2028"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert cut(text) == []


def test_long_line_without_a_full_stop_is_one_sentence() -> None:
    text = "word " * 20_000
    assert cut(text) == [text.strip()]


_PIECES = [
    *'..!?…,;:""\'“”„«»’()[]-—•*\n\t',
    *(" ", " ", " ", "\r\n", "\u00a0", "\u2028", "\ufeff", "\n\n", "The", "he", "said", "Smith asked", "U.S.", "No. 5"),
    *("p.m.", "J.", "1.", "al-Nusra", "http://a.b/C", "é", "中", "😀", "...", "?!", "''", "Yahoo!", "\x1c", "\x00"),
]


@pytest.mark.parametrize("seed", range(200))
def test_every_nonblank_character_is_in_exactly_one_sentence(seed: int) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choice(_PIECES) for _ in range(rng.randrange(120)))
    borders = sorted(rng.randrange(len(text) + 1) for _ in range(2 * rng.randrange(4)))
    skip = tuple(Span(*borders[i : i + 2]) for i in range(0, len(borders), 2))
    sentences = split_sentences(Article("a", text, skip=skip))

    times_covered = [0] * len(text)
    for sentence in sentences:
        surface = text[sentence.start : sentence.end]
        assert surface == surface.strip() != ""
        for i in range(sentence.start, sentence.end):
            times_covered[i] += 1
    skipped = {i for span in skip for i in range(span.start, span.end)}
    for i, character in enumerate(text):
        if i in skipped:
            assert times_covered[i] == 0
        else:
            assert times_covered[i] == 1 or (times_covered[i] == 0 and character.isspace())
    assert [s.index for s in sentences] == list(range(len(sentences)))
    assert [s.start for s in sentences] == sorted(s.start for s in sentences)
    assert sorted({s.paragraph for s in sentences}) == list(range(len({s.paragraph for s in sentences})))


# Each would take minutes if a pattern or a look-back ran over the whole text again and again.
@pytest.mark.parametrize("unit", ["a", ".", "a. ", "“", "( (", '"a b ', '?" Smith said in ', ". » abcd ", " \t"])
def test_a_megabyte_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    split_sentences(Article("a", text))
    assert time.process_time() - started < 10
