"""The article's own voice in columns."""

from __future__ import annotations

import pytest

from stancekit.model.columns import column_pairs, is_column, with_own_voice
from stancekit.model.finder import FoundPairs, PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article, Label, Pair, Participant, Sentence, Stance
from stancekit.model.resolver import RuleResolver
from stancekit.model.tagger import RuleTagger

COLUMN = (
    "Ada Quill must think that Peru is hers. Why would Peru let her? Quill has sold the ports. "
    "She has closed the courts, of course. Norway accepted it. "
    'Mr Tomas Lind praised her: "Chile adores us, Peru adores us." We should not forget that.'
)
NEWS = (
    "Ada Quill said on Monday that Peru was hers. Tomas Lind told reporters that Quill must go. Peru slept. "
    "Quill has sold the ports. Norway accepted it. Chile announced a plan, officials said."
)


@pytest.fixture(scope="module")
def finder() -> PairFinder:
    return PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))


def found_in(finder: PairFinder, text: str) -> tuple[Article, FoundPairs]:
    article = Article("a", text)
    return article, finder(article)


def test_a_column_argues_and_reports_little(finder: PairFinder) -> None:
    for text, expected in ((COLUMN, True), (NEWS, False), ("Must Peru weep? We weep.", False), ("", False)):
        article, found = found_in(finder, text)
        assert is_column(article, found.sentences, found.resolution.attributions) is expected


def test_what_others_say_is_not_the_writers(finder: PairFinder) -> None:
    article, found = found_in(finder, COLUMN)
    asked = {(pair.sentence.index, pair.target.name) for pair in column_pairs(article, found)}
    assert {(0, "Ada Quill"), (0, "Peru"), (2, "Ada Quill"), (3, "Ada Quill"), (4, "Norway")} <= asked
    assert not {"Chile"} & {name for _, name in asked}
    assert all(pair.speaker is None for pair in column_pairs(article, found))


def test_news_has_no_such_questions(finder: PairFinder) -> None:
    assert column_pairs(*found_in(finder, NEWS)) == []


def stance(sentence: int, target: str, label: Label, probability: float, speaker: str = "") -> Stance:
    rest = 1 - probability
    favor, against = (probability, 0.0) if label == "favor" else (0.0, probability)
    by = Participant(speaker) if speaker else None
    pair = Pair("", Sentence(sentence, 0, 0), by, Participant(target))
    return Stance(pair, label, favor, rest, against) if label != "neutral" else Stance(pair, label, 0.0, 1.0, 0.0)


def test_only_what_a_writer_insists_on_is_kept() -> None:
    told = [stance(0, "Quill", "neutral", 1.0), stance(3, "Quill", "against", 0.6, "Lind")]
    told.append(stance(9, "Peru", "neutral", 1.0))
    judged = [stance(index, "Quill", "against", 0.9) for index in (0, 2, 3)]
    judged += [stance(4, "Quill", "against", 0.7), stance(1, "Peru", "against", 0.9), stance(2, "Peru", "against", 0.9)]
    judged += [stance(index, "Lind", "favor", 0.9) for index in range(4)]
    kept = with_own_voice(told, judged)
    rows = [(s.pair.sentence.index, s.pair.target.name, s.label) for s in kept if s.pair.speaker is None]
    assert rows == [(0, "Quill", "against"), (2, "Quill", "against"), (9, "Peru", "neutral")]
    assert len(kept) == 4


def test_news_keeps_its_stances() -> None:
    told = [stance(0, "Quill", "against", 0.5), stance(1, "Peru", "neutral", 1.0)]
    assert with_own_voice(told, []) == told


def test_whom_a_writer_does_not_name_again(finder: PairFinder) -> None:
    def asked(text: str) -> set[tuple[int, str]]:
        article, found = found_in(finder, text)
        return {(p.sentence.index, p.target.name) for p in column_pairs(article, found) if p.target.name == "Ada Quill"}

    opening = "We must say it: Ada Quill lied. "
    rest = " Peru must act. We should weep. Of course Norway must weep."
    assert (1, "Ada Quill") in asked(f"{opening}Why would Peru trust her?{rest}")
    assert (2, "Ada Quill") in asked(f"{opening}Must Peru wait? Nothing of her plan was true.{rest}")
    # Of two nobody can tell.
    assert (1, "Ada Quill") not in asked(f"{opening.replace('lied', 'met Eva Dane')}Why would Peru trust her?{rest}")
