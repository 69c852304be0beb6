"""Headlines that close with a mark as sentences do: “Quill Says He Is Done With The Harbour Plan.” is one.

Their capitals say as little as those of other headlines, so that "Quill Says" is nobody's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from .lexicon import Token, is_given_name, role_class, words
from .records import Mention

__all__ = ["is_closed_headline", "names_in_headline"]

#: Shorter words are written small in some headlines, long ones nowhere.
_LONG = 4
_MIN_LONG = 4
#: Words of a full name.
_FULL = 2
#: Small words that begin a name or stand inside one: "The Hague", "Will Dane", "Huynh My Linh".
_IN_NAMES = frozenset({"the", "my", "an", "do", "so", "no", "he", "you", "in", "to", "will", "may", "it", "us", "i"})

#: Common words that are capitalised in titles and in names of bodies as well.
_IN_TITLES = (
    "modifier", "portfolio", "group", "organisation", "organisation_state", "organisation_party", "organisation_armed",
    "media", "surname_word", "not_person", "firm_word", "ideal", "calendar",
)  # fmt: skip


def is_closed_headline(line: Sequence[Token], ordinary: Collection[str]) -> bool:
    """Whether all long words of a line are capitalised, though small or common ones among them make no name.

    "Ministers Of Peru And Chile Met." is one, "President Ada Quill met Chancellor Bo Dane." is none.

    Args:
        line: the tokens of a sentence.
        ordinary: words that the article also writes in small letters.
    """
    alphabetic = [token for token in line if token.text[0].isalpha()]
    long_words = [token for token in alphabetic if len(token.text) >= _LONG]
    if len(long_words) < _MIN_LONG or any(token.text[0].islower() for token in long_words):
        return False
    return any(token.text.istitle() and _is_no_name(token.low, ordinary) for token in alphabetic[1:])


def names_in_headline(line: Sequence[Token], names: Iterable[Mention]) -> Iterator[Mention]:
    """Of the names read from a headline's words the full ones that end before a mark: "Marta Quill: ‘I Am Done.’"."""
    starts = {token.start: index for index, token in enumerate(line)}
    for name in names:
        first = starts[name.start]
        stop = next((i for i in range(first, len(line)) if line[i].start >= name.end), len(line))
        is_full = name.kind == "person" and stop - first == _FULL and is_given_name(line[first].low)
        if is_full and (stop == len(line) or not line[stop].text[0].isalnum()):
            yield name


def _is_no_name(low: str, ordinary: Collection[str]) -> bool:
    """Whether a word is capitalised in headlines alone: neither in a name nor in a title."""
    if low in words("function"):
        return low not in _IN_NAMES
    is_titular = bool(role_class(low)) or any(low in words(category) for category in _IN_TITLES)
    return low in ordinary and not is_titular and not is_given_name(low)
