"""The list of a page found by its structure: rows that repeat, with titles, dates and addresses."""

import dataclasses
import re
from collections import Counter

from lxml.html import HtmlElement

from spiders.document import ListDocument
from spiders.items import ListedItem
from spiders.outline import Outline, outline
from spiders.pager_runs import pager_runs
from spiders.rows.addresses import form, is_article_address
from spiders.rows.base import Listing
from spiders.rows.groups import candidate_groups
from spiders.rows.lead import lead_rows
from spiders.rows.row import Row, make_rows
from spiders.rows.score import Figures, closeness, figures
from spiders.rows.titles import link_title

_PAGER_SCRIPT = re.compile(
    r"createPageHTML\s*\(\s*['\d]|\.jpage\s*\(|laypage|jqPaginator", re.IGNORECASE
)
_ASIDE = re.compile(
    r"^(?:本[站周月]|[新今])?(?:热门|熱門|热点|熱點|热文|热读|[点點][击擊閱阅]|[阅閱][读讀]|浏览|人气|推荐|推薦|编辑推荐|相[关關]|猜你喜欢|大家都在看)"
    r"(?:文章|新[闻聞]|[资資][讯訊]|信息|[阅閱][读讀]|内容|排[行名]榜?|推荐|推薦|[链鏈]接|排序|TOP\s*\d*)*$|^排行榜?$",
    re.IGNORECASE,
)
"""Headings of lists that stand beside the column's own: hot, most read, recommended, related."""
_PINNED = re.compile(r"^\W*(?:置顶|置頂|固顶|TOP)\W*", re.IGNORECASE)
_BESIDE = 0.3
_HEADING_TEXTS = 2
_BEFORE_PAGER = 1.6
_AT_PAGER = 3.0
_ADJACENT_TEXTS = 4
_MOST = 0.7


@dataclasses.dataclass(slots=True)
class _Group:
    rows: list[Row]
    figures: Figures
    score: float


def read_rows(document: ListDocument) -> Listing | None:
    """The main list of a page, or None where nothing on it looks like a list of articles."""
    seen = outline(document)
    titles = [link_title(link, seen) for link in seen.links]
    whole = (_without_asides(elements, seen) for elements in candidate_groups(seen))
    candidates = (make_rows(elements, seen, titles) for elements in whole)
    groups = [_group(rows, document, seen) for rows in candidates]
    groups = _without_parts([group for group in groups if group.figures.is_list])
    if not groups:
        return None
    _favour_group_at_pager(groups, seen)
    best = max(groups, key=lambda group: (group.score, -_texts(group, seen)))
    rows = _without_strangers([*_pinned_above(best, groups, seen), *best.rows])
    items = _items([*lead_rows(rows, seen, titles), *rows], document.url)
    return Listing(items=items, reader="structure", evidence=_evidence(best)) if items else None


def _group(rows: list[Row], document: ListDocument, seen: Outline) -> _Group:
    found = figures(rows, document.url)
    score = found.score * (_BESIDE if _stands_aside(rows[0].element, seen) else 1.0)
    return _Group(rows, found, score if found.is_list else 0.0)


def _without_asides(elements: list[HtmlElement], seen: Outline) -> list[HtmlElement]:
    """The rows of lists side by side without those under a heading such as 热门文章."""
    by_list: dict[HtmlElement | None, list[HtmlElement]] = {}
    for element in elements:
        by_list.setdefault(element.getparent(), []).append(element)
    own = [rows for rows in by_list.values() if not _stands_aside(rows[0], seen)]
    is_one = len(by_list) == 1 or not own
    return elements if is_one else [element for rows in own for element in rows]


def _stands_aside(row: HtmlElement, seen: Outline) -> bool:
    """Whether the heading above a list's first row says that it is not the column's own list."""
    first = seen.spans[row].first_text
    above = seen.texts[max(0, first - _HEADING_TEXTS) : first]
    return any(_ASIDE.match(text.text) for text in above)


def _without_parts(groups: list[_Group]) -> list[_Group]:
    """The groups without single rows that are only a row of a larger group."""
    held = {
        element
        for group in groups
        if len(group.rows) > 1
        for row in group.rows
        for element in (row.element, *row.element.iterdescendants())
    }
    return [group for group in groups if len(group.rows) > 1 or group.rows[0].element not in held]


def _favour_group_at_pager(groups: list[_Group], seen: Outline) -> None:
    """Raise the groups that end closest before the last pager: a pager stands under its list."""
    pager = _pager_position(seen)
    gaps = [closeness(group.rows, pager, seen) for group in groups]
    nearest = min(gaps)
    for group, gap in zip(groups, gaps, strict=True):
        if gap == nearest and gap != float("inf"):
            group.score *= _AT_PAGER if gap <= _ADJACENT_TEXTS else _BEFORE_PAGER


def _pager_position(seen: Outline) -> int | None:
    scripts = {order for order, source in seen.scripts if _PAGER_SCRIPT.search(source)}
    scripted = [span.first_text for span in seen.spans.values() if span.order in scripts]
    return max([*scripted, *(run.start for run in pager_runs(seen))], default=None)


def _pinned_above(best: _Group, groups: list[_Group], seen: Outline) -> list[Row]:
    """The rows of a list just above the main one that are like its rows: pinned ones."""
    common = {form(row.url) for row in best.rows if row.url}
    start = seen.spans[best.rows[0].element].first_text
    for group in groups:
        end = seen.spans[group.rows[-1].element].last_text
        near = 0 <= start - end <= 1 and len(group.rows) < len(best.rows)
        alike = all(row.date and row.url and form(row.url) in common for row in group.rows)
        marked = all(_is_pinned(row, seen) for row in group.rows)
        if (
            near
            and alike
            and marked
            and len(common) == 1
            and not _stands_aside(group.rows[0].element, seen)
        ):
            return group.rows
    return []


def _is_pinned(row: Row, seen: Outline) -> bool:
    return any(_PINNED.search(text.text) for text in seen.texts_in(row.element))


def _texts(group: _Group, seen: Outline) -> int:
    return sum(len(seen.texts_in(row.element)) for row in group.rows)


def _without_strangers(rows: list[Row]) -> list[Row]:
    """The rows without those that differ from nearly all others both in date and in address."""
    named = [row for row in rows if row.title]
    dated = sum(row.date is not None for row in named)
    forms = Counter(form(row.url) for row in named if row.url)
    common = forms.most_common(1)[0][0] if forms else ""
    if dated < _MOST * len(named):
        return [row for row in named if row.url is None or _fits(row, forms, common)]
    return [row for row in named if row.date or (row.url and form(row.url) == common)]


def _fits(row: Row, forms: Counter[str], common: str) -> bool:
    settled = forms[common] >= _MOST * sum(forms.values())
    return not settled or row.url is None or form(row.url) == common or is_article_address(row.url)


def _items(rows: list[Row], page_url: str) -> tuple[ListedItem, ...]:
    items: dict[str, ListedItem] = {}
    for row in rows:
        if row.url is None or row.url == page_url or row.url in items:
            continue
        items[row.url] = ListedItem(
            url=row.url,
            title=row.title,
            date_text=row.date.text if row.date else None,
            published_at=row.date.value if row.date else None,
        )
    return tuple(items.values())


def _evidence(group: _Group) -> tuple[str, ...]:
    told = group.figures
    return (
        f"{told.rows} rows of <{group.rows[0].element.tag!s}>",
        f"{told.dated:.0%} with a date",
        f"titles of {told.title_width:g} characters",
        f"{told.article_addresses:.0%} addresses like an article's",
    )
