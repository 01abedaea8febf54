"""`do: unassign`: take a ticket from its agent and group."""

from typing import Literal

from schemas.model import Model


class Unassign(Model):
    """No settings."""

    do: Literal["unassign"]
