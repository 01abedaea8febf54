"""A repository in an earlier version of the language: the worked examples of docs/migrations.md, and more."""

import re
from pathlib import Path

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree
from compiler.editing.edits import with_changes
from compiler.editing.migrations import STEPS, migrated
from compiler.editing.names import CannotEditError
from schemas.bundle import LANGUAGE_VERSION
from tests.kitchen import base, tree_of

PAGE = Path(__file__).parents[3] / "docs/migrations.md"
TRIGGERS = "brands/kitchen/triggers/10-routing.yaml"


def old(**changes: str):
    files = {**base(), "frontdesk.yaml": b"version: 0   # the preview\nenvironments: [demo]\n"}
    return tree_of({**files, **{name: text.encode() for name, text in changes.items()}})[0]


def examples() -> dict[str, str]:
    return dict(re.findall(r"^(Before|After):\n\n```yaml\n(.*?)^```$", PAGE.read_text(), re.M | re.S))


def test_the_worked_example_comes_out_as_its_page_says():
    tree = old(**{TRIGGERS: examples()["Before"]})
    changes, steps = migrated(tree)
    assert [step.before for step in steps] == [0]
    assert changes[TRIGGERS].decode() == examples()["After"]
    assert changes["frontdesk.yaml"] == b"version: 1   # the preview\nenvironments: [demo]\n"
    assert compile_tree(with_changes(tree, changes), (), CountingBlobs()).root_digest


def test_portals_and_types_have_the_one_switch_and_words_inside_them_stay():
    tree = old(
        **{
            "brands/kitchen/portals/second.yaml": "active: false\nextends: main\naddress: {host: b.example}\n",
            "brands/kitchen/inquiry_types.yaml": (
                "- id: question\n  name: {en: active}\n  form: question\n"
                "  children: [{id: old, name: Old, disabled: true}, {id: new, name: New, disabled: false}]\n"
            ),
        }
    )
    changes, _ = migrated(tree)
    assert changes["brands/kitchen/portals/second.yaml"].startswith(b"enabled: false\n")
    assert (
        b"{id: old, name: Old, enabled: false}, {id: new, name: New, enabled: true}"
        in (changes["brands/kitchen/inquiry_types.yaml"])
    )
    assert b"{en: active}" in changes["brands/kitchen/inquiry_types.yaml"]


def test_there_is_a_step_for_every_version_before_this_one():
    assert [step.before for step in STEPS] == list(range(LANGUAGE_VERSION))


def test_a_repository_in_this_version_does_not_change():
    assert migrated(tree_of(dict(base()))[0]) == ({}, ())


@pytest.mark.parametrize(
    ("repository", "words"),
    [
        ("version: 7\n", "use a newer one"),
        ("version: soon\n", "does not say which version"),
        ("environments: [demo]\n", "does not say which version"),
    ],
)
def test_other_versions_are_refused(repository, words):
    with pytest.raises(CannotEditError, match=words):
        migrated(old(**{"frontdesk.yaml": repository}))


def test_a_file_that_cannot_be_read_is_named():
    with pytest.raises(CannotEditError, match=r"10-routing\.yaml:2: .*mend that first"):
        migrated(old(**{TRIGGERS: "- id: [\n"}))
