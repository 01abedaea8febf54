"""Messages used by triggers, the sender's name and the accounts mail goes out from, as written."""

from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from schemas.brand import Bound
from schemas.model import Model
from schemas.names import OUTSIDE, SPELLINGS, EmailAddress, Slug
from schemas.refs import Ref
from schemas.text import Edited, Text


class Secret(Model):
    """A secret by reference: `{secret: "env:NAME"}` or `file:`, never itself."""

    secret: Annotated[str, StringConstraints(pattern=OUTSIDE)]
    """Where the process finds it: `env:NAME` or `file:PATH`."""

    @model_validator(mode="before")
    @classmethod
    def _refused(cls, value: Any) -> Any:
        if isinstance(value, str):
            raise ValueError(f"a secret is never written itself: {SPELLINGS[OUTSIDE]}")
        return value


class Message(Model):
    """`messages/<id>.yaml`: the words of a mail and of its text message."""

    subject: Text
    """The subject of the mail."""
    body: Annotated[Text, Edited]
    """The words of the mail; long ones may lie beside the file as `<id>.<lang>.html` (`.txt` by `editor`)."""
    sms: Text | None = None
    """The words of the text message."""


LAYOUTS: Final = ("created", "pending", "resolved")
"""The statuses whose mails have a layout: made by an agent, pended, resolved (NHN-114)."""


class MailLayout(Model):
    """`mail/layouts/<status>.<lang>.html` (or `.txt`): what is put around a mailed answer, `#{content}` in it."""

    content: str
    """The whole file: what stands around every answer, with `#{content}` for the answer itself."""


class Sender(Model):
    """`mail/sender.yaml`."""

    name: Text
    """Who customers see as the sender."""
    account: Annotated[Slug | None, Ref("mail_account")] = None
    """The account it is sent by."""
    address: EmailAddress | None = None
    """The address, for an installation with one mail server for all."""


Port: TypeAlias = Annotated[int, Field(ge=1, le=65535)]


class Outgoing(Model):
    """How an account sends."""

    protocol: Literal["smtp"] = "smtp"
    """SMTP."""
    host: Bound
    """The mail server."""
    port: Port = 587
    """Its port."""
    tls: bool = True
    """Whether the connection is encrypted."""
    user: str | None = None
    """The name to sign in with."""
    password: Secret | None = None
    """The password to sign in with."""


class Incoming(Model):
    """How mail of an account is fetched (NHN-112)."""

    protocol: Literal["imap"] = "imap"
    """IMAP."""
    host: Bound
    """The mail server."""
    port: Port = 993
    """Its port."""
    tls: bool = True
    """Whether the connection is encrypted."""
    user: str
    """The name to sign in with."""
    password: Secret
    """The password to sign in with."""
    delete_after_fetch: bool = False
    """Whether mail is deleted there once it is here."""


class MailAccount(Model):
    """One entry of `mail/accounts.yaml`; a provided one lives on the installation's own server (NHN-111, NHN-112)."""

    provided: bool = False
    """True for the representative account on the installation's own domain; fixed once merged."""
    address: EmailAddress | None = None
    """The account's address."""
    receive: Incoming | None = None
    """How mail is fetched."""
    send: Outgoing | None = None
    """How mail goes out."""
