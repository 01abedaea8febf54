"""Everything below `/desk`: the parts in one list, and what each of its requests must pass first."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import structlog
from flask import Blueprint, abort, current_app, make_response, redirect, request
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


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that were sent and not accepted, under the name of their box."""

    name: str
    label: str
    text: str


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
        return _to_the_door() if reads else _error(403, "desk.error.ended", _words_sent())
    if not reads and not is_csrf_token(session_key(), cookie(), request.form.get("csrf", "")):
        return _of_another_session()
    return None


@blueprint.get("/")
@blueprint.get("/<path:rest>")
def nothing(rest: str = "") -> Response:
    """Addresses that are no page of the desk, told so in the desk's own look; a slash after a page's is taken away."""
    page = request.path.rstrip("/")
    adapter = current_app.create_url_adapter(request)
    if page == request.path or adapter is None:
        abort(404)
    endpoint, values = adapter.match(page)
    if endpoint == request.endpoint:
        abort(404)
    # Whether there is such a page is the page's own to say: 404 for what another brand has, as without the slash.
    current_app.view_functions[endpoint](**values)
    return redirect(quote(page) + _query(), 301)


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
    return _error(500, kept=_words_sent())


def _error(status: int, family: str = "", kept: tuple[Kept, ...] = (), again: str = "") -> Response:
    code = family or (f"desk.error.{status}" if f"desk.error.{status}" in WORDING["en"] else "desk.error.400")
    ui = interface()
    return desk_page(
        "error.html",
        status,
        number=status,
        heading=ui(code),
        words=ui(f"{code}.words"),
        kept=kept,
        again=again,
        request_id=request_id(),
    )


def _to_the_door() -> Response:
    goal = safe_goal(request.path.rstrip("/") + _query())
    return redirect(f"/desk/sign-in?goal={quote(goal, safe='/')}" if goal else "/desk/sign-in")


def _query() -> str:
    return f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""


def _of_another_session() -> Response:
    """A form without this session's token: mostly from before the agent signed out and in again in another tab."""
    kept = _words_sent()
    return _error(403, "desk.error.renewed", kept, safe_goal(request.path)) if kept else _error(403)


def _words_sent() -> tuple[Kept, ...]:
    """What an agent wrote, shown on the page that refuses it, so that it is not lost."""
    sent = ((name, request.form.get(name, "")) for name in ("reply", "note"))
    return tuple(Kept(name, interface()(f"desk.{name}"), text) for name, text in sent if text.strip())
