"""The commands that look around: what is there, where it comes from, who uses it."""

import json

import pytest
from click.testing import CliRunner

from frontdesk.explain_origin import explain_origin
from frontdesk.graph import graph
from frontdesk.listing import listing
from frontdesk.showing import show
from frontdesk.where_used import where_used
from tests.kitchen import base

CHANGES = {
    "brands/_library/diner/brand.yaml": "languages: [en]\ntime_zone: Europe/Berlin\n",
    "brands/_library/diner/kb/start/hours.md": "---\ntitle: Hours\nstatus: public\n---\nNine to five.\n",
    "brands/_library/diner/portals/main.yaml": "footer: {text: The diner}\n",
    "brands/kitchen/brand.yaml": "extends: _library/diner\nname: Kitchen\n",
    "brands/kitchen/portals/second.yaml": (
        "extends: main\naddress: {host: {binding: main_host}, path: /second}\nprofile: {name: The second}\n"
    ),
    "brands/kitchen/kb/start/welcome.md": "---\ntitle: Welcome\nstatus: public\n---\nSee [hours](article:hours).\n",
}


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kitchen")
    for name, data in {**base(), **{name: text.encode() for name, text in CHANGES.items()}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def run(command, folder, *words):
    return CliRunner().invoke(command, ["-C", str(folder), *words])


def test_a_value_of_its_own_names_its_line_and_what_it_stands_over(kitchen):
    assert run(explain_origin, kitchen, "portals/main:footer.text").output == (
        'brands/kitchen/portals/main.yaml:footer.text is "We are here from nine to five."\n'
        "  said in       brands/kitchen/portals/main.yaml:6:9\n"
        '  instead of    "The diner" in brands/_library/diner/portals/main.yaml:1:16\n'
        "  inherited by  brands/kitchen/portals/second.yaml:footer.text\n"
    )


def test_an_inherited_value_names_the_line_that_says_it(kitchen):
    assert run(explain_origin, kitchen, "portals/second:footer.links.privacy.label").output == (
        'brands/kitchen/portals/second.yaml:footer.links.privacy.label is "Privacy"\n'
        "  said in       brands/kitchen/portals/main.yaml:8:28\n"
    )
    assert (
        "said in       brands/_library/diner/brand.yaml:2:12" in run(explain_origin, kitchen, "brand:time_zone").output
    )


def test_a_line_will_do(kitchen):
    by_line = run(explain_origin, kitchen, "kitchen/portals/main.yaml:6")
    assert by_line.output == run(explain_origin, kitchen, "portals/main:footer.text").output


def test_what_nobody_says_is_the_default(kitchen):
    shown = run(explain_origin, kitchen, "portals/main:show.faq")
    assert shown.output.splitlines()[1] == "  no file says it: this is the language's default"


def test_a_file_names_everything_it_has_from_elsewhere(kitchen):
    answer = json.loads(run(explain_origin, kitchen, "portals/second", "--format", "json").output)
    parts = {part["keys"]: part["said"]["file"] for part in answer["parts"]}
    assert parts["profile.logo"] == parts["footer.text"] == "brands/kitchen/portals/main.yaml"
    assert [place["file"] for place in answer["merged"]] == [
        "brands/kitchen/portals/main.yaml",
        "brands/_library/diner/portals/main.yaml",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("portals/mein", 'there is no file "portals/mein"'),
        ("portals/main:footer.txt", 'did you mean "text"?'),
        ("portals/main:footer.links.terms", "legal here: privacy"),
        ("portals/main:enabled.x", "there is nothing inside"),
        ("portals/main:9999", "brands/kitchen/portals/main.yaml has no line 9999: it has 8\n"),
    ],
)
def test_a_question_about_nothing_says_what_there_is(kitchen, words, told):
    shown = run(explain_origin, kitchen, words)
    assert shown.exit_code == 2
    assert told in shown.output


def test_the_kinds_are_counted_and_one_kind_is_listed(kitchen):
    assert "     2  portal\n" in run(listing, kitchen).output
    assert run(listing, kitchen, "article").output == (
        "kitchen/hours  Hours  brands/_library/diner/kb/start/hours.md:2:1\n"
        "kitchen/welcome  Welcome  brands/kitchen/kb/start/welcome.md:2:1\n"
    )
    assert [row["id"] for row in json.loads(run(listing, kitchen, "portal", "--format", "json").output)] == [
        "main",
        "second",
    ]
    assert 'did you mean "portal"?' in run(listing, kitchen, "portals").output


def test_an_object_is_shown_as_it_is_in_effect(kitchen):
    plain = run(show, kitchen, "portal:second").output
    assert "  text: We are here from nine to five.\n" in plain
    assert "extends" not in plain
    resolved = run(show, kitchen, "portal:second", "--resolved").output
    assert "  name: The second  # brands/kitchen/portals/second.yaml:3\n" in resolved
    assert "  logo: assets/logo.png  # brands/kitchen/portals/main.yaml:3\n" in resolved
    assert "  faq: true  # default\n" in resolved
    [answer] = json.loads(run(show, kitchen, "portal:second", "--resolved", "--format", "json").output)
    assert answer["value"]["show"]["faq"] is True


def test_uses_are_fields_links_and_bases(kitchen):
    assert "  group support names it: brands/kitchen/groups.yaml" in run(where_used, kitchen, "agent:jin").output
    assert (
        "  article welcome links to it: brands/kitchen/kb/start/welcome.md:5:"
        in run(where_used, kitchen, "hours").output
    )
    assert (
        "  portal second extends it: brands/kitchen/portals/second.yaml:1:10"
        in run(where_used, kitchen, "portal:main").output
    )
    assert (
        "  brand kitchen extends it: brands/kitchen/brand.yaml:1:10"
        in run(where_used, kitchen, "_library/diner").output
    )
    assert "nothing uses it" in run(where_used, kitchen, "portal:second").output
    [answer] = json.loads(run(where_used, kitchen, "form:question", "--format", "json").output)
    assert [use["kind"] for use in answer["uses"]] == ["inquiry_type"]


def test_the_graph_has_a_box_for_each_object_and_an_arrow_for_each_use(kitchen):
    lines = run(graph, kitchen, "portal:main").output.splitlines()
    assert lines[0] == "flowchart LR"
    assert '    n0["portal main"]' in lines
    assert any(line.endswith("-.->|extends| n0") for line in lines)
    arrows = json.loads(run(graph, kitchen, "--format", "json").output)
    assert {"from", "how", "to"} == set(arrows[0])


def test_what_is_broken_is_left_out_and_said(kitchen, tmp_path):
    for path in kitchen.rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(kitchen)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (tmp_path / "brands/kitchen/portals/second.yaml").write_text("extends: [\n")
    shown = run(listing, tmp_path, "portal")
    assert "not everything here is right" in shown.output
    assert "kitchen/main" in shown.output
    assert "second" not in shown.output


@pytest.mark.parametrize(("command", "words"), [(listing, ("portal",)), (graph, ())])
def test_a_brand_there_is_not_is_said(kitchen, command, words):
    shown = run(command, kitchen, *words, "--brand", "kichen")
    assert shown.exit_code == 2
    assert 'there is no brand "kichen"; did you mean "kitchen"?' in shown.output


def test_a_brand_and_a_file_are_asked_for_like_objects(kitchen):
    assert "environment kitchen gives values to it" in run(where_used, kitchen, "kitchen").output
    assert "portal main shows it" in run(where_used, kitchen, "assets/logo.png").output
