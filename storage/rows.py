"""Reading whole articles: rows of five tables -> records."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, select

from storage import captures, models, versions
from storage.records import ArticleRecord, CaptureRecord, VersionRecord


def articles(
    connection: Connection, condition: ColumnElement[bool], limit: int | None = None
) -> list[ArticleRecord]:
    """The articles that meet a condition, by id, at most `limit`; always in five queries."""
    article = models.Article
    query = (
        select(
            article.id,
            article.url,
            models.Source.name.label("source"),
            article.first_seen_at,
            article.last_seen_at,
            article.gone_at,
            article.story_id,
            article.duplicate_of,
        )
        .join(models.Source, models.Source.id == article.source_id)
        .where(condition)
        .order_by(article.id)
        .limit(limit)
    )
    heads = connection.execute(query).mappings().all()
    histories = _histories(connection, [head["id"] for head in heads])
    return [ArticleRecord(**head, versions=tuple(histories[head["id"]])) for head in heads]


def _histories(connection: Connection, article_ids: list[int]) -> dict[int, list[VersionRecord]]:
    made_from = captures.of_versions(connection, article_ids)
    histories: dict[int, list[VersionRecord]] = {id_: [] for id_ in article_ids}
    for stored in versions.read(connection, models.Version.article_id.in_(article_ids)):
        histories[stored.article_id].append(_version(stored, made_from))
    return histories


def _version(
    stored: versions.StoredVersion, made_from: Mapping[int, CaptureRecord]
) -> VersionRecord:
    said = stored.article
    return VersionRecord(
        version=stored.version,
        seen_at=stored.seen_at,
        title=said.title,
        text=said.text,
        language=said.language,
        published_at=said.published_at,
        publisher=said.publisher,
        author=said.author,
        editor=said.editor,
        images=said.images,
        attachments=said.attachments,
        repairs=said.repairs,
        title_repairs=said.title_repairs,
        flags=said.flags,
        provenance=said.provenance,
        capture=None if stored.capture_id is None else made_from[stored.capture_id],
    )
