"""Bodies that a noun beside their name tells: "ferry operator Kessler", "Zuma Air, a budget airline,"."""

from __future__ import annotations

from .body_names import is_region_first, owned_noun_at
from .lexicon import begins_anew, is_given_name, nouns_of_bodies, role_class, words
from .line_words import LineWords
from .told import LINKS

__all__ = ["end_behind_noun", "end_of_local_body", "goes_on", "is_described_behind", "is_told_beside"]

#: Of these only who heads a body.
_OF_A_HEAD = frozenset("founded created leads led heads headed owns runs chairs".split())
#: They tell a party, of several words and behind an article.
_SIDES = frozenset({"opposition", "governing", "ruling"})
#: Words of a description behind a name.
_MAX_DESCRIPTION = 6
#: Before the noun that tells a body.
_BEFORE_A_BODY = frozenset({"the", "its", "their", "'s"})
#: What may follow it.
_BEHIND_A_DESCRIPTION = frozenset(
    ", . ; — – ) that which who whose of for in on at from with based representing behind owned run".split()
)
#: They tell a body before its name only: "Ana Petru, the opposition".
_NOT_AFTER_A_NAME = frozenset(
    "opposition governing ruling developer miner operator supplier maker brewer lender insurer".split()
)
#: What somebody does with a body that a noun only describes.
_OF_A_FOUNDER = frozenset(
    "founded created built owns owned runs ran leads led heads headed chairs chaired joined left controls controlled "
    "started launched bought represents represented".split()
)
#: Bodies of a town that news write small.
_LOCAL_BODIES = frozenset({"municipality", "council", "university", "polytechnic", "hospital", "prison"})
#: The same of two words.
_LOCAL_PAIRS = {
    **dict.fromkeys(("city", "town", "county", "district", "state", "borough"), _LOCAL_BODIES),
    "school": frozenset({"board", "district", "committee", "council"}),
    **dict.fromkeys(("planning", "zoning"), frozenset({"board", "commission", "committee"})),
    **dict.fromkeys(("housing", "transit", "port"), frozenset({"authority", "board"})),
}
#: They tell a body right behind its name too; "the Trump company" is no company of that name.
_KINDS_BEHIND = frozenset({"union", "charity", "airline", "utility", "broadcaster", "magazine", "newspaper"})


def end_of_local_body(line: LineWords, start: int, end: int) -> int:
    """Where a town's body ends whose noun is in small letters: "Norrvik municipality", "Ames school board"."""
    stop = end + 1 if line.word(end) in _LOCAL_PAIRS else end
    nouns = _LOCAL_PAIRS.get(line.word(end), _LOCAL_BODIES)
    is_local = line.word(stop) in nouns and line.tokens[stop].text.islower()
    is_town = not any(line.is_organisation_word(i) or line.cover[i] for i in range(start, end))
    is_town = is_town and not (
        is_given_name(line.tokens[start].low) or any(role_class(line.word(i)) for i in range(start, end))
    )
    opens_alone = start == 0 and end - start == 1 and line.is_ordinary(start)
    is_end = begins_anew(line.word(stop + 1))
    return stop + 1 if is_local and is_town and is_end and not opens_alone else 0


def end_behind_noun(line: LineWords, start: int, end: int) -> int:
    """Where a body's name ends that a noun before it tells: "the student group University in Blockade"; 0 if none.

    Nobody's name ("the party Nadia Rivas leads"), and one word only behind a described noun or one without an
    article: "the separatist party Junts", "ferry operator Kessler". In French and its sisters the noun begins
    the name: "Compagnie Bleue".
    """
    if line.tokens[start].low in words("body_first"):
        return end if end - start > 1 else 0
    if line.tokens[start].low in words("club_first") and end - start > 1:
        is_titled = any(role_class(line.tokens[i].low) or line.is_ordinary(i) for i in range(start + 1, end))
        return 0 if is_titled or line.is_gazetteer(start, end) else end
    if not start or line.tokens[start - 1].low not in nouns_of_bodies() or line.tokens[start - 1].is_capitalised:
        return 0
    stop = end
    while stop + 1 < len(line.tokens) and goes_on(line, stop):
        stop += 1
        while (step := line.continues(stop + 1)) > 0:
            stop += step
        stop += 1
    before = line.tokens[start - 2].low if start > 1 else ""
    # "the teachers' union Sindesul" tells as much as "ferry operator Kessler".
    is_told_whose = before == "'s" and start > 2 and line.tokens[start - 3].low in words("plural_role") | words("group")
    has_article = not is_told_whose and (not before[:1].isalpha() or before in words("function"))
    is_side = line.tokens[start - 1].low in _SIDES
    is_bare = end - start < 2 and (has_article or is_side)
    following = line.tokens[stop].low if stop < len(line.tokens) else ""
    # "the company Elon Musk founded", "the ruling coalition Kowalski leads"
    is_made = following in _OF_A_FOUNDER and (has_article or following in _OF_A_HEAD)
    # "The crane operator Dzmitry Hrod, 52, fell", "after the ruling Kowalski said"
    is_person = following == "," and _is_aged(line, stop + 1)
    is_person |= is_side and before not in ("the", "a", "an")
    return 0 if is_bare or is_made or is_person or not _may_be_told(line, start, stop) else stop


def is_told_beside(line: LineWords, start: int, end: int) -> bool:
    """Whether a noun behind a comma tells that a name is a body's, or one before a comma, or right behind the name.

    So does who plays for it, by name: "Rijeka coach Luka Kovač".

    "Zuma Air, a budget airline, sued"; "Kessler, one of Germany's oldest makers of gearboxes,"; "the regulator,
    Ofwat, sued"; "Brazil's main union, the Frente Sul, sued"; "the IG Metall union said".
    """
    is_behind = is_described_behind(line, end)
    has_article = start > 0 and end - start > 1 and line.tokens[start - 1].low == "the"
    comma = start - 2 if has_article else start - 1
    noun = comma - 1
    is_before = (
        noun > 0
        and line.tokens[comma].text == ","
        and line.tokens[noun].text in nouns_of_bodies()
        and any(line.tokens[i].low in ("the", "its", "their", "'s") for i in range(max(noun - 3, 0), noun))
        and (end == len(line.tokens) or line.tokens[end].text in (",", ".", ";"))
        and not _is_aged(line, end + 1)
        and not (_is_of_office(line, noun) and (end - start > 1 or is_given_name(line.tokens[start].low)))
    )
    if is_region_first(line.tokens, start, end) and not any(line.cover[start:end]):
        return not any(line.is_title_at(i, end) for i in range(start, end))
    if _is_team(line, end):
        return _may_be_told(line, start, end)
    is_kind_behind = (
        start > 0
        and line.tokens[start - 1].low == "the"
        and end < len(line.tokens)
        and line.tokens[end].text in _KINDS_BEHIND
        and begins_anew(line.tokens[end + 1].low if end + 1 < len(line.tokens) else "")
    )
    return (is_behind or is_before or is_kind_behind) and _may_be_told(line, start, end)


def _is_team(line: LineWords, end: int) -> bool:
    """Whether somebody's trade and name follow: "Rijeka coach Luka Kovač", "Leeds captain Ada Quill"."""
    is_trade = end + 2 < len(line.tokens) and line.tokens[end].text in words("team_role")
    return is_trade and line.opens(end + 1) and line.opens(end + 2) and not line.cover[end + 1]


def is_described_behind(line: LineWords, end: int) -> bool:
    """Whether ", a budget airline," or ", one of Germany's oldest makers of gearboxes," begins at ``end``."""
    if end + 2 >= len(line.tokens) or line.tokens[end].text != ",":
        return False
    if owned_noun_at(line.tokens, end) > 0:
        return True
    is_one_of = line.tokens[end + 1].low == "one" and line.tokens[end + 2].low == "of"
    if not is_one_of and line.tokens[end + 1].low not in ("a", "an", "the"):
        return False
    first = end + 3 if is_one_of else end + 2
    phrase = range(first, min(len(line.tokens), first + _MAX_DESCRIPTION))
    noun = next((i for i in phrase if not _is_of_a_phrase(line, i, is_one_of)), phrase.stop) - 1
    if noun < first or line.tokens[noun].is_capitalised:
        return False
    low = line.tokens[noun].low.removesuffix("s") if is_one_of else line.tokens[noun].low
    following = line.tokens[noun + 1].low if noun + 1 < len(line.tokens) else ""
    # Not "Ada Quill, a company director,", "Ada Quill, the union's leader,".
    is_last = not following or following in _BEHIND_A_DESCRIPTION
    return is_last and low in nouns_of_bodies() and (is_one_of or low not in _NOT_AFTER_A_NAME)


def goes_on(line: LineWords, stop: int) -> bool:
    """Whether a body's name goes on with "of" or "for", or with "in" behind a word for a body.

    Not with a country or a month: "the retailer Kessler Stores in Germany", "the airline Zuma Air in March".
    """
    link, after = line.tokens[stop].low, line.tokens[stop + 1]
    is_link = link in LINKS and (link != "in" or line.is_organisation_word(stop - 1))
    return is_link and line.opens(stop + 1) and not line.cover[stop + 1] and after.low not in words("calendar")


def _is_aged(line: LineWords, index: int) -> bool:
    """Whether an age or "who" follows, which a body has not."""
    return index < len(line.tokens) and (line.tokens[index].text[0].isdigit() or line.tokens[index].low == "who")


def _is_of_office(line: LineWords, noun: int) -> bool:
    """Whether a noun only tells what somebody heads: "the chief of the oil company, Musa Danladi,"."""
    first = next((i for i in range(noun, max(noun - 4, 1), -1) if line.tokens[i].low in _BEFORE_A_BODY), 0)
    if line.tokens[first].low == "'s":  # "the leader of Kenya's opposition, Musa Danladi,"
        first -= 1
        while first > 1 and line.tokens[first - 1].is_capitalised:
            first -= 1
    return first > 1 and line.tokens[first - 1].low in ("of", "at") and bool(role_class(line.tokens[first - 2].low))


def _is_of_a_phrase(line: LineWords, index: int, with_owner: bool) -> bool:
    low = line.tokens[index].low
    return (low[0].isalpha() and low not in words("function")) or (with_owner and low in ("'s", "the"))


def _may_be_told(line: LineWords, start: int, end: int) -> bool:
    """Whether a run may be a body's name: no title, given name, ordinary word or what the gazetteer knows."""
    is_name = is_given_name(line.tokens[start].low) and not any(map(line.is_organisation_word, range(start, end)))
    is_ordinary = end - start == 1 and (line.is_ordinary(start) or line.tokens[start].low in words("calendar"))
    is_titled = line.follows_title(start) or any(line.is_title_at(i, end) for i in range(start, end))
    return not (is_name or is_ordinary or is_titled or line.is_gazetteer(start, end))
