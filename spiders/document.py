"""ListDocument: a list page parsed once, for the readers of rows and of paginations."""

import dataclasses
import re
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

MAX_CHARS = 4_000_000
"""Characters of a page that are read; a list page is far shorter, the rest is left unread."""

MAX_TAGS = 200_000
"""Signs that open a tag; what comes after so many is left unread too."""

LONGEST_ADDRESS = 8000
"""Characters of an address."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACE = re.compile(r"[\t\r\n]+")
_IN_SCRIPT = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\()"""
    r"""\s*["']([^"'\s]+)["']""",
)


@dataclasses.dataclass(frozen=True, slots=True)
class ListDocument:
    """A page: its text, its own address, its tree and the address its links start from.

    `item_url` is the form of an article's address, with fields in braces, for answers to a script
    that name their articles by number only.
    """

    html: str
    url: str
    root: lxml_html.HtmlElement
    base: str
    item_url: str | None = None

    def resolve(self, href: str | None) -> str | None:
        """The absolute http(s) address of a link without its fragment, or None if it has none."""
        return resolve(self.base, href)

    def address(self, anchor: lxml_html.HtmlElement) -> str | None:
        """Where a link leads: its href, else the address named by its onclick or script href."""
        href = anchor.get("href")
        found = self.resolve(href)
        if found is None:
            script = _IN_SCRIPT.search(f"{anchor.get('onclick') or ''};{href or ''}")
            found = self.resolve(script.group(1)) if script else None
        return found


def parse_document(
    html: str, url: str, *, base: str | None = None, item_url: str | None = None
) -> ListDocument:
    """The parsed page; never fails: what cannot be parsed gives an empty tree.

    `base` is where the links start that an answer to a page's script holds: that page's address.
    """
    text = _CONTROL.sub(" ", html[:MAX_CHARS])
    if text.count("<") > MAX_TAGS:
        text = "<".join(text.split("<", MAX_TAGS)[:MAX_TAGS])
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    markup = text.encode("utf-8", "replace").strip() or b"<html></html>"
    try:
        root = lxml_html.document_fromstring(markup, parser=parser)
    except (ValueError, etree.LxmlError):
        root = lxml_html.document_fromstring("<html></html>")
    start = base or _base(root, url)
    return ListDocument(html=text, url=url, root=root, base=start, item_url=item_url)


def resolve(base: str, href: str | None) -> str | None:
    """The absolute http(s) address of a link without its fragment.

    None for an empty link, a mere fragment, other schemes, what cannot be parsed, and addresses of
    more than 8,000 characters, beyond which servers need not go (RFC 9110, 4.1).

    >>> resolve("http://www.xinhe.example/gzdt/index.html", "./202306/t20230602_1.html")
    'http://www.xinhe.example/gzdt/202306/t20230602_1.html'
    >>> resolve("http://www.xinhe.example/", "javascript:void(0)") is None
    True
    """
    cleaned = _SPACE.sub("", href or "").strip()
    if not cleaned or cleaned.startswith("#") or len(cleaned) > LONGEST_ADDRESS:
        return None
    try:
        url = urldefrag(urljoin(base, cleaned)).url
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return url if usable and len(url) <= LONGEST_ADDRESS else None


def _base(root: lxml_html.HtmlElement, url: str) -> str:
    for base in root.iter("base"):
        return resolve(url, base.get("href")) or url
    return url
