"""Members of the organisation, agents and groups of a brand, and the company itself, as written."""

from typing import Annotated, Literal

from schemas.model import Model
from schemas.names import EmailAddress, Slug
from schemas.portal import FooterLink
from schemas.refs import Ref
from schemas.text import Text


class Member(Model):
    """One entry of `_organization/members.yaml`; an agent's id is the member's id."""

    name: str
    email: EmailAddress
    mobile: str | None = None


class Agent(Model):
    """One entry of `agents.yaml`."""

    role: Literal["agent", "admin"] = "agent"
    permissions: tuple[Literal["tickets", "chat", "call", "forward", "logs", "callbacks"], ...] = ("tickets",)
    assigned: tuple[Literal["tickets", "chat"], ...] = ("tickets",)
    signature: Text | None = None


class Group(Model):
    """One entry of `groups.yaml`: the only place of membership; its order is linear assignment's."""

    name: Text
    agents: tuple[Annotated[Slug, Ref("agent")], ...] = ()
    signature: Text | None = None


class Organization(Model):
    """`_organization/organization.yaml`."""

    name: Text
    admins: tuple[Slug, ...] = ()


class CompanyInfo(Model):
    """`_organization/company_info.yaml`: in the footer where `show.company_info`."""

    name: Text
    address: Text | None = None
    registration: str | None = None
    trademark: str | None = None
    links: tuple[FooterLink, ...] = ()
