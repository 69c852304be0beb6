"""Finds the speakers of floating quotations: sentences in quotation marks without a cue of their own.

The speaker is, in this order: whoever a cue names for the same quotation in a later
sentence; whoever spoke in the sentence before; the subject of the sentence before,
if it is a name, ``he`` or ``she``, or if that sentence ends in a colon. A quotation
with none of these is left out, as are titles and scare quotes, which never fill a
sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .clauses import TaggedSentence, is_person_like, main_subject, nearest_subject
from .phrases import noun_phrase_before
from .quotes import Quotation
from .records import Attribution, Span

__all__ = ["floating_quotations"]

_FLOATING_WORDS = 4  # with fewer words, a quotation that opens a paragraph is more often a title or a motto


def floating_quotations(
    views: Sequence[TaggedSentence], quotations: Sequence[Quotation], told: Sequence[Sequence[Attribution]]
) -> list[Attribution]:
    """The attributions that no cue shows.

    Args:
        views: the sentences of an article, in order.
        quotations: the quotations of the article, in order.
        told: for each sentence, the attributions that a cue shows in it.

    Returns:
        One attribution without a cue for each sentence that is all quotation. Its
        source is None where the nearest attribution before it that has a source names
        the speaker, else a span in another sentence.
    """
    chain = _chains(quotations)
    owners = _owners(quotations, chain, told)
    found: list[Attribution] = []
    carried: Span | None = None  # the source of the sentence before, if it told or quoted anything
    nearest: Span | None = None  # the source that a reader going by order alone would carry forward
    for number, (view, here) in enumerate(zip(views, told, strict=True)):
        made: Attribution | None = None
        for place in _places(quotations, view):
            if not _fills(view, quotations[place].span) or _is_told(view, here, quotations[place].span):
                continue
            later = owners.get(chain[place])
            source = later if later and later.start >= view.sentence.end else carried
            if source is None and _is_speech(views, quotations, place, number, carried):
                source = later or _narrative_speaker(views, number)
            if source is None or not _is_speech(views, quotations, place, number, carried):
                continue
            piece = quotations[place]
            span = Span(max(piece.start, view.sentence.start), min(piece.end, view.sentence.end))
            made = Attribution(None if source == nearest else source, None, (span,), "direct")
            found.append(made)
            carried = nearest = source
        if not made:
            carried = _speaker_carried(here)
            nearest = _last_source(here) or nearest
    return found


def _places(quotations: Sequence[Quotation], view: TaggedSentence) -> Iterator[int]:
    """Indices of the quotations that the sentence has a part in."""
    low, high = 0, len(quotations)
    while low < high:
        middle = (low + high) // 2
        if quotations[middle].end <= view.sentence.start:
            low = middle + 1
        else:
            high = middle
    while low < len(quotations) and quotations[low].start < view.sentence.end:
        yield low
        low += 1


def _fills(view: TaggedSentence, quotation: Span) -> bool:
    return view.words is not None and quotation.contains(view.words)


def _is_told(view: TaggedSentence, told: Sequence[Attribution], quotation: Span) -> bool:
    return any(span.overlaps(quotation) and span.overlaps(view.sentence.span) for a in told for span in a.content)


def _is_speech(
    views: Sequence[TaggedSentence], quotations: Sequence[Quotation], place: int, number: int, carried: Span | None
) -> bool:
    """Whether the sentence is surely speech: part of a longer quotation or of a paragraph that quotes, or long."""
    quotation, sentence = quotations[place], views[number].sentence
    runs_on = quotation.continued or (place + 1 < len(quotations) and quotations[place + 1].continued)
    if runs_on or not sentence.span.contains(quotation.span):
        return True
    if carried and number and views[number - 1].sentence.paragraph == sentence.paragraph:
        return True
    return sum(token.tag != "MARK" for token in views[number].tokens) >= _FLOATING_WORDS


def _chains(quotations: Sequence[Quotation]) -> list[int]:
    """For each piece, the index of the first piece of the same quotation."""
    chain: list[int] = []
    for index, quotation in enumerate(quotations):
        chain.append(chain[-1] if quotation.continued and chain else index)
    return chain


def _owners(
    quotations: Sequence[Quotation], chain: Sequence[int], told: Sequence[Sequence[Attribution]]
) -> dict[int, Span]:
    """The source that a cue gives to each quotation, by the index of its first piece."""
    spans = sorted((span.start, span.end, a.source) for group in told for a in group if a.source for span in a.content)
    owners: dict[int, Span] = {}
    place = 0
    for start, end, source in spans:
        while place < len(quotations) and quotations[place].end <= start:
            place += 1
        if place < len(quotations) and quotations[place].start < end:
            owners.setdefault(chain[place], source)
    return owners


def _speaker_carried(told: Sequence[Attribution]) -> Span | None:
    """Who goes on speaking after a sentence: whoever it quotes, else whoever is not merely reported by another."""
    speaking = [a for a in told if a.source and a.quote_type != "indirect"] or [a for a in told if a.source]
    outer = [a for a in speaking if not any(_is_inside(a, other) for other in speaking if other is not a)]
    return outer[-1].source if outer else None


def _is_inside(inner: Attribution, outer: Attribution) -> bool:
    return inner.source is not None and any(span.contains(inner.source) for span in outer.content)


def _last_source(told: Sequence[Attribution]) -> Span | None:
    sources = [a.source for a in sorted(told, key=lambda a: (a.content[0].start, a.content[-1].end)) if a.source]
    return sources[-1] if sources else None


def _narrative_speaker(views: Sequence[TaggedSentence], number: int) -> Span | None:
    """The subject of the sentence before, in the same paragraph or before a colon, if it is a person or a name."""
    if number == 0:
        return None
    before = views[number - 1]
    if before.tokens and before.tokens[-1].text == ":":
        return _announced_speaker(before)
    if before.sentence.paragraph != views[number].sentence.paragraph:
        return None
    subject = main_subject(before, before.size)
    return before.span(*subject) if subject and is_person_like(before, subject) else None


def _announced_speaker(view: TaggedSentence) -> Span | None:
    """Who speaks after a line that ends in a colon: ``X said in a statement:``, ``And from X:``."""
    last = len(view.tokens) - 1
    subject = nearest_subject(view, last)
    if subject is None:
        start = noun_phrase_before(view.tokens, last, view.is_verb)
        subject = (start, last) if start < last and view.tag(last - 1) == "NAME" else None
    return view.span(*subject) if subject else None
