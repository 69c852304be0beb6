"""The report: worked examples of its curves, and pages made of planted items."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from stancekit.eval import report
from stancekit.eval.benchmarks import Benchmark
from stancekit.eval.evaluate import Run
from stancekit.eval.items import Item
from stancekit.eval.report import Bin, coverage_curve, reliability, render_html, render_markdown
from stancekit.eval.tasks import Classification, Counted
from stancekit.model.errors import UsageError

LABELS = ("favor", "neutral", "against")
TASK = Classification(LABELS)
SCRIPT = "<script>alert(1)</script>"


def item(name: str, gold: str, predicted: str, confidence: float = 0.8, **others: Any) -> Item:
    rest = (1 - confidence) / 2
    probabilities = tuple(confidence if label == predicted else rest for label in LABELS)
    return replace(Item(name, gold, predicted, probabilities), **others)


def benchmark(name: str, task: Classification | Counted = TASK, anchor: str = "") -> Benchmark:
    return Benchmark(name, "who is for whom", task, lambda *_: [], lambda *_: [], anchor=anchor)


def run(items: Sequence[Item], system: str = "ours", *, of: Benchmark | None = None, is_baseline: bool = False) -> Run:
    signature = {"model": system, "revision": "r1", "corpus_sha256": "c0ffee", "version": "9", "seed": 1, "date": "d"}
    return Run(of or benchmark("planted", anchor="Them: 99.9"), "dev", system, items, signature, is_baseline)


TEXT = f'Ann Lee called "{SCRIPT}" a fraud & left Bo.'
ITEMS = [
    item("1", "favor", "favor", 0.9, slices={"kind": "a"}),
    item("2", "against", "favor", 0.8, text=TEXT, speaker=(0, 7), target=(len(TEXT) - 3, len(TEXT) - 1)),
    item("3", "neutral", "neutral", 0.7, slices={"kind": "a"}),
    item("4", "neutral", "against", 0.95, text="They said no.", speaker_name="Cy <b>", target=(0, 4)),
]
GUESS = [item(each.id, each.gold, "neutral", 1.0, probabilities=()) for each in ITEMS]
COUNTED = Counted(("right", "all"), {"recall": lambda total: total["right"] / total["all"]}, main_metric="recall")


class Page(HTMLParser):
    """The elements of a page, and the text of its error rows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Mapping[str, str | None]]] = []
        self.rows: list[str] = []
        self._in_errors = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self._in_errors = dict(attrs).get("id") == "error-table"
        if tag == "tr" and self._in_errors:
            self.rows.append("")
        if tag == "td" and self.rows:
            self.rows[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self._in_errors = self._in_errors and tag != "table"

    def handle_data(self, data: str) -> None:
        if self._in_errors and self.rows:
            self.rows[-1] += data

    def all(self, tag: str) -> list[Mapping[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> str:
    return render_html([run(ITEMS), run(GUESS, "guess", is_baseline=True)])


# --- curves ------------------------------------------------------------------------------------


def test_reliability_of_three_items() -> None:
    # Of 15 bins, 0.8125 and 0.84375 fall into [12/15, 13/15), 0.5 into [7/15, 8/15).
    items = [
        item("1", "favor", "favor", 0.8125),
        item("2", "favor", "against", 0.84375),
        item("3", "favor", "favor", 0.5),
    ]
    assert reliability(items) == [
        Bin(7 / 15, 8 / 15, 1, 0.5, 1.0),
        Bin(12 / 15, 13 / 15, 2, 0.828125, 0.5),
    ]


def test_reliability_gives_the_calibration_error_of_the_task() -> None:
    rng = np.random.default_rng(0)
    items = [item(str(i), LABELS[i % 3], LABELS[i % 2], float(rng.uniform(0.34, 1))) for i in range(200)]
    gaps = sum(each.count * abs(each.confidence - each.accuracy) for each in reliability(items))
    assert gaps / 200 == pytest.approx(TASK.values(TASK.rows(items).sum(axis=0))["calibration_error"])


def test_certainty_falls_into_the_last_bin() -> None:
    assert reliability([item("1", "favor", "favor", 1.0)]) == [Bin(14 / 15, 1.0, 1, 1.0, 1.0)]


def test_coverage_of_four_items_of_which_two_are_equally_sure() -> None:
    items = [
        item("1", "favor", "against", 0.6),  # wrong, and answered with the next only
        item("2", "favor", "favor", 0.6),
        item("3", "favor", "favor", 0.9),
        item("4", "favor", "against", 0.5),
    ]
    curve = coverage_curve(items)
    np.testing.assert_allclose(curve.threshold, [0.9, 0.6, 0.5])
    np.testing.assert_allclose(curve.coverage, [1 / 4, 3 / 4, 1])
    np.testing.assert_allclose(curve.accuracy, [1, 2 / 3, 1 / 2])


def test_without_probabilities_there_is_no_curve() -> None:
    assert reliability(GUESS) == []
    assert len(coverage_curve(GUESS).coverage) == len(coverage_curve([]).accuracy) == 0


# --- the page ----------------------------------------------------------------------------------


def test_article_text_stays_text(page: str) -> None:
    assert SCRIPT not in page
    assert len(Page(page).all("script")) == 1
    assert not Page(page).all("b")
    assert any(SCRIPT in row for row in Page(page).rows)


def test_only_the_pages_own_script_may_run_and_nothing_is_loaded(page: str) -> None:
    policy = next(meta["content"] for meta in Page(page).all("meta") if "http-equiv" in meta) or ""
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'") and f"script-src 'sha256-{digest}'" in policy
    loading = [each for tag, each in Page(page).elements if tag in ("link", "img", "iframe") or "src" in each]
    assert loading == []
    assert all((link["href"] or "").startswith("#") for link in Page(page).all("a"))


def test_planted_errors_are_listed_the_most_confident_first(page: str) -> None:
    rows = [" ".join(row.split()) for row in Page(page).rows[1:]]
    assert rows == [
        "planted ours neutral against 95.0 They said no.speaker: Cy <b> (not in the sentence) 4",
        f"planted ours against favor 80.0 {TEXT} 2",
    ]


def test_speaker_and_target_are_marked_in_the_sentence(page: str) -> None:
    assert '<mark class="speaker" title="speaker">Ann Lee</mark>' in page
    assert '<mark class="target" title="target">Bo</mark>' in page


@pytest.mark.parametrize(
    ("speaker", "target", "parts"),
    [
        ((0, 2), (3, 5), [("ab", "speaker"), ("c", ""), ("de", "target")]),
        ((0, 4), (1, 2), [("a", "speaker"), ("b", "speaker target"), ("cd", "speaker"), ("e", "")]),
        (None, (3, 9), [("abc", ""), ("de", "target")]),
        (None, None, [("abcde", "")]),
    ],
)
def test_parts_of_a_sentence(
    speaker: tuple[int, int] | None, target: tuple[int, int], parts: list[tuple[str, str]]
) -> None:
    assert report._parts(Item("1", text="abcde", speaker=speaker, target=target)) == parts


def test_control_characters_become_blanks_and_move_no_mark() -> None:
    assert report._parts(Item("1", text="a\x00\u202eb", target=(3, 4))) == [("a  ", ""), ("b", "target")]


def test_errors_beyond_the_cap_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_ERRORS", 1)
    capped = render_html([run(ITEMS)])
    assert len(Page(capped).rows) == 2  # the heading and one error
    assert "2 errors in 4 items" in capped and "of which the 1 most confident are shown" in capped


def test_ids_are_unique_and_references_resolve() -> None:
    two = render_html([run(ITEMS), run(ITEMS, of=benchmark("other"))])
    ids = [each["id"] for _, each in Page(two).elements if "id" in each]
    assert len(ids) == len(set(ids))
    references = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', two)
    assert {a or b for a, b in references} <= set(ids)


def test_charts_are_named_take_the_colour_of_the_text_and_do_not_change(page: str) -> None:
    names = [chart["aria-label"] for chart in Page(page).all("svg")]
    assert names == [
        "Reliability diagram of ours on planted: accuracy against confidence",
        "Coverage curve of ours on planted: accuracy against the share of items answered",
    ]
    assert "currentColor" in page and "<metadata" not in page
    assert "answers all: guess (baseline)</text>" in page
    assert page == render_html([run(ITEMS), run(GUESS, "guess", is_baseline=True)])


def test_a_system_named_like_a_formula_is_drawn_as_it_is_named() -> None:
    assert "system a$x_1$ &lt;b&gt;</text>" in render_html([run(ITEMS, "a$x_1$ <b>")])


def test_without_probabilities_the_page_says_why_there_are_no_charts() -> None:
    plain = render_html([run(GUESS, "labels")])
    assert not Page(plain).all("svg") and "labels gives labels without probabilities" in plain


def test_counted_items_have_scores_but_no_errors() -> None:
    counted = [Item(str(i), counts={"right": i % 2, "all": 1}, slices={"corpus": "x"}) for i in range(40)]
    found = render_html([run(counted, of=benchmark("articles", COUNTED))])
    assert "corpus: x" in found and "no labels to list errors of" in found
    assert not Page(found).all("svg") and "Confusion" not in found


def test_one_system_twice_on_a_benchmark_is_refused() -> None:
    with pytest.raises(UsageError, match=r"two runs of one system on planted \(dev\)"):
        render_html([run(ITEMS), run(ITEMS)])


# --- Markdown ----------------------------------------------------------------------------------


def test_markdown_holds_the_numbers_of_the_page(page: str) -> None:
    text = render_markdown([run(ITEMS), run(GUESS, "guess", is_baseline=True)])
    assert "| planted, dev | micro_f1 | 4 | 50.0 (0.0 to 100.0) | 50.0 (0.0 to 100.0) | Them: 99.9 |" in text
    assert "| neutral | 0 (0.0%) | 1 (50.0%) | 1 (50.0%) |" in text
    assert "| ours | 100.0 | at least 70.00 | 50.0 |" in text
    assert "2 errors of ours in 4 items (50.0%)." in text
    assert (
        "- ours, guess (baseline): split dev · revision r1 · corpus_sha256 c0ffee · version 9 · seed 1 · date d" in text
    )
    flat = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
    figures = set(re.findall(r"\d+\.\d+", text))
    assert figures <= set(re.findall(r"\d+\.\d+", flat))


def test_slices_stand_worst_first_beside_the_baselines() -> None:
    good = [item(f"g{i}", "favor", "favor", slices={"kind": "easy"}) for i in range(30)]
    bad = [item(f"b{i}", "favor", "against", slices={"kind": "hard"}) for i in range(30)]
    few = [item("f", "favor", "favor", slices={"kind": "rare|<i>"})]
    text = render_markdown([run([*good, *bad, *few]), run([*good, *bad, *few], "guess", is_baseline=True)])
    assert "### Slices of ours, the worst first (1 of fewer than 30 items left out)" in text
    rows = re.findall(r"\| kind: (\w+) \| 30 \| ([\d.]+) .*\| ([\d.]+) \|", text)
    assert rows == [("hard", "0.0", "0.0"), ("easy", "33.3", "33.3")]


def test_the_worst_slice_of_an_error_rate_is_the_highest() -> None:
    task = Counted(("flipped",), {"flip_rate": lambda total: total["flipped"] / 30}, main_metric="flip_rate")
    items = [
        Item(f"{kind}{i}", counts={"flipped": kind}, slices={"kind": str(kind)}) for kind in (0, 1) for i in range(30)
    ]
    text = render_markdown([run(items, of=benchmark("rates", task))])
    assert text.index("| kind: 1 | 30 | 100.0") < text.index("| kind: 0 | 30 | 0.0")
    assert "flip_rate ↓" in text


def test_markdown_escapes_names() -> None:
    assert r"a\|b \<i>" in render_markdown([run(ITEMS, "a|b <i>")])
