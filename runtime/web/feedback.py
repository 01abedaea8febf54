"""“Was this helpful?”: the form behind the question under an article.

An article is a ready page, the same for everyone; the one-time token that a vote needs is given out here. With scripts
the form replaces the question and sends itself, so that one click is enough; without them it is a page.
"""

from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from runtime.access import form_tokens
from runtime.access.caps import Cap, Caps, network_of
from runtime.access.keys import key_for
from runtime.access.origin import refuse_foreign
from runtime.feedback import clean, comment, vote
from runtime.web.page import page, portal_pages
from runtime.web.request import place, services, settings, snapshot

blueprint = Blueprint("feedback", __name__)

VOTES: Final = Cap("feedback", 120, timedelta(hours=1))
"""Votes and comments from one address; an office may share one."""

WORDS_LIFETIME: Final = timedelta(days=7)
"""How long words may follow a vote: they only ever join the one vote of their form."""


@blueprint.get("/<language>/articles/<article>/feedback")
def ask(language: str, article: str) -> Response:
    """The form for a choice made on the article's page; after it was sent, the words to it and then the thanks."""
    title = _title(language, article)
    if "value" not in request.args:
        return redirect(f"{place().path}/{language}/articles/{article}#helpful", 302)
    value = _value(request.args["value"])
    voted = request.args.get("voted", "")
    if _nonce(article, voted, WORDS_LIFETIME) is not None:
        return _show(language, article, title, step=_after_vote(), value=value, token=voted)
    if (told := request.args.get("told")) in {"words", "vote"}:
        return _show(language, article, title, step="told" if told == "words" else "done", value=value, token="")
    return _show(language, article, title, step="vote", value=value, token=_fresh(article))


@blueprint.post("/<language>/articles/<article>/feedback")
def send(language: str, article: str) -> Response:
    """Store a vote, then the words to it; both at once where an old form is sent anew."""
    refuse_foreign(request, settings())
    title = _title(language, article)
    form = request.form
    value, token, words = _value(form.get("value", "")), form.get("token", ""), form.get("reason")
    has_voted = words is not None and "anew" not in form
    nonce = _nonce(article, token, WORDS_LIFETIME if has_voted else form_tokens.LIFETIME)
    if nonce is None:
        fresh, written = _fresh(article), clean(words or "")
        return _show(language, article, title, "vote", value, fresh, is_expired=True, written=written)
    now = services().clock()
    wait = Caps(services().store, settings().secret_key).take(VOTES, network_of(request), now=now)
    if wait is not None:
        raise TooManyRequests(retry_after=int(wait.total_seconds()))
    if not has_voted:
        root = snapshot().release.root_digest
        vote(services().store, place(), article, language, value, nonce=nonce, root=root, now=now)
    if words is not None:
        comment(services().store, article, words, nonce=nonce)
    step = _after_vote() if words is None else "told" if clean(words) else "done"
    if request.headers.get("HX-Request"):
        return _show(language, article, title, step=step, value=value, token=token)
    after = {"voted": token} if words is None else {"told": "words" if step == "told" else "vote"}
    return redirect(
        f"{place().path}/{language}/articles/{article}/feedback?{urlencode({'value': value, **after})}", 303
    )


def _after_vote() -> str:
    return "reason" if place().portal.feedback.reason else "done"


def _nonce(article: str, token: str, lifetime: timedelta) -> str | None:
    return form_tokens.accept(_key(), _purpose(article), token, services().clock(), lifetime)


def _fresh(article: str) -> str:
    return form_tokens.issue(_key(), _purpose(article), services().clock())


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
    language: str,
    article: str,
    title: str,
    step: str,
    value: int,
    token: str,
    *,
    is_expired: bool = False,
    written: str = "",
) -> Response:
    is_piece = bool(request.headers.get("HX-Request"))
    facts: dict[str, Any] = {
        "article_id": article,
        "article_title": title,
        "step": step,
        "value": value,
        "token": token,
        "written": written,
    }
    template = "_feedback.html" if is_piece else "feedback.html"
    return page(template, language, f"/articles/{article}", **facts, is_piece=is_piece, is_expired=is_expired)
