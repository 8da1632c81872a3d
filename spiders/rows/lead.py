"""The lead of a list: an entry set above its rows in another form, such as a large headline."""

from collections import Counter

from lxml.html import HtmlElement

from spiders.outline import Outline
from spiders.rows.addresses import form
from spiders.rows.row import Row, make_rows
from spiders.rows.score import title_width

_LEVELS = 3
_MAX_TARGETS = 2
_MIN_TITLE = 6


def lead_rows(rows: list[Row], seen: Outline, titles: list[str]) -> list[Row]:
    """The entries just above a list whose address has the form that most of its rows have."""
    forms = Counter(form(row.url) for row in rows if row.url)
    if not forms:
        return []
    common, listed = forms.most_common(1)[0][0], {row.url for row in rows}
    for block in _blocks_above(rows):
        links = [link for link in seen.links_in(block) if link.url and form(link.url) == common]
        targets = {link.url for link in seen.links_in(block) if link.url}
        if links and len(targets) <= _MAX_TARGETS:
            found = make_rows([block], seen, titles)
            return [row for row in found if row.url not in listed and _is_entry(row, common)]
    return []


def _is_entry(row: Row, common: str) -> bool:
    return bool(row.url) and form(row.url or "") == common and title_width(row.title) >= _MIN_TITLE


def _blocks_above(rows: list[Row]) -> list[HtmlElement]:
    """The siblings before the list's container and before what holds that, the nearest first."""
    blocks: list[HtmlElement] = []
    container = rows[0].element.getparent()
    for _ in range(_LEVELS):
        if container is None:
            break
        blocks += list(container.itersiblings(preceding=True))
        container = container.getparent()
    return [block for block in blocks if isinstance(block.tag, str)]
