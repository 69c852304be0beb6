"""Reads articles from files, folders, globs, standard input and web addresses.

Every source becomes a stream of ``Article`` records; whatever cannot be read becomes
an ``ArticleError`` in the same stream, so that one bad file or line among a thousand
costs that one and no more. JSONL, CSV and Parquet are read row by row and never held
in memory.

Limits: PDF, Office files and compressed files are refused with a hint; HTML needs the
extra ``html`` (trafilatura) and Parquet the extra ``parquet`` (pyarrow). Offsets refer
to ``Article.text`` as it is after reading: plain text and columns unaltered, for HTML
and Markdown the prose without its markup.
"""

from __future__ import annotations

import codecs
import csv
import glob
import html
import io
import json
import logging
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast, get_args

from .errors import ArticleError, MissingExtraError, UsageError
from .headers import merge_spans, parse_date, read_header
from .language import detect_language
from .records import Article, Span

if TYPE_CHECKING:
    from .fetch import Fetched

__all__ = ["INPUT_FORMATS", "InputFormat", "ReadOptions", "article_from_text", "read_articles"]

logger = logging.getLogger("stancekit")

InputFormat = Literal["auto", "text", "markdown", "html", "jsonl", "csv", "parquet"]
INPUT_FORMATS: tuple[InputFormat, ...] = get_args(InputFormat)

#: The file name endings that a folder is searched for.
_SUFFIXES: dict[str, InputFormat] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
}

#: First bytes of files that people pass by mistake, with what to do about them.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF; convert it to text first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or an Office file; save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as plain text"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first (gunzip)"),
    (b"PAR1", "Parquet; name it .parquet or ask for that input format"),
    (b"{\\rtf", "RTF; save it as plain text"),
)

#: This many bytes tell format and encoding; as large as the buffer of an opened file.
_SAMPLE_BYTES = 1 << 20

#: So many bytes from the first one that is no ASCII are shown to charset-normalizer.
_DETECTION_BYTES = 50_000

#: More than this share of control characters makes a file binary.
_MAX_CONTROL_SHARE = 0.05

_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"

#: The byte order marks, longest first: UTF-32's begins with that of UTF-16.
_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are read.

    Attributes:
        text_column: the column or key that holds the article; it must be there.
        id_column: names the article; without one, file and line do.
        title_column: the headline.
        date_column: the date; while this is ``date``, ``published`` is read too.
        outlet_column: the newspaper or agency.
        url_column: the web address.
        input_format: one of ``INPUT_FORMATS``; ``auto`` goes by the file name, and by
            the content where that says nothing.
        max_bytes: most bytes taken from a web address; files are not limited.
        timeout: most seconds for a web address, everything included.
    """

    text_column: str = "text"
    id_column: str = "id"
    title_column: str = "title"
    date_column: str = "date"
    outlet_column: str = "outlet"
    url_column: str = "url"
    input_format: InputFormat = "auto"
    max_bytes: int = 10_000_000
    timeout: float = 20.0

    def __post_init__(self) -> None:
        if self.input_format not in INPUT_FORMATS:
            raise UsageError(f"input format {self.input_format!r} is not one of {', '.join(INPUT_FORMATS)}")
        if self.max_bytes <= 0 or self.timeout <= 0:
            raise UsageError(f"max_bytes ({self.max_bytes}) and timeout ({self.timeout:g}) must be above 0")


def read_articles(
    sources: Iterable[str], options: ReadOptions | None = None, *, stdin: BinaryIO | None = None
) -> Iterator[Article | ArticleError]:
    """Reads all articles of all sources, one after the other.

    Args:
        sources: paths of files and folders (searched recursively for the known endings,
            in sorted order), globs, ``http`` and ``https`` addresses, and ``-`` for
            standard input.
        options: columns, input format and limits.
        stdin: what ``-`` reads, if not the process's standard input.

    Yields:
        Articles with unique ids, and an ``ArticleError`` for each source, line or row
        that could not be read.

    Raises:
        MissingExtraError: HTML or Parquet is met and its extra is not installed.
    """
    options = options or ReadOptions()
    ids = _Ids()
    # A lone string is an iterable of its letters, and a slip that everybody makes once.
    for source in [sources] if isinstance(sources, str | os.PathLike) else sources:
        for item in _read_source(os.fspath(source), options, stdin):
            yield item if isinstance(item, ArticleError) else ids.unique(item)
    ids.report()


def article_from_text(
    text: str,
    *,
    id: str = "article",
    title: str = "",
    published: str = "",
    outlet: str = "",
    url: str = "",
    language: str = "",
    metadata: Mapping[str, object] | None = None,
) -> Article:
    """Makes an article of a text, with what its headline, wire header and dateline say.

    Args:
        text: the article. It is kept as it is, but for lone surrogates, which no encoder
            takes: each is replaced by U+FFFD, which leaves every offset in place.
        id: identifies the article in every output row.
        title: the headline; what is given here wins over what the text says.
        published: the date, ISO 8601.
        outlet: the newspaper or agency.
        url: where it was read from.
        language: ISO 639-1 code; detected if empty.
        metadata: further fields; ``place``, ``dateline``, ``agency``, ``author`` and
            ``updated`` are added where the text has them.

    Returns:
        The article, with the spans of ``text`` that are no prose in ``skip``.
    """
    return _make_article(_Draft(text, title, published, outlet, url, language, dict(metadata or {})), id)


@dataclass(slots=True)
class _Draft:
    """The parts of an article before its header is read."""

    text: str
    title: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    metadata: dict[str, object] = field(default_factory=dict[str, object])
    skip: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a stream comes from: for messages, for ids, and for guessing its format."""

    label: str
    id: str
    file: str = ""
    suffix: str = ""
    url: str = ""
    charset: str = ""


class _Ids:
    """Keeps ids unique: a second ``a`` becomes ``a#2``."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._repeated: int = 0

    def unique(self, article: Article) -> Article:
        """The article, under a new id if its own was used before."""
        self._seen[article.id] += 1
        if self._seen[article.id] == 1:
            return article
        if not self._repeated:
            logger.warning("the id %s is used more than once; further articles get %s#2, …", article.id, article.id)
        self._repeated += 1
        new = f"{article.id}#{self._seen[article.id]}"
        while new in self._seen:
            self._seen[article.id] += 1
            new = f"{article.id}#{self._seen[article.id]}"
        self._seen[new] += 1
        return replace(article, id=new)

    def report(self) -> None:
        """Says how many ids were used before, if more than the one warned of."""
        if self._repeated > 1:
            logger.warning("%d articles had the id of an earlier one", self._repeated)


def _make_article(draft: _Draft, article_id: str) -> Article:
    """Reads the header of a draft and puts the article together."""
    text = draft.text
    # Only broken JSON escapes and surrogateescape bring these in; encoders then fail far from here.
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
        logger.warning("%s: lone surrogates in the text were replaced by U+FFFD", article_id)
    header = read_header(text, title=draft.title, published=draft.published)
    found: dict[str, object] = {**header.metadata}
    if header.agency:
        found["agency"] = header.agency
    return Article(
        id=article_id,
        text=text,
        title=header.title,
        published=header.published,
        outlet=draft.outlet or header.agency,
        url=draft.url,
        language=draft.language or detect_language(text),
        skip=merge_spans(chain(header.skip, draft.skip)),
        metadata={**found, **draft.metadata},
    )


# --- sources --------------------------------------------------------------------------------


def _read_source(source: str, options: ReadOptions, stdin: BinaryIO | None) -> Iterator[Article | ArticleError]:
    """Reads one source of whatever kind."""
    if source == "-":
        # `sys.stdin` may be replaced by a stream without a buffer, as in notebooks.
        stream = stdin or cast("BinaryIO | None", getattr(sys.stdin, "buffer", None))
        if stream is None:
            yield ArticleError("-: standard input is not available; pass a file")
            return
        yield from _read_stream(_buffered(stream), _Origin("standard input", "stdin", "stdin"), options)
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source):
        yield from _read_url(source, options)
    else:
        yield from _read_path(source, options)


def _read_url(url: str, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Fetches an address and reads what it holds."""
    # http and ssl cost 38 ms of processor time that a run on files does without.
    from .fetch import fetch

    try:
        fetched = fetch(url, max_bytes=options.max_bytes, timeout=options.timeout)
    except ArticleError as error:
        yield error
        return
    origin = _Origin(url, url, url, _suffix_of(fetched), fetched.url, fetched.charset)
    yield from _read_stream(_buffered(io.BytesIO(fetched.data)), origin, options)


def _suffix_of(fetched: Fetched) -> str:
    """The file name ending that fits a response: by its type, for plain text by its path."""
    by_type = {"text/html": ".html", "application/xhtml+xml": ".html", "text/markdown": ".md", "text/csv": ".csv"}
    path_suffix = Path(fetched.url.partition("?")[0]).suffix.lower()
    return by_type.get(fetched.media_type) or (path_suffix if path_suffix in _SUFFIXES else ".txt")


def _read_path(source: str, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads a file, a folder, or what a glob matches."""
    if not source or "\0" in source:
        yield ArticleError(f"{source!r} is no path; pass a file, a folder, a pattern, an address or -")
        return
    path = Path(source)
    if path.is_dir():
        yield from _read_folder(path, options)
    elif not os.path.lexists(path) and glob.has_magic(source):
        # Path.glob takes no absolute patterns.
        matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207
        if not matches:
            yield ArticleError(f"{source}: no file matches this pattern; check it, and quote it in the shell")
        base = _fixed_part(source)
        for match in map(Path, matches):
            # "**" matches folders as well as the files inside them.
            if match.is_dir():
                if "**" not in source:
                    yield from _read_folder(match, options)
            else:
                yield from _read_file(match, base, options)
    else:
        yield from _read_file(path, path.parent, options)


def _fixed_part(pattern: str) -> Path:
    """The folder of a glob in front of its first wildcard."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed])


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads the files of a folder and its subfolders that have a known ending; counts the others."""
    left_out: Counter[str] = Counter()
    unreadable: list[OSError] = []
    n_read = 0
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        left_out["hidden"] += sum(name.startswith(".") for name in (*folders, *names))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(root, name)
            known = _SUFFIXES.get(path.suffix.lower())
            if known is None or options.input_format not in ("auto", known):
                left_out[path.suffix.lower() or "no ending"] += 1
                continue
            n_read += 1
            yield from _read_file(path, folder, options)
    for error in unreadable:
        yield ArticleError(f"{error.filename}: the folder could not be read ({error.strerror})")
    if left_out.total():
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(left_out.items()) if count)
        logger.warning("%s: %d entries of other kinds were left out (%s)", folder, left_out.total(), kinds)
    if not n_read and not unreadable:
        yield ArticleError(f"{folder}: the folder has no files that are read ({', '.join(sorted(_SUFFIXES))})")


def _read_file(path: Path, base: Path, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads one file; its ids are relative to ``base``."""
    try:
        # A terminal or /dev/zero would never end; pipes (process substitution) do.
        mode = path.stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise ArticleError(f"{path}: is a device and no file; use - for standard input")
        with path.open("rb", buffering=_SAMPLE_BYTES) as opened:
            stream = cast("io.BufferedReader", opened)
            relative = path.relative_to(base) if path.is_relative_to(base) else Path(path.name)
            origin = _Origin(str(path), relative.with_suffix("").as_posix(), relative.as_posix(), path.suffix.lower())
            yield from _read_stream(stream, origin, options)
    except FileNotFoundError:
        yield ArticleError(f"{path}: no such file; check the path")
    except ArticleError as error:
        yield error
    except OSError as error:
        reason = error.strerror or str(error)
        yield ArticleError(f"{path}: could not be read ({reason}); check the file and its permissions")


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    """The stream itself if one can look ahead in it, else a buffer around it."""
    return (
        stream
        if isinstance(stream, io.BufferedReader)
        else io.BufferedReader(cast("io.RawIOBase", cast("object", stream)))
    )


def _read_stream(stream: io.BufferedReader, origin: _Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads an opened source in the format asked for, known by name, or seen in its first bytes."""
    readers: dict[str, Callable[[io.BufferedReader, _Origin, ReadOptions], Iterator[Article | ArticleError]]] = {
        "text": _read_text,
        "markdown": _read_markdown,
        "html": _read_html,
        "jsonl": _read_jsonl,
        "csv": _read_csv,
        "parquet": _read_parquet,
    }
    try:
        head = stream.peek(_SAMPLE_BYTES)
        if not head:
            raise ArticleError(f"{origin.label}: is empty")
        input_format = options.input_format
        if input_format == "auto":
            input_format = _SUFFIXES.get(origin.suffix) or _format_by_content(head, origin)
        yield from readers[input_format](stream, origin, options)
    except ArticleError as error:
        yield error


def _format_by_content(head: bytes, origin: _Origin) -> InputFormat:
    """JSONL, HTML, Parquet or text, by the first bytes."""
    start = head[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PAR1"):
        return "parquet"
    if re.match(rb"(?i)<(?:!doctype html|html|head|body)\b", start):
        return "html"
    json_object = re.match(rb'\{(\s*)"(?:[^"\\\r\n]|\\.)*"\s*:', start)
    if json_object and b"\n" not in json_object[1]:
        return "jsonl"
    if json_object or origin.suffix == ".json":
        raise ArticleError(
            f"{origin.label}: is JSON but not one object a line; convert it (jq -c '.[]' FILE.json > FILE.jsonl)"
        )
    return "text"


# --- bytes to text --------------------------------------------------------------------------


def _decode(data: bytes, origin: _Origin) -> str:
    """Decodes a whole file; newlines stay as they are and a byte order mark goes.

    Raises:
        ArticleError: the file is empty or binary.
    """
    encoding = _encoding_of(data[:_SAMPLE_BYTES], origin)
    if encoding.startswith("utf-8"):
        text = _decode_utf8(data.removeprefix(b"\xef\xbb\xbf"), origin)
    else:
        text = data.decode(encoding, "replace")
        if "\ufffd" in text:
            logger.warning("%s: %d bytes were no %s and became U+FFFD", origin.label, text.count("\ufffd"), encoding)
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise ArticleError(f"{origin.label}: is empty")
    if "\0" in text:
        raise _binary(origin)
    return text


def _decode_utf8(data: bytes, origin: _Origin) -> str:
    """UTF-8, with single broken bytes replaced; text that is none at all is detected anew."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    n_broken = text.count("\ufffd")
    if _is_mostly_utf8(text):
        logger.warning("%s: is UTF-8 but for %d broken characters, which became U+FFFD", origin.label, n_broken)
        return text
    return data.decode(_detect(data, origin), "replace")


def _is_mostly_utf8(replaced: str) -> bool:
    """Whether valid multi-byte characters by far outnumber the broken ones: a cut or a glitch."""
    n_broken = replaced.count("\ufffd")
    n_other = len(re.findall(r"[^\x00-\x7f]", replaced)) - n_broken
    return n_other >= 3 * n_broken


def _encoding_of(sample: bytes, origin: _Origin) -> str:
    """The encoding of a file by its mark, its server, or its bytes; refuses binary files."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    for magic, what in _MAGIC:
        if sample.startswith(magic):
            raise ArticleError(f"{origin.label}: is {what}")
    n_control = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if b"\0" in sample or n_control > _MAX_CONTROL_SHARE * len(sample):
        raise _binary(origin, sample)
    if _is_utf8(sample):
        return "utf-8"
    declared = _declared(origin)
    if declared:
        return declared
    # A file that is UTF-8 apart from a few bytes stays UTF-8; its reader reports those.
    return "utf-8" if _is_mostly_utf8(sample.decode("utf-8", "replace")) else _detect(sample, origin)


def _declared(origin: _Origin) -> str:
    """The encoding that a server or page declares, if that can be true of what is not UTF-8."""
    if not origin.charset:
        return ""
    try:
        name = codecs.lookup(origin.charset).name
    except LookupError:
        logger.warning("%s: declares an unknown encoding, %s", origin.label, origin.charset)
        return ""
    # As browsers do: "ISO-8859-1" and "ASCII" mean Windows-1252.
    return "cp1252" if name in ("iso8859-1", "ascii") else name.replace("utf-8", "")


def _is_utf8(sample: bytes) -> bool:
    """Whether a sample is UTF-8, which may be cut within its last character."""
    try:
        _ = sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(sample)
    return True


def _detect(data: bytes, origin: _Origin) -> str:
    """Detects the encoding of text that is no UTF-8, and says which it is."""
    from charset_normalizer import from_bytes

    # From the first byte that is no ASCII: those before it say nothing about the encoding.
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 1_000) if first else 0
    sample = data[start : start + _DETECTION_BYTES]
    best = from_bytes(sample).best()
    if best is None:
        raise _binary(origin)
    encoding = _western(best.encoding, data)
    logger.warning("%s: is not UTF-8; read as %s (detected), convert it if that is wrong", origin.label, encoding)
    return encoding


def _western(encoding: str, data: bytes) -> str:
    """Windows-1252 in place of its neighbours, wherever the bytes allow it.

    In English text a handful of bytes must decide, and charset-normalizer 3.5 then names
    cp1250 for "São Paulo" in Windows-1252 (read as "Săo") and for "£5"; no English
    newsroom writes in the Central European or DOS code pages.
    """
    if not re.match(
        r"cp(?:125[0247]|775|850|852|858)$|hp_roman8|latin|iso8859_(?:1|2|3|4|9|10|13|14|15|16)$", encoding
    ):
        return encoding
    try:
        _ = data.decode("cp1252")
    except UnicodeDecodeError:
        return encoding
    return "cp1252"


def _binary(origin: _Origin, sample: bytes = b"") -> ArticleError:
    """The refusal of a binary file; UTF-16 without its mark is named."""
    if sample and min(sample[0:2_000:2].count(0), sample[1:2_000:2].count(0)) == 0 and sample[:2_000].count(0) > 10:
        return ArticleError(f"{origin.label}: is binary, or UTF-16 without a mark; save it as UTF-8")
    return ArticleError(f"{origin.label}: is binary and no text; pass plain text, HTML, JSONL, CSV or Parquet")


def _open_text(stream: io.BufferedReader, origin: _Origin, newline: str) -> io.TextIOWrapper:
    """Opens a stream of lines; bytes that its encoding does not have become lone surrogates."""
    encoding = _encoding_of(stream.peek(_SAMPLE_BYTES), origin)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline=newline)


# --- one article a file ---------------------------------------------------------------------


def _read_text(stream: io.BufferedReader, origin: _Origin, _options: ReadOptions) -> Iterator[Article]:
    """Reads a plain text file."""
    yield _make_article(_Draft(_decode(stream.read(), origin), url=origin.url), origin.id)


def _read_markdown(
    stream: io.BufferedReader, origin: _Origin, options: ReadOptions
) -> Iterator[Article | ArticleError]:
    """Reads a Markdown file; the text is its prose without markup.

    Marks within the prose (emphasis, link addresses) would split names and sentences, so
    they are taken out of ``Article.text`` instead of being skipped; headings and tables
    stay in it and are skipped.
    """
    source, front = _front_matter(_decode(stream.read(), origin), origin)
    blocks = list(_markdown_blocks(source))
    if not any(text and kind == "prose" for text, kind in blocks):
        raise ArticleError(f"{origin.label}: has no prose, only headings, code or tables")
    draft = _join((text, kind != "prose") for text, kind in blocks)
    draft.title = next((text for text, kind in blocks if kind == "heading"), "")
    rows = _Rows(origin, options)
    yield rows.fill(draft, front, origin.id)
    rows.report_dates()


def _read_html(stream: io.BufferedReader, origin: _Origin, _options: ReadOptions) -> Iterator[Article]:
    """Reads a web page: the article as trafilatura finds it, with title, date and outlet."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise MissingExtraError("trafilatura", "html", "reading HTML") from None
    data = stream.read()
    declared = re.search(rb"""(?i)<meta[^>]{1,200}?charset\s*=\s*["']?([\w-]{2,40})""", data[:4_096])
    if declared and not origin.charset:
        origin = replace(origin, charset=declared[1].decode("ascii"))
    document = bare_extraction(
        _decode(data, origin),
        url=origin.url or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # The day of publication and no other; a date from somewhere in the page would be a guess.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if document is None or isinstance(document, dict):
        raise ArticleError(f"{origin.label}: no article was found in the HTML; save its text and pass that")
    draft = _join(_html_blocks(document.body))
    if not draft.text.strip():
        raise ArticleError(f"{origin.label}: no article was found in the HTML; save its text and pass that")
    draft.title = " ".join((document.title or "").split())
    draft.published = document.date or ""
    draft.outlet = document.sitename or ""
    draft.url = origin.url or document.url or ""
    draft.metadata = {"author": document.author} if document.author else {}
    yield _make_article(draft, origin.id)


def _html_blocks(body: Any) -> Iterator[tuple[str, bool]]:
    """The paragraphs of trafilatura's tree, each with whether it is a heading."""
    for element in body.iterchildren("*"):
        if element.tag in ("list", "quote", "div") and len(element):
            yield from _html_blocks(element)
        else:
            yield " ".join("".join(element.itertext()).split()), element.tag == "head"


def _join(blocks: Iterable[tuple[str, bool]]) -> _Draft:
    """Puts paragraphs together with blank lines between them, and keeps the place of headings."""
    parts: list[str] = []
    skip: list[Span] = []
    length = 0
    for text, skipped in blocks:
        if not text:
            continue
        if skipped:
            skip.append(Span(length, length + len(text)))
        parts.append(text)
        length += len(text) + 2
    return _Draft("\n\n".join(parts), skip=tuple(skip))


# --- Markdown -------------------------------------------------------------------------------


def _front_matter(source: str, origin: _Origin) -> tuple[str, dict[str, object]]:
    """Cuts the YAML between ``---`` lines off the top of a Markdown file and reads it."""
    match = re.match(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", source, re.DOTALL)
    if match is None:
        return source, {}
    import yaml

    try:
        values: object = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError):
        logger.warning("%s: the front matter is no valid YAML and was left out", origin.label)
        values = {}
    if not isinstance(values, dict):
        # A rule, a sentence and a rule: no front matter after all.
        return source, {}
    return source[match.end() :], {str(key): value for key, value in cast("dict[object, object]", values).items()}


_BlockKind = Literal["prose", "heading", "table"]


def _markdown_blocks(source: str) -> Iterator[tuple[str, _BlockKind]]:
    """Cuts Markdown into paragraphs, list items, headings and tables, without their marks.

    Covers what articles are written in, not the whole of CommonMark: nested block quotes
    and lists are flattened, code between fences and HTML comments are left out.
    """
    source = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    paragraph: list[str] = []
    fence = ""
    for line in [*source.splitlines(), ""]:
        stripped = re.sub(r"^(?:[ \t]*>[ \t]?)+", "", line).strip()
        opening = re.match(r"(`{3,}|~{3,})", stripped)
        if fence:
            fence = "" if stripped.startswith(fence) and not stripped.strip(fence[0]) else fence
            continue
        if paragraph and _underlines(stripped, paragraph):
            yield _inline(" ".join(paragraph)), "heading"
            paragraph = []
            continue
        kind, content = _line_kind(stripped)
        if kind != "prose" or opening or content != stripped:
            if paragraph:
                yield _inline("\n".join(paragraph)), "prose"
            paragraph = []
        if opening:
            fence = opening[1]
        elif kind in ("heading", "table"):
            yield _inline(content), kind
        elif kind == "prose":
            paragraph.append(content)


def _line_kind(line: str) -> tuple[Literal["prose", "heading", "table", "none"], str]:
    """What a line of Markdown is, and the line without the marks that say so."""
    heading = re.fullmatch(r"#{1,6}[ \t]+(.*?)[ \t]*#*", line)
    if heading:
        return "heading", heading[1]
    if not line or re.fullmatch(r"([-*_])(?:[ \t]*\1){2,}", line) or re.match(r"\[[^\]]+\]:[ \t]+\S", line):
        return "none", ""
    if re.fullmatch(r"\|.*\|", line):
        return "table", line
    return "prose", re.sub(r"^(?:[-*+]|\d{1,3}[.)])[ \t]+", "", line)


def _underlines(line: str, paragraph: list[str]) -> bool:
    """Whether a line of ``===`` or ``---`` makes a heading of the line above; of a sentence it never does."""
    return bool(re.fullmatch(r"=+|-{2,}", line)) and len(paragraph) == 1 and paragraph[0][-1:] not in ".!?"


#: Marks within Markdown prose and what remains of each, in this order. No pattern looks past
#: the next mark of its kind, so that a long line costs time in proportion to its length.
_INLINE = (
    (r"!\[[^\[\]]*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)", ""),
    (r"\[\^[^\[\]\s]+\]", ""),
    (r"\[([^\[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)", r"\1"),
    (r"\[([^\[\]]+)\]\[[^\[\]]*\]", r"\1"),
    (r"<(?:https?://|mailto:)[^<>\s]*>", ""),
    (r"</?[A-Za-z][^<>]*>", ""),
    (r"(?<!\\)`+([^`]*)`+", r"\1"),
    (r"(?<![\\*])(\*{1,3})(?=[^\s*])([^*]*[^\s*\\])\1", r"\2"),
    (r"(?<![\\*])(\*{1,3})(?=[^\s*])([^*]*[^\s*\\])\1", r"\2"),
    (r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]*[^\s_\\])\1(?!\w)", r"\2"),
    (r"~~([^~]+)~~", r"\1"),
    (r"(?: {2,}|\\)(?=\n)", ""),
    (r"\\([\\`*_{}\[\]()#+\-.!|>~])", r"\1"),
)


def _inline(text: str) -> str:
    """Prose without emphasis, link addresses, images and tags."""
    # Most paragraphs have no mark at all; looking for one first reads 10 MB in a third of the time.
    if not re.search(r"[\[<`*_~\\&]|  \n", text):
        return text.strip()
    for pattern, replacement in _INLINE:
        text = re.sub(pattern, replacement, text)
    return html.unescape(text).strip()


# --- one article a row ----------------------------------------------------------------------


class _Rows:
    """Makes articles of rows, and keeps count of what the file as a whole should be told about."""

    def __init__(self, origin: _Origin, options: ReadOptions) -> None:
        self._origin: _Origin = origin
        self._options: ReadOptions = options
        self._columns: set[str] = set()
        self._n_odd_dates: int = 0
        self._odd_date: str = ""

    def article(self, row: Mapping[str, object], number: int) -> Article:
        """Makes an article of one row.

        Args:
            row: the columns.
            number: the line of the file, or the row of a Parquet file, from 1.

        Raises:
            ArticleError: the row has no text.
        """
        column = self._options.text_column
        where = f"{self._origin.label}:{number}"
        if column not in row:
            raise ArticleError(_no_column(where, column, row))
        text = row[column]
        if text is not None and not isinstance(text, str):
            raise ArticleError(f"{where}: {column!r} must be text, not {type(text).__name__}")
        if text is None or not text.strip():
            raise ArticleError(f"{where}: {column!r} is empty")
        rest = {key: value for key, value in row.items() if key != column}
        article_id = _plain(rest.pop(self._options.id_column, None))
        self._columns.update(row)
        return self.fill(_Draft(text), rest, article_id or f"{self._origin.file}:{number}")

    def fill(self, draft: _Draft, row: Mapping[str, object], article_id: str) -> Article:
        """Fills a draft from further columns, of which those that mean nothing here become metadata."""
        options = self._options
        rest = dict(row)
        draft.title = _plain(rest.pop(options.title_column, None)) or draft.title
        draft.outlet = _plain(rest.pop(options.outlet_column, None))
        draft.url = _plain(rest.pop(options.url_column, None)) or self._origin.url
        date_column = options.date_column
        if date_column == "date" and date_column not in rest:
            date_column = "published"
        draft.published = self._published(rest, date_column)
        draft.metadata = rest
        return _make_article(draft, article_id)

    def report(self) -> None:
        """Warns of columns that were asked for and never met, and of dates that were not understood."""
        self.report_dates()
        defaults = ReadOptions()
        for name in ("id_column", "title_column", "date_column", "outlet_column", "url_column"):
            wanted = cast("str", getattr(self._options, name))
            if wanted != getattr(defaults, name) and wanted not in self._columns and self._columns:
                logger.warning("%s: has no column %r (--%s)", self._origin.label, wanted, name.replace("_", "-"))

    def report_dates(self) -> None:
        """Warns of dates that were not understood."""
        if self._n_odd_dates:
            logger.warning(
                "%s: %d dates such as %r were not understood and stay in the metadata; use 2020-03-31",
                self._origin.label,
                self._n_odd_dates,
                self._odd_date,
            )

    def _published(self, rest: dict[str, object], column: str) -> str:
        """Takes the date out of a row; one that is not understood stays in it."""
        value = rest.get(column)
        published = value.isoformat() if isinstance(value, date) else parse_date(_plain(value))
        if published or not _plain(value):
            _ = rest.pop(column, None)
        else:
            self._n_odd_dates += 1
            self._odd_date = self._odd_date or _plain(value)
        return published


def _plain(value: object) -> str:
    """A cell as text; an empty one, and the NaN that data frames write for it, as nothing."""
    is_nan = isinstance(value, float) and value != value
    return "" if value is None or is_nan else str(value).strip()


def _no_column(where: str, column: str, present: Iterable[str]) -> str:
    """The message for a missing text column."""
    names = ", ".join(map(repr, present)) or "none"
    return f"{where}: has no column {column!r}; it has {names}; name the right one with --text-column"


def _read_jsonl(stream: io.BufferedReader, origin: _Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads one JSON object a line."""
    rows = _Rows(origin, options)
    lines = _open_text(stream, origin, "\n")
    n_lines = 0
    try:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            n_lines += 1
            try:
                yield rows.article(_json_object(line, f"{origin.label}:{number}"), number)
            except ArticleError as error:
                yield error
    finally:
        # The stream belongs to the caller; the wrapper would close it when collected.
        _ = lines.detach()
    rows.report()
    if not n_lines:
        raise ArticleError(f"{origin.label}: is empty")


def _json_object(line: str, where: str) -> dict[str, object]:
    """Parses a line of JSONL."""
    if not line.isascii() and re.search("[\udc80-\udcff]", line):
        raise ArticleError(f"{where}: the line is not valid in the file's encoding; save the file as UTF-8")
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise ArticleError(f"{where}: is not valid JSON ({reason}); each line must hold one object") from None
    if not isinstance(value, dict):
        raise ArticleError(f"{where}: is a JSON {type(value).__name__} and no object; each line must hold one object")
    return cast("dict[str, object]", value)


def _read_csv(stream: io.BufferedReader, origin: _Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads a CSV file with a header row; tabs, semicolons and bars between the columns are recognised."""
    # Process-wide, and the only switch there is: whole articles pass the default of 131,072 characters.
    _ = csv.field_size_limit(max(csv.field_size_limit(), 2**31 - 1))
    lines = _open_text(stream, origin, "")
    rows = _Rows(origin, options)
    n_rows = 0
    try:
        header_line = next(lines, "")
        if not header_line.strip():
            raise ArticleError(
                f"{origin.label}: begins with a blank line or is empty; the first line must name columns"
            )
        delimiter = _delimiter(header_line, options.text_column)
        # Strict: an unclosed quotation mark would otherwise swallow the rest of the file unnoticed.
        reader = csv.reader(chain([header_line], lines), delimiter=delimiter, strict=True)
        header = _unique([name.strip() for name in next(reader, [])])
        if options.text_column not in header:
            raise ArticleError(_no_column(origin.label, options.text_column, header))
        for number, cells in _csv_rows(reader):
            if isinstance(cells, list) and not cells:
                continue
            n_rows += 1
            try:
                yield rows.article(_csv_row(header, cells, f"{origin.label}:{number}"), number)
            except ArticleError as error:
                yield error
    except csv.Error as error:
        raise ArticleError(f"{origin.label}:1: the header is no valid CSV ({error})") from None
    finally:
        _ = lines.detach()
    rows.report()
    if not n_rows:
        raise ArticleError(f"{origin.label}: has a header and no rows")


def _csv_rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows of a CSV file with the line that each begins in; a broken one is returned as its error."""
    while True:
        number = cast("int", getattr(reader, "line_num")) + 1  # noqa: B009 - the type of csv.reader is private
        try:
            yield number, next(reader)
        except csv.Error as error:
            yield number, error
        except StopIteration:
            return


def _csv_row(header: list[str], cells: list[str] | csv.Error, where: str) -> dict[str, object]:
    """A row as columns; cells missing at its end are empty."""
    if isinstance(cells, csv.Error):
        raise ArticleError(f"{where}: is no valid CSV ({cells}); a quotation mark in a cell must be doubled")
    if len(cells) > len(header):
        raise ArticleError(
            f"{where}: has {len(cells)} cells and the header {len(header)}; put quotation marks around cells"
        )
    if any(not cell.isascii() and re.search("[\udc80-\udcff]", cell) for cell in cells):
        raise ArticleError(f"{where}: the row is not valid in the file's encoding; save the file as UTF-8")
    return dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))


def _unique(names: list[str]) -> list[str]:
    """Column names of which a second ``a`` becomes ``a#2``, so that no cell is lost."""
    seen: Counter[str] = Counter()
    unique: list[str] = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return unique


def _delimiter(header_line: str, text_column: str) -> str:
    """The separator under which the header has the text column, else the one that cuts it most often."""
    cuts = {mark: [cell.strip(' "\r\n') for cell in header_line.split(mark)] for mark in ",;\t|"}
    for mark, cells in cuts.items():
        if text_column in cells and len(cells) > 1:
            return mark
    return max(cuts, key=lambda mark: len(cuts[mark]))


def _read_parquet(stream: io.BufferedReader, origin: _Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads a Parquet file in batches of rows."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet", "reading Parquet") from None
    # Parquet is read from its end: what cannot be wound back must be held in memory.
    source: Any = stream if stream.seekable() else pyarrow.BufferReader(stream.read())
    try:
        file = parquet.ParquetFile(source)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise ArticleError(f"{origin.label}: is no valid Parquet file ({str(error).splitlines()[0]})") from None
    names = list(file.schema_arrow.names)
    if options.text_column not in names:
        raise ArticleError(_no_column(origin.label, options.text_column, names))
    if not file.metadata.num_rows:
        raise ArticleError(f"{origin.label}: has no rows")
    rows = _Rows(origin, options)
    number = 0
    try:
        for batch in file.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield rows.article(row, number)
                except ArticleError as error:
                    yield error
    except (pyarrow.ArrowException, OSError) as error:
        raise ArticleError(f"{origin.label}: is damaged after row {number} ({str(error).splitlines()[0]})") from None
    rows.report()
