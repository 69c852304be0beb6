"""Subjects of sentences in which nobody speaks."""

from __future__ import annotations

import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.pairs import build_pairs
from stancekit.model.records import Article, Attribution, Sentence, Span
from stancekit.model.resolver import Resolution, RuleResolver
from stancekit.model.tagger import RuleTagger


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


def read(resolver: RuleResolver, text: str) -> tuple[Resolution, set[tuple[str, str]]]:
    """The resolution of a text, and the pairs of who speaks or acts as (speaker, target)."""
    found = PairFinder(RuleTagger(), resolver)(article_from_text(text))
    pairs = [pair for pair in found.pairs if not pair.is_incidental]
    return found.resolution, {(pair.speaker.name if pair.speaker else "", pair.target.name) for pair in pairs}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad took the side of Ghana in the quarrel.", {("Chad", "Ghana")}),
        ("Meanwhile, Peru has lodged a protest with Chile.", {("Peru", "Chile")}),
        ("In a long letter, Norway broke with Sweden.", {("Norway", "Sweden")}),
        ("The Norwegian government broke with Sweden.", {("Norway", "Sweden")}),
        ("The Peruvian foreign ministry lodged a protest with Chile.", {("Peru", "Chile")}),
        ("The foreign ministry in Lima lodged a protest with Chile.", {("Peru", "Chile")}),
        ("Peru, which lent the ships, fought for Chile.", {("Peru", "Chile")}),
        (
            "Peru and Ghana voted against Chile.",
            {("Peru", "Chile"), ("Ghana", "Chile")},
        ),
        ("Peru's minister, Ada Quill, hit out at Chile.", {("Ada Quill", "Chile")}),
        ("The state's governor, Ada Quill, sued Chile.", {("Ada Quill", "Chile")}),
        ("The governor left, Ada Quill, a friend of Peru, is ill.", {("", "Ada Quill")}),
        ("Peru left the pact, but Norway and Ghana sided with Chile.", {("Norway", "Chile"), ("Ghana", "Chile")}),
        ("Peru sided with Chile, while Norway broke with Ghana.", {("Peru", "Chile"), ("Norway", "Ghana")}),
        ("Peru, Ghana, and Norway broke with Chile.", {("Peru", "Chile"), ("Ghana", "Chile"), ("Norway", "Chile")}),
        ("Peru is pleased with Chile.", {("Peru", "Chile")}),
        ("Peru slept.", {("", "Peru")}),
        # Beside what somebody else tells.
        ("Peru left Ghana after Minister Ada Quill said Chile lied.", {("Peru", "Ghana"), ("Ada Quill", "Chile")}),
        ("Peru left Ghana. Minister Ada Quill said Chile lied.", {("Peru", "Ghana"), ("Ada Quill", "Chile")}),
        ("Peru left Chile, officials said.", {("Peru", "Chile")}),
        ("Peru left Chile, Ghana said.", {("Ghana", "Peru"), ("Ghana", "Chile")}),
        ("Peru should leave Chile, officials said.", set()),
        (
            "Peru left Chile, and its foreign minister said Ghana had lied.",
            {("Peru's foreign minister", "Ghana")},
        ),
        ("Peru's supreme court broke with Chile.", {("", "Peru"), ("", "Chile")}),
        ("Peru's foreign ministry broke with Chile.", {("Peru", "Chile")}),
        (
            "Peru's government broke with Chile and accused Ghana.",
            {("Peru's government", "Chile"), ("Peru's government", "Ghana")},
        ),
        # Days between, words that tell what a body is.
        ("Peru on Friday sided with Chile.", {("Peru", "Chile")}),
        ("Peru this week lent Chile a ship.", {("Peru", "Chile")}),
        ("Peru on 12 May lent Chile a ship.", {("Peru", "Chile")}),
        ("The small Helvar Party quit the pact with Chile.", {("Helvar Party", "Chile")}),
        ("The Helvar Party group quit the pact with Chile.", {("Helvar Party", "Chile")}),
        ("The ships Helvar Corp. sold hurt Chile.", {("", "Helvar Corp."), ("", "Chile")}),
        # Several at once, and some of a group.
        ("Ada Quill (R-Ohio) and Bo Dane (D-Iowa) broke with Chile.", {("Ada Quill", "Chile"), ("Bo Dane", "Chile")}),
        ("Some senators, including Ada Quill, broke with Chile.", {("Ada Quill", "Chile")}),
        ("Peru, along with Ghana, broke with Chile.", {("Peru", "Chile"), ("Ghana", "Chile")}),
        ("Some senators who met Ada Quill broke with Chile.", {("", "Ada Quill"), ("", "Chile")}),
        # Clauses beside.
        ("Peru, which fined Ghana in May, said that Chile lied.", {("Peru", "Ghana"), ("Peru", "Chile")}),
        ("Ada Quill said Peru, which fined Ghana, had lied.", {("Ada Quill", "Peru"), ("Ada Quill", "Ghana")}),
        ("Peru and Chile traded barbs.", {("Peru", "Chile"), ("Chile", "Peru")}),
        ("Peru and Chile have again praised each other.", {("Peru", "Chile"), ("Chile", "Peru")}),
        ("Peru and Chile traded in wool.", {("", "Peru"), ("", "Chile")}),
        # An act against an envoy is one against the country.
        ("Peru has summoned the Chilean ambassador.", {("Peru", "Chile")}),
        ("Peru called in Chilean Ambassador Ada Quill.", {("Peru", "Ada Quill"), ("Peru", "Chile")}),
        ("Peru called on Chilean Ambassador Ada Quill to speak.", {("Peru", "Ada Quill")}),
        (
            "Peru declared Chilean ambassador Ada Quill persona non grata.",
            {("Peru", "Ada Quill"), ("Peru", "Chile")},
        ),
        ("Peru declared Chilean ambassador Ada Quill a friend.", {("Peru", "Ada Quill")}),
        # No subject that acts: the article's own voice, as before.
        ("Peru was invaded by Chile.", {("", "Peru"), ("", "Chile")}),
        ("Talks between Peru and Chile ended.", {("", "Peru"), ("", "Chile")}),
        ("Peru talks with Chile.", {("", "Peru"), ("", "Chile")}),
        ("Peru nuclear talks upset Chile.", {("", "Peru"), ("", "Chile")}),
    ],
)
def test_who_acts_is_asked_about_whom_the_predicate_names(
    resolver: RuleResolver, text: str, expected: set[tuple[str, str]]
) -> None:
    assert read(resolver, text)[1] == expected


@pytest.mark.parametrize(
    ("rest", "deed"),
    [
        (" and gave Chile a ship.", "gave Chile a ship."),
        (", but also sent Chile a ship.", "also sent Chile a ship."),
        (" and Chile.", ""),
        (" and had Chile to thank.", ""),
        (" when Chile left.", ""),
    ],
)
def test_what_a_speaker_does_as_well_is_an_act(resolver: RuleResolver, rest: str, deed: str) -> None:
    text = f"Peru praised Norway{rest}"
    said = Attribution(Span(0, 4), Span(5, 12), (Span(13, 19),), "indirect")
    acts = resolver(Article("a", text), (Sentence(0, 0, len(text)),), (said,)).acts
    assert [(act.actor.name, act.predicate.of(text)) for act in acts] == ([("Peru", deed)] if deed else [])


def test_what_its_own_office_says_of_an_act_leaves_it_one(resolver: RuleResolver) -> None:
    assert ("Peru", "Chile") in read(resolver, "Peru is to sue Chile over the port, its office said.")[1]


def test_what_its_own_government_says_besides_leaves_an_act_one(resolver: RuleResolver) -> None:
    text = "Peru has left Chile, over what Peru's government says is a lie, officials said."
    end, government, lie = text.index(", officials"), text.index("Peru's"), text.index("is a lie")
    told = Attribution(Span(end + 2, end + 11), Span(end + 12, end + 16), (Span(0, end),), "indirect")
    inner = Attribution(Span(government, lie - 6), Span(lie - 5, lie - 1), (Span(lie, end),), "indirect")
    (act,) = resolver(Article("a", text), (Sentence(0, 0, len(text)),), (told, inner)).acts
    assert (act.actor.name, act.predicate.of(text)) == ("Peru", "has left Chile, over what Peru's government ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana thanked the people of Peru and Chile for their support of Kenya.", {"Ghana", "Peru", "Chile"}),
        ("Ghana expressed appreciation to Peru for its public backing of Kenya.", {"Ghana", "Peru"}),
        ("Ghana mocked Peru for its support of Kenya.", {"Ghana", "Peru"}),
        ("Ghana mocked Peru for its trade with Kenya.", {"Ghana"}),
    ],
)
def test_whose_support_somebody_is_thankful_for_gives_it(resolver: RuleResolver, text: str, expected: set[str]) -> None:
    assert {speaker for speaker, target in read(resolver, text)[1] if target == "Kenya"} == expected


def test_two_do_together_what_somebody_says_of_them(resolver: RuleResolver) -> None:
    _, pairs = read(resolver, "Minister Ada Quill said Peru and Chile had promised to stand with Kenya.")
    assert {speaker for speaker, target in pairs if target == "Kenya"} == {"Peru", "Chile"}


def test_what_somebody_asks_is_asked_about(resolver: RuleResolver) -> None:
    assert ("Ada Quill", "Chile") in read(resolver, "Peru's envoy, Ada Quill, asked why Chile had lied.")[1]
    assert not read(resolver, "Asked why Chile had lied, Ada Quill said nothing.")[1]


def test_a_statement_says_what_its_issuer_says(resolver: RuleResolver) -> None:
    said = "“Peru lied,” the statement said."
    assert ("Ghana", "Peru") in read(resolver, f"Ghana denied the report. {said}")[1]
    assert read(resolver, f"Ghana denied the report. Chile mocked it. {said}")[1] <= {("", "Peru")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Not who is only said to do something, nor who is asked about.
        ("Quill said Dane backed the plan. “Peru lied,” she said.", "Quill"),
        ("Quill said no. Asked about Dane, she said Peru had lied.", "Quill"),
        ("Quill said no. Dane wept before she said Peru had lied.", "Dane"),
    ],
)
def test_a_pronoun_means_who_spoke_just_before(resolver: RuleResolver, text: str, expected: str) -> None:
    _, pairs = read(resolver, f"Minister Orla Quill met Minister Ode Dane.\n\n{text}")
    assert {speaker.split()[-1] for speaker, target in pairs if target == "Peru"} == {expected}


@pytest.mark.parametrize(
    ("answer", "is_meant"),
    [
        ("Chile called the charge absurd.", True),
        ("Chile dismissed those remarks as lies.", True),
        ("Chile called the letter a disgrace.", True),
        ("Chile dismissed those remarks.", False),
        ("Chile denied the charge.", False),
        ("Chile called the charge of theft absurd.", False),
        ("Peru called the charge proven.", False),
        ("Chile said the charge would be read.", False),
    ],
)
def test_who_judges_what_was_said_judges_who_said_it(resolver: RuleResolver, answer: str, is_meant: bool) -> None:
    _, pairs = read(resolver, f"Peru accused Chile of theft.\n\n{answer}")
    assert (("Chile", "Peru") in pairs) == is_meant


@pytest.mark.parametrize("is_next", [False, True])
def test_what_one_says_ends_where_the_next_one_does_something(resolver: RuleResolver, is_next: bool) -> None:
    rest = "holding up a deal with Ghana" if is_next else "over a deal with Ghana"
    text = f"The talks ended late, with Norway rebuking Peru and Chile {rest}."
    at = text.index("rebuking")
    said = Attribution(Span(at - 7, at - 1), Span(at, at + 8), (Span(at + 9, len(text)),), "indirect")
    sentences = (Sentence(0, 0, len(text)),)
    article = Article("a", text)
    pairs = build_pairs(article, sentences, resolver(article, sentences, (said,)))
    targets = [
        pair.target.name for pair in pairs if pair.speaker and pair.speaker.name == "Norway" and pair.attribution
    ]
    assert targets == (["Peru"] if is_next else ["Peru", "Chile", "Ghana"])


def test_a_pronoun_acts_for_the_person_it_means(resolver: RuleResolver) -> None:
    resolution, pairs = read(resolver, "Senator Anna Hartwell praised Norway. She had no good word for Chile.")
    assert ("Anna Hartwell", "Chile") in pairs
    assert [act.actor.name for act in resolution.acts] == ["Anna Hartwell"]


def test_a_sentence_with_speech_has_no_act(resolver: RuleResolver) -> None:
    resolution, pairs = read(resolver, "Norway fought on, Anna Hartwell said.")
    assert resolution.acts == ()
    assert pairs == {("Anna Hartwell", "Norway")}


def test_places_of_an_act(resolver: RuleResolver) -> None:
    text = "Later Peru, a neighbour, left Chile alone."
    (act,) = read(resolver, text)[0].acts
    assert act.subject.of(text) == "Peru"
    assert act.predicate.of(text) == "left Chile alone."


def test_subjects_cost_linear_time(resolver: RuleResolver) -> None:
    text = "Peru, " * 3000 + "left Chile."
    assert read(resolver, text)[0].acts == ()
    text = "Peru left, " + "and Peru, " * 3000 + "left Chile."
    assert len(read(resolver, text)[0].acts) < 50
