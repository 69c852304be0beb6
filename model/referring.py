"""Words that may mean an actor without naming it: "the department", "its leader", "such a minister", "they".

Only where such words begin and end is read here, by order and shape; whom they mean is for ``references``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .acts import Act
from .clauses import TaggedSentence
from .phrases import Token, noun_phrase_after
from .records import Attribution, Sentence, Span

__all__ = ["referring_words", "said_or_done"]

#: Pronouns that mean others than who speaks and who hears.
_PRONOUNS = frozenset("he she it they him her them".split())
#: Before bare nouns: "Federal monitors", "nine men".
_OPENS_NOUN = ("MARK", "PREP", "CONJ", "SUB", "PRON", "OBJ")
#: They begin no phrase that means somebody.
_EMPTY = frozenset("any all some no both each every half more other several few what whatever most many much".split())


def said_or_done(
    sentences: Sequence[Sentence], attributions: Sequence[Attribution], acts: Sequence[Act]
) -> Iterator[tuple[Sentence, list[Span]]]:
    """Each sentence in which somebody known speaks or acts, with the characters of what is said and done there."""
    spans = [content for one in attributions if one.speaker for content in one.content]
    spans += [act.predicate for act in acts]
    spans.sort()
    first = 0
    for sentence in sentences:
        while first < len(spans) and spans[first].end <= sentence.start:
            first += 1
        within: list[Span] = []
        for span in spans[first:]:
            if span.start >= sentence.end:
                break
            within.append(span)
        if within:
            yield sentence, within


def referring_words(view: TaggedSentence, within: Sequence[Span]) -> Iterator[Span]:
    """The noun phrases and pronouns that begin inside some spans of a sentence, in order.

    A phrase ends before its of-phrase, and none begins inside another.

    Args:
        view: the sentence, tagged.
        within: characters of the article.
    """
    tokens = view.tokens
    at = 0
    while at < len(tokens):
        stop = _end(view, at) if any(span.start <= tokens[at].start < span.end for span in within) else at
        if stop > at:
            yield Span(tokens[at].start, tokens[stop - 1].end)
        at = max(stop, at + 1)


def _end(view: TaggedSentence, at: int) -> int:
    """Where the phrase that begins at a token ends; ``at`` if none begins there."""
    tokens = view.tokens
    token = tokens[at]
    if token.lower in _PRONOUNS and not (token.lower == "her" and _goes_on(tokens, at + 1)):
        return at + 1
    is_set_in = token.tag in ("DET", "PRP") and token.lower not in _EMPTY
    # "that" is a conjunction more often: "that party" is told by what follows.
    is_set_in |= token.lower == "that" and _goes_on(tokens, at + 1)
    is_bare = token.tag in ("NOUN", "NUM") and not view.is_verb[at] and _may_be_bare(view, at)
    if not (is_set_in or is_bare):
        return at
    start = at + 1 if is_set_in else at
    stop = noun_phrase_after(tokens, start, view.is_verb) if start < len(tokens) else start
    for k in range(start, stop):
        if tokens[k].tag == "PREP" or (tokens[k].tag == "CONJ" and k > start):
            stop = k
            break
    return stop if stop > start else at


def _may_be_bare(view: TaggedSentence, at: int) -> bool:
    """Whether a noun without an article may begin a phrase: neither "the minister of trade" nor "had known"."""
    before = view.tokens[at - 1] if at else None
    if before is None or (view.is_verb[at - 1] and before.tag != "AUX"):
        return True
    return before.tag in _OPENS_NOUN and before.lower != "of"


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].tag in ("NOUN", "NUM")
