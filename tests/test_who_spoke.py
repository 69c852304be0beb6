"""Who speaks where the source is a pronoun, a participle, a text, a paper, a body in apposition or nobody at all."""

from __future__ import annotations

import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.linked import linked_speakers
from stancekit.model.records import Actor, Attribution, Mention, QuoteType, Span
from stancekit.model.references import Meant
from stancekit.model.resolver import RuleResolver
from stancekit.model.sentences import split_sentences

OPENING = "Senator Ada Quill of Ohio spoke in Lima. "


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


def place(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def said(text: str, source: str, cue: str, content: str, quote: QuoteType = "indirect") -> Attribution:
    return Attribution(place(text, source) if source else None, place(text, cue), (place(text, content),), quote)


def speaker(resolver: RuleResolver, text: str, *attributions: Attribution) -> str:
    article = article_from_text(text)
    found = resolver(article, split_sentences(article), attributions).attributions[-1].speaker
    return found.name if found else ""


def test_who_is_named_at_the_head_of_a_quotation_does_not_say_it(resolver: RuleResolver) -> None:
    text = "Senator Omar Haddad said no. “He is weak. Bo Stone has ruined us,” he said."
    first = said(text, "Senator Omar Haddad", "said", "no")
    last = place(text, "he said")
    quote = (place(text, "Bo Stone has ruined us,”"),)
    second = Attribution(Span(last.start, last.start + 2), Span(last.start + 3, last.end), quote, "direct")
    assert speaker(resolver, text, first, second) == "Omar Haddad"


@pytest.mark.parametrize(
    ("cue", "expected"),
    [("also accused", "Ada Quill"), ("accused", "Bo Stone")],
)
def test_who_goes_on_spoke_before(resolver: RuleResolver, cue: str, expected: str) -> None:
    text = f"Ada Quill said no. Why would Bo Stone leave? She {cue} Peru of fraud."
    found = speaker(resolver, text, said(text, "Ada Quill", "said", "no"), said(text, "She", cue, "Peru of fraud"))
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "cue", "content", "expected"),
    [
        ("Citing the debts of Peru, Quill left.", "Citing", "the debts of Peru", "Ada Quill"),
        ("By accusing Peru of theft, Quill hurt Chile.", "accusing", "Peru of theft", "Ada Quill"),
        ("Peru has become reckless, blaming Chile.", "blaming", "Chile", "Peru"),
        ("Peru was blamed for Chile.", "blamed", "Chile", ""),
        ("According to Chile, Quill left.", "According to", "Chile", ""),
    ],
)
def test_a_participle_is_the_subjects(
    resolver: RuleResolver, sentence: str, cue: str, content: str, expected: str
) -> None:
    text = OPENING + sentence
    assert speaker(resolver, text, said(text, "", cue, content)) == expected


def test_a_participle_is_not_of_who_spoke_in_another_sentence(resolver: RuleResolver) -> None:
    text = f"{OPENING}Peru has become reckless, blaming Chile."
    assert speaker(resolver, text, said(text, "Senator Ada Quill", "blaming", "Chile")) == "Peru"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        (
            "The Wall Street Journal called on Peru to pay. “Peru lies,” the left-leaning newspaper wrote.",
            "the left-leaning newspaper",
            "wrote",
            "“Peru lies,”",
            "Wall Street Journal",
        ),
        (
            "Ada Quill left. The Clean Shores Alliance, the progressive group founded by Ada Quill, sued Peru.",
            "the progressive group founded by Ada Quill",
            "sued",
            "Peru.",
            "Clean Shores Alliance",
        ),
        (
            "The Clean Shores Alliance is a watchdog group that sued Peru.",
            "a watchdog group",
            "sued",
            "Peru",
            "Clean Shores Alliance",
        ),
        ("According to the suit, Ada Quill lied to Peru.", "the suit", "According to", "Ada Quill lied to Peru", ""),
    ],
)
def test_papers_bodies_and_texts(
    resolver: RuleResolver, text: str, source: str, cue: str, content: str, expected: str
) -> None:
    assert speaker(resolver, text, said(text, source, cue, content)) == expected


@pytest.mark.parametrize(("first", "expected"), [("The local guild", ""), ("Its rival", "Kessel Group")])
def test_it_is_not_who_spoke_before_a_body_that_nobody_knows(resolver: RuleResolver, first: str, expected: str) -> None:
    text = f"Kessel Group sued Peru. {first} mocked Chile. It blamed Norway."
    told = [said(text, "Kessel Group", "sued", "Peru"), said(text, first, "mocked", "Chile")]
    assert speaker(resolver, text, *told, said(text, "It", "blamed", "Norway")) == expected


def test_an_adjective_that_the_tagger_left_out_is_of_the_source(resolver: RuleResolver) -> None:
    text = "Norway mocked Chile. The Peruvian government blamed Chile."
    assert speaker(resolver, text, said(text, "government", "blamed", "Chile.")) == "Peruvian government"


@pytest.mark.parametrize("opening", ["Bo Stone was blunter", "Peru's Bo Stone was blunter"])
def test_who_opens_a_sentence_before_a_colon_speaks_behind_it(resolver: RuleResolver, opening: str) -> None:
    text = f"Ada Quill mocked Chile. {opening}: Norway, he said, lied."
    # The tagger often counts the opening to what is said.
    told = said(text, "he", "said", f"{opening}: Norway,")
    assert speaker(resolver, text, said(text, "Ada Quill", "mocked", "Chile"), told) == "Bo Stone"


def test_a_tweet_is_of_who_just_spoke(resolver: RuleResolver) -> None:
    text = "Ada Quill mocked Chile. “Peru lies,” read one tweet."
    first = said(text, "Ada Quill", "mocked", "Chile")
    assert speaker(resolver, text, first, said(text, "one tweet", "read", "“Peru lies,”")) == "Ada Quill"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A federal judge blamed Peru. The order was by Judge Ada Quill of Ohio.", "Ada Quill"),
        ("A retired judge blamed Peru. The order was by Judge Ada Quill of Ohio.", "retired judge"),
        ("A federal judge blamed Peru. Judge Ada Quill and Judge Bo Dane left.", "federal judge"),
    ],
)
def test_the_only_judge(resolver: RuleResolver, text: str, expected: str) -> None:
    source = text[: text.index(" blamed")]
    assert speaker(resolver, text, said(text, source, "blamed", "Peru")) == expected


class _Quill:
    """Stands in for ``References``: all words mean Quill."""

    def meant(self, words: Span, mentions: object) -> Meant:
        return Meant(Actor("Ada Quill", "person"), 0.9)


@pytest.mark.parametrize(
    ("source", "is_one"),
    [("Some", False), ("You", False), ("A study", False), ("Verdi", False), ("The activist", True)],
)
def test_nobody_in_particular_is_no_speaker(source: str, is_one: bool) -> None:
    text = f"{source} blamed Peru. Ada Quill left."
    name = place(text, "Ada Quill")
    names = [Mention(name.start, name.end, "person", Actor("Ada Quill", "person"))]
    found = linked_speakers(text, [said(text, source, "blamed", "Peru")], names, _Quill())  # pyright: ignore[reportArgumentType]
    assert (found[0].speaker is not None) == is_one


@pytest.mark.parametrize("source", ["51-year-old Bo Stone", "Senator Bo Stone himself", "Peru's"])
def test_an_age_and_an_emphasis_are_no_part_of_who_speaks(resolver: RuleResolver, source: str) -> None:
    text = f"{OPENING}{source} dismissed the plan."
    expected = "Peru" if "Peru" in source else "Bo Stone"
    assert speaker(resolver, text, said(text, source, "dismissed", "the plan")) == expected
