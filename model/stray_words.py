"""Capitalised words that stand beside a name and are none of it: "Certainly Ada Quill", "Hail Quill", "Ada Quill Put".

What opens a sentence or stands in a headline has a capital whatever it is. Where the article gives the name without
it, and the word elsewhere in small letters or it tells a manner or a deed, the name is the shorter one. So it is
wherever the word tells by itself that it is none of a name: "Entrusting Ada Quill with power", "Rival Ada Quill", "an
Ada Quill T-Shirt", "in an Ada Quill White House", "the Reed-led Congress".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from .lexicon import is_given_name, role_class, words
from .records import Mention
from .verbs import cue_forms

__all__ = ["without_stray_words"]

_LOWER_WORD = re.compile(r"(?<![\w’'-])[^\W\dA-Z_][\w-]*")
_WORD = re.compile(r"\S+")
#: The end of a sentence, or what opens a quotation, before the next one begins.
_OPENS = re.compile(r"(?:^|[.!?:\n][\"”’']?|[\"“‘])\s*\Z")
_MIN_MANNER = 6
#: Who somebody is to another; before a full name none of it.
_RELATIONS = frozenset(
    "rival rivals ally foe critic challenger opponent widow widower mother father son daughter wife husband brother "
    "sister mom dad actor actress singer comedian author billionaire mogul tycoon backer donor veteran "
    "fellow longtime".split()
)
#: What is called after somebody.
_THINGS = frozenset("t-shirt t-shirts shirt shirts hat hats sticker stickers".split())
#: "Make Peru Great Again"
_IS_SLOGAN = re.compile(r"\s+great\b", re.IGNORECASE)
#: "the Ada Quill Award", "the Quill Act"
_IS_CALLED_AFTER = re.compile(
    r" (?:(?:Memorial|Lifetime|Achievement|Public|Library|International) )*"
    r"(?:Awards?|Prize|Medal|Trophy|Act|Amendment|Stadium|Airport|Bridge|Library|Theat(?:er|re)|Expressway|Highway)\b"
)
_LONGEST_OPENING = 4
#: "Will Quill come?", not "Will Quill, who came" nor "Will Quill says".
_IS_ASKED = re.compile(r"\s+(?!as\b)(?:ever |really |finally )?[a-z]+(?<!s)(?<!ed)\b[^.!?]*\?")


def without_stray_words(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The names, those of people without a first or last word that the article does not call them by.

    Args:
        text: the article.
        names: what was found in it, sorted and disjoint.
    """
    surfaces = Counter(" ".join(text[name.start : name.end].split()) for name in names if name.kind == "person")
    names = [cut for name in names if (cut := _cut(text, name))]
    full = {name for name in surfaces if " " in name and is_given_name(name.split()[0].lower())}
    lower = frozenset(_LOWER_WORD.findall(text))
    return [_trimmed(text, name, surfaces, full, lower) if name.kind == "person" else name for name in names]


def _cut(text: str, name: Mention) -> Mention | None:
    """A name without a word that tells by itself that it is none of it; None of what is no name then."""
    parts = list(_WORD.finditer(text, name.start, name.end))
    lows = [part.group().lower() for part in parts]
    if len(parts) < 2:
        return name
    is_slogan = lows[0] == "make" and _IS_SLOGAN.match(text, name.end) is not None
    if is_slogan or (name.kind == "person" and _IS_CALLED_AFTER.match(text, name.end)):
        return None
    if name.kind != "person":
        is_adjective = "-" in lows[0] and lows[0].rpartition("-")[2] in words("compound_tail")
        if not is_adjective:
            return name
        # "Congress" alone is told by the table of actors, or by nothing.
        return replace(name, start=parts[1].start()) if len(parts) > 2 else None
    is_house = parts[-1].group() == "White" and text.startswith(" House", name.end)
    if lows[-1] in _THINGS or is_house:
        return replace(name, end=parts[-2].end())
    opens = _OPENS.search(text, max(name.start - _LONGEST_OPENING, 0), name.start) is not None
    is_deed = opens and lows[0].endswith("ing") and len(lows[0]) >= _MIN_MANNER
    is_told = (is_deed or lows[0] in _RELATIONS) and not is_given_name(lows[0])
    is_full = len(parts) > 2 and is_given_name(lows[1])
    return replace(name, start=parts[1].start()) if is_told and is_full else name


def _trimmed(
    text: str, name: Mention, surfaces: Counter[str], full: Collection[str], lower: Collection[str]
) -> Mention:
    parts = list(_WORD.finditer(text, name.start, name.end))
    surface = " ".join(part.group() for part in parts)
    if len(parts) < 2 or surfaces[surface] > 1:
        return name
    first, last = parts[0].group().lower(), parts[-1].group().lower()
    without_first, without_last = surface.partition(" ")[2], surface.rpartition(" ")[0]
    # "Hail Quill", of Ada Quill
    is_surname = len(parts) == 2 and any(each.endswith(f" {without_first}") for each in full if each != surface)
    is_asked = first == "will" and _IS_ASKED.match(text, name.end) is not None
    if is_surname and is_asked and _OPENS.search(text, max(name.start - _LONGEST_OPENING, 0), name.start):
        return replace(name, start=parts[1].start())
    is_known = without_first in full or is_surname or _opens_before_full_name(text, name.start, without_first)
    if is_known and _is_stray(first, lower):
        return replace(name, start=parts[1].start())
    if len(parts) > 2 and without_last in full and _is_stray(last, lower):
        return replace(name, end=parts[-2].end())
    return name


def _opens_before_full_name(text: str, start: int, rest: str) -> bool:
    """Whether a name opens a sentence with a word before a given name and another: "Calling Ada Quill a liar"."""
    return (
        " " in rest
        and is_given_name(rest.split()[0].lower())
        and _OPENS.search(text, max(start - _LONGEST_OPENING, 0), start) is not None
    )


def _is_stray(low: str, lower: Collection[str]) -> bool:
    """Whether a word is hardly anybody's name: a manner, a deed, or what the article writes in small letters."""
    is_name = any(low in words(category) for category in ("surname_word", "suffix", "particle")) or role_class(low)
    if is_name or is_given_name(low):
        return False
    is_manner = len(low) >= _MIN_MANNER and low.endswith(("ly", "ing"))
    return is_manner or low in _RELATIONS or low in cue_forms() or low in words("function") or low in lower
