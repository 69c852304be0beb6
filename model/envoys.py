"""Whose conduct an act against an envoy is meant for: "Peru summoned the Dutch ambassador" is against the Netherlands.

An ambassador is called in, expelled or handed a note for what the country did. Where the envoy has no name in the
sentence, the country is the target instead, else it is one besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .records import Participant, Span

__all__ = ["states_behind"]

#: What is done to an envoy, from the verb to the words for the envoy.
_DONE = re.compile(
    r"\b(?:summon(?:s|ed|ing)?|call(?:s|ed|ing)?\s+in|expel(?:s|led|ling)?|hand(?:s|ed|ing)?|deliver(?:s|ed|ing)?"
    r"|lodg(?:e|es|ed|ing)|kick(?:s|ed|ing)?\s+out|thr(?:o|e)w(?:s|ing)?\s+out|declar(?:e|es|ed|ing))\b"
    r"(?:\s+(?:the|an?|its|his|her|their|two|three|all|both|senior|strong|strongly|formal|written|verbal|worded|new|notes?"
    r"|protests?|complaints?|of|in|to|with|out|on|for|(?-i:[A-Z][\w-]+)))*\s+\Z",
    re.IGNORECASE,
)
_ENVOY = re.compile(
    r"\b(?:ambassadors?|envoys?|charg[ée]s?\s+d['’]affaires|consuls?|high\s+commissioners?|diplomats?|attach[ée]s?)\b",
    re.IGNORECASE,
)
#: Behind "declared" an envoy is one of those unwelcome.
_UNWELCOME = re.compile(r"[^.;:]{0,80}\bpersonae?\s+non\s+gratae?\b", re.IGNORECASE)
#: Of what is handed over only a note or a protest is against anybody.
_HANDS = re.compile(r"\b(?:hand|deliver|lodg)", re.IGNORECASE)
_A_NOTE = re.compile(r"\b(?:note|protest|complaint|demarche|démarche)s?\b", re.IGNORECASE)
_NEAR = 60
_DECLARES = re.compile(r"\bdeclar", re.IGNORECASE)


def states_behind(text: str, deed: Span, target: Participant) -> Iterator[Participant]:
    """Whom a deed is meant for: the target, its country, or both.

    Args:
        text: the article.
        deed: from the verb on; it may end before the target.
        target: whom the words behind the verb name.
    """
    place, actor = target.span, target.actor
    state = actor.affiliation if actor else None
    surface = place.of(text) if place else ""
    is_envoy = state is not None and state.kind == "country" and _ENVOY.search(surface) is not None
    done = _DONE.search(text, deed.start, place.start) if is_envoy and place else None
    if place is None or state is None or done is None:
        yield target
        return
    if _HANDS.match(text, done.start()) and not _A_NOTE.search(text, done.start(), place.end + _NEAR):
        yield target
        return
    if _DECLARES.match(text, done.start()) and not _UNWELCOME.match(text, place.end):
        yield target
        return
    if actor and not actor.is_unnamed and actor.name.rpartition(" ")[2] in surface:
        yield target
    yield Participant(state.name, place, state)
