"""One canonical address for all addresses of an article.

The scheme becomes http and the host of a site its `www.` name, since these are the forms that
answer almost everywhere: many district sites have no https, or no address without `www.`, while
those that want https send a visitor of http there. A sub-domain loses `www.` and device names. An
address with a port of its own, an IP address or a host of one label is kept as it is, scheme and
all.
"""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

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


def canonical_url(url: str) -> str:
    """Return the one address that stands for all addresses of the same article.

    Idempotent. What is no http(s) address comes back stripped, as it is.

    >>> canonical_url("https://m.huwan.gov.cn/zwgk/./index.html?utm_source=wx&id=7#top")
    'http://www.huwan.gov.cn/zwgk/?id=7'
    >>> canonical_url("http://127.0.0.1:8801/art/1.html;jsessionid=9F")
    'http://127.0.0.1:8801/art/1.html'
    """
    stripped = url.strip()
    try:
        parts = urlsplit(_SPACE.sub("", stripped))
        port = parts.port
    except ValueError:
        return stripped
    scheme, host = parts.scheme.lower(), _host(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or not host:
        return stripped
    origin = _origin(scheme, host, None if port == _DEFAULT_PORTS[scheme] else port)
    return _canonical(origin, host, parts)


def _canonical(origin: str, host: str, parts: SplitResult) -> str:
    address = f"{origin}{_path(parts.path)}"
    query = _query(host, parts.query)
    if query:
        address += f"?{query}"
    for twin in url_rules.TWINS:
        found = twin.pattern.fullmatch(address)
        if found:
            address = found.expand(twin.after)
    if parts.fragment.startswith(_ROUTES):  # the page of an application, not a place in a page
        address += "#" + _quote(parts.fragment, _KEPT_IN_QUERY)
    return address


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


def _origin(scheme: str, host: str, port: int | None) -> str:
    """Return scheme, host and port; twins are folded only where they are known to be twins."""
    shown = f"[{host}]" if ":" in host else host
    if port is not None:
        return f"{scheme}://{shown}:{port}"
    if "." not in host or _is_ip(host):
        return f"{scheme}://{shown}"
    return f"http://{_site(host)}"


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
