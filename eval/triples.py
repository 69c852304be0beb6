"""The ``seesaw-triples`` benchmark: end to end, from an article to who is for or against whom.

The analyzer gets an article of SEESAW as its sentences joined by blanks, the title
beside it; SEESAW tells no paragraphs. Gold and found triples (source, polarity, target)
are compared as sets, sentence by sentence. A found stance, favor and against only,
belongs to the sentence of the corpus in which its target stands (its own sentence
starts, where the target is not in it).

Whether a found actor is a gold one depends on names. Names are compared after
normalisation: Unicode compatibility forms, case, accents, full stops and apostrophes
taken away, other marks read as blanks, a possessive, a leading article and honorifics
("Mr.", "Sen.", "President") taken off. A found actor is the first entity of the
annotation's list that has

1. the actor's name,
2. one of the actor's aliases, in their order (``Actor.aliases``),
3. for persons: the same last word and the same first one (middle names and "Jr." apart;
   Bob is Robert, see ``model/nicknames.csv``), or, where one of the two is a single
   word, the same last word, if the list has only one such.

An actor that is none of them keeps its own name, and its triples are wrong. ``None`` is
the article's own voice: a found stance without a speaker. ``Not in the list`` is nobody
whose name is known, so gold triples with it are left out of recall and counted, and so
are, out of precision, found triples that agree with one in sentence and the listed
side, with an actor of no listed name on the other, whatever their polarity.

``recall/target``, ``recall/speaker`` and ``recall/polarity`` are shares of the gold
triples that come so far: the target is among the actors found in the sentence; it is
asked about with the right speaker there; the answer is right. ``lost/…`` are the
differences from step to step. ``recall/actors`` is the recall of triples whose target is
a person, an organisation, a place or a religion; the other targets (topics, events: a
bill, an investigation) are nothing that an analyzer of actors looks for.
``share/own_voice`` is the share of the found triples that are the article's own voice,
``precision/own_voice`` how many of these are right.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..model.analysis import Analysis
from ..model.articles import article_from_text
from ..model.errors import CorpusError
from ..model.lexicon import is_one_given_name
from ..model.records import Actor, Article, Label, Participant, Stance
from ..training.corpora import corpora_folder, find_corpus
from .items import Item
from .tasks import Counted, f1_of_counts

__all__ = ["TRIPLE_TASK", "Document", "Names", "Triple", "normal", "read_documents", "triple_item", "triple_items"]

OWN_VOICE = "None"
UNLISTED = "Not in the list"

_SPLITS = {"train": "train", "dev": "valid", "test": "test"}
_LABELS: Mapping[str, Label] = {"POS": "favor", "NEG": "against"}
#: Kinds of listed entities that an analyzer of actors can find.
_ACTOR_KINDS = frozenset({"People", "Organization", "GPE", "Religion"})
_HONORIFICS = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady prof professor rev reverend hon president pres senator sen "
    "representative rep congressman congresswoman governor gov gen col lt sgt capt".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())


class Triple(NamedTuple):
    """Who is for or against whom: names as the corpus or the analyzer gives them, normalised."""

    source: str
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article of SEESAW.

    Attributes:
        id: the stem of its files.
        title: the headline.
        sentences: sentence id to text, in reading order; without empty ones.
        entities: the annotation's list: name, as annotated, to kind (``People``, ``Topic``).
        triples: sentence id to (source, label, target), as annotated.
    """

    id: str
    title: str
    sentences: Mapping[str, str]
    entities: Mapping[str, str]
    triples: Mapping[str, frozenset[Triple]]


def triple_items(
    analyzer: Callable[[Article], Analysis], split: str, corpora: Path | None = None, *, limit: int | None = None
) -> list[Item]:
    """Analyzes the articles of a split and counts the triples that were found.

    Args:
        analyzer: a ``StanceAnalyzer``.
        split: ``train``, ``dev`` or ``test``.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        limit: read this many articles only.

    Returns:
        one item an article, with the counts of ``TRIPLE_TASK``.

    Raises:
        CorpusError: the corpus is missing, has no such split, or is not in its layout.
    """
    path = find_corpus("seesaw").path(corpora_folder(corpora), split)
    documents = list(read_documents(path, split))[:limit]
    return [triple_item(document, analyzer(joined_article(document)[0])) for document in documents]


# --- The corpus --------------------------------------------------------------------------


def read_documents(path: Path, split: str) -> Iterator[Document]:
    """The articles of a split, by story and number.

    Args:
        path: the folder with ``meta``, ``annotations`` and ``articles``.
        split: ``train``, ``dev`` or ``test``.

    Raises:
        CorpusError: there is none, or a file is not in its layout.
    """
    n_read = 0
    for meta in sorted((path / "meta").glob("TRIPLET_*.json")):
        if _read_json(meta).get("Split") != _SPLITS[split]:
            continue
        for annotation in sorted((path / "annotations").glob(f"{meta.stem}_DOCUMENT_*.json")):
            n_read += 1
            yield _document(annotation, path / "articles" / annotation.name)
    if not n_read:
        raise CorpusError(f"{path}: no article of the {split} split; expected meta/, annotations/ and articles/")


def _document(annotation_path: Path, article_path: Path) -> Document:
    annotation, article = _read_json(annotation_path), _read_json(article_path)
    try:
        sentences = {str(sentence["id"]): str(sentence["text"]) for sentence in article["text"]}
        triples = {
            str(sentence): frozenset(Triple(t["subject"], _LABELS[t["sentiment"]], t["object"]) for t in annotated)
            for sentence, annotated in annotation["sentence-level stances"].items()
        }
        entities = {entity[0]: entity[1][0] for entity in annotation["entity lists"]}
        title = str(article["title"])
    except (KeyError, TypeError, IndexError) as error:
        raise CorpusError(f"{annotation_path}: not in the layout of SEESAW ({error!r})") from error
    sentences = {identifier: text for identifier, text in sentences.items() if text.strip()}
    for identifier in triples:
        if identifier not in sentences:
            raise CorpusError(f"{article_path}: the annotation names sentence {identifier}, which is not there")
    return Document(annotation_path.stem, title, sentences, entities, triples)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); is the corpus complete?") from error


def joined_article(document: Document) -> tuple[Article, dict[str, int]]:
    """The article that the analyzer reads, and where in its text each sentence starts."""
    starts: dict[str, int] = {}
    text = ""
    for identifier, sentence in document.sentences.items():
        starts[identifier] = len(text)
        text += sentence + " "
    return article_from_text(text, id=document.id, title=document.title, language="en"), starts


# --- Names -------------------------------------------------------------------------------


@lru_cache(maxsize=100_000)
def normal(name: str) -> str:
    """A name as it is compared; see the module's text. Never empty for a name with a letter or digit."""
    folded = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    unowned = re.sub(r"'s?(?!\w)|[.']", "", bare)
    words = re.sub(r"[\W_]+", " ", unowned).split()
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    while len(words) > 1 and words[0] in _HONORIFICS and words[1] not in ("of", "for"):
        words = words[1:]
    return " ".join(words)


class Names:
    """The entities that an annotation lists, to be found by what an analyzer calls them.

    Args:
        entities: name to kind, as in ``Document.entities``.
    """

    def __init__(self, entities: Mapping[str, str]) -> None:
        self.listed = frozenset(normal(name) for name in entities)
        self._people = sorted({normal(name) for name, kind in entities.items() if kind == "People"})

    def of(self, name: str, actor: Actor | None = None) -> str:
        """The listed name, normalised, of a found actor; its own, normalised, if it is not listed.

        Args:
            name: what the analyzer calls it.
            actor: who it is, as far as the analyzer knows.
        """
        own = normal(name)
        forms = [own, *(normal(form) for form in ((actor.name, *actor.aliases) if actor else ()))]
        for form in forms:
            if form in self.listed:
                return form
        if actor and actor.kind == "person":
            people = [person for person in self._people if _is_same_person(own, person)]
            if len(people) == 1:
                return people[0]
        return own

    def participant(self, participant: Participant | None) -> str:
        """The same for one side of a pair; none is the article's own voice."""
        return self.of(participant.name, participant.actor) if participant else normal(OWN_VOICE)


def _is_same_person(one: str, other: str) -> bool:
    first, second = ([word for word in name.split() if word not in _SUFFIXES] for name in (one, other))
    if not first or not second or first[-1] != second[-1]:
        return False
    return min(len(first), len(second)) == 1 or is_one_given_name(first[0], second[0])


# --- Counting ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What was found in one sentence, under listed names.

    Attributes:
        actors: whoever is named there or asked about as a target.
        pairs: (speaker, target) that were asked about, whatever the answer.
        triples: the answers that are not neutral.
    """

    actors: set[str]
    pairs: set[tuple[str, str]]
    triples: set[Triple]


def triple_item(document: Document, analysis: Analysis) -> Item:
    """Counts one article.

    Args:
        document: the gold.
        analysis: what was found in ``joined_article(document)``.
    """
    names = Names(document.entities)
    found = _found(document, analysis, names)
    kinds = {normal(name): kind for name, kind in document.entities.items()}
    counts = dict.fromkeys(_COUNTS, 0)
    for identifier, sentence in found.items():
        gold, unlisted = _gold(document.triples.get(identifier, frozenset()))
        judged = {triple for triple in sentence.triples if not _is_unjudged(triple, unlisted, names)}
        of_actors = {triple for triple in gold if kinds.get(triple.target) in _ACTOR_KINDS}
        targeted = {triple for triple in gold if triple.target in sentence.actors}
        spoken = {triple for triple in gold if (triple.source, triple.target) in sentence.pairs}
        for name, triples in {
            "correct": gold & judged,
            "found": judged,
            "gold": gold,
            "target": targeted,
            "speaker": spoken,
            "correct/actors": of_actors & judged,
            "gold/actors": of_actors,
            "unlisted": unlisted,
            "left_out": sentence.triples - judged,
            "found/own_voice": {triple for triple in judged if triple.source == normal(OWN_VOICE)},
            "correct/own_voice": {triple for triple in gold & judged if triple.source == normal(OWN_VOICE)},
        }.items():
            counts[name] += len(triples)
    return Item(document.id, counts=counts)


def _gold(annotated: frozenset[Triple]) -> tuple[set[Triple], set[Triple]]:
    """The triples of a sentence under normalised names: those between known names, and the others."""
    known: set[Triple] = set()
    unlisted: set[Triple] = set()
    for triple in annotated:
        group = unlisted if UNLISTED in (triple.source, triple.target) else known
        group.add(Triple(normal(triple.source), triple.label, normal(triple.target)))
    return known, unlisted


def _is_unjudged(found: Triple, unlisted: set[Triple], names: Names) -> bool:
    """Whether a found triple may be one whose source or target the annotator could not name."""

    def may_be(name: str, gold: str) -> bool:
        if gold == normal(UNLISTED):
            return name not in names.listed and name != normal(OWN_VOICE)
        return name == gold

    return any(may_be(found.source, gold.source) and may_be(found.target, gold.target) for gold in unlisted)


def _found(document: Document, analysis: Analysis, names: Names) -> dict[str, _Sentence]:
    _, starts = joined_article(document)
    identifiers, places = list(starts), list(starts.values())
    found = {identifier: _Sentence(set(), set(), set()) for identifier in identifiers}

    def at(position: int) -> _Sentence:
        return found[identifiers[bisect_right(places, position) - 1]]

    for mention in analysis.mentions:
        if mention.actor:
            at(mention.start).actors.add(names.of(mention.actor.name, mention.actor))
    for stance in analysis.stances:
        source, target = names.participant(stance.pair.speaker), names.participant(stance.pair.target)
        sentence = at(_place(stance))
        sentence.actors.add(target)
        sentence.pairs.add((source, target))
        if stance.label != "neutral":
            sentence.triples.add(Triple(source, stance.label, target))
    return found


def _place(stance: Stance) -> int:
    return stance.pair.target.span.start if stance.pair.target.span else stance.pair.sentence.start


# --- The task ----------------------------------------------------------------------------

_COUNTS: Sequence[str] = (
    "correct",  # triples found and in the gold
    "found",  # triples found, without those left out
    "gold",  # gold triples between known names
    "target",  # gold triples whose target was found in the sentence
    "speaker",  # … and asked about with the right speaker
    "correct/actors",
    "gold/actors",  # gold triples whose target is no topic, no event
    "unlisted",  # gold triples left out: source or target "Not in the list"
    "left_out",  # found triples left out
    "found/own_voice",  # triples found in the article's own voice
    "correct/own_voice",
)


def _share(part: str, *whole: str) -> Callable[[Mapping[str, float]], float]:
    def share(counts: Mapping[str, float]) -> float:
        total = sum(counts[name] for name in whole)
        return counts[part] / total if total else 0.0

    return share


def _lost(before: str, after: str) -> Callable[[Mapping[str, float]], float]:
    return lambda n: (n[before] - n[after]) / n["gold"] if n["gold"] else 0.0


#: What is measured of the items; ``unlisted`` is the share of the annotated triples that are left out.
TRIPLE_TASK = Counted(
    _COUNTS,
    {
        "f1": lambda n: f1_of_counts(n["correct"], n["found"], n["gold"]),
        "precision": _share("correct", "found"),
        "precision/own_voice": _share("correct/own_voice", "found/own_voice"),
        "share/own_voice": _share("found/own_voice", "found"),
        "recall": _share("correct", "gold"),
        "recall/actors": _share("correct/actors", "gold/actors"),
        "recall/target": _share("target", "gold"),
        "recall/speaker": _share("speaker", "gold"),
        "recall/polarity": _share("correct", "gold"),
        "lost/target": _lost("gold", "target"),
        "lost/speaker": _lost("target", "speaker"),
        "lost/polarity": _lost("speaker", "correct"),
        "unlisted": _share("unlisted", "gold", "unlisted"),
    },
    main_metric="f1",
)
