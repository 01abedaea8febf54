"""The worker as a process of its own, against a real mail server: delays, outages and sudden deaths."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from runtime.services import system_clock
from runtime.simulators.mail import Inbox, MailServer
from runtime.store.tables import outbox, workers
from runtime.tickets import agent_reply, submit, view
from runtime.worker import LOOKS, Watchdog, beating

ROOT = Path(__file__).parents[2]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def mail_port(inbox: Inbox) -> Iterator[int]:
    server = MailServer(inbox)
    yield server.start()
    server.stop()


@pytest.fixture
def live(services):
    """The services with the real clock: jobs are performed by processes that know no other."""
    return replace(services, clock=system_clock)


@contextmanager
def worker(settings, port: int, retry: float = 0.5) -> Iterator[subprocess.Popen[bytes]]:
    variables = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FRONTDESK_BUNDLE": str(settings.bundle),
        "FRONTDESK_STATE": str(settings.state),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_SECRET_KEY": settings.secret_key,
        "FRONTDESK_DATABASE_URL": settings.database_url,
        "FRONTDESK_SMTP_PORT": str(port),
        "FRONTDESK_RETRY_SECONDS": str(retry),
    }
    process = subprocess.Popen([sys.executable, "-m", "frontdesk.cli", "worker"], env=variables, cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


def states(services) -> list[str]:
    with services.store.read() as connection:
        return list(connection.execute(select(outbox.c.state).order_by(outbox.c.created_at)).scalars())


def test_planned_mail_arrives_in_the_words_of_the_ticket_s_language(live, release, inquiry, settings, inbox, mail_port):
    submitted = submit(live, release, inquiry({"language": "ko"}, name="김민지"))
    with worker(settings, mail_port) as process:
        until(lambda: states(live) == ["sent"])
        process.terminate()
        assert process.wait(30) == 0
    (mail,) = inbox.mails()
    assert mail.recipients == ("ada@example.com",)
    assert mail.subject == "접수되었습니다: The oven hums"
    assert f"https://help.acme.example/ko/t/{submitted.link_token}" in mail.html
    assert f"https://help.acme.example/ko/t/{submitted.link_token}" in mail.text
    assert "김민지님" in mail.text
    assert mail.message["Auto-Submitted"] == "auto-generated"


def test_an_answer_is_mailed_in_the_thread_of_the_ticket(live, release, inquiry, settings, inbox, mail_port):
    ticket = submit(live, release, inquiry()).ticket_id
    agent_reply(live, release, ticket, "jin", "Turn it off.\n<b>Then</b> on.", brand="acme")
    with worker(settings, mail_port):
        until(lambda: len(inbox.mails()) == 2)
    first, answer = sorted(inbox.mails(), key=lambda mail: "Answer" in mail.subject)
    assert answer.subject == "Answer to your inquiry 1001"
    assert "Turn it off.\n<b>Then</b> on." in answer.text
    assert "&lt;b&gt;Then&lt;/b&gt;" in answer.html
    assert answer.message["References"] == first.message["References"]


def test_mail_waits_while_the_server_is_down_and_comes_once(live, release, inquiry, settings, inbox):
    closed = MailServer(inbox)
    port = closed.start()
    closed.stop()
    submit(live, release, inquiry())
    with worker(settings, port):
        until(lambda: tried(live) >= 2)
        assert states(live) == ["waiting"]
        reopened = MailServer(inbox, port)
        reopened.start()
        try:
            until(lambda: states(live) == ["sent"])
        finally:
            reopened.stop()
    (mail,) = inbox.mails()
    assert mail.copies == 1


def tried(services) -> int:
    with services.store.read() as connection:
        return connection.execute(select(outbox.c.attempts)).scalar_one()


def test_a_recipient_the_server_refuses_for_good_is_given_up(live, release, inquiry, settings, inbox, mail_port):
    inbox.refusal = "550 no such person"
    submitted = submit(live, release, inquiry())
    with worker(settings, mail_port):
        until(lambda: states(live) == ["given_up"])
    (mail,) = view(live, release, "acme", submitted.ticket_id).mails
    assert "550" in mail.problem


def test_a_worker_killed_while_sending_is_taken_over_from(live, release, inquiry, settings, inbox, mail_port):
    gate = SlowServer()
    port = gate.start()
    submit(live, release, inquiry())
    with worker(settings, port) as first:
        until(lambda: gate.connected)
        os.kill(first.pid, signal.SIGKILL)
        first.wait(30)
    gate.stop()
    assert states(live) == ["waiting"]
    with worker(settings, mail_port):
        until(lambda: states(live) == ["sent"])
        until(lambda: alive(live) == 1)
    (mail,) = inbox.mails()
    assert mail.copies == 1


def seen(services, name):
    with services.store.read() as connection:
        return connection.execute(select(workers.c.seen_at).where(workers.c.id == name)).scalar()


def test_a_worker_gives_signs_of_life_while_a_duty_takes_its_time(services, clock):
    started = clock()
    with beating(Watchdog(services, "slow", len), seconds=0.01):
        until(lambda: seen(services, "slow") == started)
        clock.move(minutes=2)  # and the duty is still under way
        until(lambda: seen(services, "slow") == clock())
    assert seen(services, "slow") is None


def test_a_silent_worker_is_taken_over_from_once_it_was_looked_for_again(services, clock):
    buried = []
    Watchdog(services, "silent", buried.extend).beat()
    watchdog = Watchdog(services, "here", lambda dead: buried.extend(dead) or len(dead))
    watchdog.bury()
    clock.move(minutes=1)
    for _ in range(LOOKS - 1):
        watchdog.bury()
    assert buried == []
    watchdog.bury()
    assert buried == ["silent"]


def test_a_worker_that_could_not_reach_the_database_is_not_taken_over_from(services, clock):
    buried = []
    other = Watchdog(services, "away", buried.extend)
    other.beat()
    watchdog = Watchdog(services, "here", lambda dead: buried.extend(dead) or len(dead))
    clock.move(minutes=1)  # nobody could write meanwhile
    watchdog.bury()
    other.beat()
    for _ in range(LOOKS):
        watchdog.bury()
    assert buried == []


def alive(services) -> int:
    with services.store.read() as connection:
        return len(list(connection.execute(select(workers.c.id))))


def test_a_worker_that_starts_after_the_commit_sends_what_was_planned_before(
    live, release, inquiry, settings, inbox, mail_port
):
    for _ in range(5):
        submit(live, release, inquiry())
    with worker(settings, mail_port), worker(settings, mail_port):
        until(lambda: states(live) == ["sent"] * 5)
    assert sorted(mail.copies for mail in inbox.mails()) == [1] * 5


class SlowServer:
    """Takes connections and says nothing."""

    def __init__(self) -> None:
        import socket

        self._socket = socket.create_server(("127.0.0.1", 0))
        self.connected = False

    def start(self) -> int:
        import threading

        def run() -> None:
            try:
                self._kept, _ = self._socket.accept()
                self.connected = True
            except OSError:
                pass

        threading.Thread(target=run, daemon=True).start()
        return self._socket.getsockname()[1]

    def stop(self) -> None:
        self._socket.close()


def test_a_database_that_is_away_when_it_starts_is_said_in_a_sentence(settings, release, tmp_path):
    away = replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    with worker(away, 1) as process:
        assert process.wait(60) == 1, "3 would be a fault of ours"
