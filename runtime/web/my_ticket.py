"""A customer's ticket as its page shows it: what the customer reads of status, thread and answers, and nothing else."""

from dataclasses import dataclass
from typing import Final, Literal

from runtime.i18n import Interface
from runtime.release.contents import BrandContents
from runtime.tickets import AnswerView, MessageView, TicketView
from runtime.web.moments import Moments, When
from runtime.web.thread import Bubble, FileChip, bubbles, chip
from schemas.statuses import DETOURS
from schemas.text import Localized, pick

_NOT_ANSWERS: Final = frozenset({"title", "content", "inquiry_type", "personal_information"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of progress."""

    name: str
    state: Literal["done", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class MyAnswer:
    """One of the customer's own answers."""

    label: str
    words: str
    files: tuple[FileChip, ...]


class MyTicket:
    """A ticket in the words and the language of its customer."""

    def __init__(
        self,
        ticket: TicketView,
        brand: BrandContents,
        ui: Interface,
        default_language: str,
        moments: Moments,
        files: str,
    ) -> None:
        self._ticket = ticket
        self._desk = brand.desk
        self._brand = brand
        self._ui = ui
        self._default = default_language
        self._moments = moments
        self._files = files

    @property
    def number(self) -> str:
        """What the customer may call it by."""
        return f"#{self._ticket.number}"

    @property
    def title(self) -> str:
        """The subject; the number where there is none."""
        return self._ticket.title or self._ui("ticket.number", number=self.number)

    @property
    def sent(self) -> When:
        """When the customer sent it."""
        return self._moments.when(self._ticket.created_at)

    @property
    def is_closed(self) -> bool:
        """Whether no reply is taken any more."""
        return self._ticket.status.final

    @property
    def progress(self) -> str:
        """The step the ticket is at, in words; empty where the desk knows no such step any more."""
        steps = {step.id: self._say(step.name) for step in self._desk.progress}
        return steps.get(self._ticket.status.progress, "")

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step with how the ticket stands to it; none where its status leads to none."""
        now = self._ticket.status.progress
        shown = [step for step in self._desk.progress if step.id == now or step.id not in DETOURS]
        order = [step.id for step in shown]
        if now not in order:
            return ()
        at = order.index(now)
        return tuple(
            Step(self._say(step.name), "done" if place < at else "now" if place == at else "ahead")
            for place, step in enumerate(shown)
        )

    @property
    def thread(self) -> tuple[Bubble, ...]:
        """What was written, oldest first; notes meant for the customer stand between."""
        unreadable = self._ui("ticket.answers.unreadable")
        return bubbles(self._ticket.thread, self._author, self._moments, self._files, unreadable)

    @property
    def answers(self) -> tuple[MyAnswer, ...]:
        """What the customer answered beside subject and words; what is kept encrypted is not repeated."""
        return tuple(
            MyAnswer(
                self._say(answer.label) or answer.field,
                self._words(answer),
                tuple(chip(file, self._files) for file in answer.files),
            )
            for answer in self._ticket.answers
            if answer.field not in _NOT_ANSWERS
        )

    def _author(self, message: MessageView) -> str:
        if message.kind == "customer":
            return self._ui("ticket.you")
        known = self._desk.agents.get(message.author or "")
        return known.name if known else self._ui("ticket.team")

    def _words(self, answer: AnswerView) -> str:
        if answer.unreadable:
            return self._ui("ticket.answers.unreadable")
        if answer.personal:
            return self._ui("ticket.answers.private")
        if answer.shown:
            return self._say(answer.shown)
        match answer.value:
            case bool():
                return self._ui("ticket.answers.yes" if answer.value else "ticket.answers.no")
            case tuple():
                return ", ".join(answer.value)
            case str():
                return answer.value

    def _say(self, text: Localized) -> str:
        return pick(text, self._ui.language, self._default)
