"""Run by Alembic: take the steps on the connection it was handed, in the transaction that is open there."""

from alembic import context

from core.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
