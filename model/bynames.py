"""Who is called by what everybody knows of him: "the real estate mogul", "the former first lady".

Papers write so of politicians whom they have named, and do not explain it. ``bynames.csv`` lists what some of the last
decades are called. Of what one still is said of others ("the first lady") only "the former" counts, and a word that the
article tells of anybody else ("Bo Dane, the billionaire") means nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .lexicon import any_of, table
from .people import Person
from .records import Actor, Span

__all__ = ["called_by_bynames"]

#: Only who is no longer one is known by it.
_ONCE = frozenset({
    "first lady", "secretary of state", "New York senator", "Florida governor", "Massachusetts governor",
    "Alaska governor", "House speaker",
})  # fmt: skip
#: What a paper adds: "the outspoken billionaire", "the Manhattan billionaire".
_ADDED = (
    r"(?:(?P<former>former|onetime|ex-)\s*|(?:Manhattan|New\s+York|Republican|GOP|Democratic|brash|outspoken|retired"
    r"|self-described)\s+){0,2}"
)
#: Behind it goes on a longer description: "the billionaire class", "the Texas senator, Ada Quill".
_GOES_ON = (
    r"(?!-|,\s+[A-Z]|\s+(?!(?:and|or|but|who|in|on|at|for|as|to|by|from|with|during|after|before|said|has|had|is|was"
    r"|will|would|won|that|when|while|if|over|against|(?!class\b)\w+s|\w+ed|\w+ly)\b)\w)"
)


def called_by_bynames(text: str, people: Sequence[Person]) -> Iterator[tuple[Span, Actor]]:
    """The bynames of an article, each with whom it means.

    Args:
        text: the article.
        people: who is named in it.
    """
    named = {byname: person for person in people for byname in _bynames_of(person)}
    if not named:
        return
    pattern = re.compile(rf"\b[Tt]he\s+(?P<words>{_ADDED}(?P<byname>{any_of(named)})){_GOES_ON}")
    for found in pattern.finditer(text):
        byname = found["byname"]
        person = named[byname]
        is_told = byname not in _ONCE or found["former"] is not None
        if is_told and person.last_before(found.start()) >= 0 and not _is_of_another(text, byname, person, people):
            yield Span(*found.span("words")), person.actor


def _is_of_another(text: str, byname: str, person: Person, people: Sequence[Person]) -> bool:
    """Whether an article tells the same of somebody else: "billionaire Bo Dane", "Bo Dane, a billionaire"."""
    for other in people if byname in text else ():
        for mention in other.mentions if other is not person else ():
            before = text[max(mention.span.start - len(byname) - 30, 0) : mention.name.start]
            behind = text[mention.name.end : mention.name.end + len(byname) + 30]
            is_title = re.search(rf"\b{re.escape(byname)}\s+(?:[\w’'-]+\s+){{0,2}}\Z", before) is not None
            if is_title or re.match(rf",\s+(?:an?|the)\s+(?:[\w’'-]+\s+){{0,2}}{re.escape(byname)}\b", behind):
                return True
    return False


def _bynames_of(person: Person) -> Sequence[str]:
    """What somebody is called; nothing for a name that is not known in full."""
    for name in (person.actor.name, *person.actor.aliases):
        parts = name.split()
        if len(parts) > 1:
            bynames = _known().get((parts[0], parts[-1]))
            if bynames:
                return bynames
    return ()


@cache
def _known() -> dict[tuple[str, str], tuple[str, ...]]:
    rows = ((row["name"].split(), row["words"].split("|")) for row in table("bynames.csv"))
    return {(name[0], name[-1]): tuple(bynames) for name, bynames in rows}
