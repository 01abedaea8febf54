"""A binding that is used and not declared: no environment may supply it."""

from collections.abc import Iterator

from compiler.authored import values_of
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked
from schemas.brand import Bound

RULE = Rule("FD208", "binding-not-declared")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every `{binding: name}` of a brand."""
    for brand in linked.brands.values():
        declared = brand.of("binding")
        for thing in brand.own():
            for path, bound in values_of(thing, Bound):
                name = bound.binding
                if name is None or name in declared or linked.draft.is_poisoned("binding", brand.id, name):
                    continue
                yield found(
                    RULE,
                    f"the brand declares no binding {quoted(name)}",
                    linked.draft.span(thing, (*path, "binding")),
                    note="not declared",
                    hint=did_you_mean(name, declared) or f"add to bindings.yaml:  {name}: {{type: host}}",
                )
