"""What the words for a speaker tell by themselves: that they mean a paper or a body, or where what is said begins."""

from __future__ import annotations

from .lexicon import words
from .pointing import head_of
from .records import Attribution
from .titles import Line

__all__ = ["heads_body", "is_paper", "is_told_next"]

#: What is broadcast is no newspaper.
_PROGRAMMES = frozenset({"broadcaster", "programme", "program", "website"})
# Words before which a description tells that it is one of a body.
_MAX_HEAD = 6


def is_told_next(line: Line, end: int, attribution: Attribution) -> bool:
    """Whether what is said begins behind a source's comma: "according to the suit, Ada Quill lied"."""
    return any(span.start == token.start for token in line.tokens[end + 1 : end + 2] for span in attribution.content)


def is_paper(line: Line, start: int, end: int) -> bool:
    """Whether a phrase is "the paper" or "the left-leaning newspaper"."""
    is_one = line.low(end - 1) in words("newspaper") - _PROGRAMMES
    between = line.tokens[start + 1 : end - 1]
    return is_one and all(token.text == "-" or token.text.islower() for token in between)


def heads_body(line: Line, start: int) -> bool:
    """Whether a phrase begins as one for a body: "a progressive group founded by", "an organization that"."""
    head = head_of(line, start, min(start + _MAX_HEAD, len(line)))
    at = next((i for i in range(start + 1, head + 1) if line.low(i) in words("body_noun")), -1)
    return at > 0 and all(line.tokens[i].text.islower() for i in range(start, at))
