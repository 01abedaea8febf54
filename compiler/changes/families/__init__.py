"""What differences mean, one module for each family of kinds. The list below is all there is."""

from collections.abc import Callable
from typing import Final

from compiler.changes.families import (
    articles,
    asking,
    brand,
    desk,
    documents,
    files,
    mail,
    portals,
    rules,
    settings,
    themes,
)
from compiler.changes.telling import Telling

FAMILIES: Final[tuple[Callable[[Telling], None], ...]] = (
    brand.tell,
    portals.tell,
    rules.tell,
    asking.tell,
    desk.tell,
    mail.tell,
    settings.tell,
    articles.tell,
    documents.tell,
    themes.tell,
    files.tell,
    settings.tell_history,
)
"""Every family, each called with the telling of one brand."""
