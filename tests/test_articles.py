"""Every way in: files, folders, globs, standard input; every format, encoding and kind of damage; the language."""

import datetime
import io
import itertools
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from stancekit.model.articles import INPUT_FORMATS, ReadOptions, article_from_text, read_articles
from stancekit.model.errors import ArticleError, MissingExtraError, UsageError
from stancekit.model.language import detect_language
from stancekit.model.records import Article

PROSE = "The minister rejected the offer on Monday and said that the talks would go on in the autumn."


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs in a folder of its own, so that labels and ids are short."""
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def read(*sources: str, stdin: bytes | None = None, **options: Any) -> list[Article | ArticleError]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(read_articles(sources, ReadOptions(**options), stdin=stream))


def read_one(*sources: str, stdin: bytes | None = None, **options: Any) -> Article:
    (item,) = read(*sources, stdin=stdin, **options)
    assert isinstance(item, Article), item
    return item


def error_of(*sources: str, stdin: bytes | None = None, **options: Any) -> str:
    (item,) = read(*sources, stdin=stdin, **options)
    assert isinstance(item, ArticleError)
    return str(item)


def ids(items: Iterable[Article | ArticleError]) -> list[str]:
    return [item.id if isinstance(item, Article) else f"! {item}" for item in items]


# --- plain text and encodings ---------------------------------------------------------------


def test_plain_text_is_kept_as_it_is():
    text = f"  {PROSE}\r\n\r\nIt was late.\n"
    article = read_one(write("news/late.txt", text))
    assert (article.id, article.text, article.language, article.skip) == ("late", text, "en", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark(encoding, caplog):
    text = f"{PROSE} “Ça suffit”, she said."
    assert read_one(write("a.txt", text.encode(encoding))).text == text
    assert not caplog.records


@pytest.mark.parametrize("addition", ["São Paulo said no.", "It cost £5.", "“No”, said the café’s owner — twice."])
def test_other_encodings_are_detected_and_named(addition, caplog):
    text = f"{PROSE} {addition}"
    assert read_one(write("a.txt", text.encode("cp1252"))).text == text
    assert caplog.messages == ["a.txt: is not UTF-8; read as cp1252 (detected), convert it if that is wrong"]


def test_encoding_is_detected_for_other_scripts(caplog):
    text = "Министр отклонил предложение в понедельник и заявил, что переговоры продолжатся осенью. " * 3
    article = read_one(write("a.txt", text.encode("cp1251")))
    assert (article.text, article.language) == (text, "ru")
    assert "cp1251" in caplog.text


def test_one_broken_byte_does_not_turn_utf8_into_something_else(caplog):
    article = read_one(write("a.txt", f"{PROSE} “Ça suffit”".encode() + b"\xff"))
    assert article.text == f"{PROSE} “Ça suffit”\ufffd"
    assert "is UTF-8 but for 1 broken characters" in caplog.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"\x00\x01\x02" * 100, "is binary and no text"),
        (b"text \x01\x02\x03\x04 text" * 10, "is binary and no text"),
        (PROSE.encode("utf-16-le"), "UTF-16 without a mark; save it as UTF-8"),
        (b"%PDF-1.7 ...", "is a PDF; convert it to text first"),
        (b"PK\x03\x04...", "Office file; save it as plain text"),
        (b"\x1f\x8b\x08...", "unpack it first"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "jsonl", "csv", "md", "html"])
def test_empty_and_binary_files_are_refused(content, message, suffix):
    if suffix == "html":
        pytest.importorskip("trafilatura")
    answer = error_of(write(f"a.{suffix}", content))
    assert answer.startswith(f"a.{suffix}: ")
    assert message in answer


def test_ten_megabytes_and_a_line_of_100000_characters():
    big = f"{PROSE}\n\n" * (10_000_000 // len(PROSE))
    line = (PROSE + " ") * 1_100
    assert len(line) > 100_000
    for text in (big, line):
        assert read_one(write("a.txt", text)).text == text
    assert read_one(write("a.md", line)).text == line.strip()
    assert read_one(write("a.jsonl", json.dumps({"text": line}))).text == line


def test_lone_surrogates_do_not_move_offsets(caplog):
    article = read_one(write("a.jsonl", '{"text": "He said \\ud800 no.", "id": "a"}'))
    assert article.text == "He said \ufffd no."
    assert "lone surrogates" in caplog.text


# --- sources --------------------------------------------------------------------------------


def test_one_bad_source_costs_that_source_only():
    write("a.txt", PROSE)
    items = read("none.txt", "a.txt", "no*.txt", "", "a\0b", "a.txt")
    assert [type(item) for item in items] == [ArticleError, Article, ArticleError, ArticleError, ArticleError, Article]
    assert str(items[0]) == "none.txt: no such file; check the path"
    assert "no file matches this pattern" in str(items[2])


def test_a_lone_string_is_one_source():
    write("a.txt", PROSE)
    assert ids(read_articles("a.txt")) == ["a"]


def test_folder_is_searched_in_order_and_the_rest_is_counted(caplog):
    for name in ("n/b.txt", "n/a.md", "n/sub/c.txt", "n/x.pdf", "n/y.pdf", "n/LICENCE", "n/.git/z.txt", "n/.z.txt"):
        write(name, PROSE)
    assert ids(read("n")) == ["a", "b", "sub/c"]
    assert caplog.messages == ["n: 5 entries of other kinds were left out (.pdf 2, hidden 2, no ending 1)"]
    assert ids(read("n", input_format="markdown")) == ["a"]


def test_folder_without_articles_is_an_error():
    write("n/x.pdf", b"")
    assert "has no files that are read (.csv, .htm" in error_of("n")


def test_globs():
    for name in ("n/b.txt", "n/a.txt", "n/sub/c.txt", "n/odd.story", "n/[1].txt"):
        write(name, PROSE)
    assert ids(read("n/?.txt")) == ["a", "b"]
    assert ids(read("n/**/*.txt")) == ["[1]", "a", "b", "sub/c"]
    assert ids(read("n/*.story")) == ["odd"]
    # A file whose name looks like a pattern is that file.
    assert ids(read("n/[1].txt")) == ["[1]"]


def test_ids_are_made_unique_and_that_is_said(caplog):
    for name in ("a.txt", "b/a.txt", "c/a#2.txt", "d/a.txt"):
        write(name, PROSE)
    assert ids(read("a.txt", "c/a#2.txt", "b/a.txt", "d/a.txt")) == ["a", "a#2", "a#3", "a#4"]
    assert caplog.messages == [
        "the id a is used more than once; further articles get a#2, …",
        "2 articles had the id of an earlier one",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PROSE.encode(), ["stdin"]),
        (json.dumps({"text": PROSE}).encode() + b"\n", ["stdin:1"]),
        (PROSE.encode("utf-16"), ["stdin"]),
    ],
)
def test_standard_input(content, expected):
    assert ids(read("-", stdin=content)) == expected


def test_standard_input_is_not_closed():
    stream = io.BufferedReader(io.BytesIO(json.dumps({"text": PROSE}).encode()))  # type: ignore[arg-type]
    assert len(list(read_articles(["-"], stdin=stream))) == 1
    assert not stream.closed


def test_standard_input_of_the_process():
    code = "from stancekit.model.articles import read_articles\nprint(next(read_articles(['-'])).text)"
    run = subprocess.run([sys.executable, "-Ic", code], input=PROSE, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == PROSE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_read_and_a_device_refused():
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_text(PROSE), daemon=True)
    writer.start()
    assert read_one("pipe").text == PROSE
    writer.join()
    assert "is a device" in error_of("/dev/null")


def test_unreadable_file_is_named(monkeypatch):
    write("a.txt", PROSE)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert error_of("a.txt") == "a.txt: could not be read (Permission denied); check the file and its permissions"


# --- header and options ---------------------------------------------------------------------


def test_article_from_text_reads_the_header():
    text = f"Neighbours agree on water\n\nBy Jane Doe\n\nAMMAN, May 4, 2018 (Xinhua) -- {PROSE}"
    article = article_from_text(text, id="x", metadata={"place": "given", "k": 1})
    assert (article.title, article.published, article.outlet) == ("Neighbours agree on water", "2018-05-04", "Xinhua")
    assert article.metadata == {
        "place": "given",
        "k": 1,
        "dateline": "AMMAN, May 4, 2018 (Xinhua) --",
        "agency": "Xinhua",
        "author": "Jane Doe",
    }
    assert text[article.skip[-1].end :] == PROSE
    given = article_from_text(text, title="T", published="2020", outlet="The Daily Example", language="de")
    assert (given.title, given.published, given.outlet, given.language) == (
        "T",
        "2018-05-04",
        "The Daily Example",
        "de",
    )


def test_options_are_checked():
    with pytest.raises(UsageError, match=f"'pdf' is not one of {', '.join(INPUT_FORMATS)}"):
        ReadOptions(input_format="pdf")  # pyright: ignore[reportArgumentType]
    with pytest.raises(UsageError, match="must be above 0"):
        ReadOptions(timeout=0)


def test_input_format_overrules_the_name():
    assert read_one(write("a.html", f"<p>{PROSE}"), input_format="text").text == f"<p>{PROSE}"


# --- JSONL ----------------------------------------------------------------------------------


def test_jsonl_names_each_bad_line_and_goes_on():
    lines = [
        json.dumps({"text": PROSE, "id": "first"}),
        "",
        "{broken",
        "[1]",
        '{"body": "x"}',
        '{"text": 3}',
        '{"text": " "}',
        '{"text": null}',
        json.dumps({"text": PROSE}),
    ]
    assert ids(read(write("n/a.jsonl", "\r\n".join(lines)))) == [
        "first",
        (
            "! n/a.jsonl:3: is not valid JSON (Expecting property name enclosed in double quotes); "
            "each line must hold one object"
        ),
        "! n/a.jsonl:4: is a JSON list and no object; each line must hold one object",
        "! n/a.jsonl:5: has no column 'text'; it has 'body'; name the right one with --text-column",
        "! n/a.jsonl:6: 'text' must be text, not int",
        "! n/a.jsonl:7: 'text' is empty",
        "! n/a.jsonl:8: 'text' is empty",
        "a.jsonl:9",
    ]


def test_jsonl_columns_are_mapped_and_the_others_kept():
    row = {
        "body": PROSE,
        "headline": "H",
        "day": "3 March 2020",
        "paper": "P",
        "link": "u",
        "key": 7,
        "text": "t",
        "n": [1],
    }
    article = read_one(
        write("a.jsonl", json.dumps(row)),
        text_column="body",
        title_column="headline",
        date_column="day",
        outlet_column="paper",
        url_column="link",
        id_column="key",
    )
    assert (article.id, article.title, article.published, article.outlet, article.url) == (
        "7",
        "H",
        "2020-03-03",
        "P",
        "u",
    )
    assert article.metadata == {"text": "t", "n": [1]}


def test_published_stands_in_for_date_and_odd_dates_are_kept(caplog):
    write("a.jsonl", "\n".join(json.dumps({"text": PROSE, **row}) for row in (
        {"published": "2020-03-03"}, {"date": "2020-03-04", "published": "x"}, {"date": "03/04/2020"}, {"date": None},
    )))  # fmt: skip
    articles = [item for item in read("a.jsonl") if isinstance(item, Article)]
    assert [article.published for article in articles] == ["2020-03-03", "2020-03-04", "", ""]
    assert [dict(article.metadata) for article in articles] == [{}, {"published": "x"}, {"date": "03/04/2020"}, {}]
    assert "1 dates such as '03/04/2020' were not understood" in caplog.text


def test_a_column_asked_for_and_never_met_is_said(caplog):
    assert read_one(write("a.jsonl", json.dumps({"text": PROSE})), title_column="headline")
    assert caplog.messages == ["a.jsonl: has no column 'headline' (--title-column)"]


def test_jsonl_line_in_another_encoding_is_an_error():
    good = json.dumps({"text": PROSE + " “Ça va, ça vient”"}, ensure_ascii=False).encode()
    items = read(write("a.jsonl", good * 2 + b"\n" + b'{"text": "Caf\xe9"}\n' + good))
    assert "a.jsonl:2: the line is not valid in the file's encoding" in str(items[1])
    assert isinstance(items[2], Article)


def test_rows_are_read_as_they_come():
    reading, writing = os.pipe()
    os.write(writing, (json.dumps({"text": PROSE}) + "\n").encode() * 3)
    # A reader that waits for the end of the stream gets it after five seconds, and fails.
    end = threading.Timer(5, os.close, [writing])
    end.start()
    with os.fdopen(reading, "rb") as stream:
        items = read_articles(["-"], stdin=stream)
        assert ids(itertools.islice(items, 3)) == ["stdin:1", "stdin:2", "stdin:3"]
        assert end.is_alive()
        end.cancel()
        os.close(writing)
        assert list(items) == []


@pytest.mark.parametrize("content", ['[{"text": "x"}]', '{\n  "text": "x"\n}'])
def test_json_that_is_not_one_object_a_line(content):
    assert "convert it (jq -c" in error_of(write("a.json", content))


# --- CSV ------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_separators_quotes_and_ids(delimiter):
    rows = [
        ["id", "text", "section"],
        ["x", f'"{PROSE}\r\nSecond; line, | here"', "World"],
        ["", "It ended, he said.", ""],
    ]
    if delimiter == ",":
        rows[2][1] = f'"{rows[2][1]}"'
    first, second = read(write("a.csv", "\ufeff" + "\r\n".join(map(delimiter.join, rows))))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.text) == ("x", f"{PROSE}\r\nSecond; line, | here")
    assert first.metadata == {"section": "World"}
    assert second.id == "a.csv:4"


def test_csv_names_each_bad_row_and_goes_on():
    content = 'id,text\n1,one said no\n2,a,b\n3,"bad "quote" here"\n\n4\n5,"five\nsaid" \n6,six said no\n7,"open'
    assert ids(read(write("a.csv", content))) == [
        "1",
        "! a.csv:3: has 3 cells and the header 2; put quotation marks around cells",
        "! a.csv:4: is no valid CSV (',' expected after '\"'); a quotation mark in a cell must be doubled",
        "! a.csv:6: 'text' is empty",
        "! a.csv:7: is no valid CSV (',' expected after '\"'); a quotation mark in a cell must be doubled",
        "6",
        "! a.csv:10: is no valid CSV (unexpected end of data); a quotation mark in a cell must be doubled",
    ]


def test_csv_without_the_text_column_names_what_there_is():
    answer = error_of(write("a.csv", "id;body\n1;x\n"))
    assert answer == "a.csv: has no column 'text'; it has 'id', 'body'; name the right one with --text-column"
    assert read_one("a.csv", text_column="body").id == "1"


def test_csv_with_a_header_only_and_with_a_repeated_column():
    assert error_of(write("a.csv", "id,text\n")) == "a.csv: has a header and no rows"
    assert read_one(write("b.csv", "text,k,k\nHe said no.,1,2\n")).metadata == {"k": "1", "k#2": "2"}


def test_csv_cells_may_be_long():
    assert len(read_one(write("a.csv", f'text\n"{"word " * 100_000}"\n')).text) == 500_000


def test_csv_in_another_encoding(caplog):
    article = read_one(write("a.csv", f"text\n{PROSE} São Paulo\n".encode("cp1252")))
    assert article.text.endswith("São Paulo")
    assert "cp1252" in caplog.text


# --- Parquet --------------------------------------------------------------------------------


def test_parquet():
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = {
        "text": [PROSE, None, PROSE],
        "date": [datetime.date(2020, 3, 3), None, datetime.date(2020, 3, 4)],
        "score": [0.5, float("nan"), None],
        "outlet": ["P", None, "Q"],
    }
    parquet.write_table(pyarrow.table(columns), "a.parquet")
    first, error, last = read("a.parquet")
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert str(error) == "a.parquet:2: 'text' is empty"
    assert (first.id, first.published, first.outlet, first.metadata) == (
        "a.parquet:1",
        "2020-03-03",
        "P",
        {"score": 0.5},
    )
    assert (last.id, last.published) == ("a.parquet:3", "2020-03-04")
    assert "it has 'text', 'date', 'score', 'outlet'" in error_of("a.parquet", text_column="body")
    assert ids(read("-", stdin=Path("a.parquet").read_bytes()))[0] == "stdin:1"
    damaged = Path("a.parquet").read_bytes()[:-20]
    assert "b.parquet: is no valid Parquet file" in error_of(write("b.parquet", damaged))


@pytest.mark.parametrize(
    ("name", "module", "line"),
    [
        ("a.html", "trafilatura", "pip install 'stancekit[html]'"),
        ("a.parquet", "pyarrow", "pip install 'stancekit[parquet]'"),
    ],
)
def test_missing_extras_say_what_to_install(name, module, line, monkeypatch):
    write(name, "x")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError) as caught:
        read(name)
    assert line in str(caught.value)


# --- Markdown -------------------------------------------------------------------------------

MARKDOWN = """---
title: "Talks go on"
date: 2020-03-03
section: World
---

# Talks **go** on

The *minister* said [the offer](https://a.example/x_(y) "title") was `dead`,
and __nobody__ objected to snake_case_names.[^1] ![photo](p.png)

Second part
-----------

- First point, he said.
2) Second point \\*starred\\*.

> It was
> late &amp; dark, she said.

```
code = "not prose"
```

| Party | Vote |
|-------|------|

***

<!-- a comment
over two lines -->
A last <b>word</b> <https://a.example>.

[^1]: A note.
[ref]: https://a.example
"""


def test_markdown_is_read_as_prose():
    article = read_one(write("a.md", MARKDOWN))
    prose = [
        block for block in article.text.split("\n\n") if block not in {span.of(article.text) for span in article.skip}
    ]
    assert prose == [
        "The minister said the offer was dead,\nand nobody objected to snake_case_names.",
        "First point, he said.",
        "Second point *starred*.",
        "It was\nlate & dark, she said.",
        "A last word .",
    ]
    assert [span.of(article.text) for span in article.skip][:2] == ["Talks go on", "Second part"]
    assert (article.title, article.published, article.metadata) == ("Talks go on", "2020-03-03", {"section": "World"})


def test_markdown_heading_is_the_title_and_a_dateline_is_read():
    article = read_one(write("a.md", f"# Neighbours *agree*\n\nAMMAN, May 4 (Xinhua) -- {PROSE}\n"))
    assert (article.title, article.outlet) == ("Neighbours agree", "Xinhua")
    assert article.text[article.skip[-1].end :] == PROSE


def test_markdown_rule_under_a_sentence_makes_no_heading():
    assert read_one(write("a.md", f"{PROSE}\n---\nIt was late, she said.\n")).skip == ()


def test_markdown_without_prose_and_with_bad_front_matter(caplog):
    assert "has no prose" in error_of(write("a.md", "# Title\n\n```\ncode\n```\n"))
    assert read_one(write("b.md", f"---\na: [\n---\n{PROSE}\n")).text == PROSE
    assert "no valid YAML" in caplog.text


@pytest.mark.parametrize("line", ["*a " * 30_000, "[a](b " * 15_000, "`a " * 30_000, "**a_" * 20_000, "<b " * 30_000])
def test_markdown_with_a_hundred_thousand_open_marks_is_no_trap(line):
    assert read_one(write("a.md", line)).text


# --- HTML -----------------------------------------------------------------------------------

PAGE = f"""<!doctype html><html lang="en"><head><title>Minister rejects offer | The Daily Example</title>
<meta charset="windows-1252"><meta property="og:site_name" content="The Daily Example">
<meta property="article:published_time" content="2020-03-03T10:22:00Z"><meta name="author" content="Jane Doe"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Minister rejects offer</h1>
<p>LONDON (Reuters) - {PROSE} The café was <b>closed</b>.</p><h2>A second look</h2>
<p>"We will not sign," she said in <a href="/s">a statement</a> to the parliament, whose members had waited.</p>
<blockquote><p>We were never asked, said a member of the opposition who had come from the north.</p></blockquote>
</article><footer>Copyright 2020</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_html(encoding):
    pytest.importorskip("trafilatura")
    article = read_one(write("a.html", PAGE.encode(encoding)))
    assert (article.title, article.published, article.outlet) == (
        "Minister rejects offer",
        "2020-03-03",
        "The Daily Example",
    )
    assert [span.of(article.text) for span in article.skip] == [
        "Minister rejects offer",
        "LONDON (Reuters) - ",
        "A second look",
    ]
    assert f"{PROSE} The café was closed.\n\n" in article.text
    assert '"We will not sign," she said in a statement to the parliament' in article.text
    assert "Copyright" not in article.text
    assert article.metadata["author"] == "Jane Doe"
    assert (article.metadata["place"], article.metadata["agency"]) == ("London", "Reuters")


def test_html_without_an_article_and_html_on_standard_input():
    pytest.importorskip("trafilatura")
    assert "no article was found in the HTML" in error_of(
        write("a.html", "<html><body><script>x</script></body></html>")
    )
    assert read_one("-", stdin=PAGE.encode()).title == "Minister rejects offer"


# --- language -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("Zhang Wei, Nguyen Van Minh, Karl-Heinz Müller and José García met Recep Yılmaz at the Hôtel de Ville.", "en"),
        ("Minister quits.", "en"),
        ("Министр ушёл.", ""),
        ("12 : 30 – 4", ""),
        ("", ""),
        ("Der Minister lehnte das Angebot am Montag ab und sagte, dass die Gespräche im Herbst weitergehen.", "de"),
        ("Le ministre a rejeté l'offre lundi et a déclaré que les discussions se poursuivront à l'automne.", "fr"),
        ("El ministro rechazó la oferta el lunes y dijo que las conversaciones seguirán en el otoño.", "es"),
        ("Министр отклонил предложение в понедельник и заявил, что переговоры продолжатся и осенью.", "ru"),
        ("رفض الوزير العرض يوم الاثنين وقال إن المحادثات التي بدأت في الربيع ستستمر في الخريف مع جميع الأطراف.", "ar"),
        ("部长星期一拒绝了这一提议，并表示会谈将在秋季继续进行，各方代表都将出席下一轮会议。", "zh"),
        ("大臣は月曜日に提案を拒否し、協議は秋にも続くと述べた。", "ja"),
        (("Menteri itu menolak tawaran tersebut pada hari Senin dan mengatakan bahwa pembicaraan akan berlanjut di "
         "musim gugur karena kami dan mereka tidak bisa sepakat."), "id"),
        (("Waziri alikataa pendekezo hilo siku ya Jumatatu na kusema kuwa mazungumzo yataendelea wakati wa vuli kwa "
         "kuwa pande zote zimekubali kukutana tena mjini Nairobi wiki ijayo."), "und"),
    ],
)  # fmt: skip
def test_language(text, language):
    assert detect_language(text) == language


def test_language_of_a_long_text_is_judged_throughout():
    assert detect_language(f"{PROSE} " * 2_000) == "en"
    german = "Der Minister lehnte das Angebot ab und sagte, dass die Gespräche mit der Opposition weitergehen. "
    assert detect_language(f"{PROSE} " + german * 2_000) == "de"


def test_other_languages_are_read_and_marked(caplog):
    with caplog.at_level(logging.DEBUG, "stancekit"):
        article = read_one(write("a.txt", "Der Minister lehnte das Angebot am Montag ab und sagte nichts. " * 3))
    assert article.language == "de"
