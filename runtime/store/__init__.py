"""The store: tickets and everything else that happens at run time, in SQLite or PostgreSQL.

Tables, the engine with its locks, and migrations live here; what is written together, and when, is `runtime.tickets`.
"""
