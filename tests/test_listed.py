"""Who speaks together where a source names several, or some of those who speak."""

from __future__ import annotations

import pytest

from stancekit.model.gazetteer import Gazetteer
from stancekit.model.records import Article, Attribution, Sentence, Span
from stancekit.model.resolver import RuleResolver

CLAIM = " said Peru had lied."


@pytest.fixture(scope="module")
def resolver() -> RuleResolver:
    return RuleResolver(Gazetteer.load())


def speakers(resolver: RuleResolver, *sources: str) -> list[list[str]]:
    """Who speaks in each sentence, whose first words are its source."""
    text = " ".join(source + CLAIM for source in sources)
    sentences: list[Sentence] = []
    said: list[Attribution] = []
    at = 0
    for source in sources:
        end = at + len(source)
        stop = end + len(CLAIM)
        sentences.append(Sentence(len(sentences), at, stop))
        said.append(Attribution(Span(at, end), Span(end + 1, end + 5), (Span(end + 6, stop - 1),), "indirect"))
        at = stop + 1
    found = resolver(Article("a", text), sentences, said).attributions
    inside = [[a for a in found if sentence.span.contains(a.content[0])] for sentence in sentences]
    return [[a.speaker.name for a in group if a.speaker] for group in inside]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Some lawmakers, including Sen. Ada Quill and Rep. Tom Tanner,", ["Ada Quill", "Tom Tanner"]),
        ("But other groups, including the Reed League,", ["Reed League"]),
        ("Lawmakers such as Ada Quill", ["Ada Quill"]),
        ("Republicans on Capitol Hill — including Ms. Quill —", ["Republican Party", "Quill"]),
        ("Democrats, led by Sen. Ada Quill,", ["Democratic Party", "Ada Quill"]),
        ("Republican senators, among them Ada Quill,", ["Ada Quill"]),
        ("Her rivals, Ada Quill and Tom Tanner,", ["Ada Quill", "Tom Tanner"]),
        ("Three Ohio senators — Ada Quill, Bo Dane and Tom Tanner —", ["Ada Quill", "Bo Dane", "Tom Tanner"]),
        ("Sens. Ada Quill (R-Ohio) and Tom Tanner (D-Iowa)", ["Ada Quill", "Tom Tanner"]),
        ("Ada Quill, R-Ohio, and Tom Tanner, D-Iowa,", ["Ada Quill", "Tom Tanner"]),
        ("Ada Quill, a nurse, and Tom Tanner, head of the Reed League,", ["Ada Quill", "Tom Tanner"]),
        ("Sen. Ada Quill of Ohio, along with Rep. Tom Tanner,", ["Ada Quill", "Tom Tanner"]),
        ("Sens. Ada Quill, Tom Tanner and others", ["Ada Quill", "Tom Tanner"]),
        ("Neither Ada Quill nor Tom Tanner", ["Ada Quill", "Tom Tanner"]),
        ("Ada Quill and some of her fellow Democrats", ["Ada Quill", "Democratic Party"]),
        # One who speaks, of whom more is told.
        ("Ada Quill, head of the Reed League,", ["Ada Quill"]),
        ("Ada Quill, a lawyer for Tom Tanner,", ["Ada Quill"]),
        ("Ada Quill and her lawyers", ["Ada Quill"]),
        ("Ada Quill, who has met Tom Tanner and others,", ["Ada Quill"]),
    ],
)
def test_all_speak_who_are_named_together(resolver: RuleResolver, source: str, expected: list[str]) -> None:
    assert speakers(resolver, source) == [expected]


def test_they_who_were_named_together_speak_on(resolver: RuleResolver) -> None:
    both = ["Ada Quill", "Tom Tanner"]
    assert speakers(resolver, "Ada Quill, along with Tom Tanner,", "They") == [both, both]
