"""Triggers in words, whole text beside what was written."""

from schemas.triggers.sentences import sentence, told


def lines(triggers, text, language="en"):
    return "\n".join("\n".join(told(trigger, language, "en")) for trigger in triggers(text))


def test_a_trigger_is_told_one_fact_a_line(triggers):
    text = """
- id: urgent-or-refund
  title: Refund words or high priority
  events: [created, customer_replied]
  all:
    - {if: inquiry_type, under: billing}
    - {if: tags, not_has_any: [spam, duplicate]}
    - {any: [{if: group, present: false}, {if: agent, changed: true}]}
  any:
    - {if: title, contains: refund}
    - {if: priority, at_least: high}
  then:
    - {do: assign, group: billing, method: linear}
    - {do: set, status: processing, priority: high, fields: {device: oven, agreed: true}}
    - {do: tag, add: [money], remove: [new]}
    - {do: mail, to: [customer, "group:billing"], bcc: ["agent:jin"], message: received}
    - {do: note, text: {en: Please   hurry, ko: 서둘러 주세요}}
    - {do: unassign}
"""
    assert (
        lines(triggers, text)
        == """\
urgent-or-refund: Refund words or high priority
  when a ticket is created or the customer replies
  if the inquiry type is billing or below it
  and the tags include none of spam, duplicate
  and (the group is blank or the agent has changed)
  and the title contains "refund" or the priority is at least high
  then assign it to one of billing in turn: all
  then set the status to processing and the priority to high and the field device to oven and the field agreed to ticked
  then tag it money and take off new
  then mail message received to the customer, the group billing, bcc agent jin
  then note for agents: "Please hurry"
  then take it from its group and agent"""
    )


def test_cases_are_indented_and_texts_are_in_the_readers_language(triggers):
    text = """
- id: commands
  title: What agents type
  events: [note_added]
  shadow: true
  cases:
    - id: bug
      all: [{if: new_text, matches: '^/bug'}, {if: extras, not_has: rack}, {if: since_status, at_least: 2d}]
      then: [{do: mail, to: [assignee, group], subject: {en: A bug, ko: 오류}, body: b}]
"""
    assert (
        lines(triggers, text, "ko")
        == """\
commands: What agents type (shadow: logged, does not act)
  when a note is added
  case bug
    if what was just written matches "^/bug"
    and the field extras does not include rack
    and the time since the status changed is at least 2d
    then mail "오류" to the assignee, its group"""
    )


def test_a_trigger_is_told_in_one_sentence(triggers):
    [trigger] = triggers("""
- {id: a, enabled: false, all: [{if: inquiry_type, is: bug}], then: [{do: assign, group: kitchen, agent: sol}]}
""")
    assert sentence(trigger, "en", "en") == (
        "When a ticket is created, if the inquiry type is bug, then assign it to sol of kitchen."
    )
    assert told(trigger, "en", "en")[0] == "a: a (switched off)"
