"""Signing in with a local password, and out again. Whatever is wrong, the answer is the same."""

from datetime import timedelta
from typing import Final

import structlog
from flask import Blueprint, make_response, redirect, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from runtime.access import form_tokens, passwords, sessions
from runtime.access.caps import SIGN_IN, SIGN_IN_ADDRESS, SIGN_IN_NAME, Caps, network_of
from runtime.access.keys import key_for
from runtime.desk.directory import Person, directory
from runtime.desk.goal import safe_goal
from runtime.desk.page import desk_page, interface
from runtime.desk.principal import asked_by, cookie
from runtime.store.tables import agent_passwords
from runtime.web.request import request_id, services, settings, snapshot

blueprint = Blueprint("sign_in", __name__)
log = structlog.get_logger(__name__)

_PURPOSE: Final = "sign in"


@blueprint.get("/sign-in")
def door() -> Response:
    """The sign-in page; who is in already goes on."""
    goal = safe_goal(request.args.get("goal", ""))
    if asked_by() is not None:
        return redirect(goal or "/desk")
    told = interface()("desk.signed_out") if request.args.get("told") == "signed-out" else ""
    return _door(goal=goal, told=told)


@blueprint.post("/sign-in")
def sign_in() -> Response:
    """Begin a session for a name and a password that match."""
    who, goal = request.form.get("who", "")[:254], safe_goal(request.form.get("goal", ""))
    key = key_for(settings().secret_key, "forms")
    now = services().clock()
    if form_tokens.accept(key, _PURPOSE, request.form.get("form_token", ""), now) is None:
        return _door(403, who, goal, fault=interface()("desk.sign_in.stale"))
    wait = _wait(who)
    if wait is not None:
        log.warning("sign-in capped", request_id=request_id())
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        return _door(429, who, goal, fault=interface()("desk.sign_in.often", minutes=minutes))
    person = _matching(who, request.form.get("password", ""))
    if person is None:
        log.info("sign-in refused", request_id=request_id())
        return _door(403, who, goal, fault=interface()("desk.sign_in.wrong"))
    Caps(services().store, settings().secret_key).forget(SIGN_IN, who, network_of(request))
    response = redirect(goal or "/desk", 303)
    sessions.give_cookie(response, settings(), sessions.begin(services().store, person.id, now, cookie()))
    log.info("signed in", agent=person.id, request_id=request_id())
    return response


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session, here and in the store."""
    sessions.end(services().store, cookie())
    response = make_response(redirect("/desk/sign-in?told=signed-out", 303))
    sessions.take_cookie(response, settings())
    return response


def _door(status: int = 200, who: str = "", goal: str = "", fault: str = "", told: str = "") -> Response:
    token = form_tokens.issue(key_for(settings().secret_key, "forms"), _PURPOSE, services().clock())
    return desk_page("sign_in.html", status, who=who, goal=goal, fault=fault, told=told, form_token=token)


def _wait(who: str) -> timedelta | None:
    """Count an attempt; how long to wait when there were too many. Attempts are counted before they are tried, so that
    many at the same moment do not slip through.
    """
    caps, now, address = Caps(services().store, settings().secret_key), services().clock(), network_of(request)
    return (
        caps.take(SIGN_IN, who, address, now=now)
        or caps.take(SIGN_IN_NAME, who, now=now)
        or caps.take(SIGN_IN_ADDRESS, address, now=now)
    )


def _matching(who: str, password: str) -> Person | None:
    person = directory(snapshot().release).find(who)
    stored = None
    if person is not None:
        with services().store.read() as connection:
            stored = connection.scalar(select(agent_passwords.c.hash).where(agent_passwords.c.agent == person.id))
    return person if passwords.matches(stored, password) else None
