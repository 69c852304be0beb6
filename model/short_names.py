"""Short names that a country or a union fixes: "the Commission" of the European Union, "the Labour government".

What rules a country is called by its party there where everybody knows whose government it is, and as a target it is
the country, as "the Petru government" is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from .called import ends_there
from .gazetteer import Gazetteer, GazetteerMatch
from .lexicon import words
from .records import Actor, Span
from .titles import Line, ends_phrase
from .told import overlaps_any

__all__ = ["governments_of_parties", "with_short_names"]

_UNION = "European Union"
#: How often an article names the European Union, at least, that calls its Commission so.
_OFTEN = 2
_COMMISSION = re.compile(r"(?<![\w-])Commission(?![\w-])(?!\s(?:of|on|for|to|into)\b)")
#: "the Federal Election Commission", "Commission on Human Rights", "the Commission of Inquiry"
_OTHER_COMMISSION = re.compile(
    r"(?!(?:The|A|European)\s)\b[A-Z][\w.'’-]*\sCommission\b|\bCommission\s(?:of|on|for|to|into)\s(?:the\s)?[A-Z]"
)
#: What those who are named in an article are called besides, as their friends and foes do.
_SHORT = {
    "African Union": re.compile(r"(?<=[Tt]he )AU(?![\w-])"),
    _UNION: re.compile(r"(?<=[Tt]he )Europeans(?! who)(?![\w-])"),
    "Israel": re.compile(r"(?<=[Tt]he )Zionists(?! who)(?![\w-])"),
}
_GREENS = re.compile(r"(?<=[Tt]he )Greens(?![\w-])")
#: Who "the Greens" are in a report from a country.
_GREENS_OF = {
    "AUS": "Australian Greens",
    "CAN": "Green Party of Canada",
    "DEU": "Alliance 90/The Greens",
    "FRA": "Europe Ecology – The Greens",
    "GBR": "Green Party of England and Wales",
    "NZL": "Green Party of Aotearoa New Zealand",
    "USA": "Green Party of the United States",
}
#: Parties by an adjective, which rule one country or another.
_PARTIES = frozenset(
    "labour labor liberal conservative tory socialist nationalist sandinista peronist republican democratic".split()
)
_GOVERNMENTS = frozenset({"government", "administration", "cabinet"})
_NOT_NOW = frozenset({"previous", "former", "last", "next", "future", "old", "earlier", "another", "a", "any", "state"})
#: Who heads a state of a federation: there the government may be hers.
_HEADS_OF_PARTS = frozenset({"premier", "premiers"})
_MINISTERS_OF_PARTS = frozenset({"chief", "first"})
#: Where states have such heads.
_WITH_PARTS = frozenset("AUS CAN IND PAK DEU ZAF GBR MYS".split())


def with_short_names(
    text: str, matches: Sequence[GazetteerMatch], gazetteer: Gazetteer, country: Actor | None
) -> tuple[GazetteerMatch, ...]:
    """The matches with "the Commission", "the Europeans" and "the AU", of whom an article gives the names besides.

    The Commission is the European Union's where that is named more than once, and no other commission. "The Greens" are
    those of the country that the report comes from.

    Args:
        text: the article.
        matches: what the gazetteer found, in order.
        gazetteer: the known actors.
        country: the country that the report comes from, if it says so.
    """
    counts = Counter(match.actor for match in matches)
    taken = [match.span for match in matches]
    added = [
        GazetteerMatch(span, actor, "metonym", span.of(text))
        for actor, pattern in (*_patterns(text, counts), *_greens(gazetteer, country))
        for found in pattern.finditer(text)
        if not overlaps_any(taken, span := Span(*found.span()))
    ]
    return tuple(sorted((*matches, *added), key=lambda match: match.span)) if added else tuple(matches)


def _greens(gazetteer: Gazetteer, country: Actor | None) -> Iterator[tuple[Actor, re.Pattern[str]]]:
    party = gazetteer.lookup(_GREENS_OF.get(country.iso3, "")) if country else None
    if party:
        yield party, _GREENS


def _patterns(text: str, counts: Counter[Actor]) -> Iterator[tuple[Actor, re.Pattern[str]]]:
    """The named actors that have a short name, each with its pattern."""
    for actor, count in counts.items():
        if actor.name in _SHORT:
            yield actor, _SHORT[actor.name]
        if actor.name == _UNION and count >= _OFTEN and not _OTHER_COMMISSION.search(text):
            yield actor, _COMMISSION


def governments_of_parties(
    lines: Sequence[Line], usual: Actor | None, country_of: Callable[[Actor], Actor | None]
) -> Iterator[tuple[Span, Actor]]:
    """The words "Labour government", each with the country that the report is about.

    Args:
        lines: the sentences of the article.
        usual: the country that the report is about, if it is about one.
        country_of: the country of a party, if it has one.
    """
    if usual is None or (usual.iso3 in _WITH_PARTS and any(_names_head_of_part(line) for line in lines)):
        return
    for line in lines:
        for index, token in enumerate(line.tokens):
            is_noun = index > 0 and token.text in _GOVERNMENTS and ends_there(line, index) and ends_phrase(line, index)
            if not is_noun or not line.tokens[index - 1].is_capitalised:
                continue
            match = line.matches[index - 1]
            first = line.indices(match.span.start, match.span.end).start if match else index - 1
            is_party = match is not None and match.actor.kind == "party" and country_of(match.actor) in (usual, None)
            is_party = is_party or (match is None and line.low(first) in _PARTIES)
            before = line.low(first - 1)
            is_plain = before in words("function") or not before[:1].isalpha() or before == "current"
            if is_party and is_plain and before not in _NOT_NOW and line.low(index + 1) not in ("in", "of"):
                yield Span(line.tokens[first].start, token.end), usual


def _names_head_of_part(line: Line) -> bool:
    """Whether a sentence names a premier or a chief minister of a state."""
    return any(
        token.low in _HEADS_OF_PARTS or (token.low == "minister" and line.low(index - 1) in _MINISTERS_OF_PARTS)
        for index, token in enumerate(line.tokens)
    )
