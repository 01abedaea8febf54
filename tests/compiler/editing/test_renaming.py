"""Another id for an object: every place that names it, comments kept, and what is remembered."""

import os
from pathlib import Path

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree, resolve
from compiler.editing.edits import with_changes
from compiler.editing.mentions import Renaming, mentions
from compiler.editing.names import TRANSLATIONS, CannotEditError, target_of
from compiler.editing.renaming import FIXED, renamed
from compiler.link import flat
from compiler.read import read_folder
from compiler.translation.hashes import source_hash
from tests.kitchen import base, tree_of

ROOT = Path(__file__).parents[3]
DAY = "2026-03-01"


def repository(changes: dict[str, str]):
    return tree_of({**base(), **{_path(name): text.encode() for name, text in changes.items()}})[0]


def _path(name: str) -> str:
    return name if name.startswith(("brands/", "environments/")) else f"brands/kitchen/{name}"


def after(changes: dict[str, str], old: str, new: str) -> dict[str, str | None]:
    tree = repository(changes)
    result = renamed(tree, resolve(tree)[0], old, new, DAY)
    short = "brands/kitchen/"
    return {file.removeprefix(short): data and data.decode(errors="replace") for file, data in result.items()}


def test_an_inquiry_type_is_renamed_in_rules_links_and_the_list_of_numbers():
    result = after(
        {
            "triggers/10-a.yaml": (
                "- id: first\n  title: First\n  events: [created]\n  all:\n"
                "    - {if: inquiry_type, under: question}   # question: the old word stays in comments\n"
                "    - {if: title, contains: question}\n"
                "  cases:\n"
                "    - {id: c, any: [{if: inquiry_type, in: [question]}], then: [{do: set, inquiry_type: question}]}\n"
            ),
            "kb/start/welcome.md": (
                "---\ntitle: Welcome\nstatus: public\n---\n[Ask](ask:question), [question](ask:question)\n"
            ),
            "ids.lock.yaml": "next: 103\ninquiry_type: {question: 101}\nagent: {jin: 102}\n",
        },
        "inquiry_type:question",
        "anything",
    )
    assert result["inquiry_types.yaml"] == "- {id: anything, name: Question, form: question}\n"
    assert result["triggers/10-a.yaml"] == (
        "- id: first\n  title: First\n  events: [created]\n  all:\n"
        "    - {if: inquiry_type, under: anything}   # question: the old word stays in comments\n"
        "    - {if: title, contains: question}\n"
        "  cases:\n"
        "    - {id: c, any: [{if: inquiry_type, in: [anything]}], then: [{do: set, inquiry_type: anything}]}\n"
    )
    assert result["kb/start/welcome.md"].endswith("[Ask](ask:anything), [question](ask:anything)\n")
    assert "inquiry_type: {anything: 101}" in result["ids.lock.yaml"]
    assert result["retired.yaml"].splitlines()[1:] == [
        "moved:",
        f'  - {{what: inquiry_type, from: question, to: anything, date: "{DAY}"}}',
    ]


def test_a_form_of_the_same_name_is_another_object():
    assert set(after({}, "form:question", "ask")) == {"forms/question.yaml", "forms/ask.yaml", "inquiry_types.yaml"}


def test_a_field_is_renamed_in_forms_conditions_answers_columns_and_placeholders():
    result = after(
        {
            "fields/serial_no.yaml": "type: text\nlabel: Serial\n",
            "fields/note.yaml": "type: text\nlabel: Note\n",
            "forms/question.yaml": (
                "fields:\n  - {field: serial_no}\n  - {field: note, when: {all: [{if: serial_no, present: true}]}}\n"
            ),
            "triggers/10-a.yaml": (
                "- id: a\n  title: A\n  events: [created]\n  all: [{if: serial_no, is: serial_no}]\n"
                "  then: [{do: note, text: 'Serial #{field.serial_no|none}'}, {do: set, fields: {note: x}}]\n"
            ),
            "views/all.yaml": "title: All\ncolumns: [id, serial_no]\nsort: {by: serial_no}\n",
        },
        "serial_no",
        "serial",
    )
    assert result["fields/serial_no.yaml"] is None
    assert result["fields/serial.yaml"] == "type: text\nlabel: Serial\n"
    assert result["forms/question.yaml"] == (
        "fields:\n  - {field: serial}\n  - {field: note, when: {all: [{if: serial, present: true}]}}\n"
    )
    assert "[{if: serial, is: serial_no}]" in result["triggers/10-a.yaml"]
    assert "#{field.serial|none}" in result["triggers/10-a.yaml"]
    assert result["views/all.yaml"] == "title: All\ncolumns: [id, serial]\nsort: {by: serial}\n"


def test_an_article_keeps_its_old_address_and_its_translation_stays_fresh():
    body = "See [this](article:welcome).\n"
    fresh = source_hash("Other", body)
    result = after(
        {
            "brand.yaml": "name: Kitchen\nlanguages: [en, ko]\n",
            "kb/start/welcome.ko.md": "---\ntitle: 환영\n---\n안녕\n",
            "kb/start/other.md": f"---\ntitle: Other\nstatus: public\n---\n{body}",
            "kb/start/other.ko.md": f"---\ntitle: 다른\nof: {fresh}\n---\n[여기](article:welcome)\n",
            "kb/start/_category.yaml": "name: Start\norder: [welcome]\n",
        },
        "article:welcome",
        "hello",
    )
    assert "aliases: [welcome]" in result["kb/start/hello.md"]
    assert "order: [hello]" in result["kb/start/_category.yaml"]
    assert result["kb/start/hello.ko.md"] == "---\ntitle: 환영\n---\n안녕\n"
    now = source_hash("Other", body.replace("welcome", "hello"))
    assert f"of: {now}\n" in result["kb/start/other.ko.md"].replace('"', "")
    assert "retired.yaml" not in result


def test_a_member_is_renamed_as_agent_in_every_brand():
    result = after({"groups.yaml": "support: {name: S, agents: [jin]}   # jin\n"}, "member:jin", "jin-kim")
    assert result["brands/_organization/members.yaml"].startswith("jin-kim: {name: Jin Kim")
    assert result["agents.yaml"] == "jin-kim: {role: admin}\n"
    assert result["groups.yaml"] == "support: {name: S, agents: [jin-kim]}   # jin\n"


def test_a_brand_is_renamed_with_its_folder_its_values_and_links_from_others():
    result = after(
        {
            "brands/other/brand.yaml": "name: Other\n",
            "brands/other/portals/main.yaml": (
                "address: {host: o.example}\nfooter:\n  dropdown: [{id: k, label: K, portal: kitchen/main}]\n"
            ),
        },
        "kitchen",
        "cuisine",
    )
    assert result["brand.yaml"] is None
    assert result["brands/cuisine/brand.yaml"] == "name: Kitchen\nlanguages: [en]\n"
    assert result["environments/demo.yaml"] == "cuisine: {main_host: kitchen.localhost}\n"
    assert "portal: cuisine/main" in result["brands/other/portals/main.yaml"]
    assert "what: brand, from: kitchen, to: cuisine" in result["brands/cuisine/retired.yaml"]


def test_a_binding_is_renamed_in_every_environment():
    result = after({}, "main_host", "help_host")
    assert result == {
        "bindings.yaml": "help_host: {type: host}\n",
        "environments/demo.yaml": "kitchen: {help_host: kitchen.localhost}\n",
        "portals/main.yaml": result["portals/main.yaml"],
    }
    assert "{binding: help_host}" in result["portals/main.yaml"]


def test_a_name_that_yaml_would_take_for_a_number_is_quoted():
    assert after({}, "form:question", "123")["inquiry_types.yaml"] == '- {id: question, name: Question, form: "123"}\n'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nothing", "new", 'there is no "nothing"'),
        ("question", "new", "could be kitchen/form:question, kitchen/inquiry_type:question"),
        ("form:question", "No Slug", "cannot be the id of a form"),
        ("agent:jin", "kim", "rename the member"),
        ("member:jin", "kim kim", "cannot be the id of a member"),
        ("environment:kitchen", "x", "add another file"),
        ("group:support", "support", "there is a group support already"),
    ],
)
def test_what_cannot_be_renamed_is_said(old, new, words):
    tree = repository({})
    with pytest.raises(CannotEditError) as error:
        renamed(tree, resolve(tree)[0], old, new, DAY)
    assert words in str(error.value)


def test_the_provided_account_keeps_its_name():
    tree = repository({"mail/accounts.yaml": "help: {provided: true}\n"})
    with pytest.raises(CannotEditError, match="provided account"):
        renamed(tree, resolve(tree)[0], "mail_account:help", "hello", DAY)


def test_an_id_that_was_retired_is_not_given_again():
    tree = repository({"retired.yaml": 'retired: [{what: field, id: old_one, date: "2026-01-01"}]\n',
                       "fields/new_one.yaml": "type: text\nlabel: A\n"})  # fmt: skip
    with pytest.raises(CannotEditError, match="may not be used again"):
        renamed(tree, resolve(tree)[0], "field:new_one", "old_one", DAY)


def _one_of_each(linked) -> list:
    """The last object of each kind that the example brands have; a sample of them, unless all are asked for."""
    lent = linked.draft.documents.inherited
    every = (thing for thing in flat(linked.draft.objects) if thing.kind not in TRANSLATIONS)
    last = {thing.kind: thing for thing in every if lent.get(thing.file, thing.file) == thing.file}
    chosen = [thing for kind, thing in sorted(last.items())]
    return chosen if os.environ.get("FRONTDESK_PROVE") else chosen[:: len(chosen) // 6]


def test_after_a_rename_nothing_names_the_old_id_and_the_compiler_finds_the_same():
    """Every kind of object of the example brands, one of each: renamed, asked for again, and the build still stands."""
    tree, findings = read_folder(ROOT)
    linked = resolve(tree)[0]
    before = compile_tree(tree, findings, CountingBlobs())
    done = []
    for thing in _one_of_each(linked):
        target = target_of(thing)
        if target.kind in FIXED or not target.id:
            continue
        words = target.id if target.kind == "brand" else f"{thing.brand}/{thing.kind}:{thing.id}"
        changes = renamed(tree, linked, words, _new_name(target), DAY)
        now = with_changes(tree, changes)
        again = compile_tree(now, findings, CountingBlobs())
        assert bool(again.root_digest) == bool(before.root_digest), target
        assert not list(mentions(resolve(now)[0], now, Renaming(target, "x"))), target
        done.append(target.kind)
    assert len(done) >= 3


def _new_name(target) -> str:
    if target.kind == "code":
        return "renamed.once"
    return "renamed_once" if target.kind in ("field", "binding", "customer_property", "placeholder") else "renamed-once"


STATES = {
    "tickets.yaml": (
        "statuses:\n"
        "  - {id: fresh, name: New, progress: got}\n"
        "  - {id: asked, name: Asked, progress: got, on_reply: fresh, after: {time: 7d, status: over}}  # asked: wait\n"
        "  - {id: over, name: Over, progress: done, final: true}\n"
        "progress: [{id: got, name: Got}, {id: done, name: Done}]\n"
        "priorities: [{id: low, name: Low, default: true}, {id: high, name: High}]\n"
        "tags:\n  vip: {name: VIP}\n"
    ),
    "fields/model.yaml": "type: dropdown\nlabel: Model\noptions: [{id: one, label: One}, {id: two, label: Two}]\n",
    "forms/question.yaml": "fields: [{field: model}]\n",
    "triggers/10-a.yaml": (
        "- id: a\n  title: A\n  events: [created]\n"
        "  all: [{if: status, in: [fresh, asked]}, {if: model, is: two}, {if: priority, at_least: high}]\n"
        "  then: [{do: set, status: asked, priority: high}, {do: tag, add: [vip]}, {do: set, fields: {model: one}}]\n"
        "- {id: b, title: B, events: [changed], all: [{if: tags, has: vip}], then: [{do: set, fields: {model: two}}]}\n"
    ),
    "portals/main.yaml": (
        "enabled: true\naddress: {host: {binding: main_host}}\n"
        "profile: {name: Kitchen help, logo: assets/logo.png, favicon: assets/favicon.png}\n"
        "tickets: {list: {progress: [got]}}\n"
    ),
}  # fmt: skip


def test_a_status_is_renamed_where_tickets_come_to_it_and_old_tickets_find_it():
    result = after(STATES, "status:asked", "waiting")
    assert "{id: waiting, name: Asked, progress: got, on_reply: fresh" in result["tickets.yaml"]
    assert "# asked: wait" in result["tickets.yaml"]
    assert "{if: status, in: [fresh, waiting]}" in result["triggers/10-a.yaml"]
    assert "{do: set, status: waiting, priority: high}" in result["triggers/10-a.yaml"]
    assert f'{{what: status, from: asked, to: waiting, date: "{DAY}"}}' in result["retired.yaml"]


def test_a_status_that_others_lead_to_is_renamed_in_them():
    result = after(STATES, "over", "closed")["tickets.yaml"]
    assert "after: {time: 7d, status: closed}" in result
    assert "{id: closed, name: Over" in result


def test_a_progress_step_is_renamed_in_statuses_and_portals_and_nothing_is_remembered():
    result = after(STATES, "progress:got", "received")
    assert result["tickets.yaml"].count("progress: received") == 2
    assert "tickets: {list: {progress: [received]}}" in result["portals/main.yaml"]
    assert "retired.yaml" not in result


def test_a_priority_is_renamed_in_conditions_and_actions():
    result = after(STATES, "priority:high", "urgent")
    assert "{if: priority, at_least: urgent}" in result["triggers/10-a.yaml"]
    assert "priority: urgent}" in result["triggers/10-a.yaml"]
    assert "what: priority, from: high, to: urgent" in result["retired.yaml"]


def test_a_ticket_tag_is_renamed_where_it_is_put_on_and_looked_at():
    result = after(STATES, "ticket_tag:vip", "big")
    assert "tags:\n  big: {name: VIP}\n" in result["tickets.yaml"]
    assert "add: [big]" in result["triggers/10-a.yaml"]
    assert "{if: tags, has: big}" in result["triggers/10-a.yaml"]


def test_an_option_is_renamed_in_its_field_alone():
    result = after(STATES, "option:model/two", "second")
    assert "options: [{id: one, label: One}, {id: second, label: Two}]" in result["fields/model.yaml"]
    assert "{if: model, is: second}" in result["triggers/10-a.yaml"]
    assert "fields: {model: one}" in result["triggers/10-a.yaml"]
    assert "fields: {model: second}" in result["triggers/10-a.yaml"]


def test_a_domain_is_renamed_in_the_addresses_of_portals():
    result = after(
        {
            "brands/_organization/organization.yaml": (
                "name: Acme\napi_id: acme2026\nadmins: [jin]\ndomains: {support: {host: support.example}}\n"
            ),
            "portals/main.yaml": STATES["portals/main.yaml"]
            .replace("{host: {binding: main_host}}", "{domain: support, path: /help}")
            .partition("tickets:")[0],
            "portals/other.yaml": "address: {host: {binding: main_host}}\n",
        },
        "domain:support",
        "help",
    )
    assert "domains: {help: {host: support.example}}" in result["brands/_organization/organization.yaml"]
    assert "address: {domain: help, path: /help}" in result["portals/main.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("status:asked", "fresh", "there is a status fresh already"),
        ("status:asked", "No", "cannot be the id of a status"),
        ("option:model/one", "two", "there is an option two already"),
        ("status:done", "x", 'there is no status "done"'),
    ],
)
def test_what_cannot_be_renamed_of_a_list_is_said(old, new, words):
    tree = repository(STATES)
    with pytest.raises(CannotEditError) as error:
        renamed(tree, resolve(tree)[0], old, new, DAY)
    assert words in str(error.value)


def test_a_status_that_a_project_has_too_is_not_renamed():
    projects = {
        "projects/repair.yaml": (
            "name: Repair\nportal: track\nstatuses:\n"
            "  - {id: asked, name: Asked, progress: got}\n  - {id: shut, name: S, progress: done, final: true}\n"
        ),
        "portals/track.yaml": "address: {host: {binding: main_host}, path: /t}\naccess: {mode: ticket_link}\n",
    }
    tree = repository({**STATES, **projects})
    with pytest.raises(CannotEditError, match='repair and tickets both have a status "asked"'):
        renamed(tree, resolve(tree)[0], "status:asked", "waiting", DAY)


def test_nothing_is_renamed_while_something_that_may_name_it_cannot_be_read():
    tree = repository({"views/all.yaml": "title: [\n"})
    with pytest.raises(CannotEditError, match="view all cannot be read"):
        renamed(tree, resolve(tree)[0], "form:question", "ask", DAY)


def test_a_rename_that_mends_what_is_wrong_may_bring_old_warnings_to_light():
    """While a name is not found, later passes are not asked."""
    changes = {
        "groups.yaml": "suport: {name: Support, agents: [jin]}\n",
        "inquiry_types.yaml": "- {id: question, name: Question, form: question, group: support}\n",
        "kb/start/empty.md": "---\ntitle: Empty\nstatus: public\n---\n![](assets/logo.png)\n",
    }
    tree = repository(changes)
    result = renamed(tree, resolve(tree)[0], "group:suport", "support", DAY)
    assert (result["brands/kitchen/groups.yaml"] or b"").startswith(b"support:")
    assert "FD602" in {item.code for item in compile_tree(with_changes(tree, result), (), CountingBlobs()).diagnostics}
