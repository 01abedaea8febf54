"""“Was this helpful?”: the form behind the question under an article.

An article is a ready page, the same for everyone; the one-time token that a vote needs is given out here. With scripts
the form replaces the question and sends itself, so that one click is enough; without them it is a page.
"""

from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, abort, request
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from runtime.access import form_tokens
from runtime.access.caps import Cap, Caps, network_of
from runtime.access.keys import key_for
from runtime.access.origin import refuse_foreign
from runtime.feedback import comment, vote
from runtime.web.page import page, portal_pages
from runtime.web.request import place, services, settings, snapshot

blueprint = Blueprint("feedback", __name__)

VOTES: Final = Cap("feedback", 120, timedelta(hours=1))
"""Votes and comments from one address; an office may share one."""


@blueprint.get("/<language>/articles/<article>/feedback")
def ask(language: str, article: str) -> Response:
    """The form for a choice made on the article's page."""
    title = _title(language, article)
    token = form_tokens.issue(_key(), _purpose(article), services().clock())
    return _show(language, article, title, step="vote", value=_value(request.args.get("value", "")), token=token)


@blueprint.post("/<language>/articles/<article>/feedback")
def send(language: str, article: str) -> Response:
    """Store a vote, then the words to it."""
    refuse_foreign(request, settings())
    title = _title(language, article)
    value = _value(request.form.get("value", ""))
    now = services().clock()
    token = request.form.get("token", "")
    nonce = form_tokens.accept(_key(), _purpose(article), token, now)
    if nonce is None:
        fresh = form_tokens.issue(_key(), _purpose(article), now)
        return _show(language, article, title, step="vote", value=value, token=fresh, is_expired=True)
    wait = Caps(services().store, settings().secret_key).take(VOTES, network_of(request), now=now)
    if wait is not None:
        raise TooManyRequests(retry_after=int(wait.total_seconds()))
    if "reason" in request.form:
        comment(services().store, article, request.form["reason"], nonce=nonce)
        return _show(language, article, title, step="done", value=value, token=token)
    root = snapshot().release.root_digest
    vote(services().store, place(), article, language, value, nonce=nonce, root=root, now=now)
    step = "reason" if place().portal.feedback.reason else "done"
    return _show(language, article, title, step=step, value=value, token=token)


def _title(language: str, article: str) -> str:
    """The title of a public article; 404 for any other."""
    here = place()
    shown = portal_pages().shown
    if language not in here.portal.languages or article not in shown.articles:
        abort(404)
    words = shown.words("articles", article, language)
    if words is None:
        abort(404)
    return words.title


def _value(text: str) -> int:
    """Thumbs are 0 and 1, stars 1 to 5; 400 for anything else."""
    stars = place().portal.feedback.stars
    allowed = range(1, stars + 1) if stars else range(2)
    if not (len(text) == 1 and text.isascii() and text.isdigit() and int(text) in allowed):
        abort(400)
    return int(text)


def _key() -> bytes:
    return key_for(settings().secret_key, "forms")


def _purpose(article: str) -> str:
    return f"feedback {place().key} {article}"


def _show(
    language: str, article: str, title: str, *, step: str, value: int, token: str, is_expired: bool = False
) -> Response:
    is_piece = bool(request.headers.get("HX-Request"))
    facts: dict[str, Any] = {
        "article_id": article,
        "article_title": title,
        "step": step,
        "value": value,
        "token": token,
    }
    template = "_feedback.html" if is_piece else "feedback.html"
    return page(template, language, f"/articles/{article}", **facts, is_piece=is_piece, is_expired=is_expired)
