"""The names of one sentence, by the shape of its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .body_names import begins_field, first_of_joined, is_owned_ideal, is_plural_of_members
from .gazetteer import GazetteerMatch
from .lexicon import Token, is_given_name, role_class, words
from .line_words import LineWords
from .name_parts import before_letters, is_initial, organisation_kind
from .records import ActorKind, Mention
from .small_words import is_inner_name, is_small_surname
from .told_bodies import end_behind_noun, end_of_local_body, goes_on, is_described_behind, is_told_beside

__all__ = ["LineReader", "Single"]

# The longest personal name taken by shape, particles and suffix included.
_MAX_NAME_WORDS = 6
#: Of whom bodies are, in the singular: the Forum for Migrant Dignity.
_MEMBERS = frozenset({"migrant", "refugee", "worker", "student", "farmer", "teacher", "player", "prisoner", "victim"})

#: Before the number of a union's branch.
_NUMBERED = frozenset({"local", "lodge"})


class Single(NamedTuple):
    """A capitalised word on its own: whether a verb of speech is beside it, or "in" and the like before it."""

    token: Token
    reports: bool
    is_located: bool


class LineReader(LineWords):
    """Reads the names of one sentence.

    Attributes:
        found: mentions that are certain by shape.
        told: those of them that a noun beside them tells.
        singles: words that are names only if the article says so elsewhere.
    """

    def __init__(self, tokens: list[Token], matches: Sequence[GazetteerMatch], ordinary: frozenset[str]) -> None:
        super().__init__(tokens, matches, ordinary)
        self.found: list[Mention] = []
        self.told: list[Mention] = []
        self.singles: list[Single] = []

    def read(self) -> None:
        """Fill ``found``, ``told`` and ``singles``."""
        resume = 0
        for start, end in self.runs():
            if max(start, resume) < end:
                resume = self._read_run(max(start, resume), end)

    def _read_run(self, start: int, end: int) -> int:
        """Read the run ``[start, end)``; returns the token index at which to go on."""
        end = before_letters(self.tokens, start, end)
        while end - start > 1 and self.tokens[start].low in words("calendar") and not self.is_may(start):
            start += 1
        if self._is_gerund(start, end):
            start += 1
        number = end if self.tokens[end - 1].low in _NUMBERED else end + 1
        digits = self.word(number).rstrip(",")  # a comma belongs to the number's token
        if number - start > 1 and self.word(number - 1) in _NUMBERED and digits.isdecimal():
            last = self.tokens[number].start + len(digits)
            self.found.append(Mention(self.tokens[start].start, last, "organisation"))  # "Dock Workers Local 12"
            return number + 1
        behind_noun = end_behind_noun(self, start, end)
        if behind_noun:
            self._add(start, behind_noun, organisation_kind(self.text(start - 1, behind_noun)))
            self.told.append(self.found[-1])
            return behind_noun
        local = end_of_local_body(self, start, end)
        if local:
            self._add(start, local, "organisation")
            return local
        if is_plural_of_members(self.tokens, start, end) and end + 1 < len(self.tokens) and goes_on(self, end):
            stop = end + 2
            while (step := self.continues(stop)) > 0:
                stop += step
            if is_described_behind(self, stop):
                self._add(start, stop, organisation_kind(self.text(start, stop)))
                self.told.append(self.found[-1])
                return stop
        if is_told_beside(self, start, end):
            self._add(start, end, organisation_kind(self.text(start, end)))
            self.told.append(self.found[-1])
            return end
        title = max((i for i in range(start, end) if self.is_title_at(i, end)), default=-1)
        rest = start if title < 0 else title + 1
        if rest == end:
            self._organisation_before(start, end)
            return end
        heads = (i for i in range(rest, end) if self.is_organisation_word(i) or is_owned_ideal(self.tokens, i))
        head = max(heads, default=-1)
        if head < 0 or self._is_person_before(rest, head):
            if title > start:
                self._organisation_before(start, title)
            self._read_person(rest, end, titled=title >= 0 or self.follows_title(rest))
            return end
        if title >= 0 and head > rest:
            start = rest
        if head < end - 1 and self._person_span(head + 1, end, titled=self.follows_title(start)):
            self._add(start, head + 1, organisation_kind(self.text(start, head + 1)))
            self._read_person(head + 1, end, titled=True)
            return end
        stop = self._linked(end) if head == end - 1 else head + 1
        if rest == start and head > start:
            start = self._joined(start)
        self._add_organisation(start, stop, head)
        is_firm = head > start and stop == head + 1 and self.tokens[head].low in words("firm_word")
        if is_firm and self.found and self.found[-1].start == self.tokens[start].start:
            self.told.append(self.found[-1])
        return max(stop, end)

    def _is_person_before(self, start: int, head: int) -> bool:
        """Whether the organisation word only closes a personal name (Emily Post, Jeff Sessions, mayor Ada Steel)."""
        low = self.tokens[head].low
        if not is_given_name(self.tokens[start].low) or head - start not in (1, 2):
            return False
        is_middle = head - start == 1 or is_initial(self.tokens[start + 1])
        is_surname = low in words("surname_word") or low in words("media")
        return is_middle and (is_surname or (low in words("firm_word") and self.follows_title(start)))

    def _organisation_before(self, start: int, end: int) -> None:
        head = max((i for i in range(start, end) if self.is_organisation_word(i)), default=-1)
        while start < head and role_class(self.tokens[start].low):  # "Chief Cabinet Secretary"
            start += 1
        if head > start and not any(is_given_name(self.tokens[i].low) for i in range(start, head)):
            self._add_organisation(start, head + 1, head)

    def _add_organisation(self, start: int, end: int, head: int) -> None:
        if end - start == 1 and not self._stands_alone(head):
            return
        if self._is_described_party(start, end):
            return
        self._add(start, end, organisation_kind(self.text(start, end)))

    def _is_gerund(self, start: int, end: int) -> bool:
        """Whether a capital opens the sentence, not a name: "Bashing Trump may be job one"."""
        low = self.tokens[start].low
        opens = not any(token.text[0].isalnum() for token in self.tokens[:start])
        is_gerund = len(low) > len("bring") and low.endswith("ing") and not is_given_name(low)
        return opens and end - start == 2 and is_gerund and not self.cover[start] and self.is_surname(start + 1)

    def _is_described_party(self, start: int, end: int) -> bool:
        """Whether a capital opens the sentence, not a name: "Supportive Democrats", unlike "House Democrats"."""
        match = self.cover[end - 1]
        if start or end != 2 or match is None or match.actor.kind != "party" or self.is_organisation_word(0):
            return False
        return match.span.start == self.tokens[1].start and match.surface.removesuffix("s") in match.actor.aliases

    def _stands_alone(self, index: int) -> bool:
        """Whether one capitalised word is an organisation: Reuters, the Senate."""
        low = self.tokens[index].low
        if low in words("media"):
            return True
        # "The Government" is a state's, which the article has to tell.
        return index > 0 and low in words("organisation_state") - words("state_alone") and low not in self.ordinary

    def _linked(self, end: int) -> int:
        """End of an organisation's name with its of-phrase: Ministry of Foreign Affairs."""
        stop = end
        for _ in range(3):
            after = stop
            while (
                after < len(self.tokens) and after - stop < 2 and self.tokens[after].low in words("organisation_link")
            ):
                after += 1
            is_link = after > stop and after < len(self.tokens) and self.tokens[stop].low not in ("in", "to", "the")
            if not is_link or not self.opens(after) or self._is_title_behind(after):
                return stop
            if self.tokens[after].low in words("calendar") | words("short_month") or self.tokens[end - 1].low in words(
                "group"
            ):
                return stop
            if self.tokens[stop].low in ("and", "&") and not self._joins_name(stop, after, end):
                return stop
            tail = after + 1
            while (step := self.continues(tail)) > 0 and not self._is_title_behind(tail):
                tail += step
            is_members = self.tokens[tail - 1].low in words("group") or self.tokens[tail - 1].low == "staff"
            is_body = self.is_organisation_word(tail - 1) or is_members
            if is_given_name(self.tokens[after].low) and tail - after > 1 and not is_body:
                return stop
            stop = tail
        return stop

    def _joined(self, start: int) -> int:
        """Where a body's name begins whose first half "and" joins: the Harbour and Carriers' Union."""
        last = start - 2
        first = first_of_joined(self.tokens, last)
        is_joined = first > 0 and self.tokens[start - 1].low == "and" and self.tokens[first - 1].low in ("the", "a")
        is_field = is_joined and self.tokens[last].low in words("firm_word") | words("portfolio")
        is_word = is_joined and self.tokens[last].is_capitalised
        is_word = is_word and (is_field or not self.is_organisation_word(last))
        return first if is_word and not (self.cover[last] or self.is_acronym(self.tokens[last])) else start

    def _is_title_behind(self, index: int) -> bool:
        """Whether a role word is somebody's title, not whom a body is of: the Association of Federal Judges."""
        low = self.tokens[index].low
        return bool(role_class(low)) and not (low.endswith("s") or low in _MEMBERS)

    def _joins_name(self, link: int, after: int, end: int) -> bool:
        """Whether ``and`` goes on with the name: only inside an of-phrase, before a field of work."""
        return link > end and (self.tokens[after].low in words("portfolio") or begins_field(self.tokens, after))

    def _read_person(self, start: int, end: int, titled: bool) -> None:
        while end - start > 1 and self.tokens[end - 1].low in words("calendar") and not self.is_may(end - 1):
            end -= 1
        span = self._person_span(start, end, titled)
        if span and self._is_of_a_member(*span, titled):
            self._add(*span, "party" if self.word(span[1]) in words("legislator_role") else "organisation")
            self.told.append(self.found[-1])
        elif span:
            self._add(*span, "person")
        elif end - start == 1:
            self._read_single(start)

    def _is_of_a_member(self, start: int, end: int, titled: bool) -> bool:
        """Whether the name is of whom somebody is, not his: "the Fuerza Popular legislator"."""
        is_name = end - start > 1 and not titled and not is_given_name(self.tokens[start].low)
        is_member = role_class(self.word(end)) in ("legislator", "head", "spokes") and self.tokens[end].text.islower()
        before = self.word(start - 1)
        is_set_in = before in ("the", "a", "an") or (before.islower() and self.word(start - 2) in ("the", "a", "an"))
        return is_name and is_member and is_set_in

    def _read_single(self, index: int) -> None:
        token = self.tokens[index]
        if self.is_acronym(token):
            is_short = len(token.text.rstrip("s")) < 3 or "." in token.text
            if not (is_short or self._shouted_near(index) or self.cover[index]):
                self._add(index, index + 1, "organisation")
        elif self._may_be_single(index):
            is_located = index > 0 and self.tokens[index - 1].low in words("place_preposition")
            self.singles.append(Single(token, self._reports(index), is_located))

    def _may_be_single(self, index: int) -> bool:
        token = self.tokens[index]
        if self.is_national_surname(index):
            return True
        return not (self.cover[index] or self.is_ordinary(index) or self.is_acronym(token)) and len(token.text) > 1

    def _reports(self, index: int) -> bool:
        """Whether an unknown word beside a verb of speech may be taken for a speaker."""
        token = self.tokens[index]
        if (
            token.low in self.ordinary
            or "'" in token.low[2:]
            or (index > 0 and self.tokens[index - 1].text[0].isdigit())  # the 6th Circuit
            or (index == 0 and token.low.endswith(("s", "ing", "ed")) and not is_given_name(token.low))
        ):
            return False
        following = self.tokens[index + 1].low if index + 1 < len(self.tokens) else ""
        before = self.tokens[index - 1].low if index else ""
        return following in words("speech_verb") or before in words("speech_verb")

    def _person_span(self, start: int, end: int, titled: bool) -> tuple[int, int] | None:
        """The personal name in ``[start, end)``, or None if there is none by shape."""
        stripped = False
        while start < end - 1 and self._is_modifier(start):
            if self.tokens[start].low in words("place_first") and not titled:  # San Pedro Sula
                return None
            start, stripped = start + 1, True
        stop = start
        while stop < end and self._is_name_word(stop, first=stop == start, titled=titled):
            stop += 1
        while (
            stop > start and self.tokens[stop - 1].low in words("particle") and not self.tokens[stop - 1].is_capitalised
        ):
            stop -= 1
        length = sum(self.tokens[i].low not in words("suffix") for i in range(start, stop))
        if not length or stop - start > _MAX_NAME_WORDS or self.is_gazetteer(start, stop):
            return None
        if length == 1:
            return (start, stop) if titled and stop == end and self.is_surname(start) else None
        if titled or self._begins_with_given_name(start):
            return start, stop
        if stripped or stop < end or length > 4 or self._is_place(start, stop):
            return None
        is_plain = all(self._is_plain(i) for i in range(start, stop))
        return (start, stop) if is_plain else None

    def _is_modifier(self, index: int) -> bool:
        """Whether a leading word only describes the person: Republican, Iranian, State."""
        low = self.tokens[index].low
        if is_given_name(low) or is_initial(self.tokens[index]):
            return False
        if self._is_sure(index):
            return False
        match = self.cover[index]
        is_word = low in words("not_person") or low in words("portfolio") or low in words("modifier")
        return bool(match) or is_word or low in self.ordinary or self.is_acronym(self.tokens[index])

    def _is_sure(self, index: int) -> bool:
        """Whether a word begins a name, whatever else it is: "Rep. Dutch", "Do Mi-kyung", "striker Sunday Ekpo"."""
        is_small = is_small_surname(self.tokens, index)
        return is_small or self._is_behind_short_title(index) or self.is_named_after_a_day(index)

    def _is_behind_short_title(self, index: int) -> bool:
        """Whether "Rep.", "Mr." or the like stands before: "Rep. Dutch Ruppersberger" is no Dutchman."""
        before = self.tokens[index - 1] if index else None
        return before is not None and before.text.endswith(".") and bool(role_class(before.low))

    def _is_name_word(self, index: int, first: bool, titled: bool) -> bool:
        token = self.tokens[index]
        low = token.low
        if any(low in words(category) for category in ("surname_word", "suffix", "particle")) or is_initial(token):
            return True
        if not first and (low in words("media") or self.is_national_surname(index)):
            return True
        if (first and (is_given_name(low) or self._is_sure(index))) or (
            not first and is_inner_name(self.tokens, index)
        ):
            return True
        if low in words("not_person") or low in words("function") or self.is_organisation_word(index):
            return False
        if "-" in low and low.rpartition("-")[2] in words("compound_tail"):
            return False
        return titled or not self.is_acronym(token)

    def _is_plain(self, index: int) -> bool:
        """Whether a word without a given name before it can still belong to a person's name."""
        token = self.tokens[index]
        if token.low in words("particle") or token.low in words("suffix") or is_initial(token):
            return True
        if is_inner_name(self.tokens, index):
            return True
        return not (
            token.low in self.ordinary
            or token.low in words("portfolio")
            or (token.low in words("surname_word") and token.low in words("not_person"))
            or self.cover[index]
            or self.is_acronym(token)
        )

    def _begins_with_given_name(self, start: int) -> bool:
        if is_initial(self.tokens[start]) or is_small_surname(self.tokens, start):
            return True
        low = self.tokens[start].low
        is_place = (
            self.cover[start] is not None and start > 0 and self.tokens[start - 1].low in words("place_preposition")
        )
        return is_given_name(low) and not is_place

    def _is_place(self, start: int, stop: int) -> bool:
        """Whether the neighbours make a place of it: "in Palo Alto", "Palo Alto, California"."""
        if start and self.tokens[start - 1].low in words("place_preposition"):
            return True
        is_listed = stop + 1 < len(self.tokens) and self.tokens[stop].text == "," and self.cover[stop + 1] is not None
        is_owner = stop + 2 < len(self.tokens) and self.tokens[stop + 2].low == "'s"
        return is_listed and not is_owner and self.tokens[stop + 1].is_capitalised

    def _shouted_near(self, index: int) -> bool:
        if self.tokens[index].low.rstrip("s") in words("acronym_stop") or self.tokens[index].low in self.ordinary:
            return True
        beside = (self.tokens[i] for i in (index - 1, index + 1) if 0 <= i < len(self.tokens))
        return any(token.text.isalpha() and token.text.isupper() and len(token.text) > 1 for token in beside)

    def _add(self, start: int, end: int, kind: ActorKind) -> None:
        self.found.append(Mention(self.tokens[start].start, self.tokens[end - 1].end, kind))
