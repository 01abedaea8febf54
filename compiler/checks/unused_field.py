"""A customer's field that stands in no form: it is asked nowhere."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file

RULE = Rule("FD412", "unused-field", "note")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Fields for customers that no form lists; agents' fields need no form."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("form", brand.id):
            continue
        used = {item.field for thing in brand.of("form").values() for item in thing.value.fields}
        for name, thing in brand.of("field").items():
            if name not in used and thing.value.for_ == "customer":
                yield found(
                    RULE,
                    f"no form has the field {quoted(name)}",
                    whole_file(thing.file),
                    hint=f"list it in a form as  - {{field: {name}}}",
                )
