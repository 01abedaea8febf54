"""Pages for what went wrong: one sentence, a way on, and the request id."""

import uuid

import structlog
from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from runtime.ready import SECURITY_HEADERS

log = structlog.get_logger(__name__)


def register(app: Flask) -> None:
    """Request ids, security headers and error pages for every response of the application."""

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
    def known(error: HTTPException) -> tuple[str, int]:
        return f"{error.code} {error.name} (request {g.request_id})", error.code or 500

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> tuple[str, int]:
        log.exception("failed", request_id=g.request_id)
        return f"Something went wrong (request {g.request_id})", 500
