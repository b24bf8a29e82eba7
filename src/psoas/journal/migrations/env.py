"""Run by alembic: migrates over the connection that journal/upgrade.py hands in, inside its transaction."""

from alembic import context

from psoas.journal.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
