"""The application factory: everything is handed in, nothing is looked up.

Blueprints are registered here, in one explicit list; what they do stands in `runtime.web` and `runtime.desk`.
"""

from flask import Flask

from runtime.desk import routes as desk
from runtime.ready import ReadyPages
from runtime.release.current import Current
from runtime.services import Services
from runtime.settings import Settings
from runtime.web import ask, closed, errors, feedback, files, guard, language, public, search, ticket


def create_app(settings: Settings, current: Current, services: Services) -> ReadyPages:
    """The whole runtime as one WSGI application."""
    app = Flask("runtime", static_folder=None)
    app.config["FRONTDESK"] = settings
    app.config["SERVICES"] = services
    for blueprint in (
        files.blueprint,
        language.blueprint,
        search.blueprint,
        feedback.blueprint,
        ask.blueprint,
        ticket.blueprint,
        desk.blueprint,
        public.blueprint,
    ):
        app.register_blueprint(blueprint)
    errors.register(app)
    guard.register(app, settings)
    closed.register(app)
    return ReadyPages(current, app)
