"""A binding used where a value of another type is needed: a host is no URL."""

from collections.abc import Iterator

from compiler.authored import bounds, owners
from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD212", "binding-of-other-type")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Hosts (`host:`) and web addresses (`url:` and keys that end so); every other key takes any type."""
    for owner in owners(linked):
        for thing, path, bound in bounds(linked, owner):
            key = str(path[-1])
            wanted = "host" if key == "host" else "url" if key == "url" or key.endswith("_url") else None
            binding = owner.usable.get(bound.binding or "")
            if wanted is None or binding is None or binding.value.type == wanted:
                continue
            yield found(
                RULE,
                f"{key}: needs a {wanted}, and {quoted(binding.id)} is of the type {binding.value.type}",
                linked.draft.span(thing, (*path, "binding")),
                note="used here",
                labels=[Label(linked.draft.span(binding, ("type",)), "declared here")],
                hint=f"declare it as  {{type: {wanted}}}, or use another binding",
            )
