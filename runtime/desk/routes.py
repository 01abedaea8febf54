"""Everything below `/desk`: the parts in one list, and what each of its requests must pass first."""

from typing import Final
from urllib.parse import quote

import structlog
from flask import Blueprint, abort, make_response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from runtime.access.origin import refuse_foreign
from runtime.access.sessions import is_csrf_token
from runtime.desk import knowledge, queue, sign_in, ticket
from runtime.desk.goal import safe_goal
from runtime.desk.page import desk_page, interface
from runtime.desk.principal import cookie, load, session_key
from runtime.web.request import host, request_id, settings
from schemas.wording import WORDING

log = structlog.get_logger(__name__)

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
for part in (sign_in.blueprint, queue.blueprint, ticket.blueprint, knowledge.blueprint):
    blueprint.register_blueprint(part)

_OPEN: Final = frozenset({"desk.sign_in.door", "desk.sign_in.sign_in"})
"""What is there for people who have not signed in."""

_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@blueprint.before_request
def check() -> Response | None:
    """The desk's host; an agent, but for the door; to change anything, our own page and the session's token."""
    if request.script_root or (settings().desk_host is not None and host() != settings().desk_host):
        abort(404)
    reads = request.method in _READS
    if not reads:
        refuse_foreign(request, settings())
    asked = load()
    if request.endpoint in _OPEN:
        return None
    if asked is None:
        return _to_the_door() if reads else _signed_out_meanwhile()
    if not reads and not is_csrf_token(session_key(), cookie(), request.form.get("csrf", "")):
        abort(403)
    return None


@blueprint.get("/<path:rest>")
def nothing(rest: str) -> Response:
    """Addresses that are no page of the desk, told so in the desk's own look."""
    abort(404)


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """No page of the desk is cached, indexed or told to another site."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@blueprint.errorhandler(HTTPException)
def known(error: HTTPException) -> Response:
    """What went wrong, in the desk's look."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    return _error(error.code)


@blueprint.errorhandler(Exception)
def unknown(error: Exception) -> Response:
    """A fault of ours: recorded in full, told in a sentence."""
    log.exception("failed", request_id=request_id(), path=request.path)
    return _error(500)


def _error(status: int, kept: str = "", family: str = "") -> Response:
    code = family or (f"desk.error.{status}" if f"desk.error.{status}" in WORDING["en"] else "desk.error.400")
    ui = interface()
    return desk_page(
        "error.html",
        status,
        number=status,
        heading=ui(code),
        words=ui(f"{code}.words"),
        kept=kept,
        request_id=request_id(),
    )


def _to_the_door() -> Response:
    goal = safe_goal(request.full_path.rstrip("?"))
    return redirect(f"/desk/sign-in?goal={quote(goal, safe='/')}" if goal else "/desk/sign-in")


def _signed_out_meanwhile() -> Response:
    """A form was sent after its session had ended: what the agent wrote is shown, so that it is not lost."""
    return _error(403, request.form.get("text", ""), "desk.error.ended")
