from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text

from runtime.store.tables import answers, events, metadata
from runtime.tickets import agent_reply, change, customer_reply, submit, view
from runtime.tickets.sealed import Sealer, UnreadableError
from tests.stores import DESK

CANARY = "M1234567-canary"


def test_an_encrypted_answer_is_read_back_by_agents(services, release, inquiry):
    submitted = submit(services, release, inquiry(passport=CANARY))
    answer = next(
        one for one in view(services, release, "acme", submitted.ticket_id).answers if one.field == "passport"
    )
    assert (answer.value, answer.personal) == (CANARY, True)


def test_an_encrypted_answer_is_nowhere_readable_in_the_database(services, release, inquiry, store_url):
    submit(services, release, inquiry(passport=CANARY))
    if make_url(store_url).drivername == "sqlite":
        services.store.close()
        file = Path(make_url(store_url).database)
        kept = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        assert b"It hums all night." in kept
        assert CANARY.encode() not in kept
        return
    with services.store.read() as connection:
        names = [*metadata.tables, "dbos.workflow_status"]
        dump = "".join(str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in names)
    assert "It hums all night." in dump
    assert CANARY not in dump


def test_sealed_bytes_mean_nothing_in_another_place(services, release, inquiry):
    first = submit(services, release, inquiry(passport=CANARY)).ticket_id
    second = submit(services, release, inquiry(passport="M7654321")).ticket_id
    with services.store.write() as connection:
        sealed = connection.execute(
            select(answers.c.sealed).where(answers.c.ticket_id == first, answers.c.field == "passport")
        ).scalar()
        connection.execute(
            answers.update().where(answers.c.ticket_id == second, answers.c.field == "passport").values(sealed=sealed)
        )
    answer = next(one for one in view(services, release, "acme", second).answers if one.field == "passport")
    assert (answer.value, answer.shown, answer.unreadable) == ("", {}, True)


def test_the_same_words_are_sealed_differently_each_time():
    sealer = Sealer("a secret that is long enough for a test of it")
    assert sealer.seal("t", "f", {"value": "x"}) != sealer.seal("t", "f", {"value": "x"})


def test_another_installation_cannot_open_what_is_sealed():
    sealed = Sealer("a secret that is long enough for a test of it").seal("t", "f", {"value": "x"})
    with pytest.raises(UnreadableError):
        Sealer("another secret that is long enough as well").open("t", "f", sealed)


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(12), bytes(64)])
def test_bytes_that_are_no_sealed_answer_are_unreadable(sealed):
    with pytest.raises(UnreadableError):
        Sealer("a secret that is long enough for a test of it").open("t", "f", sealed)


def test_a_ticket_whose_answers_nobody_can_read_is_worked_on_like_any_other(services, bundle, inquiry):
    fields = {**DESK["fields"]}
    for name in ("email", "title", "content"):
        fields[name] = {**fields[name], "personal": {"encrypt": True}}
    release = bundle(fields=fields)
    other = replace(services, secret_key="the secret of an installation that is no more")
    ticket = submit(other, release, inquiry(passport=CANARY)).ticket_id
    agent_reply(services, release, ticket, "jin", "We look into it.", brand="acme")
    change(services, release, ticket, "jin", brand="acme", priority="normal")
    customer_reply(services, release, ticket, "Thank you.", brand="acme")
    found = view(services, release, "acme", ticket)
    assert {one.field for one in found.answers if one.unreadable} == {"email", "title", "content", "passport"}
    assert (found.title, found.customer_email, found.customer_name) == ("", "", "Ada Lovelace")
    assert [(one.text, one.unreadable) for one in found.messages] == [
        ("", True), ("We look into it.", False), ("Thank you.", False),
    ]  # fmt: skip


def test_the_event_log_holds_neither_words_nor_personal_answers(services, release, inquiry):
    submit(services, release, inquiry(passport=CANARY))
    with services.store.read() as connection:
        row = connection.execute(select(events)).one()
    logged = f"{row.facts} {row.trace}"
    assert row.facts["after"]["fields"] == {"device": "oven"}
    for words in (CANARY, "hums", "ada@example.com", "Ada Lovelace"):
        assert words not in logged
