import pytest

from runtime.access.links import token_for
from runtime.attachments import Upload
from runtime.store.tables import ticket_links
from runtime.tickets import RefusedError, agent_reply, attachment, change, find, queue, submit, view, view_by_link
from runtime.tickets.links import revoke


def place(release, portal="main"):
    return next(place for place in release.places if place.portal.id == portal)


def test_a_link_shows_the_thread_without_notes_decisions_and_mails(services, release, inquiry):
    submitted = submit(services, release, inquiry())
    agent_reply(services, release, submitted.ticket_id, "jin", "Better now?", brand="acme")
    found = view_by_link(services, release, place(release), submitted.link_token)
    assert [message.text for message in found.messages] == ["It hums all night.", "Better now?"]
    assert (found.events, found.mails) == ((), ())


def test_a_token_with_one_letter_changed_opens_nothing(services, release, inquiry):
    token = submit(services, release, inquiry()).link_token
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    assert view_by_link(services, release, place(release), changed) is None
    assert view_by_link(services, release, place(release), "'; DROP TABLE tickets; --") is None


def test_a_link_is_good_on_its_own_portal_only(services, release, inquiry):
    token = submit(services, release, inquiry()).link_token
    assert view_by_link(services, release, place(release, "other"), token) is None


def test_links_expire_and_can_be_revoked(services, release, inquiry, clock):
    first, second = submit(services, release, inquiry()), submit(services, release, inquiry())
    assert revoke(services, "acme", first.ticket_id) == 1
    assert view_by_link(services, release, place(release), first.link_token) is None
    assert view_by_link(services, release, place(release), second.link_token) is not None
    clock.move(days=181)
    assert view_by_link(services, release, place(release), second.link_token) is None


def test_a_late_mail_brings_a_link_that_is_good_for_long_again(services, release, inquiry, clock):
    submitted = submit(services, release, inquiry())
    clock.move(days=170)
    agent_reply(services, release, submitted.ticket_id, "jin", "Sorry it took so long.", brand="acme")
    clock.move(days=20)
    with services.store.read() as connection:
        names = connection.execute(ticket_links.select().order_by(ticket_links.c.created_at)).all()
    tokens = [token_for(_key(services), row.id) for row in names]
    assert [view_by_link(services, release, place(release), token) is not None for token in tokens] == [False, True]


def _key(services):
    from runtime.access.keys import key_for

    return key_for(services.secret_key, "links")


def test_the_store_holds_no_token(services, release, inquiry):
    token = submit(services, release, inquiry()).link_token
    with services.store.read() as connection:
        rows = connection.execute(ticket_links.select()).all()
    assert token not in str(rows)


def test_a_ticket_marked_as_spam_is_not_shown_to_its_sender(services, release, inquiry):
    submitted = submit(services, release, inquiry())
    change(services, release, submitted.ticket_id, "jin", brand="acme", status="spam")
    assert view_by_link(services, release, place(release), submitted.link_token) is None


def test_a_question_that_was_removed_is_still_shown_on_old_tickets(services, bundle, release, inquiry):
    from tests.stores import DESK

    submitted = submit(services, release, inquiry())
    later = bundle(fields={code: field for code, field in DESK["fields"].items() if code != "device"})
    found = next(
        answer for answer in view(services, later, "acme", submitted.ticket_id).answers if answer.field == "device"
    )
    assert (found.label["en"], found.shown["en"], found.asked) == ("Device", "Oven", False)


def test_what_staff_filled_in_is_not_the_customer_s_to_see(services, bundle, inquiry):
    release = bundle(
        triggers=[
            {
                "id": "cause",
                "title": "Cause",
                "events": ["created"],
                "then": [{"do": "set", "fields": {"cause": "worn out"}}],
            }
        ]
    )
    submitted = submit(services, release, inquiry())
    agents = view(services, release, "acme", submitted.ticket_id)
    customers = view_by_link(services, release, place(release), submitted.link_token)
    assert "cause" in [answer.field for answer in agents.answers]
    assert "cause" not in [answer.field for answer in customers.answers]


def test_a_ticket_is_found_by_its_number_in_its_brand(services, release, inquiry):
    submitted = submit(services, release, inquiry())
    assert find(services, "acme", 1001) == submitted.ticket_id
    assert find(services, "bolt", 1001) is None


def test_a_file_is_handed_out_under_its_own_ticket_only(services, release, inquiry):
    upload = Upload("attachments", "a.txt", "text/plain", b"a")
    first = submit(services, release, inquiry({"uploads": (upload,)}))
    second = submit(services, release, inquiry())
    (file,) = view(services, release, "acme", first.ticket_id).messages[0].files
    assert attachment(services, "acme", first.ticket_id, file.id).name == "a.txt"
    assert attachment(services, "acme", second.ticket_id, file.id) is None
    assert attachment(services, "bolt", first.ticket_id, file.id) is None


def test_the_list_filters_and_counts(services, release, inquiry, clock):
    for name, kind in (("Oven hums", "bug"), ("Money back", "refund"), ("100% wool_len", "billing")):
        submit(services, release, inquiry({"inquiry_type": kind}, title=name))
        clock.move(minutes=1)
    everything = queue(services, release, "acme")
    assert [row.title for row in everything.rows] == ["100% wool_len", "Money back", "Oven hums"]
    assert everything.by_type == {"bug": 1, "refund": 1, "billing": 1}
    assert [row.title for row in queue(services, release, "acme", inquiry_type="billing").rows] == [
        "100% wool_len",
        "Money back",
    ]
    assert [row.number for row in queue(services, release, "acme", text="#1001").rows] == [1001]
    assert [row.number for row in queue(services, release, "acme", text="MONEY").rows] == [1002]
    assert [row.number for row in queue(services, release, "acme", text="0% w").rows] == [1003]
    assert not queue(services, release, "acme", text="l_n").rows
    assert not queue(services, release, "acme", text="%s").rows
    assert [row.number for row in queue(services, release, "acme", assignee="jin").rows] == [1001]
    assert [row.number for row in queue(services, release, "acme", assignee="").rows] == [1003, 1002]


def test_the_list_comes_in_pages(services, release, inquiry):
    for _ in range(27):
        submit(services, release, inquiry())
    first, last, beyond = (queue(services, release, "acme", page=page) for page in (1, 2, 99))
    assert (len(first.rows), len(last.rows), first.pages, first.total) == (25, 2, 2, 27)
    assert beyond.page == 2
    assert {row.number for row in first.rows}.isdisjoint(row.number for row in last.rows)


def test_who_waits_for_an_answer_is_marked(services, release, inquiry, clock):
    submitted = submit(services, release, inquiry())
    assert queue(services, release, "acme").rows[0].waiting
    clock.move(minutes=1)
    agent_reply(services, release, submitted.ticket_id, "jin", "Here.", brand="acme")
    assert not queue(services, release, "acme").rows[0].waiting


@pytest.mark.parametrize("name", ["a\0b", "", "x" * 5000, "'; DROP TABLE tickets; --"])
def test_what_could_be_no_id_is_not_found(services, release, inquiry, name):
    ticket = submit(services, release, inquiry()).ticket_id
    assert view(services, release, "acme", name) is None
    assert attachment(services, "acme", ticket, name) is None
    assert attachment(services, "acme", name, ticket) is None
    with pytest.raises(RefusedError, match=r"ticket\.missing"):
        agent_reply(services, release, name, "jin", "Hello.", brand="acme")


@pytest.mark.parametrize("searched", ["überhitzt", "ÜBERHITZT", "Überhitzt", "ΘΕΡΜΌ"])
def test_a_title_is_found_however_its_letters_are_written(services, release, inquiry, searched):
    submit(services, release, inquiry(title="Ofen ÜBERHITZT, θερμό"))
    submit(services, release, inquiry(title="Ofen kalt"))
    assert queue(services, release, "acme", text=searched).total == 1
