"""A development bundle, which nobody has signed, is shown to this machine alone: there is no unsigned production.

`frontdesk serve` refuses to listen for others; this holds however the server was started, and counts behind proxies.
"""

from collections.abc import Iterable
from typing import Final

import structlog

from runtime.ready import Application, Environ, StartResponse

log = structlog.get_logger(__name__)

_HERE: Final = ("127.", "::1", "::ffff:127.")
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
    """Whether a proxy on this machine asks for somebody on another."""
    last = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return bool(last) and not last.startswith(_HERE)
