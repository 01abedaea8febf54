"""The two commands as an operator meets them: what they say, and how they end."""

import json
import os

import pytest
from click.testing import CliRunner

from frontdesk.cli import main
from runtime.attachments import Attachments, Upload
from runtime.tickets import submit
from tests.stores import SECRET


@pytest.fixture
def store_url(migrated_sqlite, tmp_path):
    import shutil

    shutil.copy(migrated_sqlite, tmp_path / "store.sqlite")
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def run(settings, release, services, inquiry, tmp_path):
    """Run a command on an installation with one ticket."""
    files = Attachments(f"file://{settings.state / 'attachments'}")
    services = type(services)(
        **{**{name: getattr(services, name) for name in services.__slots__}, "attachments": files}
    )
    submit(services, release, inquiry({"uploads": (Upload("attachments", "a.txt", "text/plain", b"words"),)}))

    def invoke(*words, state=None, **variables):
        state = state or settings.state
        url = settings.database_url if state == settings.state else f"sqlite:///{state / 'frontdesk.sqlite'}"
        known = {
            "FRONTDESK_BUNDLE": str(settings.bundle),
            "FRONTDESK_STATE": str(state),
            "FRONTDESK_ENVIRONMENT": "test",
            "FRONTDESK_SECRET_KEY": SECRET,
            "FRONTDESK_DATABASE_URL": url,
        }
        return CliRunner().invoke(main, [str(word) for word in words], env={**known, **variables})

    return invoke


def test_a_backup_says_what_is_in_it_and_what_has_to_be_kept_elsewhere(run, tmp_path):
    done = run("backup", tmp_path / "a.tar")
    assert done.exit_code == 0, done.output
    first, digest, *rest = done.output.splitlines()
    assert first.startswith(f"{tmp_path / 'a.tar'}: 1 ticket, 1 attachment, 0 files of releases, 0.")
    assert digest.startswith("sha256:")
    assert "FRONTDESK_SECRET_KEY" in "\n".join(rest)
    assert rest[-1] == "whoever has this file reads what customers wrote: encrypt it before it leaves this machine"


def test_in_a_folder_a_backup_gets_a_name_with_its_moment(run, tmp_path):
    (tmp_path / "backups").mkdir()
    done = run("backup", tmp_path / "backups", "--format", "json")
    (file,) = (tmp_path / "backups").iterdir()
    assert json.loads(done.output)["path"] == str(file)
    assert file.name.startswith("frontdesk-20")


def test_it_is_put_back_elsewhere_and_looked_through_before(run, tmp_path):
    run("backup", tmp_path / "a.tar")
    looked = run("restore", tmp_path / "a.tar", "--check")
    assert (looked.exit_code, "is whole" in looked.output) == (0, True)
    done = run("restore", tmp_path / "a.tar", state=tmp_path / "elsewhere")
    assert done.exit_code == 0, done.output
    assert "is back: 1 ticket, 1 attachment, 0 files of releases" in done.output
    assert "1 mail still waiting will be sent by the worker" in done.output


@pytest.mark.parametrize(
    ("spoil", "words", "told"),
    [
        (lambda path: None, (), "FD863 this installation is not empty"),
        (lambda path: path.write_bytes(path.read_bytes()[:2000]), (), "FD860 "),
        (lambda path: path.write_text("hello"), ("--check",), "FD860 "),
    ],
)
def test_what_cannot_be_put_back_ends_with_one_and_a_code(run, tmp_path, spoil, words, told):
    run("backup", tmp_path / "a.tar")
    spoil(tmp_path / "a.tar")
    done = run("restore", tmp_path / "a.tar", *words)
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {told}")
    assert "frontdesk explain FD86" in done.output


def test_another_key_is_a_wish_that_has_to_be_said(run, tmp_path):
    run("backup", tmp_path / "a.tar")
    other = {"FRONTDESK_SECRET_KEY": "another secret, just as long as that one"}
    refused = run("restore", tmp_path / "a.tar", state=tmp_path / "elsewhere", **other)
    assert (refused.exit_code, "FD862" in refused.output) == (1, True)
    assert run("restore", tmp_path / "a.tar", "--other-key", state=tmp_path / "elsewhere", **other).exit_code == 0


def test_a_place_that_is_not_there_is_a_matter_of_how_the_command_was_called(run, tmp_path):
    assert run("backup", tmp_path / "nowhere/a.tar").exit_code == 2
    assert run("restore", tmp_path / "nothing.tar").exit_code == 2


def test_where_no_installation_is_there_is_nothing_to_copy(run, tmp_path):
    nothing = run("backup", tmp_path / "a.tar", state=tmp_path / "elsewhere")
    assert nothing.exit_code == 2
    assert f"there is no database at {tmp_path / 'elsewhere/frontdesk.sqlite'}" in nothing.output
    assert "FRONTDESK_STATE" in nothing.output
    assert list(tmp_path.glob("elsewhere*")) + list(tmp_path.glob("a.tar")) == []


def test_a_copy_is_not_sealed_with_a_key_made_for_it(run, settings, tmp_path):
    """The installation's own key is in the settings of its processes; another would spoil the backup."""
    lost = run("backup", tmp_path / "a.tar", FRONTDESK_SECRET_KEY="")
    assert lost.exit_code == 2
    assert "the secret key of this installation is not here" in lost.output
    assert not (settings.state / "secret-key").exists()


def test_both_say_which_installation_they_were_about(run, settings, tmp_path):
    assert f"of the installation in {settings.state}" in run("backup", tmp_path / "a.tar").output
    assert (
        f"it is in {tmp_path / 'elsewhere'} now"
        in run("restore", tmp_path / "a.tar", state=tmp_path / "elsewhere").output
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can write into somebody else's folder")
def test_root_puts_nothing_into_the_folder_of_the_processes_user(run, tmp_path):
    run("backup", tmp_path / "a.tar")
    (tmp_path / "theirs").mkdir()
    os.chown(tmp_path / "theirs", 65534, -1)
    refused = run("restore", tmp_path / "a.tar", state=tmp_path / "theirs")
    assert refused.exit_code == 2
    assert f"{tmp_path / 'theirs'} belongs to nobody" in refused.output
    assert list((tmp_path / "theirs").iterdir()) == []
