"""The source of an attribution as a noun phrase: who is meant by its head.

"The Iranian foreign minister", "the opposition Green party, whose leader, Ana Petru,", "a smaller union".
"""

from __future__ import annotations

from dataclasses import replace

from .campaigns import campaign_of
from .descriptions import is_definite
from .gazetteer import GazetteerMatch
from .lexicon import role_class, words
from .name_parts import behind_letters
from .pointing import Description
from .records import Actor, Span
from .spoke_before import SpokeBefore
from .titles import Line, Office, heads_description, is_role, office_at

__all__ = ["NounPhrase", "is_described"]

# How many words of a party may stand between a comma and a name.
_MAX_PARTY = 4

#: Parts of a body that speak for all of it.
_BRANCHES = frozenset({"office", "branch", "chapter", "bureau", "arm", "section", "team"})


#: Behind a body's name they tell which branch of it speaks: "Greenpeace Africa".
_CONTINENTS = frozenset("africa asia europe america international".split())
#: What else a party's politicians are called.
_POLITICIANS = frozenset({"politician", "minister", "premier", "president", "chancellor", "deputy", "frontbencher"})
#: Ends of what somebody of a party is: a Christian Democrat, a socialist, a liberal.
_ONE_OF_A_PARTY = ("democrat", "ist", "liberal", "conservative", "republican", "centrist")
#: Whose members act for all: "members of the Riders' Union rallied".
_JOINED = frozenset({"organisation", "party", "armed_group"})
_LAWYERS = frozenset({"lawyer", "lawyers", "attorney", "attorneys"})
#: They speak for a party or a body, where its name stands right before them, or behind "of".
_RULING_PARTS = frozenset("board leadership management establishment candidates hopefuls contenders partisans".split())
_UNITS = frozenset({"unit", "subsidiary", "division"})
_CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands"})
_BEFORE_NUMBERS = frozenset("some about around nearly almost over more than of up to at least".split())


def is_described(actor: Actor) -> bool:
    """Whether nobody is named by it: "senior official", "Hutchens' deputy"."""
    return actor.name[:1].islower() or (actor.kind == "person" and actor.is_unnamed)


def _is_of_politics(office: Office) -> bool:
    """Whether "the Conservative MP" and "the Labour mayor" are one politician: a party's supporters are many."""
    is_one = office.role not in words("plural_role") and not office.former
    return is_one and (office.role_class in ("legislator", "local") or office.role in _POLITICIANS)


def _tells_a_party(line: Line, head: int) -> bool:
    """Whether a party's adjective stands before an office: "the Conservative MP", not "the conservative MP"."""
    return head > 0 and line.tokens[head - 1].is_capitalised and line.low(head - 1) in words("party_word")


class NounPhrase:
    """The source of an attribution as a noun phrase: tokens ``[start, end)`` of a line.

    Args:
        speakers: who spoke so far.
        sentence: index of the sentence.
        start: first token.
        end: one past the last token.
    """

    def __init__(self, speakers: SpokeBefore, sentence: int, start: int, end: int) -> None:
        self._speakers = speakers
        self._reading = speakers.reading
        self._sentence = sentence
        self._line = self._reading.lines[sentence]
        self._start = start
        self._end = end
        # A person in front of the head: the Sanders campaign, Trump's lawyer.
        self._owner: Actor | None = None

    def actor(self) -> Actor | None:
        """Who is meant by the head of the phrase, or None."""
        line = self._line
        index = self._start
        named = self._led_by() or self._told_body() or self._one_of_a_party(self._end - 2)
        if named:
            return named
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
            if low == "(" and line.low(index + 2) == ")":
                index += 3
                continue
            if heads_description(line, index) and not line.names[index]:
                is_owner = line.low(index + 1) == "'s" and low in words("plural_role")
                if is_owner and line.low(index + 2) in words("body_noun"):
                    index += 2  # "the residents' group, Tenants Together,"
                    continue
                return self._role(index)
            if low in words("document"):
                called = self._short_name(index) if line.tokens[index].is_capitalised else None
                return self._any_actor(self._start) or (called[0] if called else None)  # "the Post wrote"
            body, match = line.body(index), line.matches[index]
            stop = self._stop_of(body.span if body else match.span if match else None, index)
            if match and match.actor.kind == "party" and self._is_head_end(stop):
                first = line.low(self._start)
                if first in ("a", "an", "another", "one"):
                    return self._apposed() or self._member(match, stop)
                if first == "the" and f"{match.surface}s" in match.actor.aliases:
                    return self._speakers.last_of(match.actor, self._sentence) or self._member(match, stop)
            if match and not body and match.form == "demonym" and self._is_one_of_a_people(match, index, stop):
                told = Description(low, is_telling=True, of=match.actor)
                spoke = self._speakers.described(told, self._sentence, line.tokens[self._start].start)
                return spoke or self._speakers.just_spoken(self._sentence, match.actor) or self._matched(match)
            is_kind_behind = line.low(stop) in words("body_noun") and self._is_head_end(stop + 1)  # "the FNV union"
            is_party = match is not None and match.actor.kind == "party"
            is_kind_behind = is_kind_behind and (body is not None or is_party)
            is_branch = match is not None and match.actor.kind in ("organisation", "international")
            is_branch = is_branch and line.low(stop) in _CONTINENTS and self._is_head_end(stop + 1)
            if (body or match) and (self._is_head_end(stop) or is_kind_behind or is_branch):
                return self._reading.body_actor(body) if body else self._matched(match)
            if not body and not match and self._is_head_end(index + 1):
                introduced = self._reading.introduced.get(line.tokens[index].start)
                apposed = self._apposed_body(index) if low in words("body_noun") else None
                if introduced or apposed:
                    return introduced or apposed
                called = self._short_name(index)
                is_state = low in words("state_institution")
                known = called[0] if called and not is_state else None
                meant = known or self._stood_for(index) or self._plain_noun(index) or self._apposed()
                return meant or (called[0] if called else None)
            index = stop
        return None

    def _stood_for(self, head: int) -> Actor | None:
        """The party or body of "the Republican leadership", "the Norvale board" and "a unit of Norvale"."""
        line, low = self._line, self._line.low(head)
        at = head - 1 if low in _RULING_PARTS else head + 2 if low in _UNITS and line.low(head + 1) == "of" else -1
        if not self._start <= at < self._end:
            return None
        body, match = line.body(at), line.matches[at]
        actor = self._reading.body_actor(body) if body else match.actor if match else None
        return actor if actor and actor.kind in _JOINED and not actor.country else None

    def _led_by(self) -> Actor | None:
        """Who speaks for the head of the phrase: "the opposition Green party, whose leader, Ana Petru, said"."""
        line = self._line
        whose = next((i for i in range(self._start + 1, self._end) if line.low(i) == "whose"), -1)
        named = self._person(self._end - 1) if whose > 0 and line.low(self._end) == "," else None
        if named is None or named[1] != self._end:
            return None
        # "X, whose deputy Ana Petru resigned," ends in no name.
        is_office = any(is_role(line, i) or role_class(line.low(i)) for i in range(whose + 1, self._end))
        return named[0] if is_office else None

    def _told_body(self) -> Actor | None:
        """The body whose name follows the noun for it: "the student group University in Blockade"."""
        line = self._line
        for index in range(self._start + 1, self._end):
            noun = line.low(index - 1)
            if line.matches[index - 1] or (noun in words("function") and index - 1 > self._start) or noun == "'s":
                return None
            body = line.body(index)
            if body and noun in words("body_noun") and line.tokens[index].start == body.start:
                return self._reading.body_actor(body) if self._is_head_end(self._stop_of(body.span, index)) else None
        return None

    def _one_of_a_party(self, bracket: int) -> Actor | None:
        """Whom "the Christian Democrat (CDU)" or "the lawmaker (Vox)" means, by the bracket behind it."""
        line = self._line
        is_behind = bracket - self._start in (2, 3) and line.low(bracket) == "(" and line.low(self._start) == "the"
        match = line.matches[bracket + 1] if is_behind else None
        if match is None or match.actor.kind != "party" or any(line.names[self._start : bracket]):
            return None
        is_one = line.low(bracket - 1).endswith(_ONE_OF_A_PARTY) or is_role(line, bracket - 1)
        return self._speakers.last_of(match.actor, self._sentence, may_govern=True) if is_one else None

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
                stop = behind_letters(self._line.tokens, self._line.indices(name.start, name.end).stop)
                return (person.actor, stop) if person else None
            return None
        return None

    def _short_name(self, index: int) -> tuple[Actor, int] | None:
        """The body that "the Commission" means, and the token behind it."""
        if index >= self._end:
            return None
        token = self._line.tokens[index]
        sentence = self._reading.line_at(token.start)
        named = (m for m in self._reading.mentions_in(sentence) if m.start == token.start and m.kind != "person")
        return next(((m.actor, index + 1) for m in named if m.actor), None)

    def _body(self, index: int) -> tuple[Actor, int] | None:
        """The body whose name covers the token, and the token behind it."""
        body = self._line.body(index)
        return (self._reading.body_actor(body), self._stop_of(body.span, index)) if body else None

    def _stop_of(self, span: Span | None, index: int) -> int:
        return self._line.indices(span.start, span.end).stop if span else index + 1

    def _is_head_end(self, index: int) -> bool:
        """Whether the head of the phrase ends before ``index``: nothing, a comma or a preposition follows."""
        if index >= self._end:
            return True
        low = self._line.low(index)
        if self._line.matches[index]:  # "US" is no pronoun
            return False
        if low == "(" and self._line.low(index + 2) == ")" and index + 3 < self._end:
            return self._is_head_end(index + 3)  # "the Pakistan Tehreek-e-Insaf (PTI) chief"
        return low != "'s" and (not low[0].isalnum() or low in words("function"))

    def _is_one_of_a_people(self, match: GazetteerMatch, index: int, stop: int) -> bool:
        """Whether "the Norwegian" means a person; "the Norwegians" and "the French" are many."""
        is_alone = index == self._start + 1 and stop == self._end and self._line.low(self._start) == "the"
        return is_alone and match.surface.endswith(("an", "i", "man", "woman", "er"))

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
        introduced = self._reading.descriptions.introduced(office, line, self._sentence)
        if introduced:
            return introduced.actor
        if is_definite(line, office) or self._is_definite(office):
            person = self._reading.descriptions.meant(office, line.tokens[office.start].start)
            leaning = line.low(head - 1)
            is_called_so = person is not None and any(leaning in held.words for held in person.offices)
            if office.role == "leader" and leaning in words("leaning") and not is_called_so:
                told = Description(office.role, is_telling=True, of=office.owner)
                spoke = self._speakers.described(told, self._sentence, line.tokens[self._start].start)
                if spoke:
                    return spoke
            if person:
                return person.actor
            body = self._reading.body_actor(office.body) if office.body else office.owner
            is_chief = body is not None and body.kind != "country" and office.role in words("chief_role")
            is_own = role_class(line.low(head)) in ("private", "legislator") or line.low(head) in words("own_role")
            is_own = is_own and line.low(head) not in words("plural_role")
            last = None
            if body and is_chief and not office.former:
                last = self._speakers.last_of(body, self._sentence, is_head=True)
            elif body and body.kind == "party" and _is_of_politics(office):
                last = self._speakers.last_of(body, self._sentence, may_govern=True)
            elif body is None and _is_of_politics(office) and _tells_a_party(line, head):
                last = self._speakers.last_politician(leaning, self._sentence)
            elif is_own and (body is None or body.kind == "country"):
                last = self._speakers.just_spoken(self._sentence, body)
            elif body and body.kind == "country" and line.low(head) in words("ruler") | {"leader", "minister"}:
                spoke = self._speakers.just_spoken(self._sentence, body)
                # "Turkey's minister hit back, calling Quill a liar"
                is_other = any(named.person.actor == spoke for named in self._reading.persons_in(self._sentence))
                last = spoke if spoke and not is_other and self._speakers.learn(spoke, body) else None
            if last:
                return last
            if line.low(head) in words("rank") and head == self._start + 1:
                # "The general", whom nothing called so before.
                last = self._speakers.last_speaker(self._sentence)
                if last and body is None and not is_described(last) and not self._speakers.is_civilian(last):
                    return last
        # An MP is for a place.
        is_free = office.owner is None and office.body is None and office.role_class != "legislator"
        if is_free and line.low(head + 1) in ("for", "to", "of"):
            is_short = line.low(head + 2) == "the"
            at = head + 3 if is_short else head + 2
            named = (self._person(at) if at < self._end else None) or (self._short_name(at) if is_short else None)
            named = named or (self._body(at) if at < self._end else None)
            if named:
                self._owner, after = named
                after = self._behind_campaign(after)
        has_left_owner = any(line.matches[i] or line.body(i) for i in range(office.start, head))
        stop = head + 1 if has_left_owner else min(after, self._end)
        return self._unnamed(min(office.start, head), head, max(stop, head + 1), office)

    def _behind_campaign(self, index: int) -> int:
        """The token behind "campaign" in "a spokesman for Quill's campaign", else ``index`` itself."""
        at = index + 1 if self._line.low(index) == "'s" else index
        return at + 1 if self._line.low(at) == "campaign" and at < self._end else index

    def _is_definite(self, office: Office) -> bool:
        """Whether only adjectives stand between "the" and the office: "the nationalist premier"."""
        between = self._line.tokens[self._start + 1 : office.start]
        return self._line.low(self._start) == "the" and all(
            token.text.replace("-", "").isalpha() and token.text.islower() and token.low not in words("function")
            for token in between
        )

    def _apposed(self) -> Actor | None:
        """The person whose name ends the phrase, behind a comma or a noun.

        "The head of the mission, General Anders Holm", "the head of its anti-terrorism unit Ana Petru".
        """
        line = self._line
        for before in range(self._start, self._end - 1):
            is_noun = line.low(before).isalpha() and line.low(before) not in words("function")
            if line.low(before) == "," or (is_noun and not line.tokens[before].is_capitalised):
                first = before + (2 if line.low(before + 1) == "the" else 1)  # ", the Rev. Ada Quill"
                first = self._behind_party(first) if line.low(before) == "," else first
                named = self._person(first) if first < self._end else None
                stop = named[1] if named else -1
                title_only = all(token.text[:1].isupper() for token in line.tokens[first:stop])
                # "Hutchens' deputy on the panel, Rep. Ada Quill of Indiana"
                # "The mayor of Lima, Ada Quill, an independent,"
                is_set_off = line.low(stop) == "," and line.low(stop + 1) in ("a", "an", "the", "who")
                is_last = line.low(before) == "," and (line.low(stop) in ("of", "from") or is_set_off)
                is_last = is_last or stop == self._end
                if named and title_only and is_last:
                    return named[0]
        return None

    def _behind_party(self, index: int) -> int:
        """Where the name begins in "Social Democrat Ana Petru" and "Labour's Ana Petru"; else ``index``."""
        for at in range(index, min(index + _MAX_PARTY, self._end)):
            if self._person(at):
                return at
            if not (self._line.tokens[at].is_capitalised or self._line.low(at) == "'s"):
                break
        return index

    def _unnamed(self, start: int, head: int, end: int, office: Office | None = None) -> Actor:
        if self._owner:
            start = self._start
        while start < head and self._line.low(start) in words("determiner"):
            start += 1
        if self._owner and self._owner.kind == "person" and self._line.low(head) == "campaign":
            return campaign_of(self._owner)
        actor = self._reading.unnamed(self._line, start, head, end, office)
        side = actor.affiliation
        of = self._owner or side
        if of and of.kind in _JOINED and not of.country and self._is_crowd(head, of):
            return of
        # "A spokesperson for the company" and "a company spokesperson" are the company.
        if office and office.role_class == "spokes":
            before = self._line.tokens[head - 1] if head else None
            side = side or (self._reading.called.meant(before.low, before.start) if before else None)
            if side and side.kind not in ("country", "person"):
                return side
        ruled = self._owner.affiliation if self._owner and self._line.low(head) in words("ruled") else None
        if ruled and ruled.kind == "country":  # "the Petru government"
            return replace(actor, affiliation=ruled)
        is_own = (
            self._owner
            and actor.affiliation is None
            and (role_class(self._line.low(head)) != "private" or self._line.low(head) in _LAWYERS)
        )
        return replace(actor, affiliation=self._owner) if is_own else actor

    def _is_crowd(self, head: int, of: Actor) -> bool:
        """Whether "some 200 members of the Riders' Union" stand for it; not "two members", "family members"."""
        line = self._line
        before = line.tokens[self._start : head]
        is_many = any(token.text[0].isdigit() and len(token.text) > 1 for token in before)
        is_many = is_many or not before or any(token.low in _CROWDS for token in before)
        is_number = all(token.text[0].isdigit() or token.low in _CROWDS | _BEFORE_NUMBERS for token in before)
        end = line.tokens[self._end - 1].end
        ends_so = any(m.end == end and m.actor == of for m in self._reading.mentions_in(self._sentence))
        return line.low(head) in ("members", "activists") and is_many and is_number and ends_so

    def _plain_noun(self, head: int) -> Actor | None:
        """A government, ministry or group named by a common noun."""
        line, start, low = self._line, self._start, self._line.low(head)
        branch_of = self._owner_of_branch(head) if low in _BRANCHES else None
        if branch_of:
            return branch_of
        if low in words("institution") and low not in words("group"):
            seat = line.matches[head + 2] if line.low(head + 1) == "in" and head + 2 < self._end else None
            if seat and seat.actor.kind == "country":  # "the defence ministry in Baku"
                self._owner = self._owner or seat.actor
            has_owner = (
                self._owner
                or line.low(start) == "its"
                or any(line.matches[i] or line.body(i) for i in range(start, head))
            )
            is_new = line.low(start) in ("a", "an", "another", "one")
            known = None if has_owner or is_new else self._reading.state_body(line, start, head)
            if known is None and not self._owner and head == start + 1 and line.low(start) == "the":
                known = self._speakers.body_called(low, self._sentence, line.tokens[start].start)
            return self._as_called(known or self._apposed_body(head) or self._unnamed(start, head, head + 1), head)
        if low in words("group"):
            return self._unnamed(start, head, head + 1)
        return None

    def _as_called(self, actor: Actor, head: int) -> Actor:
        """A government or ministry without a name, of the state that its noun means there."""
        place, side = self._line.tokens[head], actor.affiliation
        named = (m.actor for m in self._reading.mentions_in(self._sentence) if m.span == Span(place.start, place.end))
        state = next(named, None)
        is_other = side and state and side.kind == state.kind == "country" and side != state
        is_led = self._line.low(0) == "in" and self._line.low(self._start - 1) == ","
        if is_other and is_led and not is_described(actor):  # "In Lima, the ministry", not Chile's that spoke before
            actor = self._unnamed(self._start, head, head + 1)
        return replace(actor, affiliation=state) if is_other and is_described(actor) else actor

    def _owner_of_branch(self, head: int) -> Actor | None:
        """The body whose branch speaks: "Amnesty International's Kenya office" is Amnesty International, also "its"."""
        line = self._line
        if line.low(self._start) == "its":
            known, body = line.possessor(self._start)
        else:
            index = next((i for i in range(self._start, head - 1) if line.low(i + 1) == "'s"), -1)
            match = line.matches[index] if index >= 0 else None
            known, body = match.actor if match else None, line.body(index) if index >= 0 else None
        owner = self._reading.body_actor(body) if body else known
        return owner if owner and owner.kind in ("organisation", "international") and not owner.country else None

    def _apposed_body(self, head: int) -> Actor | None:
        """The body whose name follows its description: "Her organization, Agua Viva, sued", "the party, the CCC,"."""
        line = self._line
        at = head + 3 if line.low(head + 2) == "the" else head + 2
        if line.low(head + 1) != "," or at >= len(line):
            return None
        body, match = line.body(at), line.matches[at]
        span = body.span if body else match.span if match else None
        if span is None or line.tokens[at].start != span.start or not self._is_head_end(self._stop_of(span, at)):
            return None  # "the party, Fidesz's main rival,"
        is_body = match is not None and match.actor.kind not in ("country", "place", "group", "person")
        return self._reading.body_actor(body) if body else match.actor if match and is_body else None

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
