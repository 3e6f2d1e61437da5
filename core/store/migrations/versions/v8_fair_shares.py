"""Who brought which data, who asks which question, and an index for those that wait."""

import sqlalchemy as sa
from alembic import op

revision = "8"
down_revision = "7"

# What an experiment or a sweep names was brought by its owner; the rest by nobody. Sizes are looked up later.
BY_OWNER = """
INSERT INTO brought (hash, kind, owner, bytes, added, touched)
SELECT data, 'parquet', who, 0, MIN(created), MAX(created) FROM (
  SELECT data, COALESCE(owner, '') AS who, created FROM experiments
  UNION ALL SELECT data, COALESCE(owner, '') AS who, created FROM sweeps) AS named
GROUP BY data, who
"""
BY_NOBODY = """
INSERT INTO brought (hash, kind, owner, bytes, added, touched)
SELECT hash, 'parquet', '', 0, added, added FROM datasets
WHERE hash NOT IN (SELECT data FROM experiments) AND hash NOT IN (SELECT data FROM sweeps)
"""


def upgrade() -> None:
    """What is there already was brought by whoever used it."""
    op.create_table(
        "brought",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("added", sa.Float, nullable=False),
        sa.Column("touched", sa.Float, nullable=False),
    )
    op.create_index("ix_brought_owner", "brought", ["owner"])
    op.execute(BY_OWNER)
    op.execute(BY_NOBODY)
    op.add_column("sweeps", sa.Column("source_name", sa.Text))
    op.add_column("requests", sa.Column("asker", sa.String(64)))
    op.create_index(
        "ix_requests_open", "requests", ["asked"],
        sqlite_where=sa.text("answer IS NULL"), postgresql_where=sa.text("answer IS NULL"),
    )  # fmt: skip
    op.create_index("ix_runs_waiting", "runs", ["state", "experiment", "place"])
    op.drop_index("ix_runs_state", "runs")
