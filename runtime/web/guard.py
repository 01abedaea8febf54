"""What every request must pass before a page looks at it: a host and a spelling of ours, a body of bearable size.

Which forms are ours is `runtime.access.origin`; what an error page says is `runtime.web.errors`.
"""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from runtime.ready import PLACE
from runtime.release.contents import PortalPlace
from runtime.settings import Settings
from runtime.web.request import host, snapshot
from schemas.bundle import DeskContract
from schemas.fields.file import FileField, FileLimits, limits_of

WORDS: Final = 1024**2
"""Bytes that all a form's words together may take, what encloses files included."""

PARTS: Final = 500
"""Parts of a form; the largest page of ours sends a tenth of it."""

_DRAINED: Final = 64 * 1024**2
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Misdirected(HTTPException):
    """A request for a host that no portal of this installation has."""

    code = 421
    description = "This address does not belong to this server."


def register(app: Flask, settings: Settings) -> None:
    """Check hosts and limit bodies on every request; believe as many proxies as the operator says."""
    app.config["MAX_FORM_MEMORY_SIZE"] = WORDS
    app.config["MAX_FORM_PARTS"] = PARTS
    if settings.proxies > 0:
        # Only the visitor's address: hosts and schemes come from configuration, whatever a proxy says.
        proxied = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Flask documents it

    @app.before_request
    def refuse_unknown_hosts() -> None:
        if host() != settings.desk_host and not snapshot().release.has_host(host()):
            raise Misdirected

    @app.before_request
    def spell_as_we_do() -> AnyResponse | None:
        # Flask would send the router's own answer, an address with the host, port and scheme that the request claims.
        wanted = request.routing_exception
        return _redirected(wanted) if isinstance(wanted, RequestRedirect) else None

    @app.before_request
    def limit_body() -> None:
        if request.method not in _READS:
            request.max_content_length = largest_body(request.environ.get(PLACE), request.mimetype)

    @app.after_request
    def drain(response: Response) -> Response:
        # A server that answers and hangs up while a browser still sends shows it a broken connection, not our page.
        if response.status_code == 413:
            left = _DRAINED
            while left > 0 and (read := len(request.environ["wsgi.input"].read(65_536))):
                left -= read
        return response


def _redirected(wanted: RequestRedirect) -> AnyResponse:
    """Where the router sends an address that is spelled oddly, such as with doubled slashes: a path alone."""
    target = urlsplit(wanted.new_url)
    path = "/" + target.path.lstrip("/")
    return redirect(f"{path}?{target.query}" if target.query else path, wanted.code)


def largest_body(place: PortalPlace | None, media_type: str) -> int:
    """The bytes a request may bring: words, and at a portal as many files as its forms may ask for.

    Only a form of several parts can hold files; any other body is read into memory whole, so it gets no room for them.
    """
    if place is None or media_type != "multipart/form-data" or request.path.startswith("/desk"):
        return WORDS
    return WORDS + _files(place.brand.desk)


def _files(desk: DeskContract) -> int:
    brand = FileLimits(desk.limits.attachments, desk.limits.attachment_bytes)
    asked = [limits_of(field, brand) for field in desk.fields.values() if isinstance(field, FileField)]
    return max(brand.files * brand.size, sum(limits.files * limits.size for limits in asked))
