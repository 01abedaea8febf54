"""The form of a ticket's page as an agent sends it: words, choices, and what the page had shown when it was made.

The whole page is one form with a button for each thing to do, so that what is written for another button comes along
and is there again on the page that follows. What is not sent or saved yet stands nowhere but in that form: never in an
address, which browsers and servers keep, and not in the store, where it would have to be guarded and swept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from runtime.tickets import MessageView, Seen, TicketView

Button = Literal["reply", "note", "change"]

PROPERTIES: Final = ("status", "priority", "group", "assignee")


@dataclass(frozen=True, slots=True)
class Clash:
    """A property that is neither as the page showed it nor as the agent chose."""

    name: str
    now: str
    chosen: str


@dataclass(frozen=True, slots=True)
class TicketForm:
    """What was filled in; blank for a page that is opened."""

    reply: str = ""
    note: str = ""
    after: str = ""
    """The status that a reply is to leave the ticket in."""
    message: str | None = None
    """The last message that the page showed."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Properties as the page showed them."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Properties that the agent has changed since, and only those."""

    @property
    def seen(self) -> Seen:
        """What the agent could know when filling in the form."""
        return Seen(**self.shown, message=self.message)

    @property
    def is_blank(self) -> bool:
        """Whether nothing in it would be missed."""
        return not (self.reply.strip() or self.note.strip() or self.chosen)

    def without(self, button: Button) -> "TicketForm":
        """What is left to be done once a button has done its part."""
        match button:
            case "reply":
                return replace(self, reply="", after="")
            case "note":
                return replace(self, note="")
            case "change":
                return replace(self, chosen={})

    def told_of(self, overtaken: tuple[Clash, ...]) -> "TicketForm":
        """The form of a page that says what has become of these properties."""
        names = {clash.name for clash in overtaken}
        return replace(self, shown={name: value for name, value in self.shown.items() if name not in names})

    def shown_then(self, name: str, now: str) -> str:
        """What counts as shown of a property on the page that follows: what it is now, unless the agent has chosen
        something else before knowing that.
        """
        return self.shown.get(name, now) if name in self.chosen else now


def read(sent: Mapping[str, str], found: TicketView) -> TicketForm:
    """The form that was sent; what it does not say was shown counts as shown the way it is now."""
    now = _now(found)
    shown = {name: sent.get(f"was_{name}", now[name]) for name in PROPERTIES}
    return TicketForm(
        reply=sent.get("reply", ""),
        note=sent.get("note", ""),
        after=sent.get("after", ""),
        message=sent.get("seen"),
        shown=shown,
        chosen={name: sent[name] for name in PROPERTIES if name in sent and sent[name] != shown[name]},
    )


def clashes(form: TicketForm, found: TicketView, button: Button) -> tuple[Clash, ...]:
    """Where what a button wishes would undo what has happened since the page was shown."""
    wishes = {"status": form.after} if button == "reply" else form.chosen
    now = _now(found)
    return tuple(
        Clash(name, now[name], wish) for name, wish in wishes.items() if now[name] not in {form.shown.get(name), wish}
    )


def first_unread(form: TicketForm, found: TicketView, agent: str) -> MessageView | None:
    """The first words of the customer or another agent that came after the page was shown."""
    ids = [message.id for message in found.messages]
    start = ids.index(form.message) + 1 if form.message in ids else 0
    return next((one for one in found.messages[start:] if one.kind != "note" and one.author != agent), None)


def _now(found: TicketView) -> dict[str, str]:
    return {
        "status": found.status.id,
        "priority": found.priority,
        "group": found.group or "",
        "assignee": found.assignee or "",
    }
