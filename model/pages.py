"""Files that hold one article each: plain text, Markdown and HTML."""

from __future__ import annotations

import html
import io
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal, cast

from .decoding import decode
from .drafts import Draft, Origin, ReadOptions, make_article
from .errors import ArticleError, MissingExtraError
from .records import Article, Span
from .rows import Rows

__all__ = ["read_html", "read_markdown", "read_text"]

logger = logging.getLogger("stancekit")


def read_text(stream: io.BufferedReader, origin: Origin, _options: ReadOptions) -> Iterator[Article]:
    """Reads a plain text file."""
    yield make_article(Draft(decode(stream.read(), origin), url=origin.url), origin.id)


def read_markdown(stream: io.BufferedReader, origin: Origin, options: ReadOptions) -> Iterator[Article | ArticleError]:
    """Reads a Markdown file; the text is its prose without markup.

    Marks within the prose (emphasis, link addresses) would split names and sentences, so
    they are taken out of ``Article.text`` instead of being skipped; headings and tables
    stay in it and are skipped.
    """
    source, front = _front_matter(decode(stream.read(), origin), origin)
    blocks = list(_markdown_blocks(source))
    if not any(text and kind == "prose" for text, kind in blocks):
        raise ArticleError(f"{origin.label}: has no prose, only headings, code or tables")
    draft = _join((text, kind != "prose") for text, kind in blocks)
    draft.title = next((text for text, kind in blocks if kind == "heading"), "")
    rows = Rows(origin, options)
    yield rows.fill(draft, front, origin.id)
    rows.report_dates()


def read_html(stream: io.BufferedReader, origin: Origin, _options: ReadOptions) -> Iterator[Article]:
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
        decode(data, origin),
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
    yield make_article(draft, origin.id)


def _html_blocks(body: Any) -> Iterator[tuple[str, bool]]:
    """The paragraphs of trafilatura's tree, each with whether it is a heading."""
    for element in body.iterchildren("*"):
        if element.tag in ("list", "quote", "div") and len(element):
            yield from _html_blocks(element)
        else:
            yield " ".join("".join(element.itertext()).split()), element.tag == "head"


def _join(blocks: Iterable[tuple[str, bool]]) -> Draft:
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
    return Draft("\n\n".join(parts), skip=tuple(skip))


def _front_matter(source: str, origin: Origin) -> tuple[str, dict[str, object]]:
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
