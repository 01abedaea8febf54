"""Brands and portals are walls: every address of the desk, asked by every other principal, is not there."""

import pytest

from tests.world import ORIGIN, SOUTH


def addresses(world):
    """One real address for every rule of the desk that names a brand, by its name."""
    ticket = world.ticket(title="Of the north")
    here = f"/desk/north/tickets/{ticket.ticket_id}"
    return {
        "desk.queue.queue": "/desk/north",
        "desk.ticket.ticket": here,
        "desk.ticket.reply": f"{here}/reply",
        "desk.ticket.note": f"{here}/note",
        "desk.ticket.change_properties": f"{here}/change",
        "desk.ticket.opened_again": f"{here}/change",
        "desk.ticket.file": f"{here}/files/{'0' * 32}",
        "desk.knowledge.tree": "/desk/north/kb",
        "desk.knowledge.article": "/desk/north/kb/open",
    }


def rules(world):
    application = world.application.application
    return [
        rule
        for rule in application.url_map.iter_rules()
        if rule.endpoint.startswith("desk.") and "brand" in rule.arguments
    ]


def test_every_address_of_the_desk_is_in_the_matrix(world):
    assert {rule.endpoint for rule in rules(world)} == set(addresses(world))


def test_an_agent_of_another_brand_finds_nothing(world):
    known, sol = addresses(world), world.agent("sol")
    for rule in rules(world):
        for method in sorted(rule.methods - {"OPTIONS"}):
            answer = sol.browser.open(
                known[rule.endpoint],
                method=method,
                data={"csrf": sol.csrf, "reply": "x", "note": "x"} if method == "POST" else None,
                headers=ORIGIN,
            )
            assert answer.status_code == 404, f"{method} {rule.rule}"
            assert "Of the north" not in answer.text


def test_a_brand_that_is_not_ones_own_looks_like_one_that_does_not_exist(world):
    sol = world.agent("sol")
    other, none = sol.get("/desk/north"), sol.get("/desk/no-such-brand")
    assert other.text.replace(other.headers["X-Request-Id"], "") == none.text.replace(none.headers["X-Request-Id"], "")


def test_a_stranger_learns_nothing_of_what_exists(world):
    browser = world.browser()
    for path in (*addresses(world).values(), "/desk/no-such-brand", "/desk/north/no/such/page"):
        answer = browser.get(path)
        assert answer.status_code in {302, 404}, path
        assert "Of the north" not in answer.text
        if answer.status_code == 302:
            assert answer.location.startswith("/desk/sign-in")


def test_a_ticket_of_one_brand_is_not_below_another_even_for_an_agent_of_both(world):
    ticket, jin = world.ticket("south"), world.agent("jin")
    assert jin.get(f"/desk/south/tickets/{ticket.ticket_id}").status_code == 200
    assert jin.get(f"/desk/north/tickets/{ticket.ticket_id}").status_code == 404
    for action, form in (("reply", {"text": "x"}), ("note", {"text": "x"}), ("change", {"status": "completed"})):
        assert jin.post(f"/desk/north/tickets/{ticket.ticket_id}/{action}", **form).status_code == 404


def test_a_file_is_below_its_own_ticket_only(world):
    from runtime.attachments import Upload
    from runtime.tickets import customer_reply, view

    mine, other, kim = world.ticket(), world.ticket(), world.agent("kim")
    release = world.current.snapshot.release
    upload = Upload(None, "a.txt", "text/plain", b"secret")
    customer_reply(world.services, release, other.ticket_id, "x", (upload,), "n", brand="north")
    found = view(world.services, release, "north", other.ticket_id)
    name = found.messages[-1].files[0].id
    assert kim.get(f"/desk/north/tickets/{other.ticket_id}/files/{name}").data == b"secret"
    assert kim.get(f"/desk/north/tickets/{mine.ticket_id}/files/{name}").status_code == 404
    sol = world.agent("sol")
    assert sol.get(f"/desk/south/tickets/{other.ticket_id}/files/{name}").status_code == 404


@pytest.mark.parametrize("name", ["1001", "%27%20or%201=1--", "*", "%25", "..", "%00", "0" * 32, "x" * 4000])
def test_ids_that_are_none_open_nothing(world, name):
    world.ticket()
    assert world.agent("kim").get(f"/desk/north/tickets/{name}").status_code == 404


def test_an_agent_who_has_left_a_brand_cannot_open_it_with_an_old_session(world):
    sol = world.agent("sol", SOUTH)
    assert sol.get("/desk/south").status_code == 200
    gone = world.agent("someone-who-left")
    assert gone.get("/desk/south").status_code == 302
