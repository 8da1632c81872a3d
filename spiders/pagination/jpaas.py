"""Hanweb jpaas: a script element names the unit, `jpaas-publish-server` gives its rows.

`<script url="…/front/page/build/unit" queryData="{'webId':'7',…}">`; the answer is JSON with the
rows as HTML in `data.html`. The first page may stand in the column itself. Last seen 2023-06.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from lxml.html import HtmlElement

from spiders.apis.literals import parse_literal
from spiders.apis.request import PAGE, ListApi
from spiders.document import ListDocument
from spiders.pagination.answer import first_request
from spiders.pagination.base import NextPage, Pager

NAME = "jpaas"

_DATA = ("querydata", "data-querydata", "query-data", "data-query-data")
_ADDRESS = ("url", "data-url", "src")
_PATH = "/common-read/api-gateway/jpaas-publish-server/front/page/build/unit"
_WRITTEN = re.compile(
    r"[\"']([^\"'\s]*jpaas-publish-server[^\"'\s]*/build/unit)(?:\?([^\"'\s]*))?[\"']"
)
_VARIABLE = re.compile(r"\bquery_?data\b[\"']?\s*[=:]\s*(?=\{)", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:pageSize|page-size|perPage|rows)\b[\"']?\s*[:=]\s*[\"']?(\d{1,3})\b")
_LIST_UNIT = re.compile(r"列表|list|分页|分頁|信息", re.IGNORECASE)
_USUAL_SIZE = 20


def jpaas(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The request for the first rows of a jpaas column."""
    units = list(_units(document))
    if not units:
        return None
    url, data = max(units, key=lambda unit: bool(_LIST_UNIT.search(unit[1].get("tagId", ""))))
    told = data.pop("paramJson", "")
    size = int(found[1]) if (found := _SIZE.search(f"{told} {document.html}")) else _USUAL_SIZE
    place = json.dumps({"pageNo": PAGE, "pageSize": size}).replace(f'"{PAGE}"', PAGE)
    query = urlencode([*data.items(), ("paramJson", place)]).replace("%7Bpage%7D", PAGE)
    api = ListApi(url=f"{url}?{query}", base=document.base, size=size)
    return Pager(
        family=NAME,
        next=first_request(api, NAME),
        evidence=f"unit {data.get('tagId') or data.get('unitId') or data.get('pageId', '')}",
    )


def _units(document: ListDocument) -> Iterator[tuple[str, dict[str, str]]]:
    """The address and the parameters of each unit of a page."""
    if "jpaas" not in document.html and "querydata" not in document.html.lower():
        return
    for element in document.root.iter():
        data = _first(element, _DATA) if isinstance(element.tag, str) else None
        if data:
            url = document.resolve(_first(element, _ADDRESS) or _address(document))
            values = _values(data)
            if url and values:
                yield url, values
    for written in _WRITTEN.finditer(document.html):
        url = document.resolve(written[1])
        values = dict(parse_qsl(written[2] or ""))
        variable = _VARIABLE.search(document.html)
        if not values and variable:
            values = _values(document.html[variable.end() :])
        if url and values:
            yield url, values


def _first(element: HtmlElement, names: tuple[str, ...]) -> str | None:
    return next((str(value) for name in names if (value := element.get(name))), None)


def _address(document: ListDocument) -> str:
    written = _WRITTEN.search(document.html)
    return written[1] if written else _PATH


def _values(text: str) -> dict[str, str]:
    value = parse_literal(text)
    if not isinstance(value, dict):
        return {}
    return {str(key): str(one) for key, one in value.items() if isinstance(one, str | int)}
