"""The article's own voice in columns."""

from __future__ import annotations

import pytest

from stancekit.model.columns import column_pairs, manner_of
from stancekit.model.finder import FoundPairs, PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article, Pair
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


def asked_of(finder: PairFinder, text: str) -> list[Pair]:
    article, found = found_in(finder, text)
    return column_pairs(article, found, manner_of(article, found))


def test_a_column_reports_little(finder: PairFinder) -> None:
    for text, expected in ((COLUMN, True), (NEWS, False), ("Must Peru weep? We weep.", False), ("", False)):
        assert manner_of(*found_in(finder, text)).is_column is expected


@pytest.mark.parametrize(
    ("article", "is_column"),
    [
        (Article("a", NEWS), False),
        (Article("a", NEWS, title="OPINION: Peru sleeps"), True),
        (Article("a", NEWS, title="Peru sleeps | Editorial"), True),
        (Article("a", NEWS, title="Opinion polls favor Quill: survey"), False),
        (Article("a", NEWS, title="Quill rejects editorial"), False),
        (Article("a", f"ANALYSIS/OPINION: {NEWS}"), True),
        (Article("a", NEWS, metadata={"section": "Opinion / Columnists"}), True),
        (Article("a", NEWS, metadata={"Type_of_Material": "Op-Ed"}), True),
        (Article("a", NEWS, metadata={"section": "World"}), False),
        (Article("a", NEWS, metadata={"comment": "Opinion"}), False),
    ],
)
def test_what_is_called_an_opinion_is_a_column(finder: PairFinder, article: Article, is_column: bool) -> None:
    assert manner_of(article, finder(article)).is_column is is_column


@pytest.mark.parametrize(
    ("sentence", "arguing"),
    [
        ("It is hard to see what Quill wants.", 0.2),
        ("The fact is that Peru never paid.", 0.2),
        ("Quill opened the port on Monday.", 0.0),
        ("Its port lies in the north.", 0.0),
        ('"We must," Quill said.', 0.0),
    ],
)
def test_assertions_argue_outside_quotation_marks(finder: PairFinder, sentence: str, arguing: float) -> None:
    text = f"Peru slept. Norway slept. Chile slept. Ghana slept. {sentence}"
    assert manner_of(*found_in(finder, text)).arguing == pytest.approx(arguing)


def test_what_others_say_is_not_the_writers(finder: PairFinder) -> None:
    pairs = asked_of(finder, COLUMN)
    asked = {(pair.sentence.index, pair.target.name) for pair in pairs}
    assert {(0, "Ada Quill"), (0, "Peru"), (2, "Ada Quill"), (3, "Ada Quill"), (4, "Norway")} <= asked
    assert not {"Chile"} & {name for _, name in asked}
    assert all(pair.speaker is None for pair in pairs)


def test_news_has_no_such_questions(finder: PairFinder) -> None:
    assert asked_of(finder, NEWS) == []


def test_an_editors_note_is_asked_about_in_news_too(finder: PairFinder) -> None:
    for note, expected in (("Editor’s note: Tomas Lind is a liar.", {"Tomas Lind"}), ("Tomas Lind is a liar.", set())):
        assert {pair.target.name for pair in asked_of(finder, f"{NEWS}\n\n{note}")} == expected


def test_whom_a_writer_does_not_name_again(finder: PairFinder) -> None:
    def asked(text: str) -> set[tuple[int, str]]:
        return {(p.sentence.index, p.target.name) for p in asked_of(finder, text) if p.target.name == "Ada Quill"}

    opening = "We must say it: Ada Quill lied. "
    rest = " Peru must act. We should weep. Of course Norway must weep."
    assert (1, "Ada Quill") in asked(f"{opening}Why would Peru trust her?{rest}")
    assert (2, "Ada Quill") in asked(f"{opening}Must Peru wait? Nothing of her plan was true.{rest}")
    # Of two nobody can tell.
    assert (1, "Ada Quill") not in asked(f"{opening.replace('lied', 'met Eva Dane')}Why would Peru trust her?{rest}")
