"""`frontdesk export site`: what lies in the files is what the runtime sends."""

import gzip
import http.client
import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontdesk.cli import main
from tests.kitchen import base

PORTAL = "brands/kitchen/portals/main.yaml"


def export(*words: object):
    return CliRunner().invoke(main, ["export", "site", *map(str, words)])


@pytest.fixture
def folder(tmp_path) -> Path:
    place = tmp_path / "repository"
    for name, data in base().items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


@pytest.fixture
def site(demo, demo_bundle, tmp_path) -> Path:
    words = ["--environment", "demo", "--bundle", demo_bundle, "--scheme", "http", "--public-port", demo.port]
    run = export("-o", tmp_path / "site", *words)
    assert run.exit_code == 0, run.output
    return tmp_path / "site"


def asked(port: int, host: str, address: str, coding: str = "identity"):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", address, headers={"Host": f"{host}:{port}", "Accept-Encoding": coding})
        answer = connection.getresponse()
        return answer.status, dict(answer.headers.items()), answer.read()


def test_every_file_is_byte_for_byte_what_the_runtime_sends_and_so_are_its_headers(demo, site):
    facts = json.loads((site / "site.json").read_text())
    assert set(facts["hosts"]) >= {"cooking-village.localhost", "cooking-village-en.localhost"}
    for host, files in facts["hosts"].items():
        kinds = {Path(file["file"]).suffix for file in files}
        assert kinds >= {".html", ".css", ".js", ".png", ".xml", ".txt"}
        for file in files:
            status, headers, body = asked(demo.port, host, file["address"])
            assert (status, body) == (200, (site / host / file["file"]).read_bytes()), file["address"]
            assert file["headers"].items() <= headers.items()
            if file["gzip"]:
                assert gzip.decompress((site / host / f"{file['file']}.gz").read_bytes()) == body
                assert (
                    asked(demo.port, host, file["address"], "gzip")[2]
                    == (site / host / f"{file['file']}.gz").read_bytes()
                )


def test_old_addresses_lead_where_the_runtime_leads(demo, site):
    lines = (site / "cooking-village.localhost/_redirects").read_text().splitlines()
    assert "/ /ko/ 302" in lines
    moved = [line.split() for line in lines if line.endswith(" 301")]
    assert moved
    for old, new, _ in moved:
        status, headers, _ = asked(demo.port, "cooking-village.localhost", old)
        assert (status, headers["Location"]) == (301, new)


def test_headers_stand_beside_each_address_in_the_form_that_hosts_of_plain_files_read(site):
    text = (site / "cooking-village-en.localhost/_headers").read_text()
    assert text.startswith("/en/\n  ")
    assert "/en/faq\n" in text
    assert "  Content-Security-Policy: default-src 'none'; style-src 'self';" in text
    assert "  Content-Language: en\n" in text
    assert "X-Release" not in text


def test_a_portal_that_is_closed_or_asks_who_comes_in_has_no_files(folder, tmp_path):
    whole = (folder / PORTAL).read_text()
    (folder / PORTAL).write_text(whole.replace("enabled: true", "enabled: false"))
    run = export("--folder", folder, "-o", tmp_path / "site", "--environment", "demo")
    assert run.exit_code == 0, run.output
    assert "no open public portal has a host in environments/demo.yaml" in run.output
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["site.json"]


def test_an_earlier_export_is_replaced_whole(folder, tmp_path):
    article = folder / "brands/kitchen/kb/start/welcome.md"
    assert export("--folder", folder, "-o", tmp_path / "site", "--environment", "demo").exit_code == 0
    (article.parent / "second.md").write_text(article.read_text().replace("Welcome", "Second"))
    assert export("--folder", folder, "-o", tmp_path / "site", "--environment", "demo").exit_code == 0
    pages = tmp_path / "site/kitchen.localhost/en/articles"
    assert (pages / "second.html").is_file()
    (article.parent / "second.md").unlink()
    assert export("--folder", folder, "-o", tmp_path / "site", "--environment", "demo").exit_code == 0
    assert not (pages / "second.html").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_holds_something_else_is_left_alone(folder, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/precious.txt").write_text("mine")
    run = export("--folder", folder, "-o", tmp_path / "site", "--environment", "demo")
    assert run.exit_code == 2
    assert "is there and is no earlier export: name another folder" in run.output
    assert (tmp_path / "site/precious.txt").read_text() == "mine"


def test_what_cannot_be_built_or_served_is_not_exported(folder, tmp_path):
    run = export("--folder", folder, "-o", tmp_path / "site", "--environment", "nowhere")
    assert run.exit_code == 1
    assert "FD807: the bundle has no environment 'nowhere' (it has: demo" in run.output
    (folder / PORTAL).write_text("enabled: perhaps\n")
    run = export("--folder", folder, "-o", tmp_path / "site", "--environment", "demo")
    assert run.exit_code == 1
    assert "error[FD1" in run.output
    assert not (tmp_path / "site").exists()
