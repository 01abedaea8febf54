"""Messages used by triggers, the sender's name and the accounts mail goes out from, as written."""

from typing import Annotated, Literal

from schemas.brand import Bound
from schemas.model import Model
from schemas.names import EmailAddress, Slug
from schemas.refs import Ref
from schemas.text import Text


class Secret(Model):
    """A secret by reference: `{secret: "env:NAME"}` or `file:`."""

    secret: str


class Message(Model):
    """`messages/<id>.yaml`: the words of a mail and of its text message."""

    subject: Text
    body: Text
    sms: Text | None = None


class Sender(Model):
    """`mail/sender.yaml`."""

    name: Text
    account: Annotated[Slug | None, Ref("mail_account")] = None
    address: EmailAddress | None = None


class Outgoing(Model):
    """How an account sends."""

    protocol: Literal["smtp"] = "smtp"
    host: Bound
    port: int = 587
    tls: bool = True
    user: str | None = None
    password: Secret | None = None


class MailAccount(Model):
    """One entry of `mail/accounts.yaml`; a provided one lives on the installation's own server."""

    provided: bool = False
    address: EmailAddress | None = None
    send: Outgoing | None = None
