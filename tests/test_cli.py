"""The program as its users meet it: whole outputs, standard error, exit codes, and what is kept when it goes wrong."""

from __future__ import annotations

import csv
import io
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stancekit import cli
from stancekit.eval.evaluate import read_records
from stancekit.eval.items import Item, read_items, write_items
from stancekit.eval.predictions import PREDICTION_FORMATS
from stancekit.model.analysis import GROUPINGS, ROW_FIELDS, Analysis
from stancekit.model.analyzer import StanceAnalyzer
from stancekit.model.articles import INPUT_FORMATS
from stancekit.model.backends import BACKENDS
from stancekit.model.errors import MissingExtraError, ModelError, UsageError
from stancekit.model.folder import file_sha256
from stancekit.model.gazetteer import Gazetteer
from stancekit.model.output import OUTPUT_FORMATS
from stancekit.model.records import (
    LABELS,
    Actor,
    Article,
    Attribution,
    Label,
    Pair,
    Participant,
    Sentence,
    Span,
    Stance,
)
from stancekit.model.resolver import RuleResolver
from stancekit.model.tagger import RuleTagger

COUNTRIES = {"Norway": "NOR", "Chile": "CHL", "Peru": "PER"}
VERBS: dict[str, Label] = {"praised": "favor", "blamed": "against", "met": "neutral"}


def _actor(name: str) -> Actor:
    return Actor(name, "country", COUNTRIES[name]) if name in COUNTRIES else Actor(name, "organisation")


def _stance(pair: Pair, label: Label, probability: float = 0.8) -> Stance:
    rest = (1 - probability) / 2
    favor, neutral, against = (probability if name == label else rest for name in LABELS)
    return Stance(pair, label, favor, neutral, against)


class FakeAnalyzer:
    """Understands lines of three words, as in ``Norway praised Chile``; STOP is Ctrl-C, FRENCH is not English."""

    def __call__(self, article: Article) -> Analysis:
        if "STOP" in article.text:
            raise KeyboardInterrupt
        if "FRENCH" in article.text:
            note = f"{article.id}: not in English (fr)"
            logging.getLogger("stancekit").warning(note)
            return Analysis(article, notes=(note,))
        sentences: list[Sentence] = []
        stances: list[Stance] = []
        for line in re.finditer(r"(\S+) (praised|blamed|met) (\S+)", article.text):
            sentence = Sentence(len(sentences), line.start(), line.end())
            speaker, target = _actor(line[1]), _actor(line[3])
            act = Attribution(Span(*line.span(1)), Span(*line.span(2)), (Span(*line.span(3)),), "indirect", speaker)
            who = Participant(speaker.name, Span(*line.span(1)), speaker)
            pair = Pair(article.text, sentence, who, Participant(target.name, Span(*line.span(3)), target), act)
            sentences.append(sentence)
            stances.append(_stance(pair, VERBS[line[2]]))
        return Analysis(article, tuple(sentences), (), (), tuple(stances), "fake", "r1")

    def classify(self, triples: Iterable[tuple[str | None, str, str]]) -> list[Stance]:
        return [
            _stance(Pair(text, Sentence(0, 0, len(text)), None, Participant(target)), "favor", 0.91234)
            for _, target, text in triples
            if "STOP" not in text or _interrupt()
        ]


def _interrupt() -> bool:
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, object]]:
    """Puts the fake analyzer in the place of the real one, and the test into an empty folder.

    Returns:
        the arguments that each analyzer was opened with.
    """
    calls: list[dict[str, object]] = []

    def open_fake(model: str | None = None, **options: object) -> FakeAnalyzer:
        calls.append({"model": model, **options})
        return FakeAnalyzer()

    monkeypatch.setattr(StanceAnalyzer, "from_pretrained", open_fake)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("STANCEKIT_CORPORA", "STANCEKIT_MODEL", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("good.txt").write_text("Norway praised Chile\nChile blamed Dockers\nPeru met Chile\n", encoding="utf-8")
    Path("other.txt").write_text("Peru blamed Norway\n", encoding="utf-8")
    return calls


def lines(text: str) -> list[str]:
    return text.splitlines()


def names_in(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


# --- analyze --------------------------------------------------------------------------------


def test_analyze_prints_a_table(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["analyze", "good.txt"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "good\n"
        "\n"
        "Norway (NOR)\n"
        "  → Chile    favor   0.80  Norway praised Chile\n"
        "\n"
        "Chile (CHL)\n"
        "  → Dockers  against 0.80  Chile blamed Dockers\n"
        "\n"
        "3 sentences, 0 speakers, 3 pairs judged, 2 shown; --all shows the 1 neutral one\n"
    )
    assert err == ""


def test_analyze_jsonl_of_several_sources(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["analyze", "good.txt", "other.txt", "--format", "jsonl", "--all"]) == 0
    rows = [json.loads(line) for line in lines(capsys.readouterr().out)]
    assert [(row["doc_id"], row["speaker_name"], row["label"], row["target_name"]) for row in rows] == [
        ("good", "Norway", "favor", "Chile"),
        ("good", "Chile", "against", "Dockers"),
        ("good", "Peru", "neutral", "Chile"),
        ("other", "Peru", "against", "Norway"),
    ]


def test_analyze_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Norway praised Chile\n")))
    assert cli.main(["analyze", "-", "--format", "csv"]) == 0
    header, row = csv.reader(io.StringIO(capsys.readouterr().out))
    assert header == list(ROW_FIELDS)
    assert row[0] == "stdin"


def test_analyze_reads_columns_by_name(capsys: pytest.CaptureFixture[str]):
    Path("corpus.csv").write_text(
        "key,story,day,paper,head\nx7,Norway praised Chile,2031-05-02,Wire,A visit\n", encoding="utf-8"
    )
    columns = {"id": "key", "text": "story", "date": "day", "outlet": "paper", "title": "head"}
    options = [part for name, column in columns.items() for part in (f"--{name}-column", column)]
    assert cli.main(["analyze", "corpus.csv", *options]) == 0
    assert lines(capsys.readouterr().out)[:2] == ["A visit", "x7 · 2031-05-02 · Wire"]


@pytest.mark.parametrize(
    ("name", "start"), [("r.jsonl", "{"), ("r.csv", "doc_id,"), ("r.html", "<!DOC"), ("r.txt", "good\n")]
)
def test_output_is_in_the_format_that_its_name_says(capsys: pytest.CaptureFixture[str], name: str, start: str):
    assert cli.main(["analyze", "good.txt", "--output", name]) == 0
    assert Path(name).read_text(encoding="utf-8").startswith(start)
    assert capsys.readouterr() == ("", "")


def test_format_wins_over_the_name_of_the_output():
    assert cli.main(["analyze", "good.txt", "--output", "r.html", "--format", "jsonl"]) == 0
    assert Path("r.html").read_text(encoding="utf-8").startswith("{")


def test_analyze_parquet():
    parquet = pytest.importorskip("pyarrow.parquet")
    assert cli.main(["analyze", "good.txt", "--output", "r.parquet"]) == 0
    assert parquet.read_table("r.parquet").column("label").to_pylist() == ["favor", "against"]


def test_options_reach_the_analyzer(opened: list[dict[str, object]]):
    Path("own.csv").write_text("x\n", encoding="utf-8")
    options = "--model m --actors own.csv --only-actors --device cuda:1 --backend torch --batch-size 7"
    assert cli.main(["analyze", "good.txt", *options.split()]) == 0
    assert opened == [
        {
            "model": "m",
            "actors": Path("own.csv"),
            "restrict_actors": True,
            "tagger": None,
            "device": "cuda:1",
            "backend": "torch",
            "batch_size": 7,
        }
    ]


def test_min_probability(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["analyze", "good.txt", "--min-probability", "0.81", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == ""


def test_matrix_of_countries_over_all_articles(capsys: pytest.CaptureFixture[str]):
    Path("more.txt").write_text("Norway praised Chile\nNorway blamed Chile\nNorway praised Chile\n", encoding="utf-8")
    assert cli.main(["analyze", "good.txt", "more.txt", "other.txt", "--by", "affiliation"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "source  target  label    favor  neutral  against  score\n"
        "NOR     CHL     favor        3        0        1  +0.35\n"
        "PER     NOR     against      0        0        1  -0.70\n"
    )
    assert err == "stancekit: warning: left out for want of a country on one side: 1 favor or against stance\n"


def test_matrix_of_speakers_with_neutral_cells(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["analyze", "good.txt", "--by", "speaker", "--format", "csv", "--all"]) == 0
    assert capsys.readouterr().out == (
        "source,target,label,favor,neutral,against,score\n"
        "Chile,Dockers,against,0,0,1,-0.7\n"
        "Norway,Chile,favor,1,0,0,0.7\n"
        "Peru,Chile,neutral,0,1,0,0.0\n"
    )


# --- analyze: what goes wrong ---------------------------------------------------------------


def test_a_missing_file_among_good_ones_costs_itself_alone(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["analyze", "good.txt", "nowhere.txt", "other.txt", "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["doc_id"] for line in lines(out)] == ["good", "good", "other"]
    assert err == "stancekit: error: nowhere.txt: no such file; check the path\n"


def test_bad_lines_of_a_file_are_named_and_summed_up(capsys: pytest.CaptureFixture[str]):
    rows = ['{"text": "Norway praised Chile"}', "no json", '{"text": ""}', '{"text": "Peru met Chile"}']
    Path("c.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert cli.main(["analyze", "c.jsonl", "--format", "csv"]) == 1
    out, err = capsys.readouterr()
    assert len(lines(out)) == 2
    assert [line.split(":")[3] for line in lines(err)[:2]] == ["2", "3"]
    assert lines(err)[2] == "stancekit: warning: 2 articles analyzed; 2 problems named above"


def test_an_article_in_another_language_makes_the_exit_code_1(capsys: pytest.CaptureFixture[str]):
    Path("fr.txt").write_text("FRENCH", encoding="utf-8")
    assert cli.main(["analyze", "fr.txt", "good.txt", "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert len(lines(out)) == 2
    assert err == "stancekit: warning: fr: not in English (fr)\n"


@pytest.mark.parametrize("name", ["r.jsonl", "r.csv", "r.parquet", "r.html", "r.txt"])
def test_ctrl_c_keeps_finished_articles(capsys: pytest.CaptureFixture[str], name: str):
    Path("stop.txt").write_text("Norway praised Chile\nSTOP\n", encoding="utf-8")
    if name == "r.parquet":
        pytest.importorskip("pyarrow")
    assert cli.main(["analyze", "good.txt", "stop.txt", "other.txt", "--output", name]) == 1
    assert capsys.readouterr() == ("", "stancekit: error: interrupted; the results of 1 article are kept\n")
    if name == "r.parquet":
        from pyarrow import parquet

        assert parquet.read_table(name).num_rows == 2
        return
    text = Path(name).read_text(encoding="utf-8")
    assert text.count("Chile blamed Dockers") == 1
    assert "Peru blamed Norway" not in text
    if name == "r.html":
        assert text.endswith("</html>\n")


def test_ctrl_c_gives_the_matrix_of_finished_articles(capsys: pytest.CaptureFixture[str]):
    Path("stop.txt").write_text("STOP", encoding="utf-8")
    assert cli.main(["analyze", "good.txt", "stop.txt", "--by", "speaker", "--format", "jsonl"]) == 1
    assert len(lines(capsys.readouterr().out)) == 2


def test_ctrl_c_while_the_model_is_opened(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(StanceAnalyzer, "from_pretrained", lambda *_, **__: _interrupt())
    assert cli.main(["analyze", "good.txt"]) == 1
    assert capsys.readouterr() == ("", "stancekit: error: interrupted\n")


def test_an_unwritable_output_is_found_before_the_model_is_opened(
    capsys: pytest.CaptureFixture[str], opened: list[dict[str, object]]
):
    assert cli.main(["analyze", "good.txt", "--output", "nowhere/r.csv"]) == 1
    assert capsys.readouterr() == (
        "",
        "stancekit: error: nowhere/r.csv: cannot be written (No such file or directory); choose another --output\n",
    )
    assert opened == []


def test_a_broken_model_leaves_an_older_output_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object, **__: object) -> None:
        raise ModelError("m/model.onnx is corrupt")

    monkeypatch.setattr(StanceAnalyzer, "from_pretrained", broken)
    Path("r.csv").write_text("from before", encoding="utf-8")
    assert cli.main(["analyze", "good.txt", "--output", "r.csv"]) == 1
    assert capsys.readouterr().err == "stancekit: error: m/model.onnx is corrupt\n"
    assert Path("r.csv").read_text(encoding="utf-8") == "from before"


def test_an_extra_that_is_missing_midway_keeps_what_was_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    Path("page.html").write_text("<html><body><p>Norway praised Chile</p></body></html>", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert cli.main(["analyze", "good.txt", "page.html", "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert len(lines(out)) == 2
    assert re.fullmatch(r"stancekit: error: .*pip install 'stancekit\[html\]'\n", err)


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(FakeAnalyzer, "__call__", lambda *_: {}["bug"])
    with pytest.raises(KeyError):
        cli.main(["analyze", "good.txt"])


def test_messages_stay_on_one_line_whatever_a_name_holds(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["analyze", "a\n\x1b(31mb.txt"]) == 1
    assert capsys.readouterr().err == "stancekit: error: a (31mb.txt: no such file; check the path\n"


def test_quiet_leaves_what_the_exit_code_means_and_verbose_tells_of_each_article(capsys: pytest.CaptureFixture[str]):
    Path("fr.txt").write_text("FRENCH", encoding="utf-8")
    assert cli.main(["analyze", "fr.txt", "good.txt", "nowhere.txt", "-q", "--by", "affiliation"]) == 1
    assert lines(capsys.readouterr().err) == [
        "stancekit: error: fr: not in English (fr)",
        "stancekit: error: nowhere.txt: no such file; check the path",
    ]
    assert cli.main(["analyze", "good.txt", "-v", "--output", "r.csv"]) == 0
    assert capsys.readouterr().err == "stancekit: good: 3 sentences, 3 pairs\n"


def test_progress_on_a_terminal_from_the_fourth_article_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    for number in range(5):
        Path(f"n{number}.txt").write_text("Norway praised Chile", encoding="utf-8")
    files = sorted(str(path) for path in Path().glob("n*.txt"))
    assert cli.main(["analyze", *files, "--output", "r.csv"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert cli.main(["analyze", *files, "--output", "r.csv"]) == 0
    assert re.fullmatch(r"\r\x1b\[K4 articles, [\d.,]+ a second\r\x1b\[K", capsys.readouterr().err)
    assert cli.main(["analyze", *files[:3], "--output", "r.csv"]) == 0
    assert cli.main(["analyze", *files, "--output", "r.csv", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("analyze", "the following arguments are required: PATH|URL|-; see stancekit analyze --help"),
        ("analyse good.txt", "argument COMMAND: invalid choice: 'analyse'"),
        ("analyze good.txt --formt csv", "unrecognized arguments: --formt csv"),
        ("analyze good.txt --min-probability 1.5", "--min-probability is 1.5; it must be in [0, 1]"),
        ("analyze good.txt --min-probability nan", "--min-probability is nan; it must be in [0, 1]"),
        ("analyze good.txt --min-probability much", "argument --min-probability: invalid float value: 'much'"),
        ("analyze good.txt --batch-size 0", "--batch-size is 0; it must be at least 1"),
        ("analyze good.txt --only-actors", "--only-actors needs --actors FILE"),
        ("analyze - -", "- stands for standard input, which can be read only once"),
        ("analyze good.txt --format parquet", "--format parquet needs --output FILE.parquet"),
        ("analyze good.txt --by speaker --output r.html", "--by cannot be written as html; valid: table, jsonl, csv"),
        ("analyze good.txt --output r.xlsx", "--output r.xlsx: no format goes with '.xlsx' (but with .txt, .jsonl"),
        ("analyze good.txt --output good.txt", "--output good.txt is read as input as well; choose another file"),
        ("analyze . --output r.csv", "--output r.csv lies in ., which is read as input; choose another folder"),
        ("analyze good.txt --by party", "argument --by: invalid choice: 'party' (choose from"),
        ("classify good.txt --output r.html", "--output r.html: no format goes with '.html'"),
        ("classify x.csv --output x.csv", "--output x.csv is read as input as well; choose another file"),
        ("corpora fetch nonsense", "unknown corpus 'nonsense'; valid: dse, seesaw, newsmtsc, mpqa, polnear"),
        ("corpora fetch dse", "where to? set STANCEKIT_CORPORA=FOLDER or give --corpora FOLDER"),
        ("corpora", "the following arguments are required: ACTION"),
        (
            "evaluate --output r.csv",
            "--output r.csv: no format goes with '.csv' (but with .txt, .json, .md, .html); give --format",
        ),
        ("evaluate --predictions p --model m", "--predictions and --model are two systems; give one of them"),
        (
            "compare a.json b.json --output r.csv",
            "--output r.csv: no format goes with '.csv' (but with .txt, .json); give --format",
        ),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(capsys: pytest.CaptureFixture[str], arguments: str, message: str):
    Path("x.csv").write_text("sentence,speaker,target\n", encoding="utf-8")
    before = names_in(".")
    assert cli.main(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"stancekit: error: {message}")
    assert err.count("\n") == 1
    assert names_in(".") == before


# --- classify -------------------------------------------------------------------------------

TRIPLES = (
    "id,sentence,speaker,target\n"
    "1,Lund praised Chile.,Lund,Chile\n"
    "2,,Lund,Chile\n"
    '3,"Rain, again, in Chile.",,Chile\n'
    "4,Lund spoke.,Lund, \n"
)
ANSWER = "favor,0.9123,0.0438,0.0438"


def test_classify_keeps_columns_and_names_bad_rows(capsys: pytest.CaptureFixture[str]):
    Path("t.csv").write_text(TRIPLES, encoding="utf-8")
    assert cli.main(["classify", "t.csv"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        "id,sentence,speaker,target,label,p_favor,p_neutral,p_against\n"
        f"1,Lund praised Chile.,Lund,Chile,{ANSWER}\n"
        "2,,Lund,Chile,,,,\n"
        f'3,"Rain, again, in Chile.",,Chile,{ANSWER}\n'
        "4,Lund spoke.,Lund, ,,,,\n"
    )
    assert err == (
        "stancekit: error: t.csv:3: 'sentence' is empty; its label stays empty\n"
        "stancekit: error: t.csv:5: 'target' is empty; its label stays empty\n"
    )


def test_classify_jsonl(capsys: pytest.CaptureFixture[str]):
    Path("t.csv").write_text("target;speaker;sentence\nChile;;Rain in Chile.\n;;x\n", encoding="utf-8")
    assert cli.main(["classify", "t.csv", "--format", "jsonl"]) == 1
    good, bad = (json.loads(line) for line in lines(capsys.readouterr().out))
    assert good == {
        "target": "Chile",
        "speaker": "",
        "sentence": "Rain in Chile.",
        "label": "favor",
        "p_favor": 0.9123,
        "p_neutral": 0.0438,
        "p_against": 0.0438,
    }
    assert [bad[name] for name in ("label", "p_favor", "p_neutral", "p_against")] == [None] * 4


def test_classify_standard_input_with_byte_order_mark(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    data = "\ufeffsentence\tspeaker\ttarget\nGood for Chile\tLund\tChile\n".encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert cli.main(["classify", "-"]) == 0
    out, err = capsys.readouterr()
    assert lines(out)[1] == f"Good for Chile,Lund,Chile,{ANSWER}"
    assert err == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"sentence,who,target\n", "t.csv: has no column 'speaker'; it has 'sentence', 'who', 'target'; rename one"),
        (b"", "t.csv: has no column 'speaker'; it has none"),
        (b"sentence,speaker,target,label\n", "t.csv: has a column 'label' already, which would be overwritten"),
        (b"sentence,speaker,target,target\n", "t.csv: a column name stands twice in"),
    ],
)
def test_classify_refuses_a_header(capsys: pytest.CaptureFixture[str], content: bytes, message: str):
    Path("t.csv").write_bytes(content)
    assert cli.main(["classify", "t.csv", "--output", "r.csv"]) == 1
    assert capsys.readouterr().err.startswith(f"stancekit: error: {message}")
    assert not Path("r.csv").exists()


def test_classify_names_rows_that_are_damaged_and_goes_on(capsys: pytest.CaptureFixture[str]):
    rows = [
        b"sentence,speaker,target",
        b"caf\xe9 talk,Lund,Chile",
        b"a,b,c,d",
        b'"two\nlines",Lund,Chile',
        b'"bad"quote,Lund,Chile',
        b"Good for Chile,Lund,Chile",
        b"",
        b"short,Lund",
    ]
    Path("t.csv").write_bytes(b"\n".join(rows))
    assert cli.main(["classify", "t.csv", "--output", "r.csv"]) == 1
    assert [line.split(": ", 2)[2][:22] for line in lines(capsys.readouterr().err)] == [
        "t.csv:2: is not valid ",
        "t.csv:3: has 4 cells a",
        "t.csv:6: is no valid C",
        "t.csv:9: 'target' is e",
    ]
    with Path("r.csv").open(encoding="utf-8", newline="") as file:
        assert [row["label"] for row in csv.DictReader(file)] == ["", "", "favor", "favor", ""]


def test_classify_ctrl_c_keeps_finished_blocks(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cli, "_BLOCK", 2)
    rows = ["sentence,speaker,target", "a,,x", "b,,x", "STOP,,x", "c,,x"]
    Path("t.csv").write_text("\n".join(rows), encoding="utf-8")
    assert cli.main(["classify", "t.csv"]) == 1
    out, err = capsys.readouterr()
    assert [line[0] for line in lines(out)] == ["s", "a", "b"]
    assert err == "stancekit: error: interrupted; the answers to 2 rows are kept\n"


def test_classify_a_missing_file(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["classify", "nowhere.csv"]) == 1
    assert capsys.readouterr().err == (
        "stancekit: error: nowhere.csv: could not be read (No such file or directory); check the path\n"
    )


# --- train and evaluate ---------------------------------------------------------------------


def test_train_refuses_an_unknown_key_before_anything_is_imported(capsys: pytest.CaptureFixture[str]):
    Path("r.yaml").write_text("encoder: e\nepoch: 3\n", encoding="utf-8")
    assert cli.main(["train", "r.yaml"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("stancekit: error: recipe r.yaml: unknown key 'epoch'; valid keys: task, name, encoder, ")
    assert err.count("\n") == 1


def test_train_hands_over_recipe_and_folders(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    calls: list[tuple[object, ...]] = []

    def fake_train(recipe: object, output: Path, *, corpora: Path | None, resume: bool, workers: int | None) -> Path:
        calls.append((recipe, output, corpora, resume, workers))
        return output / "model"

    monkeypatch.setitem(sys.modules, "stancekit.training.run", SimpleNamespace(train=fake_train))
    Path("r.yaml").write_text("name: small\nencoder: e\nepochs: 3\n", encoding="utf-8")
    assert cli.main("train r.yaml --set epochs=1 --set seed=9 --resume --corpora c --workers 2".split()) == 0
    ((recipe, *rest),) = calls
    assert (recipe.name, recipe.epochs, recipe.seed) == ("small", 1, 9)  # pyright: ignore[reportAttributeAccessIssue]
    assert rest == [Path("runs/small"), Path("c"), True, 2]
    assert capsys.readouterr().out == f"{Path('runs/small/model')}\n"


def test_train_refuses_a_negative_number_of_workers(capsys: pytest.CaptureFixture[str]):
    Path("r.yaml").write_text("encoder: e\n", encoding="utf-8")
    assert cli.main(["train", "r.yaml", "--workers", "-1"]) == 2
    assert capsys.readouterr().err == "stancekit: error: --workers is -1; it must be at least 0\n"


def test_train_without_torch_gives_the_install_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delitem(sys.modules, "stancekit.training.run", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    Path("r.yaml").write_text("encoder: e\n", encoding="utf-8")
    assert cli.main(["train", "r.yaml"]) == 1
    assert capsys.readouterr().err == "stancekit: error: training needs torch: pip install 'stancekit[train]'\n"


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Puts a constant in the place of the evaluation; the calls it gets."""
    calls: list[tuple[object, ...]] = []
    run = SimpleNamespace(benchmark=SimpleNamespace(name="dse"), items=[Item("1", "favor", "favor")], is_baseline=False)

    def measure(benchmarks: Sequence[str], **options: object) -> list[SimpleNamespace]:
        calls.append((list(benchmarks), options))
        return [run]

    def rendered(runs: Sequence[object], form: str) -> str:
        return f"{len(runs)} runs as {form}\n"

    monkeypatch.setitem(
        sys.modules, "stancekit.eval.evaluate", SimpleNamespace(measure=measure, read_records=read_records)
    )
    monkeypatch.setitem(sys.modules, "stancekit.eval.rendering", SimpleNamespace(rendered=rendered))
    return calls


def test_evaluate_table(capsys: pytest.CaptureFixture[str], scored: list[tuple[object, ...]]):
    assert cli.main(["evaluate"]) == 1  # of all benchmarks one alone was there
    assert capsys.readouterr() == ("1 runs as table\n", "")
    options = {"split": "dev", "corpora": None, "model": None, "backend": "auto", "batch_size": 32, "tagger": None}
    assert scored == [(["all"], options | {"system": None, "with_baselines": True})]


def test_evaluate_json_writes_the_items_beside(scored: list[tuple[object, ...]]):
    arguments = "evaluate --benchmark dse --split test --corpora c --model m --backend onnx --output r.json"
    assert cli.main([*arguments.split(), "--no-baselines"]) == 0
    assert Path("r.json").read_text(encoding="utf-8") == "1 runs as json\n"
    assert read_items(Path("r.items.jsonl")) == {"dse": [Item("1", "favor", "favor")]}
    options = {"split": "test", "corpora": Path("c"), "model": "m", "backend": "onnx", "batch_size": 32, "tagger": None}
    assert scored == [(["dse"], options | {"system": None, "with_baselines": False})]


@pytest.mark.parametrize(("name", "form"), [("r.html", "html"), ("r.md", "markdown"), ("r.txt", "table")])
def test_the_form_of_scores_follows_the_ending(name: str, form: str, scored: list[tuple[object, ...]]):
    assert cli.main(["evaluate", "--benchmark", "dse", "--output", name]) == 0
    assert Path(name).read_text(encoding="utf-8") == f"1 runs as {form}\n"
    assert len(scored) == 1


def test_predictions_take_the_place_of_a_model(scored: list[tuple[object, ...]]):
    Path("theirs.jsonl").write_text("1\n", encoding="utf-8")
    arguments = "evaluate --benchmark dse --predictions theirs.jsonl --predictions-form dse"
    assert cli.main(arguments.split()) == 0
    ((_, options),) = scored
    assert options["system"].name == "theirs"  # pyright: ignore[reportIndexIssue]


def test_compare(capsys: pytest.CaptureFixture[str]):
    for name, label in (("a", "favor"), ("b", "against")):
        record = {"benchmark": "mpqa", "split": "dev", "metric": "macro_f1", "value": 1.0, "corpus_sha256": "x"}
        record["backend"] = "onnx"
        Path(f"{name}.json").write_text(json.dumps([record]), encoding="utf-8")
        write_items(Path(f"{name}.items.jsonl"), {"mpqa": [Item(str(n), "favor", label) for n in range(20)]})
    assert cli.main(["compare", "a.json", "b.json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert lines(out)[1].startswith("mpqa")
    assert "beyond chance" in out
    assert cli.main(["compare", "a.json", "b.json", "--output", "c.json"]) == 0
    (record,) = json.loads(Path("c.json").read_text(encoding="utf-8"))
    assert (record["benchmark"], record["beyond_chance"]) == ("mpqa", True)
    assert cli.main(["compare", "a.json", "absent.json"]) == 2
    advice = "'stancekit evaluate --output absent.json' writes it"
    assert capsys.readouterr().err == f"stancekit: error: absent.json: No such file or directory; {advice}\n"


# --- corpora --------------------------------------------------------------------------------


def test_corpora_list(capsys: pytest.CaptureFixture[str]):
    Path("c/mpqa").mkdir(parents=True)
    for split in ("train", "dev", "test"):
        Path("c/mpqa", f"{split}.json").touch()
    Path("c/polnear/data/dev").mkdir(parents=True)
    assert cli.main(["corpora", "list", "--corpora", "c"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert [line.split(":")[0].split() for line in lines(out) if not line.startswith(" ")] == [
        ["dse", "missing"],
        ["seesaw", "missing"],
        ["newsmtsc", "missing"],
        ["mpqa", "present"],
        ["polnear", "dev", "only"],
    ]
    assert "licence: CC BY-NC-SA 4.0" in out
    assert "https://github.com/launchnlp/SEESAW at aeb7bac2d1fa" in out


def test_corpora_list_without_a_folder(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["corpora", "list"]) == 0
    out, err = capsys.readouterr()
    assert "dse       unknown: " in out
    assert "STANCEKIT_CORPORA=FOLDER" in err


def test_corpora_stats_names_what_is_missing(capsys: pytest.CaptureFixture[str]):
    Path("c/mpqa").mkdir(parents=True)
    assert cli.main(["corpora", "stats", "--corpora", "c"]) == 1
    out, err = capsys.readouterr()
    assert lines(out) == ["corpus    split      pairs    favor neutral against  dropped"]
    assert all(line.startswith("stancekit: error: ") for line in lines(err))
    assert "stancekit: error: dse: no train split at" in err


def test_corpora_stats_counts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    from collections import Counter

    from stancekit.training import loaders

    def load(name: str, split: str, folder: Path) -> SimpleNamespace:
        labels = ["favor", "favor", "against"]
        return SimpleNamespace(examples=[SimpleNamespace(label=x) for x in labels], dropped=Counter(empty=2))

    monkeypatch.setattr(loaders, "load_corpus", load)
    Path("c").mkdir()
    assert cli.main(["corpora", "stats", "--corpora", "c"]) == 0
    assert lines(capsys.readouterr().out)[1] == "dse       train          3        2       0       1  empty 2"


def _git(*arguments: str, folder: Path) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def upstream(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that stands in for DSE's: its pinned commit, and a later one that spoils the file."""
    from stancekit.training import corpora

    folder = Path("upstream").absolute()
    (folder / "dataset").mkdir(parents=True)
    _git("init", "--quiet", folder=folder)
    for split in ("train", "valid", "test"):
        (folder / "dataset" / f"{split}.txt").write_text(split, encoding="utf-8")
    _git("add", ".", folder=folder)
    _git("commit", "--quiet", "-m", "data", folder=folder)
    pinned = _git("rev-parse", "HEAD", folder=folder)
    (folder / "dataset" / "test.txt").write_text("spoilt", encoding="utf-8")
    _git("commit", "--quiet", "-am", "later", folder=folder)
    files = corpora.CORPORA["dse"].files.values()
    sums = {name: file_sha256(folder / name) for name in files if "test" not in name}
    # sha256 of "test", as in the pinned commit.
    sums["dataset/test.txt"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    corpus = replace(corpora.CORPORA["dse"], upstream=str(folder), revision=pinned, sha256=sums)
    monkeypatch.setattr(corpora, "CORPORA", {"dse": corpus})
    return folder


def test_corpora_fetch_gets_the_pinned_revision(capsys: pytest.CaptureFixture[str], upstream: Path):
    assert cli.main(["corpora", "fetch", "dse", "--corpora", "new/c"]) == 0
    out, err = capsys.readouterr()
    assert out == f"dse: {Path('new/c/dse')}\n"
    assert lines(err)[0].startswith(f"stancekit: git clone --quiet --no-checkout {upstream} ")
    assert Path("new/c/dse/dataset/test.txt").read_text(encoding="utf-8") == "test"
    assert names_in("new/c") == ["dse"]
    assert cli.main(["corpora", "fetch", "dse", "--corpora", "new/c", "-q"]) == 0
    assert capsys.readouterr() == (f"dse: already whole at {Path('new/c/dse')}\n", "")


def test_corpora_fetch_leaves_nothing_half_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, upstream: Path
):
    from stancekit.training import corpora

    sums = {**corpora.CORPORA["dse"].sha256, "dataset/test.txt": "0" * 64}
    monkeypatch.setattr(corpora, "CORPORA", {"dse": replace(corpora.CORPORA["dse"], sha256=sums)})
    assert cli.main(["corpora", "fetch", "dse", "--corpora", "c", "-q"]) == 1
    assert "has sha256 9f86d081884c…" in capsys.readouterr().err
    assert names_in("c") == []


def test_corpora_fetch_from_nowhere_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, upstream: Path
):
    from stancekit.training import corpora

    gone = replace(corpora.CORPORA["dse"], upstream=str(upstream / "gone"))
    monkeypatch.setattr(corpora, "CORPORA", {"dse": gone})
    assert cli.main(["corpora", "fetch", "dse", "--corpora", "c", "-q"]) == 1
    err = capsys.readouterr().err
    assert re.fullmatch(r"stancekit: error: git clone .* failed \(fatal: .*\); check the network, .*\n", err)
    monkeypatch.setenv("PATH", "")
    assert cli.main(["corpora", "fetch", "dse", "--corpora", "c", "-q"]) == 1
    assert (
        capsys.readouterr().err == "stancekit: error: git is not installed; install it, or clone the corpora by hand\n"
    )


# --- the program ----------------------------------------------------------------------------


def test_choices_are_those_of_the_modules():
    assert cli._OUTPUT_FORMATS == OUTPUT_FORMATS
    assert cli._INPUT_FORMATS == INPUT_FORMATS
    assert cli._GROUPINGS == GROUPINGS
    assert cli._BACKENDS == BACKENDS
    assert cli._PREDICTION_FORMATS == PREDICTION_FORMATS
    assert set(cli._SUFFIXES.values()) == set(OUTPUT_FORMATS)


@pytest.mark.parametrize(
    "command",
    [
        "",
        "analyze",
        "classify",
        "train",
        "evaluate",
        "compare",
        "corpora",
        "corpora list",
        "corpora fetch",
        "corpora stats",
    ],
)
def test_every_command_and_option_explains_itself(capsys: pytest.CaptureFixture[str], command: str):
    assert cli.main([*command.split(), "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("usage: stancekit")
    options = text.partition("\n\n")[2]
    assert _unexplained(options) == []


def _unexplained(text: str) -> list[str]:
    """Options of a help text that have no words beside or under them."""
    found: list[str] = []
    rows = text.splitlines()
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        beside = re.split(r" {2,}", row.strip(), maxsplit=1)
        if row.startswith("  -") and len(beside) == 1 and not after.startswith(" " * 10):
            found.append(row)
    return found


def test_no_command_shows_the_help_and_fails(capsys: pytest.CaptureFixture[str]):
    assert cli.main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: stancekit [-h] [--version] COMMAND")


def test_version(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["--version"]) == 0
    assert re.fullmatch(r"stancekit \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_the_log_is_left_as_it_was():
    log = logging.getLogger("stancekit")
    before = (log.level, log.propagate, list(log.handlers))
    assert cli.main(["analyze", "nowhere.txt"]) == 1
    assert (log.level, log.propagate, list(log.handlers)) == before


def test_errors_of_the_package_and_their_exit_codes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    for error, code in ((UsageError("a"), 2), (ModelError("b"), 1), (MissingExtraError("torch", "train", "c"), 1)):

        def fail(_: object, error: Exception = error) -> int:
            raise error

        monkeypatch.setattr(cli, "run", fail)
        assert cli.main(["analyze", "good.txt"]) == code
        assert capsys.readouterr().err == f"stancekit: error: {error}\n"


def test_the_rule_layers_and_every_format_work_together(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def answer(pairs: Sequence[Pair], batch_size: int, *, of_articles: bool = False) -> list[Stance]:
        assert of_articles or not pairs  # news is no column
        return [_stance(pair, "favor") for pair in pairs]

    classifier = SimpleNamespace(classify=answer, name="fake", revision="r1")

    def open_real(*_: object, **__: object) -> StanceAnalyzer:
        return StanceAnalyzer(classifier, tagger=RuleTagger(), resolver=RuleResolver(Gazetteer.load()))  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(StanceAnalyzer, "from_pretrained", open_real)
    Path("visit.txt").write_text(
        "Norway's foreign minister, Kari Lund, said on Monday that Chile had kept its word. "
        "She thanked Peru for its patience in the long talks about the northern harbours.\n",
        encoding="utf-8",
    )
    assert cli.main(["analyze", "visit.txt", "--format", "jsonl"]) == 0
    text = Path("visit.txt").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in lines(capsys.readouterr().out)]
    assert ("Kari Lund", "NOR", "Chile", "CHL") in [
        tuple(row[name] for name in ("speaker_name", "speaker_affiliation", "target_name", "target_iso3"))
        for row in rows
    ]
    for row in rows:
        assert text[row["start"] : row["end"]] == row["sentence"]
        assert text[row["target_start"] : row["target_end"]] == row["target_text"]


# --- as a process ---------------------------------------------------------------------------


def _run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-Im", "stancekit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def test_help_imports_nothing_heavy():
    code = "import sys, stancekit.cli as c; c.main(['analyze', '--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-Ic", code], capture_output=True, text=True, check=True)
    heavy = "numpy onnxruntime tokenizers torch transformers rich yaml pyarrow trafilatura importlib.metadata"
    assert not set(heavy.split()) & set(done.stderr.split())


def test_process_exit_codes():
    assert _run("--version").returncode == 0
    bad = _run("analyze")
    assert (bad.returncode, bad.stdout, bad.stderr.count("\n")) == (2, "", 1)


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and /dev/full")
@pytest.mark.parametrize("place", ["pipe", "full"])
def test_a_reader_that_leaves_is_no_error_and_a_full_disk_is_one(place: str):
    script = (
        "import sys; from stancekit import cli; from stancekit.model.output import Output\n"
        "def run(_):\n"
        "    with Output() as output:\n"
        "        for _ in range(9): output.write('row ' * 50_000)\n"
        "    return 0\n"
        "cli.run = run\n"
        "sys.exit(cli.main(['analyze', 'x']))"
    )
    command = [sys.executable, "-Ic", script]
    if place == "full":
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        expected = "standard output: could not be written (No space left on device); what came before is kept"
        assert (done.returncode, done.stderr) == (1, f"stancekit: error: {expected}\n")
        return
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    assert process.stdout.read(3) == b"row"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1
