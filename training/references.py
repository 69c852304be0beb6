"""What words without a name mean in articles with gold of ours: the anchors that the tagger's references learn from.

An anchor is a noun phrase or pronoun in what somebody says or does, with the actor that it means, or nobody. Whom it
means is told by the words that the gold gives for its targets (``seeds/lessons``, ``press``); where the gold is silent
and no rule sees an actor either, it means nobody that a stance is about. What only a rule resolves counts for less. A
source without a name ("the paper said") is an anchor as well, where the gold has one speaker of what is said there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.articles import article_from_text
from ..model.clauses import tag_sentence
from ..model.finder import FoundPairs, PairFinder
from ..model.folder import find_model
from ..model.gazetteer import Gazetteer
from ..model.records import Participant, Sentence, Span
from ..model.referring import referring_words, said_or_done
from ..model.resolver import RuleResolver
from ..model.trained_tagger import open_tagger
from .gold import Gold, GoldArticle, found_name, read_stories, seeds_folder
from .press import press_articles

__all__ = ["Anchor", "ReferenceStory", "load_press_references", "load_references"]

#: Weight of an anchor of which the gold says nothing.
_UNTOLD = 0.5


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that may mean an actor.

    Attributes:
        span: where they stand in the story.
        actor: whom they mean, as ``ReferenceStory.mentions`` has it; empty for nobody.
        weight: of its loss.
    """

    span: Span
    actor: str
    weight: float


@dataclass(frozen=True, slots=True)
class ReferenceStory:
    """A story with the mentions of its actors and the words to be resolved.

    Attributes:
        text: the story.
        sentences: its sentences.
        mentions: where actors are meant, each with the name that the gold has for them; sorted, disjoint.
        anchors: in order.
    """

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[tuple[Span, str], ...]
    anchors: tuple[Anchor, ...]


def load_references(folder: Path | None = None) -> list[ReferenceStory]:
    """The stories of ``seeds/lessons`` with their anchors.

    Args:
        folder: another folder of such stories.

    Raises:
        CorpusError: there are no stories, or a gold row does not fit its story.
    """
    return _stories(read_stories(folder or seeds_folder("lessons"), neutrals=True))


def load_press_references(folder: Path | None = None) -> list[ReferenceStory]:
    """The corpora's train articles that have gold of ours, with their anchors.

    Args:
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: a corpus is missing, or a sentence is not where the gold says.
    """
    return _stories(press_articles("train", folder))


def _stories(articles: Sequence[GoldArticle]) -> list[ReferenceStory]:
    find_pairs = PairFinder(open_tagger(None, find_model()), RuleResolver(Gazetteer.load()))
    return [_story(article, find_pairs) for article in articles]


def _story(article: GoldArticle, find_pairs: PairFinder) -> ReferenceStory:
    text, gold = article.text, article.gold
    found = find_pairs(article_from_text(text, id=article.id))
    known = frozenset(name for row in gold for name in (row.speaker, row.target))
    named = {
        mention.span: found_name(Participant(mention.actor.name, None, mention.actor), known)
        for mention in found.resolution.mentions
        if mention.actor
    }
    # The gold's target wins where a source is a target as well.
    by_span = {anchor.span: anchor for anchor in _anchors(text, gold, found, named)}
    anchors = [by_span[span] for span in sorted(by_span)]
    return ReferenceStory(text, found.sentences, tuple(sorted(named.items())), tuple(anchors))


def _anchors(text: str, gold: Sequence[Gold], found: FoundPairs, named: dict[Span, str]) -> Iterator[Anchor]:
    yield from _sources(text, gold, found)
    told = {row.target_words.start: row for row in gold if row.target_words}
    spans = [row.target_words for row in gold if row.target_words]
    resolution = found.resolution
    for sentence, within in said_or_done(found.sentences, resolution.attributions, resolution.acts):
        for words in referring_words(tag_sentence(text, sentence, ()), within):
            row = told.get(words.start)
            resolved = [span for span in named if span.overlaps(words)]
            is_same = any(span.start == words.start and span.of(text).islower() for span in resolved)
            if row:
                yield Anchor(words, row.target, 1.0)
            elif is_same:
                yield Anchor(words, next(named[span] for span in resolved if span.start == words.start), _UNTOLD)
            elif not resolved and not any(span.overlaps(words) for span in spans):
                yield Anchor(words, "", _UNTOLD)


def _sources(text: str, gold: Sequence[Gold], found: FoundPairs) -> Iterator[Anchor]:
    """The sources that are told by no name, with who speaks by the gold."""
    seen: set[Span] = set()
    for attribution in found.resolution.attributions:
        source = attribution.source
        if source is None or source in seen or not _is_small(source.of(text)):
            continue
        rows = [row for row in gold if any(span.overlaps(row.sentence) for span in attribution.content)]
        speakers = {row.speaker for row in rows if row.speaker}
        if len(speakers) == 1 and not any(row.speaker == "" for row in rows):
            seen.add(source)
            yield Anchor(source, speakers.pop(), 1.0)


def _is_small(words: str) -> bool:
    """Whether words are capitalised at most where a sentence begins."""
    return words[1:].islower() or (len(words) == 1 and words.islower())
