"""The other side of every connector, played on this machine: for demos and tests, never for production."""
