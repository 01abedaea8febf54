"""A configuration repository of its own with git, the real compiler and every process of an installation."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from runtime.simulators.mail import Inbox, Mail, MailServer
from tests.serving import free_port, until, until_all_serve

ROOT = Path(__file__).parents[2]
HOST = "cooking.localhost"
ENGLISH_HOST = "cooking-en.localhost"


class Story:
    """What an admin does in a clone, and the installation that serves what was merged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repository"
        self.bundle = folder / "bundle"
        self.state = folder / "state"
        self.port = free_port()
        self.inbox = Inbox()
        self.mail_server = MailServer(self.inbox)
        self.smtp_port = self.mail_server.start()
        self.processes: list[subprocess.Popen[bytes]] = []
        self.folder.mkdir()
        self.state.mkdir()
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Admin")
        self.git("config", "user.email", "admin@cooking-village.example")

    def git(self, *words: str) -> str:
        return subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, (name, old)
        self.write({name: text.replace(old, new)})

    def picture(self, name: str, size: tuple[int, int], colour: str = "#b3421b") -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, colour).save(path)

    def commit(self, message: str) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def frontdesk(self, *words: object, answer: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "frontdesk.cli", *map(str, words)]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, input=answer
        )

    def check(self) -> list[dict]:
        """Every finding of the working folder."""
        result = self.frontdesk("check", "--format", "json")
        assert result.returncode in (0, 1), result.stderr
        return json.loads(result.stdout)["diagnostics"]

    def release(self, message: str) -> str:
        """Commit, build, and wait until every worker serves it; the root digest."""
        self.commit(message)
        built = self.frontdesk("build", "-o", self.bundle)
        assert built.returncode == 0, built.stdout + built.stderr
        digest = self.current_root()
        if self.processes:
            self.wait_for(digest)
        return digest

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "FRONTDESK_BUNDLE": str(self.bundle),
            "FRONTDESK_STATE": str(self.state),
            "FRONTDESK_ENVIRONMENT": "demo",
            "FRONTDESK_SCHEME": "http",
            "FRONTDESK_PORT": str(self.port),
            "FRONTDESK_SECRET_KEY": "a-key-for-the-story-and-nothing-else-0123456789",
            "FRONTDESK_SMTP_HOST": "127.0.0.1",
            "FRONTDESK_SMTP_PORT": str(self.smtp_port),
            "FRONTDESK_POLL_SECONDS": "0.2",
            "FRONTDESK_RETRY_SECONDS": "1",
        }

    def start(self, *words: object) -> None:
        command = [sys.executable, *map(str, words)]
        self.processes.append(subprocess.Popen(command, cwd=self.folder, env=self.environment, start_new_session=True))

    def stop(self) -> None:
        self.mail_server.stop()
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            process.wait(30)

    def get(self, path: str, host: str = HOST) -> tuple[int, str, str]:
        """Status, release and text of a page."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": f"{host}:{self.port}"})
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, response.headers.get("X-Release", ""), response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("X-Release", ""), error.read().decode()

    def current_root(self) -> str:
        return json.loads((self.bundle / "current.json").read_text())["root"]

    def wait_for(self, digest: str) -> None:
        """Until every worker serves a release."""
        until_all_serve(self.state, digest)

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def mails(self, recipient: str) -> list[Mail]:
        """What the mail simulator took for an address, oldest first."""
        return [mail for mail in self.inbox.mails() if recipient in mail.recipients]

    def mail(self, recipient: str, count: int = 1) -> Mail:
        """The `count`th mail to an address, waited for."""
        until(lambda: len(self.mails(recipient)) >= count, f"no mail {count} to {recipient}")
        return self.mails(recipient)[count - 1]

    def link_in(self, mail: Mail) -> str:
        found = re.search(rf"http://{HOST}:{self.port}/\S*?/t/[\w-]+", mail.text)
        assert found, mail.text
        return found.group()


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    told = Story(tmp_path)
    yield told
    told.stop()
