"""Where a form was sent from: only our own pages may post to us.

Browsers say it in `Sec-Fetch-Site`, older ones in `Origin`; a request that says neither comes from no page of ours.
"""

from typing import Final

from flask import Request, abort

from runtime.ready import asked_host
from runtime.release.build import origin
from runtime.settings import Settings

_OWN: Final = frozenset({"same-origin", "none"})
"""`none` is the visitor's own doing, such as a restored tab; no other site can cause it."""


def refuse_foreign(request: Request, settings: Settings, *, unnamed: bool = False) -> None:
    """Abort with 403 when a request that changes something was not sent from a page of its own host.

    The host has been matched against configuration before. `unnamed` also takes `Origin: null`, which browsers send
    from pages with `Referrer-Policy: no-referrer`: for forms whose token only the holder of a secret link can have.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in _OWN:
            abort(403)
        return
    sent_from = request.headers.get("Origin")
    if unnamed and sent_from == "null":
        return
    if sent_from != origin(settings, asked_host(request.environ)):
        abort(403)
