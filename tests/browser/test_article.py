"""An article in a customer's browser."""

import pytest

pytestmark = pytest.mark.browser


def test_a_korean_visitor_is_sent_to_korean_and_reads_an_article(window, demo):
    page = window("ko").go(demo.url("/"))
    assert page.url == demo.url("/ko/")
    page.get_by_role("link", name="시작하기").click()
    page.get_by_role("link", name="계정").click()
    page.get_by_role("link", name="비밀번호 재설정").click()
    assert page.get_by_role("heading", level=1).inner_text() == "비밀번호 재설정"
    page.locator(".wide-only summary").click()
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == demo.url("/en/articles/reset-password")
    assert page.get_by_role("heading", level=1).inner_text() == "Reset your password"


def test_the_contents_lead_to_their_headings_below_the_header(window, demo):
    page = window("en").go(demo.url("/en/articles/reset-password"))
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="What makes a good password").click()
    heading = page.get_by_role("heading", name="What makes a good password")
    assert heading.bounding_box()["y"] >= page.locator(".site-header").bounding_box()["height"]


def test_nothing_moves_after_the_first_paint(window, demo):
    page = window("en", width=360).go(demo.url("/en/articles/measuring-conversion"))
    shift = page.evaluate(
        """() => new Promise(done => {
            let total = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value; }))
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(total), 300);
        })"""
    )
    assert shift < 0.02
