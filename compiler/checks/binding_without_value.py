"""A binding that an environment does not supply: what uses it would have no value there."""

from collections.abc import Iterator

from compiler.authored import owners
from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD209", "binding-without-value")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every declared binding in every environment that could be read."""
    for environment, brands in linked.environments.items():
        file = f"environments/{environment}.yaml"
        for owner in owners(linked):
            if linked.draft.is_poisoned("environment", "", owner.id):
                continue
            values = brands.get(owner.id, {})
            for name, thing in owner.declared.items():
                if name not in values:
                    written = linked.draft.documents.span(file, (owner.id,), "key")
                    place = written if owner.id in brands else whole_file(file)
                    yield found(
                        RULE,
                        f"the environment {quoted(environment)} has no value for {quoted(name)} of {quoted(owner.id)}",
                        place,
                        labels=[Label(linked.draft.span(thing, (), "key"), "declared here")],
                        hint=f"write  {owner.id}: {{{name}: …}}",
                    )
