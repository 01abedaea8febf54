"""The page for operators, done as it is written: its own blocks, with a folder for the address and for the machine."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.executable import frontdesk
from tests.pipeline.actions import ROOT, Host, Repository, Runner, Workflow

ADDRESS = "s3://support-releases/production"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(title: str) -> list[list[str]]:
    """The lines of each block below a title."""
    page = (ROOT / "docs/operate.md").read_text()
    part = re.split(rf"^##+ {re.escape(title)}$", page, flags=re.MULTILINE)[1]
    part = re.split(r"^##+ ", part, maxsplit=1, flags=re.MULTILINE)[0]
    return [block.splitlines() for block in BLOCK.findall(part)]


class Operator:
    """Somebody who types what the page says, in a folder; what the page calls by a name is somewhere else here."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.here, self.said = folder, folder, ""
        self.places = {ADDRESS: f"file://{folder / 'releases'}", "root-1.pem": str(folder / "stick/root-1.pem")}

    def types(self, lines: list[str]) -> str:
        self.said, text = "", "\n".join(lines)
        for written, found in self.places.items():
            text = text.replace(written, found)
        for line in text.splitlines():
            self._run(shlex.split(line))
        return self.said

    def _run(self, words: list[str]) -> None:
        match words:
            case ["cd", folder]:
                self.here = self.here / folder
            case ["git", *more]:
                Repository(self.here).git(*more)
            case ["frontdesk", *more]:
                done = frontdesk(*more, cwd=self.here)
                assert done.returncode == 0, (more, done.stdout, done.stderr)
                self.said += done.stdout
            case _:
                raise AssertionError(f"who types {words}?")

    def carries_away(self, pattern: str, to: str) -> None:
        """Take keys out of the folder in which they were made."""
        (self.folder / to).mkdir(exist_ok=True)
        for key in (self.here / "keys").glob(pattern):
            key.rename(self.folder / to / key.name)


@pytest.fixture
def operator(tmp_path, monkeypatch):
    """After the first installation, on the side of the repository."""
    for name in [name for name in os.environ if name.startswith("FRONTDESK_")]:
        monkeypatch.delenv(name)
    operator = Operator(tmp_path)
    begin, publish, *_ = blocks("The first installation")
    operator.types(begin)
    operator.carries_away("root-*.pem", "stick")
    operator.types(publish)
    operator.carries_away("*.pem", "secrets")
    return operator


@pytest.fixture
def job(operator, tmp_path):
    """A job of the new repository, with the secrets of the code host."""
    host = Host(tmp_path / "host")

    def run(name: str, **secrets: str):
        pem = {role: (tmp_path / f"secrets/{key}.pem").read_text() for role, key in secrets.items()}
        known = {
            "vars.FRONTDESK_RELEASES": operator.places[ADDRESS],
            "secrets.FRONTDESK_TARGETS_KEY": pem["targets"],
            "secrets.FRONTDESK_ONLINE_KEY": pem["online"],
            **{f"{kind}.AWS_{word}": "" for kind, word in (
                ("vars", "REGION"), ("vars", "ENDPOINT_URL"),
                ("secrets", "ACCESS_KEY_ID"), ("secrets", "SECRET_ACCESS_KEY"),
            )},
        }  # fmt: skip
        workflow = Workflow(operator.here / f".github/workflows/{name}.yml")
        return Runner(operator.here, host, {}).run(workflow, name, known)

    return run


def roots(operator: Operator) -> list[str]:
    return sorted(path.name for path in (operator.folder / "releases/metadata").glob("*.root.json"))


def test_a_lost_key_is_replaced_beside_the_one_that_is_a_secret_still(operator, job):
    [block] = blocks("A key is lost")
    operator.types(block)
    operator.carries_away("*.pem", "secrets")
    lost = job("resign", targets="targets-1", online="online-1")
    assert not lost.passed, "what is missing is missing until the secret is another"
    mended = job("resign", targets="targets-2", online="online-1")
    assert mended.passed, mended.log
    assert roots(operator) == ["1.root.json", "2.root.json"]


def test_a_stolen_key_signs_nothing_any_more(operator, job):
    rotated, looked = blocks("A key is stolen")
    operator.types(rotated)
    assert roots(operator) == ["1.root.json", "2.root.json", "3.root.json"]
    operator.carries_away("*.pem", "secrets")
    thief = job("resign", targets="targets-1", online="online-1")
    assert not thief.passed
    assert "FD846" in thief.log
    assert job("resign", targets="targets-2", online="online-2").passed
    assert "they are the same" in operator.types(looked)


def test_a_sealed_ceremony_leaves_workflows_that_run(tmp_path, operator, job, monkeypatch):
    """The ceremony's own block, with the passphrase that the page offers."""
    monkeypatch.setenv("WORD", "open sesame")
    for folder in ("trust", "keys"):
        shutil.rmtree(operator.here / folder)
    shutil.rmtree(tmp_path / "releases")
    ceremony, *_ = blocks("Keys")
    operator.types([f"{line} --passphrase env:WORD" for line in ceremony])
    operator.carries_away("root-*.pem", "stick")
    operator.types(blocks("The first installation")[1])
    operator.carries_away("*.pem", "secrets")
    done = job("resign", targets="targets-1", online="online-1")
    assert done.passed, done.log


def test_a_machine_is_backed_up_and_tried_by_a_drill(operator, tmp_path, monkeypatch):
    lines = (ROOT / "deploy/frontdesk.env").read_text().splitlines()
    known = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    known |= {
        "FRONTDESK_STATE": str(tmp_path / "state"),
        "FRONTDESK_SECRET_KEY": "k" * 64,
        "FRONTDESK_RELEASES": operator.places[ADDRESS],
        "FRONTDESK_TRUST": str(operator.here / "trust/1.root.json"),
    }
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    operator.here = tmp_path
    operator.types(["frontdesk migrate db"])  # what the units do when they start
    (tmp_path / "backups").mkdir()
    served = ("systemctl ", "frontdesk status ", "frontdesk serve")
    operator.types([line for line in blocks("The first installation")[3] if not line.startswith(served)])
    backup, restored, *_ = blocks("Backup")
    operator.places["/var/backups/frontdesk"] = str(tmp_path / "backups")
    operator.types(backup[:1])
    [file] = (tmp_path / "backups").iterdir()
    operator.places = {"frontdesk-20260301T032000Z.backup.tar": file.name, **operator.places}
    assert "is whole" in operator.types(backup[1:])
    monkeypatch.setenv("FRONTDESK_STATE", str(tmp_path / "drill"))
    assert f"it is in {tmp_path / 'drill'} now" in operator.types(
        [line for line in restored if not line.startswith(served)]
    )
    assert "ada\tAda" in operator.types(["frontdesk agents list"])
    assert "password set" in operator.said
