"""The ready-page layer: answers public pages as stored bytes, before Flask.

Also finds the portal of a request and pins its snapshot; whatever has no ready page goes on to the application with
both in the environment.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from runtime.release.activate import Snapshot
from runtime.release.current import Current
from runtime.release.pages import StoredPage

Environ: TypeAlias = dict[str, Any]
StartResponse: TypeAlias = Callable[..., Any]
Application: TypeAlias = Callable[[Environ, StartResponse], Iterable[bytes]]

SNAPSHOT = "frontdesk.snapshot"
PLACE = "frontdesk.place"

SECURITY_HEADERS: tuple[tuple[str, str], ...] = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)


class ReadyPages:
    """WSGI: the layer in front of the application."""

    def __init__(self, current: Current, application: Application) -> None:
        self.current = current
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the store when a ready page is there."""
        snapshot = self.current.snapshot
        environ[SNAPSHOT] = snapshot
        host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
        path = _path(environ)
        place = snapshot.release.find(host, path)
        if place is not None:
            environ[PLACE] = place
            below = path[len(place.path) :]
            if environ["REQUEST_METHOD"] in {"GET", "HEAD"} and not environ.get("QUERY_STRING"):
                page = snapshot.page(place, below)
                if page is not None:
                    return _send(page, snapshot, environ, start_response)
            if place.path:
                environ["SCRIPT_NAME"] = place.path
                environ["PATH_INFO"] = environ["PATH_INFO"][len(place.path) :] or "/"
        return self.application(environ, start_response)


def _path(environ: Environ) -> str:
    """The path as text: WSGI hands bytes as latin-1."""
    raw: str = environ.get("PATH_INFO", "") or "/"
    try:
        return raw if raw.isascii() else raw.encode("latin-1").decode()
    except UnicodeError:
        return raw


def _send(page: StoredPage, snapshot: Snapshot, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    packed = page.packed is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    etag = f'"{page.etag}-gzip"' if packed else f'"{page.etag}"'
    headers = [
        ("ETag", etag),
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
        ("X-Release", snapshot.release.root_digest[7:19]),
        *SECURITY_HEADERS,
    ]
    if environ.get("HTTP_IF_NONE_MATCH") == etag:
        start_response("304 Not Modified", headers)
        return ()
    body = page.packed if packed and page.packed is not None else page.plain
    headers += [("Content-Type", page.type), ("Content-Length", str(len(body)))]
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    start_response("200 OK", headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)
