"""Mentions and speakers turned into actors."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Actor, Article, Attribution, Mention, Sentence, Span
from stancekit.model.resolver import Resolution, RuleResolver
from stancekit.model.tagger import RuleTagger


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """One sentence a line; an empty line opens a paragraph."""
    sentences: list[Sentence] = []
    position = paragraph = 0
    for line in text.split("\n"):
        if line:
            sentences.append(Sentence(len(sentences), position, position + len(line), paragraph))
        else:
            paragraph += 1
        position += len(line) + 1
    return tuple(sentences)


def said(text: str, *sources: str | None) -> tuple[Attribution, ...]:
    """Attributions with these sources, each searched for behind the one before; None has no cue either.

    The content is the rest of the source's sentence, without a source the next whole line.
    """
    attributions: list[Attribution] = []
    position = 0
    for source in sources:
        if source is None:
            start = text.index("\n", position) + 1
            while text[start] == "\n":
                start += 1
            end = (text + "\n").index("\n", start)
            attributions.append(Attribution(None, None, (Span(start, end),), "direct"))
            position = start
            continue
        start = text.index(source, position)
        end = start + len(source)
        rest = Span(end, (text + "\n").index("\n", end))
        attributions.append(Attribution(Span(start, end), None, (rest,), "indirect"))
        position = end
    return tuple(attributions)


def resolve(resolver: RuleResolver, text: str, *sources: str | None) -> Resolution:
    return resolver(Article("test", text), sentences_of(text), said(text, *sources))


def speakers(resolver: RuleResolver, text: str, *sources: str | None) -> list[str]:
    return [a.speaker.name if a.speaker else "" for a in resolve(resolver, text, *sources).attributions]


def targets(resolver: RuleResolver, text: str) -> list[tuple[str, str]]:
    """Surface form and actor's name of every mention."""
    mentions = resolve(resolver, text).mentions
    return [(text[m.start : m.end], m.actor.name) for m in mentions if m.actor]


def actor(resolver: RuleResolver, text: str, source: str) -> Actor:
    speaker = resolve(resolver, text, source).attributions[0].speaker
    assert speaker is not None
    return speaker


def speaks_for(speaker: Actor) -> str:
    """ISO code or name of the actor that ``speaker`` speaks for; empty for none."""
    return speaker.country or (speaker.affiliation.name if speaker.affiliation else "")


# Whom a person speaks for


@pytest.mark.parametrize(
    ("source", "name", "affiliation"),
    [
        ("Iranian Foreign Minister Reza Karimi", "Reza Karimi", "IRN"),
        ("Iran's Supreme Leader Ayatollah Hassan Karimi", "Hassan Karimi", "IRN"),
        ("Iran's Supreme Leader Ayatollah Seyyed Hassan Karimi", "Hassan Karimi", "IRN"),
        ("Secretary of Iran's Supreme National Security Council Reza Karimi", "Reza Karimi", "IRN"),
        ("U.S. President Walter Holt", "Walter Holt", "USA"),
        ("Russian Defense Ministry spokesman Igor Malin", "Igor Malin", "RUS"),
        ("White House press secretary Walter Holt", "Walter Holt", "USA"),
        ("U.S. Attorney General Walter Holt", "Walter Holt", "USA"),
        ("Kremlin spokesman Igor Malin", "Igor Malin", "RUS"),
        ("South Korea's unification minister, Kim Yong-jin,", "Kim Yong-jin", "KOR"),
        ("President Walter Holt of France", "Walter Holt", "FRA"),
        ("Israeli Maj. Gen. Avi Stern", "Avi Stern", "ISR"),
        ("King Hamid of Jordan", "Hamid", "JOR"),
        ("Reza Karimi, the Iranian foreign minister,", "Reza Karimi", "IRN"),
        ("Reza Karimi, Iran's top diplomat,", "Reza Karimi", "IRN"),
        ("Reza Karimi, a spokesman for the Foreign Ministry in Tehran,", "Reza Karimi", "IRN"),
        ("Reza Karimi, Iran's ambassador to Russia,", "Reza Karimi", "IRN"),
        ("Ambassador to Russia Reza Karimi", "Reza Karimi", ""),
        ("UN envoy to Syria Walter Holt", "Walter Holt", "United Nations"),
        # A party's or an organisation's people speak for it and for no country.
        ("Reza Karimi, head of the National Harvest Alliance,", "Reza Karimi", "National Harvest Alliance"),
        (
            "the visiting head of the National Harvest Alliance, Reza Karimi,",
            "Reza Karimi",
            "National Harvest Alliance",
        ),
        ("Reza Karimi, leader of the Iraqi Harvest Party,", "Reza Karimi", "Iraqi Harvest Party"),
        ("Meridian Steel Corp. chief executive Walter Holt", "Walter Holt", "Meridian Steel Corp."),
        ("Republican Sen. Walter Holt", "Walter Holt", "Republican Party"),
        ("Rep. Walter Holt, R-Ohio,", "Walter Holt", "Republican Party"),
        ("Sen. Walter Holt (D-Calif.)", "Walter Holt", "Democratic Party"),
        # Nationality is no office; neither is opposition, a seat in a chamber, or a former office.
        ("Iranian filmmaker Reza Karimi", "Reza Karimi", ""),
        ("Iranian opposition leader Reza Karimi", "Reza Karimi", ""),
        ("Reza Karimi, an Iranian journalist,", "Reza Karimi", ""),
        ("former Iranian president Reza Karimi", "Reza Karimi", ""),
        ("Iran's former president Reza Karimi", "Reza Karimi", ""),
        ("German lawmaker Walter Holt", "Walter Holt", ""),
        ("Iranian football federation president Reza Karimi", "Reza Karimi", ""),
        ("Texas Gov. Walter Holt", "Walter Holt", ""),
        ("President Walter Holt", "Walter Holt", ""),
    ],
)
def test_affiliation_of_a_person(resolver: RuleResolver, source: str, name: str, affiliation: str) -> None:
    speaker = actor(resolver, f"On Monday {source} said that the talks were over.", source)
    assert (speaker.name, speaker.kind, speaks_for(speaker)) == (name, "person", affiliation)


def test_a_congress_of_unions_is_no_parliament(resolver: RuleResolver) -> None:
    text = "Javier Orrego, president of the Chile Congress of Trade Unions, thanked Norway."
    assert speaks_for(actor(resolver, text, "Javier Orrego")) == "Chile Congress of Trade Unions"


def test_apposition_to_a_party_gives_no_iso_code(resolver: RuleResolver) -> None:
    speaker = actor(resolver, "Reza Karimi, head of the Iraqi Harvest Alliance, said no.", "Reza Karimi")
    assert speaker.affiliation is not None
    assert speaker.affiliation.kind == "party"
    assert speaker.country == ""


def test_office_learned_later_holds_for_all_mentions(resolver: RuleResolver) -> None:
    text = "Reza Karimi left.\nThen Karimi said no.\nKarimi, the Iranian foreign minister, said yes."
    result = resolve(resolver, text, "Karimi", "Karimi, the")
    people = {m.actor for m in result.mentions if m.kind == "person"}
    assert len(people) == 1
    assert people == {a.speaker for a in result.attributions}
    assert {p.country for p in people if p} == {"IRN"}


# Names of one person


def test_canonical_name_is_the_fullest_and_aliases_are_met_forms(resolver: RuleResolver) -> None:
    text = "Reza Karimi came.\nMohammad Reza Karimi sat.\nMinister Karimi rose.\nM. R. Karimi's car left."
    result = resolve(resolver, text, "Karimi")
    speaker = result.attributions[0].speaker
    assert speaker == Actor("Mohammad Reza Karimi", "person", aliases=("Reza Karimi", "Karimi", "M. R. Karimi"))
    assert [m.actor for m in result.mentions] == [speaker] * 4


def test_initials_make_a_fuller_name(resolver: RuleResolver) -> None:
    assert speakers(resolver, "Walter J. Holt met Walter Holt.\nHolt said no.", "Holt said"[:4]) == ["Walter J. Holt"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mr. Holt said no.", "Walter Holt"),
        ("Mrs. Holt said no.", "Emily Holt"),
        ("Emily Holt said no.", "Emily Holt"),
        ("Holt said no.", "Emily Holt"),  # the one named last
    ],
)
def test_two_people_with_one_surname(resolver: RuleResolver, sentence: str, expected: str) -> None:
    text = f"Walter Holt met Emily Holt.\n{sentence}"
    source = sentence.removesuffix(" said no.")
    result = resolver(
        Article("test", text),
        sentences_of(text),
        (Attribution(Span(len(text) - len(sentence), len(text) - len(" said no.")), None, (), "indirect"),),
    )
    speaker = result.attributions[0].speaker
    assert speaker is not None and source
    assert speaker.name == expected


def test_a_headline_names_the_one_whom_the_article_names_most(resolver: RuleResolver) -> None:
    text = "Holt said no.\nWalter Holt left.\nEmily Holt spoke.\nMrs. Holt wept.\nEmily Holt slept."
    assert speakers(resolver, text, "Holt") == ["Emily Holt"]


def test_surname_before_the_full_name(resolver: RuleResolver) -> None:
    assert speakers(resolver, "Karimi said no.\nReza Karimi left.", "Karimi") == ["Reza Karimi"]


# Pronouns and continued quotations


def test_he_and_she_go_to_the_last_fitting_person(resolver: RuleResolver) -> None:
    text = "Mr. Holt said yes.\nMrs. Stern said no.\n\nHe said more.\nShe said less."
    assert speakers(resolver, text, "Mr. Holt", "Mrs. Stern", "He", "She") == ["Holt", "Stern", "Holt", "Stern"]


def test_pronoun_gives_a_person_its_gender(resolver: RuleResolver) -> None:
    text = "Oduya said yes.\nShe said more.\nMr. Holt said no.\nShe said less."
    assert speakers(resolver, text, "Oduya", "She", "Mr. Holt", "She") == ["Oduya", "Oduya", "Holt", "Oduya"]


def test_pronoun_prefers_the_speaker_then_the_subject(resolver: RuleResolver) -> None:
    text = "Envoy Oduya met minister Karimi.\nHe said yes."
    assert speakers(resolver, text, "He") == ["Oduya"]
    text = "Envoy Oduya listened while minister Karimi said no.\nHe said yes."
    assert speakers(resolver, text, "minister Karimi", "He") == ["Karimi", "Karimi"]


def test_pronoun_skips_an_agency(resolver: RuleResolver) -> None:
    text = "Envoy Oduya left, Meridian News Agency said.\nHe urged calm."
    assert speakers(resolver, text, "Meridian News Agency", "He") == ["Meridian News Agency", "Oduya"]


def test_pronoun_skips_people_named_in_the_quotation(resolver: RuleResolver) -> None:
    text = 'Envoy Oduya smiled.\n"I know Reza Karimi well," he said.'
    start = text.index('"')
    quote = Attribution(
        Span(text.index("he said"), len(text) - 6), None, (Span(start, text.index(" he said")),), "direct"
    )
    result = resolver(Article("test", text), sentences_of(text), (quote,))
    assert [a.speaker.name for a in result.attributions if a.speaker] == ["Oduya"]


@pytest.mark.parametrize(("between", "expected"), [(3, "Holt"), (12, "")])
def test_pronoun_does_not_reach_far(resolver: RuleResolver, between: int, expected: str) -> None:
    text = "Mr. Holt said yes.\n\n" + "It rained.\n\n" * between + "He said more."
    assert speakers(resolver, text, "Mr. Holt", "He") == ["Holt", expected]


@pytest.mark.parametrize(("verb", "expected"), [("read", "Ada Quill"), ("slept", "Reed Bank")])
def test_it_reads_what_who_spoke_before_issued(resolver: RuleResolver, verb: str, expected: str) -> None:
    text = f"The Reed Bank erred, Ada Quill said in a statement.\nIt {verb}: Peru lied."
    first, second = said(text, "Ada Quill", "It")
    at = text.index(verb)
    attributions = (first, replace(second, cue=Span(at, at + len(verb))))
    found = resolver(Article("a", text), sentences_of(text), attributions).attributions
    assert [a.speaker.name if a.speaker else "" for a in found][1] == expected


def test_they_it_and_who(resolver: RuleResolver) -> None:
    text = "Iranian officials said yes.\nThey said more.\nRussia said no.\nIt said less.\nMr. Holt, who said so, left."
    found = speakers(resolver, text, "Iranian officials", "They", "Russia", "It", "who")
    assert found == ["Iranian officials", "Iranian officials", "Russia", "Russia", "Holt"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Quill of Brenton, who said so, left.", "Ada Quill"),
        ("Ada Quill wooed delegates who said so.", ""),
        ("Ada Quill asked voters, who said so, to wait.", ""),
        ("Ada Quill is a boss who said so.", "Ada Quill"),
    ],
)
def test_who_behind_a_plural_is_somebody_else(resolver: RuleResolver, text: str, expected: str) -> None:
    assert speakers(resolver, text, "who") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia said no.\nIt is unclear whether Iran agreed.", ""),
        ("Russia said no.\nIt's no surprise that Iran agreed.", ""),
        ("Russia said no.\nIt goes without saying that Iran agreed.", ""),
        ("Russia said no.\nIt is calling for calm in Iran.", "Russia"),
        # A party or a chamber that is only named before, and spoke nowhere: a bill or a race is meant.
        ("The vote split the Republican Party.\nIt said Iran had agreed.", ""),
        ("The bill reached the U.S. Senate.\nIt said Iran had agreed.", ""),
        ("The vote pleased the Brenton Farmers' Union.\nIt said Iran had agreed.", "Brenton Farmers' Union"),
    ],
)
def test_it_means_a_body_or_nobody(resolver: RuleResolver, text: str, expected: str) -> None:
    assert speakers(resolver, text, *(["Russia"] if text.startswith("Russia") else []), "It")[-1] == expected


def test_a_plural_owner_names_whose_somebody_is(resolver: RuleResolver) -> None:
    text = "The Greens' Nadine Favre said no.\nThe Social Democrats' leader Karl Huber said yes."
    assert speakers(resolver, text, "Nadine Favre", "Karl Huber") == ["Nadine Favre", "Karl Huber"]
    quoted = "‘We met the Greens’ Nadine Favre said."
    assert speakers(resolver, quoted, "Nadine Favre") == ["Nadine Favre"]


def test_first_person_inside_a_quotation_is_its_speaker(resolver: RuleResolver) -> None:
    text = 'Mr. Holt said: "I told them that I said no."'
    assert speakers(resolver, text, "Mr. Holt", "I") == ["Holt", "Holt"]


def test_quotation_without_source_carries_the_speaker(resolver: RuleResolver) -> None:
    text = 'Mr. Holt said: "We came.\nWe saw.\n\nWe won."'
    assert speakers(resolver, text, "Mr. Holt", None, None) == ["Holt", "Holt", "Holt"]


def test_cue_without_source_in_a_new_sentence_has_no_speaker(resolver: RuleResolver) -> None:
    text = "Mr. Holt said no.\nIt was reported that rain fell."
    start = text.index("was reported")
    silent = Attribution(None, Span(start, start + 12), (Span(start + 18, len(text)),), "indirect")
    result = resolver(Article("test", text), sentences_of(text), (*said(text, "Mr. Holt"), silent))
    assert [a.speaker.name if a.speaker else "" for a in result.attributions] == ["Holt", ""]


# Descriptions


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("the foreign minister", "Reza Karimi"),
        ("The Iranian foreign minister", "Reza Karimi"),
        ("The Iranian security official", "Hamid Rahmani"),
        ("The Russian foreign minister", "Igor Malin"),
        ("Moscow's top diplomat", "Igor Malin"),
        ("A Russian diplomat", "Russian diplomat"),
        ("The prime minister", "prime minister"),
        ("The Iraqi foreign minister", "Iraqi foreign minister"),
    ],
)
def test_description_without_a_name(resolver: RuleResolver, source: str, expected: str) -> None:
    text = (
        "Russian Foreign Minister Igor Malin met Iranian Foreign Minister Reza Karimi.\n"
        "Secretary of Iran's Supreme National Security Council Hamid Rahmani came too.\n"
        f"Later, {source} said no."
    )
    assert speakers(resolver, text, source) == [expected]


@pytest.mark.parametrize(
    ("source", "name", "kind", "affiliation"),
    [
        ("Iranian officials", "Iranian officials", "group", "IRN"),
        ("the Russian Foreign Ministry", "Russian Foreign Ministry", "organisation", "RUS"),
        ("the Iraqi army", "Iraqi army", "organisation", "IRQ"),
        ("Iran's government", "Iran's government", "organisation", "IRN"),
        ("Iranian students", "Iranian students", "group", ""),
        ("protesters", "protesters", "group", ""),
        ("a spokesman for the Russian Foreign Ministry", "spokesman for the Russian Foreign Ministry", "person", "RUS"),
        ("Tehran", "Iran", "country", "IRN"),
        ("the White House", "United States", "country", "USA"),
        ("the European Union", "European Union", "international", ""),
        ("a statement by the European Union", "European Union", "international", ""),
        ("a Texas Democrat", "Texas Democrat", "person", "Democratic Party"),
        ("the Holt campaign", "Holt campaign", "organisation", "Walter Holt"),
        ("Holt’s campaign", "Holt campaign", "organisation", "Walter Holt"),
        ("Walter Holt's campaign", "Holt campaign", "organisation", "Walter Holt"),
        ("a Holt adviser", "Holt adviser", "person", "Walter Holt"),
        ("a spokesman for Mr. Holt", "Walter Holt", "person", ""),
    ],
)
def test_speaker_without_a_name(resolver: RuleResolver, source: str, name: str, kind: str, affiliation: str) -> None:
    speaker = actor(resolver, f"On Monday, {source} said no.\nWalter Holt did not.", source)
    assert (speaker.name, speaker.kind, speaks_for(speaker)) == (name, kind, affiliation)


def test_short_form_of_a_body(resolver: RuleResolver) -> None:
    text = (
        "The Russian Foreign Ministry said no.\nThe ministry said more.\nThe Iraqi government fell.\nThe army said so."
    )
    found = resolve(resolver, text, "The Russian Foreign Ministry", "The ministry", "The army").attributions
    assert [a.speaker.name for a in found if a.speaker] == ["Russian Foreign Ministry"] * 2 + ["army"]
    assert found[2].speaker == Actor("army", "organisation")  # Russia's or Iraq's: it cannot be told


def test_government_of_the_only_country(resolver: RuleResolver) -> None:
    speaker = actor(resolver, "Rain fell on Chile.\nThe government said no.", "The government")
    assert speaks_for(speaker) == "CHL"


def test_unknown_source_has_no_speaker(resolver: RuleResolver) -> None:
    assert speakers(resolver, "Nothing, the moon said.", "the moon") == [""]


# Targets


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They praised Iraq and the Iraqi army.", [("Iraq", "Iraq"), ("Iraqi army", "Iraq")]),
        ("He met Iraqi security forces.", [("Iraqi security forces", "Iraq")]),
        ("He thanked the Iranian people.", [("Iranian people", "Iran")]),
        ("It hit Iranian exports.", [("Iranian", "Iran")]),
        # No country inside the description of a person.
        (
            "He met Iranian Foreign Minister Reza Karimi.",
            [("Iranian Foreign Minister Reza Karimi", "Reza Karimi")],
        ),
        ("He met Reza Karimi, the Iranian foreign minister, twice.", [("Reza Karimi", "Reza Karimi")]),
        ("He met Iranian officials.", [("Iranian officials", "Iranian officials")]),
        # A country inside an organisation's name is no mention of its own, a mere place is none at all.
        ("He left the University of Tehran.", [("University of Tehran", "University of Tehran")]),
        ("He slept in Tehran.", []),
        ("He met the government in Tehran.", [("government in Tehran", "Iran")]),
        # Where a firm is from says nothing of the state.
        ("He sued the Anglo-Canadian mining company.", []),
        ("He praised the French carmaker Harrow.", [("Harrow", "Harrow")]),
        ("He sued the French nuclear group Harrow.", [("Harrow", "Harrow")]),
        ("He met a French tour group.", [("French", "France")]),
        ("He fined French companies.", [("French", "France")]),
        ("He slept, and I told him so.", []),
    ],
)
def test_mentions(resolver: RuleResolver, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert targets(resolver, sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell on Chile.\nHe accused the government of lying.", ["Chile"]),
        ("Rain fell on Chile.\nHe blamed the government.", ["Chile"]),
        # Of several countries, the one whose government was named last.
        ("Chile and the Peruvian government agreed.\nHe blamed the government.", ["Peru"]),
        ("Peruvian government jets left Chile.\nHe blamed the government.", ["Peru"]),
        ("Chile's government and Peru agreed.\nHe blamed the government.", ["Chile"]),
        ("Chile and Peru agreed.\nHe blamed the government.", []),
        ("It rained.\nHe blamed the government.", []),
        # Something else, or another government.
        ("Rain fell on Chile.\nHe blamed the government forces.", []),
        ("Rain fell on Chile.\nHe blamed the new government.", []),
        ("Rain fell on Chile.\nHe blamed the government of the province of Lima.", []),
    ],
)
def test_the_government_as_a_target(resolver: RuleResolver, text: str, expected: list[str]) -> None:
    assert [name for surface, name in targets(resolver, text) if surface == "government"] == expected


def test_the_government_in_a_report_from_a_capital_is_its_own(resolver: RuleResolver) -> None:
    text = "Chile is wet.\nThe Peruvian government fell.\nHe blamed the government.\n\nShe thanked the government."
    article = Article("test", text, metadata={"place": "Santiago"})
    mentions = resolver(article, sentences_of(text), ()).mentions
    found = [m.actor.name for m in mentions if m.actor and text[m.start : m.end] == "government"]
    assert found == ["Peru", "Chile"]


def test_description_as_a_target_is_the_person(resolver: RuleResolver) -> None:
    text = "Iranian Foreign Minister Reza Karimi spoke.\nThey thanked the Iranian foreign minister for it."
    assert targets(resolver, text)[1] == ("Iranian foreign minister", "Reza Karimi")


def test_mentions_are_sorted_disjoint_and_complete(resolver: RuleResolver) -> None:
    text = (
        "Secretary of Iran's Supreme National Security Council Reza Karimi met Russian Foreign Ministry officials.\n"
        "Karimi, who leads the Iranian delegation in Geneva, thanked the Russian army and the United Nations."
    )
    result = resolve(resolver, text, "Karimi")
    mentions: tuple[Mention, ...] = result.mentions
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.actor for m in mentions)
    assert set(result.actors) == {m.actor for m in mentions}
    assert len(set(result.actors)) == len(result.actors)


def test_nothing_said_and_nobody_named(resolver: RuleResolver) -> None:
    assert resolve(resolver, "It rained.") == Resolution((), (), ())
    assert resolver(Article("empty", ""), (), ()) == Resolution((), (), ())


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Norway and Chile praised Ghana.", "Norway and Chile", ["Norway", "Chile"]),
        ("Norway, Chile and Peru praised Ghana.", "Norway, Chile and Peru", ["Norway", "Chile", "Peru"]),
        ("Ghana was praised by both Norway and Chile.", "both Norway and Chile", ["Norway", "Chile"]),
        ("The ministers of Norway and Chile praised Ghana.", "The ministers of Norway and Chile", None),
        (
            "Polish minister Ada Quill and her Peruvian counterpart, Bo Dane, praised Ghana.",
            "Polish minister Ada Quill and her Peruvian counterpart, Bo Dane,",
            ["Ada Quill", "Bo Dane"],
        ),
    ],
)
def test_speakers_joined_by_and_are_speakers_each(
    resolver: RuleResolver, text: str, source: str, expected: list[str] | None
) -> None:
    found = [a.speaker.name for a in resolve(resolver, text, source).attributions if a.speaker]
    if expected is None:
        assert len(found) == 1
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Both presidents", ["Ada Quill", "Bo Lind"]),
        ("The two leaders", ["Ada Quill", "Bo Lind"]),
        ("The two foreign ministers", ["Cy Moe", "Di Roe"]),
        ("Both ambassadors", ["ambassadors"]),
    ],
)
def test_both_presidents_are_the_two_that_were_named_last(
    resolver: RuleResolver, source: str, expected: list[str]
) -> None:
    text = (
        "Foreign Minister Cy Moe of Ghana met Norwegian Foreign Minister Di Roe. Peruvian President Ada Quill met "
        f"Chilean President Bo Lind.\n{source} praised Iran."
    )
    assert speakers(resolver, text, source) == expected


@pytest.mark.parametrize("place", ["to Kenya", "in Geneva", "in Washington"])
def test_an_ambassador_is_somewhere_for_a_country(resolver: RuleResolver, place: str) -> None:
    text = f"Peru's ambassador {place}, Ada Quill, praised Iran."
    assert actor(resolver, text, "Ada Quill").country == "PER"


def test_a_government_of_a_region_does_not_speak_for_the_state(resolver: RuleResolver) -> None:
    text = "The Kurdistan Regional Government blamed Baghdad. The Ardan Regional Government of Peru slept."
    assert [speaks_for(actor(resolver, text, f"{name} Regional Government")) for name in ("Kurdistan", "Ardan")] == [
        ""
    ] * 2


def test_a_minister_is_named_after_the_description(resolver: RuleResolver) -> None:
    text = (
        "Chile will leave the pact, its fisheries minister said.\n"
        '"Lima never asked us," the minister, Javier Orrego, said.\nThe minister left.'
    )
    found = resolve(resolver, text, "its fisheries minister", "the minister")
    assert [(a.speaker.name, a.speaker.country) for a in found.attributions if a.speaker] == [
        ("Javier Orrego", "CHL")
    ] * 2


def test_its_is_the_head_of_the_sentence_before(resolver: RuleResolver) -> None:
    text = (
        'The European Union answered at once.\n"Nobody has taken more than Norway," said its spokeswoman, Ilse Brandt.'
    )
    (attribution,) = resolve(resolver, text, "its spokeswoman").attributions
    assert attribution.speaker is not None
    assert attribution.speaker.name == "Ilse Brandt"
    assert attribution.speaker.affiliation is not None
    assert attribution.speaker.affiliation.name == "European Union"


def test_an_unnamed_body_of_its_own_country(resolver: RuleResolver) -> None:
    (attribution,) = resolve(
        resolver, "Chile stayed out, though its embassy noted the delay.", "its embassy"
    ).attributions
    assert attribution.speaker is not None
    assert (attribution.speaker.name, attribution.speaker.country) == ("Chile's embassy", "CHL")


def test_a_rank_alone_is_whoever_was_named_with_it(resolver: RuleResolver) -> None:
    text = "Colonel Idris Mbaye of Chad spoke first.\nThe colonel praised Niger.\nThe general election is near."
    assert speakers(resolver, text, "The colonel") == ["Idris Mbaye"]


def test_no_president_is_the_official(resolver: RuleResolver) -> None:
    text = "US President Walter Hobbs spoke.\nThe US official praised Norway."
    (attribution,) = resolve(resolver, text, "The US official").attributions
    assert attribution.speaker is not None
    assert (attribution.speaker.name, attribution.speaker.country) == ("US official", "USA")


def test_she_is_the_woman_before_the_one_of_unknown_gender(resolver: RuleResolver) -> None:
    text = "Mary Robinson began a visit.\nBeside Minister Wang Guangya, she praised Norway."
    assert speakers(resolver, text, "she") == ["Mary Robinson"]


def test_the_commission_is_the_one_named_before(resolver: RuleResolver) -> None:
    text = "The European Commission answered.\nNorway thanked the Commission and the Alliance of the Sea Commission."
    found = resolve(resolver, text)
    named = [(m.span.of(text), m.actor.name) for m in found.mentions if m.actor and m.start > 33]
    assert ("Commission", "European Commission") in named
    assert [surface for surface, _ in named].count("Commission") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Supreme Court of Ruritania ruled.\nQuill praised the court.", ["court"]),
        ("The Supreme Court ruled.\nQuill praised the court's courage.", ["court"]),
        ("The Supreme Court ruled.\nThe court rejected it.", ["court"]),
        ("The Supreme Court ruled.\nQuill praised the court case.", []),
        ("The Supreme Court ruled.\nQuill praised a court.", []),
        ("Quill praised the court.\nThe Supreme Court ruled.", []),
        ("The Supreme Court ruled.\nA federal court wept.\nQuill praised the court.", []),
        ("The Supreme Court ruled.\nQuill feared the court of public opinion.", []),
        ("The Council on Supreme Courts ruled.\nQuill praised the court.", []),
    ],
)
def test_the_court_is_the_last_one_named(resolver: RuleResolver, text: str, expected: list[str]) -> None:
    found = [m for m in resolve(resolver, text).mentions if m.span.of(text) == "court"]
    assert ["court" for m in found if m.actor and "Supreme Court" in m.actor.name] == expected
    assert len(found) == len(expected)


def test_of_two_courts_the_court_is_the_last(resolver: RuleResolver) -> None:
    text = "The Supreme Court ruled.\nThe Appeal Court wept.\nQuill praised the court."
    assert dict(targets(resolver, text))["court"] == "Appeal Court"


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Sen.", "the senator"),
        ("Sen.", "the lawmaker"),
        ("Rep.", "the congresswoman"),
        ("Representative", "the legislator"),
        ("Gov.", "the governor"),
        ("Gen.", "the general"),
        ("Col.", "the colonel"),
    ],
)
def test_a_title_is_written_out_later(resolver: RuleResolver, title: str, description: str) -> None:
    text = f"{title} Ada Quill spoke.\nOmar Haddad criticised {description}."
    assert (description.removeprefix("the "), "Ada Quill") in [
        (m.span.of(text), m.actor.name) for m in resolve(resolver, text).mentions if m.actor
    ]


@pytest.mark.parametrize(
    ("named", "description"),
    [
        ("Sen. Ada Quill", "congresswoman"),
        ("Rep. John Quill", "congresswoman"),
        ("Lt. Gov. Ada Quill", "governor"),
        ("Maj. Gen. Ada Quill", "major"),
        ("US Trade Representative Ada Quill", "lawmaker"),
        ("Sen. Ada Quill", "senator from Vermont"),
        ("Gen. Ada Quill", "general assembly"),
    ],
)
def test_a_description_of_somebody_else(resolver: RuleResolver, named: str, description: str) -> None:
    text = f"{named} spoke.\nOmar Haddad criticised the {description}."
    start = text.index(f"the {description}")
    assert not [m for m in resolve(resolver, text).mentions if m.start > start and m.actor and "Quill" in m.actor.name]


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("Santiago", "Foreign Minister Javier Orrego spoke.", {"Javier Orrego": "CHL"}),
        ("Iquique, Chile", "Foreign Minister Javier Orrego spoke.", {"Javier Orrego": "CHL"}),
        ("", "Foreign Minister Javier Orrego spoke.", {"Javier Orrego": ""}),
        ("Brussels", "Foreign Minister Javier Orrego spoke.", {"Javier Orrego": ""}),
        ("Santiago", "Peruvian Foreign Minister Javier Orrego spoke.", {"Javier Orrego": "PER"}),
        ("Santiago", "Foreign Minister Javier Orrego of Peru spoke.", {"Javier Orrego": "PER"}),
        ("Santiago", "Senator Javier Orrego spoke.", {"Javier Orrego": ""}),
        # Two states' ministries of one name: by the scene, and by who has just taken a stand.
        (
            "Santiago",
            (
                "In Lima, Foreign Ministry spokesman Javier Orrego spoke.\n\n"
                "Norway, which buys the fish, backed Chile.\nForeign Ministry spokeswoman Anna Hartwell spoke."
            ),
            {"Javier Orrego": "PER", "Anna Hartwell": "NOR"},
        ),
        (
            "Santiago",
            "President Javier Orrego met President Anna Hartwell.",
            {"Javier Orrego": "", "Anna Hartwell": ""},
        ),
        (
            "Santiago",
            "Chilean President Javier Orrego met President Anna Hartwell.",
            {"Javier Orrego": "CHL", "Anna Hartwell": ""},
        ),
    ],
)
def test_a_minister_in_a_report_from_a_capital(
    resolver: RuleResolver, place: str, text: str, expected: dict[str, str]
) -> None:
    article = Article("test", text, metadata={"place": place} if place else {})
    actors = resolver(article, sentences_of(text), ()).actors
    assert {actor.name: actor.country for actor in actors if actor.kind == "person"} == expected


def test_a_minister_who_speaks_behind_a_name_is_somebody_else(resolver: RuleResolver) -> None:
    text = "Minister Javier Orrego came.\nAsked by Ana Nagar, the minister said Norway had won."
    assert speakers(resolver, text, "the minister") == ["Javier Orrego"]


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        # In quotation marks the speaker is "I".
        ('Ada Quill met Omar Haddad. "I trust him," Quill said.', "him", "Omar Haddad"),
        ("Omar Haddad left. The European Union said it stood behind him.", "him", "Omar Haddad"),
        ("Omar Haddad left. Russia said a driver slept until he woke.", "he", ""),
        ("Omar Haddad left. Russia said it saw his car.", "his", ""),
        ('Omar Haddad spoke. "He is wrong," Peter Novak said.', "He", "Omar Haddad"),
        # In indirect speech "he" is the speaker, unless somebody else was named in it.
        ("Omar Haddad arrived. Peter Novak said he would fight.", "he", ""),
        ("Peter Novak said that Mary Quill lied and that she should quit.", "she", "Mary Quill"),
        ("Mary Quill arrived. Peter Novak said she was brave.", "she", "Mary Quill"),
        # One bare name may be a programme; whoever is surely a person comes before it.
        ('Peter Novak met Omar Haddad. Quill spoke to Tavik Brel. "He is wrong," Quill said.', "He", "Peter Novak"),
        ('Novak spoke. Tavik Brel left. "He is wrong," Novak said.', "He", "Tavik Brel"),
        # Nearest to an owner, the subject for others.
        ('"Peter Novak met Omar Haddad and his sons," Mary Quill said.', "his", "Omar Haddad"),
        ('"Peter Novak met Omar Haddad and he wept," Mary Quill said.', "he", "Peter Novak"),
        # What is said comes before what stands around it.
        ("Mary Quill, an aide to Peter Novak, said Omar Haddad hid his views.", "his", "Omar Haddad"),
    ],
)
def test_pronouns_in_what_is_said(resolver: RuleResolver, text: str, pronoun: str, expected: str) -> None:
    article = Article("a", text)
    sentences = sentences_of(text)
    resolution = resolver(article, sentences, RuleTagger()(article, sentences).attributions)
    start = text.index(f" {pronoun} ") + 1 if f" {pronoun} " in text else text.index(pronoun)
    found = [m.actor.name for m in resolution.mentions if m.start == start and m.actor]
    assert found == ([expected] if expected else [])


def test_the_head_of_the_mission_has_a_name_behind_a_comma(resolver: RuleResolver) -> None:
    text = "“It is safe,” said the head of the mission, Brigadier General Anders Holm."
    source = Span(text.index("the head"), text.index("Holm") + 4)
    attribution = Attribution(source, None, (Span(0, 13),), "direct")
    (found,) = resolver(Article("a", text), sentences_of(text), [attribution]).attributions
    assert found.speaker is not None
    assert found.speaker.name == "Anders Holm"


@pytest.mark.parametrize(
    ("first", "later", "is_one"),
    [
        ("Robert Quill", "Bob Quill", True),
        ("Charles E. Quill", "Chuck Quill", True),
        ("Ali Khamenei", "Ali Khamenai", True),
        ("Muammar Qaddafi", "Muammar Gaddafi", True),
        ("Mohammad Haddad", "Muhammad Haddad", True),
        ("Robert Quill", "Richard Quill", False),
        ("Peter Novak", "Peter Novikov", False),
        ("Ada Reid", "Ada Rudd", False),
    ],
)
def test_forms_of_one_name(resolver: RuleResolver, first: str, later: str, *, is_one: bool) -> None:
    text = f"President {first} spoke in Lima.\nMr. {later} left."
    actors = resolver(Article("a", text), sentences_of(text), ()).actors
    people = [actor for actor in actors if actor.kind == "person"]
    assert len(people) == (1 if is_one else 2)
    assert {first, later} <= {name for actor in people for name in (actor.name, *actor.aliases)}


@pytest.mark.parametrize("first", ["Government Rivers Office", "Bureau of River Safety"])
def test_an_acronym_is_the_body_whose_initials_it_has(resolver: RuleResolver, first: str) -> None:
    acronym = "".join(word[0] for word in first.split() if word[0].isupper())
    text = f"The {first} ({acronym}) met.\nThe {acronym} said that it had lost."
    source = Span(text.rindex(acronym) - 4, text.rindex(acronym) + len(acronym))
    content = Span(text.index("that"), len(text) - 1)
    (found,) = resolver(
        Article("a", text), sentences_of(text), [Attribution(source, None, (content,), "indirect")]
    ).attributions
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.aliases) == (first, (acronym,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Inkatha Freedom Party (IFP) met.\nQuill praised the IFP.", ["Inkatha Freedom Party"] * 2),
        ("The Office for Law of the Sea (OLOS) met.\nQuill praised OLOS.", ["Office for Law of the Sea"] * 2),
        ("The Harrow Rivers Office met.\nQuill praised the HRO.", ["Harrow Rivers Office"]),
        ("Norway (TLOS) met.\nQuill praised TLOS.", ["TLOS", "TLOS"]),
        ("The Tribunal (TX) for the Law met.\nQuill praised the TLM.", ["TLM"]),
    ],
)
def test_an_acronym_in_brackets_is_what_stands_before_them(
    resolver: RuleResolver, text: str, expected: list[str]
) -> None:
    named = [name for surface, name in targets(resolver, text) if surface.isupper() and surface != "TX"]
    assert named == expected


@pytest.mark.parametrize(
    ("first", "later", "is_one"),
    [
        ("LGX Electronics Corp.", "LGX", True),
        ("Harrow Star Corp.", "Harrow Star", True),
        ("Harrow Council", "Reuters", False),
        ("XQN Workers Union", "XQN", False),
        ("Army Relief Fund", "Army", False),
        ("Harrow Housing Association", "Harrow", True),
    ],
)
def test_a_name_may_be_clipped(resolver: RuleResolver, first: str, later: str, *, is_one: bool) -> None:
    text = f"The company {first} met.\nQuill praised {later} again."
    found = resolve(resolver, text)
    bodies = {m.actor.name for m in found.mentions if m.actor and m.actor.kind == "organisation"}
    assert first in bodies
    assert is_one == ({m.actor.name for m in found.mentions if m.actor and m.span.of(text) == later} == {first})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mining company Harrow Steel met.\nQuill praised the company.", ["company"]),
        ("The mining company Harrow Steel met.\nQuill praised the Peruvian firm's courage.", ["firm"]),
        ("The mining company Harrow Steel met.\nQuill praised the company president.", []),
        ("The mining company Harrow Steel met.\nQuill praised a company.", []),
        ("The mining company Harrow Steel met.\nThe airline Vask Air met.\nQuill praised the airline.", []),
        ("The mining company Harrow Steel met.\nThe airline Vask Air met.\nQuill praised the firm.", []),
        ("Quill praised the company.\nThe mining company Harrow Steel met.", []),
        ("Harrow Steel, a Peruvian carmaker, met.\nQuill praised the carmaker.", ["carmaker"]),
        ("Harrow Steel, one of Peru's oldest makers, met.\nQuill praised this company.", ["company"]),
        ("The charity Harrow Steel met.\nQuill praised the charity.", ["charity"]),
        ("The charity Harrow Steel met.\nQuill praised the company.", []),
    ],
)
def test_the_company_is_the_firm_that_a_noun_told(resolver: RuleResolver, text: str, expected: list[str]) -> None:
    assert [surface for surface, name in targets(resolver, text) if name == "Harrow Steel"][1:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quill praised the generals in Bissau.", [("generals in Bissau", "Guinea-Bissau")]),
        ("Quill praised our friends in Warsaw.", [("friends in Warsaw", "Poland")]),
        ("Quill fears the bureaucrats in Brussels.", [("bureaucrats in Brussels", "European Union")]),
        ("Quill fears bureaucrats in Brussels.", []),
        ("Quill fears the thieves in Paris.", []),
        ("Quill praised his friends in Warsaw.", []),
        ("Quill mocked those in Lima who left.", [("those in Lima", "Peru")]),
        ("Quill said that nobody in Lima slept.", [("nobody in Lima", "Peru")]),
        ("Quill mocked everybody in the White House.", [("everybody in the White House", "United States")]),
        ("Quill asked whether anyone in Lima slept.", []),
        ("Quill spoke of a coup.\nQuill fears the officers in Lima.", [("officers in Lima", "Peru")]),
        ("Quill fears the officers in Lima.", []),
        ("Quill praised Honduran voters.", [("Honduran voters", "Honduras")]),
        ("Quill praised Honduran officers.", [("Honduran officers", "Honduras")]),
        ("Quill praised Honduran judges.", [("Honduran judges", "Honduran judges")]),
        ("Quill praised Honduran customs officers.", [("Honduran customs officers", "Honduras")]),
        ("Quill praised Honduran doctors.", [("Honduran doctors", "Honduran doctors")]),
    ],
)
def test_who_stands_for_a_country(resolver: RuleResolver, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(surface, name) for surface, name in targets(resolver, text) if name != "Quill"] == expected


def test_what_is_named_again_and_again_is_the_company(resolver: RuleResolver) -> None:
    text = "It was Harrow Summit.\nHarrow Summit met.\nHarrow Summit slept.\nQuill praised the company."
    name = "Harrow Summit"
    places = [i for i in range(len(text)) if text.startswith(name, i)]
    tagged = [Mention(i, i + len(name), "organisation") for i in places]
    sources = tuple(Attribution(Span(i, i + len(name)), None, (Span(0, 3),), "indirect") for i in places)
    # Of two bodies the one that is named three times, of one the one that there is.
    two = text.replace("Harrow Summit slept", "Kessel Summit slept")
    for article, kept, expected in ((text, 3, ["company"]), (two, 3, []), (two, 2, ["company"])):
        found = resolver(Article("a", article), sentences_of(article), sources[:kept], tagged[:kept])
        assert [m.span.of(article) for m in found.mentions if m.span.of(article) == "company"] == expected


def test_the_head_of_a_countrys_exporters_does_not_speak_for_it(resolver: RuleResolver) -> None:
    text = "Bo Dane, president of the Ecuadorian exporters' federation, left."
    assert spoken_for(resolver, text, "Bo Dane") == ("Bo Dane", "")
    text = "Bo Dane, president of the Ecuadorian republic, left."
    assert spoken_for(resolver, text, "Bo Dane") == ("Bo Dane", "Ecuador")


def test_a_chief_minister_is_no_minister_of_a_state(resolver: RuleResolver) -> None:
    text = "Chief Minister Bo Dane met the minister of education, Ada Quill.\nPeru praised the chief minister."
    assert [name for surface, name in targets(resolver, text) if surface == "chief minister"] == ["Bo Dane"]


@pytest.mark.parametrize(
    ("behind", "country"), [("ended a visit", "FJI"), ("spoke on a visit to Suva", "CHN"), ("spoke", "CHN")]
)
def test_a_guest_does_not_speak_for_the_host(resolver: RuleResolver, behind: str, country: str) -> None:
    text = f"China and Fiji signed a treaty as Prime Minister Bo Dane {behind}."
    article = Article("a", text, metadata={"place": "Beijing"})
    (bo,) = (a for a in resolver(article, sentences_of(text), ()).actors if a.name == "Bo Dane")
    assert bo.country == country


def test_his_before_a_state_that_judges_is_somebody_else(resolver: RuleResolver) -> None:
    text = "Bo Dane left.\nHis report was mocked by Nicaragua."
    source = Span(text.index("Nicaragua"), len(text) - 1)
    mocked = Attribution(
        source, Span(text.index("was"), source.start - 1), (Span(text.index("His"), text.index(" was")),), "indirect"
    )
    found = resolver(Article("a", text), sentences_of(text), [mocked])
    assert [m.actor.name for m in found.mentions if m.actor and m.span.of(text) == "His"] == ["Bo Dane"]


@pytest.mark.parametrize(
    ("text", "speaker"), [("It is worrying that Iraq lies.", ""), ("It said that Iraq lies.", "Hamas")]
)
def test_it_that_means_nobody(resolver: RuleResolver, text: str, speaker: str) -> None:
    text = f"Hamas met on Monday.\n{text}"
    source = Span(text.index("It"), text.index("It") + 2)
    attribution = Attribution(source, None, (Span(text.index("that"), len(text) - 1),), "indirect")
    (found,) = resolver(Article("a", text), sentences_of(text), [attribution]).attributions
    assert (found.speaker.name if found.speaker else "") == speaker


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        (
            "Sen. Ada Quill left.\nAda Quill was tired.\nThe Illinois Democrat spoke.\nThe Texas Republican agreed.",
            ("Sen. Ada Quill", "The Illinois Democrat", "The Texas Republican"),
            ["Ada Quill", "Ada Quill", "Texas Republican"],
        ),
        ("The Texas Republican spoke.", ("The Texas Republican",), ["Texas Republican"]),
        (
            "Envoy Ada Quill of Norway left.\n\nBo Dane met them.\n\nThe Illinois Democrat spoke.",
            ("Envoy Ada Quill", "The Illinois Democrat"),
            ["Ada Quill", "Illinois Democrat"],
        ),
        ("The Democrats spoke.", ("The Democrats",), ["Democratic Party"]),
        (
            "Shadow minister Ada Quill spoke.\n\nThe Conservative MP left.",
            ("Shadow minister Ada Quill", "The Conservative MP"),
            ["Ada Quill", "Ada Quill"],
        ),
        # Who speaks for another country, has a trade, or spoke too long ago; a supporter is anybody.
        (
            "Envoy Ada Quill of Norway spoke.\n\nThe Conservative MP left.",
            ("Envoy Ada Quill", "The Conservative MP"),
            ["Ada Quill", "Conservative MP"],
        ),
        (
            "Historian Ada Quill spoke.\n\nThe Conservative MP left.",
            ("Historian Ada Quill", "The Conservative MP"),
            ["Ada Quill", "Conservative MP"],
        ),
        (
            "Ada Quill spoke.\n\nThe SNP supporter left.",
            ("Ada Quill", "The SNP supporter"),
            ["Ada Quill", "SNP supporter"],
        ),
        (
            "Germany's minister Ada Quill spoke.\n\nThe Christian Democrat (CDU) left.",
            ("Germany's minister Ada Quill", "The Christian Democrat (CDU)"),
            ["Ada Quill", "Ada Quill"],
        ),
        (
            "Peru's minister Ada Quill spoke.\n\nThe Christian Democrat (CDU) left.",
            ("Peru's minister Ada Quill", "The Christian Democrat (CDU)"),
            ["Ada Quill", ""],
        ),
    ],
)
def test_one_of_a_party_is_who_spoke_last(
    resolver: RuleResolver, text: str, sources: tuple[str, ...], expected: list[str]
) -> None:
    resolved = resolve(resolver, text, *sources)
    assert [a.speaker.name if a.speaker else "" for a in resolved.attributions] == expected
    unnamed = [a.speaker for a in resolved.attributions if a.speaker and a.speaker.name.startswith(("Texas", "Ill"))]
    assert all(speaker.affiliation and speaker.affiliation.kind == "party" for speaker in unnamed)


def test_who_is_described_and_then_named(resolver: RuleResolver) -> None:
    source = "his top lieutenant, Rep. Ada Quill"
    assert speakers(resolver, f"But {source}, left.", source) == ["Ada Quill"]
    source = "The head of Kenya's anti-terrorism unit John Maina"
    assert speakers(resolver, f"{source} left.", source) == ["John Maina"]
    source = "a friend of John Maina"
    assert speakers(resolver, f"John Maina left. So did {source}.", source) != ["John Maina"]


def test_what_a_speaker_does_before_speaking_is_an_act(resolver: RuleResolver) -> None:
    text = "Ada Quill stood by Norway, saying that Chile had left.\nBo Dane said that Peru had left."
    attributions = said(text, "Ada Quill", "Bo Dane")
    cues = [Span(text.index(cue), text.index(cue) + len(cue)) for cue in ("saying", "said")]
    told = [
        Attribution(a.source, cue, (Span(cue.end, a.content[0].end),), "indirect")
        for a, cue in zip(attributions, cues, strict=True)
    ]
    acts = resolver(Article("test", text), sentences_of(text), told).acts
    assert [(act.actor.name, act.predicate.of(text)) for act in acts] == [("Ada Quill", "stood by Norway, ")]


def test_it_acts_for_nobody(resolver: RuleResolver) -> None:
    text = "The Brenton Farmers' Union backed Norway.\nIt gave Norway a jet.\nShe left.\nAda Quill praised Norway."
    acts = resolve(resolver, text).acts
    assert [act.actor.name for act in acts] == ["Brenton Farmers' Union", "Ada Quill"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Director of the Tajik anti-drug agency Rustam Nazarov", "Rustam Nazarov"),
        ("The chief of the Iraqi border police Omar Haddad", "Omar Haddad"),
    ],
)
def test_an_office_in_a_body_without_a_name_stands_before_a_name(
    resolver: RuleResolver, source: str, name: str
) -> None:
    speaker = actor(resolver, f"{source} spoke.", source)
    assert (speaker.name, speaker.country) == (name, "TJK" if "Tajik" in source else "IRQ")


def test_they_are_the_two_who_spoke_together_until_somebody_else_speaks(resolver: RuleResolver) -> None:
    text = "Ada Quill and Bo Dane left.\nThey were tired.\nMr. Cy Marsh left.\nThey were angry."
    found = speakers(resolver, text, "Ada Quill and Bo Dane", "They", "Mr. Cy Marsh", "They")
    assert found == ["Ada Quill", "Bo Dane", "Ada Quill", "Bo Dane", "Cy Marsh", ""]


def test_official_before_a_name_is_no_official(resolver: RuleResolver) -> None:
    assert speakers(resolver, "Official IAEA sources spoke.", "Official IAEA sources") != ["Official"]
    assert speakers(resolver, "An official of Iran spoke.", "An official of Iran") == ["official of Iran"]


def spoken_for(
    resolver: RuleResolver, text: str, source: str, *, place: str = "", names: tuple[Mention, ...] | None = None
) -> tuple[str, str]:
    """Who the last occurrence of a source is, and whom that one speaks for."""
    article = Article("test", text, metadata={"place": place} if place else {})
    resolved = resolver(article, sentences_of(text), said_last(text, source), names)
    found = resolved.attributions[-1].speaker
    return (found.name, found.affiliation.name if found.affiliation else "") if found else ("", "")


def said_last(text: str, source: str) -> tuple[Attribution, ...]:
    """Attributions of the named people whose sentences end in "spoke.", then of the last ``source``."""
    earlier = [line.removesuffix(" spoke.") for line in text.split("\n") if line.endswith(" spoke.")]
    at = text.rindex(source)
    before = said(text[:at], *(one for one in earlier if text.index(one) < at and one != source))
    start = at + len(source)
    rest = Span(start, (text + "\n").index("\n", start))
    return (*before, Attribution(Span(at, start), None, (rest,), "indirect"))


@pytest.mark.parametrize(
    ("place", "text", "source", "expected"),
    [
        # Where somebody is says nothing, nor whose guests.
        ("", "A senior Western diplomat in Nairobi left.", "A senior Western diplomat in Nairobi", ""),
        ("", "Foreign officials in Kabul left.", "Foreign officials in Kabul", ""),
        ("", "Police officials in Kabul left.", "Police officials in Kabul", "Afghanistan"),
        ("", "A Lebanese government source left.", "A Lebanese government source", "Lebanon"),
        ("", "A Lebanese source left.", "A Lebanese source", ""),
        # The article is about others than the country that it comes from.
        (
            "Nairobi",
            "Sudan left.\nSudan met Sudan.\nSudan met Sudan.\nForeign Minister Omar Haddad left Nairobi.",
            "Foreign Minister Omar Haddad",
            "",
        ),
        (
            "Nairobi",
            "Sudan left.\nSudan met Sudan.\nCairo has denied that.\nForeign Minister Omar Haddad met Sudan.",
            "Foreign Minister Omar Haddad",
            "Egypt",
        ),
        (
            "",
            "The French foreign ministry urged Israel.\nForeign Minister Ada Quill left.",
            "Foreign Minister Ada Quill",
            "France",
        ),
        ("", "Israel bombed it.\nForeign Minister Ada Quill left.", "Foreign Minister Ada Quill", ""),
        ("Jerusalem", "A\nB\nC\nIn Beirut, Prime Minister Bo Dane met Israel.", "Prime Minister Bo Dane", "Lebanon"),
        # Home affairs of the only country so far; foreign ministers travel.
        ("", "France met Agriculture Minister Ada Quill.", "Agriculture Minister Ada Quill", "France"),
        ("", "France met Foreign Minister Ada Quill.", "Foreign Minister Ada Quill", ""),
        (
            "",
            "France met Agriculture Minister Ada Quill.\nBrazil left.\nInterior Minister Bo Dane left.",
            "Interior Minister Bo Dane",
            "France",
        ),
        # A ruler by the surname is a known guest.
        ("Berlin", "President Dane met Germany and Peru.", "President Dane", ""),
        ("Berlin", "President Bo Dane met Germany and Peru.", "President Bo Dane", "Germany"),
        (
            "Bogota",
            "Venezuela's Foreign Minister Ada Quill left.\nPresident Bo Dane met President Cy Marsh.",
            "President Bo Dane",
            "Venezuela",
        ),
        # Bodies named before.
        (
            "",
            "South Korea's unification ministry left.\nIt met North Korea, ministry spokesperson Ada Quill added.",
            "ministry spokesperson Ada Quill",
            "South Korea",
        ),
        (
            "",
            "The Red Lantern Institute met Peru.\nThe group's Americas director, Ada Quill, left.",
            "The group's Americas director, Ada Quill,",
            "Red Lantern Institute",
        ),
        (
            "",
            "Angolan Deputy Information and Social Services Minister Mr Bo Dane left.",
            "Angolan Deputy Information and Social Services Minister Mr Bo Dane",
            "Angola",
        ),
        (
            "",
            "The head of Ukraine's presidential office, Ada Quill, left.",
            "The head of Ukraine's presidential office, Ada Quill,",
            "Ukraine",
        ),
        ("", "Bo Dane, the Polish president, spoke.\nHis deputy, Ada Quill, left.", "His deputy, Ada Quill,", "Poland"),
        (
            "",
            "Bo Dane, the Polish president, spoke.\nHis former deputy, Ada Quill, left.",
            "His former deputy, Ada Quill,",
            "",
        ),
        ("", "Bo Dane, the Polish president, spoke.\nHis wife, Ada Quill, left.", "His wife, Ada Quill,", ""),
        (
            "",
            "Ada Quill, the Polish envoy, spoke.\nHer Russian colleague, Bo Dane, left.",
            "Her Russian colleague, Bo Dane,",
            "Russia",
        ),
        ("", "Ada Quill, who heads the UN mission, left.", "Ada Quill, who heads the UN mission", "United Nations"),
        ("", "Ada Quill, who met the UN mission, left.", "Ada Quill, who met the UN mission", ""),
        (
            "",
            "Scottish National Party Westminster leader Bo Dane left.",
            "Scottish National Party Westminster leader Bo Dane",
            "Scottish National Party",
        ),
        ("", "The MP for Fareham left.", "The MP for Fareham", ""),
        ("", "Ada Quill of the Red Lantern Institute left.", "Ada Quill", "Red Lantern Institute"),
        ("", "Analyst Ada Quill of the Red Lantern Institute left.", "Analyst Ada Quill", ""),
        (
            "Baghdad",
            "A\nB\nC\nIn Washington, State Department spokeswoman Ada Quill met Iraq.\nPresident Bo Dane met Iraq.",
            "State Department spokeswoman Ada Quill",
            "United States",
        ),
        (
            "Baghdad",
            "Iraq\nB\nC\nIn Washington, State Department spokeswoman Ada Quill met Iraq.\nPresident Bo Dane met Peru.",
            "President Bo Dane",
            "United States",
        ),
        (
            "",
            "In Beijing, commerce ministry spokesperson Bo Dane left.\nForeign ministry spokesperson Ada Quill left.",
            "Foreign ministry spokesperson Ada Quill",
            "China",
        ),
        (
            "",
            "Republican Bo Dane spoke.\nHis Democratic counterpart, Ada Quill, left.",
            "His Democratic counterpart, Ada Quill,",
            "Democratic Party",
        ),
        ("", "Ada Quill of the Republican Party left.", "Ada Quill of the Republican Party", "Republican Party"),
        ("", "Kosovo's prime minister spoke.\n\nAda Quill met Peru.", "Ada Quill", "Kosovo"),
        ("", "A Kosovan official spoke.\n\nAda Quill met Peru.", "Ada Quill", ""),
        ("", "Kosovo's prime minister spoke.\n\nAda Quill, an aide, met Peru.", "Ada Quill", ""),
        ("", "Kosovo's prime minister spoke.\n\nPeru left.\nAda Quill of NATO met Peru.", "Ada Quill", "NATO"),
        ("", "Dan Quill spoke.\nThe Venezuelan leader left.\nQuill left.", "Quill", ""),
        ("", "The UN's top relief official spoke.\nAda Quill met Peru.", "Ada Quill", "United Nations"),
        (
            "",
            "Myanmar's military ruler spoke.\n\nSenior General Bo Dane met Peru.",
            "Senior General Bo Dane",
            "Myanmar",
        ),
        (
            "",
            "The Red Lantern Institute met Peru.\nPeru left.\nThe group's director, Ada Quill, left.",
            "The group's director, Ada Quill,",
            "Red Lantern Institute",
        ),
        (
            "",
            "Indonesia, this year's chair, said it was sad.\nForeign Minister Ada Quill met Myanmar.",
            "Foreign Minister Ada Quill",
            "Indonesia",
        ),
        (
            "",
            "China and China. China. Republican Senator Ada Quill left.",
            "Republican Senator Ada Quill",
            "Republican Party",
        ),
        ("", "NATO's Ada Quill left.", "NATO's Ada Quill", "NATO"),
        (
            "",
            "NATO met.\nBut the main opposition Red Lantern Party met NATO.\nThe party's spokesman, Ada Quill, left.",
            "The party's spokesman, Ada Quill,",
            "Red Lantern Party",
        ),
        (
            "",
            "The Red Lantern Party sued the Conservative Party.\nThe party's spokesman, Ada Quill, left.",
            "The party's spokesman, Ada Quill,",
            "Red Lantern Party",
        ),
        ("", "On Monday, NATO's members met.\nIts leader, Ada Quill, left.", "Its leader, Ada Quill,", "NATO"),
        ("", "Kessler, NATO's best friend, left.\nIts leader, Ada Quill, left.", "Its leader, Ada Quill,", ""),
        ("Lima", "Presidential spokesman Ada Quill met Peru.", "Presidential spokesman Ada Quill", "Peru"),
        ("", "Kenya's Ada Quill left.", "Kenya's Ada Quill", ""),
        ("", "Singaporean executive Ada Quill left.", "Singaporean executive Ada Quill", ""),
        ("", "EU antitrust chief Ada Quill left.", "EU antitrust chief Ada Quill", "European Union"),
        ("", "His Sudanese counterpart, Ada Quill, left.", "His Sudanese counterpart, Ada Quill,", "Sudan"),
        ("", "Sen. Ada Quill, an Ohio Republican, left.", "Sen. Ada Quill, an Ohio Republican,", "Republican Party"),
        # Whose minister, ambassador or secretary speaks says the country that took a stand just before.
        ("", "Peru abstained.\nAmbassador Ada Quill left.", "Ambassador Ada Quill", "Peru"),
        ("Lima", "Ambassador Ada Quill left.", "Ambassador Ada Quill", ""),
        ("", "Peru joined the criticism.\nDefense Secretary Ada Quill left.", "Defense Secretary Ada Quill", "Peru"),
        ("", "Chief Cabinet Secretary Ada Quill of Peru left.", "Chief Cabinet Secretary Ada Quill", "Peru"),
        (
            "",
            "The White House sued.\nPress secretary Ada Quill left.",
            "Press secretary Ada Quill",
            "United States",
        ),
        ("", "Treasurer and club secretary Ada Quill left.", "club secretary Ada Quill", ""),
        (
            "",
            "In a note, the Polish Embassy said no.\nAmbassador Ada Quill left.",
            "Ambassador Ada Quill",
            "Poland",
        ),
        (
            "",
            "Peru opposes it, a spokesperson for the Ministry of Trade said.\nThe spokesperson, He Yalin, left.",
            "The spokesperson, He Yalin,",
            "Peru",
        ),
        ("", "Its foreign ministry spoke.\nAda Quill, a spokeswoman for the ministry, left.", "Ada Quill", ""),
        (
            "",
            "Peru's foreign ministry spoke.\nAda Quill, a spokeswoman for the ministry, left.",
            "Ada Quill",
            "Peru",
        ),
        ("", "The defence ministry in Baku left.", "The defence ministry in Baku", "Azerbaijan"),
        ("", "Peru's president also weighed in.\nAda Quill left.", "Ada Quill", "Peru"),
        ("", "The Kremlin welcomed it.\nSpokesman Bo Dane left.", "Spokesman Bo Dane", "Russia"),
        ("", "The U.S. State Department said no.\nSpokesman Bo Dane left.", "Spokesman Bo Dane", "United States"),
        ("", "Harrow Resources said no.\nSpokesman Bo Dane left.", "Spokesman Bo Dane", ""),
        ("Lima", "Spokesman Bo Dane left.", "Spokesman Bo Dane", ""),
        ("", "Peru dropped its veto.\nForeign Minister Bo Dane left.", "Foreign Minister Bo Dane", "Peru"),
        # A ministry without a country is at home, but for countries that have none.
        ("Lima", "Foreign Ministry spokesman Bo Dane met Peru.", "Foreign Ministry spokesman Bo Dane", "Peru"),
        (
            "Washington",
            "Foreign Ministry spokesman Bo Dane met the United States.",
            "Foreign Ministry spokesman Bo Dane",
            "Foreign Ministry",
        ),
        # Of two presidents the one who comes first is at home, the other a guest.
        ("Lima", "President Ada Quill left.\n\nPresident Bo Dane left.", "President Ada Quill", "Peru"),
        ("Lima", "President Ada Quill left.\n\nPresident Bo Dane left.", "President Bo Dane", ""),
    ],
)
def test_whom_a_speaker_speaks_for(resolver: RuleResolver, place: str, text: str, source: str, expected: str) -> None:
    assert spoken_for(resolver, text, source, place=place)[1] == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Prime Minister Bo Dane spoke.\nThe nationalist premier left.", "The nationalist premier", "Bo Dane"),
        ("Bo Dane, the Polish president, left.\nThe Polish leader left.", "The Polish leader", "Bo Dane"),
        (
            "Bo Dane, the Polish president, left.\nAda Quill of Peru met her Polish counterpart.",
            "her Polish counterpart",
            "Bo Dane",
        ),
        (
            "Former prime minister Bo Dane spoke.\nThe Red Lantern Party (RLP) chief left.",
            "The Red Lantern Party (RLP) chief",
            "Bo Dane",
        ),
        (
            "Bo Dane, the Polish president, spoke.\nThe Red Lantern Party chief left.",
            "The Red Lantern Party chief",
            "Red Lantern Party chief",
        ),
        ("Bo Dane, who leads Peru, spoke.\nThe cleric left.", "The cleric", "Bo Dane"),
        ("Former minister Bo Dane spoke.\nThe MP for Fareham left.", "The MP for Fareham", "Bo Dane"),
        ("Bo Dane of NATO spoke.\nThe Norwegian left.", "The Norwegian", "Bo Dane"),
        ("Bo Dane of NATO spoke.\nThe Norwegians left.", "The Norwegians", "Norway"),
        ("Bo Dane, the Polish president, spoke.\nThe Norwegian left.", "The Norwegian", "Norway"),
        ("Bo Dane, a former army chief, left.", "a former army chief", "Bo Dane"),
        ("Dan Marsh spoke.\nThe Venezuelan leader left.", "The Venezuelan leader", "Dan Marsh"),
        ("Envoy Dan Marsh of Peru spoke.\nThe Venezuelan leader left.", "The Venezuelan leader", "Venezuelan leader"),
        ("Luis Inacio Lula da Silva left. Lula left.", "Lula", "Luis Inacio Lula da Silva"),
        ("Bo Dane spoke.\nThe Singaporean executive left.", "The Singaporean executive", "Bo Dane"),
        (
            "Bo Dane, leader of the Red Lantern Party, met Cy Marsh of Peru.\nThe Red Lantern Party chief left.",
            "The Red Lantern Party chief",
            "Bo Dane",
        ),
        ("Bo Dane spoke.\n\nThe cleric left.", "The cleric", "Bo Dane"),
        ("Bo Dane met Cy Marsh.\nA senior diplomat spoke.\nIndia, he said, left.", "he", "senior diplomat"),
        ("Bo Dane spoke.\nCy Marsh was blunter: Peru, he said, left.", "he", "Cy Marsh"),
        ("Bo Dane spoke.\n\nThe 51-year-old baker left.", "The 51-year-old baker", "Bo Dane"),
        ("Bo Dane spoke.\nThe former general left.", "The former general", "Bo Dane"),
        ("Envoy Bo Dane met Cy Marsh.\nThe latter left.", "The latter", "Cy Marsh"),
        ("Bo Dane of Harrow Resources spoke.\nThe company left.", "The company", "Harrow Resources"),
        ("The Red Lantern Party met Bo Dane.\nThe party left.", "The party", "Red Lantern Party"),
        ("IG Metall met Harrow Resources.\nThe union left.", "The union", "IG Metall"),
        ("IG Metall met Harrow Resources.\nThe company left.", "The company", "Harrow Resources"),
        ("Peru met Bo Dane.\nThe company left.", "The company", "company"),
        (
            "Her organization, Bright Water Foundation, left.",
            "Her organization",
            "Bright Water Foundation",
        ),
        (
            "Dan Quill slept.\nQuill's deputy on the panel, Rep. Ada Marsh of Indiana, left.",
            "Quill's deputy on the panel, Rep. Ada Marsh of Indiana",
            "Ada Marsh",
        ),
        (
            "Dan Quill slept.\nQuill's deputy on the panel, Rep. Ada Marsh of Indiana, left.",
            "Quill's deputy on the panel",
            "Ada Marsh",
        ),
        (
            "The opposition Green Convention, whose leader, Ada Marsh, left.",
            "The opposition Green Convention, whose leader, Ada Marsh",
            "Ada Marsh",
        ),
        (
            "Dan Quill, whose deputy Ada Marsh resigned, left.",
            "Dan Quill, whose deputy Ada Marsh resigned",
            "Dan Quill",
        ),
        (
            "The student group Harrow League in Blockade marched.",
            "The student group Harrow League in Blockade",
            "Harrow League in Blockade",
        ),
        (
            "A spokesman for the student group Harrow League in Blockade marched.",
            "A spokesman for the student group Harrow League in Blockade",
            "spokesman for the student group",
        ),
        ("The mining company Harrow Steel met.\nThe union left.", "The union", "union"),
        ("The HRO union met.\nThe union left.", "The union", "HRO"),
        ("The HRO union left.", "The HRO union", "HRO"),
        ("The HRO union chief left.", "The HRO union chief", "HRO union chief"),
        ("After talks with the union, Harrow Steel paid.\nThe union left.", "The union", "union"),
        ("The charity Harrow Lamp met.\nThe company left.", "The company", "company"),
        ("The charity Harrow Lamp met.\nThe charity resigned.", "The charity", "Harrow Lamp"),
        ("The lobby group Harrow Lamp sued Quill Steel Corp.\nThe group left.", "The group", "Harrow Lamp"),
        (
            "The mayor of Lima, Ada Quill, an independent, left.",
            "The mayor of Lima, Ada Quill, an independent,",
            "Ada Quill",
        ),
    ],
)
def test_who_is_described(resolver: RuleResolver, text: str, source: str, expected: str) -> None:
    assert spoken_for(resolver, text, source)[0] == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Bo Dane spoke.\n\nThe Fulham midfielder left.", "The Fulham midfielder", "Bo Dane"),
        ("Bo Dane, a hill farmer, met Peru.\nThe farmer left.", "The farmer", "Bo Dane"),
        ("Bo Dane spoke.\n\nThe Norwegian left.", "The Norwegian", "Bo Dane"),
        # The carmaker is a firm, an official or a lawyer anybody.
        ("Bo Dane spoke.\nThe Bavarian carmaker left.", "The Bavarian carmaker", ""),
        ("Bo Dane spoke.\n\nThe official left.", "The official", "official"),
        ("Bo Dane spoke.\n\nThe lawyer left.", "The lawyer", "lawyer"),
        ("Bo Dane spoke.\n\nThe other senator left.", "The other senator", ""),
        ("Bo Dane spoke.\n\nA senator left.", "A senator", "senator"),
        # A noun's gender, and whom it names.
        ("Mr Bo Dane spoke.\n\nThe actress left.", "The actress", "actress"),
        ("Ms Ada Quill spoke.\n\nThe actress left.", "The actress", "Ada Quill"),
        ("Envoy Bo Dane of Peru spoke.\n\nThe Kenyan activist left.", "The Kenyan activist", "Kenyan activist"),
        ("Bo Dane of Peru's embassy spoke.\n\nThe Peruvian activist left.", "The Peruvian activist", "Bo Dane"),
        # Others spoke there, or are named since; in the paragraph of the description it is who spoke there.
        ("Bo Dane spoke.\nAda Quill spoke.\n\nThe Fulham midfielder left.", "The Fulham midfielder", ""),
        ("Bo Dane spoke.\nLater Ada Quill slept.\n\nThe Fulham midfielder left.", "The Fulham midfielder", ""),
        ("Bo Dane spoke.\n\nAda Quill spoke.\nThe Fulham midfielder left.", "The Fulham midfielder", "Ada Quill"),
        # With a noun alone in the paragraph before that, too: who only asked is no senator.
        ("Bo Dane spoke.\n\nAda Quill spoke.\n\nThe senator left.", "The senator", "senator"),
        ("Bo Dane spoke.\n\nAda Quill spoke.\n\nThe Ohio senator left.", "The Ohio senator", "Ada Quill"),
        # Only a mention of the noun itself is called so.
        ("Bo Dane spoke.\n\nThe Quill campaign left.", "The Quill campaign", "Quill campaign"),
        ("Two senators spoke.\nOne of them left.", "One of them", "senators"),
        # What is short for a body behind "or", or in another order.
        (
            "The Kelvin Workers' Union, or KWU, met Peru.\nKWU left.",
            "KWU",
            "Kelvin Workers' Union",
        ),
        ("The Peruvian Football Federation (FPF) met.\nThe FPF left.", "The FPF", "Peruvian Football Federation"),
        ("Bo Dane spoke.\nOne of them left.", "One of them", ""),
        # Who holds an office is no other, but for what a holder may be as well.
        ("President Bo Dane spoke.\nThe governor left.", "The governor", "governor"),
        ("Lawyer Bo Dane spoke.\n\nThe Lima pastor left.", "The Lima pastor", "Lima pastor"),
        ("President Bo Dane spoke.\nThe billionaire left.", "The billionaire", "Bo Dane"),
        # Where it was said of somebody before, and of the slain.
        ("Bo Dane met a farmer.\nBo Dane spoke.\nThe farmer left.", "The farmer", "farmer"),
        ("Bo Dane spoke.\n\nThe slain activist left.", "The slain activist", "activist"),
        # What somebody was once or is beside an age tells a country and a gender as well.
        (
            "Envoy Bo Dane of Peru spoke.\n\nThe former Kenyan minister left.",
            "The former Kenyan minister",
            "former Kenyan minister",
        ),
        ("Mr Bo Dane spoke.\n\nThe 51-year-old mother left.", "The 51-year-old mother", ""),
        ("A club spokesman spoke.\n\nThe Lima striker left.", "The Lima striker", "Lima striker"),
        # Of whom only the country is told is no president.
        (
            "Hungary's Bo Dane met Cy Marsh.\n\nThe Hungarian president left.",
            "The Hungarian president",
            "Hungarian president",
        ),
        (
            "Chancellor Bo Dane of Peru spoke.\n\nThe Kenyan populist leader left.",
            "The Kenyan populist leader",
            "Kenyan populist leader",
        ),
        # What a leader leans to is told of who spoke, not of a president who is named.
        (
            "President Cy Marsh of Peru left.\n\nBo Dane spoke.\n\nThe nationalist leader, a friend of Marsh, left.",
            "The nationalist leader",
            "Bo Dane",
        ),
        # Of whom only the country is told.
        ("Hungary's Bo Dane met Cy Marsh.\n\nThe Hungarian leader left.", "The Hungarian leader", "Bo Dane"),
        ("Hungary's Bo Dane met Cy Marsh.\n\nThe Polish leader left.", "The Polish leader", "Polish leader"),
        (
            "Hungary's Bo Dane met Hungary's Cy Marsh.\n\nThe Hungarian leader left.",
            "The Hungarian leader",
            "Hungarian leader",
        ),
        ("Hungary's Bo Dane slept.\n\nThe Hungarian economist left.", "The Hungarian economist", "Hungarian economist"),
        # "The commission" is the European Union's, where that is named.
        ("The European Union met.\nThe commission left.", "The commission", "European Union"),
        (
            "The Audit Commission met.\nThe European Union met.\nThe commission left.",
            "The commission",
            "Audit Commission",
        ),
        ("Peru met.\nThe commission left.", "The commission", "The commission"),
        # A party before the name.
        ("The committee's head, Conservative Bo Dane, left.", "The committee's head, Conservative Bo Dane,", "Bo Dane"),
        ("The mayor, Labour's Bo Dane, left.", "The mayor, Labour's Bo Dane,", "Bo Dane"),
    ],
)
def test_whom_a_description_points_back_to(resolver: RuleResolver, text: str, source: str, expected: str) -> None:
    assert spoken_for(resolver, text, source)[0] == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Dan Quill", "Dan Quill"),
        ("A soldier", "general"),
        ("Norway", "general"),
        ("Prime Minister Dan Quill", "general"),
    ],
)
def test_the_general_is_who_spoke_last(resolver: RuleResolver, first: str, expected: str) -> None:
    text = f"{first} spoke.\n\nThe general resigned."
    assert speakers(resolver, text, first, "The general")[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bo Dane left for what an aide called a rest.\nHe left.", "Bo Dane"),
        ("On Monday an aide told Bo Dane.\nHe left.", "aide"),
    ],
)
def test_he_is_the_named_subject_and_no_aide_behind_it(resolver: RuleResolver, text: str, expected: str) -> None:
    assert speakers(resolver, text, "an aide", "He")[1] == expected


def test_a_description_tells_the_party_of_who_spoke_everywhere(resolver: RuleResolver) -> None:
    text = "Sen. Ada Quill left.\nThe Illinois Democrat spoke."
    found = resolve(resolver, text, "Sen. Ada Quill", "The Illinois Democrat")
    quill = {actor for actor in found.actors if actor.name == "Ada Quill"}
    assert [actor.affiliation.name for actor in quill if actor.affiliation] == ["Democratic Party"]
    assert {a.speaker for a in found.attributions} == quill == {m.actor for m in found.mentions if m.kind == "person"}


def test_an_organisation_that_speaks_is_taken_from_the_tagger(resolver: RuleResolver) -> None:
    text = "Spotify, the Swedish firm, left.\nIts chief executive, Ada Quill, met Harrow and Spotify."
    spans = [
        Span(0, 7),
        Span(text.index("Harrow"), text.index("Harrow") + 6),
        Span(text.rindex("Spotify"), len(text) - 1),
    ]
    ada = Mention(text.index("Ada"), text.index(", met"), "person")
    names = (*(Mention(span.start, span.end, "organisation") for span in spans[:1]), ada)
    names += tuple(Mention(span.start, span.end, "organisation") for span in spans[1:])
    source = "Spotify, the Swedish firm,"
    attributions = said(text, source, "Its chief executive, Ada Quill,")
    found = resolver(Article("test", text), sentences_of(text), attributions, names)
    assert [a.speaker.name if a.speaker else "" for a in found.attributions] == ["Spotify", "Ada Quill"]
    speaker = found.attributions[1].speaker
    assert speaker and speaker.affiliation and speaker.affiliation.name == "Spotify"
    assert "Harrow" not in {actor.name for actor in found.actors}
    assert sum(m.actor is found.attributions[0].speaker for m in found.mentions) == 2


def test_an_object_that_is_not_himself_is_somebody_else(resolver: RuleResolver) -> None:
    text = "President Bo Dane spoke.\nPeter Novak attacked him for moving."
    attributions = (*said(text, "President Bo Dane"),)
    start = text.index("him")
    attack = Attribution(
        Span(text.index("Peter"), text.index(" attacked")), None, (Span(start, len(text) - 1),), "indirect"
    )
    found = resolver(Article("test", text), sentences_of(text), (*attributions, attack))
    assert [m.actor.name for m in found.mentions if m.start == start and m.actor] == ["Bo Dane"]


def test_a_party_may_stand_right_before_a_name(resolver: RuleResolver) -> None:
    text = "Texas Republican Dan Quill left."
    names = (Mention(text.index("Dan"), text.index(" left"), "person"),)
    assert spoken_for(resolver, text, "Texas Republican Dan Quill", names=names) == ("Dan Quill", "Republican Party")


def test_a_court_of_another_country_is_not_the_american_one(resolver: RuleResolver) -> None:
    text = "Rwanda left. London met Rwanda. The Supreme Court met Rwanda. The Supreme Court left."
    assert "United States Supreme Court" not in {actor.name for actor in resolve(resolver, text).actors}


# --- bodies, states and people by a noun ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("The Dock Workers' League met.\nQuill praised the league.", "league", "Dock Workers' League"),
        ("The Dock Workers' League met.\nQuill praised the dockers' union.", "union", "Dock Workers' League"),
        (
            "The Pilots' Guild met.\nQuill praised a guild that had left.\nDane mocked the guild.",
            "guild",
            "Pilots' Guild",
        ),
        ("The Pilots' Guild met.\nThe guild wants 11 percent.", "guild", "Pilots' Guild"),
        ("The Pilots' Guild met.\nQuill praised the Chilean guild.", "guild", "Pilots' Guild"),
        ("It was Harrow Gate Foods.\nDane said this company treats its crews badly.", "company", "Harrow Gate Foods"),
        ("It was Harrow Gate Foods.\nDane offered the company federal aid.", "company", "Harrow Gate Foods"),
        ("Harrow Sur, one of Peru's biggest carriers, met.\nQuill sued the airline.", "airline", "Harrow Sur"),
        ("The bank Harrow met. The chain Kessler Stores wept.\nQuill sued the firm.", "firm", "Kessler Stores"),
        ("It was Harrow Gate Foods.\nDane said this company treats fatigue as a fad.", "company", "Harrow Gate Foods"),
        ("The Pilots' Guild met.\nWhat the guild calls reform is theft.", "guild", "Pilots' Guild"),
        ("It was Harrow Gate Foods.\n“Management has lied to us,” Dane said.", "Management", "Harrow Gate Foods"),
        ("It was Harrow Gate Foods.\nThe Management School met.", "Management", None),
        ("Unity Radio met.\nQuill praised the station.", "station", "Unity Radio"),
        ("The ferry company Kessler Sur met.\nQuill mocked the line.", "line", "Kessler Sur"),
        ("The dairy company Kessler Sur met.\nQuill mocked the line.", "line", None),
        ("The Pilots' Guild met.\nQuill accused the guild of sloth.", "guild", "Pilots' Guild"),
        ("The Pilots' Guild met.\nQuill praised the guild of bakers.", "guild", None),
        ("Cricket Kenya Board met.\nQuill mocked the federation.", "federation", "Cricket Kenya Board"),
        ("Cricket Kenya Board met.\nQuill mocked the Chilean federation.", "federation", None),
        ("A panel of the WHO met.\nQuill mocked the panel.", "panel", "World Health Organization"),
        ("A panel of judges met.\nQuill mocked the panel.", "panel", None),
        ("Quill praised the guild.\nThe Pilots' Guild met.", "guild", "Pilots' Guild"),
        ("Quill praised the guild.\nThe Pilots' Guild met the Poets' Guild.", "guild", None),
        ("The Dock Workers' League met.\nQuill praised the league table.", "league", None),
        ("The Dock Workers' League met.\nQuill praised the league of nations.", "league", None),
        ("The Pilots' Guild met.\nQuill feared another guild.", "guild", None),
        ("The paper Harrow Post met.\nHe told this newspaper.", "newspaper", None),
    ],
)
def test_bodies_are_called_by_a_noun(resolver: RuleResolver, text: str, surface: str, expected: str | None) -> None:
    assert dict(targets(resolver, text)).get(surface) == expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Peru voted.\nQuill said ministers had lied.", "ministers", "Peru"),
        ("Peru voted.\nQuill said EU ministers had lied.", "ministers", None),
        ("Peru voted.\nQuill thanked the police.", "police", "Peru"),
        ("Peru voted.\nQuill thanked the police dog.", "police", None),
        ("Peru and Chile voted.\nQuill thanked the police.", "police", None),
        ("Peru voted, Peru's army met and Chile wept.\nQuill thanked the army.", "army", "Peru"),
        ("Peru voted.\nQuill mocked the labour department.", "department", "Peru"),
        ("Peru voted.\nQuill mocked the sales department.", "department", None),
        ("Peru voted.\nQuill mocked the country's privacy watchdog.", "watchdog", "Peru"),
        ("Peru voted.\nQuill mocked the central bank.", "bank", "Peru"),
        ("Peru voted.\nQuill mocked the central government.", "government", "Peru"),
        ("Peru voted.\nQuill begs from the very government that left.", "government", "Peru"),
        ("Peru voted.\nQuill mocked the Labour government.", "government", None),
        ("Peru voted.\nQuill thanked the city's police.", "police", None),
        ("Peru voted.\nQuill mocked the electoral commission.\nQuill praised the commission.", "commission", "Peru"),
        ("Peru voted.\nQuill mocked the truth commission.\nQuill praised the commission.", "commission", None),
        ("Peru voted.\nQuill mocked the election commission, the ZEC, again.", "commission", None),
        ("Peru voted.\nIn Santiago, the ministry said no.", "ministry", "Chile"),
        ("Peru voted.\nIn Santiago, Quill said on Monday evening that the ministry was wrong.", "ministry", None),
        ("Peru, Peru's, Peru's.\nChile's Foreign Ministry wept.\nQuill mocked our own ministry.", "ministry", "Peru"),
        ("Sinn Féin met Fine Gael.\nFianna Fáil left.\nQuill mocked the Government.", "Government", "Ireland"),
        ("Sinn Féin met Labour.\nThe SPD left.\nQuill mocked the Government.", "Government", None),
        (
            "Peru voted.\nIts Data Protection Commission met.\nQuill mocked the commission.",
            "commission",
            "Data Protection Commission",
        ),
    ],
)  # fmt: skip
def test_what_is_the_state_whose_it_is(resolver: RuleResolver, text: str, surface: str, expected: str | None) -> None:
    assert dict(targets(resolver, text)).get(surface) == expected


def test_an_agency_without_a_country_is_of_the_only_one(resolver: RuleResolver) -> None:
    text = "Peru voted.\nThe Data Protection Commission spoke."
    assert actor(resolver, text, "The Data Protection Commission").country == "PER"
    text = "Peru and Chile voted.\nThe Data Protection Commission spoke."
    assert actor(resolver, text, "The Data Protection Commission").country == ""


@pytest.mark.parametrize(("place", "iso3"), [("Durban", "ZAF"), ("Lagos, Nigeria", "NGA"), ("Seattle, Wash.", "USA")])
def test_a_dateline_says_whose_ministers_are_meant(resolver: RuleResolver, place: str, iso3: str) -> None:
    text = "Finance Minister Bo Dane spoke of Rui Costa."
    article = Article("test", text, metadata={"place": place})
    found = resolver(article, sentences_of(text), said(text, "Finance Minister Bo Dane"))
    assert [a.speaker.country for a in found.attributions if a.speaker] == [iso3]


@pytest.mark.parametrize("noun", ["governments", "neighbours"])
def test_both_governments_are_the_two_that_a_report_is_about(resolver: RuleResolver, noun: str) -> None:
    text = "Peru met Chile.\nPeru wept and Chile slept.\nPeru ate, Chile drank.\nQuill praised both NOUN."
    found = targets(resolver, text.replace("NOUN", noun))
    assert [name for surface, name in found if surface in ("both", noun)] == ["Peru", "Chile"]
    found = targets(resolver, f"{text.replace('NOUN', noun)}\nOman met Oman, Oman and Oman.")
    assert not [name for surface, name in found if surface in ("both", noun)]


def test_somebody_who_opens_a_report_may_be_named_later(resolver: RuleResolver) -> None:
    text = "A junior health minister resigned.\nPeru wept.\nBo Dane, the junior health minister, spoke."
    assert speakers(resolver, text, "A junior health minister") == ["Bo Dane"]
    text = "A Brazilian judge spoke.\nPeru wept.\nJudge Ada Quill wept."
    assert speakers(resolver, text, "A Brazilian judge") == ["Ada Quill"]
    text = "A Brazilian judge spoke.\nPeru wept.\nJudge Ada Quill and Judge Bo Dane wept."
    assert speakers(resolver, text, "A Brazilian judge") == ["Brazilian judge"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Amnesty International's Kenya office", "Amnesty International"),
        ("Its press office", "Oxfam"),
        ("A spokeswoman for Oxfam", "Oxfam"),
        ("In Kenya, Oxfam, a charity", "Oxfam"),
        ("Some 200 members of the Pilots' Guild", "Pilots' Guild"),
        ("Some 200 members of the US Congress", "members of the US Congress"),
        ("The pilots' group, Vask Together,", "Vask Together"),
        ("Greenpeace Africa", "Greenpeace"),
    ],
)
def test_a_body_speaks_by_its_branches_and_spokespeople(resolver: RuleResolver, source: str, expected: str) -> None:
    prefix = "In Kenya, " if source.startswith("In") else ""
    text = f"Oxfam met.\n{source} praised Peru."
    assert speakers(resolver, text, source.removeprefix(prefix))[-1:] == [expected]


def test_a_lawyers_client_is_whose_lawyer_it_is(resolver: RuleResolver) -> None:
    text = "Bo Dane wept.\nHis lawyer, Ada Quill, said her client was honest."
    found = resolve(resolver, text, "His lawyer, Ada Quill,")
    assert {text[m.start : m.end]: m.actor.name for m in found.mentions if m.actor}["client"] == "Bo Dane"


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Oxfam met Rui Costa.\nBo Dane said they lie.", "they", "Oxfam"),
        ("Oxfam met Rui Costa.\nBo Dane said its letters lie.", "its", "Oxfam"),
        ("Oxfam met Rui Costa.\n\nBo Dane said they lie.", "they", None),
        ("Rui Costa met.\nBo Dane said they lie.", "they", None),
        ("Oxfam met Rui Costa.\nBo Dane praised heads who opened their doors.", "their", None),
        ("Residents met Oxfam.\nBo Dane said they lie.", "they", None),
    ],
)
def test_they_and_its_mean_the_body_just_named(
    resolver: RuleResolver, text: str, surface: str, expected: str | None
) -> None:
    found = resolve(resolver, text, "Bo Dane")
    assert {text[m.start : m.end]: m.actor.name for m in found.mentions if m.actor}.get(surface) == expected


def test_one_slovak_is_not_slovakia(resolver: RuleResolver) -> None:
    assert targets(resolver, "Quill praised the Slovak on Monday.") == []
    assert dict(targets(resolver, "Quill praised the Slovak army."))["Slovak army"] == "Slovakia"


def test_the_minister_is_not_the_prime_minister(resolver: RuleResolver) -> None:
    text = "Health Minister Ada Quill wept.\nPrime Minister Bo Dane stood by the minister."
    assert dict(targets(resolver, text))["minister"] == "Ada Quill"


def test_the_president_of_the_guild_is_not_the_countrys(resolver: RuleResolver) -> None:
    text = "Peru voted.\nThe Pilots' Guild met.\nBo Dane, president of the guild, spoke."
    assert spoken_for(resolver, text, "Bo Dane") == ("Bo Dane", "Pilots' Guild")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The party, the Morena,", "party"),
        ("Mexico's largest party, Morena,", "Morena"),
        ("Mexico's party, Morena's main rival,", "Mexico's party"),
    ],
)
def test_a_body_is_named_behind_its_description(resolver: RuleResolver, source: str, expected: str) -> None:
    assert speakers(resolver, f"{source} said Chile lied.", source) == [expected]


def test_whom_a_description_speaks_of_is_not_who_speaks(resolver: RuleResolver) -> None:
    text = '"No," Ada Quill said.\nPeru\'s health minister left, calling {} a liar.'
    for named, expected in (("Quill", "Peru's health minister"), ("Norway", "Ada Quill")):
        said = text.format(named)
        assert speakers(resolver, said, "Ada Quill", "Peru's health minister") == ["Ada Quill", expected]


def test_the_president_is_the_host_not_the_guest_who_was_named_last(resolver: RuleResolver) -> None:
    text = "President Ada Quill of Peru met Kenyan President Bo Dane.\nPeru and Peru.\nThe president left."
    assert spoken_for(resolver, text, "The president", place="Lima")[0] == "Ada Quill"
    assert spoken_for(resolver, text, "The president")[0] == "Bo Dane"


def test_congress_is_american_but_in_a_report_from_where_there_is_one(resolver: RuleResolver) -> None:
    text = "Argentina, Argentina and the United States met.\nCongress left."
    assert spoken_for(resolver, text, "Congress", place="Washington")[0] == "United States Congress"
    assert spoken_for(resolver, text, "Congress", place="Buenos Aires")[0] != "United States Congress"
    assert spoken_for(resolver, text, "Congress")[0] != "United States Congress"
    assert spoken_for(resolver, text.replace("Argentina", "Iran"), "Congress")[0] == "United States Congress"


def test_the_administration_is_the_american_one(resolver: RuleResolver) -> None:
    for text, expected in (
        ("Thailand, Thailand and America met. He blamed the administration.", "United States"),
        ("Thailand, Thailand and Peru met. He blamed the administration.", "Thailand"),
    ):
        article = Article("test", text, metadata={"place": "Bangkok"})
        mentions = resolver(article, sentences_of(text), ()).mentions
        assert [m.actor.name for m in mentions if m.actor and m.span.of(text) == "administration"] == [expected]


def test_a_body_is_called_short_before_it_is_named_in_full(resolver: RuleResolver) -> None:
    text = "Quill praised Vaskbrae Foods.\nThe company Vaskbrae Foods Housing Association met."
    bodies = {m.actor.name for m in resolve(resolver, text).mentions if m.actor and m.actor.kind == "organisation"}
    assert bodies == {"Vaskbrae Foods Housing Association"}


def test_the_acronym_of_a_body_that_ends_in_a_country(resolver: RuleResolver) -> None:
    text = "The Confederation of Nations of Ecuador, or CONAE, met.\nQuill praised CONAE."
    named = {name for surface, name in targets(resolver, text) if surface == "CONAE"}
    assert named == {"Confederation of Nations of Ecuador"}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("High Court of Lima", ""),
        ("Inter-American Rights Commission", ""),
        ("Ministry of Trade", "PER"),
        ("Fisheries Commission", "PER"),
    ],
)
def test_which_bodies_are_the_states(resolver: RuleResolver, name: str, country: str) -> None:
    text = f"Peru wept. Peru, Peru and Peru.\nThe {name} said it left."
    assert actor(resolver, text, f"The {name}").country == country


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Quill praised Peru's drug regulator.", "Peru's drug regulator", "Peru"),
        ("Quill praised the Peruvian regulator.", "Peruvian regulator", "Peru"),
        ("Quill praised Peru's drug regulator Ada Vask.", "Peru's drug regulator", None),
        ("Quill praised Peru's football federation.", "Peru", None),
        ("Quill praised the two Peruvian unions.", "Peruvian", None),
        ("Quill praised Peruvian patrol boats.", "Peruvian", "Peru"),
        ("Quill praised Peru's patrol boats.", "Peru", "Peru"),
    ],
)
def test_whose_bodies_are_the_country(resolver: RuleResolver, text: str, surface: str, expected: str | None) -> None:
    assert dict(targets(resolver, text)).get(surface) == expected


def test_a_company_spokesperson_is_the_company(resolver: RuleResolver) -> None:
    text = "The mining company Harrow Steel met.\nA company spokesperson said Peru lied."
    assert speakers(resolver, text, "A company spokesperson") == ["Harrow Steel"]
    assert speakers(resolver, text.split("\n")[1], "A company spokesperson") == ["company spokesperson"]


def test_another_of_a_party_has_a_name(resolver: RuleResolver) -> None:
    text = "Another Republican, Sen. Bo Dane of Florida, said Peru lied."
    assert speakers(resolver, text, "Another Republican, Sen. Bo Dane of Florida") == ["Bo Dane"]


def test_a_source_may_hold_what_its_body_does(resolver: RuleResolver) -> None:
    text = "The Harvest Party quit Peru's ruling coalition, accusing Chile of lies."
    assert speakers(resolver, text, "The Harvest Party quit Peru's ruling coalition") == ["Harvest Party"]


@pytest.mark.parametrize("place", ["Manila", "Washington"])
def test_a_department_is_of_the_country_that_has_it(resolver: RuleResolver, place: str) -> None:
    text = "The Department of Transportation left."
    name, _ = spoken_for(resolver, text, "The Department of Transportation", place=place)
    assert (name == "United States Department of Transportation") == (place == "Washington")


def test_and_added_goes_on_with_who_spoke_in_the_sentence(resolver: RuleResolver) -> None:
    text = "Bo Dane left.\nAda Quill denied it, and added that Peru lied. So Ada Quill wept and calls Chile a liar."
    sentences = sentences_of(text)
    at = text.index

    def cue(words: str) -> Span:
        return Span(at(words), at(words) + len(words))

    quill, dane = cue("Ada Quill"), Span(0, len("Bo Dane"))
    denied = Attribution(quill, cue("denied"), (cue("it"),), "indirect")
    added = Attribution(dane, cue("added"), (cue("that Peru lied"),), "indirect")
    calls = Attribution(None, cue("calls"), (cue("Chile a liar"),), "indirect")
    found = resolver(Article("test", text), sentences, (denied, added, calls)).attributions
    assert [a.speaker.name for a in found if a.speaker] == ["Ada Quill"] * 3


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Ingrid Osorio left.\nOsorio Vaskes stayed.", True),
        ("Anna Chen left.\nChen Wei stayed.", False),
        ("Ingrid Huang left.\nHuang Vaskes stayed.", False),
    ],
)
def test_a_second_surname(resolver: RuleResolver, text: str, same: bool) -> None:
    people = [name for _, name in targets(resolver, text)]
    assert people == ["Ingrid Osorio Vaskes"] * 2 if same else len(set(people)) == len(people)


def test_a_party_called_by_its_kind(resolver: RuleResolver) -> None:
    named = [name for _, name in targets(resolver, "The Bloc Québécois left.\nShe thanked the Bloc for it.")]
    assert named == ["Bloc Québécois", "Bloc Québécois"]


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Mayor Ada Quill left.\nBo Dane met the SNP mayor.", "SNP mayor", "Ada Quill"),
        ("Tory mayor Ada Quill left.\nBo Dane met the SNP mayor.", "SNP mayor", "SNP mayor"),
        ("Peru's leader Ada Quill left.\nBo Dane met the SNP leader.", "SNP leader", "SNP leader"),
        ("Prime Minister Ada Quill left.\nBo Dane met the Labor prime minister.", "prime minister", "Ada Quill"),
        ("Peru's president Ada Quill left.\nThe leader of the opposition in Lima wept.", "leader", None),
    ],
)
def test_a_partys_mayor_is_the_one_who_was_named(
    resolver: RuleResolver, text: str, surface: str, expected: str | None
) -> None:
    found = dict(targets(resolver, text))
    assert next((name for words, name in found.items() if words.endswith(surface)), None) == expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Kenya's minister Ada Quill left.\nBo Dane mocked his Kenyan colleague.", "Kenyan colleague", "Ada Quill"),
        ("Kenya's minister Ada Quill left.\nBo Dane mocked his Kenyan friend.", "Kenyan friend", "Kenyan friend"),
        (
            "Kenya's minister Ada Quill left.\nPeru's minister Bo Dane mocked his colleague's speech.",
            "colleague",
            "Ada Quill",
        ),
        ("Kenya's general Ada Quill left.\nPeru's minister Bo Dane mocked his colleague's speech.", "colleague", None),
        ("Peru's ambassador Ada Quill left.\nBo Dane mocked the Peruvian envoy.", "Peruvian envoy", "Ada Quill"),
        ("Peru's ambassador Ada Quill left.\nBo Dane mocked the envoy.", "envoy", "Ada Quill"),
        # Where somebody comes from, of whom only a body of several countries is told.
        ("EU commissioner Ada Quill left.\nDane mocked the Belgian commissioner.", "Belgian commissioner", "Ada Quill"),
        (
            "Kenya's commissioner Ada Quill left.\nBo Dane mocked the Belgian commissioner.",
            "Belgian commissioner",
            "Belgian commissioner",
        ),
        (
            "EU commissioner Ada Quill met EU commissioner Liv Orr.\nBo Dane mocked the Belgian commissioner.",
            "Belgian commissioner",
            "Belgian commissioner",
        ),
        # Whose name stands behind what is quoted.
        (
            "Peru's minister left.\n“We will go,” Ada Quill said.\nBo Dane mocked the Peruvian minister.",
            "Peruvian minister",
            "Ada Quill",
        ),
        (
            "An official left.\n“We will go,” Ada Quill said.\nBo Dane mocked the official.",
            "official",
            None,
        ),
        ("Greek Shipping Minister Ada Quill left.\nBo Dane mocked the Greek minister.", "Greek minister", "Ada Quill"),
    ],
)  # fmt: skip
def test_somebody_is_described_by_a_country(
    resolver: RuleResolver, text: str, surface: str, expected: str | None
) -> None:
    assert dict(targets(resolver, text)).get(surface) == expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Peru's president Ada Quill left.\nBo Dane mocked our president.", "president", "Ada Quill"),
        ("Peru's president Ada Quill left.\nBo Dane mocked a president.", "president", None),
        ("Peru's minister Ada Quill left.\nBo Dane praised his minister.", "minister", "Ada Quill"),
        ("Peru's president Ada Quill left.\nBo Dane mocked the head of state.", "head", "Ada Quill"),
        ("Peru's president Ada Quill left.\nBo Dane mocked the heads of state.", "head", None),
        # Whom a report names later.
        ("He met the Transport Secretary.\nTransport Secretary Ada Quill left.", "Transport Secretary", "Ada Quill"),
        ("He met the Transport Secretary.\nShadow transport secretary Ada Quill left.", "Transport Secretary", None),
    ],
)  # fmt: skip
def test_whose_minister_or_president_is_meant(
    resolver: RuleResolver, text: str, surface: str, expected: str | None
) -> None:
    assert dict(targets(resolver, text)).get(surface) == expected


def test_a_capital_in_capitals_with_an_apostrophe_is_known(resolver: RuleResolver) -> None:
    text = "Chad met Peru, Peru's army and Peru.\n\nHe mocked this government."
    article = Article("test", text, metadata={"place": "N'djamena"})
    mentions = resolver(article, sentences_of(text), ()).mentions
    assert [m.actor.name for m in mentions if m.actor and text[m.start : m.end] == "government"] == ["Chad"]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "Peru's president Ada Quill met her Chilean counterpart, Bo Dane.\nBoth presidents mocked Kenya.",
            "Both presidents",
            ["Ada Quill", "Bo Dane"],
        ),
        ("Peru's president Ada Quill wept.\nBoth presidents mocked Kenya.", "Both presidents", ["presidents"]),
        (
            "Peru's minister Ada Quill met Peru's minister Bo Dane.\nBoth ministers mocked Kenya.",
            "Both ministers",
            ["ministers"],
        ),
    ],
)
def test_both_presidents_are_the_two_who_were_named(
    resolver: RuleResolver, text: str, source: str, expected: list[str]
) -> None:
    assert speakers(resolver, text, source) == expected


def test_its_treasury_is_of_who_heads_the_sentence_before(resolver: RuleResolver) -> None:
    text = "Peru voted, Peru met and Peru left.\nChile is tall.\nIts Treasury said no."
    assert actor(resolver, text, "Its Treasury").country == "CHL"


def test_a_secretary_speaks_for_the_country_that_is_named_with_the_office(resolver: RuleResolver) -> None:
    text = "China's Commerce Ministry met.\nUS Commerce Secretary Ada Quill left."
    assert actor(resolver, text, "US Commerce Secretary Ada Quill").country == "USA"


@pytest.mark.parametrize("paper", ["The Lowen Sentinel", "The Lima weekly Ocaso"])
@pytest.mark.parametrize("called", ["the paper", "The newspaper"])
def test_the_paper_is_the_one_named_last(resolver: RuleResolver, paper: str, called: str) -> None:
    text = f"{paper} said Chile lied.\nPeru lied, {called} wrote."
    first, second = speakers(resolver, text, paper, called)
    assert first == second != ""


def test_the_paper_is_nobody_where_another_was_brought_in(resolver: RuleResolver) -> None:
    text = "The Lowen Sentinel said Chile lied.\nA newspaper was shut.\nPeru lied, the paper wrote."
    assert speakers(resolver, text, "The Lowen Sentinel", "the paper")[1] != "Lowen Sentinel"


def test_the_last_word_of_a_paper_is_no_post(resolver: RuleResolver) -> None:
    text = "The Lowen Valley Post said Chile lied.\nPeru lied, the Post wrote."
    assert speakers(resolver, text, "The Lowen Valley Post", "the Post") == ["Lowen Valley Post"] * 2


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("The Lowen Sentinel said Chile lied.\nThe Brenton Weekly took no side.", "Brenton Weekly"),
        ("The Lowen Sentinel said Chile lied.\nThe Senate took no side.", "Lowen Sentinel"),
    ],
)
def test_it_is_the_body_that_heads_the_sentence_before(resolver: RuleResolver, before: str, expected: str) -> None:
    assert speakers(resolver, f"{before}\nIt asked about Peru.", "The Lowen Sentinel", "It")[1] == expected


def test_what_somebody_is_speaks_for_whom_it_describes(resolver: RuleResolver) -> None:
    text = "Governor Ada Quill vetoed it.\nIn a letter the governor, a Democrat, wrote that Peru lied."
    assert speakers(resolver, text, "Governor Ada Quill", "a Democrat") == ["Ada Quill"] * 2


def test_letters_behind_a_name_are_none_of_it(resolver: RuleResolver) -> None:
    assert speakers(resolver, "Xilo Karvanto KC, who leads it, said Peru lied.", "Xilo Karvanto KC") == [
        "Xilo Karvanto"
    ]


@pytest.mark.parametrize("source", ["We", "We, the nurses of Lima,"])
@pytest.mark.parametrize(
    ("opening", "between", "expected"),
    [
        ("The Nurses' Union of Lima on Friday issued a statement.", "", "Nurses' Union of Lima"),
        ("The Nurses' Union of Lima met on Friday.", "", ""),
        # "We" in quotation marks is whoever is quoted.
        ("The Nurses' Union of Lima on Friday issued a statement.", "“Yes. ", ""),
    ],
)
def test_we_are_who_issued_the_text(
    resolver: RuleResolver, source: str, opening: str, between: str, expected: str
) -> None:
    text = f"{opening}\n\n{between}{source} thank Peru."
    assert speakers(resolver, text, source) == [expected]


def test_a_ministry_is_of_the_capital_that_opens_the_sentence(resolver: RuleResolver) -> None:
    text = "Peru's foreign ministry said Kenya lied.\nIn Santiago, the foreign ministry said Ghana lied."
    speaker = resolve(resolver, text, "Peru's foreign ministry", "the foreign ministry").attributions[1].speaker
    assert speaker and speaker.affiliation and speaker.affiliation.name == "Chile"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("He did not spare Xilo Karvanto, who, he said, had lied.", "he"),
        ("He mocked Xilo Karvanto, whom he called a liar.", "he"),
        ("He was harder on the fund, a London investor that has refused to pay.\nPeru lied, he said.", "he said"),
    ],
)
def test_he_is_not_whom_he_tells_of(resolver: RuleResolver, text: str, source: str) -> None:
    sources = ("Bo Dane", "that", "he") if source == "he said" else ("Bo Dane", source)
    assert speakers(resolver, f"Envoy Bo Dane thanked Peru.\n{text}", *sources)[-1] == "Bo Dane"


def test_she_is_not_of_whom_she_speaks(resolver: RuleResolver) -> None:
    text = "Ada Quill wrote a book.\nOf Minister Nora Holt she says nothing.\nShe thanks Peru."
    assert speakers(resolver, text, "Ada Quill", "she", "She") == ["Ada Quill"] * 3


def test_who_is_addressed_so_is_meant_by_the_address(resolver: RuleResolver) -> None:
    text = "Sheikh Xilo Karvanto met Ayatollah Bo Oduya.\nKarvanto said no.\nPeru lied, the ayatollah said."
    assert speakers(resolver, text, "Karvanto", "the ayatollah") == ["Xilo Karvanto", "Bo Oduya"]


@pytest.mark.parametrize(
    ("opening", "source", "following"),
    [
        ("The European Union's top trade official praised Peru.", "top trade official", "Commissioner Ada Quill told"),
        ("A Peruvian opposition leader accused Chile.", "opposition leader", "Ada Quill, a former senator, said"),
        ("A Peruvian opposition leader accused Chile.", "opposition leader", "Ada Quill, of the Reed League, said"),
    ],
)
def test_who_opens_a_report_is_named_next(resolver: RuleResolver, opening: str, source: str, following: str) -> None:
    text = f"{opening}\n{following} reporters that Ghana lied."
    assert speakers(resolver, text, opening[: opening.index(source) + len(source)], "Ada Quill")[0] == "Ada Quill"


def test_an_official_who_opens_a_report_may_be_another(resolver: RuleResolver) -> None:
    text = "A Peruvian official accused Chile.\nMinister Ada Quill told reporters that Ghana lied."
    assert speakers(resolver, text, "A Peruvian official", "Minister Ada Quill")[0] != "Ada Quill"


def test_what_opened_a_report_is_told_of_the_same_later(resolver: RuleResolver) -> None:
    text = "Its governor scolded Peru.\nXilo Karvanto said Chile lied.\nThe governor was milder about Ghana."
    assert speakers(resolver, text, "Its governor", "Xilo Karvanto", "The governor") == ["Xilo Karvanto"] * 3


@pytest.mark.parametrize(("source", "speaker"), [("the book", "Bo Dane"), ("the diary", "Bo Dane"), ("the survey", "")])
def test_a_book_says_what_its_author_says(resolver: RuleResolver, source: str, speaker: str) -> None:
    assert (
        speakers(resolver, f"Bo Dane wrote that Peru lied.\nGhana paid, says {source}.", "Bo Dane", source)[1]
        == speaker
    )


@pytest.mark.parametrize(("called", "speaker"), [("the Turkish minister", "Xilo Karvanto"), ("the Greek minister", "")])
def test_the_minister_may_be_the_counterpart_of_one(resolver: RuleResolver, called: str, speaker: str) -> None:
    text = (
        f"Foreign Minister Bo Dane met his Turkish counterpart, Xilo Karvanto.\nIt rained.\nGhana lied, said {called}."
    )
    assert (speakers(resolver, text, called)[0] == "Xilo Karvanto") == bool(speaker)


def test_a_ministry_behind_no_capital_is_the_one_that_spoke(resolver: RuleResolver) -> None:
    text = "Peru's foreign ministry said Kenya lied.\nThe ministry said Ghana lied."
    speaker = resolve(resolver, text, "Peru's foreign ministry", "The ministry").attributions[1].speaker
    assert speaker and "Peru" in {speaker.name.split("'")[0], speaker.affiliation and speaker.affiliation.name}


@pytest.mark.parametrize(
    ("country", "iso3"), [("Pakistan", "PAK"), ("Iran", "GBR"), ("Britain", "GBR"), ("Germany", "DEU")]
)
def test_whose_foreign_office_it_is(resolver: RuleResolver, country: str, iso3: str) -> None:
    text = f"{country} wept. {country} slept.\nOn Monday, the Foreign Office said no."
    assert actor(resolver, text, "the Foreign Office").country == iso3


def test_the_prime_minister_is_no_provinces_premier(resolver: RuleResolver) -> None:
    text = "Prime Minister Ada Quill wept.\nOntario Premier Bo Dane slept.\nChile praised the prime minister."
    assert ("prime minister", "Ada Quill") in targets(resolver, text)
    assert ("prime minister", "Bo Dane") not in targets(resolver, text)


def test_an_acronym_of_some_initials_is_the_name_before_its_brackets(resolver: RuleResolver) -> None:
    text = "The National Union of Rail, Maritime and Transport Workers (RMT) met.\nChile praised the RMT."
    assert ("RMT", "National Union of Rail, Maritime and Transport Workers") in targets(resolver, text)


def test_somebody_is_called_without_the_nickname(resolver: RuleResolver) -> None:
    text = "Senator Robert “Chip” dela Quill left.\nRobert dela Quill slept.\nAda praised Quill."
    names = {
        mention.actor.name for mention in resolve(resolver, text).mentions if mention.actor and mention.kind == "person"
    }
    assert "Robert dela Quill" in names
    assert not any("Chip" in name for name in names)


def test_the_company_is_a_firm_that_readers_know(resolver: RuleResolver) -> None:
    text = "{} met the Amazon Labor Union and the Lantern Trust.\nQuill praised the company."
    assert ("company", "Amazon") in targets(resolver, text.format("Amazon"))
    assert "company" not in dict(targets(resolver, text.format("Harrow Gate")))


@pytest.mark.parametrize(("country", "iso3"), [("Pakistan", "IND"), ("India", "IND"), ("Sri Lanka", "LKA")])
def test_whose_ministry_of_external_affairs_it_is(resolver: RuleResolver, country: str, iso3: str) -> None:
    text = f"{country} wept. {country} slept.\nOn Monday, the Ministry of External Affairs said no."
    assert actor(resolver, text, "the Ministry of External Affairs").country == iso3


def test_a_foreign_office_with_an_owner_is_its(resolver: RuleResolver) -> None:
    text = "Germany wept. Germany slept.\nOn Monday, the British Foreign Office said no."
    assert actor(resolver, text, "the British Foreign Office").country == "GBR"


def test_the_governor_is_not_a_former_one(resolver: RuleResolver) -> None:
    text = "Governor Ada Quill spoke on Monday. Former Governor Bo Dane sided with the governor."
    assert ("governor", "Ada Quill") in targets(resolver, text)


def test_a_ledger_is_a_paper(resolver: RuleResolver) -> None:
    text = "Peru spoke. The Lima Ledger sided with Chile. “He lied,” the newspaper wrote."
    assert ("newspaper", "Lima Ledger") in targets(resolver, text)
