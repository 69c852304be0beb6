"""Mentions and speakers that only the trained tagger's references tell: "the department had known", "the paper said".

The rules come first: words that they resolve, and those that overlap a name, are left to them. What a phrase says of
itself has a veto: "the governor" is somebody, "the police" are a state, "the council" is no court.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .acts import Act
from .called import UNIONS
from .clauses import tag_sentence
from .lexicon import is_noun_of_body, role_class, words
from .records import Actor, Attribution, Mention, Sentence, Span
from .references import Meant, References
from .referring import referring_words, said_or_done
from .told import overlaps_any

__all__ = ["linked_mentions", "linked_speakers"]

#: How likely it has to be whom words mean: with 0.5 and 0.65 the F1 of ``bulletins`` is 60.8 and 61.1, of unread
#: sheets of ``press`` 45.0 (precision 57.1 and 57.6; the tagger of 0.21.0).
_LIKELY = 0.65
_HE_OR_SHE = frozenset({"he", "she", "him", "her", "man", "woman", "gentleman", "lady"})
_IT_OR_THEY = frozenset({"it", "they", "them"})
#: Who speaks as one of these is nobody in particular: "some say", "one cannot dismiss", "all three agreed".
_NOBODY = frozenset(
    "some others one i you we us everyone everybody anyone anybody someone somebody many most several few half none "
    "nobody neither all both each another whoever those enough".split()
)
#: What no single person says: "the suit", "a survey".
_OF_MANY = frozenset(
    "poll polls polling survey surveys study studies suit lawsuit warrant filing filings bill legislation law "
    "resolution resolutions investigation investigations story stories file files data figures numbers evidence".split()
)
#: Speakers of whom the article says that they might be anybody: "a whistleblower", "gun rights advocates".
_OF_ANYBODY = re.compile(
    r"(?:an?\s(?!statement|letter|transcript|report|memo|spokes)"
    r"|(?:[a-z][\w-]*\s)*(?:advocates|supporters|critics|observers|experts|opponents)\Z)",
    re.IGNORECASE,
)
#: What acts for a state; a body is one of them where its name says so.
_OF_STATES = frozenset(
    "police government ministry army military troops soldiers navy parliament court prosecutors".split()
)
#: Who has one of these in its name is no firm.
_NO_FIRMS = UNIONS | {"association", "federation"}
#: Whom a body serves is not the body.
_SERVED = frozenset("passengers customers patients viewers readers consumers commuters taxpayers pupils".split())
#: Of these no state is meant: "the regional government", "the previous cabinet", "city officials".
_OF_OTHERS = frozenset(
    "regional provincial municipal city local county district borough devolved territorial opposition rival shadow "
    "previous former last next future".split()
)
#: Who stands against a state or an employer is no state.
_AGAINST_POWER = frozenset("strikers protesters protestors demonstrators marchers rioters picketers dissidents".split())
#: What has power over others: said of a state, or of a body of which one of these tells it.
_AUTHORITIES = frozenset("regulator watchdog commission ministry department authority agency court tribunal".split())
_KINDS_OF_POWER = frozenset("council board office bureau parliament senate congress assembly government".split())
#: What only such a body, a state or somebody in office makes.
_RULINGS = frozenset("ruling verdict judgment judgement fine ban law sanctions".split())
#: A body that has one of these in its name is called by no other.
_KINDS = frozenset(
    "council federation guild league union commission association committee ministry court society university "
    "hospital club party institute bank chamber senate congress parliament police company airline agency".split()
)
_OF_MANY_STATES = frozenset({"bloc", "alliance"})
#: The same, but others may have one: "the board" is of "Harrow Bank", and "the bank" is no "Ames school board".
_PARTS_OF_BODIES = frozenset({"board", "district"})


def linked_mentions(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    acts: Sequence[Act],
    references: References,
) -> Iterator[Mention]:
    """The further mentions in what somebody says or does.

    Args:
        text: the article's text.
        sentences: its sentences.
        mentions: what is known, sorted and disjoint.
        attributions: who says what.
        acts: who does what.
        references: what the tagger says of the article.
    """
    taken = [mention.span for mention in mentions]
    for sentence, within in said_or_done(sentences, attributions, acts):
        for span in referring_words(tag_sentence(text, sentence, ()), within):
            meant = None if overlaps_any(taken, span) else _meant(text, span, mentions, references)
            if meant and meant.probability >= _LIKELY:
                yield Mention(span.start, span.end, meant.actor.kind, meant.actor)


def linked_speakers(
    text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention], references: References
) -> list[Attribution]:
    """The attributions, with the speakers of those whose source the rules leave open."""
    linked: list[Attribution] = []
    for one in attributions:
        is_open = not one.speaker and not (linked and _goes_on_from_nobody(text, linked[-1], one))
        meant = _meant(text, one.source, mentions, references) if one.source and is_open else None
        if one.source and meant and meant.probability >= _LIKELY and _may_speak(one.source.of(text), meant.actor):
            linked.append(replace(one, speaker=meant.actor))
        else:
            linked.append(one)
    return linked


def _goes_on_from_nobody(text: str, before: Attribution, one: Attribution) -> bool:
    """Whether "it" goes on from a body without a name that nobody is known to be: "The local guild objected. It"."""
    if not before.source or before.speaker or not one.source or one.source.of(text).lower() != "it":
        return False
    return is_noun_of_body(before.source.of(text).lower().split()[-1])


def _may_speak(source: str, actor: Actor) -> bool:
    """Whether the words for who speaks can mean an actor at all: "some" and "a whistleblower" mean nobody known."""
    words_of = source.lower().split()
    is_nobody = words_of[0] in _NOBODY or _OF_ANYBODY.match(source) is not None
    return not is_nobody and not (actor.kind == "person" and words_of[-1] in _OF_MANY)


def _meant(text: str, span: Span, mentions: Sequence[Mention], references: References) -> Meant | None:
    """Whom words mean, unless they say of themselves that they do not."""
    meant = references.meant(span, mentions)
    first, *others = span.of(text).split()
    # "the University Laws", "the Slovak", "Verdi": a name that is not known.
    if meant is None or any(word[:1].isupper() for word in others) or (not others and _is_name(first)):
        return None
    if meant.actor.kind == "country" and _is_of_others(span.of(text).lower()):
        return None
    return meant if _fits((others or [first])[-1].lower(), meant.actor) else None


def _is_name(word: str) -> bool:
    """Whether a word alone with a capital is no pronoun, office or plural that only opens a sentence."""
    low = word.lower()
    is_told = low in _IT_OR_THEY or low in _HE_OR_SHE or low in words("function") or bool(role_class(low))
    return word[:1].isupper() and not is_told and not low.endswith("s") and low.isalpha()


def _is_of_others(phrase: str) -> bool:
    """Whether a phrase means no state, but a part of one, or who governs it at another time."""
    return not _OF_OTHERS.isdisjoint(phrase.split()) or phrase.endswith("state government")


def _fits(last: str, actor: Actor) -> bool:
    """Whether a pronoun or the last word of a phrase can mean an actor."""
    if last in _IT_OR_THEY:
        return actor.kind != "person"
    if (role_class(last) == "private" and actor.kind == "country") or last in _SERVED:
        return False  # "the students": no state
    if last in _HE_OR_SHE or role_class(last):
        return actor.kind == "person" or last in words("plural_role")
    if last in words("firm"):
        return actor.kind not in ("country", "person") and _NO_FIRMS.isdisjoint(actor.name.lower().split())
    if last in _OF_MANY_STATES:
        return actor.kind in ("international", "organisation", "party")
    if last in _AGAINST_POWER:
        return actor.kind != "country"
    named = set(actor.name.lower().split())
    if last in _OF_STATES and last not in named:
        return actor.kind in ("country", "international")
    if last in _RULINGS or last in _AUTHORITIES:
        return actor.kind != "organisation" or bool(named & (_AUTHORITIES | _KINDS_OF_POWER))
    return last not in _KINDS or last in named or not named & (_KINDS | _PARTS_OF_BODIES)
