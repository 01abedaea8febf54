"""What is asked of customers before their data is kept, and how it is kept: consents and a brand's security settings.

Personal data of one field is `schemas.fields.base.Personal`.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from schemas.brand import Bound
from schemas.durations import Duration
from schemas.mail import Secret
from schemas.model import Model
from schemas.names import KEY_ID
from schemas.text import Markdown, Text


class Consent(Model):
    """`consents/<id>.yaml` (HS-28): changed words need a new version, and people are asked again."""

    version: Annotated[int, Field(ge=1)]
    """Goes up with every change of the words; then everybody is asked again."""
    purpose: Text
    """What the data is for, in a few words."""
    text: Annotated[Text, Markdown]
    """What is agreed to, in Markdown."""
    sentence: Text | None = None
    """What stands beside the box; left out, the interface's own words."""
    required: bool = True
    """Whether one can go on without."""
    keep: Duration | None = None
    """How long the data is kept."""
    ask: Annotated[tuple[Literal["registration", "inquiry", "chat", "booking"], ...], Field(min_length=1)] = (
        "inquiry",
    )
    """Where it is asked."""


class DataKey(Model):
    """The key personal data is encrypted with; its id lets old data be read after a change."""

    id: Annotated[str, StringConstraints(pattern=KEY_ID)]
    """The key's name; a new key gets a new one."""
    value: Secret
    """The key itself, by reference."""


class LogLinkage(Model):
    """Where logs are sent (NHN-225)."""

    enabled: bool = True
    """False: nothing is passed on."""
    sink: Bound
    """Where the log goes."""
    token: Secret | None = None
    """What the other system knows us by."""


class Retention(Model):
    """How long things are kept at most; a field may go earlier."""

    tickets: Duration | None = None
    """How long tickets are kept."""
    chats: Duration | None = None
    """How long chats are kept."""
    attachments: Duration | None = None
    """How long files are kept."""


class Security(Model):
    """`security.yaml` (NHN-223 to NHN-226). Masking needs no settings: the feature turns it on."""

    data_key: DataKey | None = None
    """What personal answers are encrypted with."""
    log_linkage: LogLinkage | None = None
    """Passing the log on to another system."""
    retention: Retention = Retention()
    """How long things are kept."""
