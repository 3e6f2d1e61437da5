"""An experiment keeps what its data was called: the same content may come again under another name."""

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"


def upgrade() -> None:
    """What is there already shows the data set's own name, as before."""
    op.add_column("experiments", sa.Column("source_name", sa.Text))
