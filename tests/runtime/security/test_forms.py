"""Forms: only our own pages, with the session's token, change anything."""

import pytest

from runtime.tickets import view
from tests.world import ORIGIN, hidden

FOREIGN = [
    {},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://north.localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", **ORIGIN},
]


def posts(world, ticket):
    """Every form of the desk, filled in well."""
    address = f"/desk/north/tickets/{ticket.ticket_id}"
    yield f"{address}/reply", {"reply": "Hello"}
    yield f"{address}/note", {"note": "Hello"}
    yield f"{address}/change", {"status": "completed"}
    yield "/desk/sign-out", {}


def untouched(world, ticket, kim):
    found = view(world.services, world.current.snapshot.release, "north", ticket.ticket_id)
    return len(found.messages) == 1 and not found.status.final and kim.get("/desk/north").status_code == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_sites_page_changes_nothing_at_the_desk(world, headers):
    ticket, kim = world.ticket(), world.agent("kim")
    for path, form in posts(world, ticket):
        answer = kim.browser.post(path, data={**form, "csrf": kim.csrf}, headers=headers)
        assert answer.status_code == 403, path
        assert answer.headers["X-Request-Id"] in answer.text
    assert untouched(world, ticket, kim)


@pytest.mark.parametrize("token", [None, "", "x", "other session"])
def test_without_the_sessions_token_nothing_changes(world, token):
    ticket, kim = world.ticket(), world.agent("kim")
    given = world.agent("kim").csrf if token == "other session" else token
    for path, form in posts(world, ticket):
        sent = form if given is None else {**form, "csrf": given}
        assert kim.browser.post(path, data=sent, headers=ORIGIN).status_code == 403, path
    assert untouched(world, ticket, kim)


def test_the_token_counts_in_the_form_only(world):
    ticket, kim = world.ticket(), world.agent("kim")
    for path, form in posts(world, ticket):
        headers = {**ORIGIN, "X-CSRF-Token": kim.csrf}
        assert kim.browser.post(f"{path}?csrf={kim.csrf}", data=form, headers=headers).status_code == 403, path
    assert untouched(world, ticket, kim)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_cannot_sign_anyone_in(world, headers):
    browser = world.browser()
    form = {
        "who": "kim",
        "password": "correct horse battery",
        "form_token": hidden(browser.get("/desk/sign-in"), "form_token"),
    }
    answer = browser.post("/desk/sign-in", data=form, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("token", ["", "x", None])
def test_signing_in_needs_a_door_that_we_showed(world, token):
    form = {"who": "kim", "password": "correct horse battery"}
    sent = form if token is None else {**form, "form_token": token}
    answer = world.browser().post("/desk/sign-in", data=sent, headers=ORIGIN)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", [headers for headers in FOREIGN if headers.get("Origin") != "null"], ids=str)
def test_another_site_cannot_reply_for_a_customer(world, headers):
    ticket, browser = world.ticket(), world.browser()
    link = f"/en/t/{ticket.link_token}"
    form = {"text": "x", "form_token": hidden(browser.get(link), "form_token")}
    assert browser.post(link, data=form, headers=headers).status_code == 403


def test_no_page_changes_anything_when_it_is_only_looked_at(world):
    ticket, kim = world.ticket(), world.agent("kim")
    for path, _ in posts(world, ticket):
        answer = kim.get(path)
        assert answer.status_code in {302, 404, 405}, path
    assert untouched(world, ticket, kim)
