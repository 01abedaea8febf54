"""The picture of a home page without words for those who cannot see it (OQ-43). Pictures in texts: lowering."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked

RULE = Rule("FD602", "picture-without-words", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals with `design: image` and no `image_alt`."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            design = thing.value.design
            if design.image is not None and design.image_alt is None:
                yield found(
                    RULE,
                    "a picture without words for those who cannot see it",
                    linked.draft.span(thing, ("design", "image")),
                    note="this picture",
                    hint="say what it shows:  image_alt: A kitchen",
                )
