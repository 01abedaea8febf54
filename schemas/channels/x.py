"""`channels/x.yaml`: mentions of our accounts and messages to them become tickets (NHN-205 to NHN-209)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from schemas.mail import Secret
from schemas.model import Model
from schemas.names import HANDLE

Handle = Annotated[str, StringConstraints(pattern=HANDLE)]


class XAccount(Model):
    """One account; `message_requests_on` says that it takes messages from strangers, which is set over there."""

    enabled: bool = True
    """False: nothing is fetched."""
    token: Secret
    """What the service knows us by."""
    tickets: Annotated[tuple[Literal["mention", "direct_message"], ...], Field(min_length=1)]
    """What becomes a ticket."""
    message_requests_on: bool = False
    """“Message requests are on at the other side”: else no direct message arrives."""


class XChannel(Model):
    """Accounts by their handle, without @."""

    enabled: bool = True
    """False keeps the settings for later."""
    accounts: Annotated[Mapping[Handle, XAccount], Field(min_length=1)]
    """Accounts by their names, without @."""
