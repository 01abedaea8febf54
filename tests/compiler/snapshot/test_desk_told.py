"""What agents work with, told: types with their templates and the other way round, people, states, lists, layouts."""

import pytest

from compiler.snapshot import snapshots
from tests.kitchen import KeptBlobs, compiled

CHANGES = {
    "brand.yaml": "{name: Kitchen, features: {call: true}}\n",
    "processing_types.yaml": "- {id: money, name: Money, children: [{id: refund, name: Refund}]}\n",
    "answer_templates/done.yaml": (
        "{title: Refund done, search_code: REF1, processing_types: [refund],"
        " content: '<p>Done, #{customer.name}.</p>'}\n"
    ),
    "sensitive_words.yaml": "{contains: [guarantee], exact: [free]}\n",
    "views/late.yaml": "{title: Late, when: {all: [{if: since_activity, at_least: 2d}]}, for: [support]}\n",
    "mail/accounts.yaml": """\
help: {provided: true}
service:
  address: service@kitchen.example
  receive: {host: imap.kitchen.example, user: service, password: {secret: "env:IMAP"}, delete_after_fetch: true}
""",
    "notices/_headings.yaml": "- {id: work, name: Work}\n",
    "notices/templates/weekly.yaml": (
        "{description: Weekly window, notice: {heading: work, title: Maintenance, body: '**Down** at night.'}}\n"
    ),
    "inboxes.yaml": "help: {name: Help, type: helpdesk, groups: [support]}\n",
    "agents.yaml": (
        'jin: {role: admin, permissions: [tickets, call], may_pause: [tickets], cti: {id: "2001", number: "0701234"}}\n'
    ),
    "mail/layouts/resolved.en.html": "<p>Dear #{customer.name},</p>#{content}",
    "forms/question.yaml": "fields: [{field: before}, {field: away}, {field: call_direction}]\n",
    "fields/before.yaml": "{type: caption, label: Before, text: Please **wait**.}\n",
    "fields/away.yaml": "{type: date_period, label: Away, default: 2026-03-01 ~ 2026-03-05}\n",
}


@pytest.fixture(scope="module")
def told():
    blobs = KeptBlobs()
    result, text = compiled(CHANGES, blobs)
    assert text == ""
    return {one.path: one.text for one in snapshots(result.bundle, blobs.kept.__getitem__)}


def section(text, name):
    """The lines of one section."""
    _, _, rest = text.partition(f"\n# {name}\n")
    return rest.partition("\n\n# ")[0].rstrip("\n").split("\n")


def test_templates_are_told_both_ways_round(told):
    """NHN-107, NHN-097: under each processing type the templates offered on it, under each template its types."""
    agents = told["kitchen/main/en.agents.txt"]
    assert section(agents, "Processing types") == ["money: Money", "  refund: Refund", "    offers the template: done"]
    assert section(agents, "Answer templates") == [
        "done: Refund done",
        "  found by: REF1",
        "  offered on: refund",
        "  text: Done, #{customer.name}.",
    ]


def test_lists_inboxes_and_words_are_told_with_their_keys(told):
    agents = told["kitchen/main/en.agents.txt"]
    assert section(agents, "Words that stop an answer") == ["anywhere in it: guarantee", "as a whole word: free"]
    assert section(agents, "Inboxes") == ["help: Help [help desk]", "  seen to by: support"]
    assert section(agents, "Saved lists") == [
        "late: Late",
        "  shows a ticket when: the time since anybody did something is at least 2d",
        "  column: id",
        "  column: title",
        "  column: status",
        "  column: updated",
        "  sorted by: updated, newest first",
        "  for group: support",
    ]


def test_accounts_and_notices_to_begin_with_are_told(told):
    """NHN-111, NHN-112: reviewers read where mail is fetched, how it is sent and what becomes of it."""
    agents = told["kitchen/main/en.agents.txt"]
    assert section(agents, "Mail accounts") == [
        "help [provided by the installation]",
        "service: service@kitchen.example",
        "  fetched from: imap.kitchen.example, port 993",
        "  fetched from with the password in: env:IMAP",
        "  fetched mail is: deleted there",
    ]
    assert section(agents, "Notices to begin with") == [
        "weekly: Weekly window",
        "  title: Maintenance",
        "  heading: work",
        "  begins as: a draft",
        "  text: Down at night.",
    ]


def test_an_agent_is_told_with_telephone_and_pauses(told):
    [*_, pause, telephone] = section(told["kitchen/main/en.agents.txt"], "Agents")
    assert pause == "  may switch off for a while: tickets"
    assert telephone == "  telephone: 0701234, known there as 2001"


def test_a_status_tells_where_it_goes_by_itself(told):
    lines = section(told["kitchen/main/en.agents.txt"], "Statuses")
    assert "  becomes completed by itself after: 14d" in lines


def test_customers_read_the_layout_around_answers(told):
    """NHN-114: what stands around a mailed answer is shown to reviewers in each language."""
    mail = section(told["kitchen/main/en.public.txt"], "Mail")
    place = mail.index("around answers of resolved tickets")
    assert mail[place + 1 :] == ["  text: Dear #{customer.name},", "  text: #{content}"]


def test_days_and_captions_are_told_as_questions(told):
    """NHN-085: a form is told question by question, fields of calls apart."""
    public = told["kitchen/main/en.public.txt"]
    forms = section(public, "Forms")
    place = forms.index("  before: Before")
    assert forms[place + 1 : place + 3] == ["    kind: words only, nothing to answer", "    text: Please wait."]
    away = forms.index("  away: Away")
    assert forms[away + 1 : away + 4] == [
        "    kind: from one day to another",
        "    filled in already: 2026-03-01 ~ 2026-03-05",
        "    required: no",
    ]
    assert "call_direction" not in public
    assert "call_direction: Direction of the call" in told["kitchen/main/en.agents.txt"]
