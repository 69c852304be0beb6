"""The ``polnear`` benchmark: how well a tagger finds who is reported to say what.

Spans are compared as sets of tokens. A token is a maximal run of letters and digits, or
a single mark; it belongs to a span that shares a character with it. A span in pieces is
the union of its pieces. Blanks therefore never matter, and marks do: a final full stop
or quotation mark more or less is another span.

For each role (source, cue, content), the distinct spans of the article:

- ``exact``: a span is right if the other side has one with the same tokens.
- ``overlap``: a found span is right if it shares a token with some gold span, a gold
  span is found if it shares one with some found span; several may share one partner.
- ``token``: each token of the article that lies in any span of the role counts once.

``f1/attribution``: an attribution is right if its source and content are linked as in
the gold. A found and a gold attribution match if

1. the tokens that their contents share are at least half of the tokens of either, and
2. their sources share a token, or neither has a source.

Matches are one to one, taken in the order of the contents' overlap (shared tokens over
all tokens of the two); the cue does not matter.

Gold contents run over sentences where a tagger gives one attribution a sentence. So
found attributions are first joined: one is joined to the one before it if it starts in
the sentence in which that ends (source, cue and content together) or in the next, their
sources are the same, and at most one has a cue (the further sentences of a quotation).
A found attribution with neither source nor cue has the source of the nearest one before
that has any, as the tagger defines it. Found attributions that reach into what
annotators discarded (adverts, captions) are left out and counted (``left_out``).
Attributions inside attributions are in the gold.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model.articles import article_from_text
from ..model.records import Article, Attribution, Sentence, Span
from ..model.sentences import split_sentences
from ..model.tagger import Tagging
from ..training.polnear import AttributedArticle, GoldAttribution
from .items import Item
from .tasks import Counted, f1_of_counts

__all__ = ["ATTRIBUTION_TASK", "ROLES", "attribution_items"]

ROLES = ("source", "cue", "content")
_MODES = ("exact", "overlap", "token")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")

#: Numbers of the article's tokens.
Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class _Tokenised:
    """An attribution, gold or found, as the tokens of its roles; empty where a role is."""

    source: Tokens
    cue: Tokens
    content: Tokens


def attribution_items(
    tagger: Callable[[Article, Sequence[Sentence]], Tagging], articles: Sequence[AttributedArticle]
) -> list[Item]:
    """Tags articles and counts what was found.

    Args:
        tagger: finds attributions; it gets the article and its sentences as in an analysis.
        articles: with their gold. Articles of several annotators get one item for each.

    Returns:
        one item an article, with the counts of ``ATTRIBUTION_TASK`` and its outlet as a slice.
    """
    items: list[Item] = []
    seen: set[str] = set()
    for gold in articles:
        article = article_from_text(gold.text, id=gold.id)
        sentences = split_sentences(article)
        found = _joined(tagger(article, sentences).attributions, [sentence.start for sentence in sentences])
        # The id alone, so that items stay comparable, unless an article comes twice.
        identifier = gold.id if gold.id not in seen else f"{gold.id}_{gold.annotator}"
        seen.add(gold.id)
        items.append(Item(identifier, counts=_counts(gold, found), slices={"outlet": gold.outlet}))
    return items


def _counts(article: AttributedArticle, found: Sequence[GoldAttribution]) -> dict[str, float]:
    tokens = _Tokeniser(article.text)
    kept = [one for one in found if not _touches(one, article.discarded)]
    gold_side = [_tokenised(gold, tokens) for gold in article.attributions]
    found_side = [_tokenised(one, tokens) for one in kept]
    counts: dict[str, float] = {"left_out": len(found) - len(kept)}
    for role in ROLES:
        spans = [{getattr(one, role) for one in side} - {frozenset[int]()} for side in (found_side, gold_side)]
        counts |= _span_counts(role, spans[0], spans[1])
    counts["attribution/correct"] = _linked(found_side, gold_side)
    counts["attribution/found"] = len(found_side)
    counts["attribution/gold"] = len(gold_side)
    return counts


def _touches(attribution: GoldAttribution, discarded: Sequence[Span]) -> bool:
    return any(content.overlaps(span) for content in attribution.content for span in discarded)


# --- Spans -------------------------------------------------------------------------------


class _Tokeniser:
    """The tokens of a text, to be found by place."""

    def __init__(self, text: str) -> None:
        matches = list(_TOKEN.finditer(text))
        self._starts = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]

    def tokens(self, spans: Sequence[Span]) -> Tokens:
        """Numbers of the tokens that share a character with any of the spans."""
        return frozenset(number for span in spans for number in self._within(span))

    def _within(self, span: Span) -> range:
        if span.start == span.end:
            return range(0)
        return range(bisect_left(self._ends, span.start + 1), bisect_left(self._starts, span.end))


def _tokenised(attribution: GoldAttribution, tokens: _Tokeniser) -> _Tokenised:
    return _Tokenised(*(tokens.tokens(getattr(attribution, role)) for role in ROLES))


def _span_counts(role: str, found: Collection[Tokens], gold: Collection[Tokens]) -> dict[str, float]:
    found_tokens, gold_tokens = frozenset[int]().union(*found), frozenset[int]().union(*gold)
    exact = len(set(found) & set(gold))
    return {
        f"{role}/exact/found_right": exact,
        f"{role}/exact/gold_right": exact,
        f"{role}/overlap/found_right": sum(bool(span & gold_tokens) for span in found),
        f"{role}/overlap/gold_right": sum(bool(span & found_tokens) for span in gold),
        f"{role}/token/found_right": len(found_tokens & gold_tokens),
        f"{role}/token/gold_right": len(found_tokens & gold_tokens),
        f"{role}/found": len(found),
        f"{role}/gold": len(gold),
        f"{role}/token/found": len(found_tokens),
        f"{role}/token/gold": len(gold_tokens),
    }


def _linked(found: Sequence[_Tokenised], gold: Sequence[_Tokenised]) -> int:
    """How many attributions match one to one."""
    candidates = sorted(
        (-_overlap(one.content, other.content), i, j)
        for i, one in enumerate(found)
        for j, other in enumerate(gold)
        if _is_match(one, other)
    )
    taken_found: set[int] = set()
    taken_gold: set[int] = set()
    for _, i, j in candidates:
        if i not in taken_found and j not in taken_gold:
            taken_found.add(i)
            taken_gold.add(j)
    return len(taken_found)


def _is_match(found: _Tokenised, gold: _Tokenised) -> bool:
    shared = len(found.content & gold.content)
    same_source = bool(found.source & gold.source) or not (found.source or gold.source)
    return same_source and shared > 0 and 2 * shared >= max(len(found.content), len(gold.content))


def _overlap(one: Tokens, other: Tokens) -> float:
    return len(one & other) / len(one | other)


# --- Found attributions in the form of the gold --------------------------------------------


def _joined(found: Sequence[Attribution], starts: Sequence[int]) -> list[GoldAttribution]:
    """The found attributions, the sentences of one quotation joined. ``starts``: of the sentences."""
    joined: list[GoldAttribution] = []
    for one in _with_sources(found):
        before = joined[-1] if joined else None
        if before and before.source == one.source and not (before.cue and one.cue) and _follows(before, one, starts):
            content = tuple(sorted({*before.content, *one.content}))
            joined[-1] = replace(before, cue=before.cue or one.cue, content=content)
        else:
            joined.append(one)
    return joined


def _with_sources(found: Sequence[Attribution]) -> Iterator[GoldAttribution]:
    """The attributions in reading order, a source carried over to those with neither source nor cue."""
    carried: tuple[Span, ...] = ()
    order = sorted(found, key=lambda one: (one.content[0].start, one.content[-1].end))
    for number, one in enumerate(order):
        source = (one.source,) if one.source else ()
        if source:
            carried = source
        elif one.cue is None:
            source = carried
        yield GoldAttribution(str(number), source, (one.cue,) if one.cue else (), one.content)


def _follows(before: GoldAttribution, one: GoldAttribution, starts: Sequence[int]) -> bool:
    """Whether an attribution starts in the sentence in which another ends, or in the next."""
    end = max(span.end for span in (*before.source, *before.cue, *before.content))
    return bisect_right(starts, one.content[0].start) - bisect_left(starts, end) <= 1


# --- The task ------------------------------------------------------------------------------


def _formulas() -> Mapping[str, Callable[[Mapping[str, float]], float]]:
    formulas: dict[str, Callable[[Mapping[str, float]], float]] = {"f1/attribution": _attribution_f1}
    formulas["precision/attribution"] = lambda n: _share(n["attribution/correct"], n["attribution/found"])
    formulas["recall/attribution"] = lambda n: _share(n["attribution/correct"], n["attribution/gold"])
    for role in ROLES:
        for mode in _MODES:
            formulas[f"f1/{role}/{mode}"] = _span_f1(role, mode)
            formulas[f"precision/{role}/{mode}"] = _side(role, mode, "found")
            formulas[f"recall/{role}/{mode}"] = _side(role, mode, "gold")
    return formulas


def _attribution_f1(counts: Mapping[str, float]) -> float:
    return f1_of_counts(counts["attribution/correct"], counts["attribution/found"], counts["attribution/gold"])


def _side(role: str, mode: str, side: str) -> Callable[[Mapping[str, float]], float]:
    whole = f"{role}/token/{side}" if mode == "token" else f"{role}/{side}"
    return lambda counts: _share(counts[f"{role}/{mode}/{side}_right"], counts[whole])


def _span_f1(role: str, mode: str) -> Callable[[Mapping[str, float]], float]:
    precision, recall = _side(role, mode, "found"), _side(role, mode, "gold")

    def f1(counts: Mapping[str, float]) -> float:
        p, r = precision(counts), recall(counts)
        return 2 * p * r / (p + r) if p + r else 0.0

    return f1


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


_COUNTS = (
    *(f"{role}/{mode}/{side}_right" for role in ROLES for mode in _MODES for side in ("found", "gold")),
    *(f"{role}/{unit}{side}" for role in ROLES for unit in ("", "token/") for side in ("found", "gold")),
    *(f"attribution/{name}" for name in ("correct", "found", "gold")),
    "left_out",
)

#: What is measured of the items: precision, recall and F1 of every role in every mode, and of attributions.
ATTRIBUTION_TASK = Counted(_COUNTS, _formulas(), main_metric="f1/attribution")
