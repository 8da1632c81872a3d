"""ASP.NET WebForms: `__doPostBack('AspNetPager1','2')`, the page's form sent again by POST.

The hidden fields (`__VIEWSTATE` and its kin) must be those of the page just read. Pages whose links
are ordinary addresses never get here: the family of links comes first for them.
"""

import dataclasses
import re

from lxml.html import HtmlElement

from spiders.document import ListDocument
from spiders.outline import Outline, Text, outline
from spiders.pager_runs import pager_runs
from spiders.pagination.base import NextPage, Pager, Pair
from spiders.pagination.counts import declared_counts

NAME = "postback"

_CALL = re.compile(
    r"__doPostBack\(\s*\\?[\"']([^\"'\\]+)\\?[\"']\s*,\s*\\?[\"']([^\"'\\]*)\\?[\"']"
)
_SENT_TYPES = frozenset(["hidden", "text", ""])


def postback(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The pager of an ASP.NET page whose links post its form back."""
    if "__doPostBack" not in document.html:
        return None
    seen = outline(document)
    counts = declared_counts(document)
    for run in pager_runs(seen):
        known = [(number, call) for number, text in run.numbers if (call := _call(text, seen))]
        plain = [
            number for number, text in run.numbers if text.link is None or not _call(text, seen)
        ]
        current = plain[0] if plain else counts.current or 1
        calls = [call for text in run.following if (call := _call(text, seen))]
        calls += [call for number, call in known if number == current + 1]
        if calls:
            return _pager(document, calls[0], current, counts.pages)
        if known or run.following:
            return Pager(
                family=NAME, next=None, pages=counts.pages, evidence="no postback leads on"
            )
    return _select(document)


def _select(document: ListDocument) -> Pager | None:
    """A select of page numbers that posts the form back when another one is chosen."""
    for select in document.root.iter("select"):
        call = _CALL.search(select.get("onchange") or "")
        options = list(select.iter("option"))
        if call is None or len(options) < 2:  # noqa: PLR2004 - one page has no next
            continue
        chosen = [place for place, one in enumerate(options) if one.get("selected") is not None]
        place = chosen[0] if chosen else 0
        if place + 1 == len(options):
            told = "the last option is chosen"
            return Pager(family=NAME, next=None, pages=len(options), evidence=told)
        pager = _pager(document, (call[1], call[2]), place + 1, len(options))
        if pager and pager.next:
            value = options[place + 1].get("value") or ""
            sent = [pair for pair in pager.next.form if pair[0] != select.get("name")]
            sent.append((select.get("name") or "", value))
            return dataclasses.replace(
                pager, next=dataclasses.replace(pager.next, form=tuple(sent))
            )
    return None


def _call(text: Text, seen: Outline) -> tuple[str, str] | None:
    if text.link is None:
        return None
    element = seen.links[text.link].element
    found = _CALL.search(f"{element.get('href') or ''};{element.get('onclick') or ''}")
    return (found.group(1), found.group(2)) if found else None


def _pager(
    document: ListDocument, call: tuple[str, str], current: int, pages: int | None
) -> Pager | None:
    form = next((form for form in document.root.iter("form") if _has_state(form)), None)
    url = document.resolve(form.get("action")) or document.url if form is not None else None
    if form is None or url is None:
        return None
    sent = [pair for pair in _fields(form) if pair[0] not in {"__EVENTTARGET", "__EVENTARGUMENT"}]
    sent += [("__EVENTTARGET", call[0]), ("__EVENTARGUMENT", call[1])]
    following = NextPage(url=url, family=NAME, method="POST", form=tuple(sent), number=current + 1)
    told = f"__doPostBack({call[0]!r}, {call[1]!r})"
    return Pager(family=NAME, next=following, pages=pages, evidence=told)


def _has_state(form: HtmlElement) -> bool:
    return any(field.get("name") == "__VIEWSTATE" for field in form.iter("input"))


def _fields(form: HtmlElement) -> list[Pair]:
    """What a browser would send of a form when no button is pressed."""
    fields = [
        (name, field.get("value") or "")
        for field in form.iter("input")
        if (name := field.get("name")) and (field.get("type") or "").lower() in _SENT_TYPES
    ]
    for select in form.iter("select"):
        options = list(select.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        if (name := select.get("name")) and chosen:
            fields.append((name, chosen[0].get("value") or ""))
    return fields
