"""Asking: choose what it is about, fill in one form, be told that it has arrived (OQ-02, OQ-23, OQ-24).

What the form means is `schemas.forms`, what becomes of it `runtime.tickets`. Everything here works without a script;
htmx adds articles beside the subject and questions that an answer has brought.
"""

import math
from typing import Any

import structlog
from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from runtime.access.caps import VISITOR, CappedError, Caps, Counted, inquiries, network_of
from runtime.access.form_tokens import accept
from runtime.access.keys import key_for
from runtime.access.origin import refuse_foreign
from runtime.forms import ASKED, SWITCH, TOKEN, TRAP, Received, read_received, receive, uploads
from runtime.storage import StorageUnavailableError
from runtime.tickets import NewTicket, RefusedError, Submitted, sent_before, submit, view_by_link
from runtime.web.asked import Asked, Trouble, find_asked, show_form, types_here
from runtime.web.carrying import choose_again
from runtime.web.errors import RETRY_SECONDS
from runtime.web.inquiry_types import children_of, line_to
from runtime.web.page import fragment, page, portal_pages
from runtime.web.request import place, request_id, services, settings, snapshot
from runtime.web.suggestions import similar
from runtime.web.ticket import private
from schemas.fields.base import Fault
from schemas.fields.system import FIRST
from schemas.forms import Reading, fields_shown

log = structlog.get_logger(__name__)

blueprint = Blueprint("ask", __name__)

CHANNEL = "portal"


def _open_portal(language: str) -> None:
    """404 where this portal is closed, takes no inquiries or does not speak the language."""
    portal = place().portal
    if not portal.enabled or not portal.show.inquiries or language not in portal.languages:
        abort(404)


@blueprint.get("/<language>/ask")
def choose(language: str) -> Response:
    """The types of the first level."""
    _open_portal(language)
    types = children_of(types_here())
    return page("ask.html", language, "/ask", types=types, line=(), carried=())


@blueprint.get("/<language>/ask/<name>")
def show(language: str, name: str) -> Response:
    """One type: what is below it, or its form."""
    _open_portal(language)
    line = line_to(types_here(), name)
    if not line:
        abort(404)
    below = children_of(line[-1].children)
    if below:
        return page("ask.html", language, f"/ask/{name}", types=below, line=line, carried=())
    return show_form(_form(language, name), None, Trouble())


def _form(language: str, name: str) -> Asked:
    """The form of a type customers may choose; 404 for any other."""
    asked = find_asked(language, name)
    if asked is None:
        abort(404)
    return asked


@blueprint.post("/<language>/ask/<name>")
def send(language: str, name: str) -> Response:
    """Take an inquiry: a confirmation, or the form again with what is wrong."""
    _open_portal(language)
    refuse_foreign(request, settings())
    received = receive(request)
    asked = find_asked(language, name)
    if asked is None:
        if not received.first(TOKEN):
            abort(404)
        return choose_again(language, received, children_of(types_here()))
    # What was agreed to in other words counts as not agreed to.
    others = asked.agreed_before(received)
    agreed = frozenset(code for code in others if any(received.words.get(code, ())))
    received = received.without(agreed)
    if received.first(SWITCH):
        return _in_this_language(asked, received, agreed)
    reading = read_received(received, asked.now.form, asked.now.desk, {FIRST: name})
    if received.words.get(FIRST, (name,)) != (name,) or (reading.unknown and not asked.is_older(received)):
        abort(400)
    trouble = _trouble(asked, received, reading, agreed)
    if trouble is not None:
        return show_form(asked, received, trouble)
    return _take(asked, received, reading)


def _in_this_language(asked: Asked, received: Received, agreed: frozenset[str]) -> Response:
    """The form for a reader who has begun it in another language."""
    has_changed = asked.is_older(received) or agreed
    trouble = Trouble(whole="asking.changed", changes=asked.changes(received)) if has_changed else Trouble()
    return show_form(asked, received, trouble, status=200)


def _take(asked: Asked, received: Received, reading: Reading) -> Response:
    """Store an inquiry that is as it should be; the form again where that cannot be done now."""
    nonce = accept(key_for(settings().secret_key, "forms"), asked.purpose, received.first(TOKEN), services().clock())
    if nonce is None:
        return show_form(asked, received, Trouble(whole="asking.expired"))
    new = NewTicket(
        brand=place().brand.id,
        portal=place().portal.id,
        language=asked.language,
        inquiry_type=asked.type.id,
        answers=reading.answers,
        uploads=tuple(uploads(received, reading)),
        nonce=nonce,
        channel=CHANNEL,
    )
    try:
        submitted = sent_before(services(), new) or _first_time(new, reading)
    except RefusedError as error:
        return show_form(asked, received, Trouble(whole=error.code, values=error.values))
    except CappedError as error:
        response = show_form(asked, received, Trouble(whole="asking.too_many"), status=429)
        response.headers["Retry-After"] = str(math.ceil(error.wait.total_seconds()))
        return response
    except StorageUnavailableError as error:
        log.error("inquiry not stored", request_id=request_id(), reason=str(error))
        response = show_form(asked, received, Trouble(whole="asking.unavailable"), status=503)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    return redirect(f"{place().path}/{asked.language}/ask/done/{submitted.link_token}", 303)


def _first_time(new: NewTicket, reading: Reading) -> Submitted:
    """The ticket that an inquiry becomes; `CappedError` when too many came already.

    A form sent twice, by an impatient finger or a reload, is one inquiry: it counts once and is confirmed twice.
    Where it says something else the second time it may be meant as another one, or not: `RefusedError`.
    """
    caps, now = Caps(services().store, settings().secret_key), services().clock()
    counted = _counted(reading)
    caps.check(counted, now)  # before anything is stored for somebody who has to wait
    return submit(services(), snapshot().release, new, lambda connection: caps.count(connection, counted, now))


def _trouble(asked: Asked, received: Received, reading: Reading, agreed: frozenset[str]) -> Trouble | None:
    """What keeps a form from being taken, but for its token; questions it has not asked yet are no faults.

    `agreed` are fields whose words have changed since they were agreed to.
    """
    if received.first(TRAP):
        return Trouble(reading.faults, "asking.website")
    form = asked.now.form
    conditional = {item.code for item in form.fields if item.when is not None}
    lost = [
        name for name in reading.unknown if name in received.files or any(map(str.strip, received.words.get(name, ())))
    ]
    again = {code: _agree_again(asked, code) for code in agreed if code in reading.visible}
    if asked.is_older(received) or again:
        faults = {**reading.faults, **again}
        return Trouble(faults, "asking.changed", asked.changes(received)) if faults or lost else None
    new = set()
    if received.own.get(ASKED):
        new = {code for code in reading.visible if code in conditional and code not in received.own[ASKED]}
    faults = {code: fault for code, fault in reading.faults.items() if code not in new}
    if new:
        return Trouble(faults, "" if faults else "asking.more")
    return Trouble(faults) if faults else None


def _agree_again(asked: Asked, code: str) -> Fault:
    return Fault("asking.change.agree", {"label": asked.asking.say(asked.now.desk.fields[code].label)})


def _counted(reading: Reading) -> tuple[Counted, ...]:
    """Who asks: this visitor, whoever they say they are, and this customer at this portal."""
    limits = place().brand.desk.limits
    own = inquiries(limits.inquiries_count, limits.inquiries_seconds)
    customer = (place().key, str(reading.answers.get("email", "")))
    return Counted(VISITOR, (network_of(request),)), Counted(own, customer)


@blueprint.post("/<language>/ask/<name>/questions")
def more_questions(language: str, name: str) -> Response:
    """The conditional questions as the answers so far have it, for htmx: each in the place kept for it."""
    _open_portal(language)
    refuse_foreign(request, settings())
    asked_form = _form(language, name)
    form, desk = asked_form.now.form, asked_form.now.desk
    received = receive(request)
    reading = read_received(received, form, desk, {FIRST: name})
    conditional = [item.code for item in fields_shown(form) if item.when is not None]
    asked = received.own.get(ASKED, ())
    changed = [code for code in conditional if (code in reading.visible) != (code in asked)]
    questions = asked_form.asking.questions(form, reading.visible, asked_form.values(received), {})
    by_code = {question.code: question for question in questions}
    facts: dict[str, Any] = {
        "places": [(code, by_code.get(code)) for code in changed],
        "kept": asked_form.kept(received, reading.visible),
        "type": asked_form.type,
    }
    return fragment("ask_questions.html", language, f"/ask/{name}", **facts, is_fragment=True)


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
