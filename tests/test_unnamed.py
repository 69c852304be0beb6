"""Who has no name: the body that unnamed people stand for, or nobody."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Actor, ActorKind, Article
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences
from stancekit.model.stand_ins import whom_they_stand_for
from stancekit.model.tagger import RuleTagger
from stancekit.model.unnamed import is_nobody

REED = Actor("Reed Party", "party")
LEAGUE = Actor("Harbour League", "organisation")
PERU = Actor("Peru", "country", "PER")


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


@pytest.mark.parametrize(
    ("name", "kind", "side", "stands"),
    [
        ("Reed Party leaders", "group", REED, True),
        ("Reed senators", "group", REED, True),
        ("Reed aide", "person", REED, True),
        ("spokeswoman", "person", LEAGUE, True),
        ("League officials", "group", LEAGUE, True),
        ("Reed voters", "group", REED, False),
        ("Reed supporters", "group", REED, False),
        ("Reed senator", "person", REED, False),
        ("Reed nominee", "person", REED, False),
        ("Peruvian officials", "group", PERU, False),
        ("Ada Quill", "person", REED, False),
    ],
)
def test_unnamed_people_stand_for_their_party_or_body(name: str, kind: ActorKind, side: Actor, stands: bool) -> None:
    actor = Actor(name, kind, affiliation=side)
    assert whom_they_stand_for(actor) == (side if stands else actor)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (Actor("voters", "group"), True),
        (Actor("Critics", "group"), True),
        (Actor("Reeder", "person", affiliation=Actor("Reed Party", "party", aliases=("Reeder", "Reeders"))), True),
        (Actor("Kurds", "group"), False),
        (Actor("Legal observers", "group"), True),
        (Actor("federal judge", "person"), True),
        (Actor("committee", "organisation"), True),
        (Actor("Reed senator", "person", affiliation=REED), True),
        (Actor("Reed voters", "group", affiliation=REED), True),
        (Actor("ministry official", "person", affiliation=Actor("Ministry", "organisation", affiliation=PERU)), False),
        (Actor("Norrvik municipality", "organisation"), False),
        (Actor("Tatars", "group"), False),
        (Actor("Ada d'Entremont", "person"), False),
        (Actor("senior diplomat", "person", affiliation=PERU), False),
        (None, False),
    ],
)
def test_who_is_only_described_is_nobody(actor: Actor | None, expected: bool) -> None:
    assert is_nobody(actor) == expected


@pytest.mark.parametrize(
    "source", ["Republican senators", "House Republican leaders", "A Republican aide", "House Republicans"]
)
def test_people_of_a_party_speak_as_the_party(resolver: RuleResolver, source: str) -> None:
    article = Article("a", f"{source} said that Boris Quill had lied.")
    sentences = split_sentences(article)
    found = resolver(article, sentences, RuleTagger()(article, sentences).attributions)
    assert {a.speaker.name for a in found.attributions if a.speaker} == {"Republican Party"}
