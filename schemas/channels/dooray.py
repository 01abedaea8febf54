"""`channels/dooray.yaml`: rooms that triggers write into, by name."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from schemas.mail import Secret
from schemas.model import Model
from schemas.names import Slug


class DoorayHook(Model):
    """The address of a room; whoever knows it can write there, so it is a secret."""

    enabled: bool = True
    """False: nothing is written."""
    url: Secret
    """The hook's address, itself a secret."""


class DoorayChannel(Model):
    """Rooms by the name that a trigger's `hook:` says."""

    enabled: bool = True
    """False keeps the settings for later."""
    hooks: Annotated[Mapping[Slug, DoorayHook], Field(min_length=1)]
    """Channels we may write into, by a name of ours."""
