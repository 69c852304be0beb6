"""Who is called by what it is or where it lies: "the kingdom", "the West African nation", "the bloc", "the militants".

Wire copy does so to avoid a repetition. Meant is whom the nearest sentence before it names first, of those that may be
called so: of "the oil-rich Gulf kingdom" the countries that are a kingdom and lie at the Gulf (``epithets.csv``), of
"the Lebanese group" the armed groups. "Its neighbour" is another country than the one that the sentence names first.
"The Kingdom" is the one that the article names most, and Europe, where it acts, the European Union.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from .gazetteer import GazetteerMatch
from .lexicon import any_of, table
from .records import Actor, Sentence, Span
from .told import overlaps_any

__all__ = ["with_epithets"]

#: What a country is called where a region or the like tells which.
_COUNTRY_NOUNS = ("country", "nation", "state", "republic")
#: What makes "state" an adjective.
_BEHIND_STATE = "media|television|tv|news|radio|broadcaster|agency|newspaper|visit|funeral|oil|company|bank"
_KOREAS = {"North": "PRK", "South": "KOR"}
#: Neither "the South China Sea" nor "the South coast".
_KOREA = re.compile(
    r"\b[Tt]he\s(?P<epithet>North|South)(?=['’]s\b|[,.;:!?\"”]|\s(?![A-Z]|of\b|coast|pole|bank|side|end))"
)
#: What does not point back: "the biggest Arab country, Egypt", "the other Gulf state", "the animal kingdom".
_NOT_BACK = re.compile(
    r"\b(?:other|another|next|only|last|first|second|third|average|typical|most|least|animal|magic|every|same|"
    r"(?!west|east|for)[a-z]{2,}(?<!w)(?<!e)est)\b"
)
#: Where a kingdom is "the Kingdom": in its own news.
_CAPITALISED_KINGDOMS = frozenset({"SAU", "JOR", "BHR", "MAR", "THA", "KHM"})
_THE_KINGDOM = re.compile(r"\b[Tt]he\s(?P<epithet>Kingdom)\b(?!\sof\b|-|,?\s[A-Z])")
#: "Europe had made itself", "Europe pays us": not "Europe is cold", "in Europe has", "Central Europe has".
_EUROPE = re.compile(
    r"(?:(?:^|[\"“:]|[.!?,]\s|\b(?:that|said|says|and|but|while|when|if)\s)(?P<acting>Europe)"
    r"(?=\s(?:(?:has|had|must|should|cannot|will|would|did|does)\b(?!\sbeen\b)|[a-z]{3,}s\s(?:us|them|our|its)\b))"
    r"|\b[Tt]he\s(?P<people>Europeans)\b)",
    re.MULTILINE,
)
_NEIGHBOUR = re.compile(
    r"\b[Ii]ts\s(?P<epithet>(?:[a-z]+ern\s|(?:larger|smaller|bigger|giant|powerful|tiny|mighty)\s)?neighbou?r)\b"
)
_ARMED = re.compile(
    r"\b(?:[Tt]he|[Tt]his)\s(?P<epithet>(?P<before>(?:[\w’'-]+\s){0,3}?)(?P<noun>rebels|militants|insurgents|guerrillas|"
    r"jihadists|paramilitaries|militia|group|movement|organi[sz]ation))\b(?!\sof\b|-|\s[A-Z])"
)
#: How far from a group's name it is told that its people are rebels.
_NEAR = 40
#: As many letters are the same in "militants" and "militant", "paramilitaries" and "paramilitary".
_STEM = 7
_TELLS = r"(?P<noun>rebels|militants?|insurgents?|guerrillas?|jihadists?|paramilitar(?:y|ies)|militia)"
_NOUN_BEHIND = re.compile(rf"(?:\s|,\s(?:an?|the)\s(?:[\w’'-]+\s){{0,3}}?){_TELLS}")
_NOUN_BEFORE = re.compile(rf"\b{_TELLS}(?:\s(?:group|movement|fighters))?(?:\s(?:of|from))?(?:\sthe)?\s\Z")
#: Anybody's, without an adjective that tells more.
_VAGUE = frozenset({"group", "movement", "organization", "organisation"})
_OF_ARMED = re.compile(
    r"(?:militant|armed|rebel|paramilitary|insurgent|guerrilla|jihadi(?:st)?|extremist|terror(?:ist)?|[Ii]slamist|"
    r"separatist|resistance|[a-zA-Z]+-backed)\Z"
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
    ends = [match.span.end for match in matches]

    def last_named(position: int, fits: Callable[[Actor], bool]) -> Actor | None:
        """Whom the nearest sentence before ``position`` names first, of those that fit."""
        found, sentence = None, -1
        for match in reversed(matches[: bisect_right(ends, position)]):
            if found and bisect_right(starts, match.span.start) != sentence:
                break
            if fits(match.actor):
                found, sentence = match.actor, bisect_right(starts, match.span.start)
        return found

    names = [match.span for match in matches if match.actor.kind in ("country", "international")]
    bodies = [match.span for match in matches if match.actor.kind not in ("country", "place", "group")]
    armed = [match for match in matches if match.actor.kind == "armed_group"]
    added: list[GazetteerMatch] = []
    are_both_koreas = {match.actor.iso3 for match in matches} >= set(_KOREAS.values())
    # Of several armed groups it cannot be told which.
    epithets = (
        *_of_countries(text, are_both_koreas=are_both_koreas),
        *(_of_armed_groups(text, armed) if len({m.actor for m in armed}) == 1 else ()),
    )
    for span, fits in epithets:
        taken = bodies if fits is _is_armed_group else names
        actor = None if overlaps_any(taken, span) else last_named(span.start, fits)
        if actor:
            added.append(GazetteerMatch(span, actor, "name", span.of(text)))
    added += _kingdoms(text, matches)
    added += _europe(text, matches)
    added += _neighbours(text, sentences, starts, [match for match in matches if match.actor.kind == "country"])
    if not added:
        return tuple(matches)
    added.sort(key=lambda match: match.span)
    hidden = [match.span for match in added]
    kept = (match for match in matches if not overlaps_any(hidden, match.span))
    return tuple(sorted((*kept, *added), key=lambda match: match.span))


def _europe(text: str, matches: Sequence[GazetteerMatch]) -> Iterator[GazetteerMatch]:
    """The words "Europe", where it acts, and "the Europeans", as the European Union that the article names."""
    union = next((match.actor for match in matches if match.actor.name == "European Union"), None)
    if union is None:
        return
    for found in _EUROPE.finditer(text):
        span = Span(*found.span("acting" if found["acting"] else "people"))
        yield GazetteerMatch(span, union, "name", span.of(text))


def _kingdoms(text: str, matches: Sequence[GazetteerMatch]) -> Iterator[GazetteerMatch]:
    """The words "the Kingdom", as the one that the article names most, datelines among them."""
    counted = Counter(match.actor for match in matches if match.actor.iso3 in _CAPITALISED_KINGDOMS).most_common(1)
    for found in _THE_KINGDOM.finditer(text) if counted else ():
        span = Span(*found.span("epithet"))
        yield GazetteerMatch(span, counted[0][0], "name", span.of(text))


def _neighbours(
    text: str, sentences: Sequence[Sentence], starts: Sequence[int], countries: Sequence[GazetteerMatch]
) -> Iterator[GazetteerMatch]:
    """The words "its neighbour", as another country than the one that the sentence names first.

    That is the last one named in the paragraph, else the one that the article names most. In "Bulgaria and its
    neighbour" it is another than the one that stands there.
    """
    places = [match.span.end for match in countries]
    counted = Counter(match.actor for match in countries).most_common()
    for found in _NEIGHBOUR.finditer(text):
        span = Span(*found.span("epithet"))
        sentence = bisect_right(starts, span.start)
        paragraph = sentences[sentence - 1].paragraph if sentence else -1
        before = countries[bisect_left(places, starts[max(sentence - 2, 0)]) : bisect_right(places, span.start)]
        here = [match for match in before if bisect_right(starts, match.span.start) == sentence]
        if not here:
            continue
        is_joined = text[here[-1].span.end : found.start()] == " and "
        first = here[-1 if is_joined else 0].actor
        near = [m.actor for m in before if sentences[bisect_right(starts, m.span.start) - 1].paragraph == paragraph]
        others = [] if is_joined else [actor for actor in near if actor != first]
        most = next((actor for actor, _ in counted if actor != first), None)
        meant = others[-1] if others else most
        if meant:
            yield GazetteerMatch(span, meant, "name", span.of(text))


def _of_countries(text: str, *, are_both_koreas: bool) -> Iterator[_Epithet]:
    """The epithets of countries and of the bodies of several."""
    for found in _country_pattern().finditer(text):
        codes = _codes(found["noun"], found["before"])
        yield Span(found.start("epithet"), found.end()), lambda actor, codes=codes: actor.iso3 in codes
    for found in _body_pattern().finditer(text):
        names = _called("body")[found["noun"]]
        yield Span(found.start("epithet"), found.end()), lambda actor, names=names: actor.name in names
    for found in _KOREA.finditer(text) if are_both_koreas else ():
        code = _KOREAS[found["epithet"]]
        yield Span(*found.span("epithet")), lambda actor, code=code: actor.iso3 == code


def _of_armed_groups(text: str, named: Sequence[GazetteerMatch]) -> Iterator[_Epithet]:
    """The epithets of the armed group of a text; of rebels it has to tell once that they are.

    Args:
        text: the article.
        named: the names of the group.
    """
    nouns = {noun for match in named for noun in _nouns_beside(text, match.span)}
    for found in _ARMED.finditer(text):
        noun, qualifiers = found["noun"], found["before"].split()
        is_told = noun[:_STEM] in nouns and found["before"] == found["before"].lower()
        if any(map(_OF_ARMED.match, qualifiers)) if noun in _VAGUE else is_told:
            yield Span(found.start("epithet"), found.end()), _is_armed_group


def _nouns_beside(text: str, name: Span) -> Iterator[str]:
    """Beginnings of the nouns beside a name: "Hamas militants", "militants of Hamas", "Hamas, a militant body"."""
    for found in (
        _NOUN_BEHIND.match(text, name.end, name.end + _NEAR),
        _NOUN_BEFORE.search(text, max(name.start - _NEAR, 0), name.start),
    ):
        if found:
            yield found["noun"][:_STEM]


def _is_armed_group(actor: Actor) -> bool:
    return actor.kind == "armed_group"


def _codes(noun: str, before: str) -> frozenset[str]:
    """The countries that may be called so; none for a noun that needs a region and has none."""
    nouns, regions = _called("country"), _called("region")
    told = [nouns[noun]] if noun in nouns else []
    told += [regions[words] for words in _region_pattern().findall(before)]  # of "Central Asian" not "Asian"
    return frozenset[str].intersection(*told) if told and not _NOT_BACK.search(before) else frozenset()


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
def _region_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_called('region'))})\b")


@cache
def _body_pattern() -> re.Pattern[str]:
    qualifier = (
        rf"(?:{any_of(_called('region'))}|regional|trad(?:e|ing)|economic|currency|customs|political|military|[Ww]estern|"
        r"transatlantic|defen[cs]e|global|international|powerful|Vienna-based|Washington-based|U\.N\.|UN|\d+-[a-z]+)"
    )
    noun = any_of(_called("body"))
    return re.compile(rf"\b(?:[Tt]he|[Tt]his)\s(?P<epithet>(?:{qualifier}\s){{0,3}}(?P<noun>{noun}))\b(?!-)")


@cache
def _country_pattern() -> re.Pattern[str]:
    noun = any_of((*_called("country"), *_COUNTRY_NOUNS))
    qualifier = rf"(?:{any_of(_called('region'))}|[a-z]+(?:-[A-Za-z]+)*),?"
    return re.compile(
        rf"\b(?:[Tt]he|[Tt]his)\s(?P<epithet>(?P<before>(?:{qualifier}\s){{0,4}}?)(?P<noun>{noun}))\b"
        rf"(?!\sof\b|-|\s(?:{_BEHIND_STATE})\b|,?\s[A-Z])"
    )
