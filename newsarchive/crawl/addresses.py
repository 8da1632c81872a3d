"""Which addresses a web page may send us to: a judgement on their spelling, without a look-up."""

import ipaddress
import re
import unicodedata
from collections.abc import Container, Iterable
from urllib.parse import urlsplit

Address = tuple[str, int]
"""A host in its plain spelling, and a port."""

_DEFAULT_PORTS = {"http": 80, "https": 443}

_FORBIDDEN = tuple(
    (ipaddress.ip_network(network), reason)
    for network, reason in (
        # The special-purpose address registries of IANA (RFC 6890).
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a shared address of a carrier"),
        ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "an address for protocols"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address for benchmarks"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("2001::/23", "an address for protocols"),
        ("2001:db8::/32", "an address for documentation"),
        ("3fff::/20", "an address for documentation"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("ff00::/8", "a multicast address"),
        # Microsoft's cloud serves machines their metadata at this public address.
        ("168.63.129.16/32", "a metadata address"),
    )
)
_PUBLIC_6 = ipaddress.ip_network("2000::/3")
_TRANSLATED = (ipaddress.ip_network("::ffff:0:0/96"), ipaddress.ip_network("64:ff9b::/96"))
_ISATAP = (0x00005EFE, 0x02005EFE)

# Ports of other services than the web, which browsers refuse too (Fetch standard, "bad port").
_OTHER_SERVICES = frozenset(
    (
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
        *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161),
        *(179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563),
        *(587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061),
        *(6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    )
)


def is_forbidden(host: str) -> str | None:
    """Why no page may send us to a host, None when it may; names are judged by their spelling only.

    >>> is_forbidden("127.0.0.1"), is_forbidden("0x7f.1"), is_forbidden("www.example.cn")
    ('a loopback address', 'an odd spelling of an IP address', None)
    """
    name = plain_host(host)
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return _forbidden_name(name)
    if isinstance(address, ipaddress.IPv6Address):
        return _forbidden_6(address)
    return _forbidden_network(address)


def plain_host(host: str) -> str:
    """A host in one spelling: lower case, ASCII widths and dots, no brackets, no final dot.

    >>> plain_host("１２７。０。０。１"), plain_host("[::0001]"), plain_host("WWW.Example.CN.")
    ('127.0.0.1', '::1', 'www.example.cn')
    """
    name = unicodedata.normalize("NFKC", host).replace("。", ".").strip().lower()
    name = name.removeprefix("[").removesuffix("]").rstrip(".")
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name


def plain_address(url: str) -> Address:
    """Host and port of an address; raises ValueError when it has none that is valid.

    >>> plain_address("https://www.example.cn/a.html")
    ('www.example.cn', 443)
    """
    parts = urlsplit(url)
    host = plain_host(parts.hostname or "")
    port = parts.port if parts.port is not None else _DEFAULT_PORTS.get(parts.scheme)
    if not host or port is None:
        raise ValueError(f"no host and port in {url!r}")
    return host, port


def allowed_addresses(urls: Iterable[str], entries: Iterable[str] = ()) -> frozenset[Address]:
    """What an operator lets through: the hosts of addresses, and `host:port` entries.

    A host on a default port of the web is let through on both, since sites move to https; so is an
    entry without port. Raises ValueError for an entry that is neither.

    >>> sorted(allowed_addresses(["http://10.1.2.3/news/"], ["localhost:8000"]))
    [('10.1.2.3', 80), ('10.1.2.3', 443), ('localhost', 8000)]
    """
    found = {plain_address(url) for url in urls}
    found |= {plain_address(f"http://{entry.strip()}") for entry in entries if entry.strip()}
    on_web_ports = {host for host, port in found if port in _DEFAULT_PORTS.values()}
    return frozenset(found | {(host, p) for host in on_web_ports for p in _DEFAULT_PORTS.values()})


def refusal(url: str, allowed: Container[Address]) -> str | None:
    """Why a request is refused, None when it may go out; a name has yet to be resolved.

    >>> refusal("http://192.168.1.1/", frozenset())
    '192.168.1.1 is a private address'
    """
    scheme = urlsplit(url).scheme
    if scheme not in _DEFAULT_PORTS:
        return f"{scheme or 'no scheme'}: only http and https are fetched"
    try:
        host, port = plain_address(url)
    except ValueError as error:
        return str(error)
    if (host, port) in allowed:
        return None
    if port in _OTHER_SERVICES:
        return f"port {port} belongs to another service than the web"
    reason = is_forbidden(host)
    return reason and f"{host} is {reason}"


def _forbidden_name(name: str) -> str | None:
    labels = name.split(".")
    if labels[-1] in {"localhost", "localdomain"}:
        return "a name of this very machine"
    # What inet_aton and browsers read as a number: 127.1, 0177.0.0.1, 2130706433, 0x7f000001.
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        return "an odd spelling of an IP address"
    if not re.fullmatch(r"[\w.-]+", name) or "" in labels:
        return "no valid host name"
    return None


def _forbidden_network(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str | None:
    return next((reason for network, reason in _FORBIDDEN if address in network), None)


def _forbidden_6(address: ipaddress.IPv6Address) -> str | None:
    """An address that carries an IPv4 address is no better than that."""
    if any(address in network for network in _TRANSLATED):
        return _forbidden_network(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    inner = address.sixtofour
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    reason = _forbidden_network(address) or (inner and _forbidden_network(inner))
    if reason is None and address not in _PUBLIC_6:
        return "no public address"
    return reason or None
