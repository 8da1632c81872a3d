"""Pages that were found but not fetched yet, and when they are to be tried again."""

import datetime as dt
import math

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from storage import models
from storage.addresses import url_key
from storage.records import FoundItem, PendingPage

_FIRST_WAIT = dt.timedelta(minutes=10)
_LONGEST_WAIT = dt.timedelta(days=7)


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after that many failed attempts: three times longer each, up to a week.

    >>> [str(wait_after(attempts)) for attempts in (1, 2, 5, 50)]
    ['0:10:00', '0:30:00', '13:30:00', '7 days, 0:00:00']
    """
    return min(_FIRST_WAIT * math.pow(3, min(attempts - 1, 20)), _LONGEST_WAIT)


def remember(
    connection: Connection,
    source_id: int,
    url: str,
    *,
    title: str | None,
    published_at: dt.datetime | None,
    error: str,
    now: dt.datetime,
) -> None:
    """Notes one more failed attempt at a page of a source."""
    page = models.PendingPage
    this = _this(source_id, url)
    attempts = connection.execute(select(page.attempts).where(this).with_for_update()).scalar()
    number = (attempts or 0) + 1
    values = {
        "attempts": number,
        "last_error": error,
        "next_attempt_at": now + wait_after(number),
    }
    if attempts is not None:
        connection.execute(update(page).where(this).values(**values))
        return
    item = {"url_key": url_key(url), "url": url, "title": title, "published_at": published_at}
    connection.execute(insert(page).values(source_id=source_id, **item, **values))


def expect(connection: Connection, source_id: int, item: FoundItem, now: dt.datetime) -> None:
    """Notes a page that is to be fetched; one that waits already keeps its turn."""
    if is_waiting(connection, source_id, item.url):
        return
    connection.execute(
        insert(models.PendingPage).values(
            source_id=source_id,
            url_key=url_key(item.url),
            url=item.url,
            title=item.title,
            published_at=item.published_at,
            attempts=0,
            next_attempt_at=now,
        )
    )


def due(connection: Connection, source_id: int, now: dt.datetime) -> list[PendingPage]:
    """The pages of a source whose time has come, the longest overdue first."""
    page = models.PendingPage
    query = (
        select(
            page.url,
            page.title,
            page.published_at,
            page.attempts,
            page.last_error,
            page.next_attempt_at,
        )
        .where(page.source_id == source_id, page.next_attempt_at <= now)
        .order_by(page.next_attempt_at, page.url)
    )
    return [PendingPage(**row) for row in connection.execute(query).mappings()]


def is_waiting(connection: Connection, source_id: int, url: str) -> bool:
    """Whether a page of a source waits for another attempt, due or not."""
    found = select(models.PendingPage.attempts).where(_this(source_id, url))
    return connection.execute(found).first() is not None


def settle(connection: Connection, source_id: int, url: str) -> None:
    """Forgets a page of a source that needs no further attempt."""
    connection.execute(delete(models.PendingPage).where(_this(source_id, url)))


def _this(source_id: int, url: str) -> ColumnElement[bool]:
    page = models.PendingPage
    return (page.source_id == source_id) & (page.url_key == url_key(url))
