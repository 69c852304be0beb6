"""The records that every step shares, from an article to its stances.

All are frozen dataclasses. Every offset is a character offset into
``Article.text`` exactly as it was read, half-open ``[start, end)``, so
``text[start:end]`` gives the surface form back. This module imports nothing of
the package but its errors: readers, taggers, corpora and reports all meet here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

__all__ = [
    "ACTOR_KINDS",
    "LABELS",
    "QUOTE_TYPES",
    "Actor",
    "ActorKind",
    "Article",
    "Attribution",
    "Label",
    "Mention",
    "Pair",
    "Participant",
    "QuoteType",
    "Sentence",
    "Span",
    "Stance",
]

Label = Literal["favor", "neutral", "against"]
#: The stances, in the order of every probability row of the classifier.
LABELS: tuple[Label, ...] = get_args(Label)

QuoteType = Literal["direct", "indirect", "mixed"]
QUOTE_TYPES: tuple[QuoteType, ...] = get_args(QuoteType)

ActorKind = Literal[
    "country",  # a state, named directly, by demonym, or by its capital or seat of power
    "international",  # UN, EU, NATO, Arab League, IAEA …
    "party",  # a political party or alliance
    "armed_group",  # a militia or insurgent group
    "organisation",  # ministry, company, newspaper, court …
    "person",
    "place",  # a place that is no state: a region, a city without a government in it
    "group",  # people without an organisation: protesters, a religious community
]
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text, ``[start, end)`` in characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is not 0 <= start <= end")

    def of(self, text: str) -> str:
        """The surface form of this span in ``text``."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it was read.

    Attributes:
        id: identifies the article in every output row (``doc_id``).
        text: the text that all offsets refer to, unaltered.
        title: the headline, or empty.
        published: the date as ISO 8601 (``2016-12-12`` or with a time), or empty.
        outlet: the newspaper or agency, or empty.
        url: where it was read from, or empty.
        language: ISO 639-1 code as far as known, or empty.
        skip: parts of ``text`` that are no prose and yield no sentences:
            headline, wire header, dateline. Sorted, disjoint.
        metadata: whatever else the source said, such as ``place`` or further columns.
    """

    id: str
    text: str
    title: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    skip: tuple[Span, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the article and the paragraph it stands in, both from 0."""

    index: int
    start: int
    end: int
    paragraph: int = 0

    @property
    def span(self) -> Span:
        """The sentence's place in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that takes a stance or that a stance is taken toward.

    Attributes:
        name: the canonical name, e.g. ``"United States"`` or ``"Mohammad Javad Zarif"``.
        kind: one of ``ACTOR_KINDS``.
        iso3: ISO 3166-1 alpha-3 code of a country, else empty.
        aliases: other surface forms met or known, without ``name``.
        affiliation: the actor that a person or an organisation speaks for, or None.
    """

    name: str
    kind: ActorKind
    iso3: str = ""
    aliases: tuple[str, ...] = ()
    affiliation: Actor | None = None

    @property
    def is_unnamed(self) -> bool:
        """Whether a description stands for the name: "senior official", "Hutchens' deputy"."""
        # "Lin Mei - hua", in text whose words were set apart, is a name.
        return self.name.replace(" - ", "-").rpartition(" ")[2].islower()

    @property
    def country(self) -> str:
        """ISO code of the country this actor is or speaks for, or empty."""
        if self.iso3:
            return self.iso3
        return self.affiliation.country if self.affiliation else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an actor; ``actor`` is None until it is resolved."""

    start: int
    end: int
    kind: ActorKind
    actor: Actor | None = None

    @property
    def span(self) -> Span:
        """The mention's place in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: one act of speech or writing that the article reports.

    Attributes:
        source: the words that name the speaker (``"Zarif"``, ``"He"``, ``"the
            minister"``); it may stand in another sentence than the content. None where
            the article leaves the speaker to an earlier sentence or to nobody (``"it was
            reported that"``).
        cue: the words that report (``"said"``, ``"according to"``), or None for a
            quote that stands alone.
        content: what was said, in reading order; several spans where the cue
            interrupts it. Quotation marks belong to the content.
        quote_type: ``direct`` when all the content is in quotation marks,
            ``indirect`` when none of it is, else ``mixed``.
        speaker: who ``source`` is, once resolved; also set where ``source`` is None
            and the speaker was carried forward.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quote_type: QuoteType
    speaker: Actor | None = None

    @property
    def start(self) -> int:
        """Where what was said begins, else the cue, else the source; -1 of an attribution without any."""
        anchor = self.content[0] if self.content else self.cue or self.source
        return anchor.start if anchor else -1


@dataclass(frozen=True, slots=True)
class Participant:
    """One side of a pair, as the classifier sees it.

    Attributes:
        name: the name given to the classifier when ``span`` is None.
        span: where it stands inside the pair's sentence, or None if it does not.
        actor: who it is, where that has been resolved.
    """

    name: str
    span: Span | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A question to the classifier: what is the speaker's stance toward the target here?

    Attributes:
        text: the text that all offsets refer to (the article; in a corpus of single
            sentences, the sentence).
        sentence: the sentence that is judged.
        speaker: who speaks; None is the article's own voice.
        target: whom the stance is toward.
        attribution: the act of speech that the pair was drawn from, if any.
        is_incidental: whether the speaker is merely named in the sentence, of which nothing
            tells that it speaks or acts there ("a claim that Wilczek dismissed").
        guide: the corpus whose annotation guide the question follows, or empty for stancekit's own
            (``training/labelled/README.md``): what is called neutral differs from guide to guide. A
            classifier that has not learnt it passes over it.
    """

    text: str
    sentence: Sentence
    speaker: Participant | None
    target: Participant
    attribution: Attribution | None = None
    is_incidental: bool = False
    guide: str = ""

    def __post_init__(self) -> None:
        for role, participant in (("speaker", self.speaker), ("target", self.target)):
            span = participant.span if participant else None
            if span and not self.sentence.span.contains(span):
                raise ValueError(f"{role} {span} lies outside its sentence {self.sentence.span}")


@dataclass(frozen=True, slots=True)
class Stance:
    """The classifier's answer to one pair; the probabilities sum to 1."""

    pair: Pair
    label: Label
    p_favor: float
    p_neutral: float
    p_against: float

    @property
    def probability(self) -> float:
        """Probability of ``label``."""
        return {"favor": self.p_favor, "neutral": self.p_neutral, "against": self.p_against}[self.label]
