"""Pictures of pages that differ, taken by a real browser that reaches nothing but the two states."""

import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from frontdesk.page_pictures.camera import Camera, NoPictureError, browser
from frontdesk.page_pictures.states import State, opened
from tests.frontdesk.page_pictures.conftest import MOMENT, side
from tests.frontdesk.page_pictures.test_differing import PORTAL, WELCOME, article

pytestmark = pytest.mark.browser
when_proving = pytest.mark.skipif(
    not os.environ.get("FRONTDESK_PROVE"), reason="half a minute of a browser: taken by make prove"
)

BLUE = {"portals/main.yaml": PORTAL.replace("plain}", 'plain, colors: {button: "#005a9c"}}')}


def read(image) -> Image.Image:
    return Image.open(io.BytesIO(image.data))


def test_other_words_are_pictured_before_and_after_at_both_widths(differ):
    report = differ({WELCOME: article("First.")}, {WELCOME: article("Second.")}, limit=5)
    [change] = report.changes
    pictures = change.examples[0].pictures
    assert [(picture.width, picture.mode) for picture in pictures] == [(1280, "light"), (360, "light")]
    for picture in pictures:
        assert 0 < picture.share < 0.05
        assert picture.top > 0, "only the part around the words is shown"
        sizes = {read(image).size for image in (picture.before, picture.after, picture.difference)}
        assert sizes == {(picture.width, picture.shown)}


def test_other_colours_are_pictured_in_the_dark_too(differ):
    report = differ({}, BLUE, limit=1)
    [change] = report.changes
    pictured, *rest = change.examples
    assert {picture.mode for picture in pictured.pictures} == {"light", "dark"}
    assert all(not example.pictures for example in rest)
    assert report.omitted == len(rest)
    assert report.pictured == 1


@when_proving
def test_a_new_page_has_an_after_and_a_page_that_is_gone_a_before(differ):
    other = {"kb/start/other.md": article("Other.", "Other")}
    [after] = [one for one in differ({}, other, limit=2).changes if one.act == "new"]
    [before] = [one for one in differ(other, {"retired.yaml": RETIRED}, limit=2).changes if one.act == "gone"]
    for change, is_new in ((after, True), (before, False)):
        for picture in change.examples[0].pictures:
            assert (picture.after is not None, picture.before is not None) == (is_new, not is_new)
            assert picture.difference is None


RETIRED = 'retired: [{what: article, id: other, date: "2026-03-01"}]\n'


def test_a_page_of_other_bytes_may_look_the_same(differ):
    bytes_only = PORTAL.replace("https://kitchen.example/privacy", "https://kitchen.example/privacy-policy")
    report = differ({}, {"portals/main.yaml": bytes_only}, limit=1)
    assert [picture.share for picture in report.changes[0].examples[0].pictures] == [0, 0]


@when_proving
def test_two_runs_give_the_same_pictures(differ):
    first, second = (differ({WELCOME: article("First.")}, {WELCOME: article("Second.")}, limit=1) for _ in range(2))
    assert first == second


def test_without_a_browser_there_is_a_report_that_says_what_to_install(differ, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    report = differ({}, BLUE, limit=3)
    assert report.count == 8
    assert report.pictured == 0
    assert "install the package `chromium`" in report.trouble


class _Listening(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)


def test_the_browser_of_the_pictures_reaches_nothing_but_the_state(tmp_path):
    server = HTTPServer(("127.0.0.1", 0), _Listening)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    outside = f"http://127.0.0.1:{server.server_port}/"

    def look() -> tuple[str, int]:
        release = opened(side({}), "demo", frozenset({"kitchen"}))
        with browser() as found:
            camera = Camera(found, State(release, tmp_path, MOMENT))
            with pytest.raises(NoPictureError) as refused:
                camera.picture(outside, 360, "light")
            with pytest.raises(NoPictureError):
                camera.picture("file:///etc/hostname", 360, "light")
            # Another host is asked of the state, which does not know it either.
            other = camera.picture("https://elsewhere.example/", 360, "light")
            return str(refused.value), other.height

    with ThreadPoolExecutor(1) as alone:
        refused, height = alone.submit(look).result()
    server.shutdown()
    assert server.asked == []
    assert "net::ERR" in refused
    assert height > 0
