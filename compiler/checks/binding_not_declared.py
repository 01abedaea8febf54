"""A binding that is used and not declared: no environment may supply it."""

from collections.abc import Iterator

from compiler.authored import bounds, owners
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import ORGANIZATION, Linked

RULE = Rule("FD208", "binding-not-declared")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every `{binding: name}` of a brand and of the organisation; a brand may use what the organisation declares."""
    for owner in owners(linked):
        for thing, path, bound in bounds(linked, owner):
            name = bound.binding
            if name is None or name in owner.usable or _is_broken(linked, owner.id, name):
                continue
            who = "the organisation" if owner.id == ORGANIZATION else "the brand"
            yield found(
                RULE,
                f"{who} declares no binding {quoted(name)}",
                linked.draft.span(thing, (*path, "binding")),
                note="not declared",
                hint=did_you_mean(name, owner.usable) or f"add to bindings.yaml:  {name}: {{type: host}}",
            )


def _is_broken(linked: Linked, owner: str, name: str) -> bool:
    return any(linked.draft.is_poisoned("binding", home, name) for home in (owner, ORGANIZATION))
