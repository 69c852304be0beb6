"""What bodies are called by without their names: "the company", "the guild", "the Chilean union", "the Commission".

A body may be called by the last word of its name (the Dock Workers' League, the league) and by what a noun told of
it ("ferry operator Star Lines", "Kessler, one of Germany's oldest makers of gearboxes"). A noun means the body last
named that may be called so; a firm is also meant by other words for firms, if no other was named since. "The party"
and "the group" are as often the speaker's own, and are not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import takewhile

from .acts import is_verb
from .body_names import owned_noun_at
from .lexicon import nouns_of_bodies, table, words
from .records import Actor, Mention, Span
from .titles import Line, ends_phrase

__all__ = ["UNIONS", "CalledBodies", "called_by_name", "ends_there", "is_verb_in_s"]

#: What bodies are called by alone, beside the nouns for firms and ``body_noun``.
_BODY_WORDS = frozenset(
    "court tribunal commission council committee federation league alliance mission association agency university "
    "museum trust guild board foundation institute society forum hospital school college theatre theater ministry "
    "department directorate inspectorate confederation fund authority network chamber ombudsman cooperative "
    "co-operative collective clinic academy orchestra festival gallery municipality polytechnic prison "
    "newspaper diocese station panel line".split()
)
#: Parts of a firm that are meant for all of it.
_HEADS_OF_BODIES = frozenset({"board", "directors", "management"})
#: As often the speaker's own, or what somebody leads.
_NOT_CALLED = frozenset(
    {"party", "group", "groups", "movement", "bloc", "opposition", "governing", "ruling", "faction"}
)
#: Words in the name of a union, which is then called one.
UNIONS = frozenset({"union", "unions", "workers", "guild", "brotherhood"})
#: Words at the end of a name that tell a regulator.
_REGULATORS = frozenset({"commission", "authority", "agency", "inspectorate", "regulator"})
#: What tells that somebody else is meant: "an airline", "another court".
_ANY = frozenset({"a", "an", "another", "every", "each", "any", "no"})
#: What a report speaks of as known before it has named it: "sued the national federation".
_TOLD_AHEAD = frozenset({"federation", "confederation", "union", "guild", "league", "association"})
_LIKE_UNIONS = ("association", "federation", "confederation")
_LIKE_PANELS = ("committee", "commission", "council", "board")
#: How many characters of an article open it.
_OPENING = 600
#: Whom something is given: "offered the company federal aid".
_GIVING = frozenset("offered gave promised granted denied handed sent lent owes owed paid awarded".split())
#: Behind them somebody stands before "of": "accused the agency of delay".
_ACCUSING = frozenset("accuse accuses accused accusing suspected suspects acquitted cleared stripped convicted".split())
#: What carries people or goods over water is a line.
_AT_SEA = frozenset({"shipping", "ferry", "cruise", "container"})
#: How the names of federations of a sport begin: Athletics Kenya, Cricket Australia.
_SPORTS = frozenset(
    "athletics cricket rugby swimming cycling basketball volleyball netball gymnastics football".split()
)
# How many words may stand between an article and its noun, and between "Canadian" and "company", with them.
_MAX_QUALIFIERS = 4


class CalledBodies:
    """Whom nouns for bodies mean, by their place in the article.

    Args:
        lines: the sentences of the article.
        body_actor: the actor of a body's mention.

    Attributes:
        likely_firm: whom "the company" means where nothing tells a firm.
    """

    def __init__(self, lines: Sequence[Line], body_actor: Callable[[Mention], Actor]) -> None:
        self.likely_firm: Actor | None = None
        self._lines = lines
        self._body_actor = body_actor
        self._nouns = (nouns_of_bodies() | _BODY_WORDS | _HEADS_OF_BODIES) - _NOT_CALLED
        self._told: dict[Actor, set[str]] = {}
        #: by noun, the places at which a body that it may mean is named, or (None) one without a name
        self._named: dict[str, list[tuple[int, Actor | None]]] = {}
        #: by any word of bodies in a name, as for ``_named``: "the Guards"
        self._in_names: dict[str, list[tuple[int, Actor | None]]] = {}
        self._firms: list[tuple[int, Actor | None]] = []
        for line in lines:
            self._read(line)

    def mentions(self) -> Iterator[tuple[Span, Actor]]:
        """The nouns that mean a body, each with it."""
        for line in self._lines:
            for index, token in enumerate(line.tokens):
                actor = self._referred(line, index)
                if actor:
                    yield Span(token.start, token.end), actor

    def meant(self, noun: str, position: int) -> Actor | None:
        """The body that a noun in lower case means at a place of the article, or None."""
        named = self._named.get(noun, ())
        if noun == "commission":  # the European Union's, if no other is named
            named = [item for item in named if item[1] is None or item[1].name != "European Union"] or named
        found = _last(named, position)
        if not found and noun in _TOLD_AHEAD:
            found = _only_ahead(named, position)
        if not found and noun == "union" and not named:
            # Engineers who call a strike may be an association.
            found = _only_before([item for word in _LIKE_UNIONS for item in self._in_names.get(word, ())], position)
        if noun == "panel" and not named:  # "The panel" may be a committee.
            found = _only_before([item for word in _LIKE_PANELS for item in self._in_names.get(word, ())], position)
        if noun in _HEADS_OF_BODIES and noun not in self._named:
            return _last(self._firms, position)
        if found or noun not in words("firm"):
            return found
        firm = _last(self._firms, position)
        if firm:
            return firm
        return self.likely_firm

    def paper_meant(self, position: int) -> Actor | None:
        """The newspaper that "the paper" means at a place of the article: the last one, if it is named."""
        return _last(self._named.get("newspaper", ()), position)

    def may_be(self, actor: Actor, noun: str) -> bool:
        """Whether nothing tells that a body is something else than this noun."""
        told = self._told.get(actor, set())
        if noun == "union":
            is_union = actor.name.isupper() or not UNIONS.isdisjoint(_words_of(actor)) or noun in _known_nouns(actor)
            return noun in told or (not told and is_union)
        if noun in words("firm") and not told and not UNIONS.isdisjoint(_words_of(actor)):
            return False
        return not told or noun in told or bool(told & words("firm")) == (noun in words("firm"))

    def is_told(self, actor: Actor, noun: str = "") -> bool:
        """Whether the article says of a body that it is this noun, or anything."""
        told = self._told.get(actor, set())
        return noun in told if noun else bool(told)

    def is_any(self, noun: str) -> bool:
        """Whether the article says of any body that it is this noun."""
        return any(noun in told for told in self._told.values())

    # What is told

    def _read(self, line: Line) -> None:
        """Notes the bodies that a sentence names, and the nouns that it tells of them or of nobody."""
        telling: set[int] = set()
        for index, token in enumerate(line.tokens):
            body, match = line.body(index), line.matches[index]
            actor = self._body_actor(body) if body else match.actor if match else None
            if actor and actor.kind not in ("country", "place", "person"):
                surface = set(match.surface.lower().split()) if match and not body else set[str]()
                for word in (_words_of(actor) | surface) & words("organisation"):
                    self._in_names.setdefault(word, []).append((token.start, actor))
                if token.start == (body.start if body else match.span.start if match else -1):
                    self._note(line, index, actor, telling)
            elif token.text == "panel" and (of := self._body_of_panel(line, index)):
                telling.add(index)
                self._named.setdefault("panel", []).append((token.start, of))
            elif token.text in self._nouns and index not in telling and self._is_of_nobody(line, index):
                self._named.setdefault(token.text, []).append((token.start, None))

    def _body_of_panel(self, line: Line, index: int) -> Actor | None:
        """The body of "a dispute panel of the World Trade Organization"."""
        at = index + 3 if line.low(index + 2) == "the" else index + 2
        if line.low(index + 1) != "of" or at >= len(line):
            return None
        body, match = line.body(at), line.matches[at]
        actor = self._body_actor(body) if body else match.actor if match else None
        return actor if actor and actor.kind in ("organisation", "international") else None

    def _note(self, line: Line, index: int, actor: Actor, telling: set[int]) -> None:
        noun, at = _noun_of_body(line, index)
        if noun:
            telling.add(at)
            self._told.setdefault(actor, set()).add(noun)
        position = line.tokens[index].start
        called = called_by_name(actor.name)
        nouns = {called, *self._told.get(actor, ())} - _NOT_CALLED
        if actor.kind != "international" and not UNIONS.isdisjoint(_words_of(actor)):
            nouns.add("union")
        if called in words("firm_word") and not self._told.get(actor):
            nouns.add("company")
        nouns |= _known_nouns(actor)
        if noun in words("firm") and line.low(at - 1) in _AT_SEA:
            nouns.add("line")
        if actor.kind == "organisation" and actor.name.lower().partition(" ")[0] in _SPORTS:
            nouns.add("federation")
        if called in words("club_word"):
            nouns.add("club")
        if noun in words("newspaper") or called in words("paper_word"):
            nouns.add("newspaper")
        if called in ("radio", "tv", "television"):
            nouns.add("station")
        if called in _REGULATORS:
            nouns.add("regulator")
        if actor.kind == "international":
            nouns.discard("union")
        if actor.name == "European Union":
            nouns.add("commission")
        for each in nouns:
            self._named.setdefault(each, []).append((position, actor))
        if nouns & words("firm"):
            self._firms.append((position, actor))

    @staticmethod
    def _is_of_nobody(line: Line, index: int) -> bool:
        """Whether a noun brings in a body without a name: "a federal court ruled"."""
        first = index
        while first and index - first < _MAX_QUALIFIERS and line.tokens[first - 1].text.isalpha():
            first -= 1
            if line.low(first) in words("determiner") | _ANY or line.low(first) in words("function"):
                break
        is_apposed = line.low(first - 1) == "," and first > 1 and line.body(first - 2) is not None
        # "by a guild that left the table" may be the one that was named.
        is_described = line.low(index + 1) in ("that", "which", "whose", "who")
        return line.low(first) in _ANY and not is_apposed and not is_described

    # What is meant

    def _referred(self, line: Line, index: int) -> Actor | None:
        """The body that the token means, if it is a noun for one with "the", "this" or "your"."""
        token = line.tokens[index]
        if line.body(index) or line.matches[index] or line.names[index]:
            return None
        article = _article_of(line, index)
        is_bare = token.text == "Management" and not line.low(index - 1).isalpha()
        if is_bare and is_verb(line, index + 1):  # "“Management has lied to us,” she said"
            return self.meant(token.low, token.start)
        if line.low(article) not in ("the", "this", "your") or line.low(article - 1) == "across":
            return None
        if token.is_capitalised and token.low in words("organisation"):
            is_longer = index + 1 < len(line) and line.tokens[index + 1].is_capitalised
            return None if is_longer or article != index - 1 else _last(self._in_names.get(token.low, ()), token.start)
        is_told_here = line.low(article - 1) == "," and article > 1 and line.body(article - 2) is not None
        is_own = token.text in words("newspaper") and line.low(article) == "this"
        if token.text not in self._nouns or is_told_here or is_own:
            return None
        is_end = ends_phrase(line, index) or is_verb_in_s(line, index + 1) or line.low(article - 1) in _GIVING
        # "What the federation calls reform is a land grab", "this company treats fatigue as a line in a budget"
        leads_on = line.low(article) == "this" or line.low(article - 1) == "what"
        is_end = is_end or (leads_on and line.low(index + 1).endswith("s") and line.low(index + 2).isalpha())
        is_accused = line.low(article - 1) in _ACCUSING
        if (line.low(index + 1) == "of" and not is_accused) or not (ends_there(line, index) and is_end):
            return None
        meant = self.meant(token.text, token.start)
        of = line.matches[article + 1] if article < index - 1 else None
        # "The Ethiopian federation" is not Athletics Kenya.
        is_other = meant is not None and of is not None and meant.name.lower().partition(" ")[0] in _SPORTS
        return None if is_other and of and meant and of.actor.name not in meant.name else meant


def is_verb_in_s(line: Line, index: int) -> bool:
    """Whether a word in -s behind a noun seems to be its verb: "the guild wants 11 percent", not "the company jets"."""
    low, following = line.low(index), line.low(index + 1)
    is_object = following in words("determiner") or following in words("function") or not following.isalpha()
    return low.endswith("s") and len(low) > 3 and is_object and low not in words("of_government")


def _last(named: Sequence[tuple[int, Actor | None]], position: int) -> Actor | None:
    """The actor of the last place before ``position``."""
    at = bisect_left(named, position, key=lambda item: item[0])
    return named[at - 1][1] if at else None


def _only_ahead(named: Sequence[tuple[int, Actor | None]], position: int) -> Actor | None:
    """The only body that may be called so where a report speaks of it before it has named it."""
    if position > _OPENING or not named or not position < named[0][0] < position + _OPENING:
        return None
    actors = {actor for _, actor in named}
    actor = actors.pop()
    return None if actors or actor is None or actor.kind != "organisation" else actor


def _only_before(named: Sequence[tuple[int, Actor | None]], position: int) -> Actor | None:
    """The only organisation among the bodies named before ``position``."""
    actors = {actor for at, actor in named if at < position and actor and actor.kind == "organisation"}
    return actors.pop() if len(actors) == 1 else None


def _known_nouns(actor: Actor) -> set[str]:
    """What a body is that readers know by its name alone: "Rio Tinto", "IG Metall"; not the Amazon Labor Union."""
    known = _known_bodies().get(actor.name.lower()) if actor.kind == "organisation" else None
    return {known} if known else set()


@cache
def _known_bodies() -> dict[str, str]:
    return {row["name"]: row["noun"] for row in table("known_bodies.csv")}


def _words_of(actor: Actor) -> set[str]:
    return set(re.split(r"[\s'’]+", actor.name.lower()))


def called_by_name(name: str) -> str:
    """The word that a body's name is shortened to: court for the Supreme Court of Chile, alliance for NATO."""
    if name == "NATO":
        return "alliance"
    return re.split(r" (?:of|on|for|in) ", name.lower())[0].rpartition(" ")[2]


def _article_of(line: Line, index: int) -> int:
    """Index of the word before a noun that may be its article, behind "Italian" or "dockers'"."""
    match = line.matches[index - 1] if index > 1 else None
    if match and match.form == "demonym":
        return index - 2
    is_owner = index > 2 and line.tokens[index - 1].text in ("'", "’") and line.low(index - 2).endswith("s")
    return index - 3 if is_owner and line.tokens[index - 2].text.islower() else index - 1


def ends_there(line: Line, index: int) -> bool:
    """Whether "the government" is no part of something longer: of Chad, in Paris, the government forces."""
    if line.low(index + 1) in ("of", "in"):
        after = index + 3 if line.low(index + 2) == "the" else index + 2
        return after >= len(line) or not (line.matches[after] or line.tokens[after].is_capitalised)
    return line.low(index + 1) not in words("of_government")


def _noun_of_body(line: Line, index: int) -> tuple[str, int]:
    """What the body that begins at a token is said to be, before its name or behind it, and where; "" for nothing."""
    body = line.body(index)
    if body is None:
        return "", -1
    known = nouns_of_bodies() | _BODY_WORDS
    stop = line.indices(body.start, body.end).stop
    is_closed = stop == len(line) or line.low(stop) in (",", ".", ";")
    # "the regulator, Ofwat,", "the country's main union, the Frente Sur,"
    has_article = stop - index > 1 and line.low(index - 1) == "the" and line.low(index - 2) == ","
    is_set_off = is_closed and (has_article or line.low(index - 1) == ",")
    before = (index - 3 if has_article else index - 2) if is_set_off else index - 1
    if before >= 0 and line.tokens[before].text in known:
        return line.low(before), before
    if stop < len(line) and line.tokens[stop].text in known and line.low(index - 1) == "the":
        return line.low(stop), stop  # "the IG Metall union"
    owned = owned_noun_at(line.tokens, stop)
    if owned > 0:
        return line.low(owned), owned
    is_one_of = line.low(stop + 1) == "one" and line.low(stop + 2) == "of"
    if line.low(stop) != "," or not (is_one_of or line.low(stop + 1) in ("a", "an", "the")):
        return "", -1
    first = stop + 3 if is_one_of else stop + 2
    behind = [line.low(i) for i in range(first, min(first + _MAX_QUALIFIERS + 1, len(line)))]
    fits = (low == "'s" or (low[0].isalnum() and low not in words("function")) for low in behind)
    phrase = [low for low, _ in zip(behind, takewhile(bool, fits), strict=False)]
    noun = (phrase[-1].removesuffix("s") if is_one_of else phrase[-1]) if phrase else ""
    return (noun, first + len(phrase) - 1) if noun in known else ("", -1)
