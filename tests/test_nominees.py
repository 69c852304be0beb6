"""Whom "the president", "the Republican nominee" and "the candidate" mean where nobody has that title."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


def meant(resolver: RuleResolver, text: str, words: str) -> str:
    """Who is meant by the last such words of a text; empty for nobody."""
    article = Article("a", text)
    at = text.rindex(words)
    mentions = resolver(article, split_sentences(article), ()).mentions
    return next((m.actor.name for m in mentions if m.actor and m.start <= at < m.end), "")


@pytest.mark.parametrize(
    ("opening", "words", "who"),
    [
        ("Mitt Romney met Ada Quill in Lima.", "Republican nominee", "Mitt Romney"),
        ("Mr. Romney met Ada Quill in Lima.", "GOP presidential candidate", "Romney"),
        ("John Kerry met Mitt Romney in Lima.", "Democratic presidential nominee", "John Kerry"),
        ("Republican presidential candidate Boris Quill met Ada Dane.", "Republican nominee", "Boris Quill"),
        ("Presidential candidate Boris Quill met Ada Dane.", "candidate", "Boris Quill"),
        ("Barack Obama met Ada Quill in Ohio.", "president", "Barack Obama"),
        # Another's office, another's name, or nobody can tell.
        ("Mitt Romney met Ada Quill in Lima.", "Republican gubernatorial nominee", "Republican Party"),
        ("Ann Romney met Ada Quill in Lima.", "Republican nominee", "Republican nominee"),
        ("Candidates Boris Quill and Ada Dane met.", "candidate", ""),
        ("Barack Obama met Ronald Reagan in Ohio.", "president", ""),
        ("Ada Quill, a vice president of the Reed Institute, met Bo Dane.", "president", ""),
    ],
)
def test_a_title_that_nobody_has_may_be_known(resolver: RuleResolver, opening: str, words: str, who: str) -> None:
    assert meant(resolver, f"{opening} Bo Roy mocked the {words}.", words) == who


def test_a_candidate_of_no_party_was_named_before(resolver: RuleResolver) -> None:
    text = "Bo Roy asked whether the candidate had led anything. Mitt Romney met Ada Quill in Lima."
    assert meant(resolver, text, "candidate") == ""
    assert meant(resolver, text.replace("candidate", "Republican candidate"), "Republican candidate") == "Mitt Romney"


def test_who_governs_is_no_candidate(resolver: RuleResolver) -> None:
    text = "President Barack Obama and Hillary Clinton met. Bo Roy mocked the Democratic nominee."
    assert meant(resolver, text, "Democratic nominee") == "Hillary Clinton"


def test_the_panel_is_the_only_committee(resolver: RuleResolver) -> None:
    text = "The Harbour Safety Committee met in Lima on Monday. Ada Quill mocked the panel."
    assert meant(resolver, text, "panel") == "Harbour Safety Committee"
    other = "The Fish Committee and the Grain Committee met in Lima. Ada Quill mocked the panel."
    assert meant(resolver, other, "panel") == ""
