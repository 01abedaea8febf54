"""The pages of search."""

import pytest
from bs4 import BeautifulSoup

from runtime.web import tags
from tests.library import HOST


def searched(library, query, host=HOST):
    answer = library.browser(host).get(query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def test_results_lead_to_the_readers_own_pages_and_show_why(library):
    page = searched(library, "/en/search?q=rules")
    links = {link.text: link["href"] for link in page.select(".results h3 a")}
    assert links["Rules of the house"] == "/en/articles/rules"
    assert links["Am I early?"] == "/en/faq#early"
    assert "Rules" in {mark.text for mark in page.select(".results mark")}


def test_a_section_shows_only_its_own_and_keeps_the_other_counts(library):
    page = searched(library, "/en/search?q=rules&in=faq")
    assert [link["href"] for link in page.select(".results h3 a")] == ["/en/faq#early"]
    assert page.select_one(".chips [aria-current]").text.startswith("FAQ")
    assert "Articles" in page.select_one(".chips").text


HOSTILE = (
    "", "q=", "q=%20%20", "q=rules&in=nothing", "q=rules&page=0", "q=rules&page=-3", "q=rules&page=%D9%A3",
    "q=rules&page=99999", "q=%00%01", "q=%F0%9F%8D%B2", "q=" + "a" * 5000, "q=%22+AND+(", "q=title%3Arules",
    "q=%ff%fe", "q=rules&q=other",
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_whatever_is_asked_there_is_a_page(library, query):
    page = searched(library, f"/en/search?{query}")
    assert page.select_one("form[role=search]")


def test_the_query_is_kept_and_escaped(library):
    page = searched(library, "/en/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.select_one("input[name=q]")["value"] == '"><script>alert(1)</script>'
    assert [script for script in page.select("script") if not script.get("src")] == []


def test_instant_results_are_a_piece_of_page_with_options(library):
    answer = library.browser(HOST).get("/ko/search/instant?q=빌리", headers={"HX-Request": "true"})
    page = BeautifulSoup(answer.text, "html.parser")
    assert "<html" not in answer.text
    options = page.select("[role=option]")
    assert options[0]["href"] == "/ko/articles/borrow"
    assert options[-1]["href"].startswith("/ko/search?q=")
    assert page.select_one("mark").text == "빌리"


def test_a_misspelt_word_is_answered_with_the_nearest_that_finds_something(library):
    page = searched(library, "/en/search?q=hosue")
    assert page.select_one(".nothing a")["href"] == "/en/search?q=house"


def test_what_comes_close_is_shown_and_said_to_be_no_more(library):
    page = searched(library, "/en/search?q=rules+qwertz")
    assert page.select_one(".results h3 a")["href"] == "/en/articles/rules"
    assert page.select_one(".partial").text == (
        "Nothing has every word exactly as you typed it. These results come closest."
    )
    assert searched(library, "/en/search?q=rules").select(".partial") == []


def test_the_box_says_that_not_every_word_was_found(library):
    last = searched(library, "/en/search/instant?q=rules+qwertz").select("[role=option]")[-1].text
    assert last.startswith("Not every word was found.")


def test_every_chip_of_an_article_leads_to_the_articles_of_its_tag(library):
    for language in ("en", "ko"):
        chip = searched(library, f"/{language}/articles/rules").select_one("a.chip[href*=tag]")
        assert chip["href"] == f"/{language}/search?tag=house"
        links = [link["href"] for link in searched(library, chip["href"]).select(".article-list a")]
        assert set(links) == {f"/{language}/articles/rules", f"/{language}/articles/borrow"}


def test_the_heading_says_which_tag_as_its_articles_spell_it(library):
    assert searched(library, "/en/search?tag=%20HOUSE").select_one("h1").text == "Articles tagged “house”"


def test_the_same_tag_is_found_in_the_other_languages(library):
    page = searched(library, "/en/search?tag=house")
    assert {link["href"] for link in page.select("a[hreflang=ko]")} == {"/ko/search?tag=house"}


def test_a_tag_is_found_as_a_word_in_every_language(library):
    page = searched(library, "/ko/search?q=house")
    assert "/ko/articles/rules" in {link["href"] for link in page.select(".results h3 a")}
    assert {tag.text for tag in page.select(".result-tag")} == {"house"}


def test_a_tag_lists_only_what_its_readers_may_open(library):
    # `staff-only` and `draft` have the tag as well.
    links = searched(library, "/en/search?tag=house").select(".article-list a")
    assert {link["href"] for link in links} == {"/en/articles/rules", "/en/articles/borrow"}
    # `other` hides what is not translated, in its languages.
    links = searched(library, "/help/ko/search?tag=house", host="other.localhost").select(".article-list a")
    assert {link["href"] for link in links} == {"/help/ko/articles/rules", "/help/ko/articles/borrow"}


def test_many_articles_of_a_tag_stand_on_several_pages(library, monkeypatch):
    monkeypatch.setattr(tags, "PAGE_SIZE", 1)
    first = searched(library, "/en/search?tag=house")
    second = searched(library, first.select_one(".pager a[rel=next]")["href"])
    links = [[link["href"] for link in page.select(".article-list a")] for page in (first, second)]
    assert sorted(links) == [["/en/articles/borrow"], ["/en/articles/rules"]]
    assert second.select_one(".pager a[rel=prev]")["href"] == "/en/search?tag=house"
    assert second.select(".pager a[rel=next]") == []
    beyond = searched(library, "/en/search?tag=house&page=99")
    assert [link["href"] for link in beyond.select(".article-list a")] == links[1]


UNKNOWN = ("nope", "%3Cscript%3E", "a" * 5000, "%F0%9F%8D%B2", "%ff%fe", "x%00y", "%22+OR+1", "house%2F..", "ho")


@pytest.mark.parametrize("tag", UNKNOWN, ids=lambda tag: tag[:9])
def test_an_unknown_tag_has_a_page_that_says_so(library, tag):
    page = searched(library, f"/en/search?tag={tag}")
    assert page.select_one(".nothing h2").text.startswith("No article here has the tag “")
    assert page.select(".article-list a") == []
    assert page.select_one("form[role=search]")
    assert len(page.select_one("h1").text) < 250


@pytest.mark.parametrize("query", ["tag=", "tag=%20%00", "tag=&q=rules"])
def test_no_tag_at_all_is_a_search_like_any_other(library, query):
    assert searched(library, f"/en/search?{query}").select_one("h1").text == "Search"


def test_nothing_typed_is_nothing_shown(library):
    assert library.browser(HOST).get("/en/search/instant?q=%20").text.strip() == ""


def test_a_notice_is_found_only_in_its_period(library):
    assert "Soon to come" not in searched(library, "/en/search?q=come").text
    assert "Just over" not in searched(library, "/en/search?q=then").text


def test_no_portal_finds_what_another_hides(library):
    page = searched(library, "/help/ko/search?q=open", host="other.localhost")
    assert "Open now" not in page.text
