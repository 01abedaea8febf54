"""What tests of backups do with an installation: send a mail, look at rows and jobs, put a copy back."""

import pytest
from sqlalchemy import select, text

from runtime.backup.archive import BackupError, verify
from runtime.backup.restoring import Wishes, restore
from runtime.outbox import Performer
from runtime.release.acting import Acting
from runtime.store.tables import outbox

PICTURE = b"\xff\xd8 a picture"


def perform(services, release, row):
    """Send one mail; returns what was sent."""
    sent = []
    Performer(services, lambda: Acting(release), lambda letter, server: sent.append(letter)).perform(
        row.id, row.attempts
    )
    return sent


def mails(services):
    with services.store.read() as connection:
        return connection.execute(select(outbox).order_by(outbox.c.created_at, outbox.c.id)).all()


def jobs(services):
    """The jobs of dbos by their ids."""
    table = "workflow_status" if services.store.is_sqlite else "dbos.workflow_status"
    with services.store.read() as connection:
        return set(connection.execute(text(f"SELECT workflow_uuid FROM {table}")).scalars())


def back(services, path, **wishes):
    return restore(verify(path, services.secret_key), services, Wishes(**wishes))


def refused(code, action, *given, **named):
    with pytest.raises(BackupError) as caught:
        action(*given, **named)
    assert caught.value.code == code, caught.value
    return str(caught.value)
