"""Row: one entry of a candidate list: its link, title and date."""

import dataclasses
import re

from lxml.html import HtmlElement

from spiders.feeds import parse_feed_date
from spiders.listing_dates import SHANGHAI, ListDate, parse_list_date, printed_date, split_date
from spiders.outline import Outline, Text

_DATE_PART = re.compile(
    r"[\s\d./:年月日\[\]()-]+|\d*(?:st|nd|rd|th)?[\s,]*[A-Z][a-z]{2,8}[\s.,]*\d*"
)
_IN_SCRIPT = re.compile(r"""["'>(]\s*((?:19|20)\d\d[-/年]\d{1,2}[-/月]\d{1,2}日?[^"'<)]{0,12})""")
_PUBLISHED = re.compile("发布|發布|發佈|发表|公布")
_SEPARATOR = re.compile(r"[\s./|-]+")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})日? (?P<month>\d{1,2})(?:月|月? (?P<year>(?:19|20)\d\d)年?)"
)
_PARTS = (3, 2, 1)
MAX_APART = 6
"""Texts beside a row that are looked at for its date."""


@dataclasses.dataclass(slots=True)
class Row:
    """One entry; `url` is None where its link leads nowhere, `title` empty where it names nothing.

    `share` is the part of the row's link text that belongs to this entry.
    """

    element: HtmlElement
    url: str | None
    title: str
    date: ListDate | None
    share: float


def make_rows(elements: list[HtmlElement], seen: Outline, titles: list[str]) -> list[Row]:
    """The entries of a group of elements, one each, in order; `titles` are those of all links."""
    rows = [_row(element, seen, titles) for element in elements]
    for gaps in (_after(elements, seen), _before(elements, seen)):
        if sum(row.date is None for row in rows) * 2 <= len(rows):
            break
        _date_from(gaps, rows)
    return rows


def find_date(texts: list[Text]) -> ListDate | None:
    """The date among the texts of a row: a labelled one, else the first with a year, else any."""
    plain = [text.text for text in texts]
    dates = [(text, date) for text in plain if (date := printed_date(text))]
    valued = [(text, date) for text, date in dates if date.value]
    labelled = [date for text, date in valued if _PUBLISHED.search(text)]
    first = labelled or [date for _, date in valued] or _split(plain) or [d for _, d in dates]
    return first[0] if first else None


def _split(texts: list[str]) -> list[ListDate]:
    """Dates whose parts stand in neighbouring elements: 02 and 2023-06, or 02, 06 and 2023."""
    found = []
    texts = [text for text in texts if not _SEPARATOR.fullmatch(text)]
    for size in _PARTS[:-1]:
        for start in range(len(texts) - size + 1):
            parts = texts[start : start + size]
            if all(_DATE_PART.fullmatch(part) for part in parts):
                date = _day_first(parts) or printed_date(" ".join(parts))
                found += [date] if date else []
    return sorted(found, key=lambda date: date.value is None)


def _day_first(parts: list[str]) -> ListDate | None:
    """A date in elements with the day in front, as boxes beside a title show it."""
    found = _DAY_FIRST.fullmatch(" ".join(parts))
    if found and not found["year"]:
        return ListDate(f"{found['month']}月{found['day']}日", None)
    value = parse_list_date(f"{found['year']}-{found['month']}-{found['day']}") if found else None
    return ListDate("/".join(parts), value) if value else None


def _row(element: HtmlElement, seen: Outline, titles: list[str]) -> Row:
    first = seen.spans[element].first_link
    told: dict[object, str] = {}
    for position, link in enumerate(seen.links_in(element), start=first):
        key = link.url or link.element
        told[key] = max(told.get(key, ""), titles[position], key=_quality)
    best = max(told, key=lambda key: _quality(told[key]), default=None)
    title = told.get(best, "")
    total = sum(len(text) for text in told.values())
    return Row(
        element=element,
        url=best if isinstance(best, str) else None,
        title=title,
        date=_date(element, seen),
        share=len(title) / total if total else 0.0,
    )


def _quality(title: str) -> int:
    return min(len(title), 60)


def _date(element: HtmlElement, seen: Outline) -> ListDate | None:
    date = find_date(seen.texts_in(element))
    if date is None or date.value is None:
        date = _marked(element) or date
    if date is None:
        divided = (
            split_date(text.text) for text in seen.texts_in(element) if text.link is not None
        )
        date = next((found[1] for found in divided if found), None)
    return date or _scripted(element, seen)


def _marked(element: HtmlElement) -> ListDate | None:
    """The date that a row's only `time` element names for machines, whatever it shows."""
    told = {text for time in element.iter("time") if (text := time.get("datetime"))}
    value = parse_feed_date(min(told)) if len(told) == 1 else None
    return ListDate(min(told), value.astimezone(SHANGHAI)) if value else None


def _scripted(element: HtmlElement, seen: Outline) -> ListDate | None:
    """The date that a script in the row writes, told by its literal."""
    for script in seen.scripts_in(element):
        found = _IN_SCRIPT.search(script)
        if found and (value := parse_list_date(found.group(1))):
            return ListDate(found.group(1).strip(), value)
    return None


def _after(elements: list[HtmlElement], seen: Outline) -> list[list[Text]]:
    """The texts between each row and the next."""
    gaps = []
    for position, element in enumerate(elements):
        start = seen.spans[element].last_text
        follower = elements[position + 1] if position + 1 < len(elements) else None
        end = seen.spans[follower].first_text if follower is not None else start + MAX_APART
        gaps.append(seen.texts[start : min(end, start + MAX_APART)])
    return gaps


def _before(elements: list[HtmlElement], seen: Outline) -> list[list[Text]]:
    """The texts between each row and the one before it."""
    gaps, previous = [], 0
    for element in elements:
        end = seen.spans[element].first_text
        gaps.append(seen.texts[max(previous, end - MAX_APART) : end])
        previous = seen.spans[element].last_text
    return gaps


def _date_from(gaps: list[list[Text]], rows: list[Row]) -> None:
    dates = [row.date or find_date(gap) for gap, row in zip(gaps, rows, strict=True)]
    if sum(date is not None for date in dates) * 2 >= len(rows):
        for row, date in zip(rows, dates, strict=True):
            row.date = date
