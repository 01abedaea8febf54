"""`do: tag`: add and remove tags."""

from typing import Literal

from schemas.model import Model


class Tag(Model):
    """Tags to add and to remove."""

    do: Literal["tag"]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
