"""Whose words a noun means that names none: "called the charge absurd", "dismissed the protest as theatre".

They are the words of whoever spoke last before and named who answers now, or the side of that one. "Peru denied the
charge" judges nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from .lexicon import words
from .records import Actor, Attribution, Mention, Span
from .titles import Line

__all__ = ["claims_meant"]

#: What somebody said.
_CLAIMS = frozenset(
    "charge charges accusation accusations allegation allegations claim claims complaint complaints criticism remark "
    "remarks comment comments statement protest threat threats insult insults letter speech message outburst rebuke "
    "tirade ultimatum tweet post interview apology".split()
)
#: They happen as well.
_EVENTS = frozenset({"protest", "threat", "insult"})
#: What judges it, alone or before "as".
_JUDGING = frozenset(
    "call calls called calling slammed blasted assailed describe describes described describing branded labelled "
    "labeled ridiculed mocked derided welcomed welcoming praised applauded termed deemed found deplored".split()
)
_BEFORE_AS = frozenset(
    "reject rejects rejected rejecting dismiss dismisses dismissed dismissing denounce denounced denouncing "
    "condemned".split()
)
# How many words may stand before that "as".
_MAX_BEFORE_AS = 3
_DETERMINERS = frozenset({"the", "that", "this", "those", "these"})
_WAS = frozenset({"was", "were", "is", "are"})
#: To say that it was so is to deny.
_UNTRUE = frozenset({"baseless", "groundless", "unfounded", "untrue", "false", "wrong", "incorrect", "without", "not"})
#: Whose words they are follows: "the charge by Peru", "the criticism from his party".
_OF_WHOM = frozenset({"by", "from", "of", "against"})
#: How far back somebody may have spoken, in paragraphs.
_MEMORY = 1
#: And how many others may have spoken since.
_MAX_TOLD = 20


def claims_meant(
    lines: Sequence[Line],
    attributions: Sequence[Attribution],
    line_at: Callable[[int], int],
    paragraph_of: Callable[[int], int],
    mentions_in: Callable[[int], Sequence[Mention]],
) -> Iterator[Mention]:
    """The nouns that mean what somebody said, as mentions of who said it.

    Args:
        lines: the sentences of the article.
        attributions: who said what there.
        line_at: the index of the sentence at a position.
        paragraph_of: the paragraph of a sentence.
        mentions_in: the mentions of a sentence.
    """
    told = sorted(
        ((_place(a), a.speaker) for a in attributions if a.speaker and _place(a) >= 0 and not a.speaker.is_unnamed),
        key=lambda found: found[0],
    )
    for attribution in attributions:
        speaker = attribution.speaker
        if speaker is None:
            continue
        for content in attribution.content:
            here = line_at(content.start)
            for noun in _judged(lines[here], content):
                behind = bisect_left(told, noun.start, key=lambda found: found[0])
                for place, actor in reversed(told[max(behind - _MAX_TOLD, 0) : behind]):
                    there = line_at(place)
                    if paragraph_of(here) - paragraph_of(there) > _MEMORY:
                        break
                    named = (mention.actor for mention in mentions_in(there) if mention.start != noun.start)
                    if not _on_one_side(actor, speaker) and any(one and _on_one_side(one, speaker) for one in named):
                        yield Mention(noun.start, noun.end, actor.kind, actor)
                        break


def _judged(line: Line, content: Span) -> Iterator[Span]:
    """The nouns in or right before what is said that mean somebody's words which it judges."""
    inside = line.indices(content.start, content.end)
    for index in range(max(inside.start - 3, 1), inside.stop):
        token = line.tokens[index]
        first = index - 1 if line.low(index - 1) in _DETERMINERS else index - 2
        if token.text not in _CLAIMS or line.low(first) not in _DETERMINERS or line.names[index]:
            continue
        # "the jamming charge" but not "the deputy's charge", nor "call that a threat"
        between = line.low(first + 1)
        is_plain = first == index - 1 or (between.isalpha() and between not in words("function") | words("determiner"))
        verb, follows = line.low(first - 1), line.low(index + 1)
        has_as = any(line.low(index + i) == "as" for i in range(1, _MAX_BEFORE_AS + 1))
        is_judged = verb in _JUDGING or (verb in _BEFORE_AS and has_as)
        is_told_of = follows in _WAS and token.text.rstrip("s") not in _EVENTS
        is_judged = is_judged or (is_told_of and line.low(index + 2) not in _UNTRUE)
        if is_plain and is_judged and follows not in _OF_WHOM:
            yield Span(token.start, token.end)


def _place(attribution: Attribution) -> int:
    """Where somebody begins to speak; -1 if nothing tells."""
    spans = [*attribution.content, *(span for span in (attribution.source, attribution.cue) if span)]
    return min((span.start for span in spans), default=-1)


def _on_one_side(one: Actor, other: Actor) -> bool:
    """Whether two are the same, of one side, or one is the side of the other."""
    sides = {one.name, one.affiliation.name if one.affiliation else one.name}
    return not sides.isdisjoint({other.name, other.affiliation.name if other.affiliation else other.name})
