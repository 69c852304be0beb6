"""Who speaks by a participle without a subject: "Citing Peru's debts, Quill left", "Peru left, blaming Chile".

It is whoever is the subject of the sentence: who is named behind the comma, or who began it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .acts import find_subject
from .reading import Reading
from .records import Actor, Attribution, Span

__all__ = ["with_subjects"]

#: Before a participle that opens a sentence.
_LEADS_IN = frozenset({"in", "by", "after", "before", "while", "when"})
#: They look like participles.
_NO_PARTICIPLES = frozenset({"according", "regarding", "concerning", "including", "during", "meaning", "following"})


def with_subjects(reading: Reading, done: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with the speakers of those whose cue is a participle without a source in its sentence."""
    told: list[Attribution] = []
    for one in done:
        is_near = one.source and one.cue and reading.line_at(one.source.start) == reading.line_at(one.cue.start)
        is_open = one.cue and not is_near and not (one.speaker and not one.source)
        actor = _subject(reading, done, one, one.cue) if one.cue and is_open else None
        told.append(replace(one, source=None, speaker=actor) if actor else one)
    return told


def _subject(reading: Reading, done: Sequence[Attribution], one: Attribution, cue: Span) -> Actor | None:
    index = reading.line_at(cue.start)
    line = reading.lines[index]
    first = line.indices(cue.start, cue.end).start
    low = line.low(first)
    if not low.endswith("ing") or low in _NO_PARTICIPLES:
        return None
    if first == 0 or (first == 1 and line.low(0) in _LEADS_IN):
        return _behind(reading, done, index, one)
    subject = find_subject(line, reading.mentions_in(index)) if line.low(first - 1) == "," else None
    return subject.first.actor if subject and subject.first and not subject.others else None


def _behind(reading: Reading, done: Sequence[Attribution], index: int, one: Attribution) -> Actor | None:
    """Who is named behind what an opening participle tells: "Citing Peru's debts, the senator said"."""
    end = one.content[-1].end
    spoke = ((other.source.start, other.speaker) for other in done if other.source and other.speaker)
    named = ((mention.start, mention.actor) for mention in reading.mentions_in(index) if mention.actor)
    for start, actor in (*spoke, *named):
        if start > end and reading.text[end:start].strip().lower() in (",", ", the"):
            return actor
    return None
