"""A binding that an environment does not supply: what uses it would have no value there."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD209", "binding-without-value")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Every declared binding in every environment that could be read."""
    for environment, brands in linked.environments.items():
        file = f"environments/{environment}.yaml"
        for brand in linked.brands.values():
            if linked.draft.is_poisoned("environment", "", brand.id):
                continue
            values = brands.get(brand.id, {})
            for name, thing in brand.of("binding").items():
                if name not in values:
                    written = linked.draft.documents.span(file, (brand.id,), "key")
                    place = written if brand.id in brands else whole_file(file)
                    yield found(
                        RULE,
                        f"the environment {quoted(environment)} has no value for {quoted(name)} of {quoted(brand.id)}",
                        place,
                        labels=[Label(linked.draft.span(thing, (), "key"), "declared here")],
                        hint=f"write  {brand.id}: {{{name}: …}}",
                    )
