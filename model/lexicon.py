"""Words and tokens for reading names: what is a title, a role, an organisation, a given name.

The lists lie in ``titles.csv`` (a category, then its words, separated by spaces;
a category may take several rows) and ``given_names.csv`` (``m``, ``f`` or ``u`` for
either, then names). They were written for this package and hold single lower-case
words of English; a longer title is read as the sequence of its words. They are
loaded on first use, so that importing this module costs nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from .records import Article, Sentence

__all__ = [
    "Gender",
    "RoleClass",
    "Token",
    "any_of",
    "are_set_apart",
    "begins_anew",
    "content_words",
    "country_of_town",
    "gender_of_name",
    "in_headline",
    "is_given_name",
    "is_headline",
    "is_known_place",
    "is_noun_of_body",
    "is_one_given_name",
    "is_titled",
    "nouns_of_bodies",
    "role_class",
    "table",
    "tokenize",
    "words",
]

_LONGER_WORD = re.compile(r"\b[^\W\d_]{4,}")
_LAST_WORD = re.compile(r"([\w.-]+),?\s*\Z")
_LONG_WORD = 30
_SET_APART = re.compile(r"\w ,(?=\s)")
Gender = Literal["", "m", "f"]
RoleClass = Literal["", "state", "head", "spokes", "legislator", "local", "private", "honorific"]

_CLASSES: tuple[tuple[RoleClass, tuple[str, ...]], ...] = (
    ("state", ("state_role",)),
    ("head", ("head_role",)),
    ("spokes", ("spokes_role",)),
    ("legislator", ("legislator_role",)),
    ("local", ("local_role",)),
    ("private", ("private_role",)),
    ("honorific", ("honorific", "honorific_m", "honorific_f", "rank")),
)

# In this order: a title of two words that would read as two titles; U.S.; an abbreviated title or suffix with
# its stop; an initial; a word with its inner hyphens and apostrophes but without a possessive 's; that 's; a
# number; any other single mark.
_TOKEN = re.compile(
    r"\b(?:[Aa]ttorney|[Ss]ecretary|[Dd]irector|[Ss]olicitor|[Ii]nspector|[Ss]urgeon|[Gg]overnor|[Cc]onsul)"
    r" [Gg]eneral\b"
    r"|(?:[A-Z]\.){2,}"
    r"|\b(?:Messrs|Mrs?|Ms|Mme|Dr|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Cmdr|Rev|Hon|St|[JS]r"
    r"|Corp|Inc|Co|Ltd)\."
    r"|\b[A-Z]\.(?=\s?[A-Z])"
    r"|[^\W\d_]+(?:(?:['’](?![sS]\b)|[-‐‑]|&(?=\w))[^\W\d_]+)*"
    r"|['’][sS]\b"
    r"|\d[\d.,]*(?:[^\W\d_]+)?"
    r"|\S"
)


#: "d'Estaing"
_ELIDED = re.compile(r"[dl]['’][^\W\d_a-z]")
#: Verbs in the past that do not end in -ed and are seldom nouns, and two adverbs.
_VERBS = frozenset(
    "also then took gave sold knew kept let built put made went came paid lost won ran held broke spent bought chose "
    "drew fell forgot got grew heard hid led meant met sent shut spoke stood stole taught thought threw wrote became "
    "began brought caught did does fought found rose saw sought swore understood withdrew lent drove struck shot fed "
    "flew felt left meets met rode sat shook slept sprang stuck threw tore wore bent dealt lay laid".split()
)
#: Words in -ly that are no adverbs.
_LY_NOUNS = frozenset({"ally", "assembly", "family", "monopoly", "rally", "reply", "supply"})
#: "the Greens' leader"
_PLURAL_OWNER = re.compile(r"s['’] [^\W\d_]")
_OPENING_MARK = re.compile(r"(?<![^\s(\[—“\"])['‘](?=\w)")


class Token(NamedTuple):
    """A word or mark of the article.

    Attributes:
        start: first character, an offset into ``Article.text``.
        end: one past the last character.
        text: the surface form.
        low: ``text`` in lower case, with straight apostrophes and a hyphen for a space; ``'s``
            for the apostrophe of a plural's possessive.
    """

    start: int
    end: int
    text: str
    low: str

    @property
    def is_capitalised(self) -> bool:
        """Whether the token is a word that begins like a name (``Zarif``, ``al-Abadi``, ``d'Estaing``)."""
        if self.text[0].isupper() or _ELIDED.match(self.text):
            return True
        head, hyphen, rest = self.text.partition("-")
        return bool(hyphen) and rest[:1].isupper() and head in words("particle")


def tokenize(article: Article, sentences: Sequence[Sentence]) -> list[list[Token]]:
    """The tokens of each sentence, in order; one list for each sentence."""
    text = article.text
    return [
        [
            Token(match.start(), match.end(), match.group(), _low(match, sentence.start))
            for match in _TOKEN.finditer(text, sentence.start, sentence.end)
        ]
        for sentence in sentences
    ]


def _low(match: re.Match[str], sentence_start: int) -> str:
    low = match.group().lower().replace("’", "'").replace(" ", "-")
    if low != "'" or not _PLURAL_OWNER.match(match.string, match.start() - 1):
        return low
    # "‘… talks’ said": where a single mark opens a quotation, the next one may end it.
    return low if _OPENING_MARK.search(match.string, sentence_start, match.start()) else "'s"


def words(category: str) -> frozenset[str]:
    """The words of a category of ``titles.csv``.

    Raises:
        KeyError: the category does not exist.
    """
    return _categories()[category]


@lru_cache(maxsize=8192)
def role_class(low: str) -> RoleClass:
    """The class of a role word in lower case, or ``""`` if it is none."""
    for name, categories in _CLASSES:
        if any(low in words(category) for category in categories):
            return name
    return ""


def are_set_apart(text: str) -> bool:
    """Whether the words of a text stand apart from their marks, as in corpora: "Quill , the mayor , said"."""
    return _SET_APART.search(text) is not None


def is_titled(text: str, start: int) -> bool:
    """Whether the word before a position is a title or an office: "Senator " before "Orval"."""
    found = _LAST_WORD.search(text, max(start - _LONG_WORD, 0), start)
    return found is not None and role_class(found[1].lower()) != ""


def begins_anew(low: str) -> bool:
    """Whether a noun before this word (lower case, empty at the end of a sentence) seems to end its phrase.

    "The court has", "the court rejected", not "the court case".
    """
    if not low[:1].isalpha() or low in words("function") or low in words("speech_verb"):
        return True
    return (low.endswith(("ed", "ly")) and low not in _LY_NOUNS) or low in _VERBS


def is_given_name(low: str) -> bool:
    """Whether a lower-case word is a known given name; of a hyphenated one the first part counts."""
    names = _given_names()
    return low in names or low.partition("-")[0] in names


def gender_of_name(low: str) -> Gender:
    """Gender that a given name suggests, or ``""`` if it is unknown or fits both."""
    return _given_names().get(low, "")


def is_one_given_name(one: str, other: str) -> bool:
    """Whether two lower-case given names can be one person's: Bob and Robert, Mohammad and Muhammad."""
    return one == other or bool(_nicknames().get(one, frozenset()) & _nicknames().get(other, frozenset()))


@cache
def nouns_of_bodies() -> frozenset[str]:
    """Nouns that tell beside a name that it is a body's."""
    return words("body_noun") | words("firm")


def is_noun_of_body(word: str) -> bool:
    """Whether a noun tells a body: "guild", "association", "carmaker"; in lower case."""
    return word in words("organisation") or word in nouns_of_bodies()


@cache
def content_words() -> frozenset[str]:
    """Words that tell one office from another: foreign, security, deputy."""
    return (words("portfolio") | words("modifier")) - words("loose_modifier")


def country_of_town(name: str) -> str:
    """The ISO 3166-1 alpha-3 code of the country of a town or province that datelines name, or ``""``.

    Capitals are the gazetteer's.
    """
    return _towns().get(name.casefold(), "")


def is_known_place(name: str) -> bool:
    """Whether a name is a capital of the gazetteer or a town or province that datelines name."""
    return name.casefold() in _capitals() or bool(country_of_town(name))


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    # And Brussels, the seat of the European Union.
    rows = (row for row in table("actors.csv") if row["kind"] in ("country", "international"))
    # The others of a country are seats: the Kremlin.
    return frozenset(place.casefold() for row in rows if (place := row["metonyms"].partition("|")[0]))


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    return {place.casefold(): row["iso3"] for row in table("datelines.csv") for place in row["places"].split("|")}


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[int]]:
    """The rows of ``nicknames.csv`` in which a name stands."""
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(table("nicknames.csv")):
        for name in row["names"].split():
            rows.setdefault(name, set()).add(number)
    return {name: frozenset(found) for name, found in rows.items()}


@lru_cache(maxsize=1)
def _categories() -> dict[str, frozenset[str]]:
    rows: dict[str, set[str]] = {}
    for row in table("titles.csv"):
        rows.setdefault(row["category"], set()).update(row["terms"].split())
    return {category: frozenset(terms) for category, terms in rows.items()}


@lru_cache(maxsize=1)
def _given_names() -> dict[str, Gender]:
    genders: dict[str, set[str]] = {}
    for row in table("given_names.csv"):
        for name in row["names"].split():
            genders.setdefault(name, set()).add(row["gender"])
    return {name: _single(found) for name, found in genders.items()}


def _single(genders: set[str]) -> Gender:
    if genders == {"m"}:
        return "m"
    return "f" if genders == {"f"} else ""


def any_of(words_or_names: Iterable[str]) -> str:
    """A pattern of any of them, the longer first; empty for none."""
    return "|".join(re.escape(each) for each in sorted(words_or_names, key=len, reverse=True))


def is_headline(line: str) -> bool:
    """Whether a line is no sentence and most longer words are capitalised: capitals tell nothing."""
    words_of: list[str] = _LONGER_WORD.findall(line)
    return (
        len(words_of) > 3
        and line.rstrip()[-1:] not in '.!?"”'
        and sum(word[0].isupper() for word in words_of) > 0.7 * len(words_of)
    )


def in_headline(text: str, start: int, end: int) -> bool:
    """Whether the line in which ``[start, end)`` stands is a headline."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return _is_headline(text[first : last if last >= 0 else len(text)])


_is_headline = lru_cache(maxsize=1)(is_headline)  # a long line is asked about for each of its names


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table that lies beside this module."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
