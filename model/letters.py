"""Pages of readers' letters and comments: what stands between two signatures is what the second one says.

"Peru should be ashamed. / Ada Quill. / Well done, Peru! / @tomlind." Such a page quotes nobody and has no reporting
verb; a line that is nothing but a name, or a name and a place, tells whose the lines before it are, up to the one
before or to a heading. An article is taken for such a page only if it ends in a signature and signatures are a good
share of its lines, so that neither names as headings nor lists of names are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from .records import Attribution, Sentence, Span

__all__ = ["signed_letters"]

_MIN_SIGNATURES = 3
#: Share of the lines.
_MIN_SHARE = 0.2
#: What is longer, in characters, is no name, place or heading.
_LONGEST_LINE = 60
_HANDLE = re.compile(r"@\w+\.?")
#: "Ada Quill", "Heather T. Remoff", "Atul de la Cruz Jr."; capitals alone are a heading.
_NAME = (
    r"(?!The\s)[^\W\d_a-z][\w’'-]*[^\W_A-Z][^\s,]*"
    r"(?:\s(?:[^\W\d_a-z]\.|de|la|van|von|der|bin|al|[^\W\d_a-z][\w’'-]+\.?)){1,4}"
)
#: Where a writer lives: "Arlington, Mass."
_LIVES = r"[^\W\d_a-z][\w.’'-]*(?:,?\s[^\W\d_a-z][\w.’'-]*){0,4}"
_PLACE = re.compile(_LIVES)
_WRITER = re.compile(_NAME)
#: "Ada Quill", "Ada Quill, Arlington"
_SIGNED = re.compile(rf"{_NAME}(?:,\s{_LIVES})?")
_HEADING = re.compile(r"(?:[^\W\d_a-z]{2,}\W*){1,4}")
#: A word of the house, not of a reader; the last one is also "Follow us for more of this discussion".
_OF_THE_HOUSE = re.compile(r"We\s+asked\b|Follow\s")


class _Passage(NamedTuple):
    """What stands in one line: its sentences and its words, up to the last full stop."""

    sentences: tuple[Sentence, ...]
    words: Span


def signed_letters(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """What the writers of letters say, one attribution for each sentence; none of other articles.

    Args:
        text: the article's text.
        sentences: its sentences.
    """
    # By line: a signature stands in a line of its own, and not always in a passage.
    ends = [match.start() for match in re.finditer("\n", text)]
    grouped = (tuple(group) for _, group in groupby(sentences, key=lambda one: bisect_left(ends, one.start)))
    passages = [_Passage(group, _words(text, group)) for group in grouped]
    letters = list(_letters(text, passages))
    if len(letters) < max(_MIN_SIGNATURES, _MIN_SHARE * len(passages)):
        return []
    behind = (one.words.of(text) for one in passages[passages.index(letters[-1][1]) + 1 :])
    if not all(_is_line(_PLACE, words) or _OF_THE_HOUSE.match(words) for words in behind):
        return []
    return [
        Attribution(_writer(text, signature.words), None, (sentence.span,), "direct")
        for letter, signature in letters
        for passage in letter
        for sentence in passage.sentences
    ]


def _letters(text: str, passages: Sequence[_Passage]) -> Iterator[tuple[list[_Passage], _Passage]]:
    """Each letter's lines, and the one that is its signature; the headline, of one sentence, is no part of any."""
    letter: list[_Passage] = []
    n_headlines = sum(len(passage.sentences) == 1 for passage in passages[:1])
    for passage in passages[n_headlines:]:
        words = passage.words.of(text)
        if letter and (_is_line(_SIGNED, words) or _is_line(_HANDLE, words)):
            yield letter, passage
            letter = []
        elif _is_line(_HEADING, words):
            letter = []
        elif (letter or not _is_line(_PLACE, words)) and not _OF_THE_HOUSE.match(words):
            letter.append(passage)


def _is_line(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a line is nothing but what a pattern tells."""
    return len(words) <= _LONGEST_LINE and pattern.fullmatch(words) is not None


def _writer(text: str, signature: Span) -> Span:
    """The name in a signature, without where its bearer lives."""
    name = _WRITER.match(text, signature.start, signature.end)
    return Span(*name.span()) if name else signature


def _words(text: str, sentences: Sequence[Sentence]) -> Span:
    start, end = sentences[0].start, sentences[-1].end
    return Span(start, start + len(text[start:end].rstrip(" .\n")))
