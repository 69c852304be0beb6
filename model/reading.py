"""What an article says of who is who, before it is known who speaks: people, bodies, mentions.

The first half of the rule resolver (see ``resolver`` for its decisions); ``speakers`` is
the second. It puts together what ``bodies``, ``home``, ``descriptions``, ``states``, ``called`` and
``called_people`` decide.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .bodies import Bodies, on_one_line, stateless
from .bynames import called_by_bynames
from .called import CalledBodies, ends_there
from .called_people import people_called
from .campaigns import campaign_at
from .descriptions import Descriptions, is_definite
from .epithets import with_epithets
from .gazetteer import Gazetteer, GazetteerMatch
from .home import OFTEN, Home, country_actor, country_of_report, without_american_bodies
from .introductions import bodies_introduced
from .lexicon import role_class, tokenize, words
from .merged_names import merge_names
from .names import matches_by_line, read_names
from .namesakes import without_namesakes
from .not_actors import without_nobodys
from .part_offices import governs_a_part, heads_a_part_of
from .people import NamedMention, Person, group_people, without_nickname
from .records import Actor, ActorKind, Article, Mention, Sentence, Span
from .regions import is_region, with_regions
from .rulers import with_rulers
from .seats import seat_of_state
from .shared_surnames import SharedSurnames
from .short_names import governments_of_parties, with_short_names
from .spokespeople import assume_principals
from .spouses import spouses_called
from .states import STATE_NOUNS, both_called, is_central_body, states_called, tells_of_a_coup
from .stray_words import without_stray_words
from .titles import (
    Line,
    Office,
    ends_phrase,
    heads_description,
    is_state_body,
    office_after,
    office_at,
    office_before,
    owner_of_earlier,
    scene_of,
)
from .told import overlaps_any

__all__ = ["Described", "Reading", "covers"]

# How many words may stand between "Canadian" and "company", with them.
_MAX_QUALIFIERS = 4
#: What tells a body right before its name; alone "a French group" may be French people.
_BEFORE_A_NAME = frozenset({"group", "giant"})


#: With an adjective of nationality they are the country, as far as something is said of them.
_THE_STATES = frozenset({"officers", "soldiers", "troops"})


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
        descriptions: whom descriptions without a name mean.
        introduced: the bodies that the report opens with by a noun, by where the noun begins.
        told_sides: for whom people speak of whom only the description that the report opens with tells it.
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
        country = country_of_report(article, gazetteer)
        found = without_american_bodies(gazetteer.find(article.text), country)
        found = with_rulers(article.text, found, gazetteer)
        found = with_regions(article.text, with_short_names(article.text, found, gazetteer, country))
        found = with_epithets(article.text, sentences, found)
        found, namesakes = without_namesakes(article.text, found)
        matches = matches_by_line(tokens, [replace(m, actor=stateless(m.actor)) for m in found])
        by_shape = read_names(article.text, tokens, matches)
        if names is not None:
            by_shape = merge_names(article.text, by_shape, names, found, sources)
        spans = [name.span for name in namesakes]
        by_shape = without_nobodys(article.text, [name for name in by_shape if not overlaps_any(spans, name.span)])
        by_shape = without_stray_words(article.text, by_shape)
        self._shared = SharedSurnames(article.text, by_shape)
        by_shape += self._shared.added(by_shape)
        by_shape = sorted((*by_shape, *namesakes), key=lambda name: name.start)
        self._starts = [sentence.start for sentence in sentences]
        names_by_line: list[list[Mention]] = [[] for _ in sentences]
        for name in by_shape:
            if (index := self.line_at(name.start)) >= 0:
                names_by_line[index].append(name)
        self.lines = [Line(*parts) for parts in zip(tokens, matches, names_by_line, strict=True)]
        for line, previous in zip(self.lines[1:], self.lines, strict=False):
            line.previous = previous
        self._unnamed: dict[tuple[Actor | None, str], Actor] = {}
        self._home = Home(self.lines, sentences, country, self.country_of)
        self._bodies = Bodies(by_shape, article.text, self.lines, self.line_at, gazetteer, self._home)
        self.called = CalledBodies(self.lines, self._bodies.actor)
        named = list(self._named_people(by_shape))
        self.people, self._person_of = group_people(named)
        self._home.assume(self.people)
        assume_principals(self.lines, self.people, self._person_of)
        self.descriptions = Descriptions(
            self.lines, self.people, self._bodies.actor, dict(self._natives()), self._home.of_topic
        )
        self._named = {mention.name: mention for mention in named}
        self.persons = [Described(m.span.start, m.sentence, self._person_of[m.name]) for m in named]
        self._taken: list[tuple[Span, Span, ActorKind, Actor | None]] = [
            self._ruled(m) or campaign_at(self.lines[m.sentence], m, self._person_of[m.name].actor) or self._known(m)
            for m in named
        ]
        self.introduced: dict[int, Actor] = {}
        self.told_sides: dict[Actor, Actor] = {}
        self._add_introduced()
        self._add_descriptions()
        self._add(governments_of_parties(self.lines, self._home.main, self.country_of))
        self._add_bodies(by_shape)
        self._add_matches(matches)
        self.called.likely_firm = self._likely_firm()
        self._add(self.called.mentions())
        self._add_people_called(named)
        taken = sorted(covered for _, covered, _, _ in self._taken)
        bynames = called_by_bynames(self.text, self.people)
        self._add((span, actor) for span, actor in bynames if not overlaps_any(taken, span))
        self._add(spouses_called(self.lines, self.people, self._named_in(named)))
        self._add(states_called(self.lines, sentences, self._home.main, self._bodies, self.country_of))
        self._add(both_called(self.lines, self._home.both))
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

    def lines_of(self, span: Span) -> range:
        """Indices of the sentences that a span stands in."""
        return range(max(self.line_at(span.start), 0), self.line_at(span.end - 1) + 1)

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
        return on_one_line(self.text, Span(start, end))

    def persons_in(self, sentence: int) -> Sequence[Described]:
        """The people mentioned in a sentence, in order."""
        return self._persons_by_line.get(sentence, ())

    def mentions_in(self, sentence: int) -> Sequence[Mention]:
        """The resolved mentions of a sentence, in order."""
        return self._mentions_by_line.get(sentence, ())

    # People by name

    def _named_people(self, names: Iterable[Mention]) -> Iterable[NamedMention]:
        last: tuple[int, Office | None] = -1, None
        for name in names:
            sentence = self.line_at(name.start)
            if name.kind != "person" or sentence < 0:
                continue
            line = self.lines[sentence]
            indices = line.indices(name.start, name.end)
            if not indices:
                continue
            before, after = office_before(line, indices.start), office_after(line, indices.stop)
            # "Peru's president met his Chilean counterpart, Ada Quill": a president, too.
            if before and before.role == "counterpart" and last[0] == sentence and last[1]:
                before = before._replace(role=last[1].role, words=before.words | last[1].words)
            last = sentence, before or after
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
                self._shared.surface(name) or without_nickname(self.surface(name.start, name.end)),
                offices,
                affiliation or self._party_of(line, indices.stop) or side,
            )

    def _known(self, mention: NamedMention) -> tuple[Span, Span, ActorKind, Actor | None]:
        return mention.covered, mention.span, "person", self._person_of[mention.name].actor

    def _ruled(self, mention: NamedMention) -> tuple[Span, Span, ActorKind, Actor | None] | None:
        """The country whose government is called by a name: "the Petru government" of Ana Petru, Peru's president."""
        line, person = self.lines[mention.sentence], self._person_of[mention.name]
        side = next((each.affiliation for each in person.mentions if each.affiliation), None)
        stop = line.indices(mention.name.start, mention.name.end).stop
        noun = stop + 1 if line.low(stop) == "'s" else stop
        # What is only guessed tells too little, but for a president's administration, which is a state's.
        if side is None and line.low(noun) == "administration" and _is_president(person):
            side = person.actor.affiliation or self._america()
        is_noun = line.low(noun) in words("ruled") and ends_there(line, noun) and ends_phrase(line, noun)
        if side is None or side.kind != "country" or not is_noun:
            return None
        span = Span(mention.span.start, line.tokens[noun].end)
        return span, span, "country", side

    def _america(self) -> Actor | None:
        """The United States, if all that an article names is theirs."""
        every = {match.actor for line in self.lines for match in line.matches if match}
        sides = {country_actor(actor) or self.country_of(actor) for actor in every} - {None}
        side = sides.pop() if len(sides) == 1 else None
        return side if side and side.iso3 == "USA" else None

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
        return stateless(self.gazetteer.lookup(name) or Actor(name, "party"))

    def _natives(self) -> Iterator[tuple[Person, Actor]]:
        """The people of whom only the country is told, each with it: "Hungary's Viktor Orban"."""
        for person in self.people:
            for mention in person.mentions:
                line = self.lines[mention.sentence]
                first = line.indices(mention.span.start, mention.span.end).start
                match = line.matches[first - 2] if first > 1 and line.low(first - 1) == "'s" else None
                if match and match.actor.kind == "country" and not any(office.role for office in person.offices):
                    yield person, match.actor

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
            return owner if office.is_of_state and not heads_a_part_of(owner, office) else None
        if owner.kind == "organisation" and owner.country:
            return country_actor(owner) if office.is_of_state else None
        return owner

    def _affiliation_of_body(self, office: Office, body: Mention) -> Actor | None:
        actor = self._bodies.actor(body)
        # "US Commerce Secretary", in a report that names China's Commerce Ministry.
        of = office.owner
        if of and of.kind == "country" and actor.country and of != country_actor(actor) and office.is_of_state:
            return of
        country = country_actor(actor) or (
            office.owner if office.owner and office.owner.kind == "country" and is_state_body(actor.name) else None
        )
        if country:
            return country if office.is_of_state else None
        is_chamber = office.role_class == "legislator" or bool(office.words & words("opposed_word"))
        return None if is_chamber and actor.kind != "party" else actor

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
        person = self.descriptions.meant(office, span.start) if is_known else None
        if person is None and office.role == "colleague":
            person = self._colleague(sentence, line, office)
        if person is None:
            person = self.descriptions.introduced(office, line, sentence)
            if person:
                self.descriptions.tell(person, office)
            side = self.affiliation(office) if person else None
            if person and side and person.actor.affiliation is None:
                self.told_sides[person.actor] = side
        if person:
            self.persons.append(Described(span.start, sentence, person))
            self._taken.append((covered, span, "person", person.actor))
        elif (
            office.owner
            and office.owner.kind == "country"
            and (line.low(head) in words("whole_people") or (line.low(head) in _THE_STATES and office.start < head))
        ):
            self._taken.append((span, span, "country", office.owner))
        elif office.owner and office.start < head:
            actor = self.unnamed(line, office.start, head, head + 1, office)
            self._taken.append((span, span, actor.kind, actor))

    def _colleague(self, sentence: int, line: Line, office: Office) -> Person | None:
        """Who "his colleague" is, by whom the sentence names first."""
        if line.low(office.start - 1) not in ("his", "her"):
            return None
        position = line.tokens[office.start].start
        named = next((d.person for d in self.persons if d.sentence == sentence and d.start < position), None)
        return self.descriptions.colleague(named, position) if named else None

    def _add_people_called(self, named: Sequence[NamedMention]) -> None:
        """Adds "the author" as whom the article said to be one."""
        taken = {span for _, span, _, _ in self._taken}
        told = ((m.sentence, m.name, m.span, self._person_of[m.name]) for m in sorted(named, key=lambda m: m.name))
        for span, person in people_called(self.lines, told):
            if span not in taken:
                self._taken.append((span, span, "person", person.actor))

    def _named_in(self, named: Sequence[NamedMention]) -> Callable[[int], Sequence[tuple[int, Person]]]:
        """Who is named in a sentence, and where, with the title."""
        found: dict[int, list[tuple[int, Person]]] = {}
        for mention in sorted(named, key=lambda mention: mention.name):
            found.setdefault(mention.sentence, []).append((mention.span.start, self._person_of[mention.name]))
        return lambda sentence: found.get(sentence, ())

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
        if owner is None and noun in STATE_NOUNS:
            owner = scene_of(line)  # "In Lima, the foreign ministry said"
        key = (owner, " ".join(_bare(line, start, end)))
        if key not in self._unnamed:
            affiliation = self._affiliation_of_unnamed(noun, owner, office, is_central=is_central_body(line, head))
            is_of_part = affiliation and affiliation.kind == "country" and governs_a_part(line, head)
            self._unnamed[key] = Actor(name, _kind_of(noun), affiliation=None if is_of_part else affiliation)
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
            return owner or self._home.main
        if owner is None and noun in STATE_NOUNS:
            return self._home.main
        if owner is None or owner.kind != "country":
            return owner
        is_of_state = noun in words("state_group") or noun in words("state_institution") or noun in words("overseer")
        return owner if is_of_state else None

    def state_body(self, line: Line, start: int, head: int) -> Actor | None:
        """The body that "the government" or "the ministry" means, or None if it cannot be told."""
        if governs_a_part(line, head):
            return None
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
        country = self._home.only
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

    def _add_introduced(self) -> None:
        """Adds whom a report opens with as "a Dutch court"; whose it is is told by that alone."""
        for told, noun, actor in bodies_introduced(self.lines, self._bodies.actor):
            self.introduced[noun.start] = actor
            self._taken.append((noun, noun, actor.kind, actor))
            line = self.lines[self.line_at(noun.start)]
            for match in dict.fromkeys(line.matches[i] for i in line.indices(told.start, told.end)):
                if match:
                    self._taken.append((match.span, match.span, "place", None))

    def _add_bodies(self, names: Iterable[Mention]) -> None:
        for name in names:
            if name.kind != "person" and self.line_at(name.start) >= 0:
                self._taken.append((name.span, name.span, name.kind, self._bodies.actor(name)))

    def _add_matches(self, matches: Sequence[Sequence[GazetteerMatch]]) -> None:
        has_coup = tells_of_a_coup(self.lines)
        for line, inside in zip(self.lines, matches, strict=True):
            for match in inside:
                seat = seat_of_state(line, match, has_coup=has_coup)
                if seat:
                    self._taken.append((seat, seat, match.actor.kind, match.actor))
                    continue
                overseer = self._with_overseer(line, match)
                if overseer:
                    self._taken.append((overseer, overseer, match.actor.kind, match.actor))
                    continue
                is_origin = self._tells_origin(line, match) or self._is_a_person(line, match)
                if match.form == "place" or match.actor.kind == "place" or is_origin:
                    self._taken.append((match.span, match.span, "place", None))
                    continue
                span = self._with_noun(line, match) if match.form == "demonym" else match.span
                self._taken.append((span, span, match.actor.kind, match.actor))

    def _add(self, meant: Iterable[tuple[Span, Actor]]) -> None:
        self._taken.extend((span, span, actor.kind, actor) for span, actor in meant)

    def country_of(self, actor: Actor) -> Actor | None:
        """The country of a party, if it is known to have one."""
        known = self.gazetteer.lookup(actor.name)
        return country_actor(known) if known else None

    def _likely_firm(self) -> Actor | None:
        """The only body of a name that tells no kind, of several the only one that the article names three times."""
        named = Counter(actor for _, _, _, actor in self._taken if actor and actor.kind == "organisation")
        kinds = words("organisation") | words("organisation_state") | words("media")
        kindless = {
            actor: count
            for actor, count in named.items()
            if not (actor.affiliation or is_region(actor)) and kinds.isdisjoint(actor.name.lower().split())
            if not self.called.is_told(actor) or self.called.is_told(actor, "company")
        }
        often = list(kindless) if len(kindless) == 1 else [actor for actor, count in kindless.items() if count > OFTEN]
        is_one = len(often) == 1 and not often[0].name.isupper() and not self.gazetteer.lookup(often[0].name)
        return often[0] if is_one else None

    @staticmethod
    def _is_a_person(line: Line, match: GazetteerMatch) -> bool:
        """Whether "the Slovak" is one man, not his country."""
        at = line.indices(match.span.start, match.span.end)
        is_one = match.form == "demonym" and f"{match.surface}s" in match.actor.aliases
        return is_one and line.low(at.start - 1) in ("the", "a", "an") and ends_phrase(line, at.stop - 1)

    @staticmethod
    def _tells_origin(line: Line, match: GazetteerMatch) -> bool:
        """Whether a country only tells where a firm is from: "Anglo-Canadian mining company", "Chile's main union"."""
        at = _behind_country(line, match)
        is_near = True  # not "Russia's crackdown on unions"
        for index in range(at, min(at + _MAX_QUALIFIERS, len(line)) if at >= 0 else at):
            text = line.tokens[index].text
            if match.form == "demonym" and line.low(index) in words("firm"):
                return is_near
            is_named = index + 1 < len(line) and line.tokens[index + 1].is_capitalised
            if match.form == "demonym" and text in _BEFORE_A_NAME and is_named:  # "French nuclear group Orano"
                return is_near
            if line.low(index) in words("no_state") and text.islower():
                return is_near and (is_named or ends_phrase(line, index))
            is_near = is_near and line.low(index) not in words("function")
            is_qualifier = text == "-" or line.low(index) == "'s" or (text.islower() and text.isalpha())
            if line.matches[index] is None and not is_qualifier:
                return False
        return False

    @staticmethod
    def _with_overseer(line: Line, match: GazetteerMatch) -> Span | None:
        """The span of a regulator that is the state: "South Africa's drug regulator"; None for anything else."""
        at = _behind_country(line, match)
        for index in range(at, min(at + _MAX_QUALIFIERS, len(line)) if at >= 0 else at):
            if line.low(index) in words("overseer"):
                return Span(match.span.start, line.tokens[index].end) if ends_phrase(line, index) else None
            if not line.tokens[index].text.islower():
                return None
        return None

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


def _behind_country(line: Line, match: GazetteerMatch) -> int:
    """Where that begins which is of a country, behind "Chilean" or "Chile's"; -1 if nothing is."""
    at = line.indices(match.span.start, match.span.end).stop
    if match.actor.kind != "country" or match.form not in ("demonym", "name"):
        return -1
    if match.form == "demonym":
        return at
    return at + 1 if line.low(at) == "'s" else -1


def _is_president(person: Person) -> bool:
    return any(office.role == "president" and not office.former for office in person.offices)


def _owner_of_ministry(line: Line, office: Office) -> Actor | None:
    """The country of "ministry spokesperson", "a spokesman for the junta": as named before, or where the scene is."""
    word = next((low for low in office.words if low in words("state_institution")), None)
    return (owner_of_earlier(line, word) or scene_of(line)) if word else None


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


def covers(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the sorted, disjoint spans contains the character at ``position``."""
    index = bisect_right(spans, position, key=lambda span: span.start) - 1
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
