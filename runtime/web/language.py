"""Which language a visitor reads: said by the address, else by the browser, else the portal's own."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from runtime.release.contents import PortalPlace
from runtime.web.accepted import best_language
from runtime.web.request import place

blueprint = Blueprint("language", __name__)


@blueprint.get("/")
def choose() -> Response:
    """The bare address of a portal: redirect to its home in the visitor's language."""
    here = place()
    response = redirect(f"{here.path}/{preferred_language(here)}/", 302)
    response.vary.add("Accept-Language")
    return response


def reader_language(here: PortalPlace) -> str:
    """The language of the page asked for, or the preferred one where the address names none."""
    named = request.path[1:].partition("/")[0]
    return named if named in here.portal.languages else preferred_language(here)


def preferred_language(here: PortalPlace) -> str:
    """The portal's language that suits the browser best."""
    return best_language(request.accept_languages, here.portal.languages) or here.portal.default_language
