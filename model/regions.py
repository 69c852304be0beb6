"""States of a federation and nations below the state where they act or are judged: "Arkansas did not", "with Kerala".

Most mentions of them are places: "in Iowa", "Austin, Texas", "Ohio lawmakers". They are actors where they head a verb,
stand behind a verb or a preposition of taking sides, where their government or their people are named, and where a
plural name of the people stands. Their capitals are they in the same contexts, where the article names the state
besides. Georgia, which is a country too, and others whose names people and towns bear count by their government alone;
Washington is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .gazetteer import GazetteerMatch
from .lexicon import any_of, table, words
from .records import Actor, Span
from .told import overlaps_any
from .verbs import cue_forms

__all__ = ["is_region", "with_regions"]

_AUXILIARIES = frozenset(
    "has had did does will would shall should can could may might must cannot didn't doesn't won't "
    "hasn't wouldn't".split()
)
#: What states do, beside what they say.
_DEEDS = frozenset(
    "sued sues gave gives took takes kept keeps got gets made makes let lets "
    "went goes spent spends paid pays sent sends "
    "left leaves lost loses won wins banned bans passed passes enacted adopted approved approves rejected rejects "
    "filed files deserves deserved needs needed wants wanted owes owed sits sat treats treated punished punishes "
    "stood stands fails failed tried tries ignored ignores stole steals ran runs became becomes "
    "remains remained eliminated eliminates abolished abolishes repealed ended ends scrapped scraps cut cuts halted "
    "halts challenged challenges outlawed legalized legalised".split()
)
#: Before a state that is aimed at; "visited Ohio" and "flooded Texas" are not among them.
_AIMED = frozenset(
    f"{stem}{ending}"
    for stem, endings in {
        "su": "e es ed ing", "punish": " es ed ing", "reward": " s ed ing", "betray": " s ed ing",
        "insult": " s ed ing", "short-chang": "e es ed ing", "shortchang": "e es ed ing", "back": " s ed ing",
        "support": " s ed ing", "help": " s ed ing", "hurt": " s ing", "harm": " s ed ing", "rob": " s bed bing",
        "cheat": " s ed ing", "defend": " s ed ing", "protect": " s ed ing", "trust": " s ed ing",
        "bull": "y ies ied ying", "target": " s ed ing", "ignor": "e es ed ing", "respect": " s ed ing",
        "abandon": " s ed ing", "fail": " s ed ing", "treat": " s ed ing", "starv": "e es ed ing",
        "admir": "e es ed ing", "applaud": " s ed ing", "salut": "e es ed ing", "lectur": "e es ed ing",
        "mock": " s ed ing", "sham": "e es ed ing", "neglect": " s ed ing", "order": " s ed ing",
        "let": " s ting", "ask": " s ed ing", "want": " s ed ing", "forc": "e es ed ing", "compensat": "e es ed ing",
        "overrul": "e es ed ing", "threaten": " s ed ing", "envy": " ing", "lov": "e es ed ing", "hat": "e es ed ing",
        "sacrific": "e es ed ing", "bankrupt": " s ed ing", "humiliat": "e es ed ing", "attack": " s ed ing",
    }.items()
    for ending in endings.split(" ")
)  # fmt: skip
_SIDES = frozenset({"with", "against", "unlike", "for", "by", "toward", "towards"})
#: Before "with Texas" and "for Ohio" where these are places: "borders with Texas", "left for Ohio", "a seat for Iowa".
_NO_SIDES = frozenset(
    "left leaving leaves leave bound headed heading heads departed departing border borders boundary line map weather "
    "forecast seat senator senate governor congress race runs running ran run campaign candidate candidates district "
    "warning warnings flight flights flood chart delegate delegates play ready root rooting campaigning vote votes "
    "voted primary polls margins points".split()
)
#: What is given "to" a state, or laid "on" it.
_GIVEN = frozenset(
    "aid help support relief apology apologise apologize apologised apologized apologises apologizes apologising "
    "thanks grateful thankful gratitude loyal unfair fair insult threat gift favour favor message kind cruel betrayal "
    "debt justice lie lied lying owed owes owe".split()
)
_LAID = frozenset("imposed impose imposing imposes attack attacks assault war pressure forced verdict".split())
#: Of a state they are the state.
_PEOPLE_OF = frozenset("people government voters citizens taxpayers farmers families workers".split())
_STATE_NOUNS = frozenset("government administration cabinet authorities officials ministers executive people".split())
#: Behind a noun of another: "Iowa people", "Ohio ministers".
_NO_DEMONYM = frozenset({"people", "ministers", "executive", "cabinet", "administration"})
#: Adjectives beside the names, which all name nations below a state.
_ADJECTIVES = {
    "Scottish": "Scotland", "Welsh": "Wales", "Northern Irish": "Northern Ireland", "Catalan": "Catalonia",
    "Bavarian": "Bavaria", "Victorian": "Victoria", "Tasmanian": "Tasmania", "Albertan": "Alberta",
}  # fmt: skip
#: "the state of Ohio" of a suit, not "his home state of Ohio"
_SUED = re.compile(r"\b(?:against|with|by|sued|sue|suing|accused|blamed|owed|owes) the\s\Z")
#: They tell how many of a people do something.
_COUNTED = frozenset(
    "% percent thousands hundreds millions dozens majority half number third quarter many most "
    "some few several pair".split()
)
#: Names of people, towns and countries as well.
_SHARED = frozenset({"Georgia", "Victoria", "Punjab", "Virginia", "Montana", "Hesse"})
_SHARED_PEOPLE = frozenset({"Georgians", "Victorians", "Texans", "Islanders", "Punjabis", "Hawaiians", "Scots"})
# How far a context reaches.
_BEFORE = 40
_WORDS_BEFORE = re.compile(r"(?:([\w’'-]+|[,;:—–-]|[\"“”(])\s?)?([\w’'-]+|[,;:—–]|[\"“”(-])[^\S\n]?\Z")
_BEHIND = re.compile(
    r"(?:,? (?:(?!assembly|family|supply|rally)\w+ly|too|also|never|once|still),?"
    r"|, (?:leading|joined|backed|followed|along|which)\b[^,;.]{1,60},)? (?P<word>[a-z][\w’'-]*)"
)
_OF_STATE = re.compile(r"(?:['’]s?)? (?P<noun>[Gg]overnment|[a-z]+)(?![\w-])")


def with_regions(text: str, matches: Sequence[GazetteerMatch]) -> tuple[GazetteerMatch, ...]:
    """The matches with the states and nations below a country that act or are judged.

    Args:
        text: the article.
        matches: what the gazetteer found, in order.
    """
    found = list(_regions(text, matches))
    if not found:
        return tuple(matches)
    spans = [match.span for match in found]
    kept = (match for match in matches if match.actor.kind != "place" or not overlaps_any(spans, match.span))
    return tuple(sorted((*kept, *found), key=lambda match: match.span))


def _regions(text: str, matches: Sequence[GazetteerMatch]) -> Iterator[GazetteerMatch]:
    taken = [match.span for match in matches if match.actor.kind != "place"]
    every = [(Span(*hit.span()), _forms()[hit[0]]) for hit in _pattern().finditer(text)]
    named = {name for _, (name, kind) in every if kind == "name"}
    found: list[tuple[Span, str]] = []
    left: list[tuple[Span, str]] = []
    for span, (name, kind) in every:
        if overlaps_any(taken, span) or (kind == "seat" and name not in named):
            continue
        whole = _acting(text, span, kind)
        if whole:
            found.append((whole, name))
        elif kind == "name":
            left.append((span, name))
    # What acts once is also meant where something is held out "to Alberta".
    acting = {name for _, name in found}
    found += [(span, name) for span, name in left if name in acting and _is_reached(text, span)]
    end = -1
    for span, name in sorted(found):
        if span.start >= end:
            end = span.end
            yield GazetteerMatch(span, _actor(name), "name", span.of(text))


def _acting(text: str, span: Span, kind: str) -> Span | None:
    """The span of a region that is an actor, with the words that make it one; None of a place."""
    surface = span.of(text)
    before = _WORDS_BEFORE.search(text, max(span.start - _BEFORE, 0), span.start)
    last, first = (before[2], before[1] or "") if before else ("", "")
    low = last.lower()
    of_state = _OF_STATE.match(text, span.end)
    noun = of_state["noun"].lower() if of_state else ""
    is_owner = text[span.end : span.end + 1] in ("'", "’")
    if kind != "seat" and of_state and noun in _STATE_NOUNS and last not in (",", "-") and low not in _COUNTED:
        is_its = is_owner or kind == "adjective" or noun not in _NO_DEMONYM
        return Span(span.start, of_state.end()) if is_its else None
    if kind == "adjective" or last in ("-", "(") or (last[:1].isupper() and low not in _STARTS):
        return None
    if kind == "people":
        is_counted = last[:1].isdigit() or low in _COUNTED or (low == "of" and first.lower() in _COUNTED)
        is_whole = not low[:1].isalpha() or low in words("function") or low in _AIMED or low in _said()
        is_whole = (is_whole or low.endswith("ing")) and not is_counted and surface not in _SHARED_PEOPLE
        return span if is_whole and text[span.end : span.end + 1] != "-" else None
    if surface in _SHARED or is_owner or _goes_on(text, span.end):
        return None
    if low == "of" and kind == "name":
        at = text.rfind(first, 0, span.start)
        is_sued = first == "state" and _SUED.search(text, max(at - _BEFORE, 0), at) is not None
        return Span(at, span.end) if first in _PEOPLE_OF or is_sued else None
    is_aimed = low in _SIDES and first.lower() not in _NO_SIDES
    is_aimed = is_aimed or (low == "to" and first in _GIVEN) or (low == "on" and first in _LAID)
    is_aimed = is_aimed or low in _AIMED or (low in cue_forms() and low not in words("speech_verb"))
    if is_aimed and not _tells_apart(text, span.end):
        return span
    behind = _BEHIND.match(text, span.end)
    is_first = not low[:1].isalpha() or low in _STARTS or low in cue_forms() or low in words("speech_verb")
    if behind is None or not is_first or _is_list(last, first):
        return None
    word = behind["word"]
    is_doing = word in ("is", "was") and re.match(r" \w+ing\b", text[behind.end() : behind.end() + _BEFORE]) is not None
    return span if is_doing or word in _AUXILIARIES or word in _DEEDS or word in _said() else None


def _is_reached(text: str, span: Span) -> bool:
    """Whether something is held out "to Alberta", of which the article tells elsewhere what it does."""
    before = _WORDS_BEFORE.search(text, max(span.start - _BEFORE, 0), span.start)
    is_to = before is not None and before[2] == "to" and (before[1] or "").lower() not in _MOVING
    return is_to and not _goes_on(text, span.end) and text[span.end : span.end + 1] not in ("'", "’")


#: Before "to Ohio" where it is a place.
_MOVING = frozenset(
    "moved move moving moves went gone go goes going come came coming travel travelled traveled travelling traveling "
    "fly flew flying trip trips visit visits back return returned returning returns drove drive way road close next "
    "home train flight flights bus tour extradited transferred deported shipped".split()
)
#: Before the subject of a clause.
_STARTS = frozenset(
    "that and but while so or because since as if when where although though said says whether which what how than "
    "only today yesterday then perhaps maybe after before until unless once".split()
)


def _tells_apart(text: str, end: int) -> bool:
    """Whether a state only tells which one something is: "confirmed Tennessee prosecutors"."""
    noun = re.match(r" ([a-z][\w-]*)", text[end : end + _BEFORE])
    if noun is None:
        return False
    is_verb = noun[1] in words("function") or noun[1] in _said() or noun[1] in _DEEDS
    return not is_verb and not noun[1].endswith(("ing", "ly"))


def _is_list(last: str, first: str) -> bool:
    """Whether a town or another state stands before: "Austin, Texas", "in Ohio and Texas"."""
    return last in (",", "and", "or") and first[:1].isupper()


def _goes_on(text: str, end: int) -> bool:
    """Whether a longer name goes on: "Ohio State", "Oregon-based"."""
    return re.match(r"-|[^\S\n](?:[A-Z]|\d)", text[end : end + 2]) is not None


@cache
def _said() -> frozenset[str]:
    forms = {form for form in cue_forms() if form.endswith(("ed", "s"))}
    return frozenset(forms | words("speech_verb") | words("state_act"))


def is_region(actor: Actor) -> bool:
    """Whether an actor is a state of a federation or a nation below the state."""
    return actor.name in _forms() and actor == _actor(actor.name)


@cache
def _actor(name: str) -> Actor:
    return Actor(name, "organisation")


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """By each form the name of the region, and what the form is: name, people, seat or adjective."""
    forms = {seat: (row["name"], "seat") for row in table("regions.csv") for seat in filter(None, [row["seat"]])}
    forms |= {adjective: (name, "adjective") for adjective, name in _ADJECTIVES.items()}
    for row in table("regions.csv"):
        forms |= {people: (row["name"], "people") for people in row["people"].split("|") if people}
        forms[row["name"]] = (row["name"], "name")
    return forms


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of(_forms())})(?!\w)")
