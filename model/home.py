"""Whose ministers and ministries an article means that names them without a country.

A report has a country of its own: the one it comes from, or the one that it begins with and names most. A guess is
only made where it can hardly be wrong: see ``Home``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from .gazetteer import Gazetteer, GazetteerMatch
from .lexicon import content_words, country_of_town, words
from .part_offices import governs_a_part, is_of_a_part
from .people import NamedMention, Person
from .records import Actor, Article, Sentence
from .titles import Line, Office, country_of_body, scene_of
from .verbs import cue_forms

__all__ = [
    "LEAD",
    "OFTEN",
    "Home",
    "country_actor",
    "country_of_report",
    "country_that_speaks",
    "without_american_bodies",
]

#: The last sentence, counted from 0, in which a report still says what it is about.
LEAD = 2
#: What is named more often than this is what the article is about.
OFTEN = 2
# How many tokens a description between commas may have, and what opens a sentence before its first comma.
_MAX_DESCRIPTION = 12
_MAX_OPENING = 8
# Whose ministries are departments: of a report from there, a ministry is another's.
_WITHOUT_MINISTRIES = frozenset({"USA", "AUS", "CHE", "CAN"})
#: Where "Congress" and "the Senate" alone are the country's own.
_CHAMBERS = {
    "Congress": frozenset("ARG BRA CHL COL MEX PER PRY GTM HND DOM PHL ESP".split()),
    "Senate": frozenset(
        "ARG BRA CHL COL MEX PRY URY BOL DOM HTI PHL ESP FRA ITA ROU POL CZE NLD BEL IRL CAN AUS NGA KEN LBR PAK KAZ "
        "ZWE MDG CMR CIV COD COG BDI RWA ETH ZAF NAM MAR EGY JOR THA KHM".split()
    ),
}
#: Where "the Department of Transportation" is the country's own.
_WITH_DEPARTMENTS = frozenset("PHL ZAF IRL AUS NZL PNG JAM TTO".split())
#: The letter behind an apostrophe: N'Djamena.
_ELISION = re.compile(r"(?<=['’])[a-z]")
#: What a guest makes.
_VISITS = frozenset({"visit", "trip", "tour"})


class Home:
    """Whose ministers an article means by "Foreign Minister Ali Karimi": a guess, and none where it may be wrong.

    At the beginning of a report from a capital a minister is that country's ("TEHRAN -- Foreign
    Minister …"); further on only if the report is about it, and no other is named in the
    sentence. "Cairo has denied that" says whose minister speaks next in the paragraph. A
    minister of home affairs is of the only country named so far. A ruler is more often a
    well-known guest ("President Bush"), so that a surname is not enough where another
    country is named.

    Args:
        lines: the sentences of the article.
        sentences: where they stand.
        country: the country that the report comes from, if it says so.
        country_of: the country of a party, if it is known to have one.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        sentences: Sequence[Sentence],
        country: Actor | None,
        country_of: Callable[[Actor], Actor | None],
    ) -> None:
        self._lines = lines
        self._sentences = sentences
        self._named = [
            [m.actor for m in dict.fromkeys(line.matches) if m and m.actor.kind == "country"] for line in lines
        ]
        # "A London-based bank" tells nothing.
        self._acting = [
            [m.actor for m in dict.fromkeys(line.matches) if m and m.actor.kind == "country" and not _is_base(line, m)]
            for line in lines
        ]
        if not any(self._acting):  # only a party or a body of the state tells which: the Conservatives
            self._acting = [
                [of for m in dict.fromkeys(line.matches) if m and (of := country_of(m.actor))] for line in lines
            ]
        parties = (m.actor for line in lines for m in dict.fromkeys(line.matches) if m and m.actor.kind == "party")
        self._of_parties = Counter(of for party in parties if (of := country_of(party)))
        every = [actor for actors in self._named for actor in actors]
        most = max((every.count(actor) for actor in every), default=0)
        self.country = country
        self._is_topic = country is not None and 3 * every.count(country) >= most

    @property
    def of_topic(self) -> Actor | None:
        """The country that the report comes from, if it is about it."""
        return self.country if self._is_topic else None

    @cached_property
    def only(self) -> Actor | None:
        """The country that the article names, if it names one."""
        countries = {actor for actors in self._named for actor in actors}
        return countries.pop() if len(countries) == 1 else None

    @cached_property
    def main(self) -> Actor | None:
        """The country that the report is about: its own, or what it begins with and names most of all."""
        if self.of_topic:
            return self.of_topic
        counted = Counter(actor for actors in self._acting for actor in actors).most_common(2)
        if self.only or not counted:
            return self.only
        usual, count = counted[0]
        is_early = any(usual in actors for actors in (*self._named[: LEAD + 1], *self._acting[: LEAD + 1]))
        is_most = len(counted) == 1 or count > counted[1][1]
        if is_most and (is_early or count > OFTEN):
            return usual
        # Of the politics of which country a report tells that names none: "Sinn Féin voted against the Government".
        politics = list(self._of_parties.items())
        is_of_one = len(politics) == 1 and politics[0][1] > OFTEN and self.country is None
        return politics[0][0] if is_of_one else None

    @cached_property
    def both(self) -> tuple[Actor, ...]:
        """The two countries that a report is about, which names none nearly as often; empty if it is of none or one."""
        counted = Counter(actor for actors in self._acting for actor in actors).most_common(3)
        if len(counted) < 2 or counted[1][1] <= OFTEN:
            return ()
        is_of_two = len(counted) == 2 or 2 * counted[2][1] <= counted[1][1]
        return (counted[0][0], counted[1][0]) if is_of_two else ()

    def of_agencies(self, are_ministries: bool) -> Actor | None:
        """The country of "the Foreign Ministry" or "the Privacy Commission" in a report that is about one."""
        country = self.main
        return None if are_ministries and country and country.iso3 in _WITHOUT_MINISTRIES else country

    def of_scene(self, sentence: int) -> Actor | None:
        """The country in whose capital a sentence takes place, or that began to speak in the sentence before."""
        return self._scene(sentence) or self._speaking_before(sentence)

    def assume(self, people: Iterable[Person]) -> None:
        """Says for whom rulers, ministers, envoys and spokespeople speak of whom the article only says the office.

        Of several who hold one office, such as two presidents, all but one are guests.
        """
        holders: dict[tuple[str, frozenset[str]], list[Person]] = {}
        for person in people:
            if any(self._is_of_a_part(mention) for mention in person.mentions):
                continue
            for office in person.offices:
                is_ours = office.owner is None or office.owner == self.country
                if office.is_of_state and is_ours and _is_of_a_cabinet(office):
                    holders.setdefault((office.role, office.qualifiers & content_words()), []).append(person)
        for (role, qualifiers), held in holders.items():
            every = list(dict.fromkeys(held))
            # Of two presidents in a report from home the one who comes first is the host, unless they meet.
            first, *later = sorted(every, key=lambda person: person.mentions[0].name)
            has_met = any(person.mentions[0].sentence == first.mentions[0].sentence for person in later)
            host = first if self.country and not has_met else None
            for person in every:
                if not any(office.owner or office.body for office in person.offices):
                    near = self.near(person, role) if later else None
                    is_ours = near is None and (not later or person is host)
                    person.assumed = self.of(person, role, qualifiers) if is_ours else near

    def _is_of_a_part(self, mention: NamedMention) -> bool:
        line = self._lines[mention.sentence]
        name_end = line.indices(mention.name.start, mention.name.end).stop
        before, here = (self._sentences[index].paragraph for index in (mention.sentence - 1, mention.sentence))
        told = line.previous if before == here else None
        # "The Saxon state government objected. Interior Minister Ada Quill said"
        if told and any(governs_a_part(told, index) for index in range(len(told))):
            return any(office.role == "minister" for office in mention.offices)
        return any(is_of_a_part(line, office, name_end, self.country or self.only) for office in mention.offices)

    def of(self, person: Person, role: str, qualifiers: frozenset[str]) -> Actor | None:
        """The country of a person who holds an office without a country, or None."""
        mention = _with_office(person)
        is_lead = mention.sentence <= LEAD
        if role == "ambassador" or role in words("spokes_role"):  # at home a guest, and anybody's
            near = self.near(person, role)
            is_ours = "presidential" in qualifiers and set(self._named[mention.sentence]) <= {self.country}
            return near or (self.country if is_ours and self._is_topic else None)
        guest_of = self._guest_of(mention)
        if guest_of:
            return guest_of
        if role in words("ruler"):
            others = {actor for m in {mention, *person.mentions[:2]} for actor in self._around(m.sentence)}
            is_known = (is_lead and " " in mention.surface) or (self._is_topic and others <= {self.country})
            return self.country if self.country and is_known else self.near(person, role)
        near = self.near(person, role)
        if near or (self.country and is_lead):
            return near or self.country
        if self._is_topic:
            return self.country if set(self._named[mention.sentence]) <= {self.country} else None
        so_far = {actor for actors in self._named[: mention.sentence + 1] for actor in actors}
        if self.country is None and not qualifiers & words("external") and len(so_far) == 1:
            # Its other ministers are home by then.
            self.country = so_far.pop()
            self._is_topic = True
            return self.country
        return None

    def _guest_of(self, mention: NamedMention) -> Actor | None:
        """The country of a ruler who is on a visit: the other of the two that the sentence names.

        "BEIJING -- China and Fiji signed a treaty as Prime Minister Jone Vuki ended a visit".
        """
        line = self._lines[mention.sentence]
        behind = range(line.indices(mention.name.start, mention.name.end).stop, len(line))
        others = {actor for actor in self._named[mention.sentence] if actor != self.country}
        # Not "on a visit to Fiji", which may be anybody's.
        is_guest = self.country and any(line.low(i) in _VISITS and line.low(i + 1) not in ("to", "in") for i in behind)
        return others.pop() if is_guest and len(others) == 1 else None

    def near(self, person: Person, role: str) -> Actor | None:
        """The country that the sentence itself, or the one before, says."""
        mention = _with_office(person)
        if role in words("ruler") and " " not in mention.surface:
            return None
        scene = self._scene(mention.sentence)
        return scene or self._scene(self._before(mention.sentence)) or self._speaking_before(mention.sentence)

    def _around(self, sentence: int) -> Sequence[Actor]:
        before = self._before(sentence)
        return [*self._named[sentence], *(self._named[before] if before >= 0 else ())]

    def _before(self, sentence: int) -> int:
        """Index of the sentence before, in the same paragraph; -1 if there is none."""
        is_same = sentence > 0 and self._sentences[sentence - 1].paragraph == self._sentences[sentence].paragraph
        return sentence - 1 if is_same else -1

    def _scene(self, sentence: int) -> Actor | None:
        return scene_of(self._lines[sentence]) if sentence >= 0 else None

    def _speaking_before(self, sentence: int) -> Actor | None:
        """The country for which the sentence before, in the same paragraph, begins to speak.

        "Cairo has denied", "The French foreign ministry urged", "Venezuela's Foreign Minister Yvan Gil called".
        """
        before = self._before(sentence)
        if before < 0:
            return None
        return country_that_speaks(self._lines[before])


def without_american_bodies(matches: Sequence[GazetteerMatch], country: Actor | None) -> list[GazetteerMatch]:
    """The matches without American chambers and departments in a report from a country that has its own.

    Args:
        matches: what the gazetteer found.
        country: where the report comes from, if it says so; else it is the country that it names most.
    """
    if country is None:
        named = Counter(match.actor for match in matches if match.actor.kind == "country").most_common(1)
        country = named[0][0] if named else None
    own = {chamber for chamber, codes in _CHAMBERS.items() if country and country.iso3 in codes}

    washington = {match.span.start for match in matches if match.surface == "Washington"}

    def is_own(match: GazetteerMatch) -> bool:
        is_department = is_department_of(country, match.surface) and match.span.end + len(" in ") not in washington
        return match.actor.country == "USA" and (match.surface in own or is_department)

    return [match for match in matches if not is_own(match)]


def is_department_of(country: Actor | None, name: str) -> bool:
    """Whether a department is that of a country which has some: "the Department of Transportation" from Manila."""
    return country is not None and country.iso3 in _WITH_DEPARTMENTS and name.startswith("Department of ")


def country_of_report(article: Article, gazetteer: Gazetteer) -> Actor | None:
    """The country that the article comes from, if it says so."""
    place = str(article.metadata.get("place", "")).rpartition(",")[2].strip()
    # "N'DJAMENA" is written out as "N'djamena".
    found = gazetteer.lookup(place) or gazetteer.lookup(_ELISION.sub(lambda m: m[0].upper(), place)) if place else None
    if found and found.kind == "country":
        return found
    return gazetteer.country(country_of_town(place))


def country_actor(actor: Actor) -> Actor | None:
    """The country that ``actor`` is or speaks for."""
    seen: Actor | None = actor
    while seen is not None and seen.kind != "country":
        seen = seen.affiliation
    return seen


def country_that_speaks(line: Line) -> Actor | None:
    """The country that heads a sentence and takes a stand in it, itself or by its ministry or minister."""
    first = _head_of_sentence(line)
    body, match = (line.body(first), line.matches[first]) if first < len(line) else (None, None)
    if body:
        country, stop = country_of_body(line, body), line.indices(body.start, body.end).stop
        is_owner = False
    elif match:
        country, stop = country_actor(match.actor), line.indices(match.span.start, match.span.end).stop
        is_owner = match.form == "demonym" or line.low(stop) == "'s"
    else:
        return None
    if country is None or country.kind != "country":
        return None
    # Behind a description: "Indonesia, this year's chair, said".
    near = {line.low(i) for i in range(stop, stop + (_MAX_DESCRIPTION if line.low(stop) == "," else 4))}
    if is_owner:
        speaks = bool(near & (words("state_institution") | {"minister", "president"}))
    else:
        speaks = any(low in words("speech_verb") or low in words("state_act") or low in cue_forms() for low in near)
    return country if speaks else None


def _head_of_sentence(line: Line) -> int:
    """Index of the first word behind "In a statement," and an article."""
    first = 0
    if line.low(0) == "in":
        comma = next((i for i in range(1, min(_MAX_OPENING, len(line))) if line.low(i) == ","), -1)
        first = comma + 1
    return first + 1 if line.low(first) == "the" else first


def _is_base(line: Line, match: GazetteerMatch) -> bool:
    """Whether a place only tells where somebody is: "London-based"."""
    stop = line.indices(match.span.start, match.span.end).stop
    return match.form == "place" and "based" in (line.low(stop), line.low(stop + 1))


def _is_of_a_cabinet(office: Office) -> bool:
    """Whether an office without a country is one of some government: a minister, "Defense Secretary", an ambassador."""
    if office.role == "secretary":
        return bool(office.qualifiers & (words("portfolio") | {"cabinet", "press"}))
    return office.role in words("ruler") | {"minister", "ambassador"} | words("spokes_role")


def _with_office(person: Person) -> NamedMention:
    return next(mention for mention in person.mentions if mention.offices)
