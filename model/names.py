"""Names of people and organisations, found by their shape.

A stretch of capitalised words is a name; closed lists of titles, organisation
words, given names and ordinary words (``titles.csv``, ``given_names.csv``) say of
what. A name of one word counts where a title stands before it, where it reports
("Zarif said"), or where the article gives the full name elsewhere. Countries and
international bodies are the gazetteer's: a name found here yields to a gazetteer
match of the same or a greater extent, and outranks one that lies inside it
("Bank of England", "Michael Jordan").

Limits: English capitalisation only. Nothing is learned from context beyond the
neighbouring words, so that an unknown two-word product or event can pass as a
person; headlines and shouted lines yield only names that the article has elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from .body_names import (
    begins_field,
    closes_name,
    first_of_joined,
    is_adjective_of_body,
    is_ideal,
    is_owned_ideal,
    is_plural_of_members,
    is_region_first,
    owned_noun_at,
)
from .extents import with_extents
from .firms import with_firms
from .gazetteer import Gazetteer, GazetteerMatch
from .insistent import insistent_names
from .lexicon import Token, begins_anew, is_given_name, is_titled, nouns_of_bodies, role_class, tokenize, words
from .not_actors import without_datelines, without_things
from .places import without_places
from .records import ActorKind, Article, Mention, Sentence, Span
from .small_words import is_inner_name, is_small_surname, small_surnames, surnames_alone
from .told import LINKS, overlaps_any, with_short_acronyms, with_told

__all__ = [
    "find_names",
    "matches_by_line",
    "merge_names",
    "name_keys",
    "organisation_kind",
    "read_names",
    "surname_key",
]

# The longest personal name taken by shape, particles and suffix included.
_MAX_NAME_WORDS = 6
# Shorter words between first name and surname are particles and initials.
_MIN_INNER_NAME = 4
# Plurals that bodies are named by, with "'s": the Women's League, the Fishermen's Union.
_PLURALS = ("men", "people", "children")
# Behind a name: "'s" and two words.
_NEXT_WORDS = re.compile(r"(?:['’]s)? ([\w-]+)(?: ([\w-]+))?")
_LOWER_WORD = re.compile(r"(?<![\w-])[^\W\dA-Z_][\w-]*")
_LONE_CAPITAL = re.compile(r"(?:(?<=[a-z,;:] )|(?<![\w-] )(?<![\w.-]))([A-Z][\w]+)(?![\w-])(?! [A-Z])")
#: A source up to the end of the capitals that head it, behind an article and words in small letters.
_HEAD_OF_SOURCE = re.compile(
    r"(?:[Tt]he|[Aa]n?)?\s*(?P<before>(?:[a-z][a-z-]+\s+){0,2})"
    r"(?P<name>[^\W\d_a-z][\w&.-]*(?:\s+(?:of|for|de|du|del|la|le|por|und|e)(?:\s(?:the|la|el|los|las))?(?=\s[^\W\d_a-z])|\s+[^\W\d_a-z][\w&.-]*)*)"
    r"(?=\s*(?:$|[,(]|\s(?:in|at|who|which|and)\s))"
)
_OPENS = re.compile(r"(?:^|[.!?:\n]|[\"“”'’)])\s*\Z")
_LONGEST_OPENING = 4
_MIN_SPEAKING = 3
#: Of whom bodies are, in the singular: the Forum for Migrant Dignity.
_MEMBERS = frozenset({"migrant", "refugee", "worker", "student", "farmer", "teacher", "player", "prisoner", "victim"})
#: First words that stand for many bodies.
_NO_SHORT_FORM = (
    "organisation", "organisation_state", "organisation_party", "organisation_armed", "media", "not_person", "modifier",
    "portfolio", "function", "group", "calendar",
)  # fmt: skip
#: Of these only who heads a body.
_OF_A_HEAD = frozenset("founded created leads led heads headed owns runs chairs".split())
#: They tell a party, of several words and behind an article.
_SIDES = frozenset({"opposition", "governing", "ruling"})
#: Words of a description behind a name.
_MAX_DESCRIPTION = 6
#: Before the noun that tells a body.
_BEFORE_A_BODY = frozenset({"the", "its", "their", "'s"})
#: What may follow it.
_BEHIND_A_DESCRIPTION = frozenset(
    ", . ; — – ) that which who whose of for in on at from with based representing behind owned run".split()
)
#: They tell a body before its name only: "Ana Petru, the opposition".
_NOT_AFTER_A_NAME = frozenset(
    "opposition governing ruling developer miner operator supplier maker brewer lender insurer".split()
)
#: What somebody does with a body that a noun only describes.
_OF_A_FOUNDER = frozenset(
    "founded created built owns owned runs ran leads led heads headed chairs chaired joined left controls controlled "
    "started launched bought represents represented".split()
)
#: Bodies of a town that news write small.
_LOCAL_BODIES = frozenset({"municipality", "council", "university", "polytechnic", "hospital", "prison"})
#: They tell a body right behind its name too; "the Trump company" is no company of that name.
_KINDS_BEHIND = frozenset({"union", "charity", "airline", "utility", "broadcaster"})
_CAPITAL_OF = frozenset({"human", "social", "political", "working", "venture", "intellectual", "the"})
_SENTENCE_ENDS = frozenset(".!?…\"”'’)")


def find_names(article: Article, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Mentions of people and organisations, without titles, sorted and disjoint.

    Args:
        article: the article.
        sentences: its sentences; nothing outside them is read.
        gazetteer: the known countries, bodies, groups and parties.

    Returns:
        Mentions of kind ``person``, ``organisation``, ``party`` or ``armed_group``
        with ``actor`` None. Spans are character offsets into ``article.text``.
    """
    lines = tokenize(article, sentences)
    return read_names(article.text, lines, matches_by_line(lines, gazetteer.find(article.text)))


def matches_by_line(lines: Sequence[Sequence[Token]], matches: Sequence[GazetteerMatch]) -> list[list[GazetteerMatch]]:
    """The gazetteer matches that lie inside each line; those outside all lines are left out."""
    ordered = sorted(matches, key=lambda match: match.span)
    result: list[list[GazetteerMatch]] = []
    index = 0
    for line in lines:
        inside: list[GazetteerMatch] = []
        while line and index < len(ordered) and ordered[index].span.start < line[-1].end:
            if ordered[index].span.start >= line[0].start:
                inside.append(ordered[index])
            index += 1
        result.append(inside)
    return result


def read_names(
    text: str, lines: Sequence[list[Token]], matches: Sequence[Sequence[GazetteerMatch]]
) -> tuple[Mention, ...]:
    """``find_names`` on what has been read already: tokens and gazetteer matches of each sentence."""
    ordinary = _lower_case_words(lines)
    found: list[Mention] = []
    told: list[Mention] = []
    singles: list[_Single] = []
    shouted: list[list[Token]] = []
    for line, known_actors in zip(lines, matches, strict=True):
        if _is_headline(line):
            shouted.append(line)
            continue
        reader = _LineReader(line, known_actors, ordinary)
        reader.read()
        found += reader.found
        told += reader.told
        singles += reader.singles
    surfaces = {match.surface for line in matches for match in line}
    found = with_told(text, found, told, lambda word: word not in surfaces and _may_be_short(word, ordinary))
    found = with_short_acronyms(text, found, matches)
    # "Flint said" is a town speaking if the article also has "in Flint".
    located = {s.token.low for s in singles if s.is_located}
    known = {s.token.low for s in singles if s.reports} - located
    for mention in found:
        if mention.kind == "person":
            name = text[mention.start : mention.end]
            # "in Orlando" is no Orlando Bloom; of his surname alone that is not asked.
            known |= name_keys(name) - (located - {surname_key(name)})
    # A speaker's name in capitals ("TAPPER:") looks like an acronym, a surname (Bloomberg) like a company.
    people = {text[m.start : m.end] for m in found if m.kind == "person"}
    full = {name for m in told if (name := text[m.start : m.end]) not in people}
    bodies = {text[m.start : m.end] for m in found if m.kind != "person"}
    known -= {name.lower() for name in bodies if name in full or any(each.startswith(f"{name} ") for each in full)}
    # "Solidarity" for Dockers' Solidarity
    aims = {low for name in bodies if " " in name and (low := name.split()[-1].lower()) in words("ideal")}
    found += [Mention(s.token.start, s.token.end, "organisation") for s in singles if s.token.low in aims]
    known -= aims
    found = [replace(m, kind="person") if text[m.start : m.end].lower() in known else m for m in found]
    found += [Mention(s.token.start, s.token.end, "person") for s in singles if s.token.low in known]
    surnames = small_surnames([text[m.start : m.end] for m in found if m.kind == "person"])
    for line in lines if surnames else ():
        found += [Mention(token.start, token.end, "person") for token in surnames_alone(line, surnames)]
    for line in shouted:
        found += _known_names(line, known)
    return _disjoint(found, [match for line in matches for match in line])


def merge_names(
    text: str,
    by_shape: Sequence[Mention],
    tagged: Sequence[Mention],
    matches: Sequence[GazetteerMatch],
    sources: Sequence[Span] = (),
) -> tuple[Mention, ...]:
    """Names found by shape, and of those that only a trained tagger found, people's full names and some bodies.

    A body is taken where it speaks or has a head ("Apple boss Tim Cook"), or where it comes again by its
    first word ("Wessmere Water", "Wessmere"). A name that shares a word with what the gazetteer knows
    ("Supportive Democrats") is none. Nothing else is taken from a tagger: other organisations, lone
    surnames, its kinds and its extents cost precision end to end, since it learnt its names from a
    silver layer.

    Args:
        text: the article.
        by_shape: as ``read_names`` gives them.
        tagged: of any kind, sorted and disjoint.
        matches: what the gazetteer knows in the text.
        sources: of the attributions.
    """
    by_shape = _supported(text, with_extents(text, by_shape, tagged, matches), tagged)
    ends = {source.start: source.end for source in sources}
    trusted = {
        text[name.start : name.end]
        for name in tagged
        if name.kind == "organisation"
        and _is_proper(text[name.start : name.end])
        and (_speaks(text, name, ends.get(name.start, 0)) or _has_a_head(text, name.end))
    }
    taken = sorted([*(mention.span for mention in by_shape), *(match.span for match in matches)])
    added: list[Mention] = []
    told: list[Mention] = []
    for name in tagged:
        is_new = not overlaps_any(taken, name.span)
        surface = text[name.start : name.end]
        # "Second Thomas Shoal" is no person.
        is_full = name.kind == "person" and " " in surface and surface.split()[-1].lower() not in _no_surnames()
        is_full &= surface[0].isupper()  # not "do Jacuí"
        if is_new and (is_full or (name.kind == "organisation" and surface in trusted)):
            added.append(_untitled(text, name) if is_full else name)
    taken = sorted([*taken, *(name.span for name in added)])
    # "Ellie Stubbs", whom only the tagger sees, comes again as "Stubbs".
    full_names = (text[name.start : name.end].split() for name in (*by_shape, *added) if name.kind == "person")
    surnames = {" ".join(parts[at:]) for parts in full_names for at in range(1, len(parts))}
    added += [
        name
        for name in tagged
        if name.kind == "person" and text[name.start : name.end] in surnames and not overlaps_any(taken, name.span)
    ]
    taken = sorted({*taken, *(name.span for name in added)})
    for source in sources:
        speaking = _speaking(text, source)
        if speaking.end > speaking.start and not overlaps_any(taken, speaking):
            added.append(Mention(speaking.start, speaking.end, organisation_kind(text[speaking.start : speaking.end])))
            told.append(added[-1])
    alone = _alone(text)
    salient = [name for name in tagged if name.kind == "organisation" and _is_salient(text, name, taken, alone)]
    every = with_told(text, [*by_shape, *added], [*told, *salient], lambda word: alone[word] > 1)
    every = without_places(text, with_firms(text, every), tagged, sources)
    # Whom the tagger takes for a person by one name is left out, unless a body is called so in full.
    votes = Counter((text[name.start : name.end], name.kind) for name in tagged)
    people = [name.span for name in tagged if name.kind == "person" and not _is_rather_a_body(text, name, votes)]
    taken = sorted([*(mention.span for mention in every), *(match.span for match in matches)])
    bodies = {text[mention.start : mention.end] for mention in every if mention.kind != "person"}
    lower = frozenset(_LOWER_WORD.findall(text))
    insistent = insistent_names(text, taken, people, bodies, lambda word: not _may_be_short(word, lower))
    every += [Mention(span.start, span.end, organisation_kind(span.of(text))) for span in insistent]
    return _disjoint(without_things(text, without_datelines(text, every)), matches)


def _untitled(text: str, name: Mention) -> Mention:
    """A person's full name without an occupation before it: "Dairyman Orville Haack"."""
    first, *rest = re.finditer(r"\S+", text[name.start : name.end])
    low = first.group().lower()
    is_occupation = low in words("modifier") or bool(role_class(low))
    return replace(name, start=name.start + rest[0].start()) if is_occupation and len(rest) > 1 else name


def _is_rather_a_body(text: str, name: Mention, votes: Mapping[tuple[str, str], int]) -> bool:
    """Whether a tagger takes what is somebody here more often for a body."""
    surface = text[name.start : name.end]
    return votes.get((surface, "organisation"), 0) > votes.get((surface, "person"), 0)


def _is_salient(text: str, name: Mention, taken: Sequence[Span], alone: Mapping[str, int]) -> bool:
    """Whether a body that only the tagger sees, of several words, comes again by its first one: Wessmere Water."""
    parts = text[name.start : name.end].split()
    is_free = not overlaps_any(taken, name.span)
    is_name = len(parts) > 1 and all(part[0].isupper() and part.isalpha() for part in parts)
    return is_free and is_name and alone[parts[0]] > 1


def _alone(text: str) -> Counter[str]:
    """How often each word that can be nothing but a name stands beside no other capitalised word."""
    lower = frozenset(_LOWER_WORD.findall(text))
    counted = Counter(_LONE_CAPITAL.findall(text))
    return Counter({word: count for word, count in counted.items() if _may_be_short(word, lower)})


def _is_proper(name: str) -> bool:
    """Whether a name ends in a capitalised word and is no adjective: neither "Africa bureau" nor "European"."""
    return name.split()[-1][0].isupper() and name.lower() not in words("not_person")


def _speaks(text: str, name: Mention, source_end: int) -> bool:
    """Whether a source is the name, with nothing or a description behind it: "Spotify, the Swedish company,"."""
    return name.end <= source_end and text[name.end : source_end][:1] in ("", ",", "(")


def _speaking(text: str, source: Span) -> Span:
    """The capitals that head a source of which nothing else tells a name: "The League, a partner"; empty for none.

    What opens a sentence is none if it stands there alone ("Critics said"), unless it comes again in one or a
    description follows ("Fifpro, the players' union,").
    """
    nothing = Span(source.start, source.start)
    match = _HEAD_OF_SOURCE.match(text, source.start, source.end)
    if match is None:
        return nothing
    name = match["name"]
    opens = match.start("name") == source.start and _OPENS.search(
        text, max(source.start - _LONGEST_OPENING, 0), source.start
    )
    is_described = text[match.end() : match.end() + 2] in (", ", " (")
    is_told = not opens or " " in name or is_described
    if not is_told and re.search(rf"[a-z,] {re.escape(name)}\b", text) is None:
        return nothing
    lows = name.lower().split()
    before = match["before"].split()
    is_other = any(low in words("function") or role_class(low) for low in before) or is_given_name(lows[0])
    is_kind = len(lows) == 1 and lows[0] in words("organisation") | words("organisation_state")
    is_other = is_other or (is_kind and not is_described)
    is_other = is_other or any(low in words("function") or role_class(low) or low in words("calendar") for low in lows)
    is_other = is_other or lows[0] in words("not_person") or lows[-1] in words("group") or len(name) < _MIN_SPEAKING
    return nothing if is_other else Span(match.start("name"), match.end("name"))


def _has_a_head(text: str, end: int) -> bool:
    """Whether one of the next two words is an office: "TikTok Chief Executive", "Boeing's safety chief"."""
    following = _NEXT_WORDS.match(text, end)
    return following is not None and any(
        role_class(word.lower()) in ("state", "head", "spokes") for word in following.groups() if word
    )


def _supported(text: str, by_shape: Sequence[Mention], tagged: Sequence[Mention]) -> list[Mention]:
    """What has the shape of a name, without names that only their shape tells and that the tagger nowhere sees.

    "Optional Protocols" and "TDM" are no actors. Names that begin with a given name or stand
    behind a title, that have a word of organisations or that are one word are certain
    enough by themselves.
    """
    starts = [mention.start for mention in tagged]
    seen: set[str] = set()
    doubtful: set[str] = set()
    for mention in by_shape:
        name = text[mention.start : mention.end]
        near = tagged[max(bisect_right(starts, mention.start) - 1, 0) : bisect_left(starts, mention.end)]
        if any(mention.span.overlaps(other.span) for other in near):
            seen.add(name)
        first = name.split()[0].lower()
        has_title = is_titled(text, mention.start)
        by_shape_alone = mention.kind == "person" and " " in name and not is_given_name(first) and not has_title
        if by_shape_alone or (mention.kind == "organisation" and name.isupper() and " " not in name):
            doubtful.add(name)
    return [mention for mention in by_shape if text[mention.start : mention.end] not in doubtful - seen]


def _no_surnames() -> frozenset[str]:
    """Last words of a name that is nobody's: of places, deeds and things."""
    return words("not_person") - words("surname_word")


def organisation_kind(name: str) -> ActorKind:
    """Kind of an organisation by the words of its name: party, armed group or other organisation."""
    lows = name.lower().replace(".", "").split()
    if any(low in words("organisation_party") for low in lows):
        return "party"
    if any(low in words("organisation_armed") for low in lows):
        return "armed_group"
    return "organisation"


def surname_key(name: str) -> str:
    """The word of a full name that stands for it later, in lower case, without particle or suffix."""
    parts = [part for part in name.lower().replace("’", "'").split() if part not in words("suffix")]
    if not parts:
        return ""
    head, hyphen, rest = parts[-1].partition("-")
    return rest if hyphen and head in words("particle") else parts[-1]


#: What stands before the apostrophe in "I've", "We're", "Don't": no names.
_CONTRACTED = frozenset(
    "i we you he she it they that this there here who what where when how why let don doesn didn isn aren wasn weren "
    "hasn haven hadn won wouldn can couldn shouldn ain y'all".split()
)


class _Single(NamedTuple):
    """A capitalised word on its own: whether a verb of speech is beside it, or "in" and the like before it."""

    token: Token
    reports: bool
    is_located: bool


class _LineReader:
    """Reads the names of one sentence.

    Attributes:
        found: mentions that are certain by shape.
        told: those of them that a noun beside them tells.
        singles: words that are names only if the article says so elsewhere.
    """

    def __init__(self, line: list[Token], matches: Sequence[GazetteerMatch], ordinary: frozenset[str]) -> None:
        self.line = line
        self.ordinary = ordinary
        self.found: list[Mention] = []
        self.told: list[Mention] = []
        self.singles: list[_Single] = []
        self.cover: list[GazetteerMatch | None] = _cover(line, matches)

    def read(self) -> None:
        """Fill ``found``, ``told`` and ``singles``."""
        resume = 0
        for start, end in self._runs():
            if max(start, resume) < end:
                resume = self._read_run(max(start, resume), end)

    # Runs of capitalised words

    def _runs(self) -> Iterator[tuple[int, int]]:
        index = 0
        while index < len(self.line):
            if not self._opens(index):
                index += 1
                continue
            end = index + 1
            while (step := self._continues(end)) > 0:
                end += step
            yield index, end
            index = end

    def _opens(self, index: int) -> bool:
        token = self.line[index]
        head, apostrophe, _ = token.low.partition("'")
        is_function = token.low in words("function") or bool(apostrophe and head in _CONTRACTED)
        return (token.is_capitalised and not is_function) or self._is_may(index)

    def _is_may(self, index: int) -> bool:
        """Words such as Will and May are names after a given name or title, or before a surname."""
        token = self.line[index]
        if is_small_surname(self.line, index) or self._is_named_after_a_day(index) or is_inner_name(self.line, index):
            return True
        if not token.is_capitalised or (token.low not in words("surname_word") and not is_given_name(token.low)):
            return False
        if index and (is_given_name(self.line[index - 1].low) or role_class(self.line[index - 1].low)):
            return True
        following = self.line[index + 1] if index + 1 < len(self.line) else None
        return bool(
            is_given_name(token.low)
            and following
            and following.is_capitalised
            and following.low not in self.ordinary
            and not role_class(following.low)
            and not self.cover[index + 1]
        )

    def _is_named_after_a_day(self, index: int) -> bool:
        """Whether a day or month between an office in small letters and a surname is a name: "striker Sunday Ekpo"."""
        if not index or index + 1 >= len(self.line) or self.line[index].low not in words("calendar"):
            return False
        before, following = self.line[index - 1], self.line[index + 1]
        is_office = before.text.islower() and bool(role_class(before.low)) and self.line[index].is_capitalised
        is_surname = following.is_capitalised and following.low not in words("calendar") and self._is_surname(index + 1)
        return is_office and is_surname

    def _continues(self, index: int) -> int:
        """How many further words from ``index`` belong to the run that ends there; 0 if none."""
        if index >= len(self.line) or self.line[index].start - self.line[index - 1].end > 1:
            return 0
        if self._opens(index) or closes_name(self.line, index):
            return 1
        if self.line[index].text in ("'", "’") and index + 1 < len(self.line):  # the Farmers' Union
            following = self.line[index + 1]
            if self._is_inside_a_name(index):  # Mary Achieng' Owuor
                return 2
            is_name = following.is_capitalised and (self._is_organisation_word(index + 1) or is_ideal(following.low))
            return 2 if is_name and following.start - self.line[index].end == 1 else 0
        if self._is_plural_owner(index):  # the Fishermen's Union
            return 2
        if self.line[index].text == "&" and index + 1 < len(self.line) and self._opens(index + 1):  # Quill & Dane Rail
            return 2
        for length in (1, 2):
            after = index + length
            if after >= len(self.line) or self.line[after - 1].low not in words("particle"):
                return 0
            if self._opens(after):
                return length + 1
        return 0

    def _is_inside_a_name(self, index: int) -> bool:
        """Whether an apostrophe at ``index`` belongs to a personal name and is no owner's: Mary Achieng' Owuor."""
        if index < 2 or self.line[index].start > self.line[index - 1].end:
            return False
        before, following = self.line[index - 1], self.line[index + 1]
        is_gap = following.start - self.line[index].end == 1 and following.is_capitalised
        is_name = is_given_name(self.line[index - 2].low) and self.line[index - 2].is_capitalised
        return is_gap and is_name and before.is_capitalised and not before.low.endswith(("s", "x", "z"))

    def _is_plural_owner(self, index: int) -> bool:
        """Whether the "'s" at ``index`` stands in a body's name: Women's League, Children's Aid Society."""
        if self.line[index].low != "'s" or not self.line[index - 1].low.endswith(_PLURALS):
            return False
        capitals = takewhile(lambda i: self.line[i].is_capitalised, range(index + 1, len(self.line)))
        return any(self._is_organisation_word(i) for i in capitals)

    # One run

    def _read_run(self, start: int, end: int) -> int:
        """Read the run ``[start, end)``; returns the token index at which to go on."""
        while end - start > 1 and self.line[start].low in words("calendar") and not self._is_may(start):
            start += 1
        if self._is_gerund(start, end):
            start += 1
        behind_noun = self._end_behind_noun(start, end)
        if behind_noun:
            self._add(start, behind_noun, organisation_kind(self._text(start - 1, behind_noun)))
            self.told.append(self.found[-1])
            return behind_noun
        local = self._end_of_local_body(start, end)
        if local:
            self._add(start, local, "organisation")
            return local
        if is_plural_of_members(self.line, start, end) and end + 1 < len(self.line) and self._goes_on(end):
            stop = end + 2
            while (step := self._continues(stop)) > 0:
                stop += step
            if self._is_described_behind(stop):
                self._add(start, stop, organisation_kind(self._text(start, stop)))
                self.told.append(self.found[-1])
                return stop
        if self._is_told_beside(start, end):
            self._add(start, end, organisation_kind(self._text(start, end)))
            self.told.append(self.found[-1])
            return end
        title = max((i for i in range(start, end) if self._is_title_at(i, end)), default=-1)
        rest = start if title < 0 else title + 1
        if rest == end:
            self._organisation_before(start, end)
            return end
        heads = (i for i in range(rest, end) if self._is_organisation_word(i) or is_owned_ideal(self.line, i))
        head = max(heads, default=-1)
        if head < 0 or self._is_person_before(rest, head):
            if title > start:
                self._organisation_before(start, title)
            self._read_person(rest, end, titled=title >= 0 or self._follows_title(rest))
            return end
        if title >= 0 and head > rest:
            start = rest
        if head < end - 1 and self._person_span(head + 1, end, titled=self._follows_title(start)):
            self._add(start, head + 1, organisation_kind(self._text(start, head + 1)))
            self._read_person(head + 1, end, titled=True)
            return end
        stop = self._linked(end) if head == end - 1 else head + 1
        if rest == start and head > start:
            start = self._joined(start)
        self._add_organisation(start, stop, head)
        is_firm = head > start and stop == head + 1 and self.line[head].low in words("firm_word")
        if is_firm and self.found and self.found[-1].start == self.line[start].start:
            self.told.append(self.found[-1])
        return max(stop, end)

    def _end_of_local_body(self, start: int, end: int) -> int:
        """Where a town's body ends whose noun is in small letters: "Norrvik municipality", "Leeds city council"."""
        stop = end + 1 if self._word(end) in ("city", "town", "county", "district", "state", "borough") else end
        is_local = self._word(stop) in _LOCAL_BODIES and self.line[stop].text.islower()
        is_town = not any(self._is_organisation_word(i) or self.cover[i] for i in range(start, end))
        is_town = is_town and not (
            is_given_name(self.line[start].low) or any(role_class(self._word(i)) for i in range(start, end))
        )
        opens_alone = start == 0 and end - start == 1 and self._is_ordinary(start)
        is_end = begins_anew(self._word(stop + 1))
        return stop + 1 if is_local and is_town and is_end and not opens_alone else 0

    def _end_behind_noun(self, start: int, end: int) -> int:
        """Where a body's name ends that a noun before it tells: "the student group University in Blockade"; 0 if none.

        Nobody's name ("the party Nadia Rivas leads"), and one word only behind a described noun or one without an
        article: "the separatist party Junts", "ferry operator Kessler". In French and its sisters the noun begins
        the name: "Compagnie Bleue".
        """
        if self.line[start].low in words("body_first"):
            return end if end - start > 1 else 0
        if self.line[start].low in words("club_first") and end - start > 1:
            is_titled = any(role_class(self.line[i].low) or self._is_ordinary(i) for i in range(start + 1, end))
            return 0 if is_titled or self._is_gazetteer(start, end) else end
        if not start or self.line[start - 1].low not in nouns_of_bodies() or self.line[start - 1].is_capitalised:
            return 0
        stop = end
        while stop + 1 < len(self.line) and self._goes_on(stop):
            stop += 1
            while (step := self._continues(stop + 1)) > 0:
                stop += step
            stop += 1
        before = self.line[start - 2].low if start > 1 else ""
        # "the teachers' union Sindesul" tells as much as "ferry operator Kessler".
        is_told_whose = (
            before == "'s" and start > 2 and self.line[start - 3].low in words("plural_role") | words("group")
        )
        has_article = not is_told_whose and (not before[:1].isalpha() or before in words("function"))
        is_side = self.line[start - 1].low in _SIDES
        is_bare = end - start < 2 and (has_article or is_side)
        following = self.line[stop].low if stop < len(self.line) else ""
        # "the company Elon Musk founded", "the ruling coalition Kowalski leads"
        is_made = following in _OF_A_FOUNDER and (has_article or following in _OF_A_HEAD)
        # "The crane operator Dzmitry Hrod, 52, fell", "after the ruling Kowalski said"
        is_person = following == "," and self._is_aged(stop + 1)
        is_person |= is_side and before not in ("the", "a", "an")
        return 0 if is_bare or is_made or is_person or not self._may_be_told(start, stop) else stop

    def _goes_on(self, stop: int) -> bool:
        """Whether a body's name goes on with "of" or "for", or with "in" behind a word for a body.

        Not with a country or a month: "the retailer Kessler Stores in Germany", "the airline Zuma Air in March".
        """
        link, after = self.line[stop].low, self.line[stop + 1]
        is_link = link in LINKS and (link != "in" or self._is_organisation_word(stop - 1))
        return is_link and self._opens(stop + 1) and not self.cover[stop + 1] and after.low not in words("calendar")

    def _is_aged(self, index: int) -> bool:
        """Whether an age or "who" follows, which a body has not."""
        return index < len(self.line) and (self.line[index].text[0].isdigit() or self.line[index].low == "who")

    def _is_told_beside(self, start: int, end: int) -> bool:
        """Whether a noun behind a comma tells that a name is a body's, or one before a comma, or right behind the name.

        "Zuma Air, a budget airline, sued"; "Kessler, one of Germany's oldest makers of gearboxes,"; "the regulator,
        Ofwat, sued"; "Brazil's main union, the Frente Sul, sued"; "the IG Metall union said".
        """
        is_behind = self._is_described_behind(end)
        has_article = start > 0 and end - start > 1 and self.line[start - 1].low == "the"
        comma = start - 2 if has_article else start - 1
        noun = comma - 1
        is_before = (
            noun > 0
            and self.line[comma].text == ","
            and self.line[noun].text in nouns_of_bodies()
            and any(self.line[i].low in ("the", "its", "their", "'s") for i in range(max(noun - 3, 0), noun))
            and (end == len(self.line) or self.line[end].text in (",", ".", ";"))
            and not self._is_aged(end + 1)
            and not (self._is_of_office(noun) and (end - start > 1 or is_given_name(self.line[start].low)))
        )
        if is_region_first(self.line, start, end) and not any(self.cover[start:end]):
            return not any(self._is_title_at(i, end) for i in range(start, end))
        is_kind_behind = (
            start > 0
            and self.line[start - 1].low == "the"
            and end < len(self.line)
            and self.line[end].text in _KINDS_BEHIND
            and begins_anew(self.line[end + 1].low if end + 1 < len(self.line) else "")
        )
        return (is_behind or is_before or is_kind_behind) and self._may_be_told(start, end)

    def _is_of_office(self, noun: int) -> bool:
        """Whether a noun only tells what somebody heads: "the chief of the oil company, Musa Danladi,"."""
        first = next((i for i in range(noun, max(noun - 4, 1), -1) if self.line[i].low in _BEFORE_A_BODY), 0)
        if self.line[first].low == "'s":  # "the leader of Kenya's opposition, Musa Danladi,"
            first -= 1
            while first > 1 and self.line[first - 1].is_capitalised:
                first -= 1
        return first > 1 and self.line[first - 1].low in ("of", "at") and bool(role_class(self.line[first - 2].low))

    def _is_described_behind(self, end: int) -> bool:
        """Whether ", a budget airline," or ", one of Germany's oldest makers of gearboxes," begins at ``end``."""
        if end + 2 >= len(self.line) or self.line[end].text != ",":
            return False
        if owned_noun_at(self.line, end) > 0:
            return True
        is_one_of = self.line[end + 1].low == "one" and self.line[end + 2].low == "of"
        if not is_one_of and self.line[end + 1].low not in ("a", "an", "the"):
            return False
        first = end + 3 if is_one_of else end + 2
        phrase = range(first, min(len(self.line), first + _MAX_DESCRIPTION))
        noun = next((i for i in phrase if not self._is_of_a_phrase(i, is_one_of)), phrase.stop) - 1
        if noun < first or self.line[noun].is_capitalised:
            return False
        low = self.line[noun].low.removesuffix("s") if is_one_of else self.line[noun].low
        following = self.line[noun + 1].low if noun + 1 < len(self.line) else ""
        # Not "Ada Quill, a company director,", "Ada Quill, the union's leader,".
        is_last = not following or following in _BEHIND_A_DESCRIPTION
        return is_last and low in nouns_of_bodies() and (is_one_of or low not in _NOT_AFTER_A_NAME)

    def _is_of_a_phrase(self, index: int, with_owner: bool) -> bool:
        low = self.line[index].low
        return (low[0].isalpha() and low not in words("function")) or (with_owner and low in ("'s", "the"))

    def _may_be_told(self, start: int, end: int) -> bool:
        """Whether a run may be a body's name: no title, given name, ordinary word or what the gazetteer knows."""
        is_name = is_given_name(self.line[start].low) and not any(map(self._is_organisation_word, range(start, end)))
        is_ordinary = end - start == 1 and (self._is_ordinary(start) or self.line[start].low in words("calendar"))
        is_titled = self._follows_title(start) or any(self._is_title_at(i, end) for i in range(start, end))
        return not (is_name or is_ordinary or is_titled or self._is_gazetteer(start, end))

    def _is_title_at(self, index: int, end: int) -> bool:
        low = self.line[index].low
        is_owner = index + 1 < end and (self.line[index + 1].text in ("'", "’") or self._is_plural_owner(index + 1))
        if not role_class(low) or is_owner or is_adjective_of_body(self.line, index):
            return False
        # Stephen King, Larry Prince: a title word that closes a name is part of it.
        is_surname = index == end - 1 and index > 0 and low in words("surname_word")
        return not (is_surname and is_given_name(self.line[index - 1].low))

    def _is_organisation_word(self, index: int) -> bool:
        low = self.line[index].low
        if low == "capital":  # "Vask Capital", not "the Capital" nor "Human Capital"
            return index > 0 and self._opens(index - 1) and self.line[index - 1].low not in _CAPITAL_OF
        return low in words("organisation") or low in words("organisation_state") or low in words("media")

    def _is_person_before(self, start: int, head: int) -> bool:
        """Whether the organisation word only closes a personal name (Emily Post, Jeff Sessions)."""
        low = self.line[head].low
        if not is_given_name(self.line[start].low) or head - start not in (1, 2):
            return False
        is_middle = head - start == 1 or _is_initial(self.line[start + 1])
        return is_middle and (low in words("surname_word") or low in words("media"))

    def _organisation_before(self, start: int, end: int) -> None:
        head = max((i for i in range(start, end) if self._is_organisation_word(i)), default=-1)
        while start < head and role_class(self.line[start].low):  # "Chief Cabinet Secretary"
            start += 1
        if head > start and not any(is_given_name(self.line[i].low) for i in range(start, head)):
            self._add_organisation(start, head + 1, head)

    def _add_organisation(self, start: int, end: int, head: int) -> None:
        if end - start == 1 and not self._stands_alone(head):
            return
        if self._is_described_party(start, end):
            return
        self._add(start, end, organisation_kind(self._text(start, end)))

    def _is_gerund(self, start: int, end: int) -> bool:
        """Whether a capital opens the sentence, not a name: "Bashing Trump may be job one"."""
        low = self.line[start].low
        opens = not any(token.text[0].isalnum() for token in self.line[:start])
        is_gerund = len(low) > len("bring") and low.endswith("ing") and not is_given_name(low)
        return opens and end - start == 2 and is_gerund and not self.cover[start] and self._is_surname(start + 1)

    def _is_described_party(self, start: int, end: int) -> bool:
        """Whether a capital opens the sentence, not a name: "Supportive Democrats", unlike "House Democrats"."""
        match = self.cover[end - 1]
        if start or end != 2 or match is None or match.actor.kind != "party" or self._is_organisation_word(0):
            return False
        return match.span.start == self.line[1].start and match.surface.removesuffix("s") in match.actor.aliases

    def _stands_alone(self, index: int) -> bool:
        """Whether one capitalised word is an organisation: Reuters, the Senate."""
        low = self.line[index].low
        if low in words("media"):
            return True
        # "The Government" is a state's, which the article has to tell.
        return index > 0 and low in words("organisation_state") - words("state_alone") and low not in self.ordinary

    def _linked(self, end: int) -> int:
        """End of an organisation's name with its of-phrase: Ministry of Foreign Affairs."""
        stop = end
        for _ in range(3):
            after = stop
            while after < len(self.line) and after - stop < 2 and self.line[after].low in words("organisation_link"):
                after += 1
            is_link = after > stop and after < len(self.line) and self.line[stop].low not in ("in", "to", "the")
            if not is_link or not self._opens(after) or self._is_title_behind(after):
                return stop
            if self.line[after].low in words("calendar") | words("short_month") or self.line[end - 1].low in words(
                "group"
            ):
                return stop
            if self.line[stop].low in ("and", "&") and not self._joins_name(stop, after, end):
                return stop
            tail = after + 1
            while (step := self._continues(tail)) > 0 and not self._is_title_behind(tail):
                tail += step
            if is_given_name(self.line[after].low) and tail - after > 1 and not self._is_organisation_word(tail - 1):
                return stop
            stop = tail
        return stop

    def _joined(self, start: int) -> int:
        """Where a body's name begins whose first half "and" joins: the Harbour and Carriers' Union."""
        last = start - 2
        first = first_of_joined(self.line, last)
        is_joined = first > 0 and self.line[start - 1].low == "and" and self.line[first - 1].low in ("the", "a")
        is_field = is_joined and self.line[last].low in words("firm_word") | words("portfolio")
        is_word = is_joined and self.line[last].is_capitalised
        is_word = is_word and (is_field or not self._is_organisation_word(last))
        return first if is_word and not (self.cover[last] or self._is_acronym(self.line[last])) else start

    def _is_title_behind(self, index: int) -> bool:
        """Whether a role word is somebody's title, not whom a body is of: the Association of Federal Judges."""
        low = self.line[index].low
        return bool(role_class(low)) and not (low.endswith("s") or low in _MEMBERS)

    def _joins_name(self, link: int, after: int, end: int) -> bool:
        """Whether ``and`` goes on with the name: only inside an of-phrase, before a field of work."""
        return link > end and (self.line[after].low in words("portfolio") or begins_field(self.line, after))

    def _follows_title(self, index: int) -> bool:
        """Whether the words before ``index`` are a title or an office: Secretary of State, spokesman."""
        if index and role_class(self.line[index - 1].low):
            return True
        # "The mayor of Gdynia" names nobody.
        is_of_a_town = index > 1 and self.line[index - 2].low in words("local_role")
        if is_of_a_town and self.line[index - 1].low == "of":
            return False
        for back in range(index - 1, max(-1, index - 9), -1):
            token = self.line[back]
            if token.low in ("of", "for") and back and role_class(self.line[back - 1].low):
                return True
            if not (
                token.is_capitalised
                or token.low in ("'s", "the", "and", "of", "for")
                or token.low in words("portfolio")
            ):
                return False
        return False

    # People

    def _read_person(self, start: int, end: int, titled: bool) -> None:
        while end - start > 1 and self.line[end - 1].low in words("calendar") and not self._is_may(end - 1):
            end -= 1
        span = self._person_span(start, end, titled)
        if span and self._is_of_a_member(*span, titled):
            self._add(*span, "party" if self._word(span[1]) in words("legislator_role") else "organisation")
            self.told.append(self.found[-1])
        elif span:
            self._add(*span, "person")
        elif end - start == 1:
            self._read_single(start)

    def _word(self, index: int) -> str:
        return self.line[index].low if 0 <= index < len(self.line) else ""

    def _is_of_a_member(self, start: int, end: int, titled: bool) -> bool:
        """Whether the name is of whom somebody is, not his: "the Fuerza Popular legislator"."""
        is_name = end - start > 1 and not titled and not is_given_name(self.line[start].low)
        is_member = role_class(self._word(end)) in ("legislator", "head", "spokes") and self.line[end].text.islower()
        before = self._word(start - 1)
        is_set_in = before in ("the", "a", "an") or (before.islower() and self._word(start - 2) in ("the", "a", "an"))
        return is_name and is_member and is_set_in

    def _read_single(self, index: int) -> None:
        token = self.line[index]
        if self._is_acronym(token):
            is_short = len(token.text.rstrip("s")) < 3 or "." in token.text
            if not (is_short or self._shouted_near(index) or self.cover[index]):
                self._add(index, index + 1, "organisation")
        elif self._may_be_single(index):
            is_located = index > 0 and self.line[index - 1].low in words("place_preposition")
            self.singles.append(_Single(token, self._reports(index), is_located))

    def _may_be_single(self, index: int) -> bool:
        token = self.line[index]
        return not (self.cover[index] or self._is_ordinary(index) or self._is_acronym(token)) and len(token.text) > 1

    def _reports(self, index: int) -> bool:
        """Whether an unknown word beside a verb of speech may be taken for a speaker."""
        token = self.line[index]
        if (
            token.low in self.ordinary
            or "'" in token.low[2:]
            or (index > 0 and self.line[index - 1].text[0].isdigit())  # the 6th Circuit
            or (index == 0 and token.low.endswith(("s", "ing", "ed")) and not is_given_name(token.low))
        ):
            return False
        following = self.line[index + 1].low if index + 1 < len(self.line) else ""
        before = self.line[index - 1].low if index else ""
        return following in words("speech_verb") or before in words("speech_verb")

    def _person_span(self, start: int, end: int, titled: bool) -> tuple[int, int] | None:
        """The personal name in ``[start, end)``, or None if there is none by shape."""
        stripped = False
        while start < end - 1 and self._is_modifier(start):
            if self.line[start].low in words("place_first") and not titled:  # San Pedro Sula
                return None
            start, stripped = start + 1, True
        stop = start
        while stop < end and self._is_name_word(stop, first=stop == start, titled=titled):
            stop += 1
        while stop > start and self.line[stop - 1].low in words("particle") and not self.line[stop - 1].is_capitalised:
            stop -= 1
        length = sum(self.line[i].low not in words("suffix") for i in range(start, stop))
        if not length or stop - start > _MAX_NAME_WORDS or self._is_gazetteer(start, stop):
            return None
        if length == 1:
            return (start, stop) if titled and stop == end and self._is_surname(start) else None
        if titled or self._begins_with_given_name(start):
            return start, stop
        if stripped or stop < end or length > 4 or self._is_place(start, stop):
            return None
        is_plain = all(self._is_plain(i) for i in range(start, stop))
        return (start, stop) if is_plain else None

    def _is_modifier(self, index: int) -> bool:
        """Whether a leading word only describes the person: Republican, Iranian, State."""
        low = self.line[index].low
        if is_given_name(low) or _is_initial(self.line[index]):
            return False
        if self._is_sure(index):
            return False
        match = self.cover[index]
        is_word = low in words("not_person") or low in words("portfolio") or low in words("modifier")
        return bool(match) or is_word or low in self.ordinary or self._is_acronym(self.line[index])

    def _is_sure(self, index: int) -> bool:
        """Whether a word begins a name, whatever else it is: "Rep. Dutch", "Do Mi-kyung", "striker Sunday Ekpo"."""
        is_small = is_small_surname(self.line, index)
        return is_small or self._is_behind_short_title(index) or self._is_named_after_a_day(index)

    def _is_behind_short_title(self, index: int) -> bool:
        """Whether "Rep.", "Mr." or the like stands before: "Rep. Dutch Ruppersberger" is no Dutchman."""
        before = self.line[index - 1] if index else None
        return before is not None and before.text.endswith(".") and bool(role_class(before.low))

    def _is_name_word(self, index: int, first: bool, titled: bool) -> bool:
        token = self.line[index]
        low = token.low
        if any(low in words(category) for category in ("surname_word", "suffix", "particle")) or _is_initial(token):
            return True
        if not first and low in words("media"):
            return True
        if (first and (is_given_name(low) or self._is_sure(index))) or (not first and is_inner_name(self.line, index)):
            return True
        if low in words("not_person") or low in words("function") or self._is_organisation_word(index):
            return False
        if "-" in low and low.rpartition("-")[2] in words("compound_tail"):
            return False
        return titled or not self._is_acronym(token)

    def _is_plain(self, index: int) -> bool:
        """Whether a word without a given name before it can still belong to a person's name."""
        token = self.line[index]
        if token.low in words("particle") or token.low in words("suffix") or _is_initial(token):
            return True
        if is_inner_name(self.line, index):
            return True
        return not (
            token.low in self.ordinary
            or token.low in words("portfolio")
            or (token.low in words("surname_word") and token.low in words("not_person"))
            or self.cover[index]
            or self._is_acronym(token)
        )

    def _is_surname(self, index: int) -> bool:
        low = self.line[index].low
        is_common = low in self.ordinary and low not in words("surname_word") and not is_given_name(low)
        is_office = low in words("portfolio") or low in words("modifier") or low in words("group")
        return not (is_common or is_office or self.cover[index] or self._is_acronym(self.line[index]))

    def _begins_with_given_name(self, start: int) -> bool:
        if _is_initial(self.line[start]) or is_small_surname(self.line, start):
            return True
        low = self.line[start].low
        is_place = (
            self.cover[start] is not None and start > 0 and self.line[start - 1].low in words("place_preposition")
        )
        return is_given_name(low) and not is_place

    def _is_place(self, start: int, stop: int) -> bool:
        """Whether the neighbours make a place of it: "in Palo Alto", "Palo Alto, California"."""
        if start and self.line[start - 1].low in words("place_preposition"):
            return True
        is_listed = stop + 1 < len(self.line) and self.line[stop].text == "," and self.cover[stop + 1] is not None
        is_owner = stop + 2 < len(self.line) and self.line[stop + 2].low == "'s"
        return is_listed and not is_owner and self.line[stop + 1].is_capitalised

    def _is_gazetteer(self, start: int, stop: int) -> bool:
        match = self.cover[start]
        return match is not None and match.span.end >= self.line[stop - 1].end

    def _is_ordinary(self, index: int) -> bool:
        low = self.line[index].low
        return (
            low in self.ordinary
            or low in words("function")
            or low in words("not_person")
            or low in words("portfolio")
            or low in words("modifier")
            or low in words("group")
            or ("-" in low and low.rpartition("-")[2] in words("compound_tail"))
            or bool(role_class(low))
            or self._is_organisation_word(index)
        )

    def _is_acronym(self, token: Token) -> bool:
        bare = token.text.rstrip("s").replace(".", "")
        is_name = _is_initial(token) or token.low in words("suffix")
        return 2 <= len(bare) <= 6 and bare.isupper() and bare.isalpha() and not is_name

    def _shouted_near(self, index: int) -> bool:
        if self.line[index].low.rstrip("s") in words("acronym_stop") or self.line[index].low in self.ordinary:
            return True
        beside = (self.line[i] for i in (index - 1, index + 1) if 0 <= i < len(self.line))
        return any(token.text.isalpha() and token.text.isupper() and len(token.text) > 1 for token in beside)

    def _text(self, start: int, end: int) -> str:
        return " ".join(token.text for token in self.line[start:end])

    def _add(self, start: int, end: int, kind: ActorKind) -> None:
        self.found.append(Mention(self.line[start].start, self.line[end - 1].end, kind))


def _is_initial(token: Token) -> bool:
    """Whether the token is one initial or two: J., J.R."""
    if token.text[0].isupper() and token.text[-1] == ".":
        return len(token.text) == 2 or (len(token.text) == 4 and token.low not in words("acronym_stop"))
    return False


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


def _lower_case_words(lines: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Words that the article also writes in lower case: ordinary words, wherever they are capitalised."""
    return frozenset(token.text for line in lines for token in line if token.text[0].islower())


def _is_headline(line: Sequence[Token]) -> bool:
    """Whether a line is in headline case or shouted, so that its capitals say nothing."""
    long_words = [token for token in line if len(token.text) > 3 and token.text[0].isalpha()]
    if len(long_words) > 1 and all(token.text.isupper() for token in long_words):
        return True
    if len(long_words) < 4 or line[-1].text in _SENTENCE_ENDS or line[-1].text == ":" or line[-1].text.endswith("."):
        return False
    return sum(token.text[0].isupper() for token in long_words) > 0.8 * len(long_words)


def name_keys(name: str) -> set[str]:
    """Words that can stand for a person whose full name has been read: surname, first name, "Lula" between them."""
    parts = name.lower().replace("’", "'").split()
    inner = {part for part in parts[1:-1] if len(part) >= _MIN_INNER_NAME and not is_given_name(part)}
    keys = ({surname_key(name), parts[0], parts[-1]} | inner) - {""} - words("suffix") - words("particle")
    return keys | small_surnames([name])


def _may_be_short(word: str, ordinary: frozenset[str]) -> bool:
    """Whether a body's first word may stand for it: no word, no given name, no kind of body, no adjective."""
    low = word.lower()
    is_word = low in ordinary or any(low in words(category) for category in _NO_SHORT_FORM)
    is_letters = low.replace("-", "").isalpha()
    return word[:1].isupper() and is_letters and not (is_word or is_given_name(low) or bool(role_class(low)))


def _known_names(line: Sequence[Token], known: set[str]) -> Iterator[Mention]:
    """Known names in a line whose capitals say nothing; neighbouring words join."""
    start: int | None = None
    end = 0
    for token in line:
        is_known = token.low in known and token.text[0].isupper() and token.low not in words("function")
        if start is not None and not (is_known and token.start - end == 1):
            yield Mention(start, end, "person")
            start = None
        if is_known:
            start, end = (token.start if start is None else start), token.end
    if start is not None:
        yield Mention(start, end, "person")


def _disjoint(found: list[Mention], matches: Sequence[GazetteerMatch]) -> tuple[Mention, ...]:
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
