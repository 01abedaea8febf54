"""`channels/email.yaml`: mail to these accounts becomes tickets. The accounts themselves are `schemas.mail`."""

from typing import Annotated

from pydantic import Field

from schemas.model import Model
from schemas.names import Slug
from schemas.refs import Ref


class EmailChannel(Model):
    """Which accounts are looked into; `strip_quotes` keeps only what was newly written."""

    enabled: bool = True
    """False keeps the settings for later."""
    accounts: Annotated[tuple[Annotated[Slug, Ref("mail_account")], ...], Field(min_length=1)]
    """Accounts whose mail becomes tickets."""
    strip_quotes: bool = False
    """Whether quoted mail is left out."""
