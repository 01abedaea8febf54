"""Searching a portal in a browser."""

import pytest

from tests.browser.conftest import findings

pytestmark = pytest.mark.browser


def test_two_korean_letters_find_the_article_while_they_are_typed(window, demo):
    visit = window("ko", "light", 360)
    page = visit.go(demo.url("/ko/"))
    page.get_by_role("combobox").press_sequentially("비밀", delay=30)
    page.get_by_role("option").first.wait_for()
    assert "비밀번호 재설정" in page.get_by_role("listbox").inner_text()
    assert page.locator(".instant mark").first.inner_text() == "비밀"
    assert "추천 결과" in page.locator("#home-search-said").inner_text()
    assert findings(page) == []
    visit.check("instant results ko light 360")


def test_filters_keep_the_query_and_count_each_section(window, demo):
    page = window("en").go(demo.url("/en/search?q=mail"))
    filters = page.get_by_role("navigation", name="Show only")
    filters.get_by_role("link", name="FAQ").click()
    assert "q=mail" in page.url
    assert "in=faq" in page.url
    assert filters.locator("[aria-current=true]").inner_text().startswith("FAQ")
    assert {text.inner_text() for text in page.locator(".result-section").all()} == {"FAQ"}


def test_a_found_question_opens_where_it_stands(window, demo):
    page = window("en").go(demo.url("/en/search?q=points&in=faq"))
    page.locator(".results a").first.click()
    page.wait_for_url("**/en/faq#*")
    answer = page.locator(f".answer:has(#{page.url.rpartition('#')[2]})")
    assert answer.get_attribute("open") is not None


def test_hostile_words_are_shown_as_words(window, demo):
    visit = window("en")
    page = visit.go(demo.url("/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27%00%F0%9F%8D%B2"))
    assert "<script>alert(1)</script>\"'" in page.get_by_role("heading", level=2).first.inner_text()
    assert page.locator("#search").input_value().startswith("<script>")
    assert visit.complaints == []


def test_nothing_found_leads_on(window, demo):
    page = window("en").go(demo.url("/en/search?q=zzzzqqqq"))
    assert page.get_by_role("heading", name="We found nothing for “zzzzqqqq”.").is_visible()
    assert page.get_by_role("link", name="Orders and delivery").is_visible()
    assert page.locator(".ask a").get_attribute("href") == "/en/ask"
