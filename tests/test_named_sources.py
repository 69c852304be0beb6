"""Speakers whom the words for them name beside their head."""

from __future__ import annotations

import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.named_sources import speakers_named
from stancekit.model.records import Actor, Attribution, Mention, Span
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger import RuleTagger

LEAGUE = Actor("Reed League", "organisation")
PERU = Actor("Peru", "country", iso3="PER")


def named(source: str, name: str, actor: Actor) -> str:
    """Who speaks by the words of a source that names an actor; empty if nobody is told."""
    start = source.index(name)
    mention = Mention(start, start + len(name), actor.kind, actor)
    attribution = Attribution(Span(0, len(source)), None, (Span(len(source), len(source)),), "indirect")
    speaker = speakers_named(source, [attribution], [mention])[0].speaker
    return speaker.name if speaker else ""


@pytest.mark.parametrize(
    "source",
    [
        "the Reed League's",
        "The Reed League protest movement",
        "a Reed League observer mission in Chile",
        "the representatives of the Reed League",
        "a paper from the left-leaning Reed League",
        "a Monday editorial in The Reed League",
    ],
)
def test_a_body_that_a_source_names(source: str) -> None:
    assert named(source, "Reed League", LEAGUE) == "Reed League"


@pytest.mark.parametrize(
    "source",
    [
        "critics of the Reed League",
        "a Reed League voter",
        "a paper on the Reed League",
        "the Reed League's former movement",
        "a poll in The Reed League",
    ],
)
def test_a_body_that_is_not_meant(source: str) -> None:
    assert named(source, "Reed League", LEAGUE) == ""


def test_a_state_by_those_whom_it_sent_not_by_a_group_in_it() -> None:
    assert named("the Peru observer team", "Peru", PERU) == "Peru"
    assert named("the representatives of the Peru armed forces", "Peru", PERU) == "Peru"
    assert named("the Peru protest movement", "Peru", PERU) == ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [("Her campaign", "Quill campaign"), ("Her campaign song", ""), ("Her bakery", "")],
)
def test_the_campaign_of_whom_a_pronoun_means(source: str, expected: str) -> None:
    article = article_from_text(
        f"Ada Quill spoke in Lima on Monday, and she praised Chile. {source} accused Peru of fraud."
    )
    sentences = split_sentences(article)
    tagging = RuleTagger()(article, sentences)
    found = RuleResolver(Gazetteer.load())(article, sentences, tagging.attributions, tagging.names)
    speakers = [a.speaker.name if a.speaker else "" for a in found.attributions if a.source and a.source.start > 50]
    assert speakers[-1:] == [expected] or (not expected and not speakers)
