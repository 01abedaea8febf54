"""A second installation, empty, on either database: where a backup is put back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.attachments import Attachments
from runtime.effects import QueuedEffects
from runtime.services import Services
from runtime.store.engine import open_store
from tests.stores import _create_database

Elsewhere = Callable[[str], Services]


@pytest.fixture
def elsewhere(services, tmp_path: Path, request: pytest.FixtureRequest):
    """Make an empty installation with the same secret, on `sqlite` or `postgres`."""
    opened = []

    def make(database: str = "sqlite") -> Services:
        folder = tmp_path / f"elsewhere-{len(opened)}"
        folder.mkdir()
        if database == "postgres":
            name = f"elsewhere_{abs(hash(folder)) % 10**9}"
            url = _create_database(request.getfixturevalue("postgres"), name, None)
        else:
            url = f"sqlite:///{folder / 'store.sqlite'}"
        store = open_store(url)
        opened.append(store)
        return replace(
            services,
            store=store,
            settings=replace(services.settings, state=folder, database_url=url),
            effects=QueuedEffects(store),
            attachments=Attachments(f"file://{folder / 'attachments'}"),
        )

    yield make
    for store in opened:
        store.close()
