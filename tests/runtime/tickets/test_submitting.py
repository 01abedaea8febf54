import threading
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import func, select, update

from runtime.access.caps import CappedError
from runtime.attachments import Upload
from runtime.services import system_clock
from runtime.store.tables import attachments, events, messages, nonces, outbox, tickets
from runtime.tickets import RefusedError, submit, view
from runtime.tickets.once import claim
from runtime.tickets.work import writing
from schemas.canonical import to_bytes


def test_an_inquiry_becomes_a_ticket_with_everything_that_was_answered(services, release, inquiry):
    submitted = submit(services, release, inquiry())
    ticket = view(services, release, "acme", submitted.ticket_id)
    assert (ticket.number, ticket.title, ticket.customer_email) == (1001, "The oven hums", "ada@example.com")
    assert ticket.status.id == "unassigned"
    assert ticket.priority == "high"
    assert {answer.field: answer.value for answer in ticket.answers} == {
        "email": "ada@example.com",
        "name": "Ada Lovelace",
        "title": "The oven hums",
        "content": "It hums all night.",
        "device": "oven",
    }
    device = next(answer for answer in ticket.answers if answer.field == "device")
    assert (device.label["en"], device.shown["ko"]) == ("Device", "Oven (ko)")
    assert [message.text for message in ticket.messages] == ["It hums all night."]


def test_numbers_go_up_one_by_one_in_each_brand(services, release, inquiry):
    assert [submit(services, release, inquiry()).number for _ in range(3)] == [1001, 1002, 1003]


def test_rules_assign_in_turn_and_the_turn_is_kept(services, release, inquiry):
    found = [submit(services, release, inquiry()).ticket_id for _ in range(3)]
    agents = [view(services, release, "acme", ticket).assignee for ticket in found]
    assert agents == ["jin", "lee", "jin"]


def test_the_decision_is_logged_with_its_trace_and_the_digest_of_the_bundle(services, release, inquiry):
    ticket = view(services, release, "acme", submit(services, release, inquiry()).ticket_id)
    (event,) = ticket.events
    assert (event.event, event.actor, event.root) == ("created", "customer", release.root_digest)
    assert event.trace.fired == ("in-turn", "told")


def test_a_mail_is_planned_without_the_address_it_goes_to(services, release, inquiry):
    submit(services, release, inquiry())
    with services.store.read() as connection:
        row = connection.execute(select(outbox)).one()
    assert (row.recipient, row.state) == ("customer", "waiting")
    assert "ada@example.com" not in str(row.plan)


def test_the_same_form_sent_twice_is_one_ticket(services, release, inquiry):
    new = inquiry()
    first, second = submit(services, release, new), submit(services, release, new)
    assert first == second
    with services.store.read() as connection:
        assert connection.execute(select(func.count()).select_from(tickets)).scalar() == 1


def test_a_form_of_a_brand_with_a_long_name_is_noted_whole(services, release):
    with writing(services, release, "acme") as work:
        assert claim(work, f"ask {'a' * 80}", "n" * 100, "ticket", "f" * 64).result == "ticket"


def test_who_has_to_wait_leaves_nothing_behind(services, release, inquiry):
    def refuse(connection):
        raise CappedError(timedelta(minutes=1))

    new = inquiry({"uploads": (Upload("attachments", "a.txt", "text/plain", b"a"),)})
    with pytest.raises(CappedError):
        submit(services, release, new, refuse)
    with services.store.read() as connection:
        assert [connection.execute(select(func.count()).select_from(one)).scalar() for one in (tickets, nonces)] == [
            0,
            0,
        ]
    assert list(services.attachments.older_than(system_clock() + timedelta(days=1))) == []
    first = submit(services, release, new)
    assert submit(services, release, new, refuse) == first


def test_the_same_form_with_other_words_is_refused_and_names_the_ticket(services, release, inquiry):
    new = inquiry()
    submit(services, release, new)
    for other in (
        replace(new, answers={**new.answers, "content": "It burns."}),
        replace(new, uploads=(Upload("attachments", "a.txt", "text/plain", b"a"),)),
    ):
        with pytest.raises(RefusedError) as refused:
            submit(services, release, other)
        assert (refused.value.code, refused.value.values) == ("asking.sent_before", {"number": "#1001"})
    with services.store.read() as connection:
        assert connection.execute(select(func.count()).select_from(tickets)).scalar() == 1


def test_what_an_inquiry_said_cannot_be_guessed_from_what_is_noted_of_its_form(services, release, inquiry):
    new = inquiry()
    submit(services, release, new)
    guess = sha256(to_bytes([{"type": new.inquiry_type, **new.answers}, []])).hexdigest()
    with services.store.read() as connection:
        noted = connection.execute(select(nonces.c.content)).scalar_one()
    assert len(noted) == 64
    assert noted != guess


def test_a_form_of_before_contents_were_noted_leads_to_its_ticket_still(services, release, inquiry):
    new = inquiry()
    first = submit(services, release, new)
    with services.store.write() as connection:
        connection.execute(update(nonces).values(content=None))
    assert submit(services, release, replace(new, answers={**new.answers, "content": "Other"})) == first


def test_fifty_identical_posts_at_once_are_one_ticket_and_one_mail(services, release, inquiry):
    new, found, faults = inquiry(), [], []

    def post():
        try:
            found.append(submit(services, release, new))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=post) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(found) == 50
    assert len(set(found)) == 1
    with services.store.read() as connection:
        for table in (tickets, events, outbox):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 1


def test_what_fails_late_leaves_neither_ticket_nor_job_nor_file(services, release, inquiry, monkeypatch, tmp_path):
    class Broken:
        def get_ready(self):
            pass

        def enqueue(self, connection, outbox_id, attempt=0, delay=0):
            services.effects.enqueue(connection, outbox_id, attempt, delay)
            raise RuntimeError("the queue is on fire")

    from dataclasses import replace

    new = inquiry({"uploads": (Upload("attachments", "a.txt", "text/plain", b"words"),)})
    with pytest.raises(RuntimeError):
        submit(replace(services, effects=Broken()), release, new)
    with services.store.read() as connection:
        for table in (tickets, events, outbox, messages, attachments):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
    assert not [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()]
    assert submit(services, release, new).number == 1001


def test_files_belong_to_the_field_they_were_sent_for(services, release, inquiry):
    new = inquiry({"uploads": (Upload("attachments", "오븐.jpg", "image/jpeg", b"bytes"),)})
    ticket = view(services, release, "acme", submit(services, release, new).ticket_id)
    (file,) = next(answer for answer in ticket.answers if answer.field == "attachments").files
    assert (file.name, file.size) == ("오븐.jpg", 5)
    assert services.attachments.read(file.id) == b"bytes"


def test_a_ticket_is_not_found_under_another_brand(services, release, inquiry):
    submitted = submit(services, release, inquiry())
    assert view(services, release, "bolt", submitted.ticket_id) is None
