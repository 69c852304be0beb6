"""Names that are small words of English: the surnames in "Do Mi-kyung" and "Minister Oh Bo", "My" in "Huynh My Linh".

A capital alone does not tell them from the word that opens a sentence. They are names before a given name of two
syllables with a hyphen, behind an office or a comma, and between two capitalised words; on their own only where the
article gives the full name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from .lexicon import Token, begins_anew, role_class, words

__all__ = ["is_inner_name", "is_small_surname", "is_two_syllables", "small_surnames", "surnames_alone"]

_SYLLABLE = (
    r"(?:[gdbjs]{1,2}|k{1,2}|[nrlmpcth]|ch|sh|ts|hs)?[yw]?"
    r"(?:ae|eo|eu|oe|oo|ee|ui|wa|wi|ia|ie|iu|ua|ue|uo|ai|ao|ei|ou|u?i|[aeiou])h?(?:ng|[knlmprt])?"
)
#: "Mi-kyung", "Yi-Ting", but not "Long-term".
_TWO_SYLLABLES = re.compile(rf"{_SYLLABLE}[-‐‑]{_SYLLABLE}", re.IGNORECASE)
_SURNAMES = frozenset("do oh so an no on he you in to her".split())
#: They open or break into what somebody says: "So, Lee added, it ends".
_INTERJECTIONS = frozenset({"oh", "so", "no", "he", "you", "on", "in"})
_INNER = frozenset("my an do so no on he in you to the".split())
_OPENING = frozenset("\"“‘'«(:—–")


def is_two_syllables(word: str) -> bool:
    """Whether a word has the shape of a given name of two syllables: "Mi-kyung", "Yi-Ting"."""
    return _TWO_SYLLABLES.fullmatch(word) is not None


def is_small_surname(line: Sequence[Token], index: int) -> bool:
    """Whether a small word is a surname: ", He Yalin,", "Minister Oh Bo", "Do Mi-kyung"."""
    if index + 1 >= len(line) or not line[index].text.istitle():
        return False
    low, following = line[index].low, line[index + 1]
    is_given = following.is_capitalised and _TWO_SYLLABLES.fullmatch(following.text) is not None
    if low in _SURNAMES and is_given and following.start - line[index].end == 1:
        return True
    if not index or low not in ("he", "oh"):
        return False
    before = line[index - 1]
    is_he = before.text == "," and low == "he"
    return (is_he or bool(role_class(before.low))) and following.is_capitalised


def is_inner_name(line: Sequence[Token], index: int) -> bool:
    """Whether a small word stands between two words of a name: "Huynh My Linh"."""
    if not 0 < index < len(line) - 1 or line[index].low not in _INNER or not line[index].text.istitle():
        return False
    before, here, following = line[index - 1 : index + 2]
    is_close = here.start - before.end == 1 and following.start - here.end == 1
    are_names = all(
        each.is_capitalised and each.low not in words("function") and not role_class(each.low)
        for each in (before, following)
    )
    return is_close and are_names and before.text.isalpha() and following.text.isalpha()


def small_surnames(names: Collection[str]) -> frozenset[str]:
    """Surnames in lower case that are small words, of people with a full name of this shape: "Do Mi-kyung"."""
    parts = (name.lower().split() for name in names)
    return frozenset(
        part[0] for part in parts if len(part) > 1 and part[0] in _SURNAMES and _TWO_SYLLABLES.fullmatch(part[1])
    )


def surnames_alone(line: Sequence[Token], surnames: frozenset[str]) -> Iterator[Token]:
    """Where one of these surnames stands alone: "said that Do was", "Do said", "Do, Ahn added,"."""
    for index, token in enumerate(line):
        if token.low not in surnames or not token.text.istitle():
            continue
        following = line[index + 1] if index + 1 < len(line) else None
        if following is not None and following.is_capitalised:
            continue
        is_inside = index > 0 and not (line[index - 1].text in _OPENING or line[index - 1].text in ".!?…")
        low = following.low if following is not None else ""
        acts = low == "'s" or low in words("speech_verb")
        acts = acts or (low not in words("function") and low[:1].isalpha() and begins_anew(low))
        is_aside = low == "," and token.low not in _INTERJECTIONS
        if (is_inside and token.low != "he") or (token.low != "he" and (acts or is_aside)):
            yield token
