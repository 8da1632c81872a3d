"""粤系 gkmlpt: JSON from `/gkmlpt/api/all/<column>?page=1&sid=<sid>`, 100 rows a page.

`sid` stands in a script of the page, the column in the fragment of its address
(`/gkmlpt/index#2811`) or in a script; column 0 is everything. Last seen 2023-06.
"""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from spiders.apis.request import PAGE, ListApi
from spiders.document import ListDocument
from spiders.pagination.answer import answer, first_request
from spiders.pagination.base import NextPage, Pager

NAME = "gkmlpt"

_SID = re.compile(r"\bsid\b[\"']?\s*[:=]\s*[\"']?(\d{3,12})", re.IGNORECASE)
_COLUMN = re.compile(
    r"\b(?:column|column_?id|cate(?:gory)?_?id|channel_?id|class_?id)\b[\"']?\s*[:=]\s*[\"']?(\d{1,9})",
    re.IGNORECASE,
)
_API = re.compile(r"^(.*/gkmlpt/api/all/)(\d+)$")
_ROWS = 100


def gkmlpt(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The request for the rows of a gkmlpt column, or for those after an answer's."""
    parts = urlsplit(document.url)
    asked = _API.match(parts._replace(query="", fragment="").geturl())
    if asked:
        query = dict(parse_qsl(parts.query))
        api = _api(asked[1], asked[2], query.get("sid", ""), document.base)
        number = int(query["page"]) if query.get("page", "").isdigit() else 1
        return answer(document, first_request(api, NAME, number))
    sid = _SID.search(document.html) if "gkmlpt" in f"{document.html} {document.url}" else None
    if sid is None:
        return None
    in_script = _COLUMN.search(document.html)
    named = re.search(r"\d+", parts.fragment)
    column = named[0] if named else in_script[1] if in_script else "0"
    start = urljoin(document.url, "/gkmlpt/api/all/")
    api = _api(start, column, sid[1], document.base)
    told = f"gkmlpt column {column} of site {sid[1]}"
    return Pager(family=NAME, next=first_request(api, NAME), evidence=told)


def _api(start: str, column: str, sid: str, base: str) -> ListApi:
    return ListApi(url=f"{start}{column}?page={PAGE}&sid={sid}", base=base, size=_ROWS)
