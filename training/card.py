"""The model card: written from the run's own records, never by hand.

Headings follow Mitchell et al. (2019, "Model Cards for Model Reporting").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .corpora import CORPORA
from .loaders import FOUND, INCIDENTAL, LABELLED, LESSONS, OWN_LABELS, PRESS, TONE
from .recipe import Recipe, RunSettings, TaggerRecipe

__all__ = ["Spread", "model_card", "tagger_card"]

#: What has no declaration among the corpora: its title, and what its table says of terms and revision.
_OWN = {
    "wire": ("our own wire-style examples, written for stancekit", "Apache-2.0 | in the repository"),
    LESSONS: ("whole news stories of our own, written for stancekit", "Apache-2.0 | in the repository"),
    LABELLED: ("pairs of news articles with our own labels", "the articles' | in the repository"),
    FOUND: ("stances that we found in news articles ourselves", "the articles' | in the repository"),
    INCIDENTAL: ("people named in news articles, our own labels", "the articles' | in the repository"),
    PRESS: ("whole news articles with our own gold", "the articles' | in the repository"),
    TONE: ("how sentences of news let somebody appear, our own labels", "the articles' | in the repository"),
}


@dataclass(frozen=True, slots=True)
class Spread:
    """How figures differ between seeds.

    Attributes:
        n_seeds: how many runs.
        figures: mean and standard deviation, as shares, by benchmark, split and metric.
    """

    n_seeds: int
    figures: Mapping[tuple[str, str, str], tuple[float, float]]


def model_card(
    recipe: Recipe,
    *,
    revision: str,
    pairs: Mapping[str, Mapping[str, int]],
    scores: Sequence[Mapping[str, object]],
    facts: Mapping[str, str],
    spread: Spread | None = None,
) -> str:
    """Writes the card of a trained model.

    Args:
        recipe: what it was trained with.
        revision: which weights.
        pairs: corpus to label to number of training pairs of an epoch.
        scores: records of ``stancekit evaluate``.
        facts: further measurements, as name and value in words.
        spread: how the figures of the single seeds differ, if there were several.

    Returns:
        the card as Markdown, with the front matter that model hubs read.
    """
    read = (text for name in recipe.corpora if name in (*OWN_LABELS, PRESS) for text in recipe.own_texts(name))
    named = (*recipe.corpora, *read)
    corpora = [name for name in dict.fromkeys(named) if name in CORPORA]
    figures = _score_table(scores, spread)
    return _card(recipe, revision, corpora, _INTENDED, _data_table(pairs), figures, facts, _LIMITS)


def tagger_card(
    recipe: TaggerRecipe,
    *,
    revision: str,
    counts: Mapping[str, int],
    stories: Mapping[str, int],
    scores: Sequence[Mapping[str, object]],
    facts: Mapping[str, str],
) -> str:
    """Writes the card of a trained tagger.

    Args:
        recipe: what it was trained with.
        revision: which weights.
        counts: how much of what it learnt from in PolNeAR ("attributions").
        stories: the same of articles with gold of our own; empty if it learnt from none.
        scores: records of ``stancekit evaluate``.
        facts: further measurements, as name and value in words.

    Returns:
        the card as Markdown, with the front matter that model hubs read.
    """
    corpus = CORPORA["polnear"]
    data = f"{corpus.title} (revision `{corpus.revision[:12]}`): {_listed(counts)}.\n"
    intended, limits = _TAGGER_INTENDED, _TAGGER_LIMITS
    if stories:
        data += (
            "\nArticles with gold of our own, stories by language-model writers (`seeds/lessons`, Apache-2.0) and, if "
            f"the recipe says `press`, articles of the corpora: {_listed(stories)}.\n"
        )
        intended, limits = _REFERENCES_INTENDED + intended, limits + _REFERENCES_LIMITS
    return _card(recipe, revision, ["polnear"], intended, data, _score_table(scores), facts, limits)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())


def _card(
    recipe: RunSettings,
    revision: str,
    corpora: Sequence[str],
    intended: str,
    data: str,
    figures: str,
    facts: Mapping[str, str],
    limits: str,
) -> str:
    task = "text-classification" if isinstance(recipe, Recipe) else "token-classification"
    return "\n".join(
        (
            _front_matter(recipe, corpora, task),
            f"# stancekit `{recipe.name}` (revision {revision})\n",
            intended,
            "## Training data and licences\n",
            data,
            _terms(corpora),
            "## Training\n",
            _recipe_table(recipe),
            "## Figures\n",
            figures,
            "\n".join(f"- {name}: {value}" for name, value in facts.items()) + "\n",
            limits,
            "## How to cite\n",
            "Cite stancekit with its version and this revision, and the corpora that made the weights:\n",
            "\n".join(f"- {CORPORA[name].citation}." for name in corpora),
            "",
        )
    )


def _front_matter(recipe: RunSettings, corpora: Sequence[str], task: str) -> str:
    commercial = all(CORPORA[name].commercial is not False for name in corpora)
    return "\n".join(
        (
            "---",
            "language: en",
            "license: " + ("apache-2.0" if commercial else "cc-by-nc-sa-4.0"),
            "library_name: stancekit",
            f"pipeline_tag: {task}",
            f"base_model: {recipe.encoder}",
            "tags: [stance-detection, news, political-science]",
            "---\n",
        )
    )


_INTENDED = """\
Given a sentence of English news, a speaker and a target, says whether the speaker
is in favor of the target, neutral, or against it. It is the classifier behind
`stancekit analyze`; it reads the four markers that stancekit puts around speaker
and target, so a plain text-classification pipeline cannot use it:

```python
from stancekit import StanceAnalyzer

analyzer = StanceAnalyzer.from_pretrained()  # or the path of this folder
analyzer.classify([("Zarif", "Iraq", "Zarif praised Iraq for its victory.")])
```

Meant for research on news and for newsroom review, where a person sees the
sentence beside the label. Not meant for judging individuals, nor for decisions
without a reader.
"""

_LIMITS = """\
## Limits

- English only. US politics dominates SEESAW and NewsMTSC; world news rests on MPQA
  (2001-2003) and on our own examples.
- Annotators of these corpora disagree with each other; a label is the likelier
  reading, not a fact about the speaker.
- Irony, quotation within quotation and stance by implication are often missed.
- Who is named may sway the label: `counterfactual` above says how often it changes when
  names are exchanged.
- The probabilities are calibrated on news of the training corpora; elsewhere they may
  be too sure.
"""


_TAGGER_INTENDED = """\
Given an English news article, finds who is quoted or paraphrased (source), by which
words (cue), saying what (content), and the people, organisations, places and groups
that are named. It is the tagger behind `stancekit analyze`: it stands in the folder
`tagger` of a model folder, or is given as `--tagger FOLDER`. Needs stancekit: the
attributions are read off the scores of pairs of pieces, which no plain
token-classification pipeline does.

```python
from pathlib import Path

from stancekit.model.articles import article_from_text
from stancekit.model.sentences import split_sentences
from stancekit.model.trained_tagger import TrainedTagger

tagger = TrainedTagger.from_pretrained(Path("."))  # this folder
article = article_from_text("Zarif said that Washington accuses Tehran of lying.")
attributions, names = tagger(article, split_sentences(article))
```
"""

_TAGGER_LIMITS = """\
## Limits

- English only, learnt on US newspapers and sites of 2015 and 2016 that wrote about one
  election; wire stories of other countries are farther from it than its dev split.
- PolNeAR marks intentions and beliefs ("wants to", "plans") as attributions too.
- A quotation without any reporting words has no cue and is not found; stancekit's rules
  find it.
- Names were learnt from a cleaned silver layer, not from gold.
"""


_REFERENCES_INTENDED = """\
Tells besides which mention of an actor words without a name mean ("the department", "its leader", "they").

"""

_REFERENCES_LIMITS = """\
- Whom words without a name mean was learnt from stories by language-model writers, and is sought within one window of
  256 pieces; what means nobody that stancekit knows is often left open, rightly or not.
"""


def _data_table(pairs: Mapping[str, Mapping[str, int]]) -> str:
    lines = ["| corpus | favor | neutral | against | licence | revision |", "|---|---|---|---|---|---|"]
    for name, labels in pairs.items():
        counts = " | ".join(f"{labels.get(label, 0):,}" for label in ("favor", "neutral", "against"))
        if name in _OWN:
            title, terms = _OWN[name]
        else:
            title, terms = CORPORA[name].title, f"{CORPORA[name].licence} | `{CORPORA[name].revision[:12]}`"
        lines.append(f"| {title} | {counts} | {terms} |")
    return "\n".join(lines) + "\n"


def _terms(corpora: Sequence[str]) -> str:
    bound = [name for name in corpora if CORPORA[name].commercial is False]
    silent = [name for name in corpora if CORPORA[name].commercial is None]
    parts: list[str] = []
    if bound:
        parts.append(
            f"**The weights carry the non-commercial terms of {', '.join(bound)}**; for other uses train a recipe "
            "without them."
        )
    if silent:
        parts.append(f"{', '.join(silent)} came without a licence file; its authors ask to be cited.")
    return " ".join([*parts, "This is not legal advice."]) + "\n"


def _recipe_table(recipe: RunSettings) -> str:
    rows = [f"| {key} | {_shown(value)} |" for key, value in recipe.to_dict().items() if value != ""]
    return "\n".join(["| setting | value |", "|---|---|", *rows]) + "\n"


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _score_table(scores: Sequence[Mapping[str, object]], spread: Spread | None = None) -> str:
    headings = ["benchmark", "split", "n", "metric", "value", "95% interval", "backend"]
    if spread:
        headings.append(f"{spread.n_seeds} seeds, each alone")
    lines = [f"| {' | '.join(headings)} |", "|---" * len(headings) + "|"]
    for score in scores:
        value, low, high = (100 * float(str(score[key])) for key in ("value", "ci_low", "ci_high"))
        cells = [*(str(score[key]) for key in headings[:4]), f"{value:.1f}", f"{low:.1f} to {high:.1f}"]
        cells.append(str(score["backend"]))
        if spread:
            key = (str(score["benchmark"]), str(score["split"]), str(score["metric"]))
            found = spread.figures.get(key)
            cells.append(f"{100 * found[0]:.1f} ± {100 * found[1]:.1f}" if found else "")
        lines.append(f"| {' | '.join(cells)} |")
    if scores:
        first = scores[0]
        seeds = "mean ± standard deviation of the single seeds in the last column" if spread else "one training seed"
        lines.append(
            f"\nWritten by `python -m stancekit.eval.release`; stancekit {first['version']}, {first['date']}, "
            f"{seeds} ({', '.join(sorted({str(s['seed']) for s in scores}))} seeds the bootstrap)."
        )
    return "\n".join(lines) + "\n"
