"""Comparing the texts that wait for it: those that another version of the program stored.

Which rules made the digests and sketches of an archive is noted in it. Where they are not today's,
all texts wait, and each gets its digest anew before it is compared.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, delete, func, insert, select, update

from storage import changes, models, stories, wordings
from storage.engine import Database
from storage.resemblance import Resemblance

_AT_ONCE = 20
_NAME = "resemblance"


def let_wait(database: Database, resemblance: Resemblance) -> None:
    """Lets all texts wait where other rules than these compared them."""
    method, wording = models.Method, models.Wording
    version = select(method.version).where(method.name == _NAME)
    with database.read() as connection:
        if connection.execute(version).scalar() == resemblance.version:
            return
    with changes.writing(database) as connection:
        connection.execute(update(wording).values(compared=False))
        connection.execute(delete(method).where(method.name == _NAME))
        connection.execute(insert(method).values(name=_NAME, version=resemblance.version))


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
    columns = (article.id, article.published_at, article.first_seen_at)
    told = connection.execute(select(*columns).where(article.text_digest == digest)).all()
    wordings.forget(connection, digest)
    # Articles with one digest lie in one story, so placing one of them places all.
    first = {_digest_anew(connection, row.id, resemblance): row for row in reversed(told)}
    for now, row in first.items():
        if now is not None:
            wordings.know(connection, now, row.published_at or row.first_seen_at, resemblance)
    for row in first.values():
        placed = stories.place(connection, row.id, resemblance)
        changes.log(connection, "story", placed.moved)


def _digest_anew(connection: Connection, article_id: int, resemblance: Resemblance) -> str | None:
    """Gives an article and its versions the digests of today's rules; returns the article's."""
    article, version = models.Article, models.Version
    query = select(version.id, version.title, version.text).where(version.article_id == article_id)
    digest = None
    for row in connection.execute(query.order_by(version.version)).all():
        digest = resemblance.digest(row.text, row.title)
        connection.execute(update(version).where(version.id == row.id).values(text_digest=digest))
    connection.execute(update(article).where(article.id == article_id).values(text_digest=digest))
    return digest
