"""Where a capital that stands as a place means its government: "the government in Tbilisi", "those who rule in Lome".

A capital behind "in" or "from" is where something is or comes from. It is the state where those are told there who
rule, or whom an opponent calls so, where a scheme was made there, and where orders or help come from there.
"""

from __future__ import annotations

from .gazetteer import GazetteerMatch
from .lexicon import words
from .records import Span
from .states import PUTSCHISTS
from .titles import Line
from .verbs import cue_forms

__all__ = ["seat_of_state"]

#: Of a state in whose capital they are, if they are a state's.
_COMPANIONS = frozenset(
    "friends allies partners colleagues counterparts brothers sisters comrades masters paymasters patrons cronies "
    "handlers satellites sponsors rivals enemies adversaries".split()
)
_OWNERS = frozenset({"our", "their", "its", "the"})
#: Of a person they are of the office as well: not "his friends in Warsaw".
_OF_OFFICE = frozenset("colleagues counterparts masters paymasters patrons handlers sponsors".split())
#: Who are there also without an article.
_ALONE = frozenset({"politicians"})
#: Whoever is in a capital means who rules there: "those in Tehran who", "nobody in Gaborone objected".
_SOMEBODY = frozenset("those nobody everybody everyone somebody someone some".split())
#: "those who decide in Paris"
_RULE = frozenset(
    "rule ruled rules govern governed governs command commanded decide decided decides lead led reign reigned sit sits "
    "ordered signed planned run".split()
)
_POINTING = frozenset({"the", "those", "these", "their", "our"})
# How many words may stand between "who" and "in", with them.
_MAX_DEED = 4
#: What is done to schemes where their makers sit.
_MADE = frozenset(
    "hatched plotted concocted scripted dictated fabricated written drafted made decided orchestrated cooked drawn "
    "invented planned manufactured dreamt dreamed conceived translated".split()
)
#: What comes from a government.
_SENT = frozenset(
    "orders instructions commands directives dictates diktats diktat lectures pressure threats aid assistance support "
    "help guidance signals promises assurances demands ultimatum ultimatums interference meddling reassurance "
    "subsidies sanctions".split()
)


def seat_of_state(line: Line, match: GazetteerMatch, *, has_coup: bool = False) -> Span | None:
    """The span of "the government in Tbilisi", "our friends in Warsaw", "the hawks in Paris"; None of a mere place.

    Args:
        line: the sentence.
        match: the capital or seat.
        has_coup: whether the article tells of a coup: "the officers in Lome".
    """
    if match.form != "place" or match.actor.kind not in ("country", "international"):
        return None
    at = line.indices(match.span.start, match.span.end).start
    at -= line.low(at - 1) == "the"  # "everybody in the White House"
    head = at - 2
    if line.low(at - 1) == "from":
        return match.span if line.low(head) in _SENT else None
    is_second = line.low(at - 1) == "and"
    if is_second:  # "a plan hatched in Lima and Quito"
        before = line.matches[head] if head >= 0 else None
        head = line.indices(before.span.start, before.span.end).start - 2 if before and before.form == "place" else -1
    if head < 0 or line.low(head + 1) != "in":
        return None
    if _is_made(line, head) or _rules_there(line, head):
        return match.span
    if not _are_rulers(line, head, has_coup=has_coup):
        return None
    return match.span if is_second else Span(line.tokens[head].start, match.span.end)


def _are_rulers(line: Line, head: int, *, has_coup: bool) -> bool:
    """Whether the noun before "in Lome" means who rules there, as friends and foes call them."""
    low, before = line.low(head), line.low(head - 1)
    is_own = (low in _COMPANIONS and before in _OWNERS) or (low in _OF_OFFICE and before in ("his", "her"))
    is_ruled = low in words("ruling_there") and (before in _POINTING or (low in _ALONE and _is_bare(line, head)))
    is_put = has_coup and low in PUTSCHISTS and before in ("the", "those")
    return is_own or is_ruled or is_put or low in _SOMEBODY or low in words("seated")


def _is_bare(line: Line, head: int) -> bool:
    """Whether nothing tells a noun apart: "the hawks", "said politicians", not "opposition politicians"."""
    before = line.low(head - 1)
    return not before[:1].isalpha() or before in words("function") or before in cue_forms()


def _rules_there(line: Line, head: int) -> bool:
    """Whether "those who rule in" ends at ``head``."""
    who = next((i for i in range(head - 1, max(head - 1 - _MAX_DEED, 0), -1) if line.low(i) == "who"), 0)
    return who > 0 and line.low(who - 1) in ("those", "people", "men") and line.low(who + 1) in _RULE


def _is_made(line: Line, head: int) -> bool:
    """Whether a scheme is "written in", or "cooked up in" a capital; what "was decided in" it was so by many."""
    last = head - 1 if line.low(head) == "up" else head
    return line.low(last) in _MADE and line.low(last - 1) not in ("have", "has", "had")
