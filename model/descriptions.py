"""Whom a description without a name means: "the minister", "Iran's foreign minister", "a Brazilian judge".

It means who is named with an office that answers to it: in the same role, of the same country or body, with nothing
in the description that the office has not. Some offices are called by other words as well ("Sen. Rourke", "the
lawmaker"); a lieutenant governor is no governor. Of several the last one named is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from .home import LEAD
from .lexicon import content_words, words
from .nominees import nominee_meant, president_meant
from .people import NamedMention, Person
from .records import Actor, Mention
from .rulers import countries_ruled_by
from .titles import Line, Office

__all__ = ["OFTEN_UNNAMED", "Descriptions", "is_definite"]

# How many sentences later somebody is named whom a report opens with.
_MAX_DELAY = 6
# How many sentences later somebody is named whom the first words describe, and how many words may do so first.
_MAX_INTRODUCTION = 2
_MAX_OPENING = 3
# Tokens that a description behind a name may have.
_MAX_APPOSITION = 12
#: At the head of a report they are often nobody whom it names.
OFTEN_UNNAMED = frozenset("official officer diplomat source aide adviser advisor member".split())
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
#: Who holds an office like that of another: "his Greek counterpart", "my Saudi colleague".
_LIKE_OURS = frozenset({"counterpart", "colleague"})
_ENVOYS = frozenset({"ambassador", "envoy", "emissary", "negotiator", "representative"})
#: They are of the country that is named with them, others may only come from there.
_OF_THEIR_COUNTRY = frozenset(
    "minister president premier chancellor king queen ambassador envoy official officer diplomat leader counterpart "
    "colleague spokesman spokeswoman spokesperson lawmaker senator judge member head chief".split()
)
#: Of quotations.
_MARKS = frozenset({'"', "“", "”", "''", "``"})
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


class Descriptions:
    """Whom descriptions without a name mean, of the people that the article names.

    Args:
        lines: the sentences of the article.
        people: who is named in it.
        body_actor: the actor of a body's mention.
        natives: people of whom only the country is told, each with it.
        home: the country that the report comes from, if it is about it.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        people: Sequence[Person],
        body_actor: Callable[[Mention], Actor],
        natives: Mapping[Person, Actor],
        home: Actor | None,
    ) -> None:
        self._home = home
        self._lines = lines
        self._natives = natives
        self._people = people
        self._body_actor = body_actor
        self._told: dict[Person, list[Office]] = {}
        self._fitting_to: dict[tuple[str, Actor | None, bool, frozenset[str]], list[Person]] = {}

    def meant(self, office: Office, position: int) -> Person | None:
        """The person that a description without a name fits: the last before ``position``, else the only one."""
        if office.role in words("plural_role"):
            return None
        nominee = nominee_meant(office, self._people, position)
        if nominee:
            return nominee
        fitting = self._fitting(office) or self._of_party(office) or self._of_origin(office) or self._equals(office)
        before = [(at, person) for person in fitting if (at := person.last_before(position)) >= 0]
        if before:
            # "The president" is the host, whose guest was named last.
            hosts = [item for item in before if self._is_host(item[1], office)]
            # "The governor" is not the former one who spoke last.
            holders = [
                item for item in before if any(_fits(office, held) and not held.former for held in item[1].offices)
            ]
            return max(hosts or holders or before, key=lambda found: found[0])[1]
        native = self._native(office, position) if not fitting else None
        if native:
            return native
        is_american = self._home is None or self._home.iso3 == "USA"
        of = office.owner
        if not fitting and is_american and (of is None or of.iso3 == "USA"):
            known = president_meant(office, self._people)
            if known:
                return known
        is_specific = office.owner is not None or office.body is not None
        # "The Transport Secretary", whom the report names only later.
        is_of_field = bool(office.qualifiers & words("portfolio")) and office.role in ("minister", "secretary")
        is_specific = is_specific or is_of_field
        return fitting[0] if len(fitting) == 1 and is_specific else None

    def _equals(self, office: Office) -> list[Person]:
        """Who "the Turkish minister" is: the only one told to be a minister's "Turkish counterpart"."""
        of = office.owner
        if of is None or of.kind != "country" or office.role not in words("ruler") | {"minister"}:
            return []
        told = ((person, held) for person in self._people for held in person.offices if held.role == "counterpart")
        equals = list(dict.fromkeys(person for person, held in told if held.owner == of))
        return equals if len(equals) == 1 else []

    def _of_party(self, office: Office) -> list[Person]:
        """Who "the Labour mayor" may be of whom only the office was told: nobody of whom another party was told."""
        of = office.owner
        is_governing = office.role_class == "local" or office.role == "minister" or office.role in words("ruler")
        # A party's leader is another office.
        if of is None or of.kind != "party" or office.body is not None or not is_governing:
            return []
        sides = {
            person: [person.actor.affiliation, *(held.owner for held in person.offices)]
            for person in self._fitting(office._replace(owner=None))
        }
        return [p for p, told in sides.items() if {of} >= {side for side in told if side and side.kind == "party"}]

    def _of_origin(self, office: Office) -> list[Person]:
        """Who "the Belgian commissioner" is: the only commissioner, of a body of several or of no known country."""
        of = office.owner
        if of is None or of.kind != "country" or office.body is not None or office.role in _OF_THEIR_COUNTRY:
            return []
        told = [(person, held) for person in self._people for held in person.offices if held.role == office.role]
        people = list(dict.fromkeys(person for person, _ in told))
        is_abroad = all(held.owner is None or held.owner.kind == "international" for _, held in told)
        is_one = len(people) == 1 and people[0].actor.country in ("", of.country)
        return people if is_one and is_abroad and office.role_class in ("state", "head") else []

    def colleague(self, person: Person, position: int) -> Person | None:
        """Who "his colleague" is: of those with the same office in another country the one named last."""
        roles = {held.role for held in person.offices if held.is_of_state} & (words("ruler") | {"minister"})
        named = [
            (other.last_before(position), other)
            for other in self._people
            if other.actor.country and other.actor.country != person.actor.country
            if any(held.role in roles and not held.former for held in other.offices)
        ]
        before = [found for found in named if found[0] >= 0]
        return max(before, key=lambda found: found[0])[1] if before else None

    def tell(self, person: Person, office: Office) -> None:
        """Takes down that a description without a name is of somebody: "Peru's minister", later "Ada Quill"."""
        self._told.setdefault(person, []).append(office)
        self._fitting_to.clear()

    def _is_host(self, person: Person, office: Office) -> bool:
        """Whether somebody rules the country that the report comes from, where the description names none."""
        is_bare = office.owner is None and office.body is None
        side = person.actor.affiliation
        return is_bare and self._home is not None and side == self._home and office.role in words("ruler")

    def _native(self, office: Office, position: int) -> Person | None:
        """Who "the Hungarian leader" is where only "Hungary's Viktor Orban" is named, and no other Hungarian so."""
        if office.former or office.role != "leader":  # "Serbia's Novak Djokovic" is no president
            return None
        same = [p for p, country in self._natives.items() if country == office.owner and p.last_before(position) >= 0]
        return same[0] if len(same) == 1 else None

    def introduced(self, office: Office, line: Line, sentence: int) -> Person | None:
        """Who "a junior minister" or "the Dutch ambassador" is where a report opens so and names the only one later."""
        if sentence > LEAD or office.role in words("plural_role") or office.role_class == "spokes":
            return None
        following = self._named_next(office, line, sentence)
        if following:
            return following
        start = office.start
        while start and line.tokens[start - 1].text.islower() and line.low(start - 1) not in words("function"):
            start -= 1
        if line.low(start - 1) not in ("a", "an", "the"):
            return None
        # Of judges and senators there are many: "another judge".
        is_one_of_many = office.role_class in ("private", "legislator") and not (office.owner or office.body)
        if is_one_of_many or any(
            other.low(i) == "another" and other.low(i + 1) == office.role
            for other in self._lines
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

    def _named_next(self, office: Office, line: Line, sentence: int) -> Person | None:
        """Who is named first in the sentences behind the opening one, if that begins with the description.

        "A former British minister quit the Conservatives. Ana Petru, 51, told reporters …": without an office there, or
        in the same one. An official or a diplomat at the head of a report is often never named.
        """
        # "The head of Peru's Grain Union", not "the president"
        is_told = line.low(0) == "the" and (office.body is not None or line.low(office.end) == "of")
        # "The European Union's top trade official"
        is_top = "top" in office.qualifiers and "'s" in office.qualifiers
        is_told = is_told or is_top
        heads = office.start <= _MAX_OPENING and (line.low(0) in ("a", "an") or is_told or office.start == 0)
        if sentence > 0 or not heads or (office.role in OFTEN_UNNAMED and not is_top):
            return None
        later = [person for person in self._people if 0 < person.mentions[0].sentence <= _MAX_INTRODUCTION]
        person = min(later, key=lambda person: person.mentions[0].span.start, default=None)
        if person is None:
            return None
        first = person.mentions[0]
        if is_told and first.sentence > 1:
            return None
        following = self._lines[first.sentence]
        # Of lawyers and lawmakers there are many: only an age tells that one is new.
        is_anybody = office.role_class in ("private", "legislator") and not (office.owner or office.body)
        # "“We will act,” Ada Quill said": what is quoted may stand before the name.
        is_behind = (office.owner or office.body) and _is_behind_quotation(following, first.span.start)
        is_head = first.span.start == following.tokens[0].start or is_behind
        is_head = is_head and _speaks_next(following, first, aged=is_anybody) and not _speaks_of(following, office)
        # "Judge Ada Quill and Judge Bo Dane"
        others = (each.role for other in later if other is not person for each in other.offices)
        is_one_of_two = any(each.role for each in first.offices) and office.role in others
        is_another = _is_somebody_else(person, office, is_any=is_top and office.role in OFTEN_UNNAMED)
        return person if is_head and not is_one_of_two and not is_another else None

    def _fitting(self, office: Office) -> list[Person]:
        """The people who hold an office that answers to a description."""
        told_apart = office.qualifiers & (content_words() | {"chief"})
        key = (office.role, self._side(office), office.body is None, told_apart)
        if key not in self._fitting_to:
            self._fitting_to[key] = [
                p
                for p in self._people
                if office.role not in _TELLS_GENDER or p.gender in ("", office.gender)
                for offices in [(*_offices_of(p), *self._told.get(p, ()))]
                if any(_fits(office, held) or self._heads_it(office, held) for held in offices)
            ]
        return self._fitting_to[key]

    def _side(self, office: Office) -> Actor | None:
        return office.owner or (self._body_actor(office.body) if office.body else None)

    def _heads_it(self, wanted: Office, held: Office) -> bool:
        """Whether "the MHP chief" is the leader of the MHP."""
        is_head = wanted.role in words("chief_role") and held.role in words("chief_role") and not held.former
        side = self._side(wanted) if is_head else None
        return side is not None and side.kind != "country" and side == self._side(held)


def _is_behind_quotation(line: Line, position: int) -> bool:
    """Whether a sentence begins with a quotation that ends where something stands: "“We will,” Ada Quill"."""
    first = line.tokens[0].text
    return first in _MARKS and line.low(line.indices(position, position + 1).start - 1) in _MARKS


def _speaks_of(line: Line, office: Office) -> bool:
    """Whether a sentence tells of the office, or whose it is, as of another: "Li Jian said the bank was biased"."""
    body = office.owner.name.lower().split()[-1:] if office.owner and office.owner.kind != "country" else []
    nouns = {office.role, *body} | (office.words & words("organisation"))
    is_called = any(line.low(at) in ("the", "that", "this") and line.low(at + 1) in nouns for at in range(len(line)))
    return is_called or any(match and match.actor == office.owner and match.form == "name" for match in line.matches)


def _speaks_next(line: Line, mention: NamedMention, *, aged: bool) -> bool:
    """Whether what somebody says follows a name, and an age between if one is asked for: "Quill, 51, told"."""
    at = line.indices(mention.name.start, mention.name.end).stop
    has_age = line.low(at) == "," and line.low(at + 1)[:1].isdigit()
    if aged and not has_age:
        return False
    if has_age:
        at += 3 if line.low(at + 2) == "," else 2  # "51," is one token
    elif line.low(at) == ",":  # "Quill, of the Green Union, said"
        stop = min(len(line), at + _MAX_APPOSITION)
        at = next((k + 1 for k in range(at + 1, stop) if line.low(k) == ","), at)
    return line.low(at) in ("told", "said", "wrote", "announced")


def _is_somebody_else(person: Person, office: Office, *, is_any: bool) -> bool:
    """Whether a name has another office, country or gender than a description, or is known to everybody.

    An office that is no longer held tells nobody else, and an official (``is_any``) may hold any.
    """
    first = person.mentions[0]
    heads_state = _heads_government(office)
    for held in first.offices:
        is_same = not held.role or held.role == office.role or (heads_state and _heads_government(held))
        is_same = is_same or held.former or is_any
        if not is_same or (held.owner and office.owner and held.owner != office.owner):
            return True
    sides = {mention.affiliation.country for mention in person.mentions if mention.affiliation} - {""}
    if office.owner and sides - {office.owner.country}:
        return True
    is_of_gender = person.gender in ("", office.gender or person.gender)
    return not is_of_gender or bool(countries_ruled_by(first.surface.rpartition(" ")[2]))


def is_definite(line: Line, office: Office) -> bool:
    """Whether a description means someone known: "the minister", "Iran's minister", not "a minister"."""
    before = line.low(office.start - 1)
    if before in ("the", "this", "that") or "'s" in office.qualifiers:
        return True
    if before in ("his", "her", "our") and office.role == "minister":
        return True
    if before == "our" and office.role in words("ruler"):
        return True
    return before in ("his", "her", "its", "their", "my", "our") and office.owner is not None


def _offices_of(person: Person) -> Iterable[Office]:
    """A person's offices, those without a country as the assumed country's."""
    for office in person.offices:
        is_bare = office.owner is None and office.body is None and office.is_of_state
        yield office._replace(owner=person.assumed) if is_bare and person.assumed else office


def _fits(wanted: Office, held: Office) -> bool:
    """Whether an office that a person holds answers to a description."""
    if not held.role or not _same_owner(wanted, held) or ("shadow" in held.words) != ("shadow" in wanted.words):
        return False
    content = wanted.qualifiers & content_words()
    if _heads_government(wanted) or wanted.role_class == "local":  # "the Labor prime minister" is of a party
        content -= {"labor", "labour"}
    role = _WRITTEN_OUT.get(held.role, held.role)
    every = {_WRITTEN_OUT.get(word, word) for word in held.words}
    if wanted.role in words("rank"):
        others = (every & words("rank")) - {wanted.role, *wanted.words}
        return wanted.role in every and not (others and (wanted.role in _LESSER))
    if role in ("governor", "president") and (every & _LESSER) - wanted.words:
        return False
    if role == "minister" and ("chief" in every) != ("chief" in wanted.words):
        return False  # a chief minister heads a state of India
    if role == "premier" and "prime" in wanted.words and held.qualifiers - words("modifier"):
        return False  # Ontario's premier
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
    if wanted.role in _LIKE_OURS:
        return wanted.owner is not None and held.role in words("ruler") | {"minister"}
    if wanted.role in ("envoy", "emissary"):
        is_sent = held.role in _ENVOYS and not (held.role == "representative" and held.body)
        return is_sent and content <= held.words
    if wanted.role in ("official", "diplomat", "leader", "politician"):
        # "The leader of the opposition in Canberra" is no prime minister.
        if not (wanted.words & words("opposed_word")) <= held.words:
            return False
        # Nobody calls a president "the US official".
        is_wide = held.role_class in ("state", "head", "spokes") or held.role in words("rank")
        is_wide = is_wide and not (wanted.role in ("official", "diplomat") and held.role in words("ruler"))
        return is_wide and (not content or bool(content & held.words))
    return False


def _same_owner(wanted: Office, held: Office) -> bool:
    if wanted.owner is None:
        return wanted.body is None or held.body is not None
    return (
        held.owner is not None
        and wanted.owner.country == held.owner.country
        and (bool(wanted.owner.country) or wanted.owner == held.owner)
    )


def _heads_government(office: Office) -> bool:
    return office.role == "premier" or (office.role == "minister" and "prime" in office.qualifiers)
