"""The fetcher against real sockets: what a hostile, slow or broken server can do to it."""

import contextlib
import datetime as dt
import gzip
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newsarchive.core.errors import Refused, UsageError
from newsarchive.sources.fetch_errors import FetchFailed

OK = b"HTTP/1.1 200 OK\r\n"


@contextlib.contextmanager
def raw_server(
    talk: Callable[[socket.socket], None], context: ssl.SSLContext | None = None
) -> Iterator[int]:
    """A server that says what `talk` says to one connection after another; yields its port."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.05)
    closing = threading.Event()

    def serve() -> None:
        while not closing.is_set():
            with contextlib.suppress(OSError):
                connected, _ = listening.accept()
                with connected, contextlib.suppress(OSError):
                    connected.settimeout(5)
                    if context is None:
                        talk(connected)
                    else:
                        with context.wrap_socket(connected, server_side=True) as secured:
                            talk(secured)

    thread = threading.Thread(target=serve)
    thread.start()
    yield listening.getsockname()[1]
    closing.set()
    thread.join()
    listening.close()


def says(*pieces: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    def talk(connected: socket.socket) -> None:
        connected.recv(65_536)
        for piece in pieces:
            connected.sendall(piece)
            time.sleep(pause)

    return talk


def failure_of(fetch, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        fetch(url)
    message = str(raised.value)
    assert message.startswith("http")
    assert "\n" not in message
    return raised.value


def test_a_page_comes_as_it_was_sent(site, fetch):
    url = site.put("/gzdt/", "<p>区县要闻</p>", kind="text/html; charset=utf-8", ETag='"a1"')
    page = fetch(url)
    assert page.body.decode() == "<p>区县要闻</p>"
    assert (page.status, page.url, page.requested_url) == (200, url, url)
    assert page.header("etag") == '"a1"'
    assert dt.datetime.now(dt.UTC) - page.fetched_at < dt.timedelta(seconds=5)


def test_the_server_is_told_who_asks_and_for_which_host(site, fetch):
    fetch(site.put("/"))
    assert site.seen[0]["User-Agent"] == "newsarchive/0 (test)"
    assert site.seen[0]["Host"] == site.url("").removeprefix("http://")


def test_chinese_in_an_address_is_sent_percent_encoded(site, fetch):
    site.put("/%E8%A6%81%E9%97%BB/?q=%E5%8E%BF", "ok")
    assert fetch(site.url("/要闻/?q=县#top")).body == b"ok"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"text", mtime=0)),
        ("GZIP", gzip.compress(b"te", mtime=0) + gzip.compress(b"xt", mtime=0)),
        ("deflate", zlib.compress(b"text")),
        ("deflate", zlib.compress(b"text")[2:-4]),
        ("gzip", b"text"),
        ("identity", b"text"),
        ("gzip", gzip.compress(b"text", mtime=0)[:-6]),
    ],
)
def test_content_codings_are_undone_even_where_servers_are_careless(site, fetch, coding, packed):
    assert fetch(site.put("/", packed, Content_Encoding=coding)).body == b"text"


@pytest.mark.parametrize(("coding", "packed"), [("br", b"xyz"), ("deflate", b"\xff\xff\xff")])
def test_a_coding_that_cannot_be_undone_is_a_failure(site, fetch, coding, packed):
    assert "packed" in str(failure_of(fetch, site.put("/", packed, Content_Encoding=coding)))


def test_a_chunked_page_is_put_together(fetch):
    head = OK + b"Transfer-Encoding: chunked\r\n\r\n"
    with raw_server(says(head, b"3\r\nabc\r\n", b"2\r\nde\r\n0\r\n\r\n")) as port:
        assert fetch(f"http://127.0.0.1:{port}/").body == b"abcde"


def test_redirects_are_followed_to_the_page_that_they_end_at(site, fetch):
    site.put("/a", status=302, Location="/b?x=1")
    site.put("/b?x=1", status=301, Location=site.url("/要闻/").encode().decode("latin-1"))
    site.put("/%E8%A6%81%E9%97%BB/", "end")
    page = fetch(site.url("/a"))
    assert page.body == b"end"
    assert page.url == site.url("/%E8%A6%81%E9%97%BB/")
    assert page.requested_url == site.url("/a")


def test_a_redirect_loop_ends(site, make_fetcher):
    site.put("/a", status=302, Location="/b")
    site.put("/b", status=302, Location="/a")
    failure = failure_of(make_fetcher(max_redirects=4), site.url("/a"))
    assert "more than 4 redirects" in str(failure)
    assert len(site.asked) == 5


def test_every_redirect_is_put_to_the_guard(site, fetch):
    site.put("/a", status=302, Location="http://169.254.169.254/latest/meta-data/")
    with pytest.raises(Refused, match=r"169\.254\.169\.254"):
        fetch(site.url("/a"))


def test_a_redirect_to_another_scheme_is_refused(site, fetch):
    site.put("/a", status=302, Location="file:///etc/passwd")
    assert "no web address" in str(failure_of(fetch, site.url("/a")))


def test_the_address_that_a_name_leads_to_is_put_to_the_guard(site, make_fetcher):
    seen = []

    def check_address(host: str, port: int, address: str) -> None:
        seen.append((host, port, address))
        raise Refused(f"{host} leads to {address}")

    site.put("/")
    fetch = make_fetcher(check=lambda _: None, check_address=check_address)
    port = int(site.url("").rpartition(":")[2])
    with pytest.raises(Refused, match="localhost leads to"):
        fetch(f"http://localhost:{port}/")
    assert seen[0][:2] == ("localhost", port)
    assert ipaddress.ip_address(seen[0][2]).is_loopback
    assert site.asked == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, "answered 404: there is no such page"),
        (412, "answered 412: its firewall lets browsers in only"),
        (500, "answered 500: its own fault"),
        (402, "answered 402: it refuses the request"),
        (304, "answered 304"),
    ],
)
def test_an_error_status_is_told_with_its_meaning(site, fetch, status, told):
    failure = failure_of(fetch, site.put("/", "x", status=status))
    assert told in str(failure)
    assert (failure.kind, failure.status) == ("http", status)


def test_a_page_beyond_the_size_limit_is_left(site, make_fetcher):
    failure = failure_of(make_fetcher(max_bytes=1000), site.put("/", b"x" * 1001))
    assert "larger than 1,000 bytes" in str(failure)
    assert failure.kind == "too_large"


def test_a_page_that_announces_too_much_is_not_even_read(make_fetcher):
    head = OK + b"Content-Length: 99999999999\r\n\r\n"
    with raw_server(says(head, pause=2)) as port:
        began = time.monotonic()
        failure = failure_of(make_fetcher(), f"http://127.0.0.1:{port}/")
        assert failure.kind == "too_large"
        assert time.monotonic() - began < 2


def test_a_gzip_bomb_is_left_at_the_size_limit(site, make_fetcher):
    bomb = gzip.compress(b"0" * 50_000_000)
    failure = failure_of(
        make_fetcher(max_bytes=100_000), site.put("/", bomb, Content_Encoding="gzip")
    )
    assert failure.kind == "too_large"


@pytest.mark.parametrize(
    "pieces",
    [
        [OK + b"Content-Length: 1000\r\n\r\n", *[b"x"] * 30],
        [OK + b"X-Slow: ", *[b"x"] * 30],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1\r\nx\r\n"] * 30],
    ],
    ids=["body", "header", "chunks"],
)
def test_a_server_that_drips_is_cut_off_in_time(make_fetcher, pieces):
    with raw_server(says(*pieces, pause=0.1)) as port:
        began = time.monotonic()
        failure = failure_of(make_fetcher(timeout_seconds=0.5), f"http://127.0.0.1:{port}/")
        assert time.monotonic() - began < 2.5
    assert "not answered in full within 0.5 s" in str(failure)
    assert failure.kind == "timeout"


def test_a_handshake_that_never_comes_is_cut_off_in_time(make_fetcher):
    with raw_server(says(pause=0.8)) as port:
        failure = failure_of(make_fetcher(timeout_seconds=0.4), f"https://127.0.0.1:{port}/")
    assert failure.kind in {"timeout", "tls"}


def test_the_time_limit_holds_for_all_redirects_together(make_fetcher):
    with raw_server(
        says(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", pause=0.2)
    ) as port:
        began = time.monotonic()
        failure = failure_of(
            make_fetcher(timeout_seconds=0.5, max_redirects=100), f"http://127.0.0.1:{port}/"
        )
        assert time.monotonic() - began < 10
    assert failure.kind == "timeout"


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([OK + b"Content-Length: 1000\r\n\r\nabc"], "other"),
        ([OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"], "other"),
        ([b"hello\r\n\r\n"], "other"),
        ([], "connect"),
    ],
    ids=["cut short", "cut chunk", "no HTTP", "closed"],
)
def test_an_answer_that_breaks_off_is_a_failure(fetch, pieces, kind):
    with raw_server(says(*pieces)) as port:
        assert failure_of(fetch, f"http://127.0.0.1:{port}/").kind == kind


def test_a_port_where_nobody_listens_is_told(fetch):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    failure = failure_of(fetch, f"http://127.0.0.1:{port}/")
    assert "no connection to 127.0.0.1: connection refused" in str(failure)
    assert failure.kind == "connect"


def test_an_unknown_host_is_told(make_fetcher):
    failure = failure_of(make_fetcher(check=lambda _: None), "http://no-such-host.invalid/")
    assert "no address is known for the host no-such-host.invalid" in str(failure)
    assert failure.kind == "dns"


@pytest.mark.parametrize("url", ["gz-example.gov.cn", "ftp://gz-example.gov.cn/", "http://", ""])
def test_what_is_no_web_address_is_wrong_usage(fetch, url):
    with pytest.raises(UsageError, match="with http:// or https://"):
        fetch(url)


def test_a_self_signed_certificate_is_not_trusted(tmp_path, fetch):
    with raw_server(says(OK + b"\r\nsecret"), self_signed(tmp_path)) as port:
        failure = failure_of(fetch, f"https://127.0.0.1:{port}/")
    assert "the certificate of 127.0.0.1 cannot be trusted: self-signed certificate" in str(failure)
    assert failure.kind == "tls"


def test_a_plain_server_on_a_secure_address_is_told(fetch):
    with raw_server(says(OK + b"\r\n")) as port:
        failure = failure_of(fetch, f"https://127.0.0.1:{port}/")
    assert "no secure connection" in str(failure)
    assert failure.kind == "tls"


def test_requests_to_one_host_keep_their_distance(site, make_fetcher):
    fetch = make_fetcher(delay_seconds=0.3)
    url = site.put("/", "x")
    began = time.monotonic()
    fetch(url)
    fetch(url)
    assert time.monotonic() - began >= 0.3
    assert fetch.requests == 2


def self_signed(folder) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
