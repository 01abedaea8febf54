"""What somebody has typed into a form that cannot be taken: it is shown again, so that nothing typed is ever lost.

Only to whoever sent it from a page of ours: another site could otherwise put its words on our pages.
"""

from typing import Final

from flask import request
from werkzeug.exceptions import HTTPException

from runtime.access.origin import refuse_foreign
from runtime.web.request import settings

_NOT_TYPED: Final = frozenset({"csrf", "form_token", "token", "value", "true", "on"})
_LONGEST: Final = 100
"""Answers that are shown; no form of ours has as many."""


def typed() -> tuple[str, ...]:
    """The words of the form that this request brought; none where it brought none, or came from elsewhere."""
    if request.method != "POST" or request.path.startswith("/desk"):
        return ()
    try:
        refuse_foreign(request, settings(), unnamed=True)
        found = [(name, words) for name, values in request.form.lists() for words in values]
    except (HTTPException, OSError):
        return ()  # of another site, or larger than may be read
    kept = (words for name, words in found if not name.startswith("_") and name not in _NOT_TYPED)
    return tuple(words for words in kept if words.strip() and words not in _NOT_TYPED)[:_LONGEST]
