"""The customer's ticket by link."""

import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup

from runtime.access.caps import REPLIES
from runtime.store.tables import answers
from runtime.tickets import add_note, agent_reply, change, view
from runtime.tickets.links import LIFETIME, revoke
from tests.world import ORIGIN, hidden


@pytest.fixture
def sent(world):
    """A ticket, its link and a browser."""
    ticket = world.ticket(title="The oven smokes", order_no="P-1")
    return ticket, f"/en/t/{ticket.link_token}", world.browser()


def write(browser, link, text, files=(), **more):
    form = {"text": text, "form_token": hidden(browser.get(link), "form_token"), **more}
    data = {**form, "files": [(BytesIO(data), name) for name, data in files]}
    return browser.post(link, data=data, headers=ORIGIN, content_type="multipart/form-data")


def stored(world, ticket):
    return view(world.services, world.current.snapshot.release, "north", ticket.ticket_id)


def test_the_customer_sees_number_progress_thread_and_own_answers(sent):
    ticket, link, browser = sent
    page = browser.get(link).text
    for words in ("The oven smokes", f"#{ticket.number}", "Now: ", 'aria-current="step"', "It smokes.", "Order number"):
        assert words in page


def test_an_agents_answer_is_shown_and_a_note_is_not(world, sent):
    ticket, link, browser = sent
    release = world.current.snapshot.release
    agent_reply(world.services, release, ticket.ticket_id, "kim", "Switch it off.", brand="north")
    add_note(world.services, release, ticket.ticket_id, "kim", "Old fan again.", brand="north")
    page = browser.get(link).text
    assert "Switch it off." in page
    assert "Kim Seoyeon" in page
    assert "Old fan again." not in page


def test_what_triggers_decided_and_agents_call_things_is_not_shown(world, sent):
    ticket, link, browser = sent
    page = browser.get(link).text
    for inner in ("Ovens go to Kim", "kim@compass.example", ticket.ticket_id, "sha256:"):
        assert inner not in page.replace(f"/files/{ticket.ticket_id}", "")


def test_a_reply_arrives_once_and_is_confirmed(world, sent):
    ticket, link, browser = sent
    token = hidden(browser.get(link), "form_token")
    for _ in range(2):
        answer = browser.post(link, data={"text": "P-100", "form_token": token}, headers=ORIGIN)
        assert answer.status_code == 303
    assert "Your reply has arrived" in browser.get(answer.location.partition("#")[0]).text
    assert [message.text for message in stored(world, ticket).messages] == ["It smokes.", "P-100"]


def test_a_reply_may_bring_files_and_they_come_back_as_downloads(world, sent):
    ticket, link, browser = sent
    assert write(browser, link, "See here", [("../../oven door.jpg", b"jpeg"), ("b.pdf", b"pdf")]).status_code == 303
    names = [file.name for message in stored(world, ticket).messages for file in message.files]
    assert sorted(names) == ["b.pdf", "oven door.jpg"]
    address = re.search(rf'href="({link}/files/[0-9a-f]+)" download="oven door.jpg"', browser.get(link).text)[1]
    answer = browser.get(address)
    assert answer.data == b"jpeg"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "files",
    [
        [("page.html", b"<script>")],
        [("run.exe", b"MZ")],
        [("image.svg", b"<svg/>")],
        [(".htaccess", b"x")],
        [("empty.txt", b"")],
        [(f"{number}.txt", b"x") for number in range(6)],
        [("large.txt", b"x" * (10 * 1024**2 + 1))],
    ],
    ids=["html", "exe", "svg", "hidden", "empty", "many", "large"],
)
def test_files_that_are_not_taken_are_named_and_the_words_kept(world, sent, files):
    ticket, link, browser = sent
    answer = write(browser, link, "My words stay", files)
    assert answer.status_code == 422
    assert "My words stay" in answer.text
    assert "Please choose your files again" in answer.text or "again" in answer.text
    assert len(stored(world, ticket).messages) == 1


def test_empty_and_endless_replies_are_refused_in_words(sent):
    _, link, browser = sent
    assert "Write something first." in write(browser, link, " \n ").text
    answer = write(browser, link, "x" * 20_001)
    assert answer.status_code == 422
    assert "at most 20,000 characters" in answer.text


def test_a_page_left_open_for_a_day_asks_once_more_and_keeps_the_words(world, sent):
    _, link, browser = sent
    token = hidden(browser.get(link), "form_token")
    world.clock.forward(hours=24)
    answer = browser.post(link, data={"text": "My <words>", "form_token": token}, headers=ORIGIN)
    assert answer.status_code == 422
    assert "My &lt;words&gt;" in answer.text
    again = browser.post(link, data={"text": "x", "form_token": hidden(answer, "form_token")}, headers=ORIGIN)
    assert again.status_code == 303


def test_the_other_language_takes_a_reply_along_that_was_begun(world, sent):
    ticket, link, browser = sent
    switch = BeautifulSoup(browser.get(link).text, "html.parser").select_one(".site-header button[lang=ko]")
    data = {"text": "Half <a", switch["name"]: switch["value"]}
    answer = browser.post(switch["formaction"], data=data, headers=ORIGIN)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.html["lang"] == "ko"
    assert page.textarea.text.strip() == "Half <a"
    assert not page.select("[role=alert]")
    assert len(stored(world, ticket).messages) == 1


def test_words_of_people_stand_in_the_direction_they_are_written_in(world):
    link = f"/en/t/{world.ticket(title='مرحبا', content='مرحبا').link_token}"
    browser = world.browser()
    write(browser, link, "تجربة", [("صورة.jpg", b"jpeg")])
    page = BeautifulSoup(browser.get(link).text, "html.parser")
    assert page.h1["dir"] == "auto"
    assert {words["dir"] for words in page.select(".words")} == {"auto"}
    assert page.select_one(".chip bdi").text == "صورة.jpg"


def test_a_closed_ticket_takes_no_reply_and_leads_to_a_new_one(world, sent):
    ticket, link, browser = sent
    token = hidden(browser.get(link), "form_token")
    release = world.current.snapshot.release
    change(world.services, release, ticket.ticket_id, "kim", brand="north", status="completed")
    page = browser.get(link).text
    assert "<textarea" not in page
    assert "This inquiry is closed" in page
    answer = browser.post(link, data={"text": "But <what>\nnow", "form_token": token}, headers=ORIGIN)
    assert answer.status_code == 422
    assert len(stored(world, ticket).messages) == 1
    fault = BeautifulSoup(answer.text, "html.parser").select_one("[role=alert]")
    assert "Your reply was not sent" in fault.text
    assert "This inquiry is closed. Please send a new one." in fault.text
    assert fault.select_one("blockquote[dir=auto]").text == "But <what>\nnow"


def test_a_closed_ticket_asks_nobody_to_send_again(world, sent):
    ticket, link, browser = sent
    change(world.services, world.current.snapshot.release, ticket.ticket_id, "kim", brand="north", status="completed")
    answer = browser.post(link, data={"text": "Late", "form_token": "old"}, headers=ORIGIN)
    assert "Late" in answer.text
    assert "once more" not in answer.text


def test_words_sent_to_a_link_that_opens_nothing_are_given_back(world):
    answer = world.browser().post("/ko/t/" + "a" * 43, data={"text": "긴 <답장>", "form_token": "x"}, headers=ORIGIN)
    assert answer.status_code == 404
    page = BeautifulSoup(answer.text, "html.parser")
    assert [words.text for words in page.select("blockquote[dir=auto]")] == ["긴 <답장>"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_reply_sent_again_with_other_words_is_asked_about_and_not_lost(world, sent):
    ticket, link, browser = sent
    token = hidden(browser.get(link), "form_token")
    browser.post(link, data={"text": "First", "form_token": token}, headers=ORIGIN)
    answer = browser.post(link, data={"text": "Second", "form_token": token}, headers=ORIGIN)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    assert "sent already, with other words" in page.select_one("[role=alert]").text
    again = {"text": page.textarea.text.strip(), "form_token": hidden(answer, "form_token")}
    assert browser.post(link, data=again, headers=ORIGIN).status_code == 303
    assert [message.text for message in stored(world, ticket).messages] == ["It smokes.", "First", "Second"]


def test_a_reply_sent_again_with_another_file_is_another_reply(world, sent):
    ticket, link, browser = sent
    token = hidden(browser.get(link), "form_token")
    assert write(browser, link, "See", [("a.txt", b"a")], form_token=token).status_code == 303
    assert write(browser, link, "See", [("a.txt", b"a")], form_token=token).status_code == 303
    answer = write(browser, link, "See", [("a.txt", b"b")], form_token=token)
    assert answer.status_code == 422
    assert "choose your files again" in answer.text
    assert len(stored(world, ticket).messages) == 2


def test_a_link_opens_nothing_once_it_is_too_old_or_revoked(world, sent):
    ticket, link, browser = sent
    revoke(world.services, "north", ticket.ticket_id)
    assert browser.get(link).status_code == 404
    other = world.ticket()
    world.clock.forward(seconds=LIFETIME.total_seconds() - 1)
    assert browser.get(f"/en/t/{other.link_token}").status_code == 200
    world.clock.forward(seconds=1)
    gone = browser.get(f"/en/t/{other.link_token}")
    assert gone.status_code == 404
    assert gone.headers["X-Request-Id"] in gone.text
    assert "This link does not open an inquiry" in gone.text


def test_replies_by_one_link_are_capped_and_the_words_kept(world, sent):
    ticket, link, browser = sent
    for number in range(REPLIES.amount):
        assert write(browser, link, f"Reply {number}").status_code == 303
    answer = write(browser, link, "One more")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "One more" in answer.text
    assert len(stored(world, ticket).messages) == REPLIES.amount + 1


def test_the_page_tells_its_address_to_nobody(sent):
    _, link, browser = sent
    answer = browser.get(link)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_a_browser_that_tells_no_origin_may_still_reply(sent):
    _, link, browser = sent
    form = {"text": "Hello", "form_token": hidden(browser.get(link), "form_token")}
    assert browser.post(link, data=form, headers={"Origin": "null"}).status_code == 303


def test_the_page_speaks_the_language_of_its_address(sent):
    ticket, _, browser = sent
    page = browser.get(f"/ko/t/{ticket.link_token}").text
    assert '<html lang="ko"' in page
    assert "답장 보내기" in page
    assert browser.get(f"/sv/t/{ticket.link_token}").status_code == 404


def test_hostile_words_are_only_words(world):
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    ticket = world.ticket(title=hostile, content=hostile, name=hostile, order_no=hostile)
    page = world.browser().get(f"/en/t/{ticket.link_token}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_what_was_encrypted_with_another_key_is_said_to_be_unreadable(world, sent):
    lost = {"content": None, "sealed": bytes(64), "key_id": "another"}
    with world.services.store.write() as connection:
        connection.execute(answers.update().where(answers.c.field.in_(("content", "order_no"))).values(**lost))
    _, link, browser = sent
    page = browser.get(link)
    assert page.status_code == 200
    assert page.text.count("This cannot be read at present.") == 2
