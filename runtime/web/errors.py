"""Pages for what went wrong: one sentence, a way on, and the request number, in the brand's look and the visitor's
language.

Only codes and our own words are shown, never the text of an exception.
"""

import errno
import uuid
from typing import Final

import structlog
from flask import Flask, g, make_response, request
from markupsafe import escape
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from runtime.i18n import Interface
from runtime.ready import PLACE, SECURITY_HEADERS
from runtime.release.contents import PortalPlace
from runtime.storage import StorageUnavailableError
from runtime.web.accepted import best_language
from runtime.web.language import reader_language
from runtime.web.page import portal_pages, render
from runtime.web.typed import typed
from schemas.wording import WORDING

log = structlog.get_logger(__name__)

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
RETRY_SECONDS: Final = "30"
"""When to try again after the database or the place for files could not be used."""

_KEPT_HEADERS = ("Allow", "Retry-After", "Location", "WWW-Authenticate")


def register(app: Flask) -> None:
    """Request numbers, security headers and error pages for every response of the application."""

    @app.before_request
    def number() -> None:
        g.request_id = uuid.uuid4().hex[:12]

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in SECURITY_HEADERS:
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = g.request_id
        return response

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        if error.response is not None or error.code is None or error.code < 400:
            return make_response(error.get_response())
        response = error_page(error.code)
        for name in _KEPT_HEADERS:
            if name in error.get_response().headers:
                response.headers[name] = error.get_response().headers[name]
        return response

    @app.errorhandler(StorageUnavailableError)
    def without_storage(error: StorageUnavailableError) -> Response:
        log.error("storage unavailable", request_id=g.request_id, path=request.path, reason=str(error))
        return error_page(503, "storage")

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        log.exception("failed", request_id=g.request_id, path=request.path)
        is_full = isinstance(error, OSError) and error.errno in _FULL  # where large uploads wait, as a rule
        return error_page(503 if is_full else 500)


def error_page(status: int, kind: str | None = None) -> Response:
    """The page of a status, as far as a portal can be found and rendered; plain and without a brand otherwise.

    `kind` are words of their own, in place of those of the status.
    """
    here: PortalPlace | None = request.environ.get(PLACE)
    try:
        if here is not None:
            return _in_portal(here, status, kind or _kind(status))
    except Exception:
        # A page about a fault must not fail for the same reason.
        log.exception("error page failed", request_id=g.request_id)
    return _plain(status)


def _in_portal(here: PortalPlace, status: int, kind: str) -> Response:
    language = reader_language(here)
    context = portal_pages().context(language, "/")
    if request.headers.get("HX-Request"):
        return _answer(f'<p role="alert">{escape(context["ui"](f"error.{kind}.title"))}</p>', status)
    return _answer(
        render("error.html", context, status=status, kind=kind, request_id=g.request_id, typed=typed()), status
    )


def _plain(status: int) -> Response:
    """Where no portal answers: nothing of any brand is said."""
    best = best_language(request.accept_languages, WORDING) or "en"
    ui = Interface(best)
    family = "host" if status in {404, 421} else f"error.{_kind(status)}"
    facts = {"family": family, "request_id": g.request_id, "status": status, "typed": typed()}
    return _answer(render("no_portal.html", {"ui": ui, "tag": best}, **facts), status)


def _kind(status: int) -> str:
    """The status whose words fit: its own, else the general one of its class."""
    return str(status) if f"error.{status}.title" in WORDING["en"] else str(status // 100 * 100)


def _answer(body: str, status: int) -> Response:
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
