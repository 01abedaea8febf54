"""System fields: built in, reworded, never weakened."""

import pytest

from schemas.fields import compare
from schemas.fields.agree import AgreeField
from schemas.fields.options import Option
from schemas.fields.system import BASIC, OF_AGENTS, OF_CALLS, REQUIRED, SystemField, definition, phone_fault
from schemas.text import Text
from schemas.triggers.targets import FIELD_TYPES, SYSTEM_FIELD_TYPES
from schemas.wording import WORDING

TYPES = (Option(id="bug", label=Text.model_validate("Bug")),)


def said(code):
    return Text.model_validate({"en": WORDING["en"][code], "ko": WORDING["ko"][code]})


@pytest.mark.parametrize("code", [*REQUIRED, *BASIC])
def test_every_system_field_has_words_and_a_type(code):
    field = definition(code, None, TYPES, said)
    assert field.label.by_language["ko"]
    assert code == "inquiry_type" or FIELD_TYPES[compare(field)] == SYSTEM_FIELD_TYPES[code]


@pytest.mark.parametrize("code", OF_CALLS)
def test_every_field_of_calls_is_for_agents(code):
    """NHN-076: the five fields of telephone calls are known, and no customer is asked them."""
    field = definition(code, None, TYPES, said)
    assert (field.for_, field.permission) == ("agent", "agent")
    assert field.label.by_language["ko"]


@pytest.mark.parametrize("code", OF_AGENTS)
def test_what_is_no_field_with_an_answer_has_no_definition(code):
    with pytest.raises(ValueError, match="not a system field"):
        definition(code, None, TYPES, said)


def test_a_brand_sets_label_notice_and_personal():
    own = SystemField.model_validate({"label": "Mobile", "notice": "With area code", "personal": {"encrypt": True}})
    field = definition("phone", own, TYPES, said)
    assert (field.label.plain, field.notice.plain, field.personal.encrypt) == ("Mobile", "With area code", True)


def test_the_consent_says_what_for_what_and_how_long():
    field = definition("personal_information", None, TYPES, said)
    assert isinstance(field, AgreeField)
    assert "three years" in field.text.by_language["en"]
    assert "3년" in field.text.by_language["ko"]


@pytest.mark.parametrize(
    "typed", ["", "02-123-4567", "+82 10-1234-5678", "(02) 123.4567", "010 1234 5678", "555-1234 x12"]
)
def test_people_write_numbers_in_many_ways(typed):
    assert phone_fault(typed) is None


@pytest.mark.parametrize("typed", ["call me", "123", "+1", "0" * 21, "<script>", "010-1234-5678; rm -rf /"])
def test_what_cannot_be_a_number_is_refused(typed):
    assert phone_fault(typed).code == "validate.phone"
