"""Which questions an article puts to the classifier.

For every act of speech: its speaker with each actor that its content names, with whom
it is said of ("“…,” X said of Y"), with the state or party that it is put to ("X told Y
that …") or whom its cue judges ("X accused Y on Monday of …"), and with each that it meets before it
speaks ("X stood by Y, saying that …"). For every sentence in which nobody speaks: its subject, where
it is an actor, with each actor in the predicate ("Syria took Baghdad's side"), or else the article's own voice
with each actor in it. One pair for each (sentence, speaker, target); the first mention of the
target in what was said is the one marked. Unnamed people who act for a state, such
as "Iraqi army soldiers", are their country as a target.

What nouns and the like tell of attitudes is asked wherever it stands ("Quill welcomed Norway's sanctions on Peru").

Beside these, each actor that a sentence names is asked about with each other one of it, since
much of what actors think of each other stands in side clauses ("a claim that Wilczek dismissed",
"sanctions from the European Union"). Such a speaker is marked as incidental, and its stance has to
be likelier than others. Readers found a stance in a tenth of such pairs, of people as of states and
parties. Not so of unnamed people ("Afghan refugees"), nor of names that describe a noun ("the
Trump troops"), of whose stances hardly any was right (version 0.6.0), nor of whom somebody else
speaks, but for a ministry or an official without a name: what X says that Y thinks of Z is X's word
(version 0.11.0: of 37 such stances in four sets of stories 4 were right), nor of whose deputy,
member or branch speaks there ("Lebanon's Hezbollah"), nor of where something happens ("at the United Nations").

What a named person says of the country that it speaks for ("Tunisia is not racist, it is exhausted") is asked as of
an incidental speaker: most of it only tells where the country stands. So does all that it says of the capital ("Tunis
would wait"): of 13 such stances in 158 stories 3 were right. What it says of its own party or does to it is asked so
as well: of 11 such stances in 288 press articles 9 were right.

Left out is who is only described and speaks for nobody known ("many voters", "the committee"), as speaker and as
target: of 139 such stances in 288 articles of PolNeAR, MPQA and SEESAW none was right, and one of 44 of speakers whom
nothing resolves, nearly all of them described as well ("candidates like Petru").

Left out as well, because they are not questions about a stance: a speaker toward itself, a spokesperson toward the
organisation, and an unnamed official toward the country, that it speaks for, places, whoever somebody is asked
about ("asked if he would condemn Y, X said …") or fails to agree on, whoever is named in what the speaker
reports of another speaker ("X said that Y accuses Z" is Y's stance), and whoever a speaker says that somebody
else is against ("X warned that Y is against Z" blames Y; the classifier, version 0.1.0, took it for a stance of
X against Z).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import takewhile

from .acts import Act, stands_alone
from .envoys import states_behind
from .lexicon import role_class, words
from .records import Actor, ActorKind, Article, Attribution, Mention, Pair, Participant, Sentence, Span
from .resolver import Resolution
from .sides import is_voice_of, may_fight_party, may_judge, own_side, says, speaks_by_name_for
from .unnamed import is_name_of_somebody, is_nobody

__all__ = ["PRONOUNS", "answerable", "build_pairs"]

#: Hostility as an attitude of the subject; "fights against" and the like may be praise of it.
_IS_AGAINST = re.compile(
    r"\b(?:is|are|was|were|been|being|(?:set|sets|sided)(?:\s+(?:it|him|her|them)sel(?:f|ves))?)"
    r"\s+(?:\w+\s+)?(?:against|hostile\s+to|opposed\s+to)\s"
)
#: Verbs whose object may be a state or a party that something is put to. People and media are mostly only told.
_ADDRESSES = re.compile(r"\b(?:told|tells?|telling|(?:warn|threaten|assur|remind|urg|advis)(?:e|s|es|ed|ing)?)$")
_ADDRESSED = frozenset({"country", "party", "armed_group", "international"})
#: Not of anybody: "you know", "you can't win".
_YOU = re.compile(
    r"\b(?:you(?!\s+(?:know|see|have\s+to|can|can['’]t|cannot|could|look|get|need|never|would|might|may)\b)"
    r"|your|yours|yourself|yourselves)\b",
    re.IGNORECASE,
)
#: Who is told something to tell it on.
_OUTLETS = frozenset(
    "cnn bbc fox nbc cbs abc npr afp ap itv sky times post newspaper television tv radio news magazine channel agency "
    "press journal daily weekly".split()
)
#: Before whom what follows is said: "Of Kerrigan she said: “…”", "As for Kampala, it had a fine airport, she said".
_AS_FOR = re.compile(r"[\"“‘']?(?:Of|About|As for|As to|Regarding)\s+(?:the\s+)?")
#: From the cue to whom it speaks of: "said of Iran", "said about the Iranian government".
_SPEAKS_OF = re.compile(r"(?:said|says|wrote|added|remarked|complained)\s+(?:of|about)\s+(?:the\s+)?")
#: Behind who speaks: "…,” said Ana Petru, a nurse, of the firm".
_OF_WHOM = re.compile(r",\s+of\s+(?:the\s+)?\Z")
#: What somebody is asked or parties do not agree on, up to a comma: "asked by a reporter if Iran lied, …", "failed to
#: agree on sanctions against Iran". Who asks why Iran lied takes a stance.
_UNSETTLED = re.compile(
    r"(?:(?:^|[,;(—–-]\s*|\b(?:when|if|is|was|were|be|being|been)\s+)asked\s+(?:by\s+[^,;]{1,80}?\s+)?"
    r"(?:about|if|whether|why|how|what|who|which|when|where)"
    r"|\b(?:fail(?:s|ed|ing)?|unable|could\s+not|couldn['’]t)\s+(?:on\s+\w+\s+|again\s+)?(?:to\s+)?(?:agree|decide))\b[^,;]*",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[,;(—–-]?\s*")
#: Cues whose object is whom they judge.
_JUDGES = re.compile(
    r"(?:accus|charg|blam|prais|thank|condemn|criticis|criticiz|denounc|fault|hail|commend|congratulat|attack|slam|rebuk|"
    r"chid|scold|lambast|blast|laud|salut|applaud|assail|mock|ridicul|berat|castigat|credit)"
)
#: What a poll finds of those who vote for a party is nothing that the party says.
_POLLED = re.compile(
    r"\d\s?(?:%|percent\b|per\s+cent\b|percentage\s+points?\b)|\d[\s-]points?\b|\b(?:poll|survey)(?:s\b|ed\b|\s+(?:of|found)\b)",
    re.IGNORECASE,
)
#: Who serves a state and may be judged without it.
_FORCES = frozenset({"police", "military", "police officers", "law enforcement"})
#: Sources that are no one in particular: "Not everyone in the party agrees", "anyone who praises Iran".
_ANYBODY = re.compile(
    r"(?:(?:not|almost|nearly|hardly)\s+)?(?:(?:every|any|no)(?:one|body)|no[\s-]one|none)\b", re.IGNORECASE
)
#: A text that is still to be adopted speaks for nobody, not even for the body before which it is: "a Security Council
#: resolution that would have condemned Iran".
_DRAFT = re.compile(
    r"(?:an?|the|its|that|this)\s+(?:[\w.’'-]+\s+){0,5}(?:resolution|bill|motion|amendment|draft)\b", re.IGNORECASE
)
_OF_DRAFT = re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+){0,2}(?:resolution|draft|bill|motion|amendment|text)s?\b")
#: Before who does something beside: "with Norway openly rebuking Peru", and where the next one does.
_WITH = re.compile(r"\bwith\s+(?:the\s+)?\Z")
_NEXT_DOING = re.compile(
    r",?\s+and\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,3}\s+(?:[a-z]+ly\s+)?(?!during\b|including\b)[a-z]+ing\b"
)
#: A clause of this many characters at most is looked through, so that a sentence of any length stays cheap.
_CLAUSE = 200
#: From a name to "which": a comma, or a description between two.
_TO_RELATIVE = re.compile(r"(?:\s?[\"”’'])?(?:\s?,\s+(?:[^,;:.]{1,60},\s+)?|\s+)")
#: What an owner owns, in three words: "'s deputy", "' former campaign manager".
_OWNED = re.compile(r"['’]s?\s+([\w-]+(?:\s+[\w-]+){0,2})")
_OF_OWNER = re.compile(r"['’]s?\s+(?=[A-Z])")
#: Before whom somebody has an office with: "floor leader of the opposition People Power Party".
_OFFICE_OF = re.compile(r"\b([\w-]+)\s+(?:of|for|from|at|with)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}\Z")
_LONGEST_OFFICE = 60
#: Before a place, also of a body: "at the United Nations".
_WHERE = re.compile(r"\b(?:at|in|inside|outside|before)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LONGEST_WHERE = 14
#: "Yael Ben-David, whose son Omer was seized"
_WHOSE = re.compile(
    r"\bwhose\s+(?:[\w-]+\s+)?(?:son|daughter|wife|husband|brother|sister|father|mother|partner|friend)\s+\Z"
)
_LONGEST_WHOSE = 60
_JOINED = re.compile(r",?\s+(?:and|or|&)\s+(?:the\s+)?")
#: What somebody may be called instead of by name.
PRONOUNS = frozenset("he she it they him her them his its their who".split())
_YOU_AND_I = frozenset({"i", "you", "we", "us", "me"})
#: Words that open a sentence and name no one.
_NO_ONES = frozenset("another other one evidence data research history experience nothing something everything".split())
#: Who may take a stance where it is merely named; unnamed people ("Afghan refugees") seldom do.
_INCIDENTAL = frozenset({"person", "country", "party", "armed_group", "international", "organisation"})
#: A sentence that names more actors than this is mostly a list: of 15 stances in such sentences one was right.
_MAX_NAMED = 5


def build_pairs(article: Article, sentences: Sequence[Sentence], resolution: Resolution) -> list[Pair]:
    """Builds the pairs of an article.

    Args:
        article: the article.
        sentences: its sentences, in reading order.
        resolution: its mentions with their actors, its attributions with their speakers.

    Returns:
        the pairs, in the order of sentence, attribution, target.
    """
    if not sentences:
        return []
    index = _Index(article, sentences, resolution)
    acts: dict[int, list[Act]] = {}
    for act in resolution.acts:
        acts.setdefault(act.sentence, []).append(act)
    attitudes: dict[int, list[Act]] = {}
    for attitude in resolution.attitudes:
        attitudes.setdefault(attitude.sentence, []).append(attitude)
    pairs: dict[tuple[int, str, str], Pair] = {}
    spoken: set[int] = set()
    for attribution in resolution.attributions:
        for pair in index.spoken(attribution):
            spoken.add(pair.sentence.index)
            pairs.setdefault(_key(pair), pair)
        spoken.update(index.covered(attribution))
    for number, sentence in enumerate(sentences):
        if sentence.index in spoken:
            asked = index.done(sentence, acts.get(number, ()))
        else:
            asked = index.narrated(sentence, acts.get(number, ()))
        told = index.done(sentence, attitudes.get(number, ()))
        for pair in (*asked, *told, *index.incidental(sentence)):
            pairs.setdefault(_key(pair), pair)
    asked = (pair for pair in pairs.values() if not any(is_nobody(one.actor) for one in _sides(pair)))
    asked = (pair for pair in asked if not (_is_polled(pair) or _is_force(pair)))
    return sorted(asked, key=lambda pair: pair.sentence.index)


def _sides(pair: Pair) -> Iterator[Participant]:
    yield from (pair.speaker, pair.target) if pair.speaker else (pair.target,)


def _is_force(pair: Pair) -> bool:
    """Whether a state is only meant by those in its service: who honors "the police" takes no stance on the state."""
    actor, place = pair.target.actor, pair.target.span
    if actor is None or actor.kind != "country" or place is None:
        return False
    cue = pair.attribution.cue if pair.attribution else None
    if cue and cue.end <= place.start and pair.text[cue.end : place.start].strip() in ("", "the"):
        return False  # "condemned the police for the arrests"
    return place.of(pair.text).lower().removeprefix("the ") in _FORCES


def _is_polled(pair: Pair) -> bool:
    """Whether it is counted who of a party thinks so: "Democrats favored Petru, 72 percent to 8 percent"."""
    actor = pair.speaker.actor if pair.speaker else None
    place = pair.speaker.span if pair.speaker else None
    if actor is None or actor.kind != "party" or place is None:
        return False
    surface = place.of(pair.text)
    # "Republicans", "10 percent", not the Green Party
    if surface.casefold() == actor.name.casefold() or not (surface.endswith("s") or re.search(r"\d", surface)):
        return False
    return _POLLED.search(pair.text, pair.sentence.start, pair.sentence.end) is not None


def _key(pair: Pair) -> tuple[int, str, str]:
    return pair.sentence.index, pair.speaker.name if pair.speaker else "", pair.target.name


class _Index:
    """The mentions and sentences of an article, to be found by place."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], resolution: Resolution) -> None:
        self._text = article.text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        asking = {a.cue.start for a in resolution.attributions if a.cue and a.source and a.source.end <= a.cue.start}
        self._mentions = list(_outside(resolution.mentions, _unsettled(article.text, sentences, asking)))
        self._mention_starts = [mention.start for mention in self._mentions]
        #: by sentence, what is said in it by whom, and by which words
        self._said: dict[int, list[tuple[Span, Actor, Span | None]]] = {}
        #: by sentence, the words that name who speaks in it, and who that is
        self._sources: dict[int, list[tuple[Span, Actor]]] = {}
        for attribution in resolution.attributions:
            if attribution.speaker:
                if attribution.source:
                    for sentence in self._sentences_in(attribution.source):
                        named = (attribution.source, attribution.speaker)
                        self._sources.setdefault(sentence.index, []).append(named)
                for content in attribution.content:
                    for sentence in self._sentences_in(content):
                        said = (content, attribution.speaker, attribution.cue)
                        self._said.setdefault(sentence.index, []).append(said)

    def spoken(self, attribution: Attribution) -> Iterator[Pair]:
        """The pairs of one act of speech."""
        source = attribution.source.of(self._text) if attribution.source else ""
        if not _is_somebody(attribution.speaker, source):
            return
        for content in attribution.content:
            for sentence in self._sentences_in(content):
                span = Span(max(content.start, sentence.start), min(content.end, sentence.end))
                span = self._without_next(attribution, span)
                speaker = self._voice_of_country(attribution, sentence) or self._speaker(attribution, sentence)
                actor = speaker.actor if speaker else None
                if attribution.source and not actor and self._is_inside(content, sentence):
                    continue  # "Cayuela confirmed that investigations indicate that …" is what Cayuela says
                named = (*self._antecedent(content, sentence), *self._targets_in(span))
                for target in self._meant_by(attribution.cue, span, named):
                    if self._is_reported(content, actor, target, sentence) or self._is_ascribed(span, target):
                        continue
                    if self._is_of_draft(attribution, target):
                        continue
                    is_own = self._is_own(actor, target)
                    if not is_own or may_judge(actor, target, attribution, self._text):
                        yield Pair(self._text, sentence, speaker, target, attribution, is_incidental=is_own)
        yield from self._spoken_of(attribution)
        yield from self._announced(attribution)
        yield from self._addressed(attribution)
        yield from self._judged(attribution)

    def _without_next(self, attribution: Attribution, span: Span) -> Span:
        """What is said, up to what another does: "with Norway rebuking Peru and Chile holding up a deal"."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or not _WITH.search(self._text, max(source.start - 10, 0), source.start):
            return span
        following = _NEXT_DOING.search(self._text, span.start, span.end) if cue.of(self._text).endswith("ing") else None
        return Span(span.start, following.start()) if following else span

    def _meant_by(self, deed: Span | None, content: Span, named: Iterable[Participant]) -> Iterator[Participant]:
        """The targets, and whose state an envoy is that something is done to; of an envoy without a name only that."""
        for target in named:
            if deed is None or deed.start > content.start:
                yield target
            else:
                yield from states_behind(self._text, deed, target)

    def _is_own(self, speaker: Actor | None, target: Participant) -> bool:
        return own_side(speaker, target, target.span.of(self._text) if target.span else "")

    def _antecedent(self, content: Span, sentence: Sentence) -> Iterator[Participant]:
        """Whom "which" or "whom" means where it is what is said: "the supplier, which he accused of lying"."""
        if content.of(self._text).lower() not in ("which", "whom", "who"):
            return
        before = [m for m in self._mentions_in(Span(sentence.start, content.start)) if m.actor]
        if before and before[-1].actor and _TO_RELATIVE.fullmatch(self._text, before[-1].end, content.start):
            actor = answerable(before[-1].actor)
            yield Participant(actor.name, before[-1].span, actor)

    def _spoken_of(self, attribution: Attribution) -> Iterator[Pair]:
        """The pair of a speaker and whom it speaks of behind the cue: "“A disgrace,” one minister said of Israel"."""
        cue = attribution.cue
        if cue is None or attribution.content[0].end > cue.start:
            return
        sentence = self._sentences_in(cue)[0]
        match = _SPEAKS_OF.match(self._text, cue.start)
        behind = Span(match.end() if match else cue.end, sentence.end)
        for target in self._targets_in(behind):
            place = target.span
            # "said its spokeswoman, Ana Petru, of the chairman"
            is_said = place is not None and (
                place.start == behind.start if match else _OF_WHOM.search(self._text, behind.start, place.start)
            )
            if is_said and not own_side(attribution.speaker, target):
                yield Pair(self._text, sentence, self._speaker(attribution, sentence), target, attribution)
                return

    def _announced(self, attribution: Attribution) -> Iterator[Pair]:
        """The pair of a speaker and whom its sentence announces first: "Of Kerrigan she said that …"."""
        if attribution.cue is None:
            return
        sentence = self._sentences_in(attribution.cue)[0]
        match = _AS_FOR.match(self._text, sentence.start)
        target = next(self._targets_in(Span(match.end(), attribution.cue.start)), None) if match else None
        place = target.span if target else None
        if match is None or target is None or place is None or place.start > match.end():
            return
        if stands_alone(self._text, place.end) and not self._is_own(attribution.speaker, target):
            yield Pair(self._text, sentence, self._speaker(attribution, sentence), target, attribution)

    def _addressed(self, attribution: Attribution) -> Iterator[Pair]:
        """The pair of a speaker and whom something is put to: "Erdogan told Sweden it should not expect support".

        Of people only where they are what is said: "“You did nothing,” Delgado told Pike".
        """
        cue = attribution.cue.of(self._text).lower() if attribution.cue else ""
        if not _ADDRESSES.search(cue):
            return
        is_you = any(_YOU.search(self._text, content.start, content.end) for content in attribution.content)
        target = self._object(attribution, is_behind=is_you and attribution.quote_type != "indirect")
        lows = set(target.name.lower().split()) if target else set[str]()
        is_you = is_you and lows.isdisjoint(_OUTLETS | words("media"))
        if target and target.actor and (is_you or target.actor.kind in _ADDRESSED):
            yield self._asked(attribution, target)

    def _judged(self, attribution: Attribution) -> Iterator[Pair]:
        """The pair of a speaker and whom a cue judges that leaves its object out: "accused Peru on Monday of lying"."""
        cue = attribution.cue.of(self._text).lower() if attribution.cue else ""
        target = self._object(attribution) if cue and _JUDGES.match(cue.split()[-1]) else None
        if target:
            yield self._asked(attribution, target)

    def _object(self, attribution: Attribution, *, is_behind: bool = False) -> Participant | None:
        """Whom the words between a cue and what is said behind it begin with; None of the speaker's own side.

        Args:
            attribution: whose cue it is.
            is_behind: whether what is said may also stand before the cue.
        """
        cue, actor = attribution.cue, attribution.speaker
        if cue is None or actor is None or not attribution.content:
            return None
        if attribution.content[0].start < cue.end and not is_behind:
            return None
        behind = (content.start for content in attribution.content if content.start >= cue.end)
        between = Span(cue.end, min(*behind, self._sentences_in(cue)[0].end, len(self._text)))
        target = next(self._targets_in(between), None)
        is_next = target and target.span and self._text[cue.end : target.span.start].strip() in ("", "the")
        return target if target and is_next and not self._is_own(actor, target) else None

    def _asked(self, attribution: Attribution, target: Participant) -> Pair:
        sentence = self._sentences_in(attribution.cue or attribution.content[0])[0]
        return Pair(self._text, sentence, self._speaker(attribution, sentence), target, attribution)

    def _is_inside(self, content: Span, sentence: Sentence) -> bool:
        """Whether a content is part of what a known speaker says."""
        said = self._said.get(sentence.index, ())
        return any(outer != content and outer.contains(content) for outer, *_ in said)

    def _voice_of_country(self, attribution: Attribution, sentence: Sentence) -> Participant | None:
        """Who tells by name what the own country thinks or does: "Petru said Moldova supported the plan" is her stance.

        Not what it says: "Petru said that Moldova had told Gazprom to pay".
        """
        country, cue = attribution.speaker, attribution.cue
        if country is None or country.kind != "country" or cue is None or says(cue.of(self._text)):
            return None
        said = self._said.get(sentence.index, ())
        speakers = (
            outer
            for content, outer, _ in said
            if content.contains(cue) and content not in attribution.content and speaks_by_name_for(outer, country)
        )
        speaker = next(speakers, None)
        return Participant(speaker.name, attribution.source, speaker) if speaker else None

    def _is_reported(self, content: Span, speaker: Actor | None, target: Participant, sentence: Sentence) -> bool:
        """Whether somebody else says it: "Zarif said that Washington accuses Tehran" tells Washington's stance.

        Not so where the other only answers: "Zarif said that Washington lied, which Washington denied".
        """
        place = target.span
        return place is not None and any(
            inner.contains(place)
            and inner != content
            and content.contains(inner)
            and (cue is None or content.contains(cue))
            and other.name != target.name
            and (not speaker or other.name != speaker.name)
            for inner, other, cue in self._said.get(sentence.index, ())
        )

    def _is_of_draft(self, attribution: Attribution, target: Participant) -> bool:
        """Whether a target only tells before whom a draft is that somebody vetoes, and not whose."""
        actor, place, cue = target.actor, target.span, attribution.cue
        if actor is None or place is None or cue is None or actor.kind not in ("international", "organisation"):
            return False  # of a party or a state it tells whose
        return "veto" in cue.of(self._text).lower() and _OF_DRAFT.match(self._text, place.end) is not None

    def _is_ascribed(self, content: Span, target: Participant) -> bool:
        """Whether the content says of another actor, named before, that it is against the target."""
        if target.span is None:
            return False
        start = max(content.start, target.span.start - _CLAUSE)
        clause = re.split(r"[,;:]", self._text[start : target.span.start])[-1]
        match = _IS_AGAINST.search(clause)
        if match is None:
            return False
        subject = Span(target.span.start - len(clause), target.span.start - len(clause) + match.start())
        return any(other.name != target.name for other in self._targets_in(subject))

    def covered(self, attribution: Attribution) -> Iterator[int]:
        """Indices of the sentences in which an attribution whose speaker is known has its source, cue or content.

        Of one without ("the facts that both sides claim") the sentences in which it has most of the words.
        """
        if attribution.speaker is None and attribution.source is not None:
            for content in attribution.content:
                for sentence in self._sentences_in(content):
                    inside = min(content.end, sentence.end) - max(content.start, sentence.start)
                    if 2 * inside > sentence.end - sentence.start:
                        yield sentence.index
            return
        for span in (attribution.source, attribution.cue, *attribution.content):
            if span:
                yield from (sentence.index for sentence in self._sentences_in(span))

    def done(self, sentence: Sentence, acts: Sequence[Act]) -> Iterator[Pair]:
        """The pairs of what actors do: each with whom its predicate names."""
        for act in acts:
            subject = Participant(act.actor.name, act.subject, act.actor)
            for target in self._meant_by(act.predicate, act.predicate, self._targets_in(act.predicate)):
                is_own = self._is_own(act.actor, target)
                if not is_own or may_fight_party(act.actor, target, self._text):
                    yield Pair(self._text, sentence, subject, target, is_incidental=is_own)

    def narrated(self, sentence: Sentence, acts: Sequence[Act]) -> Iterator[Pair]:
        """The pairs of a sentence in which nobody speaks: of its subjects and of the article's own voice."""
        pairs = list(self.done(sentence, acts))
        yield from pairs
        # Of a subject that takes a stance the article's own is seldom meant: 3 of 13 rows were right in the seeds.
        if pairs:
            return
        end = acts[0].predicate.start if acts else sentence.end
        for target in self._targets_in(Span(sentence.start, end)):
            yield Pair(self._text, sentence, None, target)

    def incidental(self, sentence: Sentence) -> Iterator[Pair]:
        """The pairs of each actor that a sentence names with each other one of it."""
        mentions: dict[str, Mention] = {}
        for mention in self._mentions_in(sentence.span):
            if mention.actor:
                mentions.setdefault(mention.actor.name, mention)
        if len(mentions) > _MAX_NAMED:
            return
        for mention in mentions.values():
            actor = mention.actor
            if actor is None or actor.kind not in _INCIDENTAL or not self._is_by_name(mention.span, actor):
                continue
            if not stands_alone(self._text, mention.end) or self._is_of_another(mention, actor, sentence):
                continue
            if _WHERE.search(self._text, max(mention.start - _LONGEST_WHERE, 0), mention.start):
                continue
            if _WHOSE.search(self._text, max(mention.start - _LONGEST_WHOSE, 0), mention.start):
                continue
            if self._owns_next(mention) or _is_a_people(mention.span.of(self._text), actor):
                continue
            speaker = Participant(actor.name, mention.span, actor)
            for target in self._targets_in(sentence.span):
                place = target.span
                if place is None or place.overlaps(mention.span) or own_side(actor, target):
                    continue
                if self._has_said(sentence, actor, place) or self._is_beside(sentence, mention, actor, place):
                    continue
                if self._is_by_name(place, target.actor) and not self._are_joined(mention.span, place):
                    yield Pair(self._text, sentence, speaker, target, is_incidental=True)

    def _are_joined(self, one: Span, other: Span) -> bool:
        """Whether two names stand beside each other as one: "Ivo and Ada Quill fell in love"."""
        first, second = sorted((one, other))
        return _JOINED.fullmatch(self._text, first.end, second.start) is not None

    def _owns_next(self, mention: Mention, kind: ActorKind | None = None) -> bool:
        """Whether a name only tells whose the next one is, if of a kind: "Petru's Green Party left"."""
        own = _OF_OWNER.match(self._text, mention.end)
        if own is None:
            return False
        at = bisect_left(self._mention_starts, own.end())
        is_next = at < len(self._mentions) and self._mention_starts[at] == own.end()
        return is_next and (kind is None or self._mentions[at].kind == kind)

    def _is_by_name(self, place: Span, actor: Actor | None) -> bool:
        """Whether somebody is called by a name, not by a pronoun and not as "a Swiss diplomat".

        Of the incidental pairs that version 0.6.0 asked, 27 to 40% of those with anything else were about the
        wrong one, and 6% of the others.
        """
        surface = place.of(self._text)
        is_name = not surface.islower() and surface.lower() not in PRONOUNS
        # "Sen. Mark Delaney, an Ohio Republican": one of a party is not the party.
        is_member = actor is not None and actor.kind == "party" and f"{surface}s" in actor.aliases
        return (
            is_name
            and bool(actor)
            and not is_member
            and (actor.kind != "person" or actor.name.split()[-1][:1].isupper())
        )

    def _is_of_another(self, mention: Mention, actor: Actor, sentence: Sentence) -> bool:
        """Whether a name stands in what another says, or tells who another is: "X's deputy", "a leader of the X"."""
        if any(
            content.contains(mention.span) and speaker.name != actor.name and not is_voice_of(speaker, actor)
            for content, speaker, _ in self._said.get(sentence.index, ())
        ):
            return True
        office = _OFFICE_OF.search(self._text, max(mention.start - _LONGEST_OFFICE, 0), mention.start)
        if office and role_class(office[1].lower()) and office[1].lower() not in words("plural_role"):
            return True
        owned = _OWNED.match(self._text, mention.end)
        noun = takewhile(lambda word: word not in words("function"), owned[1].lower().split() if owned else ())
        if any(role_class(word) for word in noun):
            return True
        return any(
            source.contains(mention.span) and self._is_described(speaker, actor, Span(mention.end, source.end))
            for source, speaker in self._sources.get(sentence.index, ())
        )

    def _is_described(self, speaker: Actor, actor: Actor, behind: Span) -> bool:
        """Whether an actor in the words for a speaker only tells whose the speaker is: "Lebanon's Hezbollah"."""
        is_side = speaker.affiliation is not None and speaker.affiliation.name == actor.name
        is_owner = _OWNED.match(self._text, behind.start, behind.end) is not None
        return is_side or (is_owner and speaker.name != actor.name)

    def _is_beside(self, sentence: Sentence, mention: Mention, actor: Actor, place: Span) -> bool:
        """Whether a name only tells more of who speaks there, and a place is not told with it.

        "Ana Petru of the Reed League said Peru lied" tells nothing of the League, but "Petru, whom the League backs,
        said" does of her.
        """
        return any(
            source.contains(mention.span) and speaker.name != actor.name and not source.contains(place)
            for source, speaker in self._sources.get(sentence.index, ())
        )

    def _has_said(self, sentence: Sentence, speaker: Actor, place: Span) -> bool:
        """Whether a place is in what the speaker says there, of which ``spoken`` decides."""
        return any(
            content.contains(place) and other.name == speaker.name
            for content, other, _ in self._said.get(sentence.index, ())
        )

    def _speaker(self, attribution: Attribution, sentence: Sentence) -> Participant | None:
        source, actor = attribution.source, attribution.speaker
        span = source if source and sentence.span.contains(source) else None
        if actor is None and source is None:
            return None
        # Of somebody unknown the words up to what is told beside: "The lawyer, who studied in Berlin,".
        return Participant(actor.name if actor else source.of(self._text).split(",")[0] if source else "", span, actor)

    def _sentences_in(self, span: Span) -> Sequence[Sentence]:
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return [s for s in self._sentences[first : bisect_left(self._starts, span.end)] if s.span.overlaps(span)]

    def _mentions_in(self, span: Span) -> Iterator[Mention]:
        """The mentions of actors within a span, in order; a place is none."""
        for mention in self._mentions[bisect_left(self._mention_starts, span.start) :]:
            if mention.start >= span.end:
                return
            if mention.end <= span.end and mention.kind != "place" and mention.actor:
                yield mention

    def _targets_in(self, span: Span) -> Iterator[Participant]:
        for mention in self._mentions_in(span):
            # Of "Paraguay's Santiago Peña" the country only tells whose he is.
            is_origin = mention.kind == "country" and self._owns_next(mention, "person")
            if mention.actor and not is_origin:
                actor = answerable(mention.actor)
                yield Participant(actor.name, mention.span, actor)


def _unsettled(text: str, sentences: Sequence[Sentence], asking: Container[int]) -> Iterator[Span]:
    """What somebody is asked, or fails to agree on: nobody's stance.

    Not what somebody asks: "the envoy, Ada Quill, asked why Peru lied"; where such verbs stand is given.
    """
    for sentence in sentences:
        for match in _UNSETTLED.finditer(sentence.span.of(text)):
            asked = _ASKED.match(match.group())
            if asked is None or sentence.start + match.start() + asked.end() not in asking:
                yield Span(sentence.start + match.start(), sentence.start + match.end())


def _outside(mentions: Sequence[Mention], spans: Iterator[Span]) -> Iterator[Mention]:
    """The mentions that end in none of the spans; both are in order."""
    span = next(spans, None)
    for mention in mentions:
        while span and span.end < mention.end:
            span = next(spans, None)
        if not (span and span.start < mention.end):
            yield mention


def answerable(actor: Actor) -> Actor:
    """The state that unnamed people act for, else the actor itself."""
    side = actor.affiliation
    return side if actor.kind == "group" and side and side.kind == "country" else actor


def _is_somebody(speaker: Actor | None, source: str) -> bool:
    """Whether somebody is named by a source: not by "the letter", "many" or "46 percent"."""
    if speaker or not source:
        return True
    # "The statement, signed by African leaders,"
    if _DRAFT.match(source):
        return False
    phrase = source.split(",")[0].split()
    first, *others = phrase or [""]
    is_name = bool(others) and is_name_of_somebody(phrase)
    # A reader who signs with a handle: "@adaquill".
    if not others and first.startswith("@"):
        return len(first) > 1
    is_one = not others and first[:1].isupper() and not first.endswith("s") and first.lower() not in words("determiner")
    is_one = is_one and first.lower() not in _YOU_AND_I | PRONOUNS | _NO_ONES and not first.isupper()
    return (is_name or is_one) and not _ANYBODY.match(source)


def _is_a_people(surface: str, actor: Actor) -> bool:
    """Whether a country is named by its people: "shortages that have angered Nigerians"."""
    is_plural = surface.endswith("s") and surface[:-1] in actor.aliases
    return actor.kind == "country" and is_plural and surface != actor.name
