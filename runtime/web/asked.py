"""The form a request is about: found in the release, shown empty or as it was sent, with what is wrong with it.

The page carries what it was made from: the release, which questions there were, and which words were agreed to. By
these a form that comes back later is told from one that was always so. Routes are `runtime.web.ask`.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.wrappers import Response

from runtime.access.form_tokens import issue
from runtime.access.keys import key_for
from runtime.forms import AGREED, RELEASE, SHOWN, Received, read_received
from runtime.ready import release_mark
from runtime.web.earlier import release_marked
from runtime.web.form_changes import AskedForm, agreed_to_others, changes
from runtime.web.inquiry_types import children_of, line_to
from runtime.web.page import page, portal_pages
from runtime.web.questions import Asking
from runtime.web.request import place, services, settings, snapshot
from schemas.bundle import InquiryTypeFacts, offered
from schemas.fields.agree import TICKED, AgreeField
from schemas.fields.base import Fault
from schemas.fields.system import FIRST
from schemas.filling import find_type
from schemas.forms import fields_shown, visible_fields


@dataclass(frozen=True)
class Asked:
    """The form of an inquiry type, in the reader's language."""

    language: str
    line: tuple[InquiryTypeFacts, ...]
    now: AskedForm

    @property
    def type(self) -> InquiryTypeFacts:
        """The inquiry type it asks about."""
        return self.line[-1]

    @property
    def purpose(self) -> str:
        """What its one-time token is good for, and nothing else."""
        return f"ask {place().key} {self.type.id}"

    def is_older(self, received: Received) -> bool:
        """Whether the page of a customer showed another form than today's."""
        return received.first(SHOWN) not in {"", self.now.mark}

    def agreed_before(self, received: Received) -> frozenset[str]:
        """The fields of which a customer's page had other words to agree to than today's."""
        if received.first(AGREED) in {"", self.now.agreed}:
            return frozenset()
        return agreed_to_others(self._before(received), self.now)

    def changes(self, received: Received) -> tuple[str, ...]:
        """What has changed since the customer's page was made, in words; nothing where its release is not kept."""
        before = self._before(received)
        if before is None:
            return ()
        ui = self.asking.ui
        found = changes(before, self.now, received.words, self.asking.say)
        return tuple(ui(change.code, **change.values) for change in found)

    def _before(self, received: Received) -> AskedForm | None:
        """The form as it was in the release of the customer's page."""
        release = release_marked(received.first(RELEASE))
        brand = release.brands.get(place().brand.id) if release is not None else None
        chosen = find_type(brand.desk.inquiry_types, self.type.id) if brand is not None else None
        form = brand.desk.forms.get(chosen.form or "") if brand is not None and chosen is not None else None
        return AskedForm(form, brand.desk) if brand is not None and form is not None else None

    def values(self, received: Received) -> Mapping[str, tuple[str, ...]]:
        """What stands in the questions: what was sent, and what was typed before a question went and comes again.

        Agreeing is not remembered: who is asked again agrees again.
        """
        fields = self.now.fields
        kept = {code: words for code, words in received.kept.items() if not isinstance(fields.get(code), AgreeField)}
        return {**kept, **received.words}

    def kept(self, received: Received, visible: Container[str]) -> Mapping[str, tuple[str, ...]]:
        """What was typed into questions that are not asked now, for the page to keep."""
        fields = self.now.fields
        return {
            code: words
            for code, words in self.values(received).items()
            if code in fields and code not in visible and not isinstance(fields[code], AgreeField) and any(words)
        }

    @cached_property
    def asking(self) -> Asking:
        """What turning it into questions needs."""
        reader = portal_pages().reader(self.language)
        now = services().clock().astimezone(ZoneInfo(place().brand.contract.time_zone))
        return Asking(self.now.desk, reader.ui, place().portal.default_language, reader.addresses.in_body, now)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form is shown again: faults by field, what concerns the whole form as a system code, what has changed."""

    faults: Mapping[str, Fault] = field(default_factory=dict)
    whole: str = ""
    changes: tuple[str, ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)
    """What the words of `whole` are filled in with."""


def types_here() -> tuple[InquiryTypeFacts, ...]:
    """What this portal offers."""
    return offered(place().brand.desk.inquiry_types, place().portal.tickets.inquiry_types)


def find_asked(language: str, name: str) -> Asked | None:
    """The form of a type customers may choose; `None` for any other."""
    desk = place().brand.desk
    line = line_to(types_here(), name)
    if not line or children_of(line[-1].children):
        return None
    form = desk.forms.get(line[-1].form or "")
    return Asked(language, line, AskedForm(form, desk)) if form is not None else None


def show_form(asked: Asked, received: Received | None, trouble: Trouble, status: int = 422) -> Response:
    """The form, empty or as it was sent; with a new token in either case."""
    given, form, desk = {FIRST: asked.type.id}, asked.now.form, asked.now.desk
    gone: list[str] = []
    if received is None:
        visible = tuple(item.code for item in visible_fields(form, desk, given))
    else:
        reading = read_received(received, form, desk, given)
        visible = reading.visible
        lost = (word for name in reading.unknown for word in received.words.get(name, ()))
        gone = [word for word in lost if word.strip() and word != TICKED]
    values = asked.values(received) if received else None
    questions = asked.asking.questions(form, visible, values, trouble.faults)
    by_code = {question.code: question for question in questions}
    facts: dict[str, Any] = {
        "type": asked.type,
        "line": asked.line,
        "places": [(item.code, by_code.get(item.code)) for item in fields_shown(form) if item.code != FIRST],
        "errors": [(question.id, question.error) for question in questions if question.error],
        "whole": trouble.whole,
        "whole_values": trouble.values,
        "changes": trouble.changes,
        "gone": gone,
        "shown": asked.now.mark,
        "agreed": asked.now.agreed,
        "release": release_mark(snapshot()),
        "files_again": bool(received and received.files),
        "token": issue(key_for(settings().secret_key, "forms"), asked.purpose, services().clock()),
        "suggests": "title" in by_code,
        "kept": asked.kept(received, visible) if received else {},
    }
    address = f"/ask/{asked.type.id}"
    return page("ask_form.html", asked.language, address, 200 if received is None else status, **facts)
