"""What went wrong is said in the brand's look, the visitor's language, with a number and a way on."""

import pytest
import structlog
from bs4 import BeautifulSoup
from werkzeug.exceptions import HTTPException, default_exceptions

from schemas.wording import WORDING
from tests.library import HOST

STATUSES = [400, 403, 404, 405, 413, 422, 429, 500, 503]


def raising(library, error):
    """The library with one more address, which only goes wrong."""
    app = library.application.application
    app.add_url_rule("/<language>/wrong", "wrong", lambda language: (_ for _ in ()).throw(error))
    return library.browser(HOST)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_page_of_its_own(library, status):
    answer = raising(library, default_exceptions[status]("a secret detail")).get("/ko/wrong")
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == status
    assert page.html["lang"] == "ko"
    assert page.h1.text == WORDING["ko"][f"error.{status}.title"]
    assert page.select_one(".site-name").text == "도서관"
    assert page.select_one(".request-number code").text == answer.headers["X-Request-Id"]
    assert page.select_one(".message-ways a")["href"] == "/ko/"
    assert "secret detail" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_status_without_words_of_its_own_has_those_of_its_class(library):
    class Teapot(HTTPException):
        code = 418

    answer = raising(library, Teapot()).get("/en/wrong")
    assert answer.status_code == 418
    assert WORDING["en"]["error.400.title"] in answer.text


def test_a_fault_shows_a_number_and_the_log_has_the_rest(library):
    with structlog.testing.capture_logs() as logs:
        answer = raising(library, RuntimeError("disk 7 is on fire")).get("/en/wrong")
    assert answer.status_code == 500
    assert "disk 7" not in answer.text
    assert "Traceback" not in answer.text
    assert [line["request_id"] for line in logs if line["event"] == "failed"] == [answer.headers["X-Request-Id"]]


def test_the_language_is_the_browsers_where_the_address_names_none(library):
    browser = library.browser(HOST)
    assert 'lang="ko"' in browser.get("/zz/nowhere", headers={"Accept-Language": "ko-KR,ko;q=0.9"}).text
    assert 'lang="en"' in browser.get("/zz/nowhere", headers={"Accept-Language": "sv"}).text


def test_a_method_that_is_not_allowed_says_which_are(library):
    answer = library.browser(HOST).delete("/en/search")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_not_found_offers_the_search_and_a_person(library):
    page = BeautifulSoup(library.browser(HOST).get("/en/none/at/all").text, "html.parser")
    assert page.select_one("form[role=search]")["action"] == "/en/search"
    assert "/en/ask" in {link["href"] for link in page.select(".message-ways a")}


def test_what_a_script_asked_for_gets_a_line_and_no_page(library):
    answer = library.browser(HOST).get("/en/none", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "<html" not in answer.text


@pytest.mark.parametrize("path", ["/", "/en/", "/files/x/y", "/en/articles/rules"])
def test_an_unknown_host_is_told_nothing_of_any_brand(library, path):
    answer = library.browser("stranger.example").get(path, headers={"Accept-Language": "ko"})
    assert answer.status_code in {404, 421}
    assert WORDING["ko"]["host.title"] in answer.text
    assert "도서관" not in answer.text
    assert "Library" not in answer.text


@pytest.mark.parametrize(
    "path", ["/shut", "/shut/", "/shut/en/", "/shut/en/ask", "/shut/en/articles/rules", "/shut/t/abc"]
)
def test_every_address_of_a_closed_portal_says_so(library, path):
    answer = library.browser(HOST).get(path, headers={"Accept-Language": "en"})
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 404
    assert page.h1.text == WORDING["en"]["closed.title"]
    assert page.select(".site-header a, form") == []


def test_nothing_can_be_sent_to_a_closed_portal(library):
    browser = library.browser(HOST)
    answer = browser.post("/shut/en/ask/loans", data={"title": "x"}, headers=browser.origin)
    assert answer.status_code == 404
    assert WORDING["en"]["closed.title"] in answer.text


def test_a_closed_portal_keeps_its_look(library):
    browser = library.browser(HOST)
    page = BeautifulSoup(browser.get("/shut/en/").text, "html.parser")
    for sheet in page.select("link[rel=stylesheet]"):
        assert browser.get(sheet["href"]).status_code == 200
