"""Who "we" are where an article gives the text of a statement, a letter or an appeal.

Outside quotation marks nobody but its issuer says "we" there: who opens the article and is said to have published it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .acts import find_subject
from .reading import Reading
from .records import Actor, Attribution, Span

__all__ = ["issuer_of_text"]

#: What tells at the head of an article that it gives somebody's own words.
_GIVES_A_TEXT = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|appeal|response|resolution|petition|open letter|press release"
    r"|pastoral letter|message|responds|appeals)\b",
    re.IGNORECASE,
)
_QUOTING_MARK = re.compile(r"[\"“”„«‘]")
#: How many sentences tell what an article gives.
_MAX_HEAD = 2


def issuer_of_text(reading: Reading, done: Sequence[Attribution], source: Span) -> Actor | None:
    """Who says "we" at a place of an article, or None where no text of anybody is given or it is quoted.

    Args:
        reading: the article.
        done: what was said before.
        source: the "we".
    """
    text, sentences = reading.text, reading.sentences
    paragraph = text[text.rfind("\n\n", 0, source.start) + 1 : source.start]
    if _QUOTING_MARK.search(paragraph) or not sentences or reading.line_at(source.start) < 1:
        return None
    if not _GIVES_A_TEXT.search(text, 0, sentences[min(len(sentences), _MAX_HEAD) - 1].end):
        return None
    opening = sentences[0].span
    spoken = (a.speaker for a in done if a.source and a.speaker and opening.contains(a.source))
    subject = find_subject(reading.lines[0], reading.mentions_in(0))
    issuer = next(spoken, None) or (subject.first.actor if subject and subject.first else None)
    return None if issuer is None or issuer.kind == "group" else issuer
