"""A binding that nothing uses: every environment supplies a value for nobody."""

from collections.abc import Iterator

from compiler.authored import values_of
from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.brand import Bound

RULE = Rule("FD211", "unused-binding", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Bindings without a `{binding: name}` in a brand where every object has its shape."""
    for brand in linked.brands.values():
        if any(home == brand.id for _, home, _ in linked.draft.poisoned):
            continue
        used = {bound.binding for thing in brand.own() for _, bound in values_of(thing, Bound)}
        for name, thing in brand.of("binding").items():
            if name not in used:
                yield found(
                    RULE,
                    f"nothing uses the binding {quoted(name)}",
                    linked.draft.span(thing, (), "key"),
                    note="declared here",
                    hint="delete it here and in environments/, or use it",
                )
