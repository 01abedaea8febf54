"""What rules send beside mails: replies, text messages, forwards, calls, words for a chat room."""

from dataclasses import replace

import pytest

from schemas.brand import Bound
from schemas.mail import Secret
from schemas.triggers.effects import CallPlanned, ForwardPlanned, PostPlanned, Recipient, Replied, SmsPlanned, StatusSet
from schemas.triggers.engine import decide
from schemas.triggers.ruleset import ready
from schemas.triggers.ticket import Customer
from schemas.triggers.trace import as_data, from_data


@pytest.fixture
def run(triggers, ticket, facts):
    def go(text, state=None, **ground):
        known = facts()
        known = replace(known, ground=replace(known.ground, completed="completed", **ground))
        return decide(ready(triggers(text), known.ground), "created", state or ticket(), known)

    return go


def test_a_reply_goes_into_the_thread(run):
    decision = run("- {id: a, then: [{do: reply, message: closed}, {do: reply, text: {en: Hello, ko: 안녕}}]}")
    assert decision.effects == (Replied("a", "closed"), Replied("a", None, {"en": "Hello", "ko": "안녕"}))
    assert [(sent.kind, sent.to) for sent in decision.trace.lines[0].sent] == [("reply", ("customer",))] * 2


def test_an_alias_in_a_text_message_is_the_telephone(run, ticket):
    """FC-05 FC-21 FC-53: the alias means the channel's own address, here the number."""
    someone = ticket(customer=Customer("ada@example.com", phone="+49301234"))
    decision = run("- {id: a, then: [{do: sms, to: ['@[AffectedMobile]', customer], text: Hi}]}", someone)
    assert decision.effects == (SmsPlanned("a", (Recipient("customer", "+49301234"),), text={"en": "Hi"}),)


def test_who_has_no_number_is_said_and_nothing_is_sent(run):
    text = "- {id: a, then: [{do: sms, to: [customer, 'agent:jin', 'agent:sol'], text: Hi}]}"
    decision = run(text, mobiles={"jin": "+8210"})
    [planned] = decision.effects
    assert planned.to == (Recipient("agent", "+8210", "jin"),)
    assert planned.left_out == ("customer: no number", "agent:sol: no number")
    nobody = run("- {id: a, then: [{do: sms, to: [customer], text: Hi}]}")
    assert nobody.effects == ()
    assert nobody.trace.lines[0].sent[0].suppressed == "nobody to send it to"


def test_a_ticket_is_forwarded_and_then_completed(run):
    """NHN-048 NHN-061 NHN-063: the mail is planned first, then the ticket is complete for the rules below."""
    decision = run("""
- {id: a, then: [{do: forward, to: ["ops@acme.example", "ops@acme.example"], complete: true}]}
- {id: b, all: [{if: status, is: unassigned}], then: [{do: tag, add: [open]}]}
""")
    assert decision.effects == (
        ForwardPlanned("a", (Recipient("address", "ops@acme.example"),)),
        StatusSet("a", "completed"),
    )
    assert decision.trace.fired == ("a",)


def test_a_ticket_that_reaches_nobody_is_not_completed(run):
    decision = run("- {id: a, then: [{do: forward, to: [assignee], complete: true}]}")
    assert decision.effects == ()
    assert decision.ticket.status == "unassigned"


def test_a_call_keeps_its_address_and_key_as_names(run):
    """NHN-064: what a callback calls and signs with is known to the environment alone."""
    decision = run("""
- id: a
  then:
    - {do: webhook, url: {binding: ops_hook}, signing_key: {secret: "env:KEY"}, method: put}
    - {do: webhook, url: "https://hooks.example/t", body: "#{ticket.id}"}
""")
    assert decision.effects == (
        CallPlanned("a", "put", Bound.model_validate({"binding": "ops_hook"}), Secret(secret="env:KEY")),
        CallPlanned("a", "post", Bound.model_validate("https://hooks.example/t"), body={"en": "#{ticket.id}"}),
    )
    assert [sent.to for sent in decision.trace.lines[0].sent] == [("binding:ops_hook",), ("https://hooks.example/t",)]


def test_words_for_a_room_and_their_trace(run):
    """NHN-065: a Dooray message names a room by its name."""
    decision = run("- {id: a, then: [{do: dooray, hook: billing, text: '#{ticket.title}'}]}")
    assert decision.effects == (PostPlanned("a", "billing", {"en": "#{ticket.title}"}),)
    assert from_data(as_data(decision.trace)) == decision.trace


def test_a_mail_says_where_it_comes_from_and_what_its_link_may(run):
    """FC-19 FC-25: the account and the right to book stand with the mail."""
    [mail] = run("- {id: a, then: [{do: mail, from: service, to: [customer], message: m, booking: true}]}").effects
    assert (mail.account, mail.booking) == ("service", True)


def test_attributes_beside_priority_are_written_and_read(run):
    """NHN-066: a rule sets the inquiry type, and more of the kind."""
    decision = run("""
- {id: a, then: [{do: set, processing_type: done, project: repair, sla: nbd, inbox: support, inquiry_type: bug}]}
- {id: b, all: [{if: project, is: repair}, {if: sla, in: [nbd]}, {if: inbox, changed: true}], then: [{do: unassign}]}
- {id: c, all: [{if: processing_type, under: all}], then: [{do: tag, add: [done]}]}
""", processing={"all": ("all",), "done": ("done", "all")})  # fmt: skip
    after = decision.ticket
    assert (after.processing_type, after.project, after.sla, after.inbox) == ("done", "repair", "nbd", "support")
    assert decision.trace.fired == ("a", "b", "c")
    assert after.inquiry_type == "bug"
