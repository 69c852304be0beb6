"""From an article to its stances: the whole way in one object.

Example::

    analyzer = StanceAnalyzer.from_pretrained()
    analysis = analyzer("Iraqi Prime Minister Omar Haddad thanked Jordan for its help.")
    analysis.matrix(by="affiliation")   # IRQ → JOR favor
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import overload

from .analysis import Analysis
from .articles import article_from_text
from .backends import BackendName
from .classifier import StanceClassifier
from .columns import column_pairs, manner_of
from .errors import UsageError
from .finder import PairFinder
from .gazetteer import Gazetteer
from .judgments import with_own_voice
from .language import detect_language
from .records import Article, Pair, Participant, Sentence, Span, Stance
from .resolver import Resolver, RuleResolver
from .tagger import Tagger
from .trained_tagger import open_tagger

__all__ = ["StanceAnalyzer"]

log = logging.getLogger("stancekit")


class StanceAnalyzer:
    """Reads articles and says who stands where.

    Args:
        classifier: answers the pairs.
        tagger: finds who is quoted or paraphrased.
        resolver: finds the actors.
        batch_size: windows scored at once.
    """

    def __init__(
        self, classifier: StanceClassifier, *, tagger: Tagger, resolver: Resolver, batch_size: int = 32
    ) -> None:
        self.classifier = classifier
        self.tagger = tagger
        self.find_pairs = PairFinder(tagger, resolver)
        self.batch_size = batch_size

    @classmethod
    def from_pretrained(
        cls,
        model: str | Path | None = None,
        *,
        actors: str | Path | None = None,
        restrict_actors: bool = False,
        tagger: str | Path | None = None,
        device: str = "auto",
        backend: BackendName = "auto",
        batch_size: int = 32,
    ) -> StanceAnalyzer:
        """Opens a model.

        Args:
            model: a folder or a hub id; None for ``STANCEKIT_MODEL``, else the shipped one.
            actors: a YAML or CSV file of further actors.
            restrict_actors: know only the actors of that file.
            tagger: a tagger's folder; ``"rules"`` for the rules alone; None for the tagger
                in the model's folder, else the shipped one.
            device: ``auto``, ``cpu``, ``cuda`` …
            backend: ``auto``, ``onnx`` or ``torch``.
            batch_size: windows scored at once, at least 1.

        Raises:
            ModelError: the model cannot be found or is not whole.
            ActorsFileError: the actors file is malformed.
            UsageError: options do not go together.
            MissingExtraError: torch is needed and not installed.
        """
        if batch_size < 1:
            raise UsageError(f"batch_size {batch_size} is below 1")
        gazetteer = Gazetteer.load(Path(actors) if actors else None, restrict=restrict_actors)
        classifier = StanceClassifier.from_pretrained(model, device=device, backend=backend)
        return cls(
            classifier,
            tagger=open_tagger(tagger, classifier.folder.path, device=device, backend=backend),
            resolver=RuleResolver(gazetteer),
            batch_size=batch_size,
        )

    @property
    def revision(self) -> str:
        """Names all the weights that an answer rests on: the classifier's, then the tagger's or ``rules``."""
        return f"{self.classifier.revision}+{self.tagger.revision}"

    @overload
    def __call__(self, articles: str | Article) -> Analysis: ...
    @overload
    def __call__(self, articles: Iterable[str | Article]) -> Iterator[Analysis]: ...
    def __call__(self, articles: str | Article | Iterable[str | Article]) -> Analysis | Iterator[Analysis]:
        """Analyzes one article, or any iterable of them one after the other.

        An article that is not in English is not guessed at: its analysis has no
        sentences and a note that says so.
        """
        if isinstance(articles, str | Article):
            return self._analyze(articles)
        return (self._analyze(article) for article in articles)

    def classify(self, triples: Iterable[tuple[str | None, str, str]]) -> list[Stance]:
        """Answers pairs that are already known.

        Args:
            triples: (speaker, target, sentence); an empty speaker or None is the article's
                own voice. A name that stands in the sentence is marked there, at its first
                place, else it is given to the classifier beside the sentence.

        Raises:
            UsageError: a target or a sentence is empty.
        """
        return self.classifier.classify([_pair(*triple) for triple in triples], batch_size=self.batch_size)

    def _analyze(self, source: str | Article) -> Analysis:
        article = source if isinstance(source, Article) else article_from_text(source)
        language = article.language or detect_language(article.text)
        model, revision = self.classifier.name, self.revision
        if language not in ("en", ""):
            note = f"{article.id}: not in English ({language}); stancekit reads English only, nothing was analyzed"
            log.warning(note)
            return Analysis(article, notes=(note,), model=model, revision=revision)
        found = self.find_pairs(article)
        answers = self.classifier.classify(found.pairs, batch_size=self.batch_size, of_articles=True)
        manner = manner_of(article, found)
        judged = self.classifier.classify(column_pairs(article, found, manner), batch_size=self.batch_size)
        # An actor that is merely named and takes no stance says nothing: it is no speaker of the article.
        told = [s for s in answers if not (s.pair.is_incidental and s.label == "neutral")]
        stances = tuple(with_own_voice(told, judged, manner))
        attributions, mentions = found.resolution.attributions, found.resolution.mentions
        return Analysis(article, found.sentences, attributions, mentions, stances, model, revision)


def _pair(speaker: str | None, target: str, sentence: str) -> Pair:
    if not sentence.strip():
        raise UsageError("classify: a sentence is empty")
    if not target.strip():
        raise UsageError(f"classify: no target for the sentence {sentence[:60]!r}")
    name = (speaker or "").strip()
    who = Participant(name, _find(sentence, name)) if name else None
    whom = Participant(target.strip(), _find(sentence, target.strip()))
    return Pair(sentence, Sentence(0, 0, len(sentence)), who, whom)


def _find(sentence: str, name: str) -> Span | None:
    """The first place of a name as a whole word, exact case first, then any case."""
    for haystack, needle in ((sentence, name), (sentence.lower(), name.lower())):
        start = haystack.find(needle)
        while start >= 0:
            end = start + len(needle)
            if not haystack[start - 1 : start].isalnum() and not haystack[end : end + 1].isalnum():
                return Span(start, end) if end <= len(sentence) else None
            start = haystack.find(needle, start + 1)
    return None
