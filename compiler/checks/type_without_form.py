"""An inquiry type that customers may choose and that has no form (OQ-23): there would be nothing to fill in."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object

RULE = Rule("FD407", "type-without-form")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Enabled types without enabled children that neither have nor inherit a form."""
    for brand in linked.brands.values():
        for thing in brand.of("inquiry_type").values():
            line = tuple(_line(brand, thing))
            chosen = all(one.value.enabled for one in line) and not any(one.enabled for one in thing.value.children)
            if chosen and not any(one.value.form for one in line):
                yield found(
                    RULE,
                    f"the inquiry type {quoted(thing.id)} has no form",
                    linked.draft.span(thing, ("id",)),
                    note="customers may choose it",
                    hint="add form: here or at a type above, or enabled: false",
                )


def _line(brand: LinkedBrand, thing: Object) -> Iterator[Object]:
    """A type and everything above it."""
    yield thing
    above = brand.of("inquiry_type").get(thing.parts.get("parent", ""))
    if above is not None:
        yield from _line(brand, above)
