"""Quotations that run over several sentences: whoever says one of these sentences says them all.

"“Peru lied. Chile did not. We shall see,” Ada Quill said.": a tagger that reads sentence by sentence now and then loses
a sentence between the mark that opens and the words that tell who speaks. Marks that stand apart from the words and
turn neither way, as in text whose words were set apart, open and close in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lexicon import are_set_apart
from .reading import Reading
from .records import Actor, Attribution, Sentence, Span

__all__ = ["find_running_quotes", "with_running_quotes"]

_MARK = re.compile(r"``|''|[\"“”]")
_OPENING = frozenset({"“", "``"})
_CLOSING = frozenset({"”", "''"})
_LETTER = re.compile(r"\w")
#: A quotation of more sentences lacks its closing mark.
_MAX_SENTENCES = 12


def find_running_quotes(text: str, sentences: Sequence[Sentence]) -> list[list[Span]]:
    """The quotations of a text that run over several sentences, each as its part of every sentence.

    Args:
        text: the article.
        sentences: all of its sentences, in order.
    """
    is_set_apart = are_set_apart(text)
    found: list[list[Span]] = []
    parts: list[Span] = []  # of the quotation that is open
    paragraph = -1
    for sentence in sentences:
        marks = list(_MARK.finditer(text, sentence.start, sentence.end))
        if parts and sentence.paragraph != paragraph and not is_set_apart and not _begins(text, sentence, marks):
            parts = []
        start = sentence.start if parts else -1
        for mark in marks:
            at = mark.start()
            opens, closes = _turns(text, sentence, mark)
            if start >= 0 and closes:
                parts.append(Span(start, mark.end()))
                found += [parts] if len(parts) > 1 else []
                parts, start = [], -1
            elif opens:
                is_again = start >= 0 and not _LETTER.search(text, sentence.start, at)
                parts, start = (parts if is_again else []), at
        if start >= 0:
            parts.append(Span(start, sentence.end))
        parts = parts if len(parts) <= _MAX_SENTENCES else []
        paragraph = sentence.paragraph
    return found


def _begins(text: str, sentence: Sentence, marks: Sequence[re.Match[str]]) -> bool:
    """Whether a sentence begins with a quotation mark, as every paragraph of a quotation does."""
    return bool(marks) and not _LETTER.search(text, sentence.start, marks[0].start())


def _turns(text: str, sentence: Sentence, mark: re.Match[str]) -> tuple[bool, bool]:
    """Whether a mark can open and whether it can close a quotation."""
    if mark.group() in _OPENING or mark.group() in _CLOSING:
        return mark.group() in _OPENING, mark.group() in _CLOSING
    if not _LETTER.search(text, sentence.start, mark.start()):
        return True, False
    if not _LETTER.search(text, mark.end(), sentence.end):
        return False, True
    before, after = text[mark.start() - 1].isspace(), text[mark.end()].isspace()
    return (True, True) if before and after else (before, not before)


def with_running_quotes(
    reading: Reading, done: Sequence[Attribution], quotes: Sequence[Sequence[Span]]
) -> list[Attribution]:
    """The attributions, with one more for each sentence of a running quotation that its speaker lacks.

    Args:
        reading: the article.
        done: what is said in it, with the speakers.
        quotes: as ``find_running_quotes`` gives them.
    """
    said: dict[int, list[Attribution]] = {}
    for one in done:
        for index in {reading.line_at(span.start) for span in one.content}:
            said.setdefault(index, []).append(one)
    more = [one for quote in quotes for one in _lacking(reading, said, quote)]
    return sorted([*done, *more], key=lambda one: reading.line_at(max(one.start, 0))) if more else list(done)


def _lacking(reading: Reading, said: dict[int, list[Attribution]], quote: Sequence[Span]) -> Iterator[Attribution]:
    by_part = [[one for one in said.get(reading.line_at(part.start), ()) if _is_of(one, part, quote)] for part in quote]
    speakers: set[Actor | None] = {one.speaker for ones in by_part for one in ones} - {None}
    if len(speakers) != 1:
        return
    speaker = speakers.pop()
    for part, ones in zip(quote, by_part, strict=True):
        if not any(one.speaker for one in ones):
            yield Attribution(None, None, (part,), "direct", speaker=speaker)


def _is_of(one: Attribution, part: Span, quote: Sequence[Span]) -> bool:
    """Whether an attribution is of the words of a quotation, and not of somebody who is told of in it."""
    is_inside = any(span.contains(place) for place in (one.source, one.cue) if place for span in quote)
    return not is_inside and any(span.overlaps(part) for span in one.content)
