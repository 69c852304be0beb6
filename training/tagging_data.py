"""Windows with what the tagger learns: tags and links in PolNeAR's articles, references in those with our own gold."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypedDict

import torch

from ..model.articles import article_from_text
from ..model.gazetteer import Gazetteer
from ..model.records import Sentence, Span
from ..model.sentences import split_sentences
from ..model.tagging import CUE_TAGS, LINKS, MENTION_TAGS
from ..model.windows import Window, WindowEncoder
from .polnear import AttributedArticle, load_polnear
from .references import ReferenceStory
from .silver import SilverNames, clean_names, load_silver, names_as_they_are

__all__ = [
    "IGNORED",
    "Reference",
    "TaggedArticle",
    "TaggingDataset",
    "WindowFeature",
    "collate_windows",
    "load_tagged",
]

#: Tag of a piece that is left out of the loss.
IGNORED = -100
#: The first window of an article holds at most this many sentences in training, another number in each epoch.
_LONGEST_FIRST = 8


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """An article with its attributions and its names; ``names`` is None where the corpus has none."""

    gold: AttributedArticle
    sentences: tuple[Sentence, ...]
    names: SilverNames | None


class Reference(NamedTuple):
    """Words that may mean one of a window's mentions.

    Attributes:
        words: their pieces, ``[start, stop)``.
        right: numbers of the mentions that they mean; empty for nobody.
        hidden: numbers of mentions that share a piece with them.
        weight: of the loss.
    """

    words: tuple[int, int]
    right: Sequence[int]
    hidden: Sequence[int]
    weight: float


class WindowFeature(TypedDict):
    """A window with what is to be learnt; every list of pieces is as long as ``input_ids``.

    ``links`` holds for each cue its first piece and, for each of ``LINKS``, the pieces
    of which it is true; ``mentions`` the pieces ``[start, stop)`` of each mention of an
    actor that ``references`` may mean.
    """

    input_ids: Sequence[int]
    cue_tags: Sequence[int]
    mention_tags: Sequence[int]
    links: Sequence[tuple[int, Sequence[Sequence[int]]]]
    mentions: Sequence[tuple[int, int]]
    references: Sequence[Reference]


def load_tagged(split: str, folder: Path | None = None, *, cleaned: bool = True) -> list[TaggedArticle]:
    """Loads a split of PolNeAR, with sentences as an analysis has them.

    Args:
        split: ``train`` or ``dev``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        cleaned: whether its silver names are cleaned.

    Raises:
        CorpusError: the corpus is missing, altered, or not in its layout.
    """
    gazetteer = Gazetteer.load()
    silver = load_silver(split, folder)
    articles: list[TaggedArticle] = []
    for gold in load_polnear(split, folder).articles:
        sentences = split_sentences(article_from_text(gold.text, id=gold.id))
        names = None
        if gold.id in silver:
            layer = silver[gold.id]
            names = clean_names(gold.text, layer, gazetteer) if cleaned else names_as_they_are(layer)
        articles.append(TaggedArticle(gold, tuple(sentences), names))
    return articles


class TaggingDataset(torch.utils.data.Dataset[WindowFeature]):
    """The windows of articles and stories, cut elsewhere in every epoch.

    Args:
        articles: of PolNeAR.
        encoder: cuts them.
        seed: fixes the cuts; None for those that an analysis makes.
        stories: our own, with references.
        share: of the articles that an epoch takes, drawn anew for each.
    """

    def __init__(
        self,
        articles: Sequence[TaggedArticle],
        encoder: WindowEncoder,
        seed: int | None,
        stories: Sequence[ReferenceStory] = (),
        share: float = 1.0,
    ) -> None:
        self._articles = articles
        self._stories = stories
        self._share = share
        self._encoder = encoder
        self._seed = seed
        self._epoch = -1
        self.features: list[WindowFeature] = []
        self.set_epoch(0)
        self._size = len(self.features)

    def set_epoch(self, epoch: int) -> None:
        """Cuts the windows of an epoch, from 0; called by the trainer, also when it resumes."""
        if epoch == self._epoch or (epoch > 0 and self._seed is None):
            return
        self._epoch = epoch
        rng = random.Random(f"{self._seed}/windows/{epoch}")
        self.features = []
        drawn = self._articles
        if self._share < 1:
            drawn = rng.sample(self._articles, max(round(self._share * len(self._articles)), 1))
        for article in drawn:
            windows = self._windows(article.gold.text, article.sentences, rng)
            self.features += [_feature(window, article) for window in windows]
        for story in self._stories:
            windows = self._windows(story.text, story.sentences, rng)
            told = (_story_feature(window, story) for window in windows)
            self.features += [feature for feature in told if feature["references"]]

    def _windows(self, text: str, sentences: Sequence[Sentence], rng: random.Random) -> list[Window]:
        first = rng.randint(1, _LONGEST_FIRST) if self._seed is not None else 0
        return self._encoder.encode(text, sentences, first=first)

    @property
    def epoch(self) -> int:
        """The epoch whose windows these are."""
        return self._epoch

    @property
    def lengths(self) -> list[int]:
        """The pieces of each window."""
        return [len(self[index]["input_ids"]) for index in range(len(self))]

    def __len__(self) -> int:
        # The trainer counts its steps once; the other cuts of a later epoch give a few windows more or less.
        return self._size

    def __getitem__(self, index: int) -> WindowFeature:
        return self.features[index * len(self.features) // self._size]


def _feature(window: Window, article: TaggedArticle) -> WindowFeature:
    gold, names = article.gold, article.names
    cue_tags, mention_tags = [0] * len(window.spans), [0] * len(window.spans)
    links: list[tuple[int, Sequence[Sequence[int]]]] = []
    for attribution in gold.attributions:
        pieces = _pieces(window, attribution.cue)
        # A cue of which the window lacks the beginning is tagged but not asked about.
        if not pieces:
            continue
        _tag(cue_tags, pieces, CUE_TAGS.index("B"), CUE_TAGS.index("I"))
        if window.spans[pieces[0]].start <= attribution.cue[0].start:
            links.append((pieces[0], _links(window, attribution.source) + _links(window, attribution.content)))
    for mention in names.mentions if names else ():
        first = MENTION_TAGS.index(f"B-{mention.kind}")
        _tag(mention_tags, _pieces(window, (mention.span,)), first, first + 1)
    _ignore(cue_tags, window, gold.discarded)
    unclear = names.unclear if names else (Span(0, len(gold.text)),)
    _ignore(mention_tags, window, unclear)
    return WindowFeature(
        input_ids=window.input_ids,
        cue_tags=cue_tags,
        mention_tags=mention_tags,
        links=links,
        mentions=(),
        references=(),
    )


def _story_feature(window: Window, story: ReferenceStory) -> WindowFeature:
    """A window of a story, of which nothing but the references is learnt."""
    reach = Span(window.spans[1].start, window.spans[-2].end)
    placed = [(span, actor, _stretch(window, span)) for span, actor in story.mentions if span.overlaps(reach)]
    mentions = [(span, actor, place) for span, actor, place in placed if place]
    references: list[Reference] = []
    for anchor in story.anchors:
        place = _stretch(window, anchor.span) if window.core.start <= anchor.span.start < window.core.end else None
        hidden = [i for i, (span, _, _) in enumerate(mentions) if span.overlaps(anchor.span)]
        right = [i for i, (_, actor, _) in enumerate(mentions) if anchor.actor == actor and i not in hidden]
        # Whom another window names, nobody can find here.
        if place and (right or not anchor.actor):
            references.append(Reference(place, right, hidden, anchor.weight))
    untold = [IGNORED] * len(window.spans)
    return WindowFeature(
        input_ids=window.input_ids,
        cue_tags=untold,
        mention_tags=untold,
        links=(),
        mentions=[place for _, _, place in mentions],
        references=references if mentions else (),
    )


def _stretch(window: Window, span: Span) -> tuple[int, int] | None:
    """From the first to the last piece that shares a character with a span; None if none does."""
    pieces = _pieces(window, (span,))
    return (pieces[0], pieces[-1] + 1) if pieces else None


def _pieces(window: Window, spans: Sequence[Span]) -> list[int]:
    """Pieces that share a character with a span; special tokens share none."""
    return [i for i, piece in enumerate(window.spans) if any(piece.overlaps(span) for span in spans)]


def _tag(tags: list[int], pieces: Sequence[int], first: int, further: int) -> None:
    for number, piece in enumerate(pieces):
        tags[piece] = further if number else first


def _ignore(tags: list[int], window: Window, spans: Sequence[Span]) -> None:
    """Takes pieces out of the loss: special tokens, and the untagged ones in some spans."""
    for i, piece in enumerate(window.spans):
        if piece.start == piece.end or (tags[i] == 0 and any(piece.overlaps(span) for span in spans)):
            tags[i] = IGNORED


def _links(window: Window, spans: Sequence[Span]) -> list[list[int]]:
    """The pieces inside, the first and the last ones of the parts of a role."""
    parts = [pieces for span in spans if (pieces := _pieces(window, (span,)))]
    return [[i for part in parts for i in part], [part[0] for part in parts], [part[-1] for part in parts]]


def collate_windows(features: Sequence[WindowFeature], pad_id: int) -> dict[str, torch.Tensor]:
    """Pads windows into a batch.

    Returns:
        ``input_ids``, ``attention_mask``, ``cue_tags`` and ``mention_tags`` of shape
        (batch, longest); ``rows`` (which window) and ``cues`` (which piece) of shape
        (cues,); ``links``, 1 where a piece has a link to a cue, of shape (cues,
        longest, ``len(LINKS)``); of the references ``word_rows`` (references,), ``words`` (references, longest), each
        row with the sum 1, and ``weights`` (references,); of their mentions ``mention_rows`` (mentions,) and
        ``mentions`` (mentions, longest), likewise; and ``answers`` (references, mentions), 1 for whom words mean,
        0 for others, -1 where the two stand in different windows or on the same pieces.
    """
    longest = max(len(feature["input_ids"]) for feature in features)
    shape = (len(features), longest)
    ids, mask = torch.full(shape, pad_id), torch.zeros(shape, dtype=torch.long)
    cue_tags, mention_tags = torch.full(shape, IGNORED), torch.full(shape, IGNORED)
    all_links = [(row, *link) for row, feature in enumerate(features) for link in feature["links"]]
    links = torch.zeros(len(all_links), longest, len(LINKS))
    for row, feature in enumerate(features):
        length = len(feature["input_ids"])
        ids[row, :length] = torch.tensor(feature["input_ids"])
        mask[row, :length] = 1
        cue_tags[row, :length] = torch.tensor(feature["cue_tags"])
        mention_tags[row, :length] = torch.tensor(feature["mention_tags"])
    for number, (_, _, pieces_by_link) in enumerate(all_links):
        for link, pieces in enumerate(pieces_by_link):
            links[number, list(pieces), link] = 1.0
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "cue_tags": cue_tags,
        "mention_tags": mention_tags,
        "rows": torch.tensor([row for row, _, _ in all_links], dtype=torch.long),
        "cues": torch.tensor([cue for _, cue, _ in all_links], dtype=torch.long),
        "links": links,
        **_collate_references(features, longest),
    }


def _collate_references(features: Sequence[WindowFeature], longest: int) -> dict[str, torch.Tensor]:
    references = [(row, one) for row, feature in enumerate(features) for one in feature["references"]]
    mentions = [(row, place) for row, feature in enumerate(features) for place in feature["mentions"]]
    mention_rows = torch.tensor([row for row, _ in mentions], dtype=torch.long)
    answers = torch.full((len(references), len(mentions)), -1)
    for number, (row, one) in enumerate(references):
        here = torch.nonzero(mention_rows == row).flatten()
        answers[number, here] = 0
        answers[number, here[list(one.hidden)]] = -1
        answers[number, here[list(one.right)]] = 1
    return {
        "word_rows": torch.tensor([row for row, _ in references], dtype=torch.long),
        "words": _means([one.words for _, one in references], longest),
        "weights": torch.tensor([one.weight for _, one in references], dtype=torch.float32),
        "mention_rows": mention_rows,
        "mentions": _means([place for _, place in mentions], longest),
        "answers": answers,
    }


def _means(places: Sequence[tuple[int, int]], longest: int) -> torch.Tensor:
    """For each stretch of pieces a row that takes their mean."""
    means = torch.zeros(len(places), longest)
    for number, (start, stop) in enumerate(places):
        means[number, start:stop] = 1.0 / (stop - start)
    return means
