"""The README's tour, typed by somebody who follows it: every command in it says what the README shows."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.executable import frontdesk

ROOT = Path(__file__).parents[2]
COOKING = "brands/cooking-village"
BLOCK = re.compile(r"^```\n(\$ .*?)^```$(?:\n```mermaid\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
OTHERWISE = [  # what differs from one machine and day to the next
    (re.compile(r"[0-9a-f]{64}"), "DIGEST"),
    (re.compile(r"\b[0-9a-f]{12}\b"), "DIGEST"),
    (re.compile(r"\d+\.\d+ s\b"), "SECONDS"),
    (re.compile(r"[\d,]+ cached"), "CACHED"),
    (re.compile(r"[\d,]+ new blobs?, [\d,]+ bytes"), "BLOBS"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DAY"),
]


@dataclass(frozen=True)
class Typed:
    """One command of the tour and what the README says it prints."""

    command: str
    shown: str


def section(title: str) -> Iterator[Typed]:
    text = (ROOT / "README.md").read_text().split(f"\n### {title}\n", 1)[1].split("\n##", 1)[0]
    for block, drawn in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield Typed(command.removeprefix(".venv/bin/"), drawn or shown)


def same(said: str, shown: str) -> bool:
    """Whether a command said what is shown; a line of dots stands for lines left out, blank ends count for nothing."""
    for pattern, word in OTHERWISE:
        said, shown = pattern.sub(word, said), pattern.sub(word, shown)
    lines = [r"(.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + "\n" for line in _lines(shown)]
    return re.fullmatch("".join(lines), "".join(line.rstrip() + "\n" for line in _lines(said))) is not None


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@dataclass
class Reader:
    """Somebody who types what the tour says, and changes files as it says."""

    folder: Path
    address: str = ""
    """Where releases go in place of the README's folder."""

    def types(self, typed: Typed) -> None:
        """One command, which says what is shown."""
        command, _, head = typed.command.replace("file:///srv/releases", self.address).partition(" | ")
        words = shlex.split(command)
        if words[0] == "frontdesk":
            said = frontdesk(*words[1:], cwd=self.folder)
            out = said.stdout + said.stderr
        else:
            out = self.runs(command)
        if head:
            assert head == "head -1"
            out = out.splitlines()[0]
        assert same(out, typed.shown), f"$ {typed.command}\n{out}"

    def changes(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text()
        assert old in text, f"{name} does not say {old}"
        path.write_text(text.replace(old, new, 1))

    def runs(self, command: str) -> str:
        """A command of the shell, by somebody whom git knows; what it says."""
        own = {
            f"GIT_{who}_{what}": "reader@reader.example"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        ran = subprocess.run(
            command, shell=True, cwd=self.folder, env={**os.environ, **own}, capture_output=True, text=True, check=True
        )
        return ran.stdout


@pytest.fixture
def reader(tmp_path):
    """A clone of the repository's configuration."""
    folder = tmp_path / "frontdesk"
    folder.mkdir()
    for name in ("brands", "environments"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "frontdesk.yaml", folder)
    found = Reader(folder)
    found.runs("git init -q -b main")
    found.runs("git add -A")
    found.runs("git commit -q -m 'As it is'")
    found.runs("git update-ref refs/remotes/origin/main HEAD")
    return found


def test_changing_something(reader):
    misspelt, unreadable, built = section("4. Change something")
    reader.changes(f"{COOKING}/triggers/10-routing.yaml", "group: billing, agent", "group: biling, agent")
    reader.types(misspelt)
    reader.changes(f"{COOKING}/triggers/10-routing.yaml", "group: biling, agent", "group: billing, agent")
    reader.changes(f"{COOKING}/portals/main.yaml", 'text: "#292524"', 'text: "#b8b0a8"')
    reader.types(unreadable)
    reader.changes(f"{COOKING}/portals/main.yaml", 'text: "#b8b0a8"', 'text: "#292524"')
    reader.types(built)


def test_looking_around(reader):
    for typed in section("5. Look around"):
        reader.types(typed)


def test_reviewing(reader):
    compared, checked = section("6. Review")
    reader.changes(f"{COOKING}/triggers/10-routing.yaml", "under: billing}", "is: refund}")
    reader.types(compared)
    reader.runs("git checkout -q .")
    reader.changes(f"{COOKING}/fields/order_no.yaml", "type: text", "type: number")
    reader.changes(f"{COOKING}/fields/order_no.yaml", "max_length: 40\n", "")
    reader.types(checked)


@pytest.fixture
def shop(reader):
    """A repository of one's own beside it."""
    init, added, *others = section("7. Begin your own")
    reader.types(init)
    reader.folder = reader.folder.parent / "shop"
    reader.types(added)
    brand = reader.folder / "brands/acme-shop/brand.yaml"
    text = brand.read_text()
    brand.write_text(f"name: {{ko: 아크메 상점,  en: Acme Shop}}\nlanguages: [en,   ko]\n{text.split(chr(10), 2)[2]}")
    for typed in others:
        reader.types(typed)
    return reader


def test_beginning_one_s_own_and_releasing_it(shop):
    shop.address = f"file://{shop.folder.parent / 'releases'}"
    keys, committed, published, back = section("8. Release")
    for typed in (keys, committed, published):
        shop.types(typed)
    shop.changes("brands/acme-shop/brand.yaml", "Acme Shop", "Acme Shops")
    shop.runs("git commit -q -a -m 'More shops'")
    shop.types(Typed(published.command, published.shown.replace("is release 1", "is release 2")))
    shop.types(back)
