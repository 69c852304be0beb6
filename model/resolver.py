"""Turns mentions and speakers into actors, by rule, and what the rules leave open by a trained tagger's references.

"Zarif", "he" and "the Iranian foreign minister" become Mohammad Javad Zarif, who
speaks for Iran; "Iraqi government" and "Baghdad" become Iraq; "Iranian officials"
become an actor of their own that speaks for Iran. Knowledge comes from the article
and from the gazetteer only: a president whose country the article does not say has
no affiliation.

Decisions:

* A person speaks for a country by an office of state in its name, never by
  nationality. Members of a chamber, opponents, candidates and former holders of an
  office do not; a party's or an organisation's people speak for it, and a party or
  an armed group for no country.
* As a target, an adjective of nationality with the word it describes ("Iraqi army")
  is the country. As a speaker, such a body is itself, with the country as affiliation.
* Unnamed people of a party or a body ("House Republican leaders", "a Democratic aide") are that party or body.
* Inside the description of a person or group of people no country is mentioned.
* "The company" is the firm that a noun told before ("ferry operator Star Lines"), "the court" the last one named; an
  acronym in brackets is what stands before them, wherever it comes.
* "The activist", "the Fulham midfielder", "the 51-year-old" is who alone spoke just before; "the official", "the
  lawyer", "the carmaker" points back to nobody.
* "He", "him", "his" and their like are mentions in what somebody says, where they mean
  a person who was named before and does not speak, and so are "they" and "its" of a body
  that was named just before; other pronouns are resolved as speakers and subjects only.

Limits: a pronoun takes the nearest earlier speaker, else the subject, within three
paragraphs; there is no syntax behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from .acts import Act
from .attitudes import attitude_acts, own_acts
from .gazetteer import Gazetteer
from .linked import linked_mentions, linked_speakers
from .named_sources import speakers_named
from .own import with_own_states
from .reading import Reading
from .records import Actor, Article, Attribution, Mention, Sentence
from .references import References
from .speakers import Speakers
from .spoke_again import speakers_again
from .stand_ins import only_judge, whom_they_stand_for

__all__ = ["Resolution", "Resolver", "RuleResolver"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in an article.

    Attributes:
        mentions: every mention that names or describes an actor, each with its
            ``actor``; sorted and disjoint. A person's includes the title before the name.
        attributions: the attributions as given, with ``speaker`` set where it is known; one
            for each speaker of "Poland and Lithuania said".
        actors: the actors of both, each once, in the order of their first appearance.
        acts: who acts, in order; in a sentence with an attribution only its speaker, before
            speaking, and whoever acts in a clause behind all of it.
        attitudes: what is told beside, by nouns ("Norway's criticism of Peru") or by who speaks for a state.
    """

    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    actors: tuple[Actor, ...]
    acts: tuple[Act, ...] = ()
    attitudes: tuple[Act, ...] = ()


class Resolver(Protocol):
    """Anything that finds the actors of an article, by rule or by model."""

    def __call__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        names: Sequence[Mention] | None = None,
        references: References | None = None,
    ) -> Resolution:
        """The actors of ``article`` and what refers to them, from what a tagger found."""
        ...


class RuleResolver:
    """Resolves by the rules of this module.

    Args:
        gazetteer: the known countries, bodies, groups and parties.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        attributions: Sequence[Attribution],
        names: Sequence[Mention] | None = None,
        references: References | None = None,
    ) -> Resolution:
        """Resolve the mentions and speakers of an article.

        Args:
            article: the article.
            sentences: its sentences, in order.
            attributions: what a tagger found, in the order of the text.
            names: bare names that a tagger found; None to find them by shape alone.
            references: whom words without a name mean, by a tagger; None to go by the rules alone.
        """
        reading = Reading(self._gazetteer, article, sentences, names, [a.source for a in attributions if a.source])
        speakers = Speakers(reading)
        resolved = speakers.resolve(attributions)
        mentions = with_own_states((*reading.mentions, *speakers.pronouns()), speakers.own_states())
        mentions.sort(key=lambda mention: mention.start)
        acts = speakers.acts
        if references:
            resolved = linked_speakers(article.text, resolved, mentions, references)
            mentions += linked_mentions(article.text, sentences, tuple(mentions), resolved, acts, references)
            mentions.sort(key=lambda mention: mention.start)
        resolved = speakers_named(article.text, resolved, mentions)
        resolved = speakers_again(article.text, resolved, lambda at: reading.paragraph(reading.line_at(at)))
        # What only a description of a speaker told: "the Illinois Democrat".
        told = {actor: replace(actor, affiliation=of) for actor, of in speakers.members()}
        unnamed = {m.actor for m in mentions if m.actor} | {a.speaker for a in resolved if a.speaker}
        told |= {actor: of for actor in unnamed if (of := whom_they_stand_for(actor)) != actor}
        told |= only_judge(reading.people, unnamed)
        mentions = [replace(m, actor=told.get(m.actor, m.actor)) if m.actor else m for m in mentions]
        resolved = [replace(a, speaker=told.get(a.speaker, a.speaker)) if a.speaker else a for a in resolved]
        acts = tuple(act._replace(actor=told.get(act.actor, act.actor)) for act in acts)
        actors = dict.fromkeys([*(m.actor for m in mentions if m.actor), *(a.speaker for a in resolved if a.speaker)])
        attitudes = (
            *_attitudes(article, sentences, mentions),
            *own_acts(article.text, sentences, resolved),
        )
        return Resolution(tuple(mentions), tuple(resolved), tuple(actors), acts, attitudes)


def _attitudes(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Act, ...]:
    """What nouns of the article tell of whose attitude toward whom."""
    starts = [mention.start for mention in mentions]
    found: list[Act] = []
    for index, sentence in enumerate(sentences):
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found += attitude_acts(article.text, index, [m for m in inside if m.kind != "place" and m.end <= sentence.end])
    return tuple(found)
