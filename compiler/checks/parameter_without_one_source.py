"""A value handed to another site that is neither fixed nor known, or both."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD749", "parameter-without-one-source")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Parameters of external menus: `value:` or `from:`, one of the two."""
    for brand in linked.brands.values():
        for thing in brand.of("external_menu").values():
            for index, one in enumerate(thing.value.params):
                if (one.value is None) == (one.from_ is None):
                    both = one.value is not None
                    yield found(
                        RULE,
                        f"the parameter {quoted(one.name)} has {'two values' if both else 'no value'}",
                        linked.draft.span(thing, ("params", index, "name")),
                        note="both value: and from: here" if both else "neither value: nor from: here",
                        hint="write  value: help  for a fixed one, or  from: customer.id  for a known one",
                    )
