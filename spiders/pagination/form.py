"""Pagers whose links call a function of the page: `javascript:goPage(2)`, read and never run.

The function either goes to an address that it puts together, or sets a field of a form and sends
the form; both are read from its source. Last seen 2012 to 2021.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from lxml.html import HtmlElement

from spiders.apis.functions import definition, gone_to
from spiders.apis.request import PAGE
from spiders.document import ListDocument
from spiders.outline import Outline, Text, outline
from spiders.pager_runs import Run, pager_runs
from spiders.pagination.base import NextPage, Pager, Pair
from spiders.pagination.counts import declared_counts

NAME = "form"

_CALL = re.compile(
    r"(?:^|[\s:;])(?P<name>[A-Za-z_$][\w$]*)\(\s*['\"]?(?P<number>\d{1,6})['\"]?\s*[,)]"
)
_SETS = (
    re.compile(r"\.(?P<field>\w+)\.value\s*=\s*(?P<value>[\w$]+)"),
    re.compile(
        r"getElementById\(\s*['\"](?P<field>[\w-]+)['\"]\s*\)\.value\s*=\s*(?P<value>[\w$]+)"
    ),
    re.compile(
        r"\$\(\s*['\"](?:#|\w*\[name=['\"]?)(?P<field>[\w-]+)['\"]?\]?['\"]\s*\)\.val\(\s*(?P<value>[\w$]+)"
    ),
    re.compile(r"\.elements\[['\"](?P<field>[\w-]+)['\"]\]\.value\s*=\s*(?P<value>[\w$]+)"),
)
_SENT_TYPES = frozenset(["hidden", "text", ""])


def form(document: ListDocument, _previous: NextPage | None = None) -> Pager | None:
    """The pager of a page whose links call a function with the number of a page."""
    if "(" not in document.html or "<script" not in document.html.lower():
        return None
    seen = outline(document)
    counts = declared_counts(document)
    for run in pager_runs(seen):
        found = _next_call(run, seen, counts.current)
        request = _request(document, *found) if found else None
        if request:
            told = f"{found[0]}({found[1]})" if found else ""
            return Pager(family=NAME, next=request, pages=counts.pages, evidence=told)
    return None


def _next_call(run: Run, seen: Outline, current: int | None) -> tuple[str, int] | None:
    """The function and the number that the next page's link calls it with."""
    following = [call for text in run.following if (call := _call(text, seen))]
    numbered = {number: call for number, text in run.numbers if (call := _call(text, seen))}
    plain = [number for number, text in run.numbers if _call(text, seen) is None]
    here = current or (plain[0] if plain else 1)
    for call in following:
        # 下一页 of the last page calls with its own number.
        if call[1] > here - 1 and call != numbered.get(here) and call[1] != here:
            return call
    return numbered.get(here + 1)


def _call(text: Text, seen: Outline) -> tuple[str, int] | None:
    if text.link is None:
        return None
    element = seen.links[text.link].element
    written = f"{element.get('onclick') or ''};{element.get('href') or ''}"
    found = _CALL.search(written) if "__doPostBack" not in written else None
    return (found["name"], int(found["number"])) if found else None


def _request(document: ListDocument, name: str, number: int) -> NextPage | None:
    for script in document.root.iter("script"):
        text = script.text or ""
        found = definition(text, name)
        if found and found[0]:
            parameter, body = found
            return _by_address(document, text, body, parameter, number) or _by_form(
                document, body, parameter, number
            )
    return None


def _by_address(
    document: ListDocument, script: str, body: str, parameter: str, number: int
) -> NextPage | None:
    address = gone_to(script, body, parameter)
    if address is None or PAGE not in address:
        return None
    url = document.resolve(address.replace(PAGE, str(number)))
    return NextPage(url=url, family=NAME, number=number) if url else None


def _by_form(document: ListDocument, body: str, parameter: str, number: int) -> NextPage | None:
    fields = {
        found["field"]
        for sets in _SETS
        for found in sets.finditer(body)
        if found["value"] == parameter
    }
    for element in document.root.iter("form"):
        named = [field for field in element.iter("input", "select") if _names(field) & fields]
        url = document.resolve(element.get("action")) or document.url.partition("#")[0]
        if not named:
            continue
        name = named[0].get("name") or named[0].get("id") or ""
        sent = (*(pair for pair in _fields(element) if pair[0] != name), (name, str(number)))
        if (element.get("method") or "get").lower() == "post":
            return NextPage(url=url, family=NAME, method="POST", form=sent, number=number)
        return NextPage(
            url=f"{url.partition('?')[0]}?{urlencode(sent)}", family=NAME, number=number
        )
    return None


def _names(field: HtmlElement) -> set[str]:
    return {value for value in (field.get("name"), field.get("id")) if value}


def _fields(element: HtmlElement) -> Iterator[Pair]:
    for field in element.iter("input"):
        if (name := field.get("name")) and (field.get("type") or "").lower() in _SENT_TYPES:
            yield name, field.get("value") or ""
