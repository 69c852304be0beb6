"""Interviews that are set as questions and answers."""

from __future__ import annotations

import pytest

from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.interviews import interview_answers
from stancekit.model.records import Article, Mention
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger import RuleTagger

HEAD = "Norway chose a port. We spoke to Robert Quill about the plan.\n\n"
TURNS = (
    "{q} What of Norway?\n\n{a} Norway lied. It always has.\n\n{q} Did Peru lie too?\n\n{a} Peru was honest. Chile was."
)


def answers_of(text: str, names: list[Mention] | None = None) -> list[tuple[str, str]]:
    """Who answers what."""
    found = interview_answers(text, split_sentences(Article("a", text)), names)
    return [(one.source.of(text) if one.source else "", one.content[0].of(text).strip()) for one in found]


@pytest.mark.parametrize(("q", "a"), [("Q:", "A:"), ("Q.", "A."), ("Question:", "Answer:")])
def test_answers_are_said_by_who_is_interviewed(q: str, a: str) -> None:
    said = ["Norway lied.", "It always has.", "Peru was honest.", "Chile was."]
    assert answers_of(HEAD + TURNS.format(q=q, a=a)) == [("Robert Quill", one) for one in said]


def test_who_is_asked_comes_before_who_is_named_first() -> None:
    text = "Norway chose Ada Haddad. We spoke to Odran Vask about it.\n\n" + TURNS.format(q="Q:", a="A:")
    names = [Mention(text.index(name), text.index(name) + len(name), "person") for name in ("Ada Haddad", "Odran Vask")]
    assert {who for who, _ in answers_of(text, names)} == {"Odran Vask"}
    assert {who for who, _ in answers_of(text.replace("spoke to", "know"), names)} == {"Ada Haddad"}


@pytest.mark.parametrize(
    "text",
    [
        "Norway chose a port.\n\n" + TURNS.format(q="Q:", a="A:"),
        HEAD + "Q: What of Norway?\n\nA: Norway lied.",
        HEAD + "A: the port. Norway paid.\n\nA: the road. Peru paid.",
        HEAD + "Norway: a port. Peru: a road.",
    ],
)
def test_without_a_name_or_two_answers_it_is_none(text: str) -> None:
    assert answers_of(text) == []


def test_a_question_is_nobodys_stance() -> None:
    text = HEAD + TURNS.format(q="Q:", a="A:")
    pairs = PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))(Article("a", text)).pairs
    asked = {(pair.speaker.name, pair.target.name) for pair in pairs if pair.speaker}
    assert asked == {("Robert Quill", "Norway"), ("Robert Quill", "Peru"), ("Robert Quill", "Chile")}
