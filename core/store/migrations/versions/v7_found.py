"""An experiment keeps in a few words what was found, so that a list can tell it without any arrays."""

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"


def upgrade() -> None:
    """What is there already is told as soon as it has been looked at."""
    op.add_column("experiments", sa.Column("found", sa.Text))
