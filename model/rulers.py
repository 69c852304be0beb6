"""Countries by who rules them: "the Biden administration", "the Netanyahu government", "Modi's cabinet".

The name stands there as an adjective of nationality does, and is read as one: as a target the words are the country,
as a speaker a body that speaks for it. ``rulers.csv`` lists whose governments the news of the last decades called so;
common surnames among them only mean a country that the text names. Of others the article has to tell (``reading``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from .gazetteer import Gazetteer, GazetteerMatch
from .lexicon import any_of, is_given_name, table, words
from .records import Span
from .told import overlaps_any

__all__ = ["countries_ruled_by", "with_rulers"]

#: Before a name of another: "the dos Santos government".
_PARTICLES = frozenset({"dos", "das", "de", "da", "al", "el", "van", "von", "bin", "ben"})


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
    named = Counter(match.actor.iso3 for match in matches if match.actor.kind == "country")
    for found in _pattern().finditer(text):
        span, before = Span(*found.span("name")), found["before"] or ""
        if overlaps_any(taken, span) or before in _PARTICLES:
            continue
        if before[:1].isupper() and is_given_name(before.lower()):  # "the Joe Biden administration"
            span = Span(found.start("before"), span.end)
        elif before[:1].isupper() and before not in ("The", "This"):  # "the National Park administration"
            continue
        if found["title"]:  # else "Bush Administration" were a name of its own
            span = Span(span.start, found.end("title"))
        ruled = _ruled()[found["name"]]
        codes = [code for code, is_common in ruled.items() if named[code] or not is_common]
        if "USA" in codes and len(codes) > 1:
            is_american = (found["noun"] or found["title"]).lower() == "administration"
            codes = [code for code in codes if (code == "USA") == is_american]
        country = gazetteer.country(max(codes, key=lambda code: named[code])) if codes else None
        if country:
            added.append(GazetteerMatch(span, country, "demonym", span.of(text)))
    return tuple(sorted((*matches, *added), key=lambda match: match.span)) if added else tuple(matches)


def countries_ruled_by(name: str) -> tuple[str, ...]:
    """The ISO 3166-1 alpha-3 codes of the countries that somebody of a surname ruled, in the order of the table."""
    return tuple(_ruled().get(name, ()))


@cache
def _ruled() -> dict[str, dict[str, bool]]:
    """By the name of a ruler, the codes of the countries, each with whether the surname is a common one."""
    codes: dict[str, dict[str, bool]] = {}
    for row in table("rulers.csv"):
        for column in ("names", "common"):
            for name in filter(None, row[column].split("|")):
                codes.setdefault(name, {})[row["iso3"]] = column == "common"
    return codes


@cache
def _pattern() -> re.Pattern[str]:
    nouns = words("ruled")
    # A headline may end in a name, and the next line begin with a capital.
    behind = rf"(?:\s(?P<noun>{any_of(nouns)})|[^\S\n](?P<title>{any_of(map(str.capitalize, nouns))}))"
    return re.compile(rf"(?<![\w-])(?:(?P<before>[\w'’.-]+)\s)?(?P<name>{any_of(_ruled())})(?:['’]s)?{behind}\b")
