"""A page of the desk rendered for one request: the interface in the language of the agent's browser."""

from collections.abc import Mapping
from typing import Any, Final

from flask import make_response, request
from werkzeug.wrappers import Response

from runtime.desk.principal import asked_by
from runtime.i18n import Interface
from runtime.release.contents import BrandContents
from runtime.release.render import template_environment
from runtime.static_files import address
from runtime.web.accepted import best_language
from runtime.web.request import snapshot
from runtime.web.thread import initials
from schemas.names import bcp47
from schemas.text import pick
from schemas.wording import WORDING

_TEMPLATES: Final = template_environment()


def language() -> str:
    """The language of the interface: the best the browser asks for, else English."""
    return best_language(request.accept_languages, WORDING) or "en"


def interface() -> Interface:
    """The interface's words for the agent who asks."""
    return Interface(language())


def desk_page(
    template: str, status: int = 200, brand: BrandContents | None = None, section: str = "", **facts: Any
) -> Response:
    """Render `desk/<template>`; `section` is the part of the desk that its navigation marks."""
    asked, here = asked_by(), snapshot().release
    speaks = language()

    def name_of(other: BrandContents) -> str:
        return pick(other.contract.name, speaks, other.contract.default_language)

    def say(text: Mapping[str, str]) -> str:
        return pick(text, speaks, brand.contract.default_language if brand else speaks)

    body = _TEMPLATES.get_template(f"desk/{template}").render(
        ui=interface(),
        tag=bcp47(speaks),
        static=address,
        say=say,
        name_of=name_of,
        initials=initials,
        agent=asked.person if asked else None,
        csrf=asked.csrf if asked else "",
        brands=[here.brands[name] for name in asked.person.brands] if asked else [],
        brand=brand,
        section=section,
        **{"told": "", **facts},
    )
    return make_response(body, status)
