"""Attitudes that a noun tells: "Norway's criticism of Peru", "his attacks on Quill", "US arms sales to Taiwan".

Whose attitude it is stands before the noun, as an owner or as a country's adjective, or behind it with "by" or "from";
whom it is meant for stands behind a preposition. Such a noun tells a stance wherever it stands, also in what another
says ("Quill welcomed Norway's sanctions against Peru"). Only nouns count that have a side to them: "Peru's talks with
Chile" and "Peru's exports to Chile" tell none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .acts import Act
from .records import Mention, Span

__all__ = ["attitude_acts"]

_ACTORS = frozenset({"person", "country", "party", "armed_group", "international", "organisation"})
#: How many names may stand between whose attitude it is and whom it is meant for, with that one.
_MAX_NAMES = 4
#: As far before a name stands the noun of "criticism by Norway of Peru".
_LONGEST_NOUN = 60
_NOUN = (
    r"(?:criticisms?|condemnations?|denunciations?|support|backing|endorsements?|praise|admiration|sympathy|solidarity"
    r"|opposition|objections?|hostility|enmity|hatred|dislike|disdain|contempt|anger|outrage|fury|fears?|distrust"
    r"|mistrust|suspicions?|dissatisfaction|displeasure|discontent|indignation|disapproval|approval|concerns?|sanctions?"
    r"|embargo(?:es)?|blockades?|boycotts?|bans?|attacks?|assaults?|strikes?|airstrikes|raids?|invasions?|war|campaigns?"
    r"|crackdowns?|onslaughts?|aggression|offensives?|charges?|accusations?|allegations?|complaints?|lawsuits?|threats?"
    r"|warnings?|aid|help|assistance|loyalty|allegiance|commitment|devotion|rejection|refusal|recognition|defen[cs]e"
    r"|protests?|grudges?|vendettas?|struggle|fight|battle|arms\s+sales|respect|confidence|trust|faith|bias|animosity"
    r"|antipathy|resentment|rebukes?|scorn|mockery|insults?|persecution|harassment|naming|labell?ing|siege|bombings?"
    r"|bombardment|shelling|murder|assassination|arrest|detention|expulsion|impeachment|prosecution|coup|plots?"
    r"|conspiracy)"
)
_FOR = r"(?:of|for|to|towards?|with|against|over|on|upon|at|about|in)"
#: Words that may stand before a noun or a name: "long", "the", "human rights".
_BETWEEN = r"(?:(?!(?:and|but|or|that|who|which|whom|when|as|by|in|from|is|was|are|were|said|says)\b)[\w’'-]+\s+)"
#: From the owner to whom it is meant for: "’s harsh criticism of the".
_OWNED = re.compile(
    rf"(?:\s?['’]s?)?\s+(?P<what>(?:[\w’'-]+\s+){{0,3}}?(?P<noun>{_NOUN})\s+{_FOR}\s+{_BETWEEN}{{0,4}})", re.IGNORECASE
)


def attitude_acts(text: str, index: int, mentions: Sequence[Mention]) -> Iterator[Act]:
    """The attitudes that nouns of a sentence tell, each as what its owner does.

    Args:
        text: the article.
        index: of the sentence.
        mentions: its resolved mentions, in order; places are none.
    """
    for number, owner in enumerate(mentions):
        if owner.actor is None or owner.kind not in _ACTORS:
            continue
        for other in mentions[number + 1 : number + 1 + _MAX_NAMES]:
            told = _OWNED.fullmatch(text, owner.end, other.start) if other.start >= owner.end else None
            if told:
                yield Act(index, owner.actor, owner.span, Span(told.start("what"), other.end))
                break
