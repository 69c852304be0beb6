"""Mentions and speakers that only the trained tagger's references tell: "the department had known", "the paper said".

The rules come first: words that they resolve, and those that overlap a name, are left to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .acts import Act
from .clauses import tag_sentence
from .records import Attribution, Mention, Sentence
from .references import References
from .referring import referring_words, said_or_done
from .told import overlaps_any

__all__ = ["linked_mentions", "linked_speakers"]

#: Of a target, and of a speaker.
_LIKELY_TARGET = 0.5
_LIKELY_SPEAKER = 0.5


def linked_mentions(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    acts: Sequence[Act],
    references: References,
) -> Iterator[Mention]:
    """The further mentions in what somebody says or does.

    Args:
        text: the article's text.
        sentences: its sentences.
        mentions: what is known, sorted and disjoint.
        attributions: who says what.
        acts: who does what.
        references: what the tagger says of the article.
    """
    taken = [mention.span for mention in mentions]
    for sentence, within in said_or_done(sentences, attributions, acts):
        for words in referring_words(tag_sentence(text, sentence, ()), within):
            meant = None if overlaps_any(taken, words) else references.meant(words, mentions)
            if meant and meant.probability >= _LIKELY_TARGET:
                yield Mention(words.start, words.end, meant.actor.kind, meant.actor)


def linked_speakers(
    attributions: Sequence[Attribution], mentions: Sequence[Mention], references: References
) -> list[Attribution]:
    """The attributions, with the speakers of those whose source the rules leave open."""
    return [
        replace(one, speaker=meant.actor)
        if one.source
        and not one.speaker
        and (meant := references.meant(one.source, mentions))
        and meant.probability >= _LIKELY_SPEAKER
        else one
        for one in attributions
    ]
