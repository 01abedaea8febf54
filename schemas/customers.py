"""What is known of a customer, and groups of customers: properties, access groups, what their conditions may say.

Customers themselves are never configuration. Conditions on tickets are `schemas.triggers.targets`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from schemas.conditions import Conditions
from schemas.fields.options import Option
from schemas.model import Model
from schemas.names import EmailAddress
from schemas.text import Text
from schemas.triggers.targets import STANDARD as TARGETS
from schemas.triggers.targets import Target, TargetType, Vocabulary


class PlainProperty(Model):
    """A property whose value is typed."""

    type: Literal["text", "number", "boolean", "date"]
    """What kind of value it is."""
    label: Text | None = None
    """What agents read."""


class ChoiceProperty(Model):
    """A property with a closed list of values."""

    type: Literal["dropdown", "checkbox"]
    """`dropdown` for one of the options, `checkbox` for any of them."""
    label: Text | None = None
    """What agents read."""
    options: Annotated[tuple[Option, ...], Field(min_length=1)]
    """What can be chosen."""


CustomerProperty: TypeAlias = Annotated[PlainProperty | ChoiceProperty, Field(discriminator="type")]
"""One entry of `_organization/customer_properties.yaml`."""


class AccessGroup(Model):
    """`_organization/access_groups/<id>.yaml` (HS-33).

    Dynamic by `when`, static by `customers`; with neither, people are added at run time.
    """

    name: Text
    """What staff read."""
    when: Conditions | None = None
    """Who is in a dynamic group."""
    customers: tuple[EmailAddress, ...] = ()
    """Who is in a static group, by address."""


_CODES: Final = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
COUNTRIES: Final = tuple(_CODES.split())
"""ISO 3166-1, two letters."""

STANDARD: Final[Mapping[str, Target]] = {
    name: replace(target, tracked=False) for name, target in TARGETS.items() if name.startswith("customer.")
}
"""What is known of every customer, as conditions call it."""

RESERVED: Final = frozenset(
    name.removeprefix("customer.") for name in (*STANDARD, "customer.first_name", "customer.last_name")
)
"""Names no property may have."""

_TYPES: Final[Mapping[str, TargetType]] = {
    "text": "text",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "dropdown": "choice",
    "checkbox": "set",
}


def target_of(name: str, property_: CustomerProperty) -> Target:
    """The target `customer.<name>` that conditions may look at."""
    return Target(f"customer.{name}", _TYPES[property_.type], tracked=False)


def vocabulary(properties: Mapping[str, CustomerProperty], languages: tuple[str, ...]) -> Vocabulary:
    """What conditions on customers may say: what every customer has, and the organisation's own properties."""
    own = {f"customer.{name}": target_of(name, one) for name, one in properties.items()}
    legal = {
        f"customer.{name}": tuple(option.id for option in one.options)
        for name, one in properties.items()
        if isinstance(one, ChoiceProperty)
    }
    return Vocabulary({**STANDARD, **own}, {"customer.country": COUNTRIES, "customer.language": languages, **legal})
