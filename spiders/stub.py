"""Column stubs: pages without a list that only send the browser to the first sub-column."""

import re

from spiders.document import ListDocument
from spiders.rows.addresses import folder

_REFRESH = re.compile(r"^\s*\d*\.?\d*\s*[;,]?\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.IGNORECASE)
_SCRIPT = re.compile(
    r"\blocation(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|\blocation\.(?:replace|assign)\(\s*['\"]([^'\"]+)['\"]"
)
MAX_CHARS = 4_000
"""A page longer than this is more than a stub."""


def stub_target(document: ListDocument) -> str | None:
    """Where a column stub leads, by refresh or script; None for a page that is no stub.

    Only a place below the stub's own folder counts: challenges and error pages send the browser to
    themselves or to the home page.
    """
    if len(document.html) > MAX_CHARS:
        return None
    named = [
        found.group(1)
        for meta in document.root.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "refresh"
        and (found := _REFRESH.match(meta.get("content") or ""))
    ]
    named += [found.group(1) or found.group(2) for found in _SCRIPT.finditer(document.html)]
    targets = (document.resolve(address) for address in named)
    return next((url for url in targets if url and _is_below(url, document.url)), None)


def _is_below(url: str, stub: str) -> bool:
    here = folder(stub)
    return url != stub and folder(url).startswith(here) and folder(url) != here
