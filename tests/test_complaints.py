"""What users of other tools complain of, on the shipped model: attribution, false positives, countries.

Each case stands for a report in the issue tracker of a quote extractor, an event coder
or a country converter; the wording of the articles is ours.
"""

from __future__ import annotations

import pytest

from stancekit.model.analysis import Analysis
from stancekit.model.analyzer import StanceAnalyzer
from stancekit.model.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def analyzer() -> StanceAnalyzer:
    return StanceAnalyzer.from_pretrained()


def _told(analysis: Analysis) -> set[tuple[str, str]]:
    """(speaker's name, what was said) for every attribution."""
    text = analysis.article.text
    return {
        (one.speaker.name if one.speaker else "", " … ".join(span.of(text) for span in one.content))
        for one in analysis.attributions
    }


def _speaker_of(analysis: Analysis, words: str) -> set[str]:
    return {speaker for speaker, content in _told(analysis) if words in content}


# --- attribution: who said what --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        # several speakers in one sentence
        ("“We won,” said Ada Quill, but Bo Dane replied: “You lost everything.”", "We won", "Ada Quill"),
        ("“We won,” said Ada Quill, but Bo Dane replied: “You lost everything.”", "You lost everything", "Bo Dane"),
        # verbs other than "said"
        ("The senator, Ada Quill, retorted that the bill was a farce.", "the bill was a farce", "Ada Quill"),
        ("Bo Dane lamented that nobody had listened.", "nobody had listened", "Bo Dane"),
        # indirect speech, paraphrase
        ("According to Ada Quill, the dam is safe.", "the dam is safe", "Ada Quill"),
        ("The dam is safe, in the view of Ada Quill, who accused Peru of spreading panic.", "Peru", "Ada Quill"),
        # a surname resolves to the full name
        ("Ada Quill arrived on Monday. Quill said that the dam was safe.", "the dam was safe", "Ada Quill"),
        ("Portugal's Antonio Costa came. Costa said that the dam was safe.", "the dam was safe", "Antonio Costa"),
        # press releases
        ("And from Chairwoman Ada Quill:\n“The dam is safe and always was.”", "The dam is safe", "Ada Quill"),
        # a quotation that stands alone, its speaker set by the sentence before
        ("Ada Quill began talking to the crowd. “The dam is safe and always was.”", "The dam is safe", "Ada Quill"),
        # quotations over paragraphs, each opened and only the last closed
        (
            "“The dam is safe,” Ada Quill told reporters. “It was built to last.\n\n“It will outlive us all.”",
            "It will outlive us all",
            "Ada Quill",
        ),
        # content before and after the cue
        ("“The dam,” Ada Quill said, “is as safe as it ever was.”", "is as safe", "Ada Quill"),
    ],
)
def test_who_said_it(analyzer: StanceAnalyzer, text: str, words: str, speaker: str) -> None:
    analysis = analyzer(text)
    assert speaker in _speaker_of(analysis, words), _told(analysis)


def test_a_claim_within_a_claim_has_its_own_speaker(analyzer: StanceAnalyzer) -> None:
    analysis = analyzer("Mohammad Zarif said that Washington accuses Tehran of lying.")
    assert "Mohammad Zarif" in _speaker_of(analysis, "Washington accuses Tehran")
    assert "United States" in _speaker_of(analysis, "Tehran of lying")
    asked = {(row["speaker_name"], row["target_name"]) for row in analysis.to_dicts()}
    assert ("United States", "Iran") in asked
    assert ("Mohammad Zarif", "Iran") not in asked


def test_an_unknown_speaker_is_empty_and_in_no_matrix(analyzer: StanceAnalyzer) -> None:
    analysis = analyzer("It was reported that Iraq had broken its word to Jordan.")
    assert not any(attribution.speaker for attribution in analysis.attributions)
    # Beside who speaks, Iraq and Jordan are asked about each other, since a sentence may tell of their quarrels.
    voices = {s.pair.speaker.name if s.pair.speaker else "" for s in analysis.stances if not s.pair.is_incidental}
    assert voices <= {""}
    assert all(cell.source for by in ("speaker", "affiliation") for cell in analysis.matrix(by=by))


def test_scare_quotes_are_no_speech(analyzer: StanceAnalyzer) -> None:
    analysis = analyzer("The “experts” met at the “Green” hotel in Lima. It rained.")
    assert analysis.attributions == ()


# --- false positives -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Delegations from China, Japan and Peru will use the eastern terminal.",
        "Ada Quill flew from Norway to Chile on Monday.",
        "Ministers of Ghana and Kenya signed the register before lunch.",
        "Spokesman Bo Dane said that talks with Brazil would begin at noon.",
    ],
)
def test_standing_together_is_no_stance(analyzer: StanceAnalyzer, text: str) -> None:
    assert [(row["target_name"], row["label"]) for row in analyzer(text).to_dicts(neutral=False)] == []


# --- countries -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("surface", "iso3"),
    [
        ("the UK", "GBR"),
        ("U.K.", "GBR"),
        ("America", "USA"),
        ("England", "GBR"),
        ("South Korea", "KOR"),
        ("North Korea", "PRK"),
        ("Ivory Coast", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("Laos", "LAO"),
        ("the Kremlin", "RUS"),
        ("Washington", "USA"),
        ("Pyongyang", "PRK"),
        ("Czechia", "CZE"),
    ],
)
def test_a_country_by_any_of_its_names(analyzer: StanceAnalyzer, surface: str, iso3: str) -> None:
    rows = analyzer(f"Omar Haddad accused {surface} of breaking its promise.").to_dicts()
    assert {row["target_iso3"] for row in rows if row["speaker_name"] == "Omar Haddad"} == {iso3}


@pytest.mark.parametrize("text", ["a farm in New Mexico", "a bridge in New Jersey", "an orchard near Athens, Georgia"])
def test_a_state_of_the_union_is_no_country(text: str) -> None:
    found = {match.actor.iso3 for match in Gazetteer.load().find(f"Sen. Ada Quill, R-Ga., owns {text}.")}
    assert not found & {"MEX", "JEY", "GEO"}


# --- who is who ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Robert Stone attacked Peru. Robert Stone Jr. praised Chile. Mr. Stone said Ghana lied.", "Robert Stone"),
        ("Robert Stone attacked Peru. Robert Stone Sr. praised Chile. Stone said Ghana lied.", "Robert Stone"),
        ("Robert Stone Jr. attacked Peru. Ada Quill praised Chile. Mr. Stone said Ghana lied.", "Robert Stone Jr."),
    ],
)
def test_a_surname_is_the_sons_or_the_fathers_only_if_there_is_no_other(
    analyzer: StanceAnalyzer, text: str, called: str
) -> None:
    spoke = {s.pair.target.name: s.pair.speaker.name for s in analyzer(text).stances if s.pair.speaker}
    assert spoke["Ghana"] == spoke["Peru"] == called
    assert spoke["Chile"] != called


@pytest.mark.parametrize(
    "text",
    [
        "Priorities USA attacked the bill.",
        "Democracy for America endorsed the bill.",
        "The Concerned Women for America left the hall.",
        "RT America reported the vote.",
        "Mark Cuban laughed. Cuban said no.",
    ],
)
def test_a_state_in_another_name_is_not_that_state(text: str) -> None:
    def states(text: str) -> set[str]:
        return {match.actor.name for match in Gazetteer.load().find(text)}

    assert not {"United States", "Cuba"} & states(text)
    assert {"United States", "Cuba"} <= states("They left for America, the USA backed a Cuban doctor.")
