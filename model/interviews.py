"""Interviews set as questions and answers: what stands behind "A:" is what the one who is interviewed says.

The answers name nobody; who gives them is told above the first question: "We asked Ada Quill about the plan.
/ Q: What do you make of it? / A: It is window dressing." What an interviewer asks is nobody's stance.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .lexicon import is_given_name
from .records import Attribution, Mention, Sentence, Span

__all__ = ["interview_answers"]

#: "Q:", "Q.", "Question:" and their answers, at the beginning of a line.
_TURN = re.compile(r"^[ \t]*(?P<mark>Q|A|Question|Answer)\s?[:.][ \t]+", re.MULTILINE)
#: Fewer are a list, an outline or somebody's initial.
_MIN_ANSWERS = 2
#: "Ada Quill", "Ada P. de la Quill", where no tagger tells the names.
_NAME = re.compile(r"(?P<first>[^\W\d_a-z][\w’'-]+)(?: [A-Z]\.)?(?: (?:de|la|van|von|der|bin|al))* [^\W\d_a-z][\w’'-]+")
#: Before whom somebody is interviewed.
_ASKED = re.compile(r"(?:asked|interviewed|with|to|from|met)\s+(?:[a-z-]+\s+){0,4}\Z")
_LONGEST_BEFORE = 60


def interview_answers(
    text: str, sentences: Sequence[Sentence], names: Sequence[Mention] | None = None
) -> list[Attribution]:
    """What somebody answers in an interview, one attribution for each sentence; none of other articles.

    Args:
        text: the article's text.
        sentences: its sentences.
        names: the names that a tagger found; None to go by given names.
    """
    turns = list(_TURN.finditer(text))
    answers = [(one, turns[n + 1].start() if n + 1 < len(turns) else len(text)) for n, one in enumerate(turns)]
    answers = [(one, end) for one, end in answers if one["mark"].startswith("A")]
    if len(answers) < _MIN_ANSWERS or turns[0]["mark"].startswith("A"):
        return []
    who = _interviewed(text, turns[0].start(), names)
    if who is None:
        return []
    return [said for one, end in answers for said in _said(sentences, who, one.end(), end)]


def _interviewed(text: str, end: int, names: Sequence[Mention] | None) -> Span | None:
    """The name above the first question that somebody is said to be asked or met, else the first one."""
    if names is None:
        found = [Span(*one.span()) for one in _NAME.finditer(text, 0, end) if is_given_name(one["first"].lower())]
    else:
        found = [name.span for name in names if name.kind == "person" and name.end <= end]
        found = [span for span in found if " " in span.of(text)] or found
    asked = (span for span in found if _ASKED.search(text, max(span.start - _LONGEST_BEFORE, 0), span.start))
    return next(asked, found[0] if found else None)


def _said(sentences: Sequence[Sentence], who: Span, start: int, end: int) -> Iterator[Attribution]:
    first = max(bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1, 0)
    for sentence in sentences[first:]:
        if sentence.start >= end:
            break
        content = Span(max(sentence.start, start), min(sentence.end, end))
        if content.start < content.end:
            yield Attribution(who, None, (content,), "direct")
