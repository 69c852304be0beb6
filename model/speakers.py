"""Who speaks and who acts: the sources of attributions and the subjects of sentences as actors.

The second half of the rule resolver (see ``resolver`` for its decisions); ``reading`` is
the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby, pairwise

from .acts import Act, Subject, find_clauses, find_subject, is_verb
from .addressed import Addressed
from .campaigns import campaign_of
from .couples import couple_called, two_of_them
from .deeds import Told, is_fact, is_official_of, only_tells, subordinate
from .lexicon import Gender, role_class, words
from .listed import listed_speakers
from .meanings import GENDERED, KINDS_CALLED, PLURAL_KINDS, Heard, Meanings
from .named_later import named_before, named_later, named_next
from .noun_phrases import NounPhrase, is_described
from .own import own_states
from .own_words import issuer_of_text
from .participles import with_subjects
from .people import Person
from .pointing import Description, behind_age, description_at, head_of
from .reading import Reading, covers
from .records import Actor, ActorKind, Attribution, Mention, Span
from .running_quotes import find_running_quotes, with_running_quotes
from .side_clauses import further_deeds, listed_acts, mutual_acts, relative_acts, thanked_acts
from .sources import heads_body, is_paper, is_told_next
from .titles import Line

__all__ = ["Speakers"]

# How many paragraphs back a pronoun or a continued quotation still finds its speaker.
_MEMORY_PARAGRAPHS = 3
# How many sentences back somebody may have spoken of whom a description is told.
_MEMORY_SENTENCES = 12
# Words of a title and a name that may follow a description after its comma.
_MAX_TITLE = 4
# How many sentences behind a description a name may first come.
_MAX_INTRODUCTION = 2

_LIST_LINK = re.compile(r",?\s+(?:and\s+)?(?:(?:the|his|her|its|their)\s+)?")
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
#: What says what its issuer says.
_TEXTS = frozenset(
    "statement message letter communique communiqué book memoir memoirs diary diaries editorial commentary column "
    "tweet email note declaration appeal petition lawsuit suit complaint filing release".split()
)
#: Between a name and "he said", where somebody else says it of whom is named.
_TOLD_OF = re.compile(r",?\s+(?:who|whom|whose(?:\s+\w+){1,3}),?\s+")
#: Behind several who are told of together: ", the parents of", ", both members of", ", who".
_BOTH_ARE = re.compile(r",\s+(?:the|both|two|three|who|whose)\s+\w")
#: Between two who speak together.
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_OPENS_CLAUSE = re.compile(r"(?:that\s+)?(?:both\s+)?(?:the\s+)?", re.IGNORECASE)
#: Before a phrase that names whom a sentence is about, not who speaks in it.
_ASIDES = frozenset("asked of about on as in to with for regarding concerning unlike".split())
#: In what somebody says, thinks or does after something else: "he also accused", "she added".
_GOES_ON = frozenset({"also", "added", "adds", "adding", "continued", "further", "went", "reiterated", "repeated"})
_JOINTLY = frozenset({"they", "the lawsuit", "the suit", "the complaint", "their lawsuit", "their complaint"})
_LAWYERS = frozenset({"lawyer", "attorney", "counsel", "solicitor", "barrister", "advocate"})
_SINGULAR_KINDS = PLURAL_KINDS - {"group"}
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_PLURAL = frozenset({"they", "them", "their"})
_OTHER_PRONOUNS = _PLURAL | {"it", "its", "who", "whose", "which", "that"}


#: "President Quill himself"
_EMPHATIC = frozenset({"himself", "herself", "itself", "themselves"})


class Speakers:
    """Resolves the sources of attributions, in the order of the text.

    Attributes:
        reading: the article.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._person_by_actor = {person.actor: person for person in reading.people}
        # Who spoke in which sentence, as far as resolved.
        self._spoken: dict[int, list[Actor]] = {}
        # Where those without a name stand: "what an aide called".
        # Of whom a noun was told: "the midfielder".
        self._pointed: dict[str, Actor] = {}
        self._described_at: dict[tuple[int, Actor], int] = {}
        # Two or more who spoke together last: "they", until somebody else speaks.
        self._joint: tuple[Actor, ...] = ()
        # Of whom a party is told by "the Illinois Democrat" alone.
        self._party_of: dict[Actor, Actor] = dict(reading.told_sides)
        # Whose lawyers speak: "her client".
        self._client_of: dict[Actor, Actor] = {}
        self._done: list[Attribution] = []
        # What is said in quotation marks: who is named there is no subject of the article's own sentences.
        self._quoted: list[Span] = []

    def resolve(self, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """The attributions with their speakers."""
        running = find_running_quotes(self.reading.text, self.reading.sentences)
        direct = {span for a in attributions if a.quote_type == "direct" for span in a.content}
        self._quoted = sorted(direct.union(*running))
        carried: Actor | None = None
        carried_at = -1
        for attribution in attributions:
            here = self.reading.line_at(attribution.start) if attribution.start >= 0 else -1
            if attribution.source and carried and self._has_far_source(attribution, carried_at):
                speaker = carried
            elif attribution.source:
                speaker = carried = self._speaker(attribution)
                carried_at = here
            else:
                speaker = carried if self._is_carried(attribution, carried_at, here) else None
                carried_at = here if speaker else carried_at
            together = self._together(attribution.source) if attribution.source else ()
            together = together or (self._listed(attribution.source) if attribution.source else ())
            couple = self._couple(attribution.source) if attribution.source and not together else ()
            if couple:
                self._joint = couple
                self._done += [replace(attribution, speaker=actor) for actor in couple]
                speaker = carried = couple[-1]
            elif together:
                self._joint = tuple(m.actor for m in together if m.actor)
                self._done += [replace(attribution, source=m.span, speaker=m.actor) for m in together]
                if speaker is None or speaker.is_unnamed:
                    speaker = carried = together[-1].actor  # "Some lawmakers, including Ada Quill, said"
            elif self._joint and attribution.source and self._is_joint(attribution.source):
                self._done += [replace(attribution, speaker=actor) for actor in self._joint]
                speaker = carried = self._joint[-1]
            else:
                self._done.append(replace(attribution, speaker=speaker))
                self._joint = self._joint if speaker is None or speaker in self._joint else ()
            if speaker and here >= 0 and not self._is_thing(attribution.source):
                spoken = self._spoken.setdefault(here, [])
                # Who speaks in what another says is less likely meant next.
                spoken.insert(0 if self._is_within(attribution) else len(spoken), speaker)
                if attribution.source and is_described(speaker):
                    self._described_at[here, speaker] = attribution.source.start
        self._name_opening()
        self._done = with_subjects(self.reading, self._done)
        self._done = with_running_quotes(self.reading, self._done, running)
        return tuple(self._done)

    def _is_joint(self, source: Span) -> bool:
        """Whether those who spoke together last say something again, or their lawsuit does."""
        return source.of(self.reading.text).lower() in _JOINTLY

    def _name_opening(self) -> None:
        """Gives who speaks without a name in the opening the name that comes later."""
        found = named_later(self.reading.text, self._done, self._person_by_actor, self.reading.line_at)
        if found is None:
            self._name_next()
            return
        opening, actor = found[0], found[1].actor
        role = opening.name.lower().rpartition(" ")[2]
        is_held = any(office.role == role for p in self.reading.people if p != found[1] for office in p.offices)
        # "Its governor", later "the governor"
        same = {a.speaker for a in self._done if a.speaker and a.speaker.name == role and not is_held} | {opening}
        self._done = [replace(a, speaker=actor) if a.speaker in same else a for a in self._done]
        for spoken in self._spoken.values():
            spoken[:] = [actor if speaker in same else speaker for speaker in spoken]
        if opening.affiliation and actor.affiliation is None:
            self._party_of[actor] = opening.affiliation

    def _name_next(self) -> None:
        """Gives who speaks without a name the name of who speaks next, or of who alone spoke before."""
        before = named_before(self.reading.text, self._done, self._person_by_actor, self.reading.line_at)
        if before:
            self._done = [replace(one, speaker=before[1]) if one.speaker == before[0] else one for one in self._done]
        for told, actor, sentence in named_next(
            self.reading.text, self._done, self._person_by_actor, self.reading.line_at
        ):
            for at, one in enumerate(self._done):
                if one.speaker == told and one.source and self.reading.line_at(one.source.start) <= sentence:
                    self._done[at] = replace(one, speaker=actor)
            if told.affiliation and actor.affiliation is None:
                self._party_of[actor] = told.affiliation

    def _is_within(self, attribution: Attribution) -> bool:
        """Whether somebody is said to speak in what another says, or in a side clause: "the EU, whose envoy asked"."""
        source = attribution.source
        if source is None:
            return False
        if source.of(self.reading.text).lower().startswith("whose "):
            return True
        index = self.reading.line_at(source.start)
        for other in reversed(self._done):
            if other is not self._done[-1] and any(span.contains(source) for span in other.content):
                return other.speaker is not None
            if other.content and self.reading.line_at(other.content[0].start) < index:
                return False
        return False

    def _is_thing(self, source: Span | None) -> bool:
        """Whether "that" or "which" has somebody say it: of a person it is "who"."""
        return source is not None and source.of(self.reading.text).lower() in ("that", "which")

    def members(self) -> Iterator[tuple[Actor, Actor]]:
        """People without an affiliation, each with the party or body that a description told.

        Asked after ``resolve``.
        """
        return ((actor, of) for actor, of in self._party_of.items() if actor.affiliation is None)

    def _together(self, source: Span) -> Sequence[Mention]:
        """The speakers of "Poland and Lithuania", "both Arbelaez and Guaramato"; empty for one speaker."""
        index = self.reading.line_at(source.start)
        source = self._with_first(source, index)
        inside = [m for m in self.reading.mentions_in(index) if source.contains(m.span) and m.actor]
        text = self.reading.text
        # "Ada Quill and Bo Haddad, the parents of two, said"
        behind = [m for m in inside if _BOTH_ARE.match(text, m.end, source.end)]
        if behind and (two := inside[: inside.index(behind[0]) + 1])[1:]:
            inside, source = two, Span(source.start, two[-1].end)
        rest = text[inside[-1].end : source.end].strip(" ,") if inside else ""
        if len(inside) < 2 or rest or any(m.kind == "place" for m in inside):
            return ()
        between = [text[a.end : b.start] for a, b in pairwise(inside)]
        opening = text[source.start : inside[0].start].strip().lower()
        is_list = all(_LIST_LINK.fullmatch(link) for link in between) and "and" in between[-1]
        return inside if is_list and opening in ("", "the", "both", "both the") else ()

    def _listed(self, source: Span) -> Sequence[Mention]:
        """The speakers of "some lawmakers, including Ada Quill", "Ada Quill (R-Ohio) and others"; empty for one."""
        return listed_speakers(self.reading.text, source, self.reading.mentions_in(self.reading.line_at(source.start)))

    def _with_first(self, source: Span, index: int) -> Span:
        """The words for who speaks, with whom "and" joins at the head of what is said: "said Peru and Chile had"."""
        text = self.reading.text
        for other in reversed(self._done):
            content = next(
                (span for span in other.content if span.start < source.start and span.contains(source)), None
            )
            if content:
                begin = _OPENS_CLAUSE.match(text, content.start)
                at = begin.end() if begin else content.start
                first = next((m for m in self.reading.mentions_in(index) if m.start == at and m.actor), None)
                is_joined = first and _AND.fullmatch(text, first.end, source.start)
                return Span(first.start, source.end) if first and is_joined else source
            if other.content and self.reading.line_at(other.content[0].start) < index:
                break
        return source

    def _couple(self, source: Span) -> tuple[Actor, ...]:
        """Who "both presidents" are: the two who were named last as such, for two countries."""
        role = couple_called(source.of(self.reading.text))
        if not role:
            return ()
        here = self.reading.line_at(source.start)
        before = (
            d for i in self.reading.back_from(here, _MEMORY_PARAGRAPHS) for d in reversed(self.reading.persons_in(i))
        )
        return two_of_them(role, (described.person for described in before if described.start < source.start))

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Who acts in the sentences of the article, in order; asked after ``resolve``."""
        return tuple(self._acts())

    def _acts(self) -> Iterator[Act]:
        """Who acts in the sentences of the article, each up to the next clause; asked after ``resolve``.

        Where somebody speaks, what the same one does before, "X stood by Y, saying that …", whoever acts in
        front of the clause in which somebody speaks, "X left after Y said …", or does what somebody without a
        name tells, "X left Y, officials said", and whoever acts in a clause behind all of what is told.
        """
        #: by sentence, where the last of what somebody says and of how it is told ends
        told: dict[int, int] = {}
        said: dict[int, list[Attribution]] = {}
        for attribution in self._done:
            for index in {self.reading.line_at(span.start) for span in attribution.content}:
                said.setdefault(index, []).append(attribution)
            for span in (attribution.source, attribution.cue, *attribution.content):
                if span:
                    index = self.reading.line_at(span.start)
                    told[index] = max(told.get(index, 0), span.end)
        main = {index: list(group) for index, group in groupby(self._main_acts(), lambda act: act.sentence)}
        for index, (sentence, line) in enumerate(zip(self.reading.sentences, self.reading.lines, strict=True)):
            clauses = list(find_clauses(line, self.reading.mentions_in(index)))
            starts = [line.tokens[clause.start].start for clause in clauses]
            for act in main.get(index, ()):
                end = min((s for s in starts if s > act.predicate.start), default=act.predicate.end)
                yield act._replace(predicate=Span(act.predicate.start, min(end, act.predicate.end)))
            for clause, start, end in zip(clauses, starts, [*starts[1:], sentence.end], strict=False):
                predicate = Span(line.tokens[clause.verb].start, end)
                for mention in (clause.first, *clause.others):
                    if mention and mention.actor and start >= told.get(index, 0):
                        yield Act(index, mention.actor, mention.span, predicate)
            contents = [span for attribution in said.get(index, ()) for span in attribution.content]
            yield from thanked_acts(self.reading.text, index, self.reading.mentions_in(index))
            yield from mutual_acts(self.reading.text, index, self.reading.mentions_in(index))
            yield from relative_acts(line, index, self.reading.mentions_in(index), contents)
            if index not in told:
                yield from listed_acts(self.reading.text, line, index, self.reading.mentions_in(index))
            yield from further_deeds(line, index, said.get(index, ()))

    def _main_acts(self) -> Iterator[Act]:
        """Who acts in the main clauses, up to what is said there or to the clause in which somebody speaks."""
        told = self._told()
        for index, (sentence, line) in enumerate(zip(self.reading.sentences, self.reading.lines, strict=True)):
            subject = find_subject(line, self.reading.mentions_in(index))
            if subject is None:
                continue
            start, here = line.tokens[subject.verb].start, told.get(index, Told())
            clause = subordinate(line, subject.verb, min((source.start for source, _ in here.sources), default=-1))
            if here.is_only_told and not is_fact(line, subject.verb):
                continue
            end = clause if clause > start else min(sentence.end, *here.begins, sentence.end)
            for actor, words_of in self._subjects(subject, line, index) if start < end else ():
                # "Peru's government left and said …"
                bodies = (of for source, of in here.sources if source.contains(words_of) and of.affiliation == actor)
                is_own = any(actor == of or (here.is_only_told and is_official_of(of, actor)) for _, of in here.sources)
                if clause > start or not here.sources or is_own:
                    yield Act(index, actor, words_of, Span(start, end))
                elif body := next(bodies, None):
                    yield Act(index, body, words_of, Span(start, end))

    def _told(self) -> dict[int, Told]:
        """By sentence, what is said there and by whom."""
        found: dict[int, Told] = {}
        for attribution in self._done:
            speaker = attribution.speaker
            if speaker is None:
                continue
            if only_tells(attribution):
                told = found.setdefault(self.reading.line_at(attribution.content[0].start), Told())
                told.begins.append(attribution.content[0].end)
                told.is_only_told = True
                continue
            for span in (attribution.source, attribution.cue, *attribution.content):
                for index in self._lines_of(span) if span else ():
                    told = found.setdefault(index, Told())
                    # What is said carries on from another sentence, or its source stands there.
                    told.sources.append((attribution.source or Span(0, 0), speaker))
                    if span and span != attribution.source:
                        told.begins.append(span.start)
        return found

    def _subjects(self, subject: Subject, line: Line, index: int) -> Iterator[tuple[Actor, Span]]:
        if subject.first is None:
            # "It gave them an opportunity": a bill, a jet or a debate more often than a body.
            if line.low(subject.start) == "it":
                return
            words_of = Span(line.tokens[subject.start].start, line.tokens[subject.end - 1].end)
            actor = self._pronoun(line.low(subject.start), words_of, index, ())
            if actor:
                yield actor, words_of
            return
        for mention in (subject.first, *subject.others):
            if mention.actor:
                yield mention.actor, mention.span

    def pronouns(self) -> Iterator[Mention]:
        """The pronouns and nouns that mean somebody else than who speaks or acts; asked after ``resolve``."""
        return self._meanings.mentions()

    def own_states(self) -> list[Mention]:
        """What means the country that somebody speaks for: "our army"; asked after ``resolve``."""
        return list(own_states(self.reading.lines, self._done, self._lines_of))

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings(
            self.reading,
            Heard(
                self._done,
                self.acts,
                self._quoted,
                self._person_by_actor,
                self._client_of,
                self._party_of,
                self.body_called,
            ),
        )

    def _lines_of(self, span: Span) -> range:
        return range(max(self.reading.line_at(span.start), 0), self.reading.line_at(span.end - 1) + 1)

    def _has_far_source(self, attribution: Attribution, last: int) -> bool:
        """Whether a cue behind "and" has its source in another sentence than who spoke last: "…, and added that"."""
        cue, source = attribution.cue, attribution.source
        if cue is None or source is None or self.reading.line_at(cue.start) != last:
            return False
        return self.reading.line_at(source.start) != last and self._is_joined(cue)

    def _is_joined(self, cue: Span) -> bool:
        """Whether "and" stands right before a cue."""
        return self.reading.text.startswith("and ", max(cue.start - len("and "), 0), cue.start)

    def _is_carried(self, attribution: Attribution, last: int, here: int) -> bool:
        """Whether an attribution without a source goes on with the last speaker.

        With a cue it does only inside the same sentence ("…, adding that", "… and added that"): elsewhere
        nobody is named ("it was reported that").
        """
        if last < 0 or here < 0:
            return False
        if attribution.cue is not None:
            cue = attribution.cue.of(self.reading.text).lower()
            return last == here and (cue.endswith("ing") or self._is_joined(attribution.cue))
        return self.reading.paragraph(here) - self.reading.paragraph(last) <= _MEMORY_PARAGRAPHS

    # One source

    def _speaker(self, attribution: Attribution) -> Actor | None:
        source = attribution.source
        if source is None:
            return None
        sentence = self.reading.line_at(source.start)
        if sentence < 0:
            return None
        line = self.reading.lines[sentence]
        indices = line.indices(source.start, source.end)
        start, end = indices.start, indices.stop
        while start < end and not line.tokens[start].text[0].isalnum():
            start += 1
        while end > start and not line.tokens[end - 1].text[-1].isalnum():
            end -= 1
        # "Lima, March 6, ANDINA -- Mayor Ada Quill said"
        dash = (i + 2 for i in range(start, end - 2) if line.low(i) == line.low(i + 1) == "-")
        start = next(dash, start) if sentence == 0 else start
        if start == end:
            return None
        start, end = _bare(line, behind_age(line, start, end), end)
        if start == end:
            return None
        # "In Canada, Unifor, a union, backed"
        match = line.matches[start] if start and line.low(start - 1) == "in" else None
        behind = line.indices(match.span.start, match.span.end).stop if match else end
        # "In Santiago the science minister said"
        if match and behind + 1 < end and line.low(behind) in (",", "the"):
            start = behind + (line.low(behind) == ",")
        low = line.low(start)
        cue = attribution.cue.of(self.reading.text).lower() if attribution.cue else ""
        is_text = (low == "it" and end - start == 1) or line.low(end - 1) in _TEXTS
        issuer = self._just_spoke(sentence) if is_text and cue in ("read", "reads") else None
        if issuer:  # "“Peru lied,” it read", "one tweet read": the words are of who issued it
            return issuer
        is_text = low == "the" and line.low(start + 1) in _TEXTS
        if is_text and (end - start == 2 or line.low(start + 2) == ","):
            return self._issuer(sentence)
        if low == "the" and is_paper(line, start, end):
            paper = self.reading.called.paper_meant(source.start)
            if paper:
                return paper
        if low == "we" and line.low(start + 1) == ",":
            return self._pronoun(low, source, sentence, attribution.content)  # "We, the bishops of Peru, thank"
        if end - start == 1 and low in GENDERED and not _GOES_ON.isdisjoint(cue.split()):
            again = self._spoke_before(GENDERED[low], sentence)
            if again:
                return again
        if end - start == 1 and (low in GENDERED or low in _FIRST_PERSON or low in _OTHER_PRONOUNS):
            return self._pronoun(low, source, sentence, attribution.content)
        if low in ("his", "her") and end - start == 2 and line.low(start + 1) == "campaign":
            owner = self._pronoun(low, source, sentence, attribution.content)
            return campaign_of(owner) if owner else None
        if [line.low(i) for i in range(start, end)] in (["one", "of", "them"], ["another", "of", "them"]):
            return self._apposed(line, sentence, end) or self._last_group(sentence)
        actor = NounPhrase(self, sentence, start, end).actor()
        if actor is None or actor.is_unnamed:
            actor = self._named_at(line, sentence, start, end) or actor
        is_one_of_many = low in ("a", "an") and actor not in self._person_by_actor
        if actor is None or is_described(actor) or is_one_of_many:
            apposed = None if is_told_next(line, end, attribution) else self._apposed(line, sentence, end)
            actor = apposed or self._in_apposition(source, line) or actor
        elif heads_body(line, start):
            actor = self._in_apposition(source, line) or actor
        if actor is None and low == "the" and end - start == 2 and role_class(line.low(start + 1)) == "honorific":
            actor = self._addressed.last(line.low(start + 1), source.start)
        if actor is None or (actor.kind == "person" and is_described(actor)):
            actor = self._pointed_at(line, sentence, start, end) or actor
        if actor in self._person_by_actor and low in ("his", "her"):
            self._learn_owner(actor, GENDERED[low], line, indices, attribution)
        elif actor in self._person_by_actor:
            self._learn_from_description(actor, sentence)
        return actor

    def _named_at(self, line: Line, sentence: int, start: int, end: int) -> Actor | None:
        """Who heads a source that holds what it does as well: "The Greens quit the coalition", accusing somebody."""
        at = start + (line.low(start) == "the")
        first = line.tokens[at].start if at < end else -1
        named = next((m for m in self.reading.mentions_in(sentence) if m.start == first and m.actor), None)
        stop = line.indices(named.start, named.end).stop if named else end
        return named.actor if named and stop < end and is_verb(line, stop) else None

    @cached_property
    def _addressed(self) -> Addressed:
        return Addressed(self.reading.text, self.reading.people)

    def _pointed_at(self, line: Line, sentence: int, start: int, end: int) -> Actor | None:
        """Whom a description means that only points back: "the latter", "the 51-year-old baker", "the activist".

        Of two people named together the latter is the last; what else a description tells is told of who spoke last.
        """
        if line.low(start) != "the" or end - start < 2:
            return None
        position = line.tokens[start].start
        if line.low(start + 1) == "latter":
            before = [d for i in (sentence - 1, sentence) for d in self.reading.persons_in(i) if d.start < position]
            return before[-1].person.actor if before else None
        noun = line.tokens[head_of(line, start, end)]
        called = next((m for m in self.reading.mentions_in(sentence) if m.span == Span(noun.start, noun.end)), None)
        if called and called.actor in self._person_by_actor:
            return called.actor
        description = description_at(line, self.reading.text, start, end)
        return self.described(description, sentence, position) if description else None

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
        person, of, side = self._person_by_actor.get(last), description.of, last.affiliation
        if person is None:
            return last if description.is_age else None
        first = next((d for d in self.reading.persons_in(index) if not covers(self._quoted, d.start)), None)
        named = [d for i in range(index + 1, sentence + 1) for d in self.reading.persons_in(i)]
        named += [first] if first else []
        if any(d.start < position and d.person != person and not covers(self._quoted, d.start) for d in named):
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
            if sentence - index > _MEMORY_SENTENCES:
                break
            for actor in reversed(self._spoken.get(index, ())):
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
        for index in self.reading.back_from(sentence, _MEMORY_PARAGRAPHS):
            if found and (not is_told or sentence - index > _MEMORY_SENTENCES):
                break
            named = [m.actor for m in reversed(self.reading.mentions_in(index)) if m.actor and m.start < position]
            for actor in (*reversed(self._spoken.get(index, [])), *named):
                lows = set(actor.name.lower().split())
                is_other = actor.name[0].islower() or lows & (words("media") | words("organisation_state"))
                is_other = is_other or not self.reading.called.may_be(actor, word)
                if actor.kind in kinds and not actor.country and not is_other:
                    # "Environmental group Clear Rivers sued Norvale. The group"
                    if self.reading.called.is_told(actor, word):
                        return actor
                    found = found or actor
        return found

    def _just_spoke(self, sentence: int) -> Actor | None:
        """Who spoke last in the sentence before, in the same paragraph."""
        is_same = sentence > 0 and self.reading.paragraph(sentence - 1) == self.reading.paragraph(sentence)
        return next(reversed(self._spoken.get(sentence - 1, [])), None) if is_same else None

    def _issuer(self, sentence: int) -> Actor | None:
        """Whose "the statement" is: of the only one who spoke in this paragraph before, else in the one before."""
        for paragraphs in (0, 1):
            before = list(self.reading.back_from(sentence, paragraphs))
            spoken = {a for i in before for a in self._spoken.get(i, ())}
            if spoken:
                # "Peru lied, Chile said. Later Ghana issued a statement. The statement said …"
                last = next(i for i in before if self._spoken.get(i))
                between = (i for i in before if last < i < sentence)
                is_clear = not any(self.reading.mentions_in(i) for i in between)
                return spoken.pop() if len(spoken) == 1 and is_clear else None
        return None

    def last_speaker(self, sentence: int) -> Actor | None:
        """The person who spoke last, in this paragraph or the one before."""
        return self._last_of_kind("person", sentence)

    def _last_of_kind(self, kind: ActorKind, sentence: int) -> Actor | None:
        for index in self.reading.back_from(sentence, 1):
            for actor in reversed(self._spoken.get(index, [])):
                if actor.kind == kind:
                    return actor
        return None

    def _learn_owner(self, actor: Actor, gender: Gender, line: Line, source: range, said: Attribution) -> None:
        """Whose people "his deputy, Ada Quill" and "her Russian colleague" are: of those of whom "he" or "she" is."""
        role = next((line.low(i) for i in source if role_class(line.low(i)) or line.low(i) == "colleague"), "")
        start = line.tokens[source.start].start
        owner = self._last_person(gender, Span(start, start), self.reading.line_at(start), said.content)
        if owner and owner != actor and role in _LAWYERS:
            self._client_of[actor] = owner
        of = owner.affiliation if owner and owner != actor else None
        if of is None or actor.affiliation or role_class(role) in ("private", "local", "legislator"):
            return
        matches = [match for i in source if (match := line.matches[i])]
        if any(match.actor.kind == "party" for match in matches):
            of = next(match.actor for match in matches if match.actor.kind == "party")
        elif role == "colleague":
            of = next((m.actor for m in matches if m.form == "demonym"), None) if of.kind == "country" else None
        if of and role:
            self._party_of[actor] = of

    def _learn_from_description(self, actor: Actor, sentence: int) -> None:
        """Whom somebody speaks for whose name comes after the description.

        "Kosovo's prime minister accused Serbia. Ana Petru told reporters that …": where the name
        stands alone when it first comes, it belongs to who spoke just before without one.
        """
        person = self._person_by_actor[actor]
        offices = person.mentions[0].offices
        is_bare = all(not (office.owner or office.body) and office.role in {"", *words("rank")} for office in offices)
        if actor.affiliation or not is_bare or person.mentions[0].sentence != sentence:
            return
        for index in range(sentence - 1, max(sentence - _MAX_INTRODUCTION, 0) - 1, -1):
            headed = [m.actor for m in self.reading.mentions_in(index)[:1] if m.actor]
            for spoke in (*reversed(self._spoken.get(index, [])), *headed):
                role = spoke.name.lower().rpartition(" ")[2]
                is_one = role in words("ruler") | words("chief_role") | words("spokes_role") | {
                    "minister",
                    "ambassador",
                }
                is_one = is_one or "'s" in spoke.name
                if spoke.kind == "person" and spoke.affiliation and is_one and spoke not in self._person_by_actor:
                    self._party_of[actor] = spoke.affiliation
                return

    def learn(self, actor: Actor, country: Actor) -> bool:
        """Takes somebody of whom nothing is told for who speaks for a country ("the Venezuelan leader")."""
        if actor.affiliation or actor not in self._person_by_actor or self._holds_office(actor):
            return False
        self._party_of[actor] = country
        return True

    def last_of(self, party: Actor, sentence: int, *, is_head: bool = False, may_govern: bool = False) -> Actor | None:
        """Whom "the Illinois Democrat" or "the PTI chairman" means: who spoke last.

        In this paragraph or the one before, and nobody who speaks for somebody else, or was
        called one of another party; a party's head is whoever was called so before, else
        nobody who holds an office. Where they ``may_govern`` it may be a minister of the party's country.
        """
        if is_head:
            called = [actor for actor, of in self._party_of.items() if of == party]
            if called:
                return called[-1]
        for index in self.reading.back_from(sentence, 1):
            for actor in reversed(self._spoken.get(index, [])):
                known = actor.affiliation or self._party_of.get(actor, party)
                if is_head and self._holds_office(actor):
                    continue
                is_minister = may_govern and known.kind == "country" and known == self.reading.country_of(party)
                if is_minister and actor in self._person_by_actor:
                    return actor
                if actor.kind == "person" and known == party:
                    self._party_of[actor] = party
                    return actor
        return None

    def last_politician(self, word: str, sentence: int) -> Actor | None:
        """Whom "the Conservative MP" means of whose party nothing tells: who spoke last, here or a paragraph before.

        Nobody who speaks for anybody but a party of that word, nor somebody with a trade.
        """
        for index in self.reading.back_from(sentence, 1):
            for actor in reversed(self._spoken.get(index, [])):
                person = self._person_by_actor.get(actor)
                side = actor.affiliation or self._party_of.get(actor)
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
        spoken = (actor for actor in reversed(self._spoken.get(sentence - 1, [])) if actor.kind == "person")
        return next((a for a in spoken if not (country and a.country) or a.country == country.country), None)

    def is_civilian(self, actor: Actor) -> bool:
        """Whether somebody holds an office that no general has: a minister, a president, a senator, a spokesman."""
        person = self._person_by_actor.get(actor)
        offices = person.offices if person else ()
        return any(
            office.role in words("ruler") | {"minister"} or office.role_class in ("spokes", "legislator")
            for office in offices
        )

    def _holds_office(self, actor: Actor) -> bool:
        person = self._person_by_actor.get(actor)
        return person is None or any(office.role and not office.former for office in person.offices)

    def _apposed(self, line: Line, sentence: int, end: int) -> Actor | None:
        """The person named behind a description: "said its spokeswoman, Brigadier General Ana Petru"."""
        if end + 1 >= len(line.tokens) or line.tokens[end].text != ",":
            return None
        title = line.tokens[end + 1 : end + 1 + _MAX_TITLE]
        stop = next((token.start for token in title if not token.text[:1].isupper()), title[-1].end)
        named = (m for m in self.reading.mentions_in(sentence) if m.kind == "person")
        return next((m.actor for m in named if m.start < stop and m.end > title[0].start), None)

    def _in_apposition(self, source: Span, line: Line) -> Actor | None:
        """Whom a description behind a comma or "is" is of: "Ana Petru, a former minister, said", "Vask is a group"."""
        first = line.indices(source.start, source.end).start
        if line.low(first - 1) not in (",", "is", "was") or line.low(first) not in ("a", "an", "the"):
            return None
        index = self.reading.line_at(source.start)
        before = (d for d in self.reading.persons_in(index) if d.start < source.start)
        ends = line.tokens[first - 2].end if first > 1 else -1
        named = next((d.person.actor for d in before if any(m.name.end == ends for m in d.person.mentions)), None)
        # "In a message the governor, a Democrat, wrote"; "Clean Shores, a group founded by Ada Quill, sued"
        kinds = ("organisation", "party", "armed_group") if heads_body(line, first) else ("person",)
        meant = (m.actor for m in self.reading.mentions_in(index) if m.end == ends and m.kind in kinds)
        return named or next(meant, None)

    # Pronouns

    def _pronoun(self, low: str, source: Span, sentence: int, content: Sequence[Span]) -> Actor | None:
        if low in GENDERED:
            actor = self._last_person(GENDERED[low], source, sentence, content)
            person = self._person_by_actor.get(actor) if actor else None
            if person:
                person.gender = person.gender or GENDERED[low]
            return actor
        if low in _FIRST_PERSON:
            return self._quoting(source) or issuer_of_text(self.reading, self._done, source)
        if low == "it" and _EXPLETIVE.match(self.reading.text, source.end):
            return None
        if low in ("who", "whose", "which", "that"):
            return self._just_before(source.start, sentence)
        return self._last_body(sentence, source.start, plural=low in _PLURAL)

    def _last_person(self, gender: Gender, source: Span, sentence: int, content: Sequence[Span]) -> Actor | None:
        """The person that a pronoun means: sentence by sentence back, who spoke, then who stands first.

        Those named in what is said, or in any direct quotation, are passed over. Somebody
        in the pronoun's own sentence whose gender nothing tells yields to one that fits for
        certain in the sentence before: "Robinson … . Beside Wang Guangya, she …", unless what
        is said comes behind a colon: "Scholz was blunter: Orban, he said, …".
        """
        doubtful: Person | None = None
        # In what somebody says it is one whom that one names, and not who speaks.
        is_inside = covers(self._quoted, source.start)
        quoting = self._quoting(source) if is_inside else None
        near = list(self.reading.back_from(sentence, _MEMORY_PARAGRAPHS))
        # Where every sentence is a paragraph, or nobody else was named since, further back.
        for index in (*near, *range(near[-1] - 1, max(sentence - _MEMORY_SENTENCES, 0) - 1, -1)):
            if doubtful and index < sentence - 1:
                break
            # "She left as Ada Quill came. She said": the same one, not who stands behind.
            goes_on = index < sentence and GENDERED.get(self.reading.lines[index].low(0)) == gender
            # "Asked about Ada Quill, she said": not of whom a phrase before it names, if somebody just spoke.
            is_open = not doubtful or (index == sentence - 1 and self._is_aside(sentence, doubtful))
            for actor in reversed(self._spoken.get(index, [])):
                person = self._person_by_actor.get(actor)
                known = person.gender if person else _told_gender(actor)
                is_one = (person or actor.kind == "person") and (known == gender or (not known and is_open))
                is_one = is_one and (quoting is None or actor != quoting)
                if is_one and not self._is_in_side_clause(index, actor, gender):
                    return actor
            stand = [
                described
                for described in self.reading.persons_in(index)
                if described.start < source.start
                and not goes_on
                and not any(span.start <= described.start < span.end for span in content)
                and (is_inside or not covers(self._quoted, described.start))
                and (quoting is None or described.person.actor != quoting)
                and not (index == sentence and self._leads_to_who(described.person, source.start))
            ]
            for start, _, person in stand:
                if person.gender == gender and index == sentence and self._is_aside(sentence, person):
                    doubtful = doubtful or person  # "Of Ada Quill she says that": somebody else, if one spoke
                    continue
                if person.gender == gender:
                    return person.actor
                is_announced = not person.gender and ":" in self.reading.text[start : source.start]
                if is_announced or (not person.gender and index < sentence):
                    return person.actor if is_announced else (doubtful or person).actor
                doubtful = doubtful or (None if person.gender else person)
        return doubtful.actor if doubtful else None

    def _spoke_before(self, gender: Gender, sentence: int) -> Actor | None:
        """Who spoke last, in this paragraph or the one before, of whom "he added" goes on, whoever is named since."""
        for index in self.reading.back_from(sentence, 1):
            for actor in reversed(self._spoken.get(index, [])):
                person = self._person_by_actor.get(actor)
                if person and person.gender in ("", gender) and not self._is_in_side_clause(index, actor, gender):
                    person.gender = person.gender or gender
                    return actor
        return None

    def _leads_to_who(self, person: Person, position: int) -> bool:
        """Whether the name stands right before "who, he said": whom somebody else tells of."""
        text = self.reading.text
        ends = (m.covered.end for m in person.mentions if m.name.start < position)
        end = max(ends, default=position)
        return _TOLD_OF.fullmatch(text, end, position) is not None

    def _is_aside(self, sentence: int, person: Person) -> bool:
        """Whether somebody is named in the phrase that opens a sentence, and spoke nowhere: "Asked about Ada Quill"."""
        opening = self.reading.lines[sentence].low(0)
        is_same = self.reading.paragraph(sentence) == self.reading.paragraph(sentence - 1)
        return is_same and opening in _ASIDES and person.actor not in self._spoken.get(sentence, [])

    def _is_in_side_clause(self, sentence: int, actor: Actor, gender: Gender) -> bool:
        """Whether somebody without a name spoke behind a named subject: "Ada Quill left, as an aide put it"."""
        position = self._described_at.get((sentence, actor))
        first = next(iter(self.reading.persons_in(sentence)), None)
        if position is None or first is None or first.start >= position or is_described(first.person.actor):
            return False
        return first.person.gender in ("", gender) and not covers(self._quoted, first.start)

    def _last_body(self, sentence: int, position: int, plural: bool) -> Actor | None:
        """Whom "they" or "it" means: a body or group that spoke lately, else the first named just before."""
        wanted = PLURAL_KINDS if plural else _SINGULAR_KINDS
        for index in self.reading.back_from(sentence, _MEMORY_PARAGRAPHS):
            for actor in reversed(self._spoken.get(index, [])):
                if actor.kind in wanted:
                    return actor
            headed = self._headed_by(index) if index == sentence - 1 and not plural else None
            if headed:
                return headed
        for index in (sentence, sentence - 1):
            for mention in self.reading.mentions_in(index):
                if not mention.actor or mention.start >= position or mention.kind not in wanted - {"country"}:
                    continue
                # In training articles of PolNeAR, SEESAW and MPQA 70 of 81 such readings of "it" were wrong.
                is_doubtful = mention.kind == "party" or not _CHAMBERS.isdisjoint(mention.actor.name.lower().split())
                if plural or not is_doubtful:
                    return mention.actor
        return None

    def _headed_by(self, sentence: int) -> Actor | None:
        """The organisation that does something in the sentence before: "The Lantern was less kind. It asked"."""
        is_same = self.reading.paragraph(sentence) == self.reading.paragraph(sentence + 1)
        line = self.reading.lines[sentence]
        subject = find_subject(line, self.reading.mentions_in(sentence)) if is_same else None
        actor = subject.first.actor if subject and subject.first and not subject.others else None
        is_body = actor is not None and actor.kind == "organisation" and not actor.country
        return actor if actor and is_body and _CHAMBERS.isdisjoint(actor.name.lower().split()) else None

    def _last_group(self, sentence: int) -> Actor | None:
        """Whom "one of them" is one of: the unnamed people who spoke last, in this paragraph or the one before."""
        return self._last_of_kind("group", sentence)

    def _just_before(self, position: int, sentence: int) -> Actor | None:
        before = [m for m in self.reading.mentions_in(sentence) if m.end <= position]
        # "Voters for whom Trump is no answer, who", "Clinton's superdelegates who": others are meant.
        if not before or _OTHERS.search(self.reading.text[before[-1].end : position]):
            return None
        return before[-1].actor

    def _quoting(self, source: Span) -> Actor | None:
        """Who speaks in the attribution whose content contains ``source``."""
        for attribution in reversed(self._done):
            if any(span.contains(source) for span in attribution.content):
                return attribution.speaker
        return None


def _bare(line: Line, start: int, end: int) -> tuple[int, int]:
    """The words for a speaker without an owner's mark and "himself": "Ada Quill herself", "Peru's"."""
    if end - start > 1 and line.low(end - 1) in _EMPHATIC:
        end -= 1
    if end - start > 1 and line.low(end - 1) == "'s":
        end -= 1
    return start, end


def _told_gender(actor: Actor) -> Gender:
    """The gender that a description tells: "a senior spokeswoman"."""
    lows = set(actor.name.lower().split())
    return "f" if lows & words("female_role") else "m" if lows & words("male_role") else ""
