"""Public pages asked of the application: those that time has passed by, moved ones, and everything that is not there.

Nearly all of them are answered before (`runtime.ready`); what a page says is `runtime.release`.
"""

from flask import Blueprint, Response, abort, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from runtime.web.page import portal_pages
from runtime.web.request import place, services

blueprint = Blueprint("public", __name__)


@blueprint.get("/<language>/")
@blueprint.get("/<language>/<path:rest>")
def public(language: str, rest: str = "") -> AnyResponse:
    """A public page, rendered now; an old id leads to the new one."""
    if language not in place().portal.languages:
        abort(404)
    if rest.endswith("/"):
        return _without_slash(language, rest.rstrip("/"))
    page = portal_pages().page(language, f"/{rest}", services().clock())
    if page is None:
        abort(404)
    if page.location is not None:
        return redirect(page.location, 301)
    return Response(page.body, content_type=page.type, headers={"Cache-Control": "no-cache"})


def _without_slash(language: str, rest: str) -> AnyResponse:
    """Where an address leads that has a slash too many: for good where a public page is, for now where another page is.

    Browsers remember what is for good, so nothing is redirected that leads nowhere.
    """
    target = f"{place().path}/{language}/{rest}"
    if portal_pages().page(language, f"/{rest}", services().clock()) is not None:
        return redirect(target, 301)
    try:
        endpoint, _ = current_app.url_map.bind("").match(f"/{language}/{rest}", method="GET")
    except HTTPException:
        abort(404)
    if endpoint == request.endpoint:
        abort(404)
    return redirect(target, 302)


@blueprint.get("/<language>")
def without_slash(language: str) -> AnyResponse:
    """`/ko` is the home of the Korean pages, too."""
    if language not in place().portal.languages:
        abort(404)
    return redirect(f"{place().path}/{language}/", 301)
