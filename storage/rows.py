"""Reading whole articles: rows of five tables -> records."""

from sqlalchemy import ColumnElement, Connection, select

from storage import captures, models, versions
from storage.records import ArticleRecord

_HEAD = ("id", "url", "first_seen_at", "last_seen_at", "gone_at", "story_id", "duplicate_of")


def articles(
    connection: Connection, condition: ColumnElement[bool], limit: int | None = None
) -> list[ArticleRecord]:
    """The articles that meet a condition, by id, at most `limit`; always in five queries."""
    article = models.Article
    query = (
        select(models.Source.name, *(getattr(article, name) for name in _HEAD))
        .join(models.Source, models.Source.id == article.source_id)
        .where(condition)
        .order_by(article.id)
        .limit(limit)
    )
    heads = [
        (source, dict(zip(_HEAD, head, strict=True))) for source, *head in connection.execute(query)
    ]
    ids = [head["id"] for _, head in heads]
    histories = versions.histories(connection, ids, captures.of_versions(connection, ids))
    return [
        ArticleRecord(source=source, versions=tuple(histories[head["id"]]), **head)
        for source, head in heads
    ]
