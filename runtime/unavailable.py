"""The page shown while this machine has no release it may serve.

It needs nothing of a bundle, so it can always be sent; every other page comes from a release.
"""

import html
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import structlog

from schemas.names import bcp47
from schemas.wording import wording

log = structlog.get_logger(__name__)

_LANGUAGES = ("en", "ko")
_RETRY_SECONDS = "10"


def unavailable(environ: dict[str, Any], start_response: Callable[..., Any], code: str) -> Iterable[bytes]:
    """Answer 503 in the visitor's language; `code` tells an operator why."""
    request_id = uuid.uuid4().hex[:12]
    log.warning("no release to serve", code=code, request_id=request_id)
    language = _language(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    words = wording(language)
    title, text = html.escape(words["unavailable.title"]), html.escape(words["unavailable.text"])
    reference = html.escape(words["unavailable.request"].format(id=request_id))
    body = (
        f'<!doctype html>\n<html lang="{bcp47(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n</head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n<p>{reference} · {html.escape(code)}</p>\n</main>\n"
        "</body>\n</html>\n"
    ).encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Content-Language", bcp47(language)),
        ("Retry-After", _RETRY_SECONDS),
        ("X-Request-Id", request_id),
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("503 Service Unavailable", headers)
    return () if environ.get("REQUEST_METHOD") == "HEAD" else (body,)


def _language(accepted: str) -> str:
    """The first of our languages the visitor names; the page is too short for more."""
    for item in accepted.lower().split(","):
        language = item.strip()[:2]
        if language in _LANGUAGES:
            return language
    return _LANGUAGES[0]
