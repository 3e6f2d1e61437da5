"""Training is counted in updates of the weights, and looked at every so many of them."""

import sqlalchemy as sa
from alembic import op

revision = "9"
down_revision = "8"


def upgrade() -> None:
    """What is there already was looked at after each epoch; specs in epochs are read as what they are now."""
    op.add_column("epochs", sa.Column("updates", sa.Integer))
    op.add_column("epochs", sa.Column("epochs", sa.Float))
