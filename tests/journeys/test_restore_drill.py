"""The drill that every operator should have done once: a backup under load, everything lost, and put back elsewhere."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from runtime.attachments import Attachments, Upload
from runtime.effects import QueuedEffects
from runtime.services import system_clock
from runtime.simulators.mail import Inbox, MailServer
from runtime.store.engine import open_store
from runtime.store.tables import outbox
from runtime.tickets import agent_reply, submit, view, view_by_link
from tests.stores import _create_database

ROOT = Path(__file__).parents[2]


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


def variables(settings, port=1):
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FRONTDESK_BUNDLE": str(settings.bundle),
        "FRONTDESK_STATE": str(settings.state),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_SECRET_KEY": settings.secret_key,
        "FRONTDESK_DATABASE_URL": settings.database_url,
        "FRONTDESK_ATTACHMENTS_URL": settings.attachments_url,
        "FRONTDESK_SMTP_PORT": str(port),
        "FRONTDESK_RETRY_SECONDS": "0.5",
    }


def run(settings, *words):
    command = [sys.executable, "-m", "frontdesk.cli", *map(str, words)]
    return subprocess.run(command, env=variables(settings), cwd=ROOT, capture_output=True, text=True, check=False)


@contextmanager
def worker(settings, port):
    process = subprocess.Popen(
        [sys.executable, "-m", "frontdesk.cli", "worker"], env=variables(settings, port), cwd=ROOT
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def here(services, settings, tmp_path):
    """An installation whose processes know the real time and keep files beside their state."""
    url = f"file://{tmp_path / 'here-files'}"
    return replace(
        services,
        clock=system_clock,
        settings=replace(settings, attachments_url=url),
        attachments=Attachments(url),
    )


def place_of(release):
    return next(place for place in release.places if place.portal.id == "main")


def outbox_of(services):
    with services.store.read() as connection:
        return {row.id: row for row in connection.execute(select(outbox))}


def moved(services, tmp_path, request):
    """The other machine: other folders and, where the first had PostgreSQL, another database."""
    state = tmp_path / "there"
    url = f"sqlite:///{state / 'frontdesk.sqlite'}"
    if not services.store.is_sqlite:
        url = _create_database(request.getfixturevalue("postgres"), f"drill_{os.getpid()}", None)
    settings = replace(
        services.settings, state=state, database_url=url, attachments_url=f"file://{tmp_path / 'there-files'}"
    )
    store = open_store(url)
    files = Attachments(settings.attachments_url)
    return replace(services, settings=settings, store=store, effects=QueuedEffects(store), attachments=files)


def test_a_backup_under_load_brings_back_everything_elsewhere(here, release, inquiry, tmp_path, request):
    inbox = Inbox()
    server = MailServer(inbox)
    port = server.start()
    stop, answered = threading.Event(), []

    def customers():
        while not stop.is_set():
            uploads = (Upload("attachments", "a.txt", "text/plain", os.urandom(3000)),)
            answered.append(submit(here, release, inquiry({"uploads": uploads}, passport="M1234567")))
            stop.wait(0.2)

    load = threading.Thread(target=customers)
    try:
        with worker(here.settings, port):
            load.start()
            until(lambda: len(inbox.mails()) >= 3)
            agent_reply(here, release, answered[0].ticket_id, "jin", "Turn it off.", brand="acme")
            promised = list(answered)
            taken = run(here.settings, "backup", tmp_path / "drill.tar", "--format", "json")
            assert taken.returncode == 0, taken.stderr
            stop.set()
            load.join()
        before = {each.ticket_id: view(here, release, "acme", each.ticket_id) for each in promised}

        there = moved(here, tmp_path, request)
        destroy(here, tmp_path)
        restored = run(there.settings, "restore", tmp_path / "drill.tar", "--format", "json")
        assert restored.returncode == 0, restored.stderr
        told = json.loads(restored.stdout)
        assert told["tickets"] == json.loads(taken.stdout)["tickets"] >= len(promised)
        assert told["digest"] == json.loads(taken.stdout)["digest"]

        for each in promised:
            found = view(there, release, "acme", each.ticket_id)
            assert replace(found, mails=()) == replace(before[each.ticket_id], mails=())
            assert view_by_link(there, release, place_of(release), each.link_token).number == found.number
            (file,) = [file for message in found.messages for file in message.files]
            assert len(there.attachments.read(file.id)) == 3000

        sent = {name for name, row in outbox_of(there).items() if row.state == "sent"}
        assert sent, "the drill proves nothing when no mail was sent before the backup"
        before_it_went_on = copies(inbox)
        with worker(there.settings, port):
            more = submit(there, release, inquiry())
            until(lambda: {row.state for row in outbox_of(there).values()} == {"sent"})
        assert more.number == told["tickets"] + 1001
        after = copies(inbox)
        for name in sent:
            assert after[name] == before_it_went_on[name] == 1, "a mail that was sent came again"
        assert set(outbox_of(there)) <= set(after)
        there.store.close()
    finally:
        stop.set()
        server.stop()


def copies(inbox):
    """How often the mail of each outbox row arrived: its id stands in the Message-ID."""
    return {mail.message_id.strip("<>").partition("@")[0]: mail.copies for mail in inbox.mails()}


def destroy(services, tmp_path):
    """The machine is gone: its files, and every row."""
    shutil.rmtree(tmp_path / "here-files")
    if services.store.is_sqlite:
        services.store.close()
        for path in tmp_path.glob("store.sqlite*"):
            path.unlink()
        return
    with services.store.write() as connection:
        for name in ("public", "dbos"):
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
