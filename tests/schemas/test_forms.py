"""Reading a form: what applies, what is required, what is reported."""

import pytest

from schemas.bundle import DeskContract, FormFacts
from schemas.fields.base import Fault
from schemas.fields.file import SentFile
from schemas.forms import read, visible_fields

DESK = DeskContract.model_validate_json(
    """{
    "sender": {"name": {"en": "Kitchen"}, "address": "help@kitchen.example"},
    "inquiry_types": [{"id": "repair", "name": {"en": "Repair"}, "enabled": true,
                       "children": [{"id": "oven-repair", "name": {"en": "Oven"}, "enabled": true}]}],
    "fields": {
        "inquiry_type": {"type": "dropdown", "label": "Type", "options": [{"id": "oven-repair", "label": "Oven"}]},
        "email": {"type": "email", "label": "E-mail"},
        "title": {"type": "text", "label": "Title"},
        "phone": {"type": "text", "label": "Phone"},
        "device": {"type": "radio", "label": "Device",
                   "options": [{"id": "oven", "label": "Oven"}, {"id": "hob", "label": "Hob"}]},
        "serial_no": {"type": "text", "label": "Serial number"},
        "warranty": {"type": "radio", "label": "Warranty",
                     "options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]},
        "amount": {"type": "number", "label": "Amount"},
        "news": {"type": "agree", "label": "News", "text": "…", "sentence": "Yes"},
        "photo": {"type": "file", "label": "Photo"},
        "country": {"type": "text", "label": "Country"}
    }}"""
)
FORM = FormFacts.model_validate_json(
    """{"id": "repair", "fields": [
        {"code": "inquiry_type", "required": true},
        {"code": "email", "required": true},
        {"code": "title", "required": true},
        {"code": "phone", "required": false},
        {"code": "device", "required": false},
        {"code": "serial_no", "required": true, "when": {"all": [{"if": "device", "is": "oven"}]}},
        {"code": "warranty", "required": false, "when": {"all": [{"if": "serial_no", "present": true}]}},
        {"code": "amount", "required": false, "when": {"any": [{"if": "inquiry_type", "under": "repair"}]}},
        {"code": "news", "required": false},
        {"code": "photo", "required": false},
        {"code": "country", "required": false, "hidden": true}
    ]}"""
)
FINE = {"inquiry_type": ("oven-repair",), "email": ("ada@example.com",), "title": ("Smoke",)}


def test_what_is_asked_is_answered():
    reading = read(FORM, DESK, {**FINE, "amount": ("1,200",)}, {"photo": (SentFile("a/b.jpg", 5),)})
    assert reading.is_fine
    assert reading.answers == {
        "inquiry_type": "oven-repair",
        "email": "ada@example.com",
        "title": "Smoke",
        "amount": "1200",
        "news": False,
    }
    assert reading.files == {"photo": ("b.jpg",)}


def test_no_file_is_no_answer():
    assert read(FORM, DESK, FINE, {}).files == {}


def test_every_required_field_without_an_answer_is_a_fault_in_its_own_words():
    reading = read(FORM, DESK, {"device": ("oven",), "title": ("  ",)}, {})
    assert reading.faults == {
        "inquiry_type": Fault("validate.ticket.inquiry_type.required"),
        "email": Fault("validate.ticket.email.required"),
        "title": Fault("validate.ticket.title.required"),
        "serial_no": Fault("validate.required"),
    }


def test_a_conditional_field_is_asked_only_when_its_condition_holds():
    assert "serial_no" not in read(FORM, DESK, FINE, {}).visible
    assert "serial_no" in read(FORM, DESK, {**FINE, "device": ("oven",)}, {}).visible


def test_answers_that_do_not_apply_any_more_are_dropped():
    reading = read(FORM, DESK, {**FINE, "device": ("hob",), "serial_no": ("S-1",), "warranty": ("yes",)}, {})
    assert reading.is_fine
    assert reading.answers["device"] == "hob"
    assert not {"serial_no", "warranty"} & set(reading.answers)


def test_a_condition_looks_at_fields_that_apply_themselves():
    answers = {"device": "hob", "serial_no": "S-1"}
    assert "warranty" not in [item.code for item in visible_fields(FORM, DESK, answers)]
    answers = {"device": "oven", "serial_no": "S-1"}
    assert "warranty" in [item.code for item in visible_fields(FORM, DESK, answers)]


def test_a_condition_may_look_up_the_tree_of_inquiry_types():
    assert "amount" in read(FORM, DESK, FINE, {}).visible


@pytest.mark.parametrize(
    ("raw", "files", "unknown"),
    [
        ({"nonsense": ("1",)}, {}, ("nonsense",)),
        ({"country": ("kr",)}, {}, ("country",)),
        ({"photo": ("a.jpg",)}, {}, ("photo",)),
        ({}, {"title": (SentFile("a.jpg", 1),)}, ("title",)),
        ({}, {"nonsense": (SentFile("a.jpg", 1),)}, ("nonsense",)),
    ],
)
def test_what_our_page_never_sends_is_reported(raw, files, unknown):
    reading = read(FORM, DESK, {**FINE, **raw}, files)
    assert reading.unknown == unknown
    assert not reading.is_fine


def test_a_phone_number_must_look_like_one():
    assert read(FORM, DESK, {**FINE, "phone": ("call me",)}, {}).faults == {"phone": Fault("validate.phone")}


def test_a_wrong_answer_counts_as_blank_for_the_conditions_below_it():
    reading = read(FORM, DESK, {**FINE, "device": ("grill",), "serial_no": ("S-1",)}, {})
    assert list(reading.faults) == ["device"]
    assert "serial_no" not in reading.visible
