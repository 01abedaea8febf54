"""Asking: choose what it is about, fill in one form, be told that it has arrived (OQ-02, OQ-23, OQ-24).

What the form means is `schemas.forms`, what becomes of it `runtime.tickets`. Everything here works without a script;
htmx adds articles beside the subject and questions that an answer has brought.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from runtime.access.caps import VISITOR, Caps, inquiries, network_of
from runtime.access.form_tokens import accept, issue
from runtime.access.keys import key_for
from runtime.access.origin import refuse_foreign
from runtime.forms import ASKED, SHOWN, TOKEN, TRAP, Received, read_received, receive, uploads
from runtime.storage import StorageUnavailableError
from runtime.tickets import NewTicket, Submitted, sent_before, submit, view_by_link
from runtime.web.inquiry_types import children_of, line_to
from runtime.web.page import fragment, page, portal_pages
from runtime.web.questions import Asking
from runtime.web.request import place, request_id, services, settings, snapshot
from runtime.web.suggestions import similar
from runtime.web.ticket import private
from schemas.bundle import DeskContract, FormFacts, InquiryTypeFacts, offered
from schemas.fields.base import Fault
from schemas.fields.system import FIRST
from schemas.forms import Reading, fields_shown, visible_fields

log = structlog.get_logger(__name__)

blueprint = Blueprint("ask", __name__)

CHANNEL = "portal"


@dataclass(frozen=True, slots=True)
class _Form:
    """The form a request is about."""

    language: str
    line: tuple[InquiryTypeFacts, ...]
    desk: DeskContract
    form: FormFacts

    @property
    def type(self) -> InquiryTypeFacts:
        return self.line[-1]

    @property
    def purpose(self) -> str:
        """What its one-time token is good for, and nothing else."""
        return f"ask {place().key} {self.type.id}"

    @property
    def shown(self) -> str:
        """Tells this form from what it was before a release added or removed a field."""
        return sha256(" ".join(item.code for item in fields_shown(self.form)).encode()).hexdigest()[:16]

    def is_older(self, received: Received) -> bool:
        """Whether the page of a customer showed another form than today's."""
        return received.first(SHOWN) not in {"", self.shown}

    def asking(self) -> Asking:
        reader = portal_pages().reader(self.language)
        now = services().clock().astimezone(ZoneInfo(place().brand.contract.time_zone))
        return Asking(self.desk, reader.ui, place().portal.default_language, reader.addresses.in_body, now)


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a form is shown again: faults by field, and what concerns the whole form as a system code."""

    faults: Mapping[str, Fault] = field(default_factory=dict)
    whole: str = ""


def _open_portal(language: str) -> None:
    """404 where this portal is closed, takes no inquiries or does not speak the language."""
    portal = place().portal
    if not portal.enabled or not portal.show.inquiries or language not in portal.languages:
        abort(404)


def _types() -> tuple[InquiryTypeFacts, ...]:
    """What this portal offers."""
    return offered(place().brand.desk.inquiry_types, place().portal.tickets.inquiry_types)


@blueprint.get("/<language>/ask")
def choose(language: str) -> Response:
    """The types of the first level."""
    _open_portal(language)
    types = children_of(_types())
    return page("ask.html", language, "/ask", types=types, line=())


@blueprint.get("/<language>/ask/<name>")
def show(language: str, name: str) -> Response:
    """One type: what is below it, or its form."""
    _open_portal(language)
    line = line_to(_types(), name)
    if not line:
        abort(404)
    below = children_of(line[-1].children)
    if below:
        return page("ask.html", language, f"/ask/{name}", types=below, line=line)
    return _show_form(_form(language, name), None, _Trouble())


@blueprint.post("/<language>/ask/<name>")
def send(language: str, name: str) -> Response:
    """Take an inquiry: a confirmation, or the form again with what is wrong."""
    _open_portal(language)
    refuse_foreign(request, settings())
    form = _form(language, name)
    received = receive(request)
    reading = read_received(received, form.form, form.desk, {FIRST: name})
    if received.words.get(FIRST, (name,)) != (name,) or (reading.unknown and not form.is_older(received)):
        abort(400)
    trouble = _trouble(form, received, reading)
    if trouble is not None:
        return _show_form(form, received, trouble)
    nonce = accept(key_for(settings().secret_key, "forms"), form.purpose, received.first(TOKEN), services().clock())
    if nonce is None:
        return _show_form(form, received, _Trouble(whole="asking.expired"))
    new = NewTicket(
        brand=place().brand.id,
        portal=place().portal.id,
        language=language,
        inquiry_type=name,
        answers=reading.answers,
        uploads=tuple(uploads(received, reading)),
        nonce=nonce,
        channel=CHANNEL,
    )
    try:
        submitted = _submitted(new, reading)
    except StorageUnavailableError as error:
        log.error("inquiry not stored", request_id=request_id(), reason=str(error))
        return _show_form(form, received, _Trouble(whole="asking.unavailable"), status=503)
    if submitted is None:
        return _show_form(form, received, _Trouble(whole="asking.too_many"), status=429)
    return redirect(f"{place().path}/{language}/ask/done/{submitted.link_token}", 303)


def _submitted(new: NewTicket, reading: Reading) -> Submitted | None:
    """The ticket that an inquiry has become; `None` when too many came from this customer.

    A form sent twice, by an impatient finger or a reload, is one inquiry: it counts once and is confirmed twice.
    """
    before = sent_before(services(), new)
    if before is not None:
        return before
    return submit(services(), snapshot().release, new) if _may_ask(reading) else None


def _trouble(form: _Form, received: Received, reading: Reading) -> _Trouble | None:
    """What keeps a form from being taken, but for its token; questions it has not asked yet are no faults."""
    if received.first(TRAP):
        return _Trouble(reading.faults, "asking.website")
    conditional = {item.code for item in form.form.fields if item.when is not None}
    if form.is_older(received) and not reading.is_fine:
        return _Trouble(reading.faults, "asking.changed")
    asked = received.own.get(ASKED)
    new = {code for code in reading.visible if code in conditional and code not in asked} if asked else set()
    faults = {code: fault for code, fault in reading.faults.items() if code not in new}
    if new:
        return _Trouble(faults, "" if faults else "asking.more")
    return _Trouble(faults) if faults else None


def _may_ask(reading: Reading) -> bool:
    """Whether this visitor and this customer have not asked too often already."""
    caps, now = Caps(services().store, settings().secret_key), services().clock()
    limits = place().brand.desk.limits
    email = str(reading.answers.get("email", ""))
    own = inquiries(limits.inquiries_count, limits.inquiries_seconds)
    return (
        caps.take(VISITOR, network_of(request), now=now) is None and caps.take(own, place().key, email, now=now) is None
    )


@blueprint.post("/<language>/ask/<name>/questions")
def more_questions(language: str, name: str) -> Response:
    """The conditional questions as the answers so far have it, for htmx: each in the place kept for it."""
    _open_portal(language)
    refuse_foreign(request, settings())
    form = _form(language, name)
    received = receive(request)
    reading = read_received(received, form.form, form.desk, {FIRST: name})
    conditional = [item.code for item in fields_shown(form.form) if item.when is not None]
    asked = received.own.get(ASKED, ())
    changed = [code for code in conditional if (code in reading.visible) != (code in asked)]
    questions = form.asking().questions(form.form, reading.visible, received.words, {})
    by_code = {question.code: question for question in questions}
    places = [(code, by_code.get(code)) for code in changed]
    return fragment("ask_questions.html", language, f"/ask/{name}", places=places, type=form.type, is_fragment=True)


@blueprint.get("/<language>/ask/suggest")
def suggest(language: str) -> Response:
    """Articles for the words of a subject, for htmx; the field sends them under its own name."""
    _open_portal(language)
    words = request.args.get("q", "") or request.args.get("title", "")
    return fragment("ask_suggest.html", language, "/ask/suggest", hits=_similar(language, words))


def _similar(language: str, words: str) -> list[tuple[str, str, str]]:
    """Address, title and kind of what may help."""
    addresses = portal_pages().reader(language).addresses
    hits = ((addresses.of(hit.kind, hit.id), hit) for hit in similar(snapshot(), place(), language, words))
    return [(address, hit.title, hit.kind) for address, hit in hits if address]


@blueprint.get("/<language>/ask/done/<token>")
def done(language: str, token: str) -> Response:
    """The confirmation of an inquiry; who has its address has the inquiry's link, too."""
    _open_portal(language)
    ticket = view_by_link(services(), snapshot().release, place(), token)
    if ticket is None:
        abort(404)
    pages = portal_pages()
    link = f"{pages.context(language, '/')['origin']}{place().path}/{language}/t/{token}"
    hits = _similar(language, ticket.title)
    return private(page("ask_done.html", language, f"/ask/done/{token}", ticket=ticket, link=link, hits=hits))


def _form(language: str, name: str) -> _Form:
    """The form of a type customers may choose; 404 for any other."""
    desk = place().brand.desk
    line = line_to(_types(), name)
    if not line or children_of(line[-1].children):
        abort(404)
    form = desk.forms.get(line[-1].form or "")
    if form is None:
        abort(404)
    return _Form(language, line, desk, form)


def _show_form(form: _Form, received: Received | None, trouble: _Trouble, status: int = 422) -> Response:
    """The form, empty or as it was sent; with a new token in either case."""
    given = {FIRST: form.type.id}
    gone: list[str] = []
    if received is None:
        visible = tuple(item.code for item in visible_fields(form.form, form.desk, {FIRST: form.type.id}))
    else:
        reading = read_received(received, form.form, form.desk, given)
        visible = reading.visible
        gone = [word for name in reading.unknown for word in received.words.get(name, ()) if word.strip()]
    questions = form.asking().questions(form.form, visible, received.words if received else None, trouble.faults)
    by_code = {question.code: question for question in questions}
    facts: dict[str, Any] = {
        "type": form.type,
        "line": form.line,
        "places": [(item.code, by_code.get(item.code)) for item in fields_shown(form.form) if item.code != FIRST],
        "errors": [(question.id, question.error) for question in questions if question.error],
        "whole": trouble.whole,
        "gone": gone,
        "shown": form.shown,
        "files_again": bool(received and received.files),
        "token": issue(key_for(settings().secret_key, "forms"), form.purpose, services().clock()),
        "suggests": "title" in by_code,
    }
    return page("ask_form.html", form.language, f"/ask/{form.type.id}", 200 if received is None else status, **facts)
