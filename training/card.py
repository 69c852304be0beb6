"""The model card: written from the run's own records, never by hand.

Headings follow Mitchell et al. (2019, "Model Cards for Model Reporting").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .corpora import CORPORA
from .recipe import Recipe

__all__ = ["model_card"]

_WIRE = "our own wire-style examples, written for stancekit (Apache-2.0)"


def model_card(
    recipe: Recipe,
    *,
    revision: str,
    pairs: Mapping[str, Mapping[str, int]],
    scores: Sequence[Mapping[str, object]],
    facts: Mapping[str, str],
) -> str:
    """Writes the card of a trained model.

    Args:
        recipe: what it was trained with.
        revision: which weights.
        pairs: corpus to label to number of training pairs of an epoch.
        scores: records of ``stancekit evaluate``.
        facts: further measurements, as name and value in words.

    Returns:
        the card as Markdown, with the front matter that model hubs read.
    """
    return "\n".join(
        (
            _front_matter(recipe),
            f"# stancekit `{recipe.name}` (revision {revision})\n",
            _INTENDED,
            "## Training data and licences\n",
            _data_table(pairs),
            _terms(recipe),
            "## Training\n",
            _recipe_table(recipe),
            "## Figures\n",
            _score_table(scores),
            "\n".join(f"- {name}: {value}" for name, value in facts.items()) + "\n",
            _LIMITS,
            "## How to cite\n",
            "Cite stancekit with its version and this revision, and the corpora that made the weights:\n",
            "\n".join(f"- {CORPORA[name].citation}." for name in recipe.corpora if name in CORPORA),
            "",
        )
    )


def _front_matter(recipe: Recipe) -> str:
    commercial = all(CORPORA[name].commercial is not False for name in recipe.corpora if name in CORPORA)
    return "\n".join(
        (
            "---",
            "language: en",
            "license: " + ("apache-2.0" if commercial else "cc-by-nc-sa-4.0"),
            "library_name: stancekit",
            "pipeline_tag: text-classification",
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


def _data_table(pairs: Mapping[str, Mapping[str, int]]) -> str:
    lines = ["| corpus | favor | neutral | against | licence | revision |", "|---|---|---|---|---|---|"]
    for name, labels in pairs.items():
        corpus = CORPORA.get(name)
        counts = " | ".join(f"{labels.get(label, 0):,}" for label in ("favor", "neutral", "against"))
        terms = f"{corpus.licence} | `{corpus.revision[:12]}`" if corpus else "Apache-2.0 | in the repository"
        lines.append(f"| {corpus.title if corpus else _WIRE} | {counts} | {terms} |")
    return "\n".join(lines) + "\n"


def _terms(recipe: Recipe) -> str:
    bound = [name for name in recipe.corpora if name in CORPORA and CORPORA[name].commercial is False]
    silent = [name for name in recipe.corpora if name in CORPORA and CORPORA[name].commercial is None]
    parts: list[str] = []
    if bound:
        parts.append(
            f"**The weights carry the non-commercial terms of {', '.join(bound)}**; for other uses train a recipe "
            "without them."
        )
    if silent:
        parts.append(f"{', '.join(silent)} came without a licence file; its authors ask to be cited.")
    return " ".join([*parts, "This is not legal advice."]) + "\n"


def _recipe_table(recipe: Recipe) -> str:
    rows = [f"| {key} | {_shown(value)} |" for key, value in recipe.to_dict().items() if value != ""]
    return "\n".join(["| setting | value |", "|---|---|", *rows]) + "\n"


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _score_table(scores: Sequence[Mapping[str, object]]) -> str:
    lines = ["| benchmark | split | n | metric | value | 95% interval | backend |", "|---|---|---|---|---|---|---|"]
    for score in scores:
        value, low, high = (100 * float(str(score[key])) for key in ("value", "ci_low", "ci_high"))
        lines.append(
            f"| {score['benchmark']} | {score['split']} | {score['n']} | {score['metric']} | {value:.1f} "
            f"| {low:.1f} to {high:.1f} | {score['backend']} |"
        )
    if scores:
        first = scores[0]
        lines.append(
            f"\nWritten by `python -m stancekit.eval.release`; stancekit {first['version']}, {first['date']}, "
            f"one training seed ({', '.join(sorted({str(s['seed']) for s in scores}))} seeds the bootstrap)."
        )
    return "\n".join(lines) + "\n"
