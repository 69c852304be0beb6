"""What a speaker says that its own state does or thinks: "Petru said her country rejects the plan".

Who speaks for a state by name and says where it stands takes its stance; the state takes it as well. It is told where
what is said begins with the state, by name ("Petru said Moldova backs Peru") or as the speaker's own ("her government
will cut aid to Peru").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .acts import Act
from .records import Attribution, Mention, Sentence, Span

__all__ = ["own_acts"]

_OPENING = re.compile(r"[\"“‘'`\s]*(?:that\s+)?(?:the\s+)?")
_OWN = re.compile(r"(?:his|her|their|our|my)\s+(?:own\s+)?(?:country|government|nation|administration|kingdom|state)\b")
#: Behind the state's name where its government does something: "the Peruvian government has", not "Peru's ports have".
_BODY = re.compile(r"\s+(?:government|administration|side|authorities)\b")
_GOES_ON = re.compile(r"\s+(?:[a-z]|['’])")
_OWNER = re.compile(r"\s?['’]s?\b")


def own_acts(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], attributions: Sequence[Attribution]
) -> Iterator[Act]:
    """What states do in the words of those who speak for them by name.

    Args:
        text: the article.
        sentences: its sentences, in order.
        mentions: its resolved mentions, in order.
        attributions: its attributions, with their speakers.
    """
    by_start = {mention.start: mention for mention in mentions if mention.actor}
    for attribution in attributions:
        speaker = attribution.speaker
        state = speaker.affiliation if speaker and speaker.kind == "person" and not speaker.is_unnamed else None
        if state is None or state.kind != "country":
            continue
        for content in attribution.content:
            opening = _OPENING.match(text, content.start)
            start = opening.end() if opening else content.start
            own, named = _OWN.match(text, start, content.end), by_start.get(start)
            if named and named.actor == state and not _OWNER.match(text, named.end):
                body = _BODY.match(text, named.end)
                subject = Span(start, body.end() if body else named.end)
            elif own:
                subject = Span(start, own.end())
            else:
                continue
            index = next((i for i, s in enumerate(sentences) if s.start <= start < s.end), -1)
            end = min(content.end, sentences[index].end)
            if index >= 0 and subject.end < end and _GOES_ON.match(text, subject.end):
                yield Act(index, state, subject, Span(subject.end, end))
