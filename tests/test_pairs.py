"""Which questions an article puts to the classifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest

from stancekit.model.acts import Act
from stancekit.model.analyzer import StanceAnalyzer
from stancekit.model.articles import article_from_text
from stancekit.model.classifier import StanceClassifier
from stancekit.model.finder import PairFinder
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.pairs import build_pairs
from stancekit.model.records import (
    Actor,
    ActorKind,
    Article,
    Attribution,
    Label,
    Mention,
    Pair,
    Sentence,
    Span,
    Stance,
)
from stancekit.model.resolver import Resolution, RuleResolver
from stancekit.model.tagger import RuleTagger

IRAN = Actor("Iran", "country", "IRN")
IRAQ = Actor("Iraq", "country", "IRQ")
USA = Actor("United States", "country", "USA")
MINA = Actor("Mina Rostami", "person", affiliation=IRAN)
TEXT = "Mina Rostami praised Iraq and Iran. Iraq and Iraq again. Tehran slept near Iraq."


def span(surface: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(surface, start + 1)
    return Span(start, start + len(surface))


def mention(surface: str, actor: Actor, nth: int = 0, **changes: object) -> Mention:
    place = span(surface, nth)
    return replace(Mention(place.start, place.end, actor.kind, actor), **changes)


SENTENCES = (Sentence(0, 0, 35), Sentence(1, 36, 56, 1), Sentence(2, 57, 80, 1))
MENTIONS = (
    mention("Mina Rostami", MINA),
    mention("Iraq", IRAQ),
    mention("Iran", IRAN),
    mention("Iraq", IRAQ, 1),
    mention("Iraq", IRAQ, 2),
    mention("Tehran", IRAN, kind="place"),
    mention("Iraq", IRAQ, 3),
)
PRAISE = Attribution(span("Mina Rostami"), span("praised"), (span("Iraq and Iran"),), "indirect", MINA)


def asked(article: Article, sentences: Sequence[Sentence], resolution: Resolution) -> list[Pair]:
    """The pairs of who speaks or acts, without those of actors that are merely named."""
    return [pair for pair in build_pairs(article, sentences, resolution) if not pair.is_incidental]


def pairs(*attributions: Attribution, mentions: tuple[Mention, ...] = MENTIONS) -> list[Pair]:
    return asked(Article("a", TEXT), SENTENCES, Resolution(mentions, attributions, ()))


def seen(pair: Pair) -> tuple[int, str, str]:
    return pair.sentence.index, pair.speaker.name if pair.speaker else "", pair.target.name


def test_a_speaker_meets_each_actor_of_the_content_but_not_their_own_country() -> None:
    assert [seen(pair) for pair in pairs(PRAISE)] == [
        (0, "Mina Rostami", "Iraq"),
        (1, "", "Iraq"),
        (2, "", "Iraq"),
    ]


def test_the_pair_knows_its_attribution_and_its_places() -> None:
    first = pairs(PRAISE)[0]
    assert first.attribution == PRAISE
    assert first.speaker is not None and first.speaker.span == span("Mina Rostami")
    assert first.target.span == span("Iraq")


def test_the_first_mention_of_a_target_in_a_sentence_is_marked_once() -> None:
    second = next(pair for pair in pairs(PRAISE) if pair.sentence.index == 1)
    assert second.target.span == span("Iraq", 1)


def test_a_carried_speaker_stands_outside_the_sentence() -> None:
    carried = Attribution(None, None, (Span(36, 56),), "direct", MINA)
    second = next(pair for pair in pairs(PRAISE, carried) if pair.sentence.index == 1)
    assert second.speaker is not None
    assert (second.speaker.name, second.speaker.span) == ("Mina Rostami", None)


def test_content_over_two_sentences_gives_pairs_in_both() -> None:
    running = Attribution(span("Mina Rostami"), span("praised"), (Span(21, 56),), "mixed", MINA)
    assert [seen(pair)[:2] for pair in pairs(running)] == [(0, "Mina Rostami"), (1, "Mina Rostami"), (2, "")]


def test_an_unresolved_source_is_named_by_its_words() -> None:
    unresolved = replace(PRAISE, speaker=None)
    assert seen(pairs(unresolved)[0]) == (0, "Mina Rostami", "Iraq")


@pytest.mark.parametrize(
    "source", ["Nobody in Oslo", "Not everyone in Oslo", "no one", "Anybody who sails", "The letter"]
)
def test_whoever_it_may_be_asks_nothing(source: str) -> None:
    text = f"{source} praised Iraq."
    start = len(source) + 9
    mentions = (Mention(start, start + 4, "country", IRAQ),)
    praise = Attribution(Span(0, len(source)), Span(start - 8, start - 1), (Span(start, start + 4),), "indirect")
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (praise,), ()))
    assert [seen(pair) for pair in found] == [(0, "", "Iraq")]  # the article's own voice


def test_places_and_unresolved_mentions_are_no_targets() -> None:
    loose = (replace(MENTIONS[6], actor=None), MENTIONS[5])
    assert pairs(mentions=loose) == []


def test_unnamed_people_of_a_state_are_their_country_as_a_target() -> None:
    soldiers = Actor("Iraqi army soldiers", "group", affiliation=IRAQ)
    faithful = Actor("Iraqi pilgrims", "group")
    found = pairs(mentions=(mention("Iraq", soldiers, 1), mention("Iraq", faithful, 3)))
    assert [pair.target.actor for pair in found] == [IRAQ]  # pilgrims are nobody


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Mina said Rome has always been against states such as Iraq.", ["Rome"]),
        ("Mina said Rome is openly hostile to Iraq.", ["Rome"]),
        ("Mina said Rome fought against Iraq.", ["Rome", "Iraq"]),
        ("Mina said she was against Iraq.", ["Iraq"]),
        ("Mina said Rome is against it, and Iraq too.", ["Rome", "Iraq"]),
    ],
)
def test_whom_another_is_said_to_be_against_is_not_the_speakers_target(text: str, targets: list[str]) -> None:
    actors = {"Mina": MINA, "Rome": Actor("Rome", "country", "ITA"), "Iraq": IRAQ}
    mentions = sorted(
        (
            Mention(text.index(name), text.index(name) + len(name), actor.kind, actor)
            for name, actor in actors.items()
            if name in text
        ),
        key=lambda m: m.start,
    )
    said = Attribution(Span(0, 4), Span(5, 9), (Span(10, len(text)),), "indirect", MINA)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(tuple(mentions), (said,), ()))
    assert [pair.target.name for pair in found] == targets


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Asked about Iraq, Mina said Rome had won.", ["Rome"]),
        ("When asked by Bo's paper if she would condemn Iraq, Mina said Rome had won.", ["Rome"]),
        ("Mina said Rome had won, asked whether Iraq was a threat.", ["Rome"]),
        ("Mina said she had asked why Iraq lied about Rome.", ["Iraq", "Rome"]),
        ("Mina said Iraq was asked to leave Rome.", ["Iraq", "Rome"]),
        ("Rome failed on Monday to agree on a ban of Iraq.", ["Rome"]),
        ("Rome failed to stop Iraq.", ["Rome", "Iraq"]),
    ],
)
def test_whom_somebody_is_asked_about_or_fails_to_agree_on_is_no_target(text: str, targets: list[str]) -> None:
    actors = {"Rome": Actor("Rome", "country", "ITA"), "Iraq": IRAQ}
    places = sorted((text.index(name), actor) for name, actor in actors.items())
    mentions = tuple(Mention(start, start + 4, "country", actor) for start, actor in places)
    said = Attribution(None, Span(0, 4), (Span(0, len(text)),), "indirect", MINA)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
    assert [pair.target.name for pair in found] == targets


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("“A pest,” Mina said of Iraq.", ["Iraq"]),
        ("“A pest,” Mina said about the Iraq of old.", ["Iraq"]),
        ("“A pest,” Mina said of talks with Iraq.", []),
        ("“A pest,” Mina said in Iraq.", []),
    ],
)
def test_whom_a_quotation_is_said_of_is_its_target(text: str, targets: list[str]) -> None:
    place = text.index("Iraq")
    said = Attribution(Span(10, 14), Span(15, 19), (Span(0, 9),), "direct", MINA)
    mentions = (Mention(place, place + 4, "country", IRAQ),)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
    assert [pair.target.name for pair in found] == targets


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Iran, the supplier, which he accused of lying.", True),
        ("Iran which he accused of lying.", True),
        ('" Iran " which he accused of lying.', True),
        ("Iran slept near a house which he accused of lying.", False),
    ],
)
def test_whom_which_means_is_asked_about(text: str, is_asked: bool) -> None:
    start = text.index("which")
    accusation = Attribution(
        Span(start + 6, start + 8), Span(start + 9, start + 16), (Span(start, start + 5),), "indirect", RUI
    )
    found = resolved(text, IRAN, attributions=(accusation,))
    assert (("Rui Costa", "Iran") in [seen(pair)[1:] for pair in found if not pair.is_incidental]) == is_asked


def test_no_sentences_no_pairs() -> None:
    assert asked(Article("a", ""), (), Resolution((), (), ())) == []


def test_what_a_speaker_reports_of_another_is_the_others_stance() -> None:
    text = "Iran said that Iraq accuses Peru and thanks Chile."
    peru, chile = Actor("Peru", "country", "PER"), Actor("Chile", "country", "CHL")

    def at(surface: str) -> Span:
        return Span(text.index(surface), text.index(surface) + len(surface))

    mentions = tuple(
        Mention(at(actor.name).start, at(actor.name).end, "country", actor) for actor in (IRAN, IRAQ, peru, chile)
    )
    outer = Attribution(at("Iran"), at("said"), (at("that Iraq accuses Peru and thanks Chile"),), "indirect", IRAN)
    inner = Attribution(at("Iraq"), at("accuses"), (at("Peru"),), "indirect", IRAQ)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (outer, inner), ()))
    assert {seen(pair)[1:] for pair in found} == {("Iran", "Iraq"), ("Iraq", "Peru"), ("Iran", "Chile")}
    unknown = replace(inner, speaker=None)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (outer, unknown), ()))
    assert ("Iran", "Peru") in {seen(pair)[1:] for pair in found}


def test_what_another_denies_stays_the_speakers_stance() -> None:
    text = "Iran said that Iraq lied, a claim Peru denied."

    def at(surface: str) -> Span:
        return Span(text.index(surface), text.index(surface) + len(surface))

    mention = Mention(at("Iraq").start, at("Iraq").end, "country", IRAQ)
    said = Attribution(at("Iran"), at("said"), (at("that Iraq lied"),), "indirect", IRAN)
    denied = Attribution(at("Peru"), at("denied"), (at("Iraq lied"),), "indirect", Actor("Peru", "country", "PER"))
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution((mention,), (said, denied), ()))
    assert {seen(pair)[1:] for pair in found} == {("Iran", "Iraq"), ("Peru", "Iraq")}


def test_within_what_a_speaker_says_a_source_that_is_nobody_asks_nothing() -> None:
    text = "Iran said that reports show that Iraq lies."
    whole, inner = text.index("that reports"), text.index("that Iraq")
    mention = Mention(text.index("Iraq"), text.index("Iraq") + 4, "country", IRAQ)
    outer = Attribution(Span(0, 4), Span(5, 9), (Span(whole, len(text) - 1),), "indirect", IRAN)
    reports = Attribution(Span(whole + 5, whole + 12), None, (Span(inner, len(text) - 1),), "indirect")
    for given, expected in (((outer, reports), ["Iran"]), ((reports,), [])):
        found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution((mention,), given, ()))
        assert [pair.speaker.name for pair in found if pair.speaker] == expected


def test_whom_a_speaker_meets_before_speaking_is_asked_about_and_the_articles_voice_is_not() -> None:
    said = replace(PRAISE, content=(span("Iran"),))
    act = Act(0, MINA, span("Mina Rostami"), span("praised Iraq and "))
    resolution = Resolution(MENTIONS, (said,), (), (act,))
    found = [seen(pair) for pair in asked(Article("a", TEXT), SENTENCES, resolution)]
    assert found[:2] == [(0, "Mina Rostami", "Iraq"), (1, "", "Iraq")]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("Mina told Iraq it should leave.", "Mina", "told", "it should leave", ["Iraq"]),
        ("Mina warned the Iraq that it fails.", "Mina", "warned", "that it fails", ["Iraq"]),
        ("Mina told reporters in Iraq it fails.", "Mina", "told", "it fails", []),
        ("Mina noted Iraq it fails.", "Mina", "noted", "it fails", []),
        ("It fails, Mina told Iraq.", "Mina", "told", "It fails", []),
        ("Mina told Iraq Iraq fails.", "Mina", "told", "Iraq fails", ["Iraq"]),
    ],
)
def test_a_state_that_is_told_something_is_asked_about(
    text: str, source: str, cue: str, content: str, expected: list[str]
) -> None:
    def at(surface: str) -> Span:
        start = text.rindex(surface)
        return Span(start, start + len(surface))

    places = [i for i in range(len(text)) if text.startswith("Iraq", i)]
    mentions = tuple(Mention(i, i + 4, "country", IRAQ) for i in places)
    mina = replace(MINA, name="Mina", affiliation=IRAN)
    said = Attribution(at(source), at(cue), (at(content),), "indirect", mina)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
    assert [pair.target.name for pair in found] == expected
    assert all(pair.speaker and pair.speaker.name == "Mina" for pair in found)


def resolved(text: str, *actors: Actor, attributions: tuple[Attribution, ...] = ()) -> list[Pair]:
    """The pairs of one sentence in which each actor stands once, by its name."""
    mentions = sorted(
        (Mention(text.index(a.name), text.index(a.name) + len(a.name), a.kind, a) for a in actors),
        key=lambda m: m.start,
    )
    resolution = Resolution(tuple(mentions), attributions, ())
    return build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), resolution)


def incidental(found: list[Pair]) -> list[tuple[str, str]]:
    return [(p.speaker.name, p.target.name) for p in found if p.is_incidental and p.speaker]


RUI = Actor("Rui Costa", "person")
LEAGUE = Actor("Reed League", "party")
NORWAY = Actor("Norway", "country", "NOR")


def test_an_actor_that_is_merely_named_is_asked_about_each_other_one() -> None:
    text = "Iran lies, a claim that Rui Costa dismissed as did the Reed League."
    lie = Attribution(Span(0, 4), Span(5, 9), (Span(5, 9),), "indirect", IRAN)
    found = resolved(text, IRAN, RUI, LEAGUE, attributions=(lie,))
    assert incidental(found) == [
        ("Rui Costa", "Iran"),
        ("Rui Costa", "Reed League"),
        ("Reed League", "Iran"),
        ("Reed League", "Rui Costa"),
    ]
    assert found[0].attribution is None
    assert found[0].speaker is not None and found[0].speaker.span == Span(24, 33)


@pytest.mark.parametrize("kind", ["country", "party", "armed_group", "international", "organisation", "group"])
def test_unnamed_people_who_are_merely_named_are_asked_about_nobody(kind: ActorKind) -> None:
    named = Actor("Afghan refugees", kind)
    found = incidental(resolved("A plea by Afghan refugees reached Rui Costa.", named, RUI))
    both = [("Afghan refugees", "Rui Costa"), ("Rui Costa", "Afghan refugees")]
    assert found == (both if kind != "group" else [])


def test_two_names_that_stand_as_one_are_not_asked_about_each_other() -> None:
    assert incidental(resolved("Poor Rui Costa and Iran wept.", RUI, IRAN)) == []
    assert incidental(resolved("Poor Rui Costa, like Iran, wept.", RUI, IRAN)) != []


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Greens favored Rui Costa, 72 percent to 8 percent.", False),
        ("A poll of Greens found Rui Costa ahead.", False),
        ("Greens favored Rui Costa, 72 to 8.", True),
        ("The Green Party favored Rui Costa, 72 percent to 8 percent.", True),
    ],
)
def test_a_poll_of_voters_tells_nothing_of_their_party(text: str, is_asked: bool) -> None:
    name = "Green Party" if "Party" in text else "Greens"
    party = Mention(text.index(name), text.index(name) + len(name), "party", Actor("Green Party", "party"))
    rui = Mention(text.index("Rui"), text.index("Rui") + 9, "person", RUI)
    found = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution((party, rui), (), ()))
    assert any(pair.speaker and pair.speaker.name == "Green Party" for pair in found) == is_asked


@pytest.mark.parametrize(("words", "is_asked"), [("police", False), ("the military", False), ("the ministers", True)])
def test_who_serves_a_state_is_not_the_state(words: str, is_asked: bool) -> None:
    text = f"Rui Costa said he would honor {words}."
    place = Span(text.index(words), text.index(words) + len(words))
    content = Span(text.index("he"), len(text))
    said = Attribution(Span(0, 9), Span(10, 14), (content,), "indirect", RUI)
    mentions = (Mention(0, 9, "person", RUI), Mention(place.start, place.end, "country", IRAN))
    found = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
    assert any(pair.target.name == "Iran" for pair in found) == is_asked


@pytest.mark.parametrize("noun", ["campaign", "troops", "fans’"])
def test_a_name_that_describes_a_noun_is_nobody(noun: str) -> None:
    assert incidental(resolved(f"The Rui Costa {noun} mocked Iran.", RUI, IRAN)) == [("Iran", "Rui Costa")]
    named = incidental(resolved("Poor Rui Costa mocked Iran.", RUI, IRAN))
    assert named == [("Rui Costa", "Iran"), ("Iran", "Rui Costa")]


@pytest.mark.parametrize(("cue", "is_asked"), [("accused", True), ("quoted", False), ("accused, on paper, ", False)])
def test_whom_a_cue_judges_is_asked_about_wherever_the_content_begins(cue: str, is_asked: bool) -> None:
    text = f"Rui Costa {cue} Norway on Monday of lying."
    verb = cue.split(",")[0]
    said = Attribution(Span(0, 9), Span(10, 10 + len(verb)), (Span(text.index("of"), len(text) - 1),), "indirect", RUI)
    found = resolved(text, RUI, NORWAY, attributions=(said,))
    assert (("Rui Costa", "Norway") in [seen(pair)[1:] for pair in found if not pair.is_incidental]) == is_asked


@pytest.mark.parametrize(
    ("text", "quote", "is_asked"),
    [
        ("“You lied,” Iran told Rui Costa.", "“You lied,”", True),
        ("Iran told Rui Costa: “Your word is worthless.”", "“Your word is worthless.”", True),
        ("“He lied,” Iran told Rui Costa.", "“He lied,”", False),
        ("“You lied,” Iran told friends of Rui Costa.", "“You lied,”", False),
        ("“You know, he lied,” Iran told Rui Costa.", "“You know, he lied,”", False),
        ("“You lied,” Iran said, and Rui Costa left.", "“You lied,”", False),
    ],
)
def test_who_is_meant_by_you_is_asked_about(text: str, quote: str, is_asked: bool) -> None:
    start, source, cue = text.index(quote), text.index("Iran"), text.index("told" if "told" in text else "said")
    content = (Span(start, start + len(quote)),)
    said = Attribution(Span(source, source + 4), Span(cue, cue + 4), content, "direct", IRAN)
    found = [seen(p)[1:] for p in resolved(text, IRAN, RUI, attributions=(said,)) if not p.is_incidental]
    assert (("Iran", "Rui Costa") in found) == is_asked


def test_a_predecessors_government_is_not_the_speakers_side() -> None:
    states = Actor("United States", "country", "USA")
    for name, words, is_asked in (
        ("Donald Trump", "Biden administration", True),
        ("Donald Trump", "Trump administration", False),
        ("Rui Costa", "Biden administration", False),
        ("Donald Trump", "Merkel government", False),
    ):
        text = f"{name} blamed the {words}."
        speaker = Actor(name, "person", affiliation=states)
        mentions = (
            Mention(0, len(name), "person", speaker),
            Mention(text.index(words), len(text) - 1, "country", states),
        )
        said = Attribution(Span(0, len(name)), None, (Span(len(name) + 8, len(text) - 1),), "indirect", speaker)
        found = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
        # Of the own side only as of an incidental speaker.
        assert ((name, "United States") in [seen(p)[1:] for p in found if not p.is_incidental]) == is_asked


def test_what_a_named_person_says_of_the_own_country_is_asked_as_of_an_incidental_speaker() -> None:
    states = Actor("Iran", "country", "IRN")
    union = Actor("Reed League", "organisation")
    text = "X said Iran had kept its word."
    for speaker, target, is_asked in (
        (Actor("Rui Costa", "person", affiliation=states), states, True),
        (Actor("an Iranian official", "person", affiliation=states), states, False),
        (Actor("Iranian ministry", "organisation", affiliation=states), states, False),
        (Actor("Rui Costa", "person", affiliation=union), union, False),
    ):
        said = Attribution(Span(0, 1), Span(2, 6), (Span(7, len(text) - 1),), "indirect", speaker)
        mentions = (Mention(7, 11, "country", target),)
        pairs = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
        assert [(p.target.name, p.is_incidental) for p in pairs if p.speaker] == [(target.name, True)] * is_asked


@pytest.mark.parametrize(("words", "is_asked"), [("the Democrats", True), ("Democratic colleagues", False)])
def test_what_a_named_person_says_of_the_own_party_is_asked_so_too(words: str, is_asked: bool) -> None:
    party = Actor("Democratic Party", "party", aliases=("Democrats", "Democrat", "Democratic"))
    speaker = Actor("Rui Costa", "person", affiliation=party)
    text = f"X said {words} had failed."
    said = Attribution(Span(0, 1), Span(2, 6), (Span(7, len(text) - 1),), "indirect", speaker)
    at = text.index("Democrat")
    mentions = (Mention(at, text.index(" ", at), "party", party),)
    pairs = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
    assert [(p.target.name, p.is_incidental) for p in pairs if p.speaker] == [("Democratic Party", True)] * is_asked


def test_what_a_named_person_does_to_the_own_party_is_asked_so_too() -> None:
    party = Actor("Democratic Party", "party", aliases=("Democrats", "Democrat", "Democratic"))
    speaker = Actor("Rui Costa", "person", affiliation=party)
    text = "Rui Costa broke with the Democrats."
    act = Act(0, speaker, Span(0, 9), Span(10, len(text)))
    mentions = (Mention(0, 9, "person", speaker), Mention(25, 34, "party", party))
    pairs = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (), (), (act,)))
    assert [(p.target.name, p.is_incidental) for p in pairs if p.speaker and p.speaker.name == "Rui Costa"] == [
        ("Democratic Party", True)
    ]


@pytest.mark.parametrize(("cue", "is_asked"), [("said", False), ("mocked", True)])
@pytest.mark.parametrize("name", ["Tehran", "Iran"])
def test_what_is_said_of_the_own_capital_takes_no_side(cue: str, name: str, *, is_asked: bool) -> None:
    text = f"Mina Rostami {cue} {name} at length."
    at = text.index(cue)
    said = Attribution(Span(0, 12), Span(at, at + len(cue)), (Span(text.index(name), len(text) - 1),), "indirect", MINA)
    place = text.index(name)
    mentions = (Mention(place, place + len(name), "country", IRAN),)
    pairs = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (said,), ()))
    assert bool([pair for pair in pairs if pair.speaker]) == (is_asked or name == "Iran")


def test_who_vetoes_a_draft_is_not_against_the_body_before_which_it_is() -> None:
    for cue, behind, is_asked in (
        ("vetoed", " draft", False),
        ("vetoed", "'s second resolution on peace", False),
        ("vetoed", " call", True),
        ("condemned", " draft", True),
    ):
        text = f"Rui Costa {cue} the Reed League{behind}."
        said = Attribution(Span(0, 9), Span(10, 10 + len(cue)), (Span(11 + len(cue), len(text)),), "indirect", RUI)
        for kind in ("organisation", "party"):
            pairs = resolved(text, RUI, replace(LEAGUE, kind=kind), attributions=(said,))
            found = [seen(pair)[1:] for pair in pairs if not pair.is_incidental]
            assert (("Rui Costa", "Reed League") in found) == (is_asked or kind == "party")


def test_whose_party_it_is_takes_no_stance() -> None:
    for words, is_asked in (("Rui Costa's Reed League", False), ("Rui Costa and Reed League", True)):
        found = incidental(resolved(f"{words} mocked Iran.", RUI, LEAGUE, IRAN))
        assert (("Rui Costa", "Iran") in found) == is_asked
        assert ("Reed League", "Iran") in found


def test_whose_son_it_is_takes_no_stance() -> None:
    for before, is_asked in (("whose son ", False), ("and his son ", True)):
        found = incidental(resolved(f"A plea to Iran by Mina Rostami, {before}Rui Costa was seized.", IRAN, RUI, MINA))
        assert (("Rui Costa", "Iran") in found) == is_asked


def test_a_people_that_is_merely_named_takes_no_stance() -> None:
    laos = Actor("Laos", "country", "LAO", aliases=("Lao", "Laotian", "Laotians"))
    for words, is_asked in (("Laotians", False), ("Laos", True)):
        text = f"{words} feared Iran."
        mentions = (
            Mention(0, len(words), "country", laos),
            Mention(len(text) - 5, len(text) - 1, "country", IRAN),
        )
        found = build_pairs(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (), ()))
        assert (("Laos", "Iran") in incidental(found)) == is_asked


def test_where_something_happens_takes_no_stance() -> None:
    for text, is_asked in (("At Norway, Iran wept.", False), ("But Norway, Iran and others wept.", True)):
        assert (("Norway", "Iran") in incidental(resolved(text, NORWAY, IRAN))) == is_asked


def test_whose_somebody_is_takes_no_stance() -> None:
    for words in ("Norway's Rui Costa", "Rui Costa of Norway"):
        text = f"{words} mocked Iran."
        source, cue = Span(0, len(words)), Span(len(words) + 1, len(words) + 7)
        said = Attribution(source, cue, (Span(cue.end + 1, len(text) - 1),), "indirect", RUI)
        assert ("Norway", "Iran") not in incidental(resolved(text, RUI, NORWAY, IRAN, attributions=(said,)))


def test_a_statement_speaks_for_nobody_whoever_signed_it() -> None:
    for source, is_asked in (
        ("The statement, signed by Ghanaians,", False),
        ("signed by Ghana", False),
        ("A Ghanaian paper", False),
        ("The Ghana Paper", True),
        ("The Tamale Herald", True),
    ):
        text = f"{source} mocked Iran."
        said = Attribution(
            Span(0, len(source)),
            Span(len(source) + 1, len(source) + 7),
            (Span(len(source) + 8, len(text) - 1),),
            "indirect",
        )
        assert any(pair.speaker for pair in resolved(text, IRAN, attributions=(said,))) == is_asked


def test_one_of_a_party_is_not_the_party() -> None:
    text = "Norway slept while Rui Costa, a Republican, dismissed Iran."
    for aliases, asked_too in ((("Republicans",), False), ((), True)):
        republican = Actor("Republican", "party", aliases=aliases)
        found = incidental(resolved(text, RUI, republican, IRAN))
        assert (("Republican", "Iran") in found) == (("Iran", "Republican") in found) == asked_too
        assert ("Rui Costa", "Iran") in found


def test_neither_who_is_called_by_no_name_nor_a_long_list_is_asked_about() -> None:
    text = "Norway slept while a Swiss diplomat dismissed Iran."
    assert incidental(resolved(text, Actor("Swiss diplomat", "person"), IRAN)) == []
    for words in (("He", "Iran"), ("Rui Costa", "it"), ("the premier", "Iran")):
        said = f"{words[0]} slept and dismissed {words[1]}."
        places = [said.index(word) for word in words]
        mentions = [Mention(a, a + len(w), x.kind, x) for a, w, x in zip(places, words, (RUI, IRAN), strict=True)]
        sentence = (Sentence(0, 0, len(said)),)
        assert not incidental(build_pairs(Article("a", said), sentence, Resolution(tuple(mentions), (), ())))
    others = [Actor(name, "party") for name in ("Alpha", "Beta", "Gamma", "Delta")]
    for many in (others[:3], others):
        listed = "Rui Costa, Iran, " + ", ".join(actor.name for actor in many) + " slept."
        assert len(incidental(resolved(listed, RUI, IRAN, *many))) == (20 if len(many) == 3 else 0)


def test_whom_another_speaks_of_is_asked_about_nobody_unless_it_is_its_own_official() -> None:
    text = "An official said Norway has no trust in Iran."
    for name, affiliation, is_asked in (
        ("official", NORWAY, True),
        ("defence ministry", NORWAY, True),
        ("official", USA, False),
        ("Rui Costa", NORWAY, False),
    ):
        speaker = Actor(name, "organisation" if "ministry" in name else "person", affiliation=affiliation)
        said = Attribution(Span(0, 11), Span(12, 16), (Span(17, len(text)),), "indirect", speaker)
        assert (("Norway", "Iran") in incidental(resolved(text, NORWAY, IRAN, attributions=(said,)))) == is_asked


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Rui Costa's deputy praised Iran.", False),
        ("Rui Costa’s former campaign manager praised Iran.", False),
        ("Rui Costa's plan for ministers angered Iran.", True),
        ("Rui Costa's anger at Iran grew.", True),
    ],
)
def test_whose_deputy_somebody_is_has_no_part_in_what_he_says(text: str, is_asked: bool) -> None:
    assert (("Rui Costa", "Iran") in incidental(resolved(text, RUI, IRAN))) == is_asked


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Bo, floor leader of the opposition Reed League, mocked Iran.", False),
        ("Bo, a spokesman for Reed League, mocked Iran.", False),
        ("Some 200 members of Reed League mocked Iran.", True),
        ("The anger of the Reed League at Iran grew.", True),
    ],
)
def test_whose_leader_somebody_is_has_no_part_in_what_he_says(text: str, *, is_asked: bool) -> None:
    assert (("Reed League", "Iran") in incidental(resolved(text, LEAGUE, IRAN))) == is_asked


@pytest.mark.parametrize(
    ("opening", "is_asked"),
    [
        ("Of Norway", True),
        ("As for the Norway", True),
        ("About Norway", True),
        ("Of Norway's ports", True),
        ("Of the Norway team", False),
        ("Of four in Norway", False),
        ("Weary of Norway", False),
    ],
)
def test_whom_a_sentence_announces_is_what_it_says_something_of(opening: str, *, is_asked: bool) -> None:
    text = f"{opening} Rui Costa said that it was late."
    at = text.index
    said = Attribution(
        Span(at("Rui"), at(" said")), Span(at("said"), at(" that")), (Span(at("that"), len(text)),), "indirect", RUI
    )
    found = [seen(p)[1:] for p in resolved(text, NORWAY, RUI, attributions=(said,)) if not p.is_incidental]
    assert (("Rui Costa", "Norway") in found) == is_asked


@pytest.mark.parametrize("source", ["Rui Costa of the Reed League", "Rui Costa, whom the Reed League backed,"])
@pytest.mark.parametrize("side", [LEAGUE, NORWAY, None])
def test_who_is_named_in_the_words_for_a_speaker_has_no_part_in_what_he_says(source: str, side: Actor | None) -> None:
    text = f"{source} mocked Iran."
    at = text.index("mocked")
    rui = replace(RUI, affiliation=side)
    said = Attribution(Span(0, at - 1), Span(at, at + 6), (Span(at + 7, len(text)),), "indirect", rui)
    found = incidental(resolved(text, rui, LEAGUE, IRAN, attributions=(said,)))
    assert ("Reed League", "Iran") not in found
    assert (("Reed League", "Rui Costa") in found) == (side != LEAGUE)


@pytest.mark.parametrize(("cue", "speaker"), [("rejected", "Mina Rostami"), ("told", "Iran")])
def test_what_a_minister_tells_the_own_country_thinks_is_the_ministers_stance(cue: str, speaker: str) -> None:
    text = f"Mina Rostami said that Iran {cue} Norway."
    inner = text.index(cue)
    said = (
        Attribution(Span(0, 12), Span(13, 17), (Span(18, len(text)),), "indirect", MINA),
        Attribution(Span(23, 27), Span(inner, inner + len(cue)), (Span(len(text) - 7, len(text)),), "indirect", IRAN),
    )
    pairs = resolved(text, MINA, IRAN, NORWAY, attributions=said)
    speakers = [pair.speaker for pair in pairs if pair.target.name == "Norway" and pair.speaker]
    assert [(one.name, one.span and one.span.of(text)) for one in speakers] == [(speaker, "Iran")]


def test_who_announces_something_is_a_target_of_who_asks_a_court_to_stop_it() -> None:
    text = "Iran asked for an end to a tax announced by Rui Costa."
    tax, rui = text.index("a tax"), text.index("Rui")
    said = (
        Attribution(Span(0, 4), Span(5, 10), (Span(11, len(text)),), "indirect", IRAN),
        Attribution(Span(rui, rui + 9), Span(tax + 6, tax + 15), (Span(tax, len(text)),), "indirect", RUI),
    )
    pairs = [seen(pair)[1:] for pair in resolved(text, IRAN, RUI, attributions=said)]
    assert ("Iran", "Rui Costa") in pairs


def test_what_an_actor_says_stays_what_is_asked_about_it() -> None:
    text = "Rui Costa said Norway is against Iran."
    said = Attribution(Span(0, 9), Span(10, 14), (Span(15, len(text)),), "indirect", RUI)
    found = resolved(text, RUI, NORWAY, IRAN, attributions=(said,))
    assert [seen(pair)[1:] for pair in found if not pair.is_incidental] == [("Rui Costa", "Norway")]
    # That "Y is against Z" is X's word.
    assert incidental(found) == []
    own = incidental(resolved(text, replace(RUI, affiliation=IRAN), NORWAY, IRAN))
    assert [target for speaker, target in own if speaker == "Rui Costa"] == ["Norway"]


class Answering:
    """In the place of a classifier: the same label for everything that is asked."""

    name, revision = "stub", "stub"

    def __init__(self, label: Label) -> None:
        self.label: Label = label

    def classify(self, pairs: Sequence[Pair], **_: object) -> list[Stance]:
        return [Stance(pair, self.label, 0.2, 0.2, 0.6) for pair in pairs]


@pytest.mark.parametrize(
    ("label", "speakers"), [("neutral", ["Ghana"]), ("against", ["Ghana", "Peru"]), ("favor", ["Ghana", "Peru"])]
)
def test_of_an_actor_that_is_merely_named_only_a_stance_is_told(label: Label, speakers: list[str]) -> None:
    classifier = cast(StanceClassifier, cast(object, Answering(label)))
    analyzer = StanceAnalyzer(classifier, tagger=RuleTagger(), resolver=RuleResolver(Gazetteer.load()))
    analysis = analyzer("Ghana fought beside Peru.")
    assert [s.pair.speaker.name for s in analysis.stances if s.pair.speaker] == speakers


def test_whom_somebody_speaks_of_may_stand_behind_the_speaker() -> None:
    text = "“A disgrace,” said Mina Rostami, a nurse, of Iraq. Iran slept."
    at = text.index("Mina")
    iraq = Mention(text.index("Iraq"), text.index("Iraq") + 4, "country", IRAQ)
    said = Attribution(Span(at, text.index(".")), Span(at - 5, at - 1), (Span(0, 13),), "direct", MINA)
    end = text.index(".") + 1
    found = asked(Article("a", text), (Sentence(0, 0, end),), Resolution((iraq,), (said,), ()))
    assert [seen(pair) for pair in found] == [(0, "Mina Rostami", "Iraq")]


@pytest.mark.parametrize(
    ("source", "speaks"),
    [
        ("The letter", False),
        ("46 percent", False),
        ("Many", False),
        ("Some critics", False),
        ("The Chilean experience", False),
        ("Even some papers in Chile", False),
        ("Starmer", True),
        ("The poet Olenko", True),
        ("Major Companies", False),
        ("the Olenko Treaty", False),
        ("Evidence", False),
        ("Another", False),
        ("They", False),
        ("LOOK", False),
        ("A Reed League resolution", False),
        ("Reed League voters", False),
        ("candidates like Olenko", False),
        ("A brief look by the Olenko Institute", False),
        ("The Reed League's", False),
        ("You", False),
        ("University of Olenko", True),
        ("The Olenko Forum 21", True),
        ("The Reed League", True),
    ],
)
def test_a_source_that_names_nobody_asks_nothing(source: str, speaks: bool) -> None:
    text = f"{source} praised Iraq."
    start = len(source) + 9
    praise = Attribution(Span(0, len(source)), Span(start - 8, start - 1), (Span(start, start + 4),), "indirect")
    mentions = (Mention(start, start + 4, "country", IRAQ),)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (praise,), ()))
    assert [pair.speaker.name for pair in found if pair.speaker] == ([source] if speaks else [])


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Jewish groups condemned Iraq.", []),
        ("Many residents said that Iraq had lied to them.", []),
        ("Critics said Iraq was a disgrace.", []),
        ("The Premier League legend said Iraq was a disgrace.", []),
        ("Kurds said that Iraq had lied to them.", ["Kurds"]),
        ("Iranian officials condemned Iraq.", ["Iranian officials"]),
    ],
)
def test_groups_and_nouns_without_a_name_are_no_speakers(sentence: str, speakers: list[str]) -> None:
    finder = PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))
    text = f"Mina Rostami arrived on Monday.\n\n{sentence}\n"
    found = [p for p in finder(article_from_text(text)).pairs if p.target.name == "Iraq" and not p.is_incidental]
    assert [p.speaker.name for p in found if p.speaker] == speakers


@pytest.mark.parametrize(("whom", "target"), [("Mzia Lomia", "Mzia Lomia"), ("a museum", "Ada Quill")])
def test_a_pronoun_means_the_only_other_one_of_the_sentence_before(whom: str, target: str) -> None:
    finder = PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))
    text = f"Ada Quill spoke. She praised Chile.\n\nThe envoy, Peter Dane, visited {whom}. “She is brave,” he said."
    pairs = finder(article_from_text(text)).pairs
    assert {p.target.name for p in pairs if p.attribution and p.attribution.quote_type == "direct"} == {target}


@pytest.mark.parametrize(
    ("praised", "targets"),
    [
        ("Peru's Ana Diaz", {"Ana Diaz"}),
        ("Peru's government", {"Peru"}),
        ("Peru and Ana Diaz", {"Peru", "Ana Diaz"}),
    ],
)
def test_a_country_that_only_tells_whose_somebody_is_is_no_target(praised: str, targets: set[str]) -> None:
    finder = PairFinder(RuleTagger(), RuleResolver(Gazetteer.load()))
    text = f"Mina Rostami praised {praised}. Ana Diaz slept."
    assert {p.target.name for p in finder(article_from_text(text)).pairs if p.sentence.index == 0} == targets


@pytest.mark.parametrize(
    ("speaker", "speaks"),
    [
        (Actor("analysts", "group"), False),
        (Actor("senior analyst", "person"), False),
        (Actor("environmental body", "organisation"), False),
        (Actor("Chilean officials", "group", affiliation=USA), True),
        (Actor("navy spokesman", "person", affiliation=USA), True),
        (Actor("Reed League", "organisation"), True),
        (MINA, True),
    ],
)
def test_who_has_no_name_speaks_only_for_somebody(speaker: Actor, speaks: bool) -> None:
    text = "Somebody praised Iraq."
    praise = Attribution(Span(0, 8), Span(9, 16), (Span(17, 21),), "indirect", speaker)
    mentions = (Mention(17, 21, "country", IRAQ),)
    found = asked(Article("a", text), (Sentence(0, 0, len(text)),), Resolution(mentions, (praise,), ()))
    assert [pair.speaker.name for pair in found if pair.speaker] == ([speaker.name] if speaks else [])
