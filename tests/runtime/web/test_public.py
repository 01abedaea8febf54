"""Public pages: what is there, what is not, and where everything leads."""

import re

import pytest
from bs4 import BeautifulSoup

from schemas.wording import WORDING
from tests.library import HOST


def soup(answer):
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.text, "html.parser")


def read(library, path, host=HOST):
    return soup(library.browser(host).get(path))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/c/using",
        "/c/using/inside",
        "/articles/rules",
        "/faq",
        "/notices",
        "/notices/now",
        "/search",
        "/search?q=rules",
    ],
)
@pytest.mark.parametrize("language", ["en", "ko", "ar"])
def test_every_public_page_is_there_in_every_language(library, language, path):
    page = read(library, f"/{language}{path}")
    assert page.html["lang"] == language
    assert len(page.find_all("h1")) == 1
    assert page.select_one("main#content")


@pytest.mark.parametrize(
    "path",
    [
        "/articles/draft", "/articles/staff-only", "/articles/hidden", "/articles/none", "/c/secret", "/c/using/staff",
        "/c/none", "/c/using/none", "/c/using/inside/rules", "/notices/unready", "/notices/over", "/notices/soon",
        "/articles/", "/faq/late", "/articles/rules/more",
    ],
)  # fmt: skip
def test_what_is_not_public_is_not_there(library, path):
    browser = library.browser(HOST)
    assert browser.get(f"/en{path}").status_code == 404
    assert browser.get(f"/en{path}/").status_code == 404


def test_what_is_not_public_is_named_nowhere(library):
    browser = library.browser(HOST)
    pages = [
        browser.get(path).text
        for path in ("/en/", "/en/c/using", "/en/faq", "/en/notices", "/sitemap.xml", "/en/search?q=staff")
    ]
    for word in ("Staff only", "Staff room", "Secret shelf", "Draft", "Hidden", "Unready", "Just over", "Soon to come"):
        assert not any(re.search(rf">[^<]*{word}", page) for page in pages), word


def test_links_by_name_lead_to_the_readers_portal_and_language(library):
    body = read(library, "/ko/articles/rules")
    assert body.select_one(".body a") is None
    links = {link.text: link["href"] for link in read(library, "/en/articles/rules").select(".body a")}
    assert links == {
        "how to borrow": "/en/articles/borrow#how",
        "the question": "/en/faq#late",
        "the news": "/en/notices/now",
        "ask": "/en/ask/loans",
        "all": "/en/c/using",
        "elsewhere": "http://other.localhost/help/en/",
        "the world": "https://world.example",
        "below": "#first",
    }


def test_a_link_to_what_readers_may_not_see_stays_as_words(library):
    body = read(library, "/en/articles/rules").select_one(".body")
    assert "the room" in body.text
    assert "staff-only" not in str(body)


def test_links_out_of_the_portal_do_not_hand_over_the_window(library):
    world = next(link for link in read(library, "/en/articles/rules").select(".body a") if link.text == "the world")
    assert "noopener" in world["rel"]


def test_a_note_is_headed_in_the_language_of_the_article(library):
    assert read(library, "/en/articles/rules").select_one(".markdown-alert-title").text == "Note"
    assert read(library, "/ko/articles/rules").select_one(".markdown-alert-title").text == "주의"


def test_an_article_that_is_not_translated_says_so_in_the_readers_language(library):
    page = read(library, "/ar/articles/borrow")
    assert page.html["dir"] == "rtl"
    assert page.select_one("article")["lang"] == "en"
    assert page.select_one(".alert")["lang"] == "ar"


def test_a_translation_behind_its_original_says_so(library):
    assert (
        read(library, "/ko/articles/borrow").select_one(".alert.warning").text.strip() == WORDING["ko"]["article.stale"]
    )
    assert read(library, "/en/articles/borrow").select(".alert") == []


def test_where_translations_are_hidden_the_page_and_its_twins_are_not_there(library):
    browser = library.browser("other.localhost")
    assert browser.get("/help/ko/notices/now").status_code == 404
    page = soup(browser.get("/help/en/notices/now"))
    assert [link["hreflang"] for link in page.select("link[rel=alternate]")] == []
    assert [link["hreflang"] for link in page.select(".site-header a[hreflang]")] == []


def test_an_old_id_leads_to_the_article_of_today(library):
    browser = library.browser(HOST)
    for old, new in (("/en/articles/old-rules", "/en/articles/rules"), ("/ko/notices/was", "/ko/notices/now")):
        answer = browser.get(old)
        assert answer.status_code in {301, 308}
        assert answer.headers["Location"] == new


def test_addresses_have_one_spelling(library):
    browser = library.browser(HOST)
    assert browser.get("/en").headers["Location"] == "/en/"
    assert browser.get("/en/faq/").headers["Location"] == "/en/faq"
    search = browser.get("/en/search/")
    assert (search.status_code, search.headers["Location"]) == (302, "/en/search"), "nothing for browsers to remember"
    for nowhere in ("/xx/", "/en/c/", "/en/nothing/"):
        assert browser.get(nowhere).status_code == 404


def test_what_a_portal_does_not_show_is_neither_there_nor_in_the_menu(library):
    browser = library.browser(HOST)
    for path in ("/bare/en/faq", "/bare/en/notices", "/bare/en/notices/now", "/bare/en/ask"):
        assert browser.get(path).status_code == 404, path
    page = soup(browser.get("/bare/en/"))
    assert page.select(".nav-list a") == []
    assert page.select(".ask, .notices-strip, .answers") == []
    assert page.select(".topic")


def test_notices_come_and_go_with_their_period(library):
    browser = library.browser(HOST)

    def listed():
        return [title.text.strip() for title in soup(browser.get("/en/notices")).select(".notice-list .item-title")]

    assert listed() == ["Pinned: Always on top", "Open now", "Just begun"] or listed()[0] == "Pinned: Always on top"
    assert {"Just begun", "Open now"} <= set(listed())
    assert not {"Just over", "Soon to come"} & set(listed())


def test_the_strip_on_the_home_page_shows_three_notices_pinned_first(library):
    titles = [title.text.strip() for title in read(library, "/en/").select(".notices-strip .item-title")]
    assert len(titles) == 3
    assert titles[0] == "Pinned: Always on top"


def test_the_home_page_answers_what_is_pinned_there(library):
    assert [title.text for title in read(library, "/en/").select(".answer summary span")] == ["Am I late?"]


def test_the_faq_shows_its_tree_and_leaves_empty_categories_out(library):
    page = read(library, "/en/faq")
    assert [(head.name, head.text) for head in page.select(".faq-shelf > :is(h2, h3)")] == [
        ("h2", "Loans"),
        ("h3", "Late ones"),
    ]
    assert page.select_one("#early a")["href"] == "/en/articles/rules"


def test_a_brand_may_reword_the_interface(library):
    assert read(library, "/en/").h1.text == "What shall we look up?"
    assert read(library, "/ko/").h1.text == "무엇을 찾을까요?"


def test_the_logo_stands_where_the_portal_says(library):
    right = read(library, "/en/").select_one(".site-header .wrap")
    assert [child.get("class") for child in right.find_all(recursive=False)][-1] == ["bar-end"]
    assert right.select(".bar-end > *")[-1]["class"] == ["logo"]
    left = read(library, "/help/en/", host="other.localhost").select_one(".site-header .wrap")
    assert left.find_all(recursive=False)[0]["class"] == ["logo"]


def test_the_drop_down_leads_to_open_portals_in_the_readers_language(library):
    ways = {link.text.strip(): link["href"] for link in read(library, "/ko/").select(".footer-menu a")}
    assert ways == {"About us": "https://library.example", "The other one": "http://other.localhost/help/ko/"}
    arabic = {link.text.strip(): link["href"] for link in read(library, "/ar/").select(".footer-menu a")}
    assert arabic["The other one"] == "http://other.localhost/help/en/"


def test_a_portal_that_asks_who_comes_in_is_closed_and_offered_nowhere(library):
    assert library.browser(HOST).get("/readers/en/").status_code == 404
    assert "For readers" not in library.browser(HOST).get("/en/").text


def test_the_footer_text_has_its_links_in_place(library):
    links = [link["href"] for link in read(library, "/en/faq").select(".footer-text a")]
    assert links == ["/en/articles/rules", "http://other.localhost/help/en/"]


def test_search_engines_are_told_of_every_language(library):
    page = read(library, "/ko/articles/rules")
    assert page.select_one("link[rel=canonical]")["href"] == f"http://{HOST}/ko/articles/rules"
    assert {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate]")} == {
        "en": f"http://{HOST}/en/articles/rules",
        "ko": f"http://{HOST}/ko/articles/rules",
        "ar": f"http://{HOST}/ar/articles/rules",
        "x-default": f"http://{HOST}/en/articles/rules",
    }
    home = {link["hreflang"]: link["href"] for link in read(library, "/ko/").select("link[rel=alternate]")}
    assert home["x-default"] == f"http://{HOST}/"


@pytest.mark.parametrize("path", ["/en/search?q=rules", "/en/articles/rules/feedback?value=1", "/en/ask"])
def test_pages_for_visitors_alone_are_not_indexed(library, path):
    page = read(library, path)
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select("link[rel=canonical]") == []


def test_the_sitemap_lists_exactly_the_public_pages(library):
    text = library.browser(HOST).get("/sitemap.xml").text
    listed = set(re.findall(rf"<loc>http://{HOST}/en([^<]*)</loc>", text))
    assert listed == {
        "/", "/c/using", "/c/using/inside", "/c/empty", "/articles/rules", "/articles/borrow", "/faq", "/notices",
        "/notices/now", "/notices/begun", "/notices/pinned",
    }  # fmt: skip


def test_robots_are_shown_the_sitemaps_of_the_host(library):
    text = library.browser(HOST).get("/robots.txt").text
    assert f"Sitemap: http://{HOST}/sitemap.xml" in text
    assert f"Sitemap: http://{HOST}/bare/sitemap.xml" in text
    assert "shut" not in text
    assert "Disallow: /desk" in text


def test_the_contents_of_an_article_are_listed_where_it_is_long(library):
    contents = read(library, "/en/articles/rules").select("nav.contents a")
    assert [link["href"] for link in contents] == ["#first", "#second", "#third"]
    assert read(library, "/en/articles/borrow").select("nav.contents") == []


def test_wide_things_can_be_scrolled_with_the_keyboard(library):
    page = read(library, "/en/articles/rules")
    assert page.select_one(".table-scroll[tabindex='0'] > table")
    assert page.select_one("pre[tabindex='0']")


def stored(library, path):
    snapshot = library.current.snapshot
    place = next(place for place in snapshot.release.places if place.key == "library/main")
    return snapshot.page(place, path)


def test_pages_that_list_notices_say_how_long_they_are_right(library):
    seven_in_the_evening = int(library.clock().timestamp()) + 3600
    for path in ("/en/", "/en/notices", "/en/notices/begun"):
        assert stored(library, path).valid_until == seven_in_the_evening, path
    assert stored(library, "/en/articles/rules").valid_until is None


def test_a_page_that_time_has_passed_by_is_rendered_anew(library):
    browser = library.browser(HOST)
    assert browser.get("/en/notices/soon").status_code == 404
    library.clock.forward(hours=1)
    assert soup(browser.get("/en/notices/soon")).h1.text == "Soon to come"
    assert "Soon to come" in browser.get("/en/notices").text
    library.clock.forward(hours=1)
    assert browser.get("/en/notices/begun").status_code == 404


def test_words_of_another_direction_keep_their_own(library):
    page = read(library, "/ar/articles/borrow")
    assert (page.select_one("article")["dir"], page.select_one(".alert")["dir"]) == ("ltr", "rtl")
