"""Types of inquiries, of their processing and of chats: trees, their names and their depths, row by row."""

import pytest

from tests.kitchen import brand, first, said

TYPES = """\
- id: money
  name: Money
  children:
    - {id: refund, name: Refund}
    - {id: receipt, name: Receipt}
- {id: other, name: Other}
"""
CHAT = {"brand.yaml": "{name: Kitchen, features: {chat: true}}\n"}
TEMPLATE = "{title: Done, search_code: REF1, processing_types: [refund], content: <p>Done.</p>}\n"


def desk(changes):
    return brand(changes).desk


def levels(depth):
    """A tree of types so deep."""
    lines = []
    for level in range(depth):
        lines += ["  " * 2 * level + f"- id: l{level}", "  " * 2 * level + f"  name: L{level}"]
        if level < depth - 1:
            lines.append("  " * 2 * level + "  children:")
    return "\n".join(lines) + "\n"


def test_processing_types_are_a_tree_in_the_order_written():
    """NHN-029, NHN-030: agents choose among processing types, lower ones nested below upper ones."""
    types = desk({"processing_types.yaml": TYPES}).processing_types
    assert [one.id for one in types] == ["money", "other"]
    assert [child.id for child in types[0].children] == ["refund", "receipt"]


def test_chats_have_processing_types_of_their_own():
    """NHN-022, NHN-024: what agents say of chats is a tree of its own; a child stands below its parent."""
    types = desk({**CHAT, "chat_processing_types.yaml": TYPES}).chat_processing_types
    assert [child.id for child in types[0].children] == ["refund", "receipt"]


@pytest.mark.parametrize(
    ("file", "depth"), [("inquiry_types.yaml", 5), ("processing_types.yaml", 5), ("chat_processing_types.yaml", 3)]
)
def test_each_tree_has_its_depth(file, depth):
    """NHN-023, NHN-029, NHN-030: five levels for inquiries and their processing, three for chats."""
    extra = {"forms/question.yaml": None} if file == "inquiry_types.yaml" else {}
    assert "FD409" not in said({**CHAT, **extra, file: levels(depth)})
    assert said({**CHAT, **extra, file: levels(depth + 1)}).count("FD409") == 1


@pytest.mark.parametrize("file", ["processing_types.yaml", "chat_processing_types.yaml"])
def test_a_name_occurs_once_in_a_depth_and_again_in_another(file):
    """NHN-025, NHN-031, NHN-038: no name twice in one depth of a tree; across depths it may come again."""
    again = "- {id: a, name: A, children: [{id: b, name: A}]}\n- {id: c, name: C, children: [{id: d, name: D}]}\n"
    assert said({**CHAT, file: again}) == ""
    twice = "- {id: a, name: A, children: [{id: b, name: X}]}\n- {id: c, name: C, children: [{id: d, name: ' x'}]}\n"
    assert first({**CHAT, file: twice}).startswith("error[FD408]")


def test_names_of_types_are_written_for_every_language_of_the_brand():
    """NHN-032: an inquiry type is called something in each language; one that is left out has the default's words."""
    changes = {
        "brand.yaml": "{name: Kitchen, languages: [en, ko]}\n",
        "inquiry_types.yaml": "- {id: question, name: {en: Question, ko: 질문}, form: question}\n",
    }
    assert desk(changes).inquiry_types[0].name == {"en": "Question", "ko": "질문"}


def test_a_type_that_is_switched_off_stays_for_agents():
    """NHN-034, NHN-035: a type without customers is kept for tickets; below it nothing may be switched on unsaid."""
    changes = {
        "inquiry_types.yaml": "- {id: question, name: Question, form: question}\n"
        "- {id: old, name: Old, form: question, enabled: false}\n"
    }
    assert [(one.id, one.enabled) for one in desk(changes).inquiry_types] == [("question", True), ("old", False)]
    below = "- {id: question, name: Q, form: question, enabled: false, children: [{id: in, name: I, enabled: true}]}\n"
    assert "FD4" in said({"inquiry_types.yaml": below})


def test_a_type_with_a_taken_id_is_refused():
    """NHN-036: the id of a type names one type."""
    assert first({"processing_types.yaml": "- {id: a, name: A}\n- {id: a, name: B}\n"}).startswith("error[FD203]")


def test_a_template_for_a_type_that_was_deleted_is_found():
    """NHN-033, NHN-039: deleting a type points at whatever still names it, children deleted with their parent."""
    changes = {"processing_types.yaml": "- {id: other, name: Other}\n", "answer_templates/done.yaml": TEMPLATE}
    assert first(changes) == 'error[FD201] there is no processing type "refund"'


def test_a_type_begins_with_what_its_parents_say():
    """NHN-027, NHN-147: an inquiry type gives its tickets group, priority and service level, inherited downwards."""
    changes = {
        "inquiry_types.yaml": "- {id: a, name: A, form: question, group: support, priority: high, "
        "children: [{id: b, name: B}]}\n"
    }
    [child] = desk(changes).inquiry_types[0].children
    assert (child.form, child.group, child.priority) == ("question", "support", "high")


def test_a_ticket_may_have_no_type_yet():
    """NHN-028: what came by telephone or mail has a blank type; a rule can ask for that."""
    rule = (
        "- {id: a, title: A, events: [created], all: [{if: inquiry_type, present: false}], then: [{do: tag, add: [x]}]}"
    )
    assert said({"triggers/10-a.yaml": rule + "\n"}) == ""


def test_the_id_of_a_processing_type_is_what_others_name():
    """NHN-040: ids stay as written through the whole compile, so that they can be copied and listed."""
    changes = {"processing_types.yaml": TYPES}
    assert {one.id for one in desk(changes).processing_types} == {"money", "other"}
