"""What goes wrong while customers write: nothing they wrote is lost, and every page says what to do.

One installation for all of it, as an operator runs it: a bundle in a folder, gunicorn with two workers, SQLite. Mail
servers that are down and workers that die are in `tests/runtime/test_worker.py`, damaged releases in
`tests/runtime/release`.
"""

import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex

import pytest
from bs4 import BeautifulSoup

from tests.kitchen import base
from tests.serving import free_port, until, until_all_serve

ROOT = Path(__file__).parents[2]
PORTAL = "brands/kitchen/portals/main.yaml"
FORM = "brands/kitchen/forms/question.yaml"
FIELDS = {
    "brands/kitchen/fields/oven.yaml": "type: text\nlabel: Which oven\n",
    "brands/kitchen/fields/serial.yaml": "type: text\nlabel: Serial number\n",
    FORM: "fields:\n  - {field: oven}\n",
    "brands/kitchen/tickets.yaml": "limits: {inquiries_per_customer: {count: 100, every: 1h}}\n",
}


class Answer:
    """A page as it came."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()
        self.soup = BeautifulSoup(self.text, "html.parser")

    @property
    def words(self) -> str:
        return " ".join((self.soup.find("main") or self.soup).get_text(" ").split())

    def value(self, name: str) -> str:
        """What stands in a field of the form."""
        field = self.soup.find(attrs={"name": name})
        assert field is not None, self.words
        return field.get("value") or field.text.strip()


class Kitchen:
    """The base repository of the diagnostics, built and served."""

    host = "kitchen.localhost"

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.bundle, self.state, self.port = folder / "repository", folder / "bundle", folder, port
        for name, data in base().items():
            self.write(name, data.decode() if name.endswith((".yaml", ".md")) else data)
        for name, text in FIELDS.items():
            self.write(name, text)

    def write(self, name: str, data: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    def build(self) -> str:
        command = [sys.executable, "-m", "frontdesk.cli", "build", self.folder, "-o", self.bundle]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        return str(json.loads((self.bundle / "current.json").read_text())["root"])

    def release(self) -> None:
        """Build, and wait until both workers serve it."""
        until_all_serve(self.state, self.build())

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "", timeout: float = 40) -> Answer:
        host = f"{self.host}:{self.port}"
        headers = {"Host": host, "Origin": f"http://{host}", "Accept-Language": "en"}
        if kind:
            headers["Content-Type"] = kind
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as connection:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def form(self) -> list[tuple[str, str]]:
        """What the page of the form sends of its own."""
        page = self.get("/en/ask/question")
        assert page.status == 200, page.words
        return hidden(page)

    def send(self, own: list[tuple[str, str]], *files: tuple[str, bytes], **filled: str) -> Answer:
        written = {"email": "ada@customer.example", "title": "Smoke", "content": "It smokes."}
        fields = [*own, *{**written, "personal_information": "true", **filled}.items()]
        boundary = token_hex(8)
        parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields]
        parts += [
            f'Content-Disposition: form-data; name="attachments"; filename="{name}"\r\n\r\n'.encode() + data
            for name, data in files
        ]
        body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{boundary}--".encode()
        return self.ask("POST", "/en/ask/question", body, f"multipart/form-data; boundary={boundary}")

    def tickets(self, title: str) -> list[int]:
        """The numbers of the tickets with a title."""
        with closing(sqlite3.connect(self.state / "frontdesk.sqlite", timeout=20)) as connection:
            found = connection.execute("SELECT number FROM tickets WHERE title = ? ORDER BY number", (title,))
            return [number for (number,) in found]

    def workers(self) -> list[int]:
        """The process ids of gunicorn's workers."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    @contextmanager
    def served(self) -> Iterator[None]:
        variables = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "FRONTDESK_BUNDLE": str(self.bundle),
            "FRONTDESK_STATE": str(self.state),
            "FRONTDESK_ENVIRONMENT": "demo",
            "FRONTDESK_SCHEME": "http",
            "FRONTDESK_PORT": str(self.port),
            "FRONTDESK_SECRET_KEY": "a-key-for-faults-and-nothing-else-0123456789",
            "FRONTDESK_POLL_SECONDS": "0.1",
            "FRONTDESK_PROXIES": "0",
        }
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
        command += ["--no-control-socket", "runtime.wsgi:create()"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=variables)
        try:
            yield
        finally:
            self.process.terminate()
            self.process.wait(30)


def hidden(page: Answer) -> list[tuple[str, str]]:
    return [(one["name"], one["value"]) for one in page.soup.select("main form[method=post] input[type=hidden]")]


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kitchen]:
    found = Kitchen(tmp_path_factory.mktemp("faults"), free_port())
    root = found.build()
    with found.served():
        until_all_serve(found.state, root)
        yield found


@contextmanager
def released(kitchen: Kitchen, name: str, text: str) -> Iterator[None]:
    """A file changed and released, and afterwards as it was."""
    before = (kitchen.folder / name).read_text()
    kitchen.write(name, text)
    kitchen.release()
    try:
        yield
    finally:
        kitchen.write(name, before)
        kitchen.release()


def at_once(jobs: list[Callable[[], Answer]]) -> list[Answer]:
    gate = threading.Barrier(len(jobs))

    def run(job: Callable[[], Answer]) -> Answer:
        gate.wait(20)
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


# two releases


def test_a_form_of_the_last_release_is_asked_again_with_every_word_kept(kitchen):
    own = kitchen.form()
    with released(kitchen, FORM, "fields:\n  - {field: serial, required: true}\n"):
        again = kitchen.send(own, title="Between releases", oven="The one by the window")
        assert again.status == 422
        assert "The questions have changed while you were writing" in again.words
        assert "The one by the window" in again.soup.find("blockquote").text
        assert again.value("title") == "Between releases"
        assert again.value("content") == "It smokes."
        assert again.soup.find(id="field-serial")
        assert kitchen.tickets("Between releases") == []
        sent = kitchen.send(hidden(again), title="Between releases", serial="S-1")
        assert sent.status == 303, sent.words
        assert len(kitchen.tickets("Between releases")) == 1


def test_a_field_that_was_added_and_may_stay_empty_is_not_worth_asking_again(kitchen):
    own = kitchen.form()
    with released(kitchen, FORM, "fields:\n  - {field: oven}\n  - {field: serial}\n"):
        assert kitchen.send(own, title="Added", oven="Any").status == 303


def test_a_name_no_release_has_asked_for_is_refused_on_the_page_of_today(kitchen):
    assert kitchen.send(kitchen.form(), title="Unknown", serial="S-1").status == 400
    assert kitchen.tickets("Unknown") == []


def test_a_portal_closed_while_a_form_is_open_says_so_and_takes_the_form_when_it_opens(kitchen):
    own = kitchen.form()
    with released(kitchen, PORTAL, (kitchen.folder / PORTAL).read_text().replace("enabled: true", "enabled: false")):
        closed = kitchen.send(own, title="Closed")
        assert closed.status == 404
        assert "not open" in closed.words or "closed" in closed.words
        assert kitchen.tickets("Closed") == []
    # What a browser sends again when its visitor reloads the page.
    assert kitchen.send(own, title="Closed").status == 303
    assert len(kitchen.tickets("Closed")) == 1


def test_a_pointer_cut_short_changes_nothing_that_is_served(kitchen):
    pointer = kitchen.bundle / "current.json"
    whole = pointer.read_bytes()
    release = kitchen.get("/en/").headers["X-Release"]
    pointer.write_bytes(whole[: len(whole) // 2])
    try:
        until(lambda: re.search(r"FD8\d\d", kitchen.get("/readyz").text), "the cut pointer is not told")
        assert {kitchen.get("/en/").headers["X-Release"] for _ in range(10)} == {release}
        assert kitchen.send(kitchen.form(), title="Cut short").status == 303
    finally:
        pointer.write_bytes(whole)


# many at once


def test_customers_who_press_at_once_get_a_ticket_each(kitchen):
    own = [kitchen.form() for _ in range(6)]
    answers = at_once([lambda form=form: kitchen.send(form, title="At once") for form in own])
    assert [answer.status for answer in answers] == [303] * 6
    assert len({answer.headers["Location"] for answer in answers}) == 6
    assert len(set(kitchen.tickets("At once"))) == 6


def test_a_form_pressed_several_times_at_once_is_one_ticket(kitchen):
    own = kitchen.form()
    answers = at_once([lambda: kitchen.send(own, title="Impatient")] * 6)
    assert [answer.status for answer in answers] == [303] * 6
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(kitchen.tickets("Impatient")) == 1


def test_a_worker_killed_under_load_loses_no_ticket_and_makes_none_twice(kitchen):
    forms = [kitchen.form() for _ in range(24)]
    victims = iter(kitchen.workers())

    def insistent(number: int) -> int:
        """Sends again until an answer comes, as people do; how often it was sent."""
        if number in {6, 12}:
            os.kill(next(victims), signal.SIGKILL)
        for attempt in range(1, 60):
            try:
                answer = kitchen.send(forms[number], title=f"Under load {number}", email=f"a{number}@customer.example")
            except (OSError, http.client.HTTPException):
                time.sleep(0.25)
                continue
            assert answer.status == 303, answer.words
            return attempt
        raise AssertionError("never answered")

    before = set(kitchen.workers())
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(insistent, range(len(forms))))
    assert [len(kitchen.tickets(f"Under load {number}")) for number in range(len(forms))] == [1] * len(forms)
    assert not before & set(kitchen.workers())
    until_all_serve(kitchen.state, json.loads((kitchen.bundle / "current.json").read_text())["root"])


# storage that cannot be used


@contextmanager
def locked(kitchen: Kitchen) -> Iterator[None]:
    """Somebody's backup or shell keeps the database to itself."""
    with closing(sqlite3.connect(kitchen.state / "frontdesk.sqlite", isolation_level=None, timeout=20)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


def test_a_database_that_is_locked_for_a_moment_is_waited_for(kitchen):
    own = kitchen.form()
    with ThreadPoolExecutor(1) as pool, locked(kitchen):
        sending = pool.submit(kitchen.send, own, title="Waited")
        assert kitchen.get("/en/").status == 200
        time.sleep(1)
        assert not sending.done()
    assert sending.result().status == 303
    assert len(kitchen.tickets("Waited")) == 1


def test_a_database_that_stays_locked_keeps_the_words_on_the_page(kitchen):
    own = kitchen.form()
    with locked(kitchen):
        refused = kitchen.send(own, title="Locked")
    assert refused.status == 503
    assert "Your words are still here" in refused.words
    assert refused.value("title") == "Locked"
    assert "locked" not in refused.words.replace("Locked", "")
    assert kitchen.send(hidden(refused), title="Locked").status == 303
    assert len(kitchen.tickets("Locked")) == 1


def test_a_place_for_files_that_cannot_be_used_keeps_the_words_and_makes_no_ticket(kitchen):
    place = kitchen.state / "attachments"
    aside = place.with_name("aside")
    if place.exists():
        place.rename(aside)
    place.write_text("in the way")
    own = kitchen.form()
    refused = kitchen.send(own, ("smoke.jpg", b"x" * 1000), title="No room")
    assert refused.status == 503
    assert refused.value("title") == "No room"
    assert "choose your files again" in refused.words
    assert kitchen.tickets("No room") == []
    place.unlink()
    if aside.exists():
        aside.rename(place)
    sent = kitchen.send(hidden(refused), ("smoke.jpg", b"x" * 1000), title="No room")
    assert sent.status == 303, sent.words
    ticket = kitchen.get(sent.headers["Location"].replace("/ask/done/", "/t/"))
    assert "smoke.jpg" in ticket.words


def test_what_customers_type_is_never_a_template_a_header_or_markup(kitchen):
    evil = "{{7*7}} #{ticket.link} {% raw %} <b>x</b> \u202e\U0001f984 " + "e\u0301\u0302" * 20
    sent = kitchen.send(kitchen.form(), title=evil, content=f"{evil}\r\nBcc: x@evil.example\0", oven=evil)
    assert sent.status == 303, sent.words
    page = kitchen.get(sent.headers["Location"].replace("/ask/done/", "/t/"))
    assert page.status == 200
    assert page.words.count("{{7*7}} #{ticket.link} {% raw %} <b>x</b>") == 3
    assert not page.soup.find("b", string="x")
