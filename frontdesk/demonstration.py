"""A whole installation on this machine: bundle, database, portals, worker and a mail server that keeps everything.

`frontdesk demo` shows it, `frontdesk demo --once` walks through it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from compiler.blobs import FolderBlobs
from compiler.emit import point
from compiler.report import as_text
from frontdesk.accounts import Account, agents_of, open_release, set_passwords
from frontdesk.agents import new_password
from frontdesk.compilation import compile_folder
from frontdesk.installation import own_key
from runtime.release.build import origin
from runtime.release.contents import Release
from runtime.settings import Settings, read_settings
from runtime.simulators.inbox import InboxPages
from runtime.simulators.mail import Inbox, MailServer
from schemas.release import Pointer

ENVIRONMENT: Final = "demo"
START_SECONDS: Final = 90.0


@dataclass(frozen=True, slots=True)
class SignIn:
    """An agent and the password made for this run."""

    agent: Account
    password: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A running installation."""

    settings: Settings
    release: Release
    port: int
    inbox: Inbox
    outbox_address: str
    sign_ins: tuple[SignIn, ...]
    processes: Mapping[str, "subprocess.Popen[bytes]"]
    logs: Path

    @property
    def portals(self) -> tuple[tuple[str, str], ...]:
        """The name and address of every open portal."""
        return tuple(
            (f"{place.brand.id}/{place.portal.id}", f"{origin(self.settings, place.host)}{place.path}/")
            for place in self.release.places
            if place.portal.enabled
        )

    @property
    def desks(self) -> tuple[str, ...]:
        """Where agents sign in."""
        hosts = dict.fromkeys(place.host for place in self.release.places if place.portal.enabled)
        return tuple(f"{origin(self.settings, host)}/desk" for host in hosts)

    def fallen(self) -> str | None:
        """The name of a process that has ended by itself, with the end of its log; `None` while all run."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                log = (self.logs / f"{name}.log").read_text(errors="replace")
                return f"{name} has ended ({process.returncode}):\n{log[-2000:]}"
        return None


@contextmanager
def demonstration(folder: Path, work: Path, port: int, mail_page_port: int = 0) -> Iterator[Demonstration]:
    """Compile `folder`, start everything in `work`, and stop it at the end; `click.ClickException` says what failed."""
    _compile(folder, work / "bundle")
    port = port or free_port()
    _refuse_taken(port)
    inbox = Inbox()
    with ExitStack() as running:
        mail, pages = MailServer(inbox), InboxPages(inbox, mail_page_port)
        smtp_port = mail.start()
        running.callback(mail.stop)
        pages.start()
        running.callback(pages.stop)
        variables = _variables(work, port, smtp_port)
        settings = read_settings(variables)
        release = open_release(settings)
        if not any(place.portal.enabled for place in release.places):
            raise click.ClickException(f"no open portal in {folder} has a host in environments/{ENVIRONMENT}.yaml")
        sign_ins = tuple(SignIn(agent, new_password()) for agent in agents_of(release))
        set_passwords(settings, {one.agent.id: one.password for one in sign_ins})
        logs = work / "logs"
        processes = {
            "portals": running.enter_context(_process(_gunicorn(port), variables, logs / "portals.log")),
            "worker": running.enter_context(
                _process([sys.executable, "-m", "frontdesk.cli", "worker"], variables, logs / "worker.log")
            ),
        }
        # All are told at once, then each is waited for.
        for process in processes.values():
            running.callback(process.terminate)
        address = f"http://localhost:{pages.port}/"
        found = Demonstration(settings, release, port, inbox, address, sign_ins, processes, logs)
        _wait(found)
        yield found


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = f"port {port} cannot be used ({error.strerror}); --port 0 takes a free one"
            raise click.ClickException(message) from error


def _compile(folder: Path, bundle: Path) -> None:
    blobs = FolderBlobs(bundle)
    run = compile_folder(folder, blobs)
    if run.compiled.root_digest is None:
        click.echo(as_text(run.compiled.diagnostics, run.tree.read), err=True)
        raise click.ClickException(f"{folder.resolve()} does not compile; nothing was started")
    blobs.commit()
    point(bundle, Pointer(root=run.compiled.root_digest, places=run.compiled.places))


def _variables(work: Path, port: int, smtp_port: int) -> dict[str, str]:
    state = work / "state"
    own = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    return {
        **own,
        "FRONTDESK_BUNDLE": str((work / "bundle").resolve()),
        "FRONTDESK_STATE": str(state.resolve()),
        "FRONTDESK_ENVIRONMENT": ENVIRONMENT,
        "FRONTDESK_SECRET_KEY": own_key(state),
        "FRONTDESK_SCHEME": "http",
        "FRONTDESK_PORT": str(port),
        "FRONTDESK_SMTP_PORT": str(smtp_port),
        "FRONTDESK_RETRY_SECONDS": "2",
    }


def _gunicorn(port: int) -> list[str]:
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    return [*command, "--graceful-timeout", "5", "--timeout", "60", "--no-control-socket", "runtime.wsgi:create()"]


@contextmanager
def _process(command: list[str], variables: Mapping[str, str], log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        # In a session of its own: Ctrl-C reaches this process alone, which then ends the others in order.
        process = subprocess.Popen(  # noqa: S603  our own commands
            [*_with_us(), *command],
            env=dict(variables),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _with_us() -> list[str]:
    """What makes a child end even when this process is killed outright, on systems that have it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(found: Demonstration) -> None:
    """Until the portals answer; a process that ends before is reported with its last words."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        fallen = found.fallen()
        if fallen is not None:
            raise click.ClickException(fallen)
        try:
            with socket.create_connection(("127.0.0.1", found.port), timeout=1) as probe:
                probe.sendall(b"GET / HTTP/1.0\r\nHost: nobody.invalid\r\n\r\n")
                if probe.recv(5) == b"HTTP/":
                    return
        except OSError:
            time.sleep(0.1)
    raise click.ClickException(f"the portals did not start within {START_SECONDS:.0f} seconds; see {found.logs}")
