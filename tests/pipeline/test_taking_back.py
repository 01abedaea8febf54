"""What deploy.yml takes back, and what it leaves: its own steps, with status pages of machines on loopback."""

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from compiler.release.address import open_address
from compiler.release.present import Earlier, look
from compiler.release.publish import roll_back
from runtime.attachments import Attachments
from runtime.effects import QueuedEffects
from runtime.release.current import Current
from runtime.services import Services, system_clock
from runtime.settings import Settings
from runtime.status.page import StatusPages
from runtime.store.engine import open_store
from runtime.store.tables import runtimes
from tests.pipeline.actions import Host, Runner
from tests.publishing import bundle, make_office, publish

TOKEN = "a-token-for-operators-of-this-test"
NOBODY = "http://127.0.0.1:1/-/status"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Installation:
    """Keys, an address with releases, two machines whose reports a test writes, and the workflow that looks at them."""

    def __init__(self, folder: Path, workflow, page: str, report: Callable[..., None]) -> None:
        self.folder, self.workflow, self.page, self.report = folder, workflow, page, report
        self.office = make_office(folder / "work/trust")
        self.address = f"file://{folder / 'releases'}"
        moment = datetime.now(UTC).replace(microsecond=0)
        self.desk = self.office.desk(open_address(self.address, for_writing=True), moment)
        self.runner = Runner(folder / "work", Host(folder / "host"), {})

    def release(self, words: str) -> str:
        wanted = bundle(self.folder / "bundle", {"acme": {"brand": words}})
        publish(self.desk, wanted)
        return wanted.root

    def deploy(self, root: str, **changed: str):
        pem = {role: self.office.keys[role][0].pem.decode() for role in ("targets", "online")}
        return self.runner.run(
            self.workflow("deploy"),
            "deploy",
            {
                "inputs.root": root,
                "inputs.take_back": "true",
                "vars.FRONTDESK_MACHINES": self.page,
                "vars.FRONTDESK_PATIENCE || '300'": "0",
                "vars.FRONTDESK_RELEASES": self.address,
                "secrets.FRONTDESK_STATUS_TOKEN": TOKEN,
                "secrets.FRONTDESK_TARGETS_KEY": pem["targets"],
                "secrets.FRONTDESK_ONLINE_KEY": pem["online"],
                "vars.AWS_REGION": "",
                "vars.AWS_ENDPOINT_URL": "",
                "secrets.AWS_ACCESS_KEY_ID": "",
                "secrets.AWS_SECRET_ACCESS_KEY": "",
                **changed,
            },
        )

    @property
    def released(self) -> list[str]:
        """The roots of all releases, newest first."""
        present = look(self.desk.address, self.desk.trust)
        assert present is not None
        return [record.root for record in Earlier(self.desk.address, present)]


@pytest.fixture
def installation(tmp_path: Path, migrated_sqlite: Path, workflow) -> Iterator[Installation]:
    shutil.copy(migrated_sqlite, tmp_path / "store.sqlite")
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    store = open_store(url)
    secret = "a secret that is long enough for a test of it"
    told = Settings(
        bundle=tmp_path / "none", state=tmp_path / "state", environment="test", secret_key=secret, database_url=url,
        status_token=TOKEN,
    )  # fmt: skip
    attachments = Attachments(f"file://{tmp_path / 'attachments'}")
    services = Services(
        store=store, clock=system_clock, secret_key=secret, settings=told, effects=QueuedEffects(store),
        attachments=attachments,
    )  # fmt: skip

    def report(name: str, active: str, wanted: str | None = None, state: str = "ACTIVE", **more: object) -> None:
        now = datetime.now(UTC)
        row = {"id": f"{name}.1.ab", "name": name, "started_at": now, "seen_at": now + timedelta(minutes=5)}
        row |= {"state": state, "active": active, "wanted": wanted or active, "activated_at": now, **more}
        with store.write() as connection:
            connection.execute(runtimes.delete().where(runtimes.c.id == row["id"]))
            connection.execute(runtimes.insert(), row)

    with make_server("127.0.0.1", 0, StatusPages(told, Current(told), services), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Installation(tmp_path, workflow, f"http://127.0.0.1:{server.server_port}/-/status", report)
        server.shutdown()
        thread.join()
    store.close()


def test_a_release_that_a_machine_refuses_is_taken_back_and_the_one_before_waited_for(installation):
    good, bad = installation.release("good"), installation.release("bad")
    installation.report("web-1", bad)
    installation.report("web-2", good, bad, "REFUSED", code="FD807", reason="no such environment")
    done = installation.deploy(bad)
    assert not done.passed
    assert "FD807" in done.log
    assert installation.released == [good, bad, good]
    assert f"{good} is published again" in done.log
    # web-1 still says that what it serves is what it should: that is not believed.
    assert f"1 of 2 serve {good.removeprefix('sha256:')[:12]}" in done.log.splitlines()


def test_a_release_that_another_has_followed_is_left_to_it(installation):
    bad, fix = installation.release("bad"), installation.release("fix")
    installation.report("web-1", fix)
    done = installation.deploy(bad)
    assert done.passed, done.log
    assert "FD853" in done.log
    assert "::notice::A newer release has been published" in done.log
    assert installation.released == [fix, bad]


def test_a_release_that_came_back_is_not_taken_back_for_what_a_machine_says_of_another(installation):
    good, bad = installation.release("good"), installation.release("bad")
    roll_back(installation.desk, None, "a page was empty", None)
    installation.report("web-1", good, bad, "REFUSED", code="FD807", reason="no such environment")
    assert not installation.deploy(good).passed
    assert installation.released == [good, bad, good]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"secrets.FRONTDESK_STATUS_TOKEN": ""}, "is empty"),
        ({"secrets.FRONTDESK_STATUS_TOKEN": "another"}, "the token is not the one of FRONTDESK_STATUS_TOKEN there"),
        ({"vars.FRONTDESK_MACHINES": NOBODY}, "UNREACHABLE"),
    ],
)
def test_who_cannot_be_asked_says_nothing_against_a_release(installation, changed, said):
    good, new = installation.release("good"), installation.release("new")
    installation.report("web-1", new)
    done = installation.deploy(new, **changed)
    assert not done.passed
    assert said in done.log
    assert installation.released == [new, good]


def test_a_machine_that_the_release_address_does_not_answer_has_nothing_against_a_release(installation):
    good, new = installation.release("good"), installation.release("new")
    installation.report("web-1", new)
    installation.report("web-2", good, code="FD811", reason="the address does not answer")
    assert not installation.deploy(new).passed
    assert installation.released == [new, good]


def test_what_was_published_long_ago_is_not_taken_back(installation):
    good, old = installation.release("good"), installation.release("old")
    installation.report("web-1", good)
    assert not installation.deploy(old, **{"inputs.take_back": "false"}).passed
    assert installation.released == [old, good]
    installation.report("web-1", old)
    assert installation.deploy(old, **{"inputs.take_back": "false"}).passed
