"""“Was this helpful?”, with scripts and without."""

import sqlite3

import pytest

pytestmark = pytest.mark.browser


def votes(demo, article):
    with sqlite3.connect(demo.state / "frontdesk.sqlite") as store:
        query = "select value, reason, portal, language from article_feedback where article = ? order by at"
        return store.execute(query, (article,)).fetchall()


def test_one_click_is_a_vote_and_words_may_follow(window, demo):
    visit = window("en")
    page = visit.go(demo.url("/en/articles/close-account"))
    page.locator(".helpful").get_by_role("link", name="No").click()
    page.get_by_label("What was missing?").fill("What happens to my points?")
    assert votes(demo, "close-account") == [(0, None, "main", "en")]
    assert page.url == demo.url("/en/articles/close-account")
    page.get_by_role("button", name="Send comment").click()
    page.get_by_text("Thank you for your comment.").wait_for()
    page.locator(".helpful textarea").wait_for(state="detached")
    assert votes(demo, "close-account") == [(0, "What happens to my points?", "main", "en")]
    assert visit.complaints == []


def test_the_focus_goes_along_and_what_is_said_is_said_in_a_place_that_stays(window, demo):
    page = window("ko").go(demo.url("/ko/articles/reset-password"))
    page.evaluate("document.getElementById('helpful-said').dataset.stays = 'yes'")
    page.get_by_role("link", name="아니요").focus()
    page.keyboard.press("Enter")
    page.locator(".helpful textarea:focus").wait_for()
    assert page.locator("#helpful-said[data-stays][role=status]").inner_text().startswith("감사합니다")
    page.keyboard.type("사진이 더 있으면 좋겠어요")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".helpful-thanks:focus").wait_for()
    assert page.locator(".helpful-thanks").all_inner_texts() == ["의견을 남겨 주셔서 감사합니다."]


def test_without_scripts_it_is_a_page(window, demo):
    page = window("ko", scripts=False).go(demo.url("/ko/articles/change-email"))
    page.locator(".helpful").get_by_role("link", name="네").click()
    comment = page.get_by_label("어떤 점이 가장 도움이 되었나요?")
    page.get_by_role("button", name="의견 보내기").click()
    comment.wait_for()
    assert votes(demo, "change-email") == [(1, None, "main", "ko")]
    page.reload()
    comment.wait_for()
    assert votes(demo, "change-email") == [(1, None, "main", "ko")], "sent again is the same vote"
    comment.fill("그림이 좋아요")
    with page.expect_navigation():
        page.locator(".helpful button").click()
    assert votes(demo, "change-email") == [(1, "그림이 좋아요", "main", "ko")]
    page.get_by_role("link", name="문서로 돌아가기").click()
    assert page.url == demo.url("/ko/articles/change-email")
