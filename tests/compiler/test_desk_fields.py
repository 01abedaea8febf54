"""Fields and forms: whose they are, which settings they take, what cannot be changed, row by row."""

import pytest

from tests.kitchen import brand, first, said

CALL = {"brand.yaml": "{name: Kitchen, features: {call: true}}\n"}


def desk(changes):
    return brand(changes).desk


def test_a_field_is_for_customers_or_for_agents():
    """NHN-068, NHN-069, NHN-094: agents' fields say who may write them; one code is in one set only."""
    changes = {"fields/cause.yaml": "{type: text, for: agent, permission: admin, label: Cause}\n"}
    field = desk(changes).fields["cause"]
    assert (field.for_, field.permission) == ("agent", "admin")
    assert first({"fields/cause.yaml": "{type: text, for: agent, label: Cause}\n"}).startswith("error[FD414]")


def test_a_form_asks_its_fields_in_its_order():
    """NHN-070, NHN-072, NHN-073, NHN-074: customers see what the form lists, in its order, consent last."""
    changes = {
        "fields/one.yaml": "{type: text, label: One}\n",
        "fields/two.yaml": "{type: text, label: Two}\n",
        "forms/question.yaml": "fields: [{field: two}, {field: one, required: true}]\n",
    }
    order = [item.code for item in desk(changes).forms["question"].fields]
    assert order[0] == "inquiry_type"
    assert order.index("two") + 1 == order.index("one")
    assert order[-1] == "personal_information"


def test_a_field_of_calls_is_listed_and_never_asked():
    """NHN-076, NHN-077, NHN-083: on call tickets only, whatever a form lists; nothing else can be said of it."""
    form = desk({**CALL, "forms/question.yaml": "fields: [{field: call_direction}]\n"}).forms["question"]
    assert form.on_calls == ("call_direction",)
    assert "call_direction" not in [item.code for item in form.fields]
    assert first({"forms/question.yaml": "fields: [{field: call_direction, hidden: true}]\n"}).startswith(
        "error[FD432]"
    )


def test_a_system_field_takes_words_and_nothing_else():
    """NHN-078, NHN-079, NHN-082: label, notice and personal data of a system field may change, nothing more."""
    own = "{label: Mobile, notice: Yours, personal: {encrypt: true, destroy_after: 1y}}\n"
    field = desk({"fields/phone.yaml": own}).fields["phone"]
    assert (field.label.by_language["en"], field.personal.destroy_after) == ("Mobile", "1y")
    assert first({"fields/phone.yaml": "{type: text}\n"}).startswith("error[FD101]")


def test_what_agents_say_of_every_ticket_is_worded_by_the_brand():
    """NHN-080, NHN-089: names and notices, here of priority and processing type, for every language."""
    changes = {"fields/priority.yaml": "{label: Urgency, notice: 'How **bad** is it?'}\n"}
    facts = desk(changes).properties["priority"]
    assert facts.label == {"en": "Urgency"}
    assert "<strong>bad</strong>" in facts.notice["en"]


@pytest.mark.parametrize("code", ["priority", "processing_type"])
def test_no_customer_is_asked_what_agents_say(code):
    """NHN-074: priority and processing type stand at the top of every ticket, and in no form."""
    assert first({"forms/question.yaml": f"fields: [{{field: {code}}}]\n"}).startswith("error[FD417]")


@pytest.mark.parametrize("code", ["title", "email", "content"])
@pytest.mark.parametrize("weak", ["hidden: true", "required: false"])
def test_what_every_ticket_needs_cannot_be_weakened(code, weak):
    """NHN-081, NHN-082, NHN-091, NHN-095: required system fields are always asked and always answered."""
    assert first({"forms/question.yaml": f"fields: [{{field: {code}, {weak}}}]\n"}).startswith("error[FD402]")


def test_a_field_that_is_deleted_while_something_names_it_is_missed():
    """NHN-075, NHN-084: a form that lists a field which is gone is pointed at."""
    assert first({"forms/question.yaml": "fields: [{field: gone}]\n"}) == 'error[FD201] there is no field "gone"'


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("type: radio, options: []", "FD103"),
        ("type: text, options: [{id: a, label: A}]", "FD101"),
        ("type: date, max_length: 3", "FD101"),
        ("type: date, default: tomorrow", "FD103"),
        ("type: caption", "FD102"),
        ("type: dropdown, options: [{id: a, label: A}, {id: a, label: B}]", "FD4"),
    ],
)
def test_settings_belong_to_their_type(settings, code):
    """NHN-085, NHN-086: each type has its own settings, choices are there and told apart."""
    assert f"[{code}" in first({"fields/one.yaml": f"{{{settings}, label: One}}\n"})


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("type: date, default: today", "date"),
        ("type: datetime, default: now", "datetime"),
        ("type: date_period", "date_period"),
        ("type: datetime_period", "datetime_period"),
        ("type: caption, text: Read this", "caption"),
    ],
)
def test_days_moments_periods_and_captions_are_fields(written, kind):
    """NHN-085, NHN-088, NHN-090: every type is asked in a form, with its words and its star."""
    changes = {
        "fields/one.yaml": f"{{{written}, label: One}}\n",
        "forms/question.yaml": "fields: [{field: one}]\n",
    }
    assert desk(changes).fields["one"].type == kind


def test_a_field_code_is_one_word_and_not_taken():
    """NHN-087: codes are identifiers, unique over customers', agents' and system fields."""
    assert first({"fields/order-no.yaml": "{type: text, label: X}\n"}).startswith("error[FD105]")
    assert "error[FD413]" in said({"fields/Title.yaml": "{type: text, label: X}\n"})


def test_an_encrypted_field_is_in_no_condition_and_no_list():
    """NHN-092: what is kept encrypted can be neither asked for by rules nor shown in lists."""
    field = {
        "fields/secret.yaml": "{type: text, label: S, personal: {encrypt: true}}\n",
        "forms/question.yaml": "fields: [{field: secret}]\n",
    }
    assert said(field) == ""
    view = {"views/mine.yaml": "{title: Mine, columns: [id, secret]}\n"}
    assert first({**field, **view}).startswith("error[FD449]")


def test_personal_data_says_how_long_it_is_kept():
    """NHN-092, NHN-093: encrypted or not, destroyed after a time of more than nothing."""
    field = "{type: text, label: S, personal: {encrypt: true, destroy_after: TIME}}\n"
    assert first({"fields/s.yaml": field.replace("TIME", "0d")}).startswith("error[FD103]")
    changes = {"fields/s.yaml": field.replace("TIME", "90d"), "forms/question.yaml": "fields: [{field: s}]\n"}
    assert desk(changes).fields["s"].personal.destroy_after == "90d"
