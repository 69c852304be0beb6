"""Who speaks: the sources of attributions as actors.

The second part of the rule resolver (see ``resolver`` for its decisions), behind ``reading``. What it keeps of who
spoke is in ``spoke_before``; ``pronouns`` and ``noun_phrases`` read the two kinds of sources, ``doers`` who acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .acts import Act, is_verb
from .addressed import Addressed
from .campaigns import campaign_of
from .couples import couple_called, two_of_them
from .doers import Doers
from .lexicon import Gender, role_class, words
from .listed import listed_speakers
from .meanings import GENDERED, Heard, Meanings
from .named_later import name_who_spoke
from .noun_phrases import NounPhrase, is_described
from .own import own_states
from .participles import with_subjects
from .pointing import behind_age, description_at, head_of
from .pronouns import FIRST_PERSON, Pronouns
from .reading import Reading
from .records import Actor, Attribution, Mention, Span
from .running_quotes import find_running_quotes, with_running_quotes
from .sources import heads_body, is_paper, is_told_next
from .spoke_before import MEMORY_PARAGRAPHS, SpokeBefore
from .titles import Line

__all__ = ["Speakers"]

# Words of a title and a name that may follow a description after its comma.
_MAX_TITLE = 4
# How many sentences behind a description a name may first come.
_MAX_INTRODUCTION = 2
_LIST_LINK = re.compile(r",?\s+(?:and\s+)?(?:(?:the|his|her|its|their)\s+)?")
#: What says what its issuer says.
_TEXTS = frozenset(
    "statement message letter communique communiqué book memoir memoirs diary diaries editorial commentary column "
    "tweet email note declaration appeal petition lawsuit suit complaint filing release".split()
)
#: Behind several who are told of together: ", the parents of", ", both members of", ", who".
_BOTH_ARE = re.compile(r",\s+(?:the|both|two|three|who|whose)\s+\w")
#: Between two who speak together.
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_OPENS_CLAUSE = re.compile(r"(?:that\s+)?(?:both\s+)?(?:the\s+)?", re.IGNORECASE)
#: In what somebody says, thinks or does after something else: "he also accused", "she added".
_GOES_ON = frozenset({"also", "added", "adds", "adding", "continued", "further", "went", "reiterated", "repeated"})
_JOINTLY = frozenset({"they", "the lawsuit", "the suit", "the complaint", "their lawsuit", "their complaint"})
_LAWYERS = frozenset({"lawyer", "attorney", "counsel", "solicitor", "barrister", "advocate"})
_OTHER_PRONOUNS = frozenset("they them their it its who whose which that".split())
#: "President Quill himself"
_EMPHATIC = frozenset({"himself", "herself", "itself", "themselves"})


class _Words(NamedTuple):
    """The words for who speaks: tokens ``[start, end)`` of the line of a sentence."""

    source: Span
    sentence: int
    line: Line
    start: int
    end: int


class Speakers:
    """Resolves the sources of attributions, in the order of the text.

    Attributes:
        reading: the article.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._before = SpokeBefore(reading)
        self._pronouns = Pronouns(self._before)
        # Two or more who spoke together last: "they", until somebody else speaks.
        self._joint: tuple[Actor, ...] = ()
        # Who spoke last, and in which sentence.
        self._last: Actor | None = None
        self._last_at = -1

    def resolve(self, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """The attributions with their speakers."""
        attributions = [self._with_nationality(attribution) for attribution in attributions]
        before, reading = self._before, self.reading
        running = find_running_quotes(reading.text, reading.sentences)
        direct = {span for a in attributions if a.quote_type == "direct" for span in a.content}
        before.quoted = sorted(direct.union(*running))
        for attribution in attributions:
            here = reading.line_at(attribution.start) if attribution.start >= 0 else -1
            speaker = self._add(attribution, self._speaker_or_last(attribution, here))
            if speaker and here >= 0 and not self._is_thing(attribution.source):
                spoken = before.spoken.setdefault(here, [])
                # Who speaks in what another says is less likely meant next.
                spoken.insert(0 if self._is_within(attribution) else len(spoken), speaker)
                if attribution.source and is_described(speaker):
                    before.described_at[here, speaker] = attribution.source.start
        name_who_spoke(before)
        before.attributions = with_subjects(reading, before.attributions)
        before.attributions = with_running_quotes(reading, before.attributions, running)
        return tuple(before.attributions)

    def _speaker_or_last(self, attribution: Attribution, here: int) -> Actor | None:
        """Whom the source of an attribution means, or who goes on where it has none."""
        if attribution.source is None:
            if self._last is None or not self._goes_on(attribution, here):
                return None
            self._last_at = here
        elif not (self._last and self._has_far_source(attribution)):
            self._last, self._last_at = self._speaker(attribution), here
        return self._last

    def _add(self, attribution: Attribution, speaker: Actor | None) -> Actor | None:
        """Adds an attribution for each who speaks in it; the last of those is who spoke."""
        source = attribution.source
        together = (self._together(source) or self._listed(source)) if source else ()
        couple = self._couple(source) if source and not together else ()
        each = [replace(attribution, speaker=speaker)]
        if couple:
            self._joint = couple
            each = [replace(attribution, speaker=actor) for actor in couple]
            speaker = self._last = couple[-1]
        elif together:
            self._joint = tuple(m.actor for m in together if m.actor)
            each = [replace(attribution, source=m.span, speaker=m.actor) for m in together]
            if speaker is None or speaker.is_unnamed:
                speaker = self._last = together[-1].actor  # "Some lawmakers, including Ada Quill, said"
        elif self._joint and source and self._is_joint(source):
            each = [replace(attribution, speaker=actor) for actor in self._joint]
            speaker = self._last = self._joint[-1]
        elif speaker and speaker not in self._joint:
            self._joint = ()
        self._before.attributions += each
        return speaker

    def _is_joint(self, source: Span) -> bool:
        """Whether those who spoke together last say something again, or their lawsuit does."""
        return source.of(self.reading.text).lower() in _JOINTLY

    def _is_within(self, attribution: Attribution) -> bool:
        """Whether somebody is said to speak in what another says, or in a side clause: "the EU, whose envoy asked"."""
        source = attribution.source
        if source is None:
            return False
        if source.of(self.reading.text).lower().startswith("whose "):
            return True
        index = self.reading.line_at(source.start)
        for other in reversed(self._before.attributions):
            if other is not self._before.attributions[-1] and any(span.contains(source) for span in other.content):
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
        return ((actor, of) for actor, of in self._before.party_of.items() if actor.affiliation is None)

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
        for other in reversed(self._before.attributions):
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
            d for i in self.reading.back_from(here, MEMORY_PARAGRAPHS) for d in reversed(self.reading.persons_in(i))
        )
        return two_of_them(role, (described.person for described in before if described.start < source.start))

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Who acts in the sentences of the article, in order; asked after ``resolve``."""
        return tuple(Doers(self.reading, self._before.attributions, self._pronouns).acts())

    def pronouns(self) -> Iterator[Mention]:
        """The pronouns and nouns that mean somebody else than who speaks or acts; asked after ``resolve``."""
        return self._meanings.mentions()

    def own_states(self) -> list[Mention]:
        """What means the country that somebody speaks for: "our army"; asked after ``resolve``."""
        return list(own_states(self.reading.lines, self._before.attributions, self.reading.lines_of))

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings(
            self.reading,
            Heard(
                self._before.attributions,
                self.acts,
                self._before.quoted,
                self._before.person_of,
                self._before.client_of,
                self._before.party_of,
                self._before.body_called,
            ),
        )

    def _has_far_source(self, attribution: Attribution) -> bool:
        """Whether a cue behind "and" has its source in another sentence than who spoke last: "…, and added that"."""
        cue, source = attribution.cue, attribution.source
        if cue is None or source is None or self.reading.line_at(cue.start) != self._last_at:
            return False
        return self.reading.line_at(source.start) != self._last_at and self._is_joined(cue)

    def _is_joined(self, cue: Span) -> bool:
        """Whether "and" stands right before a cue."""
        return self.reading.text.startswith("and ", max(cue.start - len("and "), 0), cue.start)

    def _goes_on(self, attribution: Attribution, here: int) -> bool:
        """Whether an attribution without a source goes on with the last speaker.

        With a cue it does only inside the same sentence ("…, adding that", "… and added that"): elsewhere
        nobody is named ("it was reported that").
        """
        if self._last_at < 0 or here < 0:
            return False
        if attribution.cue is not None:
            cue = attribution.cue.of(self.reading.text).lower()
            return self._last_at == here and (cue.endswith("ing") or self._is_joined(attribution.cue))
        return self.reading.paragraph(here) - self.reading.paragraph(self._last_at) <= MEMORY_PARAGRAPHS

    def _speaker(self, attribution: Attribution) -> Actor | None:
        """Whom the source of an attribution means."""
        words_of = self._words_of(attribution.source) if attribution.source else None
        if words_of is None:
            return None
        is_read, actor = self._by_first_word(attribution, words_of)
        return actor if is_read else self._by_phrase(attribution, words_of)

    def _with_nationality(self, attribution: Attribution) -> Attribution:
        """With the adjective that the tagger may leave out of a source: "the Tuvaluan government"."""
        source = attribution.source
        sentence = self.reading.line_at(source.start) if source else -1
        if source is None or sentence < 0:
            return attribution
        line = self.reading.lines[sentence]
        start = line.indices(source.start, source.end).start
        match = line.matches[start - 1] if start else None
        is_adjective = match is not None and match.form == "demonym" and match.actor.kind == "country"
        if match is None or not is_adjective or line.low(start) not in words("state_institution"):
            return attribution
        return replace(attribution, source=Span(match.span.start, source.end))

    def _words_of(self, source: Span) -> _Words | None:
        """The words for who speaks, without what stands around them."""
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
        return _Words(source, sentence, line, start, end)

    def _by_first_word(self, attribution: Attribution, words_of: _Words) -> tuple[bool, Actor | None]:
        """Whether the first word tells how the source is read, "she" or "the statement"; with whom it means then."""
        source, sentence, line, start, end = words_of
        low, is_one = line.low(start), end - start == 1
        cue = attribution.cue.of(self.reading.text).lower() if attribution.cue else ""
        is_text = (low == "it" and is_one) or line.low(end - 1) in _TEXTS
        issuer = self._before.just_spoke(sentence) if is_text and cue in ("read", "reads") else None
        if issuer:  # "“Peru lied,” it read", "one tweet read": the words are of who issued it
            return True, issuer
        is_text = low == "the" and line.low(start + 1) in _TEXTS
        if is_text and (end - start == 2 or line.low(start + 2) == ","):
            return True, self._before.issuer(sentence)
        paper = self.reading.called.paper_meant(source.start) if low == "the" and is_paper(line, start, end) else None
        if paper:
            return True, paper
        if is_one and low in GENDERED and not _GOES_ON.isdisjoint(cue.split()):
            again = self._pronouns.goes_on(GENDERED[low], sentence)
            if again:
                return True, again
        is_pronoun = is_one and (low in GENDERED or low in FIRST_PERSON or low in _OTHER_PRONOUNS)
        # "We, the bishops of Peru, thank"
        if is_pronoun or (low == "we" and line.low(start + 1) == ","):
            return True, self._pronouns.actor(low, source, sentence, attribution.content)
        if low in ("his", "her") and end - start == 2 and line.low(start + 1) == "campaign":
            owner = self._pronouns.actor(low, source, sentence, attribution.content)
            return True, campaign_of(owner) if owner else None
        if [line.low(i) for i in range(start, end)] in (["one", "of", "them"], ["another", "of", "them"]):
            return True, self._apposed(line, sentence, end) or self._before.last_of_kind("group", sentence)
        return False, None

    def _by_phrase(self, attribution: Attribution, words_of: _Words) -> Actor | None:
        """Whom a noun phrase means, and what it tells of whom."""
        source, sentence, line, start, end = words_of
        low, people = line.low(start), self._before.person_of
        actor = NounPhrase(self._before, sentence, start, end).actor()
        if actor is None or actor.is_unnamed:
            actor = self._named_at(line, sentence, start, end) or actor
        is_one_of_many = low in ("a", "an") and actor not in people
        if actor is None or is_described(actor) or is_one_of_many:
            apposed = None if is_told_next(line, end, attribution) else self._apposed(line, sentence, end)
            actor = apposed or self._in_apposition(source, line) or actor
        elif heads_body(line, start):
            actor = self._in_apposition(source, line) or actor
        if actor is None and low == "the" and end - start == 2 and role_class(line.low(start + 1)) == "honorific":
            actor = self._addressed.last(line.low(start + 1), source.start)
        if actor is None or (actor.kind == "person" and is_described(actor)):
            actor = self._pointed_at(line, sentence, start, end) or actor
        if actor in people and low in ("his", "her"):
            self._learn_owner(actor, GENDERED[low], line, line.indices(source.start, source.end), attribution)
        elif actor in people:
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
        if called and called.actor in self._before.person_of:
            return called.actor
        description = description_at(line, self.reading.text, start, end)
        return self._before.described(description, sentence, position) if description else None

    def _learn_owner(self, actor: Actor, gender: Gender, line: Line, source: range, said: Attribution) -> None:
        """Whose people "his deputy, Ada Quill" and "her Russian colleague" are: of those of whom "he" or "she" is."""
        if any(line.low(i) in words("former_word") for i in source):
            return
        role = next((line.low(i) for i in source if role_class(line.low(i)) or line.low(i) == "colleague"), "")
        start = line.tokens[source.start].start
        owner = self._pronouns.last_person(gender, Span(start, start), self.reading.line_at(start), said.content)
        if owner and owner != actor and role in _LAWYERS:
            self._before.client_of[actor] = owner
        of = owner.affiliation if owner and owner != actor else None
        if of is None or actor.affiliation or role_class(role) in ("private", "local", "legislator"):
            return
        matches = [match for i in source if (match := line.matches[i])]
        if any(match.actor.kind == "party" for match in matches):
            of = next(match.actor for match in matches if match.actor.kind == "party")
        elif role == "colleague":
            of = next((m.actor for m in matches if m.form == "demonym"), None) if of.kind == "country" else None
        if of and role:
            self._before.party_of[actor] = of

    def _learn_from_description(self, actor: Actor, sentence: int) -> None:
        """Whom somebody speaks for whose name comes after the description.

        "Kosovo's prime minister accused Serbia. Ana Petru told reporters that …": where the name
        stands alone when it first comes, it belongs to who spoke just before without one.
        """
        person = self._before.person_of[actor]
        offices = person.mentions[0].offices
        is_bare = all(not (office.owner or office.body) and office.role in {"", *words("rank")} for office in offices)
        if actor.affiliation or not is_bare or person.mentions[0].sentence != sentence:
            return
        for index in range(sentence - 1, max(sentence - _MAX_INTRODUCTION, 0) - 1, -1):
            headed = [m.actor for m in self.reading.mentions_in(index)[:1] if m.actor]
            for spoke in (*reversed(self._before.spoken.get(index, [])), *headed):
                role = spoke.name.lower().rpartition(" ")[2]
                is_one = role in words("ruler") | words("chief_role") | words("spokes_role") | {
                    "minister",
                    "ambassador",
                }
                is_one = is_one or "'s" in spoke.name
                if spoke.kind == "person" and spoke.affiliation and is_one and spoke not in self._before.person_of:
                    self._before.party_of[actor] = spoke.affiliation
                return

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


def _bare(line: Line, start: int, end: int) -> tuple[int, int]:
    """The words for a speaker without an owner's mark and "himself": "Ada Quill herself", "Peru's"."""
    if end - start > 1 and line.low(end - 1) in _EMPHATIC:
        end -= 1
    if end - start > 1 and line.low(end - 1) == "'s":
        end -= 1
    return start, end
