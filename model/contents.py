"""Finds what was said: the content that belongs to each reporting expression of a sentence.

Content stands before the cue, after it, or on both sides of it, and ends where the
next cue beside it begins. It never leaves the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import (
    MAX_LOOK,
    TIME_NOUNS,
    WEAK_TIMES,
    TaggedSentence,
    is_modifier,
    is_person_like,
    main_subject,
    nearest_subject,
)
from .cues import PARTICIPLE_LEADS, REMARK_VERB, Cue
from .phrases import noun_phrase_after
from .verbs import CueVerb

__all__ = ["find_contents", "introduced_quotations", "without_outer"]

_INTRODUCED_TOKENS = 6  # a quotation after a colon needs as many words and marks to be speech
_MAX_LATER = 12  # cues after a cue that can end its content
_ADVERBIAL_PREPOSITIONS = frozenset(
    "in on at during after before from through via by to following upon outside inside".split()
)
_QUESTION_WORDS = frozenset("if whether how why what who where when which".split())
_CLAUSE_BREAKS = frozenset("while although though whereas but".split())
_QUOTE_ENDS = frozenset({",", ".", "?", "!", "…", "-", "--", "—", "–", ";", ":", ")", "’", "'"})


def find_contents(view: TaggedSentence, cues: list[Cue]) -> None:
    """Fills ``content`` of every cue that does not have it yet.

    Args:
        view: the sentence.
        cues: its cues in order, with their sources; cues that name a preposition
            ("warned of") are also extended over it.
    """
    begin = 0  # where the stretch of the sentence that belongs to the current cue begins
    for number, cue in enumerate(cues):
        stop = _stop(view, cue, cues[number + 1 :])
        if _is_embedded(view, cue):
            stop = next(
                (
                    k
                    for k in range(cue.end + 1, min(stop, cue.end + MAX_LOOK))
                    if view.is_mark(k, ",") and view.tag(k + 1) != "CONJ"
                ),
                stop,
            )
        if not cue.content:
            if cue.verb is None:
                _content_of_according(view, cue, begin, stop)
            else:
                _content_of_verb(view, cue, begin, stop)
        # "Tehran wants talks, he argued": the attitude is part of what the later speaker says.
        following = cues[number + 1] if number + 1 < len(cues) else None
        is_inner = cue.is_attitude and following and view.is_mark(stop, ",") and _trails(view, following)
        if stop < view.size and not is_inner:
            begin = stop


def _is_embedded(view: TaggedSentence, cue: Cue) -> bool:
    """Whether the cue stands in a relative clause or one opened by ``as``, ``when``, ``although``."""
    if view.lower(cue.start - 1) in ("who", "which"):
        return True
    if cue.shares_subject and cue.start == 0:
        return True
    opener = view.lower(cue.clause_start - 1)
    if opener == "as":
        return cue.end >= view.size or not view.is_mark(_skip_adverbials(view, cue.end, view.size), ",")
    return opener in ("when", "although", "though", "while", "after", "since", "because", "if", "whom", "which")


def _stop(view: TaggedSentence, cue: Cue, later: list[Cue]) -> int:
    """Where the stretch after ``cue`` ends: before the next cue that stands beside it, not inside its content."""
    for other in later[:_MAX_LATER]:
        at = other.clause_start
        if at <= cue.end:
            continue
        before = view.tokens[at - 1]
        if view.quoted[at - 1] and at - 1 not in view.closes:
            continue
        if other.shares_subject:
            if view.is_mark(at - 1, ",") or before.tag == "CONJ" or before.lower in PARTICIPLE_LEADS:
                return _before_conjunction(view, at)
            continue
        if before.text in (";", ",") and _trails(view, other):
            return at - 1
        if before.text == ";" or (
            before.tag in ("CONJ", "SUB") and (before.lower in _CLAUSE_BREAKS or view.is_mark(at - 2, ","))
        ):
            return _before_conjunction(view, at)
        if other.verb is None and view.lower(other.start) == "according":
            return at - 1 if before.text == "," else at
    return view.size


def _before_conjunction(view: TaggedSentence, at: int) -> int:
    while at > 0 and (
        view.tokens[at - 1].tag in ("CONJ", "SUB", "ADV")
        or view.tokens[at - 1].text in ",;"
        or view.lower(at - 1) in PARTICIPLE_LEADS
    ):
        if view.quoted[at - 1]:
            break
        at -= 1
    return at


def _trails(view: TaggedSentence, cue: Cue) -> bool:
    """Whether nothing but adverbials follows a cue up to the end of the sentence or a comma."""
    if cue.verb is None:
        return True
    begin = cue.source[1] if cue.inverted and cue.source else cue.end
    k = _skip_adverbials(view, begin, view.size)
    if k < view.size and "hearer" in cue.verb.takes:
        k = _skip_adverbials(view, noun_phrase_after(view.tokens, k, view.is_verb), view.size)
    return k >= view.size or view.tokens[k].text in (",", ";", ".")


def _content_of_according(view: TaggedSentence, cue: Cue, begin: int, stop: int) -> None:
    assert cue.source is not None
    end = cue.source[1]
    leads = cue.start == begin or view.tag(cue.start - 1) in ("CONJ", "ADV")
    # The phrase of the source runs up to the comma: "according to a person who knows the plan, …".
    comma = next((k for k in range(end, min(stop, end + MAX_LOOK)) if view.is_mark(k, ",")), -1)
    if leads:
        if comma > 0:
            cue.content.append((comma + 1, stop))
        return
    cue.content.append((begin, cue.start))
    if (
        view.is_mark(cue.start - 1, ",")
        and view.is_mark(end, ",")
        and view.lower(end + 1) not in ("who", "which", "a", "an", "the")
        and (_is_statement(view, end + 1, stop) or view.tag(end + 1) in ("AUX", "VERB"))
    ):
        cue.content.append((end + 1, stop))


def _content_of_verb(view: TaggedSentence, cue: Cue, begin: int, stop: int) -> None:
    assert cue.verb is not None
    relative = view.lower(cue.start - 1) in ("who", "which")
    left = _left_content(view, cue, begin) if _can_follow(cue.verb) and not relative else None
    after = cue.source[1] if cue.inverted and cue.source else cue.end
    right, via_comma = _right_start(view, cue, after, stop)
    subject = _subject_of_quotation(view, cue, begin, right) if via_comma and left is None else None
    if subject is not None:
        cue.content += [subject, (right, _right_end(view, right, stop))]
        return
    left_quoted = left is not None and left[1] - 1 in view.closes
    if right >= 0 and via_comma and right not in view.opens and not left_quoted and not cue.shares_subject:
        cue.content += _around(view, cue, begin, right, stop)
        return
    if right >= 0 and left is not None and not left_quoted and not via_comma:
        left = None  # "On Sunday, X said …"
    if right >= 0 and left_quoted and not (right in view.opens or view.lower(right) == "that"):
        right = -1
    if cue.verb is REMARK_VERB or (via_comma and right not in view.opens):
        right = -1
    if left is not None:
        cue.content.append(left)
    if right >= 0:
        cue.content.append((right, _right_end(view, right, stop)))


def _around(view: TaggedSentence, cue: Cue, begin: int, right: int, stop: int) -> list[tuple[int, int]]:
    """The content around ``A, X said, B`` and after ``As X said, B``."""
    if view.lower(cue.clause_start - 1) == "as":
        return [(right, stop)]
    if not view.is_mark(cue.clause_start - 1, ","):
        return []
    while begin < cue.clause_start - 1 and view.tag(begin) == "CONJ":
        begin += 1
    return [(begin, cue.clause_start - 1), (right, stop)] if begin < cue.clause_start - 1 else [(right, stop)]


def _subject_of_quotation(view: TaggedSentence, cue: Cue, begin: int, right: int) -> tuple[int, int] | None:
    """The ``A`` of ``A, X said, "has fallen"``: a noun phrase before a quotation that goes on with a verb."""
    comma = cue.clause_start - 1
    if right not in view.opens or not view.is_mark(comma, ",") or not _can_open_predicate(view, right + 1):
        return None
    while begin < comma and view.tag(begin) in ("CONJ", "ADV"):
        begin += 1
    end = noun_phrase_after(view.tokens, begin, view.is_verb, comma, long=True)
    return (begin, comma) if begin < end == comma else None


def _can_open_predicate(view: TaggedSentence, index: int) -> bool:
    """Whether a finite verb, or an adverb before one, may stand at ``index``: ``never``, ``hides``."""
    tag = view.tag(index)
    return tag in ("AUX", "VERB", "ADV", "NEG") or (tag == "NOUN" and view.lower(index).endswith(("s", "ed")))


def _can_follow(verb: CueVerb) -> bool:
    """Whether what was said can stand before the verb: ``"…," he said``, never ``"…," he praised``."""
    return verb is REMARK_VERB or not verb.takes.isdisjoint(("any", "clause", "quote"))


def _left_content(view: TaggedSentence, cue: Cue, begin: int) -> tuple[int, int] | None:
    """What was said, where it stands before the cue: up to a quotation's end or a comma."""
    at = cue.clause_start
    if cue.shares_subject or at <= begin:
        return None
    if view.lower(at - 1) in ("as", "and", "but") and at - 1 > begin:
        at -= 1
    last = at - 1
    while last >= begin and view.is_mark(last, ","):
        last -= 1
    if last < begin:
        return None
    if last in view.closes:
        first = view.closes[last]
        if last == at - 1 and view.tokens[max(last - 1, first)].text not in _QUOTE_ENDS:
            return None
        words = view.tokens[first - 1].text if first > begin else ""
        if words and words not in ".:;" and not _is_statement(view, begin, last + 1):
            return None
        if words in ("", ".", ":", ";", ","):
            return (first, last + 1) if words != "," else (_reach(view, begin, first), last + 1)
        return begin, last + 1
    if not view.is_mark(at - 1, ",") or not _trails(view, cue) or not _is_statement(view, begin, last + 1):
        return None
    return begin, last + 1


def _reach(view: TaggedSentence, begin: int, first: int) -> int:
    """Where content that ends in a quotation begins: with the clause before it, if that is one."""
    return begin if _is_statement(view, begin, first) else first


def _has_comma(view: TaggedSentence, start: int, end: int) -> bool:
    return any(view.is_mark(k, ",") for k in range(start, min(end, start + MAX_LOOK)))


def _is_statement(view: TaggedSentence, start: int, end: int) -> bool:
    """Whether tokens ``[start, end)`` hold a subject and a verb, and are no mere ``when`` clause."""
    while start < end and view.tokens[start].tag in ("CONJ", "MARK", "ADV"):
        start += 1
    if start >= end or (view.tokens[start].tag in ("SUB", "PREP") and not _has_comma(view, start, end)):
        return False
    stop = min(end, start + MAX_LOOK)
    if view.is_verb[start] and view.tag(start) in ("NAME", "NOUN") and view.lower(start).endswith(("ed", "ing")):
        return False
    return any(view.is_verb[k] or view.tokens[k].lower in ("'s", "'re") for k in range(start + 1, stop))


def _right_start(view: TaggedSentence, cue: Cue, k: int, stop: int) -> tuple[int, bool]:
    """Where what was said begins after the cue.

    Returns:
        The index, or -1 if nothing of it stands there, and whether a comma leads to it.
    """
    verb = cue.verb
    assert verb is not None
    takes = verb.takes
    speaks = not takes.isdisjoint(("any", "clause", "quote"))
    hearer = "hearer" in takes
    moved = False  # something stood between the cue and here
    heard = -1  # where the hearer stands
    for _ in range(12):
        if k >= stop:
            return -1, False
        token = view.tokens[k]
        if k in view.opens:
            return k, False
        if token.text == ":":
            return (k + 1, False) if k + 1 < stop and (speaks or k + 1 in view.opens) else (-1, False)
        if token.text == ",":
            if k + 1 in view.opens:
                return k + 1, True
            if speaks and (that := _that_ahead(view, k + 1, stop, speaks=True)) >= 0:
                return that, False
            plain = speaks and takes != frozenset({"quote"}) and not cue.inverted
            return (k + 1, True) if plain and k + 1 < stop else (-1, False)
        if takes == frozenset({"quote"}):
            following = _skip_adverbial(view, k, stop)
            if following == k:
                return -1, False
            k = following
            continue
        if token.lower == "that" and speaks:
            return k, False
        if token.lower in _QUESTION_WORDS and (speaks or "object" in takes):
            return k, False
        if token.lower in verb.prepositions and (not moved or not hearer) and view.tag(k + 1) != "TIME":
            if not cue.inverted and not moved:
                cue.end = k + 1
            if token.lower == "out":
                takes, speaks = frozenset({"clause", "object"}), True
                k += 1
                continue
            return (k + 1, False) if k + 1 < stop else (-1, False)
        if _is_infinitive(view, k) and ("infinitive" in takes or (moved and "hearer" in takes)):
            # "told Orlan to leave": whoever is told to do something is part of what is said.
            return (heard if heard >= 0 else k), False
        following = _skip_adverbial(view, k, stop)
        if following > k and (not _opens_object(view, k, takes)):
            k, moved = following, True
            continue
        if hearer:
            end = noun_phrase_after(view.tokens, k, view.is_verb, stop)
            if end > k and not _is_clause_start(view, k, end, takes):
                heard, k, hearer, moved = k, end, False, True
                continue
        return (k, False) if _accepts(view, k, stop, takes) else (_that_ahead(view, k, stop, speaks=speaks), False)
    return -1, False


def _is_infinitive(view: TaggedSentence, k: int) -> bool:
    return view.lower(k) == "to" and view.tag(k + 1) == "NOUN" and view.lower(k + 1) not in ("reporters", "journalists")


def _that_ahead(view: TaggedSentence, k: int, stop: int, *, speaks: bool) -> int:
    """The ``that`` a few words ahead, with no verb before it, or -1: ``told the paper Al-Noor, in Basra, that …``."""
    for at in range(k, min(stop, k + 12) if speaks else k):
        if view.lower(at) == "that":
            return at
        if at in view.opens or view.is_verb[at] or view.tag(at) in ("AUX", "VERB", "SUB", "CONJ"):
            break
    return -1


def _opens_object(view: TaggedSentence, k: int, takes: frozenset[str]) -> bool:
    return "object" in takes and view.tokens[k].tag in ("DET", "NAME", "PRP")


def _is_clause_start(view: TaggedSentence, start: int, end: int, takes: frozenset[str]) -> bool:
    """``told X that …`` against ``said X is …``: whether a verb follows the noun phrase at once."""
    if (
        "any" in takes
        and "clause" not in takes
        and view.tag(start) == "PRON"
        and view.lower(start) not in ("it", "you")
    ):
        return True
    return "clause" in takes and end < view.size and (view.is_verb[end] or view.tag(end) in ("AUX", "VERB"))


def _accepts(view: TaggedSentence, k: int, stop: int, takes: frozenset[str]) -> bool:
    """Whether a verb that takes ``takes`` can be followed by the words at ``k``."""
    token = view.tokens[k]
    if token.tag == "MARK" and token.text not in "$[(":
        return False
    if "object" in takes and token.lower == "that":
        return True
    if "any" in takes:
        return token.lower not in ("so", "to") or stop - k > 3
    if token.tag == "PREP":
        return False
    if "object" in takes and token.tag in ("DET", "NAME", "NOUN", "PRP", "PRON", "OBJ", "NUM"):
        return True
    return "clause" in takes and _is_clause(view, k, stop)


def _is_clause(view: TaggedSentence, start: int, stop: int) -> bool:
    """Whether a finite verb comes before the next comma: ``argued the deal would fail``."""
    if view.tokens[start].tag in ("PREP", "CONJ", "SUB"):
        return False
    for k in range(start + 1, min(stop, start + 15)):
        if view.tokens[k].text in (",", ";") or view.tokens[k].tag == "SUB":
            return False
        if (
            view.tokens[k].tag in ("AUX", "VERB")
            or view.tokens[k].lower in ("'s", "'re")
            or (view.is_verb[k] and view.tokens[k].tag == "NOUN" and not is_modifier(view, k))
        ):
            return True
    return False


def _skip_adverbials(view: TaggedSentence, k: int, stop: int) -> int:
    while (following := _skip_adverbial(view, k, stop)) > k:
        k = following
    return k


def _skip_adverbial(view: TaggedSentence, k: int, stop: int) -> int:
    """Index after one adverb, time or prepositional phrase at ``k``, or ``k`` if none stands there."""
    if k >= stop or k in view.opens:
        return k
    token = view.tokens[k]
    if token.tag == "TIME":
        k += 1
        while k < stop and (view.tag(k) in ("NUM", "TIME") or view.lower(k) in TIME_NOUNS):
            k += 1
        return k
    if token.lower in WEAK_TIMES and (
        view.tag(k + 1) == "TIME" or view.lower(k + 1) in TIME_NOUNS or view.lower(k + 1) in WEAK_TIMES
    ):
        return k + 2
    if token.tag == "ADV" and not view.is_mark(k + 1, ","):
        return k + 1
    if token.lower == "to" and view.tag(k + 1) == "NOUN" and not view.lower(k + 1).endswith("s"):
        return k
    if token.lower in _ADVERBIAL_PREPOSITIONS:
        end = noun_phrase_after(view.tokens, k + 1, view.is_verb, stop)
        if end == k + 1 and view.tag(k + 1) == "TIME":
            return _skip_adverbial(view, k + 1, stop)
        if end in view.opens and end < stop and (end == k + 1 or view.tag(end - 1) == "POSS"):
            return view.opens[end]  # on Channel 9's "Evening Hour"
        return end if end > k + 1 else k
    return k


def _right_end(view: TaggedSentence, start: int, stop: int) -> int:
    """Where content that begins at ``start`` ends, at the latest at ``stop``."""
    if start not in view.opens:
        return stop
    end = min(view.opens[start], stop)
    while end < stop:
        token = view.tokens[end]
        if end in view.opens:
            end = view.opens[end]
        elif token.tag == "CONJ" and (end + 1 in view.opens or view.lower(end + 1) in ("that", "to")):
            return stop
        else:
            break
    if end < stop and view.tokens[end].tag in ("AUX", "VERB", "NOUN", "NAME"):
        return stop
    return end


def introduced_quotations(view: TaggedSentence, cues: Sequence[Cue]) -> list[Cue]:
    """``X was blunt: "…"``: a colon leads to a quotation that no other cue explains."""
    found: list[Cue] = []
    for first, end in view.opens.items():
        taken = any(start < end and first < stop for cue in cues for start, stop in cue.content)
        if taken or end - first < _INTRODUCED_TOKENS or not view.is_mark(first - 1, ":"):
            continue
        source = nearest_subject(view, first - 1)
        if source is None or not is_person_like(view, source):
            source = main_subject(view, first - 1)
        if source is None or not is_person_like(view, source):
            continue
        cue = Cue(first - 1, first, None, source, first - 1)
        cue.content.append((first, end))
        found.append(cue)
    return found


def without_outer(view: TaggedSentence, cues: list[Cue]) -> list[Cue]:
    """Drops ``…, the agency reported.`` behind a sentence that already says who speaks."""
    kept: list[Cue] = []
    inner = False  # whether a cue before already says who speaks
    for cue in cues:
        left = [end for _, end in cue.content if end <= cue.start]
        is_outer = inner and left and view.is_mark(cue.clause_start - 1, ",") and max(left) - 1 not in view.closes
        if not is_outer:
            kept.append(cue)
        speaks = cue.verb is not None and not cue.is_attitude
        inner = inner or bool(speaks and cue.content and cue.source and not cue.passive)
    return kept
