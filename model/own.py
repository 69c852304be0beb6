"""Which state somebody calls the own one: "our army", "his own government".

It is the country that the speaker speaks for, whatever the report is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .records import Actor, Attribution, Mention, Span
from .titles import Line, ends_phrase

__all__ = ["own_states", "with_own_states"]

#: What is the state in the mouth of one who speaks for it.
_OF_STATES = frozenset(
    "government army military navy ministry cabinet country nation state forces troops soldiers officers sailors "
    "police diplomats inspectors ministers generals".split()
)
_OF_OTHERS = frozenset({"his", "her", "their", "its"})


def own_states(
    lines: Sequence[Line],
    attributions: Sequence[Attribution],
    lines_of: Callable[[Span], range],
) -> Iterator[Mention]:
    """The nouns in what people say that mean the country that they speak for.

    Args:
        lines: the sentences of the article.
        attributions: who said what there.
        lines_of: the indices of the sentences of a span.
    """
    for attribution in attributions:
        side = _side(attribution.speaker)
        for content in attribution.content if side else ():
            for index in lines_of(content):
                line = lines[index]
                for at in line.indices(content.start, content.end):
                    token = line.tokens[at]
                    is_noun = token.text in _OF_STATES and not line.names[at] and ends_phrase(line, at)
                    if side and is_noun and _is_own(line, at):
                        yield Mention(token.start, token.end, side.kind, side)


def with_own_states(mentions: Sequence[Mention], own: Sequence[Mention]) -> list[Mention]:
    """The mentions with those for the own states, which were taken for another's."""
    starts = {mention.start for mention in own}
    return [*(mention for mention in mentions if mention.start not in starts), *own]


def _side(speaker: Actor | None) -> Actor | None:
    side = speaker.affiliation if speaker and speaker.kind == "person" else None
    return side if side and side.kind == "country" else None


def _is_own(line: Line, at: int) -> bool:
    """Whether "our", "our own" or "his own" stands before a noun: "his country" mostly tells where it stands."""
    first, second = line.low(at - 1), line.low(at - 2)
    return first == "our" or (first == "own" and second in _OF_OTHERS | {"our"})
