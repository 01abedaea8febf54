"""An answer template without a processing type: it is offered on tickets of its types, so on none (NHN-109)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.shape import Object
from compiler.span import whole_file

RULE = Rule("FD435", "template-never-offered", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Templates of brands and of the organisation."""
    for brand in linked.brands.values():
        for thing in brand.of("answer_template").values():
            if thing.brand == brand.id:
                yield from _without_types(thing)
    for thing in linked.organization.get("answer_template", {}).values():
        if thing.brand == ORGANIZATION:
            yield from _without_types(thing)


def _without_types(thing: Object) -> Iterator[Diagnostic]:
    if not thing.value.processing_types:
        yield found(
            RULE,
            f"the answer template {quoted(thing.id)} is offered on no ticket",
            whole_file(thing.file),
            hint="say on which:  processing_types: [refund-done]",
        )
