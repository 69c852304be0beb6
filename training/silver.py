"""Names for the tagger to learn, from PolNeAR's silver layer, cleaned.

Upstream gives each article the people, organisations, locations and "misc" that a 2014
system found (``corenlp_SPLIT.jsonl.gz``, one article a line). It is wrong often enough
to teach the wrong thing: a surname is a person here and a place there, a party is
"misc", half of the mentions of an acronym are missed. What the alias table knows is
taken from it; what the rest of the article says of a name counts for each of its
mentions; what stays unclear is left out of the loss rather than guessed.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import CorpusError
from ..model.gazetteer import Gazetteer, GazetteerMatch
from ..model.records import Span
from ..model.tagging import MentionKind, TaggedMention
from .corpora import corpora_folder, find_corpus

__all__ = ["KINDS", "SilverNames", "clean_names", "load_silver", "names_as_they_are"]

#: CoreNLP's labels as our kinds; its MISC is none.
KINDS: dict[str, MentionKind | None] = {
    "PERSON": "person",
    "ORGANIZATION": "organisation",
    "LOCATION": "place",
    "MISC": None,
}
_GAZETTEER_KINDS: dict[str, MentionKind] = {"country": "place", "place": "place", "group": "group", "person": "person"}
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\s*['’]s?$")
#: Shortest name whose other mentions are looked for in the article.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class SilverNames:
    """The names of an article.

    Attributes:
        mentions: sorted and disjoint.
        unclear: stretches of text of which nothing is known; they may overlap mentions.
    """

    mentions: tuple[TaggedMention, ...]
    unclear: tuple[Span, ...]


def load_silver(split: str, folder: Path | None = None) -> dict[str, list[tuple[Span, str]]]:
    """Reads the layer as it is: for each article its names with CoreNLP's labels.

    Args:
        split: ``train`` or ``dev``.
        folder: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        CorpusError: the file is missing or malformed.
    """
    path = find_corpus("polnear").path(corpora_folder(folder), split).parents[1] / f"corenlp_{split}.jsonl.gz"
    names: dict[str, list[tuple[Span, str]]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                names[record["doc"]] = [(Span(start, end), label) for start, end, label in record["entities"]]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        place = f"{path}, line {len(names) + 1}"
        raise CorpusError(f"{place}: {type(error).__name__} ({error}); is the corpus complete?") from error
    return names


def names_as_they_are(silver: Sequence[tuple[Span, str]]) -> SilverNames:
    """The silver names of one article as CoreNLP gives them; its MISC is unclear. To measure what cleaning brings."""
    mentions: list[TaggedMention] = []
    unclear: list[Span] = []
    for span, label in sorted(dict(silver).items()):
        kind = KINDS.get(label)
        if kind is None:
            unclear.append(span)
        else:
            mentions.append(TaggedMention(span, kind))
    return SilverNames(tuple(mentions), tuple(unclear))


def clean_names(text: str, silver: Sequence[tuple[Span, str]], gazetteer: Gazetteer) -> SilverNames:
    """Cleans the silver names of one article.

    In this order: an article and a possessive ending are cut off; of two claims to the
    same words the alias table's counts, unless a person's or an organisation's name
    goes further ("Bank of America"); a name gets the kind that most of its mentions
    have, a lone surname that of the full name; mentions that were missed are added,
    unless the word also stands in the text in small letters.

    Args:
        text: the article.
        silver: as ``load_silver`` gives it.
        gazetteer: the alias table.
    """
    matches = [match for match in gazetteer.find(text) if any(letter.isupper() for letter in match.surface)]
    found: dict[Span, MentionKind] = {}
    unclear: list[Span] = []
    for stated, label in silver:
        span = _trimmed(text, stated)
        kind = KINDS.get(label)
        claims = [match.span for match in matches if match.span.overlaps(span)]
        if any(claim.contains(span) for claim in claims):
            continue  # the table's
        if kind is None or (claims and not all(span.contains(claim) for claim in claims)):
            unclear.append(span)
        elif span.start < span.end and not any(span.overlaps(other) for other in found):
            found[span] = kind
    known: dict[Span, MentionKind] = {
        match.span: _kind_of(match) for match in matches if not any(match.span.overlaps(span) for span in found)
    }
    names = _agreed(text, found)
    names.update(known)
    names.update(_missed(text, names))
    mentions = tuple(TaggedMention(span, kind) for span, kind in sorted(names.items()))
    return SilverNames(mentions, tuple(span for span in unclear if span not in names))


def _kind_of(match: GazetteerMatch) -> MentionKind:
    if match.form == "demonym":
        return "group"
    return _GAZETTEER_KINDS.get(match.actor.kind, "organisation")


def _trimmed(text: str, span: Span) -> Span:
    surface = span.of(text)
    start = span.start + (match.end() if (match := _ARTICLE.match(surface)) else 0)
    end = span.start + (match.start() if (match := _POSSESSIVE.search(surface)) else len(surface))
    return Span(start, max(start, end))


def _agreed(text: str, found: dict[Span, MentionKind]) -> dict[Span, MentionKind]:
    """Every mention with the kind that most mentions of its surface have, surnames with the person's."""
    kinds: dict[str, Counter[MentionKind]] = {}
    for span, kind in found.items():
        kinds.setdefault(_flat(span.of(text)), Counter())[kind] += 1
    surnames = {s.split()[-1] for s, votes in kinds.items() if " " in s and _winner(votes) == "person"}
    return {
        span: "person" if (surface := _flat(span.of(text))) in surnames else _winner(kinds[surface]) for span in found
    }


def _winner(votes: Counter[MentionKind]) -> MentionKind:
    return votes.most_common(1)[0][0]


def _missed(text: str, found: dict[Span, MentionKind]) -> dict[Span, MentionKind]:
    """Further mentions of the names, and of the surnames of people, that nothing covers yet."""
    kinds: dict[str, MentionKind] = {}
    for span, kind in found.items():
        surface = _flat(span.of(text))
        kinds[surface] = kind
        if kind == "person" and " " in surface:
            kinds.setdefault(surface.split()[-1], "person")
    taken = sorted(found)
    added: dict[Span, MentionKind] = {}
    for surface, kind in sorted(kinds.items(), key=lambda item: -len(item[0])):
        if len(surface) < _SHORTEST or not surface[0].isupper() or _is_word(text, surface):
            continue
        for match in re.finditer(rf"(?<![\w'’-]){re.escape(surface)}(?![\w-])", text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                added[span] = kind
                taken.append(span)
    return added


def _is_word(text: str, surface: str) -> bool:
    """Whether a one-word name also stands in the text in small letters (Will, May)."""
    return " " not in surface and not surface.isupper() and bool(re.search(rf"\b{re.escape(surface.lower())}\b", text))


def _flat(surface: str) -> str:
    return " ".join(surface.split())
