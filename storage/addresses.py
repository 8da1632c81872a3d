"""Looking up articles by every address at which they were ever seen."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from storage import models
from storage.column_types import storable


def url_key(url: str) -> bytes:
    """Sixteen bytes that stand for an address in an index, half of its SHA-256.

    Addresses on the web are longer at times than an index entry of PostgreSQL may be.

    >>> url_key("http://xinwen.example/列表/1.html").hex()
    '0abf67e35a4901eced6678d890e697e0'
    """
    return hashlib.sha256(storable(url).encode()).digest()[:16]


def article_at(connection: Connection, url: str) -> int | None:
    """The id of the article that was seen at an address, None if none was."""
    address = models.ArticleAddress
    query = select(address.article_id).where(address.url_key == url_key(url))
    return connection.execute(query).scalar()


def remember(connection: Connection, article_id: int, urls: Iterable[str]) -> None:
    """Notes addresses of an article; one that leads to an article already stays with that."""
    address = models.ArticleAddress
    wanted = {url_key(url): url for url in urls}
    query = select(address.url_key).where(address.url_key.in_(wanted))
    known = set(connection.execute(query).scalars())
    rows = [
        {"url_key": key, "url": url, "article_id": article_id}
        for key, url in wanted.items()
        if key not in known
    ]
    if rows:
        connection.execute(insert(address), rows)
