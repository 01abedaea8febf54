"""The commands around releases, as somebody at a terminal and a build service meet them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from compiler.release.address import open_address
from compiler.release.publish import Wanted
from compiler.release.signing import Desk as SigningDesk
from compiler.release.trust import read_trust
from frontdesk.releasing import TRUST, keyring_of, now
from schemas.release import POINTER, Pointer, Provenance
from tests.executable import frontdesk
from tests.publishing import publish, stored

FILES = {
    "frontdesk.yaml": "version: 1\nenvironments: [production]\n",
    "environments/production.yaml": "acme: {main_host: help.acme.example}\n",
    "brands/acme/brand.yaml": "name: Acme\nlanguages: [en]\ntime_zone: UTC\n",
    "brands/acme/bindings.yaml": "main_host: {type: host}\n",
    "brands/acme/portals/main.yaml": (
        "enabled: false\naddress: {host: {binding: main_host}, path: /}\nprofile: {name: Acme}\nfooter: {text: Acme}\n"
    ),
}


def git(folder: Path, *words: str) -> str:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example", "GIT_COMMITTER_NAME": "a",
           "GIT_COMMITTER_EMAIL": "a@a.example", "HOME": str(folder), "PATH": os.environ["PATH"]}  # fmt: skip
    return subprocess.run(["git", *words], cwd=folder, env=who, check=True, capture_output=True, text=True).stdout


class Desk:
    """A repository with keys beside it, and an address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = folder.parent / "keys"
        self.releases = folder.parent / "releases"
        git(folder, "init", "-q", "-b", "main")
        self.commit("one")
        made = frontdesk("keys", "init", self.keys, cwd=folder)
        assert made.returncode == 0, made.stderr

    def commit(self, words: str) -> str:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-qm", words)
        return git(self.folder, "rev-parse", "HEAD").strip()

    def rename(self, name: str) -> str:
        (self.folder / "brands/acme/brand.yaml").write_text(FILES["brands/acme/brand.yaml"].replace("Acme", name))
        return self.commit(name)

    def run(self, command: str, *words: object):
        place = ("--address", self.releases.as_uri(), "--keys", f"file:{self.keys}")
        return frontdesk(command, *words, *place, cwd=self.folder)

    def publish_other(self, published: str, named: str, *canary: str) -> None:
        """Publish one state, and say that it was made from the commit of another."""
        self.rename(published)
        frontdesk("build", cwd=self.folder)
        bundle = self.folder / ".frontdesk/bundle"
        root = Pointer.model_validate_json((bundle / POINTER).read_bytes()).root
        made = Provenance(commit=self.rename(named), published_at="2026-03-01T09:00:00Z")
        place = open_address(self.releases.as_uri(), for_writing=True)
        keys = keyring_of((f"file:{self.keys}",), None)
        signing = SigningDesk(place, read_trust(self.folder / TRUST), keys, now())
        publish(signing, Wanted(stored(bundle), root, made), *canary)

    def look(self, command: str, *words: object):
        return frontdesk(command, *words, "--address", self.releases.as_uri(), cwd=self.folder)


@pytest.fixture
def desk(repository):
    return Desk(repository(FILES))


def test_a_commit_is_published_once(desk):
    first = desk.run("publish", "--change", "#7", "--by", "kim", "--check", "frontdesk", "--format", "json")
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    assert (told["sequence"], told["published"]) == (1, True)
    again = json.loads(desk.run("publish", "--format", "json").stdout)
    assert (again["sequence"], again["published"], again["uploaded"]) == (1, False, {"blobs": 0, "bytes": 0})
    assert "is release 1 already: nothing uploaded" in desk.run("publish").stdout
    [row] = json.loads(desk.look("history", "--format", "json").stdout)["releases"]
    made = row["provenance"]
    assert made["commit"] == git(desk.folder, "rev-parse", "HEAD").strip()
    assert (made["reference"], made["change"], made["published_by"]) == ("refs/heads/main", "#7", "kim")
    assert made["checks"] == ["frontdesk"]


def test_what_is_not_committed_is_not_published(desk):
    built = json.loads(frontdesk("build", "--format", "json", cwd=desk.folder).stdout)["root_digest"]
    (desk.folder / "brands/acme/brand.yaml").write_text("name: half a thought")
    assert json.loads(desk.run("publish", "--format", "json").stdout)["root"] == built


def test_what_reviewers_did_not_see_is_not_published(desk):
    seen = json.loads(frontdesk("build", "--format", "json", cwd=desk.folder).stdout)["root_digest"]
    assert desk.run("publish", "--reviewed", seen).returncode == 0
    desk.rename("Other")
    refused = desk.run("publish", "--reviewed", seen)
    assert refused.returncode == 1
    assert "FD844" in refused.stderr
    assert seen in refused.stderr
    new = json.loads(frontdesk("build", "--format", "json", cwd=desk.folder).stdout)["root_digest"]
    assert new in refused.stderr
    assert json.loads(desk.look("history", "--format", "json").stdout)["releases"][0]["sequence"] == 1
    assert desk.run("publish", "--reviewed", "sha256:12").returncode == 2


def test_a_commit_with_errors_is_not_published(desk):
    desk.rename("[")
    refused = desk.run("publish")
    assert refused.returncode == 1
    assert "nothing was published" in refused.stdout
    assert not desk.releases.exists()


def test_a_canary_is_published_promoted_and_rolled_back(desk):
    assert "acme/main" in desk.run("publish", "--canary", "acme/man").stderr  # did you mean
    assert "FD852" in desk.run("publish", "--canary", "acme/main").stderr
    desk.run("publish")
    desk.rename("Two")
    assert "is release 2, for acme/main only" in desk.run("publish", "--canary", "acme/main").stdout
    assert "canary for acme/main" in desk.look("history").stdout
    assert "is release 3" in desk.run("publish", "--promote").stdout
    desk.rename("Three")
    desk.run("publish", "--canary", "acme/main")
    told = json.loads(desk.run("rollback", "--reason", "too slow", "--format", "json").stdout)
    assert (told["sequence"], told["canary"], told["restores"]) == (5, None, 3)
    assert [each["reason"] for each in told["denied"]] == ["too slow"]
    refused = desk.run("publish")
    assert refused.returncode == 1
    assert "was taken back by release 5: too slow" in refused.stderr
    assert "back to 3" in desk.look("history").stdout
    assert desk.run("publish", "--promote", "--canary", "acme/main").returncode == 2


def test_a_canary_is_built_again_with_what_everybody_else_has(desk):
    desk.run("publish")
    desk.rename("Two")
    desk.run("publish", "--canary", "acme/main")
    again = desk.look("reproduce", "2")
    assert again.returncode == 0, again.stdout + again.stderr
    assert again.stdout.count("they are the same") == 2
    assert "release 2, the canary for acme/main, commit" in again.stdout
    assert "\nrelease 1, commit" in again.stdout


def test_a_canary_that_comes_out_differently_is_not_said_to_be_the_same(desk):
    """Somebody gave the canary's portals something else than the commit that the release names."""
    desk.run("publish")
    desk.publish_other("Two", "Three", "acme/main")
    told = desk.look("reproduce", "2", "--format", "json")
    assert told.returncode == 1
    said = json.loads(told.stdout)
    assert (said["is_same"], [each["is_same"] for each in said["roots"]]) == (False, [False, True])


def test_an_option_that_is_empty_is_not_one_that_was_left_out(desk):
    desk.run("publish")
    desk.rename("Two")
    desk.run("publish")
    for words in (
        ("rollback", "--to", ""),
        ("rollback", "--to= "),
        ("rollback", "--only-if", ""),
        ("rollback", "--reason", ""),
        ("publish", "--revision", ""),
        ("publish", "--check", ""),
        ("publish", "--canary", ""),
        ("publish", "--reviewed", ""),
    ):
        refused = desk.run(*words)
        assert refused.returncode == 2, words
        assert words[1].partition("=")[0] in refused.stderr
    assert desk.look("reproduce", "").returncode == 2
    assert json.loads(desk.look("history", "--format", "json").stdout)["releases"][0]["sequence"] == 2


def test_what_was_done_is_told_to_the_next_step_of_a_workflow(desk):
    told = desk.run("publish", "--format", "outputs").stdout
    root = json.loads(desk.look("history", "--format", "json").stdout)["releases"][0]["root"]
    assert told == f"root={root}\nsequence=1\npublished=true\n"
    assert desk.run("publish", "--format", "outputs").stdout == f"root={root}\nsequence=1\npublished=false\n"
    desk.rename("Two")
    desk.run("publish")
    assert desk.run("rollback", "--format", "outputs").stdout == f"root={root}\nsequence=3\npublished=true\n"


def test_words_of_others_stay_on_their_line(desk):
    hostile, shown = "bad\nline \x1b[31m\u202e", "bad\\u000aline \\u001b[31m\\u202e"
    desk.run("publish", "--note", hostile, "--by", hostile, "--change", hostile)
    desk.rename("Two")
    desk.run("publish")
    said = [desk.run("rollback", "--reason", hostile).stdout, desk.run("publish").stderr, desk.look("history").stdout]
    for each in said:
        assert shown in each
        assert "\x1b" not in each
        assert "\u202e" not in each
        assert not any(line.startswith("line ") for line in each.splitlines())
    assert said[2].count(shown) == 5


def test_a_copy_of_one_release_has_a_history_that_says_where_it_ends(desk, tmp_path):
    desk.run("publish")
    desk.rename("Two")
    desk.run("publish")
    trust = ("--trust", desk.folder / "trust/1.root.json")
    address = f"file://{tmp_path / 'island'}"
    frontdesk("bundle", "export", tmp_path / "r.tar", "--address", desk.releases.as_uri(), *trust, cwd=desk.folder)
    frontdesk("bundle", "import", tmp_path / "r.tar", "--to", address, *trust, cwd=desk.folder)
    listed = frontdesk("history", "--address", address, cwd=desk.folder)
    assert listed.returncode == 0, listed.stderr
    first, end, until = listed.stdout.splitlines()
    assert first.split()[0] == "2"
    assert end.strip().startswith("the record of release 1 (targets/")
    assert end.endswith(" and earlier ones are not here")
    assert until.startswith("signed until")
    back = frontdesk("rollback", "--address", address, "--keys", f"file:{desk.keys}", cwd=desk.folder)
    assert back.returncode == 1
    assert "[FD851] release 2 cannot be taken back: the record of release 1 (targets/" in back.stderr


def test_what_an_address_has_lost_is_sent_again(desk):
    desk.run("publish")
    whole = {path: path.read_bytes() for path in desk.releases.rglob("*") if path.is_file()}
    blobs = [path for path in whole if "blobs" in path.parts]
    blobs[0].unlink()
    assert "is release 1 already: nothing uploaded" in desk.run("publish").stdout
    mended = desk.run("publish", "--mend")
    assert mended.stdout == f"release 1: 1 lost blob sent again, {len(whole[blobs[0]])} bytes\n"
    assert {path: path.read_bytes() for path in desk.releases.rglob("*") if path.is_file()} == whole
    assert desk.run("publish", "--mend").stdout == "release 1 is whole: nothing was sent\n"
    assert json.loads(desk.run("publish", "--mend", "--format", "json").stdout)["uploaded"] == {"blobs": 0, "bytes": 0}
    assert desk.run("publish", "--mend", "--promote").returncode == 2
    desk.rename("Other")
    other = desk.run("publish", "--mend")
    assert other.returncode == 1
    assert "name the commit of the release with --revision" in other.stderr
    assert "is whole" in desk.run("publish", "--mend", "--revision", "HEAD~1").stdout


def test_signing_again_needs_the_online_key_alone(desk):
    desk.run("publish")
    place = ("--address", desk.releases.as_uri(), "--keys", f"file:{desk.keys / 'online-1.pem'}")
    said = frontdesk("resign", *place, "--days", "5", cwd=desk.folder)
    assert said.returncode == 0, said.stderr
    assert "release 1 stays; signed until" in said.stdout
    status = desk.look("keys", "status", "--format", "json")
    assert status.returncode == 1  # five days are few
    tasks = json.loads(status.stdout)["tasks"]
    assert [task.split(" ")[0] for task in tasks] == ["snapshot", "timestamp"]
    assert all(task.endswith(": frontdesk resign") for task in tasks)
    desk.run("resign")
    assert desk.look("keys", "status").returncode == 0


def test_a_release_is_built_again_and_is_the_same(desk):
    desk.run("publish")
    commit = desk.rename("Two")
    desk.run("publish")
    (desk.folder / "brands/acme/brand.yaml").unlink()  # the folder plays no part
    for name in ("1", "2", commit[:10], "HEAD", "main~1"):
        again = desk.look("reproduce", name)
        assert again.returncode == 0, again.stdout + again.stderr
        assert "they are the same" in again.stdout
    missing = desk.look("reproduce", "3")
    assert missing.returncode == 1
    assert "there is no release '3'" in missing.stderr


def test_a_release_that_comes_out_differently_shows_where(desk):
    """Somebody published something else than the commit that the release names."""
    desk.run("publish")
    desk.publish_other("Two", "Three")
    differs = desk.look("reproduce", "2")
    assert differs.returncode == 1
    assert 'first difference: bin 82 → brand acme → brand → name → en → "Two" then, "Three" now' in differs.stdout


def test_a_commit_that_git_shows_in_place_of_another_is_not_published(desk):
    commit = desk.rename("Two")
    desk.run("publish")
    root = json.loads(desk.look("history", "--format", "json").stdout)["releases"][0]["root"]
    git(desk.folder, "replace", desk.rename("Three"), commit)
    assert frontdesk("build", "--format", "json", cwd=desk.folder).returncode == 0
    told = json.loads(desk.run("publish", "--format", "json").stdout)
    assert told["published"]
    assert told["root"] != root


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("-----BEGIN PRIVATE KEY-----", "say where the secret is, not the secret"),
        ("secret", "say where the secret is, not the secret"),
        ("env:NOT_SET", "the variable NOT_SET is not set"),
        ("file:nowhere.pem", "cannot read nowhere.pem"),
        ("file:brands", "there is no key in brands"),
        ("file:frontdesk.yaml", "is no private key in PEM"),
    ],
)
def test_a_key_is_named_by_where_it_is(desk, reference, words):
    said = frontdesk("publish", "--address", desk.releases.as_uri(), "--keys", reference, cwd=desk.folder)
    assert said.returncode == 2
    assert words in said.stderr
    assert "Traceback" not in said.stderr


def test_a_key_comes_from_a_variable(desk, monkeypatch):
    for name in ("targets", "online"):
        monkeypatch.setenv(f"KEY_{name.upper()}", (desk.keys / f"{name}-1.pem").read_text())
    monkeypatch.setenv("FRONTDESK_KEYS", "env:KEY_TARGETS env:KEY_ONLINE")
    monkeypatch.setenv("FRONTDESK_RELEASES", desk.releases.as_uri())
    assert frontdesk("publish", cwd=desk.folder).returncode == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("releases", "a folder is written file:///"),
        ("https://releases.acme.example", "can only be read"),
        ("ftp://releases.acme.example", "is no release address"),
        ("file://elsewhere/releases", "is no release address"),
        ("", "is no release address"),
    ],
)
def test_an_address_that_is_none_is_told_how_one_is_written(desk, address, words):
    said = frontdesk("publish", "--address", address, "--keys", f"file:{desk.keys}", cwd=desk.folder)
    assert said.returncode == 2
    assert words in said.stderr


def test_without_trust_keys_or_commit_it_is_said_what_is_missing(desk, tmp_path):
    place = ("--address", desk.releases.as_uri())
    assert "targets needs 1 of these keys: targets-1" in frontdesk("publish", *place, cwd=desk.folder).stderr
    nowhere = frontdesk("publish", *place, "--trust", "nowhere", cwd=desk.folder)
    assert "there is no root metadata in nowhere" in nowhere.stderr
    assert "has no commit 'never'" in desk.run("publish", "--revision", "never").stderr
    assert "has no release yet" in desk.run("rollback").stderr
    assert "has no release yet" in desk.look("history").stdout
    for words in ([], ["--revision", "--upload-pack=touch x"]):
        assert "Traceback" not in desk.run("publish", *words).stderr
