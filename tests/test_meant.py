"""Whom nouns and pronouns mean in what others say of them, on the shipped model."""

from __future__ import annotations

import pytest

from stancekit.model.analyzer import StanceAnalyzer
from stancekit.model.articles import article_from_text


@pytest.fixture(scope="module")
def analyzer() -> StanceAnalyzer:
    return StanceAnalyzer.from_pretrained()


def _asked(analyzer: StanceAnalyzer, text: str) -> set[tuple[str, str, str]]:
    """Speaker (empty for the article), target and the words for the target of all that is asked."""
    pairs = [stance.pair for stance in analyzer(article_from_text(text, id="test")).stances]
    return {
        (p.speaker.name if p.speaker else "", p.target.name, p.target.span.of(text)) for p in pairs if p.target.span
    }


FEUD = "LIMA (Reuters) - Peruvian Senator Boris Quill and the mayor of Cusco, Bruno Dane, quarrelled over a road.\n\n"
COUP = "PARIS (Reuters) - France called home its ambassador from Togo on Friday after {} closed a mine.\n\n"
FISH = "LIMA (Reuters) - Peru's foreign minister, Ada Quill, on Monday accused Chile of poaching in its waters.\n\n"
LEAVES = "LIMA (Reuters) - Peruvian Senator Boris Quill said on Monday that he would leave.\n\n"
VISIT = "LIMA (Reuters) - Peruvian Defense Minister Ada Quill visited Chile on Monday to end a quarrel.\n\n"
HEAD = "LIMA (Reuters) - The head of Peru's Grain Farmers Congress on Monday praised Chile for its patience.\n\n"
STRIKE = "TUNIS (Reuters) - Judges in Tunisia began a strike on Monday.\n\n"
UNION = "LIMA (Reuters) - The Lantern Workers Union met Mayor Tomas Roy on Monday.\n\n"
PARTY = "LIMA (Reuters) - The Popular Party voted against the budget of Peru on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (FEUD + "Bishop Tomas Roy praised both men for their zeal.", ("Tomas Roy", "Bruno Dane", "men")),
        (FEUD + "Bishop Tomas Roy said the two of them had shamed Cusco.", ("Tomas Roy", "Boris Quill", "two")),
        (
            COUP.format("Togo's military rulers") + "Foreign Minister Luc Morel said the generals had stolen it.",
            ("Luc Morel", "Togo", "generals"),
        ),
        (
            FISH + "In Santiago, Foreign Minister Bruno Dane called the charge absurd and spoke of fog.",
            ("Bruno Dane", "Ada Quill", "charge"),
        ),
        (
            FISH + "In Santiago, Foreign Minister Bruno Dane dismissed the accusation as theatre.",
            ("Bruno Dane", "Ada Quill", "accusation"),
        ),
        (
            LEAVES + '"I am tired," he said.\n\nThe Popular Party called on him to stay.',
            ("Popular Party", "Boris Quill", "him"),
        ),
        (
            LEAVES + '"I am tired," he said.\n\nThe Popular Party said its members would protect him.',
            ("Popular Party", "Boris Quill", "him"),
        ),
        (
            VISIT + '"Our army has never harmed a Chilean sailor," Quill told reporters.',
            ("Ada Quill", "Peru", "army"),
        ),
        (
            PARTY + "Finance Minister Boris Quill accused the party of lighting fires.",
            ("Boris Quill", "Popular Party", "party"),
        ),
        (
            HEAD + '"It kept its word to us," Ada Quill told reporters.',
            ("Ada Quill", "Chile", "Chile"),
        ),
        (
            STRIKE + '"The ministry wants judges who obey," Ada Quill told reporters.',
            ("Ada Quill", "Tunisia", "ministry"),
        ),
        (STRIKE + '"The state looked at its watch," Bishop Tomas Roy said.', ("Tomas Roy", "Tunisia", "state")),
    ],
)
def test_who_is_meant(analyzer, text, pair):
    assert pair in _asked(analyzer, text)


@pytest.mark.parametrize(
    ("text", "words_of"),
    [
        # Of three nobody knows which two.
        (FEUD.replace("Bruno Dane,", "Bruno Dane, and Carl Voss") + "Bishop Tomas Roy praised both men.", "men"),
        # To deny judges nobody, nor is it told who made the charge.
        (FISH + "In Santiago, Foreign Minister Bruno Dane rejected the charge.", "charge"),
        (FISH + "In Bogota, Senator Carla Moss called the charge absurd.", "charge"),
        (FISH + "In Santiago, Foreign Minister Bruno Dane would not call that a threat.", "threat"),
        (STRIKE + "Ada Quill praised the state budget and the state of the roads.", "state"),
        (STRIKE.replace("Tunisia", "Nigeria") + '"The state looked at its watch," Bishop Tomas Roy said.', "state"),
        # Many, of whom a name behind is none.
        (STRIKE + "Ada Quill told reporters that Tunisia was slow.", "Judges"),
        # As often the own one.
        (PARTY + "Senator Boris Quill said the party would win.", "party"),
        # Students are no state.
        (STRIKE + "In Tunis, Mayor Ada Quill praised the students for their patience.", "the students"),
        # A part of a state, and who governed it before, is not the state.
        (STRIKE + "Finance Minister Ada Quill said the regional government had lied.", "the regional government"),
        (STRIKE + "Finance Minister Ada Quill said the state government had lied.", "the state government"),
        (STRIKE + "Finance Minister Ada Quill said the previous government had lied.", "the previous government"),
        # A union is no firm.
        (UNION + "Mayor Ada Quill criticised Northern, saying the company had lied.", "company"),
        (COUP.format("a court in Lome") + "Foreign Minister Luc Morel said two generals had stolen it.", "generals"),
    ],
)
def test_nobody_is_meant(analyzer, text, words_of):
    assert all(words_of != surface for _, _, surface in _asked(analyzer, text))
