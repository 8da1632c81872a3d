"""Lists that a script of the page fetches: rows in JSON behind 加载更多 or an empty shell.

The address stands in an inline script or in a data attribute; of all the calls of a page the one
that looks most like a list with pages is taken. Nothing is run, and what cannot be made out is
left empty. Last seen 2019-05 to 2023-06.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.apis.calls import Call, Pair, find_calls
from spiders.apis.item_url import find_item_url
from spiders.apis.literals import constants
from spiders.apis.request import OFFSET, PAGE, ListApi
from spiders.document import ListDocument
from spiders.pagination.answer import answer, first_request
from spiders.pagination.base import NextPage, Pager
from spiders.rows.json_answer import parse_json

NAME = "json"

_PAGE_KEY = re.compile(
    r"^(?:page|p|pn|paged|page_?(?:no|num|number|index)|cur(?:r|rent)?_?page(?:no|num)?|current|curr"
    r"|now_?page|offset_?page|pageid)$",
    re.IGNORECASE,
)
_OFFSET_KEY = re.compile(
    r"^(?:start|offset|skip|begin|start_?(?:record|row|index)|from)$", re.IGNORECASE
)
_SIZE_KEY = re.compile(
    r"^(?:page_?size|size|limit|rows|per_?page|page_?limit|num|count|show_?count|length|page_?rows)$",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"api|list|query|search|news|article|info|content|column|channel|json|page|data|catalog|cms",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"login|logout|captcha|comment|\bhits?\b|click|visit|weather|tianqi|share|upload|\blog\b|stat\b"
    r"|counter?\b|vote|praise|\blike\b|qrcode|analytics|jssdk|signature|user|token|suggest|friend"
    r"|\.(?:jpe?g|png|gif|svg|webp|css|js|mp4|mp3|pdf|swf|woff2?)(?:\?|$)",
    re.IGNORECASE,
)
_ENOUGH = 3
_USUAL_PAGE_KEYS = ("page", "pageNo", "pageNum", "pageIndex")
"""Sent together where a page does not tell which one its interface reads."""
_USUAL_SIZE = "20"
_MOST_ROWS = 1_000
_EVIDENCE_CHARS = 200


def json_api(document: ListDocument, _previous: NextPage | None = None) -> Pager | None:
    """The request for the first rows of a list that a script of the page fetches."""
    if parse_json(document.html) is not None:
        return _own_address(document)
    best = max(_candidates(document), key=lambda one: one[0], default=None)
    if best is None:
        return None
    _, call, api = best
    told = f"a script asks {call.evidence[:_EVIDENCE_CHARS]}"
    return Pager(family=NAME, next=first_request(api, NAME), evidence=told)


def _own_address(document: ListDocument) -> Pager | None:
    """The pager of an answer whose own address was given as the list."""
    parts = urlsplit(document.url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    numbers = [int(value) for key, value in pairs if _PAGE_KEY.match(key) and value.isdigit()]
    if len(numbers) != 1:
        return None
    marked = [(key, PAGE if _PAGE_KEY.match(key) else value) for key, value in pairs]
    url = parts._replace(query=urlencode(marked, safe="{}"), fragment="").geturl()
    api = ListApi(url=url, base=document.url, first=min(numbers[0], 1), size=_size(pairs))
    number = numbers[0] - api.first + 1
    return answer(document, first_request(api, NAME, number))


def _candidates(document: ListDocument) -> Iterator[tuple[int, Call, ListApi]]:
    scripts = "\n".join(script.text or "" for script in document.root.iter("script"))
    zero = any(_PAGE_KEY.match(name) and value == "0" for name, value in constants(scripts).items())
    item_url = find_item_url(document)
    for call in find_calls(document):
        api = _api(document, call, zero, item_url)
        worth = _worth(call) if api else 0
        if api and worth >= _ENOUGH:
            yield worth, call, api


def _api(document: ListDocument, call: Call, zero: bool, item_url: str | None) -> ListApi | None:
    """The requests that a call makes; None where its address is none."""
    address, _, query = call.url.partition("?")
    url = document.resolve(address)
    if url is None:
        return None
    asked = _marked(parse_qsl(query, keep_blank_values=True))
    fields = _marked(list(call.fields))
    is_marked = any(mark in f"{url} {asked} {fields}" for mark in (PAGE, OFFSET))
    if not is_marked and not address.endswith(".json"):
        asked += [(key, PAGE) for key in _USUAL_PAGE_KEYS]
    if call.method == "GET":
        asked, fields = _merged(asked, fields), []
    literal_zero = any(_PAGE_KEY.match(key) and value == "0" for key, value in call.fields)
    return ListApi(
        url=f"{url}?{urlencode(asked, safe='{}')}" if asked else url,
        base=document.base,
        method=call.method,
        form=() if call.is_json else tuple(fields),
        body=_json_body(fields) if call.is_json else "",
        first=0 if literal_zero or zero else 1,
        size=_size([*asked, *fields]),
        item_url=item_url,
    )


def _marked(pairs: list[Pair]) -> list[Pair]:
    """Fields with the page number, or that of the first row, marked."""
    marked = []
    for key, value in pairs:
        is_open = value == PAGE or value.isdigit() or not value
        if _PAGE_KEY.match(key) and is_open:
            value = PAGE  # noqa: PLW2901 - the field is written anew
        elif _OFFSET_KEY.match(key) and is_open:
            value = OFFSET  # noqa: PLW2901
        elif _SIZE_KEY.match(key) and not value:
            value = _USUAL_SIZE  # noqa: PLW2901
        marked.append((key, value))
    return marked


def _merged(asked: list[Pair], fields: list[Pair]) -> list[Pair]:
    named = {key for key, _ in asked}
    return [*asked, *(pair for pair in fields if pair[0] not in named)]


def _size(pairs: list[Pair]) -> int | None:
    sizes = [int(value) for key, value in pairs if _SIZE_KEY.match(key) and value.isdigit()]
    return sizes[0] if len(sizes) == 1 and 0 < sizes[0] <= _MOST_ROWS else None


def _json_body(fields: list[Pair]) -> str:
    values = {
        key: int(value) if re.fullmatch(r"\d{1,9}", value) else value for key, value in fields
    }
    text = json.dumps(values, ensure_ascii=False)
    return text.replace(f'"{PAGE}"', PAGE).replace(f'"{OFFSET}"', OFFSET)


def _worth(call: Call) -> int:
    """How much a call looks like that of the list."""
    written = f"{call.url} {call.fields}"
    worth = {"call": 1, "attribute": 2}.get(call.place, 0)
    worth += 3 if _tells_page(call) else 0
    worth += min(2, len({word.lower() for word in _LIST.findall(written)}))
    worth += call.url.partition("?")[0].endswith(".json")
    return worth - (4 if _OTHER.search(call.url) else 0)


def _tells_page(call: Call) -> bool:
    pairs = [*parse_qsl(call.url.partition("?")[2], keep_blank_values=True), *call.fields]
    keys = any(_PAGE_KEY.match(key) or _OFFSET_KEY.match(key) for key, _ in pairs)
    return keys or PAGE in call.url
