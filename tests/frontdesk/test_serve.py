"""`frontdesk serve`: nothing unsigned is shown to the world, and releases are named by address and trust."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontdesk.cli import main
from frontdesk.installation import offered_by


@pytest.mark.parametrize(
    "bind", ["0.0.0.0:8000", ":8000", "8000", "[::]:8000", "192.0.2.7:80", "help.example:80", "unix:/run/x.sock"]
)
def test_a_development_bundle_is_never_served_to_the_world(bind, tmp_path):
    done = CliRunner().invoke(main, ["serve", "--environment", "test", "--bind", bind, "--state", str(tmp_path)])
    assert done.exit_code == 2
    assert "on this machine only" in done.output
    assert "--releases" in done.output
    assert list(tmp_path.iterdir()) == []


WRONG = {
    "both": (["--bundle", "b", "--releases", "file:///r", "--trust", "t"], "signed releases, or a development bundle"),
    "no trust": (["--releases", "file:///r"], "FRONTDESK_TRUST"),
    "no address": (["--releases", "somewhere", "--trust", "t"], "file://…"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_told_how_it_would_be_right(words, said, tmp_path):
    done = CliRunner().invoke(main, ["serve", "--environment", "test", "--state", str(tmp_path), *words])
    assert done.exit_code == 2
    assert said in done.output


def test_options_come_before_variables_and_variables_before_the_usual_folder(tmp_path):
    variables = {"FRONTDESK_RELEASES": "https://r.example", "FRONTDESK_TRUST": "/trust.json"}
    assert offered_by({}, None, None, None)["FRONTDESK_BUNDLE"].endswith(".frontdesk/bundle")
    assert offered_by(variables, None, None, None) == {**variables, "FRONTDESK_BUNDLE": ""}
    assert offered_by(variables, tmp_path, None, None)["FRONTDESK_RELEASES"] == ""
    assert offered_by({"FRONTDESK_BUNDLE": "/b"}, None, "file:///r", None)["FRONTDESK_BUNDLE"] == ""
    assert offered_by({**variables, "FRONTDESK_BUNDLE": "/b"}, None, None, None)["FRONTDESK_BUNDLE"] == "/b"


TOLD = {
    "FRONTDESK_STATE": ("--state", "by-option", "by-variable", ".frontdesk/state"),
    "FRONTDESK_SCHEME": ("--scheme", "http", "http", "https"),
    "FRONTDESK_PORT": ("--public-port", "8443", "8080", ""),
    "FRONTDESK_ENVIRONMENT": ("--environment", "by-option", "by-variable", None),
    "FRONTDESK_BUNDLE": ("--bundle", "by-option", "by-variable", ".frontdesk/bundle"),
}
PATHS = {"FRONTDESK_STATE", "FRONTDESK_BUNDLE"}


@pytest.fixture
def served(tmp_path, monkeypatch):
    """What `serve` hands to the server it becomes; gunicorn itself is not started."""
    started = []
    monkeypatch.setattr(os, "execve", lambda program, words, variables: started.append((words, variables)))
    for name in [name for name in os.environ if name.startswith("FRONTDESK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def call(*words, **variables):
        done = CliRunner().invoke(main, ["serve", *words], env=variables)
        return done, (started[-1] if started else None)

    return call


@pytest.mark.parametrize("name", TOLD)
def test_an_option_comes_before_its_variable_and_that_before_the_default(served, name):
    option, by_option, by_variable, default = TOLD[name]
    others = {"FRONTDESK_ENVIRONMENT": "production"} if name != "FRONTDESK_ENVIRONMENT" else {}
    ways = [
        ((option, by_option), {name: "https" if name == "FRONTDESK_SCHEME" else by_variable}, by_option),
        ((), {name: by_variable}, by_variable),
    ]
    for words, variables, wanted in ways:
        done, (_, told) = served(*words, **others, **variables)
        assert done.exit_code == 0, done.output
        assert told[name] == (str(Path(wanted).resolve()) if name in PATHS else wanted)
    for unset in ({}, {name: ""}):
        done, (_, told) = served(**others, **unset)
        if default is None:
            assert (done.exit_code, "say which environment" in done.output) == (2, True)
        else:
            found = told.get(name) or ("https" if name == "FRONTDESK_SCHEME" else "")
            assert found == (str(Path(default).resolve()) if name in PATHS else default)


def test_what_restore_would_fill_is_what_is_served(served, tmp_path):
    variables = {"FRONTDESK_STATE": str(tmp_path / "kept"), "FRONTDESK_ENVIRONMENT": "production"}
    made = CliRunner().invoke(main, ["migrate", "db"], env=variables)
    assert made.exit_code == 0, made.output
    _, (_, told) = served(**variables)
    assert told["FRONTDESK_STATE"] == str(tmp_path / "kept")
    assert told["FRONTDESK_SECRET_KEY"] == (tmp_path / "kept/secret-key").read_text()
    assert not (tmp_path / ".frontdesk").exists()


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_nobody_listens_without_a_worker(served, number):
    done, started = served("--environment", "test", "--workers", number)
    assert (done.exit_code, started) == (2, None)


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="this machine has no /proc, where nobody may write")
@pytest.mark.parametrize("key", ["", "k" * 40])
def test_a_state_folder_that_cannot_be_made_is_no_fault_of_ours(served, key):
    done, started = served("--environment", "test", "--state", "/proc/nope", FRONTDESK_SECRET_KEY=key)
    assert (done.exit_code, started) == (2, None)
    assert "cannot keep anything in /proc/nope" in done.output


def test_a_variable_that_is_wrong_is_named(served):
    done, _ = served("--environment", "test", FRONTDESK_SCHEME="gopher")
    assert done.exit_code == 2
    assert "FRONTDESK_SCHEME is http or https" in done.output
