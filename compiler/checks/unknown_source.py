"""A value that is to be taken from something nobody knows of customers, and handed to another system."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.shape import Object
from compiler.span import Path
from schemas.customers import STANDARD

RULE = Rule("FD756", "unknown-source")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`from:` in external menus and customer data."""
    own = tuple(f"customer.{name}" for name in linked.organization.get("customer_property", {}))
    legal = (*STANDARD, *own)
    for brand in linked.brands.values():
        for thing, path, name in _sources(
            list(brand.of("external_menu").values()), list(brand.of("customer_data").values())
        ):
            property_ = name.removeprefix("customer.")
            if name not in legal and not linked.draft.is_poisoned("customer_property", ORGANIZATION, property_):
                yield found(
                    RULE,
                    f"nothing is known of customers that is called {quoted(name)}",
                    linked.draft.span(thing, path),
                    note="unknown",
                    hint=did_you_mean(name, legal),
                )


def _sources(menus: list[Object], data: list[Object]) -> Iterator[tuple[Object, Path, str]]:
    for thing in menus:
        for index, one in enumerate(thing.value.params):
            if one.from_ is not None:
                yield thing, ("params", index, "from"), one.from_
    for thing in data:
        for index, one in enumerate(thing.value.ask):
            yield thing, ("ask", index, "from"), one.from_
