"""Web addresses: what is refused, and the limits that hold. Every connection ends at a server of this test."""

import io
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from stancekit.model.articles import ReadOptions, read_articles
from stancekit.model.errors import ArticleError
from stancekit.model.fetch import fetch

PUBLIC = "93.184.215.14"
PAGE = b"The minister said on Monday that the talks would go on."
Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(status: int = 200, body: bytes = PAGE, **headers: str) -> Answer:
    """An answer with these headers (``content_type="text/plain"``) and this body."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


class Web:
    """A stand-in for the web: names, the addresses they resolve to, and what is served."""

    def __init__(self) -> None:
        self.hosts: dict[str, list[str]] = {"news.example": [PUBLIC]}
        self.pages: dict[str, Answer] = {}
        self.connected: list[tuple[str, int]] = []
        self.requests: list[tuple[str, dict[str, str]]] = []


@contextmanager
def serving(web: Web) -> Generator[int, None, None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.requests.append((self.path, dict(self.headers)))
            web.pages[self.path](self)

        def log_message(self, format: str, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    web = Web()
    look_up = socket.getaddrinfo

    def resolve(host: str, port: int, **options: int) -> Sequence[tuple[object, ...]]:
        if host in web.hosts:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in web.hosts[host]]
        # Numbers are resolved without a name server, so this stays offline.
        return look_up(host, port, flags=socket.AI_NUMERICHOST, **options)

    with serving(web) as port:

        def redirect(address: tuple[str, int], timeout: float) -> socket.socket:
            web.connected.append(address)
            connection = socket.socket()
            connection.settimeout(timeout)
            connection.connect(("127.0.0.1", port))
            return connection

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        monkeypatch.setattr(socket, "create_connection", redirect)
        yield web


def test_fetches_text_from_the_address_that_was_checked(web: Web) -> None:
    web.pages["/a?b=1"] = answer(content_type="text/plain; charset=iso-8859-1")
    fetched = fetch("http://news.example/a?b=1")
    assert (fetched.data, fetched.media_type, fetched.charset) == (PAGE, "text/plain", "iso-8859-1")
    assert web.connected == [(PUBLIC, 80)]
    assert web.requests[0][1]["Host"] == "news.example"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.5",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
    ],
)
def test_private_and_reserved_addresses_are_refused(web: Web, address: str) -> None:
    web.hosts["news.example"] = [PUBLIC, address]
    with pytest.raises(ArticleError, match="no public address; download it yourself and pass the file"):
        fetch("http://news.example/")
    assert web.connected == []


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]"])
def test_numeric_spellings_of_a_private_host_are_refused(web: Web, host: str) -> None:
    with pytest.raises(ArticleError, match="no public address"):
        fetch(f"http://{host}/")
    assert web.connected == []


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://news.example/a", "only http and https are read, not ftp"),
        ("file:///etc/passwd", "only http and https are read, not file"),
        ("http://", "names no host"),
        ("http://news.example:99999/", "not a valid address"),
        ("http://jane:secret@news.example/", "with a user name are refused"),
    ],
)
def test_other_addresses_are_refused(web: Web, url: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message) as caught:
        fetch(url)
    assert "secret" not in str(caught.value)
    assert web.connected == []


def test_redirects_are_followed_and_each_is_checked(web: Web) -> None:
    web.hosts["inside.example"] = ["10.0.0.5"]
    web.pages.update(
        {
            "/old": answer(301, location="/new"),
            "/new": answer(content_type="text/html"),
            "/in": answer(302, location="http://inside.example/"),
            "/file": answer(302, location="file:///etc/passwd"),
            "/loop": answer(302, location="/loop"),
        }
    )
    assert fetch("http://news.example/old").url == "http://news.example/new"
    with pytest.raises(ArticleError, match=r"redirected to inside.example.*10.0.0.5"):
        fetch("http://news.example/in")
    with pytest.raises(ArticleError, match="only http and https"):
        fetch("http://news.example/file")
    with pytest.raises(ArticleError, match="more than 5 redirects"):
        fetch("http://news.example/loop")
    assert {address for address, _ in web.connected} == {PUBLIC}


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (answer(404), "answered 404"),
        (answer(content_type="application/pdf"), "is application/pdf, and only HTML and text are read"),
        (answer(content_type="text/html", content_encoding="gzip"), "came compressed"),
        (answer(content_type="text/html", content_length="9999"), "could not be fetched"),
        (answer(body=b"x" * 2_001, content_type="text/html"), "larger than the limit of 2,000 bytes"),
        (lambda handler: handler.wfile.write(b"not http\r\n\r\n"), "could not be fetched"),
    ],
)
def test_bad_answers_are_named_with_the_next_step(web: Web, page: Answer, message: str) -> None:
    web.pages["/"] = page
    with pytest.raises(ArticleError, match=message) as caught:
        fetch("http://news.example/", max_bytes=2_000)
    assert str(caught.value).startswith("http://news.example/: ")
    assert "download it yourself" in str(caught.value)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then, for longer than any of these tests takes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.02)
    except OSError:
        pass


def test_the_time_limit_holds_for_a_dripping_server(web: Web) -> None:
    web.pages["/"] = drip
    start = time.monotonic()
    with pytest.raises(ArticleError, match=r"took longer than the limit of 0\.3 seconds"):
        fetch("http://news.example/", timeout=0.3)
    assert time.monotonic() - start < 2


def test_the_time_limit_holds_for_the_name_look_up(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def stall(*_: object, **__: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", stall)
    with pytest.raises(ArticleError, match=r"took longer than the limit of 0\.1 seconds"):
        fetch("http://news.example/", timeout=0.1)


def test_an_unknown_host_is_named(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ArticleError, match=r"the host nowhere.example was not found"):
        fetch("http://nowhere.example/")


def test_https_is_not_satisfied_with_a_plain_answer(web: Web) -> None:
    web.pages["/"] = answer(content_type="text/html")
    with pytest.raises(ArticleError, match="could not be fetched"):
        fetch("https://news.example/")


def test_an_address_becomes_an_article_and_an_error_does_not_end_the_run(web: Web) -> None:
    web.pages.update(
        {
            "/a.txt": answer(
                body="Café owners said no on Monday.".encode("cp1252"), content_type="text/plain; charset=latin-1"
            ),
            "/b.jsonl": answer(body=b'{"text": "He said no."}\n', content_type="text/plain"),
            "/gone": answer(410),
        }
    )
    sources = [f"http://news.example/{name}" for name in ("gone", "a.txt", "b.jsonl")] + ["-"]
    error, plain, row, last = read_articles(sources, ReadOptions(timeout=5), stdin=io.BytesIO(PAGE))
    assert isinstance(error, ArticleError)
    assert not isinstance(plain, ArticleError)
    assert not isinstance(row, ArticleError)
    assert not isinstance(last, ArticleError)
    assert plain.text == "Café owners said no on Monday."
    assert (plain.id, plain.url) == ("http://news.example/a.txt", "http://news.example/a.txt")
    assert row.id == "http://news.example/b.jsonl:1"
    assert last.id == "stdin"
