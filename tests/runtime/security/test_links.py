"""Ticket links: what opens a ticket, and that nothing else does."""

from io import BytesIO

import pytest

from tests.world import NORTH, ORIGIN, SOUTH, hidden


def body(answer):
    """A page without what differs on every request."""
    return answer.text.replace(answer.headers["X-Request-Id"], "")


def test_no_changed_character_opens_anything_and_all_get_the_same_page(world):
    token = world.ticket().link_token
    browser = world.browser()
    assert browser.get(f"/en/t/{token}").status_code == 200
    expected = browser.get("/en/t/" + "A" * 43)
    assert expected.status_code == 404
    for place, letter in enumerate(token):
        changed = token[:place] + ("A" if letter != "A" else "B") + token[place + 1 :]
        answer = browser.get(f"/en/t/{changed}")
        assert (answer.status_code, body(answer)) == (404, body(expected)), f"character {place}"


@pytest.mark.parametrize("spelling", ["{0}A", "{0}=", "{0}%00", "{0}%0A", "%20{0}", "{1}", "{2}"])
def test_no_other_spelling_of_a_link_opens_it(world, spelling):
    token = world.ticket().link_token
    path = spelling.format(token, token[:-1], token.swapcase())
    assert world.browser().get(f"/en/t/{path}").status_code == 404


def test_a_link_opens_its_ticket_on_its_own_portal_only(world):
    token = world.ticket(portal="main").link_token
    vip = world.ticket(portal="vip").link_token
    north, south = world.browser(NORTH), world.browser(SOUTH)
    assert north.get(f"/en/t/{token}").status_code == 200
    assert north.get(f"/members/en/t/{token}").status_code == 404
    assert south.get(f"/en/t/{token}").status_code == 404
    assert north.get(f"/members/en/t/{vip}").status_code == 200
    assert north.get(f"/en/t/{vip}").status_code == 404


def test_a_link_never_reaches_another_tickets_files(world):
    mine, other = world.ticket(), world.ticket()
    browser = world.browser()
    link = f"/en/t/{other.link_token}"
    form = {"text": "x", "form_token": hidden(browser.get(link), "form_token"), "files": (BytesIO(b"secret"), "a.txt")}
    assert browser.post(link, data=form, headers=ORIGIN).status_code == 303
    name = browser.get(link).text.split(f"{link}/files/")[1].split('"')[0]
    assert browser.get(f"{link}/files/{name}").data == b"secret"
    assert browser.get(f"/en/t/{mine.link_token}/files/{name}").status_code == 404
    assert browser.get(f"/en/t/{'A' * 43}/files/{name}").status_code == 404


def test_a_form_token_of_one_ticket_does_not_fit_another(world):
    mine, other = world.ticket(), world.ticket()
    browser = world.browser()
    token = hidden(browser.get(f"/en/t/{mine.link_token}"), "form_token")
    answer = browser.post(f"/en/t/{other.link_token}", data={"text": "x", "form_token": token}, headers=ORIGIN)
    assert answer.status_code == 422


def test_links_are_nowhere_in_the_store(world, tmp_path):
    token = world.ticket().link_token
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert token.encode() not in file.read_bytes(), file.name


def test_a_closed_portal_opens_no_link(world):
    token = world.ticket().link_token
    answer = world.browser().get(f"/shut/ko/t/{token}")
    assert answer.status_code in {404, 503}
    assert "It smokes" not in answer.text
