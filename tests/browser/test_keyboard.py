"""Portals without a mouse."""

import pytest

pytestmark = pytest.mark.browser


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def test_the_first_tab_stop_skips_to_the_content_and_can_be_seen(window, demo):
    page = window("en").go(demo.url("/en/articles/reset-password"))
    skip = page.get_by_role("link", name="Skip to content")
    assert skip.bounding_box()["y"] < 0
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.wait_for_function("document.querySelector('.skip').getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Home", "the next stop is in the content, after the header"


def test_tab_goes_through_the_header_in_reading_order(window, demo):
    page = window("en").go(demo.url("/en/"))
    stops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    name = "Cooking Village Help Centre"
    assert stops[:6] == ["Skip to content", name, "FAQ", "Notices", "Ask us", "Language: English"]


def test_whatever_has_the_focus_shows_a_ring(window, demo):
    page = window("en").go(demo.url("/en/faq"))
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid 3px" in outline, (focused(page), outline)


def test_a_slash_leads_to_the_search_box(window, demo):
    page = window("en").go(demo.url("/en/"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "home-search"
    page.keyboard.type("a/b")
    assert page.locator("#home-search").input_value() == "a/b"


def test_a_slash_on_a_page_without_a_box_leads_to_the_search_page(window, demo):
    page = window("en").go(demo.url("/en/articles/reset-password"))
    page.keyboard.press("/")
    page.wait_for_url("**/en/search")
    assert page.evaluate("document.activeElement.id") == "search"


def test_escape_closes_a_menu_and_gives_the_focus_back(window, demo):
    page = window("en").go(demo.url("/en/"))
    page.get_by_text("Related sites").focus()
    page.keyboard.press("Enter")
    page.locator(".footer-menu .menu-list").wait_for()
    page.keyboard.press("Escape")
    page.locator(".footer-menu .menu-list").wait_for(state="hidden")
    assert focused(page) == "Related sites"


def test_arrow_keys_walk_the_instant_results_and_enter_opens_one(window, demo):
    visit = window("en")
    page = visit.go(demo.url("/en/"))
    box = page.get_by_role("combobox")
    box.focus()
    box.press_sequentially("passw", delay=20)
    page.get_by_role("listbox").wait_for(state="visible")
    assert box.get_attribute("aria-expanded") == "true"
    first = page.get_by_role("option").first
    page.keyboard.press("ArrowDown")
    assert first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert page.get_by_role("option").last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/articles/reset-password")
    assert visit.complaints == []


def test_escape_closes_the_instant_results_and_keeps_the_words(window, demo):
    page = window("en").go(demo.url("/en/"))
    box = page.get_by_role("combobox")
    box.press_sequentially("delivery", delay=20)
    page.get_by_role("listbox").wait_for(state="visible")
    page.keyboard.press("Escape")
    page.locator(".instant").first.wait_for(state="hidden")
    assert box.input_value() == "delivery"
