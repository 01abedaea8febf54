"""What gunicorn runs: settings from the environment, the store, the current release, the application."""

import os

import structlog

from runtime.app import create_app
from runtime.ready import ReadyPages
from runtime.release.current import Current
from runtime.services import services_of
from runtime.settings import read_settings
from runtime.store.migrate import migrate
from runtime.telemetry import configure_log

log = structlog.get_logger(__name__)


def create() -> ReadyPages:
    """The application of one worker process."""
    configure_log()
    settings = read_settings(os.environ)
    services = services_of(settings)
    if migrate(services.store):
        log.info("database brought up to date")
    current = Current(settings)
    current.watch(settings.poll_seconds)
    return create_app(settings, current, services)
