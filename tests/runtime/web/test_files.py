"""Files under addresses that name their content."""

import gc
import gzip
import re
import weakref
from dataclasses import replace

import pytest

from runtime.release.contents import Release
from runtime.release.serving import Serving
from tests.library import HOST


def addresses(library, pattern):
    return set(re.findall(pattern, library.browser(HOST).get("/en/").text))


def test_every_file_a_page_names_is_there_for_ever(library):
    found = addresses(library, r'(?:href|src)="(/(?:static|files)/[^"]+)"')
    assert len(found) >= 6
    for address in found:
        answer = library.browser(HOST).get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/static/0000000000000000/site.css", "/static/x/../../app.py", "/files/0/logo.png"])
def test_another_content_has_another_address(library, path):
    assert library.browser(HOST).get(path).status_code == 404


def test_a_file_cannot_be_had_under_a_name_it_does_not_have(library):
    (logo,) = addresses(library, r'src="(/files/[^"]+logo\.png)"')
    assert library.browser(HOST).get(logo.replace("logo.png", "logo.html")).status_code == 404


def test_sheets_travel_packed_to_browsers_that_take_it(library):
    (sheet,) = addresses(library, r'href="(/static/[^"]+site\.css)"')
    plain = library.browser(HOST).get(sheet)
    packed = library.browser(HOST).get(sheet, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["gzip;q=0, identity", "gzipped", "*;q=0", "br"])
def test_sheets_travel_plain_to_browsers_that_do_not_take_them_packed(library, accepted):
    (sheet,) = addresses(library, r'href="(/static/[^"]+site\.css)"')
    answer = library.browser(HOST).get(sheet, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_release_that_is_not_served_any_more_leaves_memory(world):
    serving, browser = world.current.serving, world.browser()

    def visit():
        page = browser.get("/en/ask").text
        assert all(browser.get(file).status_code == 200 for file in re.findall(r'"(/files/[^"]+)"', page))

    visit()
    old = weakref.ref(serving.stable.release)
    settings = world.services.settings
    opened = Release(serving.stable.release.source, serving.stable.release.root_digest, settings.environment)
    world.current.serving = Serving(replace(serving.stable, release=opened))
    serving = None
    visit()
    gc.collect()
    assert old() is None


def test_files_are_there_on_portals_below_a_path(library):
    page = library.browser("other.localhost").get("/help/en/").text
    for address in set(re.findall(r'(?:href|src)="(/(?:static|files)/[^"]+)"', page)):
        assert library.browser("other.localhost").get(address).status_code == 200, address
