"""The reporting verbs of ``cues.csv`` in every inflected form, and what may follow each."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["CueForm", "CueVerb", "cue_forms"]


class CueVerb(NamedTuple):
    """A row of ``cues.csv``: what may follow a reporting verb.

    Attributes:
        lemma: its base form.
        also_noun: whether its base form and its form in -s are common nouns, so that
            more evidence is needed ("claims", "support").
        takes: ``clause`` (a statement, with or without "that"), ``any`` (a statement,
            without further evidence: "said"), ``object`` (a noun phrase: "praised"),
            ``infinitive`` ("vowed to"), ``hearer`` (a noun phrase before the content:
            "told X that"), ``quote`` (only a quotation: "continued").
        prepositions: those that lead to the content: "warned of".
    """

    lemma: str
    also_noun: bool
    takes: frozenset[str]
    prepositions: frozenset[str]


class CueForm(NamedTuple):
    """An inflected form of a cue verb and what it can be."""

    verb: CueVerb
    kinds: frozenset[str]  # base, s, past, participle, ing


@lru_cache(maxsize=1)
def cue_forms() -> dict[str, CueForm]:
    """Every inflected form of the cue verbs, lower case."""
    forms: dict[str, CueForm] = {}
    with Path(__file__).with_name("cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lemma = row["verb"]
            verb = CueVerb(
                lemma, bool(row["also_noun"]), frozenset(row["takes"].split()), frozenset(row["prepositions"].split())
            )
            regular = _inflect(lemma)
            for kind, form in {
                "base": lemma,
                "s": regular["s"],
                "past": row["past"] or regular["past"],
                "participle": row["participle"] or row["past"] or regular["past"],
                "ing": row["present_participle"] or regular["ing"],
            }.items():
                kinds = forms[form].kinds if form in forms else frozenset[str]()
                forms[form] = CueForm(verb, kinds | {kind})
    return forms


def _inflect(lemma: str) -> dict[str, str]:
    if lemma.endswith("e"):
        return {"s": lemma + "s", "past": lemma + "d", "ing": lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {"s": lemma[:-1] + "ies", "past": lemma[:-1] + "ied", "ing": lemma + "ing"}
    hisses = lemma.endswith(("s", "sh", "ch", "x", "z"))
    return {"s": lemma + ("es" if hisses else "s"), "past": lemma + "ed", "ing": lemma + "ing"}
