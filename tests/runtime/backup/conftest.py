"""A second installation, empty, on either database: where a backup is put back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.attachments import Attachments, Upload
from runtime.effects import QueuedEffects
from runtime.services import Services
from runtime.store.engine import open_store
from runtime.tickets import add_note, agent_reply, submit
from tests.backups import PICTURE, mails, perform
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


@pytest.fixture
def lively(services, release, inquiry, clock):
    """Three tickets with all that tickets can have; the first one's mail was sent."""
    uploads = (Upload("attachments", "오븐.jpg", "image/jpeg", PICTURE),)
    first = submit(services, release, inquiry({"uploads": uploads}, passport="M1234567"))
    perform(services, release, mails(services)[0])
    clock.move(seconds=1)  # what happens at one moment has no order
    agent_reply(services, release, first.ticket_id, "jin", "Turn it off.\n<b>Then</b> on.", brand="acme")
    add_note(services, release, first.ticket_id, "jin", "Ada is patient.", brand="acme")
    clock.move(seconds=-1)
    return [first, submit(services, release, inquiry({"language": "ko"})), submit(services, release, inquiry())]
