"""Every output format: whole outputs, hostile text, narrow and wide tables, places that cannot be written."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stancekit.model.analysis import ROW_FIELDS, Analysis, Cell
from stancekit.model.errors import MissingExtraError, OutputError, UsageError
from stancekit.model.output import (
    Output,
    OutputFormat,
    Selection,
    csv_text,
    jsonl_text,
    open_writer,
    printable,
    write_cells,
)
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

Entry = tuple[str | None, str, Label, float]


def analysis(
    *sentences: tuple[str, Sequence[Entry]],
    id: str = "port",
    title: str = "",
    published: str = "",
    outlet: str = "",
    url: str = "",
) -> Analysis:
    """An article of these sentences; each with its (speaker, target, label, probability).

    The speaker is a name, ``""`` for one that the article leaves unnamed, or None for its own voice.
    """
    text = "\n".join(sentence for sentence, _ in sentences)
    found: list[Sentence] = []
    stances: list[Stance] = []
    attributions: list[Attribution] = []
    start = 0
    for index, (words, entries) in enumerate(sentences):
        sentence = Sentence(index, start, start + len(words))
        found.append(sentence)
        start += len(words) + 1
        for speaker, target, label, probability in entries:
            rest = (1 - probability) / 2
            favor, neutral, against = (probability if name == label else rest for name in LABELS)
            actor = Actor(speaker, "person", affiliation=Actor("Norway", "country", "NOR")) if speaker else None
            attribution = None
            if speaker is not None:
                attribution = Attribution(None, None, (sentence.span,), "indirect", actor)
                attributions.append(attribution)
            who = Participant(speaker, None, actor) if speaker else None
            pair = Pair(text, sentence, who, Participant(target, Span(sentence.start, sentence.end)), attribution)
            stances.append(Stance(pair, label, favor, neutral, against))
    article = Article(id, text, title, published, outlet, url)
    return Analysis(article, tuple(found), tuple(attributions), (), tuple(stances), "stancekit", "r1")


PORT = analysis(
    ("Lund said that Chile kept its word and that the dockers did not.", [("Kari Lund", "Chile", "favor", 0.9)]),
    ("The port is old.", [(None, "Chile", "neutral", 0.7)]),
    ("Lund blamed the dockers again.", [("Kari Lund", "Dockers' Union", "against", 0.55)]),
    ("It was said that Chile would pay.", [("", "Chile", "favor", 0.6)]),
    ("Bad luck for Chile.", [(None, "Chile", "against", 0.51)]),
    title="A port visit",
    published="2031-05-02",
    outlet="Harbour Wire",
)


def written(
    tmp_path: Path, output_format: OutputFormat, *analyses: Analysis, neutral: bool = False, least: float = 0.0
) -> str:
    """What a format makes of analyses, read back from a file."""
    path = tmp_path / "result"
    with Output(path) as output:
        writer = open_writer(output_format, output, Selection(neutral, least))
        for each in analyses:
            writer.write(each)
        writer.close()
    return path.read_bytes().decode()


# --- machines -------------------------------------------------------------------------------


def test_jsonl_is_the_rows(tmp_path: Path):
    lines = written(tmp_path, "jsonl", PORT, PORT, neutral=True).splitlines()
    assert [json.loads(line) for line in lines] == PORT.to_dicts() * 2


def test_csv_is_the_rows_under_one_header(tmp_path: Path):
    rows = list(csv.reader(io.StringIO(written(tmp_path, "csv", PORT, PORT))))
    expected = [[str(value) for value in row.values()] for row in PORT.to_dicts(neutral=False)]
    assert rows == [list(ROW_FIELDS), *expected, *expected]


def test_parquet_is_the_rows_with_their_types(tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    written_file = tmp_path / "result"
    written_file.write_bytes(b"what was there before" * 100)
    with Output(written_file) as output:
        writer = open_writer("parquet", output, Selection(neutral=True))
        writer.write(PORT)
        writer.close()
    table = parquet.read_table(written_file)
    assert table.column_names == list(ROW_FIELDS)
    assert table.to_pylist() == PORT.to_dicts()
    assert {str(table.schema.field(name).type) for name in ("start", "end", "target_start")} == {"int64"}
    assert str(table.schema.field("p_favor").type) == "double"


def test_parquet_gathers_articles_into_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("stancekit.model.output.ROW_GROUP", 8)
    with Output(tmp_path / "result") as output:
        writer = open_writer("parquet", output, Selection())
        for _ in range(5):
            writer.write(PORT)
        writer.close()
    metadata = parquet.ParquetFile(tmp_path / "result").metadata
    assert [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)] == [8, 8, 4]


@pytest.mark.parametrize("output_format", ["jsonl", "csv", "parquet", "html", "table"])
def test_nothing_found_is_still_a_readable_file(tmp_path: Path, output_format: OutputFormat):
    if output_format == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        with Output(tmp_path / "result") as output:
            open_writer("parquet", output, Selection()).close()
        assert parquet.read_table(tmp_path / "result").num_rows == 0
        return
    text = written(tmp_path, output_format, analysis(("The port is old.", [])))
    expected = {"jsonl": "", "csv": ",".join(ROW_FIELDS) + "\n"}
    if output_format in expected:
        assert text == expected[output_format]
    elif output_format == "table":
        assert text == "port\n\nNobody takes a stance here.\n1 sentence, 0 speakers, 0 pairs judged, 0 shown\n"
    else:
        assert "No stances to show." in text


def test_without_pyarrow_the_install_line_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with Output(tmp_path / "result") as output, pytest.raises(MissingExtraError, match=r"stancekit\[parquet\]"):
        open_writer("parquet", output, Selection())
    assert not (tmp_path / "result").exists()


def test_parquet_cannot_go_to_standard_output():
    pytest.importorskip("pyarrow")
    with Output() as output, pytest.raises(UsageError, match="--output"):
        open_writer("parquet", output, Selection())


HOSTILE = '=1+1, "quoted"; [red]x[/red] <script>alert(1)</script>\x1b[31m\u202e back'


@pytest.mark.parametrize("output_format", ["jsonl", "csv"])
def test_machine_formats_keep_values_unaltered(tmp_path: Path, output_format: OutputFormat):
    hostile = analysis((HOSTILE, [("a\nb", "=HYPERLINK()", "favor", 0.9)]))
    text = written(tmp_path, output_format, hostile)
    if output_format == "jsonl":
        row = json.loads(text)
    else:
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["sentence"], row["speaker_name"], row["target_name"]) == (HOSTILE, "a\nb", "=HYPERLINK()")


@pytest.mark.parametrize("output_format", ["table", "jsonl", "csv", "parquet", "html"])
def test_file_names_that_are_no_utf8_are_escaped_and_do_not_stop_the_run(tmp_path: Path, output_format: OutputFormat):
    if output_format == "parquet":
        pytest.importorskip("pyarrow")
    strange = analysis(("Praise for Chile.", [(None, "Chile", "favor", 0.9)]), id=os.fsdecode(b"caf\xe9"))
    with Output(tmp_path / "result") as output:
        writer = open_writer(output_format, output, Selection())
        writer.write(strange)
        writer.close()
    assert b"caf\\udce9" in (tmp_path / "result").read_bytes()


def test_csv_and_jsonl_of_missing_values():
    assert csv_text([["a", None], ['say "no"', "x,y"]]) == 'a,\n"say ""no""","x,y"\n'
    assert jsonl_text([{"a": None, "b": "é"}]) == '{"a": null, "b": "é"}\n'


# --- the table ------------------------------------------------------------------------------


def test_whole_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert written(tmp_path, "table", PORT) == (
        "A port visit\n"
        "port · 2031-05-02 · Harbour Wire\n"
        "\n"
        "Kari Lund (NOR)\n"
        "  → Chile           favor   0.90  Lund said that Chile kept its word and that\n"
        "                                  the dockers did not.\n"
        "  → Dockers' Union  against 0.55  Lund blamed the dockers again.\n"
        "\n"
        "(unnamed speaker)\n"
        "  → Chile           favor   0.60  It was said that Chile would pay.\n"
        "\n"
        "(article)\n"
        "  → Chile           against 0.51  Bad luck for Chile.\n"
        "\n"
        "5 sentences, 1 speaker, 5 pairs judged, 4 shown; --all shows the 1 neutral one\n"
    )


def test_footer_says_what_the_probability_has_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "120")
    assert written(tmp_path, "table", PORT, least=0.8).endswith(
        "5 pairs judged, 1 shown; 3 below --min-probability 0.8; --all shows the 1 neutral one\n"
    )
    assert written(tmp_path, "table", PORT, neutral=True).endswith("5 pairs judged, 5 shown\n")


def test_a_sentence_with_several_targets_is_printed_once(tmp_path: Path):
    both = analysis(("Lund praised both.", [("Lund", "Chile", "favor", 0.9), ("Lund", "Peru", "favor", 0.8)]))
    text = written(tmp_path, "table", both)
    assert text.count("Lund praised both.") == 1
    assert re.search(r"→ Peru +favor +0\.80 +\(same sentence\)\n", text)


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_evidence_is_wrapped_and_never_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int):
    monkeypatch.setenv("COLUMNS", str(width))
    words = [f"word{number}" for number in range(120)]
    target = "The Very Long Name of a Standing Committee on Ports and Harbours"
    long = analysis((" ".join(words), [("Kari Lund", target, "favor", 0.9)]), title="Ports " * 40)
    text = written(tmp_path, "table", long)
    assert [word for word in text.split() if word.startswith("word")] == words
    assert sorted(set(text.split()) & set(target.split())) == sorted(set(target.split()))
    # A sentence keeps 24 columns even where the terminal has too few.
    assert max(map(len, text.splitlines())) <= max(width, 60)
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_wide_characters_stay_in_their_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    wide = analysis(("Lund praised them.", [("Lund", "東京電力", "favor", 0.9), ("Lund", "Tepco", "favor", 0.8)]))
    first, second = [line for line in written(tmp_path, "table", wide).splitlines() if "→" in line]
    # Each of the four characters takes two columns.
    assert "東京電力" in first
    assert first.index("favor") + 4 == second.index("favor")


def test_table_shows_hostile_text_as_text_without_control_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "200")
    hostile = analysis((HOSTILE, [("[bold]Lund", ":smile:\x07", "favor", 0.9)]), title="\x1b]0;title\x07[link=x]")
    text = written(tmp_path, "table", hostile)
    assert '=1+1, "quoted"; [red]x[/red] <script>alert(1)</script> [31m back' in text
    assert "[bold]Lund (NOR)\n  → :smile:" in text
    assert text.startswith("]0;title [link=x]\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)


def test_note_of_an_article_that_was_not_analyzed(tmp_path: Path):
    foreign = Analysis(Article("port", "Le port est vieux."), notes=("port: not in English (fr)",))
    assert written(tmp_path, "table", foreign) == (
        "port\n\nport: not in English (fr)\n0 sentences, 0 speakers, 0 pairs judged, 0 shown\n"
    )


def test_articles_are_two_lines_apart(tmp_path: Path):
    quiet = analysis(("The port is old.", []))
    assert "0 shown\n\n\nport\n" in written(tmp_path, "table", quiet, quiet)


def test_colour_only_where_it_is_wanted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with Output() as output:
        open_writer("table", output, Selection()).write(PORT)
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    with Output() as output:
        open_writer("table", output, Selection()).write(PORT)
    assert "\x1b[32mfavor" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[2Jb", "a [2Jb"), ("a\r\nb\t c", "a b c"), ("\u2066a\u2069\u2028b", "a b"), ("naïve – ok", "naïve – ok")],
)
def test_printable(text: str, shown: str):
    assert printable(text) == shown


# --- the page -------------------------------------------------------------------------------


class _Page(HTMLParser):
    """Collects the tags of a page, its ids, its links and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[str | None, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag == "mark":
            self.marks.append((values["class"], ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and self.open[-1] == "mark":
            self.marks[-1] = (self.marks[-1][0], self.marks[-1][1] + data)


def test_page_marks_the_evidence_and_links_both_ways(tmp_path: Path):
    page = _Page(written(tmp_path, "html", PORT, PORT))
    assert not page.open
    assert page.marks[:4] == [
        ("favor", "Lund said that Chile kept its word and that the dockers did not."),
        ("against", "Lund blamed the dockers again."),
        ("favor", "It was said that Chile would pay."),
        ("against", "Bad luck for Chile."),
    ]
    assert len(page.ids) == len(set(page.ids))
    assert len(page.links) == 16
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_page_of_a_sentence_with_stances_both_ways(tmp_path: Path):
    both = analysis(("Lund chose.", [("Lund", "Chile", "favor", 0.9), ("Lund", "Peru", "against", 0.8)]))
    assert _Page(written(tmp_path, "html", both)).marks == [("mixed", "Lund chose.")]


def test_page_escapes_everything_and_needs_nothing_from_elsewhere(tmp_path: Path):
    entries: list[Entry] = [("<b>Lund", "<img src=x>", "favor", 0.9)]
    hostile = analysis((HOSTILE, entries), id="<i>", title="<h1>", outlet='"><u>', url='https://e.org/"onclick="x')
    text = written(tmp_path, "html", hostile)
    page = _Page(text)
    assert not {"script", "img", "b", "i", "u", "link", "iframe"} & set(page.tags)
    assert page.tags.count("h1") == 1
    assert page.marks == [("favor", HOSTILE.replace("\x1b", " "))]
    assert 'onclick="' not in text
    assert "default-src 'none'" in text
    assert 'name="viewport"' in text


def test_page_links_web_addresses_only(tmp_path: Path):
    entries: list[Entry] = [(None, "Chile", "favor", 0.9)]
    assert "javascript" not in written(tmp_path, "html", analysis(("x", entries), url="javascript:alert(1)"))
    assert 'href="https://e.org/a"' in written(tmp_path, "html", analysis(("x", entries), url="https://e.org/a"))


# --- matrices -------------------------------------------------------------------------------

CELLS = [Cell("NOR", "CHL", "favor", 12, 3, 1, 0.5512), Cell("CHL", "Dockers", "against", 0, 0, 2, -0.8)]


def test_whole_matrix_as_table(tmp_path: Path):
    with Output(tmp_path / "result") as output:
        write_cells(CELLS, "table", output)
    assert (tmp_path / "result").read_text(encoding="utf-8") == (
        "source  target   label    favor  neutral  against  score\n"
        "NOR     CHL      favor       12        3        1  +0.55\n"
        "CHL     Dockers  against      0        0        2  -0.80\n"
    )


@pytest.mark.parametrize(
    ("output_format", "expected"),
    [
        ("csv", "source,target,label,favor,neutral,against,score\nCHL,Dockers,against,0,0,2,-0.8\n"),
        (
            "jsonl",
            (
                '{"source": "CHL", "target": "Dockers", "label": "against", '
                '"favor": 0, "neutral": 0, "against": 2, "score": -0.8}\n'
            ),
        ),
    ],
)
def test_whole_matrix_for_machines(tmp_path: Path, output_format: OutputFormat, expected: str):
    with Output(tmp_path / "result") as output:
        write_cells(CELLS[1:], output_format, output)
    assert (tmp_path / "result").read_text(encoding="utf-8") == expected


def test_empty_matrix(capsys: pytest.CaptureFixture[str]):
    with Output() as output:
        write_cells([], "table", output)
        write_cells([], "csv", output)
    assert capsys.readouterr().out == "No stances to show.\nsource,target,label,favor,neutral,against,score\n"


def test_matrix_in_a_format_it_does_not_have():
    with Output() as output, pytest.raises(UsageError, match="table, jsonl, csv"):
        write_cells(CELLS, "html", output)


# --- places ---------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["missing/result.csv", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str):
    with pytest.raises(OutputError, match=rf"{re.escape(str(tmp_path / place))}: cannot be written \(.+\); choose"):
        Output(tmp_path / place)


def test_a_file_keeps_its_content_until_the_output_begins(tmp_path: Path):
    path = tmp_path / "result"
    path.write_text("from before", encoding="utf-8")
    with Output(path):
        pass
    assert path.read_text(encoding="utf-8") == "from before"
    with Output(path) as output:
        output.begin()
        output.write("new")
    assert path.read_text(encoding="utf-8") == "new"


def test_a_new_file_that_never_began_is_removed(tmp_path: Path):
    with Output(tmp_path / "result"):
        assert (tmp_path / "result").exists()
    assert not (tmp_path / "result").exists()


def test_articles_are_in_the_file_before_the_run_ends(tmp_path: Path):
    with Output(tmp_path / "result") as output:
        writer = open_writer("jsonl", output, Selection())
        writer.write(PORT)
        assert len((tmp_path / "result").read_text(encoding="utf-8").splitlines()) == 4
        writer.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("output_format", ["table", "jsonl", "csv", "parquet", "html"])
def test_a_full_disk_is_one_clear_error(output_format: OutputFormat):
    if output_format == "parquet":
        pytest.importorskip("pyarrow")

    def write_all() -> None:
        with Output(Path("/dev/full")) as output:
            writer = open_writer(output_format, output, Selection())
            writer.write(PORT)
            writer.close()

    with pytest.raises(OutputError, match=r"/dev/full: could not be written \(No space left on device\)"):
        write_all()
