"""The body that a report opens with and names only afterwards.

"A Dutch court ordered …. The Amsterdam District Court said …": agencies tell first what somebody is. The noun means
the first fitting body that the next sentences name, unless the opening names it itself. A state's regulator is the
state. Of people, ``descriptions`` tells the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .acts import is_verb
from .lexicon import words
from .records import Actor, Mention, Span
from .titles import Line

__all__ = ["bodies_introduced"]

#: How many of an article's sentences may open it, how many later its body is named, and how long a description is.
_OPENING = 2
_MAX_DELAY = 3
_MAX_DESCRIPTION = 9
#: By noun, words of which the name of such a body has one.
_NAMED_SO = {
    "court": frozenset({"court", "tribunal"}),
    "tribunal": frozenset({"court", "tribunal"}),
    "federation": frozenset({"federation", "association", "confederation"}),
    "union": frozenset({"union", "unions", "workers", "guild", "brotherhood"}),
}
#: Whose bodies may be called anything: the only one of its kind, "Ecuador's largest Indigenous organization".
_LOOSE = frozenset({"organization", "organisation", "association"})
_ONLY = frozenset({"largest", "biggest", "main", "national"})
_BEFORE_A_VERB = frozenset({"on", "also"})


def bodies_introduced(
    lines: Sequence[Line], body_actor: Callable[[Mention], Actor]
) -> Iterator[tuple[Span, Span, Actor]]:
    """The nouns at the head of a report's first sentences that mean a body named later.

    Args:
        lines: the sentences of the article.
        body_actor: the actor of a body's mention.

    Returns:
        for each the description without its noun, the noun, and the body.
    """
    for number, line in enumerate(lines[:_OPENING]):
        at = _noun_of_opening(line)
        if at < 0:
            continue
        known = {actor for other in lines[: number + 1] for _, actor in _bodies_of(other, body_actor)}
        later = (
            actor
            for other in lines[number + 1 : number + 1 + _MAX_DELAY]
            for index, actor in _bodies_of(other, body_actor)
            if actor not in known and _fits(line, at, actor, index)
        )
        meant = next(later, None)
        if meant:
            first, noun = line.tokens[0], line.tokens[at]
            yield Span(first.start, noun.start), Span(noun.start, noun.end), meant


def _noun_of_opening(line: Line) -> int:
    """Index of the noun for a body that heads the sentence without a name: "A Dutch court ordered"; -1 if none does."""
    first = 1 if line.low(0) in ("a", "an", "the") else 0
    for index in range(first, min(first + _MAX_DESCRIPTION, len(line) - 1)):
        token = line.tokens[index]
        if token.text in _NAMED_SO or token.text in _LOOSE:
            # Not "a union leader", "a court of appeal".
            goes_on = is_verb(line, index + 1) or line.low(index + 1) in _BEFORE_A_VERB
            return index if goes_on and index else -1
        is_word = token.text.isalpha() or "-" in token.text or token.low == "'s"
        if line.body(index) or not is_word or token.low in words("function"):
            return -1
    return -1


def _bodies_of(line: Line, body_actor: Callable[[Mention], Actor]) -> Iterator[tuple[int, Actor]]:
    """The organisations that a sentence names, each with the index of its first word."""
    seen: Span | None = None
    for index in range(len(line)):
        body, match = line.body(index), line.matches[index]
        span = body.span if body else match.span if match else None
        if span is None or span == seen:
            continue
        seen = span
        actor = body_actor(body) if body else match.actor if match else None
        if actor and actor.kind == "organisation":
            yield index, actor


def _fits(line: Line, noun: int, actor: Actor, index: int) -> bool:
    """Whether a body that stands at ``index`` of its sentence, which it has to head, may be called so."""
    lows = set(actor.name.lower().replace("’", "'").split())
    if index > 1:
        return False
    if line.tokens[noun].text in _NAMED_SO:
        return not lows.isdisjoint(_NAMED_SO[line.tokens[noun].text]) and "employers" not in lows
    is_only = any(line.low(i) in _ONLY for i in range(noun)) and any(line.matches[:noun])
    return is_only and lows.isdisjoint(words("media"))
