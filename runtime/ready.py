"""The ready-page layer: answers public pages as stored bytes, before Flask.

Also finds the portal of a request and pins its snapshot; whatever has no ready page goes on to the application with
both in the environment. What a page says is not known here, only how it is sent.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from runtime.health import HEALTH, health
from runtime.release.canary import Trying
from runtime.release.contents import PortalPlace
from runtime.release.current import Current
from runtime.release.pages import StoredPage
from runtime.release.serving import Serving
from runtime.release.snapshot import Snapshot
from runtime.unavailable import unavailable
from schemas.names import bcp47

Environ: TypeAlias = dict[str, Any]
StartResponse: TypeAlias = Callable[..., Any]
Application: TypeAlias = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers: TypeAlias = list[tuple[str, str]]
Counted: TypeAlias = Callable[[StartResponse], StartResponse]
"""Puts a count of answers around the start of each."""

SNAPSHOT = "frontdesk.snapshot"
SERVING = "frontdesk.serving"
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

ANSWERS_KEPT = 256
KEPT_BYTES = 65_536  # a larger page is read from its file each time


@dataclass(frozen=True, slots=True)
class Encoded:
    """One encoding of a page: its tag, its body, and the headers of a 200 and of a 304."""

    etag: str
    body: bytes
    headers: Headers
    unchanged: Headers


@dataclass(frozen=True, slots=True)
class Answer:
    """A ready page with everything about it settled that does not depend on the request."""

    status: str
    plain: Encoded
    packed: Encoded | None
    valid_until: int | None
    trying: Trying | None = None
    """The canary that this page comes from: it counts how often it is asked for."""


class ReadyPages:
    """WSGI: the layer in front of the application."""

    def __init__(
        self,
        current: Current,
        application: Application,
        clock: Callable[[], float] = time.time,
        operators: Application | None = None,
        counted: Counted | None = None,
        database: Callable[[], str | None] = lambda: None,
    ) -> None:
        self.current = current
        self.application = application
        self._clock = clock
        self._operators = operators
        self._counted = counted
        self._database = database

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the store when a ready page is there; its path takes no query, so one is not looked at."""
        if self._counted is not None:
            start_response = self._counted(start_response)
        serving = self.current.serving
        if serving is not None:
            key = (environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", ""))
            answer: Answer | None = serving.answers.get(key)
            if answer is None:
                return self._first_time(serving, key, environ, start_response)
            if environ["REQUEST_METHOD"] in _READS and not self._is_over(answer):
                return _send(answer, environ, start_response)
        return self._first_time(serving, None, environ, start_response)

    def _is_over(self, answer: Answer) -> bool:
        return answer.valid_until is not None and answer.valid_until <= self._clock()

    def _first_time(
        self, serving: Serving | None, key: tuple[str, str] | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """The long way: health, operators, portal, page, application."""
        path = _path(environ)
        if path in HEALTH:
            return health(self.current, path, start_response, SECURITY_HEADERS, self._database())
        if self._operators is not None and path.startswith(OPERATORS):
            return self._operators(environ, start_response)
        if serving is None:
            reason = self.current.refused.code if self.current.refused else "FD801"
            return unavailable(environ, start_response, reason)
        snapshot, place = serving.find(asked_host(environ), path)
        trying = serving.tried.trying if serving.tried is not None and serving.tried.snapshot is snapshot else None
        if place is not None and key is not None and environ["REQUEST_METHOD"] in _READS:
            answer = self._ready(serving, snapshot, place, path, key, trying)
            if answer is not None and not self._is_over(answer):
                return _send(answer, environ, start_response)
        environ[SERVING] = serving
        return self._application(snapshot, place, environ, start_response, trying)

    def _ready(
        self,
        serving: Serving,
        snapshot: Snapshot,
        place: PortalPlace,
        path: str,
        key: tuple[str, str],
        trying: Trying | None,
    ) -> Answer | None:
        page = snapshot.page(place, path[len(place.path) :])
        if page is None:
            return None
        answer = prepare(page, place, path, snapshot, trying)
        if len(page.plain) <= KEPT_BYTES:
            if len(serving.answers) >= ANSWERS_KEPT:
                serving.answers.clear()
            serving.answers[key] = answer
        return answer

    def _application(
        self,
        snapshot: Snapshot,
        place: PortalPlace | None,
        environ: Environ,
        start_response: StartResponse,
        trying: Trying | None,
    ) -> Iterable[bytes]:
        environ[SNAPSHOT] = snapshot
        if place is not None:
            environ[PLACE] = place
            if place.path:
                environ["SCRIPT_NAME"] = place.path
                environ["PATH_INFO"] = environ["PATH_INFO"][len(place.path) :] or "/"

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            if trying is not None:
                self._count(trying, failed=status.startswith("5"))
            return start_response(status, [*headers, ("X-Release", release_mark(snapshot))], *rest)

        return self.application(environ, start)

    def _count(self, trying: Trying, *, failed: bool) -> None:
        trying.count(failed=failed)
        if failed:
            self.current.judge_canary()


_READS = frozenset({"GET", "HEAD"})
OPERATORS = "/-/"
"""What is for operators lies below; no portal has a path that begins so."""


def release_mark(snapshot: Snapshot) -> str:
    """What the header `X-Release` says: enough of the root digest to tell releases apart."""
    return snapshot.release.root_digest[7:19]


def asked_host(environ: Environ) -> str:
    """The name in the `Host` header, in lower case, without port and closing dot; empty where it is no such header."""
    header: str = environ.get("HTTP_HOST", "")
    name, _, port = header.partition(":")
    if port and not (len(port) <= 5 and port.isascii() and port.isdigit() and int(port) <= 65_535):
        return ""
    return name.lower().removesuffix(".")


def _path(environ: Environ) -> str:
    """The path as text: WSGI hands bytes as latin-1."""
    raw: str = environ.get("PATH_INFO", "") or "/"
    try:
        return raw if raw.isascii() else raw.encode("latin-1").decode()
    except UnicodeError:
        return raw


def prepare(
    page: StoredPage, place: PortalPlace, path: str, snapshot: Snapshot, trying: Trying | None = None
) -> Answer:
    """Everything about a page's answer that no request changes: headers are made once, not two thousand times."""
    lasting: Headers = [
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
        ("X-Release", release_mark(snapshot)),
        *SECURITY_HEADERS,
    ]
    sent: Headers = [("Content-Type", page.type)]
    language = path[len(place.path) :].split("/", 2)[1]
    if language in place.portal.languages:
        sent.append(("Content-Language", bcp47(language)))
    if page.location is not None:
        sent.append(("Location", page.location))

    def encoded(etag: str, body: bytes, *more: tuple[str, str]) -> Encoded:
        unchanged = [("ETag", etag), *lasting]
        return Encoded(etag, body, [*unchanged, *sent, ("Content-Length", str(len(body))), *more], unchanged)

    return Answer(
        status="200 OK" if page.location is None else "301 Moved Permanently",
        plain=encoded(f'"{page.etag}"', page.plain),
        packed=None
        if page.packed is None
        else encoded(f'"{page.etag}-gzip"', page.packed, ("Content-Encoding", "gzip")),
        valid_until=page.valid_until,
        trying=trying,
    )


def _send(answer: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if answer.trying is not None:
        answer.trying.count(failed=False)
    accepted = environ.get("HTTP_ACCEPT_ENCODING")
    encoded = answer.packed if accepted and answer.packed is not None and takes_gzip(accepted) else answer.plain
    assert encoded is not None
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None and (known == encoded.etag or _is_among(encoded.etag, known)):
        start_response("304 Not Modified", encoded.unchanged.copy())
        return ()
    start_response(answer.status, encoded.headers.copy())
    return () if environ["REQUEST_METHOD"] == "HEAD" else (encoded.body,)


def _is_among(etag: str, known: str) -> bool:
    """Weak comparison with a list of tags; `*` is any."""
    if known.strip() == "*":
        return True
    return any(tag.strip().removeprefix("W/") == etag for tag in known.split(","))


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header allows gzip: named or by `*`, and not with weight nothing."""
    weights: dict[str, float] = {}
    for item in accepted.lower().split(","):
        coding, _, rest = item.partition(";")
        name, _, value = rest.strip().partition("=")
        weights[coding.strip()] = _weight(value) if name.strip() == "q" else 1.0
    gzip = weights.get("gzip", weights.get("x-gzip"))
    return (weights.get("*", 0.0) if gzip is None else gzip) > 0


def _weight(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0
