"""Countries by who rules them: "the Biden administration", "the Netanyahu government", "Modi's cabinet".

The name stands there as an adjective of nationality does, and is read as one: as a target the words are the country,
as a speaker a body that speaks for it. ``rulers.csv`` lists whose governments the news of the last decades called so;
of others the article has to tell (``states``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from .gazetteer import Gazetteer, GazetteerMatch
from .lexicon import any_of, table, words
from .records import Span
from .told import overlaps_any

__all__ = ["with_rulers"]


def with_rulers(text: str, matches: Sequence[GazetteerMatch], gazetteer: Gazetteer) -> tuple[GazetteerMatch, ...]:
    """The matches with those that name a country by who rules it, as if "American" stood there.

    Of two countries with a ruler of one name it is the one that the text names more often, else the first of the table;
    an administration is the American one.

    Args:
        text: the article.
        matches: what the gazetteer found, in order.
        gazetteer: the known countries.
    """
    taken = [match.span for match in matches]
    added: list[GazetteerMatch] = []
    named: Counter[str] = Counter()
    for found in _pattern().finditer(text):
        span = Span(*found.span("name"))
        if overlaps_any(taken, span):
            continue
        codes = _ruled()[found["name"]]
        if "USA" in codes and len(codes) > 1:
            is_american = found["noun"].lower() == "administration"
            codes = tuple(code for code in codes if (code == "USA") == is_american)
        if len(codes) > 1 and not named:
            named.update(match.actor.iso3 for match in matches if match.actor.kind == "country")
        country = gazetteer.country(max(codes, key=lambda code: named[code]))
        if country:
            added.append(GazetteerMatch(span, country, "demonym", found["name"]))
    return tuple(sorted((*matches, *added), key=lambda match: match.span)) if added else tuple(matches)


@cache
def _ruled() -> dict[str, tuple[str, ...]]:
    """By the name of a ruler, the codes of the countries, in the order of the table."""
    codes: dict[str, tuple[str, ...]] = {}
    for row in table("rulers.csv"):
        for name in row["names"].split("|"):
            codes[name] = (*codes.get(name, ()), row["iso3"])
    return codes


@cache
def _pattern() -> re.Pattern[str]:
    nouns = words("ruled")
    noun = any_of({*nouns, *map(str.capitalize, nouns)})
    return re.compile(rf"(?<![\w-])(?P<name>{any_of(_ruled())})(?:['’]s)?\s(?P<noun>{noun})\b")
