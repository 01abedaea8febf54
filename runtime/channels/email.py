"""E-mail: a letter becomes a message by the standards and is handed to a mail server.

What a letter says is `runtime.letters`. A header never holds a line break or any other control character: such a letter
is refused, not repaired, because then something before has failed.
"""

import os
import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from schemas.mail import Outgoing, Secret

TIMEOUT: Final = 20.0
"""Seconds a mail server may take for one answer."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,255}")


class HeaderError(ValueError):
    """A letter with something in a header that cannot stand there."""


class RejectedError(Exception):
    """A mail server refused the letter for good."""


class UnreachableError(Exception):
    """A mail server could not be reached or asked to be tried again later."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one recipient, in words."""

    message_id: str
    """With angle brackets; the same at every attempt, so that a copy can be told for one."""
    thread: str
    """What all mail about one ticket refers to, so that mail programs keep it together."""
    sender_name: str
    sender: str
    recipient: str
    subject: str
    html: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to talk to it."""

    host: str
    port: int
    tls: bool = False
    user: str | None = None
    password: str | None = None


def compose(letter: Letter) -> EmailMessage:
    """The message of a letter, in text and HTML; `HeaderError` when a header would hold what it must not."""
    for words in (letter.subject, letter.sender_name, letter.message_id, letter.thread):
        if _CONTROL.search(words):
            raise HeaderError("a header may not hold a control character")
    for address in (letter.sender, letter.recipient):
        if not _ADDRESS.fullmatch(address) or _CONTROL.search(address):
            raise HeaderError("an address may hold neither blanks nor anything that ends it")
    message = EmailMessage(policy=SMTP)
    message["From"] = _named(letter.sender_name, letter.sender)
    message["To"] = _named("", letter.recipient)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = letter.message_id
    message["In-Reply-To"] = letter.thread
    message["References"] = letter.thread
    # Told to robots: nobody wrote this by hand, and nobody's absence note should answer it (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _named(name: str, address: str) -> Address:
    try:
        return Address(name, addr_spec=address)
    except (MessageError, ValueError, IndexError) as error:  # whatever the standard library finds wrong, in its ways
        raise HeaderError("an address is none that mail can be sent to") from error


def send(letter: Letter, server: Server) -> None:
    """Hand a letter to a mail server; when this returns, the server has taken it.

    `RejectedError` when it refuses this letter for good; `UnreachableError` when trying again may help.
    """
    message = compose(letter)
    try:
        with smtplib.SMTP(server.host, server.port, timeout=TIMEOUT) as connection:
            if server.tls:
                connection.starttls(context=ssl.create_default_context())
            if server.user is not None:
                connection.login(server.user, server.password or "")
            connection.send_message(message, letter.sender, [letter.recipient])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        _fail(code, words, error)
    except smtplib.SMTPResponseException as error:
        # A wrong password is the operator's to mend: the mail waits for it.
        code = 450 if isinstance(error, smtplib.SMTPAuthenticationError) else error.smtp_code
        _fail(code, error.smtp_error, error)
    except (OSError, smtplib.SMTPException) as error:
        raise UnreachableError(f"{server.host}:{server.port}: {error}") from error


def _fail(code: int, words: bytes | str, error: Exception) -> None:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    if code >= 500:
        raise RejectedError(f"{code} {said}") from error
    raise UnreachableError(f"{code} {said}") from error


def server_of(send_by: Outgoing | None, bindings: Mapping[str, str], own: Server) -> Server:
    """The server a brand's mail goes through: its account's where this environment binds a host, else our own."""
    host = send_by.host.resolve(bindings) if send_by is not None else None
    if send_by is None or host is None:
        return own
    return Server(host, send_by.port, send_by.tls, send_by.user, secret(send_by.password))


def secret(reference: Secret | None) -> str | None:
    """What a secret refers to: `env:NAME` or `file:PATH`; `UnreachableError` while it is not there."""
    if reference is None:
        return None
    kind, _, name = reference.secret.partition(":")
    try:
        return os.environ[name] if kind == "env" else Path(name).read_text().strip()
    except (KeyError, OSError) as error:
        raise UnreachableError(f"the secret {reference.secret} is not there") from error
