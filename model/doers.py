"""Who acts in the sentences of an article, as far as nobody else tells it: subjects with what they do as ``Act``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .acts import Act, Subject, find_clauses, find_subject
from .deeds import Told, is_fact, is_official_of, only_tells, subordinate
from .pronouns import Pronouns
from .reading import Reading
from .records import Actor, Attribution, Span
from .side_clauses import further_deeds, listed_acts, mutual_acts, relative_acts, thanked_acts
from .titles import Line

__all__ = ["Doers"]


class Doers:
    """Finds who acts.

    Args:
        reading: the article.
        attributions: who says what in it, with the speakers.
        pronouns: tell whom "she" means as a subject.
    """

    def __init__(self, reading: Reading, attributions: Sequence[Attribution], pronouns: Pronouns) -> None:
        self._reading = reading
        self._attributions = attributions
        self._pronouns = pronouns

    def acts(self) -> Iterator[Act]:
        """Who acts in the sentences of the article, each up to the next clause.

        Where somebody speaks, what the same one does before, "X stood by Y, saying that …", whoever acts in
        front of the clause in which somebody speaks, "X left after Y said …", or does what somebody without a
        name tells, "X left Y, officials said", and whoever acts in a clause behind all of what is told.
        """
        #: by sentence, where the last of what somebody says and of how it is told ends
        told: dict[int, int] = {}
        said: dict[int, list[Attribution]] = {}
        for attribution in self._attributions:
            for index in {self._reading.line_at(span.start) for span in attribution.content}:
                said.setdefault(index, []).append(attribution)
            for span in (attribution.source, attribution.cue, *attribution.content):
                if span:
                    index = self._reading.line_at(span.start)
                    told[index] = max(told.get(index, 0), span.end)
        main = {index: list(group) for index, group in groupby(self._main_acts(), lambda act: act.sentence)}
        for index, (sentence, line) in enumerate(zip(self._reading.sentences, self._reading.lines, strict=True)):
            clauses = list(find_clauses(line, self._reading.mentions_in(index)))
            starts = [line.tokens[clause.start].start for clause in clauses]
            for act in main.get(index, ()):
                end = min((s for s in starts if s > act.predicate.start), default=act.predicate.end)
                yield act._replace(predicate=Span(act.predicate.start, min(end, act.predicate.end)))
            for clause, start, end in zip(clauses, starts, [*starts[1:], sentence.end], strict=False):
                predicate = Span(line.tokens[clause.verb].start, end)
                for mention in (clause.first, *clause.others):
                    if mention and mention.actor and start >= told.get(index, 0):
                        yield Act(index, mention.actor, mention.span, predicate)
            contents = [span for attribution in said.get(index, ()) for span in attribution.content]
            yield from thanked_acts(self._reading.text, index, self._reading.mentions_in(index))
            yield from mutual_acts(self._reading.text, index, self._reading.mentions_in(index))
            yield from relative_acts(line, index, self._reading.mentions_in(index), contents)
            if index not in told:
                yield from listed_acts(self._reading.text, line, index, self._reading.mentions_in(index))
            yield from further_deeds(line, index, said.get(index, ()))

    def _main_acts(self) -> Iterator[Act]:
        """Who acts in the main clauses, up to what is said there or to the clause in which somebody speaks."""
        told = self._told()
        for index, (sentence, line) in enumerate(zip(self._reading.sentences, self._reading.lines, strict=True)):
            subject = find_subject(line, self._reading.mentions_in(index))
            if subject is None:
                continue
            start, here = line.tokens[subject.verb].start, told.get(index, Told())
            clause = subordinate(line, subject.verb, min((source.start for source, _ in here.sources), default=-1))
            if here.is_only_told and not is_fact(line, subject.verb):
                continue
            end = clause if clause > start else min(sentence.end, *here.begins, sentence.end)
            for actor, words_of in self._subjects(subject, line, index) if start < end else ():
                # "Peru's government left and said …"
                bodies = (of for source, of in here.sources if source.contains(words_of) and of.affiliation == actor)
                is_own = any(actor == of or (here.is_only_told and is_official_of(of, actor)) for _, of in here.sources)
                if clause > start or not here.sources or is_own:
                    yield Act(index, actor, words_of, Span(start, end))
                elif body := next(bodies, None):
                    yield Act(index, body, words_of, Span(start, end))

    def _told(self) -> dict[int, Told]:
        """By sentence, what is said there and by whom."""
        found: dict[int, Told] = {}
        for attribution in self._attributions:
            speaker = attribution.speaker
            if speaker is None:
                continue
            if only_tells(attribution):
                told = found.setdefault(self._reading.line_at(attribution.content[0].start), Told())
                told.begins.append(attribution.content[0].end)
                told.is_only_told = True
                continue
            for span in (attribution.source, attribution.cue, *attribution.content):
                for index in self._reading.lines_of(span) if span else ():
                    told = found.setdefault(index, Told())
                    # What is said carries on from another sentence, or its source stands there.
                    told.sources.append((attribution.source or Span(0, 0), speaker))
                    if span and span != attribution.source:
                        told.begins.append(span.start)
        return found

    def _subjects(self, subject: Subject, line: Line, index: int) -> Iterator[tuple[Actor, Span]]:
        if subject.first is None:
            # "It gave them an opportunity": a bill, a jet or a debate more often than a body.
            if line.low(subject.start) == "it":
                return
            words_of = Span(line.tokens[subject.start].start, line.tokens[subject.end - 1].end)
            actor = self._pronouns.actor(line.low(subject.start), words_of, index, ())
            if actor:
                yield actor, words_of
            return
        for mention in (subject.first, *subject.others):
            if mention.actor:
                yield mention.actor, mention.span
