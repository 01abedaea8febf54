"""`channels/sms.yaml`: text messages through a provider (NHN-218 to NHN-222). What they say is `schemas.sms`."""

from typing import Annotated

from pydantic import Field

from schemas.mail import Secret
from schemas.model import Model
from schemas.names import PhoneNumber


class SmsChannel(Model):
    """The provider's key, and the numbers registered there that messages may come from; the first is the usual one."""

    enabled: bool = True
    """False keeps the settings for later."""
    app_key: Secret
    """What the provider knows us by."""
    numbers: Annotated[tuple[PhoneNumber, ...], Field(min_length=1)]
    """Numbers we may send from, registered with the provider."""
