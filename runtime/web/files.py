"""Files: the bundle's pictures and style sheets by digest, and the interface's own static files.

Addresses carry a digest, so everything here may be cached for ever.
"""

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

from runtime.web.request import snapshot
from schemas.bundle import Asset

blueprint = Blueprint("files", __name__)

STATIC = Path(__file__).parent.parent / "static"
_FOREVER = "public, max-age=31536000, immutable"


@blueprint.get("/files/<digest>/<name>")
def asset(digest: str, name: str) -> Response:
    """A file of the bundle."""
    found = _find(digest, name)
    if found is None:
        abort(404)
    data = snapshot().release.source.blob(found.digest)
    return Response(data, mimetype=found.media_type, headers={"Cache-Control": _FOREVER})


def _find(digest: str, name: str) -> Asset | None:
    for place in snapshot().release.places:
        tokens = place.portal.tokens
        if name == "tokens.css" and tokens.digest[7:39] == digest:
            return Asset(path=name, digest=tokens.digest, size=tokens.size, media_type="text/css")
    for brand in snapshot().release.brands.values():
        for found in brand.contract.assets.values():
            if found.digest[7:39] == digest:
                return found
    return None


@blueprint.get("/static/<path:name>")
def static_file(name: str) -> Response:
    """A file of the interface."""
    response = send_from_directory(STATIC, name, mimetype=mimetypes.guess_type(name)[0])
    response.headers["Cache-Control"] = "no-cache"
    return response
