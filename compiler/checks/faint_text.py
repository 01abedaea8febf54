"""Text or links that cannot be read on the portal's background (WCAG 2.2, 1.4.3)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from compiler.shape import Object
from schemas.colors import contrast, nearest_passing
from schemas.theme import TEXT_RATIO, palette

RULE = Rule("FD611", "faint-text")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals whose text or links have less than 4.5 to 1 on the background, themes counted."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            design = thing.value.design
            colors = palette(design.theme, design.colors.model_dump())
            if colors is None:
                continue
            for name in ("text", "link"):
                if contrast(colors[name], colors["background"]) < TEXT_RATIO:
                    yield _faint(linked, thing, name, colors[name], colors["background"])


def _faint(linked: Linked, thing: Object, name: str, color: str, background: str) -> Diagnostic:
    ratio = int(contrast(color, background) * 100) / 100
    own = thing.value.design.colors
    chosen = name if getattr(own, name) else "background"
    labels = [Label(linked.draft.span(thing, ("design", "colors", "background")), "the background")]
    return found(
        RULE,
        f"{name} {color} cannot be read on {background}: contrast {ratio}, at least {TEXT_RATIO} is needed",
        linked.draft.span(thing, ("design", "colors", chosen)),
        note=f"contrast {ratio}",
        labels=labels if own.background and chosen != "background" else (),
        hint=f'the nearest colour that can be read is  {name}: "{nearest_passing(color, background, TEXT_RATIO)}"',
    )
