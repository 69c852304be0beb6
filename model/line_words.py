"""The words of one sentence as names are read from them: which begin a name, go on with it, tell a title or a body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from .body_names import closes_name, is_adjective_of_body, is_ideal
from .gazetteer import GazetteerMatch
from .lexicon import Token, is_given_name, role_class, words
from .lookalikes import SURNAMES
from .name_parts import is_initial
from .small_words import is_inner_name, is_small_surname

__all__ = ["LineWords"]

# Plurals that bodies are named by, with "'s": the Women's League, the Fishermen's Union.
_PLURALS = ("men", "people", "children")
_CAPITAL_OF = frozenset({"human", "social", "political", "working", "venture", "intellectual", "the"})
#: What stands before the apostrophe in "I've", "We're", "Don't": no names.
_CONTRACTED = frozenset(
    "i we you he she it they that this there here who what where when how why let don doesn didn isn aren wasn weren "
    "hasn haven hadn won wouldn can couldn shouldn ain y'all".split()
)


class LineWords:
    """The tokens of a sentence and what each is to a name.

    Every question is asked by the index of a token; a run ``[start, end)`` is of capitalised words.

    Attributes:
        tokens: of the sentence.
        ordinary: words that the article also writes in small letters.
        cover: for each token the gazetteer match that it lies in, or None.
    """

    def __init__(self, tokens: list[Token], matches: Sequence[GazetteerMatch], ordinary: frozenset[str]) -> None:
        self.tokens = tokens
        self.ordinary = ordinary
        self.cover: list[GazetteerMatch | None] = _cover(tokens, matches)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Stretches ``[start, end)`` of words that may be one name, with what joins them."""
        index = 0
        while index < len(self.tokens):
            if not self.opens(index):
                index += 1
                continue
            end = index + 1
            while (step := self.continues(end)) > 0:
                end += step
            yield index, end
            index = end

    def opens(self, index: int) -> bool:
        """Whether a word may begin a name: a capital that is no function word, or "May" where it is a name."""
        token = self.tokens[index]
        head, apostrophe, _ = token.low.partition("'")
        is_function = token.low in words("function") or bool(apostrophe and head in _CONTRACTED)
        return (token.is_capitalised and not is_function) or self.is_may(index)

    def is_may(self, index: int) -> bool:
        """Words such as Will and May are names after a given name or title, or before a surname."""
        token = self.tokens[index]
        is_small = is_small_surname(self.tokens, index) or is_inner_name(self.tokens, index)
        if is_small or self.is_named_after_a_day(index):
            return True
        if not token.is_capitalised or (token.low not in words("surname_word") and not is_given_name(token.low)):
            return False
        if index and (is_given_name(self.tokens[index - 1].low) or role_class(self.tokens[index - 1].low)):
            return True
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return bool(
            is_given_name(token.low)
            and following
            and following.is_capitalised
            and following.low not in self.ordinary
            and not role_class(following.low)
            and not self.cover[index + 1]
        )

    def is_named_after_a_day(self, index: int) -> bool:
        """Whether a day or month between an office in small letters and a surname is a name: "striker Sunday Ekpo"."""
        if not index or index + 1 >= len(self.tokens) or self.tokens[index].low not in words("calendar"):
            return False
        before, following = self.tokens[index - 1], self.tokens[index + 1]
        is_office = before.text.islower() and bool(role_class(before.low)) and self.tokens[index].is_capitalised
        is_surname = following.is_capitalised and following.low not in words("calendar") and self.is_surname(index + 1)
        return is_office and is_surname

    def continues(self, index: int) -> int:
        """How many further words from ``index`` belong to the run that ends there; 0 if none."""
        if index >= len(self.tokens) or self.tokens[index].start - self.tokens[index - 1].end > 1:
            return 0
        if self.opens(index) or closes_name(self.tokens, index):
            return 1
        if self.tokens[index].text in ("'", "’") and index + 1 < len(self.tokens):  # the Farmers' Union
            following = self.tokens[index + 1]
            if self._is_inside_a_name(index):  # Mary Achieng' Owuor
                return 2
            is_name = following.is_capitalised and (self.is_organisation_word(index + 1) or is_ideal(following.low))
            return 2 if is_name and following.start - self.tokens[index].end == 1 else 0
        if self.is_plural_owner(index):  # the Fishermen's Union
            return 2
        # Quill & Dane Rail
        if self.tokens[index].text == "&" and index + 1 < len(self.tokens) and self.opens(index + 1):
            return 2
        for length in (1, 2):
            after = index + length
            if after >= len(self.tokens) or self.tokens[after - 1].low not in words("particle"):
                return 0
            if self.opens(after):
                return length + 1
        return 0

    def is_plural_owner(self, index: int) -> bool:
        """Whether the "'s" at ``index`` stands in a body's name: Women's League, Children's Aid Society."""
        if self.tokens[index].low != "'s" or not self.tokens[index - 1].low.endswith(_PLURALS):
            return False
        capitals = takewhile(lambda i: self.tokens[i].is_capitalised, range(index + 1, len(self.tokens)))
        return any(self.is_organisation_word(i) for i in capitals)

    def is_title_at(self, index: int, end: int) -> bool:
        """Whether a word of a run that stops at ``end`` is a title, neither of a body nor a surname."""
        low = self.tokens[index].low
        is_owner = index + 1 < end and (self.tokens[index + 1].text in ("'", "’") or self.is_plural_owner(index + 1))
        if not role_class(low) or is_owner or is_adjective_of_body(self.tokens, index):
            return False
        # Stephen King, Larry Prince: a title word that closes a name is part of it.
        is_surname = index == end - 1 and index > 0 and low in words("surname_word")
        return not (is_surname and is_given_name(self.tokens[index - 1].low))

    def follows_title(self, index: int) -> bool:
        """Whether the words before ``index`` are a title or an office: Secretary of State, spokesman."""
        if index and role_class(self.tokens[index - 1].low):
            return True
        # "The mayor of Gdynia" names nobody.
        is_of_a_town = index > 1 and self.tokens[index - 2].low in words("local_role")
        if is_of_a_town and self.tokens[index - 1].low == "of":
            return False
        for back in range(index - 1, max(-1, index - 9), -1):
            token = self.tokens[back]
            if token.low in ("of", "for") and back and role_class(self.tokens[back - 1].low):
                return True
            if not (
                token.is_capitalised
                or token.low in ("'s", "the", "and", "of", "for")
                or token.low in words("portfolio")
            ):
                return False
        return False

    def is_organisation_word(self, index: int) -> bool:
        """Whether a word tells a body: Union, Ministry, Times."""
        low = self.tokens[index].low
        if low == "capital":  # "Vask Capital", not "the Capital" nor "Human Capital"
            return index > 0 and self.opens(index - 1) and self.tokens[index - 1].low not in _CAPITAL_OF
        return low in words("organisation") or low in words("organisation_state") or low in words("media")

    def is_surname(self, index: int) -> bool:
        """Whether a word may be a surname: no ordinary word, office or acronym, and not in the gazetteer."""
        low = self.tokens[index].low
        is_common = low in self.ordinary and low not in words("surname_word") and not is_given_name(low)
        is_office = low in words("portfolio") or low in words("modifier") or low in words("group")
        return not (is_common or is_office or self.cover[index] or self.is_acronym(self.tokens[index]))

    def is_gazetteer(self, start: int, stop: int) -> bool:
        """Whether the gazetteer knows all of a run."""
        match = self.cover[start]
        return match is not None and match.span.end >= self.tokens[stop - 1].end

    def is_ordinary(self, index: int) -> bool:
        """Whether a word means something else than a name."""
        low = self.tokens[index].low
        return (
            low in self.ordinary
            or low in words("function")
            or low in words("not_person")
            or low in words("portfolio")
            or low in words("modifier")
            or low in words("group")
            or ("-" in low and low.rpartition("-")[2] in words("compound_tail"))
            or bool(role_class(low))
            or self.is_organisation_word(index)
        )

    def is_national_surname(self, index: int) -> bool:
        """Whether an adjective of nationality is a surname, for the gazetteer has found no state in it: Mark Cuban."""
        return self.tokens[index].text in SURNAMES and self.cover[index] is None

    def is_acronym(self, token: Token) -> bool:
        """Whether a token is two to six capitals and no initials."""
        bare = token.text.rstrip("s").replace(".", "")
        is_name = is_initial(token) or token.low in words("suffix")
        return 2 <= len(bare) <= 6 and bare.isupper() and bare.isalpha() and not is_name

    def word(self, index: int) -> str:
        """A word in small letters; empty outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def text(self, start: int, end: int) -> str:
        """The words of a run, with a space between them."""
        return " ".join(token.text for token in self.tokens[start:end])

    def _is_inside_a_name(self, index: int) -> bool:
        """Whether an apostrophe at ``index`` belongs to a personal name and is no owner's: Mary Achieng' Owuor."""
        if index < 2 or self.tokens[index].start > self.tokens[index - 1].end:
            return False
        before, following = self.tokens[index - 1], self.tokens[index + 1]
        is_gap = following.start - self.tokens[index].end == 1 and following.is_capitalised
        is_name = is_given_name(self.tokens[index - 2].low) and self.tokens[index - 2].is_capitalised
        return is_gap and is_name and before.is_capitalised and not before.low.endswith(("s", "x", "z"))


def _cover(line: list[Token], matches: Sequence[GazetteerMatch]) -> list[GazetteerMatch | None]:
    """For each token the gazetteer match that it lies in, or None."""
    cover: list[GazetteerMatch | None] = []
    index = 0
    for token in line:
        while index < len(matches) and matches[index].span.end <= token.start:
            index += 1
        inside = index < len(matches) and matches[index].span.start <= token.start
        cover.append(matches[index] if inside else None)
    return cover
