"""Attitudes told by a noun, "Norway's criticism of Peru", or by who speaks for a state: "he said his country objects".

Whose attitude it is stands before the noun, as an owner or as a country's adjective, or behind it with "by" or "from";
whom it is meant for stands behind a preposition. Such a noun tells a stance wherever it stands, also in what another
says ("Quill welcomed Norway's sanctions against Peru"). Only nouns count that have a side to them: "Peru's talks with
Chile" and "Peru's exports to Chile" tell none.

Who speaks by name for a state and says where it stands takes its stance; the state takes it as well. Asked only where
the state is called the speaker's own: of the state by its name ("Petru said Moldova backs Peru") readers of our stories
took the stance to be the speaker's alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .acts import Act
from .records import Attribution, Mention, Sentence, Span

__all__ = ["attitude_acts", "own_acts"]

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
#: What is said of the own state, from its beginning: "that his country objects".
_OWN_STATE = re.compile(
    r"[\"“‘'`\s]*(?:that\s+)?(?P<own>(?:his|her|their|our|my)\s+(?:own\s+)?(?:country|government|nation|administration"
    r"|kingdom|state))\s+(?=[a-z])"
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


def own_acts(text: str, sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> Iterator[Act]:
    """What states do in the words of those who speak for them by name: "Petru said her country rejects the plan".

    Args:
        text: the article.
        sentences: its sentences, in order.
        attributions: its attributions, with their speakers.
    """
    starts = [sentence.start for sentence in sentences]
    for attribution in attributions:
        speaker = attribution.speaker
        state = speaker.affiliation if speaker and speaker.kind == "person" and not speaker.is_unnamed else None
        for content in attribution.content if state and state.kind == "country" else ():
            told = _OWN_STATE.match(text, content.start, content.end)
            index = bisect_right(starts, told.start("own")) - 1 if told else -1
            if told and state and index >= 0:
                end = min(content.end, sentences[index].end)
                yield Act(index, state, Span(*told.span("own")), Span(told.end("own"), end))
