"""`frontdesk activate`: what deploy workflows call, and what it tells people when it refuses."""

import json
import threading
import time

import pytest
from click.testing import CliRunner

from frontdesk.activate import activate
from schemas.canonical import digest, to_bytes
from schemas.release import POINTER, blob_path
from tests.stores import DESK

LINE = "brands/acme/inquiry_types.yaml:4"


@pytest.fixture
def run(tmp_path):
    def call(*words):
        command = ["--bundle", tmp_path / "bundle", "--state", tmp_path / "state", "--environment", "test", *words]
        return CliRunner().invoke(activate, [str(word) for word in command], catch_exceptions=False)

    return call


def put(folder, value) -> str:
    data = to_bytes(value)
    path = folder / blob_path(digest(data))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return digest(data)


@pytest.fixture
def broken(bundle, tmp_path):
    """Offer a desk in which a form asks a field that nobody has defined, with the places of what is in it."""

    def offer() -> str:
        fields = {code: field for code, field in DESK["fields"].items() if code != "device"}
        root = bundle(fields=fields, triggers=[]).root_digest
        folder = tmp_path / "bundle"
        places = put(folder, {"brands": {"acme": put(folder, {"places": {"inquiry_types/bug": LINE}})}})
        (folder / POINTER).write_text(json.dumps({"root": root, "places": places}))
        return root

    return offer


def test_a_release_is_taken_and_what_was_done_for_it_is_said(release, run):
    first = run()
    assert first.exit_code == 0, first.output
    assert f"active: {release.root_digest}" in first.output
    assert "1 bins built, 0 reused" in first.output
    assert "passed: hosts, home pages, search, sample tickets" in first.output
    assert "0 bins built, 1 reused" in run().output


def test_a_release_that_is_refused_says_why_and_where_and_what_is_served_instead(release, broken, run):
    run()
    bad = broken()
    refused = run()
    assert refused.exit_code == 1
    assert refused.output.splitlines() == [
        f"FD830 {LINE}",
        "  a sample ticket of the inquiry type 'bug' at acme/main could not be decided: KeyError: 'device'",
        "  frontdesk explain FD830",
        f"refused: {bad}",
        f"still served here: {release.root_digest}",
    ]


def test_the_same_as_data(broken, run):
    bad = broken()
    said = json.loads(run("--format", "json").stdout)
    assert (said["fine"], said["state"], said["code"], said["place"]) == (False, "REFUSED", "FD830", LINE)
    assert (said["active"], said["wanted"]) == (None, bad)


def test_something_else_than_expected_is_a_failure(release, run):
    other = run("--expect", "0" * 64)
    assert other.exit_code == 1
    assert f"expected: sha256:{'0' * 64}" in other.output
    assert f"still served here: {release.root_digest}" in other.output
    assert run("--expect", release.root_digest[7:19]).exit_code == 0


def test_what_is_expected_is_waited_for(release, bundle, run, tmp_path):
    later = bundle(triggers=[]).root_digest
    pointer = tmp_path / "bundle" / POINTER
    pointer.write_text(json.dumps({"root": release.root_digest}))

    def publish():
        time.sleep(0.3)
        written = pointer.with_suffix(".new")
        written.write_text(json.dumps({"root": later}))
        written.replace(pointer)

    publishing = threading.Thread(target=publish)
    publishing.start()
    taken = run("--expect", later, "--wait", "60")
    publishing.join()
    assert taken.exit_code == 0, taken.output
    assert f"active: {later}" in taken.output


def test_waiting_ends_at_once_when_what_is_expected_is_refused(broken, run):
    bad = broken()
    assert run("--expect", bad, "--wait", "600").exit_code == 1


@pytest.mark.parametrize("word", ["", "latest", "sha256:xyz", "abc", "sha512:" + "0" * 64])
def test_what_is_no_digest_is_a_matter_of_how_the_command_was_called(run, word):
    wrong = run("--expect", word)
    assert wrong.exit_code == 2
    assert "is no root digest: write sha256:…" in wrong.output


def test_without_a_bundle_nothing_can_be_served(run):
    nothing = run()
    assert nothing.exit_code == 1
    assert "FD801" in nothing.output
    assert "nothing can be served on this machine" in nothing.output
