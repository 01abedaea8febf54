"""A button colour that hardly differs from the portal's background (WCAG 2.2, 1.4.11)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked
from compiler.themes import color_place, palette_of
from schemas.colors import contrast, nearest_passing
from schemas.theme import SHAPE_RATIO

RULE = Rule("FD612", "faint-button", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals whose buttons have less than 3 to 1 on the background. Words on a button can always be read."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            colors = palette_of(brand, thing)
            if colors is None or contrast(colors["button"], colors["background"]) >= SHAPE_RATIO:
                continue
            color, background = colors["button"], colors["background"]
            ratio = int(contrast(color, background) * 100) / 100
            places = (color_place(linked, brand, thing, key) for key in ("button", "background"))
            span = next((place for place in places if place), linked.draft.span(thing, ("design",), "key"))
            yield found(
                RULE,
                f"the button colour {color} hardly shows on {background}: contrast {ratio}, {SHAPE_RATIO:g} is wanted",
                span,
                note="customers may not see that this is a button",
                hint=f'the nearest colour that shows is  button: "{nearest_passing(color, background, SHAPE_RATIO)}"',
            )
