"""A development bundle, which nobody has signed, is shown to this machine alone: there is no unsigned production.

`frontdesk serve` refuses to listen for others; this holds however the server was started, and counts behind proxies.
"""

import re
from collections.abc import Iterable
from typing import Final

import structlog

from runtime.ready import Application, Environ, StartResponse

log = structlog.get_logger(__name__)

_HERE: Final = ("127.", "::1", "::ffff:127.")
_ASKED_FOR: Final = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
)
_FOR: Final = re.compile(r"(?:^|;)\s*for\s*=\s*([^;]*)", re.IGNORECASE)
_WORDS: Final = (
    b"This server shows a bundle that nobody has signed, and that to its own machine only.\n"
    b"Publish it and serve the release: frontdesk serve --releases ADDRESS --trust ROOT.json\n"
)
_HEADERS: Final = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_WORDS))),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]


class ThisMachineOnly:
    """WSGI: refuses whoever asks from another machine, and says it once in the log."""

    def __init__(self, pages: Application) -> None:
        self._pages = pages
        self._has_refused = False

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or say why not."""
        if environ.get("REMOTE_ADDR", "").startswith(_HERE) and not _is_passed_on(environ):
            return self._pages(environ, start_response)
        if not self._has_refused:
            self._has_refused = True
            log.error("unsigned bundle not shown", to=environ.get("REMOTE_ADDR", ""))
        start_response("403 Forbidden", list(_HEADERS))
        return (_WORDS,)


def _is_passed_on(environ: Environ) -> bool:
    """Whether a proxy asks for somebody who is not known to be on this machine.

    Servers of development name whom they ask for and are believed that it is this machine; whatever only says that
    there is a proxy says nothing of who stands behind it.
    """
    if environ.get("HTTP_VIA"):
        return True
    last = [environ.get(name, "").rpartition(",")[2] for name in _ASKED_FOR]
    named = _FOR.search(environ.get("HTTP_FORWARDED", "").rpartition(",")[2])
    if environ.get("HTTP_FORWARDED"):
        last.append(named[1] if named else "unknown")
    return any(said.strip() and not _bare(said).startswith(_HERE) for said in last)


def _bare(said: str) -> str:
    """An address as `Forwarded` may write it, `"[::1]:4711"`, without what is around it."""
    return said.strip().strip('"').lstrip("[")
