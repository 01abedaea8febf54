"""Triggers in a bundle: their order, their words, and that they come back from bytes as they went."""

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree
from compiler.read import read_folder
from schemas.bundle import DeskContract
from schemas.triggers.ruleset import rules_of

FILES = {
    "frontdesk.yaml": "version: 1\n",
    "brands/_organization/members.yaml": "jin: {name: Jin, email: jin@k.example}\n",
    "brands/kitchen/brand.yaml": "name: Kitchen\nlanguages: [en, ko]\ndefault_language: en\n",
    "brands/kitchen/inquiry_types.yaml": """\
- {id: billing, name: {en: B, ko: 결제}, form: question, children: [{id: refund, name: {en: R, ko: 환불}}]}
""",
    "brands/kitchen/forms/question.yaml": "fields: []\n",
    "brands/kitchen/fields/amount.yaml": "{type: number, label: {en: Amount, ko: 금액}}\n",
    "brands/kitchen/agents.yaml": "jin: {role: admin}\n",
    "brands/kitchen/groups.yaml": "support: {name: {en: S, ko: 지원}, agents: [jin]}\n",
    "brands/kitchen/mail/sender.yaml": "{name: {en: K, ko: 키친}, address: help@k.example}\n",
    "brands/kitchen/codes/mail.yaml": "mail.hello: {text: {en: Hello, ko: 안녕}}\n",
    "brands/kitchen/triggers/20-late.yaml": """\
- {id: third, title: T, events: [created], enabled: false, then: [{do: unassign}]}
""",
    "brands/kitchen/triggers/10-early.yaml": """\
- id: second
  title: T
  events: [created]
  all: [{if: amount, at_least: 1.5}, {any: [{if: inquiry_type, under: billing}]}]
  then:
    - {do: note, text: {code: mail.hello}}
    - do: mail
      to: [ops@k.example]
      subject: "New  #{ticket.id}"
      body: "<p onclick='x()'>#{ticket.title}</p><script>x</script>"
- {id: first, title: T, events: [created], cases: [{id: c, then: [{do: note, text: Only English}]}]}
""",
}


@pytest.fixture
def desk(repository):
    tree, findings = read_folder(repository(FILES))
    compiled = compile_tree(tree, findings, CountingBlobs())
    assert [item.message for item in compiled.diagnostics if item.severity == "error"] == []
    return compiled.bundle.brands["kitchen"].desk


def test_rules_run_in_the_order_of_files_then_of_the_list(desk):
    assert [trigger.id for trigger in desk.triggers] == ["second", "first", "third"]


def test_texts_hold_every_language_and_mail_is_sanitised(desk):
    note, mail = desk.triggers[0].then
    assert note.text.by_language == {"en": "Hello", "ko": "안녕"}
    assert mail.subject.by_language == {"en": "New #{ticket.id}", "ko": "New #{ticket.id}"}
    assert mail.body.by_language["en"] == "<p>#{ticket.title}</p>"
    [case] = desk.triggers[1].cases
    assert case.then[0].text.by_language == {"en": "Only English", "ko": "Only English"}


def test_rules_come_back_from_bytes_as_they_went(desk):
    again = DeskContract.model_validate_json(desk.model_dump_json(by_alias=True, exclude_defaults=True))
    assert again.triggers == desk.triggers


def test_the_ground_of_a_desk_knows_groups_agents_types_and_fields(desk):
    ground = rules_of(desk).ground
    assert ground.groups == {"support": ("jin",)}
    assert ground.agents == {"jin": "jin@k.example"}
    assert ground.automatic == {"jin"}
    assert ground.ancestors == {"billing": ("billing",), "refund": ("refund", "billing")}
    assert ground.priorities == ("low", "normal", "high", "urgent")
    assert ground.fields["amount"] == "number"
