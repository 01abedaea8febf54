"""A mail server that keeps what it is given, and its inbox.

Copies of a mail it has already (the same Message-ID) are kept as copies and shown once, as mail programs do. It can be
told to refuse. The pages that show the inbox are `runtime.simulators.inbox`.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail received."""

    number: int
    at: datetime
    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    raw: bytes
    copies: int = 1
    """How often it arrived."""

    @property
    def message_id(self) -> str:
        """What tells one mail from another."""
        return str(self.message["Message-ID"] or "")

    @property
    def subject(self) -> str:
        """In words."""
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        """The plain part; empty when there is none."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML part; empty when there is none."""
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        content: Any = part.get_content() if part is not None else ""
        return content.replace("\r\n", "\n") if isinstance(content, str) else ""


class Inbox:
    """All mail received since the start, by everyone."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._mails: list[Mail] = []
        self.refusal: str | None = None
        """What is answered instead of taking a mail, such as `451 busy`; `None` takes everything."""

    def take(self, sender: str, recipients: tuple[str, ...], raw: bytes) -> None:
        """Keep a mail; a copy of one that is there only counts."""
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._lock:
            for place, known in enumerate(self._mails):
                if known.message_id and known.message_id == message["Message-ID"]:
                    self._mails[place] = Mail(
                        known.number,
                        known.at,
                        known.sender,
                        known.recipients,
                        known.message,
                        known.raw,
                        known.copies + 1,
                    )
                    return
            self._mails.append(Mail(len(self._mails) + 1, self._clock(), sender, recipients, message, raw))

    def mails(self) -> tuple[Mail, ...]:
        """What has arrived, oldest first."""
        with self._lock:
            return tuple(self._mails)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._mails.clear()


class MailServer:
    """An SMTP server on the loopback interface; `port` 0 takes a free one."""

    def __init__(self, inbox: Inbox, port: int = 0) -> None:
        self._controller = _Controller(_Handler(inbox), hostname="127.0.0.1", port=port, ready_timeout=20)

    def start(self) -> int:
        """Begin to listen; the port."""
        self._controller.start()
        return self.port

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._controller.port)

    def stop(self) -> None:
        """Hang up."""
        self._controller.stop()


class _Controller(Controller):
    """Finds its own port: with port 0 the library would try to reach itself at port 0."""

    def _trigger_server(self) -> None:
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd has no types


class _Handler:
    """What aiosmtpd asks for every mail."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  its name
        """Take a mail, or say why not."""
        if self._inbox.refusal is not None:
            return self._inbox.refusal
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        self._inbox.take(str(envelope.mail_from), tuple(envelope.rcpt_tos), raw)
        return "250 taken"
