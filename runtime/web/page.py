"""A page of a portal rendered for one request, with what every template is given."""

from typing import Any

from flask import current_app, make_response
from werkzeug.wrappers import Response

from runtime.release.activate import origin
from runtime.release.render import PortalPages, template_environment
from runtime.web.request import place, snapshot

_TEMPLATES = template_environment()


def page(template: str, language: str, path: str, status: int = 200, **facts: Any) -> Response:
    """Render a template of the portal this request is for.

    `path` is the page's own, below the portal and language (`/ask/bug`): the language switch leads to its twins.
    """
    here = place()
    pages = PortalPages(snapshot().release, here, _TEMPLATES, origin(current_app.config["FRONTDESK"], here.host))
    body = _TEMPLATES.get_template(template).render(**pages.context(language, path), **facts)
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response
