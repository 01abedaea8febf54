"""A field for agents that does not say which of them may write it, or a permission on a field for customers."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD414", "agent-field-without-permission")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`for: agent` and `permission:` belong together."""
    for brand in linked.brands.values():
        for name, thing in brand.of("field").items():
            field = thing.value
            if field.for_ == "agent" and field.permission is None:
                yield found(
                    RULE,
                    f"the agents' field {quoted(name)} does not say who may write it",
                    linked.draft.span(thing, ("for",)),
                    note="for agents",
                    hint="add permission: agent, or permission: admin",
                )
            elif field.for_ == "customer" and field.permission is not None:
                yield found(
                    RULE,
                    f"the customers' field {quoted(name)} has a permission for agents",
                    linked.draft.span(thing, ("permission",), "key"),
                    note="has no meaning here",
                    hint="leave it out, or add for: agent",
                )
