"""Who acts in a sentence that reports no speech: the subject of "Syria took Baghdad's side".

What an actor does is a stance as much as what it says, and such sentences are most of
those in which two actors meet. Subjects are found by order and shape, without a
parser: an actor or a pronoun at the head of the sentence, behind adverbs and opening
phrases, and a verb behind it. Where that leaves doubt there is no act, and the
sentence stays the article's own voice.

Further clauses count where a comma and a conjunction open them ("…, while Norway backed
Chile"). Left out: passives ("Brazil was praised"), in which the subject does nothing; verbs
in the present that may be plural nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .lexicon import words
from .records import Actor, Mention, Span
from .titles import Line

__all__ = ["Act", "Subject", "find_clauses", "find_subject", "is_active", "is_verb", "predicate_at", "stands_alone"]

# How far an opening phrase, an apposition or a relative clause may reach, in tokens.
_MAX_OPENING = 16
_MAX_APPOSITION = 25
# How many more may share a verb; keeps a huge list linear.
_MAX_LIST = 20
#: Who acts for a state; a court or a parliament does as often against its government.
_INSTITUTIONS = frozenset(
    "government ministry cabinet embassy presidency administration army military navy junta regime authorities".split()
)
# How many words may tell whose "Peru's foreign ministry" is.
_MAX_INSTITUTION = 4
# How many words may tell what a body is: "the Swiss budget airline Helvair".
_MAX_DESCRIPTION = 4
_BODIES = frozenset({"organisation", "party", "armed_group"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_OPENERS = frozenset("but and yet so still then later meanwhile however earlier separately instead also now".split())
_CLAUSE_OPENERS = frozenset({"and", "but", "while", "whereas"})
_PREPOSITIONS = frozenset(
    "in on at after before during for with without despite under from by since following amid over as to".split()
)
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_AUXILIARIES = frozenset("has have had will would did does do may might can could should must shall cannot".split()) | {
    "n't"
}
_ADVERBS = frozenset(
    "also not never no still already again even now then once twice hardly just too both all alone".split()
)
# Attitudes in the form of a participle: their subject feels, and suffers nothing.
_ATTITUDES = frozenset(
    "pleased concerned worried opposed committed satisfied disappointed alarmed delighted determined convinced "
    "prepared outraged angered dismayed encouraged dissatisfied displeased united aligned allied".split()
)
_IRREGULAR = frozenset(
    "beat became began bid bore bought broke brought built came cast caught chose clung cut dealt did drew drove fed "
    "fell felt fled flew forbade forgave fought found gave got grew heard held hid hit hurt kept knew laid led left "
    "lent let lit lost made meant met mistook overthrew paid put quit ran read rode rose said sang sat saw sent set "
    "shook shot shut slept slid sold sought spent split spoke spread stole stood strove struck stuck sued swept swore "
    "swung taught threw told took tore undercut understood undid upheld went wept withdrew withheld withstood won "
    "wore wrote".split()
)
# Other verbs in -s are as often nouns: "Iran talks", "Trump rallies".
_PRESENT = frozenset(
    "wants seeks needs hopes fears trusts regards considers sees treats remains stands refuses opposes rejects "
    "threatens imposes blocks bans helps supplies plans keeps gives takes makes owes deserves enjoys lacks".split()
)
# Between a subject and what it does: "Peru on Friday left", "Peru this week left".
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight mon tue wed thu fri sat "
    "sun".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec".split()
)
_SPANS = frozenset("week month year weekend morning afternoon evening night spring summer autumn winter".split())
_NEXT_WORD = re.compile(r"\s+([a-z][\w’'-]*)")
# Behind a name that describes no noun.
_MAY_FOLLOW = (
    _PREPOSITIONS | _BE | _AUXILIARIES | _ADVERBS | _IRREGULAR | _PRESENT | _CLAUSE_OPENERS
    | frozenset(
        "or nor who whom whose which that of than into over against toward towards about through between among because "
        "if when where though although until unless out up down off back himself herself not".split()
    )
)  # fmt: skip


class Subject(NamedTuple):
    """The subject of a sentence.

    Attributes:
        first: its mention, or None for a pronoun.
        others: further mentions that share the verb ("Poland and Lithuania").
        start: index of its first token.
        end: one past its last token (of the first mention, with the body of a state that is its).
        verb: index of the first word of the predicate.
    """

    first: Mention | None
    others: tuple[Mention, ...]
    start: int
    end: int
    verb: int


class Act(NamedTuple):
    """What a sentence tells of an actor's doings.

    Attributes:
        sentence: index of the sentence.
        actor: who acts.
        subject: the words that name who acts.
        predicate: from the verb to the end of the sentence.
    """

    sentence: int
    actor: Actor
    subject: Span
    predicate: Span


def find_subject(line: Line, mentions: Sequence[Mention]) -> Subject | None:
    """The subject of a sentence, or None where it cannot be told.

    Args:
        line: the sentence.
        mentions: its resolved mentions, in order.
    """
    start = _opening_end(line)
    if line.low(start) in _PRONOUNS:
        verb = predicate_at(line, start + 1)
        return Subject(None, (), start, start + 1, verb) if verb >= 0 else None
    return _subject_at(line, start, _by_start(line, mentions))


def find_clauses(line: Line, mentions: Sequence[Mention]) -> Iterator[Subject]:
    """The subjects of the further clauses of a sentence, in order: "…, but Norway and Chile backed it".

    Args:
        line: the sentence.
        mentions: its resolved mentions, in order.
    """
    by_start = _by_start(line, mentions)
    has_verb = False  # without one before it, "Peru, Ghana, and Norway left" is a list
    for at in range(1, len(line)):
        has_verb = has_verb or is_verb(line, at - 1)
        if has_verb and line.low(at) in _CLAUSE_OPENERS and line.low(at - 1) == ",":
            subject = _subject_at(line, at + 1, by_start)
            if subject:
                yield subject


def _by_start(line: Line, mentions: Sequence[Mention]) -> dict[int, Mention]:
    return {line.indices(m.start, m.end).start: m for m in mentions if m.kind != "place" and m.actor}


def _subject_at(line: Line, start: int, by_start: dict[int, Mention]) -> Subject | None:
    if line.low(start) == "the":
        start += 1
    first = by_start.get(start) or _apposed(line, start, by_start)
    subject = _subject_of(line, first, by_start) if first else None
    if subject is None and (described := _described(line, start, by_start)):
        return _subject_of(line, described, by_start)
    return subject


def _subject_of(line: Line, first: Mention, by_start: dict[int, Mention]) -> Subject | None:
    """The subject that begins with a mention, if what follows can be its predicate."""
    end = at = _institution_end(line, first)
    others: list[Mention] = []
    while len(others) < _MAX_LIST and line.low(at) in (",", "and") and (more := _joined(line, at, by_start)):
        others.append(more)
        at = line.indices(more.start, more.end).stop
    start = line.indices(first.start, first.end).start
    is_closed = line.low(at) == "," and any(line.low(k) == "," for k in range(max(start - 1, 0), end))
    verb = predicate_at(line, at + 1) if is_closed else -1  # "its president, Ana Petru, sued"
    verb = verb if verb >= 0 else predicate_at(line, _behind_insertion(line, at))
    return Subject(first, tuple(others), start, end, verb) if verb >= 0 else None


def _institution_end(line: Line, first: Mention) -> int:
    """Index behind a mention, and behind the body of a state that is its: "Peru's foreign ministry"."""
    stop = line.indices(first.start, first.end).stop
    if first.kind in _BODIES and line.low(stop) in words("body_noun"):
        return stop + 1  # "the Reed League party left"
    if first.kind != "country":
        return stop
    at = stop + (line.low(stop) == "'s")  # or "the Peruvian foreign ministry"
    while at < stop + _MAX_INSTITUTION and line.low(at) not in _INSTITUTIONS:
        if line.low(at) not in words("portfolio") | words("modifier"):
            return stop
        at += 1
    at += line.low(at + 1) in _INSTITUTIONS  # "army administration"
    return at + 1 if line.low(at) in _INSTITUTIONS else stop


def _opening_end(line: Line) -> int:
    """Index behind the adverbs and the prepositional phrase that open a sentence."""
    at = 0
    while line.low(at) in _OPENERS or (line.low(at).endswith("ly") and line.low(at) not in words("group")):
        at += 1
        at += line.low(at) == ","
    if line.low(at) in _PREPOSITIONS:
        comma = next((k for k in range(at, min(len(line), at + _MAX_OPENING)) if line.low(k) == ","), -1)
        return comma + 1 if comma > 0 else at
    return at


def _apposed(line: Line, start: int, by_start: dict[int, Mention]) -> Mention | None:
    """The person of "the state's governor, Ana Petru, sued": named behind a comma, with a comma and a verb behind."""
    comma = next((k for k in range(start, min(len(line), start + _MAX_OPENING)) if line.low(k) == ","), -1)
    named = by_start.get(comma + 1)
    if comma < 0 or named is None or named.kind != "person" or any(is_verb(line, k) for k in range(start, comma)):
        return None
    after = line.indices(named.start, named.end).stop
    return named if line.low(after) == "," else None


def _described(line: Line, start: int, by_start: dict[int, Mention]) -> Mention | None:
    """The body that a few words lead to: "the opposition Reed League left", "the Swiss airline Helvair left"."""
    for stop in range(start + 1, min(len(line), start + _MAX_DESCRIPTION + 1)):
        before, named = line.low(stop - 1), by_start.get(stop)
        if not before[:1].isalpha() or before in words("function") or is_verb(line, stop - 1):
            return None
        if named and named.kind == "country" and line.low(stop) in _INSTITUTIONS:
            return named  # "the foreign ministry in Lima sued"
        if named and named.kind in _BODIES:
            return None if before.endswith("s") and not line.matches[stop - 1] else named  # "the ships Maersk sold"
    return None


def _joined(line: Line, at: int, by_start: dict[int, Mention]) -> Mention | None:
    """The mention that goes on with a list at the comma or the "and" at ``at``."""
    after = at + 1
    after += line.low(after) == "and"
    after += line.low(after) == "the"
    return by_start.get(after)


def _behind_insertion(line: Line, at: int) -> int:
    """Index behind ", which would pay the largest share," and "(R-Ohio)"; -1 if it is never closed."""
    closing = {",": ",", "(": ")", "—": "—", "–": "–"}.get(line.low(at))
    if closing is None:
        return at
    stop = min(len(line), at + _MAX_APPOSITION)
    return next((k + 1 for k in range(at + 1, stop) if line.low(k) == closing), -1)


def is_active(line: Line, at: int) -> bool:
    """Whether a verb in the past tense begins at ``at``: "and closed", "and also sent", not "and red" or "and had"."""
    verb = at
    while line.low(verb) in _ADVERBS or line.low(verb).endswith("ly"):
        verb += 1
    return predicate_at(line, at) >= 0 and line.low(verb) not in _AUXILIARIES | _BE


def predicate_at(line: Line, at: int) -> int:
    """Index ``at`` if a finite verb in the active begins there, adverbs before it passed over, else -1."""
    if at < 0:
        return -1
    verb = at = _behind_time(line, at)
    while line.low(verb) in _ADVERBS or line.low(verb).endswith("ly"):
        verb += 1
    if verb >= len(line) or line.tokens[verb].is_capitalised or not is_verb(line, verb):
        return -1
    return -1 if _is_passive(line, verb) else at


def _behind_time(line: Line, at: int) -> int:
    """Index behind "on Friday", "this week", "on 12 May" and "in March" at ``at``; ``at`` where none stands there."""
    low, following = line.low(at), line.low(at + 1)
    if low in _DAYS:
        return at + 1
    if low in ("this", "last") and following in _SPANS:
        return at + 2
    if low not in ("on", "in", "late", "early"):
        return at
    if following in _DAYS:
        return at + 2 + (line.low(at + 2) in _SPANS)
    if following in _MONTHS:
        return at + 2 + line.low(at + 2).isdecimal()
    return at + 3 if following.isdecimal() and line.low(at + 2) in _MONTHS else at


def stands_alone(text: str, end: int) -> bool:
    """Whether a name that ends at ``end`` stands for itself, not for a noun that it describes ("the Trump troops").

    Told by the next word: punctuation, a capital, a possessive, or what begins a predicate, a phrase or a clause.
    """
    match = _NEXT_WORD.match(text, end)
    word = match.group(1) if match else ""
    return not word or word.endswith(("ed", "ing", "ly")) or word in _MAY_FOLLOW


def is_verb(line: Line, at: int) -> bool:
    """Whether a finite verb may stand at ``at``."""
    low = line.low(at)
    is_past = len(low) > 4 and low.endswith("ed") and line.low(at + 1) != "by"
    return is_past or low in _IRREGULAR or low in _PRESENT or low in _BE or low in _AUXILIARIES


def _is_passive(line: Line, auxiliary: int) -> bool:
    """Whether "was", "has been" and the like lead to a participle that is no attitude."""
    at = auxiliary
    has_be = False
    while (low := line.low(at)) in _BE | _AUXILIARIES | _ADVERBS or low.endswith("ly"):
        has_be = has_be or low in _BE
        at += 1
    return has_be and low.endswith(("ed", "en")) and low not in _ATTITUDES
