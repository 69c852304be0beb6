"""Whom nouns and pronouns without a name mean in what others say of them: "him", "the party", "both men", "that claim".

Asked once it is known who speaks (``speakers``). A pronoun in quotation marks is never who speaks, in indirect speech
it mostly is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from .acts import Act
from .claims import claims_meant
from .conversing import interviewers, is_spoken_to
from .couples import two_called
from .lexicon import Gender, Token, words
from .name_parts import surname_key
from .people import Person
from .phrases import names_person
from .reading import Described, Reading, covers
from .records import Actor, ActorKind, Attribution, Mention, Span
from .titles import ends_phrase, is_role

__all__ = ["GENDERED", "KINDS_CALLED", "PLURAL_KINDS", "Heard", "Meanings"]

# How many paragraphs back a pronoun still finds whom it means.
_MEMORY_PARAGRAPHS = 3
GENDERED: dict[str, Gender] = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "hers": "f"}
#: Kinds of actors that "they" may mean.
PLURAL_KINDS: frozenset[ActorKind] = frozenset(
    {"party", "armed_group", "organisation", "international", "country", "group"}
)
#: What a body may be called without its name, and the kinds of actors that may be meant.
KINDS_CALLED: dict[str, tuple[ActorKind, ...]] = {
    **dict.fromkeys(
        ("company", "firm", "bank", "airline", "charity", "organisation", "organization"), ("organisation",)
    ),
    **dict.fromkeys(("group", "movement", "militia"), ("armed_group", "party", "organisation")),
    "party": ("party",),
    "union": ("organisation",),
}
#: As often the speaker's own.
_OF_ONES_OWN = frozenset({"party", "group", "movement"})
#: What nobody does to the own party.
_JUDGES = frozenset(
    "accused accuses accusing accuse blamed blames blaming criticised criticized criticising criticizing praised "
    "praising thanked thanking denounced denouncing condemned warned urged sued suing".split()
)
_OWNERS_OF_A_CLIENT = frozenset({"my", "her", "his", "their", "our"})
#: What means a body in what somebody says; "it" alone is an event more often.
_OF_BODIES = frozenset({"they", "them", "their", "its"})
_OWNERS = frozenset({"his", "her"})
_CONTRACTED = re.compile(r"(?<=\w)['’](?:re|ve|ll|d)\Z", re.IGNORECASE)


class Heard(NamedTuple):
    """Who speaks and acts in an article.

    Attributes:
        attributions: who said what, with the speakers.
        acts: who acts.
        quoted: what is said in quotation marks, in order.
        person_of: the people by their actors.
        client_of: whose lawyers speak.
        party_of: of whom a description told a party.
        body_called: the body that a noun means at a place of a sentence, as a speaker.
    """

    attributions: Sequence[Attribution]
    acts: Sequence[Act]
    quoted: Sequence[Span]
    person_of: Mapping[Actor, Person]
    client_of: Mapping[Actor, Actor]
    party_of: Mapping[Actor, Actor]
    body_called: Callable[[str, int, int], Actor | None]


class Meanings:
    """Finds what means somebody without a name.

    Args:
        reading: the article.
        heard: who speaks and acts there.
    """

    def __init__(self, reading: Reading, heard: Heard) -> None:
        self.reading = reading
        self._heard = heard
        #: whom a speaker means by "he" or "she" in a sentence, of whom he goes on to speak
        self._said_of: dict[tuple[Actor, int, Gender], Person] = {}

    def mentions(self) -> Iterator[Mention]:
        """The mentions by pronoun or noun, each where no other one begins."""
        found = chain(
            self._two_meant(),
            self._couples_meant(),
            self._bodies_meant(),
            self._clients_meant(),
            self._called_meant(),
            self._people_meant(),
            self._objects_meant(),
            claims_meant(
                self.reading.lines,
                self._heard.attributions,
                self.reading.line_at,
                self.reading.paragraph,
                self.reading.mentions_in,
            ),
        )
        taken: set[int] = {mention.start for mention in self.reading.mentions}
        for mention in found:
            if mention.start not in taken:
                taken.add(mention.start)
                yield mention

    def _two_meant(self) -> Iterator[Mention]:
        """Whom "both men" or "the two of them" means in what a third one says: the only two of whom it was told."""
        for attribution in self._heard.attributions:
            for content in attribution.content if attribution.speaker else ():
                for index in self._lines_of(content):
                    line = self.reading.lines[index]
                    for first, noun, gender in two_called(line, line.indices(content.start, content.end)):
                        position = line.tokens[first].start
                        two = self._two_before(index, position, gender, attribution.speaker)
                        for at, actor in zip((first, noun), two, strict=False):
                            yield Mention(line.tokens[at].start, line.tokens[at].end, "person", actor)

    def _couples_meant(self) -> Iterator[Mention]:
        """Whom "the Quills" means where the article names one or two people of that name: each of them."""
        by_surname: dict[str, dict[Actor, None]] = {}
        for person in self.reading.people:
            if any(" " in surface for surface in person.surfaces):
                by_surname.setdefault(surname_key(person.actor.name), {})[person.actor] = None
        for index, line in enumerate(self.reading.lines):
            for at, (article, name) in enumerate(pairwise(line.tokens)):
                if article.low != "the" or not name.is_capitalised or not name.low.endswith("s"):
                    continue
                actors = tuple(by_surname.get(name.low[:-1], ()))
                is_last = ends_phrase(line, at + 1) and line.low(at + 2) != "of" and not self._is_known(index, name)
                if is_last and 0 < len(actors) <= 2:
                    for token, actor in zip((name, article), actors, strict=False):
                        yield Mention(token.start, token.end, "person", actor)

    def _is_known(self, sentence: int, token: Token) -> bool:
        """Whether a word stands in a name that the article has otherwise: "the Lyons", of a club."""
        return any(
            mention.start < token.end and token.start < mention.end for mention in self.reading.mentions_in(sentence)
        )

    def _two_before(self, sentence: int, position: int, gender: Gender, speaker: Actor | None) -> tuple[Actor, ...]:
        """The two people named last before a position, other than who speaks; empty if there are more or fewer."""
        found: dict[Actor, None] = {}
        for index in self.reading.back_from(sentence, _MEMORY_PARAGRAPHS):
            before = [d.person for d in self.reading.persons_in(index) if d.start < position]
            here = {p.actor: None for p in before if p.actor != speaker and p.gender in ("", gender or p.gender)}
            found = here if len(here) == 2 else found | here
            if len(found) >= 2:
                break
        return tuple(found) if len(found) == 2 else ()

    def _called_meant(self) -> Iterator[Mention]:
        """Whom "the party" means that another side accuses, and "the firm" of which somebody else speaks."""
        for attribution in self._heard.attributions:
            speaker = attribution.speaker
            for content in attribution.content if speaker else ():
                index = self.reading.line_at(content.start)
                line = self.reading.lines[index]
                at = line.indices(content.start, content.end).start + 1
                word = line.low(at)
                if line.low(at - 1) != "the" or word not in KINDS_CALLED or not ends_phrase(line, at) or not speaker:
                    continue
                is_object = line.low(at - 2) in _JUDGES
                if not is_object and (word in _OF_ONES_OWN or attribution.quote_type == "direct"):
                    continue
                token = line.tokens[at]
                actor = self._heard.body_called(word, index, token.start)
                own = {speaker, speaker.affiliation, self._heard.party_of.get(speaker)}
                # "A Peruvian aid group said" names nobody.
                if actor and actor not in own and not actor.is_unnamed:
                    yield Mention(token.start, token.end, actor.kind, actor)

    def _clients_meant(self) -> Iterator[Mention]:
        """Whom "my client" means in what a lawyer says."""
        said = ((self._heard.client_of.get(a.speaker), a.content) for a in self._heard.attributions if a.speaker)
        spans = ((client, content) for client, contents in said if client for content in contents)
        for client, content in spans:
            for index in self._lines_of(content):
                line = self.reading.lines[index]
                for at in line.indices(content.start, content.end):
                    if line.low(at) == "client" and line.low(at - 1) in _OWNERS_OF_A_CLIENT:
                        yield Mention(line.tokens[at].start, line.tokens[at].end, "person", client)

    def _people_meant(self) -> Iterator[Mention]:
        """The gendered ones.

        In quotation marks the speaker is "I", so "he" is whoever was named last: in what
        the same speaker says, else before it. In indirect speech "he" is the speaker,
        unless the content names another person before; of a body it is whoever was named last.
        """
        spoken: dict[int, Attribution] = {}
        for attribution in self._heard.attributions:
            if attribution.speaker:
                for content in attribution.content:
                    for index in self._lines_of(content):
                        line = self.reading.lines[index]
                        inside = line.indices(content.start, content.end)
                        # Of nested contents the inner one, which comes later, counts.
                        spoken |= {line.tokens[i].start: attribution for i in inside if _bare(line.low(i)) in GENDERED}
        sources = {attribution.source for attribution in self._heard.attributions}
        for position, attribution in sorted(spoken.items()):
            index = self.reading.line_at(position)
            line = self.reading.lines[index]
            token = line.tokens[line.indices(position, position + 1).start]
            span = _span_of(token)
            gender = GENDERED[_bare(token.low)]
            person = None if span in sources else self._meant(gender, span, index, attribution)
            if person and person.actor != attribution.speaker:
                self._by_pronoun.setdefault((index, gender), (span.start, person))
                if attribution.speaker and attribution.quote_type == "direct":
                    self._said_of[attribution.speaker, index, gender] = person
                    person.gender = person.gender or gender
                yield Mention(span.start, span.end, "person", person.actor)

    def _objects_meant(self) -> Iterator[Mention]:
        """The "him" and "her" of what somebody does: in "Bishop Roy suspended him" who was named before."""
        taken = [span for a in self._heard.attributions for span in a.content]
        done: set[Span] = set()
        for act in self._heard.acts:
            line = self.reading.lines[act.sentence]
            for at in line.indices(act.predicate.start, act.predicate.end):
                low, following = line.low(at), line.low(at + 1)
                if low not in ("him", "her"):
                    continue
                span = Span(line.tokens[at].start, line.tokens[at].end)
                is_owner = following[:1].isalpha() and following not in words("function") | words("determiner")
                is_object = low == "him" or not is_owner
                if not is_object or span in done or any(content.overlaps(span) for content in taken):
                    continue
                done.add(span)
                person = self._named_before(GENDERED[low], act, span.start)
                if person:
                    yield Mention(span.start, span.end, "person", person.actor)
                break

    def _named_before(self, gender: Gender, act: Act, position: int) -> Person | None:
        """Who may be meant: the last one in the sentence itself, else the first one in a sentence just before."""
        for index in self.reading.back_from(act.sentence, 1):
            stand = [d for d in self.reading.persons_in(index) if d.start < position]
            fitting = [d.person for d in stand if d.person.actor != act.actor and d.person.gender in ("", gender)]
            if index == act.sentence:
                fitting.reverse()
            if fitting:
                return next((p for p in fitting if p.gender == gender), fitting[0])
        return None

    def _bodies_meant(self) -> Iterator[Mention]:
        """The first "they" or "its" of each sentence of what somebody says, where it means a body.

        That is the one named last before it, in what is said or in the sentence before, and not the speaker's own.
        """
        # "Apple said its phones were safe": in its own words a body is "it" itself.
        said = (
            (a.speaker, content)
            for a in self._heard.attributions
            if a.speaker and (a.speaker.kind == "person" or a.quote_type == "direct")
            for content in a.content
        )
        meant_in: dict[tuple[Actor, int], Actor] = {}
        for speaker, content in said:
            for index in self._lines_of(content):
                line = self.reading.lines[index]
                inside = line.indices(max(content.start, self.reading.sentences[index].start), content.end)
                token = next((line.tokens[i] for i in inside if _bare(line.low(i)) in _OF_BODIES), None)
                carried = meant_in.get((speaker, index - 1))
                meant = self._body_before(index, token.start, content, speaker, carried) if token else None
                if token and meant:
                    meant_in[speaker, index] = meant
                    span = _span_of(token)
                    yield Mention(span.start, span.end, meant.kind, meant)

    def _body_before(
        self, sentence: int, position: int, content: Span, speaker: Actor, carried: Actor | None
    ) -> Actor | None:
        """The body named last before a pronoun, else the one of which the speaker spoke so before (``carried``).

        None if it is the speaker's own, or if people may be meant.
        """
        own = {speaker.name, speaker.affiliation.name if speaker.affiliation else ""}
        here = [m for m in self.reading.mentions_in(sentence) if content.start <= m.start < position]
        is_same = sentence > 0 and self.reading.paragraph(sentence) == self.reading.paragraph(sentence - 1)
        before = self.reading.mentions_in(sentence - 1) if is_same else ()
        named = [m.actor for m in (*before, *here) if m.actor and m.actor.kind in PLURAL_KINDS]
        if carried and is_same:
            named.insert(0, carried)
        if not named or named[-1].name in own:
            return None
        lines = (self.reading.lines[sentence - 1] if is_same else None, self.reading.lines[sentence])
        # "Residents of Beirut fled Israel's fire. “They had no shelter,” she said.", "heads who kept their doors open"
        people = words("group") | words("plural_role") | {"who"}
        tokens = (token for line in lines if line for token in line.tokens if token.start < position)
        return None if any(token.low in people for token in tokens) else named[-1]

    def _meant(self, gender: Gender, pronoun: Span, sentence: int, said: Attribution) -> Person | None:
        """Whom a pronoun in what is said means; the speaker, or None, where that is nobody else."""
        speaker = self._heard.person_of.get(said.speaker) if said.speaker else None
        is_owner = pronoun.of(self.reading.text).lower() in _OWNERS
        in_marks = said.quote_type == "direct" or covers(self._heard.quoted, pronoun.start)
        # "X has attacked him": an object that is no "himself" is somebody else.
        is_object = pronoun.of(self.reading.text).lower() == "him" and pronoun.start == said.content[0].start
        is_object = is_object or pronoun == said.content[0]  # "paid tribute to her"
        # "accused her of greed"
        is_her = is_owner and self._is_no_owner(pronoun)
        is_owner = is_owner and not is_her
        is_object = is_object or (is_her and pronoun.start == said.content[0].start)
        # "The Alliance said it stood behind him": a body is no "he".
        is_body = said.speaker is not None and said.speaker.kind != "person" and not in_marks
        is_of_body = is_body and not is_owner and not self._tells_of_somebody(said, pronoun)
        # "His report was mocked by Managua"
        is_fronted = is_body and is_owner and pronoun.start == said.content[0].start
        in_marks = in_marks or is_object or is_of_body or is_fronted
        doubtful: Person | None = None
        for index in self.reading.back_from(sentence, _MEMORY_PARAGRAPHS):
            if is_of_body and not is_her and index < sentence - 1:
                break
            start, told = self._by_pronoun.get((index, gender), (0, None))
            if told and told is not speaker and start < pronoun.start and (is_object or is_of_body):
                return told
            if said.quote_type == "direct" and said.speaker and index < sentence:
                spoken_of = self._said_of.get((said.speaker, index, gender))
                if spoken_of:
                    return spoken_of
            before = [d for d in self.reading.persons_in(index) if d.start < pronoun.start]
            if in_marks:
                before = [d for d in before if not self._is_spoken_to(d, said.speaker)]
            inside = [d for d in before if any(s.start <= d.start < s.end for s in said.content)]
            if not in_marks:
                before = inside if speaker is None or speaker.gender in ("", gender) else inside or before
            fitting = [d.person for d in before if d.person is not speaker and d.person.gender in ("", gender)]
            # "“He failed,” the presidential spokesman said" is not of the president, if of another.
            fitting = [person for person in fitting if not _speaks_for(speaker, person)] or fitting
            if is_owner and index == sentence:
                fitting.reverse()  # "Cruz attacked Trump and his rhetoric"
            certain = [person for person in fitting if person.gender == gender or _is_known(person)]
            if certain:
                return next((person for person in certain if person.gender == gender), certain[0])
            # "The envoy, Bo Dane, visited Ada Quill. “She is brave,” he said.": whoever else stands there.
            is_next = index == sentence - 1 and self.reading.paragraph(index) == self.reading.paragraph(sentence)
            if said.quote_type == "direct" and is_next and len(fitting) == 1:
                return fitting[0]
            doubtful = doubtful or next(iter(fitting), None)
            if not in_marks and (speaker is None or speaker.gender in ("", gender)):
                return doubtful or speaker
        return doubtful

    def _is_spoken_to(self, described: Described, speaker: Actor | None) -> bool:
        """Whether somebody is no "he" of what is said: who asks the speaker, or whom it is said to there."""
        if (described.person.actor, speaker) in self._interviewers:
            return True
        mention = self._mention_at(described)
        return mention is not None and is_spoken_to(self.reading.text, mention.span)

    def _mention_at(self, described: Described) -> Mention | None:
        return next((m for m in self.reading.mentions_in(described.sentence) if m.end > described.start), None)

    @cached_property
    def _interviewers(self) -> set[tuple[Actor, Actor]]:
        """Who asks a speaker something, with that speaker; of one asked by pronoun whoever speaks next."""
        heard = [a for a in self._heard.attributions if a.speaker]
        found: set[tuple[Actor, Actor]] = set()
        for number, attribution in enumerate(heard):
            for asker, asked in interviewers(self.reading.text, [attribution], self._person_behind):
                following = (a.speaker for a in heard[number + 1 :] if a.speaker != asker)
                speaker = asked or next(following, None)
                if speaker:
                    found.add((asker, speaker))
        return found

    def _person_behind(self, position: int) -> tuple[Span, Actor] | None:
        """The first person named behind a place in its sentence, and where."""
        here = self.reading.mentions_in(self.reading.line_at(position))
        return next(((m.span, m.actor) for m in here if m.start >= position and m.actor and m.kind == "person"), None)

    @cached_property
    def _by_pronoun(self) -> dict[tuple[int, Gender], tuple[int, Person]]:
        """Who speaks as "he" or "she" in which sentence, and where: of whom more is told in the next one."""
        found: dict[tuple[int, Gender], tuple[int, Person]] = {}
        for attribution in self._heard.attributions:
            low = attribution.source.of(self.reading.text).lower() if attribution.source else ""
            person = self._heard.person_of.get(attribution.speaker) if attribution.speaker else None
            if attribution.source and person and low in ("he", "she"):
                start = attribution.source.start
                found[self.reading.line_at(start), GENDERED[low]] = start, person
        return found

    def _is_no_owner(self, pronoun: Span) -> bool:
        """Whether "her" is an object: "accused her of greed"."""
        line = self.reading.lines[self.reading.line_at(pronoun.start)]
        following = line.low(line.indices(pronoun.start, pronoun.end).stop)
        return pronoun.of(self.reading.text).lower() == "her" and (
            not following[:1].isalpha() or (following in words("function") | words("determiner") and following != "own")
        )

    def _tells_of_somebody(self, said: Attribution, pronoun: Span) -> bool:
        """Whether a noun for a person stands in what is said before the pronoun: "a soldier lost his life"."""
        line = self.reading.lines[self.reading.line_at(pronoun.start)]
        before = (i for span in said.content for i in line.indices(span.start, min(span.end, pronoun.start)))
        # "its members would protect him"
        many = words("plural_role") | words("group")
        return any((is_role(line, i) or names_person(line.low(i))) and line.low(i) not in many for i in before)

    def _lines_of(self, span: Span) -> range:
        return range(max(self.reading.line_at(span.start), 0), self.reading.line_at(span.end - 1) + 1)


def _bare(low: str) -> str:
    """A word without what is contracted with it: "they" of "they're", "he" of "he'd"."""
    return _CONTRACTED.sub("", low)


def _span_of(token: Token) -> Span:
    return Span(token.start, token.start + len(_bare(token.text)))


def _speaks_for(speaker: Person | None, person: Person) -> bool:
    """Whether somebody speaks for a president: "presidential spokesman"."""
    is_voice = speaker is not None and any(
        office.role_class == "spokes" and "presidential" in office.words for office in speaker.offices
    )
    return is_voice and any(office.role == "president" for office in person.offices)


def _is_known(person: Person) -> bool:
    """Whether more than one bare name tells that this is a person: "Squawk Box" may be a programme."""
    return bool(person.gender or len(person.mentions) > 1 or any(person.offices))
