"""A source's name: what may be one, and a readable one made from an address."""

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, unquote, urlsplit

from newsarchive.core.errors import UsageError

MAX_LENGTH = 64
NAME = re.compile(rf"\w[\w.-]{{0,{MAX_LENGTH - 1}}}")

_TWIN_HOSTS = frozenset({"www", "m", "wap", "3g"})
_SUFFIXES = frozenset({"gov", "com", "org", "net", "edu", "info", "biz", "asia", "xyz", "top"})
_INDEX_STEMS = frozenset({"index", "default", "home", "main"})
_SLUG_LENGTH = 48
_WORD = re.compile(r"[^\W_]+")


def check_name(name: str) -> str:
    """Return the name itself if it may name a source.

    Letters of any script, digits, `_`, `.` and `-` are allowed, the first not `.` or `-`.
    Raises UsageError with what is allowed.

    >>> check_name("贵州动态")
    '贵州动态'
    """
    if not NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot name a source; use letters, digits, '_', '.' and '-', "
            f"at most {MAX_LENGTH}, the first one a letter or a digit, such as gz-example-gzdt"
        )
    return name


def name_for(url: str, taken: Collection[str] = ()) -> str:
    """Return a readable name for the column at an address, none of `taken`.

    Made of the host without its common parts and of the path's words; Chinese words stay.

    >>> name_for("http://www.gz-example.gov.cn/gzdt/ywyw/")
    'gz-example-gzdt-ywyw'
    >>> name_for("http://www.gz-example.gov.cn/gzdt/ywyw/", ["gz-example-gzdt-ywyw"])
    'gz-example-gzdt-ywyw-2'
    >>> name_for("https://news.li-example.com/%E8%A6%81%E9%97%BB/index.html")
    'news-li-example-要闻'
    """
    words = [*_host_words(url), *_path_words(url)]
    slug = _shortened(words) or "source"
    if slug not in taken:
        return slug
    return next(name for n in range(2, len(taken) + 3) if (name := f"{slug}-{n}") not in taken)


def _host_words(url: str) -> list[str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").strip(".")
    port = [] if parts.port in {None, 80, 443} else [str(parts.port)]
    if not re.search(r"[^\d.]", host):
        return [*_WORD.findall(host), *port]
    labels = [_readable(label) for label in host.split(".")]
    if len(labels) > 1 and labels[0] in _TWIN_HOSTS:
        labels = labels[1:]
    while len(labels) > 1 and (labels[-1] in _SUFFIXES or len(labels[-1]) == 2):  # noqa: PLR2004
        labels = labels[:-1]
    return [*_WORD.findall("-".join(labels)), *port]


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _path_words(url: str) -> list[str]:
    parts = urlsplit(url)
    segments = [segment for segment in unquote(parts.path).split("/") if segment]
    if segments:
        stem, dot, _ = segments[-1].rpartition(".")
        segments[-1] = stem if dot else segments[-1]
        if segments[-1].lower() in _INDEX_STEMS:
            segments = segments[:-1]
    numbers = [value for _, value in parse_qsl(parts.query) if value.isdigit()]
    return _WORD.findall(" ".join([*segments, *numbers]).lower())


def _shortened(words: list[str]) -> str:
    """Join as many words as fit; a first word that is too long is cut."""
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        slug = longer
    return slug
