"""One attempt at one mail, with a mail server that is asked instead of reached."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, table

from runtime.channels.email import RejectedError, UnreachableError
from runtime.outbox import Performer, pause_before
from runtime.release.acting import Acting
from runtime.store.tables import outbox
from runtime.tickets import agent_reply, change, submit, view
from tests.stores import DESK


@pytest.fixture
def sent():
    return []


@pytest.fixture
def performer(services, release, sent):
    return Performer(services, lambda: Acting(release), lambda letter, server: sent.append(letter))


def rows(services):
    with services.store.read() as connection:
        return connection.execute(select(outbox).order_by(outbox.c.created_at)).all()


def failing(services, release, error):
    def refuse(letter, server):
        raise error

    return Performer(services, lambda: Acting(release), refuse)


def test_a_row_that_was_sent_is_not_sent_again(services, release, inquiry, performer, sent):
    submit(services, release, inquiry())
    (row,) = rows(services)
    for _ in range(3):
        performer.perform(row.id, 0)
    assert len(sent) == 1
    assert rows(services)[0].state == "sent"


def test_a_server_that_is_down_is_tried_again_later_and_later(services, release, inquiry, performer, sent, clock):
    submit(services, release, inquiry())
    down = failing(services, release, UnreachableError("down"))
    for attempt in range(3):
        (row,) = rows(services)
        down.perform(row.id, attempt)
        (after,) = rows(services)
        assert (after.state, after.attempts, after.problem) == ("waiting", attempt + 1, "down")
        assert (after.next_at - clock.now).total_seconds() == pause_before(attempt + 1, 1.0)
    performer.perform(row.id, 1)
    assert sent == []
    performer.perform(row.id, 3)
    assert len(sent) == 1


def test_pauses_double_up_to_a_quarter_of_an_hour():
    assert [pause_before(attempt, 30) for attempt in (1, 2, 3, 5, 6, 20, 400)] == [30, 60, 120, 480, 900, 900, 900]


def test_after_four_days_a_mail_is_given_up_and_the_reason_is_kept(services, release, inquiry, clock):
    ticket = submit(services, release, inquiry()).ticket_id
    clock.move(days=5)
    failing(services, release, UnreachableError("still down")).perform(rows(services)[0].id, 0)
    (mail,) = view(services, release, "acme", ticket).mails
    assert (mail.state, mail.problem) == ("given_up", "still down")


def test_a_letter_that_is_refused_for_good_is_not_tried_again(services, release, inquiry):
    submit(services, release, inquiry())
    failing(services, release, RejectedError("550 no such person")).perform(rows(services)[0].id, 0)
    assert rows(services)[0].state == "given_up"


def test_a_fault_of_ours_loses_no_mail(services, release, inquiry, performer, sent):
    submit(services, release, inquiry())
    failing(services, release, ZeroDivisionError("oops")).perform(rows(services)[0].id, 0)
    (row,) = rows(services)
    assert (row.state, row.problem) == ("waiting", "ZeroDivisionError: oops")
    performer.perform(row.id, 1)
    assert len(sent) == 1


def test_every_attempt_has_the_same_message_id_and_every_mail_another(services, release, inquiry, performer, sent):
    submit(services, release, inquiry())
    submit(services, release, inquiry())
    seen = []

    def note(letter, server):
        seen.append(letter.message_id)
        raise UnreachableError("down")

    for row in rows(services):
        for attempt in range(2):
            Performer(services, lambda: Acting(release), note).perform(row.id, attempt)
    assert len(seen) == 4
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_mail_to_an_address_that_cannot_be_read_waits_for_its_key(services, bundle, inquiry, sent):
    email = {**DESK["fields"]["email"], "personal": {"encrypt": True}}
    release = bundle(fields={**DESK["fields"], "email": email})
    submit(services, release, inquiry())
    keyless = replace(services, secret_key="the secret of another installation altogether")
    (row,) = rows(services)
    Performer(keyless, lambda: Acting(release), lambda letter, server: sent.append(letter)).perform(row.id, 0)
    (row,) = rows(services)
    assert (row.state, row.problem) == ("waiting", "the customer's address is encrypted with another key")
    Performer(services, lambda: Acting(release), lambda letter, server: sent.append(letter)).perform(row.id, 1)
    assert [letter.recipient for letter in sent] == ["ada@example.com"]


def lose_jobs(services):
    """As after a backup was put back: rows are there, jobs are not."""
    jobs = table("workflow_status", schema=None if services.store.is_sqlite else "dbos")
    with services.store.write() as connection:
        connection.execute(jobs.delete())


def jobs(services):
    found = table("workflow_status", schema=None if services.store.is_sqlite else "dbos")
    with services.store.read() as connection:
        return connection.execute(select(func.count()).select_from(found)).scalar()


def test_rows_nobody_works_on_any_more_are_taken_up_again(services, release, inquiry, performer, sent, clock):
    submit(services, release, inquiry())
    lose_jobs(services)
    assert performer.adopt() == 0
    clock.move(minutes=11)
    assert [performer.adopt(), performer.adopt()] == [1, 0]
    (row,) = rows(services)
    performer.perform(row.id, 0)
    assert sent == []
    performer.perform(row.id, 1)
    assert len(sent) == 1


def test_rows_that_wait_for_their_turn_keep_the_one_job_they_have(services, release, inquiry, performer, clock):
    for _ in range(3):
        submit(services, release, inquiry())
    clock.move(days=2)  # a weekend without a worker
    assert [performer.adopt(), performer.adopt()] == [0, 0]
    assert jobs(services) == 3


def test_very_many_lost_rows_are_taken_up_some_at_a_time(services, release, inquiry, performer, clock, monkeypatch):
    monkeypatch.setattr("runtime.outbox.AT_A_TIME", 2)
    for _ in range(5):
        submit(services, release, inquiry())
    lose_jobs(services)
    clock.move(minutes=11)
    assert [performer.adopt() for _ in range(4)] == [2, 2, 1, 0]
    assert jobs(services) == 5


def test_mail_keeps_the_words_of_the_release_that_planned_it(services, bundle, inquiry, sent):
    release = bundle()
    submit(services, release, inquiry())
    later = bundle(messages={}, triggers=[])
    Performer(services, lambda: Acting(later), lambda letter, server: sent.append(letter)).perform(
        rows(services)[0].id, 0
    )
    assert sent[0].subject == "We got it: The oven hums"


def test_a_customer_s_words_change_neither_headers_nor_markup(services, release, inquiry, performer, sent):
    evil = "<img src=x onerror=alert(1)>\r\nBcc: all@example.com"
    submit(services, release, inquiry(title=evil, name="<b>Ada</b> #{ticket.link}"))
    performer.perform(rows(services)[0].id, 0)
    (letter,) = sent
    assert letter.subject == "We got it: <img src=x onerror=alert(1)> Bcc: all@example.com"
    assert "<b>Ada" not in letter.html
    assert "&lt;b&gt;Ada&lt;/b&gt; #{ticket.link}" in letter.html


def test_an_agent_s_mail_leads_to_the_desk_and_not_through_the_customer_s_link(services, bundle, inquiry, sent):
    mail = {
        "do": "mail",
        "to": ["agent:lee"],
        "subject": {"en": "New: #{ticket.title}", "ko": "새 문의"},
        "body": {"en": '<p><a href="#{ticket.link}">#{ticket.status}</a></p>', "ko": "<p></p>"},
    }
    release = bundle(triggers=[{"id": "a", "title": "A", "events": ["created"], "then": [mail]}])
    submitted = submit(services, release, inquiry({"language": "ko"}))
    Performer(services, lambda: Acting(release), lambda letter, server: sent.append(letter)).perform(
        rows(services)[0].id, 0
    )
    (letter,) = sent
    assert letter.recipient == "lee@acme.example"
    assert f"https://help.acme.example/desk/acme/tickets/{submitted.ticket_id}" in letter.text
    assert submitted.link_token not in letter.html
    assert letter.text.startswith("Unassigned (")


def test_mail_to_an_agent_who_has_left_is_given_up(services, bundle, inquiry, sent):
    mail = {
        "do": "mail",
        "to": ["agent:lee"],
        "subject": {"en": "New", "ko": "새"},
        "body": {"en": "<p>x</p>", "ko": "<p>x</p>"},
    }
    release = bundle(triggers=[{"id": "a", "title": "A", "events": ["created"], "then": [mail]}])
    submit(services, release, inquiry())
    later = bundle(agents={}, groups={}, triggers=[])
    Performer(services, lambda: Acting(later), lambda letter, server: sent.append(letter)).perform(
        rows(services)[0].id, 0
    )
    assert sent == []
    assert rows(services)[0].state == "given_up"


def test_the_answer_is_written_in_the_customer_s_language(services, release, inquiry, sent, performer):
    ticket = submit(services, release, inquiry({"language": "ko"})).ticket_id
    agent_reply(services, release, ticket, "jin", "껐다 켜 보세요.", brand="acme")
    change(services, release, ticket, "jin", brand="acme", status="completed")
    for row in rows(services):
        performer.perform(row.id, 0)
    answer = next(letter for letter in sent if "답변" in letter.subject)
    assert answer.subject == "문의 1001에 대한 답변"
    assert "껐다 켜 보세요." in answer.text
    assert "/ko/t/" in answer.text
