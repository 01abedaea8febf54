"""The file a backup is: whatever is wrong with it is noticed before anything is written."""

import io
import tarfile
from pathlib import Path

import pytest

from runtime.backup.archive import BackupError, Manifest, TableShape, Writer, key_mark, verify
from tests.stores import SECRET

CONTENTS = {
    "tables/tickets/000000.jsonl": b'["a",1]\n' * 40,
    "attachments/" + "0a" * 16: b"bytes of a picture",
    "releases/seen/1.root.json": b"{}",
}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    with (tmp_path / "a.tar").open("wb") as file:
        writer = Writer(file)
        for name, data in CONTENTS.items():
            writer.add(name, data)
        manifest = Manifest(
            made_at="2026-03-02T09:00:00Z",
            schema_version="0001",
            database="sqlite",
            environment="test",
            key=key_mark(SECRET),
            tables={"tickets": TableShape(columns=(), rows=40)},
            members=writer.members,
        )
        writer.close(manifest, SECRET)
    return tmp_path / "a.tar"


def refused(path: Path, secret: str | None = SECRET) -> BackupError:
    with pytest.raises(BackupError) as caught:
        verify(path, secret)
    return caught.value


def rewritten(source: Path, name: str, data: bytes) -> Path:
    """The backup with one member added or in place of another, its digests left as they were."""
    target = source.with_name("rewritten.tar")
    with tarfile.open(source) as old, tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as new:
        names = old.getnames()
        for entry in [*old, *([] if name in names else [tarfile.TarInfo(name)])]:
            content = data if entry.name == name else old.extractfile(entry).read()
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return target


def test_what_was_written_is_read_back(backup):
    found = verify(backup, SECRET)
    assert dict(found.members("")) == CONTENTS
    assert dict(found.members("attachments/")) == {"attachments/" + "0a" * 16: b"bytes of a picture"}


def test_another_secret_key_is_noticed(backup):
    error = refused(backup, "another secret, just as long as that")
    assert error.code == "FD862"
    assert "FRONTDESK_SECRET_KEY" in str(error)
    assert verify(backup, None).manifest.environment == "test"


def test_wherever_a_backup_is_cut_it_is_none(backup):
    whole = backup.read_bytes()
    with tarfile.open(backup) as tar:
        end = max(entry.offset_data + entry.size for entry in tar)
    for at in range(0, end, 97):
        backup.write_bytes(whole[:at])
        assert refused(backup).code == "FD860", at


def test_whatever_byte_of_the_contents_is_changed_is_noticed(backup):
    whole = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        bytes_of_contents = [at for entry in tar for at in range(entry.offset_data, entry.offset_data + entry.size)]
    for at in bytes_of_contents[::13]:
        whole[at] ^= 1
        backup.write_bytes(whole)
        refused(backup)
        whole[at] ^= 1


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/passwd",
        "releases/../../outside",
        "releases/x/..",
        "releases/./x",
        "attachments/" + "a" * 31 + "/",
        "tables/../000000.jsonl",
        "tables/tickets/000000.jsonl\n",
    ],
)
def test_no_name_leads_out_of_the_installation(backup, name):
    assert refused(rewritten(backup, name, b"words")).code == "FD860"


def test_a_member_more_or_less_is_noticed(backup):
    assert refused(rewritten(backup, "releases/more.json", b"{}")).code == "FD861"
    assert refused(rewritten(backup, "releases/seen/1.root.json", b"{ }")).code == "FD861"


def test_a_link_or_a_folder_in_it_is_refused(backup):
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE):
        with tarfile.open(backup, "a") as tar:
            entry = tarfile.TarInfo("releases/link")
            entry.type, entry.linkname = kind, "/etc/passwd"
            tar.addfile(entry)
        assert refused(backup).code == "FD860"


def test_a_manifest_that_was_made_to_fit_has_no_seal_that_does(backup):
    found = verify(backup, None).manifest
    lied = found.model_copy(update={"made_at": "2030-01-01T00:00:00Z"}).model_dump_json(indent=1).encode()
    path = rewritten(backup, "manifest.json", lied)
    assert refused(path).code == "FD861"


def test_what_is_no_backup_at_all_is_said_to_be_none(tmp_path):
    for words in (b"", b"not a tar", bytes(20_000)):
        (tmp_path / "x").write_bytes(words)
        assert refused(tmp_path / "x").code == "FD860"


def test_a_manifest_of_the_future_is_not_guessed_at(backup):
    assert refused(rewritten(backup, "manifest.json", b'{"format": 2}')).code == "FD860"
