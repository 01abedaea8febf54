"""Addresses of the desk written with a slash too many."""

import pytest


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("/desk/", "/desk"),
        ("/desk/north/", "/desk/north"),
        ("/desk/north/?type=bug", "/desk/north?type=bug"),
        ("/desk/north/kb/", "/desk/north/kb"),
        ("/desk/north/kb/open/", "/desk/north/kb/open"),
        ("/desk/sign-in/", "/desk/sign-in"),
    ],
)
def test_a_slash_after_a_page_s_address_leads_to_the_page(world, asked, page):
    answer = world.agent("jin").get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, page)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_ticket_is_found_with_a_slash_too(world):
    address = f"/desk/north/tickets/{world.ticket().ticket_id}"
    assert world.agent("kim").get(f"{address}/").headers["Location"] == address


@pytest.mark.parametrize(
    "asked", ["/desk/south/", "/desk/no-such/", "/desk/north/tickets/none/", "/desk/north/kb/no-such/", "/desk/x/y/z/"]
)
def test_no_slash_leads_to_what_is_not_there(world, asked):
    answer = world.agent("kim").get(asked)
    assert answer.status_code == 404
    assert "Nothing here" in answer.text


def test_a_stranger_is_sent_to_the_door_and_from_there_to_the_page(world):
    browser = world.browser()
    assert browser.get("/desk/").location == "/desk/sign-in"
    assert browser.get("/desk/north/?type=bug").location == "/desk/sign-in?goal=/desk/north%3Ftype%3Dbug"
