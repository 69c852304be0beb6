"""Whom a pronoun means that speaks or acts: "she", "it", "they", "who", "we".

Without syntax: who spoke last, then who stands first, sentence by sentence back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .acts import find_subject
from .lexicon import Gender, is_noun_of_body, words
from .meanings import GENDERED, PLURAL_KINDS
from .noun_phrases import is_described
from .own_words import issuer_of_text
from .people import Person
from .reading import Described, covers
from .records import Actor, Span
from .spoke_before import MEMORY_PARAGRAPHS, MEMORY_SENTENCES, SpokeBefore

__all__ = ["FIRST_PERSON", "Pronouns"]

#: Behind an "it" that means nobody: "it is worrying that", "it remains unclear whether", "it's no surprise".
_EXPLETIVE = re.compile(
    r"(?:['’]s|\s+(?:is|was|has\s+been|will\s+be|would\s+be|seems|seemed|appears|appeared|remains|remained))\s+"
    r"(?:(?:\w+\s+){1,2}that\b|(?:(?:not|still|also|too|very|so|far|more|less|immediately|entirely|no\s+longer)\s+){0,2}"
    r"(?:(?:un)?clear|(?:im)?possible|(?:un)?likely|difficult|hard|easy|important|necessary|early|late|time|worth|true"
    r"|certain|obvious|evident|(?:un)?known|implied|to\s+be\s+seen|no\s+(?:surprise|secret|accident|wonder|coincidence))\b)"
    r"|\s+(?:goes\s+without|turns?\s+out|turned\s+out|looks?\s+(?:like|as)|looked\s+(?:like|as))\b"
)
#: A chamber that is only named is seldom what "it" means: a bill, a report or a race is.
_CHAMBERS = frozenset({"senate", "congress", "house", "parliament", "representatives", "duma", "assembly"})
#: A plural right before "who".
_OTHERS = re.compile(r"\b[a-z]+[^\W\ds]s,?\s*$")
#: Between a name and "he said", where somebody else says it of whom is named.
_TOLD_OF = re.compile(r",?\s+(?:who|whom|whose(?:\s+\w+){1,3}),?\s+")
#: Before a phrase that names whom a sentence is about, not who speaks in it.
_ASIDES = frozenset("asked of about on as in to with for regarding concerning unlike".split())
_SINGULAR_KINDS = PLURAL_KINDS - {"group"}
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_PLURAL = frozenset({"they", "them", "their"})


#: Before who opens a sentence: nothing, or whose he is: "Uruguay's".
_OPENING = re.compile(r"(?:[A-Z]\S*['’]s\s+)?")


class Pronouns:
    """Resolves pronouns.

    Args:
        before: who spoke so far.
    """

    def __init__(self, before: SpokeBefore) -> None:
        self._before = before
        self._reading = before.reading

    def actor(self, low: str, source: Span, sentence: int, content: Sequence[Span]) -> Actor | None:
        """Whom a pronoun means.

        Args:
            low: the pronoun, in lower case.
            source: where it stands.
            sentence: index of its sentence.
            content: what is said by it; who is named in it is not meant.
        """
        if low in GENDERED:
            actor = self.last_person(GENDERED[low], source, sentence, content)
            person = self._before.person_of.get(actor) if actor else None
            if person:
                person.gender = person.gender or GENDERED[low]
            return actor
        if low in FIRST_PERSON:
            return self._quoting(source) or issuer_of_text(self._reading, self._before.attributions, source)
        if low == "it" and _EXPLETIVE.match(self._reading.text, source.end):
            return None
        if low in ("who", "whose", "which", "that"):
            return self._just_before(source.start, sentence)
        return self._last_body(sentence, source.start, plural=low in _PLURAL)

    def last_person(self, gender: Gender, source: Span, sentence: int, content: Sequence[Span]) -> Actor | None:
        """The person that a pronoun means: sentence by sentence back, who spoke, then who stands first.

        Those named in what is said, or in any direct quotation, are passed over. Somebody
        in the pronoun's own sentence whose gender nothing tells yields to one that fits for
        certain in the sentence before: "Robinson … . Beside Wang Guangya, she …", unless what
        is said comes behind a colon: "Scholz was blunter: Orban, he said, …".
        """
        doubtful: Person | None = None
        # In what somebody says it is one whom that one names, and not who speaks.
        is_inside = covers(self._before.quoted, source.start)
        quoting = self._quoting(source) if is_inside else None
        near = list(self._reading.back_from(sentence, MEMORY_PARAGRAPHS))
        # Where every sentence is a paragraph, or nobody else was named since, further back.
        for index in (*near, *range(near[-1] - 1, max(sentence - MEMORY_SENTENCES, 0) - 1, -1)):
            if doubtful and index < sentence - 1:
                break
            # "She left as Ada Quill came. She said": the same one, not who stands behind.
            goes_on = index < sentence and GENDERED.get(self._reading.lines[index].low(0)) == gender
            # "Asked about Ada Quill, she said": not of whom a phrase before it names, if somebody just spoke.
            is_open = not doubtful or (index == sentence - 1 and self._is_aside(sentence, doubtful))
            for actor in reversed(self._before.spoken.get(index, [])):
                person = self._before.person_of.get(actor)
                known = person.gender if person else _told_gender(actor)
                is_one = (person or actor.kind == "person") and (known == gender or (not known and is_open))
                is_one = is_one and (quoting is None or actor != quoting)
                if is_one and not self._is_in_side_clause(index, actor, gender):
                    return actor
            stand = [
                described
                for described in self._reading.persons_in(index)
                if described.start < source.start
                and not goes_on
                and (self._is_announced(described, source) or not _is_in(content, described.start))
                and (is_inside or not covers(self._before.quoted, described.start))
                and (quoting is None or described.person.actor != quoting)
                and not (index == sentence and self._leads_to_who(described.person, source.start))
            ]
            for start, _, person in stand:
                if person.gender == gender and index == sentence and self._is_aside(sentence, person):
                    doubtful = doubtful or person  # "Of Ada Quill she says that": somebody else, if one spoke
                    continue
                if person.gender == gender:
                    return person.actor
                is_announced = not person.gender and ":" in self._reading.text[start : source.start]
                if is_announced or (not person.gender and index < sentence):
                    return person.actor if is_announced else (doubtful or person).actor
                doubtful = doubtful or (None if person.gender else person)
        return doubtful.actor if doubtful else None

    def _is_announced(self, described: Described, source: Span) -> bool:
        """Whether somebody opens a sentence of which a colon leads to what is said: "Scholz was blunter: Orban, he"."""
        sentence = self._reading.sentences[described.sentence]
        opening = self._reading.text[sentence.start : described.start]
        return ":" in self._reading.text[described.start : source.start] and _OPENING.fullmatch(opening) is not None

    def goes_on(self, gender: Gender, sentence: int) -> Actor | None:
        """Who spoke last, in this paragraph or the one before, of whom "he added" goes on, whoever is named since."""
        for index in self._reading.back_from(sentence, 1):
            for actor in reversed(self._before.spoken.get(index, [])):
                person = self._before.person_of.get(actor)
                if person and person.gender in ("", gender) and not self._is_in_side_clause(index, actor, gender):
                    person.gender = person.gender or gender
                    return actor
        return None

    def _leads_to_who(self, person: Person, position: int) -> bool:
        """Whether the name stands right before "who, he said": whom somebody else tells of."""
        text = self._reading.text
        ends = (m.covered.end for m in person.mentions if m.name.start < position)
        end = max(ends, default=position)
        return _TOLD_OF.fullmatch(text, end, position) is not None

    def _is_aside(self, sentence: int, person: Person) -> bool:
        """Whether somebody is named in the phrase that opens a sentence, and spoke nowhere: "Asked about Ada Quill"."""
        opening = self._reading.lines[sentence].low(0)
        is_same = self._reading.paragraph(sentence) == self._reading.paragraph(sentence - 1)
        return is_same and opening in _ASIDES and person.actor not in self._before.spoken.get(sentence, [])

    def _is_in_side_clause(self, sentence: int, actor: Actor, gender: Gender) -> bool:
        """Whether somebody without a name spoke behind a named subject: "Ada Quill left, as an aide put it"."""
        position = self._before.described_at.get((sentence, actor))
        first = next(iter(self._reading.persons_in(sentence)), None)
        if position is None or first is None or first.start >= position or is_described(first.person.actor):
            return False
        return first.person.gender in ("", gender) and not covers(self._before.quoted, first.start)

    def _last_body(self, sentence: int, position: int, plural: bool) -> Actor | None:
        """Whom "they" or "it" means: a body or group that spoke lately, else the first named just before."""
        wanted = PLURAL_KINDS if plural else _SINGULAR_KINDS
        for index in self._reading.back_from(sentence, MEMORY_PARAGRAPHS):
            for actor in reversed(self._before.spoken.get(index, [])):
                if actor.kind in wanted:
                    return actor
            if index == sentence - 1 and not plural and self._is_unknown_body(index):
                return None
            headed = self._headed_by(index) if index == sentence - 1 and not plural else None
            if headed:
                return headed
        for index in (sentence, sentence - 1):
            for mention in self._reading.mentions_in(index):
                if not mention.actor or mention.start >= position or mention.kind not in wanted - {"country"}:
                    continue
                # In training articles of PolNeAR, SEESAW and MPQA 70 of 81 such readings of "it" were wrong.
                is_doubtful = mention.kind == "party" or not _CHAMBERS.isdisjoint(mention.actor.name.lower().split())
                if plural or not is_doubtful:
                    return mention.actor
        return None

    def _is_unknown_body(self, sentence: int) -> bool:
        """Whether a body without a name spoke in the sentence before: "The referees' association objected. It"."""
        if self._reading.paragraph(sentence) != self._reading.paragraph(sentence + 1):
            return False
        line = self._reading.lines[sentence]
        for said in reversed(self._before.attributions):
            at = self._reading.line_at(said.source.start) if said.source else sentence
            if at < sentence:
                break
            if said.source and not said.speaker and at == sentence:
                last = line.indices(said.source.start, said.source.end).stop - 1
                if is_noun_of_body(line.low(last)):
                    return True
        return False

    def _headed_by(self, sentence: int) -> Actor | None:
        """The organisation that does something in the sentence before: "The Lantern was less kind. It asked"."""
        is_same = self._reading.paragraph(sentence) == self._reading.paragraph(sentence + 1)
        line = self._reading.lines[sentence]
        subject = find_subject(line, self._reading.mentions_in(sentence)) if is_same else None
        actor = subject.first.actor if subject and subject.first and not subject.others else None
        is_body = actor is not None and actor.kind == "organisation" and not actor.country
        return actor if actor and is_body and _CHAMBERS.isdisjoint(actor.name.lower().split()) else None

    def _just_before(self, position: int, sentence: int) -> Actor | None:
        before = [m for m in self._reading.mentions_in(sentence) if m.end <= position]
        # "Voters for whom Trump is no answer, who", "Clinton's superdelegates who": others are meant.
        if not before or _OTHERS.search(self._reading.text[before[-1].end : position]):
            return None
        return before[-1].actor

    def _quoting(self, source: Span) -> Actor | None:
        """Who speaks in the attribution whose content contains ``source``."""
        for attribution in reversed(self._before.attributions):
            if any(span.contains(source) for span in attribution.content):
                return attribution.speaker
        return None


def _is_in(spans: Sequence[Span], position: int) -> bool:
    return any(span.start <= position < span.end for span in spans)


def _told_gender(actor: Actor) -> Gender:
    """The gender that a description tells: "a senior spokeswoman"."""
    lows = set(actor.name.lower().split())
    return "f" if lows & words("female_role") else "m" if lows & words("male_role") else ""
