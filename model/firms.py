"""Names like a person's that an article treats as a firm's: "the chief executive of Plinka", "Vask's share price".

They are no given name and nowhere behind a title, no other name has one of their words, and no age or "who" follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .lexicon import is_given_name, is_titled
from .records import Mention

__all__ = ["with_firms"]

_FIRMS = "company|firm|retailer|lender|airline|carrier|operator|brand"
#: An article that speaks of a firm.
_THE_FIRM = re.compile(rf"\b[Tt]h(?:e|is) (?:{_FIRMS})\b")
#: Before a name that opens a sentence.
_BEGINS = re.compile(r"(?:\A|[.!?][”\"]?\s|\n)\Z")
_LONGEST_BEGINNING = 3
#: Behind a firm that opens a sentence, as far as the beginning of the next one.
_THEN_ITS = re.compile(
    r"\b[^.!?\n]{1,300}[.!?][”\"]?\s+Its\s"
    rf"|\b[^.!?\n]{{0,300}}[.!?][”\"]?\s+The (?:{_FIRMS}|bank|insurer|developer|producer|maker)\b"
)
#: Behind a person.
_OF_A_PERSON = re.compile(r",? who(?:se|m)?\b|, \d")
#: How often a firm's name of several words has to stand there.
_MIN_NAMED = 2
_HEADS = (
    r"(?:chief executive|CEO|boss|chairman|chairwoman|chair|co-founder|founder|owner|managing director|"
    r"finance director|country manager)"
)
#: Before a firm.
_BEFORE_A_FIRM = re.compile(
    rf"\b(?:{_HEADS}|head|(?:share)?holders?|shares|stakes?|employees|customers|spokes(?:man|woman|person)) "
    r"(?:of|at|for|in) \Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 40
#: Behind a firm.
_BEHIND_A_FIRM = re.compile(
    rf"['’]s? (?:{_HEADS}|(?:regional|sales) (?:director|manager)|share price|shares?|shareholders|board|customers|"
    r"employees|headquarters|profits?|revenues?|subsidiar(?:y|ies)|subscribers|lobbyists)\b| shares\b|,? which\b"
)


def with_firms(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The names, those as organisations that are like a firm's.

    Somebody heads them or holds shares in them, or, if they are of several words, the next sentence goes on with "Its"
    or "The airline", or they are named again and again in the same words, of which a surname is none, where the
    article speaks of "the company".
    """
    places: dict[str, list[Mention]] = {}
    for mention in names:
        if mention.kind == "person":
            places.setdefault(text[mention.start : mention.end], []).append(mention)
    words_of = Counter(word for name in places for word in name.split())
    has_firm = _THE_FIRM.search(text) is not None
    firms = {
        name
        for name, found in places.items()
        if not is_given_name(name.split()[0].lower())
        and all(words_of[word] == 1 for word in name.split())
        and not any(_is_of_a_person(text, mention) for mention in found)
        and (_is_held(text, found) or (" " in name and _is_spoken_of(text, found, has_firm=has_firm)))
    }
    return [replace(m, kind="organisation") if text[m.start : m.end] in firms else m for m in names]


def _is_of_a_person(text: str, name: Mention) -> bool:
    return is_titled(text, name.start) or _OF_A_PERSON.match(text, name.end) is not None


def _is_held(text: str, found: Sequence[Mention]) -> bool:
    """Whether one of the places tells a firm by who heads, holds or owns what of it."""
    return any(
        _BEFORE_A_FIRM.search(text, max(m.start - _LONGEST_BEFORE, 0), m.start) or _BEHIND_A_FIRM.match(text, m.end)
        for m in found
    )


def _is_spoken_of(text: str, found: Sequence[Mention], *, has_firm: bool) -> bool:
    return (has_firm and len(found) >= _MIN_NAMED) or any(
        _BEGINS.search(text, max(m.start - _LONGEST_BEGINNING, 0), m.start)
        for m in found
        if _THEN_ITS.match(text, m.end)
    )
