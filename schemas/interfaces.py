"""Where other systems and a brand meet: the Open API, members of another site, customer data, menus that lead out.

Channels, through which people write, are `schemas.channels`.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from schemas.brand import Bound
from schemas.mail import Secret
from schemas.model import Model
from schemas.names import PARAMETER, SOURCE, Slug, WebUrl
from schemas.text import Text

ParameterName = Annotated[str, StringConstraints(pattern=PARAMETER)]


class OpenApi(Model):
    """`open_api.yaml` (NHN-007 to NHN-010): who may call. An empty list lets nobody in."""

    enabled: bool = True
    """False: every call is refused."""
    service_key: Secret
    """What calls are signed with."""
    allowed_ips: tuple[str, ...] = ()
    """Addresses and networks that may call; empty, nobody."""
    any_ip: bool = False
    """True: every address may call."""


class PostInterlink(Model):
    """Members sign in at their own site, which tells us who they are."""

    enabled: bool = True
    """False: nobody comes in this way."""
    method: Literal["post"]
    """Your site sends members to us, signed."""
    login_url: Bound
    """Where a member signs in."""
    status_url: Bound
    """Where we learn who is signed in."""
    key: Secret
    """What is signed with."""
    non_members: bool = False
    """Whether people may ask without signing in."""


class GetInterlink(Model):
    """Members arrive with a signed address, which we ask their site about."""

    enabled: bool = True
    """False: nobody comes in this way."""
    method: Literal["get"]
    """We ask your site who somebody is."""
    verify_url: Bound
    """Where we ask."""
    key: Secret
    """What is signed with."""
    non_members: bool = False
    """Whether people may ask without signing in."""


MemberInterlink: TypeAlias = Annotated[PostInterlink | GetInterlink, Field(discriminator="method")]
"""`member_interlink.yaml` (NHN-187 to NHN-193); `non_members` lets people in who are not signed in, too."""


class Parameter(Model):
    """A value handed over: fixed, or taken from what is known."""

    name: ParameterName
    """The parameter's name."""
    value: str | None = None
    """A fixed value."""
    from_: Annotated[str | None, Field(alias="from", pattern=SOURCE)] = None
    """What of the customer it is, in place of `value`."""


class Query(Model):
    """What is asked with: always taken from what is known."""

    name: ParameterName
    """What the other system calls it."""
    from_: Annotated[str, Field(alias="from", pattern=SOURCE)]
    """What of the customer it is."""


class Result(Model):
    """One value of an answer, and what agents read beside it."""

    name: ParameterName
    """What the other system calls it."""
    label: Text
    """What agents read."""


class CustomerData(Model):
    """One entry of `customer_data.yaml`: another system that knows more of a customer."""

    enabled: bool = True
    """False: nothing is asked."""
    url: Bound
    """Where it is asked."""
    key: Secret | None = None
    """What the other system knows us by."""
    ask: Annotated[tuple[Query, ...], Field(min_length=1)]
    """What is sent along."""
    show: Annotated[tuple[Result, ...], Field(min_length=1)]
    """What agents see of the answer."""
    automatic: tuple[Literal["tickets", "chat", "call"], ...] = ()
    """Where it is asked at once; elsewhere, when an agent wants it."""


class ExternalMenu(Model):
    """One entry of `external_menus.yaml`: a menu of the portal that leads to another site."""

    id: Slug
    """Tells the entry apart from the others."""
    enabled: bool = True
    """False: it is not shown."""
    name: Text
    """The words of the entry."""
    url: WebUrl
    """Where it leads."""
    open_on: Annotated[tuple[Literal["pc", "mobile"], ...], Field(min_length=1)] = ("pc", "mobile")
    """Where it is shown."""
    params: tuple[Parameter, ...] = ()
    """What is added to the address."""
