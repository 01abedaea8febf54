"""A binding that nothing uses: every environment supplies a value for nobody."""

from collections.abc import Iterator

from compiler.authored import bound_names, owners
from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked

RULE = Rule("FD211", "unused-binding", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Bindings without a `{binding: name}` in a brand where every object has its shape."""
    used_by = {owner.id: bound_names(linked, owner) for owner in owners(linked)}
    everywhere = frozenset[str]().union(*used_by.values())
    broken = {home for _, home, _ in linked.draft.poisoned}
    for owner in owners(linked):
        is_shared = owner.id == ORGANIZATION
        if broken if is_shared else owner.id in broken:
            continue
        used = everywhere if is_shared else used_by[owner.id]
        for name, thing in owner.declared.items():
            if name not in used:
                yield found(
                    RULE,
                    f"nothing uses the binding {quoted(name)}",
                    linked.draft.span(thing, (), "key"),
                    note="declared here",
                    hint="delete it here and in environments/, or use it",
                )
