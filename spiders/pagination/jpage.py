"""Hanweb jpage: the page holds the first group of rows, the others come from `dataproxy.jsp`.

Two dialects. Where the datastore names a `nextgroup` address, that is followed as it stands.
Otherwise rows are asked for by number (from 1, both ends included) with the parameters that the
page's script gives, by POST, one group at a time: bigger ranges are clipped or refused by servers.
"""

import html
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.document import ListDocument
from spiders.pagination.base import NextPage, Pager
from spiders.rows.datastore import Datastore, find_datastore

NAME = "jpage"

_NEXT_GROUP = re.compile(
    r"<nextgroup>\s*(?:<!\[CDATA\[)?\s*<a\b[^>]{0,400}?href\s*=\s*[\"']([^\"']{1,2000})[\"']",
    re.IGNORECASE | re.DOTALL,
)
_PROXY = re.compile(r"proxyUrl\s*[:=]\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_PER_PAGE = re.compile(r"\bperPage\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
_PARAMETER = re.compile(
    r"[\"']?\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)\b[\"']?"
    r"\s*[:=]\s*(?:[\"']([^\"']*)[\"']|(\d+))",
)
_UNIT = re.compile(r"\$\(\s*[\"']#(\d+)[\"']\s*\)\.jpage|jpageform_(\d+)|param_(\d+)")
_DEFAULT_PROXY = "/module/web/jpage/dataproxy.jsp"
_HEADERS = (("X-Requested-With", "XMLHttpRequest"),)


def jpage(document: ListDocument, previous: NextPage | None = None) -> Pager | None:
    """The pager of a Hanweb list page, or of the answer that its last request brought."""
    store = find_datastore(document.html)
    if store is None:
        return None
    address = _NEXT_GROUP.search(document.html)
    if address:
        following = _by_address(document, html.unescape(address.group(1)), store)
    elif previous and previous.family == NAME and previous.form:
        following = _by_range(previous.url, previous.form, previous.number, store)
    else:
        following = _first_range(document, store)
    evidence = f"datastore with {len(store.records)} of {store.total} records"
    return Pager(family=NAME, next=following, evidence=evidence)


def _by_address(document: ListDocument, address: str, store: Datastore) -> NextPage | None:
    url = document.resolve(address)
    if url is None or not store.records or store.total == len(store.records):
        return None
    return NextPage(url=url, family=NAME, headers=_HEADERS)


def _first_range(document: ListDocument, store: Datastore) -> NextPage | None:
    proxy = _PROXY.search(document.html)
    url = document.resolve(proxy.group(1) if proxy else _DEFAULT_PROXY)
    found = {key: quoted or plain for key, quoted, plain in _PARAMETER.findall(document.html)}
    unit = _UNIT.search(document.html)
    if unit:
        found.setdefault("unitid", next(filter(None, unit.groups())))
    if url is None or not {"columnid", "unitid"} <= found.keys():
        return None
    per_page = _PER_PAGE.search(document.html)
    size = per_page.group(1) if per_page else str(len(store.records))
    ranged = {"startrecord": "1", "endrecord": str(len(store.records)), "perpage": size}
    form = tuple({"col": "1", "appid": "1", "path": "/", **found}.items())
    return _by_range(f"{url}?{urlencode(ranged)}", form, 1, store)


def _by_range(
    url: str, form: tuple[tuple[str, str], ...], number: int | None, store: Datastore
) -> NextPage | None:
    """The request for the group of rows after the one that an address asked for."""
    parts = urlsplit(url)
    ranged = dict(parse_qsl(parts.query))
    start, end = int(ranged["startrecord"]), int(ranged["endrecord"])
    if store.total is None or end >= store.total or not store.records:
        return None
    size = end - start + 1
    ranged |= {"startrecord": str(end + 1), "endrecord": str(min(end + size, store.total))}
    return NextPage(
        url=parts._replace(query=urlencode(ranged)).geturl(),
        family=NAME,
        method="POST",
        form=form,
        headers=_HEADERS,
        number=(number or 1) + 1,
    )
