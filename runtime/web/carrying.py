"""A form whose inquiry type is gone: its words are carried to the form of another type that the customer chooses.

Nothing is stored on the way: the words travel in the page, and come back with the choice.
"""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from runtime.access.form_tokens import accept, issue
from runtime.access.keys import key_for
from runtime.access.origin import refuse_foreign
from runtime.forms import Received, receive
from runtime.web.asked import Trouble, find_asked, show_form, types_here
from runtime.web.inquiry_types import children_of, line_to
from runtime.web.page import page
from runtime.web.request import place, services, settings
from runtime.web.typed import typed
from schemas.bundle import InquiryTypeFacts
from schemas.fields.system import FIRST

blueprint = Blueprint("carrying", __name__)


@blueprint.post("/<language>/ask/<name>/carry")
def carry(language: str, name: str) -> Response:
    """The form of the type that was chosen, with the words of before; or what is below it, to choose from."""
    portal = place().portal
    if not portal.show.inquiries or language not in portal.languages:
        abort(404)
    refuse_foreign(request, settings())
    received = receive(request)
    line = line_to(types_here(), name)
    is_ours = accept(_key(), _purpose(), received.first("_token"), services().clock()) is not None
    asked = find_asked(language, name)
    if asked is None or not is_ours:
        below = children_of(line[-1].children) if line else ()
        return choose_again(language, received, below or children_of(types_here()), line if below else ())
    return show_form(asked, received.without({FIRST}), Trouble(whole="asking.carried"), status=200)


@blueprint.post("/<language>/ask")
def in_this_language(language: str) -> Response:
    """The choice again for a reader who would rather have it in this language, with the words on their way."""
    portal = place().portal
    if not portal.show.inquiries or language not in portal.languages:
        abort(404)
    refuse_foreign(request, settings())
    return choose_again(language, receive(request), children_of(types_here()))


def choose_again(
    language: str, received: Received, types: tuple[InquiryTypeFacts, ...], line: tuple[InquiryTypeFacts, ...] = ()
) -> Response:
    """The types there are, with everything that was typed; an own token says that the words come from this page."""
    words = [(name, value) for name, values in received.words.items() if name != FIRST for value in values]
    facts = {
        "types": types,
        "line": line,
        "carried": words,
        "typed": typed(),
        "files_again": bool(received.files),
        "token": issue(_key(), _purpose(), services().clock()),
    }
    return page("ask.html", language, "/ask", 422, **facts)


def _key() -> bytes:
    return key_for(settings().secret_key, "forms")


def _purpose() -> str:
    return f"carry {place().key}"
