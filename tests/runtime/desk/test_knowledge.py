"""The knowledge base as staff see it."""

import re

import pytest
from bs4 import BeautifulSoup


def listed(page):
    return re.findall(r"data-row>([^<]*)</a>", page.text)


def test_members_see_public_and_member_articles_and_their_own_drafts(world):
    jin, kim = world.agent("jin"), world.agent("kim")
    assert sorted(listed(jin.get("/desk/north/kb?language=en"))) == [
        "Open article",
        "Staff article",
        "내부 규정",
        "진의 초안",
    ]
    assert "진의 초안" not in kim.get("/desk/north/kb").text


def test_another_agents_draft_is_not_there(world):
    assert world.agent("jin").get("/desk/north/kb/secret-draft").status_code == 200
    assert world.agent("kim").get("/desk/north/kb/secret-draft").status_code == 404


@pytest.mark.parametrize("article", ["staff", "rules", "secret-draft"])
def test_customers_see_none_of_them(world, article):
    assert world.browser().get(f"/ko/articles/{article}").status_code == 404


def test_the_page_says_why_customers_do_not_see_an_article(world):
    jin = world.agent("jin")
    assert "its status is member" in jin.get("/desk/north/kb/staff?language=en").text
    assert "“Inside” is for members only" in jin.get("/desk/north/kb/rules?language=en").text
    assert "it is your draft" in jin.get("/desk/north/kb/secret-draft?language=en").text
    assert "Customers do not see it" not in jin.get("/desk/north/kb/open?language=en").text


def test_a_fallback_says_which_language_it_is_in(world):
    page = world.agent("kim").get("/desk/north/kb/rules?language=en").text
    assert "There is no English text yet; this is the 한국어 one." in page
    assert '<div class="body" lang="ko" dir="ltr">' in page


def test_a_warning_and_a_table_are_as_customers_would_read_them(world):
    page = world.agent("kim").get("/desk/north/kb/rules", headers={"Accept-Language": "ko"})
    body = BeautifulSoup(page.text, "html.parser").select_one(".body")
    assert body.select_one(".markdown-alert-warning .markdown-alert-title").text == "주의"
    assert body.select_one(".table-scroll[tabindex='0'] > table th").text == "코드"


def test_links_lead_to_the_staffs_own_pages(world):
    page = world.agent("kim").get("/desk/north/kb/staff?language=en").text
    assert 'href="/desk/north/kb/open?language=en"' in page


def test_the_language_can_be_chosen(world):
    kim = world.agent("kim")
    assert "Open article" in kim.get("/desk/north/kb/open?language=en").text
    assert "열린 문서" in kim.get("/desk/north/kb/open?language=ko").text
    assert kim.get("/desk/north/kb/open?language=../../etc").status_code == 200


@pytest.mark.parametrize("name", ["no-such", "..", "%2e%2e", "%00", "open%2Fx", "x" * 3000])
def test_articles_that_do_not_exist_are_not_there(world, name):
    assert world.agent("kim").get(f"/desk/north/kb/{name}").status_code == 404
