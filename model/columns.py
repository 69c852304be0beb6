"""The article's own voice in columns, leaders and letters: where the writer judges, sentence by sentence.

News takes sides in hardly a sentence of its own, so that the questions of the article's own voice are
answered there with a strong leaning to neutral (``Calibration.voice_bias``). A column is told by what it
lacks and by how it speaks: in few sentences somebody says something, and many argue ("must", "we", "of course", a
question). There each actor is asked about wherever it stands outside what others say, also where it does something
itself. Writers say more than once whom they are for and against: a stance is kept where they take it toward that actor
in several sentences, and hardly ever the other way.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .finder import FoundPairs
from .pairs import answerable
from .records import Actor, Article, Attribution, Mention, Pair, Participant, Sentence, Span, Stance
from .sides import says

__all__ = ["column_pairs", "is_column", "with_own_voice"]

#: How a writer argues, outside quotation marks.
_ARGUES = re.compile(
    r"\b(?:must|should|ought|shame(?:ful|less)?|we|our|us|i|my|unfortunately|indeed|of course|obviously|surely|perhaps"
    r"|clearly|sadly|certainly|naturally|let us|no doubt|in fact|simply|mere(?:ly)?|so ?- ?called)\b|[?!]",
    re.IGNORECASE,
)
#: Where somebody says something.
_REPORTS = re.compile(r"\b(?:said|says|told|according|added|reported|announced|asked)\b", re.IGNORECASE)
#: Shares of the sentences.
_MIN_ARGUING = 0.1
_MAX_REPORTING = 0.12
_MIN_SENTENCES = 5
#: Whom a writer judges.
_JUDGED = frozenset({"person", "country", "party", "armed_group", "international", "organisation"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
#: Whom a writer does not name again.
_OF_PEOPLE = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
#: In how many sentences a writer is against somebody at least.
_MIN_STANCES = 3
#: How much likelier than neutral it is at least.
_LIKELIER = 3.0


def is_column(article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> bool:
    """Whether an article argues rather than reports."""
    if len(sentences) < _MIN_SENTENCES:
        return False
    spoken = _spoken(article.text, attributions)
    arguing = reporting = 0
    for sentence in sentences:
        words = sentence.span.of(article.text)
        reporting += _REPORTS.search(words) is not None
        is_own = not any(span.overlaps(sentence.span) for span in spoken)
        arguing += is_own and _ARGUES.search(words) is not None
    return arguing >= _MIN_ARGUING * len(sentences) and reporting <= _MAX_REPORTING * len(sentences)


def column_pairs(article: Article, found: FoundPairs) -> list[Pair]:
    """The questions of a column's own voice: each actor of each sentence, outside what others say; none of news."""
    attributions = found.resolution.attributions
    if not is_column(article, found.sentences, attributions):
        return []
    spoken = _spoken(article.text, attributions)
    pairs: dict[tuple[int, str], Pair] = {}
    named = [m for m in found.resolution.mentions if m.actor and m.kind == "person"]
    starts = [sentence.start for sentence in found.sentences]
    for sentence in found.sentences:
        for span, actor in (*_named(article, sentence, found), *_meant(article, sentence, starts, named)):
            if actor.kind in _JUDGED and not any(other.contains(span) for other in spoken):
                pair = Pair(article.text, sentence, None, Participant(actor.name, span, actor))
                pairs.setdefault((sentence.index, actor.name), pair)
    return list(pairs.values())


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
    places = [mention.start for mention in named]
    for word in _OF_PEOPLE.finditer(article.text, sentence.start, sentence.end):
        before = bisect_left(places, word.start())
        first = starts[max(bisect_right(starts, sentence.start) - 2, 0)]
        if before and places[before - 1] < first:
            first = starts[bisect_right(starts, places[before - 1]) - 1]
        near = {mention.actor for mention in named[bisect_left(places, first) : before] if mention.actor}
        if len(near) == 1:
            yield Span(*word.span()), near.pop()


def with_own_voice(stances: Iterable[Stance], judged: Sequence[Stance]) -> list[Stance]:
    """The stances of an article with those of its own voice as a column takes them.

    Args:
        stances: as news would be answered.
        judged: the answers to ``column_pairs``, without a leaning to neutral.
    """
    stances = list(stances)
    taken = {(s.pair.sentence.index, s.pair.target.name) for s in stances if s.pair.speaker and s.label == "against"}
    blamed = (s for s in _insisted(judged) if (s.pair.sentence.index, s.pair.target.name) not in taken)
    kept = {_key(stance.pair): stance for stance in blamed}
    merged = [kept.pop(_key(stance.pair), stance) for stance in stances]
    return sorted((*merged, *kept.values()), key=lambda stance: stance.pair.sentence.index)


def _insisted(judged: Sequence[Stance]) -> list[Stance]:
    """The stances toward whom the writer blames in several sentences."""
    sure = [
        stance for stance in judged if stance.label == "against" and stance.p_against >= _LIKELIER * stance.p_neutral
    ]
    counted = Counter(stance.pair.target.name for stance in sure)
    return [stance for stance in sure if counted[stance.pair.target.name] >= _MIN_STANCES]


def _named(article: Article, sentence: Sentence, found: FoundPairs) -> Iterator[tuple[Span, Actor]]:
    """The actors of a sentence, by name, and by pronoun where they do something."""
    for mention in found.resolution.mentions:
        if mention.actor and mention.kind != "place" and sentence.span.contains(mention.span):
            yield mention.span, answerable(mention.actor)
    for act in found.resolution.acts:
        if sentence.span.contains(act.subject):
            yield act.subject, act.actor
    for attribution in found.resolution.attributions:
        source, speaker = attribution.source, attribution.speaker
        if source and speaker and sentence.span.contains(source) and source.of(article.text).lower() in _PRONOUNS:
            yield source, speaker


def _spoken(text: str, attributions: Iterable[Attribution]) -> list[Span]:
    """What somebody says, and not merely thinks or does."""
    return [
        content
        for attribution in attributions
        if attribution.quote_type != "indirect" or (attribution.cue and _is_of_speech(attribution.cue.of(text)))
        for content in attribution.content
    ]


def _is_of_speech(cue: str) -> bool:
    return says(cue) or _REPORTS.search(cue) is not None


def _key(pair: Pair) -> tuple[int, str, str]:
    return pair.sentence.index, pair.speaker.name if pair.speaker else "", pair.target.name
