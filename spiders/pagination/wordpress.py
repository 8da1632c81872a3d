"""WordPress: its interface `/wp-json/wp/v2/posts`, for pages whose own script is out of sight.

`<link rel="https://api.w.org/" href="…/wp-json/">` names the interface, the page of a category also
its number. Asked only where the page holds no rows; past the last page it answers with status 400.
"""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from spiders.apis.request import PAGE, ListApi
from spiders.document import ListDocument
from spiders.pagination.answer import answer, first_request
from spiders.pagination.base import NextPage, Pager
from spiders.rows.json_answer import parse_json
from spiders.rows.structure import read_rows

NAME = "wordpress"

_POSTS = re.compile(r"/wp/v2/(?:posts|pages|news|article)$")
_CATEGORY = re.compile(r"/wp/v2/(?P<taxonomy>categories|tags)/(?P<id>\d+)/?$")
_SIZE = 50


def wordpress(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The request for the posts of a page without rows, or those after an answer's own ones."""
    parts = urlsplit(document.url)
    if parse_json(document.html) is not None:
        return _after(document) if _POSTS.search(parts.path) else None
    root, category = _interface(document)
    if root is None or read_rows(document) is not None:
        return None
    query = [*category, ("per_page", str(_SIZE)), ("page", PAGE)]
    url = f"{urljoin(root, 'wp/v2/posts')}?{urlencode(query, safe='{}')}"
    api = ListApi(url=url, base=document.base, size=_SIZE)
    return Pager(family=NAME, next=first_request(api, NAME), evidence=f"names {root}")


def _interface(document: ListDocument) -> tuple[str | None, list[tuple[str, str]]]:
    """The root of the interface that a page names, and the field that asks for its category."""
    root, category = None, []
    for link in document.root.iter("link"):
        url = document.resolve(link.get("href"))
        found = _CATEGORY.search(urlsplit(url).path) if url else None
        if "https://api.w.org/" in (link.get("rel") or "") and url:
            root = url if url.endswith("/") else f"{url}/"
        elif found:
            category = [(found["taxonomy"], found["id"])]
    return root, category


def _after(document: ListDocument) -> Pager | None:
    parts = urlsplit(document.url)
    query = dict(parse_qsl(parts.query))
    page, size = query.get("page", "1"), query.get("per_page", "10")
    if not (page.isdigit() and size.isdigit()):
        return None
    url = parts._replace(query=urlencode(query | {"page": PAGE}, safe="{}"), fragment="").geturl()
    api = ListApi(url=url, base=document.url, size=int(size))
    return answer(document, first_request(api, NAME, int(page)))
