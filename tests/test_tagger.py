"""The rule tagger: who is quoted or paraphrased, by which words, saying what."""

from __future__ import annotations

import re
import time

import pytest

from stancekit.model.records import Article, Attribution, Sentence
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger import RuleTagger
from stancekit.model.verbs import cue_forms

Row = tuple[str | None, str | None, list[str]]


def tag(text: str) -> tuple[Attribution, ...]:
    article = Article("test", text)
    return RuleTagger()(article, split_sentences(article)).attributions


def rows(text: str) -> list[Row]:
    """Source, cue and contents of each attribution, as text."""
    return [
        (a.source.of(text) if a.source else None, a.cue.of(text) if a.cue else None, [c.of(text) for c in a.content])
        for a in tag(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Petru said that the road was open.", ("Petru", "said", ["that the road was open"])),
        ("Petru said on Monday the road was open.", ("Petru", "said", ["the road was open"])),
        ("The White House said Tuesday it was ready.", ("The White House", "said", ["it was ready"])),
        (
            "Sylvanian Trade Minister Ana Petru has said the road was open.",
            ("Sylvanian Trade Minister Ana Petru", "has said", ["the road was open"]),
        ),
        ("Officials in Tolan said the deal was dead.", ("Officials in Tolan", "said", ["the deal was dead"])),
        (
            "A spokesman for the ministry said in a statement that it would close.",
            ("A spokesman for the ministry", "said", ["that it would close"]),
        ),
        ("Ruritania and Sylvania said they would sign.", ("Ruritania and Sylvania", "said", ["they would sign"])),
        ("Orlan, a former judge who lives in Tolan, said it was wrong.", ("Orlan", "said", ["it was wrong"])),
        ("Orlan, for his part, said it was wrong.", ("Orlan", "said", ["it was wrong"])),
        ("For his part, Orlan said it was wrong.", ("Orlan", "said", ["it was wrong"])),
        ("Sen. Mara Voss (I-Tolan) said it was wrong.", ("Sen. Mara Voss", "said", ["it was wrong"])),
        ("The president, Ana Petru, said it was wrong.", ("Ana Petru", "said", ["it was wrong"])),
        ("Jon Reed, 22, of Flint, Mich., said it was wrong.", ("Jon Reed", "said", ["it was wrong"])),
        ("Orlan on Thursday said it was wrong.", ("Orlan", "said", ["it was wrong"])),
        ("Minister Petru told reporters on Tuesday that it rains.", ("Minister Petru", "told", ["that it rains"])),
        ("The US envoy praised the pact.", ("The US envoy", "praised", ["the pact"])),
        ("Petru told Ruritania to mind its own coast.", ("Petru", "told", ["Ruritania to mind its own coast"])),
        ("In a message al-Nour has blamed Orlan.", ("al-Nour", "has blamed", ["Orlan"])),
        ("The ministry in a statement condemned the raid.", ("The ministry", "condemned", ["the raid"])),
        ("The Tolan government in a statement welcomes the pact.", ("The Tolan government", "welcomes", ["the pact"])),
        ("Orlan in a radio interview on Monday welcomed the pact.", ("Orlan", "welcomed", ["the pact"])),
        (
            "Ruritania, which lent boats, was praised by Orlan.",
            ("Orlan", "was praised by", ["Ruritania, which lent boats"]),
        ),
        ("Petru warned of more floods.", ("Petru", "warned of", ["more floods"])),
        ("He praised Ruritania's support for his country.", ("He", "praised", ["Ruritania's support for his country"])),
        ("Petru called on the council to act.", ("Petru", "called on", ["the council to act"])),
        ("Petru accused Orlan of lying.", ("Petru", "accused", ["Orlan of lying"])),
        ("Petru vowed to fight the ban.", ("Petru", "vowed", ["to fight the ban"])),
        (
            "The plan was criticised by villagers for flooding the valley.",
            ("villagers", "was criticised by", ["The plan", "for flooding the valley"]),
        ),
        (
            "The plan was criticised by the minister for housing.",
            ("the minister for housing", "was criticised by", ["The plan"]),
        ),
        ("The plan was criticised by Ruritania.", ("Ruritania", "was criticised by", ["The plan"])),
        ("According to the ministry, the road is open.", ("the ministry", "According to", ["the road is open"])),
        (
            "The road is open, according to a spokesman for the ministry.",
            ("a spokesman for the ministry", "according to", ["The road is open"]),
        ),
        (
            "Channel 9 quoted Petru as saying the road was open.",
            ("Petru", "quoted Petru as saying", ["the road was open"]),
        ),
        (
            "The minutes quote Petru as saying the road was open.",
            ("Petru", "quote Petru as saying", ["the road was open"]),
        ),
        (
            "Channel 9 quoted Petru, a former deputy minister for roads, as saying the road was open.",
            (
                "Petru",
                "quoted Petru, a former deputy minister for roads, as saying",
                ["the road was open"],
            ),
        ),
        ("Petru's claim that the road was open is false.", ("Petru", "claim", ["that the road was open is false"])),
        ("Two envoys walked out in protest at Orlan's plan.", ("Two envoys", "in protest at", ["Orlan's plan"])),
        ("The deal, Petru warned, would ruin Tolan.", ("Petru", "warned", ["The deal", "would ruin Tolan"])),
        ("As Petru noted, Tolan has never signed.", ("Petru", "noted", ["Tolan has never signed"])),
        (
            "Tolan will send two men, according to its press officer, Mara Voss.",
            ("its press officer", "according to", ["Tolan will send two men"]),
        ),
        (
            "The dam holds back the river, Petru made the remarks in a meeting with Orlan.",
            ("Petru", "made the remarks", ["The dam holds back the river"]),
        ),
    ],
)
def test_indirect_speech(text: str, expected: Row) -> None:
    assert rows(text) == [expected]
    assert tag(text)[0].quote_type == "indirect"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," Petru said.', ("Petru", "said", ['"We are ready,"'])),
        ('"We are ready," said Petru.', ("Petru", "said", ['"We are ready,"'])),
        ("“We are ready,” said Ana Petru, the minister.", ("Ana Petru", "said", ["“We are ready,”"])),
        ("'We won't go,' said Petru.", ("Petru", "said", ["'We won't go,'"])),
        ("« Nous sommes là », said Petru.", ("Petru", "said", ["« Nous sommes là »"])),
        ('"We are ready," the minister, Ana Petru, told Orlan.', ("Ana Petru", "told", ['"We are ready,"'])),
        ('"We are ready," Petru was quoted as saying.', ("Petru", "was quoted as saying", ['"We are ready,"'])),
        (
            '"We are ready," Petru was quoted by Channel 9 as saying.',
            ("Petru", "was quoted by Channel 9 as saying", ['"We are ready,"']),
        ),
        ('"We are ready," Channel 9 quoted her as saying.', ("her", "quoted her as saying", ['"We are ready,"'])),
        ('Petru said: "We are ready."', ("Petru", "said", ['"We are ready."'])),
        ('Petru tweeted: "We are ready."', ("Petru", "tweeted", ['"We are ready."'])),
        ('Ana Petru: "We are ready."', ("Ana Petru", ":", ['"We are ready."'])),
        ('"We are ready," said Petru, "and we will go."', ("Petru", "said", ['"We are ready,"', '"and we will go."'])),
        ('"We will hold the mills to account." -Commissioner Petru', None),
    ],
)
def test_direct_speech(text: str, expected: Row | None) -> None:
    expected = expected or ("Commissioner Petru", "-", ['"We will hold the mills to account."'])
    assert rows(text) == [expected]
    assert tag(text)[0].quote_type == "direct"


def test_mixed_speech() -> None:
    text = 'Petru said the plan was "dead and buried" for now.'
    assert rows(text) == [("Petru", "said", ['the plan was "dead and buried" for now'])]
    assert tag(text)[0].quote_type == "mixed"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('Orlan, Petru said, "has never signed".', ["Orlan", '"has never signed"']),
        ('But the court, Petru added, "hides behind its rules".', ["the court", '"hides behind its rules"']),
        ('Orlan, according to Petru, was "a bully".', ["Orlan", 'was "a bully"']),
        # What is quoted has a subject of its own.
        ('A friend of Orlan, Petru said, "they never signed".', ['"they never signed"']),
        ('On Monday in Orlan, Petru said, "has never been seen".', ['"has never been seen"']),
    ],
)
def test_the_subject_of_a_quotation_stands_before_its_cue(text: str, content: list[str]) -> None:
    assert [row[2] for row in rows(text)] == [content]


@pytest.mark.parametrize(
    ("text", "sources_and_cues"),
    [
        ("Petru praised Orlan and told Tolan to go.", [("Petru", "praised"), ("Petru", "told")]),
        ("Petru praised Orlan and said ties were strong.", [("Petru", "praised"), ("Petru", "said")]),
        ("Petru urged calm, warning that war would be folly.", [("Petru", "urged"), ("Petru", "warning")]),
        ('"It is over," Petru told Channel 9, adding that Orlan must pay.', [("Petru", "told"), ("Petru", "adding")]),
        ("Accusing Orlan of lies, Petru said talks were over.", [("Petru", "Accusing"), ("Petru", "said")]),
        ("Petru backed the ban, but Orlan said it was wrong.", [("Petru", "backed"), ("Orlan", "said")]),
        ("Petru, who blasted Orlan on Monday, said it was wrong.", [("Petru", "blasted"), ("Petru", "said")]),
    ],
)
def test_several_cues_in_a_sentence(text: str, sources_and_cues: list[tuple[str, str]]) -> None:
    assert [(source, cue) for source, cue, _ in rows(text)] == sources_and_cues


def test_content_stops_where_the_next_cue_begins() -> None:
    contents = [content for _, _, content in rows("Petru praised Orlan and said ties were strong, warning of war.")]
    assert contents == [["Orlan"], ["ties were strong"], ["war"]]


def test_the_agency_behind_a_statement_is_not_its_speaker() -> None:
    assert rows("Petru said the road was open, Channel 9 reported.") == [("Petru", "said", ["the road was open"])]
    assert rows("The road was open, Channel 9 reported.") == [("Channel 9", "reported", ["The road was open"])]


@pytest.mark.parametrize(
    "text",
    [
        "Petru did not say whether the road was open.",
        "He refused to condemn the attack.",
        "The noted pianist played for the claims court.",
        "Ruritania-backed forces left the reported site.",
        "He is said to be ill.",
        "The company added 500 jobs.",
        'The so-called "peace plan" is a "good idea" for many.',
        'The film "The Long Road Home Again" opened on Monday.',
        "The new report calls were taped.",
        "",
    ],
)
def test_what_is_no_attribution(text: str) -> None:
    assert rows(text) == []


def test_the_author_and_the_reader_are_no_speakers() -> None:
    assert rows("I think that the road is open. You say that it rains.") == []


def test_a_quotation_goes_on_with_the_speaker_before() -> None:
    text = '"The road is open," Petru said. "It will stay open for years."'
    assert rows(text)[1] == (None, None, ['"It will stay open for years."'])


def test_a_quotation_carries_the_outer_speaker_past_a_nested_one() -> None:
    text = 'Petru said it was "dead," as Orlan, who hailed Tolan, knows. "It will stay dead for years."'
    (last, _, content) = rows(text)[-1]
    assert content == ['"It will stay dead for years."']
    assert last == "Petru"
    assert [source for source, _, _ in rows(text)[:-1]] == ["Petru", "Orlan"]


def test_a_speaker_named_after_several_sentences_speaks_all_of_them() -> None:
    text = '"The road is open. It will stay open for years," Petru said.'
    assert rows(text) == [
        ("Petru", None, ['"The road is open.']),
        ("Petru", "said", ['It will stay open for years,"']),
    ]


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = "“We are ready,” Petru said. “We have waited.\n\n“We will wait again.\n\n“But not for long.”"
    assert [content for _, _, content in rows(text)] == [
        ["“We are ready,”"],
        ["“We have waited.”"[:-1]],
        ["“We will wait again."],
        ["“But not for long.”"],
    ]
    assert {source for source, _, _ in rows(text)} == {"Petru", None}


def test_a_bare_quotation_belongs_to_the_subject_of_the_sentence_before() -> None:
    text = 'Ana Petru walked out to meet the press. "We shall never sign this treaty."'
    assert rows(text) == [("Ana Petru", None, ['"We shall never sign this treaty."'])]


def test_a_press_release_names_the_speaker_on_the_line_before() -> None:
    text = 'And from Chairwoman Ana Petru:\n\n"We will hold the mills to account."'
    assert rows(text) == [("Chairwoman Ana Petru", None, ['"We will hold the mills to account."'])]


def test_a_bare_quotation_without_anyone_before_is_left_out() -> None:
    assert rows('"We shall never sign this treaty, never."') == []


def test_indirect_speech_does_not_run_on() -> None:
    assert len(rows("Petru said the road was open. The weather was fine for days.")) == 1


def test_offsets_survive_and_content_stays_in_its_sentence() -> None:
    text = "“We go,” said Petru. “We go now,” he told Orlan, “and fast.”\n\n» Orlan’s party accused her of “theft”."
    article = Article("test", text)
    sentences = split_sentences(article)
    found = RuleTagger()(article, sentences).attributions
    assert found
    assert [a.content[0].start for a in found] == sorted(a.content[0].start for a in found)
    for attribution in found:
        for span in attribution.content:
            assert any(sentence.span.contains(span) for sentence in sentences)
            assert span.of(text) == span.of(text).strip() != ""


def test_every_cue_form_is_lower_case_and_each_verb_takes_something() -> None:
    forms = cue_forms()
    assert forms["said"].verb.lemma == "say"
    assert forms["denies"].verb.lemma == "deny"
    assert forms["criticising"].verb.lemma == "criticise"
    for form, (verb, kinds) in forms.items():
        assert re.fullmatch(r"[a-z-]+", form), form
        assert kinds
        assert verb.takes <= {"any", "clause", "object", "infinitive", "hearer", "quote"}, verb
        assert verb.takes or verb.prepositions, verb


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        "“",
        "Petru, ",
        "Petru said and ",
        'He said "no", Orlan, a judge, said that x praised ',
        "(",
        ", saying X",
    ],
)
def test_a_huge_line_is_read_in_linear_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    RuleTagger()(Article("test", text), [Sentence(0, 0, len(text))])
    assert time.process_time() - started < 2


def test_an_attitude_is_part_of_what_a_later_speaker_says() -> None:
    text = "Ruritania wants the bands kept alive because they serve its ends, Orlan argued."
    assert ("Orlan", "argued", ["Ruritania wants the bands kept alive because they serve its ends"]) in rows(text)
