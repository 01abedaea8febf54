"""A portal that offers an inquiry type which is switched off (HS-29): customers would not find the form."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.visibility import switched_off

RULE = Rule("FD673", "type-not-offered", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`tickets: {inquiry_types}` of every portal; a type below one that is switched off is off, too."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            for index, name in enumerate(thing.value.tickets.inquiry_types or ()):
                off = switched_off(brand, name)
                if off is not None:
                    yield found(
                        RULE,
                        f"the inquiry type {quoted(name)} is switched off",
                        linked.draft.span(thing, ("tickets", "inquiry_types", index)),
                        note="offered here",
                        labels=[Label(linked.draft.span(off, ("enabled",)), "switched off")],
                        hint="switch it on, or leave it out here",
                    )
