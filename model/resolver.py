"""Turns mentions and speakers into actors, by rule.

"Zarif", "he" and "the Iranian foreign minister" become Mohammad Javad Zarif, who
speaks for Iran; "Iraqi government" and "Baghdad" become Iraq; "Iranian officials"
become an actor of their own that speaks for Iran. Knowledge comes from the article
and from the gazetteer only: a president whose country the article does not say has
no affiliation.

Decisions:

* A person speaks for a country by an office of state in its name, never by
  nationality. Members of a chamber, opponents, candidates and former holders of an
  office do not; a party's or an organisation's people speak for it, and a party or
  an armed group for no country.
* As a target, an adjective of nationality with the word it describes ("Iraqi army")
  is the country. As a speaker, such a body is itself, with the country as affiliation.
* Inside the description of a person or group of people no country is mentioned.
* "He", "him", "his" and their like are mentions in what somebody says, where they mean
  a person who was named before and does not speak; other pronouns are resolved as
  speakers and subjects only.

Limits: a pronoun takes the nearest earlier speaker, else the subject, within three
paragraphs; there is no syntax behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, Protocol

from .acts import Act, Subject, find_subject
from .gazetteer import Gazetteer, GazetteerMatch
from .lexicon import Gender, role_class, tokenize, words
from .names import matches_by_line, merge_names, organisation_kind, read_names
from .people import NamedMention, Person, group_people
from .records import Actor, ActorKind, Article, Attribution, Mention, Sentence, Span
from .titles import (
    Line,
    Office,
    country_of_body,
    heads_description,
    is_state_body,
    office_after,
    office_at,
    office_before,
)

__all__ = ["Resolution", "Resolver", "RuleResolver"]

# How many paragraphs back a pronoun or a continued quotation still finds its speaker.
_MEMORY_PARAGRAPHS = 3
# Words of a title and a name that may follow a description after its comma.
_MAX_TITLE = 4

_LIST_LINK = re.compile(r",?\s+(?:and\s+)?(?:the\s+)?")
#: Behind an "it" that means nobody: "it is worrying that", "it was reported that".
_EXPLETIVE = re.compile(r"\s+(?:is|was|has\s+been|seems|seemed|appears|appeared|remains)\s+(?:\w+\s+){1,2}that\b")
_GENDERED: dict[str, Gender] = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "hers": "f"}
_SINGULAR_KINDS = frozenset({"party", "armed_group", "organisation", "international", "country"})
_PLURAL_KINDS = _SINGULAR_KINDS | {"group"}
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_PLURAL = frozenset({"they", "them", "their"})
_OTHER_PRONOUNS = _PLURAL | {"it", "its", "who", "whose", "which", "that"}


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in an article.

    Attributes:
        mentions: every mention that names or describes an actor, each with its
            ``actor``; sorted and disjoint. A person's includes the title before the name.
        attributions: the attributions as given, with ``speaker`` set where it is known; one
            for each speaker of "Poland and Lithuania said".
        actors: the actors of both, each once, in the order of their first appearance.
        acts: who acts, in order; in a sentence with an attribution only its speaker, before speaking.
    """

    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    actors: tuple[Actor, ...]
    acts: tuple[Act, ...] = ()


class Resolver(Protocol):
    """Anything that finds the actors of an article, by rule or by model."""

    def __call__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        names: Sequence[Mention] | None = None,
    ) -> Resolution:
        """The actors of ``article`` and what refers to them, from what a tagger found."""
        ...


class RuleResolver:
    """Resolves by the rules of this module.

    Args:
        gazetteer: the known countries, bodies, groups and parties.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        names: Sequence[Mention] | None = None,
    ) -> Resolution:
        """Resolve the mentions and speakers of an article.

        Args:
            article: the article.
            sentences: its sentences, in order.
            attributions: what a tagger found, in the order of the text.
            names: bare names that a tagger found; None to find them by shape alone.
        """
        reading = _Reading(self._gazetteer, article, sentences, names)
        speakers = _Speakers(reading)
        resolved = speakers.resolve(attributions)
        mentions = tuple(sorted((*reading.mentions, *speakers.pronouns()), key=lambda mention: mention.start))
        spoken = [a.speaker for a in resolved if a.speaker]
        actors = dict.fromkeys([*(m.actor for m in mentions if m.actor), *spoken])
        return Resolution(mentions, resolved, tuple(actors), tuple(speakers.acts()))


class _Described(NamedTuple):
    """A person's mention, by name or description, as a possible antecedent."""

    start: int
    sentence: int
    person: Person


class _Reading:
    """What is known of an article before its speakers are: lines, people, organisations, mentions.

    Attributes:
        lines: one for each sentence.
        persons: mentions of people by name or description, sorted by position.
        mentions: all mentions with their actors, sorted and disjoint.
    """

    def __init__(
        self, gazetteer: Gazetteer, article: Article, sentences: Sequence[Sentence], names: Sequence[Mention] | None
    ) -> None:
        self.gazetteer = gazetteer
        self.text = article.text
        self.sentences = sentences
        tokens = tokenize(article, sentences)
        found = gazetteer.find(article.text)
        matches = matches_by_line(tokens, [replace(m, actor=_stateless(m.actor)) for m in found])
        by_shape = read_names(article.text, tokens, matches)
        if names is not None:
            by_shape = merge_names(article.text, by_shape, names, found)
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
        self._bodies = _Bodies(self, by_shape)
        named = list(self._named_people(by_shape))
        self.people, self._person_of = group_people(named)
        self._assume_home(article)
        self._named = {mention.name: mention for mention in named}
        self.persons = [_Described(m.span.start, m.sentence, self._person_of[m.name]) for m in named]
        self._taken: list[tuple[Span, Span, ActorKind, Actor | None]] = [
            (m.covered, m.span, "person", self._person_of[m.name].actor) for m in named
        ]
        self._add_descriptions()
        self._add_bodies(by_shape)
        self._add_matches(matches)
        self._add_short_names()
        self.mentions = _disjoint(self._taken)
        self._mentions_by_line: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self._mentions_by_line.setdefault(self.line_at(mention.start), []).append(mention)
        self._persons_by_line: dict[int, list[_Described]] = {}
        for described in self.persons:
            self._persons_by_line.setdefault(described.sentence, []).append(described)

    # Where things stand

    def line_at(self, position: int) -> int:
        """Index of the sentence that contains or precedes a character offset; -1 if none does."""
        return bisect_right(self._starts, position) - 1

    def paragraph(self, sentence: int) -> int:
        """Paragraph of the sentence with index ``sentence``."""
        return self.sentences[sentence].paragraph

    def surface(self, start: int, end: int) -> str:
        """The text of ``[start, end)`` on one line."""
        return " ".join(self.text[start:end].split())

    def persons_in(self, sentence: int) -> Sequence[_Described]:
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
            if before and after and not after.role and before.owner is None and before.body is None:
                before = before._replace(owner=after.owner)
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
                affiliation or self._party_of(line, indices.stop),
            )

    def _party_of(self, line: Line, after: int) -> Actor | None:
        """The party behind a politician's name: (R-Texas), D-Calif., "a Democrat from Ohio"."""
        if line.low(after) not in (",", "("):
            return None
        noun = after + 2 if line.low(after + 1) in ("a", "the") else after + 1
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

    def _assume_home(self, article: Article) -> None:
        """A minister without a country in a report from a capital is that country's: "TEHRAN -- Foreign Minister …".

        Only where a single person of the article holds such an office: of two presidents
        one is a guest.
        """
        place = str(article.metadata.get("place", "")).rpartition(",")[2].strip()
        home = self.gazetteer.lookup(place) if place else None
        if home is None or home.kind != "country":
            return
        holders: dict[tuple[str, frozenset[str]], list[Person]] = {}
        for person in self.people:
            for office in person.offices:
                is_ours = office.owner is None or office.owner == home
                if office.is_of_state and office.role in words("ruler") | {"minister"} and is_ours:
                    holders.setdefault((office.role, office.qualifiers & _content_words()), []).append(person)
        for held in holders.values():
            person = held[0]
            if len({id(p) for p in held}) == 1 and not any(o.owner or o.body for o in person.offices):
                person.assumed = home

    # Descriptions: the Iranian foreign minister, Iraqi officials

    def _add_descriptions(self) -> None:
        covered = sorted(self._taken, key=lambda item: item[0])
        spans = [item[0] for item in covered]
        for sentence, line in enumerate(self.lines):
            for index, token in enumerate(line.tokens):
                if not heads_description(line, index) or line.names[index]:
                    continue
                if _covers(spans, token.start):
                    continue
                office = office_at(line, index)
                self._add_description(sentence, line, index, office)
        self.persons.sort(key=lambda described: described.start)

    def _add_description(self, sentence: int, line: Line, head: int, office: Office) -> None:
        span = Span(line.tokens[office.start].start, line.tokens[head].end)
        covered = Span(span.start, line.tokens[max(office.end, head + 1) - 1].end)
        person = self.described_person(office, span.start) if is_definite(line, office) else None
        if person:
            self.persons.append(_Described(span.start, sentence, person))
            self._taken.append((covered, span, "person", person.actor))
        elif office.owner and office.start < head:
            actor = self.unnamed(line, office.start, head, head + 1, office)
            self._taken.append((span, span, actor.kind, actor))

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

    def _fitting(self, office: Office) -> list[Person]:
        """The people who hold an office that answers to a description."""
        key = (office.role, office.owner, office.body is None, office.qualifiers & _content_words())
        if key not in self._fitting_to:
            self._fitting_to[key] = [p for p in self.people if any(_fits(office, held) for held in p.offices)]
        return self._fitting_to[key]

    # Actors without a name

    def unnamed(self, line: Line, start: int, head: int, end: int, office: Office | None = None) -> Actor:
        """The actor that tokens ``[start, end)`` name by description alone; its noun is at ``head``."""
        noun = line.low(head)
        owner = office.owner if office else self._owner_in(line, start, end)
        name = self.surface_of(line, start, end)
        if line.low(start - 1) == "its":
            known, body = line.possessor(start - 1)
            owner = owner or known or (self._bodies.actor(body) if body else None)
            name = f"{owner.name}'s {name}" if owner else name
        key = (owner, " ".join(_bare(line, start, end)))
        if key not in self._unnamed:
            affiliation = self._affiliation_of_unnamed(noun, owner, office)
            self._unnamed[key] = Actor(name, _kind_of(noun), affiliation=affiliation)
        return self._unnamed[key]

    @staticmethod
    def _owner_in(line: Line, start: int, end: int) -> Actor | None:
        matches = (line.matches[index] for index in range(start, end))
        return next((match.actor for match in matches if match and match.form != "place"), None)

    def _affiliation_of_unnamed(self, noun: str, owner: Actor | None, office: Office | None) -> Actor | None:
        if office:
            return self.affiliation(office)
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
        countries = {m.actor for line in self.lines for m in line.matches if m and m.actor.kind == "country"}
        if len(countries) != 1:
            return None
        country = countries.pop()
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
                if match.form == "place" or match.actor.kind == "place":
                    self._taken.append((match.span, match.span, "place", None))
                    continue
                span = self._with_noun(line, match) if match.form == "demonym" else match.span
                self._taken.append((span, span, match.actor.kind, match.actor))

    def _add_short_names(self) -> None:
        """Adds "the Commission" and "the Alliance": the last body before whose name ends in that word."""
        last: dict[str, Actor] = {}
        for line in self.lines:
            for index, token in enumerate(line.tokens):
                body, match = line.body(index), line.matches[index]
                actor = self._bodies.actor(body) if body else match.actor if match else None
                if actor and actor.kind not in ("country", "place"):
                    last[token.low] = actor
                is_short = (
                    not (body or match or line.names[index])
                    and token.low in words("organisation")
                    and token.text[0].isupper()
                    and line.low(index - 1) == "the"
                    and not (index + 1 < len(line) and line.tokens[index + 1].is_capitalised)
                )
                if is_short and (known := last.get(token.low)):
                    span = Span(token.start, token.end)
                    self._taken.append((span, span, known.kind, known))

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


class _Bodies:
    """The organisations that the article names, each with all its names."""

    def __init__(self, reading: _Reading, names: Iterable[Mention]) -> None:
        self._actors: dict[Span, Actor] = {}
        self._by_position: list[tuple[int, Actor]] = []
        groups: dict[str, list[Mention]] = {}
        keys: dict[Span, str] = {}
        bodies = [name for name in names if name.kind != "person" and reading.line_at(name.start) >= 0]
        surfaces = [reading.surface(name.start, name.end) for name in bodies]
        in_full = {form: surface.lower().replace("’", "'") for surface in surfaces for form in _acronyms(surface)}
        for name, surface in zip(bodies, surfaces, strict=True):
            low = in_full.get(surface) or surface.lower().replace("’", "'")
            key = self._longer_key(low, groups)
            groups.setdefault(key, []).append(name)
            keys[name.span] = key
        made = {key: self._build(reading, group) for key, group in groups.items()}
        for span, key in keys.items():
            self._actors[span] = made[key]
            self._by_position.append((span.start, made[key]))

    @staticmethod
    def _longer_key(low: str, groups: dict[str, list[Mention]]) -> str:
        """The name that ``low`` shortens by its first words: Foreign Ministry for Iranian Foreign Ministry."""
        if low in groups:
            return low
        return next((key for key in reversed(groups) if key.endswith(" " + low)), low)

    @staticmethod
    def _build(reading: _Reading, group: Sequence[Mention]) -> Actor:
        surfaces = list(dict.fromkeys(reading.surface(m.start, m.end) for m in group))
        name = max(surfaces, key=len)
        known = reading.gazetteer.lookup(name)
        if known:
            return _stateless(known)
        kind = organisation_kind(name)
        country: Actor | None = None
        if kind == "organisation" and is_state_body(name):
            owners = (country_of_body(reading.lines[reading.line_at(m.start)], m) for m in group)
            country = next((owner for owner in owners if owner), None)
        return Actor(name, kind, aliases=tuple(s for s in surfaces if s != name), affiliation=country)

    def actor(self, name: Mention) -> Actor:
        """The actor of a mention."""
        return self._actors[name.span]

    def last_with_head(self, word: str, position: int) -> Actor | None:
        """The last organisation before ``position`` whose name ends in ``word`` (lower case)."""
        fitting = (actor for start, actor in reversed(self._by_position) if start < position)
        return next((actor for actor in fitting if actor.name.lower().rpartition(" ")[2] == word), None)


class _Speakers:
    """Resolves the sources of attributions, in the order of the text."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self._person_by_actor = {person.actor: person for person in reading.people}
        # Who spoke in which sentence, as far as resolved.
        self._spoken: dict[int, list[Actor]] = {}
        # Of whom a party is told by "the Illinois Democrat" alone.
        self._party_of: dict[Actor, Actor] = {}
        self._done: list[Attribution] = []
        # What is said in quotation marks: who is named there is no subject of the article's own sentences.
        self._quoted: list[Span] = []

    def resolve(self, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """The attributions with their speakers."""
        self._quoted = sorted(span for a in attributions if a.quote_type == "direct" for span in a.content)
        carried: Actor | None = None
        carried_at = -1
        for attribution in attributions:
            anchor = attribution.content[0] if attribution.content else attribution.cue or attribution.source
            here = self._reading.line_at(anchor.start) if anchor else -1
            if attribution.source:
                speaker = carried = self._speaker(attribution)
                carried_at = here
            else:
                speaker = carried if self._is_carried(attribution, carried_at, here) else None
                carried_at = here if speaker else carried_at
            together = self._together(attribution.source) if attribution.source else ()
            if together:
                self._done += [replace(attribution, source=m.span, speaker=m.actor) for m in together]
            else:
                self._done.append(replace(attribution, speaker=speaker))
            if speaker and here >= 0:
                self._spoken.setdefault(here, []).append(speaker)
        return tuple(self._done)

    def _together(self, source: Span) -> Sequence[Mention]:
        """The speakers of "Poland and Lithuania", "both Arbelaez and Guaramato"; empty for one speaker."""
        index = self._reading.line_at(source.start)
        inside = [m for m in self._reading.mentions_in(index) if source.contains(m.span) and m.actor]
        if len(inside) < 2 or inside[-1].end != source.end or any(m.kind == "place" for m in inside):
            return ()
        text = self._reading.text
        between = [text[a.end : b.start] for a, b in pairwise(inside)]
        opening = text[source.start : inside[0].start].strip().lower()
        is_list = all(_LIST_LINK.fullmatch(link) for link in between) and "and" in between[-1]
        return inside if is_list and opening in ("", "the", "both", "both the") else ()

    def acts(self) -> Iterator[Act]:
        """Who acts in the sentences of the article; asked after ``resolve``.

        Where somebody speaks, what the same one does before: "X stood by Y, saying that …".
        """
        #: by sentence, where what is said and how it is told begin, with the speaker
        told: dict[int, list[tuple[int, Actor]]] = {}
        for attribution in self._done:
            for span in (attribution.source, attribution.cue, *attribution.content) if attribution.speaker else ():
                for index in self._lines_of(span) if span else ():
                    start = span.start if span != attribution.source else self._reading.sentences[index].end
                    told.setdefault(index, []).append((start, attribution.speaker))
        for index, (sentence, line) in enumerate(zip(self._reading.sentences, self._reading.lines, strict=True)):
            subject = find_subject(line, self._reading.mentions_in(index))
            if subject is None:
                continue
            start, end = line.tokens[subject.verb].start, sentence.end
            speakers = {actor for _, actor in told.get(index, ())}
            end = min([end, *(begin for begin, _ in told.get(index, ()))])
            if start >= end:
                continue
            for actor, words_of in self._subjects(subject, line, index):
                if not speakers or actor in speakers:
                    yield Act(index, actor, words_of, Span(start, end))

    def _subjects(self, subject: Subject, line: Line, index: int) -> Iterator[tuple[Actor, Span]]:
        if subject.first is None:
            words_of = Span(line.tokens[subject.start].start, line.tokens[subject.end - 1].end)
            actor = self._pronoun(line.low(subject.start), words_of, index, ())
            if actor:
                yield actor, words_of
            return
        for mention in (subject.first, *subject.others):
            if mention.actor:
                yield mention.actor, mention.span

    def pronouns(self) -> Iterator[Mention]:
        """The gendered pronouns in what is said that mean somebody else than the speaker; asked after ``resolve``.

        In quotation marks the speaker is "I", so "he" is whoever was named last: in what
        the same speaker says, else before it. In indirect speech "he" is the speaker,
        unless the content names another person before.
        """
        spoken: dict[int, Attribution] = {}
        for attribution in self._done:
            if attribution.speaker:
                for content in attribution.content:
                    for index in self._lines_of(content):
                        line = self._reading.lines[index]
                        inside = line.indices(content.start, content.end)
                        # Of nested contents the inner one, which comes later, counts.
                        spoken |= {line.tokens[i].start: attribution for i in inside if line.low(i) in _GENDERED}
        sources = {attribution.source for attribution in self._done}
        for position, attribution in sorted(spoken.items()):
            index = self._reading.line_at(position)
            line = self._reading.lines[index]
            token = line.tokens[line.indices(position, position + 1).start]
            span = Span(token.start, token.end)
            person = None if span in sources else self._meant(_GENDERED[token.low], span, index, attribution)
            if person and person.actor != attribution.speaker:
                yield Mention(span.start, span.end, "person", person.actor)

    def _meant(self, gender: Gender, pronoun: Span, sentence: int, said: Attribution) -> Person | None:
        """Whom a pronoun in what is said means; the speaker, or None, where that is nobody else."""
        speaker = self._person_by_actor.get(said.speaker) if said.speaker else None
        in_marks = said.quote_type == "direct" or _covers(self._quoted, pronoun.start)
        for index in range(sentence, -1, -1):
            if self._reading.paragraph(sentence) - self._reading.paragraph(index) > _MEMORY_PARAGRAPHS:
                return None
            before = [d for d in self._reading.persons_in(index) if d.start < pronoun.start]
            if not in_marks:
                inside = [d for d in before if any(s.start <= d.start < s.end for s in said.content)]
                before = inside if speaker is None or speaker.gender in ("", gender) else before
            fitting = [d.person for d in before if d.person is not speaker and d.person.gender in ("", gender)]
            certain = [person for person in fitting if person.gender == gender]
            if fitting:
                return (certain or fitting)[0]
            if not in_marks and (speaker is None or speaker.gender in ("", gender)):
                return speaker
        return None

    def _lines_of(self, span: Span) -> range:
        return range(max(self._reading.line_at(span.start), 0), self._reading.line_at(span.end - 1) + 1)

    def _is_carried(self, attribution: Attribution, last: int, here: int) -> bool:
        """Whether an attribution without a source goes on with the last speaker.

        With a cue it does only inside the same sentence ("…, adding that"): elsewhere
        nobody is named ("it was reported that").
        """
        if last < 0 or here < 0:
            return False
        if attribution.cue is not None:
            cue = self._reading.text[attribution.cue.start : attribution.cue.end].lower()
            return last == here and cue.endswith("ing")
        return self._reading.paragraph(here) - self._reading.paragraph(last) <= _MEMORY_PARAGRAPHS

    # One source

    def _speaker(self, attribution: Attribution) -> Actor | None:
        source = attribution.source
        if source is None:
            return None
        sentence = self._reading.line_at(source.start)
        if sentence < 0:
            return None
        line = self._reading.lines[sentence]
        indices = line.indices(source.start, source.end)
        start, end = indices.start, indices.stop
        while start < end and not line.tokens[start].text[0].isalnum():
            start += 1
        if start == end:
            return None
        low = line.low(start)
        if end - start == 1 and (low in _GENDERED or low in _FIRST_PERSON or low in _OTHER_PRONOUNS):
            return self._pronoun(low, source, sentence, attribution.content)
        actor = _NounPhrase(self._reading, line, start, end, lambda party: self._last_of(party, sentence)).actor()
        is_named = actor is not None and not actor.name[:1].islower()
        return actor if is_named else self._apposed(line, sentence, end) or actor

    def _last_of(self, party: Actor, sentence: int) -> Actor | None:
        """Whom "the Illinois Democrat" means: who spoke last, in this paragraph or the one before.

        Nobody who speaks for somebody else, or was called one of another party.
        """
        for index in range(sentence, -1, -1):
            if self._reading.paragraph(sentence) - self._reading.paragraph(index) > 1:
                return None
            for actor in reversed(self._spoken.get(index, [])):
                known = actor.affiliation or self._party_of.get(actor, party)
                if actor.kind == "person" and known == party:
                    self._party_of[actor] = party
                    return actor
        return None

    def _apposed(self, line: Line, sentence: int, end: int) -> Actor | None:
        """The person named behind a description: "said its spokeswoman, Brigadier General Ana Petru"."""
        if end + 1 >= len(line.tokens) or line.tokens[end].text != ",":
            return None
        title = line.tokens[end + 1 : end + 1 + _MAX_TITLE]
        stop = next((token.start for token in title if not token.text[:1].isupper()), title[-1].end)
        named = (m for m in self._reading.mentions_in(sentence) if m.kind == "person")
        return next((m.actor for m in named if m.start < stop and m.end > title[0].start), None)

    # Pronouns

    def _pronoun(self, low: str, source: Span, sentence: int, content: Sequence[Span]) -> Actor | None:
        if low in _GENDERED:
            person = self._last_person(_GENDERED[low], source, sentence, content)
            if person is None:
                return None
            person.gender = person.gender or _GENDERED[low]
            return person.actor
        if low in _FIRST_PERSON:
            return self._quoting(source)
        if low == "it" and _EXPLETIVE.match(self._reading.text, source.end):
            return None
        if low in ("who", "whose", "which", "that"):
            return self._just_before(source.start, sentence)
        return self._last_body(sentence, source.start, plural=low in _PLURAL)

    def _last_person(self, gender: Gender, source: Span, sentence: int, content: Sequence[Span]) -> Person | None:
        """The person that a pronoun means: sentence by sentence back, who spoke, then who stands first.

        Those named in what is said, or in any direct quotation, are passed over. Somebody
        in the pronoun's own sentence whose gender nothing tells yields to one that fits for
        certain in the sentence before: "Robinson … . Beside Wang Guangya, she …".
        """
        doubtful: Person | None = None
        for index in range(sentence, -1, -1):
            if self._reading.paragraph(sentence) - self._reading.paragraph(index) > _MEMORY_PARAGRAPHS:
                break
            if doubtful and index < sentence - 1:
                break
            spoke = [self._person_by_actor.get(actor) for actor in reversed(self._spoken.get(index, []))]
            stand = [
                described.person
                for described in self._reading.persons_in(index)
                if described.start < source.start
                and not any(span.start <= described.start < span.end for span in content)
                and not _covers(self._quoted, described.start)
            ]
            for person in spoke:
                if person and (person.gender == gender or (not person.gender and not doubtful)):
                    return person
            for person in stand:
                if person.gender == gender:
                    return person
                if not person.gender and index < sentence:
                    return doubtful or person
                doubtful = doubtful or (None if person.gender else person)
        return doubtful

    def _last_body(self, sentence: int, position: int, plural: bool) -> Actor | None:
        """Whom "they" or "it" means: a body or group that spoke lately, else the first named just before."""
        wanted = _PLURAL_KINDS if plural else _SINGULAR_KINDS
        for index in range(sentence, -1, -1):
            if self._reading.paragraph(sentence) - self._reading.paragraph(index) > _MEMORY_PARAGRAPHS:
                break
            for actor in reversed(self._spoken.get(index, [])):
                if actor.kind in wanted:
                    return actor
        for index in (sentence, sentence - 1):
            for mention in self._reading.mentions_in(index):
                if mention.actor and mention.kind in wanted - {"country"} and mention.start < position:
                    return mention.actor
        return None

    def _just_before(self, position: int, sentence: int) -> Actor | None:
        before = [m for m in self._reading.mentions_in(sentence) if m.start < position]
        return before[-1].actor if before else None

    def _quoting(self, source: Span) -> Actor | None:
        """Who speaks in the attribution whose content contains ``source``."""
        for attribution in reversed(self._done):
            if any(span.contains(source) for span in attribution.content):
                return attribution.speaker
        return None


class _NounPhrase:
    """The source of an attribution as a noun phrase: tokens ``[start, end)`` of a line.

    Args:
        reading: the article.
        line: the sentence.
        start: first token.
        end: one past the last token.
        last_of: who of a party spoke last, for "the Illinois Democrat".
    """

    def __init__(
        self, reading: _Reading, line: Line, start: int, end: int, last_of: Callable[[Actor], Actor | None]
    ) -> None:
        self._reading = reading
        self._last_of = last_of
        self._line = line
        self._start = start
        self._end = end
        # A person in front of the head: the Sanders campaign, Trump's lawyer.
        self._owner: Actor | None = None

    def actor(self) -> Actor | None:
        """Who is meant by the head of the phrase, or None."""
        line = self._line
        index = self._start
        while index < self._end:
            person = self._person(index)
            if person:
                actor, stop = person
                if self._is_head_end(stop) or (line.low(stop) == "'s" and stop + 1 == self._end):
                    return actor
                self._owner = actor
                index = stop
                continue
            low = line.low(index)
            if heads_description(line, index) and not line.names[index]:
                return self._role(index)
            if low in words("document"):
                return self._any_actor(self._start)
            body, match = line.body(index), line.matches[index]
            stop = self._stop_of(body.span if body else match.span if match else None, index)
            if match and match.actor.kind == "party" and self._is_head_end(stop):
                first = line.low(self._start)
                if first in ("a", "an", "another", "one"):
                    return self._member(match, stop)
                if first == "the" and f"{match.surface}s" in match.actor.aliases:
                    return self._last_of(match.actor) or self._member(match, stop)
            if (body or match) and self._is_head_end(stop):
                return self._reading.body_actor(body) if body else self._matched(match)
            if not body and not match and self._is_head_end(index + 1):
                return self._plain_noun(index) or self._apposed()
            index = stop
        return None

    def _person(self, index: int) -> tuple[Actor, int] | None:
        """The person whose mention, title included, covers the token, and the token behind the name."""
        position = self._line.tokens[index].start
        for at in range(index, self._end):
            name = self._line.names[at]
            if name is None or name.kind != "person":
                continue
            mention = self._reading.named_mention(name.span)
            if mention and mention.span.start <= position:
                person = self._reading.person_at(name.span)
                stop = self._line.indices(name.start, name.end).stop
                return (person.actor, stop) if person else None
            return None
        return None

    def _stop_of(self, span: Span | None, index: int) -> int:
        return self._line.indices(span.start, span.end).stop if span else index + 1

    def _is_head_end(self, index: int) -> bool:
        """Whether the head of the phrase ends before ``index``: nothing, a comma or a preposition follows."""
        if index >= self._end:
            return True
        low = self._line.low(index)
        if self._line.matches[index]:  # "US" is no pronoun
            return False
        return low != "'s" and (not low[0].isalnum() or low in words("function"))

    def _member(self, match: GazetteerMatch, stop: int) -> Actor:
        """Somebody of a party without a name: "an Illinois Democrat"."""
        name = self._reading.surface_of(self._line, self._start + 1, stop)
        return Actor(name, "person", affiliation=match.actor)

    def _matched(self, match: GazetteerMatch | None) -> Actor | None:
        return match.actor if match and match.actor.kind != "place" else None

    def _role(self, head: int) -> Actor | None:
        line = self._line
        office = office_at(line, head)
        after = max(office.end, head + 1)
        is_one = line.low(self._start) not in words("determiner")
        if (line.low(after) == "," or (line.low(after) == "and" and is_one)) and after + 1 < self._end:
            named = self._person(after + 1)
            if named:
                return named[0]
        named_behind = self._apposed()
        if named_behind:
            return named_behind
        if is_definite(line, office):
            person = self._reading.described_person(office, line.tokens[office.start].start)
            if person:
                return person.actor
        if line.low(head + 1) in ("for", "to", "of") and office.owner is None and office.body is None:
            named = self._person(head + 2) if head + 2 < self._end else None
            if named:
                self._owner, after = named
        has_left_owner = any(line.matches[i] or line.body(i) for i in range(office.start, head))
        stop = head + 1 if has_left_owner else min(after, self._end)
        return self._unnamed(min(office.start, head), head, max(stop, head + 1), office)

    def _apposed(self) -> Actor | None:
        """The person whose name ends the phrase behind a comma: "the head of the mission, General Anders Holm"."""
        line = self._line
        for comma in range(self._start, self._end - 1):
            if line.low(comma) == ",":
                named = self._person(comma + 1)
                title_only = all(token.text[:1].isupper() for token in line.tokens[comma + 1 : self._end])
                if named and title_only and named[1] == self._end:
                    return named[0]
        return None

    def _unnamed(self, start: int, head: int, end: int, office: Office | None = None) -> Actor:
        if self._owner:
            start = self._start
        while start < head and self._line.low(start) in words("determiner"):
            start += 1
        actor = self._reading.unnamed(self._line, start, head, end, office)
        is_own = self._owner and actor.affiliation is None and role_class(self._line.low(head)) != "private"
        return replace(actor, affiliation=self._owner) if is_own else actor

    def _plain_noun(self, head: int) -> Actor | None:
        """A government, ministry or group named by a common noun."""
        line, start, low = self._line, self._start, self._line.low(head)
        if low in words("institution") and low not in words("group"):
            has_owner = (
                self._owner
                or line.low(start) == "its"
                or any(line.matches[i] or line.body(i) for i in range(start, head))
            )
            known = None if has_owner else self._reading.state_body(line, start, head)
            return known or self._unnamed(start, head, head + 1)
        if low in words("group"):
            return self._unnamed(start, head, head + 1)
        return None

    def _any_actor(self, start: int) -> Actor | None:
        """The first actor named in the phrase: of a statement, whose it is."""
        for index in range(start, self._end):
            person = self._person(index)
            if person:
                return person[0]
            body, match = self._line.body(index), self._line.matches[index]
            if body:
                return self._reading.body_actor(body)
            if match and match.form != "place":
                return match.actor
        return None


def _acronyms(name: str) -> set[str]:
    """What a name of several words may be shortened to: its initials, with and without those of small words."""
    parts = name.replace("-", " ").split()
    if len(parts) < 2:
        return set()
    return {"".join(part[0] for part in parts if part[0].isupper()), "".join(part[0].upper() for part in parts)}


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
    if wanted.role in words("rank"):
        return wanted.role in held.words
    if wanted.role == held.role or {wanted.role, held.role} <= words("spokes_role"):
        return content <= held.words
    if wanted.role in ("official", "diplomat", "leader", "politician"):
        # Nobody calls a president "the US official".
        is_wide = held.role_class in ("state", "head", "spokes") or held.role in words("rank")
        is_wide = is_wide and not (wanted.role in ("official", "diplomat") and held.role in words("ruler"))
        return is_wide and (not content or bool(content & held.words))
    return False


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


def _covers(spans: Sequence[Span], position: int) -> bool:
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
