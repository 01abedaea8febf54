"""People, states of tickets, saved lists, and what a brand is, row by row."""

from tests.kitchen import brand, first, said

TYPES = """\
- id: money
  name: Money
  children:
    - {id: refund, name: Refund}
    - {id: receipt, name: Receipt}
- {id: other, name: Other}
"""
CHAT = {"brand.yaml": "{name: Kitchen, features: {chat: true}}\n"}
CALL = {"brand.yaml": "{name: Kitchen, features: {call: true}}\n"}


def desk(changes):
    return brand(changes).desk


def agents(text, **more):
    return {"agents.yaml": text, **more}


def test_the_telephone_asks_for_permission_data_and_feature():
    """NHN-123, NHN-124, NHN-125: without the feature, the permission or the CTI data no agent sees a telephone."""
    called = 'jin: {role: admin, permissions: [tickets, call], cti: {id: "2001", number: "07012345678"}}\n'
    assert said({**CALL, **agents(called)}) == ""
    assert first(agents(called)).startswith("warning[FD656]")
    assert first({**CALL, **agents("jin: {role: admin, permissions: [tickets, call]}\n")}).startswith("warning[FD444]")
    assert desk({**CALL, **agents(called)}).agents["jin"].cti.number == "07012345678"


def test_an_agent_is_a_member_of_the_organisation():
    """NHN-136, NHN-137, NHN-139: an agent's id is a member's."""
    text = said(agents("jin: {role: admin}\nkim: {}\n", **{"groups.yaml": "support: {name: S, agents: [jin, kim]}\n"}))
    assert text.startswith("error[FD420]")


def test_a_member_has_a_name_an_address_and_perhaps_a_telephone():
    """NHN-138: whatever way a person came, the organisation knows name and mail."""
    member = "brands/_organization/members.yaml"
    assert first({member: "jin: {name: Jin}\n"}).startswith("error[FD102]")
    known = {member: 'jin: {name: Jin Kim, email: jin@kitchen.example, mobile: "+821012345678"}\n'}
    assert desk(known).agents["jin"].name == "Jin Kim"


def test_every_agent_is_in_a_group():
    """NHN-140, NHN-141, NHN-148: membership is written in groups and nowhere else."""
    assert first({"groups.yaml": "support: {name: Support, agents: []}\n"}).startswith("error[FD421]")
    assert first(agents("jin: {role: admin, groups: [support]}\n")).startswith("error[FD101]")


def test_somebody_is_an_admin():
    """NHN-143, NHN-144: agents work, admins also set up and publish."""
    assert first(agents("jin: {}\n")).startswith("error[FD446]")


def test_work_is_given_to_those_who_may_do_it():
    """NHN-145: channels, forwarding, logs and call-backs by permission; automatic assignment only within it."""
    every = "jin: {role: admin, permissions: [tickets, forward, logs], assigned: [tickets], may_pause: [tickets]}\n"
    facts = desk(agents(every)).agents["jin"]
    assert (facts.permissions, facts.may_pause) == (("tickets", "forward", "logs"), ("tickets",))
    assert first({**CHAT, **agents("jin: {role: admin, may_pause: [chat]}\n")}).startswith("error[FD445]")


def test_groups_have_names_and_may_be_empty():
    """NHN-146, NHN-148, NHN-149: names are unique, agents exist, and a group may wait for its first agent."""
    two = "support: {name: Support, agents: [jin]}\nnight: {name: Night, agents: []}\n"
    assert desk({"groups.yaml": two}).groups["night"].agents == ()
    assert first({"groups.yaml": two.replace("Night", "SUPPORT")}).startswith("error[FD447]")
    assert (
        first({"groups.yaml": "support: {name: Support, agents: [jin, kim]}\n"})
        == 'error[FD201] there is no agent "kim"'
    )


# states of tickets


def test_the_built_in_states_are_complete():
    """NHN-026: tickets have their states, priorities and reasons without a file."""
    facts = desk({})
    assert [status.id for status in facts.statuses] == [
        "unassigned", "processing", "pending", "escalated", "escalation_answered", "dooray_transferred",
        "dooray_in_progress", "dooray_answered", "resolved", "completed", "spam",
    ]  # fmt: skip
    resolved = next(status for status in facts.statuses if status.id == "resolved")
    assert (resolved.after_seconds, resolved.after_status) == (14 * 86400, "completed")
    assert [reason.id for reason in facts.close_reasons] == [
        "spam", "abuse", "test", "duplicate", "via_chat", "via_call", "other",
    ]  # fmt: skip


def test_close_reasons_of_a_brand_replace_the_built_in_ones():
    reasons = desk({"tickets.yaml": "close_reasons: {duplicate: {name: Twice}}\n"}).close_reasons
    assert [(reason.id, reason.name) for reason in reasons] == [("duplicate", {"en": "Twice"})]


def test_a_status_goes_by_itself_where_there_is_one():
    text = "statuses:\n  - {id: open, name: Open, progress: received, after: {time: 3d, status: closd}}\n"
    assert first({"tickets.yaml": text}) == 'error[FD424] there is no status "closd"'


# lists


def test_a_saved_list_looks_at_tickets_and_not_at_events():
    view = "{title: T, when: {all: [{if: WHAT}]}}\n"
    assert said({"views/late.yaml": view.replace("WHAT", "since_activity, at_least: 2d")}) == ""
    assert first({"views/late.yaml": view.replace("WHAT", "actor, is: agent")}).startswith("error[FD501]")
    assert first({"views/late.yaml": view.replace("WHAT", "status, changed: true")}).startswith("error[FD502]")
    assert first({"views/late.yaml": view.replace("WHAT", "status, is: opn")}).startswith("error[FD503]")


def test_a_date_is_compared_with_days_and_with_now():
    field = {
        "fields/due.yaml": "{type: date, label: Due}\n",
        "forms/question.yaml": "fields: [{field: due}]\n",
    }
    for condition in ("due, at_most: now", 'due, between: ["2026-01-01", "2026-12-31"]', "due, present: true"):
        assert said({**field, "views/late.yaml": f"{{title: T, when: {{all: [{{if: {condition}}}]}}}}\n"}) == ""
    assert first({**field, "views/late.yaml": "{title: T, when: {all: [{if: due, at_most: soon}]}}\n"}).startswith(
        "error[FD503]"
    )


def test_a_draft_of_a_notice_names_heading_and_tags_that_exist():
    notice = "{description: Weekly, notice: {heading: HEADING, title: Maintenance, body: '**Down** at night.'}}\n"
    headings = {"notices/_headings.yaml": "- {id: work, name: Work}\n"}
    good = {**headings, "notices/templates/weekly.yaml": notice.replace("HEADING", "work")}
    template = brand(good).settings["notice_template"].objects["weekly"]
    assert "<strong>Down</strong>" in template.notice.body.by_language["en"]
    wrong = {**headings, "notices/templates/weekly.yaml": notice.replace("HEADING", "wrk")}
    assert first(wrong) == 'error[FD201] there is no notice heading "wrk"'


# the brand


def test_a_brand_has_a_type_a_service_id_and_a_banner():
    text = "{name: Kitchen, type: issue, service_id: Kitchen, banner: assets/logo.png, date_format: dd.MM.yyyy}\n"
    facts = brand({"brand.yaml": text}).brand
    assert (facts.type, facts.service_id, facts.banner.path) == ("issue", "Kitchen", "assets/logo.png")


def test_what_is_switched_off_waits_and_says_so():
    """NHN-123, NHN-218, NHN-223: settings of a feature the brand does not have are a warning, once a file."""
    text = said({"chat_processing_types.yaml": TYPES})
    assert text.count("warning[FD656]") == 1


def test_admins_of_the_organisation_are_members():
    """NHN-142: who manages the organisation is written there, beside the agents of its brands."""
    text = said({"brands/_organization/organization.yaml": "{name: Acme, admins: [nobody]}\n"})
    assert 'there is no member "nobody"' in text
