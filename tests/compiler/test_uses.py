"""Who uses an object: every way of naming one, each at its own place."""

from compiler.compile import resolve
from compiler.uses import uses
from tests.kitchen import base, tree_of

CHANGES = {
    "brands/kitchen/inquiry_types.yaml": "- {id: question, name: Question, form: question}\n",
    "brands/kitchen/fields/serial_no.yaml": "type: text\nlabel: Serial\n",
    "brands/kitchen/fields/model.yaml": "type: dropdown\nlabel: Model\noptions: [{id: one, label: One}]\n",
    "brands/kitchen/forms/question.yaml": "fields: [{field: serial_no}, {field: model}]\n",
    "brands/kitchen/triggers/10-a.yaml": (
        "- id: a\n  title: A\n  events: [created]\n"
        "  all: [{if: inquiry_type, under: question}, {if: serial_no, present: true}, {if: model, is: one}]\n"
        "  then:\n    - {do: note, visible_to: agents, text: 'No. #{field.serial_no|none}'}\n"
    ),
    "brands/kitchen/messages/last.yaml": (
        "subject: Hello\nbody: |\n  <p>#{field.serial_no}</p>\n  <p>#{field.serial_no}, at the end.</p>\n"
    ),
    "brands/kitchen/views/all.yaml": "title: All\ncolumns: [id, serial_no]\n",
    "brands/kitchen/kb/start/welcome.md": (
        "---\ntitle: Welcome\nstatus: public\n---\n![a logo](assets/logo.png)\n[Ask](ask:question)\n"
    ),
    "brands/kitchen/themes/own/theme.yaml": "base: basic-1\ntitle: Own\n",
    "brands/kitchen/themes/own/page.liquid": "<b>{{ 'home.hero' | t }}</b>\n<img src=\"{{ 'logo.png' | asset }}\">\n",
    "brands/kitchen/codes/home.yaml": "home.hero: {text: Hello}\n",
}


def shown(kind: str, name: str) -> list[str]:
    tree = tree_of({**base(), **{path: text.encode() for path, text in CHANGES.items()}})[0]
    rows = [use for use in uses(resolve(tree)[0]) if use.used[1:] == (kind, name)]
    short = "brands/kitchen/"
    return [
        f"{use.by.kind} {use.how}: {use.span.file.removeprefix(short)}:{use.span.line}:{use.span.column}"
        for use in rows
    ]


def test_an_inquiry_type_is_used_by_the_conditions_that_name_it_and_the_links_to_its_form():
    assert shown("inquiry_type", "question") == [
        "article links to: kb/start/welcome.md:6:11",
        "trigger looks at: triggers/10-a.yaml:4:35",
    ]


def test_a_field_is_used_by_forms_conditions_placeholders_and_columns():
    assert shown("field", "serial_no") == [
        "form names: forms/question.yaml:1:18",
        "message fills in: messages/last.yaml:3:14",
        "message fills in: messages/last.yaml:4:14",
        "trigger looks at: triggers/10-a.yaml:4:51",
        "trigger fills in: triggers/10-a.yaml:6:57",
        "view names: views/all.yaml:2:15",
    ]


def test_an_option_is_used_by_what_compares_with_it():
    assert shown("option", "model/one") == ["trigger looks at: triggers/10-a.yaml:4:94"]


def test_a_file_is_used_where_it_is_shown():
    assert shown("asset", "assets/logo.png") == [
        "article shows: kb/start/welcome.md:5:11",
        "portal shows: portals/main.yaml:3:37",
        "theme shows: themes/own/page.liquid:2:15",
    ]


def test_a_code_is_used_on_the_page_of_a_theme():
    assert shown("code", "home.hero") == ["theme says: themes/own/page.liquid:1:8"]


def test_a_binding_and_a_brand_are_used_by_environments():
    assert shown("binding", "main_host") == [
        "portal names: portals/main.yaml:2:27",
        "environment gives a value to: environments/demo.yaml:1:11",
    ]
    assert shown("brand", "") == ["environment gives values to: environments/demo.yaml:1:1"]


def test_a_member_is_used_by_the_agent_who_is_called_alike():
    assert "agent is called after: agents.yaml:1:1" in shown("member", "jin")
