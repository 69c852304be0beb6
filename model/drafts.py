"""What readers of all formats share: options, where a stream comes from, the draft that becomes an article."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, get_args

from .errors import UsageError
from .headers import merge_spans, read_header
from .language import detect_language
from .records import Article, Span

__all__ = ["INPUT_FORMATS", "Draft", "InputFormat", "Origin", "ReadOptions", "make_article"]

logger = logging.getLogger("stancekit")

InputFormat = Literal["auto", "text", "markdown", "html", "jsonl", "csv", "parquet"]
INPUT_FORMATS: tuple[InputFormat, ...] = get_args(InputFormat)


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


@dataclass(slots=True)
class Draft:
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
class Origin:
    """Where a stream comes from: for messages, for ids, and for guessing its format."""

    label: str
    id: str
    file: str = ""
    suffix: str = ""
    url: str = ""
    charset: str = ""


def make_article(draft: Draft, article_id: str) -> Article:
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
