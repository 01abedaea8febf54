"""Text or links that cannot be read on the portal's background (WCAG 2.2, 1.4.3)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.themes import color_place, palette_of
from schemas.colors import contrast, nearest_passing
from schemas.theme import TEXT_RATIO

RULE = Rule("FD611", "faint-text")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals whose text or links have less than 4.5 to 1 on the background, themes counted."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            colors = palette_of(brand, thing)
            if colors is None:
                continue
            for name in ("text", "link"):
                if contrast(colors[name], colors["background"]) < TEXT_RATIO:
                    yield _faint(linked, brand, thing, name, (colors[name], colors["background"]))


def _faint(linked: Linked, brand: LinkedBrand, thing: Object, name: str, colors: tuple[str, str]) -> Diagnostic:
    color, background = colors
    ratio = int(contrast(color, background) * 100) / 100
    place, ground = (color_place(linked, brand, thing, key) for key in (name, "background"))
    return found(
        RULE,
        f"{name} {color} cannot be read on {background}: contrast {ratio}, at least {TEXT_RATIO} is needed",
        place or ground or linked.draft.span(thing, ("design",), "key"),
        note=f"contrast {ratio}",
        labels=[Label(ground, "the background")] if place and ground else (),
        hint=f'the nearest colour that can be read is  {name}: "{nearest_passing(color, background, TEXT_RATIO)}"',
    )
