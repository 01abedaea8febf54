from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from runtime.attachments import Attachments, Upload, download_headers
from runtime.services import system_clock
from runtime.sweeping import sweep
from runtime.tickets import submit


@pytest.mark.parametrize(
    ("sent", "handed_out"),
    [
        ("image/png", "image/png"),
        ("image/svg+xml", "application/octet-stream"),
        ("text/html", "application/octet-stream"),
        ("text/html; charset=utf-8", "application/octet-stream"),
    ],
)
def test_nothing_a_browser_could_run_keeps_its_media_type(sent, handed_out):
    headers = download_headers("a.png", sent)
    assert headers["Content-Type"] == handed_out
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_hostile_name_stays_inside_its_header():
    header = download_headers('오븐"\r\nSet-Cookie: a=b.txt', "text/plain")["Content-Disposition"]
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2
    assert "filename*=UTF-8''%EC%98%A4" in header


@pytest.mark.parametrize("url", ["file://{}", "memory://{}"])
def test_ids_say_nothing_of_the_file(tmp_path, url):
    attachments = Attachments(url.format(tmp_path))
    upload = Upload(None, "a.txt", "text/plain", b"same")
    first, second = attachments.keep(upload), attachments.keep(upload)
    assert first.id != second.id
    assert len(first.id) == 32
    assert first.digest == second.digest
    assert attachments.read(first.id) == b"same"
    attachments.remove([first.id])
    with pytest.raises(FileNotFoundError):
        attachments.read(first.id)


def test_a_file_that_is_gone_is_a_file_that_is_gone(tmp_path):
    attachments = Attachments(f"file://{tmp_path}")
    with pytest.raises(FileNotFoundError):
        attachments.read("0" * 32)
    attachments.remove(["0" * 32])


def test_blobs_no_ticket_names_are_swept_and_the_others_stay(services, release, inquiry):
    new = inquiry({"uploads": (Upload("attachments", "a.txt", "text/plain", b"kept"),)})
    submit(services, release, new)
    orphan = services.attachments.keep(Upload(None, "b.txt", "text/plain", b"orphan"))
    assert sweep(replace(services, clock=system_clock)) == 0
    tomorrow = datetime.now(UTC) + timedelta(days=2)
    assert sweep(replace(services, clock=lambda: tomorrow)) == 1
    with pytest.raises(FileNotFoundError):
        services.attachments.read(orphan.id)
    assert len(list(services.attachments.older_than(tomorrow))) == 1
