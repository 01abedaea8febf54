"""What stands beside a ticket: its properties as a form, the customer's answers, and when and where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass

from runtime.desk.decisions import recipient
from runtime.desk.names import Names
from runtime.desk.ticket_form import PROPERTIES, Clash, TicketForm
from runtime.i18n import Interface, own_name
from runtime.tickets import AnswerView, TicketView
from runtime.web.moments import Moments, When
from runtime.web.thread import FileChip, chip
from schemas.bundle import DeskContract

_IN_THREAD = frozenset({"title", "content"})


@dataclass(frozen=True, slots=True)
class SelectChoice:
    """One choice of a property."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A property an agent may change."""

    name: str
    label: str
    was: str
    """What the page shows of it, for the form to say when it is sent."""
    choices: tuple[SelectChoice, ...]
    unsaved: bool
    """Whether another value is chosen than the ticket has."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer with its question as it was asked; `deleted` where no form asks it any more."""

    label: str
    words: str
    deleted: bool
    files: tuple[FileChip, ...]


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: words, or a moment."""

    label: str
    words: str = ""
    when: When | None = None


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail this ticket caused and how far it got."""

    to: str
    state: str
    tone: str
    at: When
    problem: str


def selects(found: TicketView, desk: DeskContract, names: Names, ui: Interface, form: TicketForm) -> tuple[Select, ...]:
    """The properties, each with what the desk knows; a value it does not know any more stays choosable.

    What an agent has chosen in `form` and not saved yet is chosen again.
    """
    nobody = [("", ui("desk.change.nobody"))]
    known: Mapping[str, tuple[list[tuple[str, str]], str]] = {
        "status": ([(status.id, names.say(status.name)) for status in desk.statuses], found.status.id),
        "priority": ([(priority.id, names.say(priority.name)) for priority in desk.priorities], found.priority),
        "group": (nobody + [(name, names.group(name)) for name in desk.groups], found.group or ""),
        "assignee": (nobody + [(name, agent.name) for name, agent in desk.agents.items()], found.assignee or ""),
    }
    return tuple(_select(name, *known[name], form, names, ui) for name in PROPERTIES)


def _select(name: str, known: list[tuple[str, str]], now: str, form: TicketForm, names: Names, ui: Interface) -> Select:
    if now not in dict(known):
        known = [*known, (now, _property_words(name, now, names, ui))]
    wish = form.chosen.get(name, now)
    at = wish if wish in dict(known) else now
    choices = tuple(SelectChoice(value, label, value == at) for value, label in known)
    return Select(name, ui(f"desk.change.{name}"), form.shown_then(name, now), choices, unsaved=at != now)


def clash_lines(clashes: tuple[Clash, ...], names: Names, ui: Interface) -> Mapping[str, str]:
    """Both values of each property that an agent and somebody else have changed, by its name."""
    return {
        clash.name: ui(
            "desk.clash",
            what=ui(f"desk.change.{clash.name}"),
            now=_property_words(clash.name, clash.now, names, ui),
            chosen=_property_words(clash.name, clash.chosen, names, ui),
        )
        for clash in clashes
    }


def _property_words(name: str, value: str, names: Names, ui: Interface) -> str:
    """A value of a property in words."""
    match name:
        case "status":
            return names.status(value)
        case "priority":
            return names.priority(value)
        case "group" if value:
            return names.group(value)
        case "assignee" if value:
            return names.agent(value)
    return ui("desk.change.nobody")


def answers(found: TicketView, names: Names, ui: Interface, files: str) -> tuple[AnswerLine, ...]:
    """The customer's answers in the order of the form, those to questions since deleted among them (OQ-37)."""
    return tuple(
        AnswerLine(
            label=names.say(answer.label) or answer.field,
            words=_words(answer, names, ui),
            deleted=not answer.asked,
            files=tuple(chip(file, files) for file in answer.files),
        )
        for answer in found.answers
        if answer.field not in _IN_THREAD
    )


def _words(answer: AnswerView, names: Names, ui: Interface) -> str:
    if answer.unreadable:
        return ui("desk.answers.unreadable")
    if answer.shown:
        return names.say(answer.shown)
    match answer.value:
        case bool():
            return ui("desk.answers.yes" if answer.value else "desk.answers.no")
        case tuple():
            return ", ".join(answer.value) or ui("desk.answers.empty")
        case str():
            return answer.value or ui("desk.answers.empty")


def facts(found: TicketView, names: Names, ui: Interface, moments: Moments) -> tuple[FactLine, ...]:
    """Where the ticket came from and when."""
    return (
        FactLine(ui("desk.fact.created"), when=moments.when(found.created_at)),
        FactLine(ui("desk.fact.updated"), when=moments.when(found.updated_at)),
        FactLine(ui("desk.fact.portal"), names.portal(found.portal)),
        FactLine(ui("desk.fact.language"), own_name(found.language)),
    )


def mails(found: TicketView, names: Names, ui: Interface, moments: Moments) -> tuple[MailLine, ...]:
    """The mails of a ticket, the latest first; a problem is said while it lasts."""
    tones = {"sent": "done", "waiting": "open", "given_up": "wait"}
    return tuple(
        MailLine(
            to=recipient(mail.recipient, names, ui),
            state=ui(f"desk.mails.{mail.state}") if mail.state in tones else mail.state,
            tone=tones.get(mail.state, "wait"),
            at=moments.when(mail.done_at or mail.created_at),
            problem="" if mail.state == "sent" else mail.problem or "",
        )
        for mail in reversed(found.mails)
    )
