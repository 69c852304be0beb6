"""Who spoke before a place of the article, and what was told of whom: whom "the activist" and "the company" mean there.

``speakers`` keeps it in the order of the text; ``noun_phrases`` and ``pronouns`` ask.
"""

from __future__ import annotations

from functools import cached_property

from .lexicon import role_class, words
from .meanings import KINDS_CALLED
from .people import Person
from .pointing import Description
from .reading import Reading, covers
from .records import Actor, ActorKind, Attribution, Span

__all__ = ["MEMORY_PARAGRAPHS", "MEMORY_SENTENCES", "SpokeBefore"]

#: How many paragraphs back a pronoun or a continued quotation still finds its speaker.
MEMORY_PARAGRAPHS = 3
#: How many sentences back somebody may have spoken of whom a description is told.
MEMORY_SENTENCES = 12
#: Lawyers are called by their trade whomever they speak for.
_LAWYERS = frozenset({"lawyer", "attorney", "counsel", "solicitor", "barrister", "advocate"})


class SpokeBefore:
    """Who spoke so far.

    Args:
        reading: the article.

    Attributes:
        reading: the article.
        attributions: those that are resolved so far.
        quoted: what is said in quotation marks, in order: who is named there is no subject of the article's own
            sentences.
        spoken: who spoke in which sentence.
        described_at: where those without a name stand ("what an aide called"), by sentence and actor.
        party_of: of whom only a description told a party or whom they speak for ("the Illinois Democrat").
        client_of: whose lawyers speak ("her client").
        person_of: the people that the article names.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.attributions: list[Attribution] = []
        self.quoted: list[Span] = []
        self.spoken: dict[int, list[Actor]] = {}
        self.described_at: dict[tuple[int, Actor], int] = {}
        self.party_of: dict[Actor, Actor] = dict(reading.told_sides)
        self.client_of: dict[Actor, Actor] = {}
        self.person_of = {person.actor: person for person in reading.people}
        # Of whom a noun was told: "the midfielder".
        self._pointed: dict[str, Actor] = {}

    def described(self, description: Description, sentence: int, position: int) -> Actor | None:
        """Of whom a description is told: of who alone spoke before in this paragraph, else in the one before.

        Of nobody where others are named since, or who speaks for another country, party or body than the description
        names or is of the other gender, nor of somebody who holds an office, unless the description tells what a holder
        may be as well ("the billionaire"), nor where somebody was called so before. A noun alone tells less, and
        somebody who only asks a question speaks in a paragraph of its own: there nobody else may have spoken in the
        paragraph before that, either. Of somebody without a name only an age is told.
        """
        found = self._only_speaker(sentence, 0) or self._only_speaker(sentence, 1 if description.is_telling else 2)
        index, last = found or (-1, None)
        if last is None:
            return None
        person, of, side = self.person_of.get(last), description.of, last.affiliation
        if person is None:
            return last if description.is_age else None
        first = next((d for d in self.reading.persons_in(index) if not covers(self.quoted, d.start)), None)
        named = [d for i in range(index + 1, sentence + 1) for d in self.reading.persons_in(i)]
        named += [first] if first else []
        if any(d.start < position and d.person != person and not covers(self.quoted, d.start) for d in named):
            return None
        if not description.is_age and self._is_another(description.noun, person, position):
            return None
        if of and of.kind == "country":
            is_other = bool(last.country) and last.country != of.country
        else:
            is_other = of is not None and side is not None and side.kind == of.kind and side != of
        is_other = is_other or person.gender not in ("", description.gender or person.gender)
        if is_other:
            return None
        self._pointed[description.noun] = last
        return last

    def _is_another(self, noun: str, person: Person, position: int) -> bool:
        """Whether a noun is of another than a person: of who holds an office, or where another was called so before."""
        held = {office.role for office in person.offices if office.role and not office.former} - {noun}
        is_held = any(role_class(role) not in ("", "honorific", "private") or role in _LAWYERS for role in held)
        if is_held and noun not in words("told_of_holders"):
            return True
        return self._first_said.get(noun, position) < position and self._pointed.get(noun) != person.actor

    @cached_property
    def _first_said(self) -> dict[str, int]:
        """Where the article first says each noun that may point back."""
        first: dict[str, int] = {}
        for line in self.reading.lines:
            for token in line.tokens:
                if token.low in words("told_role"):
                    first.setdefault(token.low, token.start)
        return first

    def _only_speaker(self, sentence: int, paragraphs: int) -> tuple[int, Actor] | None:
        """The only person who spoke in this paragraph and so many before, with the last sentence of theirs."""
        found: tuple[int, Actor] | None = None
        for index in self.reading.back_from(sentence, paragraphs):
            if sentence - index > MEMORY_SENTENCES:
                break
            for actor in reversed(self.spoken.get(index, ())):
                if actor.kind == "person":
                    if found and actor != found[1]:
                        return None
                    found = found or (index, actor)
        return found

    def body_called(self, word: str, sentence: int, position: int) -> Actor | None:
        """The body that "the company" or "the group" means: who spoke last, else who was named last before.

        Neither a state's nor a medium: those are called otherwise.
        """
        known = self.reading.called.meant(word, position)
        if known:
            return known
        kinds = KINDS_CALLED.get(word, ())
        found: Actor | None = None
        is_told = self.reading.called.is_any(word)
        for index in self.reading.back_from(sentence, MEMORY_PARAGRAPHS):
            if found and (not is_told or sentence - index > MEMORY_SENTENCES):
                break
            named = [m.actor for m in reversed(self.reading.mentions_in(index)) if m.actor and m.start < position]
            for actor in (*reversed(self.spoken.get(index, [])), *named):
                lows = set(actor.name.lower().split())
                is_other = actor.name[0].islower() or lows & (words("media") | words("organisation_state"))
                is_other = is_other or not self.reading.called.may_be(actor, word)
                if actor.kind in kinds and not actor.country and not is_other:
                    # "Environmental group Clear Rivers sued Norvale. The group"
                    if self.reading.called.is_told(actor, word):
                        return actor
                    found = found or actor
        return found

    def just_spoke(self, sentence: int) -> Actor | None:
        """Who spoke last in the sentence before, in the same paragraph."""
        is_same = sentence > 0 and self.reading.paragraph(sentence - 1) == self.reading.paragraph(sentence)
        return next(reversed(self.spoken.get(sentence - 1, [])), None) if is_same else None

    def issuer(self, sentence: int) -> Actor | None:
        """Whose "the statement" is: of the only one who spoke in this paragraph before, else in the one before."""
        for paragraphs in (0, 1):
            before = list(self.reading.back_from(sentence, paragraphs))
            spoken = {a for i in before for a in self.spoken.get(i, ())}
            if spoken:
                # "Peru lied, Chile said. Later Ghana issued a statement. The statement said …"
                last = next(i for i in before if self.spoken.get(i))
                between = (i for i in before if last < i < sentence)
                is_clear = not any(self.reading.mentions_in(i) for i in between)
                return spoken.pop() if len(spoken) == 1 and is_clear else None
        return None

    def last_speaker(self, sentence: int) -> Actor | None:
        """The person who spoke last, in this paragraph or the one before."""
        return self.last_of_kind("person", sentence)

    def last_of_kind(self, kind: ActorKind, sentence: int) -> Actor | None:
        """Who of a kind spoke last, in this paragraph or the one before."""
        for index in self.reading.back_from(sentence, 1):
            for actor in reversed(self.spoken.get(index, [])):
                if actor.kind == kind:
                    return actor
        return None

    def learn(self, actor: Actor, country: Actor) -> bool:
        """Takes somebody of whom nothing is told for who speaks for a country ("the Venezuelan leader")."""
        if actor.affiliation or actor not in self.person_of or self._holds_office(actor):
            return False
        self.party_of[actor] = country
        return True

    def last_of(self, party: Actor, sentence: int, *, is_head: bool = False, may_govern: bool = False) -> Actor | None:
        """Whom "the Illinois Democrat" or "the PTI chairman" means: who spoke last.

        In this paragraph or the one before, and nobody who speaks for somebody else, or was
        called one of another party; a party's head is whoever was called so before, else
        nobody who holds an office. Where they ``may_govern`` it may be a minister of the party's country.
        """
        if is_head:
            called = [actor for actor, of in self.party_of.items() if of == party]
            if called:
                return called[-1]
        for index in self.reading.back_from(sentence, 1):
            for actor in reversed(self.spoken.get(index, [])):
                known = actor.affiliation or self.party_of.get(actor, party)
                if is_head and self._holds_office(actor):
                    continue
                is_minister = may_govern and known.kind == "country" and known == self.reading.country_of(party)
                if is_minister and actor in self.person_of:
                    return actor
                if actor.kind == "person" and known == party:
                    self.party_of[actor] = party
                    return actor
        return None

    def last_politician(self, word: str, sentence: int) -> Actor | None:
        """Whom "the Conservative MP" means of whose party nothing tells: who spoke last, here or a paragraph before.

        Nobody who speaks for anybody but a party of that word, nor somebody with a trade.
        """
        for index in self.reading.back_from(sentence, 1):
            for actor in reversed(self.spoken.get(index, [])):
                person = self.person_of.get(actor)
                side = actor.affiliation or self.party_of.get(actor)
                is_other = side is not None and not (side.kind == "party" and word in side.name.lower().split())
                if person and not is_other and all(office.role_class != "private" for office in person.offices):
                    return actor
        return None

    def just_spoken(self, sentence: int, country: Actor | None = None) -> Actor | None:
        """Whom "the cleric" means: the person who spoke in the sentence before, in the same paragraph.

        Nobody who speaks for another country than the one named ("the Singaporean executive").
        """
        if sentence == 0 or self.reading.paragraph(sentence - 1) != self.reading.paragraph(sentence):
            return None
        spoken = (actor for actor in reversed(self.spoken.get(sentence - 1, [])) if actor.kind == "person")
        return next((a for a in spoken if not (country and a.country) or a.country == country.country), None)

    def is_civilian(self, actor: Actor) -> bool:
        """Whether somebody holds an office that no general has: a minister, a president, a senator, a spokesman."""
        person = self.person_of.get(actor)
        offices = person.offices if person else ()
        return any(
            office.role in words("ruler") | {"minister"} or office.role_class in ("spokes", "legislator")
            for office in offices
        )

    def _holds_office(self, actor: Actor) -> bool:
        person = self.person_of.get(actor)
        return person is None or any(office.role and not office.former for office in person.offices)
