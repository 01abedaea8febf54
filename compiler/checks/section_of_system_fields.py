"""A field of the brand's own in the section of required system fields (OQ-27 to OQ-29)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import Linked

RULE = Rule("FD430", "section-of-system-fields")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Fields that say `section: required`."""
    for brand in linked.brands.values():
        for thing in brand.of("field").values():
            if thing.value.section == "required":
                yield found(
                    RULE,
                    "only system fields stand in the section of required fields",
                    linked.draft.span(thing, ("section",)),
                    note="not for a field of your own",
                    hint="write section: basic or section: additional; a form says  required: true",
                )
