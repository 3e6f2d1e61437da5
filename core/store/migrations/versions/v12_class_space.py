"""What a class asked for stands on one list."""

import sqlalchemy as sa
from alembic import op

revision = "12"
down_revision = "11"


def upgrade() -> None:
    """There were no classes before."""
    op.create_table(
        "asked_in_class",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column(
            "experiment", sa.String(32), sa.ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("who", sa.String(64), primary_key=True),
        sa.Column("pupil", sa.String(64), nullable=False),
        sa.Column("asked", sa.Float, nullable=False),
    )
