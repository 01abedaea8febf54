import pytest
from sqlalchemy import select

from runtime.attachments import Upload
from runtime.store.tables import outbox
from runtime.tickets import RefusedError, Seen, add_note, agent_reply, change, customer_reply, submit, view


@pytest.fixture
def ticket(services, release, inquiry) -> str:
    return submit(services, release, inquiry()).ticket_id


def seen(services, release, ticket):
    return view(services, release, "acme", ticket)


def as_shown(found):
    """What a page of the ticket shows."""
    return Seen(found.status.id, found.priority, found.group or "", found.assignee or "", found.messages[-1].id)


def test_an_answer_resolves_the_ticket_and_is_mailed_to_the_customer(services, release, ticket):
    agent_reply(services, release, ticket, "lee", "Turn it off and on.", brand="acme")
    found = seen(services, release, ticket)
    assert found.status.id == "resolved"
    assert [(message.kind, message.author_name) for message in found.thread][-1] == ("agent", "Lee Park")
    assert [mail.recipient for mail in found.mails] == ["customer", "customer"]


def test_an_answer_may_leave_the_ticket_in_another_status(services, release, ticket):
    agent_reply(services, release, ticket, "jin", "Which oven is it?", brand="acme", status="pending")
    assert seen(services, release, ticket).status.id == "pending"


def test_a_customer_s_reply_puts_the_ticket_where_its_status_says(services, release, ticket):
    agent_reply(services, release, ticket, "jin", "Done.", brand="acme")
    customer_reply(services, release, ticket, "It hums again.", (), "once", brand="acme")
    found = seen(services, release, ticket)
    assert found.status.id == "processing"
    assert found.thread[-1].text == "It hums again."


def test_a_reply_sent_twice_is_one_message(services, release, ticket):
    for _ in range(2):
        customer_reply(services, release, ticket, "Hello?", (), "once", brand="acme")
    assert [message.text for message in seen(services, release, ticket).thread].count("Hello?") == 1


def test_a_reply_may_bring_files(services, release, ticket):
    upload = Upload(None, "hum.mp3", "audio/mpeg", b"hmmm")
    customer_reply(services, release, ticket, "Listen.", (upload,), "once", brand="acme")
    (file,) = seen(services, release, ticket).thread[-1].files
    assert (file.name, services.attachments.read(file.id)) == ("hum.mp3", b"hmmm")


def test_too_many_files_are_refused_and_none_is_kept(services, release, ticket, tmp_path):
    uploads = tuple(Upload(None, f"{number}.txt", "text/plain", b"x") for number in range(6))
    with pytest.raises(RefusedError, match=r"ticket\.files"):
        customer_reply(services, release, ticket, "Here.", uploads, "once", brand="acme")
    assert not [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()]


def test_a_final_ticket_takes_no_reply(services, release, ticket):
    change(services, release, ticket, "jin", brand="acme", status="completed")
    with pytest.raises(RefusedError, match=r"ticket\.final"):
        customer_reply(services, release, ticket, "One more thing", (), "once", brand="acme")


def test_a_note_is_for_agents_only(services, release, ticket):
    add_note(services, release, ticket, "jin", "He called, too.", brand="acme")
    found = seen(services, release, ticket)
    assert [message.text for message in found.messages][-1] == "He called, too."
    assert "He called, too." not in [message.text for message in found.thread]
    assert found.status.id == "unassigned"


def test_changes_are_written_and_logged(services, release, ticket):
    change(services, release, ticket, "jin", brand="acme", priority="normal", assignee="lee", add_tags=("hot", "oven"))
    change(services, release, ticket, "lee", brand="acme", assignee="", remove_tags=("hot",))
    found = seen(services, release, ticket)
    assert (found.priority, found.assignee, found.tags) == ("normal", None, ("oven",))
    assert [(event.event, event.actor, event.actor_id) for event in found.events][1:] == [
        ("changed", "admin", "jin"),
        ("changed", "agent", "lee"),
    ]


def test_a_change_that_changes_nothing_leaves_no_trace(services, release, ticket):
    change(services, release, ticket, "jin", brand="acme", priority="high")
    assert len(seen(services, release, ticket).events) == 1


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"status": "melted"}, "ticket.unknown.status"),
        ({"priority": "absurd"}, "ticket.unknown.priority"),
        ({"group": "pool"}, "ticket.unknown.group"),
        ({"assignee": "nobody"}, "ticket.unknown.agent"),
    ],
)
def test_names_the_desk_does_not_know_are_refused(services, release, ticket, wish, code):
    with pytest.raises(RefusedError, match=code):
        change(services, release, ticket, "jin", brand="acme", **wish)


def test_tags_are_closed_where_the_desk_lists_them(services, bundle, inquiry):
    release = bundle(tags=[{"id": "vip", "name": {"en": "VIP", "ko": "VIP"}}])
    ticket = submit(services, release, inquiry()).ticket_id
    change(services, release, ticket, "jin", brand="acme", add_tags=("vip",))
    with pytest.raises(RefusedError, match=r"ticket\.unknown\.tag"):
        change(services, release, ticket, "jin", brand="acme", add_tags=("vyp",))


@pytest.mark.parametrize(("text", "code"), [("  \r\n ", "ticket.empty"), ("x" * 20_001, "ticket.long")])
def test_words_that_are_none_or_too_many_are_refused(services, release, ticket, text, code):
    with pytest.raises(RefusedError, match=code):
        agent_reply(services, release, ticket, "jin", text, brand="acme")


def test_a_ticket_of_another_brand_is_missing(services, release, ticket):
    with pytest.raises(RefusedError, match=r"ticket\.missing"):
        add_note(services, release, "0" * 32, "jin", "Where?", brand="acme")


def test_rules_see_what_an_event_has_changed(services, bundle, inquiry):
    release = bundle(
        triggers=[
            {
                "id": "hot",
                "title": "Hot",
                "events": ["customer_replied"],
                "all": [{"if": "new_text", "contains": "burn"}],
                "then": [
                    {"do": "tag", "add": ["fire"]},
                    {"do": "set", "status": "pending", "priority": "normal"},
                    {"do": "note", "text": {"en": "Ticket #{ticket.id} burns", "ko": "불"}},
                    {
                        "do": "mail",
                        "to": ["agent:lee", "group:kitchen", "chief@acme.example"],
                        "subject": {"en": "Fire", "ko": "불"},
                        "body": {"en": "<p>Run.</p>", "ko": "<p>뛰어요.</p>"},
                    },
                ],
            }
        ]
    )
    ticket = submit(services, release, inquiry()).ticket_id
    customer_reply(services, release, ticket, "It BURNS", (), "once", brand="acme")
    found = seen(services, release, ticket)
    assert (found.tags, found.status.id, found.priority) == (("fire",), "pending", "normal")
    assert [message.text for message in found.messages if message.kind == "note"] == ["Ticket 1001 burns"]
    assert sorted(mail.recipient for mail in found.mails) == ["agent:jin", "agent:lee", "chief@acme.example"]


def test_every_recipient_gets_a_mail_of_their_own_once(services, bundle, inquiry):
    mail = {"do": "mail", "to": ["agent:jin"], "cc": ["jin@acme.example", "customer"], "message": "received"}
    release = bundle(triggers=[{"id": "all", "title": "All", "events": ["created"], "then": [mail]}])
    submit(services, release, inquiry())
    with services.store.read() as connection:
        rows = list(connection.execute(select(outbox.c.recipient, outbox.c.plan)))
    assert sorted(row.recipient for row in rows) == ["agent:jin", "customer"]
    assert [row.plan["link"] is not None for row in sorted(rows)] == [False, True]


@pytest.mark.parametrize("write", [customer_reply, agent_reply, add_note])
def test_what_is_sent_again_with_other_words_is_refused_and_the_same_is_taken_once(services, release, ticket, write):
    def send(text):
        who = () if write is customer_reply else ("lee",)
        return write(services, release, ticket, *who, text, brand="acme", nonce="form-1")

    first = send("Turn it off.")
    assert send("Turn it off.\r\n") == first
    with pytest.raises(RefusedError, match=r"^ticket\.sent_before$"):
        send("Turn it on.")
    assert [message.text for message in seen(services, release, ticket).messages][1:] == ["Turn it off."]


def test_the_same_answer_with_another_status_is_not_the_same(services, release, ticket):
    agent_reply(services, release, ticket, "jin", "Which oven?", brand="acme", nonce="form-1")
    with pytest.raises(RefusedError, match=r"^ticket\.sent_before$"):
        agent_reply(services, release, ticket, "jin", "Which oven?", brand="acme", status="pending", nonce="form-1")
    assert seen(services, release, ticket).status.id == "resolved"


def test_an_attribute_that_somebody_has_changed_since_it_was_seen_stays_theirs(services, release, ticket):
    page = as_shown(seen(services, release, ticket))
    change(services, release, ticket, "lee", brand="acme", status="pending", seen=page)
    with pytest.raises(RefusedError, match=r"ticket\.overtaken"):
        change(services, release, ticket, "jin", brand="acme", status="processing", priority="normal", seen=page)
    found = seen(services, release, ticket)
    assert (found.status.id, found.priority) == ("pending", page.priority)


def test_another_attribute_than_somebody_else_s_is_changed_from_an_old_page(services, release, ticket):
    page = as_shown(seen(services, release, ticket))
    change(services, release, ticket, "lee", brand="acme", status="pending", seen=page)
    change(services, release, ticket, "jin", brand="acme", priority="normal", seen=page)
    found = seen(services, release, ticket)
    assert (found.status.id, found.priority) == ("pending", "normal")


def test_two_who_wish_for_the_same_both_have_it(services, release, ticket):
    page = as_shown(seen(services, release, ticket))
    for agent in ("lee", "jin"):
        change(services, release, ticket, agent, brand="acme", assignee="lee", status="pending", seen=page)
    found = seen(services, release, ticket)
    assert (found.assignee, found.status.id) == ("lee", "pending")


def test_an_answer_waits_until_the_newest_words_are_read(services, release, ticket):
    page = Seen(message=ticket)
    customer_reply(services, release, ticket, "It hums now.", (), "once", brand="acme")
    with pytest.raises(RefusedError, match=r"ticket\.newer"):
        agent_reply(services, release, ticket, "jin", "Does it hum?", brand="acme", nonce="a", seen=page)
    page = Seen(message=seen(services, release, ticket).messages[-1].id)
    agent_reply(services, release, ticket, "lee", "Unplug it.", brand="acme", seen=page)
    with pytest.raises(RefusedError, match=r"ticket\.newer"):
        agent_reply(services, release, ticket, "jin", "Does it hum?", brand="acme", nonce="a", seen=page)
    assert [message.text for message in seen(services, release, ticket).thread][1:] == ["It hums now.", "Unplug it."]


def test_notes_and_one_s_own_answers_hold_no_answer_up(services, release, ticket):
    page = as_shown(seen(services, release, ticket))
    add_note(services, release, ticket, "lee", "A hum.", brand="acme")
    agent_reply(services, release, ticket, "jin", "First,", brand="acme", status=page.status, seen=page)
    agent_reply(services, release, ticket, "jin", "second.", brand="acme", status=page.status, seen=page)
    assert [message.text for message in seen(services, release, ticket).thread][1:] == ["First,", "second."]


def test_an_answer_sent_twice_is_one_whatever_has_come_since(services, release, ticket):
    page = Seen(message=ticket)
    agent_reply(services, release, ticket, "jin", "Once.", brand="acme", nonce="a", seen=page)
    customer_reply(services, release, ticket, "Thanks.", (), "once", brand="acme")
    agent_reply(services, release, ticket, "jin", "Once.", brand="acme", nonce="a", seen=page)
    assert [message.text for message in seen(services, release, ticket).thread][1:] == ["Once.", "Thanks."]


def test_an_answer_leaves_a_status_alone_that_its_author_did_not_touch(services, release, ticket):
    page = as_shown(seen(services, release, ticket))
    change(services, release, ticket, "lee", brand="acme", status="pending")
    agent_reply(services, release, ticket, "jin", "Hm.", brand="acme", status=page.status, seen=page)
    assert seen(services, release, ticket).status.id == "pending"


def test_an_answer_does_not_undo_a_status_that_its_author_has_not_seen(services, release, ticket):
    page = as_shown(seen(services, release, ticket))
    change(services, release, ticket, "lee", brand="acme", status="pending")
    with pytest.raises(RefusedError, match=r"ticket\.overtaken"):
        agent_reply(services, release, ticket, "jin", "Done.", brand="acme", seen=page)
    found = seen(services, release, ticket)
    assert (found.status.id, len(found.messages)) == ("pending", 1)
