"""Which state a noun means that names none: "the government", "ministers", "both governments", "the central bank".

A word means the state of which it was said last, else the one that the report is about, and nobody where neither can
be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from .acts import is_verb
from .bodies import Bodies
from .called import ends_there
from .lexicon import begins_anew, words
from .records import Actor, Sentence, Span
from .titles import Line, ends_phrase, scene_of
from .verbs import cue_forms

__all__ = ["PUTSCHISTS", "STATE_NOUNS", "both_called", "is_central_body", "states_called", "tells_of_a_coup"]

#: They rule where they made a coup.
PUTSCHISTS = frozenset({"soldiers", "officers", "colonels", "putschists", "captains"})
#: What only Americans call their government.
_AMERICAN = frozenset({"administration"})
#: Of whose country a junta is.
_COUPS = frozenset({"coup", "putsch", "takeover", "junta"})
#: It rules where it made one.
_MILITARY_RULE = frozenset(
    (first, noun)
    for first in ("military", "army", "junta")
    for noun in ("rulers", "ruler", "government", "junta", "leaders", "council")
)
#: What the two countries of a report are called together.
_OF_BOTH = frozenset({"governments", "countries", "nations", "neighbours", "neighbors", "capitals"})
_CENTRAL_BANK = re.compile(
    r"(?:The )?(?:.* )?(?:Bank of [A-Z]|Central Bank|Federal Reserve|Reserve Bank|Bundesbank|Riksbank)"
)
#: State bodies where a field of work tells them or "the country's".
_FIELD_BODIES = frozenset(
    "department agency commission authority regulator watchdog inspectorate secretariat board institute ministry "
    "directorate service".split()
)
#: State bodies of two words.
_CENTRAL = frozenset({("central", "bank"), ("coast", "guard"), ("prosecution", "service")})
#: What is the state whose it is, with "the" or "this"; two of them also without.
_BARE_STATE_NOUNS = frozenset({"ministers", "police"})
STATE_NOUNS = _BARE_STATE_NOUNS | {
    "government", "administration", "cabinet", "army", "military", "ministry", "authorities", "junta", "regime",
    "inspectorate", "gendarmes", "navy", "generals",
}  # fmt: skip
# How far into "In Lima, the foreign ministry said" it is the ministry there, in tokens.
_NEAR_SCENE = 8
#: Before "government" they tell no other one: "the central government", "the very government that".
_OF_THE_WHOLE = frozenset({"central", "federal", "national", "very", "whole", "entire"})
#: Where "the state" is as often one of its states.
_FEDERAL = frozenset("USA IND NGA BRA AUS MEX DEU AUT MYS VEN MMR ETH SDN SSD SOM ARG CHE FSM PAK".split())
#: Whose police are not the state's.
_TOWNS = frozenset({"city", "town", "village", "county", "district", "borough", "council", "university", "campus"})
_OF_ELECTIONS = frozenset({"electoral", "election", "elections"})
# How many words may stand between "the country's" and "watchdog", with them.
_MAX_QUALIFIERS = 4


def states_called(
    lines: Sequence[Line],
    sentences: Sequence[Sentence],
    usual: Actor | None,
    bodies: Bodies,
    country_of: Callable[[Actor], Actor | None],
) -> Iterator[tuple[Span, Actor]]:
    """The nouns "the government", "this army" and "ministers", each with the state whose they are, if it can be told.

    That is the country of which the same word was said last, in the paragraph where the report is about one, else
    that one. "The ministry" and "the central bank" are the last ones that were named.

    Args:
        lines: the sentences of the article.
        sentences: where they stand.
        usual: the country that the report is about, if it is about one.
        bodies: the organisations that it names.
        country_of: the country of a party, if it has one.
    """
    every = {match.actor for line in lines for match in line.matches if match and match.actor.kind == "country"}
    coup = _of_coup(lines)
    america = next((actor for actor in every if actor.iso3 == "USA"), usual)
    is_unitary = usual is not None and usual.iso3 not in _FEDERAL
    known: dict[str, Actor] = {}
    #: "the electoral commission", from then on "the commission"
    agencies: set[str] = set()
    paragraph = -1
    for sentence, line in zip(sentences, lines, strict=True):
        if usual and sentence.paragraph != paragraph:
            known, paragraph = {}, sentence.paragraph
        for index, token in enumerate(line.tokens):
            is_central = token.text.islower() and is_central_body(line, index)
            is_agency = token.text in _FIELD_BODIES and _has_field(line, index)
            is_called = token.text in agencies and line.low(index - 1) == "the" and ends_there(line, index)
            is_agency = is_agency or (is_called and (ends_phrase(line, index) or line.low(index + 1) == "'s"))
            is_state = token.low in STATE_NOUNS or is_central or is_agency or (is_unitary and _is_state(line, index))
            if not is_state or line.names[index] or token.text.isupper():
                continue
            at = index - (2 if line.low(index - 1) == "'s" else 1)
            owner = line.matches[at] if at >= 0 else None
            if owner and owner.actor.kind == "country":
                known[token.low] = owner.actor
                continue
            if not (is_agency or _is_of_the_state(line, index)):
                continue
            is_named = token.low in ("ministry", "inspectorate")
            is_own = line.low(index - 1) in ("our", "own") or line.low(index - 2) in ("our", "own")
            named = bodies.last_with_head(token.low, token.start) if is_named and not is_own else None
            scene = scene_of(line) if index < _NEAR_SCENE else None
            if is_central and token.low == "bank":
                named = _central_bank(lines, bodies, token.start)
            # "The Congress party backed the government": of India, in a report from Pakistan
            before = [m.actor for m in line.matches[:index] if m]
            is_of_party = bool(before) and all(actor.kind == "party" for actor in before)
            own = country_of(before[0]) if is_of_party else None
            actor = scene or named or known.get(token.low) or (own if own in every else None)
            is_of_coup = token.low in ("junta", "generals")
            actor = actor or (coup if is_of_coup else None) or (america if token.low in _AMERICAN else usual)
            if actor:
                if is_agency:
                    agencies.add(token.text)
                yield Span(token.start, token.end), actor


def tells_of_a_coup(lines: Sequence[Line]) -> bool:
    """Whether an article speaks of a coup."""
    return any(token.low in _COUPS for line in lines for token in line.tokens)


def _of_coup(lines: Sequence[Line]) -> Actor | None:
    """The country of which an article tells a coup: "the coup in Togo", "Togo's coup", "the Togolese putsch".

    Soldiers who rule there tell it as well: "Togo's military rulers", "the generals in Lome".
    """
    for line in lines:
        for index, match in enumerate(line.matches):
            if match and match.actor.kind == "country":
                is_behind = line.low(index - 1) == "in" and line.low(index - 2) in _COUPS | PUTSCHISTS | {"generals"}
                at = index + 2 if line.low(index + 1) == "'s" else index + 1
                is_its = match.form == "demonym" or line.low(index + 1) == "'s"
                is_ruled = (line.low(at), line.low(at + 1)) in _MILITARY_RULE
                if is_behind or (is_its and (line.low(at) in _COUPS or is_ruled)):
                    return match.actor
    return None


def both_called(lines: Sequence[Line], two: Sequence[Actor]) -> Iterator[tuple[Span, Actor]]:
    """The words "both governments" and "the two neighbours" where the report is of two countries.

    Of two words each stands for one of them, since a mention has one actor.

    Args:
        lines: the sentences of the article.
        two: the two countries; empty if the report is not of two.
    """
    for line in lines if two else ():
        for index, token in enumerate(line.tokens):
            first = line.low(index - 1)
            is_plain = not line.names[index] and ends_phrase(line, index) and ends_there(line, index)
            if token.text in _OF_BOTH and first in ("both", "two") and is_plain:
                words_of = (line.tokens[index - 1], token)
                for word, actor in zip(words_of, two, strict=True):
                    yield Span(word.start, word.end), actor


def is_central_body(line: Line, index: int) -> bool:
    """Whether a noun is a state's by the word before it: central bank, coast guard."""
    return (line.low(index - 1), line.low(index)) in _CENTRAL


def _is_of_the_state(line: Line, index: int) -> bool:
    """Whether a noun is "the government", "this army" or, without an article, "ministers" and "police"."""
    first = index
    while line.low(index) in ("ministry", "bank", "guard") and _is_field(line, first - 1):
        first -= 1
    while line.low(first - 1) in _OF_THE_WHOLE:
        first -= 1
    before = line.low(first - 1)
    if before == "'s" and line.low(first - 2) in _TOWNS:  # "the city's police"
        return False
    if line.low(index) in _BARE_STATE_NOUNS and before != "the":
        is_first = not before[:1].isalpha() or before in words("function") or before in words("speech_verb")
        is_known = is_first or before in cue_forms() or before == "government"
        return is_known and begins_anew(line.low(index + 1)) and ends_there(line, index)
    if before == "own":
        before = line.low(first - 2)
    if line.low(index) == "ministers" and before == "the":
        return False
    if before not in ("the", "this", "our"):
        return False
    # "The ministry wants judges who"
    is_subject = is_verb(line, index + 1) and index == first and before == "the"
    is_plain = line.low(index) == "government" or begins_anew(line.low(index + 1)) or is_subject
    return is_plain and ends_there(line, index)


def _is_state(line: Line, index: int) -> bool:
    """Whether "the state" stands there, not "the state of the roads", "the state budget", "the state's governor"."""
    is_noun = line.tokens[index].text == "state" and ends_phrase(line, index)
    return is_noun and line.low(index + 1) not in ("of", "in", "'s")


def _has_field(line: Line, index: int) -> bool:
    """Whether "the labour department" or "the country's privacy watchdog" stands there, which are a state's."""
    if not ends_phrase(line, index):
        return False
    first = index
    if line.low(first - 1) in _OF_ELECTIONS:
        is_named = line.low(index + 1) == "," and line.low(index + 2) == "the"  # "the election commission, the ZEC,"
        return line.low(first - 2) == "the" and not is_named
    while first and (
        line.low(first - 1) in words("portfolio") or line.low(first - 1) in ("and", "state", "federal", "national")
    ):
        first -= 1
    owner = next((i for i in range(index - 1, max(index - _MAX_QUALIFIERS, 0), -1) if line.low(i) == "'s"), 0)
    is_countrys = owner > 0 and line.low(owner - 1) in ("country", "nation") and line.low(owner - 2) == "the"
    return is_countrys or (first < index and line.low(first - 1) in ("the", "our"))


def _is_field(line: Line, index: int) -> bool:
    """Whether a word tells a ministry: "the labour ministry", "the central bank"."""
    low = line.low(index)
    is_word = low.isalpha() and line.tokens[index].text.islower() and low not in words("function")
    return is_word and low not in words("determiner") and not line.matches[index]


def _central_bank(lines: Sequence[Line], bodies: Bodies, position: int) -> Actor | None:
    """The central bank that is named before a place of the article: the Federal Reserve, the Bank of Spain."""
    found: Actor | None = None
    for line in lines:
        for index, token in enumerate(line.tokens):
            if token.start >= position:
                return found
            body, match = line.body(index), line.matches[index]
            actor = bodies.actor(body) if body else match.actor if match else None
            if actor and _CENTRAL_BANK.match(actor.name):
                found = actor
    return found
