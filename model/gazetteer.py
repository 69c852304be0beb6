"""Named actors in running text: states, their seats of power, bodies, parties and armed groups.

``actors.csv`` beside this file is a strict alias table written for this project. A form
counts only if it stands there letter for letter (also in capitals, for headlines and
datelines, and without its accents); nothing is matched fuzzily. ``lookalikes`` says when
a listed form is not that actor after all, each row with its reason.

Decisions a user should know:

* A country is an entry of ISO 3166-1, territories with a code of their own included.
  Kosovo has none; ``XKX`` is the user-assigned code that the EU and the World Bank use.
* Seats of power (the White House, the Pentagon, the Kremlin, the Bundestag) and capitals
  stand for the country; Brussels stands for the European Union. The form tells
  ``"metonym"`` from a mere ``"place"``. Jerusalem and Tel Aviv both occur in news for the
  Israeli government; that says nothing of their status.
* England counts as the United Kingdom. Scotland, Wales and Northern Ireland are places here; ``regions`` says where
  they act.
* A US state body (Congress, the FBI) and a party is its own actor, affiliated to its country.
  An armed group speaks for no country.
* "Korea" and "Korean" alone name neither Korea. "Congo", "Labour", "Congress" and
  other names with several owners go to the one whose country the article is about.

Limits: English only, surface patterns only. A person who bears a country's name and is
never introduced by a first name or title is taken for the country.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, cast
from unicodedata import combining, normalize

from .actor_table import ActorRow, ActorsFile, Form, built_in_rows, merged_rows
from .errors import ActorsFileError
from .lexicon import in_headline, is_given_name
from .lookalikes import (
    ABSTRACT,
    AMERICAN_OFFICE,
    BIRD,
    CLIPPED,
    COUNTRY_NOUN,
    DATELINE,
    FORENAMES,
    GEORGIA_COUNTRY,
    GEORGIA_STATE,
    GUARDS,
    LOCATIVE,
    LOOKALIKES,
    NO_GIVEN_NAME,
    NO_SURNAME,
    PLACE_AFTER,
    PLACE_BEFORE,
    SHARED,
    SINGULAR,
    SURNAMES,
    TITLES,
    Guard,
)
from .records import Actor, Span

__all__ = ["Form", "Gazetteer", "GazetteerMatch"]


@dataclass(frozen=True, slots=True)
class GazetteerMatch:
    """One actor named in a text.

    Attributes:
        span: where, in characters of the text that was searched, without a leading "the".
        actor: whom it names.
        form: ``name``; ``demonym`` ("Iranian", "Iranians"); ``metonym``, a capital or seat
            acting for the government; ``place``, a capital or seat as mere location.
        surface: ``text[span.start:span.end]``.
    """

    span: Span
    actor: Actor
    form: Form
    surface: str


class _Entry(NamedTuple):
    """What one alias means: an actor, several possible ones, or (a look-alike) none."""

    alias: str
    form: Form
    actor: Actor | None
    readings: tuple[tuple[str, str], ...] = ()
    guarded: bool = True


class _Hit(NamedTuple):
    start: int
    end: int
    entry: _Entry


# --- Text helpers -----------------------------------------------------------------------------------------------

_SAME_LENGTH: Final = {
    ord(char): replacement
    for replacement, chars in {
        "'": "\u2019\u2018\u02bc\u00b4",
        "-": "\u2010\u2011",
        " ": "\u00a0\u202f\u2009\t\r\f\v",
    }.items()
    for char in chars
}
_CONTEXT: Final = 80  # characters of left context that any pattern may need


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _ends(source: str, text: str, end: int) -> bool:
    """Whether ``text[:end]`` ends with ``source``."""
    return _pattern(f"(?:{source})\\Z").search(text[max(0, end - _CONTEXT) : end]) is not None


def _starts(source: str, text: str, start: int) -> bool:
    """Whether ``text[start:]`` starts with ``source``."""
    return _pattern(source).match(text, start) is not None


def _one_line(text: str) -> str:
    """``text``, same length, with plain quotes and spaces and lone line ends made spaces."""

    def line_end(match: re.Match[str]) -> str:
        return ("\n" if match.group().count("\n") > 1 else " ") * len(match.group())

    flat = text.translate(_SAME_LENGTH)
    return _pattern(r" *\n[ \n]*").sub(line_end, flat) if "\n" in flat else flat


def _single_spaced(flat: str) -> tuple[str, list[int]]:
    """``flat`` with runs of spaces made one, and each character's offset in ``flat``."""
    kept = [i for i, char in enumerate(flat) if char != " " or not i or flat[i - 1] != " "]
    return "".join([flat[i] for i in kept]), [*kept, len(flat)]


def _unaccented(text: str) -> str:
    return "".join(char for char in normalize("NFKD", text) if not combining(char))


def _variants(alias: str) -> Iterator[str]:
    """Forms of ``alias`` that count as the same: no accents, a capital at the start, all capitals, a small "party".

    Short forms get no variant in capitals: "Lao" and "Vox" would become acronyms.
    """
    forms = [alias] if alias.isascii() else [alias, _unaccented(alias)]
    for form in forms:
        if form != alias:
            yield form
        if form.endswith(" Party"):
            yield form.removesuffix("Party") + "party"
        if form[0].islower():
            yield form[0].upper() + form[1:]
        if len(form) > 3 and not form.isupper():
            yield form.upper()


#: Behind a party's name at the head of a sentence.
_BEHIND_CLIPPED: Final = frozenset("'s ’s said says has had would will leader mp candidate voters is was".split())


def _is_clipped(flat: str, start: int, end: int) -> bool:
    """Whether a word at ``[start, end)`` is a name there: not "Reform of the courts" at the head of a sentence."""
    opens = not start or _pattern(r"[.!?:\n“\"] ?$").search(flat, max(start - 2, 0), start) is not None
    following = _pattern(r"['’]s\b|['’]? ?[a-z]*").match(flat, end)
    word = following.group().strip() if following else ""
    if _pattern(r" [A-Z]").match(flat, end) or _pattern(r"[A-Z][\w-]* $").search(flat, max(start - _CONTEXT, 0), start):
        return False  # the Judicial Reform Bill
    return word in _BEHIND_CLIPPED if opens else word not in ("of", "to", "in")


class _Scan(NamedTuple):
    """A text prepared for matching.

    Attributes:
        flat: single-spaced, with plain quotes; only paragraph breaks are left of line ends.
        lined: the same characters, with every line end kept.
        offsets: offset in the original of each character of ``flat`` and of its end, or
            None where they are the same.
    """

    flat: str
    lined: str
    offsets: list[int] | None

    @classmethod
    def of(cls, text: str) -> _Scan:
        flat = _one_line(text)
        if "  " not in flat:
            return cls(flat, text, None)
        flat, offsets = _single_spaced(flat)
        return cls(flat, "".join([text[i] for i in offsets[:-1]]), offsets)

    def line_start(self, index: int) -> bool:
        """Whether only spaces stand between the start of the line and ``index``."""
        return not self.lined[self.lined.rfind("\n", 0, index) + 1 : index].strip()

    def in_headline(self, index: int) -> bool:
        """Whether the line is no sentence and most longer words are capitalised: capitals tell nothing."""
        return in_headline(self.lined, index, index)


# --- Matching ---------------------------------------------------------------------------------------------------


@cache
def _guards_by_form() -> dict[str, list[Guard]]:
    table: dict[str, list[Guard]] = {}
    for guard in GUARDS:
        for form in guard.forms.split("|"):
            table.setdefault(form, []).append(guard)
    return table


def _guard_holds(guard: Guard, flat: str, hit: _Hit) -> bool:
    return (not guard.before or _ends(guard.before, flat, hit.start)) and (
        not guard.after or _starts(guard.after, flat, hit.end)
    )


def _blocked(flat: str, hit: _Hit) -> bool:
    """Whether the words around a hit show that it is not its actor."""
    entry = hit.entry
    if _in_address(flat, hit):
        return True
    table = _guards_by_form()
    group = "*seat" if entry.form == "metonym" else f"*{entry.form}"
    states = entry.form != "name" or (entry.actor is not None and entry.actor.kind == "country")
    guards = [*table.get(entry.alias, ()), *(table.get(group, ()) if states else ())]
    if any(_guard_holds(guard, flat, hit) for guard in guards if not guard.needed):
        return True
    needed = [guard for guard in guards if guard.needed]
    return bool(needed) and not any(_guard_holds(guard, flat, hit) for guard in needed)


def _in_address(flat: str, hit: _Hit) -> bool:
    """Whether a hit is part of a web address, a mail address or a user name."""
    lead = flat[max(flat.rfind(" ", 0, hit.start), flat.rfind("\n", 0, hit.start)) + 1 : hit.start]
    return (
        "@" in lead
        or "://" in lead
        or lead.startswith("www.")
        or _starts(r"\.(?:com|org|net|gov|info)\b", flat, hit.end)
    )


def _is_full_name(scan: _Scan, hit: _Hit, edges: set[int]) -> bool:
    """Whether a hit stands in a person's full or titled name: "Jim Jordan", "Rep. Jordan", "Jordan Lee".

    Args:
        scan: the text around the hit.
        hit: the hit.
        edges: where hits start and end; a word beside it that is an actor itself is no name.
    """
    flat, alias = scan.flat, hit.entry.alias
    is_titled = _ends(rf"\b{TITLES} ", flat, hit.start)
    # "Mr. France"; "Rep. Dutch Ruppersberger", but not "Sen. Republican Leader".
    if is_titled and (alias in SURNAMES or _starts(rf" (?!{NO_SURNAME})[A-Z][a-z]+", flat, hit.end)):
        return True
    if hit.start - 1 not in edges and (hit.entry.form != "demonym" or alias in SURNAMES):
        word = _pattern(r"([A-Z][\w'-]+)(?: [A-Z]\.)? \Z").search(flat[max(0, hit.start - _CONTEXT) : hit.start])
        if word and word.group(1) not in NO_GIVEN_NAME and is_given_name(word.group(1).lower()):
            return True
    # "said Vesna Turk", of whom no list knows the given name; "the Turk", "a young Turk", "One Turk said" are no names.
    if (
        alias in SINGULAR
        and hit.start - 1 not in edges
        and _ends(r"[a-z,;] [A-Z][\w'-]+ (?:[A-Z]\. )?", flat, hit.start)
    ):
        return True
    # After these, "the prime minister of Israel Benjamin Netanyahu" and "the Kenya Tea Union" are likelier than a
    # person's first name.
    is_of_body = _ends(r"\b[Tt]he ", flat, hit.start) and _starts(r" [A-Z][a-z]+ [A-Z]", flat, hit.end)
    is_country = is_of_body or _ends(r"\b(?:of|in|from|into) ", flat, hit.start)
    # "US Ambassador to Israel Ada Quill"
    is_country = is_country or _ends(
        r"\b(?:[Aa]mbassador|[Ee]nvoy|[Cc]ommissioner|[Rr]epresentative) (?:to|for) ", flat, hit.start
    )
    if alias not in FORENAMES or hit.end + 1 in edges or is_country:
        return False
    return _starts(rf" (?!{NO_SURNAME})(?:[A-Z]\. )?[A-Z][a-z]+", flat, hit.end) and not scan.in_headline(hit.start)


def _may_be_person(hit: _Hit) -> bool:
    actor = hit.entry.actor
    return hit.entry.guarded and actor is not None and actor.kind in ("country", "place") and hit.entry.alias.isalpha()


def _acts_as_country(flat: str, hit: _Hit) -> bool:
    return _ends(rf"\b{LOCATIVE} ", flat, hit.start) or _starts(COUNTRY_NOUN, flat, hit.end)


def _without_persons(scan: _Scan, hits: list[_Hit]) -> list[_Hit]:
    """Drops full names, and a bare name where the text, or the paragraph so far, shows a person and no country."""
    edges = {edge for hit in hits for edge in (hit.start, hit.end)}
    full = {hit for hit in hits if _may_be_person(hit) and _is_full_name(scan, hit, edges)}
    introduced = {hit.entry.alias for hit in full}
    if not introduced:
        return hits
    kept = [hit for hit in hits if hit not in full]
    countries = Counter((_country(hit), hit.entry.alias) for hit in kept)

    surnames = _only_surnames(scan, hits, full)

    def only_person(hit: _Hit) -> bool:
        alias = hit.entry.alias
        if alias not in introduced or _acts_as_country(scan.flat, hit):
            return False
        if hit in surnames:
            return True
        others = sum(n for (code, other), n in countries.items() if code == _country(hit) and other != alias)
        return not others or hit.entry.form == "metonym"

    return [hit for hit in kept if not only_person(hit)]


#: What joins a name to the one before it. A comma alone does not: "The United Nations, Jordan said, …".
_JOINS = frozenset({" and ", ", and ", " or "})
#: What joins it to the one behind it.
_LISTS = _JOINS | {", "}


def _only_surnames(scan: _Scan, hits: Sequence[_Hit], full: Set[_Hit]) -> set[_Hit]:
    """The hits of which the paragraph told a full name and nothing of a country since: "Ann Jordan left. Jordan wept".

    Not so of a first name ("Israel Katz"), nor beside another country ("Egypt and Jordan").

    Args:
        scan: the text.
        hits: all hits, in order.
        full: those that are part of a person's full name.
    """
    found: set[_Hit] = set()
    #: the surnames told in the paragraph, each with its country
    told: dict[str, str] = {}
    for i, hit in enumerate(hits):
        before = hits[i - 1].end if i else 0
        if "\n" in scan.flat[before : hit.start]:
            told.clear()
        behind = hits[i + 1].start if i + 1 < len(hits) else len(scan.flat)
        is_joined = (i > 0 and scan.flat[before : hit.start] in _JOINS) or scan.flat[hit.end : behind] in _LISTS
        if hit in full:
            if not _starts(" [A-Z]", scan.flat, hit.end):
                told[hit.entry.alias] = _country(hit)
        elif hit.entry.alias in told and not _acts_as_country(scan.flat, hit) and not is_joined:
            found.add(hit)
        else:
            told = {alias: code for alias, code in told.items() if code != _country(hit)}
    return found


def _country(hit: _Hit) -> str:
    return hit.entry.actor.country if hit.entry.actor else ""


def _without_look_alikes(flat: str, hits: list[_Hit]) -> list[_Hit]:
    """Drops Georgia where the text is about the US state, and Turkey where it is about the bird."""
    aliases = {hit.entry.alias for hit in hits if hit.entry.guarded}
    mentions = Counter(_country(hit) for hit in hits if hit.entry.alias not in ("Georgia", "Turkey"))
    dropped: set[str] = set()
    if "Georgia" in aliases:
        state = len(_pattern(GEORGIA_STATE).findall(flat))
        if state > mentions["GEO"] + len(_pattern(GEORGIA_COUNTRY).findall(flat)):
            dropped.add("Georgia")
    if "Turkey" in aliases and not mentions["TUR"] and _pattern(BIRD).search(flat):
        dropped.add("Turkey")
    return [hit for hit in hits if hit.entry.alias not in dropped or not hit.entry.guarded]


def _seat_form(scan: _Scan, hit: _Hit, inherited: Form | None) -> Form:
    """Whether a capital or seat acts for its government or is a mere location.

    Args:
        scan: the text around the hit.
        hit: the hit.
        inherited: form of the seat that this one is joined to by "and" or a comma, if any.
    """
    flat = scan.flat
    if hit.entry.alias.endswith(("D.C.", "DC")):
        return "place"
    if scan.line_start(hit.start) and _starts(DATELINE, flat, hit.end):
        return "place"
    if _starts(PLACE_AFTER, flat, hit.end):
        return "place"
    if hit.entry.alias == "Capitol Hill" and _ends(r"\b[Oo]n ", flat, hit.start):
        return "place"
    if _ends(PLACE_BEFORE, flat, hit.start):
        return "metonym" if _starts(ABSTRACT, flat, hit.end) else "place"
    return inherited or "metonym"


class Gazetteer:
    """Finds listed actors in running text. Build one with :meth:`load` and reuse it.

    Attributes:
        actors: every actor that can be found, in file order, the user's own last.
    """

    def __init__(self, rows: list[tuple[ActorRow, str]], fresh: set[str], listed: set[str] | None) -> None:
        """Use :meth:`load`.

        Args:
            rows: rows with their built-in names.
            fresh: forms that a user's file brought; no guard applies to them.
            listed: names of the only actors to find, or None for all.
        """
        self._countries: dict[str, Actor] = {}
        self._forms: dict[str, _Entry] = {}
        self._index: dict[str, list[tuple[str, _Entry]]] = {}
        by_name = self._make_actors([row for row, _ in rows])
        built_in = {old: by_name[row.name, row.kind] for row, old in rows if old}
        self._add_forms(rows, by_name, built_in, fresh)
        self._make_index()
        self._named = built_in
        self.actors = tuple(actor for actor in by_name.values() if listed is None or actor.name in listed)
        self._listed: frozenset[Actor] | None = None if listed is None else frozenset(self.actors)
        self._last: tuple[str, tuple[GazetteerMatch, ...]] = ("", ())

    @classmethod
    def load(cls, actors_file: Path | None = None, *, restrict: bool = False) -> Gazetteer:
        """The built-in table, with a user's actors added or alone.

        Args:
            actors_file: CSV (columns name, kind, iso3, affiliation, aliases, demonyms, metonyms; several
                values joined by ``|``) or YAML (a list of maps with these keys, or a map with
                ``actors`` and ``restrict``). Only name and kind are required; ``affiliation`` is a
                country code or another actor's name. A form listed here is taken from the built-in
                actor that had it; a row with a built-in country's code, or with the name and kind
                of any other built-in actor, adds its forms to that actor.
            restrict: find only the actors of the file. ``restrict: true`` in a YAML file does the same.

        Raises:
            ActorsFileError: the file cannot be read or says something impossible.
        """
        built_in = built_in_rows()
        if actors_file is None:
            return cls([(row, row.name) for row in built_in], set(), None)
        file = ActorsFile(Path(actors_file), frozenset(row.iso3 for row in built_in if row.iso3))
        own = file.rows()
        rows, fresh = merged_rows(built_in, own)
        listed = {row.name for row in own} if restrict or file.restrict else None
        try:
            return cls(rows, fresh, listed)
        except ActorsFileError as error:
            raise ActorsFileError(f"{actors_file}, {error}") from None

    def country(self, iso3: str) -> Actor | None:
        """The country of an ISO 3166-1 alpha-3 code, also one that a restricting file leaves out."""
        return self._countries.get(iso3)

    def lookup(self, name: str, *, shared: bool = True) -> Actor | None:
        """The actor of exactly this name or alias, without context; "the" and "'s" may surround it.

        A name with several owners ("Supreme Court") gives its most usual one, or None if it has
        none; with ``shared`` false, always None.
        """
        flat = " ".join(_one_line(name).split())
        for form in (flat, flat.removesuffix("'s"), flat.removesuffix("'")):
            for surface in (form, form[4:] if form.startswith(("the ", "The ")) else form):
                entry = self._forms.get(surface)
                if entry and entry.actor and self._is_listed(entry.actor) and (shared or not entry.readings):
                    return entry.actor
        return None

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[GazetteerMatch, ...]:
        """The actors named in ``text[start:end]``, judged with the whole text as context.

        The longest form wins. The last text is remembered, so that asking for its
        sentences one by one costs little more than asking once.

        Args:
            text: the whole article.
            start: first character to report, in ``text``.
            end: end of the part to report, exclusive; None is the end of ``text``.

        Returns:
            matches that lie wholly in the part, sorted, not overlapping, offsets into ``text``.
        """
        last_text, matches = self._last
        if text != last_text:
            matches = self._search(text)
            self._last = (text, matches)
        if start <= 0 and end is None:
            return matches
        stop = len(text) if end is None else end
        return tuple(match for match in matches if start <= match.span.start and match.span.end <= stop)

    # Building

    def _make_actors(self, rows: list[ActorRow]) -> dict[tuple[str, str], Actor]:
        """One Actor per row, affiliations linked; fills the table of countries."""
        by_name = {row.name: row for row in rows}
        by_code = {row.iso3: row for row in rows if row.kind == "country"}
        made: dict[tuple[str, str], Actor] = {}

        def make(row: ActorRow, asked: tuple[str, ...]) -> Actor:
            actor = made.get((row.name, row.kind))
            if actor:
                return actor
            if row.name in asked:
                raise ActorsFileError(f"{row.where}: affiliation of {row.name} leads back to itself; clear one of them")
            affiliation = None
            if row.affiliation:
                other = by_code.get(row.affiliation) or by_name.get(row.affiliation)
                if other is None:
                    raise ActorsFileError(
                        f"{row.where}: affiliation {row.affiliation!r} of {row.name} is no listed actor; "
                        "give a country's ISO 3166-1 alpha-3 code or the name of an actor"
                    )
                affiliation = make(other, (*asked, row.name))
            aliases = tuple(alias for alias, _ in row.forms() if alias != row.name)
            actor = made[row.name, row.kind] = Actor(row.name, row.kind, row.iso3, aliases, affiliation)
            return actor

        for row in rows:
            make(row, ())
        self._countries = {code: made[row.name, "country"] for code, row in by_code.items()}
        return {(row.name, row.kind): made[row.name, row.kind] for row in rows}

    def _add_forms(
        self,
        rows: list[tuple[ActorRow, str]],
        by_name: dict[tuple[str, str], Actor],
        built_in: dict[str, Actor],
        fresh: set[str],
    ) -> None:
        """Fills the table of forms; of two claims to one form the earlier step here wins."""
        own: dict[str, _Entry] = {}
        listed: dict[str, _Entry] = {}
        for row, old in rows:
            actor = by_name[row.name, row.kind]
            for alias, form in row.forms():
                if alias in fresh and not (old and alias == row.name == old):
                    own[alias] = _Entry(alias, form, actor, (), guarded=False)
                else:
                    listed.setdefault(alias, _Entry(alias, form, actor))
        shared: dict[str, _Entry] = {}
        for surface, readings, default in SHARED:
            pairs = tuple(cast("tuple[str, str]", tuple(reading.split("=", 1))) for reading in readings.split("|"))
            form: Form = "demonym" if surface.startswith(("Congolese", "Dominican")) else "name"
            shared[surface] = _Entry(surface, form, built_in[default] if default else None, pairs)
        phrases = {phrase: _Entry(phrase, "name", None) for group in LOOKALIKES.values() for phrase in group.split("|")}
        for table in (own, shared, listed, phrases):
            for alias, entry in table.items():
                self._forms.setdefault(alias, entry)
        for alias, entry in list(self._forms.items()):
            for variant in _variants(alias):
                self._forms.setdefault(variant, entry)

    def _make_index(self) -> None:
        """Forms by their first word, longest first."""
        first = _pattern(r"\w+|\W")
        for surface in sorted(self._forms, key=len, reverse=True):
            head = surface.partition(" ")[0]
            if not head.isalnum():
                head = cast("re.Match[str]", first.match(surface)).group()
            self._index.setdefault(head, []).append((surface, self._forms[surface]))

    # Searching

    def _is_listed(self, actor: Actor) -> bool:
        return self._listed is None or actor in self._listed

    def _search(self, text: str) -> tuple[GazetteerMatch, ...]:
        scan = _Scan.of(text)
        hits = [hit for hit in self._hits(scan.flat) if not hit.entry.guarded or not _blocked(scan.flat, hit)]
        hits = _without_look_alikes(scan.flat, _without_persons(scan, hits))
        matches: list[GazetteerMatch] = []
        for hit, form in self._formed(scan, self._read(scan.flat, hits)):
            actor = cast("Actor", hit.entry.actor)
            if self._is_listed(actor):
                start, end = hit.start, hit.end
                if scan.offsets:
                    start, end = scan.offsets[start], scan.offsets[end - 1] + 1
                matches.append(GazetteerMatch(Span(start, end), actor, form, text[start:end]))
        return tuple(matches)

    def _hits(self, flat: str) -> Iterator[_Hit]:
        """Every listed form in ``flat``, longest first, from left to right; look-alikes are skipped over."""
        index, stop = self._index, 0
        clipped = {word: self._forms[full] for word, full in CLIPPED.items() if full in flat}
        for token in _pattern(r"\w+|[^\w\s]").finditer(flat):
            start = token.start()
            if start < stop:
                continue
            for surface, entry in index.get(token.group(), ()):
                end = start + len(surface)
                if flat.startswith(surface, start) and not (
                    surface[-1].isalnum() and end < len(flat) and (flat[end].isalnum() or flat[end] == "_")
                ):
                    stop = end
                    if entry.actor or entry.readings:
                        yield _Hit(start, end, entry)
                    break
            else:
                full = clipped.get(token.group())
                if full and _is_clipped(flat, start, token.end()):
                    yield _Hit(start, token.end(), full)

    def _read(self, flat: str, hits: list[_Hit]) -> list[_Hit]:
        """Gives each name with several owners the owner whose country the text is about, or drops it."""
        mentions = Counter(_country(hit) for hit in hits if not hit.entry.readings)
        del mentions[""]
        if not mentions:
            mentions = self._told_by_names(hits)
        read: list[_Hit] = []
        for i, hit in enumerate(hits):
            if not hit.entry.readings:
                read.append(hit)
                continue
            joined = i > 0 and flat[hits[i - 1].end : hit.start] in (" ", "'s ", "' ")
            beside = _country(hits[i - 1]) if joined else ""
            is_party = flat[hit.start : hit.end] in ("Republican", "Democratic", "Democrat")
            if not beside and is_party and _starts(AMERICAN_OFFICE, flat, hit.end):
                beside = "USA"
            actor = self._owner(hit.entry, mentions, beside)
            if actor:
                read.append(_Hit(hit.start, hit.end, hit.entry._replace(actor=actor)))
        return read

    @staticmethod
    def _told_by_names(hits: Iterable[_Hit]) -> Counter[str]:
        """The only country of which two of the names may be: Labour and the Conservatives are British.

        One of them must be no plural: conservatives and liberals there are everywhere.
        """
        owners = {reading for hit in hits for reading in hit.entry.readings}
        common = Counter(code for code, _ in owners).most_common(2)
        is_told = bool(common) and common[0][1] > 1 and (len(common) == 1 or common[0][1] > common[1][1])
        are_names = any(
            not hit.entry.alias.endswith("s") and common[0][0] in dict(hit.entry.readings) for hit in hits if is_told
        )
        return Counter({common[0][0]: 1}) if are_names else Counter()

    def _owner(self, entry: _Entry, mentions: Counter[str], beside: str) -> Actor | None:
        """Which actor a name with several owners means.

        Args:
            entry: the name.
            mentions: how often the text names each country.
            beside: the country named right before ("Indian" in "Indian Congress"), or "".
        """
        readings = dict(entry.readings)
        if beside:
            return self._named[readings[beside]] if beside in readings else None
        most = max(mentions.values(), default=0)
        code = max(readings, key=lambda reading: mentions[reading])
        # A quarter: an American story about Iran names Iran more often than the United States.
        if mentions[code] and mentions[code] * 4 >= most:
            return self._named[readings[code]]
        return entry.actor if most < 2 else None

    def _formed(self, scan: _Scan, hits: list[_Hit]) -> Iterator[tuple[_Hit, Form]]:
        """Hits with their form; capitals and seats become metonym or place."""
        previous: _Hit | None = None
        form: Form = "name"
        for hit in hits:
            if hit.entry.form != "metonym":
                yield hit, hit.entry.form
                continue
            joined = previous is not None and _pattern(r",? (?:and |or |& )?|/|-").fullmatch(
                scan.flat, previous.end, hit.start
            )
            # "In Washington, State Department officials said"
            is_scene = previous is not None and scan.flat[previous.end : hit.start] == ", "
            is_scene = is_scene and previous is not None and _ends(r"\bIn ", scan.flat, previous.start)
            form = _seat_form(scan, hit, form if joined and not is_scene else None)
            previous = hit
            yield hit, form
