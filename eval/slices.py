"""What kind of pair an example is, so that a score can be told apart by kind."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model.gazetteer import Gazetteer
from ..model.records import Participant
from ..training.loaders import Example

__all__ = ["slices_of"]

_WORD = re.compile(r"\w+")
_PRONOUNS = frozenset(
    "he she it they we you i him her them us me his hers its their our my this that who which himself herself".split()
)
_SHORT, _LONG = 20, 35


def slices_of(example: Example) -> dict[str, str]:
    """The slices that a pair belongs to.

    Returns:
        ``speaker``: in sentence, outside, none; ``target``: the gazetteer's kind, name,
        pronoun, phrase or outside; ``quotation``: whether the target stands inside
        quotation marks, outside them, or the sentence has none; ``length`` in words;
        ``outlet``, where it is known.
    """
    pair = example.pair
    found = {
        "speaker": "none" if pair.speaker is None else "in sentence" if pair.speaker.span else "outside",
        "target": _target_kind(pair.target, pair.text),
        "quotation": _quotation(pair.text, pair.target),
        "length": _length(pair.text),
    }
    return found | ({"outlet": example.outlet} if example.outlet else {})


def _target_kind(target: Participant, text: str) -> str:
    if target.span is None:
        return "outside"
    surface = target.span.of(text)
    if surface.lower() in _PRONOUNS:
        return "pronoun"
    actor = _gazetteer().lookup(surface)
    if actor:
        return actor.kind
    return "name" if surface[:1].isupper() and not surface.startswith(("The ", "A ", "An ")) else "phrase"


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _quotation(text: str, target: Participant) -> str:
    marks = [match.start() for match in re.finditer(r"[\"“”]|''|``", text)]
    if not marks:
        return "none"
    if target.span is None:
        return "outside"
    before = sum(mark < target.span.start for mark in marks)
    return "inside" if before % 2 else "outside"


def _length(text: str) -> str:
    n = len(_WORD.findall(text))
    return f"up to {_SHORT}" if n <= _SHORT else f"{_SHORT + 1} to {_LONG}" if n <= _LONG else f"over {_LONG}"
