"""Names of people and organisations, found by their shape.

A stretch of capitalised words is a name; closed lists of titles, organisation
words, given names and ordinary words (``titles.csv``, ``given_names.csv``) say of
what. A name of one word counts where a title stands before it, where it reports
("Zarif said"), or where the article gives the full name elsewhere. Countries and
international bodies are the gazetteer's: a name found here yields to a gazetteer
match of the same or a greater extent, and outranks one that lies inside it
("Bank of England", "Michael Jordan").

Limits: English capitalisation only. Nothing is learned from context beyond the
neighbouring words, so that an unknown two-word product or event can pass as a
person; headlines and shouted lines yield only names that the article has elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .gazetteer import Gazetteer, GazetteerMatch
from .headlines import is_closed_headline, names_in_headline
from .lexicon import Token, tokenize, words
from .line_names import LineReader, Single
from .name_parts import disjoint, may_be_short, name_keys, surname_key
from .records import Article, Mention, Sentence
from .small_words import small_surnames, surnames_alone
from .told import with_short_acronyms, with_told

__all__ = ["find_names", "matches_by_line", "read_names"]

_SENTENCE_ENDS = frozenset(".!?…\"”'’)")


def find_names(article: Article, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Mentions of people and organisations, without titles, sorted and disjoint.

    Args:
        article: the article.
        sentences: its sentences; nothing outside them is read.
        gazetteer: the known countries, bodies, groups and parties.

    Returns:
        Mentions of kind ``person``, ``organisation``, ``party`` or ``armed_group``
        with ``actor`` None. Spans are character offsets into ``article.text``.
    """
    lines = tokenize(article, sentences)
    return read_names(article.text, lines, matches_by_line(lines, gazetteer.find(article.text)))


def matches_by_line(lines: Sequence[Sequence[Token]], matches: Sequence[GazetteerMatch]) -> list[list[GazetteerMatch]]:
    """The gazetteer matches that lie inside each line; those outside all lines are left out."""
    ordered = sorted(matches, key=lambda match: match.span)
    result: list[list[GazetteerMatch]] = []
    index = 0
    for line in lines:
        inside: list[GazetteerMatch] = []
        while line and index < len(ordered) and ordered[index].span.start < line[-1].end:
            if ordered[index].span.start >= line[0].start:
                inside.append(ordered[index])
            index += 1
        result.append(inside)
    return result


def read_names(
    text: str, lines: Sequence[list[Token]], matches: Sequence[Sequence[GazetteerMatch]]
) -> tuple[Mention, ...]:
    """``find_names`` on what has been read already: tokens and gazetteer matches of each sentence."""
    ordinary = _lower_case_words(lines)
    found: list[Mention] = []
    told: list[Mention] = []
    singles: list[Single] = []
    shouted: list[list[Token]] = []
    for line, known_actors in zip(lines, matches, strict=True):
        if _is_headline(line):
            shouted.append(line)
            continue
        reader = LineReader(line, known_actors, ordinary)
        reader.read()
        if is_closed_headline(line, ordinary):
            found += names_in_headline(line, reader.found)
            shouted.append(line)
            continue
        found += reader.found
        told += reader.told
        singles += reader.singles
    surfaces = {match.surface for line in matches for match in line}
    found = with_told(text, found, told, lambda word: word not in surfaces and may_be_short(word, ordinary))
    found = with_short_acronyms(text, found, matches)
    # "Flint said" is a town speaking if the article also has "in Flint".
    located = {s.token.low for s in singles if s.is_located}
    known = {s.token.low for s in singles if s.reports} - located
    for mention in found:
        if mention.kind == "person":
            name = text[mention.start : mention.end]
            # "in Orlando" is no Orlando Bloom; of his surname alone that is not asked.
            known |= name_keys(name) - (located - {surname_key(name)})
    # A speaker's name in capitals ("TAPPER:") looks like an acronym, a surname (Bloomberg) like a company.
    people = {text[m.start : m.end] for m in found if m.kind == "person"}
    full = {name for m in told if (name := text[m.start : m.end]) not in people}
    bodies = {text[m.start : m.end] for m in found if m.kind != "person"}
    known -= {name.lower() for name in bodies if name in full or any(each.startswith(f"{name} ") for each in full)}
    # "Solidarity" for Dockers' Solidarity
    aims = {low for name in bodies if " " in name and (low := name.split()[-1].lower()) in words("ideal")}
    found += [Mention(s.token.start, s.token.end, "organisation") for s in singles if s.token.low in aims]
    known -= aims
    found = [replace(m, kind="person") if text[m.start : m.end].lower() in known else m for m in found]
    found += [Mention(s.token.start, s.token.end, "person") for s in singles if s.token.low in known]
    surnames = small_surnames([text[m.start : m.end] for m in found if m.kind == "person"])
    for line in lines if surnames else ():
        found += [Mention(token.start, token.end, "person") for token in surnames_alone(line, surnames)]
    for line in shouted:
        found += _known_names(line, known)
    return disjoint(found, [match for line in matches for match in line])


def _lower_case_words(lines: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Words that the article also writes in lower case: ordinary words, wherever they are capitalised."""
    return frozenset(token.text for line in lines for token in line if token.text[0].islower())


def _is_headline(line: Sequence[Token]) -> bool:
    """Whether a line is in headline case or shouted, so that its capitals say nothing."""
    long_words = [token for token in line if len(token.text) > 3 and token.text[0].isalpha()]
    if len(long_words) > 1 and all(token.text.isupper() for token in long_words):
        return True
    if len(long_words) < 4 or line[-1].text in _SENTENCE_ENDS or line[-1].text == ":" or line[-1].text.endswith("."):
        return False
    return sum(token.text[0].isupper() for token in long_words) > 0.8 * len(long_words)


def _known_names(line: Sequence[Token], known: set[str]) -> Iterator[Mention]:
    """Known names in a line whose capitals say nothing; neighbouring words join."""
    start: int | None = None
    end = 0
    for token in line:
        is_known = token.low in known and token.text[0].isupper() and token.low not in words("function")
        if start is not None and not (is_known and token.start - end == 1):
            yield Mention(start, end, "person")
            start = None
        if is_known:
            start, end = (token.start if start is None else start), token.end
    if start is not None:
        yield Mention(start, end, "person")
