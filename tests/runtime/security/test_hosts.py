"""Hosts: who may be asked, and that links never say what a request claimed."""

import re
from dataclasses import replace

import pytest

from tests.world import NORTH, ORIGIN, hidden, running


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"{NORTH}.evil.example",
        f"evil.example#{NORTH}",
        f"{NORTH}@evil.example",
        f"{NORTH}:80@evil.example",
        f"{NORTH}:80.evil.example",
        f"{NORTH}:65536",
        f"{NORTH}..",
        "127.0.0.1",
        "[::1]",
        "",
        "..",
        "north.localhost%00.evil.example",
        f"evil.example, {NORTH}",
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/ko/", "/desk", "/desk/sign-in", "/static/x/site.css", "/files/x/y", "/nothing"]
)
def test_a_host_of_nobodys_is_told_so_with_a_request_number(world, host, path):
    answer = world.browser().get(path, environ_base={"HTTP_HOST": host}, headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["X-Request-Id"] in answer.text
    assert "evil" not in answer.text.lower()
    assert "North" not in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "forged",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "gopher"},
        {"X-Forwarded-Prefix": "/evil"},
        {"X-Original-URL": "/evil"},
        {"X-Rewrite-URL": "/evil"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"X-Host": "evil.example"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_changes_where_links_and_redirects_lead(world, forged):
    ticket = world.ticket()
    browser = world.browser()
    kim = world.agent("kim")
    for asks, path in (
        (browser, "/"),
        (browser, "/ko/"),
        (browser, f"/en/t/{ticket.link_token}"),
        (browser, "/desk"),
        (kim.browser, "/desk/north"),
        (kim.browser, f"/desk/north/tickets/{ticket.ticket_id}"),
        (browser, "/no/such/page"),
    ):
        plain, told = asks.get(path), asks.get(path, headers=forged)
        assert told.status_code == plain.status_code
        assert told.headers.get("Location") == plain.headers.get("Location")
        assert "evil" not in told.text


def test_redirects_lead_to_paths_or_configured_hosts(world):
    for path in ("/", "/en", "/desk", "/desk/north"):
        location = world.browser().get(path, headers={"Host": NORTH.upper()}).headers.get("Location")
        assert location is None or location.startswith("/"), path


def test_a_host_may_be_written_in_capitals_and_with_a_closing_dot(world):
    for host in (NORTH.upper(), f"{NORTH}.", f"{NORTH}:80"):
        assert world.browser().get("/desk/sign-in", headers={"Host": host}).status_code == 200


def test_with_a_desk_host_the_desk_is_there_and_nowhere_else(world_settings):
    world = running(replace(world_settings, desk_host="desk.localhost"))
    assert world.browser("desk.localhost").get("/desk/sign-in").status_code == 200
    assert world.browser(NORTH).get("/desk/sign-in").status_code == 404
    assert world.browser("desk.localhost").get("/ko/").status_code == 404
    world.services.store.close()


def test_the_desk_is_not_below_a_portal(world):
    assert world.browser().get("/members/desk/sign-in").status_code == 404


def test_a_believed_proxy_names_the_visitor_and_nothing_else(world_settings):
    world = running(replace(world_settings, proxies=1))
    browser = world.browser()
    for number in range(9):
        form = {"who": "nobody", "password": "x", "form_token": hidden(browser.get("/desk/sign-in"), "form_token")}
        headers = {
            **ORIGIN,
            "X-Forwarded-For": f"203.0.113.250, 198.51.100.{number}",
            "X-Forwarded-Host": "evil.example",
        }
        assert browser.post("/desk/sign-in", data=form, headers=headers).status_code == 403
    world.services.store.close()


def test_mails_and_pages_name_the_configured_host(world):
    page = world.browser().get("/ko/").text
    assert set(re.findall(r'(?:canonical|alternate)"[^>]* href="(https?://[^/"]+)', page)) <= {f"http://{NORTH}"}
