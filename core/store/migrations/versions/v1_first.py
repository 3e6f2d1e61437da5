"""The first version: whoever has a store has at least this, so there is nothing to do."""

revision = "1"
down_revision = None


def upgrade() -> None:
    """Nothing: an empty database gets the newest tables at once."""
