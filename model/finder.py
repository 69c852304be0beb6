"""From an article to the questions that it asks: its sentences, who speaks and who is meant, then the pairs.

An analysis, the sheets that are labelled, training and evaluation all ask by ``PairFinder``, so that
what is trained on and what is measured is what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from .interviews import interview_answers
from .letters import signed_letters
from .pairs import build_pairs
from .records import Article, Pair, Sentence
from .resolver import Resolution, Resolver
from .sentences import split_sentences
from .tagger import Tagger

__all__ = ["FoundPairs", "PairFinder"]


@dataclass(frozen=True, slots=True)
class FoundPairs:
    """The questions of an article and what they rest on.

    Attributes:
        sentences: the article's sentences, in reading order.
        resolution: its mentions with their actors, its attributions with their speakers.
        pairs: the questions, in the order of sentence, attribution, target.
    """

    sentences: tuple[Sentence, ...]
    resolution: Resolution
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class PairFinder:
    """Finds what is to be asked of an article.

    Attributes:
        tagger: finds who is quoted or paraphrased.
        resolver: finds the actors.
    """

    tagger: Tagger
    resolver: Resolver

    def __call__(self, article: Article) -> FoundPairs:
        """Find the sentences, actors, speakers and pairs of an article in English."""
        sentences = split_sentences(article)
        tagging = self.tagger(article, sentences)
        letters = signed_letters(article.text, sentences)
        answers = interview_answers(article.text, sentences, tagging.names)
        attributions = sorted((*tagging.attributions, *letters, *answers), key=lambda one: one.start)
        resolution = self.resolver(article, sentences, attributions, tagging.names, tagging.references)
        return FoundPairs(sentences, resolution, tuple(build_pairs(article, sentences, resolution)))
