"""Machines that serve one small release, each with its own state folder, all with one database."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from runtime.counts import Counts
from runtime.ready import ReadyPages
from runtime.release.current import Current
from runtime.release.offers import Offer
from runtime.release.source import BundleError
from runtime.services import Services
from runtime.settings import Settings
from runtime.status.page import StatusPages
from runtime.status.reporter import Reporter
from schemas.release import Provenance, ReleaseRecord

TOKEN = "a-token-for-operators-of-this-test"


@dataclass
class Counter:
    """An address that offers one release at a time to every machine."""

    offered: Offer | None = None
    number: int = 0

    def offer(self, root: str, **said) -> None:
        self.number += 1
        fresh_until, origin = said.pop("fresh_until", float("inf")), said.pop("origin", "network")
        provenance = Provenance(**{"published_at": "2026-03-02T09:00:00Z", **said.pop("provenance", {})})
        record = ReleaseRecord(sequence=self.number, root=root, provenance=provenance, **said)
        self.offered = Offer(root, origin, record, fresh_until)

    def trace(self):
        return (self.number,)

    def ask(self):
        pass

    def may_serve(self, root):
        return True

    def look(self):
        if self.offered is None:
            raise BundleError("FD801", "nothing is offered")
        return self.offered


@dataclass
class Machine:
    """One machine with some processes."""

    settings: Settings
    services: Services
    address: Counter
    processes: list[Current] = field(default_factory=list)
    reporters: list[Reporter] = field(default_factory=list)

    def start(self) -> Current:
        """One more process."""
        counts = Counts(self.settings.state)
        current = Current(self.settings, lambda: self.services.clock().timestamp(), self.address, counts)
        self.processes.append(current)
        name = f"{self.settings.name}.{len(self.processes)}.abcd"
        self.reporters.append(Reporter(self.settings, self.services, current, name))
        operators = StatusPages(self.settings, current, self.services)
        self.layer = ReadyPages(current, lambda *_: (), operators=operators, counted=counts.around)
        return current

    def turn(self) -> None:
        """Every process looks and reports once."""
        for current, reporter in zip(self.processes, self.reporters, strict=True):
            current.poll()
            reporter.report()

    def ask(self, path="/-/status", token=TOKEN, method="GET", **headers):
        """Status, headers and body of an answer of the last process."""
        path, _, query = path.partition("?")
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "10.0.0.1"}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        if token:
            environ.setdefault("HTTP_AUTHORIZATION", f"Bearer {token}")
        seen = {}
        environ["wsgi.input"] = io.BytesIO()
        body = b"".join(self.layer(environ, lambda status, sent: seen.update(dict(sent), status=status)))
        return int(seen["status"][:3]), seen, body.decode()

    def json(self) -> dict:
        return json.loads(self.ask("/-/status?format=json")[2])

    def words(self) -> str:
        soup = BeautifulSoup(self.ask()[2], "html.parser")
        return " ".join(soup.get_text(" ").split())


@pytest.fixture
def address() -> Counter:
    return Counter()


@pytest.fixture
def machine(release, services: Services, clock, address, tmp_path: Path) -> Callable[..., Machine]:
    """Make a machine that is offered the bundle of the suite's desk."""
    if address.offered is None:
        address.offer(release.root_digest)

    def make(name: str = "web-1", **changed) -> Machine:
        state = tmp_path / name
        told = replace(services.settings, name=name, state=state, status_token=TOKEN, **changed)
        return Machine(told, replace(services, settings=told), address)

    return make


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
