"""Everything customers read works without JavaScript."""

import pytest

pytestmark = pytest.mark.browser


def test_from_the_home_page_to_an_answer(window, demo):
    page = window("en", scripts=False).go(demo.url("/en/"))
    page.get_by_role("searchbox").fill("password")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Reset your password").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Reset your password"
    page.get_by_role("link", name="Accounts", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Accounts"


def test_the_language_menu_leads_to_the_same_page(window, demo):
    page = window("en", scripts=False).go(demo.url("/en/articles/reset-password"))
    page.locator(".wide-only summary").click()
    page.get_by_role("link", name="한국어").click()
    assert page.url == demo.url("/ko/articles/reset-password")
    assert page.get_by_role("heading", level=1).inner_text() == "비밀번호 재설정"


def test_the_menu_of_a_phone_opens(window, demo):
    page = window("en", width=360, scripts=False).go(demo.url("/en/"))
    page.locator("summary.bar-button").click()
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="FAQ").click()
    assert page.url == demo.url("/en/faq")


def test_the_drop_down_at_the_bottom_right_navigates(window, demo):
    page = window("en", scripts=False).go(demo.url("/en/"))
    menu = page.locator(".footer-menu")
    box = menu.bounding_box()
    footer = page.locator(".site-footer .wrap").bounding_box()
    assert box["x"] > footer["x"] + footer["width"] / 2
    menu.locator("summary").click()
    other = menu.get_by_role("link", name="International help centre")
    other.click()
    assert page.url == demo.url("/en/", host="cooking-village-en.localhost")


def test_an_answer_opens(window, demo):
    page = window("en", scripts=False).go(demo.url("/en/faq"))
    page.get_by_text("When do points expire?").click()
    page.locator("#points-expire").wait_for()
