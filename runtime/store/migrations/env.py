"""What Alembic runs for every command: our connection, in our transaction."""

from alembic import context

from runtime.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table="schema_version",
    render_as_batch=True,
    transaction_per_migration=False,
)
# The caller began the transaction and ends it: on both databases a step that fails leaves nothing behind.
context.run_migrations()
