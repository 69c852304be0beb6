"""What an article says of who is who, before it is known who speaks: people, bodies, mentions.

The first half of the rule resolver (see ``resolver`` for its decisions); ``speakers`` is
the second.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from .called import CalledBodies, called_by_name, ends_there
from .called_people import people_called
from .gazetteer import Gazetteer, GazetteerMatch
from .lexicon import begins_anew, country_of_town, role_class, tokenize, words
from .names import matches_by_line, merge_names, organisation_kind, read_names
from .people import NamedMention, Person, group_people
from .records import Actor, ActorKind, Article, Mention, Sentence, Span
from .titles import (
    Line,
    Office,
    country_of_body,
    ends_phrase,
    heads_description,
    is_state_body,
    office_after,
    office_at,
    office_before,
    owner_of_earlier,
    scene_of,
)
from .verbs import cue_forms

__all__ = ["Described", "Reading", "covers", "is_definite"]

# The last sentence, counted from 0, in which a report still says what it is about.
_LEAD = 2
# How many sentences later somebody is named whom a report opens with.
_MAX_DELAY = 6
# How many tokens a description between commas may have, and what opens a sentence before its first comma.
_MAX_DESCRIPTION = 12
_MAX_OPENING = 8
# What is named more often than this is what the article is about.
_OFTEN = 2
# Whose ministries are departments: of a report from there, a ministry is another's.
_WITHOUT_MINISTRIES = frozenset({"USA", "AUS", "CHE", "CAN"})
# How many words may stand between "Canadian" and "company", with them.
_MAX_QUALIFIERS = 4


#: Of a state in whose capital they are, if they are a state's.
_COMPANIONS = frozenset({"friends", "allies", "partners", "colleagues", "counterparts"})
#: Bodies that are named after another.
_NAMED_AFTER = frozenset(
    "union unions workers employees association federation foundation fund office confederation supporters".split()
)
#: What the two countries of a report are called together.
_OF_BOTH = frozenset({"governments", "countries", "nations", "neighbours", "neighbors", "capitals"})
#: The last words of the names of state bodies that are the only country's of which a report tells.
_AGENCIES = frozenset(
    "government ministry department commission authority agency inspectorate directorate police army navy customs "
    "treasury cabinet".split()
)
_CENTRAL_BANK = re.compile(
    r"(?:The )?(?:.* )?(?:Bank of [A-Z]|Central Bank|Federal Reserve|Reserve Bank|Bundesbank|Riksbank)"
)
#: State bodies where a field of work tells them or "the country's".
_FIELD_BODIES = frozenset(
    "department agency commission authority regulator watchdog inspectorate secretariat board institute ministry "
    "directorate service".split()
)
#: State bodies of two words.
_CENTRAL = frozenset({("central", "bank"), ("coast", "guard"), ("prosecution", "service")})
#: What is the state whose it is, with "the" or "this"; two of them also without.
_BARE_STATE_NOUNS = frozenset({"ministers", "police"})
_STATE_NOUNS = _BARE_STATE_NOUNS | {
    "government", "administration", "cabinet", "army", "military", "ministry", "authorities", "junta", "regime",
    "inspectorate", "gendarmes", "navy", "generals",
}  # fmt: skip
#: What a guest makes.
_VISITS = frozenset({"visit", "trip", "tour"})
#: From a name to its acronym.
_IN_BRACKETS = re.compile(r"\s*\(\Z")
_LONGEST_GAP = 4
#: Titles that a later description writes out: "Sen. Rourke", "the senator".
_WRITTEN_OUT = {
    "sen.": "senator",
    "rep.": "representative",
    "gov.": "governor",
    "gen.": "general",
    "lt.": "lieutenant",
    "col.": "colonel",
    "maj.": "major",
    "capt.": "captain",
    "sgt.": "sergeant",
    "adm.": "admiral",
    "brig.": "brigadier",
    "cmdr.": "commander",
    "cpl.": "corporal",
}
#: Before another rank or office, part of it: a lieutenant governor is no governor, a major general no major.
_LESSER = frozenset({"lieutenant", "major", "brigadier", "deputy", "vice"})
_TELLS_GENDER = frozenset({"congressman", "congresswoman", "assemblyman", "assemblywoman"})
_HOUSE = frozenset({"representative", "congressman", "congresswoman"})
_CHAMBER = _HOUSE | {"senator", "lawmaker", "legislator", "parliamentarian", "mp", "assemblyman", "assemblywoman"}
#: Holders of which offices are also called by this one's word.
_ALSO_CALLED = {
    "congressman": _HOUSE,
    "congresswoman": _HOUSE,
    "lawmaker": _CHAMBER,
    "legislator": _CHAMBER,
    "parliamentarian": _CHAMBER,
}


class Described(NamedTuple):
    """A person's mention, by name or description, as a possible antecedent."""

    start: int
    sentence: int
    person: Person


class Reading:
    """What is known of an article before its speakers are: lines, people, organisations, mentions.

    Attributes:
        lines: one for each sentence.
        persons: mentions of people by name or description, sorted by position.
        mentions: all mentions with their actors, sorted and disjoint.
        called: whom nouns for bodies mean.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        article: Article,
        sentences: Sequence[Sentence],
        names: Sequence[Mention] | None,
        sources: Sequence[Span] = (),
    ) -> None:
        self.gazetteer = gazetteer
        self.text = article.text
        self.sentences = sentences
        tokens = tokenize(article, sentences)
        found = gazetteer.find(article.text)
        matches = matches_by_line(tokens, [replace(m, actor=_stateless(m.actor)) for m in found])
        by_shape = read_names(article.text, tokens, matches)
        if names is not None:
            by_shape = merge_names(article.text, by_shape, names, found, sources)
        self._starts = [sentence.start for sentence in sentences]
        names_by_line: list[list[Mention]] = [[] for _ in sentences]
        for name in by_shape:
            if (index := self.line_at(name.start)) >= 0:
                names_by_line[index].append(name)
        self.lines = [Line(*parts) for parts in zip(tokens, matches, names_by_line, strict=True)]
        for line, previous in zip(self.lines[1:], self.lines, strict=False):
            line.previous = previous
        self._fitting_to: dict[tuple[str, Actor | None, bool, frozenset[str]], list[Person]] = {}
        self._unnamed: dict[tuple[Actor | None, str], Actor] = {}
        self.home = _Home(self, self._place_of(article))
        self._bodies = Bodies(self, by_shape)
        self.called = CalledBodies(self.lines, self._bodies.actor)
        named = list(self._named_people(by_shape))
        self.people, self._person_of = group_people(named)
        self._assume_home()
        self._named = {mention.name: mention for mention in named}
        self.persons = [Described(m.span.start, m.sentence, self._person_of[m.name]) for m in named]
        self._taken: list[tuple[Span, Span, ActorKind, Actor | None]] = [
            (m.covered, m.span, "person", self._person_of[m.name].actor) for m in named
        ]
        self._add_descriptions()
        self._add_bodies(by_shape)
        self._add_matches(matches)
        self.called.likely_firm = self._likely_firm()
        self._taken.extend((span, span, actor.kind, actor) for span, actor in self.called.mentions())
        self._add_people_called(named)
        self._add_states()
        self._add_both()
        self.mentions = _disjoint(self._taken)
        self._mentions_by_line: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self._mentions_by_line.setdefault(self.line_at(mention.start), []).append(mention)
        self._persons_by_line: dict[int, list[Described]] = {}
        for described in self.persons:
            self._persons_by_line.setdefault(described.sentence, []).append(described)

    # Where things stand

    def line_at(self, position: int) -> int:
        """Index of the sentence that contains or precedes a character offset; -1 if none does."""
        return bisect_right(self._starts, position) - 1

    def paragraph(self, sentence: int) -> int:
        """Paragraph of the sentence with index ``sentence``."""
        return self.sentences[sentence].paragraph

    def back_from(self, sentence: int, paragraphs: int) -> Iterator[int]:
        """Indices of the sentence and those before it, as far as so many paragraphs back."""
        for index in range(sentence, -1, -1):
            if self.paragraph(sentence) - self.paragraph(index) > paragraphs:
                return
            yield index

    def surface(self, start: int, end: int) -> str:
        """The text of ``[start, end)`` on one line."""
        return " ".join(self.text[start:end].split())

    def persons_in(self, sentence: int) -> Sequence[Described]:
        """The people mentioned in a sentence, in order."""
        return self._persons_by_line.get(sentence, ())

    def mentions_in(self, sentence: int) -> Sequence[Mention]:
        """The resolved mentions of a sentence, in order."""
        return self._mentions_by_line.get(sentence, ())

    # People by name

    def _named_people(self, names: Iterable[Mention]) -> Iterable[NamedMention]:
        for name in names:
            sentence = self.line_at(name.start)
            if name.kind != "person" or sentence < 0:
                continue
            line = self.lines[sentence]
            indices = line.indices(name.start, name.end)
            if not indices:
                continue
            before, after = office_before(line, indices.start), office_after(line, indices.stop)
            if before and before.owner is None and before.body is None:
                # "the ministry spokesperson", "guild president Ana Petru"
                position = line.tokens[before.start].start
                called = self.called.meant(line.low(before.start - 1), position) if before.role else None
                before = before._replace(owner=called or _owner_of_ministry(line, before))
            if after and after.role and after.owner is None and after.body is None:
                after = after._replace(owner=self._called_behind(line, after) or _owner_of_ministry(line, after))
            if before and after and not after.role and before.owner is None and before.body is None:
                before = before._replace(owner=after.owner)
            side = self._side_of(line, before, after, indices.start)
            if after and not after.role:
                after = None
            start = line.tokens[before.start].start if before else name.start
            end = line.tokens[after.end - 1].end if after else name.end
            offices = tuple(office for office in (before, after) if office)
            affiliation = next((actor for office in offices if (actor := self.affiliation(office))), None)
            yield NamedMention(
                sentence,
                name.span,
                Span(start, name.end),
                Span(start, end),
                self.surface(name.start, name.end),
                offices,
                affiliation or self._party_of(line, indices.stop) or side,
            )

    def _called_behind(self, line: Line, office: Office) -> Actor | None:
        """The body that "president of the guild" is of."""
        noun = office.end + 2
        is_of = line.low(office.end) == "of" and line.low(office.end + 1) == "the" and noun < len(line)
        is_noun = is_of and ends_phrase(line, noun) and ends_there(line, noun)
        return self.called.meant(line.low(noun), line.tokens[noun].start) if is_noun else None

    def _side_of(self, line: Line, before: Office | None, after: Office | None, name: int) -> Actor | None:
        """The body of a name without an office: "Malema of the EFF", "NATO's Stoltenberg", "Republican Crenshaw"."""
        match = line.matches[name - 1] if name else None
        if match and match.actor.kind == "party":
            return match.actor
        if before:
            return None
        if after and not after.role:
            body, owner = after.body, after.owner
        elif line.low(name - 1) == "'s" and name > 1:
            at = line.matches[name - 2]
            body, owner = line.body(name - 2), at.actor if at else None
        else:
            return None
        if body:
            return self._bodies.actor(body)
        # "Kenya's Eliud Kipchoge" runs for himself.
        return owner if owner and owner.kind not in ("country", "place", "person") else None

    def _party_of(self, line: Line, after: int) -> Actor | None:
        """The party behind a politician's name: (R-Texas), D-Calif., "a Democrat from Ohio"."""
        if line.low(after) not in (",", "("):
            return None
        noun = after + 2 if line.low(after + 1) in ("a", "an", "the") else after + 1
        # ", an Ohio Republican"
        if noun == after + 2 and noun + 1 < len(line) and not line.matches[noun] and line.tokens[noun].is_capitalised:
            noun = next((i for i in range(noun, min(noun + 3, len(line))) if line.matches[i]), noun)
        match = line.matches[noun] if noun < len(line) else None
        if match and match.actor.kind == "party":
            return match.actor
        letter, hyphen, _ = line.low(after + 1).partition("-")
        party = {"r": "Republican Party", "d": "Democratic Party"}.get(letter)
        is_party = party and (hyphen or line.low(after + 2) in ("-", ")", "–", "—"))
        return self._party(party) if is_party and party else None

    def _party(self, name: str) -> Actor:
        return _stateless(self.gazetteer.lookup(name) or Actor(name, "party"))

    # Whom an office speaks for

    def affiliation(self, office: Office) -> Actor | None:
        """The country, party or organisation that the holder of ``office`` speaks for, or None."""
        kind = office.role_class
        if office.former or kind in ("private", "local") or not office.role:
            return None
        if office.body:
            return self._affiliation_of_body(office, office.body)
        owner = office.owner
        if owner is None:
            return None
        if owner.kind == "country":
            return owner if office.is_of_state else None
        if owner.kind == "organisation" and owner.country:
            return _country_actor(owner) if office.is_of_state else None
        return owner

    def _affiliation_of_body(self, office: Office, body: Mention) -> Actor | None:
        actor = self._bodies.actor(body)
        country = _country_actor(actor) or (
            office.owner if office.owner and office.owner.kind == "country" and is_state_body(actor.name) else None
        )
        if country:
            return country if office.is_of_state else None
        is_chamber = office.role_class == "legislator" or bool(office.words & words("opposed_word"))
        return None if is_chamber and actor.kind != "party" else actor

    def _place_of(self, article: Article) -> Actor | None:
        """The country that the article comes from, if it says so."""
        place = str(article.metadata.get("place", "")).rpartition(",")[2].strip()
        found = self.gazetteer.lookup(place) if place else None
        if found and found.kind == "country":
            return found
        return self.gazetteer.country(country_of_town(place))

    def _assume_home(self) -> None:
        """Says for whom rulers, ministers, envoys and spokespeople speak of whom the article only says the office.

        Of several who hold one office, such as two presidents, all but one are guests.
        """
        home = self.home
        holders: dict[tuple[str, frozenset[str]], list[Person]] = {}
        for person in self.people:
            for office in person.offices:
                is_ours = office.owner is None or office.owner == home.country
                if office.is_of_state and is_ours and _is_of_a_cabinet(office):
                    holders.setdefault((office.role, office.qualifiers & _content_words()), []).append(person)
        for (role, qualifiers), held in holders.items():
            every = list(dict.fromkeys(held))
            # Of two presidents in a report from home the one who comes first is the host, unless they meet.
            first, *later = sorted(every, key=lambda person: person.mentions[0].name)
            has_met = any(person.mentions[0].sentence == first.mentions[0].sentence for person in later)
            host = first if home.country and not has_met else None
            for person in every:
                if not any(office.owner or office.body for office in person.offices):
                    near = home.near(person, role) if later else None
                    is_ours = near is None and (not later or person is host)
                    person.assumed = home.of(person, role, qualifiers) if is_ours else near

    # Descriptions: the Iranian foreign minister, Iraqi officials

    def _add_descriptions(self) -> None:
        covered = sorted(self._taken, key=lambda item: item[0])
        spans = [item[0] for item in covered]
        for sentence, line in enumerate(self.lines):
            for index, token in enumerate(line.tokens):
                if not heads_description(line, index) or line.names[index]:
                    continue
                if covers(spans, token.start):
                    continue
                office = office_at(line, index)
                self._add_description(sentence, line, index, office)
        self.persons.sort(key=lambda described: described.start)

    def _add_description(self, sentence: int, line: Line, head: int, office: Office) -> None:
        span = Span(line.tokens[office.start].start, line.tokens[head].end)
        covered = Span(span.start, line.tokens[max(office.end, head + 1) - 1].end)
        # "The senator from Vermont" may be another than the one just named.
        is_told_apart = line.low(head + 1) == "from" and office.role_class == "legislator"
        is_known = is_definite(line, office) and not is_told_apart
        person = self.described_person(office, span.start) if is_known else None
        person = person or self.introduced(office, line, sentence)
        if person:
            self.persons.append(Described(span.start, sentence, person))
            self._taken.append((covered, span, "person", person.actor))
        elif office.owner and office.owner.kind == "country" and line.low(head) in words("whole_people"):
            self._taken.append((span, span, "country", office.owner))
        elif office.owner and office.start < head:
            actor = self.unnamed(line, office.start, head, head + 1, office)
            self._taken.append((span, span, actor.kind, actor))

    def _add_people_called(self, named: Sequence[NamedMention]) -> None:
        """Adds "the author" as whom the article said to be one."""
        taken = {span for _, span, _, _ in self._taken}
        told = ((m.sentence, m.name, m.span, self._person_of[m.name]) for m in sorted(named, key=lambda m: m.name))
        for span, person in people_called(self.lines, told):
            if span not in taken:
                self._taken.append((span, span, "person", person.actor))

    def described_person(self, office: Office, position: int) -> Person | None:
        """The person that a description without a name fits: the last before ``position``, else the only one."""
        if office.role in words("plural_role"):
            return None
        fitting = self._fitting(office)
        before = [(at, person) for person in fitting if (at := person.last_before(position)) >= 0]
        if before:
            return max(before, key=lambda found: found[0])[1]
        is_specific = office.owner is not None or office.body is not None
        return fitting[0] if len(fitting) == 1 and is_specific else None

    def introduced(self, office: Office, line: Line, sentence: int) -> Person | None:
        """Who "a junior minister" or "the Dutch ambassador" is where a report opens so and names the only one later."""
        if sentence > _LEAD or office.role in words("plural_role") or office.role_class == "spokes":
            return None
        start = office.start
        while start and line.tokens[start - 1].text.islower() and line.low(start - 1) not in words("function"):
            start -= 1
        if line.low(start - 1) not in ("a", "an", "the"):
            return None
        # Of judges and senators there are many: "another judge".
        is_one_of_many = office.role_class in ("private", "legislator") and not (office.owner or office.body)
        if is_one_of_many or any(
            other.low(i) == "another" and other.low(i + 1) == office.role
            for other in self.lines
            for i in range(len(other))
        ):
            return None
        # "A Brazilian judge", later "Judge Ada Quill".
        named = [
            person
            for person in self._fitting(office._replace(owner=None, body=None))
            if any(
                held.role == office.role and (not (office.owner and held.owner) or held.owner == office.owner)
                for held in person.offices
            )
        ]
        first = named[0].mentions[0] if len(named) == 1 else None
        return named[0] if first and sentence < first.sentence <= sentence + _MAX_DELAY else None

    def _fitting(self, office: Office) -> list[Person]:
        """The people who hold an office that answers to a description."""
        told_apart = office.qualifiers & (_content_words() | {"chief"})
        key = (office.role, self._side(office), office.body is None, told_apart)
        if key not in self._fitting_to:
            self._fitting_to[key] = [
                p
                for p in self.people
                if office.role not in _TELLS_GENDER or p.gender in ("", office.gender)
                if any(_fits(office, held) or self._heads_it(office, held) for held in _offices_of(p))
            ]
        return self._fitting_to[key]

    def _side(self, office: Office) -> Actor | None:
        return office.owner or (self._bodies.actor(office.body) if office.body else None)

    def _heads_it(self, wanted: Office, held: Office) -> bool:
        """Whether "the MHP chief" is the leader of the MHP."""
        is_head = wanted.role in words("chief_role") and held.role in words("chief_role") and not held.former
        side = self._side(wanted) if is_head else None
        return side is not None and side.kind != "country" and side == self._side(held)

    # Actors without a name

    def unnamed(self, line: Line, start: int, head: int, end: int, office: Office | None = None) -> Actor:
        """The actor that tokens ``[start, end)`` name by description alone; its noun is at ``head``."""
        noun = line.low(head)
        owner = office.owner if office else self._owner_in(line, start, end)
        name = self.surface_of(line, start, end)
        if line.low(start - 1) == "its" and not any(line.matches[start:end]):
            known, body = line.possessor(start - 1)
            owner = owner or known or (self._bodies.actor(body) if body else None)
            name = f"{owner.name}'s {name}" if owner else name
        key = (owner, " ".join(_bare(line, start, end)))
        if key not in self._unnamed:
            is_central = (line.low(head - 1), noun) in _CENTRAL
            affiliation = self._affiliation_of_unnamed(noun, owner, office, is_central=is_central)
            self._unnamed[key] = Actor(name, _kind_of(noun), affiliation=affiliation)
        return self._unnamed[key]

    @staticmethod
    def _owner_in(line: Line, start: int, end: int) -> Actor | None:
        matches = (line.matches[index] for index in range(start, end))
        return next((match.actor for match in matches if match and match.form != "place"), None)

    def _affiliation_of_unnamed(
        self, noun: str, owner: Actor | None, office: Office | None, *, is_central: bool
    ) -> Actor | None:
        if office:
            return self.affiliation(office)
        if is_central and (owner is None or owner.kind == "country"):
            return owner or self.home.main
        if owner is None and noun in _STATE_NOUNS:
            return self.home.main
        if owner is None or owner.kind != "country":
            return owner
        return owner if noun in words("state_group") or noun in words("state_institution") else None

    def state_body(self, line: Line, start: int, head: int) -> Actor | None:
        """The body that "the government" or "the ministry" means, or None if it cannot be told."""
        word = line.low(head)
        position = line.tokens[start].start
        named = self._bodies.last_with_head(word, position)
        if named:
            return named
        for (owner, bare), actor in reversed(self._unnamed.items()):
            if owner and bare.rpartition(" ")[2] == word:
                return actor
        if word not in words("state_institution"):
            return None
        country = self.home.only
        if country is None:
            return None
        key = (country, word)
        if key not in self._unnamed:
            self._unnamed[key] = Actor(self.surface_of(line, start, head + 1), "organisation", affiliation=country)
        return self._unnamed[key]

    def surface_of(self, line: Line, start: int, end: int) -> str:
        """The text of tokens ``[start, end)`` on one line."""
        return self.surface(line.tokens[start].start, line.tokens[end - 1].end)

    # Organisations, countries, bodies

    def body_actor(self, name: Mention) -> Actor:
        """The actor of an organisation's mention."""
        return self._bodies.actor(name)

    def _add_bodies(self, names: Iterable[Mention]) -> None:
        for name in names:
            if name.kind != "person" and self.line_at(name.start) >= 0:
                self._taken.append((name.span, name.span, name.kind, self._bodies.actor(name)))

    def _add_matches(self, matches: Sequence[Sequence[GazetteerMatch]]) -> None:
        for line, inside in zip(self.lines, matches, strict=True):
            for match in inside:
                seat = self._seat_of_state(line, match)
                if seat:
                    self._taken.append((seat, seat, match.actor.kind, match.actor))
                    continue
                is_origin = match.form == "demonym" and self._is_of_a_firm(line, match)
                is_origin = is_origin or self._is_a_person(line, match)
                if match.form == "place" or match.actor.kind == "place" or is_origin:
                    self._taken.append((match.span, match.span, "place", None))
                    continue
                span = self._with_noun(line, match) if match.form == "demonym" else match.span
                self._taken.append((span, span, match.actor.kind, match.actor))

    def _likely_firm(self) -> Actor | None:
        """The only body of a name that tells no kind, of several the only one that the article names three times."""
        named = Counter(actor for _, _, _, actor in self._taken if actor and actor.kind == "organisation")
        kinds = words("organisation") | words("organisation_state") | words("media")
        kindless = {
            actor: count
            for actor, count in named.items()
            if not actor.affiliation and kinds.isdisjoint(actor.name.lower().split())
        }
        often = list(kindless) if len(kindless) == 1 else [actor for actor, count in kindless.items() if count > _OFTEN]
        is_one = len(often) == 1 and not often[0].name.isupper() and not self.gazetteer.lookup(often[0].name)
        return often[0] if is_one else None

    def _add_states(self) -> None:
        """Adds "the government", "this army" and "ministers" as the state whose they are, if that can be told.

        That is the country of which the same word was said last, in the paragraph where the report is about one, else
        that one. "The ministry" and "the central bank" are the last ones that were named.
        """
        usual = self.home.main
        known: dict[str, Actor] = {}
        paragraph = -1
        for sentence, line in enumerate(self.lines):
            if usual and self.paragraph(sentence) != paragraph:
                known, paragraph = {}, self.paragraph(sentence)
            for index, token in enumerate(line.tokens):
                is_central = token.text.islower() and (line.low(index - 1), token.low) in _CENTRAL
                is_agency = token.text in _FIELD_BODIES and self._has_field(line, index)
                is_state = token.low in _STATE_NOUNS or is_central or is_agency
                if not is_state or line.names[index] or token.text.isupper():
                    continue
                at = index - (2 if line.low(index - 1) == "'s" else 1)
                owner = line.matches[at] if at >= 0 else None
                if owner and owner.actor.kind == "country":
                    known[token.low] = owner.actor
                    continue
                if not (is_agency or self._is_of_the_state(line, index)):
                    continue
                is_named = token.low in ("ministry", "inspectorate")
                named = self._bodies.last_with_head(token.low, token.start) if is_named else None
                if is_central and token.low == "bank":
                    named = self._central_bank(token.start)
                actor = named or known.get(token.low) or usual
                if actor:
                    span = Span(token.start, token.end)
                    self._taken.append((span, span, actor.kind, actor))

    @staticmethod
    def _has_field(line: Line, index: int) -> bool:
        """Whether "the labour department" or "the country's privacy watchdog" stands there, which are a state's."""
        if not ends_phrase(line, index):
            return False
        first = index
        while first and (
            line.low(first - 1) in words("portfolio") or line.low(first - 1) in ("and", "state", "federal", "national")
        ):
            first -= 1
        owner = next((i for i in range(index - 1, max(index - _MAX_QUALIFIERS, 0), -1) if line.low(i) == "'s"), 0)
        is_countrys = owner > 0 and line.low(owner - 1) in ("country", "nation") and line.low(owner - 2) == "the"
        return is_countrys or (first < index and line.low(first - 1) in ("the", "our"))

    @staticmethod
    def _is_field(line: Line, index: int) -> bool:
        """Whether a word tells a ministry: "the labour ministry", "the central bank"."""
        low = line.low(index)
        is_word = low.isalpha() and line.tokens[index].text.islower() and low not in words("function")
        return is_word and low not in words("determiner") and not line.matches[index]

    def _central_bank(self, position: int) -> Actor | None:
        """The central bank that is named before a place of the article: the Federal Reserve, the Bank of Spain."""
        found: Actor | None = None
        for line in self.lines:
            for index, token in enumerate(line.tokens):
                if token.start >= position:
                    return found
                body, match = line.body(index), line.matches[index]
                actor = self._bodies.actor(body) if body else match.actor if match else None
                if actor and _CENTRAL_BANK.match(actor.name):
                    found = actor
        return found

    def _add_both(self) -> None:
        """Adds "both governments" and "the two neighbours" where the report is of two countries.

        Of two words each stands for one of them, since a mention has one actor.
        """
        two = self.home.both
        for line in self.lines if two else ():
            for index, token in enumerate(line.tokens):
                first = line.low(index - 1)
                is_plain = not line.names[index] and ends_phrase(line, index) and ends_there(line, index)
                if token.text in _OF_BOTH and first in ("both", "two") and is_plain:
                    words_of = (line.tokens[index - 1], token)
                    for word, actor in zip(words_of, two, strict=True):
                        self._taken.append((Span(word.start, word.end), Span(word.start, word.end), "country", actor))

    def _is_of_the_state(self, line: Line, index: int) -> bool:
        """Whether a noun is "the government", "this army" or, without an article, "ministers" and "police"."""
        first = index
        while line.low(index) in ("ministry", "bank", "guard") and self._is_field(line, first - 1):
            first -= 1
        before = line.low(first - 1)
        if line.low(index) in _BARE_STATE_NOUNS and before != "the":
            is_first = not before[:1].isalpha() or before in words("function") or before in words("speech_verb")
            is_known = is_first or before in cue_forms() or before == "government"
            return is_known and begins_anew(line.low(index + 1)) and ends_there(line, index)
        if before == "own":
            before = line.low(first - 2)
        if line.low(index) == "ministers" and before == "the":
            return False
        if before not in ("the", "this", "our"):
            return False
        is_plain = line.low(index) == "government" or begins_anew(line.low(index + 1))
        return is_plain and ends_there(line, index)

    @staticmethod
    def _seat_of_state(line: Line, match: GazetteerMatch) -> Span | None:
        """The span of "the government in Tbilisi", "our friends in Warsaw"; None where the capital is a mere place."""
        at = line.indices(match.span.start, match.span.end).start
        is_state = match.form == "place" and match.actor.kind == "country" and line.low(at - 1) == "in"
        is_own = line.low(at - 2) in _COMPANIONS and line.low(at - 3) in ("our", "their", "its")
        if not is_state or not (is_own or line.low(at - 2) in words("seated")):
            return None
        return Span(line.tokens[at - 2].start, match.span.end)

    @staticmethod
    def _is_a_person(line: Line, match: GazetteerMatch) -> bool:
        """Whether "the Slovak" is one man, not his country."""
        at = line.indices(match.span.start, match.span.end)
        is_one = match.form == "demonym" and f"{match.surface}s" in match.actor.aliases
        return is_one and line.low(at.start - 1) in ("the", "a", "an") and ends_phrase(line, at.stop - 1)

    @staticmethod
    def _is_of_a_firm(line: Line, match: GazetteerMatch) -> bool:
        """Whether an adjective of nationality only says where a firm is from: "Anglo-Canadian mining company"."""
        at = line.indices(match.span.start, match.span.end).stop
        for index in range(at, min(at + _MAX_QUALIFIERS, len(line))):
            text = line.tokens[index].text
            if line.low(index) in words("firm"):
                return True
            is_qualifier = text == "-" or (text.islower() and text.isalpha())
            if line.matches[index] is None and not is_qualifier:
                return False
        return False

    def _with_noun(self, line: Line, match: GazetteerMatch) -> Span:
        """The span of an adjective of nationality with the noun of state behind it: Iraqi security forces."""
        stop = line.indices(match.span.start, match.span.end).stop
        if line.low(stop) in words("country_head"):
            return Span(match.span.start, line.tokens[stop].end)
        if line.low(stop) in words("country_noun") and line.low(stop + 1) in words("country_noun"):
            return Span(match.span.start, line.tokens[stop + 1].end)
        if line.low(stop) in words("country_noun"):
            return Span(match.span.start, line.tokens[stop].end)
        return match.span

    def person_at(self, span: Span) -> Person | None:
        """The person of a bare name."""
        return self._person_of.get(span)

    def named_mention(self, span: Span) -> NamedMention | None:
        """The mention with a bare name at ``span``."""
        return self._named.get(span)


class Bodies:
    """The organisations that the article names, each with all its names."""

    def __init__(self, reading: Reading, names: Iterable[Mention]) -> None:
        self._actors: dict[Span, Actor] = {}
        self._by_position: list[tuple[int, Actor]] = []
        groups: dict[str, list[Mention]] = {}
        keys: dict[Span, str] = {}
        states: dict[str, Actor] = {}
        bodies = [name for name in names if name.kind != "person" and reading.line_at(name.start) >= 0]
        surfaces = [reading.surface(name.start, name.end) for name in bodies]
        in_full = {form: surface for surface in (*_known_bodies(reading), *surfaces) for form in _acronyms(surface)}
        in_full |= _defined(reading, bodies)
        for name, surface in zip(bodies, surfaces, strict=True):
            low = in_full.get(surface, surface).lower().replace("’", "'")
            # The Guardian is no Guardian Council, the Army no Army Relief Fund.
            is_kind = any(low in words(kind) for kind in ("media", "organisation", "organisation_state"))
            is_clipped = " " in surface or surface.isupper() or not is_kind
            key = self._longer_key(low, groups, is_clipped=is_clipped)
            state = self._state_of_ministry(reading, name, low)
            if state and states.setdefault(key, state) != state:  # two states' Foreign Ministry
                key = f"{low} of {state.name}"
                states[key] = state
            groups.setdefault(key, []).append(name)
            keys[name.span] = key
        names_in_full = {name.lower().replace("’", "'"): name for name in in_full.values()}
        made = {
            key: self._build(reading, group, states.get(key), names_in_full.get(key, ""))
            for key, group in groups.items()
        }
        for span, key in keys.items():
            self._actors[span] = made[key]
            self._by_position.append((span.start, made[key]))

    @staticmethod
    def _longer_key(low: str, groups: dict[str, list[Mention]], *, is_clipped: bool) -> str:
        """The name that ``low`` shortens by its first words, or by its last ones if it may be clipped.

        Foreign Ministry for Iranian Foreign Ministry, LG for LG Electronics.
        """
        if low in groups:
            return low
        shortened = (key for key in reversed(groups) if key.endswith(" " + low))
        longer = (key for key in reversed(groups) if is_clipped and key.startswith(low + " "))
        clipped = (key for key in longer if _NAMED_AFTER.isdisjoint(key.removeprefix(low).split()))
        return next(shortened, next(clipped, low))

    @staticmethod
    def _state_of_ministry(reading: Reading, name: Mention, low: str) -> Actor | None:
        """Whose ministry it is, by the sentence: "China opposes it, the Ministry of Commerce said"."""
        if "ministry" not in low:
            return None
        sentence = reading.line_at(name.start)
        line = reading.lines[sentence]
        return country_of_body(line, name) or _country_that_speaks(line) or reading.home.of_scene(sentence)

    @staticmethod
    def _build(reading: Reading, group: Sequence[Mention], state: Actor | None, in_full: str) -> Actor:
        surfaces = list(dict.fromkeys(reading.surface(m.start, m.end) for m in group))
        # Of the gazetteer's bodies only the acronyms are here.
        name = max((*surfaces, in_full), key=len)
        # A name with several owners has one only where the gazetteer found it in its context.
        known = reading.gazetteer.lookup(name, shared=False)
        if known:
            return _stateless(known)
        kind = organisation_kind(name)
        country: Actor | None = None
        if kind == "organisation" and (is_state_body(name) or called_by_name(name) in _AGENCIES):
            lines = [reading.lines[reading.line_at(m.start)] for m in group]
            owners = (country_of_body(line, m) for line, m in zip(lines, group, strict=True))
            country = next((owner for owner in owners if owner), state)
            if country is None:
                is_agency = called_by_name(name) in _AGENCIES
                is_ministry = "ministry" in name.lower()
                country = reading.home.of_agencies(is_ministry) if is_agency or is_ministry else None
        return Actor(name, kind, aliases=tuple(s for s in surfaces if s != name), affiliation=country)

    def actor(self, name: Mention) -> Actor:
        """The actor of a mention."""
        return self._actors[name.span]

    def last_with_head(self, word: str, position: int) -> Actor | None:
        """The last organisation before ``position`` whose name ends in ``word`` (lower case)."""
        fitting = (actor for start, actor in reversed(self._by_position) if start < position)
        return next((actor for actor in fitting if actor.name.lower().rpartition(" ")[2] == word), None)


class _Home:
    """Whose ministers an article means by "Foreign Minister Ali Karimi": a guess, and none where it may be wrong.

    At the beginning of a report from a capital a minister is that country's ("TEHRAN -- Foreign
    Minister …"); further on only if the report is about it, and no other is named in the
    sentence. "Cairo has denied that" says whose minister speaks next in the paragraph. A
    minister of home affairs is of the only country named so far. A ruler is more often a
    well-known guest ("President Bush"), so that a surname is not enough where another
    country is named.

    Args:
        reading: the article; its lines must be there.
        country: the country that the report comes from, if it says so.
    """

    def __init__(self, reading: Reading, country: Actor | None) -> None:
        self._reading = reading
        self._named = [
            [m.actor for m in dict.fromkeys(line.matches) if m and m.actor.kind == "country"] for line in reading.lines
        ]
        # "A London-based bank" tells nothing.
        self._acting = [
            [m.actor for m in dict.fromkeys(line.matches) if m and m.actor.kind == "country" and not _is_base(line, m)]
            for line in reading.lines
        ]
        if not any(self._acting):  # only a party or a body of the state tells which: the Conservatives
            self._acting = [
                [of for m in dict.fromkeys(line.matches) if m and (of := _country_actor(m.actor))]
                for line in reading.lines
            ]
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
        is_early = any(usual in actors for actors in (*self._named[: _LEAD + 1], *self._acting[: _LEAD + 1]))
        is_most = len(counted) == 1 or count > counted[1][1]
        return usual if is_most and (is_early or count > _OFTEN) else None

    @cached_property
    def both(self) -> tuple[Actor, ...]:
        """The two countries that a report is about, which names none nearly as often; empty if it is of none or one."""
        counted = Counter(actor for actors in self._acting for actor in actors).most_common(3)
        if len(counted) < 2 or counted[1][1] <= _OFTEN:
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

    def of(self, person: Person, role: str, qualifiers: frozenset[str]) -> Actor | None:
        """The country of a person who holds an office without a country, or None."""
        mention = _with_office(person)
        is_lead = mention.sentence <= _LEAD
        if role == "ambassador" or role in words("spokes_role"):  # at home a guest, and anybody's
            return self.near(person, role)
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
        line = self._reading.lines[mention.sentence]
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
        paragraph = self._reading.paragraph
        return sentence - 1 if sentence and paragraph(sentence - 1) == paragraph(sentence) else -1

    def _scene(self, sentence: int) -> Actor | None:
        return scene_of(self._reading.lines[sentence]) if sentence >= 0 else None

    def _speaking_before(self, sentence: int) -> Actor | None:
        """The country for which the sentence before, in the same paragraph, begins to speak.

        "Cairo has denied", "The French foreign ministry urged", "Venezuela's Foreign Minister Yvan Gil called".
        """
        before = self._before(sentence)
        if before < 0:
            return None
        return _country_that_speaks(self._reading.lines[before])


def _is_base(line: Line, match: GazetteerMatch) -> bool:
    """Whether a place only tells where somebody is: "London-based"."""
    stop = line.indices(match.span.start, match.span.end).stop
    return match.form == "place" and "based" in (line.low(stop), line.low(stop + 1))


def _country_that_speaks(line: Line) -> Actor | None:
    """The country that heads a sentence and takes a stand in it, itself or by its ministry or minister."""
    first = _head_of_sentence(line)
    body, match = (line.body(first), line.matches[first]) if first < len(line) else (None, None)
    if body:
        country, stop = country_of_body(line, body), line.indices(body.start, body.end).stop
        is_owner = False
    elif match:
        country, stop = _country_actor(match.actor), line.indices(match.span.start, match.span.end).stop
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


def _is_of_a_cabinet(office: Office) -> bool:
    """Whether an office without a country is one of some government: a minister, "Defense Secretary", an ambassador."""
    if office.role == "secretary":
        return bool(office.qualifiers & (words("portfolio") | {"cabinet", "press"}))
    return office.role in words("ruler") | {"minister", "ambassador"} | words("spokes_role")


def _with_office(person: Person) -> NamedMention:
    return next(mention for mention in person.mentions if mention.offices)


def _owner_of_ministry(line: Line, office: Office) -> Actor | None:
    """The country of "ministry spokesperson", "a spokesman for the junta": as named before, or where the scene is."""
    word = next((low for low in office.words if low in words("state_institution")), None)
    return (owner_of_earlier(line, word) or scene_of(line)) if word else None


def _offices_of(person: Person) -> Iterable[Office]:
    """A person's offices, those without a country as the assumed country's."""
    for office in person.offices:
        is_bare = office.owner is None and office.body is None and office.is_of_state
        yield office._replace(owner=person.assumed) if is_bare and person.assumed else office


def _acronyms(name: str) -> set[str]:
    """What a name of several words may be shortened to: its initials, with and without those of small words."""
    parts = name.replace("-", " ").split()
    if len(parts) < 2:
        return set()
    return {"".join(part[0] for part in parts if part[0].isupper()), "".join(part[0].upper() for part in parts)}


def _known_bodies(reading: Reading) -> Iterator[str]:
    """The gazetteer's parties and other bodies that the article names in several words."""
    for line in reading.lines:
        for match in dict.fromkeys(line.matches):
            if match and match.actor.kind not in ("country", "place", "group") and " " in match.surface:
                yield reading.surface(match.span.start, match.span.end)


def _defined(reading: Reading, bodies: Sequence[Mention]) -> dict[str, str]:
    """Acronyms in brackets behind what they shorten: "the Tribunal for the Law of the Sea (ITLOS)".

    Its letters must stand in the name in their order, the first one at its beginning, so that "Norway (AP)" is none.
    """
    ends = {name.end: name.span for name in bodies}
    ends |= {match.span.end: match.span for line in reading.lines for match in line.matches if match}
    found: dict[str, str] = {}
    for name in bodies:
        acronym = reading.surface(name.start, name.end)
        before = _IN_BRACKETS.search(reading.text, max(name.start - _LONGEST_GAP, 0), name.start)
        span = ends.get(before.start()) if before and reading.text[name.end : name.end + 1] == ")" else None
        if span and acronym.isupper() and " " not in acronym:
            surface = reading.surface(span.start, span.end)
            letters = iter(surface.lower())
            is_short = surface[0] == acronym[0] and all(letter in letters for letter in acronym.lower())
            if is_short and len(surface) > len(acronym):
                found[acronym] = surface
    return found


def is_definite(line: Line, office: Office) -> bool:
    """Whether a description means someone known: "the minister", "Iran's minister", not "a minister"."""
    before = line.low(office.start - 1)
    if before in ("the", "this", "that") or "'s" in office.qualifiers:
        return True
    return before in ("his", "her", "its", "their") and office.owner is not None


def _fits(wanted: Office, held: Office) -> bool:
    """Whether an office that a person holds answers to a description."""
    if not held.role or not _same_owner(wanted, held):
        return False
    content = wanted.qualifiers & _content_words()
    role = _WRITTEN_OUT.get(held.role, held.role)
    every = {_WRITTEN_OUT.get(word, word) for word in held.words}
    if wanted.role in words("rank"):
        others = (every & words("rank")) - {wanted.role, *wanted.words}
        return wanted.role in every and not (others and (wanted.role in _LESSER))
    if role == "governor" and (every & _LESSER) - wanted.words:
        return False
    if role == "minister" and ("chief" in every) != ("chief" in wanted.words):
        return False  # a chief minister heads a state of India
    if wanted.role == "minister" and _heads_government(held) and not _heads_government(wanted):
        return False
    if wanted.role == role or {wanted.role, role} <= words("spokes_role"):
        return content <= held.words
    if wanted.role in _ALSO_CALLED:
        # A trade representative sits in no chamber.
        is_envoy = held.role == "representative" and bool(held.qualifiers or held.body)
        return role in _ALSO_CALLED[wanted.role] and not is_envoy and content <= held.words
    if _heads_government(wanted) and _heads_government(held):
        return content - {"prime"} <= held.words
    if wanted.role == "counterpart":
        return wanted.owner is not None and held.role in words("ruler") | {"minister"}
    if wanted.role in ("official", "diplomat", "leader", "politician"):
        # Nobody calls a president "the US official".
        is_wide = held.role_class in ("state", "head", "spokes") or held.role in words("rank")
        is_wide = is_wide and not (wanted.role in ("official", "diplomat") and held.role in words("ruler"))
        return is_wide and (not content or bool(content & held.words))
    return False


def _heads_government(office: Office) -> bool:
    return office.role == "premier" or (office.role == "minister" and "prime" in office.qualifiers)


def _content_words() -> frozenset[str]:
    """Words that tell one office from another: foreign, security, deputy."""
    return (words("portfolio") | words("modifier")) - words("loose_modifier")


def _same_owner(wanted: Office, held: Office) -> bool:
    if wanted.owner is None:
        return wanted.body is None or held.body is not None
    return (
        held.owner is not None
        and wanted.owner.country == held.owner.country
        and (bool(wanted.owner.country) or wanted.owner == held.owner)
    )


def _kind_of(head: str) -> ActorKind:
    if head in words("group") or head in words("plural_role"):
        return "group"
    return "person" if role_class(head) not in ("", "honorific") else "organisation"


def _bare(line: Line, start: int, end: int) -> list[str]:
    """The words of a noun phrase without its owner, so that "Iran's" and "the Iranian government" agree."""
    return [
        line.low(i)
        for i in range(start, end)
        if not line.matches[i] and line.low(i) != "'s" and line.low(i) not in words("determiner")
    ]


def _stateless(actor: Actor) -> Actor:
    """A party or an armed group without a country: its people do not speak for the state."""
    return replace(actor, affiliation=None) if actor.kind in ("party", "armed_group") else actor


def _country_actor(actor: Actor) -> Actor | None:
    """The country that ``actor`` is or speaks for."""
    seen: Actor | None = actor
    while seen is not None and seen.kind != "country":
        seen = seen.affiliation
    return seen


def covers(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the sorted, disjoint spans contains the character at ``position``."""
    index = bisect_right(spans, Span(position, len(spans) + position + 1)) - 1
    return any(s.start <= position < s.end for s in spans[max(0, index - 1) : index + 1])


def _disjoint(taken: Sequence[tuple[Span, Span, ActorKind, Actor | None]]) -> tuple[Mention, ...]:
    """Mentions of the items ``(covered, span, kind, actor)``, earlier ones first; what they cover is left out.

    Items without an actor only cover.
    """
    covered: list[Span] = []
    mentions: list[Mention] = []
    for region, span, kind, actor in taken:
        index = bisect_right(covered, span)
        if any(other.overlaps(span) for other in covered[max(0, index - 1) : index + 1]):
            continue
        covered.insert(index, region)
        if actor is not None:
            mentions.append(Mention(span.start, span.end, kind, actor))
    return tuple(sorted(mentions, key=lambda mention: mention.start))
