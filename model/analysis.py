"""What the analyzer found in one article: its stances, as rows and as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from .errors import UsageError
from .records import Actor, Article, Attribution, Label, Mention, Sentence, Span, Stance

__all__ = ["GROUPINGS", "ROW_FIELDS", "Analysis", "Cell", "Grouping", "matrix"]

Grouping = Literal["speaker", "affiliation"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)

#: Columns of a row, the same names in every format.
ROW_FIELDS = (
    "doc_id",
    "published",
    "outlet",
    "sentence_index",
    "start",
    "end",
    "sentence",
    "speaker_text",
    "speaker_name",
    "speaker_affiliation",
    "quote_type",
    "cue",
    "target_text",
    "target_start",
    "target_end",
    "target_name",
    "target_kind",
    "target_iso3",
    "label",
    "p_favor",
    "p_neutral",
    "p_against",
    "model",
    "revision",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one source stands toward one target, over all its sentences.

    Attributes:
        source: a speaker's name, or the ISO 3166-1 alpha-3 code of an affiliation.
        target: a target's name, or the ISO code of its country.
        label: the side with the larger sum of probabilities among the sentences that
            are not neutral; neutral where all are.
        favor: number of sentences with this label.
        neutral: number of sentences with this label.
        against: number of sentences with this label.
        score: mean of p_favor - p_against over all the sentences, in [-1, 1].
    """

    source: str
    target: str
    label: Label
    favor: int
    neutral: int
    against: int
    score: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with everything that was found in it.

    Attributes:
        article: the article that was read.
        sentences: its sentences, in reading order.
        attributions: who said what, speakers resolved.
        mentions: where which actor is named.
        stances: one for each (sentence, speaker, target), neutral ones included.
        model: name of the model that gave them.
        revision: which weights.
        notes: what the reader should know, e.g. that the article is not in English.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    stances: tuple[Stance, ...] = ()
    model: str = ""
    revision: str = ""
    notes: tuple[str, ...] = field(default=())

    def select(self, *, neutral: bool = False, min_probability: float = 0.0) -> tuple[Stance, ...]:
        """The stances to show: favor and against, or all, with at least this probability of their label."""
        return tuple(
            stance
            for stance in self.stances
            if (neutral or stance.label != "neutral") and stance.probability >= min_probability
        )

    def to_dicts(self, *, neutral: bool = True, min_probability: float = 0.0) -> list[dict[str, object]]:
        """The stances as rows with the columns ``ROW_FIELDS``; unknown values are empty strings."""
        return [self._row(stance) for stance in self.select(neutral=neutral, min_probability=min_probability)]

    def matrix(self, by: Grouping = "affiliation") -> list[Cell]:
        """Sums the stances up per source and target; see ``matrix``."""
        return matrix(self.stances, by)

    def _row(self, stance: Stance) -> dict[str, object]:
        pair, text = stance.pair, self.article.text
        attribution = pair.attribution
        source = attribution.source if attribution else pair.speaker.span if pair.speaker else None
        speaker = pair.speaker.actor if pair.speaker else None
        target = pair.target.actor
        target_span = pair.target.span or Span(pair.sentence.start, pair.sentence.start)
        values = (
            self.article.id,
            self.article.published,
            self.article.outlet,
            pair.sentence.index,
            pair.sentence.start,
            pair.sentence.end,
            text[pair.sentence.start : pair.sentence.end],
            source.of(text) if source else "",
            pair.speaker.name if pair.speaker else "",
            speaker.country if speaker else "",
            attribution.quote_type if attribution else "",
            attribution.cue.of(text) if attribution and attribution.cue else "",
            target_span.of(text),
            target_span.start,
            target_span.end,
            pair.target.name,
            target.kind if target else "",
            target.iso3 if target else "",
            stance.label,
            round(stance.p_favor, 4),
            round(stance.p_neutral, 4),
            round(stance.p_against, 4),
            self.model,
            self.revision,
        )
        return dict(zip(ROW_FIELDS, values, strict=True))


def matrix(stances: Iterable[Stance], by: Grouping = "affiliation") -> list[Cell]:
    """Sums stances up per source and target.

    Args:
        stances: of one article or of many.
        by: ``speaker`` groups by the names of speaker and target; ``affiliation`` by
            the countries they are or speak for, and leaves out those without one and
            a country's stance toward itself.

    Returns:
        the cells that are not neutral first, each group by number of sentences.

    Raises:
        UsageError: ``by`` is neither.
    """
    if by not in GROUPINGS:
        raise UsageError(f"cannot group by {by!r}; valid: {', '.join(GROUPINGS)}")
    groups: dict[tuple[str, str], list[Stance]] = {}
    for stance in stances:
        speaker = stance.pair.speaker
        source = _group(speaker.name if speaker else "", speaker.actor if speaker else None, by)
        target = _group(stance.pair.target.name, stance.pair.target.actor, by)
        if source and target and source != target:
            groups.setdefault((source, target), []).append(stance)
    cells = [_cell(source, target, found) for (source, target), found in groups.items()]
    cells.sort(key=lambda cell: (cell.label == "neutral", -(cell.favor + cell.against), cell.source, cell.target))
    return cells


def _group(name: str, actor: Actor | None, by: Grouping) -> str:
    if by == "speaker":
        return name
    return actor.country if actor else ""


def _cell(source: str, target: str, stances: Sequence[Stance]) -> Cell:
    counts: Mapping[Label, int] = {
        label: sum(stance.label == label for stance in stances) for label in ("favor", "neutral", "against")
    }
    taken = [stance for stance in stances if stance.label != "neutral"]
    leaning = sum(stance.p_favor - stance.p_against for stance in taken)
    label: Label = "neutral" if not taken else "favor" if leaning > 0 else "against"
    score = sum(stance.p_favor - stance.p_against for stance in stances) / len(stances)
    return Cell(source, target, label, counts["favor"], counts["neutral"], counts["against"], round(score, 4))
