"""What a decision asks for: a closed union of effects. Actions lower to them; the runtime carries them out.

State effects and notes are applied in the ticket's transaction; planned mails become outbox rows in it. `rule` is the
trigger's id, or `trigger/case`.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from schemas.brand import Bound
from schemas.fields.base import Answer
from schemas.mail import Secret
from schemas.text import Localized


@dataclass(frozen=True, slots=True)
class Assigned:
    """The ticket belongs to a group and an agent; both `None` takes it from everyone."""

    rule: str
    group: str | None
    agent: str | None = None
    cursor: str | None = None
    """The rotation that chose the agent; `None` when nobody was chosen in turn."""


@dataclass(frozen=True, slots=True)
class StatusSet:
    """The ticket's status."""

    rule: str
    status: str


@dataclass(frozen=True, slots=True)
class FieldSet:
    """One field by code, or an attribute such as `priority` (`schemas.triggers.ticket`); no field is called so."""

    rule: str
    field: str
    value: Answer


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tags put on and taken off; a tag is never in both."""

    rule: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A note on the ticket; placeholders are still in the text."""

    rule: str
    text: Localized
    visible_to: Literal["agents", "customer"] = "agents"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person or address. The customer reads the ticket's language, everyone else the brand's default."""

    kind: Literal["customer", "agent", "address"]
    address: str
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class MailPlanned:
    """A mail: either `message` or `subject` and `body`; placeholders are still in them.

    In a decision it has at least one recipient, and nobody is in it twice.
    """

    rule: str
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...] = ()
    bcc: tuple[Recipient, ...] = ()
    message: str | None = None
    subject: Localized | None = None
    body: Localized | None = None
    left_out: tuple[str, ...] = ()
    """Who was meant and cannot be reached, each with the reason."""
    account: str | None = None
    """The account it comes from; `None` is the brand's sender."""
    booking: bool | None = None
    """Whether its link may book; `None` is what the tracking profile allows."""

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Everyone the mail goes to."""
        return (*self.to, *self.cc, *self.bcc)


@dataclass(frozen=True, slots=True)
class Replied:
    """Words to the customer in the ticket's thread: either a message's body or `text`; placeholders are still in it."""

    rule: str
    message: str | None = None
    text: Localized | None = None


@dataclass(frozen=True, slots=True)
class SmsPlanned:
    """A text message: either a message's `sms` or `text`. In a decision somebody gets it."""

    rule: str
    to: tuple[Recipient, ...]
    number: str | None = None
    """The number it comes from; `None` is the brand's first."""
    message: str | None = None
    text: Localized | None = None
    left_out: tuple[str, ...] = ()

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Everyone the message goes to."""
        return self.to


@dataclass(frozen=True, slots=True)
class ForwardPlanned:
    """The ticket as it stands, mailed on. In a decision somebody gets it."""

    rule: str
    to: tuple[Recipient, ...]
    left_out: tuple[str, ...] = ()

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Everyone the ticket is mailed to."""
        return self.to


@dataclass(frozen=True, slots=True)
class CallPlanned:
    """A call of a web address; `None` as body is the ticket as JSON."""

    rule: str
    method: Literal["get", "post", "put"]
    url: Bound
    signing_key: Secret | None = None
    body: Localized | None = None


@dataclass(frozen=True, slots=True)
class PostPlanned:
    """Words for a Dooray room."""

    rule: str
    hook: str
    text: Localized


StateEffect: TypeAlias = Assigned | StatusSet | FieldSet | Tagged
ContactEffect: TypeAlias = MailPlanned | Replied | SmsPlanned | ForwardPlanned | CallPlanned | PostPlanned
Effect: TypeAlias = StateEffect | NoteAdded | ContactEffect
