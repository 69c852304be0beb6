"""Rows, selection and matrices of an analysis, on stances set by hand."""

from __future__ import annotations

import pytest

from stancekit.model.analysis import ROW_FIELDS, Analysis, Cell, matrix
from stancekit.model.errors import UsageError
from stancekit.model.records import (
    LABELS,
    Actor,
    Article,
    Attribution,
    Label,
    Pair,
    Participant,
    Sentence,
    Span,
    Stance,
)

NORWAY = Actor("Norway", "country", "NOR")
CHILE = Actor("Chile", "country", "CHL")
LUND = Actor("Kari Lund", "person", affiliation=NORWAY)
ROJAS = Actor("Pia Rojas", "person", affiliation=CHILE)
UNION = Actor("Dockers' Union", "organisation")

TEXT = 'Lund said: "Chile keeps its word." Norway was glad.'


def stance(
    speaker: Actor | None, target: Actor, label: Label, probability: float = 0.8, *, text: str = "They met."
) -> Stance:
    """A stance in a sentence of its own; the rest of the probability is shared equally."""
    rest = (1 - probability) / 2
    favor, neutral, against = (probability if name == label else rest for name in LABELS)
    who = Participant(speaker.name, None, speaker) if speaker else None
    pair = Pair(text, Sentence(0, 0, len(text)), who, Participant(target.name, None, target))
    return Stance(pair, label, favor, neutral, against)


def quoted() -> Analysis:
    """An analysis of TEXT: Lund quoted in the first sentence, the article's own voice in the second."""
    first, second = Sentence(0, 0, 34), Sentence(1, 35, len(TEXT))
    attribution = Attribution(Span(0, 4), Span(5, 9), (Span(11, 34),), "direct", LUND)
    lund = Participant("Kari Lund", Span(0, 4), LUND)
    chile = Participant("Chile", Span(12, 17), CHILE)
    norway = Participant("Norway", Span(35, 41), NORWAY)
    stances = (
        Stance(Pair(TEXT, first, lund, chile, attribution), "favor", 0.912345, 0.05, 0.037655),
        Stance(Pair(TEXT, second, None, norway), "neutral", 0.3, 0.6, 0.1),
    )
    article = Article("port-visit", TEXT, published="2031-05-02", outlet="Harbour Wire")
    return Analysis(article, (first, second), (attribution,), (), stances, "stancekit", "base-1")


def test_row_of_a_quoted_speaker():
    assert quoted().to_dicts()[0] == {
        "doc_id": "port-visit",
        "published": "2031-05-02",
        "outlet": "Harbour Wire",
        "sentence_index": 0,
        "start": 0,
        "end": 34,
        "sentence": 'Lund said: "Chile keeps its word."',
        "speaker_text": "Lund",
        "speaker_name": "Kari Lund",
        "speaker_affiliation": "NOR",
        "quote_type": "direct",
        "cue": "said",
        "target_text": "Chile",
        "target_start": 12,
        "target_end": 17,
        "target_name": "Chile",
        "target_kind": "country",
        "target_iso3": "CHL",
        "label": "favor",
        "p_favor": 0.9123,
        "p_neutral": 0.05,
        "p_against": 0.0377,
        "model": "stancekit",
        "revision": "base-1",
    }


def test_row_of_the_article_itself_has_empty_speaker():
    row = quoted().to_dicts()[1]
    assert [row[name] for name in ("speaker_text", "speaker_name", "speaker_affiliation", "quote_type", "cue")] == [
        ""
    ] * 5
    assert row["target_text"] == "Norway"


def test_rows_have_the_columns_of_the_contract_in_order():
    for row in quoted().to_dicts():
        assert tuple(row) == ROW_FIELDS


@pytest.mark.parametrize(
    ("neutral", "min_probability", "labels"),
    [
        (False, 0.0, ["favor"]),
        (True, 0.0, ["favor", "neutral"]),
        (True, 0.6, ["favor", "neutral"]),
        (True, 0.61, ["favor"]),
        (False, 0.95, []),
    ],
)
def test_selection(neutral: bool, min_probability: float, labels: list[str]):
    chosen = quoted().select(neutral=neutral, min_probability=min_probability)
    assert [stance.label for stance in chosen] == labels


def test_matrix_of_countries_leaves_out_who_has_none_and_a_country_toward_itself():
    stances = [
        stance(LUND, CHILE, "favor", 0.8),
        stance(LUND, ROJAS, "favor", 0.6),
        stance(LUND, UNION, "against"),
        stance(UNION, CHILE, "against"),
        stance(None, CHILE, "against"),
        stance(LUND, NORWAY, "favor"),
    ]
    # p_favor - p_against: 0.8 - 0.1 and 0.6 - 0.2, so 0.55 on average.
    assert matrix(stances, "affiliation") == [Cell("NOR", "CHL", "favor", 2, 0, 0, 0.55)]


def test_matrix_of_speakers_keeps_names_and_leaves_out_the_article():
    stances = [stance(LUND, UNION, "against"), stance(ROJAS, UNION, "neutral"), stance(None, UNION, "favor")]
    cells = matrix(stances, "speaker")
    assert [(cell.source, cell.target, cell.label) for cell in cells] == [
        ("Kari Lund", "Dockers' Union", "against"),
        ("Pia Rojas", "Dockers' Union", "neutral"),
    ]


def test_one_sure_stance_outweighs_two_unsure_ones_and_neutral_ones_count_in_the_score():
    stances = [
        stance(LUND, CHILE, "against", 0.9),
        stance(LUND, CHILE, "favor", 0.4),
        stance(LUND, CHILE, "favor", 0.4),
        stance(LUND, CHILE, "neutral", 0.8),
    ]
    # (-0.85 + 0.1 + 0.1 + 0) / 4
    assert matrix(stances, "affiliation") == [Cell("NOR", "CHL", "against", 2, 1, 1, -0.1625)]


def test_cells_stand_by_number_of_stances_with_neutral_ones_last():
    stances = [
        *[stance(ROJAS, NORWAY, "neutral")] * 3,
        stance(LUND, UNION, "favor"),
        *[stance(ROJAS, UNION, "against")] * 2,
    ]
    assert [cell.source for cell in matrix(stances, "speaker")] == ["Pia Rojas", "Kari Lund", "Pia Rojas"]


def test_unknown_grouping_names_the_valid_ones():
    with pytest.raises(UsageError, match=r"'party'.*speaker, affiliation"):
        matrix([], "party")  # pyright: ignore[reportArgumentType]
