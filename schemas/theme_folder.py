"""The folder of a theme as an admin lays it out: `theme.yaml`, a page in Liquid, five style sheets and a script.

What the page may say is `schemas.liquid`; how five colours become a whole palette is `schemas.theme`.
"""

from typing import Final, Literal, TypeAlias

from schemas.model import Model
from schemas.portal import Colors
from schemas.text import Text

Base: TypeAlias = Literal["basic-1", "basic-2", "basic-mobile-1", "basic-mobile-2", "own"]

PAGE: Final = "page.liquid"
STYLES: Final = ("main.css", "faq.css", "notice.css", "search.css", "inquiry.css")
SCRIPT: Final = "script.js"
SOURCES: Final = (PAGE, *STYLES, SCRIPT)
"""The files beside `theme.yaml`, all of them optional; one that is left out is the base's."""


class Theme(Model):
    """`themes/<id>/theme.yaml` (NHN-150 to NHN-161): colours alone do; `base: own` begins with an empty page."""

    base: Base = "basic-1"
    """The look it starts from; `own` starts from nothing."""
    title: Text
    """What it is called in lists."""
    colors: Colors = Colors()
    """The five colours, or what differs from those of the base."""
