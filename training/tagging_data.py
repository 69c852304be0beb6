"""Windows of PolNeAR articles with the tags and links that the tagger learns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import torch

from ..model.articles import article_from_text
from ..model.gazetteer import Gazetteer
from ..model.records import Sentence, Span
from ..model.sentences import split_sentences
from ..model.tagging import CUE_TAGS, LINKS, MENTION_TAGS
from ..model.windows import Window, WindowEncoder
from .polnear import AttributedArticle, load_polnear
from .silver import SilverNames, clean_names, load_silver, names_as_they_are

__all__ = ["IGNORED", "TaggedArticle", "TaggingDataset", "WindowFeature", "collate_windows", "load_tagged"]

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


class WindowFeature(TypedDict):
    """A window with what is to be learnt; every list of pieces is as long as ``input_ids``.

    ``links`` holds for each cue its first piece and, for each of ``LINKS``, the pieces
    of which it is true.
    """

    input_ids: Sequence[int]
    cue_tags: Sequence[int]
    mention_tags: Sequence[int]
    links: Sequence[tuple[int, Sequence[Sequence[int]]]]


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
    """The windows of articles, cut elsewhere in every epoch.

    Args:
        articles: what to cut.
        encoder: cuts it.
        seed: fixes the cuts; None for those that an analysis makes.
    """

    def __init__(self, articles: Sequence[TaggedArticle], encoder: WindowEncoder, seed: int | None) -> None:
        self._articles = articles
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
        for article in self._articles:
            first = rng.randint(1, _LONGEST_FIRST) if self._seed is not None else 0
            windows = self._encoder.encode(article.gold.text, article.sentences, first=first)
            self.features += [_feature(window, article) for window in windows]

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
    return WindowFeature(input_ids=window.input_ids, cue_tags=cue_tags, mention_tags=mention_tags, links=links)


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
        (cues,); and ``links``, 1 where a piece has a link to a cue, of shape (cues,
        longest, ``len(LINKS)``).
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
    }
