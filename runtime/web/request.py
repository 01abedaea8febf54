"""What a request is pinned to and may use: its portal, its snapshot, the services of the process."""

from flask import abort, current_app, g, request

from runtime.ready import PLACE, SERVING, SNAPSHOT, asked_host
from runtime.release.contents import PortalPlace, Release
from runtime.release.serving import Serving
from runtime.release.snapshot import Snapshot
from runtime.services import Services
from runtime.settings import Settings


def snapshot() -> Snapshot:
    """The snapshot this request began with."""
    pinned: Snapshot = request.environ[SNAPSHOT]
    return pinned


def release_of(brand: str, portal: str) -> Release:
    """The release by which tickets of a portal are handled: not this page's, where only that portal tries another."""
    serving: Serving = request.environ[SERVING]
    return serving.acting.of(brand, portal)


def place() -> PortalPlace:
    """The portal this request is for; 404 where no portal answers."""
    found: PortalPlace | None = request.environ.get(PLACE)
    if found is None:
        abort(404)
    return found


def settings() -> Settings:
    """What the process was told from outside."""
    told: Settings = current_app.config["FRONTDESK"]
    return told


def services() -> Services:
    """The store, the clock and whoever performs effects."""
    handed_in: Services = current_app.config["SERVICES"]
    return handed_in


def request_id() -> str:
    """What this request is called in the log; every error page shows it."""
    name: str = g.request_id
    return name


def host() -> str:
    """The host asked for, without port, as `runtime.web.guard` has found it in configuration."""
    return asked_host(request.environ)
