"""Fetches one article from the web, within limits.

Only ``http`` and ``https``, only hosts whose every address is public, only text, at
most so many bytes in at most so many seconds; each redirect is checked anew. The
connection is made to the address that was checked, so a name that resolves
differently a moment later (DNS rebinding) gains nothing; for the same reason proxies
of the environment are not used. There are no cookies, no log-ins, no JavaScript and
no crawling: what cannot be fetched like this can be saved and given as a file.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from .errors import ArticleError

__all__ = ["Fetched", "fetch"]

MAX_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)
_NEXT_STEP = "download it yourself and pass the file"
_CHUNK_BYTES = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent.

    Attributes:
        url: the address after redirects.
        media_type: e.g. ``text/html``; ``text/html`` too where the server names none.
        charset: the encoding that the server declares, or empty.
        data: the body, at most ``max_bytes`` long.
    """

    url: str
    media_type: str
    charset: str
    data: bytes


def fetch(url: str, *, max_bytes: int = 10_000_000, timeout: float = 20.0) -> Fetched:
    """Fetches a page of text.

    Args:
        url: an ``http`` or ``https`` address.
        max_bytes: a longer body is refused.
        timeout: seconds for everything together: name look-up, redirects and body.

    Returns:
        The body and what the server says about it.

    Raises:
        ArticleError: naming the address, what was refused or failed, and what to do.
    """
    deadline = time.monotonic() + timeout
    hop = url
    for _ in range(MAX_REDIRECTS + 1):
        parts = _check_url(hop, url)
        answer = _request(parts, url, max_bytes, timeout, deadline)
        if isinstance(answer, Fetched):
            return answer
        hop = urljoin(hop, answer)
    raise ArticleError(f"{url}: more than {MAX_REDIRECTS} redirects; {_NEXT_STEP}")


def _check_url(hop: str, url: str) -> SplitResult:
    """Splits an address; refuses other schemes, credentials and broken addresses."""
    try:
        parts = urlsplit(hop)
        _ = parts.port
    except ValueError as error:
        raise ArticleError(f"{_via(url, hop)}: not a valid address ({error})") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise ArticleError(f"{_via(url, hop)}: only http and https are read, not {parts.scheme}; {_NEXT_STEP}")
    if not parts.hostname:
        raise ArticleError(f"{_via(url, hop)}: the address names no host")
    if parts.username is not None or parts.password is not None:
        raise ArticleError(f"{parts.scheme}://…@{parts.hostname}: addresses with a user name are refused; {_NEXT_STEP}")
    return parts


def _request(parts: SplitResult, url: str, max_bytes: int, timeout: float, deadline: float) -> Fetched | str:
    """One hop: the body, or the address that the server redirects to."""
    hop = parts.geturl()
    host = parts.hostname or ""
    addresses = _public_addresses(host, parts.port or (443 if parts.scheme == "https" else 80), url, deadline, timeout)
    connection = _Connection(parts, addresses, deadline)
    try:
        response = connection.get()
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            return location
        fetched = _read(response, hop, url, max_bytes)
        # Without a Content-Length a transfer that was cut off looks like one that has ended.
        if connection.timed_out:
            raise TimeoutError
        return fetched
    except (OSError, http.client.HTTPException) as error:
        if connection.timed_out or time.monotonic() >= deadline or isinstance(error, TimeoutError):
            raise _too_slow(url, timeout) from None
        raise ArticleError(f"{_via(url, hop)}: could not be fetched ({_reason(error)}); {_NEXT_STEP}") from None
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse, hop: str, url: str, max_bytes: int) -> Fetched:
    """Reads the body if it is text, not compressed and within the limit."""
    where = _via(url, hop)
    if response.status != 200:
        raise ArticleError(f"{where}: the server answered {response.status} {response.reason}; {_NEXT_STEP}")
    message: Message = response.headers
    media_type = message.get_content_type() if response.getheader("Content-Type") else "text/html"
    if not media_type.startswith("text/") and media_type != "application/xhtml+xml":
        raise ArticleError(f"{where}: is {media_type}, and only HTML and text are read; {_NEXT_STEP}")
    encoding = response.getheader("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise ArticleError(f"{where}: came compressed ({encoding}), which was not asked for; {_NEXT_STEP}")
    body = bytearray()
    while chunk := response.read1(_CHUNK_BYTES):
        body += chunk
        if len(body) > max_bytes:
            raise ArticleError(f"{where}: is larger than the limit of {max_bytes:,} bytes; {_NEXT_STEP}")
    # read1 ends early without an error when the connection breaks.
    if response.length:
        raise http.client.IncompleteRead(bytes(body), response.length)
    return Fetched(hop, media_type, message.get_content_charset() or "", bytes(body))


class _Connection:
    """One request over a connection to an address that was checked, cut off at the deadline."""

    def __init__(self, parts: SplitResult, addresses: list[_Address], deadline: float) -> None:
        self.timed_out: bool = False
        self._parts: SplitResult = parts
        self._addresses: list[_Address] = addresses
        self._deadline: float = deadline
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self._http: http.client.HTTPConnection | None = None
        self._response: http.client.HTTPResponse | None = None

    def get(self) -> http.client.HTTPResponse:
        """Sends the request and reads the head of the answer."""
        parts = self._parts
        plain = self._connect()
        # A socket's own timeout starts anew with every byte, so a server could drip for ever.
        self._socket = plain
        self._timer = threading.Timer(max(0.0, self._deadline - time.monotonic()), self._cut)
        self._timer.daemon = True
        self._timer.start()
        if parts.scheme == "https":
            secured = ssl.create_default_context().wrap_socket(
                plain, server_hostname=parts.hostname, do_handshake_on_connect=False
            )
            self._socket = secured
            secured.do_handshake()
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        connection.sock = self._socket
        self._http = connection
        path = quote(parts.path or "/", safe="/%:=&?~+!$,;'@()*[]#")
        query = quote(parts.query, safe="/%:=&?~+!$,;'@()*[]")
        headers = {
            "Host": parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc,
            "User-Agent": "stancekit (news article reader)",
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, text/*;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", f"{path}?{query}" if query else path, headers=headers)
        self._response = connection.getresponse()
        return self._response

    def close(self) -> None:
        """Ends the connection and the watch over it."""
        if self._timer:
            self._timer.cancel()
        # A response that was not read to its end keeps the connection open.
        if self._response:
            self._response.close()
        if self._http:
            self._http.close()
        if self._socket:
            self._socket.close()

    def _connect(self) -> socket.socket:
        """Connects to the first address that answers."""
        port = self._parts.port or (443 if self._parts.scheme == "https" else 80)
        failure: OSError = OSError("no address")
        for address in self._addresses:
            remaining = self._deadline - time.monotonic()
            if remaining <= 0:
                raise TimeoutError
            try:
                return socket.create_connection((str(address), port), timeout=remaining)
            except OSError as error:
                failure = error
        raise failure

    def _cut(self) -> None:
        """Ends a transfer that is still going on at the deadline."""
        self.timed_out = True
        if self._socket:
            # Past the TLS layer: its own shutdown must not run beside a read in another thread.
            with contextlib.suppress(OSError):  # already closed
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _public_addresses(host: str, port: int, url: str, deadline: float, timeout: float) -> list[_Address]:
    """The addresses of a host; refuses it if one of them is not public."""
    addresses: list[_Address] = []
    for found in _look_up(host, port, url, deadline, timeout):
        address = ipaddress.ip_address(found.partition("%")[0])
        if not _is_public(address):
            which = host if host == str(address) else f"{host} is {address}, which"
            raise ArticleError(f"{_via(url, host)}: refused, {which} is no public address; {_NEXT_STEP}")
        if address not in addresses:
            addresses.append(address)
    return addresses


def _look_up(host: str, port: int, url: str, deadline: float, timeout: float) -> list[str]:
    """``getaddrinfo`` with a time limit, which it does not have itself."""
    found: list[str] = []
    failed: list[Exception] = []

    def resolve() -> None:
        try:
            found.extend(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if thread.is_alive():
        raise _too_slow(url, timeout)
    if failed or not found:
        reason = _reason(failed[0]) if failed else "no address"
        raise ArticleError(f"{url}: the host {host} was not found ({reason}); check the address")
    return found


def _is_public(address: _Address) -> bool:
    """Whether an address is one of the open internet, also behind IPv6 wrappings of IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is not None:
            return _is_public(wrapped)
        if address.teredo is not None or address.is_site_local:
            return False
    is_special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    return address.is_global and not is_special


def _too_slow(url: str, timeout: float) -> ArticleError:
    return ArticleError(f"{url}: took longer than the limit of {timeout:g} seconds; {_NEXT_STEP}")


def _via(url: str, hop: str) -> str:
    """The address given, and the one it led to if that is another."""
    return url if hop == url or hop in url else f"{url} (redirected to {hop})"


def _reason(error: Exception) -> str:
    """The readable part of an exception."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
