"""Writes `docs/reference/` from models, example brands, diagnostics and tests. Not part of the wheel."""
