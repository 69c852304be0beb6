"""A sentence made ready for rules: its tokens, what of it is quoted, and the subjects of its verbs.

Subjects are found by order and shape, without a parser; where that leaves doubt,
none is found, because a wrong speaker does more harm than a missing one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .phrases import Token, names_person, noun_phrase_before, tokenize
from .quotes import Quotation
from .records import Sentence, Span
from .verbs import CueForm, cue_forms

__all__ = [
    "BE",
    "DASHES",
    "MAX_LOOK",
    "TIME_NOUNS",
    "WEAK_TIMES",
    "TaggedSentence",
    "before_insertion",
    "clause_floor",
    "group_start",
    "is_modifier",
    "is_person_like",
    "main_subject",
    "nearest_subject",
    "occasion_start",
    "subject_before",
    "tag_sentence",
]

MAX_LOOK = 40  # words a rule may look to either side of a cue; keeps a huge line linear
WEAK_TIMES = frozenset("last this next late early earlier".split())
TIME_NOUNS = frozenset(
    "week month year night morning afternoon evening day weekend summer fall spring winter days weeks".split()
)
# What somebody says or writes something in: "the ministry in a statement condemned …".
_OCCASIONS = frozenset(
    "statement statements interview interviews speech letter message address report editorial broadcast communique "
    "communiqué telegram tweet post briefing conference release declaration sermon article meeting call".split()
)
BE = frozenset("is are was were be been being am".split())
DASHES = frozenset({"—", "–", "--", "―", "-"})
# "I", "we" and "you" outside quotation marks are the author and the reader.
_NO_SPEAKERS = frozenset("what there which none i we you q a".split())
_INSERTION_OPENERS = frozenset(
    "a an the who whose which where when for in on at speaking his her their its one another now then himself herself "
    "however meanwhile also too though himself formerly once along including like himself writing citing asked".split()
)


@dataclass(slots=True)
class TaggedSentence:
    """One sentence cut into tokens, with what is quoted in it and what can be a verb."""

    text: str
    sentence: Sentence
    tokens: list[Token]
    quoted: list[bool]  # the token stands inside a quotation, marks included
    opens: dict[int, int]  # index of a quotation's first token -> index after its last
    closes: dict[int, int]  # index of a quotation's last token -> index of its first
    is_verb: list[bool]
    size: int  # number of tokens without the final full stop
    words_before: list[int]  # for each index, the words before it; one more entry than tokens
    quoted_before: list[int]  # the same, counting quoted words alone
    words: Span | None  # from the first word to the last, or None if there is none
    main_subject: tuple[int, tuple[int, int]] | None = (
        None  # index of the first finite verb, and its subject, once sought
    )

    def is_mark(self, index: int, mark: str) -> bool:
        """Whether the token at ``index`` exists, is ``mark`` and is not quoted."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text == mark and not self.quoted[index]

    def lower(self, index: int) -> str:
        """The token at ``index`` in lower case, or empty outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def tag(self, index: int) -> str:
        """The tag of the token at ``index``; a mark outside the sentence."""
        return self.tokens[index].tag if 0 <= index < len(self.tokens) else "MARK"

    def span(self, start: int, end: int) -> Span | None:
        """The characters of tokens ``[start, end)`` without the marks around them, or None if nothing is left."""
        while (
            start < end
            and self.tokens[start].tag == "MARK"
            and not self.quoted[start]
            and self.lower(start) not in "$@#("
        ):
            start += 1
        while (
            end > start
            and self.tokens[end - 1].tag == "MARK"
            and not self.quoted[end - 1]
            and self.lower(end - 1) not in "?!)%"
        ):
            end -= 1
        return Span(self.tokens[start].start, self.tokens[end - 1].end) if start < end else None


def tag_sentence(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> TaggedSentence:
    """Tags one sentence.

    Args:
        text: the article's text.
        sentence: the sentence.
        quotations: the quotations that overlap it, in order.
    """
    tokens = tokenize(text, sentence.start, sentence.end)
    quoted = [False] * len(tokens)
    opens: dict[int, int] = {}
    closes: dict[int, int] = {}
    k = 0
    for quotation in quotations:
        while k < len(tokens) and tokens[k].end <= quotation.start:
            k += 1
        begin = k
        while k < len(tokens) and tokens[k].start < quotation.end:
            quoted[k] = True
            k += 1
        if begin < k:
            opens[begin], closes[k - 1] = k, begin
    size = len(tokens)
    while size and tokens[size - 1].text in ".;" and not quoted[size - 1]:
        size -= 1
    forms = cue_forms()
    is_verb = [_can_be_verb(tokens, index, forms) for index in range(len(tokens))]
    words = [token for token in tokens if token.tag != "MARK"]
    reach = Span(words[0].start, words[-1].end) if words else None
    is_word = [token.tag != "MARK" for token in tokens]
    words_before = list(accumulate(is_word, initial=0))
    quoted_before = list(accumulate((word and inside for word, inside in zip(is_word, quoted, strict=True)), initial=0))
    return TaggedSentence(
        text, sentence, tokens, quoted, opens, closes, is_verb, size, words_before, quoted_before, reach
    )


def _can_be_verb(tokens: Sequence[Token], index: int, forms: dict[str, CueForm]) -> bool:
    token = tokens[index]
    if token.tag in ("AUX", "VERB"):
        return True
    if token.tag != "NOUN":
        return False
    form = forms.get(token.lower)
    if form is None:
        return len(token.lower) > 4 and token.lower.endswith("ed")
    if not form.verb.also_noun or not form.kinds.isdisjoint(("past", "participle", "ing")):
        return True
    return index + 1 < len(tokens) and tokens[index + 1].tag in ("DET", "NUM", "PRON", "PRP", "OBJ")


def group_start(view: TaggedSentence, index: int) -> tuple[int, set[str]]:
    """Walks back over auxiliaries, adverbs and negation: ``has also said``.

    Returns:
        The index where the verb group starts and the words passed over.
    """
    start, passed = index, set[str]()
    while start > 0 and index - start < 6 and not view.quoted[start - 1]:
        before = view.tokens[start - 1]
        if before.tag not in ("AUX", "ADV", "NEG") and before.lower not in ("both", "all", "each"):
            break
        if before.lower in ("both", "all", "each") and start == index and view.tag(start - 2) == "MARK":
            break
        start -= 1
        passed.add(before.lower)
        if before.tag == "NEG":
            passed.add("not")
    # An adverb alone before the subject's place is no part of the group: "Later said".
    while start < index and view.tokens[start].tag == "ADV" and (start == 0 or view.tokens[start - 1].tag == "SUB"):
        start += 1
    return start, passed


def is_modifier(view: TaggedSentence, index: int) -> bool:
    """``the reported deal``, ``its stated aims``, ``a noted pianist``."""
    before, after = view.tag(index - 1), view.tag(index + 1)
    if before in ("DET", "PRP", "POSS") and view.lower(index - 1) not in (
        "this",
        "that",
        "all",
        "both",
        "many",
        "some",
        "few",
    ):
        return True
    return before in ("PREP", "NUM") and after in ("NOUN", "NAME")


def clause_floor(view: TaggedSentence, end: int) -> int:
    """A noun phrase may not reach back over a quotation or a strong mark."""
    for k in range(end - 1, max(0, end - MAX_LOOK) - 1, -1):
        if view.quoted[k] or view.tokens[k].text in (";", ":", "(", "[", "—", "--"):
            return k + 1
    return max(0, end - MAX_LOOK)


def subject_before(view: TaggedSentence, end: int) -> tuple[int, int] | None:
    """The noun phrase that is the subject of the verb group starting at ``end``."""
    end = _without_time(view, end)
    if end <= 0 or end - 1 in view.closes:
        return None
    if view.is_mark(end - 1, ")"):
        opening = next((k for k in range(end - 2, max(-1, end - 12), -1) if view.tokens[k].text == "("), -1)
        return subject_before(view, opening) if opening > 0 else None
    if view.lower(end - 1) in ("who", "which", "that"):
        return _antecedent(view, end - 1)
    if view.is_mark(end - 1, ","):
        return before_insertion(view, end - 1)
    if view.tokens[end - 1].text in DASHES:
        opening = next((k for k in range(end - 2, max(-1, end - MAX_LOOK), -1) if view.tokens[k].text in DASHES), -1)
        return _phrase_before(view, opening) if opening > 0 else None
    return _phrase_before(view, end)


def _without_time(view: TaggedSentence, end: int) -> int:
    """Steps back over ``on Monday``, ``last week``, ``in a statement`` between a subject and its verb."""
    while end > 1:
        if (occasion := occasion_start(view, end)) < end:
            end = occasion
        elif view.tag(end - 1) == "TIME" or (view.lower(end - 1) in TIME_NOUNS and view.lower(end - 2) in WEAK_TIMES):
            end -= 1 if view.tag(end - 1) == "TIME" else 2
        elif view.tag(end - 1) == "NUM" and view.tag(end - 2) == "TIME":
            end -= 2
        elif view.lower(end - 1) == "on" and view.tag(end) == "TIME":
            end -= 1
        else:
            break
    return end


def occasion_start(view: TaggedSentence, end: int) -> int:
    """Where ``in a televised interview`` that ends at ``end`` begins, or ``end`` if there is none behind a noun."""
    if view.lower(end - 1) not in _OCCASIONS:
        return end
    for k in range(end - 2, max(0, end - 6), -1):
        if view.lower(k) in ("in", "on", "during", "at"):
            return k if view.tag(k - 1) in ("NAME", "NOUN") and not view.quoted[k] else end
        if view.tag(k) not in ("DET", "PRP", "NOUN", "NAME", "TIME", "POSS", "NUM"):
            return end
    return end


def _phrase_before(view: TaggedSentence, end: int) -> tuple[int, int] | None:
    if view.is_mark(end - 1, ")"):
        return subject_before(view, end)
    start = noun_phrase_before(view.tokens, end, view.is_verb, clause_floor(view, end))
    if start >= end or not _can_speak(view, start, end) or _is_object(view, start):
        return None
    return start, end


def _is_object(view: TaggedSentence, start: int) -> bool:
    """Whether a preposition or a verb that takes no clause governs the phrase at ``start``: no subject then."""
    if start == 0 or view.quoted[start - 1]:
        return False
    before = view.tokens[start - 1]
    if before.tag == "PREP":
        return True
    form = cue_forms().get(before.lower)
    if form is not None:
        return form.verb.takes.isdisjoint(("any", "clause", "hearer"))
    if before.tag == "NOUN" and before.lower.endswith("ing"):
        return True
    return before.tag == "VERB" or (view.is_verb[start - 1] and before.tag == "NOUN")


def _can_speak(view: TaggedSentence, start: int, end: int) -> bool:
    """Keeps out phrases that are no speaker: a bare number or time, ``which`` alone, an expletive."""
    if end - start == 1:
        token = view.tokens[start]
        return token.tag in ("NAME", "NOUN", "PRON") and token.lower not in _NO_SPEAKERS
    return any(
        view.tokens[k].tag in ("NAME", "NOUN", "PRON") or view.lower(k) in ("some", "many", "most", "others")
        for k in range(start, end)
    )


def _antecedent(view: TaggedSentence, pronoun: int) -> tuple[int, int] | None:
    """What ``who`` refers to: the noun phrase before it."""
    end = pronoun - 1 if view.is_mark(pronoun - 1, ",") else pronoun
    if end <= 0:
        return None
    if end == pronoun and view.lower(pronoun) != "who" and view.tag(end - 1) != "NOUN":
        return None
    start = noun_phrase_before(view.tokens, end, view.is_verb, clause_floor(view, end))
    if start >= end or not _can_speak(view, start, end):
        return subject_before(view, end) if view.is_mark(end - 1, ")") else None
    if view.lower(pronoun) == "who":
        # "a harsh reply from Bob Smith, who …": the name is meant, not the reply.
        for k in range(end - 1, start, -1):
            if view.tag(k) == "PREP" and view.tag(k - 1) == "NOUN" and not names_person(view.lower(k - 1)):
                return k + 1, end
        return start, end
    return (start, end) if end == pronoun else None


def before_insertion(view: TaggedSentence, comma: int) -> tuple[int, int] | None:
    """The subject before ``, a title,`` or ``, for his part,``: the words before the comma that opens the insertion."""
    end = comma
    for k in range(comma - 1, max(-1, comma - MAX_LOOK), -1):
        if view.quoted[k] or view.tokens[k].text in (";", ":"):
            return None
        if not view.is_mark(k, ","):
            continue
        if _is_insertion(view, k + 1, end):
            start = noun_phrase_before(view.tokens, k, view.is_verb, clause_floor(view, k))
            if start < k and _can_speak(view, start, k) and not _is_object(view, start):
                # "A, a professor at B, C and D, said": B is not the subject, an insertion of its own leads to A.
                if start > 0 and view.is_mark(start - 1, ",") and view.tokens[start].tag in ("DET", "PRP", "NOUN"):
                    earlier = before_insertion(view, k)
                    if earlier is not None:
                        return earlier
                if (
                    view.tokens[k - 1].tag == "NOUN"
                    and view.tokens[k + 1].tag == "NAME"
                    and _is_name(view, k + 1, comma)
                ):
                    return k + 1, comma
                return start, k
            if view.is_mark(k - 1, ")"):
                return subject_before(view, k)
    return None


def _is_name(view: TaggedSentence, start: int, end: int) -> bool:
    return all(view.tokens[k].tag == "NAME" or view.tokens[k].text == "." for k in range(start, end))


def _is_insertion(view: TaggedSentence, start: int, end: int) -> bool:
    """Whether tokens ``[start, end)`` can stand between a subject and its verb."""
    if start >= end:
        return False
    token = view.tokens[start]
    if token.lower in _INSERTION_OPENERS and token.tag not in ("DET", "PRP"):
        return True
    if token.tag not in ("DET", "PRP", "ADV", "NUM", "TIME", "NAME", "NOUN"):
        return False
    for k in range(start, end):
        if view.lower(k) in ("who", "which", "whose", "that", "where", "when"):
            return True
        if view.tag(k) in ("AUX", "VERB") or (view.is_verb[k] and view.tag(k + 1) not in ("PREP", "TIME")):
            return False
    return True


def main_subject(view: TaggedSentence, before: int) -> tuple[int, int] | None:
    """Subject of the first finite verb of the sentence, up to index ``before``."""
    if view.main_subject is None:
        view.main_subject = (len(view.tokens), (0, 0))
        for k in range(1, min(view.size, 2 * MAX_LOOK)):
            subject = _subject_of(view, k)
            if subject is not None and not _in_subordinate(view, k) and not _in_opening_phrase(view, k):
                view.main_subject = (k, subject)
                break
    verb, subject = view.main_subject
    return subject if verb < before else None


def _subject_of(view: TaggedSentence, k: int) -> tuple[int, int] | None:
    """Subject of the finite verb at ``k``, or None if no finite verb with a subject of its own stands there."""
    if view.quoted[k] or not view.is_verb[k]:
        return None
    start, _ = group_start(view, k)
    if view.tag(start - 1) in ("CONJ", "PREP", "DET", "PRP", "POSS", "VERB", "AUX"):
        return None
    if view.tag(k) == "NOUN" and is_modifier(view, k):
        return None
    return subject_before(view, start)


def nearest_subject(view: TaggedSentence, before: int) -> tuple[int, int] | None:
    """Subject of the nearest finite verb to the left: ``when X attacked Y and called …``."""
    found = (_subject_of(view, k) for k in range(before - 1, max(0, before - MAX_LOOK), -1))
    return next((subject for subject in found if subject is not None), None)


def _in_subordinate(view: TaggedSentence, index: int) -> bool:
    """Whether a conjunction opens the clause that the verb at ``index`` stands in: ``when X came, …``."""
    for k in range(index - 1, max(-1, index - MAX_LOOK), -1):
        if view.tokens[k].tag == "SUB" or view.lower(k) in ("who", "which"):
            return True
        if view.is_mark(k, ","):
            return False
    return False


def _in_opening_phrase(view: TaggedSentence, index: int) -> bool:
    """Whether the participle at ``index`` belongs to ``In a letter released on Monday, …``."""
    if view.tag(0) != "PREP" or view.tag(index) != "NOUN":
        return False
    return not any(view.is_mark(k, ",") for k in range(min(index, MAX_LOOK)))


def is_person_like(view: TaggedSentence, source: tuple[int, int]) -> bool:
    """Whether a subject is a name, ``he`` or ``she``, so that a bare quotation after it may be theirs."""
    return view.tag(source[1] - 1) == "NAME" or view.lower(source[0]) in ("he", "she")
