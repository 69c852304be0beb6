"""The trained tagger: attributions and names of an article from one encoder.

``TrainedTagger`` runs the network over the article's windows. ``CombinedTagger`` asks the
rules as well, for what PolNeAR has few examples of or none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from .backends import BackendName, Network, open_network, pad_rows
from .clauses import clause_floor, tag_sentence
from .errors import ModelError
from .folder import TAGGER, ModelFolder, find_tagger, open_folder
from .phrases import noun_phrase_before
from .quotes import find_quotations
from .records import Article, Attribution, Mention, QuoteType, Sentence, Span
from .references import References
from .tagger import RuleTagger, Tagger, Tagging, paragraph_spans, with_sources
from .tagging import LinkedCue, TaggedMention, read_cues, read_mentions
from .windows import WindowEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CombinedTagger", "TrainedTagger", "open_tagger", "without_repeated", "without_source"]


#: Lacks its subject, which stands before the cue.
_GOES_ON = re.compile(r"(?:had|has|have|was|were|is|are|would|will|should|must|could|can|did|does)\b")
#: "told lawmakers": who stands behind it hears.
_TELLS = re.compile(r"\b(?:told|tells?|telling)$")
#: "quoted Petru as saying", "was quoted by the agency as saying"
_QUOTES_AS = re.compile(r"\bquot(?:ed|es|ing)\b.*\bas\s+\w+ing$", re.DOTALL)


#: Before who only passes on what another says: "Petru, quoted by the agency, praised Peru".
_QUOTED_BY = re.compile(r",\s+(?:as\s+)?(?:quoted|cited|reported)\s+by\s+(?:the\s+)?\Z")
_LONGEST_LEAD = 24


class TrainedTagger:
    """Finds attributions and names with a trained network.

    Args:
        folder: an opened tagger's folder.
        network: the network of that folder.
        batch_size: windows read at once.
    """

    def __init__(self, folder: ModelFolder, network: Network, *, batch_size: int = 8) -> None:
        self.folder = folder
        self.network = network
        self.batch_size = batch_size
        self._encoder = folder.open_encoder(WindowEncoder)
        self._pad_id = int(folder.config["pad_id"])
        self.revision = folder.revision

    @classmethod
    def from_pretrained(
        cls, path: Path, *, device: str = "auto", backend: BackendName = "auto", batch_size: int = 8
    ) -> TrainedTagger:
        """Opens a tagger's folder.

        Raises:
            ModelError: the folder is not whole.
            UsageError: device and backend do not go together.
            MissingExtraError: torch is needed and not installed.
        """
        folder = open_folder(path, TAGGER)
        return cls(folder, open_network(folder, backend, device), batch_size=batch_size)

    def __call__(self, article: Article, sentences: Sequence[Sentence]) -> Tagging:
        """Reads an article.

        Returns:
            the attributions, each with content in one sentence: of an attribution that
            runs over several sentences one for each, the first with the cue, all with
            the source. The names, as mentions without actors. And whom words without a name mean.
        """
        cues, mentions, references = self.read(article.text, sentences)
        quoted = _Places(q.span for q in find_quotations(article.text, paragraph_spans(sentences)))
        lines = _Places(sentence.span for sentence in sentences)
        attributions = [part for cue in cues for part in _by_sentence(cue, article.text, lines, quoted)]
        attributions = sorted(without_repeated(attributions), key=_place)
        names = tuple(Mention(m.span.start, m.span.end, m.kind) for m in mentions)
        return Tagging(tuple(attributions), names, references)

    def read(
        self, text: str, sentences: Sequence[Sentence]
    ) -> tuple[list[LinkedCue], list[TaggedMention], References | None]:
        """The cues with their sources and contents, and the mentions, in reading order; and the references, if told."""
        windows = self._encoder.encode(text, sentences)
        cues: list[LinkedCue] = []
        mentions: list[TaggedMention] = []
        references: list[NDArray[np.float32]] = []
        for start in range(0, len(windows), self.batch_size):
            batch = windows[start : start + self.batch_size]
            outputs = self.network.run(pad_rows([window.input_ids for window in batch], self._pad_id))
            for row, window in enumerate(batch):
                tokens, anchors, pieces, *scores = (output[row, : len(window.input_ids)] for output in outputs)
                cues += read_cues(tokens, anchors, pieces, window)
                mentions += read_mentions(tokens, window)
                references += scores
        return cues, mentions, References(windows, references) if references else None


class CombinedTagger:
    """A trained tagger, with the rules for what it leaves open.

    The rules give the source of a cue for which the trained tagger has none, both of
    two speakers ("Poland and Lithuania"), and the subject of a quotation that goes on behind
    its cue ("Peru, she said, 'has fallen'"); and all of "the agency quoted Petru as saying",
    which the trained tagger gives to the agency. Their own attributions are added where the
    trained tagger has no cue ("thanked Syria", of which PolNeAR has few) and, of
    quotations that stand alone without a cue, where it has no content.

    Args:
        trained: finds attributions and names.
        rules: finds attributions.
    """

    def __init__(self, trained: Tagger, rules: Tagger) -> None:
        self._trained = trained
        self._rules = rules
        self.revision = trained.revision

    def __call__(self, article: Article, sentences: Sequence[Sentence]) -> Tagging:
        """Reads an article with both."""
        tagging = self._trained(article, sentences)
        by_rule = with_sources(self._rules(article, sentences).attributions)
        trained = _without_quoters(article.text, tagging.attributions, by_rule)
        cues = _Places(_merged(one.cue for one in trained if one.cue))
        contents = _Places(_merged(span for one in trained for span in one.content))
        sources: dict[int, Span] = {}
        openings: dict[int, Span] = {}
        added: list[Attribution] = []
        for one in by_rule:
            known = cues.overlapping(one.cue) if one.cue else range(0)
            if one.source:
                for number in known:
                    sources.setdefault(number, one.source)
                    if _is_interrupted(article.text, one):
                        openings.setdefault(number, one.content[0])
            is_floating = one.source and not any(contents.overlapping(span) for span in one.content)
            if (one.cue and not known) or (not one.cue and is_floating):
                added.append(one)
        told: list[Attribution] = []
        for one in trained:
            number = cues.overlapping(one.cue).start if one.cue else -1
            source = _source(article.text, one, sources.get(number))
            if source and source.of(article.text).lower() == "which":
                source = _before_which(article.text, sentences, source)
            told.append(_opened(replace(one, source=source), openings.get(number)))
        return Tagging(tuple(sorted([*told, *added], key=_place)), tagging.names, tagging.references)


def _without_quoters(
    text: str, trained: Sequence[Attribution], by_rule: Sequence[Attribution]
) -> Sequence[Attribution]:
    """The trained tagger's attributions without "the agency quoted Petru as saying", which the rules read.

    What it gives to the agency of the same quotation in further sentences is Petru's.
    """
    quoting = sorted((one.cue, one.source) for one in by_rule if one.cue and one.source and _quotes(text, one.cue))
    if not quoting:
        return trained
    places = _Places(cue for cue, _ in quoting)
    kept: list[Attribution] = []
    quoted: dict[Span | None, Span] = {}
    for one in trained:
        if one.cue and (numbers := places.overlapping(one.cue)):
            quoted[one.source] = quoting[numbers.start][1]
        else:
            kept.append(one)
    return [one if one.cue else replace(one, source=quoted.get(one.source, one.source)) for one in kept]


def _quotes(text: str, cue: Span) -> bool:
    return _QUOTES_AS.search(cue.of(text).lower()) is not None


def _source(text: str, trained: Attribution, by_rule: Span | None) -> Span | None:
    """The trained tagger's source, unless it is none, a relative clause, a hearer, or one of two of the rules'."""
    source, cue = trained.source, trained.cue
    if source is None or by_rule is None:
        return source or by_rule
    is_hearer = cue is not None and cue.end <= source.start and _TELLS.search(cue.of(text).lower())
    if _QUOTED_BY.search(text, max(source.start - _LONGEST_LEAD, 0), source.start):
        return by_rule
    if is_hearer or f"{source.of(text).lower()} ".startswith(("which ", "who ", "that ")):
        return by_rule
    rest = text[by_rule.start : source.start] + text[source.end : by_rule.end]
    return by_rule if by_rule.contains(source) and " and " in f" {rest} " else source


def _before_which(text: str, sentences: Sequence[Sentence], which: Span) -> Span:
    """The noun phrase that ``which`` refers to, "the union, which endorsed Cole"; else the pronoun."""
    sentence = next((one for one in sentences if one.span.contains(which)), None)
    if sentence is None:
        return which
    view = tag_sentence(text, sentence, ())
    end = next(k for k, token in enumerate(view.tokens) if token.end >= which.end)
    end -= view.is_mark(end - 1, ",")
    start = noun_phrase_before(view.tokens, end, view.is_verb, clause_floor(view, end))
    # "Relations with China, which", "a member of the union, which": what stands last. A name alone the resolver finds.
    last = max((k for k in range(start, end) if view.tag(k) in ("PREP", "CONJ")), default=start - 1)
    is_name = end > 0 and view.tag(end - 1) == "NAME" and last >= start
    return which if is_name else view.span(last + 1, end) or which


def _is_interrupted(text: str, by_rule: Attribution) -> bool:
    """Whether what is said goes on with what began before: "Peru, she said, 'has fallen'", or had fallen."""
    content = by_rule.content
    if len(content) < 2:
        return False
    is_marked = by_rule.quote_type == "mixed" and not text[content[1].start].isalnum()
    return is_marked or _GOES_ON.match(text, content[1].start) is not None


def _opened(trained: Attribution, opening: Span | None) -> Attribution:
    """The trained tagger's attribution, with the words before the cue that only the rules take for its beginning."""
    first = trained.content[0]
    if opening is None or trained.cue is None or not opening.end <= trained.cue.start < first.start:
        return trained
    return replace(trained, content=(opening, *trained.content), quote_type="mixed")


def _place(attribution: Attribution) -> tuple[int, int]:
    return attribution.content[0].start, attribution.content[-1].end


def open_tagger(
    tagger: str | Path | None, model: Path, *, device: str = "auto", backend: BackendName = "auto"
) -> Tagger:
    """The tagger of an analyzer.

    Args:
        tagger: a tagger's folder, to which the rules are added; ``"rules"`` for the rules
            alone; None for the tagger that goes with the model.
        model: the model's folder.
        device: as in ``open_network``.
        backend: as in ``open_network``.

    Raises:
        ModelError: there is no such folder, or it is not whole.
        UsageError: device and backend do not go together.
        MissingExtraError: torch is needed and not installed.
    """
    if tagger == "rules":
        return RuleTagger()
    path = Path(tagger).expanduser() if tagger else find_tagger(model)
    if not path.is_dir():
        raise ModelError(f"no tagger's folder at {path}; give a folder with config.json, or 'rules'")
    return CombinedTagger(TrainedTagger.from_pretrained(path, device=device, backend=backend), RuleTagger())


class _Places:
    """Sorted spans that do not overlap, to be found by place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = list(spans)
        self._starts = [span.start for span in self.spans]
        self._ends = [span.end for span in self.spans]

    def overlapping(self, span: Span) -> range:
        """The numbers of the spans that share a character with ``span``."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def cover(self, span: Span) -> bool:
        """Whether one of the spans contains ``span``."""
        return any(self.spans[number].contains(span) for number in self.overlapping(span))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _by_sentence(cue: LinkedCue, text: str, lines: _Places, quoted: _Places) -> Iterator[Attribution]:
    """The attribution of a cue, one for each sentence in which its content stands."""
    pieces = [
        (line, piece)
        for whole in cue.content
        for span in without_source(whole, cue)
        for line in lines.overlapping(span)
        if (piece := _inside(span, lines.spans[line], text))
    ]
    groups = [(line, tuple(piece for _, piece in group)) for line, group in groupby(pieces, lambda item: item[0])]
    source = max(cue.source, key=lambda span: span.end - span.start, default=None)
    home = next((i for i, (line, _) in enumerate(groups) if lines.spans[line].contains(cue.cue)), 0)
    for number, (_, content) in enumerate(groups):
        # Without a source the cue stays, since no cue and no source would mean "the speaker before".
        shown = cue.cue if number == home or source is None else None
        yield Attribution(source, shown, content, _quote_type(text, content, quoted))


def without_source(content: Span, cue: LinkedCue) -> Iterator[Span]:
    """A content without who says it and how: nobody's words hold the speaker's own name as their source."""
    inside = [span for span in (*cue.source, cue.cue) if content.contains(span)]
    if not any(span in cue.source for span in inside):
        yield content
        return
    first, last = min(inside).start, max(span.end for span in inside)
    if first > content.start:
        yield Span(content.start, first)
    # Behind a source whose cue stands behind the content, there are only more words on the source.
    if (cue.cue in inside or first == content.start) and last < content.end:
        yield Span(last, content.end)


def without_repeated(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions without what a cue in another sentence claims of words that a cue of their own sentence has whole.

    A quotation that ends one paragraph is else given to the speaker of the next as well.
    """
    told = _Places(_merged(span for one in attributions if one.cue for span in one.content))
    return [one for one in attributions if one.cue or not all(told.cover(span) for span in one.content)]


def _inside(span: Span, line: Span, text: str) -> Span | None:
    """The part of a span in a sentence, without blanks around it; None if nothing is left."""
    start, end = max(span.start, line.start), min(span.end, line.end)
    surface = text[start:end]
    start, end = start + len(surface) - len(surface.lstrip()), end - len(surface) + len(surface.rstrip())
    return Span(start, end) if any(letter.isalnum() for letter in text[start:end]) else None


def _quote_type(text: str, content: Sequence[Span], quoted: _Places) -> QuoteType:
    """Whether the letters of the content stand in quotation marks: all, some or none."""
    letters = in_marks = 0
    for span in content:
        marked = [quoted.spans[number] for number in quoted.overlapping(span)]
        for place in range(span.start, span.end):
            if text[place].isalnum():
                letters += 1
                in_marks += any(mark.start <= place < mark.end for mark in marked)
    if in_marks and in_marks == letters:
        return "direct"
    return "mixed" if in_marks else "indirect"
