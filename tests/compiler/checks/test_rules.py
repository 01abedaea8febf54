"""Checks of rules beyond what their pages show: no cascades, no false alarms, words that lie elsewhere."""

import pytest

TRIGGERS = "brands/kitchen/triggers/10-rules.yaml"
RECEIVED = "brands/kitchen/messages/received.yaml"


def rule(body, events="created", name="one"):
    return f"- id: {name}\n  title: T {name}\n  events: [{events}]\n{body}\n"


MAILED = rule("  then: [{do: mail, to: [customer], message: received}]")


def test_the_base_is_sound(compiled):
    assert [item.message for item in compiled({}).diagnostics] == []


def test_nothing_is_said_about_a_field_whose_file_is_broken(found):
    changes = {
        "brands/kitchen/fields/device.yaml": "{type: radio, label: Device}\n",
        TRIGGERS: rule("  all: [{if: device, is: oven}]\n  then: [{do: set, fields: {device: hob}}]"),
        RECEIVED: "{subject: s, body: '#{field.device}'}\n",
    }
    assert found(changes) == []


@pytest.mark.parametrize(
    ("broken", "target"),
    [
        ({"brands/kitchen/groups.yaml": "support: {nam: S}\n"}, "{if: group, is: suport}"),
        ({"brands/kitchen/tickets.yaml": "statuses: [{id: new}]\n"}, "{if: status, is: new}"),
        ({"brands/kitchen/agents.yaml": "jin: {rol: admin}\n"}, "{if: agent, is: jon}"),
    ],
)
def test_nothing_is_said_about_ids_of_a_list_that_is_broken(broken, target, found):
    assert found({**broken, TRIGGERS: rule(f"  all: [{target}]\n  then: [{{do: tag, add: [x]}}]")}) == []


def test_conditions_in_groups_and_cases_have_their_places(found):
    text = """\
- id: one
  title: T
  events: [note_added]
  all:
    - any:
        - {if: status, is: unassigned}
        - {if: nothing, is: x}
  cases:
    - {id: c, any: [{if: title, contains: 3}], then: [{do: set, status: gone}]}
"""
    assert found({TRIGGERS: text}) == [
        'FD501 10-rules.yaml:7:16 a ticket has no "nothing"',
        "FD503 10-rules.yaml:9:43 text is needed here, not 3",
        'FD519 10-rules.yaml:9:73 there is no status "gone"',
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "{if: priority, at_least: high}",
        "{if: inquiry_type, not_under: question}",
        "{if: group, present: false}",
        "{if: agent, in: [jin, mina]}",
        "{if: actor.id, is: jin}",
        "{if: actor, is: customer}",
        "{if: channel, is: portal}",
        "{if: language, is: ko}",
        "{if: tags, has_any: [anything]}",
        "{if: amount, between: [1.5, 20]}",
        "{if: agreed, is: true}",
        "{if: extras, has_all: [rack]}",
        "{if: created_at, between: ['2026-03-01', '2026-03-01T09:00']}",
        "{if: now, at_least: '2026-03-01'}",
        "{if: since_agent_reply, between: [4h, 2d]}",
        "{if: new_text, matches: '(?-i)^/bug\\b'}",
        "{if: status, changed_to: completed}",
        "{if: attachments, present: true}",
    ],
)
def test_what_is_legal_is_not_reported(condition, found):
    options = "options: [{id: rack, label: {en: Rack, ko: 선반}}]"
    fields = {
        "brands/kitchen/fields/amount.yaml": "{type: number, label: {en: Amount, ko: 금액}}\n",
        "brands/kitchen/fields/agreed.yaml": "type: agree\nlabel: {en: A, ko: 동의}\ntext: {en: A, ko: 동의}\n"
        "sentence: {en: A, ko: 동의}\n",
        "brands/kitchen/fields/extras.yaml": f"type: checkbox\nlabel: {{en: E, ko: 추가}}\n{options}\n",
    }
    assert found({**fields, TRIGGERS: rule(f"  all: [{condition}]\n  then: [{{do: tag, add: [x]}}]")}, "FD50") == []


def test_a_placeholder_is_found_in_the_code_that_holds_the_words(found):
    changes = {
        "brands/kitchen/codes/mail.yaml": "mail.hello: {text: {en: Hello, ko: '안녕 #{customer.nme}'}}\n",
        RECEIVED: "{subject: {code: mail.hello}, body: {en: b, ko: 본문}}\n",
    }
    assert found(changes) == ["FD511 mail.yaml:1:40 there is no placeholder #{customer.nme}"]


def test_the_second_of_two_equal_placeholders_has_a_place_of_its_own(found):
    body = "  en: |\n    <p>#{nope}</p>\n    <p>#{nope} #{nope}</p>\n  ko: 본문\n"
    assert [line.split()[1] for line in found({RECEIVED: f"subject: {{en: s, ko: 제목}}\nbody:\n{body}"})] == [
        "received.yaml:4:8",
        "received.yaml:5:8",
        "received.yaml:5:16",
    ]


def test_every_language_of_a_mail_is_looked_at(found):
    changes = {RECEIVED: "subject: {en: Hello, ko: '#{customer.name}님'}\nbody: {en: b, ko: 본문}\n", TRIGGERS: MAILED}
    assert [line.split()[:2] for line in found(changes)] == [["FD518", "received.yaml:1:27"]]


@pytest.mark.parametrize(
    "words", ["#{ticket.title}", "#{ticket.inquiry}", "#{customer.phone}", "#{message.text}", "#{field.note}"]
)
def test_a_strangers_words_are_not_mailed_to_whatever_address_was_typed(words, found):
    changes = {
        "brands/kitchen/fields/note.yaml": "{type: long_text, label: {en: N, ko: 메모}}\n",
        RECEIVED: f"subject: {{en: Hello, ko: 안녕}}\nbody: {{en: '{words}', ko: 본문}}\n",
        TRIGGERS: MAILED,
    }
    assert [line.split()[0] for line in found(changes)] == ["FD518"]


@pytest.mark.parametrize(
    "words", ["#{ticket.id}", "#{ticket.link}", "#{customer.email}", "#{field.device}", "#{brand.name}"]
)
def test_what_we_wrote_ourselves_may_be_mailed(words, found):
    options = "options: [{id: a, label: {en: A, ko: 가}}, {id: b, label: {en: B, ko: 나}}]"
    changes = {
        "brands/kitchen/fields/device.yaml": f"type: radio\nlabel: {{en: D, ko: 기기}}\n{options}\n",
        RECEIVED: f"subject: {{en: Hello, ko: 안녕}}\nbody: {{en: '{words}', ko: 본문}}\n",
        TRIGGERS: MAILED,
    }
    assert found(changes) == []


@pytest.mark.parametrize(
    ("to", "events", "codes"),
    [
        ("[assignee]", "created", []),
        ("['agent:jin']", "created", []),
        ("[customer]", "customer_replied", []),
        ("[customer]", "agent_replied", []),
        ("[assignee]", "time_passed", []),
        ("[customer]", "time_passed", ["FD518"]),
        ("[customer]", "agent_replied, created", ["FD518"]),
        ("[assignee, '@[AffectedMobile]']", "created", ["FD546", "FD518"]),
    ],
)
def test_who_is_told_and_when_decides_whether_words_may_be_repeated(to, events, codes, found):
    body = f"  then: [{{do: mail, to: {to}, subject: '#{{ticket.title}}', body: b}}]"
    assert [line.split()[0] for line in found({TRIGGERS: rule(body, events)})] == codes


def test_rivals_are_found_across_files_and_in_any_order_of_conditions(found):
    one = "  all: [{if: title, contains: a}, {if: status, is: pending}]\n"
    one += "  then: [{do: assign, group: support, agent: jin}]"
    two = "  all: [{if: status, is: pending}, {if: title, contains: a}]\n  then: [{do: assign, group: support}]"
    changes = {TRIGGERS: rule(one), "brands/kitchen/triggers/20-more.yaml": rule(two, name="two")}
    assert [line.split()[:2] for line in found(changes)] == [["FD517", "10-rules.yaml:5:15"]]
    other_event = {**changes, "brands/kitchen/triggers/20-more.yaml": rule(two, "agent_replied", "two")}
    assert found(other_event) == []
    same = {**changes, "brands/kitchen/triggers/20-more.yaml": rule(one, name="two")}
    assert found(same) == []


def test_a_trigger_may_wait_for_a_type_that_is_off_where_only_old_tickets_are_looked_at(found):
    types = "- {id: question, name: {en: Q, ko: 질문}, form: question, enabled: false}\n"
    body = "  all: [{if: inquiry_type, is: question}]\n  then: [{do: tag, add: [x]}]"
    off = {"brands/kitchen/inquiry_types.yaml": types}
    assert [line.split()[0] for line in found({**off, TRIGGERS: rule(body)})] == ["FD512"]
    assert found({**off, TRIGGERS: rule(body, "agent_replied")}) == []
    assert found({**off, TRIGGERS: rule("  enabled: false\n" + body)}) == []
    assert found({**off, TRIGGERS: rule(body.replace("is:", "is_not:"))}) == []


def test_a_misspelt_operator_names_the_one_meant(found):
    [line] = found({TRIGGERS: rule("  all: [{if: title, contians: x}]\n  then: [{do: tag, add: [x]}]")}, "FD103")
    assert line == 'FD103 10-rules.yaml:4:9 "contians" is not an operator; did you mean "contains"?'


def test_a_suggestion_replaces_the_placeholder_alone(compiled):
    changes = {RECEIVED: "{subject: {en: 'Hi #{ticket.idd}!', ko: 안녕}, body: {en: b, ko: 본문}}\n"}
    [finding] = compiled(changes).diagnostics
    [edit] = finding.suggestion.edits
    assert (edit.text, edit.span.column, edit.span.end_column) == ("#{ticket.id}", 20, 33)
