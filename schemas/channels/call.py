"""`channels/call.yaml`: the telephone system, its routes and the numbers that calls go out from (NHN-121 to NHN-135).

Whether a number was confirmed with its certificate is known at run time only.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import StringConstraints

from schemas.mail import Secret
from schemas.model import Model
from schemas.names import ROUTE_CODE, AssetPath, PhoneNumber, Slug
from schemas.refs import Ref
from schemas.text import Text

RouteCode = Annotated[str, StringConstraints(pattern=ROUTE_CODE, max_length=40)]


class Tenant(Model):
    """The account at the telephone system."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    """What the telephone system calls you."""
    password: Secret
    """The password to sign in with."""


class IvrRoute(Model):
    """A menu entry of the telephone system; a call that comes in by it starts with this inquiry type."""

    name: Text
    """What agents read."""
    inquiry_type: Annotated[Slug, Ref("inquiry_type")] | None = None
    """What its tickets are about."""


class CallingNumber(Model):
    """A number that customers see when an agent calls; the order is the one agents choose from."""

    id: Slug
    """Tells the number apart from the others."""
    number: PhoneNumber
    """The number itself."""
    name: Text
    """What agents read."""
    purpose: Text | None = None
    """What it is for."""
    certificate: AssetPath
    """The file that proves it is yours."""


class CallChannel(Model):
    """A route is added or deleted, never edited; a number only until it is confirmed."""

    enabled: bool = True
    """False keeps the settings for later."""
    tenant: Tenant
    """Your place at the telephone system."""
    ivr_routes: Mapping[RouteCode, IvrRoute] = {}
    """What callers choose by keys; a route is added or deleted, never edited."""
    numbers: tuple[CallingNumber, ...] = ()
    """Numbers shown to those who are called, in the agents' order."""
