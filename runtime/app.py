"""The application factory: everything is handed in, nothing is looked up.

Blueprints are registered here, in one explicit list; what they do stands in `runtime.web` and `runtime.desk`.
"""

from collections.abc import Callable

from flask import Flask

from runtime.counts import Counts
from runtime.desk import routes as desk
from runtime.ready import ReadyPages
from runtime.release.current import Current
from runtime.services import Services
from runtime.settings import Settings
from runtime.status.page import StatusPages
from runtime.web import ask, carrying, closed, errors, feedback, files, guard, language, public, search, ticket


def create_app(
    settings: Settings,
    current: Current,
    services: Services,
    counts: Counts | None = None,
    database: Callable[[], str | None] = lambda: None,
) -> ReadyPages:
    """The whole runtime as one WSGI application; its answers are counted where there are counts.

    `database` says how the database is, for whoever asks whether this process is ready.
    """
    app = Flask("runtime", static_folder=None)
    app.config["FRONTDESK"] = settings
    app.config["SERVICES"] = services
    for blueprint in (
        files.blueprint,
        language.blueprint,
        search.blueprint,
        feedback.blueprint,
        ask.blueprint,
        carrying.blueprint,
        ticket.blueprint,
        desk.blueprint,
        public.blueprint,
    ):
        app.register_blueprint(blueprint)
    errors.register(app)
    guard.register(app, settings)
    closed.register(app)
    operators = StatusPages(settings, current, services) if settings.status_token else None
    counted = counts.around if counts is not None else None
    return ReadyPages(current, app, operators=operators, counted=counted, database=database)
