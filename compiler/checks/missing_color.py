"""Some of a portal's five colours and no theme to give the rest (OQ-44, OQ-45)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from schemas.theme import COLOR_NAMES, THEMES

RULE = Rule("FD610", "missing-colour")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals with colours of their own that are fewer than five, where no theme is named."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            design = thing.value.design
            missing = [name for name in COLOR_NAMES if getattr(design.colors, name) is None]
            if design.theme is not None or not 0 < len(missing) < len(COLOR_NAMES):
                continue
            themes = ", ".join((*THEMES, *brand.of("theme")))
            words = "a colour" if len(missing) == 1 else f"{len(missing)} colours"
            yield found(
                RULE,
                f'the portal "{thing.id}" lacks {words}: {", ".join(missing)}',
                linked.draft.span(thing, ("design", "colors"), "key"),
                note="without a theme all five are needed",
                hint=f"add {' and '.join(f'{name}:' for name in missing)} or name a theme: {themes}",
            )
