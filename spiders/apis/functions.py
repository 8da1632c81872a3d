"""Functions of a page that go to an address, such as `goPage(2)`: read from source, never run."""

import re

from lxml.html import HtmlElement

from spiders.apis.literals import constants, evaluate
from spiders.apis.request import PAGE
from spiders.document import ListDocument

_CALL = re.compile(
    r"(?:^|[\s:;])(?P<name>[A-Za-z_$][\w$]*)\(\s*(?:['\"]?(?P<number>\d{1,6})['\"]?\s*[,)]|\))"
)
_GOES = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\()\s*(?=[\"'`])"
)
_BODY_CHARS = 1_500


def definition(script: str, name: str) -> tuple[str, str] | None:
    """The first parameter of a function, empty without one, and the start of its body."""
    found = re.search(
        rf"(?:function\s+{re.escape(name)}\s*\(|\b{re.escape(name)}\s*=\s*(?:function\s*)?\()\s*([\w$]*)",
        script,
    )
    return (found[1], script[found.end() : found.end() + _BODY_CHARS]) if found else None


def gone_to(script: str, body: str, parameter: str) -> str | None:
    """The address that a function's body goes to, its parameter marked as PAGE, or None."""
    goes = _GOES.search(body)
    known = constants(script) | ({parameter: PAGE} if parameter else {})
    made = evaluate(body[goes.end() :], known) if goes else None
    return made[0] if made else None


def called_address(document: ListDocument, element: HtmlElement) -> str | None:
    """The address that a link's function goes to with the number it is called with, or without."""
    written = f"{element.get('onclick') or ''};{element.get('href') or ''}"
    call = _CALL.search(written)
    if call is None:
        return None
    for script in document.root.iter("script"):
        found = definition(script.text or "", call["name"])
        if found:
            address = gone_to(script.text or "", found[1], found[0])
            return (
                document.resolve(address.replace(PAGE, call["number"] or "")) if address else None
            )
    return None
