"""The database is away for a while: knowledge is read as ever, what is typed is kept, and all is well afterwards."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import make_url, select

from runtime.app import create_app
from runtime.release.current import Current
from runtime.services import Services, services_of
from runtime.settings import Settings
from runtime.status.reporter import Reporter
from runtime.store.migrate import migrate
from runtime.store.tables import activations, tickets
from tests.stores import insist, started_postgres
from tests.world import NORTH, Browser

ROOT = Path(__file__).parents[2]
FINE = {"email": "ada@customer.example", "title": "Smoke", "content": "It smokes.", "personal_information": "true"}


@dataclass
class Installation:
    """A process of the small world, and its database, which can be taken away."""

    services: Services
    current: Current
    reporter: Reporter
    browser: Browser
    away: Callable[[], object]

    def report(self) -> str:
        self.reporter._try()
        return self.reporter.database


def install(folder: Path, bundle: Path, url: str, away) -> Installation:
    settings = Settings(bundle, folder / "state", "test", "0123456789abcdef" * 2, url, scheme="http", name="web-1")
    services = services_of(settings)
    migrate(services.store)
    current = Current(settings)
    reporter = Reporter(settings, services, current)
    application = create_app(settings, current, services, database=lambda: reporter.database)
    return Installation(services, current, reporter, Browser(application, NORTH, "http"), away)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A PostgreSQL of this file's own: it is stopped and started."""
    found = started_postgres(tmp_path_factory.mktemp("away"))
    yield found
    insist(found.ensure_postgres_running)
    found.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def installed(request, tmp_path, world_bundle) -> Iterator[Installation]:
    if request.param == "postgres":
        server = request.getfixturevalue("server")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

        @contextmanager
        def away():
            server._stop()
            yield
            insist(server.ensure_postgres_running)
    else:
        file = tmp_path / "store.sqlite"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        url = f"sqlite:///{file}"

        @contextmanager
        def away():
            # As when its disk is gone: what is open is closed, and what is opened is no database.
            found.services.store.engine.dispose()
            kept = {one: one.read_bytes() for one in tmp_path.glob("store.sqlite*") if one.suffix != ".lock"}
            for one in kept:
                one.unlink()
            file.write_bytes(b"nothing that anybody could read" * 200)
            yield
            found.services.store.engine.dispose()
            for one in tmp_path.glob("store.sqlite*"):
                one.unlink()
            for one, data in kept.items():
                one.write_bytes(data)

    found = install(tmp_path, world_bundle, url, away)
    yield found
    found.services.store.close()


def words(answer) -> str:
    page = BeautifulSoup(answer.text, "html.parser")
    return " ".join((page.find("main") or page).get_text(" ").split())


def own(answer, form="main form[method=post]") -> dict[str, str]:
    found = BeautifulSoup(answer.text, "html.parser").select(f"{form} input[type=hidden]")
    return {one["name"]: one["value"] for one in found}


def test_without_its_database_a_portal_is_read_as_ever_and_keeps_what_is_typed(installed):
    browser = installed.browser
    sent = browser.post("/en/ask/bug", data={**own(browser.get("/en/ask/bug")), **FINE}, headers=browser.origin)
    assert sent.status_code == 303
    link = sent.headers["Location"].replace("/ask/done/", "/t/")
    thread, form = browser.get(link), browser.get("/en/ask/bug")
    assert installed.report() == "ok"
    with installed.away():
        for path in ("/en/", "/en/articles/open", "/en/search?q=open", "/en/ask", "/en/ask/bug", "/sitemap.xml"):
            assert browser.get(path).status_code == 200, path
        refused = browser.post("/en/ask/bug", data={**own(form), **FINE}, headers=browser.origin)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
        assert "Your words are still here" in words(refused)
        assert "It smokes." in refused.text
        for path in (link, sent.headers["Location"]):
            gone = browser.get(path)
            assert (gone.status_code, gone.headers["Retry-After"]) == (503, "30")
            assert "Inquiries cannot be opened right now" in words(gone)
        reply = browser.post(link, data={**own(thread), "text": "It still smokes."}, headers=browser.origin)
        assert reply.status_code == 503
        assert "It still smokes." in reply.text
        assert browser.get("/desk/sign-in").status_code in {200, 503}
        assert installed.report() == "unavailable"
        ready = browser.get("/readyz")
        assert (ready.status_code, ready.json["database"], ready.json["status"]) == (200, "unavailable", "ready")
    again = browser.post("/en/ask/bug", data={**own(refused), **FINE}, headers=browser.origin)
    assert again.status_code == 303
    assert browser.get(link).status_code == 200
    answered = browser.post(link, data={**own(browser.get(link)), "text": "It still smokes."}, headers=browser.origin)
    assert answered.status_code == 303
    assert installed.report() == "ok"
    assert browser.get("/readyz").json["database"] == "ok"
    with installed.services.store.read() as connection:
        assert len(connection.execute(select(tickets)).all()) == 2
        assert len(connection.execute(select(activations)).all()) == 1


START = """
import io, json, sys
from runtime.wsgi import create
application = create()
seen = {}
for path in ("/en/", "/readyz"):
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "north.localhost", "wsgi.input": io.BytesIO()}
    environ["REMOTE_ADDR"] = "127.0.0.1"
    body = b"".join(application(environ, lambda status, headers: seen.update({path: status})))
print(json.dumps({**seen, "ready": json.loads(body)}))
"""


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:///{folder}/damaged.sqlite"])
def test_a_process_that_starts_without_its_database_serves_what_can_be_read(tmp_path, world_bundle, url):
    (tmp_path / "damaged.sqlite").write_bytes(b"nothing that anybody could read" * 200)
    variables = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FRONTDESK_BUNDLE": str(world_bundle),
        "FRONTDESK_STATE": str(tmp_path / "state"),
        "FRONTDESK_ENVIRONMENT": "test",
        "FRONTDESK_SECRET_KEY": "0123456789abcdef" * 2,
        "FRONTDESK_DATABASE_URL": url.format(folder=tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-c", START], env=variables, capture_output=True, text=True, check=False, timeout=100
    )
    assert run.returncode == 0, run.stdout + run.stderr
    said = json.loads(run.stdout.splitlines()[-1])
    assert (said["/en/"], said["/readyz"]) == ("200 OK", "200 OK")
    assert said["ready"]["status"] == "ready"
