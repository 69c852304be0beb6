"""Finds quotations: which quotation mark opens, which closes, and what lies between.

Reads double marks (straight, curly, low, doubled single ``''``), guillemets in both
directions, and single marks where no double mark is open. A quotation that runs over
paragraphs gives one piece per paragraph. It does not judge what a quotation is:
speech, a title and a scare quote look alike here. Only the outermost marks count; a
quotation nested in another belongs to it. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .records import Span

__all__ = ["Quotation", "find_quotations"]

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚']")
_OPENERS = frozenset({"“", "„", "‟", "``", "«", "‘", "‚"})
_CLOSERS = frozenset({"”", "»"})
_SINGLE = frozenset({"'", "‘", "’", "‚"})
_ELISION = re.compile(r"['’‘](?:em|til|tis|twas|cause|n|\d\ds)\b", re.IGNORECASE)
# Where a quotation that lacks its closing mark ends: at a mark of the wrong kind, else at a sentence's end.
_UNCLOSED_END = re.compile(r"[,.!?]['’](?=\s|$)|[.!?…](?=\s|$)")
# A single mark is too often an apostrophe to be trusted over a long stretch.
_MAX_SINGLE_MARKS = 12
_MAX_SINGLE_CHARACTERS = 1500


@dataclass(frozen=True, slots=True)
class Quotation:
    """One piece of quoted text, inside one paragraph.

    Attributes:
        start: first character, the opening mark included, in characters of the text.
        end: end of the piece, half-open, the closing mark included.
        closed: whether a closing mark was found in this paragraph.
        continued: whether this piece goes on with the quotation before it, which was
            left open at the end of the paragraph before.
    """

    start: int
    end: int
    closed: bool = True
    continued: bool = False

    @property
    def span(self) -> Span:
        """The place of this piece in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str  # "double", "guillemet" or "single"
    opens: bool
    closes: bool


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Finds the outermost quotations of a text.

    Args:
        text: the text that all offsets refer to.
        paragraphs: the paragraphs to look at, in order and disjoint; marks outside
            them are not read.

    Returns:
        The pieces in order of position, disjoint, each inside one paragraph. A mark
        that opens and is never closed reaches to the end of its sentence, or over
        the following paragraphs if these re-open or close it.
    """
    marks = [_marks(text, paragraph) for paragraph in paragraphs]
    found: list[Quotation] = []
    family = ""  # family of the quotation left open by the paragraph before
    for index, paragraph in enumerate(paragraphs):
        following = marks[index + 1] if index + 1 < len(marks) else []
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        pieces = _pair(text, paragraph, marks[index], family)
        family = ""
        if pieces and not pieces[-1][0].closed:
            last, last_family = pieces[-1]
            if _runs_on(text, after, following, last_family):
                family = last_family
            else:
                end = _UNCLOSED_END.search(text, last.start, last.end)
                last = Quotation(last.start, end.end() if end else last.end, False, last.continued)
                pieces[-1] = (last, last_family)
        found += [piece for piece, _ in pieces]
    return tuple(found)


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    """Every mark of a paragraph that can open or close, with what its surroundings allow."""
    marks: list[_Mark] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if mark in "«»":
            opens, closes = _guillemet_role(mark, before, after)
            family = "guillemet"
        elif mark in _SINGLE:
            opens, closes = _single_role(text, start, before, after)
            family = "single"
        else:
            opens, closes = _double_role(mark, before, after)
            family = "double"
        if opens or closes:
            marks.append(_Mark(start, end, family, opens, closes))
    return marks


def _is_edge(character: str) -> bool:
    return character.isspace() or character in "([{<—–-/…―"


def _double_role(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a double mark can open, and whether it can close."""
    after_is_edge = after.isspace() or after in ".,;:!?)]}>—–-/…―'’"
    if mark in _OPENERS:
        return (True, False) if _is_edge(before) or not after_is_edge else (False, True)
    if mark in _CLOSERS:
        return (True, False) if _is_edge(before) and after.isalnum() else (False, True)
    if _is_edge(before) and not after.isspace():
        return True, False
    if after_is_edge and not before.isspace():
        # Inches and minutes (6'2") only ever look like a closing mark.
        return False, True
    if before.isspace() and after.isspace():
        return False, True
    return not before.isdigit(), True


def _guillemet_role(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """« opens and » closes; »so« the other way round; a » before a space is a bullet."""
    if mark == "«":
        return True, not before.isspace()
    return _is_edge(before) and not after.isspace(), True


def _single_role(text: str, start: int, before: str, after: str) -> tuple[bool, bool]:
    opens = _is_edge(before) or before in '"“'
    opens = opens and after.isalnum() and not _ELISION.match(text, start)
    closes = not before.isspace() and not after.isalnum() and text[start] != "‘"
    return opens, closes and not opens


def _pair(text: str, paragraph: Span, marks: list[_Mark], family: str) -> list[tuple[Quotation, str]]:
    """Pairs the marks of one paragraph; ``family`` is that of a quotation already open."""
    surplus = _closing_surplus(marks)
    pieces: list[tuple[Quotation, str]] = []
    start = paragraph.start if family else -1
    depth, continued, skip_to = 1, bool(family), -1
    for index, mark in enumerate(marks):
        if index <= skip_to:
            continue
        if start < 0:
            if mark.family == "single":
                closing = _single_close(text, marks, index)
                if closing > 0:
                    pieces.append((Quotation(mark.start, marks[closing].end), "single"))
                    skip_to = closing
            elif mark.opens:
                start, family, depth = mark.start, mark.family, 1
        elif mark.family == family and mark.closes:
            depth -= 1
            if depth == 0:
                pieces.append((Quotation(start, mark.end, True, continued), family))
                start, continued = -1, False
        elif mark.family == family:
            reopened = continued and not text[paragraph.start : mark.start].strip()
            if reopened:
                start = mark.start
            elif surplus[index] > 1 and text[mark.start] in _OPENERS:
                depth += 1
            else:
                # The quotation before was never closed: it ends where this one opens.
                end = mark.start
                while end > start and text[end - 1].isspace():
                    end -= 1
                pieces.append((Quotation(start, end, False, continued), family))
                start, continued, depth = mark.start, False, 1
    if start >= 0:
        pieces.append((Quotation(start, paragraph.end, False, continued), family))
    return pieces


def _closing_surplus(marks: list[_Mark]) -> list[int]:
    """For each mark, how many more double marks close than open after it."""
    surplus = [0] * len(marks)
    running = 0
    for index in range(len(marks) - 1, -1, -1):
        surplus[index] = running
        if marks[index].family == "double":
            running += marks[index].closes - marks[index].opens
    return surplus


def _single_close(text: str, marks: list[_Mark], opening: int) -> int:
    """Index of the single mark that closes the one at ``opening``, or -1 for an apostrophe."""
    if not marks[opening].opens:
        return -1
    fallback = -1
    for index in range(opening + 1, min(len(marks), opening + _MAX_SINGLE_MARKS)):
        mark = marks[index]
        if mark.start - marks[opening].start > _MAX_SINGLE_CHARACTERS:
            break
        if mark.family != "single":
            continue
        if mark.opens:
            break
        before, after = text[mark.start - 1], text[mark.end : mark.end + 2]
        # "the workers' rights": a plural possessive closes only if nothing better follows.
        if before in "sS" and after[:1].isspace() and after[1:].islower():
            fallback = index if fallback < 0 else fallback
            continue
        return index
    return fallback


def _runs_on(text: str, paragraph: Span | None, marks: list[_Mark], family: str) -> bool:
    """Whether a quotation left open goes on in the following paragraph."""
    first = next((mark for mark in marks if mark.family == family), None)
    if paragraph is None or first is None:
        return False
    if not text[paragraph.start : first.start].strip():
        return first.opens
    return first.closes and not first.opens
