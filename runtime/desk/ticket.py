"""One ticket: its thread, answers, facts and decisions; replying, noting and changing it.

How a ticket is stored and what the triggers make of it is `runtime.tickets`.
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, make_response, redirect, request
from werkzeug.wrappers import Response

from runtime.access import form_tokens
from runtime.access.keys import key_for
from runtime.attachments import download_headers
from runtime.desk.decisions import decisions
from runtime.desk.filters import asked
from runtime.desk.names import Names
from runtime.desk.page import desk_page, interface
from runtime.desk.principal import brand_of, principal
from runtime.desk.queue import StatusPill, look, rows
from runtime.desk.ticket_facts import answers, facts, mails, selects
from runtime.release.contents import BrandContents
from runtime.tickets import MessageView, RefusedError, TicketView, add_note, agent_reply, attachment, change, view
from runtime.tickets.changing import ANSWERED
from runtime.web.moments import Moments
from runtime.web.request import release_of, services, settings, snapshot
from runtime.web.thread import bubbles

blueprint = Blueprint("ticket", __name__)

_TOLD: Final = ("replied", "noted", "changed")
_FORMS: Final = "desk ticket"


@dataclass(frozen=True, slots=True)
class Written:
    """What an agent wrote that could not be saved, and why; it must not be lost."""

    kind: str = "reply"
    text: str = ""
    fault: str = ""


@blueprint.get("/<brand>/tickets/<ticket_id>")
def ticket(brand: str, ticket_id: str) -> Response:
    """The ticket's page."""
    contents = brand_of(brand)
    return _page(contents, _found(contents, ticket_id))


@blueprint.post("/<brand>/tickets/<ticket_id>/reply")
def reply(brand: str, ticket_id: str) -> Response:
    """Answer the customer."""
    contents = brand_of(brand)
    found = _found(contents, ticket_id)
    text, status = request.form.get("text", ""), request.form.get("status", "")
    try:
        agent_reply(
            services(),
            release_of(contents.id, found.portal),
            found.id,
            principal().person.id,
            text,
            brand=contents.id,
            status=status or None,
            nonce=_nonce(found),
        )
    except RefusedError as error:
        return _page(contents, found, Written("reply", text, _fault(error)), 422)
    return _back(contents, found, "replied")


@blueprint.post("/<brand>/tickets/<ticket_id>/note")
def note(brand: str, ticket_id: str) -> Response:
    """Write a note that only agents read."""
    contents = brand_of(brand)
    found = _found(contents, ticket_id)
    text = request.form.get("text", "")
    try:
        add_note(
            services(),
            release_of(contents.id, found.portal),
            found.id,
            principal().person.id,
            text,
            brand=contents.id,
            nonce=_nonce(found),
        )
    except RefusedError as error:
        return _page(contents, found, Written("note", text, _fault(error)), 422)
    return _back(contents, found, "noted")


@blueprint.post("/<brand>/tickets/<ticket_id>/change")
def change_properties(brand: str, ticket_id: str) -> Response:
    """Change status, priority, group or assignee: what the form shows and the agent changed."""
    contents = brand_of(brand)
    found = _found(contents, ticket_id)
    before = {
        "status": found.status.id,
        "priority": found.priority,
        "group": found.group or "",
        "assignee": found.assignee or "",
    }
    sent = {name: request.form.get(name, value) for name, value in before.items()}
    wanted = {name: value for name, value in sent.items() if value != before[name]}
    try:
        change(
            services(),
            release_of(contents.id, found.portal),
            found.id,
            principal().person.id,
            brand=contents.id,
            status=wanted.get("status"),
            priority=wanted.get("priority"),
            group=wanted.get("group"),
            assignee=wanted.get("assignee"),
        )
    except RefusedError as error:
        return _page(contents, found, Written(fault=_fault(error)), 422)
    return _back(contents, found, "changed")


@blueprint.get("/<brand>/tickets/<ticket_id>/files/<file_id>")
def file(brand: str, ticket_id: str, file_id: str) -> Response:
    """A file of the ticket, always as a download."""
    contents = brand_of(brand)
    found = attachment(services(), contents.id, ticket_id, file_id)
    if found is None:
        abort(404)
    response = make_response(services().attachments.read(found.id))
    response.headers.update(download_headers(found.name, found.media_type))
    return response


def _found(contents: BrandContents, ticket_id: str) -> TicketView:
    """The ticket of this brand; 404 for another brand's as for none."""
    found = view(services(), snapshot().release, contents.id, ticket_id)
    if found is None:
        abort(404)
    return found


def _page(contents: BrandContents, found: TicketView, written: Written = Written(), status: int = 200) -> Response:
    ui, names = interface(), Names(contents, interface())
    moments = Moments(ui.language, contents.contract.time_zone, services().clock())
    filters = asked(request.args, contents.desk)
    address = f"/desk/{contents.id}/tickets/{found.id}"
    told = request.args.get("told", "")

    def who(message: MessageView) -> str:
        if message.kind == "customer":
            return found.customer_name or ui("desk.customer")
        return message.author_name or (names.agent(message.author) if message.author else ui("desk.note.rule"))

    shown = {
        "number": found.number,
        "title": found.title or ui("desk.queue.untitled"),
        "status": StatusPill(names.status(found.status.id), names.tone(found.status.id)),
        "type": names.inquiry_type(found.inquiry_type),
        "priority": names.priority(found.priority),
        "urgent": names.is_urgent(found.priority),
        "tags": [names.tag(tag) for tag in found.tags],
        "customer": found.customer_name or ui("desk.customer"),
        "email": found.customer_email,
        "is_address_unreadable": found.is_unreadable("email"),
    }
    return desk_page(
        "ticket.html",
        status,
        brand=contents,
        section="queue",
        ticket=shown,
        address=address,
        query=filters.query(),
        queue_address=f"/desk/{contents.id}{filters.query()}",
        near=rows(contents, look(contents, filters), filters, names),
        thread=bubbles(found.messages, who, moments, f"{address}/files", ui("desk.answers.unreadable")),
        selects=selects(found, contents.desk, names, ui),
        after_reply=_after_reply(contents, found, names),
        answers=answers(found, names, ui, f"{address}/files"),
        facts=facts(found, names, ui, moments),
        mails=mails(found, names, ui, moments),
        decisions=decisions(found.events, names, ui, moments),
        form_token=form_tokens.issue(_forms_key(), _FORMS, services().clock()),
        writing=written.kind,
        written=written.text,
        fault=written.fault,
        saved=ui(f"desk.told.{told}") if told in _TOLD else "",
    )


def _after_reply(contents: BrandContents, found: TicketView, names: Names) -> list[dict[str, object]]:
    """The statuses a reply may leave the ticket in, the usual one chosen."""
    known = [status.id for status in contents.desk.statuses if status.shown or status.id == found.status.id]
    usual = ANSWERED if ANSWERED in known else found.status.id
    return [{"id": name, "label": names.status(name), "chosen": name == usual} for name in known]


def _back(contents: BrandContents, found: TicketView, told: str) -> Response:
    query = asked(request.args, contents.desk).query()
    return redirect(f"/desk/{contents.id}/tickets/{found.id}{query}{'&' if query else '?'}told={told}#saved", 303)


def _nonce(found: TicketView) -> str:
    """What makes a form sent twice count once. A page that was open for longer than a token lives is sent anyway: the
    session's own token has been checked, so this one protects nothing but against clicking twice.
    """
    token = request.form.get("form_token", "")
    return form_tokens.accept(_forms_key(), _FORMS, token, services().clock()) or ""


def _forms_key() -> bytes:
    return key_for(settings().secret_key, "forms")


def _fault(error: RefusedError) -> str:
    return interface()(error.code, **error.values)
