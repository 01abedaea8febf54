"""The pages of search."""

import pytest
from bs4 import BeautifulSoup

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


def test_nothing_typed_is_nothing_shown(library):
    assert library.browser(HOST).get("/en/search/instant?q=%20").text.strip() == ""


def test_a_notice_is_found_only_in_its_period(library):
    assert "Soon to come" not in searched(library, "/en/search?q=come").text
    assert "Just over" not in searched(library, "/en/search?q=then").text


def test_no_portal_finds_what_another_hides(library):
    page = searched(library, "/help/ko/search?q=open", host="other.localhost")
    assert "Open now" not in page.text
