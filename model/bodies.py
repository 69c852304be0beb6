"""The organisations that an article names, each with all its names: what is short for what, and whose it is.

An acronym is the name that has its initials, or that it stands behind in brackets; "the Foreign Ministry" is the
Iranian one that was named before, LG is LG Electronics. A ministry of which two states are told is two. What the
gazetteer knows is as it says there; of other bodies only those of a state belong to a country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from .called import called_by_name
from .gazetteer import Gazetteer
from .home import Home, country_that_speaks, is_department_of
from .lexicon import words
from .name_parts import organisation_kind
from .records import Actor, Mention, Span
from .titles import Line, country_of_body, is_state_body

__all__ = ["Bodies", "on_one_line", "stateless"]

#: Bodies that are named after another.
_NAMED_AFTER = frozenset(
    "union unions workers employees association federation foundation fund office confederation supporters".split()
)
#: How the names of several states' bodies begin.
_OF_MANY = ("inter-", "international ", "european ", "african ", "asian ", "arab ", "world ", "pan-", "nordic ")
_COURTS = frozenset({"court", "courts", "tribunal"})
#: Their members of a party are the party.
_CHAMBERS = frozenset({"senate", "house", "assembly", "congressional", "statehouse"})
#: A region's government speaks as often against the state's: the Kurdistan Regional Government.
_OF_A_REGION = frozenset({"regional", "provincial", "autonomous", "municipal", "territorial"})
#: Bodies that are called by their first word all the same.
_CALLED_SHORT = re.compile(r"housing association$")
#: The last words of the names of state bodies that are the only country's of which a report tells.
_AGENCIES = frozenset(
    "government ministry department commission authority agency inspectorate directorate police army navy customs "
    "treasury cabinet".split()
)
#: Ministries by a name of their own, and where they are called so: the first one is meant in a report from elsewhere.
_BY_OWN_NAME = {
    "foreign office": ("GBR", "PAK", "DEU"),
    "home office": ("GBR",),
    "ministry of external affairs": ("IND", "LKA"),
    "external affairs ministry": ("IND", "LKA"),
}
#: From a name to its acronym.
_IN_BRACKETS = re.compile(r"\s*[(\[]\s?\Z|,\s+or\s+\Z")
_LONGEST_GAP = 6


class Bodies:
    """The organisations that the article names, each with all its names.

    Args:
        names: the mentions by shape, those of people among them.
        text: the article's text.
        lines: its sentences.
        line_at: the index of the sentence that a character offset lies in; -1 if there is none.
        gazetteer: the known bodies.
        home: whose ministries and agencies the article means.
    """

    def __init__(
        self,
        names: Iterable[Mention],
        text: str,
        lines: Sequence[Line],
        line_at: Callable[[int], int],
        gazetteer: Gazetteer,
        home: Home,
    ) -> None:
        self._text = text
        self._lines = lines
        self._line_at = line_at
        self._gazetteer = gazetteer
        self._home = home
        self._actors: dict[Span, Actor] = {}
        self._by_position: list[tuple[int, Actor]] = []
        groups: dict[str, list[Mention]] = {}
        keys: dict[Span, str] = {}
        states: dict[str, Actor] = {}
        bodies = [name for name in names if name.kind != "person" and line_at(name.start) >= 0]
        surfaces = [on_one_line(text, name.span) for name in bodies]
        in_full = {form: surface for surface in (*_known_bodies(text, lines), *surfaces) for form in _acronyms(surface)}
        in_full |= _defined(text, lines, bodies)
        in_full |= _called_by_kind(_known_bodies(text, lines))
        lows = [in_full.get(surface, surface).lower().replace("’", "'") for surface in surfaces]
        all_lows = dict.fromkeys(lows)
        for name, surface, low in zip(bodies, surfaces, lows, strict=True):
            # The Guardian is no Guardian Council, the Army no Army Relief Fund.
            is_kind = any(low in words(kind) for kind in ("media", "organisation", "organisation_state"))
            is_clipped = " " in surface or surface.isupper() or not is_kind
            key = self._longer_key(low, groups, all_lows, is_clipped=is_clipped)
            state = self._state_of_ministry(name, low)
            if state and states.setdefault(key, state) != state:  # two states' Foreign Ministry
                key = f"{low} of {state.name}"
                states[key] = state
            groups.setdefault(key, []).append(name)
            keys[name.span] = key
        names_in_full = {name.lower().replace("’", "'"): name for name in in_full.values()}
        made = {key: self._build(group, states.get(key), names_in_full.get(key, "")) for key, group in groups.items()}
        for span, key in keys.items():
            self._actors[span] = made[key]
            self._by_position.append((span.start, made[key]))

    @staticmethod
    def _longer_key(low: str, groups: dict[str, list[Mention]], all_lows: Collection[str], *, is_clipped: bool) -> str:
        """The name that ``low`` shortens by its first words, or by its last ones if it may be clipped.

        Foreign Ministry for Iranian Foreign Ministry, LG for LG Electronics; a firm also before its name in full
        is told, if only one begins so.
        """
        if low in groups:
            return low
        shortened = next((key for key in reversed(groups) if key.endswith(" " + low)), None)
        if shortened or not is_clipped:
            return shortened or low
        clipped = next((key for key in reversed(groups) if _is_clipped_of(key, low)), None)
        if clipped:
            return clipped
        later = [
            key
            for key in all_lows
            if _is_clipped_of(key, low) and (_CALLED_SHORT.search(key) or key.rpartition(" ")[2] in words("firm_word"))
        ]
        return later[0] if len(later) == 1 else low

    def _state_of_ministry(self, name: Mention, low: str) -> Actor | None:
        """Whose ministry it is, by the sentence: "China opposes it, the Ministry of Commerce said"."""
        if "ministry" not in low and low not in _BY_OWN_NAME:
            return None
        sentence = self._line_at(name.start)
        line = self._lines[sentence]
        if low in _BY_OWN_NAME:
            return country_of_body(line, name)
        return country_of_body(line, name) or country_that_speaks(line) or self._home.of_scene(sentence)

    def _party_in_a_chamber(self, name: str) -> Actor | None:
        """The party whose members of a chamber a name tells: the Senate Republicans, the House GOP."""
        first, _, last = name.partition(" ")
        known = self._gazetteer.lookup(last) if first.lower() in _CHAMBERS else None
        is_party = known is not None and known.kind == "party" and (last.endswith("s") or last.isupper())
        return known if is_party else None

    def _build(self, group: Sequence[Mention], state: Actor | None, in_full: str) -> Actor:
        surfaces = list(dict.fromkeys(on_one_line(self._text, m.span) for m in group))
        # Of the gazetteer's bodies only the acronyms are here.
        name = max((*surfaces, in_full), key=len)
        # A name with several owners has one only where the gazetteer found it in its context.
        known = self._party_in_a_chamber(name) or self._gazetteer.lookup(name, shared=False)
        if known and known.kind != "country" and not is_department_of(self._home.country, name):
            return stateless(known)
        kind = organisation_kind(name)
        country: Actor | None = None
        # A court rules on the state rather than for it.
        is_court = not _COURTS.isdisjoint(name.lower().split())
        is_office = name.lower() in _BY_OWN_NAME
        is_organ = is_state_body(name) or is_office or called_by_name(name) in _AGENCIES
        is_regional = not _OF_A_REGION.isdisjoint(name.lower().split())
        is_own = not (is_court or is_regional or name.lower().startswith(_OF_MANY))
        if kind == "organisation" and is_organ and is_own:
            lines = [self._lines[self._line_at(m.start)] for m in group]
            owners = (country_of_body(line, m) for line, m in zip(lines, group, strict=True))
            country = next((owner for owner in owners if owner), state)
            if country is None and is_office:
                country = self._country_of_office(name)
            elif country is None:
                is_agency = called_by_name(name) in _AGENCIES
                is_ministry = "ministry" in name.lower()
                country = self._home.of_agencies(is_ministry) if is_agency or is_ministry else None
        return Actor(name, kind, aliases=tuple(s for s in surfaces if s != name), affiliation=country)

    def _country_of_office(self, name: str) -> Actor | None:
        """Whose "the Foreign Office" is: Pakistan's in a report from there, else the United Kingdom's."""
        main, called_so = self._home.main, _BY_OWN_NAME[name.lower()]
        return main if main and main.iso3 in called_so else self._gazetteer.country(called_so[0])

    def actor(self, name: Mention) -> Actor:
        """The actor of a mention."""
        return self._actors[name.span]

    def last_with_head(self, word: str, position: int) -> Actor | None:
        """The last organisation before ``position`` whose name ends in ``word`` (lower case)."""
        fitting = (actor for start, actor in reversed(self._by_position) if start < position)
        return next((actor for actor in fitting if actor.name.lower().rpartition(" ")[2] == word), None)


def _is_clipped_of(full: str, low: str) -> bool:
    """Whether a name is called ``low`` for short: LG Electronics, not the LG Workers' Union."""
    rest = full.removeprefix(low + " ")
    return rest != full and (_NAMED_AFTER.isdisjoint(rest.split()) or _CALLED_SHORT.search(rest) is not None)


def _acronyms(name: str) -> set[str]:
    """What a name of several words may be shortened to: its initials, with and without those of small words."""
    parts = name.replace("-", " ").split()
    if len(parts) < 2:
        return set()
    return {"".join(part[0] for part in parts if part[0].isupper()), "".join(part[0].upper() for part in parts)}


def _known_bodies(text: str, lines: Sequence[Line]) -> Iterator[str]:
    """The gazetteer's parties and other bodies that the article names in several words."""
    for line in lines:
        for match in dict.fromkeys(line.matches):
            if match and match.actor.kind not in ("country", "place", "group") and " " in match.surface:
                yield on_one_line(text, match.span)


def _called_by_kind(names: Iterable[str]) -> dict[str, str]:
    """Parties of the gazetteer by the first word of their names if it tells what they are: the Bloc Québécois."""
    kinds = words("organisation_party") - {"party"}
    return {first: name for name in names if (first := name.partition(" ")[0]).lower() in kinds}


def _defined(text: str, lines: Sequence[Line], bodies: Sequence[Mention]) -> dict[str, str]:
    """Acronyms in brackets behind what they shorten: "the Tribunal for the Law of the Sea (ITLOS)".

    Its letters must stand in the name in their order, the first one at its beginning, so that "Norway (AP)" is none, or
    be its initials in another: "the Peruvian Football Federation (FPF)". Also "the Kurdistan Workers' Party, or PKK,".
    """
    ends = {match.span.end: match.span for line in lines for match in line.matches if match}
    ends |= {name.end: name.span for name in bodies}  # not Ecuador at the end of a confederation's name
    found: dict[str, str] = {}
    for name in bodies:
        acronym = on_one_line(text, name.span)
        before = _IN_BRACKETS.search(text, max(name.start - _LONGEST_GAP, 0), name.start)
        span = ends.get(before.start()) if before and text[name.end : name.end + 2].lstrip()[:1] in (*")],.",) else None
        if span and acronym.isupper() and " " not in acronym:
            surface = on_one_line(text, span)
            letters = iter(surface.lower())
            is_short = surface[0] == acronym[0] and all(letter in letters for letter in acronym.lower())
            initials = [word[0] for word in surface.split() if word[0].isupper()]
            # "the National Union of Rail, Maritime and Transport Workers (RMT)"
            left = iter(initials)
            is_short |= len(acronym) > 2 and all(letter in left for letter in acronym)
            if (is_short or sorted(initials) == sorted(acronym)) and len(surface) > len(acronym):
                found[acronym] = surface
    return found


def on_one_line(text: str, span: Span) -> str:
    """The text of a span on one line."""
    return " ".join(span.of(text).split())


def stateless(actor: Actor) -> Actor:
    """A party or an armed group without a country: its people do not speak for the state."""
    return replace(actor, affiliation=None) if actor.kind in ("party", "armed_group") else actor
