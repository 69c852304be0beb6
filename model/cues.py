"""Finds the reporting expressions of a sentence and whose they are.

Verbs from ``cues.csv`` in the active and the passive voice, ``according to``, nouns
(``X's claim that``), a speaker's name before a colon, and the signature of a press
release. What was said is the business of ``contents``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .clauses import (
    BE,
    DASHES,
    MAX_LOOK,
    TaggedSentence,
    before_insertion,
    clause_floor,
    group_start,
    is_modifier,
    main_subject,
    nearest_subject,
    occasion_start,
    subject_before,
)
from .phrases import names_person, noun_phrase_after, noun_phrase_before
from .verbs import CueForm, CueVerb, cue_forms

__all__ = ["PARTICIPLE_LEADS", "REMARK_VERB", "Cue", "find_cues", "share_subjects"]

_CONTINUING_LEADS = frozenset("went goes going go continued continues continuing".split())
PARTICIPLE_LEADS = frozenset("by after before while when in and".split())
_PUBLICATIONS = frozenset(
    "statement letter tweet email e-mail memo post message speech article op-ed interview video ad note report press "
    "release column document essay conference remarks comments tweets posts emails letters statements".split()
)
_SPEECH_NOUNS = frozenset(
    "claim claims criticism criticisms condemnation praise warning warnings assertion assertions accusation "
    "accusations allegation allegations insistence promise pledge vow threat threats denial rejection suggestion "
    "contention protest".split()
)
_SPEECH_NOUN_LINKS = frozenset("that of for to about on against over".split())
_REMARKS = frozenset("remarks comments remark comment statement announcement".split())
_QUOTING = frozenset({"quote", "quoted", "quotes", "quoting"})
# How far before "as saying" the quoting verb may stand, in tokens.
_MAX_QUOTED = 18
_SKIPPED_AUXILIARIES = frozenset("should must could might may".split())
# "X made the remarks in …": what was said stands before, never after.
REMARK_VERB = CueVerb("make", False, frozenset(), frozenset())
# ", she went on," between what is said.
_GO_ON_VERB = CueVerb("go on", False, frozenset({"any"}), frozenset())


@dataclass(slots=True)
class Cue:
    """A reporting expression found in a sentence; indices are of tokens, half-open."""

    start: int
    end: int
    verb: CueVerb | None  # None: "according to" and other cues without a verb
    source: tuple[int, int] | None
    clause_start: int  # where the clause of this cue begins: its subject, or the cue itself
    shares_subject: bool = False
    inverted: bool = False
    passive: bool = False
    content: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @property
    def is_attitude(self) -> bool:
        """Whether the verb says what somebody feels or does, not what they say: ``wants``, ``backs``."""
        return self.verb is not None and self.verb.takes.isdisjoint(("any", "clause", "hearer"))


def find_cues(view: TaggedSentence) -> Iterator[Cue]:
    """The cues of a sentence outside its quotations, in no fixed order.

    A cue that shares the subject of another has no source until ``share_subjects``.
    """
    forms = cue_forms()
    for index, token in enumerate(view.tokens):
        if view.quoted[index]:
            continue
        if token.tag != "MARK" and (form := forms.get(token.lower)) is not None:
            if token.tag == "NAME" and index > 0 and not _starts_clause(view, index):
                continue
            cue = _verb_cue(view, index, form)
            if cue is None and token.lower in _SPEECH_NOUNS:
                cue = _noun_cue(view, index)
            if cue is not None:
                yield cue
        elif token.lower in ("according", "per"):
            if (cue := _according_to(view, index)) is not None:
                yield cue
        elif token.text == ":":
            if (cue := _colon(view, index)) is not None:
                yield cue
        elif token.lower == "made" and view.lower(index + 1) == "the" and view.lower(index + 2) in _REMARKS:
            start, _ = group_start(view, index)
            source = subject_before(view, start)
            if source is not None:
                yield Cue(start, index + 3, REMARK_VERB, source, source[0])
        elif token.lower in ("went", "goes"):
            if (cue := _go_on(view, index)) is not None:
                yield cue
        elif token.lower in _SPEECH_NOUNS and (cue := _noun_cue(view, index)) is not None:
            yield cue
    if (cue := _signature(view)) is not None:
        yield cue


def _go_on(view: TaggedSentence, index: int) -> Cue | None:
    """``…, she went on, …``."""
    after = index + 2
    source = subject_before(view, index) if view.lower(index + 1) == "on" else None
    ends = after >= view.size or view.tokens[after].text in (",", ".", ":", ";")
    if source is None or not ends or not (view.is_mark(source[0] - 1, ",") or source[0] - 1 in view.closes):
        return None
    return Cue(index, after, _GO_ON_VERB, source, source[0])


def _starts_clause(view: TaggedSentence, index: int) -> bool:
    return index == 0 or view.tokens[index - 1].text in (",", "—", "--") or index - 1 in view.closes


def _verb_cue(view: TaggedSentence, index: int, form: CueForm) -> Cue | None:
    start, passed = group_start(view, index)
    if "not" in passed or passed & _SKIPPED_AUXILIARIES or _leads_to_as(view, index, form.verb):
        return None
    kinds = form.kinds
    be, have = passed & BE, passed & {"has", "have", "had", "having", "'ve"}
    if "ing" in kinds:
        return _ing_cue(view, index, start, form.verb, finite=bool(be))
    if not kinds.isdisjoint(("past", "participle")):
        if be or (view.lower(index + 1) == "by" and not have and "any" not in form.verb.takes):
            return _passive(view, index, start, form.verb)
        if not have and is_modifier(view, index):
            return None
        if not have and "past" not in kinds and "base" not in kinds:
            return None
        return _finite(view, index, start, form.verb)
    if "base" in kinds:
        return _base_cue(view, index, start, form.verb, passed)
    if not _is_third_person(view, index, start, form.verb):
        return None
    return _finite(view, index, start, form.verb)


def _base_cue(view: TaggedSentence, index: int, start: int, verb: CueVerb, passed: set[str]) -> Cue | None:
    before = view.lower(start - 1)
    if before == "to":
        lead = view.lower(start - 2) if view.lower(start - 2) != "on" else view.lower(start - 3)
        if lead not in _CONTINUING_LEADS:
            return None
        start -= 2 if view.lower(start - 2) != "on" else 3
        return _finite(view, index, start, verb)
    has_auxiliary = bool(passed & {"will", "would", "can", "do", "does", "did", "'ll", "'d", "shall"})
    if not has_auxiliary:
        plural = before in ("they", "we", "i", "you", "who", "many", "some", "others", "most", "both")
        if verb.also_noun and not plural:
            return None
        if not plural and not (
            before.endswith(("s", "people", "men", "women", "police")) and view.tag(start - 1) in ("NOUN", "NAME")
        ):
            return None
    return _finite(view, index, start, verb)


def _is_third_person(view: TaggedSentence, index: int, start: int, verb: CueVerb) -> bool:
    before = view.tag(start - 1)
    if view.tag(index) == "NAME":
        return False
    if (occasion := occasion_start(view, start)) < start:  # "the ministry in a statement welcomes …"
        return view.tag(occasion - 1) in ("NAME", "NOUN")
    if before in ("DET", "PRP", "POSS", "PREP", "NUM", "CONJ"):
        return before == "CONJ" and not verb.also_noun
    if not verb.also_noun:
        return True
    after = view.tag(index + 1)
    if before not in ("NAME", "PRON"):
        return False
    if view.lower(index + 1) in ("this", "these", "those") or (before == "NAME" and view.tag(start - 2) == "PREP"):
        return False
    return after in ("DET", "PRON", "PRP", "SUB", "OBJ", "NAME") or view.lower(index + 1) in verb.prepositions


def _ing_cue(view: TaggedSentence, index: int, start: int, verb: CueVerb, *, finite: bool) -> Cue | None:
    if finite:
        return _finite(view, index, start, verb)
    before = view.lower(start - 1)
    if view.tag(start - 1) in ("DET", "PRP", "POSS"):
        return None
    opens_sentence = start == 0
    if before == "as" and any(view.lower(k) in _QUOTING for k in range(max(0, start - _MAX_QUOTED), start)):
        return _quoted_as(view, index, start, verb)
    if opens_sentence or view.is_mark(start - 1, ",") or before in PARTICIPLE_LEADS or before in _PUBLICATIONS:
        return Cue(start, index + 1, verb, None, start, shares_subject=True)
    if verb.lemma in ("say", "tell", "warn", "claim", "argue") and view.tag(start - 1) in ("NAME", "NOUN"):
        return Cue(start, index + 1, verb, None, start, shares_subject=True)
    return None


def _quoted_as(view: TaggedSentence, index: int, start: int, verb: CueVerb) -> Cue | None:
    """``was quoted as saying`` (the subject speaks), ``quoted X as saying`` (X speaks, and who quotes does not)."""
    quoted = next(k for k in range(start - 1, -1, -1) if view.lower(k) in _QUOTING)
    begin, _ = group_start(view, quoted)
    quoter = subject_before(view, begin)
    if quoted == start - 2 or view.lower(quoted + 1) in ("by", "in", "on"):
        return Cue(begin, index + 1, verb, quoter, quoter[0]) if quoter else None
    is_pronoun = quoted == start - 3 and view.tag(quoted + 1) in ("OBJ", "PRP")  # "her" looks like "her aide"
    end = start - 1 if is_pronoun else noun_phrase_after(view.tokens, quoted + 1, view.is_verb, start - 1)
    if end == quoted + 1:
        return None
    return Cue(quoted, index + 1, verb, (quoted + 1, end), quoter[0] if quoter else quoted)


def _passive(view: TaggedSentence, index: int, start: int, verb: CueVerb) -> Cue | None:
    """``the plan was rejected by X``; a passive that names nobody is no attribution."""
    if view.lower(index + 1) != "by" or verb.lemma in ("tell", "ask") or view.lower(index + 2).endswith("ing"):
        return None
    end = noun_phrase_after(view.tokens, index + 2, view.is_verb)
    if end == index + 2 or view.tag(end - 1) == "TIME":
        return None
    theme = noun_phrase_before(view.tokens, start, view.is_verb, clause_floor(view, start))
    if theme == start and (subject := before_insertion(view, start - 1) if view.is_mark(start - 1, ",") else None):
        theme = subject[0]
    cue = Cue(start, index + 2, verb, (index + 2, end), theme, passive=True)
    if view.lower(start - 1) == "as":  # "As reported by X, …"
        if view.is_mark(end, ","):
            cue.content.append((end + 1, view.size))
        return cue
    if theme < start:
        cue.content.append((theme, start))
    if view.tag(end) == "PREP" or view.lower(end) == "that":
        cue.content.append((end, view.size))
    return cue


def _finite(view: TaggedSentence, index: int, start: int, verb: CueVerb) -> Cue | None:
    if _is_inverted(view, index, start, verb):
        end = noun_phrase_after(view.tokens, index + 1, view.is_verb)
        if end > index + 1:
            return Cue(start, index + 1, verb, (index + 1, _name_end(view, index + 1, end)), start, inverted=True)
    before = view.lower(start - 1)
    if view.lower(start - 2) == "what":
        return None  # "what he called a mistake" names something inside another statement
    if start > 0 and (
        view.tag(start - 1) == "CONJ"
        or before == "then"
        or (view.is_mark(start - 1, ",") and view.tag(start - 2) == "CONJ")
    ):
        return Cue(start, index + 1, verb, None, start, shares_subject=True)
    source = subject_before(view, start)
    if source is None:
        if view.is_mark(start - 1, ","):
            # "X did this, praised that and said …"
            return Cue(start, index + 1, verb, None, start, shares_subject=True)
        return None
    if verb.lemma == "call" and not _can_call(view, source):
        return None  # "a short film called …"
    return Cue(start, index + 1, verb, source, _clause_start(view, source, start))


def _leads_to_as(view: TaggedSentence, index: int, verb: CueVerb) -> bool:
    """Whether ``quoted`` leads to ``as saying``, which is the cue."""
    following = (view.lower(k) for k in range(index, min(index + _MAX_QUOTED, view.size)))
    return verb.lemma in ("quote", "make") and "as" in following


def _clause_start(view: TaggedSentence, source: tuple[int, int], start: int) -> int:
    """Where the clause begins: ``the minister, Ana Petru, told``, whose source is the name, begins at ``the``."""
    begin = source[0]
    if view.is_mark(begin - 1, ",") and view.is_mark(start - 1, ","):
        first = noun_phrase_before(view.tokens, begin - 1, view.is_verb, clause_floor(view, begin - 1))
        return min(begin, first) if first < begin - 1 else begin
    return begin


def _can_call(view: TaggedSentence, source: tuple[int, int]) -> bool:
    head = view.tokens[source[1] - 1]
    return head.tag != "NOUN" or head.lower.endswith("s") or names_person(head.lower)


def _name_end(view: TaggedSentence, start: int, end: int) -> int:
    """Cuts an inverted subject before what does not belong to it: ``said Trump in a statement``."""
    for k in range(start + 1, end):
        if view.tag(k) == "PREP" and view.lower(k) in ("in", "on", "at", "during"):
            return k
    return end


def _is_inverted(view: TaggedSentence, index: int, start: int, verb: CueVerb) -> bool:
    """``"…," said X``; ``…, said X.``; ``said X: …`` at the start."""
    if "object" in verb.takes and "clause" not in verb.takes:
        return False
    if view.tag(index + 1) not in ("NAME", "NOUN", "DET", "PRON", "PRP", "NUM") or view.lower(index + 1) in (
        "this",
        "that",
    ):
        return False
    if start - 1 in view.closes:
        return True
    end = noun_phrase_after(view.tokens, index + 1, view.is_verb)
    stops = (
        end >= view.size or view.tokens[end].text in (",", ";", ".", ":") or view.tag(end) in ("PREP", "TIME", "SUB")
    )
    if view.is_mark(start - 1, ","):
        if start - 2 in view.closes:
            return True
        if verb.lemma not in ("say", "report", "write") or (
            end < view.size and view.tokens[end].text not in (",", ";")
        ):
            return False
        return end >= view.size or view.tag(index + 1) == "NAME" or before_insertion(view, start - 1) is None
    if start == 0:
        return stops
    return view.lower(start - 1) == "as" and stops


def share_subjects(view: TaggedSentence, cues: list[Cue]) -> None:
    """Gives ``, adding that …`` and ``and praised …`` the subject they share."""
    source: tuple[int, int] | None = None  # of the nearest cue before that has one
    for number, cue in enumerate(cues):
        if cue.source is not None:
            source = source if cue.passive or cue.verb is None else cue.source
            continue
        if cue.start == 0:
            cue.source = _main_subject_after(view, cue, cues[number + 1 :])
            continue
        if source is None:
            source = main_subject(view, cue.start)
        if source is None and view.tag(cue.start - 1) == "CONJ":
            source = nearest_subject(view, cue.start - 1)
        cue.source = source


def _main_subject_after(view: TaggedSentence, cue: Cue, later: list[Cue]) -> tuple[int, int] | None:
    """``Citing his record, X said …``: the subject comes after the comma."""
    comma = next((k for k in range(cue.end, min(view.size, cue.end + MAX_LOOK)) if view.is_mark(k, ",")), -1)
    if comma < 0:
        return None
    for other in later:
        if other.source is not None and other.clause_start == comma + 1:
            return other.source
    end = noun_phrase_after(view.tokens, comma + 1, view.is_verb)
    follows = end > comma + 1 and end < view.size and (view.is_verb[end] or view.tag(end) in ("AUX", "VERB", "ADV"))
    return (comma + 1, end) if follows else None


def _according_to(view: TaggedSentence, index: int) -> Cue | None:
    if view.lower(index) == "according" and view.lower(index + 1) == "to":
        begin = index + 2
    else:
        return None
    end = noun_phrase_after(view.tokens, begin, view.is_verb, long=True)
    if end == begin:
        return None
    return Cue(index, begin, None, (begin, end), index)


#: What stands in capitals before a colon and speaks for nobody.
_LABELS = frozenset(
    "EXCLUSIVE UPDATE BREAKING NOTE WATCH RELATED POLL ANALYSIS OPINION READ NEW SEE MORE PHOTO PHOTOS FILE VIDEO LIVE "
    "CORRECTION WARNING FACT BUSTED ALSO LISTEN REPORT REVIEW EDITORIAL NEWS".split()
)


def _colon(view: TaggedSentence, index: int) -> Cue | None:
    """``X: "…"``, ``From X: "…"``, ``MODERATOR: …`` at the start of a sentence."""
    if not 0 < index <= 12 or index + 1 >= len(view.tokens):
        return None
    begin = 0
    while begin < index and (view.tag(begin) == "CONJ" or view.lower(begin) == "from"):
        begin += 1
    if begin == index or any(view.quoted[:index]):
        return None
    quoted = index + 1 in view.opens
    if view.tokens[begin].text in _LABELS:
        return None
    shouted = all(token.text.isupper() for token in view.tokens[begin:index] if token.tag != "MARK")
    if not quoted and not shouted:
        return None
    start = noun_phrase_before(view.tokens, index, view.is_verb)
    if start != begin or not any(view.tokens[k].tag == "NAME" for k in range(begin, index)):
        return None
    if index == 1 and len(view.tokens[0].text) == 1:
        return None  # the Q and A of an interview name nobody
    cue = Cue(index, index + 1, None, (begin, index), begin)
    cue.content.append((index + 1, view.opens.get(index + 1, view.size)))
    return cue


def _noun_cue(view: TaggedSentence, index: int) -> Cue | None:
    """``X's claim that …``, ``his opposition to …``, ``a warning from X that …``, ``left in protest at …``."""
    link = view.lower(index + 1)
    if view.lower(index) == "protest" and view.lower(index - 1) == "in":
        return _in_protest(view, index)
    if link == "from" and view.lower(index) in ("warning", "warnings", "criticism", "praise", "condemnation"):
        end = noun_phrase_after(view.tokens, index + 2, view.is_verb)
        if end > index + 2 and view.lower(end) == "that":
            cue = Cue(index, index + 2, None, (index + 2, end), index)
            cue.content.append((end, _clause_end(view, end)))
            return cue
        return None
    if link not in _SPEECH_NOUN_LINKS:
        return None
    owner = index
    while owner > 0 and index - owner < 3 and view.tag(owner - 1) in ("NOUN", "ADV"):
        owner -= 1
    if view.tag(owner - 1) == "PRP" and view.lower(owner - 1) not in ("whose", "our", "your", "my"):
        source = (owner - 1, owner)
    elif view.tag(owner - 1) == "POSS":
        start = noun_phrase_before(view.tokens, owner - 1, view.is_verb, clause_floor(view, owner - 1))
        if start >= owner - 1:
            return None
        source = (start, owner - 1)
    else:
        return None
    first = index + 1 if link in ("that", "to") and link == "that" else index + 2
    cue = Cue(owner, index + 1 if link == "that" else index + 2, None, source, source[0])
    cue.content.append((first, _clause_end(view, first)))
    return cue


def _in_protest(view: TaggedSentence, index: int) -> Cue | None:
    """``X walked out in protest at …``: what X did, by whatever verb, was said against somebody."""
    source = nearest_subject(view, index - 1)
    if source is None or view.lower(index + 1) not in ("at", "against", "over"):
        return None
    cue = Cue(index - 1, index + 2, None, source, index - 1)
    cue.content.append((index + 2, _clause_end(view, index + 2)))
    return cue


def _clause_end(view: TaggedSentence, start: int) -> int:
    """Where a phrase that a noun brings with it ends: with its noun phrase, or a ``that`` clause at a comma."""
    end = noun_phrase_after(view.tokens, start, view.is_verb, long=True)
    if view.lower(start) != "that" and end > start:
        return end
    for k in range(start, min(view.size, start + MAX_LOOK)):
        if view.is_mark(k, ",") or view.is_mark(k, ";"):
            return k
    return view.size


def _signature(view: TaggedSentence) -> Cue | None:
    """The press-release form ``"…" -Commissioner X``."""
    for last, first in view.closes.items():
        dash = last + 1
        if dash + 1 >= view.size or view.tokens[dash].text not in DASHES or view.size - dash > 14:
            continue
        end = noun_phrase_after(view.tokens, dash + 1, view.is_verb)
        if end > dash + 1 and (end >= view.size or view.is_mark(end, ",")) and view.tag(dash + 1) == "NAME":
            cue = Cue(dash, dash + 1, None, (dash + 1, end), dash)
            cue.content.append((first, last + 1))
            return cue
    return None
