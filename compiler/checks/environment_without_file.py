"""An environment that `frontdesk.yaml` lists and that has no file: it would have no values at all."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD205", "environment-without-file")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Listed environments, while any brand declares a binding."""
    for index, name in enumerate(linked.repository.environments):
        file = f"environments/{name}.yaml"
        if file not in linked.draft.documents.tree.sizes and any(
            brand.of("binding") for brand in linked.brands.values()
        ):
            yield found(
                RULE,
                f"the environment {quoted(name)} has no file",
                linked.draft.documents.span("frontdesk.yaml", ("environments", index)),
                note="listed here",
                hint=f"add {file} with the values of each brand's bindings",
            )
