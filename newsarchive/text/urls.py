"""One canonical address for all addresses of an article, and the one under which it is shown.

In the canonical address, by which articles are told apart, the scheme becomes http and the host of a site its `www.` name, since these are the forms that
answer almost everywhere: many district sites have no https, or no address without `www.`, while
those that want https send a visitor of http there. A sub-domain loses `www.` and device names. An
address with a port of its own, an IP address or a host of one label is kept as it is, scheme and
all.
"""

import dataclasses
import ipaddress
import re
from urllib.parse import urlsplit

from newsarchive.text import url_rules

_SPACE = re.compile(r"[\t\r\n]")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT_IN_PATH = _UNRESERVED | frozenset("!$&'()*+,;=:@/%")
_KEPT_IN_QUERY = _KEPT_IN_PATH | frozenset("?[]|{}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ENTITY = re.compile(r"(?:^|&)(?:amp;)+")
_ROUTES = ("/", "!")
_LONGEST_HOST = 253
_LONGEST = 8000
"""Characters of an address (RFC 9110, 4.1)."""


def canonical_url(url: str) -> str:
    """Return the one address that stands for all addresses of the same article.

    Idempotent. What is no http(s) address comes back stripped, as it is.

    >>> canonical_url("https://m.huwan.gov.cn/zwgk/./index.html?utm_source=wx&id=7#top")
    'http://www.huwan.gov.cn/zwgk/?id=7'
    >>> canonical_url("http://127.0.0.1:8801/art/1.html;jsessionid=9F")
    'http://127.0.0.1:8801/art/1.html'
    """
    parts = _parts(url)
    if parts is None:
        return url.strip()
    address = f"{_origin(parts)}{_rest(parts)}"
    for twin in url_rules.TWINS:
        found = twin.pattern.fullmatch(address)
        if found:
            address = found.expand(twin.after)
    return address + _route(parts)


def shown_url(url: str) -> str:
    """Return an address that has answered without what names a visitor, scheme and host as it was.

    Idempotent. What is no http(s) address comes back stripped, as it is.

    >>> shown_url("https://m.huwan.gov.cn/zwgk/./index.html?utm_source=wx&id=7#top")
    'https://m.huwan.gov.cn/zwgk/?id=7'
    """
    parts = _parts(url)
    if parts is None:
        return url.strip()
    address = f"{parts.scheme}://{_shown_host(parts)}{_rest(parts)}"
    for twin in url_rules.FOLDER_PAGES:
        found = twin.pattern.fullmatch(address)
        if found:
            address = found.expand(twin.after)
    return address + _route(parts)


@dataclasses.dataclass(frozen=True, slots=True)
class _Parts:
    """What an address is made of; `port` is None where it goes without saying."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str


def _parts(url: str) -> _Parts | None:
    """The parts of an http(s) address, None for what is none or longer than servers must take."""
    if len(url) > _LONGEST:
        return None
    try:
        found = urlsplit(_SPACE.sub("", url.strip()))
        port = found.port
    except ValueError:
        return None
    scheme, host = found.scheme.lower(), _host(found.hostname or "")
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    own_port = None if port == _DEFAULT_PORTS[scheme] else port
    return _Parts(scheme, host, own_port, found.path, found.query, found.fragment)


def _rest(parts: _Parts) -> str:
    query = _query(parts.host, parts.query)
    return f"{_path(parts.path)}?{query}" if query else _path(parts.path)


def _route(parts: _Parts) -> str:
    """A fragment that names the page of an application, not a place in a page."""
    if parts.fragment.startswith(_ROUTES):
        return "#" + _quote(parts.fragment, _KEPT_IN_QUERY)
    return ""


def _host(name: str) -> str:
    name = name.lower().rstrip(".")
    if len(name) > _LONGEST_HOST:
        return ""
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _shown_host(parts: _Parts) -> str:
    shown = f"[{parts.host}]" if ":" in parts.host else parts.host
    return shown if parts.port is None else f"{shown}:{parts.port}"


def _origin(parts: _Parts) -> str:
    """Return scheme, host and port; twins are folded only where they are known to be twins."""
    if parts.port is not None or "." not in parts.host or _is_ip(parts.host):
        return f"{parts.scheme}://{_shown_host(parts)}"
    return f"http://{_site(parts.host)}"


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _site(host: str) -> str:
    """Return the name under which a site's twins meet.

    >>> _site("wap.huwan.gov.cn"), _site("huwan.gov.cn"), _site("www.rsj.huwan.gov.cn")
    ('www.huwan.gov.cn', 'www.huwan.gov.cn', 'rsj.huwan.gov.cn')
    """
    labels = host.split(".")
    own = _labels_of_own_name(labels)
    while len(labels) > own and labels[0] in url_rules.DEVICE_HOSTS:
        labels = labels[1:]
    needs_www = len(labels) == own and labels[0] != "www"  # as www.gov.cn has it in its own name
    return ".".join(["www", *labels] if needs_www else labels)


def _labels_of_own_name(labels: list[str]) -> int:
    """Return how many labels a site's own domain has: 2 for huwan.com, 3 for huwan.gov.cn."""
    top, second = labels[-1], labels[-2]
    is_shared = second in url_rules.SECOND_LEVEL or (
        top == "cn" and second in url_rules.CN_PROVINCES
    )
    country_code = 2
    return 3 if len(top) == country_code and is_shared and len(labels) > country_code else 2


def _path(path: str) -> str:
    path = url_rules.SESSION_IN_PATH.sub("", path)
    path = url_rules.SESSION_FOLDER.sub("", path)
    kept: list[str] = []
    segments = _quote(path, _KEPT_IN_PATH).split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment not in {"", "."} or (kept and kept[-1].endswith(":")):
            kept.append(segment)
    is_folder = segments[-1] in {"", ".", ".."}
    return "/" + "/".join(kept) + ("/" if is_folder and kept and kept[-1] else "")


def _query(host: str, query: str) -> str:
    """Return the parameters that name the article, in the order of their names."""
    kept: list[tuple[str, str]] = []
    for part in _ENTITY.sub("&", query).split("&"):
        quoted = _quote(part, _KEPT_IN_QUERY)
        name = quoted.partition("=")[0]
        if quoted and not _is_noise(host, name, quoted.partition("=")[2]):
            kept.append((name, quoted))
    return "&".join(part for _, part in sorted(kept, key=lambda pair: pair[0]))


def _is_noise(host: str, name: str, value: str) -> bool:
    if host == "mp.weixin.qq.com":
        return name not in url_rules.WECHAT
    return any(
        rule.name.fullmatch(name.lower()) and rule.value.fullmatch(value.lower())
        for rule in url_rules.PARAMETERS
    )


def _quote(text: str, kept: frozenset[str]) -> str:
    """Return percent-encoding in one form: capital digits, none where none is needed."""
    unescaped = _ESCAPE.sub(_plain_escape, text)
    return "".join(
        one if one in kept and (one != "%" or _ESCAPE.match(unescaped, place)) else _escape(one)
        for place, one in enumerate(unescaped)
    )


def _plain_escape(found: re.Match[str]) -> str:
    character = chr(int(found[0][1:], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _escape(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
