"""Votes on articles: one for each form, from our own pages only."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from runtime.store.tables import article_feedback
from tests.library import HOST

FORM = "/en/articles/rules/feedback"


def votes(library):
    with library.services.store.read() as connection:
        columns = (article_feedback.c.article, article_feedback.c.value, article_feedback.c.reason)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(article_feedback.c.at))]


def token(answer):
    return re.search(r'name="token" value="([^"]+)"', answer.text)[1]


def send(browser, path=FORM, **form):
    return browser.post(path, data=form, headers=browser.origin)


def test_looking_at_the_form_is_no_vote(library):
    assert library.browser(HOST).get(f"{FORM}?value=1").status_code == 200
    assert votes(library) == []


def test_a_form_is_one_vote_however_often_it_is_sent(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=1"))
    for value in ("1", "1", "0"):
        assert send(browser, token=mine, value=value).status_code == 303
    assert votes(library) == [("rules", 0, None)]


def test_words_are_added_to_the_vote_they_belong_to_and_the_last_count(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=0"))
    send(browser, token=mine, value="0")
    send(browser, token=mine, value="0", reason="Where is the door?")
    send(browser, token=mine, value="0", reason="Something else")
    assert votes(library) == [("rules", 0, "Something else")]


def test_a_vote_leads_to_a_page_that_may_be_loaded_again_and_asks_for_words(library):
    browser = library.browser(HOST)
    answer = send(browser, token=token(browser.get(f"{FORM}?value=0")), value="0")
    assert answer.location.startswith(f"{FORM}?value=0&voted=")
    page = browser.get(answer.location)
    assert "What was missing?" in page.text
    told = send(browser, token=token(page), value="0", reason="The door")
    assert told.status_code == 303
    assert "Thank you for your comment." in browser.get(told.location).text
    assert votes(library) == [("rules", 0, "The door")]


def test_the_address_of_the_form_alone_leads_to_the_question(library):
    answer = library.browser(HOST).get(FORM)
    assert (answer.status_code, answer.location) == (302, "/en/articles/rules#helpful")


def test_words_with_a_form_that_is_not_ours_are_kept_and_can_be_sent_with_the_vote(library):
    browser = library.browser(HOST)
    answer = send(browser, token="forged", value="0", reason="Where <is> the door?")
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.textarea.text.strip() == "Where <is> the door?"
    assert votes(library) == []
    again = {field["name"]: field["value"] for field in page.select(".helpful input")}
    assert send(browser, **again, reason="Where <is> the door?").status_code == 303
    assert votes(library) == [("rules", 0, "Where <is> the door?")]


def test_words_may_follow_a_vote_a_day_later(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=1"))
    send(browser, token=mine, value="1")
    library.clock.forward(days=1)
    send(browser, token=mine, value="1", reason="The map")
    assert votes(library) == [("rules", 1, "The map")]


def test_with_scripts_the_answer_fills_two_places_that_stay(library):
    browser = library.browser(HOST)
    scripted = {**browser.origin, "HX-Request": "true"}
    piece = browser.get(f"{FORM}?value=0", headers=scripted)
    answer = browser.post(FORM, data={"token": token(piece), "value": "0"}, headers=scripted)
    said = BeautifulSoup(answer.text, "html.parser").select_one("[hx-swap-oob='innerHTML:#helpful-said']")
    assert "Thank you." in said.text
    assert BeautifulSoup(answer.text, "html.parser").textarea.has_attr("autofocus")
    assert not BeautifulSoup(answer.text, "html.parser").select("#helpful, main")


def test_words_without_a_vote_are_not_kept(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=0"))
    assert send(browser, token=mine, value="0", reason="Words alone").status_code == 303
    assert votes(library) == []


def test_long_words_are_cut(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=0"))
    send(browser, token=mine, value="0")
    send(browser, token=mine, value="0", reason="ab" * 5000)
    assert len(votes(library)[0][2]) == 2000


def test_the_token_of_one_article_is_no_good_for_another(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=1"))
    answer = send(browser, "/en/articles/borrow/feedback", token=mine, value="1")
    assert "once more" in answer.text
    assert votes(library) == []


def test_an_old_form_is_given_anew(library):
    browser = library.browser(HOST)
    old = token(browser.get(f"{FORM}?value=1"))
    library.clock.forward(days=2)
    answer = send(browser, token=old, value="1")
    assert "once more" in answer.text
    assert send(browser, token=token(answer), value="1").status_code == 303
    assert votes(library) == [("rules", 1, None)]


def test_another_site_cannot_vote(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=1"))
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {}):
        assert browser.post(FORM, data={"token": mine, "value": "1"}, headers=headers).status_code == 403
    assert votes(library) == []


@pytest.mark.parametrize("value", ["", "2", "-1", "1.0", "one", "٣", "11"])
def test_thumbs_go_up_or_down(library, value):
    assert library.browser(HOST).get(FORM, query_string={"value": value}).status_code == 400


@pytest.mark.parametrize(("value", "status"), [("0", 400), ("1", 200), ("5", 200), ("6", 400)])
def test_stars_go_from_one_to_five(library, value, status):
    path = f"/help/en/articles/rules/feedback?value={value}"
    assert library.browser("other.localhost").get(path).status_code == status


@pytest.mark.parametrize("article", ["draft", "hidden", "staff-only", "none"])
def test_what_cannot_be_read_cannot_be_judged(library, article):
    browser = library.browser(HOST)
    assert browser.get(f"/en/articles/{article}/feedback?value=1").status_code == 404
    assert send(browser, f"/en/articles/{article}/feedback", value="1", token="x").status_code == 404


def test_too_many_votes_from_one_address_must_wait(library):
    browser = library.browser(HOST)
    mine = token(browser.get(f"{FORM}?value=1"))
    statuses = [send(browser, token=mine, value="1").status_code for _ in range(122)]
    assert statuses[0] == 303
    assert statuses[-1] == 429
