"""Whole articles to learn from: what stancekit asks about them, with their gold.

``seeds/lessons`` holds news stories by writers who annotated who stands where as they wrote. What an
analysis asks about such a story is a training pair: with its gold label where the gold has one, and neutral where
it has none, since favor and against are complete there. So the classifier sees its questions as they come: marks on
pronouns and common nouns, speakers of other sentences, and names that merely stand by. Gold that nothing asks about is
taken as well, at the words that mean its target. The corpora's train articles with gold of ours (``press``) are read
in the same way.

Left out, and counted: questions whose speaker or target is probably the wrong one, as the gold has the same stance
of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..model.articles import article_from_text
from ..model.finder import FoundPairs, PairFinder
from ..model.folder import find_model
from ..model.gazetteer import Gazetteer
from ..model.records import Pair, Participant, Sentence, Span
from ..model.resolver import RuleResolver
from ..model.trained_tagger import open_tagger
from .gold import Gold, GoldArticle, found_name, is_same_pair, read_stories, seeds_folder
from .labelled import DOUBTFUL_WEIGHT
from .loaders import LESSONS, PRESS, Example, Loaded, find_name
from .press import press_articles

__all__ = ["ANOTHERS", "UNPLACED", "lesson_examples", "press_examples"]

ANOTHERS = "the stance is somebody else's"
UNPLACED = "gold whose target has no words in a sentence"


def lesson_examples(folder: Path | None = None) -> Loaded:
    """The pairs of all stories.

    Args:
        folder: the folder of the stories; default ``seeds/lessons``.

    Raises:
        CorpusError: there is no such folder, or a gold row does not fit its story.
    """
    return _examples(LESSONS, read_stories(folder or seeds_folder("lessons"), neutrals=True))


def press_examples(folder: Path | None = None) -> Loaded:
    """The pairs of the corpora's train articles that have gold of ours, in the same way.

    Args:
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: a corpus is missing, or a sentence is not where the gold says.
    """
    return _examples(PRESS, press_articles("train", folder))


def _examples(corpus: str, articles: Sequence[GoldArticle]) -> Loaded:
    find_pairs = PairFinder(open_tagger(None, find_model()), RuleResolver(Gazetteer.load()))
    loaded = Loaded()
    for article in articles:
        found = find_pairs(article_from_text(article.text, id=article.id))
        item = f"{corpus}/{article.id}"
        asked = _asked(found.pairs, article.gold, loaded)
        missed = _missed(article.text, article.gold, found, loaded)
        for number, example in enumerate((*asked, *missed)):
            loaded.examples.append(replace(example, id=f"{item}/{number}", item=item, corpus=corpus))
    return loaded


def _asked(pairs: Sequence[Pair], gold: Sequence[Gold], loaded: Loaded) -> Iterator[Example]:
    """What an analysis asks, as far as the gold answers it."""
    known = _names(gold)
    for pair in pairs:
        found = _as_gold(pair, known)
        told = next((row for row in gold if is_same_pair(row, found)), None)
        if told is None and _is_anothers(found, gold, is_incidental=pair.is_incidental):
            loaded.dropped[ANOTHERS] += 1
        else:
            yield _example(_alone(pair), told)


def _example(pair: Pair, told: Gold | None) -> Example:
    weight = DOUBTFUL_WEIGHT if told and told.doubtful else 1.0
    return Example("", "", "", pair, told.label if told else "neutral", weight=weight)


def _names(gold: Sequence[Gold]) -> frozenset[str]:
    return frozenset(name for row in gold for name in (row.speaker, row.target))


def _as_gold(pair: Pair, known: frozenset[str]) -> Gold:
    return Gold(found_name(pair.speaker, known), found_name(pair.target, known), "neutral", pair.sentence.span)


def _is_anothers(found: Gold, gold: Sequence[Gold], *, is_incidental: bool) -> bool:
    """Whether the gold has a stance that this one would be, had the rules not mistaken who speaks or who is meant.

    Of an actor that is merely named the speaker is not mistaken: there is just another who speaks.
    """
    here = [row for row in gold if row.label != "neutral" and row.sentence.overlaps(found.sentence)]
    another_speaks = any(row.target == found.target for row in here) and not is_incidental
    is_unknown = found.target not in _names(gold)
    another_is_meant = is_unknown and any(row.speaker == found.speaker for row in here)
    return another_speaks or another_is_meant


def _missed(text: str, gold: Sequence[Gold], found: FoundPairs, loaded: Loaded) -> Iterator[Example]:
    """The gold rows that nothing asks about."""
    known = _names(gold)
    questions = [_as_gold(pair, known) for pair in found.pairs]
    for row in gold:
        if any(is_same_pair(row, asked) for asked in questions):
            continue
        words = row.target_words
        sentence = next((s for s in found.sentences if words and s.span.contains(words)), None)
        if words is None or sentence is None:
            loaded.dropped[UNPLACED] += 1
            continue
        speaker = Participant(row.speaker_name, _named(text, sentence, row, words)) if row.speaker else None
        pair = Pair(text, sentence, speaker, Participant(words.of(text), words))
        yield _example(_alone(pair), row)


def _named(text: str, sentence: Sentence, row: Gold, target: Span) -> Span | None:
    """Where the speaker of a gold row stands in the sentence by name or surname, outside the target's words."""
    found = find_name(sentence.span.of(text), row.speaker_name, {row.speaker_name})
    place = Span(sentence.start + found.start, sentence.start + found.end) if found else None
    return None if place is None or place.overlaps(target) else place


def _alone(pair: Pair) -> Pair:
    """The pair with its sentence for a text, as corpora of single sentences have it."""
    start = pair.sentence.start

    def moved(participant: Participant) -> Participant:
        span = participant.span
        return Participant(participant.name, Span(span.start - start, span.end - start) if span else None)

    sentence = pair.sentence.span.of(pair.text)
    speaker = moved(pair.speaker) if pair.speaker else None
    return Pair(sentence, Sentence(0, 0, len(sentence)), speaker, moved(pair.target), is_incidental=pair.is_incidental)
