"""The link pass: trees, shared objects, and names nothing is said about because what defines them is broken."""

import re

from compiler.documents import parse_tree
from compiler.link import link
from compiler.shape import shape
from tests.kitchen import base, compiled, said, tree_of

TREE = """\
- id: question
  name: Question
  form: question
  children:
    - {id: order, name: Order, children: [{id: late, name: Late}]}
    - {id: pan, name: Pan}
"""


def linked(changes):
    files = {**base(), **{f"brands/kitchen/{name}": text.encode() for name, text in changes.items()}}
    tree, _ = tree_of(files)
    documents, _ = parse_tree(tree)
    draft, _ = shape(documents)
    return link(draft)[0]


def test_the_nodes_of_a_tree_are_objects_with_their_own_place():
    whole = linked({"inquiry_types.yaml": TREE})
    types = whole.brands["kitchen"].of("inquiry_type")
    assert list(types) == ["question", "order", "late", "pan"]
    assert types["late"].path == (0, "children", 0, "children", 0)
    assert types["late"].parts["parent"] == "order"
    assert whole.draft.span(types["late"], ("name",)).line == 5


def test_a_wrong_name_in_a_tree_is_reported_once():
    text = said({"inquiry_types.yaml": TREE.replace("name: Pan", "name: Pan, form: pans")})
    assert re.findall(r"error\[(FD\d+)\]", text) == ["FD201"]


def test_nothing_is_said_about_names_in_a_file_that_cannot_be_read():
    text = said({"groups.yaml": "support: {name: Support, agents: [jin\n"})
    assert re.findall(r"error\[(FD\d+)\]", text) == ["FD003"]


def test_nothing_is_said_about_the_children_of_a_broken_node():
    text = said(
        {
            "inquiry_types.yaml": TREE.replace("form: question", "from: question"),
            "triggers/10-a.yaml": "- id: a\n  title: A\n  events: [created]\n"
            "  all: [{if: inquiry_type, is: late}]\n  then: [{do: assign, group: support}]\n",
        }
    )
    assert set(re.findall(r"error\[(FD\d+)\]", text)) == {"FD101"}


def test_nothing_is_said_about_an_article_whose_front_matter_is_broken():
    text = said(
        {
            "kb/start/hours.md": "---\ntitel: Hours\n---\nNine to five.\n",
            "kb/start/welcome.md": "---\ntitle: Welcome\nstatus: public\nrelated: [hours]\n---\nHello.\n",
        }
    )
    assert re.findall(r"error\[(FD\d+)\]", text) == ["FD107"]


def test_a_brand_names_the_codes_of_the_organisation():
    result, text = compiled(
        {
            "brands/_organization/codes/shared.yaml": "shared.start: {text: {en: Begin, sv: Start}}\n",
            "kb/start/_category.yaml": "name: {code: shared.start}\n",
        }
    )
    assert text == ""
    assert result.bundle.brands["kitchen"].knowledge.categories[0].name == {"en": "Begin"}


def test_a_code_in_a_brand_and_in_the_organisation_is_one_too_many():
    text = said(
        {
            "brands/_organization/codes/shared.yaml": "shared.start: {text: Begin}\n",
            "codes/own.yaml": "shared.start: {text: Start}\n",
            "kb/start/_category.yaml": "name: {code: shared.start}\n",
        }
    )
    assert 'the code "shared.start" exists twice' in text
    assert "brands/_organization/codes/shared.yaml:1:1" in text


def test_an_unknown_brand_in_a_reference_names_the_nearest():
    entry = "footer: {dropdown: [{id: x, label: X, portal: kichen/main}]}\n"
    text = said({"portals/second.yaml": "address: {host: second.example}\n" + entry})
    assert 'there is no brand "kichen"' in text
    assert '= did you mean "kitchen"?' in text


def test_two_environments_may_speak_of_one_brand():
    result, text = compiled(
        {
            "frontdesk.yaml": "version: 1\nenvironments: [demo, live]\n",
            "environments/live.yaml": "kitchen: {main_host: kitchen.example}\n",
        }
    )
    assert text == ""
    assert result.bundle.environments["live"] == {"kitchen": {"main_host": "kitchen.example"}}
