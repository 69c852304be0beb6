"""Finds attributions by rule: who is quoted or paraphrased, by which words, saying what.

Works on reporting verbs (``cues.csv``), quotation marks and noun phrases found by
shape; there is no parser and no model behind it. It prefers a missed attribution to
a wrong speaker. What it leaves out: attributions inside quotations, speech that no
cue and no quotation mark shows, negated speech ("did not say"), and indirect speech
that goes on in a further sentence.

One attribution never reaches over a sentence. The further sentences of a quotation
become attributions of their own without a cue: their ``source`` is None where the
speaker is that of the nearest attribution before that has a source, and is a span
*in another sentence* where that rule would find the wrong one (the speaker is named
only after the quotation, or is the subject of a sentence that reports nothing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from .clauses import TaggedSentence, tag_sentence
from .contents import find_contents, introduced_quotations, without_outer
from .cues import Cue, find_cues, share_subjects
from .floating import floating_quotations
from .quotes import Quotation, find_quotations
from .records import Article, Attribution, Mention, QuoteType, Sentence, Span
from .references import References

__all__ = ["RuleTagger", "Tagger", "Tagging", "paragraph_spans", "with_sources"]


class Tagging(NamedTuple):
    """What a tagger finds in an article.

    Attributes:
        attributions: who is reported to say what, sorted by position.
        names: bare names of people, organisations, places and groups, sorted, with
            ``actor`` None; or None if the tagger finds none, and the resolver is to find them.
        references: whom words without a name mean; None if the tagger does not tell.
    """

    attributions: tuple[Attribution, ...]
    names: tuple[Mention, ...] | None = None
    references: References | None = None


class Tagger(Protocol):
    """Anything that finds the attributions of an article, and perhaps its names, by rule or by model.

    Attributes:
        revision: names its weights, or ``rules``.
    """

    revision: str

    def __call__(self, article: Article, sentences: Sequence[Sentence]) -> Tagging:
        """The attributions and names of ``article``."""
        ...


class RuleTagger:
    """Finds attributions by rule, without a model."""

    revision = "rules"

    def __call__(self, article: Article, sentences: Sequence[Sentence]) -> Tagging:
        """Finds who says what in an article.

        Args:
            article: the article; only the text inside ``sentences`` is read.
            sentences: its sentences, in order.

        Returns:
            The attributions sorted by the start of their first content. The content of
            each lies in one sentence; ``source`` may stand in another sentence or be
            None (see the module's text). ``speaker`` is not set. No names.
        """
        quotations = find_quotations(article.text, paragraph_spans(sentences))
        views = list(_views(article.text, sentences, quotations))
        told = [_tell(view) for view in views]
        floating = floating_quotations(views, quotations, told)
        found = [attribution for group in told for attribution in group] + floating
        found.sort(key=lambda attribution: (attribution.content[0].start, attribution.content[-1].end))
        return Tagging(tuple(found))


def with_sources(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions in reading order, those with neither source nor cue with the source of the nearest one before."""
    carried: Span | None = None
    filled: list[Attribution] = []
    for one in attributions:
        carried = one.source or carried
        filled.append(replace(one, source=carried) if one.source is None and one.cue is None else one)
    return filled


def paragraph_spans(sentences: Sequence[Sentence]) -> list[Span]:
    """From the first to the last sentence of each paragraph."""
    spans: list[Span] = []
    number: int | None = None
    for sentence in sentences:
        if sentence.paragraph == number:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans.append(sentence.span)
        number = sentence.paragraph
    return spans


def _views(text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Iterator[TaggedSentence]:
    first = 0
    for sentence in sentences:
        while first < len(quotations) and quotations[first].end <= sentence.start:
            first += 1
        last = first
        while last < len(quotations) and quotations[last].start < sentence.end:
            last += 1
        yield tag_sentence(text, sentence, quotations[first:last])


def _tell(view: TaggedSentence) -> list[Attribution]:
    """The attributions that a cue shows inside one sentence."""
    cues = sorted(find_cues(view), key=lambda cue: cue.start)
    share_subjects(view, cues)
    find_contents(view, cues)
    cues = without_outer(view, cues) + introduced_quotations(view, cues)
    return [made for cue in cues if (made := _attribution(view, cue)) is not None]


def _attribution(view: TaggedSentence, cue: Cue) -> Attribution | None:
    content = [span for start, end in cue.content if (span := view.span(start, end)) is not None]
    if not content or (cue.source is None and cue.verb is not None):
        return None
    source = view.span(*cue.source) if cue.source else None
    cue_span = view.span(cue.start, cue.end) or Span(view.tokens[cue.start].start, view.tokens[cue.end - 1].end)
    return Attribution(source, cue_span, tuple(content), _quote_type(view, cue.content))


def _quote_type(view: TaggedSentence, content: Sequence[tuple[int, int]]) -> QuoteType:
    words = sum(view.words_before[end] - view.words_before[start] for start, end in content)
    quoted = sum(view.quoted_before[end] - view.quoted_before[start] for start, end in content)
    if quoted and quoted == words:
        return "direct"
    return "mixed" if quoted else "indirect"
