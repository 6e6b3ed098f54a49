"""Runs the migrations; Alembic loads this file with the connection in its attributes."""

from alembic import context

from backend.storage.models import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
