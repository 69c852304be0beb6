"""From a finished run to a folder that can be shipped, with its card: one command for classifier and tagger.

``python -m stancekit.eval.release RUN OUTPUT [--corpora DIR]`` exports ``RUN/model``
(safetensors and ONNX, both int8), scores both backends on every dev split and on
``seeds/``, measures how far they agree and whether a pair's answer depends on its
batch, and writes the model card from these records. Of a tagger's run it writes the
tagger's folder, which belongs into a model folder as ``tagger``.

Of several seeds each is scored first: ``--benchmark dse mpqa … --results SEED.json``
exports and calibrates it, without a card. ``--spread SEED1.json SEED2.json …`` then puts their
mean and standard deviation into the card of the mean of their weights. ``--scored RESULTS.json …`` writes the card
from what was measured before with the same weights, of a benchmark in two files from the later one.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ..model.articles import article_from_text
from ..model.backends import BackendName
from ..model.calibration import Calibration
from ..model.classifier import StanceClassifier
from ..model.errors import ModelError, RecipeError, UsageError, run_command
from ..model.records import Pair
from ..model.tagger import Tagger
from ..model.trained_tagger import TrainedTagger
from ..training.calibrate import calibrate
from ..training.card import Spread, model_card, tagger_card
from ..training.draw import TrainingDraw
from ..training.export import export
from ..training.recipe import Recipe, TaggerRecipe
from ..training.references import load_press_references, load_references
from ..training.run import DEV_SETS, load_dev
from ..training.tagging_data import TaggedArticle, load_tagged
from .benchmarks import BENCHMARKS
from .evaluate import latest_records, measure, records_of
from .spread import read_spread

__all__ = ["agreement", "batch_independence", "release", "score_seed"]

#: What the export must keep, or it is not shipped.
MIN_AGREEMENT = 0.99
MAX_BATCH_DIFFERENCE = 0.01
MIN_TAGGER_AGREEMENT = 0.95
#: Benchmarks that ask the classifier alone: both backends answer them. Whole articles are read by the shipped form.
_PAIRS = [name for name, benchmark in BENCHMARKS.items() if not benchmark.needs_model]
#: Scores that the card shows: those that the README and the contract speak of.
_CARD_METRICS = (
    "micro_f1",
    "macro_f1",
    "f1/",
    "false_positive_rate",
    "precision",
    "recall",
    "f1",
    "wrong_sign",
    "calibration_error",
    "flip_rate",
    "sign_flip_rate",
    "kept",
)


def release(
    run: Path,
    output: Path,
    *,
    corpora: Path | None = None,
    spread: Spread | None = None,
    scored: Sequence[Path] = (),
) -> list[dict[str, object]]:
    """Exports and scores a run.

    Args:
        run: the folder that ``stancekit train`` wrote.
        output: the model folder to write.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.
        spread: figures of the single seeds, for the card of a classifier.
        scored: files of records of these weights; with any, nothing is scored again.

    Returns:
        the records of the shipped form on all benchmarks, of the torch backend on those of pairs.

    Raises:
        RecipeError: ``run`` holds no finished run, or what its recipe names is not there.
        ModelError: the two backends disagree too often, or batches matter.
        UsageError: a file of ``scored`` holds no records, or those of other weights.
    """
    recipe = _recipe(run)
    known = latest_records(scored) if scored else []
    missing = sorted(BENCHMARKS.keys() - {str(record["benchmark"]) for record in known}) if known else []
    if known and isinstance(recipe, TaggerRecipe):
        raise UsageError("--scored is for a classifier; a tagger is scored anew")
    if isinstance(recipe, TaggerRecipe):
        return release_tagger(run, recipe, output, corpora=corpora)
    # First of all, so that a teacher's folder that is not where the recipe says is not found out after the scoring.
    counts: dict[str, Counter[str]] = {}
    for weighted in TrainingDraw(recipe, corpora).epoch(0):
        counts.setdefault(weighted.example.corpus, Counter())[weighted.example.label] += 1
    export(run / "model", output)
    calibration = calibrate(output, recipe, corpora=corpora)
    onnx, torch = (StanceClassifier.from_pretrained(output, backend=name) for name in ("onnx", "torch"))
    _check_weights(known, onnx.revision)
    if missing:
        raise UsageError(
            f"--scored: no figures of {', '.join(missing)}; 'stancekit evaluate --benchmark all --output FILE' has all"
        )
    pairs = [example.pair for name in DEV_SETS for example in load_dev(name, corpora, neutrals=False)]
    agreed = agreement(onnx, torch, pairs)
    largest = batch_independence(onnx, pairs)
    logging.getLogger("stancekit").info("agreement %.4f, largest difference by batch %.5f", agreed, largest)
    if agreed < MIN_AGREEMENT or largest > MAX_BATCH_DIFFERENCE:
        raise ModelError(
            f"{output} is not fit to ship: the backends agree on {agreed:.2%} of dev labels (at least "
            f"{MIN_AGREEMENT:.0%} wanted), and a batch moves a probability by {largest:.4f} (at most "
            f"{MAX_BATCH_DIFFERENCE} wanted)"
        )
    records = known or records_of(
        *measure(["all"], split="dev", corpora=corpora, model=output, backend="onnx"),
        *measure(_PAIRS, split="dev", corpora=corpora, model=output, backend="torch"),
    )
    shown = [r for r in records if r["backend"] == "onnx" and str(r["metric"]).startswith(_CARD_METRICS)]
    card = model_card(
        recipe,
        revision=onnx.revision,
        pairs=counts,
        scores=shown,
        facts={
            "softmax temperature, fitted on the dev sets": _temperatures(calibration),
            "bias towards neutral, with a speaker and for the own voice of an article": (
                f"{calibration.neutral_bias:.3f} and {calibration.voice_bias:.3f}" if calibration else "none"
            ),
            "onnx and torch backend give the same label": f"{agreed:.2%} of {len(pairs):,} dev pairs",
            "largest difference of a probability, alone and among 63 other pairs": f"{largest:.4f}",
            "size": ", ".join(f"{p.name} {p.stat().st_size / 1e6:.1f} MB" for p in sorted(output.glob("model.*"))),
        },
        spread=spread,
    )
    (output / "README.md").write_text(card, encoding="utf-8")
    return records


def _check_weights(records: Sequence[Mapping[str, object]], revision: str) -> None:
    """Raises UsageError if records are of other weights than those of a revision."""
    for record in records:
        # Of whole articles the revision names the tagger, too: "lessons-09733b9c+tagger-23279f80".
        measured = str(record.get("revision", "")).partition("+")[0]
        if measured != revision:
            raise UsageError(
                f"--scored: {record['benchmark']} was measured with {measured or 'no model'}, the run's weights are "
                f"{revision}; leave the option out to score them"
            )


def score_seed(
    run: Path, output: Path, benchmarks: Sequence[str], *, corpora: Path | None = None
) -> list[dict[str, object]]:
    """Exports, calibrates and scores one seed of several, which is not shipped itself and gets no card.

    Args:
        run: the folder that ``stancekit train`` wrote, of a classifier.
        output: the model folder to write.
        benchmarks: what it is scored on, with the ONNX backend.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Raises:
        RecipeError: ``run`` holds no finished run of a classifier.
    """
    recipe = _recipe(run)
    if isinstance(recipe, TaggerRecipe):
        raise RecipeError(f"{run} is of a tagger; --benchmark scores the seeds of a classifier")
    export(run / "model", output)
    calibrate(output, recipe, corpora=corpora)
    return records_of(*measure(benchmarks, split="dev", corpora=corpora, model=output, backend="onnx"))


def _temperatures(calibration: Calibration | None) -> str:
    if calibration is None:
        return "none"
    traits = (f"times {factor:.2f} for {name}" for name, factor in calibration.temperature_factors.items())
    guides = (f"times {factor:.2f} by the guide of {name}" for name, factor in calibration.guide_temperatures.items())
    power = f"of differences to the power {calibration.margin_power:.2f}"
    return ", ".join((f"{calibration.softmax_temperature:.3f}", power, *traits, *guides))


def release_tagger(
    run: Path, recipe: TaggerRecipe, output: Path, *, corpora: Path | None = None
) -> list[dict[str, object]]:
    """Exports and scores a run of the tagger, and writes its card.

    Args:
        run: the folder that ``stancekit train`` wrote.
        recipe: what was run.
        output: the tagger's folder to write.
        corpora: the folder that holds the corpora; default ``STANCEKIT_CORPORA``.

    Returns:
        the records of ``polnear`` and ``mentions`` for the shipped form.

    Raises:
        ModelError: the two backends disagree too often.
    """
    export(run / "model", output)
    articles = load_tagged("dev", corpora)
    backends: tuple[BackendName, BackendName] = ("onnx", "torch")
    taggers = [TrainedTagger.from_pretrained(output, backend=name) for name in backends]
    agreed = tagger_agreement(taggers[0], taggers[1], articles)
    logging.getLogger("stancekit").info("agreement of attributions %.4f", agreed)
    if agreed < MIN_TAGGER_AGREEMENT:
        raise ModelError(
            f"{output} is not fit to ship: of the attributions that one backend finds the other finds {agreed:.2%} "
            f"(at least {MIN_TAGGER_AGREEMENT:.0%} wanted)"
        )
    records = records_of(*measure(["polnear", "mentions"], split="dev", corpora=corpora, tagger=output))
    training = load_tagged("train", corpora)
    card = tagger_card(
        recipe,
        revision=taggers[0].revision,
        counts={
            "articles": len(training),
            "attributions": sum(len(article.gold.attributions) for article in training),
            "silver names after cleaning": sum(len(article.names.mentions) for article in training if article.names),
        },
        stories=_reference_counts(recipe) if recipe.stories or recipe.press else {},
        scores=records,
        facts={
            "attributions of one backend that the other finds as well, to the letter": f"{agreed:.2%}",
            "size": ", ".join(f"{p.name} {p.stat().st_size / 1e6:.1f} MB" for p in sorted(output.glob("model.*"))),
        },
    )
    (output / "README.md").write_text(card, encoding="utf-8")
    return records


def _reference_counts(recipe: TaggerRecipe) -> dict[str, int]:
    """How much articles with gold of our own teach of references."""
    stories = load_references() if recipe.stories else []
    stories += load_press_references() if recipe.press else []
    anchors = [anchor for story in stories for anchor in story.anchors]
    meaning = sum(bool(anchor.actor) for anchor in anchors)
    return {
        "articles": len(stories),
        "words that mean an actor": meaning,
        "noun phrases and pronouns that mean none": len(anchors) - meaning,
    }


def tagger_agreement(first: Tagger, second: Tagger, articles: Sequence[TaggedArticle]) -> float:
    """F1 of one tagger's attributions against another's, letter by letter, in [0, 1]."""
    shared = total = 0
    for tagged in articles:
        article = article_from_text(tagged.gold.text, id=tagged.gold.id)
        found = [set(tagger(article, tagged.sentences).attributions) for tagger in (first, second)]
        shared += len(found[0] & found[1])
        total += len(found[0]) + len(found[1])
    return 2 * shared / total if total else 1.0


def _recipe(run: Path) -> Recipe | TaggerRecipe:
    try:
        values = json.loads((run / "recipe.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecipeError(f"{run} holds no run ({error}); give the folder that 'stancekit train' wrote") from error
    if "link_width" in values:
        return TaggerRecipe(**values)
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Recipe(**values | lists)


def agreement(first: StanceClassifier, second: StanceClassifier, pairs: Sequence[Pair]) -> float:
    """Share of pairs to which two classifiers give the same label, in [0, 1]."""
    labels = [classifier.probabilities(pairs, 64).argmax(axis=1) for classifier in (first, second)]
    return float((labels[0] == labels[1]).mean())


def batch_independence(classifier: StanceClassifier, pairs: Sequence[Pair], *, n: int = 64, seed: int = 1) -> float:
    """Largest difference of a probability between a pair alone and among ``n`` - 1 others.

    Args:
        classifier: what is measured.
        pairs: ``n`` of them are drawn.
        n: size of the batch.
        seed: fixes the draw.
    """
    chosen = [pairs[i] for i in np.random.default_rng(seed).choice(len(pairs), min(n, len(pairs)), replace=False)]
    together = classifier.probabilities(chosen, len(chosen))
    alone = np.concatenate([classifier.probabilities([pair], 1) for pair in chosen])
    return float(np.abs(together - alone).max())


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m stancekit.eval.release", description=release.__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--results", type=Path, help="write the records here as JSON")
    parser.add_argument("--benchmark", nargs="+", metavar="NAME", help="only score a seed, on these")
    parser.add_argument("--scored", nargs="+", type=Path, default=[], metavar="FILE", help="score nothing, use these")
    parser.add_argument("--spread", nargs="+", type=Path, default=[], metavar="FILE", help="the results of each seed")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if options.benchmark and options.scored:
        raise UsageError("--scored writes a card, --benchmark only scores a seed; give one of them")
    if options.benchmark:
        records = score_seed(options.run, options.output, options.benchmark, corpora=options.corpora)
    else:
        spread = read_spread(options.spread) if options.spread else None
        records = release(options.run, options.output, corpora=options.corpora, spread=spread, scored=options.scored)
    if options.results:
        options.results.parent.mkdir(parents=True, exist_ok=True)
        options.results.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run_command(main)
