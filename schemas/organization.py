"""The organisation that owns all brands: its name, domains and keys, what the footer says of it, its own placeholders.

Members of staff are `schemas.people`; customers are `schemas.customers`.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.mail import Secret
from schemas.model import Model
from schemas.names import API_ID, Slug
from schemas.portal import Domain, FooterLink
from schemas.refs import Ref
from schemas.text import Text


class Keys(Model):
    """Keys of the whole organisation: signatures of its members' site, links in mails, sessions."""

    organization: Secret | None = None
    """Signs what members' own sites send."""
    links: Secret | None = None
    """Makes the addresses of tickets unguessable."""
    sessions: Secret | None = None
    """Seals sessions."""


class Organization(Model):
    """`_organization/organization.yaml` (NHN-004, NHN-005)."""

    name: Text
    """The organisation's name."""
    api_id: Annotated[str, StringConstraints(pattern=API_ID)] | None = None
    """The organisation in signatures of the Open API; never changes."""
    admins: tuple[Annotated[Slug, Ref("member")], ...] = ()
    """Members who may do everything in every brand."""
    domains: Mapping[Slug, Domain] = {}
    """Hosts that portals share."""
    keys: Keys = Keys()
    """The keys of the organisation."""


class CompanyInfo(Model):
    """`_organization/company_info.yaml`: in the footer where `show.company_info` (NHN-186)."""

    name: Text
    """The company's full name."""
    address: Text | None = None
    """Its address."""
    registration: str | None = None
    """Its registration number."""
    trademark: str | None = None
    """The line about trade marks."""
    links: tuple[FooterLink, ...] = ()
    """Links beside it."""


class OwnPlaceholder(Model):
    """One entry of `_organization/placeholders.yaml`: another name for a placeholder there is, never new data."""

    means: Annotated[str, Field(min_length=1, max_length=80)]
    """The placeholder it stands for."""
