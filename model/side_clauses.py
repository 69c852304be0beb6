"""Who acts beside the main clause of a sentence.

Five forms, found by order and shape: what a relative clause tells of whom it follows ("the Commission, which fined
Helvair last year, said …"), what a speaker does besides, behind what was told of its speech ("the ministry
condemned Peru and froze its accounts"), and what two do to each other, whoever tells it ("Peru and Chile traded
barbs"), for which support of another somebody is thanked ("he thanked Peru for its support of Chile"), and what those
do who are named with others, or of a group ("some senators, including Ada Quill, broke with Peru").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .acts import Act, is_active, predicate_at
from .listed import listed_speakers
from .records import Attribution, Mention, Span
from .titles import Line

__all__ = ["further_deeds", "listed_acts", "mutual_acts", "relative_acts", "thanked_acts"]

#: A relative clause is this long at most, in tokens.
_MAX_CLAUSE = 30
#: As far reaches a subject of several, in tokens.
_MAX_SUBJECT = 40
_ACTORS = frozenset({"person", "country", "party", "armed_group", "international", "organisation"})
#: From whom somebody thanks to what for.
_FOR_SUPPORT = re.compile(
    r"(?:\s+(?!for\b)[a-z]+){0,2}\s+for\s+(?:its|their|his|her)\s+(?P<what>(?:[a-z-]+\s+){0,3}"
    r"(?:support|backing|defen[cs]e|solidarity|sympathy|help|aid)\s+(?:of|for|with|to)\s+)"
)
_THANKS = re.compile(
    r"\b(?:thank(?:s|ed|ing)?|prais(?:e|es|ed|ing)|hail(?:s|ed|ing)|(?:appreciation|gratitude|thanks|grateful)\s+to"
    r"|commend(?:s|ed|ing))\s+(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?){0,2}\Z"
)
_LONGEST_THANKS = 60
_LINK = re.compile(r"(?:\s*,)?(?:\s+and)?\s+(?:the\s+)?")
_OWNERS = frozenset({"its", "their", "his", "her"})
_BOTH = re.compile(r"\s+and\s+(?:the\s+)?")
#: "Peru and Chile have again accused each other", "… traded barbs"
_EACH_OTHER = re.compile(
    r"\s+(?:(?:have|had|again|also|then|openly|publicly|on\s+\w+day|this\s+week|last\s+week)\s+){0,3}"
    r"(?:[a-z]{3,}(?:ed|t)\s+(?:each\s+other|one\s+another)\b"
    r"|(?:trad|exchang|swapp|hurl)(?:ed|e|ing)\s+(?:[a-z]+\s+){0,2}(?:barbs|insults|accusations|blame|threats|blows|fire"
    r"|jibes|taunts|recriminations|compliments|praise)\b(?:\s+at\s+(?:each\s+other|one\s+another)\b)?)"
)


def thanked_acts(text: str, index: int, mentions: Sequence[Mention]) -> Iterator[Act]:
    """What those do who are thanked for their support of another: "thanked Peru and Ghana for their support of Chile".

    Args:
        text: the article.
        index: of the sentence.
        mentions: its resolved mentions, in order.
    """
    named = [m for m in mentions if m.kind in _ACTORS and text[m.start : m.end].lower() not in _OWNERS]
    for number, mention in enumerate(named):
        support = _FOR_SUPPORT.match(text, mention.end)
        if support is None:
            continue
        together = [mention]
        for before in reversed(named[:number]):
            if not _LINK.fullmatch(text, before.end, together[0].start):
                break
            together.insert(0, before)
        if _THANKS.search(text, max(together[0].start - _LONGEST_THANKS, 0), together[0].start):
            end = next((m.end for m in named if m.start >= support.end()), support.end())
            for one in together:
                if one.actor:
                    yield Act(index, one.actor, one.span, Span(support.start("what"), end))


def mutual_acts(text: str, index: int, mentions: Sequence[Mention]) -> Iterator[Act]:
    """What two do to each other: "Peru and Chile traded barbs over the port", each to the other.

    Args:
        text: the article.
        index: of the sentence.
        mentions: its resolved mentions, in order.
    """
    for one, other in pairwise(mentions):
        told = _EACH_OTHER.match(text, other.end) if _BOTH.fullmatch(text, one.end, other.start) else None
        if told and one.actor and other.actor and {one.kind, other.kind} <= _ACTORS:
            for mention in (one, other):
                yield Act(index, mention.actor or one.actor, mention.span, Span(one.start, told.end()))


def relative_acts(line: Line, index: int, mentions: Sequence[Mention], said: Sequence[Span]) -> Iterator[Act]:
    """What "which" and "who" tell of the name before their comma: "Norway, which backs Chile,".

    Args:
        line: the sentence.
        index: of the sentence.
        mentions: its resolved mentions, in order.
        said: what is said in it, by whomever.
    """
    for mention in mentions:
        if mention.actor is None or mention.kind not in _ACTORS:
            continue
        inside = line.indices(mention.start, mention.end)
        comma = inside.stop
        verb = comma + 2
        # "A critic of the Kremlin, who praised Israel"
        before = line.low(inside.start - 1) if line.low(inside.start - 1) != "the" else line.low(inside.start - 2)
        if before in ("of", "for", "from", "against") or (line.low(comma + 1) == "who" and mention.kind != "person"):
            continue
        if line.low(comma) != "," or line.low(comma + 1) not in ("which", "who") or predicate_at(line, verb) < 0:
            continue
        start = line.tokens[verb].start
        if any(content.start <= start < content.end for content in said):
            continue
        stop = next((k for k in range(verb, min(len(line), verb + _MAX_CLAUSE)) if line.low(k) in (",", ";")), -1)
        end = line.tokens[stop - 1].end if stop > verb else line.tokens[-1].end
        yield Act(index, mention.actor, mention.span, Span(start, end))


def further_deeds(line: Line, index: int, attributions: Sequence[Attribution]) -> Iterator[Act]:
    """What a speaker does as well: "Peru condemned Chile and closed its ports to Ghana".

    Args:
        line: the sentence.
        index: of the sentence.
        attributions: those of which something is said in it.
    """
    if not attributions:
        return
    last = max(attributions, key=lambda one: max(span.end for span in one.content))
    source, cue, end = last.source, last.cue, max(span.end for span in last.content)
    if not (last.speaker and source and cue and cue.end <= end < line.tokens[-1].start):
        return
    if not line.tokens[0].start <= source.start < cue.start or any(one.content[-1].start > end for one in attributions):
        return
    at = line.indices(end, line.tokens[-1].end).start
    at += line.low(at) == ","
    if line.low(at) in ("and", "but") and is_active(line, at + 1):
        yield Act(index, last.speaker, source, Span(line.tokens[at + 1].start, line.tokens[-1].end))


def listed_acts(text: str, line: Line, index: int, mentions: Sequence[Mention]) -> Iterator[Act]:
    """What several do who are named at the head of a sentence: "Some senators, including Ada Quill, left Peru".

    Args:
        text: the article.
        line: the sentence.
        index: of the sentence.
        mentions: its resolved mentions, in order.
    """
    start = line.tokens[0].start if len(line) else 0
    for verb in range(2, min(len(line), _MAX_SUBJECT)):
        if predicate_at(line, verb) < 0:
            continue
        subjects = listed_speakers(text, Span(start, line.tokens[verb - 1].end), mentions)
        predicate = Span(line.tokens[verb].start, line.tokens[-1].end)
        yield from (Act(index, mention.actor, mention.span, predicate) for mention in subjects if mention.actor)
        if subjects:
            return
