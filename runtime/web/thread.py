"""A ticket's thread as pages show it: bubbles of the customer, the agents, notes, and what happened in between.

The same for the customer's page and the agents' desk; which messages a reader may see is decided before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from runtime.tickets.values import FileView, MessageView
from runtime.web.moments import Moments, When
from schemas.sizes import shown


@dataclass(frozen=True, slots=True)
class FileChip:
    """A file of a message, as a download."""

    name: str
    size: str
    address: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message."""

    side: Literal["customer", "agent", "note"]
    author: str
    initials: str
    text: str
    at: When
    attachments: tuple[FileChip, ...] = ()
    anchor: str = ""


_RULE: Final = "→"
"""In place of initials where a trigger wrote."""


def bubbles(
    messages: Iterable[MessageView], who: Callable[[MessageView], str], moments: Moments, files: str, unreadable: str
) -> tuple[Bubble, ...]:
    """Messages as bubbles; `who` names an author, `files` is the address below which attachments are.

    `unreadable` stands for words that nobody here can read.
    """
    return tuple(
        Bubble(
            side=message.kind,
            author=(author := who(message)),
            initials=initials(author) if message.author or message.kind == "customer" else _RULE,
            text=unreadable if message.unreadable else message.text,
            at=moments.when(message.at),
            attachments=tuple(chip(file, files) for file in message.files),
            anchor=f"m-{message.id}" if message.id else "",
        )
        for message in messages
    )


def chip(file: FileView, files: str) -> FileChip:
    """A file as a download."""
    return FileChip(file.name, shown(file.size), f"{files}/{file.id}")


def initials(name: str) -> str:
    """Up to two letters that stand for a person: first and last word's, or a Korean name's last syllables."""
    words = name.split()
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][-2:] if "가" <= words[0][0] <= "힣" else words[0][0].upper()
    return (words[0][0] + words[-1][0]).upper()
