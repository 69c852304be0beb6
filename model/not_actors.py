"""Capitalised names that are no actors wherever an article has them: ships, storms, treaties, agencies of datelines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .lexicon import is_titled, role_class, words
from .records import Mention, Span
from .verbs import cue_forms

__all__ = ["without_datelines", "without_nobodys", "without_texts", "without_things"]

_NAME = r"[^\W\d_a-z][\w'’-]*(?: (?:of the |of |[IVX]+\b)?[^\W\d_a-z][\w'’-]*){0,3}"
#: "the tanker Lady Ophelia", not "the ferry operator Vask" nor "the ship Ada Quill bought".
_VESSEL = re.compile(
    r"\b(?:tanker|freighter|ferry|trawler|frigate|destroyer|cutter|yacht|corvette|warship|steamer|vessel|ship|"
    rf"tugboat|barge|icebreaker|bulker|schooner) (?P<name>{_NAME})"
    r"(?! (?:owns|owned|bought|built|sold|runs|said|says)\b)"
)
#: "Typhoon Odette", "Operation Clean Harbour", "HMS Kestrel".
_NAMED_THING = re.compile(
    r"\b(?:Typhoon|Hurricane|Cyclone|Tropical Storm|Storm|Operation|Exercise|HMS|USS|USNS|HMCS|HMAS|HMNZS|BRP|KRI|ROKS|"
    rf"USCGC|CCGS) (?P<name>{_NAME})"
)
#: "the Lima Protocol", "the Fair Rents Act (FRA)", "the Third Geneva Convention"; a convention alone may be a body.
_TEXT = re.compile(
    r".+ (?:Protocols?|Treaty|Treaties|Ordinance|Acts?|Bill|Accords?|Amendment|(?:Geneva|Vienna|Hague) Conventions?"
    r"|Framework Convention(?: .*)?)(?: \(.*\))?"
)
#: What a text is called for short: "the Fair Rents Act (FRA)", "the Fair Rents Act, or FRA".
_SHORT_TEXT = re.compile(
    r"\b(?:Protocol|Treaty|Ordinance|Act|Bill|Accord|Amendment|Convention|Agreement|Partnership)"
    r"(?: \(|, or (?:the )?)(?P<name>[A-Z]{2,6})\b"
)
_NEXT_WORD = re.compile(r" ([a-z]+)")
#: Diseases, laws and usages whose names look like somebody's, and kinds of bodies: "the fight against Ebola", "the days
#: of Jim Crow", "a super PAC".
_NO_NAMES = frozenset(
    "ebola zika covid-19 covid malaria obamacare medicare medicaid brexit ramadan islamophobia pac pacs".split()
) | {"jim crow", "roe v. wade", "social security", "rust belt"}
_TOWN = r"[^\W\d_a-z][\w'’.]*(?:[ -](?:de |la |el |al )?[^\W\d_a-z][\w'’]*){0,3}"
#: "VILNIUS, Sept. 4 (ATL) –", at the beginning of a line.
_DATELINE = re.compile(
    rf"^{_TOWN}(?:/{_TOWN})?(?:, [^\n()]{{2,40}}?)? \((?P<name>[^()\n]{{2,40}})\) ?[-–—]{{1,2}} ", re.MULTILINE
)


def without_things(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The names without those of ships, storms and operations, as the article tells once what they are.

    Bodies told otherwise stay.
    """
    found = (" ".join(match["name"].split()) for match in _VESSEL.finditer(text))
    # "the ship Captain Ada Quill left"
    ships = {name for name in found if name.split()[0].lower() in words("honorific_f") or not _is_title(name)}
    things = (match for match in _NAMED_THING.finditer(text) if not _is_somebody(text, match))
    ships.update(" ".join(form.split()) for match in things for form in (match[0], match["name"]))
    if not ships:
        return list(names)
    # "The destroyer John McCain sailed; Senator John McCain spoke."
    titled = {" ".join(text[m.start : m.end].split()) for m in names if is_titled(text, m.start)}
    ships -= {ship for ship in ships if any(f" {ship}".endswith(f" {name}") for name in titled)}
    ends = tuple(f" {' '.join(text[m.start : m.end].split())}" for m in names)
    return [
        name
        for name, surface in zip(names, ends, strict=True)
        if name.kind not in ("person", "organisation") or not any(f" {ship}".endswith(surface) for ship in ships)
    ]


def _is_somebody(text: str, match: re.Match[str]) -> bool:
    """Whether a name only looks like a storm's or an operation's: "Judge Storm Wexler", "Operation Smile said"."""
    following = _NEXT_WORD.match(text, match.end())
    acts = following is not None and following[1] in cue_forms()
    return acts or _is_title(match["name"]) or is_titled(text, match.start())


def _is_title(name: str) -> bool:
    return role_class(name.split()[0].lower()) != ""


def without_texts(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The names without those of treaties and laws, which take no sides, nor what they are called for short."""
    short = {match["name"] for match in _SHORT_TEXT.finditer(text)}
    surfaces = (" ".join(text[name.start : name.end].split()) for name in names)
    return [
        name
        for name, surface in zip(names, surfaces, strict=True)
        if name.kind == "person" or not (surface in short or _TEXT.fullmatch(surface))
    ]


def without_nobodys(text: str, names: Iterable[Mention]) -> list[Mention]:
    """The names without those of diseases, laws and usages: "Ebola", "Jim Crow"."""
    return [name for name in names if " ".join(text[name.start : name.end].split()).casefold() not in _NO_NAMES]


def without_datelines(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The names without the agencies that stand in brackets in datelines."""
    spans = [Span(*match.span("name")) for match in _DATELINE.finditer(text)]
    return [name for name in names if not any(span.contains(name.span) for span in spans)]
