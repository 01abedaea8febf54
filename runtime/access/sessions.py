"""Agents' sessions: a random cookie, a row that says whose it is, and a token for every form.

The store knows a cookie's value by its digest only, so that a copy of the database opens nothing. What a session may
open is decided anew on each request from the bundle (`runtime.desk.principal`).
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import delete, insert, select, update
from werkzeug.wrappers import Response

from runtime.settings import Settings
from runtime.store.engine import Store
from runtime.store.tables import sessions

IDLE: Final = timedelta(hours=1)
"""A session that nothing was asked of for so long has ended."""

LIFETIME: Final = timedelta(hours=12)
"""The longest a session lasts, however busy: a working day."""

_TOUCH: Final = timedelta(minutes=1)
"""How exactly the store knows when a session was last seen; spares a write on every page."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that holds at the moment it was asked for."""

    agent: str
    """A member's id."""
    created_at: datetime


def begin(store: Store, agent: str, now: datetime, previous: str | None = None) -> str:
    """Begin a session after a sign-in: its new cookie value. The browser's previous session ends with it."""
    value = secrets.token_urlsafe(32)
    with store.write() as connection:
        connection.execute(delete(sessions).where((sessions.c.expires_at < now) | (sessions.c.seen_at < now - IDLE)))
        if previous:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(previous)))
        row = {"agent": agent, "created_at": now, "seen_at": now, "expires_at": now + LIFETIME}
        connection.execute(insert(sessions).values(digest=_digest(value), **row))
    return value


def find(store: Store, value: str, now: datetime) -> Session | None:
    """The session of a cookie; `None` when it never was, has ended or was idle for too long."""
    if not 20 <= len(value) <= 100:
        return None
    with store.read() as connection:
        row = connection.execute(select(sessions).where(sessions.c.digest == _digest(value))).mappings().first()
    if row is None or row["expires_at"] <= now or row["seen_at"] <= now - IDLE:
        return None
    if row["seen_at"] < now - _TOUCH:
        with store.write() as connection:
            connection.execute(update(sessions).where(sessions.c.digest == row["digest"]).values(seen_at=now))
    return Session(row["agent"], row["created_at"])


def end(store: Store, value: str) -> None:
    """End one session; none is no fault."""
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.digest == _digest(value)))


def csrf_token(key: bytes, value: str) -> str:
    """What every form of a session carries: computed from its cookie, so another session's never fits."""
    signed = hmac.digest(key, b"csrf\0" + value.encode(), "sha256")
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def is_csrf_token(key: bytes, value: str, sent: str) -> bool:
    """Whether a form carries the token of its session; takes the same time wherever they differ."""
    return hmac.compare_digest(csrf_token(key, value).encode(), sent.encode("utf-8", "replace"))


def cookie_name(settings: Settings) -> str:
    """With `__Host-` a browser takes the cookie over https only, for this very host and no other path."""
    return "__Host-frontdesk" if settings.scheme == "https" else "frontdesk"


def give_cookie(response: Response, settings: Settings, value: str) -> None:
    """Hand the browser its session; it forgets it when it is closed."""
    response.set_cookie(
        cookie_name(settings), value, path="/", httponly=True, samesite="Lax", secure=settings.scheme == "https"
    )


def take_cookie(response: Response, settings: Settings) -> None:
    """Make the browser forget its session."""
    response.delete_cookie(
        cookie_name(settings), path="/", httponly=True, samesite="Lax", secure=settings.scheme == "https"
    )


def _digest(value: str) -> str:
    return sha256(value.encode("utf-8", "replace")).hexdigest()
