"""龙讯 (Anhui and others): `/site/label/8888?labelName=…&pageIndex=2` gives rows as HTML.

Its address stands whole in a script or attribute, or its fields in a call. Columns of the form
`/content/column/123` also take `?pageIndex=2`. Last seen 2022-11.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.apis.calls import find_calls
from spiders.apis.request import PAGE, ListApi
from spiders.document import ListDocument
from spiders.pagination.answer import first_request
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.counts import declared_counts

NAME = "longxun"

_LABEL = re.compile(r"[\"']([^\"'\s<>]{0,200}/site/label/\d+\?[^\"'\s<>]{1,2000})")
_PATH = re.compile(r"/site/label/\d+")
_COLUMN = re.compile(r"/content/column/\d+$")


def longxun(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The request for the rows that a Longxun label gives, or for a column's next page."""
    return _label(document) or _column(document)


def _label(document: ListDocument) -> Pager | None:
    written = [found[1].replace("&amp;", "&") for found in _LABEL.finditer(document.html)]
    calls = [(url.partition("?")[0], parse_qsl(url.partition("?")[2], True)) for url in written]
    if "/site/label/" in document.html:
        calls += [
            (call.url.partition("?")[0], [*parse_qsl(call.url.partition("?")[2]), *call.fields])
            for call in find_calls(document)
            if _PATH.search(call.url)
        ]
    lists = [call for call in calls if {"labelName", "pageSize"} & {key for key, _ in call[1]}]
    for address, pairs in lists:
        url = document.resolve(address)
        fields = {key: value for key, value in pairs if key not in {"_", "pageIndex"}}
        if url and fields:
            query = urlencode([*fields.items(), ("pageIndex", PAGE)], safe="{}")
            size = int(fields["pageSize"]) if fields.get("pageSize", "").isdigit() else None
            api = ListApi(url=f"{url}?{query}", base=document.base, size=size)
            told = f"label {fields.get('labelName', '')}"
            return Pager(family=NAME, next=first_request(api, NAME), evidence=told)
    return None


def _column(document: ListDocument) -> Pager | None:
    parts = urlsplit(document.url)
    counts = declared_counts(document)
    if not _COLUMN.search(parts.path) or counts.pages is None:
        return None
    query = dict(parse_qsl(parts.query))
    asked = query.get("pageIndex", "1")
    number = int(asked) if asked.isdigit() else 1
    following = None
    if number < counts.pages:
        url = parts._replace(query=urlencode(query | {"pageIndex": str(number + 1)})).geturl()
        following = NextPage(url=url, family=NAME, number=number + 1)
    return Pager(family=NAME, next=following, pages=counts.pages, evidence="/content/column/")
