"""Steps from an empty database to the tables of `runtime.store.tables`, run by `runtime.store.migrate`."""
