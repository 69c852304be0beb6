"""Offices: the title before a name, the apposition after it, and whom they speak for.

"Iranian Foreign Minister Mohammad Javad Zarif" holds an office of Iran; "Ammar
Hakim, head of the National Iraqi Alliance" holds one of that alliance and none of a
country; "Iranian filmmaker" is no office. The same reading serves a description
without a name ("the Iranian security official"). Works on tokens and closed word
lists (``titles.csv``), without a parser: an apposition is read up to its role word
and one of-phrase behind that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from .gazetteer import GazetteerMatch
from .lexicon import Gender, RoleClass, Token, begins_anew, role_class, words
from .records import Actor, Mention

__all__ = [
    "Line",
    "Office",
    "country_of_body",
    "ends_phrase",
    "heads_description",
    "is_role",
    "is_state_body",
    "office_after",
    "office_at",
    "office_before",
    "owner_of_earlier",
    "qualifies_next",
    "scene_of",
]

# How far a role word may lie from the start of an apposition, and an owner behind "of".
_MAX_APPOSITION = 9
_MAX_COMPLEMENT = 8
# How far into a sentence its first actor still is what "its" means, in tokens.
_MAX_HEAD = 4
# How many sentences back a description may stand that a name is then put to.
_MAX_EARLIER = 3


class Office(NamedTuple):
    """A title or description of a person.

    Attributes:
        start: index of its first token, without article or pronoun.
        end: one past its last token (of a title before a name: where the name begins).
        role: the role word in lower case (``"minister"``), or ``""`` for a form of address alone.
        words: all its words in lower case, to compare with a later description.
        qualifiers: the words before the role word, in lower case.
        owner: the country or body that the office belongs to, from the gazetteer.
        body: the organisation that it belongs to, found by its shape.
        former: whether it is no longer held.
        gender: what the words say of the person.
    """

    start: int
    end: int
    role: str
    words: frozenset[str]
    qualifiers: frozenset[str] = frozenset()
    owner: Actor | None = None
    body: Mention | None = None
    former: bool = False
    gender: Gender = ""

    @property
    def role_class(self) -> RoleClass:
        """Whose role it is: of state, of an organisation, of a chamber, or none but an address."""
        return role_class(self.role)

    @property
    def is_of_state(self) -> bool:
        """Whether its holder speaks for the country that owns it."""
        private = words("private_modifier") | words("private_office")
        # "Council President" is a town's, "Presidential Council head" is not.
        is_private = bool(self.words & private) or self.words == _OF_A_COUNCIL
        is_private = is_private and self.role not in words("government_role")
        # Members of a chamber and opponents of a government hold an office but speak for themselves or a party.
        is_own_voice = bool(self.words & words("opposed_word")) or self.role in words("candidate")
        # "The Singaporean executive" is of a firm.
        is_own_voice = is_own_voice or (self.role in words("own_role") and self.body is None)
        in_class = self.role_class in ("state", "head", "spokes") or self.role in words("rank")
        if self.role in words("source"):
            in_class = bool(self.words & words("official_word"))
        return in_class and not (is_private or is_own_voice or self.former)


class Line:
    """The tokens of one sentence with what is known to stand there.

    Attributes:
        tokens: the tokens.
        matches: for each token the gazetteer match that it lies in, or None.
        names: for each token the mention by shape that it lies in, or None.
        previous: the sentence before it, or None.
    """

    def __init__(self, tokens: list[Token], matches: Sequence[GazetteerMatch], names: Sequence[Mention]) -> None:
        self.tokens = tokens
        self.previous: Line | None = None
        self.matches: list[GazetteerMatch | None] = [None] * len(tokens)
        self.names: list[Mention | None] = [None] * len(tokens)
        for match in matches:
            for index in self.indices(match.span.start, match.span.end):
                self.matches[index] = match
        for name in names:
            for index in self.indices(name.start, name.end):
                self.names[index] = name

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, index: int) -> str:
        """The token at ``index`` in lower case; empty outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def indices(self, start: int, end: int) -> range:
        """Indices of the tokens that begin in ``[start, end)`` of the article's text."""
        first = bisect_left(self.tokens, start, key=_start)
        return range(first, bisect_left(self.tokens, end, lo=first, key=_start))

    def person(self, index: int) -> Mention | None:
        """The person's name that the token is part of, or None; also outside the sentence."""
        name = self.names[index] if 0 <= index < len(self.names) else None
        return name if name and name.kind == "person" else None

    def body(self, index: int) -> Mention | None:
        """The organisation that the token is part of, or None."""
        name = self.names[index]
        return name if name and name.kind != "person" else None

    def possessor(self, index: int) -> tuple[Actor | None, Mention | None]:
        """Whom "its" at ``index`` means: the country or body at the head of this sentence, or of the last.

        Returns:
            its actor from the gazetteer, and its mention by shape.
        """
        # A sentence that begins with a quotation has its head behind it.
        here = None if self.low(0) in ('"', "“", "''", "‘") else self
        for line, stop in ((here, index), (self.previous, _MAX_HEAD)):
            for at in range(min(stop, _MAX_HEAD, len(line)) if line else 0):
                assert line is not None
                body, match = line.body(at), line.matches[at]
                if body:
                    return country_of_body(line, body), body
                # "Unite, Labour's biggest backer, left."
                is_apposed = at > 1 and line.low(at - 1) == "," and line.low(at + 1) == "'s"
                is_apposed = is_apposed and (line.names[at - 2] is not None or at - 1 == 1)
                if match and match.form != "place" and match.actor.kind != "place" and not line.person(at):
                    return (None, None) if is_apposed else (match.actor, None)
        return None, None


def _start(token: Token) -> int:
    return token.start


def is_state_body(name: str) -> bool:
    """Whether an organisation that belongs to a country is one of its organs, by the words of its name."""
    lows = name.lower().replace("’", "'").split()
    private = words("organisation_party") | words("organisation_private") | words("private_modifier")
    if not lows or private & set(lows):  # "the Zambia Congress of Trade Unions"
        return False
    if any(low in words("organisation_state") for low in lows):
        return True
    return bool(set(lows) & words("state_word")) and lows[-1] in words("state_head")


def office_before(line: Line, name: int) -> Office | None:
    """The title that stands before the name whose first token is ``name``, or None.

    Reads "Iranian Foreign Minister", "Secretary of Iran's Supreme National Security
    Council", "South Korea's unification minister," and forms of address.
    """
    address = name
    while address and role_class(line.low(address - 1)) == "honorific":
        address -= 1
    last = address - 1
    is_apposition = last > 0 and line.low(last) == "," and _closes_apposition(line, name)
    if is_apposition:
        last -= 1
    head = last if is_role(line, last) else _head_of_phrase(line, last)
    if head is None:
        return _address(line, address, name)
    office = _office(line, _read_left(line, head), head, name, _read_complement(line, head + 1, last + 1))
    if not is_apposition or office.owner or office.body:
        return office
    if line.low(office.start - 1) != "the":
        return _address(line, address, name)
    addressed = _address(line, address, name)
    if addressed and not addressed.role:  # "the rector, Dr. Ada Quill": the doctor tells less
        addressed = office._replace(words=office.words | addressed.words, gender=office.gender or addressed.gender)
    return _as_described(line, office) or addressed or office


def _as_described(line: Line, office: Office) -> Office | None:
    """The office of "the minister, Ana Petru," with what an earlier sentence said: "its energy minister"."""
    earlier = line.previous
    for _ in range(_MAX_EARLIER):
        if earlier is None:
            return None
        for head in range(len(earlier) - 1, -1, -1):
            if earlier.low(head) != office.role or earlier.person(head + 1):
                continue
            found = office_at(earlier, head)
            if found.owner or found.body:
                return found._replace(start=office.start, end=office.end, words=found.words | office.words)
        earlier = earlier.previous
    return None


def owner_of_earlier(line: Line, word: str) -> Actor | None:
    """The country whose ministry or agency the sentences before ``line`` named by ``word``, or None."""
    earlier = line.previous
    for _ in range(_MAX_EARLIER):
        if earlier is None:
            return None
        for index in range(len(earlier) - 1, -1, -1):
            if earlier.low(index) != word:
                continue
            body = earlier.body(index)
            owner = country_of_body(earlier, body) if body else _read_left(earlier, index).owner
            owner = owner or scene_of(earlier)
            if owner:
                return owner
        earlier = earlier.previous
    return None


def scene_of(line: Line) -> Actor | None:
    """The country of the town in which a sentence sets its scene: "In Beirut, the ministry said …"."""
    match = line.matches[1] if len(line) > 1 and line.tokens[0].text == "In" else None
    if match is None or match.actor.kind != "country" or match.surface == match.actor.name:
        return None
    return match.actor if line.low(line.indices(match.span.start, match.span.end).stop) == "," else None


def office_after(line: Line, end: int) -> Office | None:
    """The description that follows a name whose last token is before ``end``, or None.

    Reads ", the Iranian foreign minister,", ", head of the National Iraqi Alliance", ", who
    heads the alliance" and " of Iran" or " of the institute" (which have no role).
    """
    if line.low(end) == "of":
        country = end + 2 if line.low(end + 1) == "the" else end + 1
        body = line.body(country) if country < len(line) else None
        if body:
            return Office(end, line.indices(body.start, body.end).stop, "", frozenset(), body=body)
        match = line.matches[country] if country < len(line) else None
        is_side = match is not None and match.actor.kind not in ("person", "group", "place")
        if match and is_side and match.form == "name":
            stop = line.indices(match.span.start, match.span.end).stop
            return Office(end, stop, "", frozenset(), owner=match.actor)
        return None
    if line.low(end) not in (",", "(", "—", "–"):
        return None
    start = end + 1
    if line.low(start) == "who" and line.low(start + 1) in words("heading_verb"):
        found = _read_owner(line, start + 2, len(line))
        return _office(line, _Left(start + 1, None, None, former=False), start + 1, found.end, found)._replace(
            role="head"
        )
    if line.low(start) in ("the", "a", "an", "one", "his", "her", "their", "another"):
        start += 1
    head = _apposition_head(line, start)
    if head is None:
        return None
    left = _read_left(line, head)
    if left.start > start and not any(line.matches[i] or line.body(i) for i in range(start, left.start)):
        return None
    left = left._replace(start=max(left.start, start))
    complement = _read_complement(line, head + 1, len(line))
    # "In Nova Tolan, the minister said …": the minister opens a clause and describes nobody.
    if line.low(start - 1) == "the" and line.low(complement.end) in words("speech_verb"):
        return None
    return _office(line, left, head, complement.end, complement)


def office_at(line: Line, head: int) -> Office:
    """The description whose role word is at ``head``: "the Iranian security official"."""
    if line.low(head) == "head" and line.low(head + 1) == "of" and line.low(head + 2) == "state":
        return _office(line, _read_left(line, head), head, head + 3)._replace(role="president")
    complement = _read_complement(line, head + 1, len(line))
    return _office(line, _read_left(line, head), head, complement.end, complement)


def is_role(line: Line, index: int) -> bool:
    """Whether the token is a role word such as "minister", and not a mere form of address."""
    return role_class(line.low(index)) not in ("", "honorific")


def heads_description(line: Line, index: int) -> bool:
    """Whether the token heads a description of a person: a role word, or a rank alone ("the colonel said")."""
    match = line.matches[index]
    if match and match.form == "name":
        return False  # "the Socialist Workers' Party", "Citizens Advice"
    if is_role(line, index):
        return not qualifies_next(line, index)
    is_rank = line.low(index) in words("rank") and line.low(index - 1) in ("the", "this", "that")
    return is_rank and ends_phrase(line, index)


def ends_phrase(line: Line, index: int) -> bool:
    """Whether a noun seems to end its phrase: "the court has", "the court rejected", not "the court case"."""
    return begins_anew(line.low(index + 1))


def _last_possessor(line: Line, index: int) -> tuple[Actor | None, Mention | None]:
    """Whom "the group's" at ``index`` means: what heads this sentence, or the last before that a body heads.

    "The party's" is the last party that these sentences name, if none heads the sentence.
    """
    found = line.possessor(index)
    if line.low(index + 1) == "party" and not _is_party(found):
        named = _last_party(line, index)
        if any(named):
            return named
    earlier = line.previous
    for _ in range(_MAX_EARLIER):
        owner, body = found
        if earlier is None or body or (owner and owner.kind != "country"):
            break
        found = earlier.possessor(len(earlier))
        earlier = earlier.previous
    return found


def _is_party(found: tuple[Actor | None, Mention | None]) -> bool:
    actor, body = found
    return (actor is not None and actor.kind == "party") or (body is not None and body.kind == "party")


def _last_party(line: Line, index: int) -> tuple[Actor | None, Mention | None]:
    """The party that was named last before a token, in this sentence or a few before; as ``possessor`` gives it."""
    earlier: Line | None = line
    stop = index
    for _ in range(_MAX_EARLIER + 1):
        if earlier is None:
            break
        for at in range(stop - 1, -1, -1):
            body, match = earlier.body(at), earlier.matches[at]
            if body and body.kind == "party":
                return None, body
            if match and match.actor.kind == "party":
                return match.actor, None
        earlier = earlier.previous
        stop = len(earlier) if earlier else 0
    return None, None


class _Left(NamedTuple):
    """What stands before a role word; ``start`` is its first token."""

    start: int
    owner: Actor | None
    body: Mention | None
    former: bool


class _Complement(NamedTuple):
    """The of-phrase behind a role word; ``end`` is one past its last token."""

    end: int
    owner: Actor | None
    body: Mention | None


def _address(line: Line, address: int, name: int) -> Office | None:
    """A form of address or a rank before a name: Ayatollah, Iranian Gen."""
    if address == name:
        return None
    office = _office(line, _read_left(line, address), name, name)
    rank = next((line.low(i) for i in range(address, name) if line.low(i) in words("rank")), "")
    return office._replace(role=rank)


def _office(line: Line, found: _Left, head: int, end: int, complement: _Complement | None = None) -> Office:
    """The office whose role word is at ``head`` (an address alone: where the name begins)."""
    role = line.low(head) if complement else ""
    # Without the owner's own words: the House of "White House" is no chamber.
    qualifiers = frozenset(line.low(i) for i in range(found.start, head) if not _is_country(line, i))
    every = qualifiers | {line.low(i) for i in range(head, end)}
    owner = found.owner or (complement.owner if complement else None)
    body = (complement.body if complement else None) or found.body
    return Office(found.start, end, role, every, qualifiers, owner, body, found.former, _gender(every))


def _is_country(line: Line, index: int) -> bool:
    match = line.matches[index]
    return match is not None and match.actor.kind == "country"


def _gender(lows: frozenset[str]) -> Gender:
    if lows & (words("honorific_f") | words("female_role")):
        return "f"
    return "m" if lows & (words("honorific_m") | words("male_role")) else ""


def _closes_apposition(line: Line, name: int) -> bool:
    """Whether the name that starts at ``name`` is set off by commas: "the head of X, Ammar Hakim, and"."""
    mention = line.names[name]
    if mention is None or name + 1 >= len(line) or line.names[name + 1] is not mention:
        return False
    after = name
    while after < len(line) and line.names[after] is mention:
        after += 1
    return line.low(after) in (",", ".", ")", ";", "'s", "and", "of", "")


_OF_A_COUNCIL = frozenset({"council", "president"})
#: Who is somewhere for a country.
_POSTED = frozenset({"ambassador", "envoy", "consul", "consul-general", "representative", "attaché", "attache"})


def _head_of_phrase(line: Line, last: int) -> int | None:
    """Index of the role word of an of-phrase that ends at ``last``: Secretary of State."""
    for index in range(last, max(-1, last - _MAX_COMPLEMENT - 2), -1):
        token = line.tokens[index]
        is_office = is_role(line, index - 1) or line.low(index - 1) in words("rank")  # "the captain of the team"
        is_posted = token.low == "in" and line.low(index - 1) in _POSTED  # "Peru's ambassador in Geneva, Ada Quill,"
        if index < last and (token.low in ("of", "for", "at", "to") or is_posted) and is_office:
            return index - 1
        in_phrase = token.is_capitalised or token.low in ("of", "for", "to", "the", "and", "'s", "&", "on")
        # "the Tajik anti-drug agency"
        bodies = words("institution") | words("organisation") | words("country_noun")
        is_body = token.low in bodies or "-" in token.low
        # "the head of Ukraine's presidential office"
        is_field = token.low in words("portfolio") or token.low.endswith("al")
        if not (in_phrase or is_body or is_field):
            return None
    return None


def _read_left(line: Line, head: int) -> _Left:
    """Read the words before the role word at ``head``, from right to left."""
    start, index = head, head - 1
    owner: Actor | None = None
    body: Mention | None = None
    former = False
    while index >= 0:
        low = line.low(index)
        if low == ")" and line.low(index - 2) == "(" and owner is None and body is None:
            index -= 3  # "the Pakistan Tehreek-e-Insaf (PTI) chief"
            continue
        match, organisation = line.matches[index], line.body(index)
        if organisation and owner is None and body is None:
            # What a minister is of is a field: "Information and Social Services Minister", "Greek Shipping Minister".
            of = country_of_body(line, organisation)
            if line.low(head) == "minister" and (low in words("portfolio") or (of and index == head - 1)):
                owner = of
            else:
                body, owner = organisation, of
            index = line.indices(organisation.start, organisation.end).start - 1
        elif match and match.form != "place" and (owner is None or _is_seat_of_party(match, start - index - 1, owner)):
            owner = match.actor
            index = line.indices(match.span.start, match.span.end).start - 1
        elif low in words("former_word"):
            former = True
            index -= 1
        elif _is_modifier(line, index, seek_owner=owner is None and body is None):
            index -= 1
        else:
            break
        start = index + 1
    if owner is None and body is None:
        if line.low(start - 1) == "its":
            owner, body = line.possessor(start - 1)
        elif line.low(start - 1) == "'s" and line.low(start - 2) in words("named_as") and line.low(start - 3) == "the":
            owner, body = _last_possessor(line, start - 3)
    return _Left(start, owner, body, former)


def _is_seat_of_party(match: GazetteerMatch, between: int, owner: Actor) -> bool:
    """Whether a party stands right before the seat of a parliament: "SNP Westminster leader"."""
    return match.actor.kind == "party" and not between and owner.kind == "country"


def _is_modifier(line: Line, index: int, seek_owner: bool) -> bool:
    token = line.tokens[index]
    if any(token.low in words(category) for category in ("modifier", "private_modifier", "portfolio")):
        return True
    if token.low == "'s":
        return index > 0 and (line.matches[index - 1] is not None or line.body(index - 1) is not None)
    if is_role(line, index):
        return True
    if token.low == "and":
        known = words("modifier") | words("portfolio")
        is_field = line.low(index + 1) in known or (index + 1 < len(line) and line.tokens[index + 1].is_capitalised)
        return line.low(index - 1) in words("portfolio") and is_field
    if not token.text[0].isalpha() or token.low in words("function") or token.low in words("speech_verb"):
        return False
    if line.person(index):
        return False
    if token.is_capitalised:
        return True
    # An unknown adjective may stand between the country and the role: "Iran's moderate president".
    return seek_owner and any(_is_owner_at(line, i) for i in (index - 1, index - 2))


def _is_owner_at(line: Line, index: int) -> bool:
    if index < 0:
        return False
    if line.low(index) == "'s":
        return index > 0 and (line.matches[index - 1] is not None or line.body(index - 1) is not None)
    if line.low(index) == "its":
        return True
    match = line.matches[index]
    # "U.N. peacekeeping official", "EU antitrust chief", but no "Iran talks chief"
    return match is not None and (match.form == "demonym" or match.surface.isupper())


def _apposition_head(line: Line, start: int) -> int | None:
    """Index of the role word of an apposition that begins at ``start``."""
    rank: int | None = None
    for index in range(start, min(len(line), start + _MAX_APPOSITION)):
        token = line.tokens[index]
        if line.person(index):
            return None
        if is_role(line, index) and not qualifies_next(line, index):
            # ", Foreign Minister Sergei Lavrov": the next of a list of people.
            return None if line.person(index + 1) else index
        if token.low in words("rank"):
            rank = index
        in_phrase = token.is_capitalised or token.low in ("'s", "and") or line.matches[index] or line.body(index)
        is_word = token.text.isalpha() and token.low not in words("function") and not token.low.endswith(("ing", "ed"))
        is_known = token.low in words("modifier") or token.low in words("former_word")
        if not (in_phrase or is_word or is_known or "-" in token.low):
            break
    return rank


def qualifies_next(line: Line, index: int) -> bool:
    """Whether a role word only qualifies a following one: chief negotiator, official Chinese media."""
    # An official is named with "the" or "an", a country or a field before; the adjective stands before a name.
    if line.low(index) == "official" and line.tokens[index + 1 : index + 2]:
        following = line.tokens[index + 1]
        if following.is_capitalised and not line.person(index + 1):
            return True
    # "the UN refugee agency"
    if role_class(line.low(index)) == "private" and line.low(index + 1) in words("institution"):
        return True
    for after in (index + 1, index + 2):
        low = line.low(after)
        if is_role(line, after):
            return True
        if low not in words("modifier"):
            return False
    return False


def _read_complement(line: Line, start: int, limit: int) -> _Complement:
    """End, owner and body of the of-phrase that follows a role word.

    A country behind "to", "on" or "from" is where an envoy is sent and owns nothing; one behind
    "in" is where a diplomat or a foreign official is.
    """
    is_guest = line.low(start - 1) in words("posted") or line.low(start - 2) in words("outsider")
    owner: Actor | None = None
    body: Mention | None = None
    index, end = start, start
    while index < min(limit, len(line)) and index - start < _MAX_COMPLEMENT + 6:
        preposition = line.low(index)
        if preposition not in ("of", "for", "at", "in", "with", "to", "on"):
            break
        found = _read_owner(line, index + 1, limit)
        if found.end == index + 1:
            break
        if preposition not in ("to", "on") and not (preposition == "in" and (owner or is_guest)):
            body = body or found.body
            owner = owner or found.owner
        index = end = found.end
    return _Complement(end, owner, body)


def _read_owner(line: Line, start: int, limit: int) -> _Complement:
    """End, country or body, and organisation of the noun phrase that begins at ``start``."""
    index = start
    owner: Actor | None = None
    while index < min(limit, len(line)) and index - start < _MAX_COMPLEMENT:
        match, organisation = line.matches[index], line.body(index)
        if organisation:
            end = line.indices(organisation.start, organisation.end).stop
            return _Complement(end, owner or country_of_body(line, organisation), organisation)
        if match:
            owner = owner or match.actor
            index = line.indices(match.span.start, match.span.end).stop
            if line.low(index) != "'s" and match.form != "demonym":
                return _Complement(index, owner, None)
            continue
        token = line.tokens[index]
        is_link = token.low in ("the", "its", "'s", "a", "an", "and")
        is_word = (
            token.text[0].isalpha() and token.low not in words("function") and token.low not in words("speech_verb")
        )
        if not (is_link or is_word) or token.low.endswith(("ing", "ed")) or token.low in words("calendar"):
            break
        index += 1
        if owner and token.low in words("private_body"):
            return _Complement(index, None, None)  # "the Ecuadorean exporters' federation" is no state's
        if token.low in words("country_head") or token.low in words("institution"):
            return _Complement(index, owner, None)
    return _Complement(index, owner, None) if owner else _Complement(start, None, None)


def country_of_body(line: Line, organisation: Mention) -> Actor | None:
    """The country named inside an organisation's name, or as its possessor: Iran's Foreign Ministry."""
    span = line.indices(organisation.start, organisation.end)
    for index in span:
        match = line.matches[index]
        if match and match.actor.kind == "country":
            return match.actor
    before = span.start - 1
    if line.low(before) == "its":  # "The United States is a member. Its Treasury said"
        owner, body = line.possessor(before)
        return owner if owner and body is None and owner.kind == "country" else None
    if line.low(before) == "'s" and before > 0:
        before -= 1
    match = line.matches[before] if before >= 0 else None
    is_owner = match is not None and (match.form == "demonym" or before == span.start - 2)
    return match.actor if match and is_owner and match.actor.kind == "country" else None
