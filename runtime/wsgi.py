"""What gunicorn runs: settings from the environment, the store, the current release, the application."""

import os

import structlog

from runtime.app import create_app
from runtime.counts import Counts
from runtime.ready import Application
from runtime.release.current import Current
from runtime.services import Services, services_of
from runtime.settings import read_settings
from runtime.status.reporter import Reporter
from runtime.storage import StorageUnavailableError
from runtime.store.migrate import migrate
from runtime.telemetry import configure_log
from runtime.web.unsigned import ThisMachineOnly

log = structlog.get_logger(__name__)


def create() -> Application:
    """The application of one worker process."""
    configure_log()
    settings = read_settings(os.environ)
    services = services_of(settings)
    counts = Counts(settings.state)
    _prepare(services)
    current = Current(settings, counts=counts)
    current.watch(settings.poll_seconds)
    reporter = Reporter(settings, services, current)
    reporter.watch()
    pages = create_app(settings, current, services, counts, lambda: reporter.database)
    return pages if settings.releases else ThisMachineOnly(pages)


def _prepare(services: Services) -> None:
    """Bring the database up to date. While it cannot be reached there is still much to read: portals are served."""
    try:
        if migrate(services.store):
            log.info("database brought up to date")
    except StorageUnavailableError as error:
        log.error("database unavailable", reason=str(error))
