"""Nouns that mean somebody of whom an article told them, and pronouns outside what is said."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article, Sentence
from stancekit.model.resolver import RuleResolver


def mentioned(text: str) -> dict[str, str]:
    """Surface form and actor's name of the mentions, the last one of each form; one sentence a line."""
    sentences: list[Sentence] = []
    position = 0
    for line in text.split("\n"):
        sentences.append(Sentence(len(sentences), position, position + len(line)))
        position += len(line) + 1
    mentions = RuleResolver(Gazetteer.load())(Article("test", text), sentences, ()).mentions
    return {text[m.start : m.end]: m.actor.name for m in mentions if m.actor}


@pytest.mark.parametrize(
    ("told", "noun"),
    [
        ("Novelist Ada Quill left. It was novelist Ada Quill.", "novelist"),
        ("Ada Quill, a retired beekeeper, left.", "beekeeper"),
        ("Ada Quill, 41, a retired beekeeper from Lima, left.", "beekeeper"),
        ("The beekeeper, Ada Quill, left.", "beekeeper"),
        ("Dr Ada Quill left.", "doctor"),
    ],
)
def test_a_noun_means_whom_it_was_told_of(told: str, noun: str) -> None:
    assert mentioned(f"{told}\nBo Dane praised the {noun}.").get(noun) == "Ada Quill"


def test_of_two_the_one_named_last_is_meant() -> None:
    text = "Ada Quill, a beekeeper, left.\nBo Dane, a beekeeper, stayed.\nQuill wept.\nRui Costa praised the beekeeper."
    assert mentioned(text)["beekeeper"] == "Ada Quill"


@pytest.mark.parametrize(
    "text",
    [
        "Rui Costa praised the beekeeper.\nAda Quill, a beekeeper, left.",  # before anybody is one
        "Ada Quill, a beekeeper, left.\nRui Costa praised a beekeeper.",
        "Ada Quill, a beekeeper, left.\nRui Costa praised the beekeeper of Lima.",
        "Ada Quill, a beekeeper, left.\nRui Costa praised the beekeeper association.",
    ],
)
def test_another_is_not_meant(text: str) -> None:
    assert "beekeeper" not in mentioned(text)


@pytest.mark.parametrize(
    ("told", "noun"),
    [
        ("Last week Ada Quill left.", "week"),
        ("At the trial, Ada Quill wept.", "trial"),
        ("For Ada Quill, the strike was long.", "strike"),
        ("Hospital director Ada Quill left.", "hospital"),
        ("Then Bill Quill left.", "bill"),
    ],
)
def test_what_stands_beside_a_name_is_not_told_of_it(told: str, noun: str) -> None:
    assert "Quill" not in mentioned(f"{told}\nBo Dane praised the {noun}.").get(noun, "")


def test_a_pronoun_has_one_mention() -> None:
    text = "Mary Dane left.\nAda Quill and Bea Costa praised her."
    sentences = [Sentence(0, 0, 15), Sentence(1, 16, len(text))]
    mentions = RuleResolver(Gazetteer.load())(Article("test", text), sentences, ()).mentions
    assert sum(text[m.start : m.end] == "her" for m in mentions) == 1


def test_nouns_for_bodies_and_many_people_mean_nobody() -> None:
    text = "Police chief Ada Quill left.\nRui Costa praised the police."
    assert mentioned(text).get("police") != "Ada Quill"


@pytest.mark.parametrize(
    ("sentence", "pronoun", "expected"),
    [
        ("Rui Costa suspended him.", "him", "Bo Dane"),
        ("Rui Costa sent her a letter.", "her", "Bo Dane"),
        ("Rui Costa praised her letters.", "her", None),
    ],
)
def test_whom_somebody_does_something_to(sentence: str, pronoun: str, expected: str | None) -> None:
    assert mentioned(f"Bo Dane left.\n{sentence}").get(pronoun) == expected


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("Kenya voted.\nQuill blamed the government.", "government", "Kenya"),
        ("Kenya and Ghana met.\nKenya voted.\nQuill blamed the government.", "government", "Kenya"),
        ("Kenya and Ghana met.\nQuill blamed the government.", "government", None),
        ("Kenya voted.\nQuill blamed our own ministers.", "ministers", "Kenya"),
        ("Kenya voted.\nQuill blamed the transport secretariat.", "secretariat", "Kenya"),
        ("Kenya voted.\nThe generals lent a hand.", "generals", "Kenya"),
        ("Kessler Company met.\nQuill blamed the board.", "board", "Kessler Company"),
        ("The Supreme Court met.\nQuill blamed the board.", "board", None),
        ("Quill blamed the board.\nKessler Company met.", "board", None),
        ("Kessler Company cut pay across the board.", "board", None),
        ("Kenya voted.\nQuill condemned the soldiers.", "soldiers", None),
    ],
)
def test_bodies_of_a_state_and_heads_of_a_firm(text: str, noun: str, expected: str | None) -> None:
    assert mentioned(text).get(noun) == expected


def test_the_commission_is_the_european_one() -> None:
    assert (
        mentioned("The European Commission met.\nQuill voted for the Commission.")["Commission"]
        == "European Commission"
    )
