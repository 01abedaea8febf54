"""An article in a customer's browser."""

import pytest

pytestmark = pytest.mark.browser


def test_a_korean_visitor_is_sent_to_korean_and_reads_an_article(chromium, demo):
    page = chromium.new_context(locale="ko-KR").new_page()
    page.goto(demo.url("/"))
    assert page.url == demo.url("/ko/")
    page.get_by_role("link", name="시작하기").click()
    page.get_by_role("link", name="계정").click()
    page.get_by_role("link", name="비밀번호 재설정").click()
    assert page.get_by_role("heading", level=1).inner_text() == "비밀번호 재설정"
    assert page.locator("strong").inner_text() == "비밀번호 찾기"
    page.get_by_role("link", name="en", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Reset your password"
