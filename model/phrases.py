"""Cuts a sentence into tagged words and finds noun phrases by shape and closed classes.

A small stand-in for a parser, made for one question: which words name the subject
of a reporting verb. Words outside the closed classes count as nouns, or as names when
capitalised, so adjectives and unknown verbs pass as nouns; the chunkers compensate
with a few rules on order. English only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Token", "names_person", "noun_phrase_after", "noun_phrase_before", "tokenize"]

# Every alternative starts differently and repeats one class, so matching is linear.
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s)|['’](?:s|d|ll|re|ve|m|t)\b|''|``|--+|"
    r"\d[\d.,]*\d%?|\w+(?:[-&/]\w+|['’](?!(?:s|d|ll|re|ve|m|t)\b)\w+)*\.?|[^\w\s]",
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr gen sen sens rep reps gov govs lt col sgt capt maj cmdr adm jr sr st prof rev hon pres fr "
    "jan feb mar apr jun jul aug sept sep oct nov dec calif mass fla pa va md mich ill ga tenn ariz wis minn ky "
    "conn ala ore okla la colo ind kan nev inc corp co ltd u.s u.k u.n".split()
)


def _tagged(**classes: str) -> dict[str, str]:
    return {word: tag for tag, words in classes.items() for word in words.split()}


_TAGS = _tagged(
    DET="the a an this these those each every either neither both all some any no another such many most several few "
    "half more other what whatever one",
    PRP="my your his her its our their whose",
    PRON="he she they we i it you who which nobody somebody someone anyone everyone everybody others none",
    OBJ="him them me us himself herself themselves itself myself ourselves whom",
    PREP="of for from in at to with on by near against inside outside behind about into onto over under between among "
    "amid during through throughout within without toward towards upon across around beyond despite per via "
    "out off up down away including regarding concerning alongside like unlike above below plus",
    CONJ="and or but nor yet so &",
    SUB="that if when while because although though since after before until unless whether where why how as than once "
    "whereas however meanwhile therefore thus then",
    AUX="is are was were be been being am has have had having will would can could may might must shall should do does "
    "did don didn doesn wasn weren isn aren wouldn couldn shouldn hasn haven hadn 's 'd 'll 're 've 'm",
    NEG="not never n't 't cannot",
    ADV="also again later earlier now still just even only first previously recently once already often always "
    "repeatedly reportedly here there today yesterday tomorrow tonight too instead further furthermore moreover "
    "perhaps maybe almost soon ago long then both publicly twice",
    TIME="monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december jan. feb. mar. apr. aug. sept. oct. nov. dec. morning afternoon evening",
    # Finite forms common enough in news to mark the end of a subject or a clause of their own.
    VERB="went came took made gave met held left began got kept sent paid led ran won lost spoke sat stood saw knew "
    "became brought bought built chose drew drove fell felt flew forgot grew heard hit hurt laid meant put rose "
    "sought sold shot spent stuck taught wore broke caught fought struck threw woke goes comes takes makes gives gets "
    "keeps wants needs seems appears remains become becomes remain let lets plans seeks knows",
)
# These stand in two of the classes above; the later keyword must not win for them.
_TAGS.update({"then": "ADV", "both": "DET", "once": "ADV", "so": "ADV", "that": "SUB"})

_PRONOUNS = frozenset("he she they we i it you who which one others none nobody someone everyone many some".split())
_SOME = frozenset("many some most several few others both all neither none one any half more another each".split())
# Words that stand directly before a name as a title or a description.
_TITLE_ENDINGS = (
    "er or ist man men woman women ian ant al ic ive ous ary ish ese can ent eur ary ate mate ee ess ief ing ed "
    "led ran ead ade ive ert ead"
).split()
_TITLES = frozenset(
    "former current then ex-president ex late vice deputy rival fellow longtime acting premier chief head pope "
    "king queen prince princess coach host pollster aide ally critic judge star author chair chairwoman chairman "
    "spokesman spokeswoman spokesperson secretary ambassador envoy analyst activist top old-time co-founder ceo "
    "nominee hopeful boss guru tycoon mogul magnate candidate strategist economist journalist sheriff mayor "
    "delegate veteran expert scholar lawmaker officer detective captain rapper singer friend wife husband son "
    "daughter brother sister mother father colleague runner-up co-author congressman congresswoman director "
    "leader".split()
)
_NOT_TITLES = frozenset(
    "letter paper summer winter newspaper order number power matter water november september statement moment "
    "government parliament agreement document incident event department comment morning evening afternoon meeting "
    "being speaking interview".split()
)
_POSTMODIFIER_PREPOSITIONS = frozenset("on in by with at to from for about as".split())
_NOUN_LINK = frozenset("of for from in at to with on by near against inside outside behind about between among".split())
_SHORT_LINK = frozenset({"of", "for", "from", "with", "at"})
_MAX_WORDS = 25
# What ministers are for.
_FIELDS = frozenset("housing planning training banking farming fishing mining shipping policing engineering".split())
# Names that begin with a small particle: al-Shabaab, el-Sisi.
_LOWER_PARTICLE = re.compile(r"(?:a[lnrst]|ash|el|ibn|bin)-[A-Z]")


class Token(NamedTuple):
    """A word or mark, ``[start, end)`` in characters of the article, with a coarse tag.

    Tags: DET PRP POSS PRON OBJ PREP CONJ SUB AUX NEG ADV TIME VERB NUM NAME NOUN MARK.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Cuts ``text[start:end]`` into tagged tokens, in order."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        word, first, last = match.group(), match.start(), match.end()
        if word[-1] == "." and len(word) > 2 and word.count(".") == 1 and word[:-1].lower() not in _ABBREVIATIONS:
            tokens.append(_token(word[:-1], first, last - 1, tokens))
            tokens.append(Token(last - 1, last, ".", ".", "MARK"))
            continue
        tokens.append(_token(word, first, last, tokens))
    return tokens


def _token(word: str, start: int, end: int, before: Sequence[Token]) -> Token:
    lower = word.lower().replace("’", "'")
    return Token(start, end, word, lower, _tag(word, lower, start, before))


def _tag(word: str, lower: str, start: int, before: Sequence[Token]) -> str:
    if word in "'’" and before and before[-1].lower.endswith("s") and before[-1].end == start:
        return "POSS"  # "the voters' choice"
    if not (word[0].isalnum() or (len(word) > 1 and word[0] in "'’" and word[1].isalpha())):
        return "MARK"
    previous = before[-1] if before else None
    if lower == "'s":
        is_verb = previous is not None and previous.lower in _PRONOUNS
        return "AUX" if is_verb else "POSS"
    if word[0].isdigit():
        return "NUM"
    tag = None if word == "US" else _TAGS.get(lower)
    inside = previous is not None and not _can_open_sentence(before)
    if word[0].isupper() or _LOWER_PARTICLE.match(word):
        if tag in ("TIME", "DET", "PRP", "PRON", "OBJ") or lower == "i":
            return tag or "PRON"
        if tag is None and not before and lower.endswith("ly"):
            return "ADV"
        return "NAME" if tag is None or inside else tag
    if tag is not None:
        return tag
    if lower.endswith("ly") and lower not in (
        "family",
        "ally",
        "assembly",
        "rally",
        "reply",
        "supply",
        "july",
        "bully",
    ):
        return "ADV"
    return "NOUN"


def _can_open_sentence(before: Sequence[Token]) -> bool:
    """Whether a capital after these tokens may be that of a sentence's first word."""
    last = before[-1]
    if last.text in ('"', "''"):
        return len(before) == 1 or before[-2].end < last.start
    return last.text in (".", "!", "?", ":", "“", "‘", "(", "-", "—", "--", "•", "[")


def noun_phrase_before(tokens: Sequence[Token], end: int, is_verb: Sequence[bool], floor: int = 0) -> int:
    """Finds where the noun phrase that ends just before ``end`` begins.

    Args:
        tokens: the sentence.
        end: index after the last word of the phrase.
        is_verb: for each token, whether it can be a finite verb.
        floor: the phrase may not reach before this index.

    Returns:
        Index of its first token, or ``end`` if no noun phrase ends there.
    """
    last = end - 1
    if last < floor:
        return end
    if tokens[last].tag == "PRON" or tokens[last].lower in _SOME:
        return _pronoun_start(tokens, last, floor)
    if tokens[last].tag not in ("NAME", "NOUN", "NUM") or (is_verb[last] and tokens[last].tag != "NAME"):
        return end
    start = end
    k = last
    while k >= max(floor, end - _MAX_WORDS):
        taken = _extend_left(tokens, k, start, end, is_verb, floor)
        if not taken:
            break
        k -= taken
        start = k + 1
        if tokens[start].tag in ("DET", "PRP") and not _goes_on(tokens, k, floor):
            break
    return _trim(tokens, start, end)


def _pronoun_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """A pronoun stands alone, but for ``the others``, ``no one``."""
    before = tokens[last - 1] if last > floor else None
    if before is not None and before.tag == "DET" and tokens[last].lower in ("one", "others", "few", "many"):
        return last - 1
    return last


def _extend_left(tokens: Sequence[Token], k: int, start: int, end: int, is_verb: Sequence[bool], floor: int) -> int:
    """How many tokens ending at ``k`` the phrase ``[start, end)`` takes in on its left; 0 ends it."""
    token = tokens[k]
    before = tokens[k - 1] if k > floor else None
    after = tokens[start] if start < end else None
    if token.tag in ("NAME", "NUM"):
        return 1 if after is None or after.tag not in ("DET", "PRP", "PRON") else 0
    if token.tag == "NOUN":
        return _takes_noun(tokens, k, before, after, is_verb)
    if token.tag in ("DET", "PRP"):
        return 1 if after is None or after.tag not in ("DET", "PRP") or token.lower in _SOME else 0
    if token.tag == "POSS":
        return 1 if before is not None and before.tag in ("NAME", "NOUN", "TIME", "NUM") else 0
    if token.tag == "TIME":
        return 1 if after is not None and after.tag == "POSS" else 0
    if token.tag == "PREP":
        return _takes_preposition(token, before, after, is_verb, k)
    if token.tag == "CONJ":
        return _takes_conjunction(tokens, k, after, is_verb, floor)
    if token.tag == "ADV":
        return 1 if token.lower.endswith("ly") and before is not None and before.tag == "DET" else 0
    if token.text == ".":
        return 0
    if token.text == "," and after is not None and after.tag in ("NAME", "NOUN"):
        return _takes_list_comma(tokens, k, start, end, is_verb, floor)
    return 0


def _takes_noun(
    tokens: Sequence[Token], k: int, before: Token | None, after: Token | None, is_verb: Sequence[bool]
) -> int:
    token = tokens[k]
    if after is None:
        return 1
    if after.tag in ("DET", "PRP", "PRON"):
        return 0
    leads = before is not None and (before.tag in ("DET", "PRP", "POSS", "NUM", "NAME", "NOUN", "PREP"))
    if is_verb[k]:
        # "the accused officer", "visiting leaders": a participle needs a determiner to its left.
        modifies = before is not None and before.tag in ("DET", "PRP", "POSS") and after.tag in ("NOUN", "NAME")
        return 1 if modifies else 0
    if token.lower.endswith("ed") and after.tag == "PREP":
        return 1 if leads and after.lower in _POSTMODIFIER_PREPOSITIONS else 0
    if (
        token.lower.endswith("ing")
        and not leads
        and (after.tag == "NAME" or (before is not None and before.tag == "AUX"))
    ):
        return 0
    if after.tag == "NAME":
        return 1 if _can_be_title(token.lower) else 0
    return 1


def names_person(lower: str) -> bool:
    """Whether a common noun, singular or plural, looks like one for people: ``senators``, ``a friend``."""
    return _can_be_title(lower.removesuffix("s")) or lower in (
        "people",
        "men",
        "women",
        "voters",
        "members",
        "officials",
    )


def _can_be_title(lower: str) -> bool:
    if lower in _TITLES:
        return True
    return lower not in _NOT_TITLES and lower.endswith(tuple(_TITLE_ENDINGS))


def _takes_preposition(token: Token, before: Token | None, after: Token | None, is_verb: Sequence[bool], k: int) -> int:
    if after is None or before is None or after.tag in ("PREP", "PRON"):
        return 0
    if token.lower == "of":
        return 1 if before.tag in ("NAME", "NOUN", "NUM", "DET") or before.lower in _SOME else 0
    if token.lower not in _NOUN_LINK or before.tag not in ("NAME", "NOUN"):
        return 0
    return 1 if not is_verb[k - 1] or before.lower.endswith("ed") else 0


def _takes_conjunction(
    tokens: Sequence[Token], k: int, after: Token | None, is_verb: Sequence[bool], floor: int
) -> int:
    """``A and B said``, but not ``X left, and B said``: no verb may stand before it in the clause."""
    if tokens[k].lower not in ("and", "or", "&") or after is None or k - 1 < floor:
        return 0
    if after.tag not in ("NAME", "NOUN", "DET", "PRP", "NUM") or tokens[k - 1].tag not in ("NAME", "NOUN"):
        return 0
    for j in range(k - 1, max(floor, k - _MAX_WORDS) - 1, -1):
        if tokens[j].text in (",", ";", ":", "—", "--") or tokens[j].tag == "SUB":
            break
        if is_verb[j] or tokens[j].tag in ("AUX", "VERB"):
            return 0
    return 1


def _takes_list_comma(
    tokens: Sequence[Token], k: int, start: int, end: int, is_verb: Sequence[bool], floor: int
) -> int:
    """The comma of ``A, B and C said``: an ``and`` to its right, nothing but nouns to its left."""
    if not any(tokens[j].lower in ("and", "or") for j in range(start, end)) or k - 1 < floor:
        return 0
    for j in range(k - 1, max(floor, k - 12) - 1, -1):
        if tokens[j].tag in ("AUX", "VERB", "SUB", "PREP") or is_verb[j]:
            return 0
        if tokens[j].text == ",":
            break
    return 1 if tokens[k - 1].tag in ("NAME", "NOUN") else 0


def _goes_on(tokens: Sequence[Token], k: int, floor: int) -> bool:
    """Whether something before a determiner still belongs to the phrase: ``one of the``, ``A and the``."""
    return k > floor and tokens[k].tag in ("PREP", "CONJ", "DET")


def _trim(tokens: Sequence[Token], start: int, end: int) -> int:
    """Drops what cannot open a noun phrase from its left edge."""
    while start < end and (
        tokens[start].tag in ("CONJ", "PREP", "POSS", "ADV", "SUB", "MARK")
        or (tokens[start].tag == "TIME" and not (start + 1 < end and tokens[start + 1].tag == "POSS"))
    ):
        start += 1
    return start


def noun_phrase_after(
    tokens: Sequence[Token], start: int, is_verb: Sequence[bool], ceiling: int | None = None, *, long: bool = False
) -> int:
    """Finds where the noun phrase that begins at ``start`` ends.

    Args:
        tokens: the sentence.
        start: index of its first word.
        is_verb: for each token, whether it can be a finite verb.
        ceiling: the phrase may not reach past this index.
        long: whether to take in any prepositional phrase, not only ``of`` and, after
            a common noun, ``for``, ``from``, ``at``, ``with``.

    Returns:
        Index after its last token, or ``start`` if no noun phrase begins there.
    """
    stop = min(len(tokens) if ceiling is None else ceiling, start + _MAX_WORDS)
    if start >= stop:
        return start
    if tokens[start].tag in ("PRON", "OBJ"):
        return start + 1
    k, head = start, ""  # tag of the last head word met
    while k < stop:
        token = tokens[k]
        if token.tag in ("NAME", "NOUN", "NUM"):
            # "has told the council Russia will": a name after a plain noun opens a clause of its own.
            if head == "NOUN" and token.tag == "NAME" and not _can_be_title(tokens[k - 1].lower):
                break
            if is_verb[k] and token.tag == "NOUN" and head and tokens[k - 1].tag not in ("DET", "PRP", "POSS"):
                break
            head = token.tag
        elif token.tag in ("DET", "PRP"):
            if head and tokens[k - 1].tag not in ("PREP", "CONJ"):
                break
            if tokens[k - 1].tag == "CONJ" and k > start and not long:
                break
            head = head or ""
        elif token.tag == "POSS" or (token.tag == "TIME" and k + 1 < stop and tokens[k + 1].tag == "POSS"):
            head = ""
        elif token.tag == "PREP":
            links = _NOUN_LINK if long else ({"of"} if head == "NAME" else _SHORT_LINK)
            follower = tokens[k + 1].tag if k + 1 < stop else "MARK"
            if not (head or tokens[k - 1].lower in _SOME) or token.lower not in links:
                break
            if follower not in ("NAME", "NOUN", "DET", "PRP", "NUM", "OBJ"):
                break
            # "attacked by hardliners for staying": what for, not who.
            following = tokens[k + 1].lower
            if token.lower == "for" and following.endswith("ing") and follower == "NOUN" and following not in _FIELDS:
                break
            head = ""
        elif token.tag == "CONJ":
            follower = tokens[k + 1].tag if k + 1 < stop else "MARK"
            if token.lower != "and" or not head or follower not in ("NAME", "NOUN", "DET", "PRP"):
                break
            if k + 1 < stop and is_verb[k + 1] and follower == "NOUN":
                break
        elif token.tag == "OBJ":
            return k + 1
        else:
            break
        k += 1
    while k > start and tokens[k - 1].tag in ("PREP", "CONJ", "DET", "PRP"):
        k -= 1
    return k
