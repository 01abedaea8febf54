"""An object less: nothing that is named goes, and what tickets hold is remembered."""

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree, resolve
from compiler.editing.edits import with_changes
from compiler.editing.names import CannotEditError
from compiler.editing.removing import removed
from tests.kitchen import base, tree_of

DAY = "2026-03-01"
TYPES = """\
# What customers choose
- {id: question, name: Question, form: question}
# Broken things
- id: bug
  name: {en: Bug, ko: 버그}
  form: question
  children:
    - {id: oven, name: Oven}
"""


def after(changes: dict[str, str], words: str) -> dict[str, str | None]:
    files = {**base(), **{f"brands/kitchen/{name}": text.encode() for name, text in changes.items()}}
    tree = tree_of(files)[0]
    result = removed(tree, resolve(tree)[0], words, DAY)
    assert compile_tree(with_changes(tree, result), (), CountingBlobs()).root_digest
    return {file.removeprefix("brands/kitchen/"): data and data.decode() for file, data in result.items()}


def test_a_node_goes_with_its_comment_and_what_is_below_it_and_all_of_it_is_remembered():
    result = after({"brand.yaml": "name: K\nlanguages: [en, ko]\n", "inquiry_types.yaml": TYPES}, "inquiry_type:bug")
    assert result["inquiry_types.yaml"] == (
        "# What customers choose\n- {id: question, name: Question, form: question}\n"
    )
    assert result["retired.yaml"].splitlines()[1:] == [
        "retired:",
        f'  - {{what: inquiry_type, id: bug, date: "{DAY}", label: {{en: "Bug", ko: "버그"}}}}',
        f'  - {{what: inquiry_type, id: oven, date: "{DAY}", label: "Oven"}}',
    ]


def test_a_file_goes_with_its_translations_and_its_place_in_the_order():
    result = after(
        {
            "brand.yaml": "name: K\nlanguages: [en, ko]\n",
            "kb/start/more.md": "---\ntitle: More\nstatus: public\n---\nMore.\n",
            "kb/start/more.ko.md": "---\ntitle: 더\n---\n더.\n",
            "kb/start/_category.yaml": "name: Start   # here\norder: [more, welcome]\n",
        },
        "article:more",
    )
    assert result == {
        "kb/start/_category.yaml": "name: Start   # here\norder: [welcome]\n",
        "kb/start/more.md": None,
        "kb/start/more.ko.md": None,
    }


def test_the_last_entry_of_a_file_takes_the_file_along():
    assert after({"code_tags.yaml": "# tags\nhome: {name: Home}\n"}, "code_tag:home") == {"code_tags.yaml": None}


def test_a_binding_goes_with_its_values_in_every_environment():
    tree = tree_of(
        {
            **base(),
            "brands/kitchen/bindings.yaml": b"main_host: {type: host}\nhook: {type: url}\n",
            "environments/demo.yaml": b'kitchen: {main_host: kitchen.localhost, hook: "https://h.example"}\n',
        }
    )[0]
    result = removed(tree, resolve(tree)[0], "binding:hook", DAY)
    assert result == {
        "brands/kitchen/bindings.yaml": b"main_host: {type: host}\n",
        "environments/demo.yaml": b"kitchen: {main_host: kitchen.localhost}\n",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("form:question", "is still named here:\n  brands/kitchen/inquiry_types.yaml:1"),
        ("agent:jin", "is still named here:\n  brands/kitchen/groups.yaml:1"),
        ("member:jin", "is still named here:\n  brands/kitchen/agents.yaml:1"),
        ("portal:main", "would be wrong"),
        ("brand:kitchen", "delete that"),
        ("environment:kitchen", "delete its file"),
        ("nothing", "there is no"),
    ],
)
def test_what_cannot_be_removed_is_said(words, said):
    tree = tree_of(dict(base()))[0]
    try:
        changes = removed(tree, resolve(tree)[0], words, DAY)
    except CannotEditError as error:
        assert said in str(error)  # noqa: PT017  a portal may go: then nothing is refused
    else:
        assert words == "portal:main"
        assert changes["brands/kitchen/portals/main.yaml"] is None
