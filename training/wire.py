"""Examples of our own: wire-style sentences that teach reported and implied claims.

The public corpora hold few sentences such as "X warned that Y has always been
against countries like Z", where the speaker's stance lies in what is claimed. The
templates ``wire_*.jsonl`` beside this module were written for stancekit (Apache-2.0)
and are independent of the articles in ``seeds/``. One line is::

    {"text": "{A} told {B:adj} reporters that {C} …",
     "slots": {"A": "person", "B": "country", "C": "country"},
     "stances": [["A", "C", "against"], ["A", "B", "neutral"]]}

``{B:adj}`` is the country's adjective, ``{B:cap}`` its capital; a declared slot
that the text does not use is a speaker known from an earlier sentence, and a
speaker of ``null`` is the article's own voice. Every template is filled several
times with names drawn from ``wire_names.yaml``, so that names cannot decide.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from ..model.errors import CorpusError
from ..model.records import ACTOR_KINDS, LABELS, Pair, Participant, Sentence, Span
from .loaders import Example

__all__ = ["WIRE_PARTS", "wire_examples"]

#: a: reported claims, negation, bare quotations; b: hard neutrals, several actors,
#: domestic politics; c: attitudes and acts that a speaker ascribes to another; d: everyday
#: forms of wire stories, metaphors, what is put to somebody; e: negation and contrast, mockery without
#: a bad word, two signs in a sentence, requests, and plain reporting in the article's own voice; f: the
#: speaker after its target, hard neutrals, partisan politics, rare words of praise and blame, figures of
#: speech, speakers within speakers, long sentences with several signs; g: how a sentence without a
#: speaker lets somebody appear; h: what is claimed of states, rare words and negated praise, three
#: actors with different stances, speakers outside the sentence; i: mock compliments beside sincere
#: ones, the target before the speaker, US politics; j: idioms whose words look like the other side
#: ("will spare no effort"), blame in kind words, who of several stands against whom, relations of states,
#: the wronged and the wrongly praised, different stances in one sentence, images, strong words without a stance;
#: k: what somebody never sought to do, good or bad; l: figurative and concrete words of which none is good or bad,
#: stances told by deeds and formal acts, several actors of whom grammar says who stands where, irony, understatement.
WIRE_PARTS = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")

_SLOT = re.compile(r"\{([A-Z])(?::(adj|cap))?\}")
#: country entries are [name, adjective, capital]; other kinds are a plain name.
_FORMS = {None: 0, "adj": 1, "cap": 2}


def wire_examples(*, fills: int, seed: int | str, parts: Sequence[str] = WIRE_PARTS) -> list[Example]:
    """Fills every template ``fills`` times with different names.

    Args:
        fills: how often each template is used, at least 1.
        seed: fixes the names that are drawn.
        parts: which of the files ``wire_*.jsonl``.

    Raises:
        CorpusError: a template is malformed; the message names file and line.
    """
    folder = resources.files("stancekit.training")
    names = yaml.safe_load((folder / "wire_names.yaml").read_text(encoding="utf-8"))
    examples: list[Example] = []
    for part in parts:
        file = folder / f"wire_{part}.jsonl"
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            place = f"{file.name}, line {number}"
            template = _checked(json.loads(line), place)
            for fill in range(fills):
                rng = random.Random(f"{seed}/{file.name}/{number}/{fill}")
                examples += _fill(template, names, rng, f"wire/{file.name}/{number}/{fill}")
    return examples


def _checked(template: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    slots = template["slots"]
    used = {match.group(1) for match in _SLOT.finditer(template["text"])}
    if unknown := used - set(slots):
        raise CorpusError(f"{place}: slots {sorted(unknown)} are not declared")
    if odd := set(slots.values()) - set(ACTOR_KINDS):
        raise CorpusError(f"{place}: unknown slot kinds {sorted(odd)}; valid: {', '.join(ACTOR_KINDS)}")
    for speaker, target, label in template["stances"]:
        if (speaker is not None and speaker not in slots) or target not in slots or label not in LABELS:
            raise CorpusError(f"{place}: bad stance {[speaker, target, label]}")
    return template


def _fill(
    template: Mapping[str, Any], names: Mapping[str, Sequence[Any]], rng: random.Random, item: str
) -> Iterator[Example]:
    chosen = _draw(template["slots"], names, rng)
    text, spans = _render(template["text"], chosen)
    for number, (speaker, target, label) in enumerate(template["stances"]):
        pair = Pair(
            text,
            Sentence(0, 0, len(text)),
            None if speaker is None else Participant(_bare(chosen[speaker][0]), spans.get(speaker)),
            Participant(_bare(chosen[target][0]), spans.get(target)),
        )
        yield Example(f"{item}/{number}", item, "wire", pair, label)


def _draw(
    slots: Mapping[str, str], names: Mapping[str, Sequence[Any]], rng: random.Random
) -> Mapping[str, Sequence[str]]:
    """One entry for each slot, no name twice; people appear by surname four times in ten."""
    chosen: dict[str, Sequence[str]] = {}
    taken: set[str] = set()
    for slot, kind in slots.items():
        entry = rng.choice([e for e in names[kind] if (e if isinstance(e, str) else e[0]) not in taken])
        forms = [entry] * 3 if isinstance(entry, str) else list(entry)
        taken.add(forms[0])
        if kind == "person" and rng.random() < 0.4:
            forms = [forms[0].split()[-1]] * 3
        chosen[slot] = forms
    return chosen


def _render(template: str, chosen: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, Span]]:
    """The sentence, and the first place of every slot that stands in it."""
    text = ""
    spans: dict[str, Span] = {}
    last = 0
    for match in _SLOT.finditer(template):
        text += template[last : match.start()]
        form = chosen[match.group(1)][_FORMS[match.group(2)]]
        if not text or re.search(r"[.!?:]\s+[\"“]?$|^[\"“]$", text):
            form = form[0].upper() + form[1:]
        # A template writes "the {B} delegation"; names that bring an article must not double it.
        if form.lower().startswith("the ") and re.search(r"\bthe $", text, re.IGNORECASE):
            form = form[4:]
        spans.setdefault(match.group(1), Span(len(text), len(text) + len(form)))
        text += form
        last = match.end()
    return text + template[last:], spans


def _bare(name: str) -> str:
    return name.removeprefix("the ")
