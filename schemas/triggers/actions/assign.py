"""`do: assign`: give a ticket to a group, one agent, or one of several in turn or by chance."""

from typing import Annotated, Literal

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref


class Assign(Model):
    """Group and either a named agent, or a method over `agents` (left out: the whole group)."""

    do: Literal["assign"]
    group: Annotated[Slug, Ref("group")]
    agent: Annotated[Slug | None, Ref("agent")] = None
    method: Literal["linear", "random"] | None = None
    agents: tuple[Annotated[Slug, Ref("agent")], ...] | None = None
