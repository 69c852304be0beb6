"""People of an article: which mentions of names are the same person, and whom that person speaks for.

A full name opens a person; further forms of it ("Donald J. Trump"), its surname
("Zarif", "Mr. Hakim") and its first name on its own belong to the same person within
the article. Two people with one surname are told apart by given name, form of
address and nearness, and "Donald Trump Jr." is only meant where that is said, unless there is
no other. Forms of one given name ("Bob", "Robert") and transcriptions of one name ("Khamenei",
"Khamenai") are known; a nickname without the surname is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .lexicon import Gender, gender_of_name, is_given_name, is_one_given_name, words
from .name_parts import name_keys, surname_key
from .records import Actor, Span
from .titles import Office

__all__ = ["NamedMention", "Person", "group_people", "without_nickname"]

#: Shorter surnames have too few consonants to tell one from another.
_SHORT_SURNAME = 4
_NICKNAME = re.compile(r"\s(?:[\"“‘'][^\"“”]+[\"”’']|\([^()]+\))\s")
_TRANSCRIBED = str.maketrans({"q": "k", "g": "k", "c": "k", "z": "s", "w": "v", "j": "y"})


class NamedMention(NamedTuple):
    """A mention of a person by name.

    Attributes:
        sentence: index of its sentence.
        name: the bare name.
        span: the name with the title before it.
        covered: ``span`` with the apposition behind it.
        surface: the text of ``name``, on one line, without a nickname inside it.
        offices: the title before the name and the description after it, as far as there are any.
        affiliation: whom the mention's offices make the person speak for, if anyone.
    """

    sentence: int
    name: Span
    span: Span
    covered: Span
    surface: str
    offices: tuple[Office, ...]
    affiliation: Actor | None


@dataclass(eq=False, slots=True)
class Person:
    """One person of the article.

    Attributes:
        mentions: all mentions by name, in the order of the text.
        surfaces: the different forms of the name, in the order in which they were added; few, however many mentions.
        gender: as far as title, given name or an earlier pronoun say.
        assumed: whom the person speaks for unless a mention says otherwise.
    """

    mentions: list[NamedMention] = field(default_factory=list[NamedMention])
    surfaces: dict[str, None] = field(default_factory=dict[str, None])
    gender: Gender = ""
    assumed: Actor | None = None
    _actor: Actor | None = None

    @property
    def actor(self) -> Actor:
        """The finished actor; all mentions must have been added before."""
        if self._actor is None:
            self._actor = self._build()
        return self._actor

    @property
    def affiliation(self) -> Actor | None:
        """Whom the person speaks for, as far as it is known yet."""
        return next((mention.affiliation for mention in self.mentions if mention.affiliation), self.assumed)

    @property
    def offices(self) -> Iterable[Office]:
        """All offices that the article gives the person."""
        return (office for mention in self.mentions for office in mention.offices)

    def last_before(self, position: int) -> int:
        """Where the person is named last before a character offset; -1 if nowhere."""
        index = bisect_left(self.mentions, position, key=lambda mention: mention.name.start)
        return self.mentions[index - 1].name.start if index else -1

    def add(self, mention: NamedMention) -> None:
        """Count ``mention`` as one of this person and learn the gender from it."""
        self.mentions.append(mention)
        self.surfaces[mention.surface] = None
        told = _gender(mention)
        self.gender = self.gender or told

    def _build(self) -> Actor:
        counted = Counter(mention.surface for mention in self.mentions)
        surfaces = list(counted)
        # A form that ends in the word used alone is sound, or begins with it where the surname stands first;
        # another may have run into the next word.
        alone = {surname_key(surface) for surface in surfaces if " " not in surface}
        full = [surface for surface in surfaces if " " in surface]
        sound = (
            [surface for surface in full if surname_key(surface) in alone]
            or [surface for surface in full if surname_key(surface.split()[0]) in alone]
            or surfaces
        )
        mixed = [surface for surface in sound if not surface.isupper()] or sound
        name = max(mixed, key=lambda surface: _fullness(surface, counted[surface]))
        # "Quill Shirt", of Ada Quill, who is "Quill" otherwise, names a shirt.
        chained = (other for other in full if counted[other] >= counted[name.split()[-1]])
        name = next((f"{name} {b.split()[1]}" for b in chained if _in_a_chain(_parts(name), _parts(b))), name)
        aliases = tuple(surface for surface in surfaces if surface != name)
        return Actor(name, "person", aliases=aliases, affiliation=self.affiliation)


def without_nickname(name: str) -> str:
    """The name of a person without the nickname inside it: Ada Quill of "Ada “Chip” Quill"."""
    return _NICKNAME.sub(" ", name)


def group_people(mentions: Sequence[NamedMention]) -> tuple[tuple[Person, ...], dict[Span, Person]]:
    """The people of an article, and the person of each mention by the span of its bare name.

    Args:
        mentions: all mentions of people by name, in the order of the text.
    """
    people: list[Person] = []
    by_word: dict[str, list[Person]] = {}
    found: dict[Span, Person] = {}
    for mention in mentions:
        parts = _parts(mention.surface)
        if len(parts) > 1:
            candidates = [p for word in parts for p in by_word.get(word, ())]
            person = next((p for p in reversed(candidates) if _is_variant(p, parts) and _same_suffix(p, mention)), None)
            if person is None:
                person = Person()
                people.append(person)
            for word in name_keys(" ".join(parts)) | {surname_key(mention.surface)}:
                listed = by_word.setdefault(word, [])
                if person not in listed:
                    listed.append(person)
            person.add(mention)
            found[mention.name] = person
    last: dict[Person, int] = {}

    def assign(mention: NamedMention) -> Person:
        key = surname_key(mention.surface)
        person = _nearest(by_word.get(key, []), key, mention, last)
        if person is None:
            person = Person()
            people.append(person)
            by_word.setdefault(key, []).append(person)
        person.add(mention)
        found[mention.name] = person
        return person

    # A headline's "Clinton" is the one whom the article names most, not whoever comes next.
    early: list[NamedMention] = []
    for mention in mentions:
        if mention.name not in found and _is_early(mention, by_word, last):
            early.append(mention)
        else:
            last[found.get(mention.name) or assign(mention)] = mention.name.start
    for mention in early:
        assign(mention)
    for person in people:
        person.mentions.sort(key=lambda m: m.name)
    return tuple(people), found


def _is_early(mention: NamedMention, by_word: Mapping[str, Sequence[Person]], last: Mapping[Person, int]) -> bool:
    """Whether a surname comes before all of several people who bear it or may be meant by it."""
    key = surname_key(mention.surface)
    listed = by_word.get(key, ())
    namesakes = [person for person in listed if surname_key(person.mentions[0].surface) == key]
    return len(namesakes) > 1 and not any(person in last for person in listed)


def _nearest(people: Sequence[Person], key: str, mention: NamedMention, last: dict[Person, int]) -> Person | None:
    """Of the people that ``key`` may name the one named most, of equals the last; else the one that comes next."""
    told = _gender(mention)
    fitting = [person for person in people if not (told and person.gender and person.gender != told)]
    if not fitting:
        return None

    def nearness(person: Person) -> tuple[bool, bool, bool, int, int]:
        is_surname = surname_key(person.mentions[0].surface) == key
        position = last.get(person, -person.mentions[0].name.start)
        is_plain = not any(map(_suffix, person.surfaces))
        return person in last, is_surname, is_plain, len(person.mentions), position

    return max(fitting, key=nearness)


def _gender(mention: NamedMention) -> Gender:
    for office in mention.offices:
        if office.gender:
            return office.gender
    parts = _parts(mention.surface)
    return gender_of_name(parts[0]) if len(parts) > 1 else ""


def _parts(name: str) -> list[str]:
    joined = name.lower().replace("’", "'").replace(" - ", "-")
    return [part for part in joined.split() if part not in words("suffix")]


def _suffix(name: str) -> frozenset[str]:
    return words("suffix").intersection(part.strip(",") for part in name.lower().split())


def _same_suffix(person: Person, mention: NamedMention) -> bool:
    """Whether no form of the person's name is the father's or the son's: the same given name, another "Jr."."""
    given = _parts(mention.surface)[0]
    others = (surface for surface in person.surfaces if len(parts := _parts(surface)) > 1 and parts[0] == given)
    return all(_suffix(other) == _suffix(mention.surface) for other in others)


def _is_variant(person: Person, parts: Sequence[str]) -> bool:
    return any(len(other := _parts(surface)) > 1 and _same_name(other, parts) for surface in person.surfaces)


def _same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names in lower case can be one: same surname, first names that agree."""
    if set(a) <= set(b) or set(b) <= set(a) or _in_a_chain(a, b) or _in_a_chain(b, a):
        return True
    if not _same_surname(surname_key(a[-1]), surname_key(b[-1])) or not _agree(a[0], b[0]):
        return False
    return all(_agree(x, y) for x, y in zip(a[1:-1], b[1:-1], strict=False))


def _in_a_chain(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether ``b`` is of ``a`` and a second surname: Ingrid Osorio and Osorio Vega, not Anna Chen and Chen Wei."""
    if len(a) != 2 or len(b) != 2 or a[1] != b[0]:
        return False
    is_surname = len(b[0]) > _SHORT_SURNAME and b[0][-1] != "g"
    return is_surname and is_given_name(a[0]) and not (is_given_name(b[0]) or is_given_name(b[1]))


def _same_surname(a: str, b: str) -> bool:
    """Whether two surnames are one, or two transcriptions of one: Khamenei and Khamenai, Qaddafi and Gaddafi."""
    return a == b or (min(len(a), len(b)) > _SHORT_SURNAME and _sound(a) == _sound(b))


def _sound(name: str) -> str:
    """A name without what transcriptions differ in: vowels, doubled letters, q for k or g, and the like."""
    consonants = re.sub(r"[aeiouy'-]", "", name.translate(_TRANSCRIBED))
    return re.sub(r"(.)\1+", r"\1", consonants)


def _agree(a: str, b: str) -> bool:
    is_initial = len(a.rstrip(".")) == 1 or len(b.rstrip(".")) == 1
    return a[0] == b[0] if is_initial else is_one_given_name(a, b)


def _fullness(name: str, count: int) -> tuple[int, int, int, int, int]:
    """How full a form is: words that are no initials, then initials, then how often, the longer given name, brevity.

    "Ada G. Quill" is fuller than "Ada Quill", and "Kenneth Quill" than "Ken Quill", unless he is Ken more often.
    """
    parts = name.split()
    n_words = sum(len(part.rstrip(".")) > 1 for part in parts)
    return n_words, len(parts), count, len(parts[0]) if len(parts) > 1 else 0, -len(name)
