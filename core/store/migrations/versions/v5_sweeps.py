"""Many settings of one experiment are tried by a sweep; each is an experiment that the list leaves out."""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """What is there already belongs to no sweep."""
    op.create_table(
        "sweeps",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("task", sa.String(16), nullable=False),
        sa.Column("data", sa.String(64), sa.ForeignKey("datasets.hash"), nullable=False),
        sa.Column("spec", sa.Text, nullable=False),
        sa.Column("ends", sa.Text, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("winner", sa.String(32)),
        sa.Column("error", sa.Text),
    )
    op.create_index("ix_sweeps_owner", "sweeps", ["owner"])
    op.create_index("ix_sweeps_state", "sweeps", ["state"])
    op.create_index("ix_sweeps_winner", "sweeps", ["winner"])
    op.add_column("experiments", sa.Column("sweep", sa.String(32)))
    op.create_index("ix_experiments_sweep", "experiments", ["sweep"])
