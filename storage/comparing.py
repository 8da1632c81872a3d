"""Comparing the texts that wait for it: those that an older version of the program stored."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from storage import changes, models, stories, wordings
from storage.engine import Database
from storage.resemblance import Resemblance

_AT_ONCE = 20


def waiting(database: Database) -> int:
    """How many texts have not been compared with the others yet."""
    wording = models.Wording
    with database.read() as connection:
        query = select(func.count()).select_from(wording).where(~wording.compared)
        return connection.execute(query).scalar_one()


def compare_waiting(database: Database, resemblance: Resemblance) -> Iterator[int]:
    """Compares the texts that wait, a few in a transaction; yields how many were done each time.

    It may be stopped at any time and goes on where it was; others may write meanwhile.
    """
    while True:
        with changes.writing(database) as connection:
            wording = models.Wording
            query = select(wording.digest).where(~wording.compared).order_by(wording.id)
            digests = list(connection.execute(query.limit(_AT_ONCE)).scalars())
            for digest in digests:
                _compare(connection, digest, resemblance)
        if not digests:
            return
        yield len(digests)


def _compare(connection: Connection, digest: str, resemblance: Resemblance) -> None:
    article = models.Article
    first = connection.execute(
        select(article.id, article.published_at, article.first_seen_at)
        .where(article.text_digest == digest)
        .limit(1)
    ).one()
    wordings.compare(connection, digest, first.published_at or first.first_seen_at, resemblance)
    placed = stories.place(connection, first.id, resemblance)
    changes.log(connection, "story", placed.moved)
