"""`frontdesk serve`: nothing unsigned is shown to the world, and releases are named by address and trust."""

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
