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


def test_a_question_in_a_sentence_finds_its_answer_and_says_how_near_it_is(window, demo):
    visit = window("ko", "dark", 360)
    page = visit.go(demo.url("/ko/search?q=비밀번호를+재설정하고+싶어요"))
    assert page.locator(".results a").first.inner_text() == "비밀번호 재설정"
    assert page.locator(".partial").is_visible()
    assert findings(page) == []
    visit.check("what comes close ko dark 360")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_tag_of_an_article_leads_back_to_it_without_scripts(window, demo, language):
    page = window(language, "light", 360, scripts=False).go(demo.url(f"/{language}/articles/reset-password"))
    for name in page.locator("a.chip[href*='tag=']").all_inner_texts():
        page.get_by_role("link", name=name, exact=True).click()
        assert name in page.get_by_role("heading", level=1).inner_text()
        page.locator(".article-list a[href$='/reset-password']").click()
        assert page.url.endswith("/reset-password")


@pytest.mark.parametrize(("tag", "width", "mode"), [("refund", 360, "light"), ("nowhere", 1280, "dark")])
def test_the_page_of_a_tag_is_right_for_everybody(window, demo, tag, width, mode):
    visit = window("ko", mode, width)
    page = visit.go(demo.url(f"/ko/search?tag={tag}"))
    assert page.evaluate("document.activeElement.tagName") == "BODY"  # nobody came here to type
    visit.check(f"tag {tag} ko {mode} {width}")
