"""Snapshots are complete, fresh and without orphans, and a change moves only its own lines."""

from difflib import unified_diff
from pathlib import Path

import pytest
from PIL import Image

from tests.executable import frontdesk

ROOT = Path(__file__).parents[2]

FILES = {
    "frontdesk.yaml": "version: 1\nenvironments: [test]\n",
    "environments/test.yaml": "acme: {host: help.acme.example}\n",
    "brands/acme/brand.yaml": (
        "name: {en: Acme, ko: 아크메}\nlanguages: [en, ko]\ndefault_language: en\nsupport_email: help@acme.example\n"
    ),
    "brands/acme/bindings.yaml": "host: {type: host}\n",
    "brands/acme/portals/main.yaml": (
        "enabled: true\naddress: {host: {binding: host}, path: /}\n"
        "profile: {name: Help, logo: assets/logo.png, favicon: assets/logo.png}\ndesign: {theme: plain}\n"
        "footer: {text: Acme, links: [{id: privacy, label: Privacy, url: 'https://acme.example/privacy'}]}\n"
        "show: {inquiries: false}\n"
    ),
    "brands/acme/kb/start/_category.yaml": "name: {en: Start, ko: 시작}\n",
    "brands/acme/kb/start/first.md": "---\ntitle: First\nstatus: public\ntags: [one]\n---\nWords.\n",
    "brands/acme/kb/start/first.ko.md": "---\ntitle: 처음\n---\n말.\n",
    "brands/acme/kb/start/inside.md": "---\ntitle: For staff\nstatus: member\n---\nWords.\n",
    "brands/acme/kb/team/_category.yaml": "name: Team\nstatus: member\n",
    "brands/acme/kb/team/rules.md": "---\ntitle: Rules\nstatus: public\n---\nWords.\n",
}


@pytest.fixture
def folder(repository):
    written = repository(FILES)
    (written / "brands/acme/assets").mkdir()
    Image.new("1", (8, 8)).save(written / "brands/acme/assets/logo.png")
    return written


def texts(folder: Path) -> dict[str, str]:
    base = folder / "snapshots"
    return {str(path.relative_to(base)): path.read_text() for path in sorted(base.rglob("*.txt"))}


def test_there_is_one_text_for_each_portal_language_and_audience(folder):
    assert frontdesk("snapshot", folder).returncode == 0
    assert list(texts(folder)) == [
        f"acme/main/{language}.{audience}.txt"
        for language in ("en", "ko")
        for audience in ("agents", "member", "public")
    ]


def test_each_audience_sees_what_it_may_see(folder):
    frontdesk("snapshot", folder)
    made = texts(folder)
    assert "first: First [everybody]" in made["acme/main/en.public.txt"]
    assert "For staff" not in made["acme/main/en.public.txt"]
    assert "inside: For staff [staff only]" in made["acme/main/en.member.txt"]
    # Public in a members' section is not public (OQ-19).
    assert "rules: Rules [staff only]" in made["acme/main/en.member.txt"]
    assert "Rules" not in made["acme/main/en.public.txt"]


def test_a_missing_translation_is_said(folder):
    (folder / "brands/acme/kb/start/first.ko.md").unlink()
    frontdesk("snapshot", folder)
    assert "    not translated: shown in en\n" in texts(folder)["acme/main/ko.public.txt"]


def test_a_second_run_writes_nothing(folder):
    frontdesk("snapshot", folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "snapshots").rglob("*.txt")}
    assert "0 written, 6 unchanged, 0 removed" in frontdesk("snapshot", folder).stdout
    assert {path: path.stat().st_mtime_ns for path in (folder / "snapshots").rglob("*.txt")} == before


def test_check_passes_on_fresh_snapshots_and_writes_nothing(folder):
    run = frontdesk("snapshot", "--check", folder)
    assert run.returncode == 1
    assert "6 missing, 0 stale, 0 orphaned" in run.stdout
    assert not (folder / "snapshots").exists()
    frontdesk("snapshot", folder)
    run = frontdesk("snapshot", "--check", folder)
    assert (run.returncode, run.stdout) == (0, "6 snapshots are as they should be\n")


def test_a_stale_snapshot_fails_with_its_difference(folder):
    frontdesk("snapshot", folder)
    article = folder / "brands/acme/kb/start/first.md"
    article.write_text(article.read_text().replace("title: First", "title: Firstly"))
    run = frontdesk("snapshot", "--check", folder)
    assert run.returncode == 1
    assert "--- snapshots/acme/main/en.public.txt\n+++ snapshots/acme/main/en.public.txt\n" in run.stdout
    assert "-  first: First [everybody]\n+  first: Firstly [everybody]\n" in run.stdout
    assert "0 missing, 2 stale, 0 orphaned" in run.stdout


def test_an_edited_snapshot_is_stale(folder):
    frontdesk("snapshot", folder)
    path = folder / "snapshots/acme/main/en.public.txt"
    path.write_text(path.read_text() + "\n")
    assert "0 missing, 1 stale, 0 orphaned" in frontdesk("snapshot", "--check", folder).stdout


def test_an_orphan_fails_and_is_removed(folder):
    frontdesk("snapshot", folder)
    orphan = folder / "snapshots/acme/gone/en.public.txt"
    orphan.parent.mkdir()
    orphan.write_text("old\n")
    note = folder / "snapshots/README.md"
    note.write_text("ours\n")
    run = frontdesk("snapshot", "--check", folder)
    assert run.returncode == 1
    assert "+++ /dev/null\n" in run.stdout
    assert "0 missing, 0 stale, 1 orphaned" in run.stdout
    assert "1 removed" in frontdesk("snapshot", folder).stdout
    assert not orphan.parent.exists()
    assert note.exists()


def test_what_cannot_be_built_has_no_snapshots(folder):
    (folder / "brands/acme/portals/main.yaml").write_text("enabled: maybe\n")
    run = frontdesk("snapshot", folder)
    assert run.returncode == 1
    assert "FD10" in run.stdout
    assert not (folder / "snapshots").exists()


def test_nothing_is_written_through_a_link_that_leads_elsewhere(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "snapshots").mkdir()
    (folder / "snapshots/acme").symlink_to(elsewhere)
    run = frontdesk("snapshot", folder)
    assert run.returncode == 2
    assert not list(elsewhere.rglob("*.txt"))


CHANGES = {
    "a title": ("brands/acme/kb/start/first.md", "title: First", "title: Firstly", 1),
    "a tag": ("brands/acme/kb/start/first.md", "tags: [one]", "tags: [two]", 1),
    "the words": ("brands/acme/kb/start/first.md", "Words.", "Other words.", 1),
    "visibility": ("brands/acme/kb/start/inside.md", "status: member", "status: public", 1),
    "the name": ("brands/acme/portals/main.yaml", "name: Help", "name: Support", 1),
    "an environment": ("environments/test.yaml", "help.acme", "support.acme", 1),
}


@pytest.mark.parametrize(("file", "old", "new", "most"), CHANGES.values(), ids=CHANGES)
def test_a_change_of_one_line_moves_no_other(folder, file, old, new, most):
    frontdesk("snapshot", folder)
    before = texts(folder)
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    frontdesk("snapshot", folder)
    after = texts(folder)
    changed = 0
    for name, text in after.items():
        lines = list(unified_diff(before[name].split("\n"), text.split("\n"), n=0))[2:]
        taken = [line for line in lines if line.startswith("-")]
        assert len(taken) <= most, "\n".join(lines)
        changed += bool(lines)
    assert changed


def test_the_snapshots_of_this_repository_are_fresh():
    run = frontdesk("snapshot", "--check", ROOT)
    assert run.returncode == 0, run.stdout[-3000:]
