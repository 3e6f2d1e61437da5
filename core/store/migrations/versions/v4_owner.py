"""Where people sign in, experiments have owners."""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """What is there already belongs to nobody: it is found by its address, as before."""
    op.add_column("experiments", sa.Column("owner", sa.String(64)))
    op.create_index("ix_experiments_owner", "experiments", ["owner"])
