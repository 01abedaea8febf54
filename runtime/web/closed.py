"""A portal that is not enabled: every address says so and nothing can be sent (OQ-52).

A form that was open when the portal closed is shown what was typed into it.
"""

from typing import Final

from flask import Flask, request
from werkzeug.wrappers import Response

from runtime.ready import PLACE
from runtime.release.contents import PortalPlace
from runtime.web.language import reader_language
from runtime.web.page import page
from runtime.web.typed import typed

_STILL_SERVED: Final = ("/static/", "/files/", "/desk")


def register(app: Flask) -> None:
    """Answer for closed portals before any page looks at the request."""

    @app.before_request
    def say_closed() -> Response | None:
        here: PortalPlace | None = request.environ.get(PLACE)
        if here is None or here.portal.enabled or request.path.startswith(_STILL_SERVED):
            return None
        return page("closed.html", reader_language(here), "/", 404, typed=typed())
