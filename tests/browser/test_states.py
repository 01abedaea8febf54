"""Pages in their rarer states: closed, right to left, not translated, empty, stars, another theme, long words."""

import pytest

from tests.browser.conftest import findings
from tests.library import HOST
from tests.looks import MODES

pytestmark = pytest.mark.browser

OTHER = "other.localhost"
STATES = {
    "closed": (HOST, "/shut/en/", 404),
    "empty category": (HOST, "/en/c/empty", 200),
    "right to left": (HOST, "/ar/", 200),
    "right to left article": (HOST, "/ar/articles/rules", 200),
    "not translated": (HOST, "/ko/notices/now", 200),
    "stars": (OTHER, "/help/en/articles/rules", 200),
    "no picture": (OTHER, "/help/ko/", 200),
    "nothing but articles": (HOST, "/bare/en/", 200),
}


@pytest.fixture(scope="module")
def served(library_bundle, serving, tmp_path_factory):
    with serving(library_bundle, tmp_path_factory.mktemp("library-served"), "test") as found:
        yield found


@pytest.mark.parametrize(("mode", "width"), MODES)
@pytest.mark.parametrize("name", STATES)
def test_a_state_is_accessible_fits_and_is_quiet(window, served, name, mode, width):
    host, path, status = STATES[name]
    visit = window("en", mode, width)
    visit.go(served.url(path, host=host), status)
    visit.check(f"state {name} {mode} {width}", status)


def test_from_right_to_left_the_header_begins_on_the_right(window, served):
    page = window("en").go(served.url("/ar/", host=HOST))
    name, logo = page.locator(".site-name").bounding_box(), page.locator(".logo").bounding_box()
    assert name["x"] > logo["x"]


def test_a_name_without_a_space_does_not_widen_the_page(window, served):
    visit = window("en", "light", 320)
    page = visit.go(served.url("/en/search?q=" + "Donaudampfschifffahrtsgesellschaft" * 5, host=HOST))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(
        "document.querySelectorAll('h1, h2, .site-name span, .chip, .button').forEach(e => e.append('W'.repeat(80)))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_stars_are_given_with_one_click(window, served):
    page = window("en").go(served.url("/help/en/articles/rules", host=OTHER))
    page.get_by_role("link", name="4 stars").click()
    page.get_by_label("What helped you most?").wait_for()
    assert findings(page) == []


def test_colours_the_system_forces_leave_everything_visible(chromium, served):
    context = chromium.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(served.url("/en/", host=HOST))
    page.keyboard.press("Tab")
    assert page.get_by_role("link", name="Skip to content").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).borderStyle") == "solid"
    context.close()
