"""Saving what a page says: a new article, a new version of one, or nothing new."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from storage import addresses, captures, changes, models, stories, versions, wordings
from storage.errors import StorageError
from storage.history import Sighting, weave
from storage.records import ChangeKind, NewArticle, NewCapture, Outcome, Saved
from storage.resemblance import Resemblance
from storage.revisit_plan import next_visit

_SIGHTINGS = ("first_seen_at", "last_seen_at", "gone_at")


@dataclasses.dataclass(frozen=True, slots=True)
class Arrival:
    """An article as a capture shows it; `article` went through `versions.storable_article`.

    `companions` are the captures of the stubs that led to its page, and of its further parts.
    """

    article: NewArticle
    capture: NewCapture
    source_id: int
    crawl_id: int | None
    companions: tuple[NewCapture, ...] = ()


def save_first(connection: Connection, arrival: Arrival, resemblance: Resemblance | None) -> Saved:
    """Stores an article that is not in the archive yet."""
    article, seen_at = arrival.article, arrival.capture.fetched_at
    article_id = insert_head(
        connection,
        article,
        source_id=arrival.source_id,
        first_seen_at=seen_at,
        last_seen_at=seen_at,
    )
    capture_id = _capture(connection, article_id, arrival, version=1)
    versions.write(connection, article_id, 1, article, seen_at=seen_at, capture_id=capture_id)
    return Saved(
        article_id=article_id,
        version=1,
        outcome="new",
        joined_story=settle_new(connection, article_id, resemblance),
    )


def insert_head(connection: Connection, article: NewArticle, **values: Any) -> int:
    """Stores an article's identity, alone in a story of its own; returns its id.

    `values` hold at least `first_seen_at` and `last_seen_at`, and `story_id` where the story is
    made already.
    """
    values |= {
        "next_visit_at": next_visit(
            values["first_seen_at"], values["last_seen_at"], gone_at=values.get("gone_at")
        ),
        "url": article.url,
        "text_digest": article.text_digest,
        "published_at": article.published_at,
        "story_id": values.get("story_id") or stories.new_story(connection),
    }
    statement = insert(models.Article).returning(models.Article.id)
    article_id = int(connection.execute(statement, values).scalar_one())
    addresses.remember(connection, article_id, [article.url])
    return article_id


def settle_new(connection: Connection, article_id: int, resemblance: Resemblance | None) -> bool:
    """Logs a new article and finds its story; returns whether others were in it already."""
    changes.log(connection, "new", [article_id])
    placed = stories.place(connection, article_id, resemblance)
    changes.log(connection, "story", placed.moved - {article_id})
    return placed.has_company


def save_again(
    connection: Connection, article_id: int, arrival: Arrival, resemblance: Resemblance | None
) -> Saved:
    """Stores another capture of an article, and a version if the page says something else."""
    head = head_of(connection, article_id)
    seen_at = arrival.capture.fetched_at
    arrival = dataclasses.replace(
        arrival, article=dataclasses.replace(arrival.article, url=head["url"])
    )
    if seen_at >= head["last_seen_at"]:
        version, changed = _append(connection, article_id, arrival)
    else:
        version, changed = _insert(connection, article_id, arrival, head["last_seen_at"])
    back = head["gone_at"] is not None and seen_at >= head["gone_at"]
    joined = settle_known(
        connection,
        head,
        resemblance,
        changed=changed,
        first_seen_at=min(head["first_seen_at"], seen_at),
        last_seen_at=max(head["last_seen_at"], seen_at),
        gone_at=None if back else head["gone_at"],
    )
    outcome: Outcome = "updated" if changed else "unchanged"
    return Saved(
        article_id=article_id,
        version=version,
        outcome=outcome,
        joined_story=joined,
        returned=back,
    )


def head_of(connection: Connection, article_id: int) -> RowMapping:
    """The row of an article that exists."""
    query = select(models.Article).where(models.Article.id == article_id)
    return connection.execute(query).mappings().one()


def settle_known(
    connection: Connection,
    head: RowMapping,
    resemblance: Resemblance | None,
    *,
    changed: bool,
    first_seen_at: dt.datetime,
    last_seen_at: dt.datetime,
    gone_at: dt.datetime | None,
) -> bool:
    """Brings an article's row, its story and the change log in step with its versions.

    `head` is the row as it was before. Returns whether it came to others in a story.
    """
    article_id = head["id"]
    now = versions.newest(connection, article_id).article if changed else None
    values: dict[str, Any] = {
        "first_seen_at": first_seen_at,
        "last_seen_at": last_seen_at,
        "gone_at": gone_at,
        "missing_at": _still_missing(head, last_seen_at),
        "next_visit_at": next_visit(first_seen_at, last_seen_at, gone_at=gone_at),
        "text_digest": now.text_digest if now else head["text_digest"],
        "published_at": now.published_at if now else head["published_at"],
    }
    connection.execute(
        update(models.Article).where(models.Article.id == article_id).values(**values)
    )
    _log_course(connection, head, values, changed=changed)
    if all(values[name] == head[name] for name in ("text_digest", "published_at", "first_seen_at")):
        return False
    placed = stories.place(connection, article_id, resemblance)
    if values["text_digest"] != head["text_digest"]:
        wordings.forget_unused(connection, head["text_digest"])
    changes.log(connection, "story", placed.moved)
    return article_id in placed.moved and placed.has_company


def _still_missing(head: RowMapping, last_seen_at: dt.datetime) -> dt.datetime | None:
    missing_at: dt.datetime | None = head["missing_at"]
    return missing_at if missing_at and last_seen_at < missing_at else None


def _log_course(
    connection: Connection, head: RowMapping, now: Mapping[str, Any], *, changed: bool
) -> None:
    kinds: list[ChangeKind] = []
    if head["gone_at"] is not None and now["gone_at"] is None:
        kinds.append("returned")
    if head["gone_at"] is None and now["gone_at"] is not None:
        kinds.append("gone")
    if changed:
        kinds.append("updated")
    if not kinds and any(now[name] != head[name] for name in _SIGHTINGS):
        kinds.append("seen")
    for kind in kinds:
        changes.log(connection, kind, [head["id"]])


def confirm(connection: Connection, article_id: int, at: dt.datetime) -> None:
    """Notes that the newest version of an article still stood at some moment."""
    head = head_of(connection, article_id)
    back = head["gone_at"] is not None and at >= head["gone_at"]
    settle_known(
        connection,
        head,
        None,
        changed=False,
        first_seen_at=head["first_seen_at"],
        last_seen_at=max(head["last_seen_at"], at),
        gone_at=None if back else head["gone_at"],
    )


def rewrite(
    connection: Connection,
    article_id: int,
    number: int,
    article: NewArticle,
    resemblance: Resemblance | None,
) -> bool:
    """Replaces the content of a version; returns False when it is the same already."""
    version = models.Version
    condition = (version.article_id == article_id) & (version.version == number)
    stored = next(iter(versions.read(connection, condition)), None)
    if stored is None:
        raise StorageError(f"the archive has no version {number} of an article {article_id}")
    addresses.remember(connection, article_id, [article.url])
    article = dataclasses.replace(article, url=stored.article.url)
    if article == stored.article:
        return False
    versions.replace(connection, stored.id, article)
    head = head_of(connection, article_id)
    times = {name: head[name] for name in ("first_seen_at", "last_seen_at", "gone_at")}
    settle_known(connection, head, resemblance, changed=True, **times)
    return True


def _append(connection: Connection, article_id: int, arrival: Arrival) -> tuple[int, bool]:
    before = versions.newest(connection, article_id)
    if not versions.says_something_else(arrival.article, before.article):
        _capture(connection, article_id, arrival, version=before.version)
        return before.version, False
    number = before.version + 1
    capture_id = _capture(connection, article_id, arrival, version=number)
    seen_at = arrival.capture.fetched_at
    versions.write(
        connection, article_id, number, arrival.article, seen_at=seen_at, capture_id=capture_id
    )
    return number, True


def _insert(
    connection: Connection, article_id: int, arrival: Arrival, last_seen_at: dt.datetime
) -> tuple[int, bool]:
    capture_id = _capture(connection, article_id, arrival, version=None)
    sighting = Sighting(arrival.capture.fetched_at, capture_id, arrival.article)
    changed = weave(connection, article_id, [sighting], last_seen_at=last_seen_at)
    query = select(models.Capture.version).where(models.Capture.id == capture_id)
    return int(connection.execute(query).scalar_one() or 0), changed


def _capture(
    connection: Connection, article_id: int, arrival: Arrival, *, version: int | None
) -> int:
    kept: dict[str, Any] = {
        "source_id": arrival.source_id,
        "crawl_id": arrival.crawl_id,
        "article_id": article_id,
    }
    capture_id = captures.add(connection, arrival.capture, version=version, **kept)
    for companion in arrival.companions:
        captures.add(connection, companion, part_of=capture_id, **kept)
    return capture_id
