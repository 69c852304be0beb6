"""From bytes to text: the encoding of a file by its mark, its server or its bytes, and what is no text refused."""

from __future__ import annotations

import codecs
import io
import logging
import re

from .drafts import Origin
from .errors import ArticleError

__all__ = ["SAMPLE_BYTES", "decode", "open_text"]

logger = logging.getLogger("stancekit")

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
SAMPLE_BYTES = 1 << 20

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


def decode(data: bytes, origin: Origin) -> str:
    """Decodes a whole file; newlines stay as they are and a byte order mark goes.

    Raises:
        ArticleError: the file is empty or binary.
    """
    encoding = _encoding_of(data[:SAMPLE_BYTES], origin)
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


def _decode_utf8(data: bytes, origin: Origin) -> str:
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


def _encoding_of(sample: bytes, origin: Origin) -> str:
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


def _declared(origin: Origin) -> str:
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


def _detect(data: bytes, origin: Origin) -> str:
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


def _binary(origin: Origin, sample: bytes = b"") -> ArticleError:
    """The refusal of a binary file; UTF-16 without its mark is named."""
    if sample and min(sample[0:2_000:2].count(0), sample[1:2_000:2].count(0)) == 0 and sample[:2_000].count(0) > 10:
        return ArticleError(f"{origin.label}: is binary, or UTF-16 without a mark; save it as UTF-8")
    return ArticleError(f"{origin.label}: is binary and no text; pass plain text, HTML, JSONL, CSV or Parquet")


def open_text(stream: io.BufferedReader, origin: Origin, newline: str) -> io.TextIOWrapper:
    """Opens a stream of lines; bytes that its encoding does not have become lone surrogates."""
    encoding = _encoding_of(stream.peek(SAMPLE_BYTES), origin)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline=newline)
