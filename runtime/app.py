"""The application factory: everything is handed in, nothing is looked up.

Blueprints are registered here, in one explicit list; what they do stands in `runtime.web` and `runtime.desk`.
"""

from flask import Flask

from runtime.ready import ReadyPages
from runtime.release.current import Current
from runtime.settings import Settings
from runtime.web import errors, files, language


def create_app(settings: Settings, current: Current) -> ReadyPages:
    """The whole runtime as one WSGI application."""
    app = Flask("runtime", static_folder=None)
    app.config["FRONTDESK"] = settings
    for blueprint in (files.blueprint, language.blueprint):
        app.register_blueprint(blueprint)
    errors.register(app)
    return ReadyPages(current, app)
