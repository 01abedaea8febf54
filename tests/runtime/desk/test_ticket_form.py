"""The form of a ticket's page: nobody undoes what they have not seen, and nothing that was typed is lost."""

import html

import pytest
from bs4 import BeautifulSoup

from runtime.tickets import customer_reply, view


def address(ticket):
    return f"/desk/north/tickets/{ticket.ticket_id}"


def stored(world, ticket):
    return view(world.services, world.current.snapshot.release, "north", ticket.ticket_id)


def filled(page, **typed):
    """What a browser sends of a ticket's page: everything on it, with what was typed and chosen."""
    form = BeautifulSoup(page.text, "html.parser").select_one("form.ticket-page")
    values = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    values |= {area["name"]: area.text for area in form.select("textarea")}
    values |= {select["name"]: select.select_one("option[selected]")["value"] for select in form.select("select")}
    return {**values, **typed}


@pytest.fixture
def two(world):
    """A ticket that Kim and Jin have both opened: the ticket, their browsers, and the page they see."""
    ticket = world.ticket(device="phone")
    kim, jin = world.agent("kim"), world.agent("jin")
    return ticket, kim, jin, kim.get(address(ticket))


def press(agent, ticket, button, page, **typed):
    return agent.post(f"{address(ticket)}/{button}", **{**filled(page, **typed), "csrf": agent.csrf})


def fault(answer):
    return " ".join(BeautifulSoup(answer.text, "html.parser").select_one(".fault").text.split())


def test_saving_one_property_leaves_what_another_agent_did_to_the_others(world, two):
    ticket, kim, jin, page = two
    press(jin, ticket, "change", page, status="pending")
    assert press(kim, ticket, "change", page, priority="high").status_code == 303
    found = stored(world, ticket)
    assert (found.status.id, found.priority) == ("pending", "high")


def test_where_both_changed_the_same_the_second_is_shown_both_values_and_decides(world, two):
    ticket, kim, jin, page = two
    press(jin, ticket, "change", page, status="pending")
    answer = press(kim, ticket, "change", page, status="processing", priority="high")
    assert answer.status_code == 422
    assert "Status: “Pending” by now, your choice is “Processing”." in fault(answer)
    assert (stored(world, ticket).status.id, stored(world, ticket).priority) == ("pending", "normal")
    assert press(kim, ticket, "change", answer).status_code == 303
    assert (stored(world, ticket).status.id, stored(world, ticket).priority) == ("processing", "high")


def test_a_choice_not_saved_yet_still_counts_as_made_before_what_came_between(world, two):
    ticket, kim, jin, page = two
    press(jin, ticket, "change", page, status="pending")
    answer = press(kim, ticket, "note", page, note="Hm.", status="processing")
    assert answer.status_code == 200
    assert "not saved yet" in answer.text
    assert "“Pending” by now" in fault(press(kim, ticket, "change", answer))


def test_an_answer_from_an_old_page_leads_to_the_newer_message_first(world, two):
    ticket, kim, _, page = two
    customer_reply(world.services, world.current.snapshot.release, ticket.ticket_id, "Solved!", (), "r", brand="north")
    answer = press(kim, ticket, "reply", page, reply="Try <this>.", after="pending")
    assert answer.status_code == 422
    assert "There is a newer message." in fault(answer)
    assert f'href="#m-{stored(world, ticket).messages[-1].id}"' in answer.text
    kept = filled(answer)
    assert (kept["reply"], kept["after"]) == ("Try <this>.", "pending")
    assert press(kim, ticket, "reply", answer).status_code == 303
    assert stored(world, ticket).messages[-1].text == "Try <this>."


def test_an_answer_that_would_undo_a_status_says_both(world, two):
    ticket, kim, jin, page = two
    press(jin, ticket, "change", page, status="pending")
    answer = press(kim, ticket, "reply", page, reply="Done.")
    assert "Status: “Pending” by now, your choice is “Resolved”." in fault(answer)
    assert press(kim, ticket, "reply", answer).status_code == 303
    assert stored(world, ticket).status.id == "resolved"


@pytest.mark.parametrize(
    ("button", "typed", "left"),
    [
        ("change", {"priority": "high"}, {"reply": "A draft", "note": "A thought"}),
        ("note", {"note": "Saved"}, {"reply": "A draft", "note": "", "priority": "high"}),
        ("reply", {"reply": "Sent"}, {"reply": "", "note": "A thought", "priority": "high"}),
    ],
)
def test_what_is_typed_for_another_button_is_there_again(world, two, button, typed, left):
    ticket, kim, _, page = two
    answer = press(kim, ticket, button, page, **{"reply": "A draft", "note": "A thought", "priority": "high", **typed})
    assert answer.status_code == 200
    assert {name: filled(answer)[name] for name in left} == left
    assert 'id="saved"' in answer.text
    assert "Location" not in answer.headers


def test_drafts_come_back_from_a_refusal_too(world, two):
    ticket, kim, _, page = two
    answer = press(kim, ticket, "note", page, note=" ", reply="A draft", priority="high")
    assert answer.status_code == 422
    assert (filled(answer)["reply"], filled(answer)["priority"]) == ("A draft", "high")


def test_a_page_that_was_the_answer_itself_opens_again_as_the_ticket(world, two):
    ticket, kim, _, _ = two
    for button in ("reply", "note", "change"):
        assert kim.get(f"{address(ticket)}/{button}?type=bug").location == f"{address(ticket)}?type=bug"


def test_words_sent_after_signing_in_again_elsewhere_are_shown_with_the_way_on(world, two):
    ticket, kim, _, page = two
    answer = kim.post(
        f"{address(ticket)}/reply", **filled(page, csrf=world.agent("kim").csrf, reply="A <long> one.", note="Hm.")
    )
    assert answer.status_code == 403
    found = BeautifulSoup(answer.text, "html.parser")
    assert [area.text for area in found.select("textarea[readonly]")] == ["A <long> one.", "Hm."]
    assert html.escape("You have signed in again") in answer.text
    again = found.select_one("a.button.primary")["href"]
    assert kim.get(kim.get(again).location).status_code == 200
    assert len(stored(world, ticket).messages) == 1
