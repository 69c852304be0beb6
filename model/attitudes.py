"""Attitudes told by a noun, "Norway's criticism of Peru", or by who speaks for a state: "he said his country objects".

Whose attitude it is stands before the noun, as an owner or as a country's adjective; whom it is meant for stands behind
a preposition or a verb of taking sides ("her refusal to endorse Quill"). So it is of other forms of such verbs: "Peru's
bombing Chile", "began by insulting Quill", "it is wrong for Quill to attack Peru". Or the other way round: "Quill faces
criticism from Peru". Such a noun tells a stance wherever it stands, also in what another
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
    r"|conspiracy|hate|affection|enthusiasm|disgust|resistance|retaliation|revenge|provocations?|interference|pressure"
    r"|propaganda|smears?|slurs?|jabs?|swipes?|tirades?|feud|incursions?|ire|frustration|skepticism|scepticism)"
)
_INTENTION = (
    r"(?:decisions?|plans?|moves?|efforts?|bids?|attempts?|refusal|threats?|pledges?|vows?|calls?|proposals?|campaign"
    r"|desire|willingness|unwillingness|reluctance|determination|readiness|intention|promises?|failure|drive|push"
    r"|schemes?|plots?)"
)
#: What somebody does who takes a side.
_TAKE_SIDES = (
    r"(?:support|back|endorse|help|defend|oppose|criticise|criticize|attack|block|kill|oust|dislodge|remove|stop|ban"
    r"|punish|undermine|discredit|destroy|defeat|condemn|denounce|blame|assassinate|overthrow|topple|isolate|weaken"
    r"|contain|crush|eliminate|invade|bomb|sue|prosecute|impeach|jail|arrest|arm|fund|fight|confront|challenge|resist"
    r"|embrace|recogni[sz]e|reject|boycott|sanction|humiliate|insult|smear|sabotage|destabili[sz]e|protect|save|praise"
    r"|nominate|work\s+with|cooperate\s+with|stand\s+(?:by|with|behind|up\s+to)|side\s+with|vote\s+(?:for|against|out)"
    r"|apologi[sz]e\s+to|break\s+with)"
)
_TAKING_SIDES = (
    r"(?:calling|critici[sz]ing|insulting|attacking|backing|supporting|endorsing|labell?ing|bashing|bombing|blaming"
    r"|praising|accusing|mocking|targeting|condemning|denouncing|invading|abandoning|funding|arming|helping|opposing"
    r"|rejecting|defending|embracing|banning|punishing|threatening)"
)
_TOOK_SIDES = (
    r"(?:supports?|supported|backed|endorse[sd]|helped|defend(?:s|ed)|oppose[sd]|critici[sz]e[sd]|attacked"
    r"|kill(?:s|ed)|ousted|dislodged|banned|punish(?:es|ed)|undermine[sd]|discredit(?:s|ed)|destroy(?:s|ed)|defied|defies"
    r"|condemn(?:s|ed)|denounce[sd]|blame[sd]|overthrew|toppled|isolate[sd]|weakened|crushed|eliminated|invaded|bombed"
    r"|sue[sd]|prosecuted|impeached|jailed|arrested|armed|funded|fought|confront(?:s|ed)|resist(?:s|ed)"
    r"|embrace[sd]|recogni[sz]e[sd]|reject(?:s|ed)|boycotted|humiliated|insulted|smeared|sabotaged"
    r"|protect(?:s|ed)|thwart(?:s|ed)|betray(?:s|ed)|abandon(?:s|ed)|snubbed|slander(?:s|ed)|mock(?:s|ed)|praise[sd]"
    r"|nominated|bankrolled|sponsored|refuse[sd]\s+to\s+(?:meet|work\s+with|recogni[sz]e|support|back|endorse|help)"
    r"|(?:stands|stood)\s+(?:[a-z]+\s+)?(?:by|with|behind|up\s+to)|side[sd]\s+with|broke\s+with|turned\s+(?:on|against)"
    r"|dealt\s+a\s+(?:[a-z]+\s+)?blow\s+to|(?:aims|vow(?:s|ed)|sought|seeks|want(?:s|ed)|tried|tries|hopes)\s+to\s+(?:oust"
    r"|topple|destroy|kill|undermine|isolate|defeat|punish|weaken|discredit|overthrow|remove|help|protect|save))"
)
_MET_WITH = (
    r"(?:criticism|condemnation|opposition|charges|sanctions|attacks?|fire|praise|support|endorsements?|backing|anger|ire"
    r"|rebukes?|scorn|lawsuits?|threats?|backlash)"
)
_FOR = r"(?:of|for|to|towards?|with|against|over|on|upon|at|about|in)"
#: Words that may stand before a noun or a name: "long", "the", "human rights".
_BETWEEN = r"(?:(?!(?:and|but|or|that|who|which|whom|when|as|by|in|from|is|was|are|were|said|says)\b)[\w’'-]+\s+)"
_WORDS = r"(?:(?!and\b|but\b)[\w’'-]+\s+){0,3}?"
#: From the owner to whom it is meant for: "’s harsh criticism of the", "'s attempts to oust", "’s calling".
_OWNED = re.compile(
    rf"(?:\s?['’]s?)?\s+(?P<what>{_WORDS}(?:{_NOUN}\s+{_FOR}|{_INTENTION}\s+to\s+(?:[a-z]+ly\s+)?{_TAKE_SIDES})"
    rf"\s+{_BETWEEN}{{0,4}})",
    re.IGNORECASE,
)
_DOING = re.compile(
    rf"(?P<owned>\s?['’]s?)?\s+(?P<what>(?P<by>(?:[a-z]+\s+){{1,2}}by\s+)?(?:[a-z]+ly\s+)?{_TAKING_SIDES}\s+"
    rf"{_BETWEEN}{{0,3}})"
)
_LINK = re.compile(r"\s?,?\s+(?:and\s+|or\s+)?(?:the\s+)?")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_POSSESSIVES = frozenset({"his", "her", "their", "its"})
#: From somebody to whom that one may do something: "for Quill to attack".
_TO_DO = re.compile(rf"\s+(?P<what>to\s+(?:[a-z]+ly\s+)?{_TAKE_SIDES}\s+{_BETWEEN}{{0,3}})")
_FOR_WHOM = re.compile(r"\bfor\s+(?:the\s+)?\Z")
_LONGEST_FOR = 10
#: From who takes a side to whose side it is, or against whom: ", which aims to oust the", "has long stood by".
_DEED = re.compile(
    r"(?:\s?,?\s+(?:who|which|that))?\s+(?:(?:has|have|had|also|long|always|never|once|openly|repeatedly)\s+){0,3}"
    rf"(?P<what>{_TOOK_SIDES}\s+{_BETWEEN}{{0,4}})"
)
#: "Ada Quill of the Reed League attacked Peru", "senators who met Ada Quill broke with Peru"
_OF_ANOTHER = re.compile(
    r"\b(?:(?:of|in|from|for|with|by|to|at|than)\s+(?:the\s+)?|(?:who|which|that)\s+(?!the\s)(?:[a-z’'-]+\s+){1,3})\Z"
)
_LONGEST_BEFORE = 40
#: From whom it is meant for to whose it is: "has drawn criticism from".
_MET = re.compile(
    r"(?P<what>(?:\s+(?:has|have|had|also|long|still|recently|often|again))*\s+(?:face[sd]?|facing|drew|draws?|drawn"
    r"|drawing|receive[sd]?|receiving|w[io]ns?|winning|earn(?:s|ed)|g[eo]ts?|enjoy(?:s|ed)?|attract(?:s|ed)|garner(?:s|ed)"
    rf"|provok(?:es|ed)|lost|secured?|under)\s+(?:\w+\s+){{0,3}}?{_MET_WITH}\s+(?:from|of|by|among)\s+){_BETWEEN}{{0,3}}"
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
    for number, one in enumerate(mentions):
        for other in mentions[number + 1 : number + 1 + _MAX_NAMES]:
            if other.start < one.end:
                continue
            met = _MET.fullmatch(text, one.end, other.start)
            if met and other.actor and other.kind in _ACTORS:
                yield Act(index, other.actor, other.span, Span(one.start, met.end("what")))
            what = _told_between(text, one, other) if one.kind in _ACTORS else -1
            if what >= 0:
                predicate = Span(what, _end_of_list(text, mentions[number + 1 :], other))
                owners = _joined_before(text, mentions[: number + 1])
                yield from (Act(index, owner.actor, owner.span, predicate) for owner in owners if owner.actor)
                break


def _end_of_list(text: str, mentions: Sequence[Mention], first: Mention) -> int:
    """Where a list of names ends: of "sanctions on Peru, Chile and Ghana" behind Ghana."""
    end = first.end
    for mention in mentions:
        if mention.start > end and _LINK.fullmatch(text, end, mention.start):
            end = mention.end
    return end


def _joined_before(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The last name and those that "and" joins to it: of "Norwegian and Swedish sanctions" both."""
    joined = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        if not (mention.kind == joined[0].kind and _AND.fullmatch(text, mention.end, joined[0].start)):
            break
        joined.insert(0, mention)
    return joined


def _told_between(text: str, owner: Mention, other: Mention) -> int:
    """Where an attitude of a name to a later one begins, told between them; -1 if none is."""
    told = _OWNED.fullmatch(text, owner.end, other.start)
    if told is None and not _OF_ANOTHER.search(text, max(owner.start - _LONGEST_BEFORE, 0), owner.start):
        told = _DEED.fullmatch(text, owner.end, other.start)
    if told is None:
        doing = _DOING.fullmatch(text, owner.end, other.start)
        is_own = text[owner.start : owner.end].lower() in _POSSESSIVES
        told = doing if doing and (doing["owned"] or doing["by"] or is_own) else None
    if told is None and _FOR_WHOM.search(text, max(owner.start - _LONGEST_FOR, 0), owner.start):
        told = _TO_DO.fullmatch(text, owner.end, other.start)
    return told.start("what") if told else -1


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
