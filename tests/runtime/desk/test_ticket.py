"""An agent's ticket page: reading, answering, noting, changing."""

import re
from dataclasses import replace
from io import BytesIO

import pytest

from runtime.attachments import Upload
from runtime.desk.names import Names
from runtime.desk.ticket_facts import answers
from runtime.i18n import Interface
from runtime.store.tables import answers as stored_answers
from runtime.tickets import AnswerView, NewTicket, customer_reply, submit, view
from tests.world import ORIGIN, hidden


@pytest.fixture
def smoke(world):
    """A bug about an oven, which a trigger has given to Kim, and Kim's browser."""
    return world.ticket(device="oven", order_no="P-1"), world.agent("kim")


def address(ticket):
    return f"/desk/north/tickets/{ticket.ticket_id}"


def stored(world, ticket, brand="north"):
    return view(world.services, world.current.snapshot.release, brand, ticket.ticket_id)


def test_the_page_shows_the_customers_words_and_answers(world, smoke):
    ticket, kim = smoke
    page = kim.get(address(ticket)).text
    for words in ("It smokes.", "Ada Park", "ada@customer.example", "Device", "Oven", "Order number", "P-1"):
        assert words in page


def test_the_page_says_what_each_trigger_did_and_why_not(world, smoke):
    ticket, kim = smoke
    page = kim.get(address(ticket)).text
    assert "Ovens go to Kim" in page
    assert "Assignment: empty → Desk · Kim Seoyeon" in page
    assert "Tag added: hot" in page
    assert "Not fired: needs “Inquiry type is under Billing”; found: Bug" in page


def test_the_reasons_are_told_in_korean_too(world, smoke):
    ticket, kim = smoke
    page = kim.get(address(ticket), headers={"Accept-Language": "ko"}).text
    assert "배정: 비어 있음 → 상담 · Kim Seoyeon" in page
    assert "실행 안 됨: “문의 유형 “결제” 하위” 조건이 필요함. 실제 값: 오류" in page


def test_a_reply_is_stored_and_the_agent_is_told(world, smoke):
    ticket, kim = smoke
    answer = kim.post(f"{address(ticket)}/reply", reply="Please switch it off.", after="resolved")
    assert answer.status_code == 303
    assert "told=replied" in answer.location
    assert "Your reply has been saved." in kim.get(answer.location.partition("#")[0]).text
    found = stored(world, ticket)
    assert [message.text for message in found.messages if message.kind == "agent"] == ["Please switch it off."]
    assert found.status.id == "resolved"


def test_the_same_form_sent_twice_answers_once(world, smoke):
    ticket, kim = smoke
    form = {"reply": "Once.", "after": "", "form_token": hidden(kim.get(address(ticket)), "form_token")}
    assert {kim.post(f"{address(ticket)}/reply", **form).status_code for _ in range(2)} == {303}
    assert [message.text for message in stored(world, ticket).messages if message.kind == "agent"] == ["Once."]


def test_a_note_is_for_agents_only(world, smoke):
    ticket, kim = smoke
    kim.post(f"{address(ticket)}/note", note="Old fan.")
    assert "Old fan." in kim.get(address(ticket)).text
    assert "Old fan." not in world.browser().get(f"/en/t/{ticket.link_token}").text


@pytest.mark.parametrize("kind", ["reply", "note"])
@pytest.mark.parametrize(("text", "fault"), [("  \n ", "Write something first."), ("x" * 20_001, "at most 20,000")])
def test_words_that_cannot_be_saved_are_kept_on_the_page(world, smoke, kind, text, fault):
    ticket, kim = smoke
    answer = kim.post(f"{address(ticket)}/{kind}", **{kind: text})
    assert answer.status_code == 422
    assert fault in answer.text
    assert text.strip() in answer.text
    assert len(stored(world, ticket).messages) == 1


def test_properties_are_changed_and_only_those_that_differ(world, smoke):
    ticket, kim = smoke
    answer = kim.post(f"{address(ticket)}/change", status="processing", priority="high", group="desk", assignee="")
    assert "told=changed" in answer.location
    found = stored(world, ticket)
    assert (found.status.id, found.priority, found.group, found.assignee) == ("processing", "high", "desk", None)


@pytest.mark.parametrize(
    "wish", [{"status": "no-such"}, {"priority": "no-such"}, {"group": "no-such"}, {"assignee": "sol"}]
)
def test_a_value_the_desk_does_not_know_is_refused_in_words(world, smoke, wish):
    ticket, kim = smoke
    answer = kim.post(f"{address(ticket)}/change", **wish)
    assert answer.status_code == 422
    assert next(iter(wish.values())) in answer.text
    before = stored(world, ticket)
    assert (before.group, before.assignee) == ("desk", "kim")


def test_fields_the_form_does_not_have_change_nothing(world, smoke):
    ticket, kim = smoke
    kim.post(f"{address(ticket)}/change", brand="south", number="1", portal="vip", ticket_id="x", agent="jin", tags="x")
    found = stored(world, ticket)
    assert (found.brand, found.number, found.portal, found.tags) == ("north", ticket.number, "main", ("hot",))


def test_the_way_back_leads_to_the_same_list(world, smoke):
    ticket, kim = smoke
    page = kim.get(f"{address(ticket)}?type=bug&assignee=me").text
    assert 'href="/desk/north?type=bug&amp;assignee=me"' in page
    answer = kim.post(f"{address(ticket)}/note?type=bug&assignee=me", note="Hm.")
    assert answer.location.startswith(f"{address(ticket)}?type=bug&assignee=me&told=noted")


def test_a_file_is_handed_out_as_a_download_that_no_browser_runs(world):
    files = (Upload("attachments", "héllo.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),)
    ticket = submit(
        world.services,
        world.current.snapshot.release,
        NewTicket(
            "north", "main", "en", "bug", {"email": "a@b.example", "title": "t", "content": "c"}, "n-file", files
        ),
    )
    kim = world.agent("kim")
    link = re.search(rf'href="({address(ticket)}/files/[0-9a-f]+)"', kim.get(address(ticket)).text)[1]
    answer = kim.get(link)
    assert answer.data == b"<svg onload='alert(1)'/>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_an_agent_wrote_is_not_lost_when_the_session_has_ended(world, smoke):
    ticket, kim = smoke
    token = kim.csrf
    world.clock.forward(hours=2)
    answer = kim.browser.post(
        f"{address(ticket)}/reply", data={"csrf": token, "reply": "A long <answer>."}, headers=ORIGIN
    )
    assert answer.status_code == 403
    assert "A long &lt;answer&gt;." in answer.text
    assert len(stored(world, ticket).messages) == 1


def test_hostile_words_are_only_words_everywhere_on_the_page(world):
    hostile = "<script>alert(1)</script>\"'><img src=x>{{7*7}}"
    ticket = world.ticket(title=hostile, name=hostile, content=hostile, order_no=hostile, device="oven")
    customer_reply(world.services, world.current.snapshot.release, ticket.ticket_id, hostile, (), "r", brand="north")
    page = world.agent("kim").get(address(ticket)).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in re.findall(r"&gt;(\d+)", page)


def test_agents_cannot_smuggle_files_into_a_form(world, smoke):
    ticket, kim = smoke
    data = {"csrf": kim.csrf, "reply": "Hello", "file": (BytesIO(b"x"), "x.exe")}
    assert kim.browser.post(f"{address(ticket)}/reply", data=data, headers=ORIGIN).status_code == 303
    assert not [file for message in stored(world, ticket).messages for file in message.files]


def test_an_answer_to_a_question_since_deleted_keeps_its_words_and_says_so(world):
    brand = world.current.snapshot.release.brands["north"]
    ui = Interface("en")
    given = AnswerView(
        "gone", {"ko": "옛 질문", "en": "Old question"}, "x1", {"en": "An old choice"}, False, asked=False
    )
    found = replace(stored(world, world.ticket()), answers=(given,))
    line = answers(found, Names(brand, ui), ui, "/files")[0]
    assert (line.label, line.words, line.deleted) == ("Old question", "An old choice", True)


def test_what_was_encrypted_with_another_key_is_said_to_be_unreadable(world, smoke):
    ticket, kim = smoke
    lost = {"content": None, "sealed": bytes(64), "key_id": "another"}
    with world.services.store.write() as connection:
        connection.execute(
            stored_answers.update().where(stored_answers.c.field.in_(("content", "email"))).values(**lost)
        )
    page = kim.get(address(ticket))
    assert page.status_code == 200
    assert page.text.count("Unreadable: encrypted with another key") == 2
    assert "The mail waits until the address can be read." in page.text
    assert kim.post(f"{address(ticket)}/reply", reply="We look into it.").status_code == 303


@pytest.mark.parametrize("path", ["%00", "a%00b", "%FF", "..%2F"])
def test_an_address_that_no_ticket_can_have_is_not_found(world, path):
    assert world.agent("kim").get(f"/desk/north/tickets/{path}").status_code == 404
