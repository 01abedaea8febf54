"""`frontdesk bundle`: a release goes to a machine without a network, and says what is wrong in words."""

import time

import pytest
from click.testing import CliRunner

from frontdesk.cli import main
from tests.signing import SignedAddress, record, tiny


def run(*words) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["bundle", *(str(word) for word in words)])
    return done.exit_code, done.output


@pytest.fixture
def address(tmp_path):
    found = SignedAddress(tmp_path / "address", now=time.time())
    found.release(record(12, tiny(found.folder)))
    return found


def test_a_release_is_exported_and_imported(address, tmp_path):
    code, said = run("export", tmp_path / "r.tar", "--address", address.url, "--trust", address.trust)
    assert (code, "release 12" in said, "sha256:" in said) == (0, True, True)
    code, said = run("import", tmp_path / "r.tar", "--to", f"file://{tmp_path}/island", "--trust", address.trust)
    assert (code, "release 12" in said) == (0, True)
    again = run("export", tmp_path / "r2.tar", "--address", f"file://{tmp_path}/island", "--trust", address.trust)
    assert again[0] == 0
    assert (tmp_path / "r2.tar").read_bytes() == (tmp_path / "r.tar").read_bytes()


def test_what_is_refused_names_its_code_and_leaves_nothing(address, tmp_path):
    stranger = SignedAddress(tmp_path / "stranger")
    code, said = run("export", tmp_path / "r.tar", "--address", address.url, "--trust", stranger.trust)
    assert code == 1
    assert "FD813" in said
    assert "frontdesk explain FD813" in said
    assert not (tmp_path / "r.tar").exists()
    (tmp_path / "r.tar").write_bytes(b"no archive")
    code, said = run("import", tmp_path / "r.tar", "--to", f"file://{tmp_path}/island", "--trust", address.trust)
    assert (code, "FD827" in said) == (1, True)
    assert not (tmp_path / "island").exists()


BAD = {
    "no address": (["export", "r.tar", "--address", "somewhere", "--trust", "{trust}"], "file:///folder"),
    "no folder": (["export", "/nowhere/r.tar", "--address", "{url}", "--trust", "{trust}"], "there is no folder"),
    "no trust": (["export", "r.tar", "--address", "{url}"], "--trust"),
    "no file": (["import", "/nowhere/r.tar", "--to", "file:///x", "--trust", "{trust}"], "/nowhere/r.tar"),
    "to the web": (["import", "{trust}", "--to", "https://x.example", "--trust", "{trust}"], "file:///path"),
    "to a relative path": (["import", "{trust}", "--to", "island", "--trust", "{trust}"], "file:///path"),
    "trust that is not there": (["import", "{trust}", "--to", "file:///x", "--trust", "/nowhere"], "/nowhere"),
}


@pytest.mark.parametrize(("words", "said"), BAD.values(), ids=BAD)
def test_a_wrong_call_is_told_how_it_would_be_right(address, words, said):
    code, output = run(*(word.format(url=address.url, trust=address.trust) for word in words))
    assert code == 2
    assert said in output
