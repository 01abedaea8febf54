"""Radio, dropdown, checkbox, agree: ids, never labels."""

import pytest

from schemas.fields import agree, checkbox, dropdown, radio
from schemas.fields.agree import AgreeField
from schemas.fields.base import Fault
from schemas.fields.checkbox import CheckboxField
from schemas.fields.dropdown import DropdownField
from schemas.fields.radio import RadioField

OPTIONS = ({"id": "oven", "label": {"en": "Oven", "ko": "오븐"}}, {"id": "hob", "label": "Hob"})
BOXES = (OPTIONS[0], {**OPTIONS[1], "required": True})
RADIO = RadioField.model_validate({"type": "radio", "label": "Device", "options": OPTIONS})
DROPDOWN = DropdownField.model_validate({"type": "dropdown", "label": "Device", "options": OPTIONS})
CHECKBOX = CheckboxField.model_validate({"type": "checkbox", "label": "Device", "options": BOXES})
AGREE = AgreeField.model_validate({"type": "agree", "label": "Terms", "text": "…", "sentence": "I agree"})


@pytest.mark.parametrize(("read", "field"), [(radio.parse, RADIO), (dropdown.parse, DROPDOWN)])
def test_one_of_several(read, field):
    assert read(field, ("oven",)) == "oven"
    assert read(field, ()) == ""
    assert read(field, ("",)) == ""
    assert read(field, ("Oven",)) == Fault("validate.choice")
    assert read(field, ("oven", "hob")) == Fault("validate.several")


def test_ticked_boxes_come_in_the_order_of_the_options_and_once():
    assert checkbox.parse(CHECKBOX, ("hob", "oven", "hob")) == ("oven", "hob")
    assert checkbox.parse(CHECKBOX, ("hob", "grill")) == Fault("validate.choice")


def test_a_required_box_must_be_ticked():
    assert checkbox.parse(CHECKBOX, ("oven",)) == Fault("validate.option", {"option": "hob"})
    assert checkbox.parse(CHECKBOX, ()) == Fault("validate.option", {"option": "hob"})


def test_agreeing_is_ticking_the_box_and_nothing_else():
    assert agree.parse(AGREE, ("true",)) is True
    assert agree.parse(AGREE, ()) is False
    assert agree.parse(AGREE, ("yes",)) == Fault("validate.choice")


def test_people_read_labels_in_their_language():
    assert radio.format(RADIO, "oven", "ko", "en") == "오븐"
    assert checkbox.format(CHECKBOX, ("oven", "hob"), "en", "en") == "Oven, Hob"
    assert agree.format(AGREE, True, "en", "en") == "I agree"


def test_an_option_that_is_gone_is_shown_by_its_id():
    assert dropdown.format(DROPDOWN, "grill", "en", "en") == "grill"
