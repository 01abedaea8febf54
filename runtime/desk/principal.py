"""Who asks: the agent of a request, decided anew each time from the session and the bundle.

An agent who was removed from a brand by the last release cannot open it any more, whatever the session says.
"""

from dataclasses import dataclass

from flask import abort, g, request

from runtime.access.keys import key_for
from runtime.access.sessions import cookie_name, csrf_token, find
from runtime.desk.directory import Person, directory
from runtime.release.contents import BrandContents
from runtime.web.request import services, settings, snapshot


@dataclass(frozen=True, slots=True)
class Principal:
    """An agent who has signed in."""

    person: Person
    csrf: str
    """What every form of this session carries."""


def cookie() -> str:
    """The session cookie as sent; empty when there is none."""
    return request.cookies.get(cookie_name(settings()), "")


def load() -> Principal | None:
    """Find out who asks; `None` where nobody has signed in, or the person is an agent nowhere any more."""
    value = cookie()
    session = find(services().store, value, services().clock()) if value else None
    person = directory(snapshot().release).people.get(session.agent) if session else None
    g.principal = Principal(person, csrf_token(session_key(), value)) if person else None
    return asked_by()


def asked_by() -> Principal | None:
    """Who asks, as `load` found out."""
    found: Principal | None = g.get("principal")
    return found


def principal() -> Principal:
    """Who asks; 404 for strangers, to whom no page of the desk exists."""
    found = asked_by()
    if found is None:
        abort(404)
    return found


def brand_of(name: str) -> BrandContents:
    """A brand of the agent who asks; 404 for any other, whether it exists or not."""
    if name not in principal().person.brands:
        abort(404)
    return snapshot().release.brands[name]


def session_key() -> bytes:
    """The key of everything that belongs to a session."""
    return key_for(settings().secret_key, "sessions")
