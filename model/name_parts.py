"""What the words of a name tell: of what kind a body is, by which word somebody is meant later."""

from __future__ import annotations

from collections.abc import Sequence

from .gazetteer import GazetteerMatch
from .lexicon import Token, is_given_name, role_class, words
from .records import ActorKind, Mention
from .small_words import small_surnames

__all__ = [
    "before_letters", "behind_letters", "disjoint", "is_initial", "may_be_short", "name_keys", "organisation_kind",
    "surname_key",
]  # fmt: skip

# Shorter words between first name and surname are particles and initials.
_MIN_INNER_NAME = 4
#: First words that stand for many bodies.
_NO_SHORT_FORM = (
    "organisation", "organisation_state", "organisation_party", "organisation_armed", "media", "not_person", "modifier",
    "portfolio", "function", "group", "calendar",
)  # fmt: skip


def before_letters(line: Sequence[Token], start: int, end: int) -> int:
    """Where a full name ends before the letters that tell a rank or a degree: "Ada Quill KC", "Ada Quill MP".

    The MP of "the Leeds North MP" is named by no name before it.
    """
    is_person = is_given_name(line[start].low)
    while end - start > 2 and _is_letters(line[end - 1]) and (is_person or not role_class(line[end - 1].low)):
        end -= 1
    return end


def behind_letters(line: Sequence[Token], end: int) -> int:
    """Index behind such letters that follow a name ending before ``end``."""
    while end < len(line) and _is_letters(line[end]):
        end += 1
    return end


def _is_letters(token: Token) -> bool:
    return token.low in words("postnominal") and token.text[-1].isupper()


def organisation_kind(name: str) -> ActorKind:
    """Kind of an organisation by the words of its name: party, armed group or other organisation."""
    lows = name.lower().replace(".", "").split()
    if any(low in words("organisation_party") for low in lows):
        return "party"
    if any(low in words("organisation_armed") for low in lows):
        return "armed_group"
    return "organisation"


def _parts(name: str) -> list[str]:
    """The words of a name in lower case; a hyphen that stands apart joins: "Ada Ros - Quill"."""
    return name.lower().replace("’", "'").replace(" - ", "-").split()


def surname_key(name: str) -> str:
    """The word of a full name that stands for it later, in lower case, without particle or suffix."""
    parts = [part for part in _parts(name) if part not in words("suffix")]
    if not parts:
        return ""
    head, hyphen, rest = parts[-1].partition("-")
    return rest if hyphen and head in words("particle") else parts[-1]


def name_keys(name: str) -> set[str]:
    """Words that can stand for a person whose full name has been read: surname, first name, "Lula" between them."""
    parts = _parts(name)
    inner = {part for part in parts[1:-1] if len(part) >= _MIN_INNER_NAME and not is_given_name(part)}
    keys = ({surname_key(name), parts[0], parts[-1]} | inner) - {""} - words("suffix") - words("particle")
    return keys | small_surnames([name])


def may_be_short(word: str, ordinary: frozenset[str]) -> bool:
    """Whether a body's first word may stand for it: no word, no given name, no kind of body, no adjective."""
    low = word.lower()
    is_word = low in ordinary or any(low in words(category) for category in _NO_SHORT_FORM)
    is_letters = low.replace("-", "").isalpha()
    return word[:1].isupper() and is_letters and not (is_word or is_given_name(low) or bool(role_class(low)))


def is_initial(token: Token) -> bool:
    """Whether the token is one initial or two: J., J.R."""
    if token.text[0].isupper() and token.text[-1] == ".":
        return len(token.text) == 2 or (len(token.text) == 4 and token.low not in words("acronym_stop"))
    return False


def disjoint(found: list[Mention], matches: Sequence[GazetteerMatch]) -> tuple[Mention, ...]:
    """Drop names that a gazetteer match covers, and of two that overlap the shorter."""
    kept: list[Mention] = []
    ordered = sorted(matches, key=lambda match: match.span)
    index = 0
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        while index < len(ordered) and ordered[index].span.end <= mention.start:
            index += 1
        covered = any(m.span.contains(mention.span) for m in ordered[index : index + 2])
        if not covered and not (kept and kept[-1].end > mention.start):
            kept.append(mention)
    return tuple(kept)
