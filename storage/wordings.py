"""The texts of an archive, each once however many articles have it, and which of them are alike.

Two texts are alike when their sketches lead to each other and the comparison of both says so.
That depends on the two alone, so it does not matter which came first.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import (
    Connection,
    RowMapping,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import aliased

from storage import models, sketches
from storage.resemblance import Resemblance, Wording
from storage.sketches import Sketch

_other = aliased(models.Wording)
_same, _later = aliased(models.Article), aliased(models.Version)
_any_article = select(_same.id).where(_same.text_digest == models.Wording.digest).limit(1)
_newest = select(func.max(_later.version)).where(_later.article_id == models.Article.id)
_TEXTS = (
    select(models.Wording.id, models.Version.title, models.Version.text)
    .select_from(models.Wording)
    .join(models.Article, models.Article.id == _any_article.scalar_subquery())
    .join(
        models.Version,
        (models.Version.article_id == models.Article.id)
        & (models.Version.version == _newest.scalar_subquery()),
    )
    .where(models.Wording.id.in_(bindparam("wording_ids", expanding=True)))
)
_LIKE = (
    select(_other.digest)
    .join(models.Likeness, models.Likeness.other_id == _other.id)
    .join(models.Wording, models.Wording.id == models.Likeness.wording_id)
    .where(models.Wording.digest == bindparam("digest"))
    .order_by(_other.id)
)


def know(
    connection: Connection, digest: str, told_at: dt.datetime, resemblance: Resemblance | None
) -> None:
    """Notes a text that an article has, and compares it with the others where it is new.

    Without a `resemblance` it waits to be compared.
    """
    if _of_digest(connection, digest) is not None:
        return
    values = {
        "digest": digest,
        "day": told_at.toordinal(),
        "sketch": b"",
        "compared": False,
    }
    connection.execute(insert(models.Wording).values(**values))
    if resemblance is not None:
        compare(connection, digest, told_at, resemblance)


def compare(
    connection: Connection, digest: str, told_at: dt.datetime, resemblance: Resemblance
) -> None:
    """Looks for the texts that are like a known one, and lets later ones find it."""
    wording = _of_digest(connection, digest)
    if wording is None:
        return
    own = _texts(connection, [wording["id"]])[wording["id"]]
    sketch = Sketch(wording["id"], told_at.toordinal(), resemblance.sketch(own.text))
    texts = _texts(connection, sketches.candidates(connection, sketch))
    alike = [id_ for id_, other in texts.items() if resemblance.alike(own, other)]
    sketches.add(connection, sketch)
    pairs = [pair for id_ in alike for pair in ((wording["id"], id_), (id_, wording["id"]))]
    if pairs:
        rows = [{"wording_id": first, "other_id": second} for first, second in pairs]
        connection.execute(insert(models.Likeness), rows)
    connection.execute(
        update(models.Wording)
        .where(models.Wording.id == wording["id"])
        .values(day=sketch.day, sketch=sketches.packed(sketch.keys), compared=True)
    )


def forget_unused(connection: Connection, digest: str | None) -> None:
    """Forgets a text that no article has any more."""
    used = exists().where(models.Article.text_digest == digest)
    if digest is not None and not connection.execute(select(used)).scalar():
        forget(connection, digest)


def forget(connection: Connection, digest: str) -> None:
    """Forgets a text, and that others are like it."""
    wording = _of_digest(connection, digest)
    if wording is not None:
        keys = sketches.unpacked(wording["sketch"])
        sketches.remove(connection, Sketch(wording["id"], wording["day"], keys))
        connection.execute(delete(models.Wording).where(models.Wording.id == wording["id"]))


def like(connection: Connection, digest: str) -> list[str]:
    """The digests of the texts that are like one."""
    return list(connection.execute(_LIKE, {"digest": digest}).scalars())


def pairs(connection: Connection, story_ids: Iterable[int]) -> list[tuple[str, str]]:
    """The digests of every two texts that are alike, the first of them told in some stories."""
    told = select(models.Article.text_digest).where(models.Article.story_id.in_(story_ids))
    query = (
        select(models.Wording.digest, _other.digest)
        .join(models.Likeness, models.Likeness.wording_id == models.Wording.id)
        .join(_other, _other.id == models.Likeness.other_id)
        .where(models.Wording.digest.in_(told))
    )
    return [(first, second) for first, second in connection.execute(query)]


def _texts(connection: Connection, wording_ids: Sequence[int]) -> dict[int, Wording]:
    """The words of wordings as any of their articles has them, in no order."""
    if not wording_ids:
        return {}
    rows = connection.execute(_TEXTS, {"wording_ids": wording_ids})
    return {row.id: Wording(row.title, row.text) for row in rows}


def _of_digest(connection: Connection, digest: str) -> RowMapping | None:
    wording = models.Wording
    query = select(wording.id, wording.day, wording.sketch).where(wording.digest == digest)
    return connection.execute(query).mappings().first()
