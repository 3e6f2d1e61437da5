"""Epochs of classifiers keep their accuracy."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Where answers are numbers, and in older runs, it is empty."""
    op.add_column("epochs", sa.Column("val_accuracy", sa.Float))
