"""A new object of every kind: the least that is right, in the place where it belongs."""

import pytest

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree, resolve
from compiler.editing.adding import added
from compiler.editing.edits import with_changes
from compiler.editing.layout import formatted, laid_out_again
from compiler.editing.names import CannotEditError
from compiler.editing.skeletons import FILES, SINGLE, SKELETONS, UNNAMED
from compiler.kinds import KINDS
from tests.kitchen import base, tree_of

NAMES = {
    "article": "start/new-one",
    "folder": "start/new-one",
    "field": "new_one",
    "binding": "new_one",
    "customer_property": "new_one",
    "code": "news.one",
    "placeholder": "NewOne",
    "agent": "test01",
}
# What is said of a new object because nothing uses it yet, because its feature is off, or because one more step is due.
NOT_YET = {
    "agent": {"FD421"},
    "binding": {"FD209"},
    "brand": {"FD601"},
    "chat_processing_type": {"FD656"},
    "customer_data": {"FD656"},
    "environment": {"FD209"},
    "sms_category": {"FD656"},
    "sms_template": {"FD656", "FD467"},
}


def prepared():
    """The kitchen with what some kinds have to name."""
    tree = tree_of({
        **base(),
        "brands/kitchen/portals/track.yaml": (
            b"enabled: false\naddress: {host: t.example}\naccess: {mode: ticket_link}\nprofile: {name: Track}\n"
            b"design: {theme: plain}\n"
        ),
    })[0]  # fmt: skip
    for kind, name in (("member", "test01"), ("faq_category", "c"), ("notice_heading", "h"), ("sms_category", "c")):
        tree = with_changes(tree, added(tree, resolve(tree)[0], kind, name, None))
    return tree


def findings(tree) -> set:
    return {(item.code, item.severity, item.message) for item in compile_tree(tree, (), CountingBlobs()).diagnostics}


TREE = prepared()
BEFORE = findings(TREE)


def test_every_kind_can_be_added_or_says_who_writes_it():
    channels = {kind.name for kind in KINDS if kind.name.endswith("_channel")}
    assert {kind.name for kind in KINDS} == {*FILES, *SINGLE, *UNNAMED} | channels
    assert set(SKELETONS) >= set(FILES)


@pytest.mark.parametrize("kind", FILES)
def test_a_new_object_is_right_and_laid_out(kind):
    changes = laid_out_again(TREE, added(TREE, resolve(TREE)[0], kind, NAMES.get(kind, "new-one"), None))
    tree = with_changes(TREE, changes)
    fresh = findings(tree) - BEFORE
    errors = {code for code, severity, _ in fresh if severity == "error"}
    assert errors <= NOT_YET.get(kind, set()), fresh
    for file in changes:
        assert formatted(tree, file) == tree.read(file)


def grown(text: str, kind: str, name: str, file: str) -> str:
    tree = tree_of({**base(), f"brands/kitchen/{file}": text.encode()})[0]
    [(path, data)] = added(tree, resolve(tree)[0], kind, name, None).items()
    assert path == f"brands/kitchen/{file}"
    return data.decode()


def test_an_entry_goes_to_the_end_of_its_file_and_comments_stay():
    text = "# People\nsupport: {name: Support, agents: [jin]}   # day and night\n"
    assert (
        grown(text, "group", "night-shift", "groups.yaml")
        == f"{text}night-shift: {{name: Night shift, agents: [jin]}}\n"
    )


def test_a_node_goes_below_the_one_that_is_named():
    text = "- id: question\n  name: Question   # the only one\n  form: question\n"
    new = "{id: refund, name: Refund, form: question, enabled: false}"
    once = grown(text, "inquiry_type", "question/refund", "inquiry_types.yaml")
    assert once == f"{text}  children:\n    - {new}\n"
    twice = grown(once, "inquiry_type", "question/receipt", "inquiry_types.yaml")
    assert twice == f"{once}    - {new.replace('refund', 'receipt').replace('Refund', 'Receipt')}\n"


def test_triggers_get_a_file_behind_the_others_or_go_into_the_one_that_is_named():
    tree = tree_of(
        {**base(), "brands/kitchen/triggers/30-a.yaml": b"- id: a\n  title: A\n  events: [created]\n  then: []\n"}
    )[0]
    [file] = added(tree, resolve(tree)[0], "trigger", "greet", None)
    assert file == "brands/kitchen/triggers/40-greet.yaml"
    [(file, data)] = added(tree, resolve(tree)[0], "trigger", "30-a/greet", None).items()
    assert file == "brands/kitchen/triggers/30-a.yaml"
    assert data.decode().endswith("- id: greet\n  title: Greet\n  events: [created]\n  enabled: false\n  then:\n"
                                  "    - {do: note, text: Write here.}\n")  # fmt: skip


def test_a_new_environment_is_listed():
    changes = added(TREE, resolve(TREE)[0], "environment", "staging", None)
    assert changes["frontdesk.yaml"] == b"version: 1\nenvironments: [demo, staging]\n"
    assert changes["environments/staging.yaml"] == b"{}\n"


@pytest.mark.parametrize(
    ("kind", "name", "brand", "words"),
    [
        ("feld", "a", None, 'did you mean "field"?'),
        ("tickets", "a", None, "write tickets.yaml"),
        ("chat_channel", "a", None, "write channels/chat.yaml"),
        ("history", "a", None, "frontdesk rename"),
        ("field", "Ä", None, "cannot be the id of a field"),
        ("field", "", None, "say what it is called"),
        ("group", "support", None, 'there is a group "support" already'),
        ("portal", "a", "nobody", 'there is no brand "nobody"'),
        ("article", "new", None, "category/article"),
        ("inquiry_type", "nothing/a", None, 'there is no inquiry type "nothing" to put it below'),
        ("field", "email", None, "no field can lie at brands/kitchen/fields/email.yaml"),
        ("portal", "a", "_organization", "there is no brand"),
    ],
)
def test_what_cannot_be_added_is_said(kind, name, brand, words):
    with pytest.raises(CannotEditError) as error:
        added(TREE, resolve(TREE)[0], kind, name, brand)
    assert words in str(error.value)


def test_what_has_to_be_there_first_is_said():
    tree = tree_of(dict(base()))[0]
    with pytest.raises(CannotEditError, match="names a faq category, and there is none: add one first"):
        added(tree, resolve(tree)[0], "faq", "a", None)


def test_with_several_brands_one_has_to_be_named():
    tree = with_changes(TREE, {"brands/other/brand.yaml": b"name: Other\n"})
    linked = resolve(tree)[0]
    with pytest.raises(CannotEditError, match="say which brand with --brand: kitchen, other"):
        added(tree, linked, "field", "a", None)
    assert set(added(tree, linked, "field", "other/a", None)) == {"brands/other/fields/a.yaml"}
    assert set(added(tree, linked, "message", "a", "_organization")) == {"brands/_organization/messages/a.yaml"}
