"""The bare address of a portal: choose the visitor's language and send them there."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from runtime.web.request import place
from schemas.names import bcp47

blueprint = Blueprint("language", __name__)


@blueprint.get("/")
def choose() -> Response:
    """Redirect to the portal's home in the best language the browser asks for."""
    here = place()
    tags = {bcp47(language): language for language in here.portal.languages}
    best = request.accept_languages.best_match(tags)
    language = tags[best] if best else here.portal.default_language
    response = redirect(f"{here.path}/{language}/", 302)
    response.vary.add("Accept-Language")
    return response
