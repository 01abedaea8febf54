"""Every public page, in both languages, both colour modes, on a phone and on a desk."""

import pytest

from tests.looks import LOOKS

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "category": "/c/recipes-and-tools",
    "folder": "/c/recipes-and-tools/appliances",
    "article": "/articles/measuring-conversion",
    "faq": "/faq",
    "notices": "/notices",
    "notice": "/notices/power-cord-exchange",
    "search": "/search?q={word}",
    "search nothing": "/search?q=zzzzqqqq",
    "search empty": "/search",
    "feedback": "/articles/reset-password/feedback?value=0",
    "not found": "/articles/none",
}
WORD = {"ko": "비밀번호", "en": "password"}


@pytest.mark.parametrize(("language", "mode", "width"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_is_quiet(window, demo, name, language, mode, width):
    status = 404 if name == "not found" else 200
    visit = window(language, mode, width)
    visit.go(demo.url(f"/{language}{PAGES[name].format(word=WORD[language])}"), status)
    visit.check(f"{name} {language} {mode} {width}", status)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_smallest_window(window, demo, name):
    visit = window("en", "light", 320)
    page = visit.go(demo.url(f"/en{PAGES[name].format(word='password')}"), 404 if name == "not found" else 200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_a_finger_taps_is_large_enough(window, demo):
    page = window("ko", "light", 360).go(demo.url("/ko/"))
    small = page.evaluate(
        """() => [...document.querySelectorAll('header a, summary, main button, .hero a, .go-on, footer a')]
            .filter(element => element.checkVisibility())
            .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && box.height < 43.5)
            .map(([text, box]) => `${text} ${box.height}`)"""
    )
    assert small == []


def test_korean_words_are_never_broken_inside(window, demo):
    page = window("ko", "light", 360).go(demo.url("/ko/articles/reset-password"))
    assert page.evaluate("getComputedStyle(document.querySelector('.body')).wordBreak") == "keep-all"
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).wordBreak") == "keep-all"


def test_print_shows_the_article_and_nothing_else(window, demo):
    visit = window("en", "dark", 1280)
    page = visit.go(demo.url("/en/articles/reset-password"))
    page.emulate_media(media="print")
    try:
        assert page.get_by_role("heading", level=1).is_visible()
        for hidden in (".site-header", ".site-footer", ".contents", ".helpful", ".ask", ".breadcrumbs"):
            assert not page.locator(hidden).first.is_visible(), hidden
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(41, 37, 36)"
    finally:
        page.emulate_media(media="screen")
    visit.page.emulate_media(media=None)


def test_print_shows_the_answers_that_are_folded(window, demo):
    visit = window("en", "light", 1280)
    page = visit.go(demo.url("/en/faq"))
    answer = page.locator(".answer-body").first
    assert not answer.is_visible()
    page.emulate_media(media="print")
    assert answer.is_visible()
    page.emulate_media(media="screen")
    for event, folded in (("beforeprint", 0), ("afterprint", page.locator(".answer").count())):
        page.evaluate("name => window.dispatchEvent(new Event(name))", event)  # browsers without ::details-content
        assert page.locator(".answer:not([open])").count() == folded
    page.emulate_media(media=None)


def test_the_header_leaves_room_on_a_phone(window, demo):
    page = window("ko", "light", 360).go(demo.url("/ko/"))
    assert page.locator(".site-header").bounding_box()["height"] < 56


def test_who_asks_for_less_motion_gets_none(chromium, demo):
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(demo.url("/en/"))
    assert page.evaluate("getComputedStyle(document.querySelector('.topic')).transitionDuration") == "0s"
    context.close()
