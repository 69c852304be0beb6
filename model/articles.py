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

import glob
import io
import logging
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from .decoding import SAMPLE_BYTES
from .drafts import INPUT_FORMATS, Draft, InputFormat, Origin, ReadOptions, make_article
from .errors import ArticleError
from .pages import read_html, read_markdown, read_text
from .records import Article
from .rows import read_csv, read_jsonl, read_parquet

if TYPE_CHECKING:
    from .fetch import Fetched

__all__ = ["INPUT_FORMATS", "InputFormat", "ReadOptions", "article_from_text", "read_articles"]

logger = logging.getLogger("stancekit")

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
    return make_article(Draft(text, title, published, outlet, url, language, dict(metadata or {})), id)


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


def _read_source(source: str, options: ReadOptions, stdin: BinaryIO | None) -> Iterator[Article | ArticleError]:
    """Reads one source of whatever kind."""
    if source == "-":
        # `sys.stdin` may be replaced by a stream without a buffer, as in notebooks.
        stream = stdin or cast("BinaryIO | None", getattr(sys.stdin, "buffer", None))
        if stream is None:
            yield ArticleError("-: standard input is not available; pass a file")
            return
        yield from _read_stream(_buffered(stream), Origin("standard input", "stdin", "stdin"), options)
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
    origin = Origin(url, url, url, _suffix_of(fetched), fetched.url, fetched.charset)
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
        with path.open("rb", buffering=SAMPLE_BYTES) as opened:
            stream = cast("io.BufferedReader", opened)
            relative = path.relative_to(base) if path.is_relative_to(base) else Path(path.name)
            origin = Origin(str(path), relative.with_suffix("").as_posix(), relative.as_posix(), path.suffix.lower())
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


def _read_stream(stream: io.BufferedReader, origin: Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads an opened source in the format asked for, known by name, or seen in its first bytes."""
    readers: dict[str, Callable[[io.BufferedReader, Origin, ReadOptions], Iterator[Article | ArticleError]]] = {
        "text": read_text,
        "markdown": read_markdown,
        "html": read_html,
        "jsonl": read_jsonl,
        "csv": read_csv,
        "parquet": read_parquet,
    }
    try:
        head = stream.peek(SAMPLE_BYTES)
        if not head:
            raise ArticleError(f"{origin.label}: is empty")
        input_format = options.input_format
        if input_format == "auto":
            input_format = _SUFFIXES.get(origin.suffix) or _format_by_content(head, origin)
        yield from readers[input_format](stream, origin, options)
    except ArticleError as error:
        yield error


def _format_by_content(head: bytes, origin: Origin) -> InputFormat:
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
