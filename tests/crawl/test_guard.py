"""No request goes where a page must not send us: tables of known tricks, and real crawls."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from scrapy.utils.test import get_crawler
from twisted.internet.address import IPv4Address, IPv6Address

from newsarchive.core.errors import UsageError
from newsarchive.crawl.addresses import allowed_addresses, is_forbidden, refusal
from newsarchive.crawl.guard import GuardedResolver, GuardMiddleware

FORBIDDEN = [
    # loopback, unspecified
    *("127.0.0.1", "127.255.255.254", "::1", "[::1]", "0:0:0:0:0:0:0:1"),
    *("0.0.0.0", "0.1.2.3", "::"),  # noqa: S104
    # private, link-local, shared
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.1.1", "100.64.0.1"),
    *("fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1"),
    # metadata services
    *("169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254"),
    # multicast, reserved, documentation, benchmarks
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "ff02::1", "198.18.0.1"),
    *("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1", "100::1", "5f00::1"),
    # IPv4 inside IPv6: mapped, translated, compatible, NAT64, 6to4, Teredo, ISATAP
    *("::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:0:127.0.0.1", "::127.0.0.1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1"),
    *("2001:0:4136:e378:8000:63bf:80ff:fffe", "2a00::5efe:127.0.0.1", "2a00::200:5efe:10.0.0.1"),
    # spellings that inet_aton or a browser takes for an address
    *("2130706433", "017700000001", "0x7f000001", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1"),
    *("0x7f.1", "127.0.0.1.", "127.0.0.1..", "127.0.0.01", "00127.0.0.1", "4294967297", "0x"),
    *("１２７.０.０.１", "127。0。0。1", "127．0．0．1", "①②⑦.⓪.⓪.①", "127.0.0.256", "8.8.2056"),
    # names of this machine, and what is no name
    *("localhost", "LOCALHOST", "localhost.", "www.localhost", "localhost.localdomain", ""),
    *("127.0.0.1%00.example.cn", "a b.cn", "a\tb.cn", "a\u200bb.cn", "a..cn", "exa℀mple.cn"),
]

PERMITTED = [
    *("8.8.8.8", "223.5.5.5", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.167.255.255"),
    *("2400:3200::1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"),
    *("www.example.cn", "XN--FIQS8S.example", "青禾县.example", "a_b.example.cn", "1.2.3.example"),
    *("localhost.example.cn", "127.0.0.1.example.cn", "10.example", "intranet"),
]


@pytest.mark.parametrize("host", FORBIDDEN)
def test_a_forbidden_host_is_known_in_every_spelling(host):
    assert is_forbidden(host)


@pytest.mark.parametrize("host", PERMITTED)
def test_a_public_host_is_permitted(host):
    assert is_forbidden(host) is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://ftp.example.cn/", "only http and https"),
        ("data:text/html,x", "only http and https"),
        ("//www.example.cn/", "no scheme"),
        ("http:///path", "no host"),
        ("http://www.example.cn:99999/", "out of range"),
        ("http://www.example.cn:abc/", "Port could not be cast"),
        ("http://www.example.cn:25/", "port 25 belongs to another service"),
        ("http://www.example.cn:0/", "port 0"),
        ("http://user@127.0.0.1/", "127.0.0.1 is a loopback address"),
        ("http://www.example.cn@127.0.0.1/", "127.0.0.1 is a loopback address"),
        ("http://[::ffff:10.0.0.1]:8080/", "a private address"),
    ],
)
def test_a_refusal_says_why(url, said):
    assert said in refusal(url, frozenset())


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.cn/",
        "https://www.example.cn:8443/a?b=http://127.0.0.1/",
        "http://a.cn:81",
    ],
)
def test_public_addresses_pass(url):
    assert refusal(url, frozenset()) is None


def test_the_operators_own_addresses_pass_and_no_others():
    allowed = allowed_addresses(["http://10.1.1.1/xw/", "http://[::1]:8080/"], ["localhost:8000"])
    for url in ("http://10.1.1.1/a", "https://10.1.1.1/a", "http://[0::1]:8080/b"):
        assert refusal(url, allowed) is None
    for url in ("http://10.1.1.1:8080/", "http://10.1.1.2/", "http://localhost:8001/"):
        assert refusal(url, allowed)


def test_a_senseless_entry_of_the_setting_is_said_before_the_crawl():
    crawler = get_crawler(settings_dict={"NEWSARCHIVE_ALLOW_HOSTS": "localhost:80x"})
    with pytest.raises(UsageError, match="NEWSARCHIVE_ALLOW_HOSTS is a list of host:port"):
        GuardMiddleware.from_crawler(crawler)


class Receiver:
    """Collects what a look-up brings."""

    def __init__(self):
        self.hosts = []
        self.complete = False

    def resolutionBegan(self, resolution):  # noqa: N802
        pass

    def addressResolved(self, address):  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self):  # noqa: N802
        self.complete = True


class Reactor:
    """As much of a reactor as a resolver is installed on; its names have many addresses."""

    nameResolver = None  # noqa: N815

    def installNameResolver(self, resolver):  # noqa: N802
        self.nameResolver = resolver

    def install_on_reactor(self):
        self.nameResolver = self

    def resolveHostName(self, receiver, name, port, *_):  # noqa: N802
        receiver.resolutionBegan(None)
        for host in name.split(","):
            kind = IPv6Address if ":" in host else IPv4Address
            receiver.addressResolved(kind("TCP", host, port))
        receiver.resolutionComplete()


def look_up(name, allowed=()):
    reactor = Reactor()
    resolver = GuardedResolver(reactor, reactor)
    resolver.install_on_reactor()
    resolver.allowed.update(allowed)
    receiver = Receiver()
    reactor.nameResolver.resolveHostName(receiver, name, 80)
    assert receiver.complete
    return receiver.hosts, resolver.refused.get((name, 80))


def test_of_the_addresses_of_a_name_only_permitted_ones_are_connected_to():
    assert look_up("8.8.8.8,127.0.0.1,::1,9.9.9.9") == (["8.8.8.8", "9.9.9.9"], None)
    hosts, reason = look_up("127.0.0.1,fd00::1")
    assert hosts == []
    assert reason == "leads to fd00::1, a private address"
    assert look_up("127.0.0.1", allowed=[("127.0.0.1", 80)]) == (["127.0.0.1"], None)


class Pages(BaseHTTPRequestHandler):
    """Answers every request; paths that begin with /to/ redirect to the rest of the path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self.path)
        leads_on = self.path.startswith("/to/")
        self.send_response(302 if leads_on else 200)
        if leads_on:
            self.send_header("Location", unquote(self.path).removeprefix("/to/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def serve():
    """A function that starts a server on loopback: `port`, and the paths it was `asked` for."""
    servers = []

    def start():
        server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        server.asked = []
        server.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        servers.append((server, thread))
        return server

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


def crawl(folder, urls, environment=None, **job):
    """One Scrapy crawl in a process of its own, with the real guard; returns its report."""
    root = Path(__file__).parents[2]
    clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    result = subprocess.run(
        [sys.executable, "-W", "error", root / "tests" / "capture" / "one_crawl.py"],
        input=json.dumps({"urls": urls, "folder": str(folder / "warc"), "own": [], **job}),
        env=clean | {"PYTHONPATH": str(root)} | (environment or {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_links_and_redirects_of_a_page_reach_nothing_private(tmp_path, serve):
    site, canary = serve(), serve()
    own = f"http://127.0.0.1:{site.port}"
    targets = [
        f"http://127.0.0.1:{canary.port}/",
        f"http://localhost:{canary.port}/",
        f"http://2130706433:{canary.port}/",
        f"http://0x7f.1:{canary.port}/",
        f"http://[::ffff:127.0.0.1]:{canary.port}/",
        f"http://127.0.0.1.nip.example:{canary.port}/",
        f"http://rebind.example:{canary.port}/",
    ]
    redirects = [f"{own}/to/{target}" for target in targets]
    names = {"rebind.example": "127.0.0.1", "127.0.0.1.nip.example": "127.0.0.1"}
    report = crawl(tmp_path, [f"{own}/", *targets, *redirects], own=[own], names=names)
    assert canary.asked == []
    assert list(report["pages"]) == [f"{own}/"]
    assert report["failures"].keys() == set(targets)
    assert all(said.startswith("IgnoreRequest: refused: ") for said in report["failures"].values())
    assert report["failures"][targets[-1]] == (
        "IgnoreRequest: refused: rebind.example leads to 127.0.0.1, a loopback address"
    )
    assert "retry/count" not in report["stats"]
    assert report["stats"]["guard/refused"] >= 2 * len(targets)


def test_the_operators_own_name_passes_wherever_it_leads(tmp_path, serve):
    site, canary = serve(), serve()
    own = f"http://news.intranet.example:{site.port}/"
    other = f"http://news.intranet.example:{canary.port}/"
    names = {"news.intranet.example": "127.0.0.1"}
    report = crawl(tmp_path, [own, other], own=[own], names=names)
    assert list(report["pages"]) == [own]
    assert canary.asked == []
    assert "leads to 127.0.0.1" in report["failures"][other]


def test_the_setting_lets_an_address_through(tmp_path, serve):
    site = serve()
    url = f"http://127.0.0.1:{site.port}/"
    settings = {"NEWSARCHIVE_ALLOW_HOSTS": f"127.0.0.1:{site.port}"}
    assert list(crawl(tmp_path, [url], settings=settings)["pages"]) == [url]


def test_an_unknown_name_stays_an_unknown_name(tmp_path):
    report = crawl(tmp_path, ["http://unknown.example/"])
    assert "CannotResolveHostError" in report["failures"]["http://unknown.example/"]


def test_without_its_resolver_the_guard_lets_nothing_out(tmp_path, serve):
    site = serve()
    url = f"http://127.0.0.1:{site.port}/"
    settings = {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"}
    report = crawl(tmp_path, [url], own=[url], settings=settings)
    assert site.asked == []
    assert "resolver is not installed" in report["failures"][url]


def test_a_proxy_of_the_operator_is_reached_but_no_private_host_behind_it(tmp_path, serve):
    proxy = serve()
    public, private = "http://www.public.example/a", f"http://127.0.0.1:{proxy.port}/"
    environment = {"http_proxy": f"http://127.0.0.1:{proxy.port}"}
    report = crawl(tmp_path, [public, private], environment)
    assert list(report["pages"]) == [public]
    assert public in proxy.asked
    assert "/" not in proxy.asked
    assert private in report["failures"]
