from pydantic import TypeAdapter

from schemas.customers import COUNTRIES, RESERVED, CustomerProperty, vocabulary
from schemas.triggers.targets import operators

PLAN = TypeAdapter(CustomerProperty).validate_python(
    {"type": "dropdown", "options": ({"id": "partner", "label": "Partner"},)}
)
SINCE = TypeAdapter(CustomerProperty).validate_python({"type": "date"})


def test_conditions_know_what_every_customer_has_and_the_organisation_s_own_properties():
    """HS-20: which customers see their company's tickets is said by what is known of them."""
    words = vocabulary({"plan": PLAN, "since": SINCE}, ("sv",))
    assert {"customer.country", "customer.member", "customer.plan", "customer.since"} <= set(words.targets)
    assert words.legal["customer.plan"] == ("partner",)
    assert words.legal["customer.country"] == COUNTRIES
    assert words.legal["customer.language"] == ("sv",)


def test_nothing_is_known_of_a_customer_before_an_event():
    words = vocabulary({"plan": PLAN, "since": SINCE}, ("sv",))
    assert "changed" not in operators(words.targets["customer.plan"])
    assert "changed" not in operators(words.targets["customer.country"])


def test_properties_may_not_be_called_like_what_is_there():
    assert {"name", "email", "phone", "company", "country", "language", "member", "first_name"} <= RESERVED
