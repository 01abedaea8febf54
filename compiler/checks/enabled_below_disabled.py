"""An inquiry type that says it is enabled below one that is not: it is switched off with what stands above it."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.visibility import switched_off

RULE = Rule("FD410", "enabled-below-disabled", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Types that write `enabled: true`; those that write nothing mean to follow the type above."""
    for brand in linked.brands.values():
        for thing in brand.of("inquiry_type").values():
            if not thing.value.enabled or "enabled" not in thing.value.model_fields_set:
                continue
            above = switched_off(brand, thing.parts.get("parent", ""))
            if above is not None:
                yield found(
                    RULE,
                    f"the inquiry type {quoted(thing.id)} cannot be chosen although it is enabled",
                    linked.draft.span(thing, ("enabled",)),
                    note="has no effect",
                    labels=[Label(linked.draft.span(above, ("enabled",)), "switched off here with all below")],
                    hint=f"enable {quoted(above.id)}, or leave enabled: out here",
                )
