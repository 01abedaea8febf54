"""The portal and snapshot a request was pinned to."""

from flask import abort, request

from runtime.ready import PLACE, SNAPSHOT
from runtime.release.activate import Snapshot
from runtime.release.contents import PortalPlace


def snapshot() -> Snapshot:
    """The snapshot this request began with."""
    pinned: Snapshot = request.environ[SNAPSHOT]
    return pinned


def place() -> PortalPlace:
    """The portal this request is for; 404 where no portal answers."""
    found: PortalPlace | None = request.environ.get(PLACE)
    if found is None:
        abort(404)
    return found
