"""A value in an environment that no brand declares as a binding: environments supply bindings and nothing else."""

from collections.abc import Iterator

from compiler.authored import owners
from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.span import Path, Span

RULE = Rule("FD207", "value-nobody-declared")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Brands that do not exist, and values without a line in the brand's `bindings.yaml`."""
    if not linked.brands:
        return
    known = {thing.brand for thing in linked.draft.objects}
    by_name = {owner.id: owner for owner in owners(linked)}
    for environment, brands in linked.environments.items():
        for name, values in brands.items():
            owner = by_name.get(name)
            if owner is None:
                if name not in known and not linked.draft.is_poisoned("brand", name, ""):
                    yield found(
                        RULE,
                        f"there is no brand {quoted(name)}",
                        _key(linked, environment, (name,)),
                        note="not found",
                        hint=did_you_mean(name, linked.brands),
                    )
                continue
            for binding in values:
                if binding not in owner.declared and not linked.draft.is_poisoned("binding", name, binding):
                    who = "the organisation" if name == ORGANIZATION else f"the brand {quoted(name)}"
                    yield found(
                        RULE,
                        f"{who} declares no binding {quoted(binding)}",
                        _key(linked, environment, (name, binding)),
                        note="not declared",
                        hint=did_you_mean(binding, owner.declared) or f"brands/{name}/bindings.yaml declares none",
                    )


def _key(linked: Linked, environment: str, path: Path) -> Span:
    return linked.draft.documents.span(f"environments/{environment}.yaml", path, "key")
