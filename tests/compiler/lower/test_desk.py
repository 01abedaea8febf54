"""The desk as it is compiled: what is inherited, built in, in its place and in every language."""

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree, resolve
from compiler.lower.bench import Bench
from compiler.lower.desk import lower_desk
from compiler.mail_markup import clean_mail
from compiler.read import read_folder
from tests.examples import ROOT

BASE = {
    "frontdesk.yaml": "version: 1\n",
    "brands/_organization/members.yaml": "jin: {name: Jin Kim, email: jin@kitchen.example}\n",
    "brands/kitchen/brand.yaml": "name: {en: Kitchen, ko: 부엌}\nlanguages: [en, ko]\n",
    "brands/kitchen/inquiry_types.yaml": "- {id: question, name: Question, form: question}\n",
    "brands/kitchen/forms/question.yaml": "fields: []\n",
    "brands/kitchen/agents.yaml": "jin: {role: admin, signature: {en: Jin, ko: 진}}\n",
    "brands/kitchen/groups.yaml": "support: {name: Support, agents: [jin]}\n",
    "brands/kitchen/mail/sender.yaml": "name: Kitchen help\naddress: help@kitchen.example\n",
}


@pytest.fixture
def desk(repository):
    """The desk of a small brand with these files changed; every finding but notes and warnings is a failure."""

    def compiled(**files):
        changed = {name.replace("__", "/"): text for name, text in files.items()}
        folder = repository({**BASE, **{f"brands/kitchen/{name}.yaml": text for name, text in changed.items()}})
        tree, findings = read_folder(folder)
        result = compile_tree(tree, findings, CountingBlobs())
        assert result.bundle, result.diagnostics
        return result.bundle.brands["kitchen"].desk

    return compiled


def test_form_group_and_priority_are_inherited_and_so_is_being_switched_off(desk):
    types = """\
- id: repair
  name: Repair
  form: question
  group: support
  priority: high
  children:
    - {id: oven, name: Oven}
    - {id: hob, name: Hob, priority: low}
- {id: old, name: Old, form: question, enabled: false, children: [{id: older, name: Older}]}
"""
    repair, old = desk(inquiry_types=types).inquiry_types
    oven, hob = repair.children
    assert (oven.form, oven.group, oven.priority, oven.enabled) == ("question", "support", "high", True)
    assert hob.priority == "low"
    assert not old.children[0].enabled


def test_system_fields_stand_in_their_standard_place(desk):
    made = desk(
        fields__order_no="{type: text, label: Order number}",
        forms__question="fields: [{field: order_no, required: true}]",
    )
    assert [(item.code, item.required) for item in made.forms["question"].fields] == [
        ("inquiry_type", True),
        ("name", False),
        ("email", True),
        ("phone", False),
        ("title", True),
        ("content", True),
        ("order_no", True),
        ("attachments", False),
        ("personal_information", True),
    ]


def test_a_listed_system_field_moves_and_a_hidden_one_says_so(desk):
    made = desk(
        fields__order_no="{type: text, label: Order number}",
        forms__question=(
            "fields: [{field: attachments, required: true}, {field: order_no}, {field: title}, "
            "{field: phone, hidden: true}]"
        ),
    )
    fields = made.forms["question"].fields
    order = ["inquiry_type", "name", "email", "content", "attachments", "order_no", "title", "phone"]
    assert [item.code for item in fields] == [*order, "personal_information"]
    assert [item.code for item in fields if item.hidden] == ["phone"]
    assert next(item.required for item in fields if item.code == "attachments")


def test_texts_hold_every_language_and_notices_are_html(desk):
    made = desk(
        fields__order_no='{type: text, label: {en: Order, ko: 주문}, notice: "**First** line <script>x</script>"}',
        forms__question="fields: [{field: order_no}]",
    )
    field = made.fields["order_no"]
    assert dict(field.label.by_language) == {"en": "Order", "ko": "주문"}
    assert "<strong>First</strong>" in field.notice.by_language["ko"]
    assert "<script" not in field.notice.by_language["ko"]


def test_the_types_a_customer_may_choose_are_options_with_their_way(desk):
    types = """\
- {id: repair, name: {en: Repair, ko: 수리}, form: question, children: [{id: oven, name: {en: Oven, ko: 오븐}}]}
- {id: old, name: Old, form: question, enabled: false}
"""
    options = desk(inquiry_types=types).fields["inquiry_type"].options
    assert [(option.id, dict(option.label.by_language)) for option in options] == [
        ("oven", {"en": "Repair › Oven", "ko": "수리 › 오븐"})
    ]


def test_built_in_states_have_words_in_the_brands_languages(desk):
    made = desk()
    assert made.statuses[0].id == "unassigned"
    assert dict(made.statuses[2].name) == {"en": "Pending", "ko": "보류"}
    assert {status.progress for status in made.statuses} <= {step.id for step in made.progress}
    assert {status.on_reply for status in made.statuses} - {None} <= {status.id for status in made.statuses}
    assert [item.id for item in made.priorities if item.default] == ["normal"]
    assert not made.statuses[0].final


def test_a_language_of_its_own_reads_english_states(desk):
    made = desk(brand="name: Kitchen\nlanguages: [de]\n", agents="jin: {role: admin}")
    assert dict(made.statuses[0].name) == {"de": "Unassigned"}


def test_a_list_in_tickets_replaces_the_built_in_one(desk):
    made = desk(
        tickets="""\
statuses:
  - {id: open, name: {en: Open, ko: 열림}, progress: received}
  - {id: shut, name: Shut, progress: finished, final: true}
priorities: [{id: calm, name: Calm}, {id: hot, name: Hot, default: true}]
limits: {attachments: 2, attachment_size: 1MB, inquiries_per_customer: {count: 3, every: 2h}}
tags: {vip: {name: {en: VIP, ko: 우수}}, odd: {}}
"""
    )
    assert [status.id for status in made.statuses] == ["open", "shut"]
    assert [item.id for item in made.priorities if item.default] == ["hot"]
    assert made.progress[0].id == "received"
    limits = made.limits
    assert (limits.attachments, limits.attachment_bytes) == (2, 1024**2)
    assert (limits.inquiries_count, limits.inquiries_seconds) == (3, 7200)
    assert [(tag.id, tag.name["ko"]) for tag in made.tags] == [("vip", "우수"), ("odd", "odd")]


def test_without_a_list_any_tag_may_be_used(desk):
    assert desk().tags is None


def test_agents_have_the_members_name_and_address(desk):
    agent = desk().agents["jin"]
    assert (agent.name, agent.email, agent.role) == ("Jin Kim", "jin@kitchen.example", "admin")
    assert agent.signature["ko"] == "진"


def test_system_codes_a_brand_words_differently_reach_built_in_words_and_pages(desk):
    made = desk(
        codes___system="""\
field.personal_information.text: {text: {en: "We keep it **a year**.", ko: 1년 보관합니다.}}
status.pending: {text: {en: On hold, ko: 대기}}
"""
    )
    assert "<strong>a year</strong>" in made.fields["personal_information"].text.by_language["en"]
    assert dict(made.statuses[2].name) == {"en": "On hold", "ko": "대기"}
    assert dict(made.wording["status.pending"]) == {"en": "On hold", "ko": "대기"}


def test_the_senders_address_is_its_own_then_its_accounts_then_the_brands(desk):
    account = "service: {address: service@kitchen.example, send: {host: smtp.kitchen.example}}"
    made = desk(mail__sender="{name: Help, account: service}", mail__accounts=account)
    assert made.sender.address == "service@kitchen.example"
    assert made.sender.send.host.value == "smtp.kitchen.example"
    brand = "name: Kitchen\nlanguages: [en, ko]\nsupport_email: help@kitchen.example\n"
    made = desk(mail__sender="name: Help", brand=brand)
    assert made.sender.address == "help@kitchen.example"


def test_a_brand_without_inquiries_has_a_desk_without_types(desk):
    made = desk(inquiry_types="[]", forms__question="fields: []")
    assert made.inquiry_types == ()
    assert "inquiry_type" not in made.fields


def test_mail_keeps_its_placeholders_and_loses_what_could_run():
    body = '<p onclick="x()">#{customer.name|you} <a href="#{ticket.link}">see</a><script>x</script> @[TicketId]</p>'
    assert clean_mail(body, "html") == '<p>#{customer.name|you} <a href="#{ticket.link}">see</a> @[TicketId]</p>'
    assert (
        clean_mail('<a href="javascript:x()">a</a><iframe src="x"></iframe><p style="x">b</p>', "html")
        == "<a>a</a><p>b</p>"
    )


def test_plain_mail_becomes_paragraphs():
    assert clean_mail("Dear <you>,\n\nall is\nwell & good.\n", "text") == (
        "<p>Dear &lt;you&gt;,</p><p>all is<br>well &amp; good.</p>"
    )


def test_a_desk_opens_no_file_and_brings_nothing_to_light():
    """`check` does without it for that reason."""
    tree, _ = read_folder(ROOT)
    linked, _ = resolve(tree)
    for brand in linked.brands.values():
        findings = []
        bench = Bench.of(linked, brand, CountingBlobs(), findings)
        assert lower_desk(bench).fields
        assert (findings, bench.blobs.recorded(), bench.assets.used()) == ([], (), {})
