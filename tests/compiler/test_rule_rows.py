"""Triggers as an admin writes them: what is accepted, what is found, what reviewers read."""

import pytest

from compiler.snapshot import snapshots
from schemas.triggers.ruleset import rules_of
from tests.kitchen import KeptBlobs, base, compiled, said

PEOPLE = {
    "brands/_organization/members.yaml": """\
jin: {name: Jin Kim, email: jin@kitchen.example, mobile: "+821012345678"}
test01: {name: Lee Test, email: lee@kitchen.example}
mina: {name: Mina Park, email: mina@kitchen.example}
""",
    "agents.yaml": "jin: {role: admin}\ntest01: {}\nmina: {}\n",
    "groups.yaml": "billing: {name: Billing, agents: [test01, mina]}\nsupport: {name: Support, agents: [jin]}\n",
    "inquiry_types.yaml": """\
- {id: billing, name: Billing, form: question, children: [{id: refund, name: Refund}]}
- {id: bug, name: Bug, form: question}
""",
}
TRIGGERS = "triggers/10-rules.yaml"


def rule(then, conditions="all: [{if: inquiry_type, under: billing}]", events="created", more=""):
    return f"- id: one\n  title: One\n  events: [{events}]\n  {conditions}\n{more}  then: [{then}]\n"


def findings(text, **files):
    return said({**PEOPLE, TRIGGERS: text, **files})


@pytest.fixture
def told():
    def go(text, language="en", **files):
        blobs = KeptBlobs()
        result, found = compiled({**PEOPLE, TRIGGERS: text, **files}, blobs)
        assert result.bundle is not None, found
        [whole] = [one.text for one in snapshots(result.bundle, blobs.kept.__getitem__) if ".agents" in one.path]
        return whole.partition("# Triggers\n")[2].partition("\n\n")[0].strip("\n")

    return go


def test_the_guides_example_is_told_as_it_was_written(told):
    """NHN-041 NHN-043 NHN-044 NHN-052: billing goes to test01 of the group Billing, necessarily."""
    assert told(rule("{do: assign, group: billing, agent: test01}")) == (
        """\
one: One
  when a ticket is created
  if the inquiry type is billing or below it
  then assign it to test01 of billing"""
    )


@pytest.mark.parametrize(
    ("row", "text", "code"),
    [
        ("NHN-044", "- {id: one, title: One, events: [created]}\n", "FD506"),
        ("NHN-044", "- {id: one, events: [created], then: [{do: unassign}]}\n", "FD102"),
        ("NHN-050", rule("{do: unassign}", "all: [{if: inquiry_typ, is: bug}]"), "FD501"),
        ("NHN-050", rule("{do: unassign}", "all: [{if: status, contains: pend}]"), "FD502"),
        ("NHN-050", rule("{do: unassign}", "all: [{if: inquiry_type, is: bugs}]"), "FD503"),
        ("NHN-050", rule("{do: unassign}", "all: [{if: created_at, at_least: soon}]"), "FD503"),
        ("NHN-052", rule("{do: assign, group: billing, agent: jin}"), "FD507"),
        ("NHN-052", rule("{do: assign, group: sales}"), "FD201"),
        ("NHN-052", rule("{do: assign, group: billing, agent: test01, method: linear}"), "FD510"),
        ("NHN-053", rule("{do: assign, group: support, method: random}"), "FD509"),
        ("NHN-057", rule("{do: mail, to: [everybody], subject: S, body: B}"), "FD515"),
        ("NHN-058", rule("{do: mail, to: [group], subject: S, body: '#{ticket.titel}'}"), "FD511"),
        ("NHN-061", rule("{do: forward, to: [ops]}"), "FD515"),
        ("NHN-061", rule("{do: forward, to: [customer]}"), "FD515"),
        ("NHN-064", rule('{do: webhook, url: "http://127.0.0.1/hook"}'), "FD7"),
        ("NHN-064", rule('{do: webhook, url: "https://h.example/t", signing_key: hunter2}'), "FD103"),
        ("NHN-065", rule("{do: dooray, hook: billing, text: '#{ticket.id}'}"), "FD527"),
        ("NHN-065", rule("{do: dooray, hook: billing, text: '#{ticket.nothing}'}"), "FD511"),
        ("NHN-066", rule("{do: set, inquiry_type: sales}"), "FD201"),
    ],
)
def test_what_cannot_work_is_refused(row, text, code):
    """NHN-044 NHN-050 NHN-052 NHN-053 NHN-057 NHN-058 NHN-061 NHN-064 NHN-065 NHN-066: mistakes have findings."""
    assert f"[{code}" in findings(text), row


def test_a_trigger_is_on_unless_it_says_otherwise(told):
    """NHN-045 NHN-046: what is written runs; what is switched off is listed as such."""
    assert "switched off" not in told(rule("{do: unassign}"))
    assert told(rule("{do: unassign}", more="  enabled: false\n")).startswith("one: One (switched off)")


def test_an_edited_condition_changes_its_line_alone(told):
    """NHN-047: a change of conditions reads as one line."""
    before = told(rule("{do: unassign}")).splitlines()
    after = told(rule("{do: unassign}", "all: [{if: inquiry_type, is: bug}]")).splitlines()
    assert [line for line in after if line not in before] == ["  if the inquiry type is bug"]


def test_everybody_who_may_be_told_is_told_in_words(told):
    """NHN-042 NHN-049 NHN-057 NHN-062: notifications go to people by role, by id or by address."""
    to = "customer, assignee, group, 'agent:jin', 'group:billing', 'ops@acme.example'"
    text = rule(f"{{do: mail, to: [{to}], subject: News, body: '#{{ticket.link}}'}}", events="agent_replied")
    assert told(text).splitlines()[-1] == (
        '  then mail "News" to the customer, the assignee, its group, agent jin, the group billing, ops@acme.example'
    )


def test_a_notification_has_words_for_each_language():
    """NHN-058: title and content in every language of the brand; a missing one is found."""
    strict = "version: 1\nenvironments: [demo]\ndefaults: {translations: {missing: block}}\n"
    files = {"brand.yaml": "name: {en: K, ko: 키}\nlanguages: [en, ko]\n", "frontdesk.yaml": strict}
    mail = "{do: mail, to: [customer], subject: {en: News%s}, body: {en: B, ko: 나}}"
    assert "10-rules.yaml:5" in findings(rule(mail % "", events="agent_replied"), **files)
    assert "10-rules.yaml" not in findings(rule(mail % ", ko: 소식", events="agent_replied"), **files)
    assert "10-rules.yaml" not in findings(rule("{do: note, text: {en: Please hurry}}"), **files)


def test_a_notification_goes_out_as_written():
    """NHN-059: no layout is put around a rule's mail; its body crosses into the bundle as it is."""
    files = {"mail/layouts/resolved.en.html": "<p>Layout: #{content}</p>\n"}
    result, _ = compiled({**PEOPLE, **files, TRIGGERS: rule("{do: mail, to: [group], subject: S, body: <p>B</p>}")})
    [action] = result.bundle.brands["kitchen"].desk.triggers[0].then
    assert action.body.by_language == {"en": "<p>B</p>"}


def test_html_in_a_brand_of_plain_text_is_found():
    """NHN-060: mails are written as the brand's editor says."""
    text = rule("{do: mail, to: [group], subject: S, body: <p>B</p>}")
    assert "FD541" in findings(text, **{"brand.yaml": "name: K\nlanguages: [en]\neditor: text\n"})
    assert findings(text) == ""


def test_a_ticket_is_forwarded_and_completed(told):
    """NHN-048 NHN-051 NHN-061 NHN-063: automatic forwarding, and completing afterwards."""
    assert told(rule('{do: forward, to: ["ops@acme.example"], complete: true}')).splitlines()[-1] == (
        "  then forward it to ops@acme.example and complete it"
    )


def test_a_callback_is_told_with_its_address(told):
    """NHN-064: who reviews a callback reads where it goes, and that it is signed."""
    files = {
        "bindings.yaml": "main_host: {type: host}\nops_hook: {type: url}\n",
        "environments/demo.yaml": 'kitchen: {main_host: kitchen.localhost, ops_hook: "https://hooks.acme.example/t"}\n',
    }
    text = rule('{do: webhook, url: {binding: ops_hook}, signing_key: {secret: "env:OPS_HOOK_KEY"}}')
    assert told(text, **files).splitlines()[-1] == "  then call the address ops_hook by post, signed"


def test_a_chat_room_gets_fields_of_the_form(told):
    """NHN-065: a Dooray template may hold basic fields and the brand's own."""
    files = {
        "channels/dooray.yaml": 'hooks: {billing: {url: {secret: "env:DOORAY_HOOK"}}}\n',
        "fields/order_no.yaml": "{type: text, label: Order}\n",
        "forms/question.yaml": "fields: [{field: order_no}]\n",
    }
    text = rule("{do: dooray, hook: billing, text: '#{ticket.title} #{field.order_no}'}")
    assert told(text, **files).splitlines()[-1] == (
        '  then write to the Dooray room billing: "#{ticket.title} #{field.order_no}"'
    )


ASKED = "events: [created], all: [{if: inquiry_type, under: billing}]"
TWO = f"""\
- {{id: a, title: A, {ASKED}, then: [{{do: assign, group: billing, agent: test01}}]}}
- {{id: b, title: B, {ASKED}, then: [{{do: assign, group: billing, method: linear}}]}}
"""


def test_of_two_rivals_the_last_counts_and_a_warning_says_so():
    """NHN-055: equal conditions, different agents: both run, the later one wins, and the compiler warns."""
    assert "warning[FD517]" in findings(TWO)
    assert findings(TWO.replace("id: b, title: B,", "id: b, title: B, enabled: false,")) == ""


def test_the_order_of_a_group_is_kept():
    """NHN-054 NHN-056: linear assignment goes by the order in which agents stand in the group."""
    result, _ = compiled({**PEOPLE, TRIGGERS: rule("{do: assign, group: billing, method: linear}")})
    rules = rules_of(result.bundle.brands["kitchen"].desk)
    assert rules.ground.groups["billing"] == ("test01", "mina")
    assert rules.ground.mobiles == {"jin": "+821012345678"}


def test_triggers_run_by_file_and_place(told):
    """NHN-067: order is the file's name, then the place in it."""
    later = {"triggers/05-first.yaml": rule("{do: unassign}").replace("id: one", "id: first").replace("One", "First")}
    names = [line for line in told(TWO.replace("all: [", "any: ["), **later).splitlines() if not line.startswith(" ")]
    assert names == ["first: First", "a: A", "b: B"]


def test_words_for_each_reader_of_a_text_message():
    """FC-05 FC-53: a text message needs a provider, a number and words; its words are customised as a mail's are."""
    files = {
        "brand.yaml": "name: K\nlanguages: [en]\nfeatures: {sms: true}\n",
        "channels/sms.yaml": '{app_key: {secret: "env:SMS_APP_KEY"}, numbers: ["15880000"]}\n',
        "messages/sent.yaml": "subject: S\nbody: B\nsms: 'Sent: #{ticket.link}'\n",
    }
    text = rule("{do: sms, to: ['@[AffectedMobile]'], message: sent}", events="agent_replied")
    assert findings(text, **files) == ""
    result, _ = compiled({**PEOPLE, **files, TRIGGERS: text})
    assert result.bundle.brands["kitchen"].desk.messages["sent"].sms == {"en": "Sent: #{ticket.link}"}
    assert "FD526" in findings(text, **{**files, "channels/sms.yaml": None})
    assert "FD537" in findings(text, **{**files, "messages/sent.yaml": "subject: S\nbody: B\n"})


def test_a_mail_comes_from_an_account_that_sends():
    """FC-19: From is one of the brand's outgoing accounts."""
    accounts = "service: {address: s@kitchen.example, send: {host: smtp.kitchen.example}}\nhelp: {provided: true}\n"
    text = rule("{do: mail, from: service, to: [group], subject: S, body: B}")
    assert findings(text, **{"mail/accounts.yaml": accounts}) == ""
    assert "FD201" in findings(text.replace("service", "sales"), **{"mail/accounts.yaml": accounts})


def test_nobody_acts_unless_a_trigger_says_so():
    """FC-02 FC-11: without an enabled action nothing is sent."""
    result, _ = compiled(PEOPLE)
    desk = result.bundle.brands["kitchen"].desk
    assert desk.triggers == ()
    assert rules_of(desk).index == {}


def test_a_telephone_alias_in_a_mail_is_remarked_on():
    """FC-21: the alias means the e-mail address there, which its name does not say."""
    text = rule("{do: mail, to: ['@[AffectedMobile]'], subject: S, body: B}", events="agent_replied")
    assert findings(text).startswith("note[FD546]")


def test_an_own_name_of_the_organisation_is_known_and_compiled_away():
    """FC-20 FC-26: an alias of the organisation's own means an entry there is."""
    files = {
        "brands/_organization/placeholders.yaml": "AffectedSerial: {means: field.serial_no}\n",
        "fields/serial_no.yaml": "{type: text, label: Serial}\n",
        "forms/question.yaml": "fields: [{field: serial_no}]\n",
    }
    text = rule("{do: note, text: 'Serial @[AffectedSerial|unknown]'}")
    assert findings(text, **files) == ""
    result, _ = compiled({**PEOPLE, **files, TRIGGERS: text})
    [note] = result.bundle.brands["kitchen"].desk.triggers[0].then
    assert note.text.by_language == {"en": "Serial #{field.serial_no|unknown}"}


def test_a_known_customer_may_be_called_by_name():
    """FC-26: dispatchers write down the address themselves, so a project's mails may repeat what is known."""
    text = rule("{do: mail, to: [customer], subject: S, body: 'Hey @[AffectedFirstName]'}", "all: [{if: %s}]")
    assert "FD518" in findings(text.replace("%s", "title, contains: a"))
    assert findings(text.replace("%s", "actor, in: [agent, admin]")) == ""
    assert findings(text.replace("%s", "customer.member, is: true")) == ""
    assert "FD518" in findings(text.replace("%s", "actor, in: [agent, customer]"))


def test_a_project_says_who_wrote_only_where_dispatchers_make_its_tickets():
    """FC-26: a trigger that puts anybody's tickets into a project takes away what the project says of its customers."""
    files = {
        "portals/track.yaml": base()["brands/kitchen/portals/main.yaml"]
        .decode()
        .replace("main_host}}", "main_host}, path: /t}")
        + "access: {mode: ticket_link}\nshow: {knowledge_base: false, inquiries: false}\n",
        "projects/repair.yaml": "{name: Repair, portal: track, required: [email]}\n",
    }
    text = rule("{do: mail, to: [customer], subject: S, body: 'Hey @[AffectedFirstName]'}", "all: [{if: project, %s}]")
    assert findings(text.replace("%s", "is: repair"), **files) == ""
    assert "FD518" in findings(text.replace("%s", "changed: false"), **files)
    moving = "- {id: m, title: M, events: [note_added], then: [{do: set, project: repair}]}\n"
    assert "FD518" in findings(text.replace("%s", "is: repair") + moving, **files)


def test_rules_of_a_bundle_decide_with_working_hours():
    """NHN-050: what a service level counts as time is what rules count."""
    files = {"sla/nbd.yaml": 'value: NBD\nhours: [{days: [mon-fri], from: "08:00", to: "17:00"}]\n'}
    text = rule(
        "{do: set, priority: high}", "all: [{if: since_created, at_least: 4h, business_hours: nbd}]", "time_passed"
    )
    result, found = compiled({**PEOPLE, **files, TRIGGERS: text})
    assert found == ""
    rules = rules_of(result.bundle.brands["kitchen"].desk)
    assert set(rules.ground.calendars) == {"nbd"}
