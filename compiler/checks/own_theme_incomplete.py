"""A theme that starts from nothing and lacks what a built-in one would give (NHN-152)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.shape import Object
from compiler.themes import paths
from schemas.theme import COLOR_NAMES
from schemas.theme_folder import PAGE

RULE = Rule("FD697", "own-theme-incomplete")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Themes with `base: own`: they need a page and all five colours."""
    homes = [(brand.id, brand.of("theme")) for brand in linked.brands.values()]
    for home, themes in (*homes, (ORGANIZATION, linked.organization.get("theme", {}))):
        for name, thing in themes.items():
            missing = _missing(linked, thing)
            if thing.brand == home and thing.value.base == "own" and missing:
                yield found(
                    RULE,
                    f"the theme {quoted(name)} starts from nothing and lacks {' and '.join(missing)}",
                    linked.draft.span(thing, ("base",)),
                    note="nothing else gives them",
                    hint="add what is missing, or write  base: basic-1",
                )


def _missing(linked: Linked, thing: Object) -> list[str]:
    lacks = [] if PAGE in paths(linked, thing) else [PAGE]
    colors = [name for name in COLOR_NAMES if getattr(thing.value.colors, name) is None]
    return [*lacks, *([f"the colour{'s' if len(colors) > 1 else ''} {', '.join(colors)}"] if colors else [])]
