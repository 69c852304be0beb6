"""Who is called by what it is or where it lies: "the kingdom", "the West African nation", "the bloc", "the militants".

Wire copy does so to avoid a repetition. Meant is whom the nearest sentence before it names first, of those that may be
called so: of "the oil-rich Gulf kingdom" the countries that are a kingdom and lie at the Gulf (``epithets.csv``), of
"the Lebanese group" the armed groups. "Its neighbour" is another country than the one that the sentence names first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from .gazetteer import GazetteerMatch
from .lexicon import table
from .records import Actor, Sentence, Span
from .told import overlaps_any

__all__ = ["with_epithets"]

#: What a country is called where a region or the like tells which.
_COUNTRY_NOUNS = ("country", "nation", "state", "republic")
#: What makes "state" an adjective.
_OTHERS = "media|television|tv|news|radio|broadcaster|agency|newspaper|visit|funeral|oil|company|bank"
_KOREAS = {"North": "PRK", "South": "KOR"}
#: Neither "the South China Sea" nor "the South coast".
_KOREA = re.compile(r"\b[Tt]he\s(?P<epithet>North|South)(?=['’]s\b|[,.;:!?\"”]|\s(?![A-Z]|coast|pole|bank|side|end))")
_NEIGHBOUR = re.compile(
    r"\b[Ii]ts\s(?P<epithet>(?:[a-z]+ern\s|(?:larger|smaller|bigger|giant|powerful|tiny|mighty)\s)?neighbou?r)\b"
)
_ARMED = re.compile(
    r"\b(?:[Tt]he|[Tt]his)\s(?P<epithet>(?P<before>(?:[\w’'-]+\s){0,3}?)(?P<noun>rebels|militants|insurgents|guerrillas|"
    r"jihadists|paramilitaries|militia|group|movement|organi[sz]ation))\b(?!\sof\b|-)"
)
#: How far from a group's name it is told that its people are rebels.
_NEAR = 24
_CLAUSE_END = re.compile(r"[.,;:!?]")
#: Anybody's, without an adjective that tells more.
_VAGUE = frozenset({"group", "movement", "organization", "organisation"})
_OF_ARMED = re.compile(
    r"(?:militant|armed|rebel|paramilitary|insurgent|guerrilla|jihadi(?:st)?|extremist|terror(?:ist)?|[Ii]slamist|separatist|"
    r"[Ss]hi['’]?ite|[Ss]unni|resistance|[a-zA-Z]+-backed|[A-Z][a-z]+(?:n|i|ese|ish))\Z"
)

_Epithet = tuple[Span, Callable[[Actor], bool]]


def with_epithets(
    text: str, sentences: Sequence[Sentence], matches: Sequence[GazetteerMatch]
) -> tuple[GazetteerMatch, ...]:
    """The matches with those that name somebody by an epithet, as if the name stood there.

    Args:
        text: the article.
        sentences: its sentences, in order.
        matches: what the gazetteer found, in order.
    """
    starts = [sentence.start for sentence in sentences]

    def last_named(position: int, fits: Callable[[Actor], bool]) -> Actor | None:
        """Whom the nearest sentence before ``position`` names first, of those that fit."""
        before = [match for match in matches if match.span.end <= position and fits(match.actor)]
        sentence = bisect_right(starts, before[-1].span.start) if before else 0
        return next((match.actor for match in before if bisect_right(starts, match.span.start) == sentence), None)

    names = [match.span for match in matches if match.actor.kind in ("country", "international")]
    bodies = [match.span for match in matches if match.actor.kind not in ("country", "place", "group")]
    armed = [match for match in matches if match.actor.kind == "armed_group"]
    if len({match.actor for match in armed}) != 1:  # of several it cannot be told which
        armed = []
    near = [words for match in armed for words in _around(text, match.span)]
    added: list[GazetteerMatch] = []
    for span, fits in (*_of_countries(text), *_of_armed_groups(text, near)):
        taken = bodies if fits is _is_armed_group else names
        actor = None if overlaps_any(taken, span) else last_named(span.start, fits)
        if actor:
            added.append(GazetteerMatch(span, actor, "name", span.of(text)))
    added += _neighbours(text, starts, [match for match in matches if match.actor.kind == "country"])
    if not added:
        return tuple(matches)
    added.sort(key=lambda match: match.span)
    hidden = [match.span for match in added]
    kept = (match for match in matches if not overlaps_any(hidden, match.span))
    return tuple(sorted((*kept, *added), key=lambda match: match.span))


def _neighbours(text: str, starts: Sequence[int], countries: Sequence[GazetteerMatch]) -> Iterator[GazetteerMatch]:
    """The words "its neighbour", as the last other country than the one that the sentence names first."""
    for found in _NEIGHBOUR.finditer(text):
        span = Span(*found.span("epithet"))
        sentence = bisect_right(starts, span.start)
        before = [match for match in countries if match.span.end <= span.start]
        here = [match for match in before if bisect_right(starts, match.span.start) == sentence]
        near = [match for match in before if sentence - bisect_right(starts, match.span.start) <= 1]
        others = [match.actor for match in near if here and match.actor != here[0].actor]
        if others:
            yield GazetteerMatch(span, others[-1], "name", span.of(text))


def _of_countries(text: str) -> Iterator[_Epithet]:
    """The epithets of countries and of the bodies of several."""
    for found in _country_pattern().finditer(text):
        codes = _codes(found["noun"], found["before"])
        yield Span(found.start("epithet"), found.end()), lambda actor, codes=codes: actor.iso3 in codes
    for found in _body_pattern().finditer(text):
        names = _called("body")[found["noun"]]
        yield Span(found.start("epithet"), found.end()), lambda actor, names=names: actor.name in names
    for found in _KOREA.finditer(text):
        code = _KOREAS[found["epithet"]]
        yield Span(*found.span("epithet")), lambda actor, code=code: actor.iso3 == code


def _of_armed_groups(text: str, near: Sequence[str]) -> Iterator[_Epithet]:
    """The epithets of the armed group of a text.

    Args:
        text: the article.
        near: the words around each of its names; of rebels the article has to tell once that they are.
    """
    for found in _ARMED.finditer(text) if near else ():
        noun = found["noun"]
        is_told = any(noun.removesuffix("s") in words for words in near)
        is_vague = noun in _VAGUE
        if any(map(_OF_ARMED.match, found["before"].split())) if is_vague else is_told:
            yield Span(found.start("epithet"), found.end()), _is_armed_group


def _around(text: str, span: Span) -> tuple[str, str]:
    """The words before and behind a name in its clause."""
    before, behind = text[max(span.start - _NEAR, 0) : span.start], text[span.end : span.end + _NEAR]
    return _CLAUSE_END.split(before)[-1].lower(), _CLAUSE_END.split(behind)[0].lower()


def _is_armed_group(actor: Actor) -> bool:
    return actor.kind == "armed_group"


def _codes(noun: str, before: str) -> frozenset[str]:
    """The countries that may be called so; none for a noun that needs a region and has none."""
    nouns, regions = _called("country"), _called("region")
    told = [nouns[noun]] if noun in nouns else []
    told += [codes for words, codes in regions.items() if f" {words} " in f" {before.replace(',', '')} "]
    return frozenset[str].intersection(*told) if told else frozenset()


@cache
def _called(part: str) -> dict[str, frozenset[str]]:
    """The epithets of one part of the table, each with the codes of its countries or the names of its bodies."""
    return {
        words: frozenset(row["actors"].split("|" if part == "body" else " "))
        for row in table("epithets.csv")
        if row["part"] == part
        for words in row["words"].split("|")
    }


@cache
def _body_pattern() -> re.Pattern[str]:
    qualifier = (
        rf"(?:{_any_of(_called('region'))}|regional|trad(?:e|ing)|economic|currency|customs|political|military|[Ww]estern|"
        r"transatlantic|defen[cs]e|global|international|powerful|Vienna-based|Washington-based|U\.N\.|UN|\d+-[a-z]+)"
    )
    noun = _any_of(_called("body"))
    return re.compile(rf"\b(?:[Tt]he|[Tt]his)\s(?P<epithet>(?:{qualifier}\s){{0,3}}(?P<noun>{noun}))\b(?!-)")


@cache
def _country_pattern() -> re.Pattern[str]:
    noun = _any_of((*_called("country"), *_COUNTRY_NOUNS))
    qualifier = rf"(?:{_any_of(_called('region'))}|[a-z]+(?:-[A-Za-z]+)*),?"
    return re.compile(
        rf"\b(?:[Tt]he|[Tt]his)\s(?P<epithet>(?P<before>(?:{qualifier}\s){{0,4}}?)(?P<noun>{noun}))\b"
        rf"(?!\sof\b|-|\s(?:{_OTHERS})\b)"
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
