"""What was found out about an experiment after it had ended is kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "11"
down_revision = "10"


def upgrade() -> None:
    """Nothing was found before."""
    op.create_table(
        "findings",
        sa.Column(
            "experiment", sa.String(32), sa.ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("made", sa.Float, nullable=False),
        sa.Column("data", sa.String(64)),
        sa.Column("body", sa.Text, nullable=False),
    )
