"""One pass: order, last write wins, cases, shadows, rotation, mail, and what the trace says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from schemas.triggers.effects import Assigned, FieldSet, MailPlanned, NoteAdded, StatusSet, Tagged
from schemas.triggers.engine import FULL_UP_TO, decide
from schemas.triggers.ruleset import ready
from schemas.triggers.trace import Trace, as_data, from_data


@pytest.fixture
def run(triggers, ticket, facts):
    """Decide on rules written in YAML."""

    def go(text, event="created", state=None, known=None, **options):
        known = known or facts()
        return decide(ready(triggers(text), known.ground), event, state or ticket(), known, **options)

    return go


def test_every_match_acts_and_the_last_write_wins(run):
    decision = run("""
- {id: one, then: [{do: assign, group: billing, agent: test01}, {do: set, priority: low}]}
- {id: two, all: [{if: inquiry_type, under: billing}], then: [{do: assign, group: billing, agent: jin}]}
- {id: three, all: [{if: inquiry_type, is: bug}], then: [{do: assign, group: kitchen}]}
""")
    assert decision.effects == (FieldSet("one", "priority", "low"), Assigned("two", "billing", "jin"))
    assert (decision.ticket.group, decision.ticket.agent, decision.ticket.priority) == ("billing", "jin", "low")
    one, two, three = decision.trace.lines
    assert [line.outcome for line in (one, two, three)] == ["fired", "fired", "not_matched"]
    assert [(write.attribute, write.value, write.overwritten_by) for write in one.writes] == [
        ("assignment", "billing/test01", "two"),
        ("priority", "low", None),
    ]
    assert (three.failed.expected, three.failed.actual) == ("bug", "refund")
    assert decision.trace.fired == ("one", "two")


def test_a_rule_sees_what_the_rules_above_it_did_and_not_what_those_below_will_do(run):
    decision = run("""
- {id: early, all: [{if: tags, has: vip}], then: [{do: set, status: pending}]}
- {id: tagging, then: [{do: tag, add: [vip]}, {do: set, inquiry_type: bug}]}
- {id: late, all: [{if: inquiry_type, is: bug}, {if: tags, has: vip}], then: [{do: set, status: completed}]}
""")
    assert decision.trace.fired == ("tagging", "late")
    assert decision.ticket.status == "completed"


def test_results_do_not_start_a_second_pass(run):
    decision = run("""
- {id: a, all: [{if: priority, is: normal}], then: [{do: set, priority: high}]}
- {id: b, all: [{if: priority, is: high}], then: [{do: set, priority: normal}]}
""")
    assert decision.trace.fired == ("a", "b")
    assert decision.effects == ()  # back where it was: nothing changes
    assert decision.ticket.priority == "normal"


def test_each_action_of_a_rule_sees_the_one_before_it(run):
    decision = run("""
- {id: a, then: [{do: assign, group: billing, agent: jin}, {do: mail, to: [assignee], message: yours}]}
""")
    [_, mail] = decision.effects
    assert [person.agent for person in mail.to] == ["jin"]


def test_only_rules_of_the_event_are_tried(run):
    decision = run("- {id: a, events: [agent_replied], then: [{do: set, status: pending}]}")
    assert decision.effects == ()
    assert decision.trace.lines == ()


def test_a_disabled_rule_is_named_and_not_tried(run):
    decision = run("- {id: a, enabled: false, then: [{do: set, status: pending}]}")
    assert decision.effects == ()
    assert [line.outcome for line in decision.trace.lines] == ["disabled"]


def test_a_shadow_is_logged_and_does_not_act(run):
    decision = run("""
- id: a
  shadow: true
  then: [{do: set, status: pending}, {do: note, text: hello}, {do: assign, group: kitchen, method: linear}]
- {id: b, all: [{if: status, is: pending}], then: [{do: set, priority: high}]}
""")
    assert decision.effects == ()
    assert decision.cursor_moves == {}
    shadow, other = decision.trace.lines
    assert (shadow.outcome, shadow.shadow) == ("fired", True)
    assert [write.attribute for write in shadow.writes] == ["status", "assignment"]
    assert [sent.kind for sent in shadow.sent] == ["note"]
    assert other.outcome == "not_matched"
    assert decision.trace.fired == ()


def test_cases_add_conditions_to_the_triggers_own_and_every_match_acts(run, facts):
    text = """
- id: commands
  events: [note_added]
  all: [{if: actor, in: [agent, admin]}]
  cases:
    - {id: bug, all: [{if: new_text, matches: '^/bug'}], then: [{do: tag, add: [bug]}]}
    - id: dup
      any: [{if: new_text, contains: /dup}]
      then: [{do: tag, add: [duplicate]}, {do: set, status: completed}]
"""
    both = run(text, "note_added", known=facts(actor="agent", new_text="/bug and /dup"))
    assert both.trace.fired == ("commands", "commands/bug", "commands/dup")
    assert both.effects == (
        Tagged("commands/bug", ("bug",)),
        Tagged("commands/dup", ("duplicate",)),
        StatusSet("commands/dup", "completed"),
    )
    stranger = run(text, "note_added", known=facts(actor="customer", new_text="/bug"))
    assert [line.rule for line in stranger.trace.lines] == ["commands"]


def test_a_triggers_own_conditions_are_decided_once_for_all_its_cases(run):
    decision = run("""
- id: a
  all: [{if: status, is: unassigned}]
  then: [{do: set, status: pending}]
  cases: [{id: b, all: [{if: status, is: pending}], then: [{do: tag, add: [seen]}]}]
""")
    assert decision.trace.fired == ("a", "a/b")


def test_tags_are_won_one_by_one(run, ticket):
    decision = run(
        """
- {id: a, then: [{do: tag, add: [x, y], remove: [old]}]}
- {id: b, then: [{do: tag, add: [old, had], remove: [y]}]}
""",
        state=ticket(tags=("old", "had")),
    )
    assert decision.effects == (Tagged("a", ("x",)),)
    assert decision.ticket.tags == ("had", "x", "old")


def test_unassign_takes_the_ticket_from_everyone(run, ticket):
    decision = run("- {id: a, then: [{do: unassign}]}", state=ticket(group="billing", agent="jin"))
    assert decision.effects == (Assigned("a", None, None),)
    assert (decision.ticket.group, decision.ticket.agent) == (None, None)


def test_fields_are_set_as_answers_are_stored(run):
    decision = run("- {id: a, then: [{do: set, fields: {amount: 12, agreed: true, extras: [rack], order_no: A1}}]}")
    assert dict(decision.ticket.fields) == {"amount": "12", "agreed": True, "extras": ("rack",), "order_no": "A1"}


# Assignment


def test_linear_gives_everyone_of_three_three_of_nine_tickets_in_the_groups_order(run, ticket, facts):
    cursors, given = {}, []
    for number in range(9):
        decision = run(
            "- {id: a, then: [{do: assign, group: billing, method: linear}]}",
            state=ticket(id=f"t{number}"),
            known=facts(cursors=cursors),
        )
        cursors |= decision.cursor_moves
        given.append(decision.ticket.agent)
    assert given == ["test01", "jin", "mina"] * 3


def test_only_the_assignment_that_survives_moves_its_cursor(run):
    decision = run("""
- {id: a, then: [{do: assign, group: billing, method: linear}]}
- {id: b, then: [{do: assign, group: kitchen, method: linear}]}
""")
    assert decision.cursor_moves == {"kitchen": "sol"}
    assert (
        run("""
- {id: a, then: [{do: assign, group: billing, method: linear}]}
- {id: b, then: [{do: assign, group: billing, agent: jin}]}
""").cursor_moves
        == {}
    )


def test_a_cursor_moves_even_when_the_turn_falls_on_the_agent_who_has_the_ticket(run, ticket):
    decision = run(
        "- {id: a, then: [{do: assign, group: kitchen, method: linear}]}", state=ticket(group="kitchen", agent="sol")
    )
    assert decision.effects == ()
    assert decision.cursor_moves == {"kitchen": "sol"}


def test_turns_skip_who_paused_and_survive_who_left(run, facts):
    text = "- {id: a, then: [{do: assign, group: billing, method: linear}]}"
    paused = run(text, known=facts(cursors={"billing": "test01"}, paused=frozenset(("jin",))))
    assert paused.ticket.agent == "mina"
    assert run(text, known=facts(cursors={"billing": "gone"})).ticket.agent == "test01"


def test_turns_over_some_agents_keep_the_groups_order_and_a_cursor_of_their_own(run):
    decision = run("- {id: a, then: [{do: assign, group: billing, method: linear, agents: [mina, jin]}]}")
    assert decision.cursor_moves == {"billing:jin,mina": "jin"}


@pytest.mark.parametrize("method", ["linear", "random"])
def test_a_method_that_finds_nobody_leaves_the_ticket_with_the_group(method, run):
    decision = run(f"- {{id: a, then: [{{do: assign, group: empty, method: {method}}}]}}")
    assert decision.effects == (Assigned("a", "empty"),)


def test_random_is_settled_by_ticket_and_rule_and_reaches_everyone(run, ticket):
    text = "- {id: a, then: [{do: assign, group: billing, method: random}]}"
    chosen = [run(text, state=ticket(id=f"t{number}")).ticket.agent for number in range(60)]
    assert chosen == [run(text, state=ticket(id=f"t{number}")).ticket.agent for number in range(60)]
    assert set(chosen) == {"test01", "jin", "mina"}
    other = [run(text.replace("id: a", "id: b"), state=ticket(id=f"t{number}")).ticket.agent for number in range(60)]
    assert chosen != other


# Mail and notes


def test_a_mail_reaches_each_address_once(run, ticket):
    decision = run(
        "- {id: a, then: [{do: mail, to: [customer, assignee, 'group:billing'], cc: ['agent:jin', Boss@acme.example],"
        " bcc: [boss@acme.example, '@[AffectedEmail]'], message: m}]}",
        state=ticket(group="billing", agent="jin"),
    )
    [mail] = decision.effects
    assert [person.address for person in mail.to] == [
        "ada@example.com",
        "jin@acme.example",
        "test01@acme.example",
        "mina@acme.example",
    ]
    assert [person.address for person in mail.cc] == ["Boss@acme.example"]
    assert mail.bcc == ()


def test_who_cannot_be_reached_is_said_and_a_mail_to_nobody_is_not_planned(run, ticket):
    nobody = replace(ticket().customer, email="")
    decision = run(
        "- {id: a, then: [{do: mail, to: [customer, assignee, group], message: m}]}", state=ticket(customer=nobody)
    )
    assert decision.effects == ()
    [sent] = decision.trace.lines[0].sent
    assert sent.suppressed == "nobody to send it to"
    assert sent.left_out == ("customer: no address", "assignee: nobody", "group: nobody")


def test_notes_and_mails_carry_their_words_in_every_language(run):
    decision = run("""
- id: a
  then:
    - {do: note, text: {ko: 안녕, en: hello}, visible_to: customer}
    - {do: mail, to: [ops@acme.example], subject: {ko: 제목, en: Subject}, body: {ko: 본문, en: Body}}
""")
    note, mail = decision.effects
    assert note == NoteAdded("a", {"ko": "안녕", "en": "hello"}, "customer")
    assert isinstance(mail, MailPlanned)
    assert (mail.subject["ko"], mail.body["en"]) == ("제목", "Body")


# Time


def test_a_time_rule_fires_once_and_again_when_its_conditions_have_stopped_being_true(run, ticket, facts):
    text = """
- {id: quiet, events: [time_passed], all: [{if: since_activity, at_least: 14d}], then: [{do: note, text: quiet}]}
"""
    now = facts().now

    def look(days, standing):
        state = ticket(activity_at=now - timedelta(days=days))
        return run(text, "time_passed", state=state, known=facts(standing=standing))

    first = look(15, frozenset())
    assert first.trace.fired == ("quiet",)
    second = look(16, first.standing)
    assert second.trace.lines[0].outcome == "standing"
    assert second.effects == ()
    assert look(1, second.standing).standing == frozenset()
    assert look(20, frozenset()).trace.fired == ("quiet",)


def test_a_write_resets_since_updated_but_not_since_activity_within_the_pass(run, ticket, facts):
    long_ago = facts().now - timedelta(days=30)
    decision = run(
        """
- {id: a, then: [{do: tag, add: [x]}]}
- {id: updated, all: [{if: since_updated, at_least: 1d}], then: [{do: note, text: u}]}
- {id: activity, all: [{if: since_activity, at_least: 1d}], then: [{do: note, text: a}]}
""",
        state=ticket(updated_at=long_ago, activity_at=long_ago),
    )
    assert decision.trace.fired == ("a", "activity")


def test_setting_what_already_is_resets_no_clock(run, ticket, facts):
    long_ago = facts().now - timedelta(days=30)
    state = ticket(updated_at=long_ago, status_at=long_ago)
    assert run("- {id: a, then: [{do: set, status: unassigned}]}", state=state).ticket is state


# The trace


def test_a_trace_survives_being_stored(run):
    decision = run("""
- {id: a, all: [{if: tags, has_any: [x, y]}], then: [{do: set, status: pending}]}
- {id: b, then: [{do: mail, to: [customer], message: m}, {do: tag, add: [x]}]}
""")
    stored = as_data(decision.trace)
    assert from_data(stored) == decision.trace
    assert from_data({"event": "created"}) == Trace("created")


def test_a_short_trace_leaves_out_only_rules_that_the_index_rules_out(run):
    text = """
- {id: a, all: [{if: inquiry_type, is: bug}], then: [{do: set, status: pending}]}
- {id: b, all: [{if: title, contains: nothing}], then: [{do: set, status: pending}]}
- {id: c, all: [{if: inquiry_type, is: refund}], then: [{do: set, status: completed}]}
"""
    short, full = run(text, told_in_full=False), run(text)
    assert [line.rule for line in short.trace.lines] == ["b", "c"]
    assert not short.trace.told_in_full
    assert [line.rule for line in full.trace.lines] == ["a", "b", "c"]
    assert short.effects == full.effects


def test_very_many_rules_are_told_in_short_unless_asked_for(run):
    many = "".join(
        f"- {{id: r{number}, all: [{{if: inquiry_type, is: bug}}], then: [{{do: unassign}}]}}\n"
        for number in range(FULL_UP_TO + 1)
    )
    assert run(many).trace == Trace("created", (), told_in_full=False)
    assert len(run(many, told_in_full=True).trace.lines) == FULL_UP_TO + 1
