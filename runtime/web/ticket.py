"""The customer's ticket, opened by the link in every mail: how far it is, the conversation, and a box to reply in.

The link is the key: it opens one ticket on one portal, and nothing on this page tells another site its address.
"""

import mimetypes
from dataclasses import dataclass
from typing import Final

import structlog
from flask import Blueprint, abort, make_response, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from runtime.access import form_tokens
from runtime.access.caps import REPLIES, VISITOR, CappedError, Caps, Counted, network_of
from runtime.access.keys import key_for
from runtime.access.links import digest_of
from runtime.access.origin import refuse_foreign
from runtime.attachments import Upload, download_headers
from runtime.forms import SWITCH
from runtime.storage import StorageUnavailableError
from runtime.tickets import RefusedError, TicketView, attachment, customer_reply, view_by_link
from runtime.tickets.changing import LONGEST
from runtime.web.errors import RETRY_SECONDS
from runtime.web.moments import Moments
from runtime.web.my_ticket import MyTicket
from runtime.web.page import page, portal_pages
from runtime.web.request import place, request_id, services, settings, snapshot
from runtime.web.typed import typed
from schemas.fields.base import Fault
from schemas.fields.file import FileField, FileLimits, SentFile, parse
from schemas.sizes import shown
from schemas.text import Text

log = structlog.get_logger(__name__)

blueprint = Blueprint("ticket_by_link", __name__)

_ANY_FILE: Final = FileField(type="file", label=Text.model_validate("files"))


@dataclass(frozen=True, slots=True)
class Unsent:
    """A reply that was not taken, and why; the customer's words must not be lost."""

    text: str
    fault: str
    status: int = 422
    retry: str = ""
    """Seconds after which it may be taken."""


@blueprint.get("/<language>/t/<token>")
def show(language: str, token: str) -> Response:
    """The ticket, or the one page that every other link leads to."""
    ticket = _opened(language, token)
    return _page(language, token, ticket) if ticket else _gone(language)


@blueprint.post("/<language>/t/<token>")
def reply(language: str, token: str) -> Response:
    """The customer writes again."""
    refuse_foreign(request, settings(), unnamed=True)
    ticket = _opened(language, token)
    if ticket is None:
        return _gone(language)
    if SWITCH in request.form:
        return _page(language, token, ticket, Unsent(request.form.get("text", ""), "", 200))
    try:
        unsent = _send(language, token, ticket)
    except StorageUnavailableError as error:
        log.error("reply not stored", request_id=request_id(), reason=str(error))
        words = portal_pages().reader(language).ui("ticket.unavailable")
        unsent = Unsent(request.form.get("text", ""), words, 503, RETRY_SECONDS)
    if unsent is not None:
        page_again = _page(language, token, ticket, unsent)
        if unsent.retry:
            page_again.headers["Retry-After"] = unsent.retry
        return page_again
    return private(redirect(f"{place().path}/{language}/t/{token}?told=sent#last", 303))


@blueprint.get("/<language>/t/<token>/files/<file_id>")
def file(language: str, token: str, file_id: str) -> Response:
    """A file of the ticket that its customer may have, always as a download."""
    ticket = _opened(language, token)
    visible = {found.id for message in ticket.thread for found in message.files} if ticket else set()
    found = attachment(services(), place().brand.id, ticket.id, file_id) if ticket and file_id in visible else None
    if found is None:
        abort(404)
    response = make_response(services().attachments.read(found.id))
    response.headers.update(download_headers(found.name, found.media_type))
    return private(response)


def private(response: Response) -> Response:
    """A page whose address is a secret: told to no other site, found by no search engine, kept by no cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _opened(language: str, token: str) -> TicketView | None:
    if language not in place().portal.languages:
        abort(404)
    return view_by_link(services(), snapshot().release, place(), token)


def _gone(language: str) -> Response:
    """The same for links that never were, have expired, were revoked or belong to another portal.

    Words that were sent to one are given back: they were not taken.
    """
    return private(page("ticket_gone.html", language, "/", 404, request_id=request_id(), typed=typed()))


def _page(language: str, token: str, ticket: TicketView, unsent: Unsent | None = None) -> Response:
    ui = portal_pages().reader(language).ui
    address = f"{place().path}/{language}/t/{token}"
    moments = Moments(language, place().brand.contract.time_zone, services().clock())
    mine = MyTicket(ticket, place().brand, ui, place().portal.default_language, moments, f"{address}/files")
    limits = place().brand.desk.limits
    facts = {
        "mine": mine,
        "address": address,
        "token": form_tokens.issue(_key(), _purpose(ticket), services().clock()),
        "told": ui("ticket.told.sent") if request.args.get("told") == "sent" and not unsent else "",
        "written": unsent.text if unsent else "",
        # Nothing else matters once a ticket is closed: no remedy would help.
        "fault": ui("ticket.final") if unsent and mine.is_closed else unsent.fault if unsent else "",
        "files_again": bool(unsent and any(sent.filename for sent in request.files.getlist("files"))),
        "longest": LONGEST,
        "file_count": limits.attachments,
        "file_size": shown(limits.attachment_bytes),
    }
    return private(page("ticket.html", language, f"/t/{token}", unsent.status if unsent else 200, **facts))


def _send(language: str, token: str, ticket: TicketView) -> Unsent | None:
    """Store a reply; what was wrong with it otherwise."""
    ui = portal_pages().reader(language).ui
    text = request.form.get("text", "")
    now = services().clock()
    nonce = form_tokens.accept(_key(), _purpose(ticket), request.form.get("form_token", ""), now)
    if nonce is None:
        return Unsent(text, ui("ticket.stale"))
    files = _uploads()
    if isinstance(files, Fault):
        return Unsent(text, ui(files.code, **files.values))
    try:
        _reply(ticket, text, files, nonce, (Counted(REPLIES, (place().key, digest_of(token))), _visitor()))
    except CappedError as error:
        minutes = max(1, -(-int(error.wait.total_seconds()) // 60))
        return Unsent(text, ui("ticket.often", minutes=minutes), 429, str(60 * minutes))
    except RefusedError as error:
        return Unsent(text, ui(error.code, **error.values))
    return None


def _visitor() -> Counted:
    return Counted(VISITOR, (network_of(request),))


def _reply(ticket: TicketView, text: str, files: tuple[Upload, ...], nonce: str, counted: tuple[Counted, ...]) -> None:
    caps, now = Caps(services().store, settings().secret_key), services().clock()
    if files:
        caps.check(counted, now)  # before they are stored for somebody who has to wait
    customer_reply(
        services(),
        snapshot().release,
        ticket.id,
        text,
        files,
        nonce,
        brand=ticket.brand,
        admit=lambda connection: caps.count(connection, counted, now),
    )


def _uploads() -> tuple[Upload, ...] | Fault:
    """The files sent with a reply, named as they will be kept; checked as the form's own attachments are."""
    desk = place().brand.desk
    sent = [file for file in request.files.getlist("files") if file.filename]
    standard = desk.fields.get("attachments")
    field = standard if isinstance(standard, FileField) else _ANY_FILE
    limits = FileLimits(desk.limits.attachments, desk.limits.attachment_bytes)
    names = parse(field, tuple(SentFile(file.filename or "", _size(file)) for file in sent), limits)
    if isinstance(names, Fault):
        return names
    return tuple(_upload(name, file) for name, file in zip(names, sent, strict=True))


def _upload(name: str, file: FileStorage) -> Upload:
    file.stream.seek(0)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Upload(field=None, name=name, media_type=media_type, data=file.stream.read())


def _size(file: FileStorage) -> int:
    return file.stream.seek(0, 2)


def _key() -> bytes:
    return key_for(settings().secret_key, "forms")


def _purpose(ticket: TicketView) -> str:
    return f"reply {place().key} {ticket.id}"
