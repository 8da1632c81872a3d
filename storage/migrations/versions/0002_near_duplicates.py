"""Wordings of articles, the keys of their sketches, and which of them are alike."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables; the texts that the archive holds wait to be compared."""
    create_wordings()
    create_sketch_keys()
    create_likenesses()
    let_stored_texts_wait()


def let_stored_texts_wait() -> None:
    """Notes every text of the archive as one still to be compared."""
    articles = sa.table("articles", sa.column("text_digest"))
    wordings = sa.table("wordings", *map(sa.column, ("digest", "day", "sketch", "compared")))
    digests = sa.select(
        articles.c.text_digest, sa.literal(0), sa.literal(b"", sa.LargeBinary()), sa.false()
    ).where(articles.c.text_digest.is_not(None))
    columns = ["digest", "day", "sketch", "compared"]
    op.execute(sa.insert(wordings).from_select(columns, digests.distinct()))


def create_wordings() -> None:
    """Texts, once each."""
    op.create_table(
        "wordings",
        sa.Column("id", BIG, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("compared", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wordings"),
        sa.UniqueConstraint("digest", name="uq_wordings_digest"),
    )
    op.create_index(
        "ix_wordings_waiting",
        "wordings",
        ["id"],
        sqlite_where=sa.text("NOT compared"),
        postgresql_where=sa.text("NOT compared"),
    )


def create_sketch_keys() -> None:
    """The numbers of the sketches."""
    op.create_table(
        "sketch_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wording_id", BIG, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "wording_id", name="pk_sketch_keys"),
        sqlite_with_rowid=False,
    )


def create_likenesses() -> None:
    """Pairs of texts that are alike."""
    columns = ("wording_id", "other_id")
    op.create_table(
        "likenesses",
        *[sa.Column(name, BIG, nullable=False) for name in columns],
        *[
            sa.ForeignKeyConstraint(
                [name],
                ["wordings.id"],
                name=f"fk_likenesses_{name}_wordings",
                ondelete="CASCADE",
            )
            for name in columns
        ],
        sa.PrimaryKeyConstraint(*columns, name="pk_likenesses"),
    )
    op.create_index("ix_likenesses_other_id", "likenesses", ["other_id"])
