"""Columns, leaders and letters: what their writers are asked, sentence by sentence.

News takes sides in hardly a sentence of its own, so that the questions of the article's own voice are
answered there with a strong leaning to neutral (``Calibration.voice_bias``). A column is told by what it lacks: in
few sentences somebody says something. There each actor is asked about wherever it stands outside what others say,
also where it does something itself; ``judgments`` decides what is kept. A note of the editor ("Editor's note: …") is
no news either, nor is what its headline or its section calls an opinion.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .finder import FoundPairs
from .headers import merge_spans
from .pairs import answerable
from .records import Actor, Article, Attribution, Mention, Pair, Participant, Sentence, Span
from .sides import says
from .told import overlaps_any

__all__ = ["Manner", "column_pairs", "is_note", "manner_of"]

#: How a writer argues, outside quotation marks.
_ARGUES = re.compile(
    r"\b(?:must|should|ought|shame(?:ful|less)?|we|our|us|i|my|you|unfortunately|indeed|of course|obviously|surely"
    r"|perhaps|clearly|sadly|certainly|naturally|let us|no doubt|in fact|the fact|simply|mere(?:ly)?|so ?- ?called"
    r"|(?:it|that)(?: is| ?['’]s)|this is|these are|is that|never|why|after all|to be sure|thus|hence|therefore"
    r"|moreover|worse|absurd|ridiculous(?:ly)?)\b|[?!]",
    re.IGNORECASE,
)
#: Where somebody says something.
_REPORTS = re.compile(r"\b(?:said|says|told|according|added|reported|announced|asked)\b", re.IGNORECASE)
#: The share of sentences that report, in news: a column has fewer. Of 394 judgments that were kept without it in 290
#: train articles, by a likelihood of 0.35 of a first fit, 13 were of articles with more, 2 of them right.
_NEWS_REPORTS = 0.15
_MIN_SENTENCES = 5
#: Whom a writer judges.
_JUDGED = frozenset({"person", "country", "party", "armed_group", "international", "organisation"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
#: Whom a writer does not name again.
_OF_PEOPLE = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
#: A headline or a first line that says so: "OPINION: Lima sleeps", "ANALYSIS/OPINION:", "Lima sleeps | Editorial".
_OPINION = r"(?:opinion|editorial|commentary|op[- ]?ed|viewpoint|guest column)"
_LABELLED = re.compile(rf"\W*(?:\w+\s?/\s?)?{_OPINION}\s?[:|–—][^\n]*|[^\n]*[|–—:]\s?{_OPINION}\W*", re.IGNORECASE)
#: Columns of a table or of a page that tell in which section an article stood, and sections of opinions.
_SECTIONS = frozenset(
    "section section_name category rubric genre type type_of_material document_type desk news_desk".split()
)
_OF_OPINIONS = re.compile(rf"\b(?:{_OPINION}|opinions|editorials|comment|columnists?)\b", re.IGNORECASE)
#: A note that no reporter wrote.
_NOTE = re.compile(r"\W*editor['’]?s?['’]?\s+note\b", re.IGNORECASE)


class Manner(NamedTuple):
    """How an article is written.

    Attributes:
        arguing: the share of its sentences that argue in its own voice, in [0, 1].
        reporting: the share of those in which somebody says something, in [0, 1].
        sentences: how many there are.
        is_labelled: whether its headline or its section says that it is an opinion.
    """

    arguing: float
    reporting: float
    sentences: int
    is_labelled: bool = False

    @property
    def is_column(self) -> bool:
        """Whether it reports too little to be news, or is told to be none."""
        return self.sentences >= _MIN_SENTENCES and (self.is_labelled or self.reporting < _NEWS_REPORTS)


def manner_of(article: Article, found: FoundPairs) -> Manner:
    """How an article is written: what its sentences say, and what in them is the writer's own."""
    spoken = _spoken(article.text, found.resolution.attributions)
    arguing = reporting = 0
    for sentence in found.sentences:
        words = sentence.span.of(article.text)
        reporting += _REPORTS.search(words) is not None
        is_own = not overlaps_any(spoken, sentence.span)
        arguing += is_own and _ARGUES.search(words) is not None
    n_sentences = len(found.sentences)
    return Manner(arguing / max(n_sentences, 1), reporting / max(n_sentences, 1), n_sentences, _is_labelled(article))


def _is_labelled(article: Article) -> bool:
    lines = (article.title, article.text.lstrip().partition("\n")[0])
    sections = (str(value) for name, value in article.metadata.items() if name.lower() in _SECTIONS)
    return any(_LABELLED.fullmatch(line) for line in lines) or any(_OF_OPINIONS.search(name) for name in sections)


def column_pairs(article: Article, found: FoundPairs, manner: Manner) -> list[Pair]:
    """The questions of a column's own voice: each actor of each sentence, outside what others say.

    Of news only the editor's notes.
    """
    asked = [n for n, s in enumerate(found.sentences) if manner.is_column or is_note(article.text, s)]
    if not asked:
        return []
    spoken = _spoken(article.text, found.resolution.attributions)
    pairs: dict[tuple[int, str], Pair] = {}
    people = [m for m in found.resolution.mentions if m.actor and m.kind == "person"]
    starts = [sentence.start for sentence in found.sentences]
    named: dict[int, list[tuple[Span, Actor]]] = {}
    for span, actor in _named(article, found):
        named.setdefault(bisect_right(starts, span.start) - 1, []).append((span, actor))
    for number in asked:
        sentence = found.sentences[number]
        inside = [one for one in named.get(number, ()) if sentence.span.contains(one[0])]
        for span, actor in (*inside, *_meant(article, sentence, starts, people)):
            if actor.kind in _JUDGED and not _is_said(spoken, span):
                pair = Pair(article.text, sentence, None, Participant(actor.name, span, actor))
                pairs.setdefault((sentence.index, actor.name), pair)
    return list(pairs.values())


def is_note(text: str, sentence: Sentence) -> bool:
    """Whether a sentence begins a note of the editor."""
    return _NOTE.match(text, sentence.start, sentence.end) is not None


def _meant(
    article: Article, sentence: Sentence, starts: Sequence[int], named: Sequence[Mention]
) -> Iterator[tuple[Span, Actor]]:
    """Whom a writer calls "he" or "she": the only person of the sentence and the one before, else of the last with any.

    Args:
        article: the column.
        sentence: one of its sentences.
        starts: where its sentences begin.
        named: the people that it names, in order.
    """

    def first_from(place: int) -> int:
        return bisect_left(named, place, key=lambda mention: mention.start)

    for word in _OF_PEOPLE.finditer(article.text, sentence.start, sentence.end):
        before = first_from(word.start())
        first = starts[max(bisect_right(starts, sentence.start) - 2, 0)]
        if before and named[before - 1].start < first:
            first = starts[bisect_right(starts, named[before - 1].start) - 1]
        near = {mention.actor for mention in named[first_from(first) : before] if mention.actor}
        if len(near) == 1:
            yield Span(*word.span()), near.pop()


def _named(article: Article, found: FoundPairs) -> Iterator[tuple[Span, Actor]]:
    """The actors of an article by name, and by pronoun where they do something."""
    for mention in found.resolution.mentions:
        if mention.actor and mention.kind != "place":
            yield mention.span, answerable(mention.actor)
    for act in found.resolution.acts:
        yield act.subject, act.actor
    for attribution in found.resolution.attributions:
        source, speaker = attribution.source, attribution.speaker
        if source and speaker and source.of(article.text).lower() in _PRONOUNS:
            yield source, speaker


def _spoken(text: str, attributions: Iterable[Attribution]) -> tuple[Span, ...]:
    """What somebody says, and not merely thinks or does; sorted and disjoint."""
    return merge_spans(
        content
        for attribution in attributions
        if attribution.quote_type != "indirect" or (attribution.cue and _is_of_speech(attribution.cue.of(text)))
        for content in attribution.content
    )


def _is_said(spoken: Sequence[Span], span: Span) -> bool:
    before = bisect_right(spoken, span.start, key=lambda other: other.start)
    return before > 0 and spoken[before - 1].contains(span)


def _is_of_speech(cue: str) -> bool:
    return says(cue) or _REPORTS.search(cue) is not None
