"""People without a name who are the party, the body, the campaign or the person for whom they speak."""

from __future__ import annotations

import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Actor
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.model.stand_ins import whom_they_stand_for
from stancekit.model.tagger import RuleTagger

OPENING = "Senator Ada Quill of Ohio met Norvale Corp. and the World Health Organization in Washington. "


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Republican officials", "Republican Party"),
        ("Key House Republican lawmakers", "Republican Party"),
        ("Senate Democrats", "Democratic Party"),
        ("A senior Republican aide", "Republican Party"),
        ("The leading Republican candidates", "Republican Party"),
        ("The Republican leadership", "Republican Party"),
        ("Republican voters", "Republican voters"),
        ("Former Republican officials", "Former Republican officials"),
        ("Norvale executives", "Norvale Corp."),
        ("Officials at Norvale", "Norvale Corp."),
        ("The Norvale board", "Norvale Corp."),
        ("A unit of Norvale", "Norvale Corp."),
        ("A spokesperson for the World Health Organization", "World Health Organization"),
        ("A spokesman for Quill", "Ada Quill"),
        ("Quill's lawyers", "Ada Quill"),
        ("A Quill ally", "Quill ally"),
        ("Quill campaign aides", "Quill campaign"),
        ("Quill's campaign", "Quill campaign"),
        ("A spokesman for Quill's campaign", "Quill campaign"),
        ("An adviser to the Quill campaign", "Quill campaign"),
    ],
)
def test_who_speaks_without_a_name(resolver: RuleResolver, source: str, speaker: str) -> None:
    article = article_from_text(f"{OPENING}{source} accused Peru of fraud.")
    sentences = split_sentences(article)
    tagging = RuleTagger()(article, sentences)
    found = resolver(article, sentences, tagging.attributions, tagging.names).attributions
    assert [a.speaker.name for a in found if a.speaker] == [speaker]


def test_a_target_is_whom_they_stand_for_too(resolver: RuleResolver) -> None:
    article = article_from_text("Ada Quill left the Republican Party. She accused Republican lawmakers of fraud.")
    sentences = split_sentences(article)
    tagging = RuleTagger()(article, sentences)
    mentions = resolver(article, sentences, tagging.attributions, tagging.names).mentions
    assert [m.actor.name for m in mentions if m.actor] == ["Ada Quill", "Republican Party", "Republican Party"]


def test_states_and_those_who_left_stand_for_nobody() -> None:
    peru = Actor("Peru", "country", "PER")
    party = Actor("Green Party", "party")
    assert whom_they_stand_for(officials := Actor("Peruvian officials", "group", affiliation=peru)) == officials
    assert whom_they_stand_for(rebels := Actor("rebel lawmakers", "group", affiliation=party)) == rebels
    assert whom_they_stand_for(Actor("lawmakers", "group", affiliation=party)) == party
    assert whom_they_stand_for(alone := Actor("lawmakers", "group")) == alone
    junior = Actor("Bo Dane Jr.", "person")
    assert whom_they_stand_for(Actor("Dane campaign", "organisation", affiliation=junior)).name == "Dane campaign"
