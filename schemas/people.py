"""Members of the organisation, agents and groups of a brand, as written. The organisation is `schemas.organization`."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from schemas.model import Model
from schemas.names import CTI_ID, EXTENSION_NUMBER, EmailAddress, PhoneNumber, Slug
from schemas.refs import Ref
from schemas.text import Text


class Member(Model):
    """One entry of `_organization/members.yaml`; an agent's id is the member's id."""

    name: str
    """The person's name."""
    email: EmailAddress
    """The person's address."""
    mobile: PhoneNumber | None = None
    """The person's telephone."""


class Cti(Model):
    """How the telephone system knows an agent: both are unique in a brand (NHN-124)."""

    id: Annotated[str, StringConstraints(pattern=CTI_ID)]
    """The place's id."""
    number: Annotated[str, StringConstraints(pattern=EXTENSION_NUMBER)]
    """Its telephone number."""


class Agent(Model):
    """One entry of `agents.yaml` (NHN-136 to NHN-145).

    `assigned` says for what automatic assignment is on, `may_pause` for what the agent may switch it off and on.
    """

    role: Literal["agent", "admin"] = "agent"
    """An `admin` may change settings and read everything."""
    permissions: tuple[Literal["tickets", "chat", "call", "forward", "logs", "callbacks"], ...] = ("tickets",)
    """What the agent may do."""
    assigned: tuple[Literal["tickets", "chat"], ...] = ("tickets",)
    """Where automatic assignment is on."""
    may_pause: tuple[Literal["tickets", "chat"], ...] = ()
    """Where the agent may switch it."""
    cti: Cti | None = None
    """The agent's place in the telephone system."""
    signature: Text | None = None
    """What ends the agent's answers."""


class Group(Model):
    """One entry of `groups.yaml`: the only place of membership; its order is linear assignment's."""

    name: Text
    """What agents and customers read."""
    agents: tuple[Annotated[Slug, Ref("agent")], ...] = ()
    """Who is in it; the order is that of `linear` assignment."""
    signature: Text | None = None
    """What ends its answers."""
