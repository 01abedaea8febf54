"""`/-/status` and `/-/metrics`: for whoever has the operators' token, at any host, whatever is served.

Both lie in front of the application, so that they answer while there is no release, no database or no such host. An
installation without a token has neither: the addresses do not exist.
"""

import hmac
import json
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import parse_qs

import structlog

from runtime.counts import Counted
from runtime.release.current import Current
from runtime.release.render import template_environment
from runtime.services import Services
from runtime.settings import Settings
from runtime.static_files import files
from runtime.status import here
from runtime.status.overview import Overview, look, told
from runtime.status.words import Words

log = structlog.get_logger(__name__)

STATUS: Final = "/-/status"
METRICS: Final = "/-/metrics"
SHEET: Final = "/-/status.css"
_SHEET_FILE: Final = "css/status.css"
_READS: Final = frozenset({"GET", "HEAD"})
_HEADERS: Final = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Vary", "Accept, Authorization"),
)

Answer = tuple[str, str, bytes]
"""Status, content type, body."""


class StatusPages:
    """WSGI: everything below `/-/`."""

    def __init__(self, settings: Settings, current: Current, services: Services) -> None:
        self._settings = settings
        self._current = current
        self._services = services

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer whoever has the token."""
        status, kind, body = self._answer(environ)
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *_HEADERS]
        if status.startswith("401"):
            headers.append(("WWW-Authenticate", 'Bearer realm="operators"'))
        if status.startswith("405"):
            headers.append(("Allow", "GET, HEAD"))
        start_response(status, headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in _READS:
            return _plain("405 Method Not Allowed", "this address is only read")
        if path == SHEET:
            # Nothing in it that anybody may not know; and a browser asks for it without our header.
            return "200 OK", "text/css; charset=utf-8", files()[_SHEET_FILE].plain
        if not is_allowed(environ, self._settings.status_token):
            return _plain("401 Unauthorized", "send  Authorization: Bearer <FRONTDESK_STATUS_TOKEN>")
        if path == METRICS:
            return self._metrics()
        if path == STATUS:
            return self._status(environ)
        return _plain("404 Not Found", f"there is {STATUS} and {METRICS}")

    def _metrics(self) -> Answer:
        from runtime.status.metrics import TYPE, exposed  # seldom asked for, and not needed to serve

        counted = Counted(self._settings.state)
        return "200 OK", TYPE, exposed(self._current.situation(), counted, self._overview(), self._services.clock())

    def _status(self, environ: dict[str, Any]) -> Answer:
        form = _form(environ)
        if form is None:
            return _plain("400 Bad Request", "format is html or json")
        own, overview = here.told(self._settings, self._current.situation()), self._overview()
        if form == "json":
            said = {
                "here": own,
                "database": "ok" if overview else "unavailable",
                **(told(overview) if overview else {}),
            }
            body = json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
            return "200 OK", "application/json", body
        now = self._services.clock()
        page = template_environment().get_template("status.html")
        text = page.render(here=own, overview=overview, words=Words(now), sheet=SHEET.rpartition("/")[2])
        return "200 OK", "text/html; charset=utf-8", text.encode()

    def _overview(self) -> Overview | None:
        """What the database says; nothing while it cannot be asked: this page is looked at when things are broken."""
        try:
            return look(self._services.store, self._services.clock())
        except Exception as error:
            log.warning("no overview", reason=f"{type(error).__name__}: {error}"[:500])
            return None


def is_allowed(environ: dict[str, Any], token: str) -> bool:
    """Whether a request carries the token; how much of a wrong one is right cannot be told from the time it takes."""
    scheme, _, given = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    is_bearer = scheme.lower() == "bearer"
    is_right = hmac.compare_digest(given.strip().encode("latin-1", "replace"), token.encode())
    return bool(token) and is_bearer and is_right


def _form(environ: dict[str, Any]) -> str | None:
    """`html` or `json`; `None` for any other that was asked for by name."""
    asked = parse_qs(environ.get("QUERY_STRING", "")).get("format", [])
    if asked:
        return asked[-1] if asked[-1] in {"html", "json"} else None
    accepted = environ.get("HTTP_ACCEPT", "")
    return "json" if "application/json" in accepted and "text/html" not in accepted else "html"


def _plain(status: str, words: str) -> Answer:
    return status, "text/plain; charset=utf-8", f"{words}\n".encode()
