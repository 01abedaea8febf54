"""What gunicorn runs: settings from the environment, the current release, the application."""

import os

from runtime.app import create_app
from runtime.ready import ReadyPages
from runtime.release.activate import activate
from runtime.release.current import Current
from runtime.release.source import BundleFolder
from runtime.settings import read_settings


def create() -> ReadyPages:
    """The application of one worker process."""
    settings = read_settings(os.environ)
    source = BundleFolder(settings.bundle)
    current = Current(lambda: activate(settings), lambda: source.pointer().root)
    current.watch(settings.poll_seconds)
    return create_app(settings, current)
