"""Which judgments of a column's own voice are kept."""

from __future__ import annotations

from math import log

import pytest

from stancekit.model.columns import Manner
from stancekit.model.judgments import traits_of_judgments, with_own_voice
from stancekit.model.records import Label, Pair, Participant, Sentence, Stance

COLUMN = Manner(arguing=0.15, reporting=0.0, sentences=30)


def stance(sentence: int, target: str, label: Label, probability: float, speaker: str = "", text: str = "") -> Stance:
    rest = 1 - probability
    favor, against = (probability, 0.0) if label == "favor" else (0.0, probability)
    by = Participant(speaker) if speaker else None
    pair = Pair(text, Sentence(sentence, 0, len(text)), by, Participant(target))
    return Stance(pair, label, favor, rest, against) if label != "neutral" else Stance(pair, label, 0.0, 1.0, 0.0)


def kept_of(judged: list[Stance], told: tuple[Stance, ...] = (), manner: Manner = COLUMN) -> list[tuple[int, str, str]]:
    kept = with_own_voice(told, judged, manner)
    return [(s.pair.sentence.index, s.pair.target.name, s.label) for s in kept if s.pair.speaker is None]


def test_traits_count_the_other_sentences() -> None:
    judged = [stance(0, "Quill", "against", 0.8), stance(1, "Quill", "against", 0.8), stance(2, "Quill", "favor", 0.6)]
    first, _, last = traits_of_judgments(judged, COLUMN)
    assert (first.same, first.otherwise, first.against) == pytest.approx((log(2), log(2), 1.0))
    assert (last.same, last.otherwise, last.against) == pytest.approx((0.0, log(3), 0.0))
    assert first.sure == pytest.approx(log(4))
    assert first.judging == last.judging == pytest.approx(log(2.2 / 3))
    assert (first.arguing, first.reporting) == (0.15, 0.0)


def test_an_answer_without_a_doubt_has_finite_traits() -> None:
    judged = [stance(0, "Quill", "against", 1.0), stance(1, "Peru", "neutral", 1.0)]
    assert [traits.sure for traits in traits_of_judgments(judged, COLUMN)] == pytest.approx([log(100), log(0.01)])


def test_what_a_writer_says_often_is_kept() -> None:
    judged = [stance(index, "Quill", "against", 0.9) for index in range(5)]
    assert len(kept_of(judged)) == 5
    assert kept_of(judged[:1]) == []


def test_who_reports_and_does_not_argue_judges_less() -> None:
    judged = [stance(index, "Quill", "against", 0.8) for index in range(4)]
    assert len(kept_of(judged)) == 4
    assert kept_of(judged, manner=Manner(arguing=0.02, reporting=0.12, sentences=30)) == []


def test_to_be_for_somebody_is_asked_more_of() -> None:
    judged = [stance(index, "Quill", "favor", 0.8) for index in range(4)]
    assert kept_of(judged) == []
    assert len(kept_of([stance(index, "Quill", "favor", 0.97) for index in range(9)])) == 9


def test_the_answers_of_news_give_way_and_others_keep_what_they_said() -> None:
    told = (stance(0, "Quill", "neutral", 1.0), stance(3, "Quill", "against", 0.6, "Lind"))
    told = (*told, stance(9, "Peru", "neutral", 1.0))
    judged = [stance(index, "Quill", "against", 0.9) for index in (0, 2, 3, 4, 5)]
    kept = kept_of(judged, told)
    assert kept == [*((index, "Quill", "against") for index in (0, 2, 4, 5)), (9, "Peru", "neutral")]
    assert len(with_own_voice(told, judged, COLUMN)) == 6


def test_a_label_makes_a_judgment_likelier() -> None:
    judged = [stance(index, "Quill", "against", 0.8) for index in range(4)]
    reporting = Manner(arguing=0.02, reporting=0.12, sentences=30)
    assert kept_of(judged, manner=reporting) == []
    assert len(kept_of(judged, manner=reporting._replace(is_labelled=True))) == 4


def test_an_editors_note_needs_no_second_sentence() -> None:
    note = "Editor's note: Quill is a liar."
    news = Manner(arguing=0.0, reporting=0.5, sentences=30)
    assert kept_of([stance(0, "Quill", "against", 0.9, text=note)], manner=news) == [(0, "Quill", "against")]
    assert kept_of([stance(0, "Quill", "against", 0.6, text=note)], manner=news) == []
    assert kept_of([stance(0, "Quill", "against", 0.9, text="Quill is a liar.")], manner=news) == []


def test_news_keeps_its_stances() -> None:
    told = [stance(0, "Quill", "against", 0.5), stance(1, "Peru", "neutral", 1.0)]
    assert with_own_voice(told, [], COLUMN) == told
