"""Capitalised words that stand beside a name and are none of it: "Certainly Ada Quill", "Hail Quill", "Ada Quill Put".

What opens a sentence or stands in a headline has a capital whatever it is. Where the article gives the name without
it, and the word elsewhere in small letters or it tells a manner or a deed, the name is the shorter one.
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
_OPENS = re.compile(r"(?:^|[.!?\n][\"”’']?|[\"“‘])\s*\Z")
_MIN_MANNER = 6
_BESIDE = frozenset({"rival", "fellow", "longtime"})


def without_stray_words(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The names, those of people without a first or last word that the article does not call them by.

    Args:
        text: the article.
        names: what was found in it, sorted and disjoint.
    """
    surfaces = Counter(" ".join(text[name.start : name.end].split()) for name in names if name.kind == "person")
    full = {name for name in surfaces if " " in name and is_given_name(name.split()[0].lower())}
    lower = frozenset(_LOWER_WORD.findall(text))
    return [_trimmed(text, name, surfaces, full, lower) if name.kind == "person" else name for name in names]


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
        and _OPENS.search(text, max(start - 3, 0), start) is not None
    )


def _is_stray(low: str, lower: Collection[str]) -> bool:
    """Whether a word is hardly anybody's name: a manner, a deed, or what the article writes in small letters."""
    is_name = any(low in words(category) for category in ("surname_word", "suffix", "particle")) or role_class(low)
    if is_name or is_given_name(low):
        return False
    is_manner = len(low) >= _MIN_MANNER and low.endswith(("ly", "ing"))
    return is_manner or low in _BESIDE or low in cue_forms() or low in words("function") or low in lower
