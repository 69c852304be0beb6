"""The tagger's training, from a corpus in the upstream layout to a folder that both backends run alike."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from stancekit.eval.mentions import MENTION_TASK, mention_items
from stancekit.eval.release import tagger_agreement
from stancekit.model.articles import article_from_text
from stancekit.model.errors import ModelError, RecipeError
from stancekit.model.folder import TAGGER, open_folder
from stancekit.model.network import StanceModel
from stancekit.model.records import Actor, Mention, Span
from stancekit.model.sentences import split_sentences
from stancekit.model.tagging import LINKS
from stancekit.model.trained_tagger import TrainedTagger
from stancekit.model.windows import WindowEncoder
from stancekit.training import tagger_run
from stancekit.training.export import export
from stancekit.training.recipe import TaggerRecipe
from stancekit.training.references import Anchor, ReferenceStory
from stancekit.training.tagger_run import train_tagger
from stancekit.training.tagging_data import IGNORED, TaggingDataset, collate_windows, load_tagged

_NAMES = ("Ada Quill", "Bo Dane", "Cy Marsh", "Di Flint")
_CUES = ("said", "warned", "praised", "accused")


def _article(number: int) -> tuple[str, list[tuple[str, str, str]]]:
    """A text and its attributions as (source, cue, content)."""
    name, cue = _NAMES[number % 4], _CUES[number // 4 % 4]
    return f"{name} {cue} that talks met support. The friend is in.", [(name, cue, "that talks met support")]


def _write_split(folder: Path, split: str, count: int) -> None:
    data = folder / "polnear" / "data" / split
    for part in ("text", "attributions"):
        (data / part).mkdir(parents=True)
    silver: list[str] = []
    for number in range(count):
        text, attributions = _article(number)
        lines: list[str] = []
        for at, spans in enumerate(attributions):
            for offset, (role, words) in enumerate(zip(("Source", "Cue", "Content"), spans, strict=True)):
                start = text.index(words)
                lines.append(f"T{4 * at + offset + 1}\t{role} {start} {start + len(words)}\t{words}")
            lines.append(f"E{at + 1}\tAttribution:T2 Source:T1 Cue:T2 Content:T3")
        name = f"post_{split}_{number:02}"
        (data / "text" / f"{name}.txt").write_text(text)
        (data / "attributions" / f"{name}_a1.ann").write_text("\n".join(lines))
        if number:  # the first has no silver layer
            silver.append(json.dumps({"doc": name, "entities": [[0, len(attributions[0][0]), "PERSON"]]}))
    path = folder / "polnear" / f"corenlp_{split}.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(silver).encode()))


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    _write_split(folder, "train", 16)
    _write_split(folder, "dev", 4)
    return folder


@pytest.fixture
def recipe(tiny_encoder: Path) -> TaggerRecipe:
    return TaggerRecipe(
        name="tiny", encoder=str(tiny_encoder), epochs=2, batch_size=4, learning_rate=1e-3, max_length=64, save_steps=3
    )


@pytest.fixture(scope="module")
def trained(corpora: Path, tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it is shipped, of a run that has learnt its few examples."""
    folder = tmp_path_factory.mktemp("tagger")
    settings = {"epochs": 40, "batch_size": 8, "learning_rate": 5e-3, "max_length": 64, "link_width": 16}
    recipe = TaggerRecipe(name="learnt", encoder=str(tiny_encoder), dropout=0.0, encoder_dropout=0.0, **settings)  # pyright: ignore[reportArgumentType]
    export(train_tagger(recipe, folder / "run", corpora=corpora), folder / "shipped")
    return folder / "shipped"


def test_features_of_a_window(corpora: Path, plain_tokenizer) -> None:
    encoder = WindowEncoder(plain_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=64)
    articles = load_tagged("dev", corpora)
    dataset = TaggingDataset(articles, encoder, None)
    assert len(dataset) == 4
    without_names, feature = dataset[0], dataset[1]
    text = articles[1].gold.text
    spans = encoder.encode(text, articles[1].sentences)[0].spans
    assert [spans[i].of(text) for i, tag in enumerate(feature["cue_tags"]) if tag > 0] == ["said"]
    assert feature["cue_tags"][0] == feature["cue_tags"][-1] == IGNORED
    assert "".join(spans[i].of(text) for i, tag in enumerate(feature["mention_tags"]) if tag > 0) == "BoDane"
    assert set(without_names["mention_tags"]) == {IGNORED}
    ((cue, links),) = feature["links"]
    assert spans[cue].of(text) == "said"
    assert "".join(spans[i].of(text) for i in links[LINKS.index("source/inside")]) == "BoDane"
    first, last = (links[LINKS.index(f"content/{end}")] for end in ("first", "last"))
    assert (spans[first[0]].of(text), spans[last[0]].of(text)) == ("that", "support")

    batch = collate_windows([without_names, feature], pad_id=0)
    assert batch["links"].shape == (2, batch["input_ids"].shape[1], len(LINKS))
    assert batch["rows"].tolist() == [0, 1]
    assert batch["links"][1, :, 0].nonzero().flatten().tolist() == links[0]


def test_windows_are_cut_elsewhere_in_every_epoch(corpora: Path, plain_tokenizer) -> None:
    encoder = WindowEncoder(plain_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=64)
    dataset = TaggingDataset(load_tagged("train", corpora), encoder, seed=1)
    epochs: list[list[int]] = []
    for epoch in (0, 1, 0):
        dataset.set_epoch(epoch)
        epochs.append([len(dataset[i]["input_ids"]) for i in range(len(dataset))])
    assert epochs[0] == epochs[2] != epochs[1]
    assert len({len(epoch) for epoch in epochs}) == 1


def test_a_killed_run_resumes_to_the_same_weights(
    recipe: TaggerRecipe, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = replace(recipe, max_articles=10)
    whole = load_file(train_tagger(recipe, tmp_path / "whole", corpora=corpora) / "model.safetensors")
    steps = 0

    def killed(*args: object, **kwargs: object) -> dict[str, torch.Tensor]:
        nonlocal steps
        steps += 1
        if steps > 5:
            raise KeyboardInterrupt
        return collate_windows(*args, **kwargs)  # pyright: ignore[reportArgumentType]

    with monkeypatch.context() as patch:
        patch.setattr(tagger_run, "collate_windows", killed)
        with pytest.raises(KeyboardInterrupt):
            train_tagger(recipe, tmp_path / "cut", corpora=corpora)
    with pytest.raises(RecipeError, match="already holds a run"):
        train_tagger(recipe, tmp_path / "cut", corpora=corpora)
    resumed = load_file(train_tagger(recipe, tmp_path / "cut", corpora=corpora, resume=True) / "model.safetensors")
    assert all(torch.equal(resumed[name], weight) for name, weight in whole.items())


def test_a_shared_encoder_stays_as_the_classifier_has_it(
    recipe: TaggerRecipe, corpora: Path, tiny_model: Path, tmp_path: Path
) -> None:
    folder = train_tagger(replace(recipe, shared=str(tiny_model), epochs=1), tmp_path / "run", corpora=corpora)
    learnt, classifier = load_file(folder / "model.safetensors"), StanceModel.from_folder(tiny_model).state_dict()
    encoder = {name for name in learnt if name.startswith("encoder.")}
    assert encoder
    assert all(torch.equal(learnt[name], classifier[name]) for name in encoder)
    export(folder, tmp_path / "shipped")
    article = article_from_text(_article(0)[0])
    TrainedTagger.from_pretrained(tmp_path / "shipped")(article, split_sentences(article))


def test_what_was_learnt_is_found_again_on_both_backends(trained: Path, corpora: Path) -> None:
    articles = load_tagged("dev", corpora)
    taggers = [TrainedTagger.from_pretrained(trained, backend=name) for name in ("onnx", "torch")]
    assert [tagger.network.name for tagger in taggers] == ["onnx", "torch"]
    for tagger in taggers:
        for tagged in articles:
            article = article_from_text(tagged.gold.text)
            (attribution,) = tagger(article, tagged.sentences).attributions
            (gold,) = tagged.gold.attributions
            assert (attribution.source, attribution.cue, attribution.content) == (
                gold.source[0],
                gold.cue[0],
                gold.content,
            )
    assert tagger_agreement(taggers[0], taggers[1], articles) == 1.0
    values = MENTION_TASK.values(np.asarray(MENTION_TASK.rows(mention_items(taggers[0], "dev", corpora))).sum(0))
    assert values["f1/person"] == 1.0


def test_the_batch_does_not_matter(trained: Path) -> None:
    text = " ".join(_article(number)[0] for number in range(16))
    article = article_from_text(text)
    sentences = split_sentences(article)
    one, many = (TrainedTagger.from_pretrained(trained, batch_size=size)(article, sentences) for size in (1, 8))
    assert one == many
    assert len(one.attributions) > 8


def test_folders_that_are_no_tagger_are_refused(trained: Path, tiny_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is of a 'stancekit' model, not of a 'stancekit-tagger' one.*tagger\.yaml"):
        TrainedTagger.from_pretrained(tiny_model)
    with pytest.raises(ModelError, match=r"is of a 'stancekit-tagger' model, not of a 'stancekit' one.*base\.yaml"):
        open_folder(trained)
    assert open_folder(trained, TAGGER).revision.startswith("learnt-")
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in trained.iterdir():
        (broken / file.name).write_bytes(file.read_bytes())
    (broken / "model.onnx").write_bytes(b"cut off")
    with pytest.raises(ModelError, match="is corrupt: sha256"):
        TrainedTagger.from_pretrained(broken)


def _story(number: int) -> ReferenceStory:
    """A story in which "the friend" is who spoke and "talks" are nobody."""
    text, _ = _article(number)
    sentences = tuple(split_sentences(article_from_text(text)))
    name = _NAMES[number % 4]
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (name, "talks", "The friend")]
    return ReferenceStory(
        text, sentences, ((spans[0], name.lower()),), (Anchor(spans[1], "", 0.5), Anchor(spans[2], name.lower(), 1.0))
    )


def test_references_of_a_story_become_features(plain_tokenizer) -> None:
    encoder = WindowEncoder(plain_tokenizer, start_token="[CLS]", end_token="[SEP]", max_length=64)
    dataset = TaggingDataset([], encoder, None, [_story(0)])
    (feature,) = (dataset[i] for i in range(len(dataset)))
    assert set(feature["cue_tags"]) == set(feature["mention_tags"]) == {IGNORED}
    assert [(list(one.right), one.weight) for one in feature["references"]] == [([], 0.5), ([0], 1.0)]
    batch = collate_windows([feature, feature], pad_id=0)
    # A mention of another window is nobody's.
    assert batch["answers"].tolist() == [[0, -1], [1, -1], [-1, 0], [-1, 1]]
    assert batch["words"].sum(dim=1).tolist() == pytest.approx([1.0] * 4)


def test_a_trained_tagger_learns_whom_words_mean(
    trained: Path, corpora: Path, tiny_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on from one without references, and both backends of what it becomes agree."""
    monkeypatch.setattr(tagger_run, "load_references", lambda: [_story(number) for number in range(16)])
    recipe = TaggerRecipe(
        name="meant",
        encoder=str(tiny_encoder),
        start=str(trained),
        stories=True,
        article_share=0.5,
        epochs=20,
        batch_size=8,
        learning_rate=5e-3,
        max_length=64,
        link_width=16,
        dropout=0.0,
        encoder_dropout=0.0,
    )
    article = article_from_text(_article(1)[0])
    assert TrainedTagger.from_pretrained(trained)(article, split_sentences(article)).references is None
    export(train_tagger(recipe, tmp_path / "run", corpora=corpora), tmp_path / "shipped")
    story = _story(1)
    (known, _), (nobody, friend) = story.mentions[0], story.anchors
    mention = Mention(known.start, known.end, "person", Actor("Bo Dane", "person"))
    likely: list[float] = []
    for backend in ("onnx", "torch"):
        tagger = TrainedTagger.from_pretrained(tmp_path / "shipped", backend=backend)
        references = tagger(article, story.sentences).references
        assert references is not None
        meant = [references.meant(anchor.span, [mention]) for anchor in (nobody, friend)]
        assert meant[0] is not None
        assert meant[1] is not None
        assert meant[0].probability < 0.5 < meant[1].probability
        likely.append(meant[1].probability)
    assert likely[0] == pytest.approx(likely[1], abs=0.1)


def test_attributions_are_one_a_sentence_with_their_quote_type(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stancekit.model.tagging import LinkedCue

    text = "“We met,” Ada said. “It went “well”. Bo left.” He was “glad” to go."
    article = article_from_text(text)
    tagger = TrainedTagger.from_pretrained(trained)

    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    cues = [
        LinkedCue(place("said"), (place("Ada"),), (place("“We met,”"), place("“It went “well”. Bo left.”"))),
        LinkedCue(place("was"), (), (place("“glad” to go"),)),
    ]
    monkeypatch.setattr(tagger, "read", lambda *_: (cues, [], None))
    found = tagger(article, split_sentences(article)).attributions
    shown = [(a.source and a.source.of(text), a.cue and a.cue.of(text), a.quote_type) for a in found]
    assert shown[0] == ("Ada", "said", "direct")
    assert all(one == ("Ada", None, "direct") for one in shown[1:-1])
    assert len(shown) == 4
    assert shown[-1] == (None, "was", "mixed")
