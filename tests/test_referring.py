"""Words that may mean somebody without a name: where they begin and end, and where they are sought."""

from __future__ import annotations

import pytest

from stancekit.model.acts import Act
from stancekit.model.articles import article_from_text
from stancekit.model.clauses import tag_sentence
from stancekit.model.records import Actor, Attribution, Sentence, Span
from stancekit.model.referring import referring_words, said_or_done
from stancekit.model.sentences import split_sentences


def found(text: str, within: Span | None = None) -> list[str]:
    sentence = Sentence(0, 0, len(text))
    view = tag_sentence(text, sentence, ())
    return [words.of(text) for words in referring_words(view, [within or sentence.span])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quill said the department had known.", ["the department"]),
        ("Quill blamed the former minister of trade.", ["the former minister"]),
        ("Quill thanked its leader and his party.", ["its leader", "his party"]),
        ("Quill said they had misled him.", ["they", "him"]),
        ("Quill praised her.", ["her"]),
        ("Quill praised her courage.", ["her courage"]),
        ("Quill doubted such a minister.", ["such a minister"]),
        ("Quill said that party had lied.", ["that party"]),
        ("Quill said that had helped.", []),
        ("Quill praised local officials.", ["local officials"]),
        ("Quill spoke to any minister.", []),
        ("Quill met Dane.", []),
    ],
)
def test_where_words_begin_and_end(text: str, expected: list[str]) -> None:
    assert [words for words in found(text) if words != "Quill"] == expected


def test_only_what_begins_inside_the_spans_counts() -> None:
    text = "The board said the union had lied."
    assert found(text, Span(text.index("the union"), len(text))) == ["the union"]


def test_what_is_said_by_somebody_known_and_what_somebody_does() -> None:
    text = "Ada lied. Bo said it rained. Cy said it snowed. Di ran. Ed sat."
    sentences = split_sentences(article_from_text(text))
    bo = Actor("Bo", "person")

    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    said = Attribution(place("Bo"), None, (place("it rained"),), "indirect", speaker=bo)
    unknown = Attribution(place("Cy"), None, (place("it snowed"),), "indirect")
    act = Act(3, bo, place("Di"), place("ran"))
    told = [
        (sentence.span.of(text), [span.of(text) for span in spans])
        for sentence, spans in said_or_done(sentences, [said, unknown], [act])
    ]
    assert told == [("Bo said it rained.", ["it rained"]), ("Di ran.", ["ran"])]
