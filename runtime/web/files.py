"""Files: the bundle's pictures and style sheets by digest, the interface's own files, and what robots read.

Addresses of files carry a digest, so they may be kept for ever.
"""

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, Response, abort, request

from runtime import static_files
from runtime.access.sessions import cookie_name, find
from runtime.ready import takes_gzip
from runtime.release.activate import origin
from runtime.release.contents import BrandContents, Release
from runtime.web.earlier import releases_kept
from runtime.web.request import host, services, settings, snapshot
from schemas.bundle import Asset

blueprint = Blueprint("files", __name__)

_FOREVER = "public, max-age=31536000, immutable"
_SHOWN_IN_PAGE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/x-icon"})
_STYLE = "text/css"


@blueprint.get("/files/<digest>/<name>")
def asset(digest: str, name: str) -> Response:
    """A file of the bundle. What is neither a picture nor our token sheet is only ever downloaded.

    A page may have come from another release than this request is answered from: from the one before a moment ago, from
    a worker that was quicker, or from a canary at the same host. Its files are found all the same.
    """
    found = _find((snapshot().release, *releases_kept()), (digest, name))
    if found is None:
        abort(404)
    response = Response(snapshot().release.source.blob(found.digest), mimetype=found.media_type)
    response.headers["Cache-Control"] = _FOREVER
    if found.media_type not in {*_SHOWN_IN_PAGE, _STYLE, "image/svg+xml", "image/vnd.microsoft.icon"}:
        response.headers.set("Content-Disposition", "attachment", filename=name)
    if found.media_type == "image/svg+xml":
        # Fine inside <img>; opened by itself it could run scripts on our origin.
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _find(releases: Sequence[Release], address: tuple[str, str]) -> Asset | None:
    """A file of the brands at this host; agents look at articles of other brands, too, and at the pictures in them."""
    asked = host()
    for release in releases:
        if (found := _files_at(release, asked).get(address)) is not None:
            return found
    cookie = request.cookies.get(cookie_name(settings()), "")
    session = find(services().store, cookie, services().clock()) if cookie else None
    brands = (brand for release in releases for brand in release.brands_of(session.agent)) if session else ()
    return next((item for brand in brands if (item := _files((brand,)).get(address))), None)


def _files_at(release: Release, asked: str) -> Mapping[tuple[str, str], Asset]:
    return release.keep(("files", asked), lambda: _files(release.brands_at(asked)))


def _files(brands: Iterable[BrandContents]) -> Mapping[tuple[str, str], Asset]:
    """Every file of some brands by the two parts of its address."""
    found = {}
    for brand in brands:
        for item in brand.contract.assets.values():
            found[item.digest[7:39], item.path.rpartition("/")[2]] = item
        for portal in brand.portals.values():
            sheet = portal.tokens
            found[sheet.digest[7:39], "tokens.css"] = Asset(
                path="tokens.css", digest=sheet.digest, size=sheet.size, media_type=_STYLE
            )
    return found


@blueprint.get("/static/<hash_>/<path:name>")
def static_file(hash_: str, name: str) -> Response:
    """A file of the interface, compressed where the browser takes it."""
    file = static_files.find(hash_, name)
    if file is None:
        abort(404)
    packed = file.packed if takes_gzip(request.headers.get("Accept-Encoding", "")) else None
    response = Response(packed or file.plain, mimetype=file.media_type)
    response.headers["Cache-Control"] = _FOREVER
    if file.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What search engines may read of a host, and where its sitemaps are."""
    lines = ["User-agent: *", "Disallow: /desk", "Disallow: /*/search", "Disallow: /*/t/", "Disallow: /*/feedback"]
    for place in snapshot().release.at_host(host()):
        if place.portal.enabled:
            lines.append(f"Sitemap: {origin(settings(), place.host)}{place.path}/sitemap.xml")
    return Response("\n".join(lines) + "\n", mimetype="text/plain", headers={"Cache-Control": "public, max-age=3600"})
