"""One ticket: its thread, answers, facts and decisions; replying, noting and changing it.

How a ticket is stored and what the triggers make of it is `runtime.tickets`.
"""

from collections.abc import Mapping
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
from runtime.desk.ticket_facts import answers, clash_lines, facts, mails, selects
from runtime.desk.ticket_form import Button, Clash, TicketForm, clashes, first_unread, read
from runtime.release.contents import BrandContents
from runtime.tickets import MessageView, RefusedError, TicketView, add_note, agent_reply, attachment, change, view
from runtime.tickets.changing import ANSWERED
from runtime.web.moments import Moments
from runtime.web.request import release_of, services, settings, snapshot
from runtime.web.thread import bubbles

blueprint = Blueprint("ticket", __name__)

_TOLD: Final[Mapping[Button, str]] = {"reply": "replied", "note": "noted", "change": "changed"}
_FORMS: Final = "desk ticket"
_OPENED: Final = TicketForm()


@dataclass(frozen=True, slots=True)
class Refused:
    """What an agent wished and did not get."""

    button: Button
    fault: str
    clashes: tuple[Clash, ...] = ()
    unread: str = ""
    """The message to be read first."""


@blueprint.get("/<brand>/tickets/<ticket_id>")
def ticket(brand: str, ticket_id: str) -> Response:
    """The ticket's page."""
    contents = brand_of(brand)
    told = request.args.get("told", "")
    return _page(contents, _found(contents, ticket_id), told=told if told in _TOLD.values() else "")


@blueprint.get("/<brand>/tickets/<ticket_id>/<any(reply, note, change):button>")
def opened_again(brand: str, ticket_id: str, button: str) -> Response:
    """Where a button had led and its page stayed; who opens that address gets the ticket."""
    contents = brand_of(brand)
    return redirect(_address(contents, _found(contents, ticket_id)) + asked(request.args, contents.desk).query())


@blueprint.post("/<brand>/tickets/<ticket_id>/reply")
def reply(brand: str, ticket_id: str) -> Response:
    """Answer the customer."""
    contents, found, form = _sent(brand, ticket_id)
    try:
        agent_reply(
            services(),
            release_of(contents.id, found.portal),
            found.id,
            principal().person.id,
            form.reply,
            brand=contents.id,
            status=form.after or None,
            nonce=_nonce(),
            seen=form.seen,
        )
    except RefusedError as error:
        return _refused(contents, found, form, "reply", error)
    return _done(contents, found, form, "reply")


@blueprint.post("/<brand>/tickets/<ticket_id>/note")
def note(brand: str, ticket_id: str) -> Response:
    """Write a note that only agents read."""
    contents, found, form = _sent(brand, ticket_id)
    try:
        add_note(
            services(),
            release_of(contents.id, found.portal),
            found.id,
            principal().person.id,
            form.note,
            brand=contents.id,
            nonce=_nonce(),
        )
    except RefusedError as error:
        return _refused(contents, found, form, "note", error)
    return _done(contents, found, form, "note")


@blueprint.post("/<brand>/tickets/<ticket_id>/change")
def change_properties(brand: str, ticket_id: str) -> Response:
    """Change status, priority, group or assignee: what the agent has changed of what the form showed."""
    contents, found, form = _sent(brand, ticket_id)
    try:
        change(
            services(),
            release_of(contents.id, found.portal),
            found.id,
            principal().person.id,
            brand=contents.id,
            status=form.chosen.get("status"),
            priority=form.chosen.get("priority"),
            group=form.chosen.get("group"),
            assignee=form.chosen.get("assignee"),
            seen=form.seen,
        )
    except RefusedError as error:
        return _refused(contents, found, form, "change", error)
    return _done(contents, found, form, "change")


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


def _sent(brand: str, ticket_id: str) -> tuple[BrandContents, TicketView, TicketForm]:
    contents = brand_of(brand)
    found = _found(contents, ticket_id)
    return contents, found, read(request.form, found)


def _page(
    contents: BrandContents,
    found: TicketView,
    form: TicketForm = _OPENED,
    refused: Refused | None = None,
    told: str = "",
) -> Response:
    ui, names = interface(), Names(contents, interface())
    moments = Moments(ui.language, contents.contract.time_zone, services().clock())
    filters = asked(request.args, contents.desk)
    address = _address(contents, found)

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
        422 if refused else 200,
        brand=contents,
        section="queue",
        ticket=shown,
        address=address,
        query=filters.query(),
        queue_address=f"/desk/{contents.id}{filters.query()}",
        near=rows(contents, look(contents, filters), filters, names),
        thread=bubbles(found.messages, who, moments, f"{address}/files", ui("desk.answers.unreadable")),
        form=form,
        selects=selects(found, contents.desk, names, ui, form),
        after_reply=_after_reply(contents, found, names, form.after),
        answers=answers(found, names, ui, f"{address}/files"),
        facts=facts(found, names, ui, moments),
        mails=mails(found, names, ui, moments),
        decisions=decisions(found.events, names, ui, moments),
        form_token=form_tokens.issue(_forms_key(), _FORMS, services().clock()),
        last=found.messages[-1].id,
        writes_note=refused.button == "note" if refused else bool(form.note.strip() and not form.reply.strip()),
        refused=refused,
        clashes=clash_lines(refused.clashes if refused else (), names, ui),
        saved=ui(f"desk.told.{told}") if told else "",
    )


def _after_reply(contents: BrandContents, found: TicketView, names: Names, chosen: str) -> list[dict[str, object]]:
    """The statuses a reply may leave the ticket in, the agent's choice or the usual one chosen."""
    known = [status.id for status in contents.desk.statuses if status.shown or status.id == found.status.id]
    usual = next((name for name in (chosen, ANSWERED) if name in known), found.status.id)
    return [{"id": name, "label": names.status(name), "chosen": name == usual} for name in known]


def _done(contents: BrandContents, found: TicketView, form: TicketForm, button: Button) -> Response:
    """The ticket as it is now. Usually by a redirect, so that reloading sends nothing again.

    What the agent has not sent or saved yet would be lost by that, so then the page is the answer itself. Should it
    be reloaded, its form's token or what it showed keeps the same thing from being done twice.
    """
    left, told = form.without(button), _TOLD[button]
    if not left.is_blank:
        return _page(contents, _found(contents, found.id), left, told=told)
    query = asked(request.args, contents.desk).query()
    return redirect(f"{_address(contents, found)}{query}{'&' if query else '?'}told={told}#saved", 303)


def _refused(
    contents: BrandContents, found: TicketView, form: TicketForm, button: Button, error: RefusedError
) -> Response:
    """The ticket as it is now, with everything the agent has filled in and what is to be decided."""
    now, ui = _found(contents, found.id), interface()
    overtaken = clashes(form, now, button) if error.code in {"ticket.newer", "ticket.overtaken"} else ()
    unread = first_unread(form, now, principal().person.id) if error.code == "ticket.newer" else None
    refused = Refused(button, ui(error.code, **error.values), overtaken, unread.id if unread else "")
    # What the agent is told of here counts as shown from now on: doing it again is a decision.
    return _page(contents, now, form.told_of(overtaken), refused)


def _address(contents: BrandContents, found: TicketView) -> str:
    return f"/desk/{contents.id}/tickets/{found.id}"


def _nonce() -> str:
    """What makes a form sent twice count once. A page that was open for longer than a token lives is sent anyway: the
    session's own token has been checked, so this one protects nothing but against clicking twice.
    """
    token = request.form.get("form_token", "")
    return form_tokens.accept(_forms_key(), _FORMS, token, services().clock()) or ""


def _forms_key() -> bytes:
    return key_for(settings().secret_key, "forms")
