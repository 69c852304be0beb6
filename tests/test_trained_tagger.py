"""What the rules add to a trained tagger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.errors import ModelError
from stancekit.model.records import Article, Attribution, Mention, Sentence, Span
from stancekit.model.sentences import split_sentences
from stancekit.model.tagger import RuleTagger, Tagging
from stancekit.model.tagging import LinkedCue
from stancekit.model.trained_tagger import CombinedTagger, open_tagger, without_repeated, without_source

Shown = tuple[str, str, list[str]]


class _Given:
    """A tagger that finds what it is told."""

    revision = "given-1"

    def __init__(self, text: str, *found: tuple[str, str, str], names: tuple[Mention, ...] | None = ()) -> None:
        self._text = text
        self._tagging = Tagging(
            tuple(Attribution(self._at(s), self._at(c), (self._at(w) or Span(0, 1),), "indirect") for s, c, w in found),
            names,
        )

    def _at(self, words: str) -> Span | None:
        return Span(self._text.index(words), self._text.index(words) + len(words)) if words else None

    def __call__(self, article: Article, sentences: Sequence[Sentence]) -> Tagging:
        assert (article.text, bool(sentences)) == (self._text, True)
        return self._tagging


def _combined(text: str, *found: tuple[str, str, str]) -> list[Shown]:
    article = article_from_text(text)
    tagging = CombinedTagger(_Given(text, *found), RuleTagger())(article, split_sentences(article))
    return [
        (a.source.of(text) if a.source else "", a.cue.of(text) if a.cue else "", [c.of(text) for c in a.content])
        for a in tagging.attributions
    ]


def test_of_one_cue_the_trained_source_and_content_stand() -> None:
    text = "Minister Ada Quill said on Monday that Peru lies."
    found = ("Minister Ada Quill", "said", "that Peru lies")
    assert _combined(text, found) == [(found[0], found[1], [found[2]])]


def test_whom_somebody_tells_is_not_the_source() -> None:
    text = "“The dam is safe,” Ada Quill told lawmakers."
    found = ("lawmakers", "told", "“The dam is safe,”")
    assert _combined(text, found) == [("Ada Quill", "told", ["“The dam is safe,”"])]


@pytest.mark.parametrize(("by", "expected"), [("quoted by", "Ada Quill"), ("loved by", "Tern News,")])
def test_who_passes_on_what_another_says_is_not_the_source(by: str, expected: str) -> None:
    text = f"Ada Quill, {by} Tern News, praised Peru."
    found = _combined(text, ("Tern News,", "praised", "Peru"))
    assert [source for source, cue, _ in found if cue == "praised"] == [expected]


def test_a_source_that_is_missing_is_the_rules() -> None:
    text = "Ada Quill said that Peru lies."
    assert _combined(text, ("", "said", "that Peru lies")) == [("Ada Quill", "said", ["that Peru lies"])]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("The sailors' union, which backs Ada Quill, left.", "which", "The sailors' union"),
        ("A Ghanaian union which backs Ada Quill left.", "which", "A Ghanaian union"),
        ("Ruritania broke relations with China, which backs Ada Quill.", "which", "which"),
        ("Members of the union, which backs Ada Quill, left.", "which", "the union"),
        ("Which backs Ada Quill?", "Which", "Which"),
    ],
)
def test_which_is_the_phrase_before_it(text: str, source: str, expected: str) -> None:
    assert _combined(text, (source, "backs", "Ada Quill"))[0][0] == expected


def test_who_is_the_source_of_the_rules() -> None:
    text = "Ada Quill, who criticised Peru, left."
    assert _combined(text, ("who", "criticised", "Peru")) == [("Ada Quill", "criticised", ["Peru"])]


def test_two_speakers_are_both_heard() -> None:
    text = "Poland and Lithuania also criticised Peru."
    found = _combined(text, ("Lithuania", "also criticised", "Peru"))
    assert [source for source, *_ in found] == ["Poland and Lithuania"]


def test_the_subject_of_a_quotation_before_its_cue_is_the_rules() -> None:
    text = "Peru, Ada Quill said, “has broken its word”."
    found = _combined(text, ("Ada Quill", "said", "“has broken its word”"))
    assert found == [("Ada Quill", "said", ["Peru", "“has broken its word”"])]
    text = "Peru, Ada Quill said, had “broken its word”."
    found = _combined(text, ("Ada Quill", "said", "had “broken its word”"))
    assert found == [("Ada Quill", "said", ["Peru", "had “broken its word”"])]
    text = "Peru, Ada Quill said, had broken its word."
    found = _combined(text, ("Ada Quill", "said", "had broken its word"))
    assert found == [("Ada Quill", "said", ["Peru", "had broken its word"])]
    text = "In Peru, Ada Quill said, prices “rose fast”."
    content = "prices “rose fast”"
    assert _combined(text, ("Ada Quill", "said", content)) == [("Ada Quill", "said", [content])]


def test_who_is_quoted_speaks_and_not_who_quotes() -> None:
    text = "“Peru lies,” Channel Nine quoted Ada Quill as saying. It rained."
    found = _combined(text, ("Channel Nine", "quoted", "“Peru lies,”"))
    assert found == [("Ada Quill", "quoted Ada Quill as saying", ["“Peru lies,”"])]


def test_a_cue_that_only_the_rules_know_is_added() -> None:
    text = "Ada Quill said that Peru lies. She thanked Chile for its help."
    found = _combined(text, ("Ada Quill", "said", "that Peru lies"))
    assert [cue for _, cue, _ in found] == ["said", "thanked"]


def test_a_quotation_that_stands_alone_is_added_with_its_speaker() -> None:
    text = "Ada Quill greeted Bo. “We never wanted any of this war at all.” Bo left."
    assert _combined(text) == [("Ada Quill", "", ["“We never wanted any of this war at all.”"])]
    covered = ("Bo", "left", "“We never wanted any of this war at all.”")
    assert _combined(text, covered) == [("Bo", "left", [covered[2]])]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“Peru lies,” Ada Quill, an aide", ["“Peru lies,” "]),
        ("“Peru lies,” Ada Quill, an aide, said. “Yes.”", ["“Peru lies,” ", ". “Yes.”"]),
        ("Ada Quill, an aide, said. “Yes.”", [". “Yes.”"]),
        ("Ada Quill, an aide", [", an aide"]),
        ("an aide, said", ["an aide, said"]),
        ("“Peru lies,”", ["“Peru lies,”"]),
    ],
)
def test_nobody_says_the_own_name_as_the_source(content: str, expected: list[str]) -> None:
    text = "“Peru lies,” Ada Quill, an aide, said. “Yes.”"

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    cue = LinkedCue(at("said"), (at("Ada Quill"),), (at(content),))
    assert [span.of(text) for span in without_source(at(content), cue)] == expected


def test_a_quotation_with_a_cue_of_its_own_is_not_the_next_speakers_too() -> None:
    text = "“Peru lies,” Ada said. Bo had left, aides said."

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    own = Attribution(at("Ada"), at("said"), (at("“Peru lies,”"),), "direct")
    next_ = Attribution(at("aides"), at("aides said"), (at("Bo had left"),), "indirect")
    claimed = Attribution(at("aides"), None, own.content, "direct")
    outer = Attribution(at("aides"), None, (at("“Peru lies,” Ada said"),), "mixed")
    assert without_repeated([own, claimed, next_]) == [own, next_]
    assert without_repeated([own, outer, next_]) == [own, outer, next_]


def test_names_and_revision_are_the_trained_taggers() -> None:
    text = "Ada Quill left."
    names = (Mention(0, 9, "person"),)
    combined = CombinedTagger(_Given(text, names=names), RuleTagger())
    article = article_from_text(text)
    assert combined(article, split_sentences(article)) == Tagging((), names)
    assert (combined.revision, RuleTagger().revision) == ("given-1", "rules")


def test_a_tagger_is_opened_by_folder_by_name_or_with_its_model(tiny_model: Path, tmp_path: Path) -> None:
    assert isinstance(open_tagger("rules", tiny_model), RuleTagger)
    shipped = open_tagger(None, tiny_model)  # a model folder without a tagger of its own
    assert shipped.revision.startswith("press-references-")
    with pytest.raises(ModelError, match=r"no tagger's folder at .*; give a folder with config\.json, or 'rules'"):
        open_tagger(tmp_path / "absent", tiny_model)
    (tmp_path / "tagger").mkdir()
    with pytest.raises(ModelError, match=r"tagger: no readable config\.json"):
        open_tagger(None, tmp_path)
