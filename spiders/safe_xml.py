"""XML from strangers: parsed without entities, external files or network, and despite its faults.

The document type is cut off before parsing, so no entity can be declared at all; the named entities
of HTML, which feeds use without declaring them, become characters.
"""

import html
import html.entities
import re

from lxml import etree

from spiders.charset import decode_html
from spiders.errors import UnreadableListing

MAX_BYTES = 50 * 1024 * 1024
"""Bytes of a feed or sitemap that are read, the limit of the sitemap protocol."""

MAX_MENDED = 1_000_000
"""Ampersands and sections of a document that is read; one with more is nothing but faults."""

MAX_TAGS = 3_000_000
"""Signs that open a tag; a full sitemap with ten elements an entry has a third of them."""

MAX_DOCTYPE_CHARS = 100_000
"""Characters within which a document type must end to be cut off; a longer one makes no XML."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PROLOG = re.compile(r"^\s*(?:<\?xml[^>]{0,400}\?>)?", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[>]{0,2000}(?:\[.*?\]\s*)?)>", re.IGNORECASE | re.DOTALL)
_SECTION_OR_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|&#(?:(?P<decimal>[0-9]{1,7})|[xX](?P<hexadecimal>[0-9A-Fa-f]{1,6}));"
    r"|&(?:(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?",
    re.DOTALL,
)
_SPACES = (0x9, 0xA, 0xD)
_CHARACTERS = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_OWN_ENTITIES = frozenset(["amp", "lt", "gt", "quot", "apos"])


def parse_xml(body: bytes, url: str) -> etree._Element:
    """The root element of an XML document; faults that can be passed over are.

    Raises UnreadableListing where nothing of it can be read, it is too large or it declares
    entities beyond its document type.
    """
    if len(body) > MAX_BYTES:
        raise UnreadableListing(f"{url} has {len(body)} bytes, more than {MAX_BYTES} are not read")
    text = _ILLEGAL.sub("", decode_html(body))
    text = _without_doctype(_PROLOG.sub("", text, count=1))
    if "<!ENTITY" in text:
        raise UnreadableListing(f"{url} declares entities of its own, which are not read")
    text, mended = _SECTION_OR_AMPERSAND.subn(_mended, text, count=MAX_MENDED)
    if mended == MAX_MENDED or text.count("<") > MAX_TAGS:
        raise UnreadableListing(f"{url} holds more tags or entities than any feed or sitemap")
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), parser=_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableListing(f"{url} is no XML: {error}") from error
    if root is None:
        raise UnreadableListing(f"{url} is no XML")
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def child_text(element: etree._Element, *names: str) -> str | None:
    """The text of the first child of one of the names, in the order of the names; None if empty."""
    for name in names:
        for child in element:
            if local_name(child) == name:
                text = " ".join("".join(child.itertext()).split())
                if text:
                    return text
    return None


def _without_doctype(text: str) -> str:
    start = text[:MAX_DOCTYPE_CHARS].lower().find("<!doctype")
    found = _DOCTYPE.match(text, start, start + MAX_DOCTYPE_CHARS) if start >= 0 else None
    return text[:start] + text[found.end() :] if found else text


def _is_character(number: int) -> bool:
    """Whether a number is that of a character in XML (Extensible Markup Language 1.0, 2.2)."""
    return number in _SPACES or any(number in block for block in _CHARACTERS)


def _mended(found: re.Match[str]) -> str:
    """A section as it stands; a bare ampersand, an undeclared entity or no character mended."""
    if found["decimal"] or found["hexadecimal"]:
        number = int(found["decimal"] or found["hexadecimal"], 10 if found["decimal"] else 16)
        return found[0] if _is_character(number) else "\ufffd"
    name = found["name"]
    if name is None:
        return found[0] if found[0].startswith("<") else "&amp;"
    if name in _OWN_ENTITIES:
        return found[0]
    if f"{name};" not in html.entities.html5:
        return ""
    return html.unescape(found[0]).replace("&", "&amp;").replace("<", "&lt;")
