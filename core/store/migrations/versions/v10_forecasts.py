"""Forecasts that were made are kept, and scored when later rows come."""

import sqlalchemy as sa
from alembic import op

revision = "10"
down_revision = "9"


def upgrade() -> None:
    """Those of the experiments that are there are kept as soon as new rows are brought."""
    op.create_table(
        "forecasts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "experiment", sa.String(32), sa.ForeignKey("experiments.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("made", sa.Float, nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("data", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("experiment", "data", "way"),
    )
