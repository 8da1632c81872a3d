"""Groups of elements that repeat and hold links: the candidates for the rows of a list.

Children of one tag under one parent make a group, and so do those of like parents that stand side
by side (a list cut into several `ul` of five, a table in a cell for each row).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from spiders.outline import Outline

Shape = tuple[str, str]

MAX_LINKS_A_ROW = 8
"""Rows that hold more links than this are blocks of a layout."""
MAX_ROWS = 2_000


def candidate_groups(seen: Outline) -> Iterator[list[HtmlElement]]:
    """Each group of rows once, in page order within the group, grown to the row's whole block."""
    children = _children_with_links(seen)
    families: dict[tuple[object, ...], list[HtmlElement]] = defaultdict(list)
    for (parent, tag), rows in children.items():
        for key in _cousin_keys(parent, tag):
            families[key].extend(rows)
    told: set[tuple[HtmlElement, ...]] = set()
    for group in [*children.values(), *families.values()]:
        rows = _grown(_in_order(group, seen)[:MAX_ROWS], seen)
        if tuple(rows) not in told and _links_a_row(rows, seen) <= MAX_LINKS_A_ROW:
            told.add(tuple(rows))
            yield rows


def _children_with_links(seen: Outline) -> dict[tuple[HtmlElement, str], list[HtmlElement]]:
    found: dict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for link in seen.links:
        child = link.element
        for parent in link.element.iterancestors():
            rows = found[parent, str(child.tag)]
            if rows and rows[-1] is child:
                break
            rows.append(child)
            child = parent
    return found


def _cousin_keys(parent: HtmlElement, tag: str) -> Iterator[tuple[object, ...]]:
    above = parent.getparent()
    if above is None:
        return
    yield above, _shape(parent), tag
    top = above.getparent()
    if top is not None:
        yield top, _shape(above), _shape(parent), tag


def _shape(element: HtmlElement) -> Shape:
    return str(element.tag), " ".join((element.get("class") or "").split())


def _in_order(rows: Iterable[HtmlElement], seen: Outline) -> list[HtmlElement]:
    return sorted(dict.fromkeys(rows), key=lambda row: seen.spans[row].order)


def _grown(rows: list[HtmlElement], seen: Outline) -> list[HtmlElement]:
    """Each row, in page order, as the largest block that holds no other row of the group."""
    orders = [seen.spans[row].order for row in rows]
    return [
        _largest_alone(row, [*orders[max(0, at - 1) : at], *orders[at + 1 : at + 2]], seen)
        for at, row in enumerate(rows)
    ]


def _largest_alone(row: HtmlElement, beside: list[int], seen: Outline) -> HtmlElement:
    """The largest block around a row without the rows before and after it; alone it stays."""
    parent = row.getparent() if beside else None
    while parent is not None:
        span = seen.spans[parent]
        if any(span.order < order < span.last_order for order in beside):
            break
        row, parent = parent, parent.getparent()
    return row


def _links_a_row(rows: list[HtmlElement], seen: Outline) -> float:
    return sum(len(seen.links_in(row)) for row in rows) / len(rows)
