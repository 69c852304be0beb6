"""Whom words without a name mean: read off the network's scores, learnt from our stories, added by the resolver."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from stancekit.model.articles import article_from_text
from stancekit.model.errors import CorpusError
from stancekit.model.linked import linked_mentions, linked_speakers
from stancekit.model.records import Actor, Attribution, Mention, Span
from stancekit.model.references import Meant, References
from stancekit.model.sentences import split_sentences
from stancekit.model.windows import WindowEncoder
from stancekit.training.references import load_references

TEXT = "Ada met Bo. He said the friend is in."
ADA, BO = Actor("Ada", "person"), Actor("Bo", "person")


def place(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def mention(actor: Actor | None, words: str = "") -> Mention:
    span = place(words or (actor.name if actor else ""))
    return Mention(span.start, span.end, "person", actor)


@dataclass
class Told:
    """Stands in for ``References``: what each stretch of words means."""

    text: str
    meant_by: dict[str, Meant]

    def meant(self, words: Span, mentions: Sequence[Mention]) -> Meant | None:
        assert mentions
        return self.meant_by.get(words.of(self.text))


def references(plain_tokenizer, scores: dict[str, tuple[float, float]], words: str) -> References:
    """Of width 1: the words ask for 1, each name answers as told; the other numbers are 0."""
    encoder = WindowEncoder(plain_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=64)
    windows = encoder.encode(TEXT, split_sentences(article_from_text(TEXT)))
    rows = np.zeros((len(windows[0].spans), 4), dtype=np.float32)
    for number, span in enumerate(windows[0].spans):
        if span.overlaps(place(words)):
            rows[number, 0] = 1.0
        for name, (score, alone) in scores.items():
            if span.overlaps(place(name)):
                rows[number, 1], rows[number, 3] = score, alone
    return References(windows, [rows])


def test_the_likeliest_actor_with_nobody_at_zero(plain_tokenizer) -> None:
    told = references(plain_tokenizer, {"Ada": (1.0, 0.0), "Bo": (3.0, 1.0)}, "the friend")
    meant = told.meant(place("the friend"), [mention(ADA), mention(BO)])
    assert meant
    assert meant.actor == BO
    assert meant.probability == pytest.approx(np.exp(4) / (np.exp(4) + np.exp(1) + 1), rel=1e-5)


def test_the_mentions_of_one_actor_add_up(plain_tokenizer) -> None:
    told = references(plain_tokenizer, {"Ada": (1.0, 0.0), "Bo": (1.0, 0.0)}, "the friend")
    meant = told.meant(place("the friend"), [mention(ADA), mention(ADA, "Bo")])
    assert meant
    assert meant.probability == pytest.approx(2 * np.e / (2 * np.e + 1), rel=1e-5)


def test_nobody_to_mean(plain_tokenizer) -> None:
    told = references(plain_tokenizer, {"Ada": (1.0, 0.0)}, "the friend")
    assert told.meant(place("the friend"), []) is None
    # Neither the words themselves nor a name without an actor.
    assert told.meant(place("the friend"), [mention(None, "Bo"), mention(ADA, "friend")]) is None


def test_the_resolver_adds_what_is_likely_and_new() -> None:
    sentences = split_sentences(article_from_text(TEXT))
    said = Attribution(place("He"), None, (place("the friend is in"),), "indirect", speaker=BO)
    mentions = [mention(ADA), mention(BO)]
    likely = Told(TEXT, {"the friend": Meant(ADA, 0.9)})
    assert list(linked_mentions(TEXT, sentences, mentions, [said], (), likely)) == [  # pyright: ignore[reportArgumentType]
        mention(ADA, "the friend")
    ]
    doubtful = Told(TEXT, {"the friend": Meant(ADA, 0.1)})
    assert not list(linked_mentions(TEXT, sentences, mentions, [said], (), doubtful))  # pyright: ignore[reportArgumentType]
    known = [*mentions, mention(BO, "friend")]
    assert not list(linked_mentions(TEXT, sentences, known, [said], (), likely))  # pyright: ignore[reportArgumentType]


def test_a_speaker_that_no_rule_knows() -> None:
    open_one = Attribution(place("He"), None, (place("the friend is in"),), "indirect")
    known = Attribution(place("He"), None, (place("the friend is in"),), "indirect", speaker=ADA)
    told = Told(TEXT, {"He": Meant(BO, 0.9)})
    found = linked_speakers(TEXT, [open_one, known], [mention(ADA), mention(BO)], told)  # pyright: ignore[reportArgumentType]
    assert [one.speaker for one in found] == [BO, ADA]


@pytest.mark.parametrize("source", ["Others", "A friend", "Some of whom", "local advocates", "You"])
def test_who_may_be_anybody_is_nobody_in_particular(source: str) -> None:
    text = f"Bo came. {source} said the friend is in."
    said = Attribution(Span(9, 9 + len(source)), None, (Span(text.index("the"), len(text)),), "indirect")
    told = Told(text, {source: Meant(BO, 0.9)})
    found = linked_speakers(text, [said], [Mention(0, 2, "person", BO)], told)  # pyright: ignore[reportArgumentType]
    assert [one.speaker for one in found] == [None]


@pytest.mark.parametrize(("first", "speaker"), [("The local guild", None), ("The rain", BO)])
def test_it_goes_on_from_a_body_that_nobody_knows(first: str, speaker: Actor | None) -> None:
    text = f"Bo met. {first} hurt Peru. It blamed Chile."
    one, other = (
        Attribution(place(source, text), None, (place(content, text),), "indirect")
        for source, content in ((first, "Peru"), ("It", "Chile"))
    )
    told = Told(text, {"It": Meant(replace(BO, kind="organisation"), 0.9)})
    found = linked_speakers(text, [one, other], [Mention(0, 2, "person", BO)], told)  # pyright: ignore[reportArgumentType]
    assert [said.speaker and said.speaker.name for said in found] == [None, speaker and speaker.name]


COUNCIL, COURT = Actor("Leeds City Council", "organisation"), Actor("High Court", "organisation")
PERU = Actor("Peru", "country")


@pytest.mark.parametrize(
    ("words", "actor", "may_mean"),
    [
        ("the council", COUNCIL, True),
        ("the council", COURT, False),
        ("the union", Actor("Ames school board", "organisation"), False),
        ("the board", Actor("Harrow Bank", "organisation"), True),
        ("the bloc", PERU, False),
        ("the bloc", Actor("Mercosur", "international"), True),
        ("the verdict", COURT, True),
        ("the governor", ADA, True),
        ("the governor", COURT, False),
        ("the ministers", PERU, True),
        ("the police", PERU, True),
        ("the police", COUNCIL, False),
        ("the police", Actor("Leeds Police", "organisation"), True),
        ("her", PERU, False),
        ("they", PERU, True),
        ("it", ADA, False),
        ("the regulator", Actor("Kessler Stores", "organisation"), False),
        ("the regulator", PERU, True),
        ("the ruling", Actor("Kessler Stores", "organisation"), False),
        ("the ruling", COURT, True),
        ("the strikers", PERU, False),
        ("the strikers", Actor("Dock Union", "organisation"), True),
        ("a carmaker", PERU, False),
        ("a carmaker", Actor("Kessler", "organisation"), True),
        ("the University Laws", COURT, False),
        ("a party that lost", PERU, True),
    ],
)
def test_what_words_say_of_themselves_has_a_veto(words: str, actor: Actor, may_mean: bool) -> None:
    text = f"{actor.name} met Cy. Di blamed {words}."
    said = Attribution(place("Di", text), None, (place(words, text),), "indirect", speaker=BO)
    told = Told(text, {words: Meant(actor, 0.9), words.removesuffix(" that lost"): Meant(actor, 0.9)})
    sentences = split_sentences(article_from_text(text))
    named = place(actor.name, text)
    mentions = [Mention(named.start, named.end, actor.kind, actor)]
    assert bool(list(linked_mentions(text, sentences, mentions, [said], (), told))) == may_mean  # pyright: ignore[reportArgumentType]


STORY = """Two sides of a port

Foreign Minister Ada Quill of Peru met Chile's envoy on Monday.
"The neighbour has lied to us," Quill said. "The harvest was poor."
"""


def _write(folder: Path, sentence: str, words: str) -> None:
    row = {"speaker": "Ada Quill", "target": "Chile", "label": "against", "sentence": sentence, "target_words": words}
    (folder / "port.txt").write_text(STORY, encoding="utf-8")
    (folder / "port.gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


def test_anchors_of_a_story(tmp_path: Path) -> None:
    _write(tmp_path, '"The neighbour has lied to us," Quill said.', "The neighbour")
    (story,) = load_references(tmp_path)
    anchors = {anchor.span.of(STORY): (anchor.actor, anchor.weight) for anchor in story.anchors}
    assert anchors["The neighbour"] == ("chile", 1.0)
    assert anchors["The harvest"][0] == ""
    assert anchors["The harvest"][1] < 1.0
    assert "chile" in {actor for _, actor in story.mentions}


def test_a_folder_without_stories(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no stories"):
        load_references(tmp_path)
