"""A page of a portal rendered for one request, with what every template is given."""

from functools import partial
from typing import Any

from flask import make_response
from werkzeug.wrappers import Response

from runtime.release.activate import origin
from runtime.release.contents import Release
from runtime.release.render import PortalPages, template_environment
from runtime.settings import Settings
from runtime.web.request import place, settings, snapshot


def portal_pages() -> PortalPages:
    """The public pages of the portal this request is for; kept between requests of one release."""
    release, key, told = snapshot().release, place().key, settings()
    return release.keep(("pages", key, told), lambda: _pages_of(release, key, told))


def _pages_of(release: Release, key: str, told: Settings) -> PortalPages:
    where = release.place_named(*key.split("/", 1))
    assert where is not None, "the request was for it"
    return PortalPages(release, where, template_environment(), partial(origin, told))


def page(template: str, language: str, path: str, status: int = 200, **facts: Any) -> Response:
    """Render a template of the portal this request is for.

    `path` is the page's own, below the portal and language (`/ask/bug`): the language switch leads to its twins.
    """
    body = render(template, portal_pages().context(language, path), **facts)
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def fragment(template: str, language: str, path: str, status: int = 200, **facts: Any) -> Response:
    """A piece of a page, for htmx: rendered like one, asked for by a script, never shown alone."""
    response = page(template, language, path, status, **facts)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def render(template: str, context: dict[str, Any], **facts: Any) -> str:
    """A template with a portal's context and the page's own facts."""
    return template_environment().get_template(template).render({**context, **facts})
