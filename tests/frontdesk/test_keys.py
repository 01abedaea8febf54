"""Keys from the first day to the last, by the commands alone."""

import json
from pathlib import Path

from tests.executable import frontdesk


def init(folder: Path, *words: object):
    made = frontdesk("keys", "init", folder / "keys", *words, cwd=folder)
    assert made.returncode == 0, made.stderr
    return made


def test_the_first_keys_and_the_root_metadata(tmp_path):
    said = init(tmp_path, "--root-keys", 3, "--threshold", 2).stdout
    assert sorted(path.name for path in (tmp_path / "keys").glob("*.pem")) == [
        "online-1.pem", "root-1.pem", "root-2.pem", "root-3.pem", "targets-1.pem",
    ]  # fmt: skip
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "keys").glob("*.pem"))
    assert [path.name for path in (tmp_path / "trust").iterdir()] == ["1.root.json"]
    assert "PRIVATE KEY" not in said + (tmp_path / "trust/1.root.json").read_text()
    told = json.loads(frontdesk("keys", "status", "--format", "json", cwd=tmp_path).stdout)
    assert [(row["role"], row["threshold"], [key["name"] for key in row["keys"]]) for row in told["roles"]] == [
        ("root", 2, ["root-1", "root-2", "root-3"]),
        ("targets", 1, ["targets-1"]),
        ("snapshot", 1, ["online-1"]),
        ("timestamp", 1, ["online-1"]),
    ]
    again = frontdesk("keys", "init", tmp_path / "keys", cwd=tmp_path)
    assert again.returncode == 2
    assert "has root metadata already" in again.stderr


def test_more_signatures_than_keys_are_never_asked_for(tmp_path):
    said = frontdesk("keys", "init", tmp_path / "keys", "--threshold", 2, cwd=tmp_path)
    assert said.returncode == 1
    assert "2 of 1 root keys have to sign: that cannot be" in said.stderr
    assert not (tmp_path / "keys").exists()


def test_root_keys_of_several_machines_sign_one_after_the_other(tmp_path):
    """Each of two people makes a key at home; a third has none of them and prepares the metadata."""
    for name in ("ann", "bob"):
        frontdesk("keys", "new", tmp_path / name / f"{name}.pem", cwd=tmp_path)
    publics = [word for name in ("ann", "bob") for word in ("--root-public", tmp_path / name / f"{name}.pub.pem")]
    said = init(tmp_path, "--root-keys", 0, "--threshold", 2, *publics).stdout
    draft = tmp_path / "trust/1.root.draft.json"
    assert "signatures are missing from ann or bob" in said
    assert frontdesk("keys", "status", cwd=tmp_path).returncode == 1  # nothing to trust yet
    first = frontdesk("keys", "sign", draft, "--keys", f"file:{tmp_path / 'ann/ann.pem'}", "--yes", cwd=tmp_path)
    assert "+ root: ann" in first.stdout
    assert "signatures are missing from bob" in first.stdout
    again = frontdesk("keys", "sign", draft, "--keys", f"file:{tmp_path / 'ann/ann.pem'}", "--yes", cwd=tmp_path)
    assert again.returncode == 1
    last = frontdesk("keys", "sign", draft, "--keys", f"file:{tmp_path / 'bob/bob.pem'}", "--yes", cwd=tmp_path)
    assert "root metadata, version 1: signed, commit it" in last.stdout
    assert frontdesk("keys", "status", cwd=tmp_path).returncode == 0


def test_a_draft_is_not_signed_unread(tmp_path):
    init(tmp_path, "--root-keys", 2, "--threshold", 2)
    one = ("--keys", f"file:{tmp_path / 'keys/root-1.pem'}")
    assert "a draft" in frontdesk("keys", "renew", *one, cwd=tmp_path).stdout
    two = ("--keys", f"file:{tmp_path / 'keys/root-2.pem'}")
    asked = frontdesk("keys", "sign", tmp_path / "trust/2.root.draft.json", *two, cwd=tmp_path)
    assert "valid until" in asked.stdout
    assert asked.returncode == 2
    assert not (tmp_path / "trust/2.root.json").exists()
    assert "waits for signatures" in frontdesk("keys", "status", cwd=tmp_path).stdout


def test_keys_are_rotated_and_revoked(tmp_path):
    init(tmp_path)
    root = ("--keys", f"file:{tmp_path / 'keys/root-1.pem'}")
    for role in ("online", "targets", "root"):
        said = frontdesk("keys", "rotate", role, tmp_path / "keys", *root, cwd=tmp_path)
        assert said.returncode == 0, said.stderr
        assert (tmp_path / f"keys/{role}-2.pem").exists()
    names = [row["keys"][0]["name"] for row in status(tmp_path)]
    assert names == ["root-2", "targets-2", "online-2", "online-2"]
    # The old root key changes nothing any more.
    assert "a draft" in frontdesk("keys", "renew", *root, cwd=tmp_path).stdout
    (tmp_path / "trust/5.root.draft.json").unlink()
    root = ("--keys", f"file:{tmp_path / 'keys/root-2.pem'}")
    frontdesk("keys", "rotate", "targets", tmp_path / "keys", "--keep-old", *root, cwd=tmp_path)
    assert [key["name"] for key in status(tmp_path)[1]["keys"]] == ["targets-2", "targets-3"]
    several = frontdesk("keys", "rotate", "targets", tmp_path / "keys", *root, cwd=tmp_path)
    assert "say which one goes with --replace (targets-2, targets-3)" in several.stderr
    assert frontdesk("keys", "revoke", "targets-2", *root, cwd=tmp_path).returncode == 0
    assert [key["name"] for key in status(tmp_path)[1]["keys"]] == ["targets-3"]
    last = frontdesk("keys", "revoke", "targets-3", *root, cwd=tmp_path)
    assert last.returncode == 1
    assert "too few keys are left for targets" in last.stderr
    assert "there is no key 'nobody'" in frontdesk("keys", "revoke", "nobody", *root, cwd=tmp_path).stderr


def status(folder: Path) -> list[dict]:
    return json.loads(frontdesk("keys", "status", "--format", "json", cwd=folder).stdout)["roles"]


def is_sealed(file: Path) -> bool:
    return "ENCRYPTED" in file.read_text()


def test_a_passphrase_is_named_by_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSPHRASE", "open sesame")
    init(tmp_path, "--passphrase", "env:PASSPHRASE")
    keys = ("--keys", f"file:{tmp_path / 'keys'}")
    assert is_sealed(tmp_path / "keys/root-1.pem")
    sealed = frontdesk("keys", "renew", *keys, cwd=tmp_path)
    assert "sealed with a passphrase" in sealed.stderr
    assert frontdesk("keys", "renew", *keys, "--passphrase", "env:PASSPHRASE", cwd=tmp_path).returncode == 0
    said = frontdesk("keys", "renew", *keys, "--passphrase", "open sesame", cwd=tmp_path)
    assert said.returncode == 2
    assert "open sesame" not in said.stderr


def test_a_passphrase_seals_what_people_keep_and_leaves_open_what_workflows_read(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSPHRASE", "open sesame")
    said = init(tmp_path, "--passphrase", "env:PASSPHRASE").stdout
    assert f"{tmp_path / 'keys/root-1.pem'}  private, sealed with the passphrase" in said
    for role in ("targets", "online"):
        assert f"{tmp_path / f'keys/{role}-1.pem'}  private, not sealed" in said
    signed = ("--keys", f"file:{tmp_path / 'keys/root-1.pem'}", "--passphrase", "env:PASSPHRASE")
    for role in ("targets", "online", "root"):
        rotated = frontdesk("keys", "rotate", role, tmp_path / "keys", *signed, cwd=tmp_path)
        assert rotated.returncode == 0, rotated.stderr
        assert (
            is_sealed(tmp_path / f"keys/{role}-1.pem") == is_sealed(tmp_path / f"keys/{role}-2.pem") == (role == "root")
        )


def test_keys_for_people_who_publish_by_hand_are_sealed_when_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSPHRASE", "open sesame")
    monkeypatch.setenv("OTHER", "open barley")
    monkeypatch.setenv("FRONTDESK_PASSPHRASE", "env:PASSPHRASE")  # stands for --passphrase, here as everywhere
    init(tmp_path, "--seal", "env:OTHER")
    assert all(is_sealed(file) for file in (tmp_path / "keys").glob("*.pem"))
    signed = ("--keys", f"file:{tmp_path / 'keys/root-1.pem'}", "--seal", "env:OTHER")
    assert frontdesk("keys", "rotate", "targets", tmp_path / "keys", *signed, cwd=tmp_path).returncode == 0
    assert is_sealed(tmp_path / "keys/targets-2.pem")
