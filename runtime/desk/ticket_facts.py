"""What stands beside a ticket: its properties as a form, the customer's answers, and when and where it came from."""

from dataclasses import dataclass

from runtime.desk.decisions import recipient
from runtime.desk.names import Names
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
    choices: tuple[SelectChoice, ...]


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


def selects(found: TicketView, desk: DeskContract, names: Names, ui: Interface) -> tuple[Select, ...]:
    """The properties, each with what the desk knows; a value it does not know any more stays choosable."""
    nobody = [("", ui("desk.change.nobody"))]
    statuses = [(status.id, names.say(status.name)) for status in desk.statuses]
    priorities = [(priority.id, names.say(priority.name)) for priority in desk.priorities]
    return (
        _select("status", statuses, found.status.id, names.status(found.status.id), ui),
        _select("priority", priorities, found.priority, names.priority(found.priority), ui),
        _select(
            "group",
            nobody + [(name, names.group(name)) for name in desk.groups],
            found.group or "",
            names.group(found.group) if found.group else "",
            ui,
        ),
        _select(
            "assignee",
            nobody + [(name, agent.name) for name, agent in desk.agents.items()],
            found.assignee or "",
            names.agent(found.assignee) if found.assignee else "",
            ui,
        ),
    )


def _select(name: str, known: list[tuple[str, str]], now: str, called: str, ui: Interface) -> Select:
    if now not in dict(known):
        known = [*known, (now, called)]
    choices = tuple(SelectChoice(value, label, value == now) for value, label in known)
    return Select(name, ui(f"desk.change.{name}"), choices)


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
